"""What was judged before is not judged again, and no answer shows it."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from trm_policy import source
from trm_policy.judging.catalogue import Rulebook, read_rulebook
from trm_policy.judging.checker import Report, check
from trm_policy.judging.judge import Judge
from trm_policy.judging.settings import read_settings
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.portfolio.result_cache import ResultCache
from trm_policy.source import WorkTree
from trm_policy.starter import complete
from trm_policy.timing.clock import Clock

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
MERIDIAN, TWIN = "partnerships/meridian-helix", "partnerships/twin"
CHARTER = f"{MERIDIAN}/partnership.yaml"
DIRECTORY = "partnerships/directory.yaml"
MINUTES = f"{MERIDIAN}/reviews/2026-10-20-qbr.md"
OPEN = """\
---
id: 2026-004
title: Doors stay open
raised_by: tom
raised_at: 2026-11-22T09:00+00:00
steps:
  - level: operations
    reached_at: 2026-11-22T09:00+00:00
    acknowledged: {meridian: 2026-11-22T09:00+00:00}
---
"""
OWN_RULE = """\
from pathlib import Path

from trm_policy.finding import Severity
from trm_policy.rule import Problem, rule

LANES = Path("{root}/lanes.txt")


@rule(Severity.WARNING)
def lane_named(charter, context):
    \"\"\"A lane is named.\"\"\"
    if LANES.read_text() not in charter.title:
        yield Problem("the title names no lane", at="title")
"""
POLICY = """\
policy: own
title: Own
severity: error
schema: {agreements: {required: true, minlength: 3}}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two charters that know each other, an escalation that is open, an own rule and a policy."""
    top = tmp_path / "repository"
    for name, raw in complete().items():
        write(top, name, raw.decode())
    shutil.copytree(top / MERIDIAN, top / TWIN)
    replaced(top, f"{TWIN}/partnership.yaml", "depends_on: []", "depends_on: [meridian-helix]")
    write(top, f"{MERIDIAN}/escalations/2026-004.md", OPEN)
    write(top, "checks/lane_named.py", OWN_RULE.replace("{root}", str(top)))
    write(top, "lanes.txt", "Leeds")
    write(top, "schemas/own.yaml", POLICY)
    write(top, "trm.toml", '[rules]\nstrategic-is-few = "off"\n')
    return top


@pytest.fixture(params=["by stat", "by hash"])
def known(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Files that have just been written are known by what they hold alone, unless one waits."""
    if request.param == "by stat":
        monkeypatch.setattr(source, "_SETTLED", 0)
    return str(request.param)


def write(root: Path, name: str, text: str) -> None:
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, encoding="utf-8")


def replaced(root: Path, name: str, old: str, new: str) -> None:
    text = (root / name).read_text("utf-8")
    assert text.count(old) == 1, (name, old)
    write(root, name, text.replace(old, new))


