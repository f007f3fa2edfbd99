"""A relationship whose pulse both sides feel."""

# ruff: noqa: E501 - a table is read row by row

from datetime import datetime

import pytest

from tests.support import (
    TODAY,
    Case,
    day,
    edited,
    finding,
    findings,
    options,
    part,
    table,
    warning,
)

RULE = "health-checked"
FOLDER = "partnerships/meridian-helix/surveys"
PATH = f"{FOLDER}/2026.csv"
HEAD = "party,question,score,count\n"
NEVER_ASKED = "no survey of this year or last year asked the parties about the relationship"
APART = (
    "in the survey of 2026, Meridian Foods plc scores 4.1 on average and Helix Cold Chain AB "
    "3, a gap of 1.1 on a scale of 5"
)


def survey(rows: str, *charter: tuple[str, str]) -> dict[str, bytes]:
    return edited(*charter) | {PATH: (HEAD + rows).encode()}


def found(files: dict[str, bytes], now: datetime = TODAY) -> list[tuple[int, str]]:
    return [(seen.line, seen.message) for seen in findings(files, RULE, now)]


def never(*charter: tuple[str, str]) -> dict[str, bytes]:
    return {path: raw for path, raw in edited(*charter).items() if path != PATH}


# fmt: off
CASES = {
    "a class of members answers no survey as a party": Case(
        edited(("\npeople:  ", "\n  gold: {role: Gold members, members: [meridian-foods]}\npeople:  ")),
    ),
    "without a survey the review of health is marked": Case(
        never(),
        warning("reviews.health", NEVER_ASKED, on="  health:"),
    ),
    "without a review of health the reviews are marked": Case(
        never(("    kind: health\n", "    kind: operational\n")),
        finding("reviews", on="reviews:"),
    ),
    "two years later it does not count any more": Case(
        edited(),
        finding(message=NEVER_ASKED, on="  health:"), now=day("2028-01-01"),
    ),
    "a survey of one party is marked in its file": Case(
        survey("meridian,trust,4.0,10\nhelix,trust,4.0,0\n"),
        warning("", "the survey of 2026 has no answers from Helix Cold Chain AB", line=1),
    ),
    "the whole survey of last year makes up for half of one": Case(
        survey("meridian,trust,4.0,10\n") | {f"{FOLDER}/2025.csv": edited()[PATH]},
    ),
    "parties that see it otherwise are marked at the later of their first rows": Case(
        survey("meridian,trust,4.2,10\nmeridian,care,4.0,10\nhelix,trust,3.1,9\nhelix,care,2.9,9\n"),
        finding(message=APART, line=4),
    ),
    "parties that see it otherwise may be one point apart": Case(
        survey("meridian,trust,4.1,10\nhelix,trust,3.1,9\n"),
    ),
    "parties that see it otherwise are compared by the questions that both answered": Case(
        survey("meridian,trust,4,10\nmeridian,care,1,10\nhelix,trust,4,9\nhelix,tempo,5,9\n"),
    ),
    "parties that see it otherwise are compared by the questions that both answered (2)": Case(
        survey("meridian,care,1,10\nhelix,tempo,5,9\n"),
    ),
    "parties that see it otherwise are compared by answers that can be read": Case(
        survey("meridian,trust,4,10\nmeridian,care,good,10\nhelix,trust,4,9\nhelix,care,1,9\n"),
    ),
    "parties that see it otherwise are those of the charter": Case(
        survey("meridian,trust,4,10\nhelix,trust,4,9\nneighbours,trust,1,9\n"),
    ),
    "parties that see it otherwise may be further apart where an organisation says so": Case(
        survey("meridian,trust,4.1,10\nhelix,trust,3.0,9\n"),
        finding(message=APART, line=3),
    ),
    "parties that see it otherwise may be further apart where an organisation says so (2)": Case(
        survey("meridian,trust,4.1,10\nhelix,trust,3.0,9\n"), settings=options(RULE, {"apart": 1.5}),
    ),
    "a charter without parties or reviews is for others to blame": Case(
        never((part("reviews:\n", "sharing:  "), "")),
    ),
    "a charter without parties or reviews is for others to blame (2)": Case(
        edited((part("parties:\n", "people:  "), "parties: {}\n")),
    ),
    "a preferred partnership is left alone": Case(never(("tier: strategic ", "tier: preferred "))),
}
# fmt: on

test_rule = table(RULE, CASES)


@pytest.mark.parametrize(
    ("day", "asked"), [("2025-12-31", False), ("2026-01-01", True), ("2027-12-31", True)]
)
def test_the_survey_of_this_year_or_the_last_counts(day: str, asked: bool) -> None:
    started = edited(("  start: 2025-01-01\n", "  start: 2023-01-01\n"))
    now = datetime.fromisoformat(f"{day}T00:00+00:00")

    assert (found(started, now) == []) is asked


def test_the_first_year_needs_no_survey() -> None:
    def started(day: str) -> dict[str, bytes]:
        return never(("  start: 2025-01-01\n", f"  start: {day}\n"))

    assert found(started("2025-11-22")) == []
    assert len(found(started("2025-11-21"))) == 1
    assert len(found(never(("  start: 2025-01-01\n", "")))) == 1
