"""Goals that everybody can name by heart."""

from collections.abc import Mapping

from tests.support import CHARTER, Seen, edited, findings
from trm_policy.judging.settings import Settings, SettingsTable
from trm_policy.model.building import build

RULE = "goals-few-and-clear"


def with_goals(goals: str, tier: str = "strategic") -> Mapping[str, bytes]:
    """The complete charter with other goals."""
    files = edited(("tier: strategic ", f"tier: {tier} "))
    text = files[CHARTER].decode()
    start, end = text.index("goals:\n  freshness:"), text.index("kpis:\n  otif:")
    return files | {CHARTER: (text[:start] + goals + text[end:]).encode()}


def goals(count: int, closed: int = 0) -> str:
    ended = ", closed_on: 2026-01-31"
    return "goals:\n" + "".join(
        f"  g{n}: {{statement: Goal {n}{ended if n < closed else ''}}}\n" for n in range(count)
    )


def found(text: str, settings: Settings | None = None) -> list[tuple[str, str]]:
    seen = findings(with_goals(text), RULE, settings=settings)
    return [(one.severity, one.message) for one in seen]


def test_the_complete_charter_has_three() -> None:
    assert findings(edited(), RULE) == []


def test_a_charter_without_goals_is_marked_at_its_first_line() -> None:
    assert findings(with_goals(""), RULE) == [
        Seen(RULE, "error", 1, "goals", "the partnership has no goal")
    ]


def test_goals_that_are_all_closed_are_as_good_as_none() -> None:
    files = with_goals(goals(3, closed=3))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            files[CHARTER].decode().split("\n").index("goals:") + 1,
            "goals",
            "all goals of the partnership are closed",
        )
    ]


def test_one_is_a_warning() -> None:
    message = (
        "the partnership has 1 open goal; fewer than 2 seldom hold what all parties are in it for"
    )

    assert found(goals(1)) == [("warning", message)]
    assert found(goals(3, closed=2)) == [("warning", message)]


def test_two_to_five_are_well() -> None:
    assert found(goals(2)) == []
    assert found(goals(5)) == []
    assert found(goals(9, closed=4)) == []


def test_six_are_a_warning() -> None:
    message = "the partnership has 6 open goals; more than 5 are hardly kept in mind"

    assert found(goals(6)) == [("warning", message)]


def test_an_organisation_may_draw_other_bounds() -> None:
    table = build(SettingsTable, {"rules": {RULE: {"least": 1, "most": 3}}}).value
    assert table is not None

    assert found(goals(1), Settings(table)) == []
    assert [severity for severity, _ in found(goals(4), Settings(table))] == ["warning"]


def test_goals_that_cannot_be_read_are_not_called_missing() -> None:
    assert found("goals: many\n") == []
    assert found("goals:\n  only: {category: cost}\n") == []


def test_goals_may_be_declared_needless_and_a_transactional_partner_needs_none() -> None:
    files = with_goals("not_applicable: {goals: They stand in the framework agreement.}\n")

    assert findings(files, RULE) == []
    assert findings(with_goals("", "transactional"), RULE) == []
    assert len(findings(with_goals("", "preferred"), RULE)) == 1
