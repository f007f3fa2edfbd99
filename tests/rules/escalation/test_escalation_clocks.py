"""Levels that answer before the next one takes over."""

# ruff: noqa: E501 - a table is read row by row

import re

import pytest

from tests.support import Case, Seen, edited, error, finding, findings, found_by, table

RULE = "escalation-clocks"
OWNERS = "      acknowledge_within: 4 working hours\n      escalate_after: 2 working days\n"
SPONSORS = "      acknowledge_within: 2 working days\n      escalate_after: 10 working days\n"
AT = "escalation.levels.owners"


def with_owners(windows: str, *edits: tuple[str, str]) -> list[Seen]:
    return findings(edited((OWNERS, windows), *edits), RULE)


def with_owners_files(windows: str, *edits: tuple[str, str]) -> dict[str, bytes]:
    return edited((OWNERS, windows), *edits)


def clocks(answer: str, climb: str) -> str:
    return f"      acknowledge_within: {answer}\n      escalate_after: {climb}\n"


# fmt: off
CASES = {
    "a level that passes on before it must answer is marked at the later window": Case(
        edited((OWNERS, clocks("3 working days", "2 working days   # too soon"))),
        error(f"{AT}.escalate_after", "the escalation level 'owners' escalates after 2 working days, but its contacts have 3 working days to acknowledge", on="# too soon"),
    ),
    "the later window is the one that stands below": Case(
        with_owners_files("      escalate_after: 2 working days\n      acknowledge_within: 3 working days\n"),
        finding(f"{AT}.acknowledge_within"),
    ),
    "longer working hours hold more of a window": Case(
        with_owners_files(clocks("10 working hours", "1 working day"), ("  working_hours: 08:00-17:00 ", "  working_hours: 06:00-22:00 ")),
    ),
    "a window of nothing leaves no time": Case(
        edited((OWNERS, clocks("0 hours", "0 working days"))),
        finding(f"{AT}.acknowledge_within", "the escalation level 'owners' leaves no time: 'acknowledge_within' is 0 hours", on="acknowledge_within: 0 hours"),
        finding(f"{AT}.escalate_after", "the escalation level 'owners' leaves no time: 'escalate_after' is 0 working days", on="escalate_after: 0 working days"),
    ),
    "a level without clocks is marked at its first line": Case(
        edited((OWNERS, "")),
        finding(f"{AT}.acknowledge_within", "the escalation level 'owners' does not state how soon its contacts acknowledge", on="    - id: owners"),
        finding(f"{AT}.escalate_after", "the escalation level 'owners' does not state when the next level takes over", on="    - id: owners"),
    ),
    "the last level has nobody to pass on to": Case(
        edited((SPONSORS, "      acknowledge_within: 2 working days\n")),
    ),
    "where the model refused the last level the one below still needs its clock": Case(
        edited(("    - id: sponsors\n", "    - id: 7\n"), ("      escalate_after: 3 working days\n", "")),
        finding("escalation.levels.directors.escalate_after"),
    ),
    "before the parties work together only what is written is judged": Case(
        with_owners_files("", ("stage: value-creation ", "stage: partner-selection ")),
    ),
    "before the parties work together only what is written is judged (2)": Case(
        with_owners_files(clocks("3 days", "2 days"), ("stage: value-creation ", "stage: partner-selection ")),
        finding(),
    ),
    "a window or working hours that the model refused are one finding": Case(
        with_owners_files(clocks("soon", "2 working days")),
    ),
    "a window or working hours that the model refused are one finding (2)": Case(
        with_owners_files(clocks("3 days", "2 days"), ("  working_hours: 08:00-17:00 ", "  working_hours: round the clock ")),
    ),
    "a charter without escalation and a transactional one are left alone": Case(
        with_owners_files("", ("tier: strategic ", "tier: transactional ")),
    ),
    "a charter without escalation and a transactional one are left alone (2)": Case(
        edited(("\nescalation:\n", "\nextensions:\n")),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)


@pytest.mark.parametrize(
    "windows",
    [
        "",
        "      acknowledge_within: 3 working days\n",
        "      acknowledge_within: 5000 days\n",
        "      escalate_after: 3 hours\n",
        clocks("0 hours", "0 days"),
        clocks("0 hours", "2 hours"),
        clocks("3 working days", "2 working days"),
        clocks("2 days", "4 hours"),
        clocks("8 hours", "1 hour"),
    ],
)
def test_the_windows_that_are_proposed_pass(windows: str) -> None:
    files = with_owners_files(windows)
    written = dict(re.findall(r"(\w+): (.+)\n", windows))
    for one in found_by(files, RULE):
        written |= dict(re.findall(r"'(\w+): ([^']+)'", one.help))

    assert written["acknowledge_within"] != written["escalate_after"]
    assert (
        with_owners(clocks(answer=written["acknowledge_within"], climb=written["escalate_after"]))
        == []
    )


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
