"""A site shows its audience everything that is for it, and nothing else, in any byte."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import material
import pytest
import yaml

from tests.gitting import Repo
from tests.publish.browsing import trm, written
from tests.publish.canary import FOLDER, RECORD_WORDS, Marks, files
from tests.support import edited
from trm_policy.errors import TrmError
from trm_policy.model.base import Visibility

CHARTER = f"{FOLDER}/partnership.yaml"
REFERENCE = Path(__file__).parents[2]


def built(root: Path, audience: str) -> bytes:
    """All bytes of the site for an audience, with the names of its files."""
    target = root / "out" / audience.replace(":", "-")
    words = ("--as-of", "2026-11-22", "--audience", audience, "--output", str(target))
    done = trm("-C", str(root), "site", "build", *words)
    assert done.exception is None, done.exception
    assert done.return_value == 0, done.output
    audit = trm("-C", str(root), "site", "audit", str(target), "--audience", audience)
    assert (audit.return_value, audit.output.splitlines()[1:]) == (0, []), audit.output
    paths = sorted(path for path in target.rglob("*") if path.is_file())
    return b"\n".join(str(path.relative_to(target)).encode() + path.read_bytes() for path in paths)


def standing_in(raw: bytes, marks: Marks) -> set[str]:
    return {mark for mark in marks.places if mark.encode() in raw}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository in which each word is a mark."""
    return written(tmp_path_factory.mktemp("canary"), files(Marks()))


@cache
def built_once(root: Path, audience: str) -> bytes:
    return built(root, audience)


@pytest.mark.parametrize("audience", ["public", "partner", "internal"])
def test_each_field_is_shown_to_all_whom_the_table_lets_in_and_to_nobody_else(
    audience: str, root: Path
) -> None:
    marks = Marks()
    files(marks)

    found = standing_in(built_once(root, audience), marks)

    allowed = marks.allowed(Visibility(audience))
    recorded = {mark for mark, (_, at) in marks.places.items() if ".".join(at) in RECORD_WORDS}
    assert found - allowed == set()
    assert allowed - found - marks.keys() - recorded == set()


def test_a_charter_above_the_audience_leaves_no_trace_not_even_its_name(tmp_path: Path) -> None:
    marks = Marks()
    secret = files(marks)
    data = yaml.safe_load(secret[CHARTER]) | {"audience": "internal"}
    secret[CHARTER] = yaml.safe_dump(data, sort_keys=False).encode()
    open_one = edited(
        ("audience: partner", "audience: public"),
        ("depends_on: []", "depends_on: [canary]"),
    )
    shared = yaml.safe_load(open_one["partnerships/directory.yaml"])
    for name, inner in yaml.safe_load(secret["partnerships/directory.yaml"]).items():
        shared.setdefault(name, {}).update(inner)
    broken = {"partnerships/broken-charter/partnership.yaml": b"title: [unfinished business\n"}
    everything = {**open_one, **secret, **broken}
    everything["partnerships/directory.yaml"] = yaml.safe_dump(shared).encode()
    root = written(tmp_path, everything)

    for audience in ("public", "partner"):
        raw = built(root, audience)
        assert standing_in(raw, marks) == set()
        assert b"partnerships/canary" not in raw
        assert b"broken-charter" not in raw


@pytest.fixture(scope="module")
def rewritten(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Visibility]]:
    """A repository in which every word was another one before; and who may see each word."""
    repo = Repo(tmp_path_factory.mktemp("rewritten"))
    repo.git("init", "-q", "-b", "main")
    rank = {Visibility.INTERNAL: 0, Visibility.PARTNER: 1, Visibility.PUBLIC: 2}
    visible: dict[str, Visibility] = {}
    for edition, version in (("before", "2.1.3"), ("", "3.0.0")):
        marks = Marks(edition)
        for path, raw in files(marks).items():
            repo.write(path, raw.decode().replace("version: 2.1.3", f"version: {version}"))
        repo.commit("as agreed")
        for audience in sorted(Visibility, key=rank.__getitem__):
            visible |= dict.fromkeys(marks.allowed(audience), audience)
    return repo.root, visible


@pytest.mark.parametrize("audience", ["public", "partner", "internal"])
def test_past_and_differences_tell_no_more_than_what_is_for_the_audience(
    audience: str, rewritten: tuple[Path, dict[str, Visibility]]
) -> None:
    root, visible = rewritten
    told = {
        name: trm("-C", str(root), *words, "--audience", audience, "--format", format_)
        for name, words in {"diff": ("diff", "HEAD~1", "HEAD"), "log": ("log", "canary")}.items()
        for format_ in ("text", "json", "markdown")
    }
    assert [done.exception for done in told.values()] == [None] * len(told)
    raw = built(root, audience) + "".join(done.output for done in told.values()).encode()

    rank = {"internal": 0, "partner": 1, "public": 2}
    found = {mark for mark in visible if mark.encode() in raw}
    assert {mark for mark in found if rank[visible[mark]] < rank[audience]} == set()
    assert len(found) > 20


