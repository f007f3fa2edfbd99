"""Targets that fall due while somebody can still reach them."""

from datetime import UTC, datetime

from tests.support import TODAY, Seen, edited, findings, line_of
from trm_policy.judging.settings import Settings, SettingsTable
from trm_policy.model.building import build

RULE = "kpi-target-in-term"
BARE = "    target: {value: 98, by: 2027-12-31}\n"
OTIF = BARE + "    milestones:\n      - {value: 95, by: 2026-06-30}\n"
EARLY = ("stage: value-creation ", "stage: knowledge ")


def found(
    *edits: tuple[str, str], now: datetime = TODAY, settings: Settings | None = None
) -> list[tuple[str, str, str]]:
    seen = findings(edited(*edits), RULE, now, settings)
    return [(one.severity, one.at, one.message) for one in seen]


def test_the_targets_of_the_complete_charter_lie_in_its_term() -> None:
    assert findings(edited(), RULE) == []


def test_a_target_after_the_end_is_marked_at_its_day() -> None:
    files = edited((OTIF, OTIF.replace("2027-12-31", "2029-01-01")))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, "by: 2029-01-01"),
            "kpis.otif.target.by",
            "the target of the KPI 'otif' is due on 2029-01-01, "
            "after the partnership ends on 2028-12-31",
        )
    ]


def test_a_target_on_the_first_or_last_day_is_in_the_term() -> None:
    assert found((OTIF, OTIF.replace("2027-12-31", "2028-12-31"))) == []
    assert found((OTIF, "    target: {value: 98, by: 2025-01-01}\n")) == []


def test_a_target_before_the_start_was_never_one() -> None:
    earlier = ("    baseline: {value: 91.4, date: 2024-12-31}\n", "")

    assert found(earlier, (OTIF, "    target: {value: 98, by: 2024-12-31}\n")) == [
        (
            "error",
            "kpis.otif.target.by",
            (
                "the target of the KPI 'otif' is due on 2024-12-31, "
                "before the partnership starts on 2025-01-01"
            ),
        )
    ]


def test_a_target_before_its_baseline_is_left_to_the_rule_on_plans() -> None:
    assert found((OTIF, "    target: {value: 98, by: 2017-12-31}\n")) == []


def test_where_the_term_stands_below_the_kpis_the_term_is_marked() -> None:
    term = "term:\n  start: 2025-01-01\n  end: 2028-12-31\n"
    moved = ("waivers: []", f"{term}waivers: []")
    review = (
        "  review_by: 2028-02-29            # before the last day on which notice still works\n"
    )
    late = (OTIF, OTIF.replace("2027-12-31", "2029-01-01"))

    assert [at for _, at, _ in found((term + review, ""), moved, late)] == ["term.end"]


def test_an_open_ended_term_and_a_term_without_a_start_bound_nothing() -> None:
    later = (OTIF, OTIF.replace("2027-12-31", "2039-01-01"))
    before = (OTIF, "    target: {value: 98, by: 1999-12-31}\n")

    assert found(("  end: 2028-12-31\n", ""), later) == []
    assert found(("  start: 2025-01-01\n", ""), before) == []


def test_a_term_that_ends_before_it_starts_is_for_another_rule_to_blame() -> None:
    assert found(("  end: 2028-12-31\n", "  end: 2024-12-31\n")) == []


def test_more_than_a_year_ahead_a_target_needs_a_milestone() -> None:
    files = edited((OTIF, BARE))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "warning",
            line_of(files, "  otif:"),
            "kpis.otif.milestones",
            "the KPI 'otif' has until 2027-12-31 to reach its target, "
            "and no dated milestone on the way",
        )
    ]
    assert found((OTIF, BARE + "    milestones: [{value: 95}]\n"))[0][0] == "warning"


def test_up_to_a_year_ahead_it_needs_none() -> None:
    assert found((OTIF, BARE), now=datetime(2026, 12, 31, tzinfo=UTC)) == []
    assert len(found((OTIF, BARE), now=datetime(2026, 12, 30, tzinfo=UTC))) == 1


def test_the_year_of_a_partnership_to_come_counts_from_its_start() -> None:
    future = ("  start: 2025-01-01\n", "  start: 2027-01-01\n")

    assert found(future, (OTIF, BARE)) == []


def test_an_organisation_may_look_further_ahead() -> None:
    table = build(SettingsTable, {"rules": {RULE: {"months": 24}}}).value
    assert table is not None

    assert found((OTIF, BARE), settings=Settings(table)) == []


def test_before_the_parties_work_together_no_milestone_is_missed_but_the_term_holds() -> None:
    assert found(EARLY, (OTIF, BARE)) == []
    assert len(found(EARLY, (OTIF, OTIF.replace("2027-12-31", "2029-01-01")))) == 1


def test_a_target_that_is_not_there_or_has_no_day_is_for_another_rule_to_blame() -> None:
    assert found((OTIF, "")) == []
    assert found((OTIF, "    target: {value: 98}\n")) == []


def test_a_milestone_that_the_model_refused_is_not_called_missing() -> None:
    assert found((OTIF, BARE + "    milestones: [{value: 95, by: soon}]\n")) == []


def test_the_kpis_of_a_closed_goal_aim_at_nothing_any_more() -> None:
    closed = ("    due: 2028-06-30\n", "    due: 2028-06-30\n    closed_on: 2026-06-30\n")
    late = ("    target: {value: 8.5, by: 2028-06-30}", "    target: {value: 8.5, by: 2029-06-30}")

    assert len(found(late)) == 1
    assert found(late, closed) == []
