"""A climb that is not slower than waiting."""

import pytest

from tests.support import Seen, edited, findings, line_of
from trm_policy.judging.settings import Settings, SettingsTable
from trm_policy.model.building import build

RULE = "escalation-within-meeting"
DIRECTORS = "      escalate_after: 3 working days\n"
LONG = "      escalate_after: 90 days\n"
STEERING = "    level: steering   "
QBR = "    every: quarterly  "


def found(*edits: tuple[str, str]) -> list[tuple[str, str]]:
    return [(seen.at, seen.message) for seen in findings(edited(*edits), RULE)]


def message(days: int, review: str = "qbr", interval: int = 91) -> str:
    return (
        f"an escalation takes about {days} days to the level 'sponsors', and the review {review!r} "
        f"of the steering committee comes every {interval} days: waiting is quicker"
    )


def test_the_path_of_the_complete_charter_is_quicker_than_a_quarter() -> None:
    assert found() == []


def test_a_climb_longer_than_a_quarter_is_marked_at_its_longest_window() -> None:
    files = edited((DIRECTORS, LONG))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "warning",
            line_of(files, LONG.rstrip()),
            "escalation.levels.directors.escalate_after",
            message(94),
        )
    ]


@pytest.mark.parametrize(("days", "right"), [(87, True), (88, False)])
def test_the_windows_below_the_last_level_are_added_up(days: int, right: bool) -> None:
    """One and two working days before it take 4.2 days of the calendar."""
    assert (found((DIRECTORS, f"      escalate_after: {days} days\n")) == []) is right


def test_the_last_level_may_take_its_time() -> None:
    assert (
        found(("      escalate_after: 10 working days\n", "      escalate_after: 300 days\n")) == []
    )


def test_working_hours_take_longer_where_a_day_has_few_of_them() -> None:
    hours = (DIRECTORS, "      escalate_after: 200 working hours\n")

    assert found(hours) == []
    assert (
        len(found(hours, ("  working_hours: 08:00-17:00 ", "  working_hours: 10:00-12:00 "))) == 1
    )


def test_the_review_that_comes_most_often_counts() -> None:
    assert found((QBR, "    every: weekly  ")) == [
        ("escalation.levels.directors.escalate_after", message(8, interval=7))
    ]


def test_reviews_of_other_committees_do_not_count() -> None:
    elsewhere = (
        "    committee: steering\n    agenda: [Commitments",
        "    committee: operations\n    agenda: [Commitments",
    )

    assert found(elsewhere, (DIRECTORS, LONG)) == []
    assert found(elsewhere, (DIRECTORS, "      escalate_after: 370 days\n")) == [
        ("escalation.levels.directors.escalate_after", message(374, "annual", 365))
    ]


def test_an_executive_committee_stands_for_a_steering_one() -> None:
    assert len(found((STEERING, "    level: executive   "), (DIRECTORS, LONG))) == 1
    assert found((STEERING, "    level: operational "), (DIRECTORS, LONG)) == []


def test_an_organisation_may_allow_more_meetings() -> None:
    table = build(SettingsTable, {"rules": {RULE: {"meetings": 2}}}).value
    assert table is not None
    settings = Settings(table)

    assert findings(edited((DIRECTORS, LONG)), RULE, settings=settings) == []
    longer = edited((DIRECTORS, "      escalate_after: 180 days\n"))
    assert len(findings(longer, RULE, settings=settings)) == 1


def test_where_a_window_is_missing_the_time_cannot_be_told() -> None:
    missing = ("      escalate_after: 1 working day\n", "")

    assert found(missing, (DIRECTORS, LONG)) == []


@pytest.mark.parametrize(
    "refused",
    [
        ("    - id: owners\n", "    - id: 7\n"),
        ("  working_hours: 08:00-17:00 ", "  working_hours: often "),
        (STEERING, "    level: steeering   "),
    ],
)
def test_what_the_model_refused_is_one_finding(refused: tuple[str, str]) -> None:
    assert found(refused, (DIRECTORS, LONG)) == []


def test_a_charter_without_escalation_and_a_transactional_one_are_left_alone() -> None:
    assert found((DIRECTORS, LONG), ("tier: strategic ", "tier: transactional ")) == []
    assert found(("\nescalation:\n", "\nextensions:\n")) == []


def test_a_committee_that_meets_each_day_is_named_as_people_would() -> None:
    files = edited(("    every: quarterly  ", "    every: FREQ=DAILY  "))

    assert [seen.message.split(" comes ")[1] for seen in findings(files, RULE)] == [
        "every day: waiting is quicker"
    ]
