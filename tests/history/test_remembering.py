"""What was told of the past is told again as it would be now, whatever became of the repository."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from tests.gitting import ADA, JONAS, Repo
from tests.history.repositories import Made, cloned
from tests.support import CHARTER, DIRECTORY, FOLDER
from trm_policy.history import Repository, ShallowError
from trm_policy.history.log import Event, PortfolioLog
from trm_policy.model.audience import Override
from trm_policy.portfolio.result_cache import ResultCache

HERE = "partnerships/meridian-helix"
TARGET = "target: {value: 98, by: 2027-12-31}"
READERS = ("internal", "partner", "partner:helix", "public")


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """Ten lowered targets, one of them by a merge, and a partnership beside it."""
    repo = Repo.with_the_complete_portfolio(tmp_path / "governance")
    repo.write("partnerships/second/partnership.yaml", repo.read())
    repo.commit(author=ADA)
    for value in range(97, 92, -1):
        lower(repo, value)
        repo.commit(author=JONAS)
    repo.branch("change")
    lower(repo, 90)
    repo.commit(author=ADA)
    repo.git("switch", "-q", "main")
    repo.git("merge", "-q", "--no-ff", "change")
    return repo


def lower(repo: Repo, value: int) -> None:
    text = repo.read()
    start = text.index("target: {value: ") + len("target: {value: ")
    repo.write(CHARTER, text[:start] + str(value) + text[text.index(",", start) :])


def cache(repo: Repo) -> Path:
    return repo.root.parent / "cache"


def told(root: Path, kept: Path | None, folder: PurePosixPath = FOLDER, **how: Any) -> list[object]:
    """All that is ever asked of a log, by each reader."""
    log = PortfolioLog.of(Repository.at(root), folder, kept=ResultCache("log", root, kept), **how)
    found: list[object] = []
    for reader in map(Override.parse, READERS):
        found += [log.events(reader), log.events(reader, limit=3), log.last_of_each(reader, 2)]
        found.append(log.events(reader, lives={"meridian-helix"}))
    return found


def rename(repo: Repo) -> None:
    repo.git("mv", HERE, "partnerships/cold-chain")
    repo.commit()


def take_the_name_again(repo: Repo) -> None:
    rename(repo)
    repo.write(CHARTER, repo.read("partnerships/cold-chain/partnership.yaml"))
    repo.commit()


def hide(repo: Repo, place: str = "kpis.otif") -> None:
    repo.edit(("waivers: []\n", f"waivers: []\nvisibility: {{{place}: internal}}\n"))
    repo.commit()


def rewrite_the_last_commit(repo: Repo) -> None:
    lower(repo, 80)
    repo.git("add", "-A")
    repo.git("commit", "-q", "--amend", "-m", "Again", author=ADA)


def go_back(repo: Repo) -> None:
    repo.git("reset", "-q", "--hard", "HEAD~2")


def go_back_and_on(repo: Repo) -> None:
    go_back(repo)
    repo.edit(("tier: strategic  ", "tier: preferred  "))
    repo.commit()


def begin_anew(repo: Repo) -> None:
    repo.git("checkout", "-q", "--orphan", "other")
    repo.commit("One commit with all that is there")


def call_people_otherwise(repo: Repo) -> None:
    repo.write(".mailmap", "Ada Lovelace <ada@x.example> <ada.okafor@meridian.example>\n")


def call_people_otherwise_by_settings(repo: Repo) -> None:
    repo.write("people", "Jonas L. <jonas.lindqvist@helix.example>\n")
    repo.git("config", "mailmap.file", str(repo.root / "people"))


def correct_the_directory(repo: Repo) -> None:
    repo.edit(("name: Ada Okafor", "name: Ada Lovelace"), path=DIRECTORY)
    repo.commit()
    repo.edit(("{meridian: ada, helix: jonas}      #", "{meridian: lena, helix: jonas}      #"))
    repo.commit()


def make_a_slip(repo: Repo) -> None:
    repo.edit(("title: Meridian", "title: [Meridian"))
    repo.commit()


def correct_a_slip(repo: Repo) -> None:
    make_a_slip(repo)
    told(repo.root, cache(repo))
    repo.edit(("title: [Meridian", "title: Meridian"))
    repo.commit()


def remove(repo: Repo) -> None:
    repo.git("rm", "-rq", HERE)
    repo.commit()


def put_back(repo: Repo) -> None:
    remove(repo)
    told(repo.root, cache(repo))
    repo.git("checkout", "HEAD~1", "--", HERE)
    repo.commit()


def rename_ids(repo: Repo) -> None:
    repo.write(CHARTER, repo.read().replace("otif", "in-full"))
    repo.commit()
    hide(repo, "kpis.in-full")


def replace_an_object(repo: Repo) -> None:
    repo.git("replace", "HEAD", "HEAD~3")


def record_a_figure(repo: Repo) -> None:
    figures = f"{HERE}/measurements.csv"
    repo.write(figures, repo.read(figures) + "otif,2026-11,97.0,\n")
    repo.commit()


def exchange_a_party(repo: Repo) -> None:
    repo.edit(("organisation: helix-cold-chain", "name: Helix Freight"))
    repo.commit()


@pytest.mark.parametrize(
    "happened",
    [
        lambda _: None,
        lambda repo: repo.edit(("tier: strategic  ", "tier: preferred  ")),
        hide,
        rename,
        take_the_name_again,
        rewrite_the_last_commit,
        go_back,
        go_back_and_on,
        begin_anew,
        call_people_otherwise,
        call_people_otherwise_by_settings,
        correct_the_directory,
        make_a_slip,
        correct_a_slip,
        remove,
        put_back,
        rename_ids,
        replace_an_object,
        record_a_figure,
        exchange_a_party,
    ],
)
def test_what_happened_since_is_told_as_if_nothing_was_kept(
    repo: Repo, happened: Callable[[Repo], object]
) -> None:
    told(repo.root, cache(repo))
    happened(repo)
    fresh = told(repo.root, None)
    assert told(repo.root, cache(repo)) == fresh
    assert told(repo.root, cache(repo)) == fresh


def test_a_name_that_is_no_text_may_be_corrected(repo: Repo) -> None:
    lower(repo, 70)
    repo.commit(author=("Jorg", "jorg@helix.example"))
    raw = repo.root.parent / "raw"
    raw.write_bytes(repo.git("cat-file", "commit", "HEAD").encode().replace(b"Jorg", b"J\xf6rg"))
    repo.git("update-ref", "HEAD", repo.git("hash-object", "-w", "-t", "commit", str(raw)))
    assert events(repo)[0].author == "J\ufffdrg"
    told(repo.root, cache(repo))
    (repo.root / ".mailmap").write_bytes(
        b"Jorg <jorg@helix.example> J\xf6rg <jorg@helix.example>\n"
    )
    assert events(repo)[0].author == "Jorg"
    assert told(repo.root, cache(repo)) == told(repo.root, None)


def test_another_folder_day_or_revision_is_another_question(repo: Repo) -> None:
    for how in ({}, {"since": date(2026, 11, 2)}, {"until": "HEAD~3"}, {"until": "HEAD"}):
        for folder in (FOLDER, PurePosixPath("elsewhere")):
            fresh = told(repo.root, None, folder, **how)
            assert told(repo.root, cache(repo), folder, **how) == fresh


def test_a_shallow_clone_is_told_anew_when_it_is_deepened(repo: Repo, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    cloned(Made(repo.root), clone, "--depth", "3")
    with pytest.raises(ShallowError):
        told(clone, tmp_path / "cache")
    Repo(clone).git("fetch", "-q", "--unshallow")
    assert told(clone, tmp_path / "cache") == told(repo.root, None)


def reads(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The blobs that are read, in their order, from now on."""
    found: list[str] = []
    read_blobs = Repository.read_blobs

    def noted(self: Repository, shas: tuple[str, ...]) -> object:
        found.extend(shas)
        return read_blobs(self, shas)

    monkeypatch.setattr(Repository, "read_blobs", noted)
    return found


