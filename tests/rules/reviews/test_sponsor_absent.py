"""Sponsors who come."""

from datetime import datetime

import pytest

from tests.support import TODAY, Seen, edited, findings, line_of
from trm_policy.judging.settings import Settings, SettingsTable
from trm_policy.model.building import build

RULE = "sponsor-absent"
FOLDER = "partnerships/meridian-helix/reviews"
ANNUAL, QBR = f"{FOLDER}/2026-10-14-annual.md", f"{FOLDER}/2026-10-20-qbr.md"
HEALTH = f"{FOLDER}/2026-05-12-health.md"
EVERYBODY = "attendees: [ada, jonas, lena, mikael, ravi, sofia]"
ABSENT = (
    "Ada Okafor, sponsor of Meridian Foods plc, and Lena Hart, the deputy, missed the last 2 "
    "strategic or steering reviews, of 2026-10-14 and 2026-10-20"
)


def attended(
    people: dict[str, str], *charter: tuple[str, str], now: datetime = TODAY
) -> list[Seen]:
    """What is found where these people attended the reviews, by path."""
    return findings(held(people, *charter), RULE, now)


def held(people: dict[str, str], *charter: tuple[str, str]) -> dict[str, bytes]:
    files = edited(*charter)
    for path, who in people.items():
        files |= {path: edited((EVERYBODY, f"attendees: {who}"), path=path)[path]}
    return files


BOTH = {ANNUAL: "[jonas, ravi, sofia]", QBR: "[jonas, ravi, sofia]"}


def test_the_sponsors_of_the_complete_partnership_come() -> None:
    assert findings(edited(), RULE) == []


def test_a_sponsor_who_missed_the_last_two_is_marked_in_the_later_minutes() -> None:
    files = held(BOTH)

    assert findings(files, RULE) == [
        Seen(RULE, "warning", line_of(files, "attendees:", QBR), "attendees", ABSENT)
    ]


def test_a_sponsor_without_a_deputy_is_told_alone() -> None:
    nobody = ("    deputy: mikael\n", "")
    people = dict.fromkeys(BOTH, "[ada, mikael]")

    assert [seen.message for seen in attended(people, nobody)] == [
        (
            "Jonas Lindqvist, sponsor of Helix Cold Chain AB, missed the last 2 strategic or "
            "steering reviews, of 2026-10-14 and 2026-10-20"
        )
    ]


@pytest.mark.parametrize(("annual", "qbr"), [("[lena, jonas]", "[jonas]"), ("[jonas]", "[ada]")])
def test_one_review_may_be_missed_and_a_deputy_may_come(annual: str, qbr: str) -> None:
    assert attended({ANNUAL: annual + " ", QBR: qbr.replace("ada", "ada, jonas")}) == []


def test_only_the_last_reviews_count() -> None:
    assert attended({HEALTH: "[jonas]", ANNUAL: "[jonas]"}) == []


def test_as_of_a_day_later_reviews_are_not_seen() -> None:
    people = {HEALTH: "[jonas]", ANNUAL: "[jonas]"}

    (seen,) = attended(people, now=datetime.fromisoformat("2026-10-19T00:00Z"))
    assert seen.message.endswith("of 2026-05-12 and 2026-10-14")


class TestReviewsThatDoNotCount:
    def test_are_those_of_other_committees(self) -> None:
        elsewhere = (
            "    committee: steering\n    agenda: [Commitments",
            "    committee: operations\n    agenda: [Commitments",
        )

        assert attended(BOTH, elsewhere) == []

    def test_are_not_strategic_ones_whoever_holds_them(self) -> None:
        nowhere = "    starting: 2025-10-14\n    committee: steering\n"

        assert len(attended(BOTH, (nowhere, "    starting: 2025-10-14\n"))) == 1

    def test_are_not_those_of_an_executive_committee(self) -> None:
        executive = ("    level: steering   ", "    level: executive   ")

        assert len(attended(BOTH, executive)) == 1

    @pytest.mark.parametrize("who", ["[]", "everybody"])
    def test_are_those_whose_attendees_are_not_known(self, who: str) -> None:
        assert attended(BOTH | {QBR: who}) == []

    def test_are_those_before_the_present_version(self) -> None:
        assert attended(BOTH, ("version: 2.1.3 ", "version: 2.2.0 ")) == []


def test_a_new_partnership_has_not_held_two() -> None:
    files = held(BOTH)
    one = {path: raw for path, raw in files.items() if path not in (ANNUAL, HEALTH)}

    assert findings(one, RULE) == []


def test_a_body_comes_in_the_person_of_its_members() -> None:
    body = (
        "sponsors: {meridian: ada, helix: jonas}",
        "sponsors: {meridian: council, helix: jonas}",
    )
    committee = (
        "committees:\n",
        (
            "committees:\n  council:\n    name: Council\n    party: meridian\n"
            "    members: [{person: tom}]\n"
        ),
    )
    come = {ANNUAL: "[jonas, tom]", QBR: "[jonas]"}

    assert attended(come, body, committee) == []
    assert [seen.message for seen in attended(BOTH, body, committee)] == [
        (
            "Council, sponsor of Meridian Foods plc, missed the last 2 strategic or steering "
            "reviews, of 2026-10-14 and 2026-10-20"
        )
    ]


def test_a_sponsor_whom_nobody_knows_is_for_another_rule_to_blame() -> None:
    unknown = ("sponsors: {meridian: ada,", "sponsors: {meridian: adah,")

    assert attended(BOTH, unknown) == []


def test_an_organisation_may_be_more_patient() -> None:
    def with_reviews(reviews: int) -> list[Seen]:
        table = build(SettingsTable, {"rules": {RULE: {"reviews": reviews}}}).value
        assert table is not None
        return findings(held(BOTH), RULE, settings=Settings(table))

    assert with_reviews(3) == []
    assert len(with_reviews(1)) == 1


def test_a_preferred_partnership_is_left_alone() -> None:
    assert attended(BOTH, ("tier: strategic ", "tier: preferred ")) == []