def report(
    root: Path,
    *,
    cached: bool,
    now: datetime = NOW,
    narrowed: Callable[[Rulebook], Rulebook] = lambda book: book,
    folder: str = "partnerships",
    **options: Any,
) -> Report:
    tree = WorkTree(root)
    settings = read_settings(tree)
    book = narrowed(read_rulebook(tree, settings))
    reader = PortfolioReader(tree, PurePosixPath(folder))
    cache = ResultCache("check", root, root.parent / "cache") if cached else None
    return check(reader, book, now, **options, cache=cache)


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The charters that are judged, in their order, own rules alone left out."""
    seen: list[str] = []
    charter = Judge.charter

    def noted(judge: Judge, name: str, clock: Clock | None = None) -> object:
        if any(rule.family != "checks" for rule, _ in judge.rules):
            seen.append(name)
        return charter(judge, name, clock)

    monkeypatch.setattr(Judge, "charter", noted)
    return seen


def untouched(_root: Path) -> None:
    pass


def charter_edited(root: Path) -> None:
    replaced(root, CHARTER, "contacts: {meridian: tom, helix: nils}", "contacts: {meridian: tom}")


def charter_broken(root: Path) -> None:
    write(root, CHARTER, "title: [\n")


def charter_replaced_by_a_link(root: Path) -> None:
    (root / CHARTER).rename(root / "aside.yaml")
    (root / CHARTER).symlink_to(root / "aside.yaml")


def folder_replaced_by_a_link(root: Path) -> None:
    (root / MERIDIAN).rename(root / "aside")
    (root / MERIDIAN).symlink_to(root / "aside")


def portfolio_replaced_by_a_link(root: Path) -> None:
    (root / "partnerships").rename(root / "aside")
    (root / "partnerships").symlink_to(root / "aside")


def waiver_added(root: Path) -> None:
    charter_edited(root)
    waiver = "waivers:\n  - {rule: escalation-two-sided, because: They hire., approved_by: ada, "
    replaced(root, CHARTER, "waivers: []\n", waiver + "expires: 2026-11-22}\n")


def record_added(root: Path) -> None:
    write(root, f"{MERIDIAN}/reviews/2026-11-20-nothing.md", "---\nreview: nothing\n---\n")


def record_removed(root: Path) -> None:
    (root / MINUTES).unlink()


def record_renamed(root: Path) -> None:
    (root / MINUTES).rename(root / MINUTES.replace("2026-10-20-qbr", "notes"))


def record_edited(root: Path) -> None:
    replaced(root, MINUTES, "review: qbr", "review: other")


def row_added(root: Path) -> None:
    rows = (root / f"{MERIDIAN}/measurements.csv").read_text("utf-8")
    write(root, f"{MERIDIAN}/measurements.csv", rows + "nobody-knows,2026-10,1,tom,2026-11-01,\n")


def stray_file_added(root: Path) -> None:
    write(root, f"{MERIDIAN}/reviews/odd.txt", "")


def link_added(root: Path) -> None:
    (root / MERIDIAN / "linked").symlink_to(root / TWIN)


def folder_without_a_charter_added(root: Path) -> None:
    write(root, "partnerships/stray/notes.md", "")


def somebody_left(root: Path) -> None:
    replaced(root, DIRECTORY, "email: ada.okafor@meridian.example", "left: 2026-11-01")


def directory_removed(root: Path) -> None:
    (root / DIRECTORY).unlink()


def settings_edited(root: Path) -> None:
    write(root, "trm.toml", '[rules]\nkpi-count = {most = 1}\npeople-reachable = "error"\n')


def policy_edited(root: Path) -> None:
    replaced(root, "schemas/own.yaml", "minlength: 3", "minlength: 30")


def policy_removed(root: Path) -> None:
    (root / "schemas/own.yaml").unlink()


def own_rule_edited(root: Path) -> None:
    replaced(root, "checks/lane_named.py", "no lane", "no lane at all")


def own_rule_broken(root: Path) -> None:
    replaced(root, "checks/lane_named.py", "LANES.read_text()", "None")


def what_an_own_rule_reads_edited(root: Path) -> None:
    write(root, "lanes.txt", "")


def other_charter_renamed(root: Path) -> None:
    (root / MERIDIAN).rename(root / "partnerships/meridian")


def other_charter_removed(root: Path) -> None:
    shutil.rmtree(root / MERIDIAN)


def other_charter_added(root: Path) -> None:
    shutil.copytree(root / MERIDIAN, root / "partnerships/third")
    replaced(root, "partnerships/third/partnership.yaml", "name: Tom Ellis", "name: Tom Elis")


def other_charter_in_a_circle(root: Path) -> None:
    replaced(root, CHARTER, "depends_on: []", "depends_on: [twin]")


def touched(root: Path) -> None:
    for path in (root / MERIDIAN).rglob("*.*"):
        os.utime(path, (1, 1))


def other_content_of_the_same_size_and_time(root: Path) -> None:
    path = root / CHARTER
    about = path.stat()
    replaced(
        root,
        CHARTER,
        "contacts: {meridian: tom, helix: nils}",
        "contacts: {meridian: tom, helix: nilz}",
    )
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (about.st_size, about.st_mtime_ns)


def older_file_restored(root: Path) -> None:
    charter_edited(root)
    os.utime(root / CHARTER, (1, 1))


EDITS = [
    untouched,
    charter_edited,
    charter_broken,
    charter_replaced_by_a_link,
    folder_replaced_by_a_link,
    portfolio_replaced_by_a_link,
    waiver_added,
    record_added,
    record_removed,
    record_renamed,
    record_edited,
    row_added,
    stray_file_added,
    link_added,
    folder_without_a_charter_added,
    somebody_left,
    directory_removed,
    settings_edited,
    policy_edited,
    policy_removed,
    own_rule_edited,
    own_rule_broken,
    what_an_own_rule_reads_edited,
    other_charter_renamed,
    other_charter_removed,
    other_charter_added,
    other_charter_in_a_circle,
    touched,
    other_content_of_the_same_size_and_time,
    older_file_restored,
]
WITHOUT_EFFECT = (untouched, touched)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_after_an_edit_the_answer_is_that_of_a_first_run(
    edit: Callable[[Path], None], root: Path, known: str
) -> None:
    before = report(root, cached=True)
    time.sleep(0.02)  # so that the clock of the file system has moved
    edit(root)
    plain = report(root, cached=False)
    assert (plain == before) is (edit in WITHOUT_EFFECT)
    assert (plain.findings == before.findings) is (edit in WITHOUT_EFFECT)
    for only in (None, {"twin"}, {"meridian-helix"}):
        wanted = plain if only is None else report(root, cached=False, only=only)
        assert report(root, cached=True, only=only) == wanted
        assert report(root, cached=True, only=only) == wanted


@pytest.mark.parametrize(
    "later",
    [timedelta(), timedelta(minutes=29), timedelta(hours=3), timedelta(days=1), timedelta(days=90)],
    ids=str,
)
def test_as_of_another_instant_the_answer_is_that_of_a_first_run(
    later: timedelta, root: Path
) -> None:
    report(root, cached=True)
    for now in (NOW + later, NOW - later, NOW):
        assert report(root, cached=True, now=now) == report(root, cached=False, now=now)


def test_what_has_not_changed_is_not_judged_again(
    root: Path, known: str, judged: list[str]
) -> None:
    report(root, cached=True)
    assert judged == ["meridian-helix", "twin"]
    judged.clear()
    report(root, cached=True)
    touched(root)
    report(root, cached=True)
    assert judged == []
    charter_edited(root)
    report(root, cached=True)
    assert judged == ["meridian-helix"]


def test_a_judgement_holds_for_the_day_and_until_a_deadline_passes(
    root: Path, judged: list[str]
) -> None:
    report(root, cached=True)
    judged.clear()
    report(root, cached=True, now=NOW + timedelta(minutes=5))
    assert judged == []
    report(root, cached=True, now=NOW + timedelta(hours=15))
    assert judged == ["meridian-helix", "twin"]
    judged.clear()
    monday = datetime(2026, 11, 23, 9, tzinfo=UTC)
    report(root, cached=True, now=monday)
    judged.clear()
    late = report(root, cached=True, now=monday + timedelta(hours=8))
    assert judged == ["meridian-helix"]
    assert [one.partnership for one in late.findings if one.rule == "escalation-on-time"] == [
        "meridian-helix"
    ]


def test_another_selection_of_rules_is_kept_apart(root: Path, judged: list[str]) -> None:
    def narrowed(book: Rulebook) -> Rulebook:
        return replace(book, chosen=frozenset({"escalation-two-sided", "people-consistent"}))

    charter_edited(root)
    everything = report(root, cached=True)
    few = report(root, cached=True, narrowed=narrowed)
    assert [one.rule for one in few.findings] == ["escalation-two-sided"]
    judged.clear()
    assert report(root, cached=True) == everything
    assert report(root, cached=True, narrowed=narrowed) == few
    assert judged == []


def test_of_other_charters_nothing_is_read_that_has_not_changed(
    root: Path, known: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    report(root, cached=True, only={"twin"})
    monkeypatch.setattr(source, "_SETTLED", 0)
    (root / "checks/lane_named.py").unlink()
    report(root, cached=True, only={"twin"})
    read: list[str] = []
    tree_read = WorkTree.read

    def noted(tree: WorkTree, path: PurePosixPath) -> bytes | None:
        read.append(path.as_posix())
        return tree_read(tree, path)

    monkeypatch.setattr(WorkTree, "read", noted)
    report(root, cached=True, only={"twin"})
    assert read == ["trm.toml", "schemas/own.yaml", DIRECTORY]


def test_several_processes_keep_what_one_would(root: Path, judged: list[str]) -> None:
    for number in range(60):
        shutil.copytree(root / TWIN, root / f"partnerships/copy-{number:02}")
    first = report(root, cached=True, processes=2)
    judged.clear()
    assert report(root, cached=True, processes=2) == first == report(root, cached=False)


def test_what_a_rule_of_the_book_failed_at_is_tried_again(
    root: Path, judged: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(book: Rulebook) -> Rulebook:
        rules = [
            replace(rule, check=fails) if rule.name == "kpi-count" else rule
            for rule in book.catalog.rules
        ]
        return replace(book, catalog=replace(book.catalog, rules=tuple(rules)))

    def fails(*_: object) -> None:
        raise MemoryError

    assert "rule-crashed" in {
        one.rule for one in report(root, cached=True, narrowed=failing).findings
    }
    judged.clear()
    assert report(root, cached=True) == report(root, cached=False)
    assert judged == ["meridian-helix", "twin"] * 2


def test_what_an_own_rule_does_to_a_charter_touches_no_other_answer(root: Path) -> None:
    rule = root / "checks/lane_named.py"
    taking = "context.partnership.document.data.pop('agreements', None)"
    rule.write_text(rule.read_text().replace("    if LANES", f"    {taking}\n    if LANES"))
    plain = report(root, cached=False)
    assert "policy/own" in {one.rule for one in plain.findings}
    assert report(root, cached=True) == report(root, cached=True) == plain


def test_that_a_file_cannot_be_read_is_asked_anew_each_time(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree_read = WorkTree.read

    def failing(tree: WorkTree, path: PurePosixPath) -> bytes | None:
        return None if path.as_posix() in (CHARTER, MINUTES) else tree_read(tree, path)

    before = report(root, cached=False)
    with monkeypatch.context() as patched:
        patched.setattr(WorkTree, "read", failing)
        broken = report(root, cached=True)
    assert [one.path.as_posix() for one in broken.findings if one.rule == "yaml"] == [CHARTER]
    assert report(root, cached=True) == before


def test_two_portfolios_of_one_repository_are_kept_apart(root: Path) -> None:
    with (root / DIRECTORY).open("a") as directory:
        directory.write("nonsense: 1\n")
    shutil.copytree(root / "partnerships", root / "others")
    for folder in ("partnerships", "others"):
        found = report(root, cached=True, folder=folder).findings
        assert f"{folder}/directory.yaml" in {one.path.as_posix() for one in found}
        assert {one.path.parts[0] for one in found} == {folder}