def events(repo: Repo, **how: Any) -> list[Event]:
    log = PortfolioLog.of(
        Repository.at(repo.root), FOLDER, kept=ResultCache("log", repo.root, cache(repo))
    )
    return log.events(Override.parse("internal"), **how)


def test_a_history_that_was_told_is_not_read_again(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = events(repo)
    found = reads(repo, monkeypatch)
    monkeypatch.setattr(Repository, "commits", None)
    assert events(repo) == everything
    assert found == []


def test_of_a_new_commit_its_own_version_is_read_and_none_of_other_charters(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = events(repo)
    repo.edit(("tier: strategic  ", "tier: preferred  "))
    repo.commit(author=ADA)
    found = reads(repo, monkeypatch)
    after = events(repo)
    assert [one.sentence for one in after[: len(after) - len(before)]] == [
        "tier: strategic → preferred, without approval"
    ]
    assert after[-len(before) :] == before
    wanted = (f"HEAD:{CHARTER}", f"HEAD~1:{CHARTER}", f"HEAD:{DIRECTORY}")
    assert found == [repo.git("rev-parse", one) for one in wanted]


def test_what_is_kept_for_one_reader_is_told_to_no_other(repo: Repo) -> None:
    hide(repo)
    assert "On time in full" in str(events(repo))
    log = PortfolioLog.of(
        Repository.at(repo.root), FOLDER, kept=ResultCache("log", repo.root, cache(repo))
    )
    assert "On time in full" not in str(log.events(Override.parse("partner")))


def test_a_cache_that_holds_nonsense_is_done_without(repo: Repo) -> None:
    everything = events(repo)
    (file,) = (cache(repo) / "results").iterdir()
    file.write_bytes(file.read_bytes()[:-9])
    assert events(repo) == everything
    assert ResultCache("log", repo.root, cache(repo)).get("anything") is None
