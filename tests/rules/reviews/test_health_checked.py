"""A relationship whose pulse both sides feel."""

from datetime import datetime

import pytest

from tests.support import CHARTER, TODAY, Seen, edited, findings, line_of
from trm_policy.judging.settings import Settings, SettingsTable
from trm_policy.model.building import build

RULE = "health-checked"
FOLDER = "partnerships/meridian-helix/surveys"
PATH = f"{FOLDER}/2026.csv"
HEAD = "party,question,score,count\n"
NEVER_ASKED = "no survey of this year or the last asked the parties how the relationship is"
APART = (
    "in the survey of 2026 Meridian Foods plc answers 4.1 on average and Helix Cold Chain AB 3: "
    "1.1 of 5 apart"
)


def survey(rows: str, *charter: tuple[str, str]) -> dict[str, bytes]:
    return edited(*charter) | {PATH: (HEAD + rows).encode()}


def found(files: dict[str, bytes], now: datetime = TODAY) -> list[tuple[int, str]]:
    return [(seen.line, seen.message) for seen in findings(files, RULE, now)]


def never(*charter: tuple[str, str]) -> dict[str, bytes]:
    return {path: raw for path, raw in edited(*charter).items() if path != PATH}


def test_the_complete_partnership_was_asked_and_agrees() -> None:
    assert findings(edited(), RULE) == []


def test_without_a_survey_the_review_of_health_is_marked() -> None:
    files = never()

    assert findings(files, RULE) == [
        Seen(RULE, "warning", line_of(files, "  health:"), "reviews.health", NEVER_ASKED)
    ]


def test_without_a_review_of_health_the_reviews_are_marked() -> None:
    files = never(("    kind: health\n", "    kind: operational\n"))

    assert [(s.line, s.at) for s in findings(files, RULE)] == [
        (files[CHARTER].decode().split("\n").index("reviews:") + 1, "reviews")
    ]


@pytest.mark.parametrize(
    ("day", "asked"), [("2025-12-31", False), ("2026-01-01", True), ("2027-12-31", True)]
)
def test_the_survey_of_this_year_or_the_last_counts(day: str, asked: bool) -> None:
    started = edited(("  start: 2025-01-01\n", "  start: 2023-01-01\n"))
    now = datetime.fromisoformat(f"{day}T00:00+00:00")

    assert (found(started, now) == []) is asked


def test_two_years_later_it_does_not_count_any_more() -> None:
    assert found(edited(), datetime.fromisoformat("2028-01-01T00:00Z")) == [
        (line_of(edited(), "  health:"), NEVER_ASKED)
    ]


def test_the_first_year_needs_no_survey() -> None:
    def started(day: str) -> dict[str, bytes]:
        return never(("  start: 2025-01-01\n", f"  start: {day}\n"))

    assert found(started("2025-11-22")) == []
    assert len(found(started("2025-11-21"))) == 1
    assert len(found(never(("  start: 2025-01-01\n", "")))) == 1


def test_a_survey_of_one_party_is_marked_in_its_file() -> None:
    assert findings(survey("meridian,trust,4.0,10\nhelix,trust,4.0,0\n"), RULE) == [
        Seen(RULE, "warning", 1, "", "the survey of 2026 has no answers of Helix Cold Chain AB")
    ]


def test_the_whole_survey_of_last_year_makes_up_for_half_of_one() -> None:
    files = survey("meridian,trust,4.0,10\n")
    last_year = {f"{FOLDER}/2025.csv": edited()[PATH]}

    assert found(files | last_year) == []


class TestPartiesThatSeeItOtherwise:
    def test_are_marked_at_the_later_of_their_first_rows(self) -> None:
        rows = "meridian,trust,4.2,10\nmeridian,care,4.0,10\nhelix,trust,3.1,9\nhelix,care,2.9,9\n"

        assert found(survey(rows)) == [(4, APART)]

    def test_may_be_one_point_apart(self) -> None:
        assert found(survey("meridian,trust,4.1,10\nhelix,trust,3.1,9\n")) == []

    def test_are_compared_by_the_questions_that_both_answered(self) -> None:
        rows = "meridian,trust,4,10\nmeridian,care,1,10\nhelix,trust,4,9\nhelix,tempo,5,9\n"
        same = "meridian,care,1,10\nhelix,tempo,5,9\n"

        assert found(survey(rows)) == []
        assert found(survey(same)) == []

    def test_are_compared_by_answers_that_can_be_read(self) -> None:
        rows = "meridian,trust,4,10\nmeridian,care,good,10\nhelix,trust,4,9\nhelix,care,1,9\n"

        assert found(survey(rows)) == []

    def test_are_those_of_the_charter(self) -> None:
        rows = "meridian,trust,4,10\nhelix,trust,4,9\nneighbours,trust,1,9\n"

        assert found(survey(rows)) == []

    def test_may_be_further_apart_where_an_organisation_says_so(self) -> None:
        table = build(SettingsTable, {"rules": {RULE: {"apart": 1.5}}}).value
        assert table is not None
        files = survey("meridian,trust,4.1,10\nhelix,trust,3.0,9\n")

        assert found(files) == [(3, APART)]
        assert findings(files, RULE, settings=Settings(table)) == []


def test_a_charter_without_parties_or_reviews_is_for_others_to_blame() -> None:
    text = edited()[CHARTER].decode()
    reviews = text[text.index("reviews:\n") : text.index("sharing:  ")]
    parties = text[text.index("parties:\n") : text.index("people:  ")]

    assert found(never((reviews, ""))) == []
    assert found(edited((parties, "parties: {}\n"))) == []


def test_a_preferred_partnership_is_left_alone() -> None:
    assert found(never(("tier: strategic ", "tier: preferred "))) == []
