"""However large a change is, it is compared once, and every finding asks for the same version."""

from __future__ import annotations

from time import process_time
from typing import Any

import pytest

from tests.support import FOLDER, TODAY, Seen, edited, judged, line_of, partnership
from trm_policy.diff import diff
from trm_policy.diff.approvals import Approvals
from trm_policy.diff.proposal import proposals
from trm_policy.finding import Finding
from trm_policy.judging.catalogue import Catalog, Rulebook, builtin
from trm_policy.judging.checker import check
from trm_policy.portfolio.before import Before, CharterCommit, PortfolioChange
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.source import InMemory
from trm_policy.starter import complete

MANY = 900
AGREED = """\
  - {version: 2.2.0, party: meridian, person: ada, date: 2026-11-20, evidence: Minutes}
  - {version: 2.2.0, party: helix, person: jonas, date: 2026-11-20, evidence: Letter}
"""


def scope(sentence: str, version: str = "2.1.3") -> dict[str, bytes]:
    """The complete portfolio with many more sentences on what the partnership includes."""
    more = "".join(f"    - {sentence} {number}\n" for number in range(MANY))
    return edited(
        ("  includes:\n", f"  includes:\n{more}"), ("version: 2.1.3 ", f"version: {version} ")
    )


def counting(monkeypatch: pytest.MonkeyPatch, name: str) -> list[Any]:
    """The answers of a module's ``diff``, as they are asked for."""
    answers: list[Any] = []

    def counted(*sides: Any) -> Any:
        answers.append(diff(*sides))
        return answers[-1]

    monkeypatch.setattr(name, counted)
    return answers


def test_time_grows_with_the_change_and_not_with_its_square() -> None:
    then, now = scope("Chilled goods of store"), scope("Frozen goods for shop", "2.2.0")
    begun = process_time()
    found = judged("no-silent-weakening", then, now)
    assert process_time() - begun < 10
    assert len(found) == 2 * MANY
    assert found[-1] == Seen(
        "no-silent-weakening", "error", line_of(now, f"    - Frozen goods for shop {MANY - 1}"),
        f"scope.includes.{MANY}",
        f"scope: “Frozen goods for shop {MANY - 1}” is added; Meridian Foods plc and Helix Cold "
        "Chain AB have not given a new approval for version 2.2.0",
    )  # fmt: skip


def found_by_change(then: dict[str, bytes], now: dict[str, bytes]) -> tuple[Finding, ...]:
    """The findings of what weakens, whole."""
    old, new = (PortfolioReader(InMemory(files), FOLDER) for files in (then, now))
    change = PortfolioChange(old, {name: name for name in new.ids}, frozenset(new.ids))
    book = Rulebook(Catalog(builtin()), chosen=frozenset({"no-silent-weakening"}))
    return check(new, book, TODAY, change=change).findings


def seats(number: int) -> str:
    """Members of a committee, each of them somebody else."""
    return "".join(f"      - {{person: guest-{one}, role: member}}\n" for one in range(number))


def test_votes_of_a_committee_are_counted_once_for_all_its_seats() -> None:
    many = 900
    then = edited(
        ("    members:\n      - {person: ada", f"    members:\n{seats(many)}      - {{person: ada")
    )
    begun = process_time()
    found = judged("no-silent-weakening", then, complete())
    assert process_time() - begun < 10
    assert len(found) == many


def levels(number: int) -> str:
    """Levels that come before those of the charter."""
    return "".join(
        f"    - {{id: step-{one}, name: Step {one}, contacts: {{meridian: tom, helix: nils}}, "
        "channel: call, acknowledge_within: 2 working hours, escalate_after: 1 working day}\n"
        for one in range(number)
    )


def test_how_late_the_last_level_is_reached_is_told_once_for_all_levels_that_go() -> None:
    many = 900
    then = edited(("  levels:\n", f"  levels:\n{levels(many)}"))
    begun = process_time()
    found = judged("no-silent-weakening", then, complete())
    assert process_time() - begun < 10
    assert len(found) == many


def parties(number: int) -> tuple[str, str]:
    """Parties that come before those of the charter."""
    more = "".join(f"  party-{one}: {{name: Party {one}}}\n" for one in range(number))
    return "\nparties:\n", f"\nparties:\n{more}"


def test_of_many_parties_the_first_are_named_and_the_rest_is_counted() -> None:
    then = edited(parties(98))
    now = edited(parties(98), ("version: 2.1.3 ", "version: 2.2.0 "), ("  end: 2028-12-31\n", ""))
    found = found_by_change(then, now)
    names = ", ".join(f"Party {one}" for one in range(8))
    assert {one.message.partition("; ")[2] for one in found} == {
        f"{names} and 92 more have not given a new approval for version 2.2.0"
    }
    assert {one.help.count("trm approve") for one in found} == {8}
    assert {one.help.rpartition("; ")[2] for one in found} == {
        "and so on for the other 92 parties."
    }


def test_a_charter_is_compared_once_however_often_rules_ask(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = counting(monkeypatch, "trm_policy.diff.comparing.diff")
    now = edited(("tier: strategic ", "tier: preferred "))
    assert judged("records-append-only", complete(), now) == []
    assert len(made) == 1


def test_a_comment_takes_its_changes_from_the_check(monkeypatch: pytest.MonkeyPatch) -> None:
    made = counting(monkeypatch, "trm_policy.diff.comparing.diff")
    then, now = complete(), edited(("tier: strategic ", "tier: preferred "))
    old, new = (PortfolioReader(InMemory(files), FOLDER) for files in (then, now))
    change = PortfolioChange(old, {name: name for name in new.ids}, frozenset(new.ids))
    check(new, Rulebook(Catalog(builtin())), TODAY, change=change)
    told = [one.changes for one in proposals(new, change, TODAY.date())]
    assert [len(made), told] == [1, made]


def test_approvals_of_one_commit_are_compared_with_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    was = partnership(complete())
    now = partnership(
        edited(
            ("version: 2.1.3 ", "version: 2.2.0 "),
            ("holds for the same major.minor\n", f"holds for the same major.minor\n{AGREED}"),
        )
    )
    step = CharterCommit(
        "c0ffee", "Lena Hart", "lena.hart@meridian.example", now.charter, now.roster.directory,
        lambda: None,
    )  # fmt: skip
    made = counting(monkeypatch, "trm_policy.diff.approvals.diff")
    given = Approvals(now, Before(was, trail=lambda: (step,)), TODAY.date()).given()
    assert [(one.number, one.flaw) for one in given] == [(0, None), (1, None)]
    assert len(made) == 1


def test_all_findings_of_a_change_ask_for_the_version_that_satisfies_all() -> None:
    now = edited(
        ("review_by: 2028-02-29", "review_by: 2028-01-31"),
        ("    due: 2026-11-23\n", "    due: 2026-12-23\n"),
    )
    old, new = (PortfolioReader(InMemory(files), FOLDER) for files in (complete(), now))
    change = PortfolioChange(old, {name: name for name in new.ids}, frozenset(new.ids))
    chosen = frozenset({"version-bumped", "no-silent-weakening"})
    found = check(new, Rulebook(Catalog(builtin()), chosen=chosen), TODAY, change=change).findings
    assert [(one.at, one.help) for one in found] == [
        ("version", "Write 3.0.0 or later, and let every party approve it with 'trm approve'."),
        ("commitments.peak-capacity.due",
         ("Undo the change, or write 'version: 3.0.0', then have it approved: trm approve "
          "meridian-helix --party meridian --evidence TEXT.")),
    ]  # fmt: skip
