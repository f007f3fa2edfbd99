"""Levels that answer before the next one takes over."""

import pytest

from tests.support import Seen, edited, findings, line_of

RULE = "escalation-clocks"
OWNERS = "      acknowledge_within: 4 working hours\n      escalate_after: 2 working days\n"
SPONSORS = "      acknowledge_within: 2 working days\n      escalate_after: 10 working days\n"
AT = "escalation.levels.owners"


def with_owners(windows: str, *edits: tuple[str, str]) -> list[Seen]:
    return findings(edited((OWNERS, windows), *edits), RULE)


def clocks(answer: str, climb: str) -> str:
    return f"      acknowledge_within: {answer}\n      escalate_after: {climb}\n"


def test_the_clocks_of_the_complete_charter_are_right() -> None:
    assert findings(edited(), RULE) == []


def test_a_level_that_passes_on_before_it_must_answer_is_marked_at_the_later_window() -> None:
    files = edited((OWNERS, clocks("3 working days", "2 working days   # too soon")))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, "# too soon"),
            f"{AT}.escalate_after",
            "the escalation level 'owners' passes on after 2 working days, "
            "when its contacts may still take 3 working days to acknowledge",
        )
    ]


def test_the_later_window_is_the_one_that_stands_below() -> None:
    turned = "      escalate_after: 2 working days\n      acknowledge_within: 3 working days\n"

    assert [seen.at for seen in with_owners(turned)] == [f"{AT}.acknowledge_within"]


@pytest.mark.parametrize(
    ("answer", "climb", "right"),
    [
        ("2 working hours", "1 working day", True),
        ("2 working days", "3 days", True),
        ("1 working day", "24 hours", False),
        ("10 working hours", "1 working day", False),
        ("2 days", "2 working days", False),
    ],
)
def test_windows_of_two_kinds_are_compared_by_the_least_time_they_take(
    answer: str, climb: str, right: bool
) -> None:
    assert (with_owners(clocks(answer, climb)) == []) is right


def test_longer_working_hours_hold_more_of_a_window() -> None:
    day = ("  working_hours: 08:00-17:00 ", "  working_hours: 06:00-22:00 ")

    assert with_owners(clocks("10 working hours", "1 working day"), day) == []


def test_a_window_of_nothing_leaves_no_time() -> None:
    files = edited((OWNERS, clocks("0 hours", "0 working days")))

    assert [(s.line, s.at, s.message) for s in findings(files, RULE)] == [
        (
            line_of(files, "acknowledge_within: 0 hours"),
            f"{AT}.acknowledge_within",
            "the escalation level 'owners' leaves no time: 'acknowledge_within' is 0 hours",
        ),
        (
            line_of(files, "escalate_after: 0 working days"),
            f"{AT}.escalate_after",
            "the escalation level 'owners' leaves no time: 'escalate_after' is 0 working days",
        ),
    ]


def test_a_level_without_clocks_is_marked_at_its_first_line() -> None:
    files = edited((OWNERS, ""))

    assert [(s.line, s.at, s.message) for s in findings(files, RULE)] == [
        (
            line_of(files, "    - id: owners"),
            f"{AT}.acknowledge_within",
            "the escalation level 'owners' does not say how soon its contacts answer",
        ),
        (
            line_of(files, "    - id: owners"),
            f"{AT}.escalate_after",
            "the escalation level 'owners' does not say when the next level takes over",
        ),
    ]


def test_the_last_level_has_nobody_to_pass_on_to() -> None:
    last = "      acknowledge_within: 2 working days\n"

    assert findings(edited((SPONSORS, last)), RULE) == []


def test_where_the_model_refused_the_last_level_the_one_below_still_needs_its_clock() -> None:
    directors = "      escalate_after: 3 working days\n"
    files = edited(("    - id: sponsors\n", "    - id: 7\n"), (directors, ""))

    assert [seen.at for seen in findings(files, RULE)] == [
        "escalation.levels.directors.escalate_after"
    ]


def test_before_the_parties_work_together_only_what_is_written_is_judged() -> None:
    early = ("stage: value-creation ", "stage: partner-selection ")

    assert with_owners("", early) == []
    assert len(with_owners(clocks("3 days", "2 days"), early)) == 1


def test_a_window_or_working_hours_that_the_model_refused_are_one_finding() -> None:
    hours = ("  working_hours: 08:00-17:00 ", "  working_hours: round the clock ")

    assert with_owners(clocks("soon", "2 working days")) == []
    assert with_owners(clocks("3 days", "2 days"), hours) == []


def test_a_charter_without_escalation_and_a_transactional_one_are_left_alone() -> None:
    assert with_owners("", ("tier: strategic ", "tier: transactional ")) == []
    assert findings(edited(("\nescalation:\n", "\nextensions:\n")), RULE) == []