def test_what_the_audit_finds_is_named_and_never_printed(root: Path) -> None:
    marks = Marks()
    files(marks)
    built_once(root, "internal")
    target = str(root / "out" / "internal")

    done = trm("-C", str(root), "site", "audit", target, "--audience", "public", "--format", "json")

    assert done.return_value == 1
    answer = json.loads(done.output)
    places = {leak["at"] for leak in answer["leaks"]}
    assert {"rationale", "exit.withdrawal", "segmentation.rationale"} <= places
    assert {leak["path"] for leak in answer["leaks"]} >= {CHARTER}
    hidden = set(marks.places) - marks.allowed(Visibility.PUBLIC) - marks.keys()
    assert {mark for mark in hidden if mark in done.output} == set()


def test_no_page_of_the_organisation_excuses_what_it_says_and_the_audit_names_the_page(
    tmp_path: Path,
) -> None:
    title = "Meridian Foods and Helix Cold Chain"
    charter, page = "partnerships/meridian-helix/partnership.yaml", "site/docs/news.md"
    root = written(tmp_path, edited(("audience: partner", "audience: internal")))
    news = f"# News\n\nWe began {title} in May.\n"
    pages = {"docs/news.md": news, "old/index.html": f"<p>{title}</p>", "mkdocs.yml": "plugins:"}
    for name, text in pages.items():
        path = root / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    target = tmp_path / "published"
    (target / "news").mkdir(parents=True)
    (target / "news" / "index.html").write_text(f"<p>We began {title} in May.</p>", "utf-8")

    done = trm("-C", str(root), "site", "audit", str(target), "--audience", "public")

    assert (done.return_value, done.output.splitlines()[:2]) == (
        1,
        [
            "news/index.html",
            f"  contains text of {charter}, title, which is not for public; so does {page}",
        ],
    )


THEMES_OWN = "assets/javascripts/lunr/min/lunr.de.min.js"


@pytest.mark.parametrize(("more", "code"), [(b"", 0), (b"\n", 1)])
def test_a_file_of_the_theme_is_passed_over_as_long_as_it_is_as_it_was_installed(
    more: bytes, code: int, tmp_path: Path
) -> None:
    raw = (Path(material.__file__).parent / "templates" / THEMES_OWN).read_bytes()
    assert b"Lunr languages, `German` language" in raw
    hidden = ("tags: [", "tags: [Lunr languages German language, ")
    root = written(tmp_path, edited(hidden, ("audience: partner", "audience: internal")))
    written(tmp_path, {f"published/{THEMES_OWN}": raw + more})

    done = trm("-C", str(root), "site", "audit", str(root / "published"), "--audience", "public")

    assert done.return_value == code, done.output


@pytest.mark.parametrize("audience", ["public", "partner", "partner:helix", "internal"])
def test_the_reference_portfolio_can_be_published_for_each_audience(
    audience: str, tmp_path: Path
) -> None:
    target = tmp_path / "site"
    words = ("--strict", "--as-of", "2026-11-22", "--audience", audience, "--output", str(target))

    done = trm("-C", str(REFERENCE), "site", "build", *words)
    audit = trm("-C", str(REFERENCE), "site", "audit", str(target), "--audience", audience)

    assert (done.exception, done.return_value) == (None, 0), done.output
    assert (audit.exception, audit.return_value) == (None, 0), audit.output
    pages = {path.parent.name for path in target.glob("partnerships/*/index.html")}
    assert pages == {
        "public": {"calder-mill-neighbours", "outbreak-tracing"},
        "partner": {
            "calder-mill-neighbours", "cold-chain-commons", "connacht-provisions",
            "meridian-helix", "northlight-hospitals", "nuremberg-works-council",
            "outbreak-tracing", "tarnside-networks",
        },
        "partner:helix": {
            "calder-mill-neighbours", "cold-chain-commons", "meridian-helix", "outbreak-tracing",
        },
        "internal": {
            "aire-scales", "calder-mill-neighbours", "chilled-forecast", "cold-chain-commons",
            "connacht-provisions", "meridian-helix", "northlight-hospitals",
            "nuremberg-works-council", "outbreak-tracing", "tarnside-networks",
        },
    }[audience]  # fmt: skip


def test_a_party_that_no_charter_has_is_refused_with_the_nearest(tmp_path: Path) -> None:
    root = written(tmp_path, edited())

    done = trm("-C", str(root), "site", "build", "--audience", "partner:helx")

    assert isinstance(done.exception, TrmError)
    assert "trm: no charter has a party 'helx'; did you mean 'helix'?" in done.output


def test_a_party_that_is_two_organisations_gets_no_site(tmp_path: Path) -> None:
    made = edited()
    other = made["partnerships/meridian-helix/partnership.yaml"].replace(
        b"organisation: helix-cold-chain", b"name: Helix Insurance"
    )
    root = written(tmp_path, {**made, "partnerships/other/partnership.yaml": other})

    done = trm("-C", str(root), "site", "build", "--audience", "partner:helix")

    assert isinstance(done.exception, TrmError)
    assert (
        "the party 'helix' is 'helix-cold-chain' in one charter and 'Helix Insurance' in 'other'"
        in done.output
    )
