"""A climb that is not slower than waiting."""

# ruff: noqa: E501 - a table is read row by row

import pytest

from tests.support import Case, edited, finding, findings, options, table, warning

RULE = "escalation-within-meeting"
DIRECTORS = "      escalate_after: 3 working days\n"
LONG = "      escalate_after: 90 days\n"
STEERING = "    level: steering   "
QBR = "    every: quarterly  "


def found(*edits: tuple[str, str]) -> list[tuple[str, str]]:
    return [(seen.at, seen.message) for seen in findings(edited(*edits), RULE)]


def message(days: int, review: str = "qbr", interval: int = 91) -> str:
    return (
        f"an escalation takes about {days} days to reach the level 'sponsors', but the "
        f"steering committee meets every {interval} days (review {review!r}), so waiting is "
        "quicker"
    )


# fmt: off
CASES = {
    "a climb longer than a quarter is marked at its longest window": Case(
        edited((DIRECTORS, LONG)),
        warning("escalation.levels.directors.escalate_after", message(94), on=LONG.rstrip()),
    ),
    "the last level may take its time": Case(
        edited(("      escalate_after: 10 working days\n", "      escalate_after: 300 days\n")),
    ),
    "working hours take longer where a day has few of them": Case(
        edited((DIRECTORS, "      escalate_after: 200 working hours\n")),
    ),
    "working hours take longer where a day has few of them (2)": Case(
        edited((DIRECTORS, "      escalate_after: 200 working hours\n"), ("  working_hours: 08:00-17:00 ", "  working_hours: 10:00-12:00 ")),
        finding(),
    ),
    "the review that comes most often counts": Case(
        edited((QBR, "    every: weekly  ")),
        finding("escalation.levels.directors.escalate_after", message(8, interval=7)),
    ),
    "reviews of other committees do not count": Case(
        edited(("    committee: steering\n    agenda: [Commitments", "    committee: operations\n    agenda: [Commitments"), (DIRECTORS, LONG)),
    ),
    "reviews of other committees do not count (2)": Case(
        edited(("    committee: steering\n    agenda: [Commitments", "    committee: operations\n    agenda: [Commitments"), (DIRECTORS, "      escalate_after: 370 days\n")),
        finding("escalation.levels.directors.escalate_after", message(374, "annual", 365)),
    ),
    "an executive committee stands for a steering one": Case(
        edited((STEERING, "    level: executive   "), (DIRECTORS, LONG)),
        finding(),
    ),
    "an executive committee stands for a steering one (2)": Case(
        edited((STEERING, "    level: operational "), (DIRECTORS, LONG)),
    ),
    "an organisation may allow more meetings": Case(
        edited((DIRECTORS, LONG)), settings=options(RULE, {"meetings": 2}),
    ),
    "an organisation may allow more meetings (2)": Case(
        edited((DIRECTORS, "      escalate_after: 180 days\n")),
        finding(), settings=options(RULE, {"meetings": 2}),
    ),
    "where a window is missing the time cannot be told": Case(
        edited(("      escalate_after: 1 working day\n", ""), (DIRECTORS, LONG)),
    ),
    "what the model refused is one finding: 1": Case(
        edited(("    - id: owners\n", "    - id: 7\n"), (DIRECTORS, LONG)),
    ),
    "what the model refused is one finding: 2": Case(
        edited(("  working_hours: 08:00-17:00 ", "  working_hours: often "), (DIRECTORS, LONG)),
    ),
    "what the model refused is one finding: 3": Case(
        edited((STEERING, "    level: steeering   "), (DIRECTORS, LONG)),
    ),
    "a charter without escalation and a transactional one are left alone": Case(
        edited((DIRECTORS, LONG), ("tier: strategic ", "tier: transactional ")),
    ),
    "a charter without escalation and a transactional one are left alone (2)": Case(
        edited(("\nescalation:\n", "\nextensions:\n")),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)


@pytest.mark.parametrize(("days", "right"), [(87, True), (88, False)])
def test_the_windows_below_the_last_level_are_added_up(days: int, right: bool) -> None:
    """One and two working days before it take 4.2 days of the calendar."""
    assert (found((DIRECTORS, f"      escalate_after: {days} days\n")) == []) is right


def test_a_committee_that_meets_each_day_is_named_as_people_would() -> None:
    files = edited(("    every: quarterly  ", "    every: FREQ=DAILY  "))

    assert [seen.message.split(" meets ")[1] for seen in findings(files, RULE)] == [
        "every day (review 'qbr'), so waiting is quicker"
    ]
