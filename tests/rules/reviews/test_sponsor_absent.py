"""Sponsors who come."""

# ruff: noqa: E501 - a table is read row by row

from datetime import datetime

from tests.support import TODAY, Case, Seen, edited, finding, findings, options, table, warning

RULE = "sponsor-absent"
FOLDER = "partnerships/meridian-helix/reviews"
ANNUAL, QBR = f"{FOLDER}/2026-10-14-annual.md", f"{FOLDER}/2026-10-20-qbr.md"
HEALTH = f"{FOLDER}/2026-05-12-health.md"
EVERYBODY = "attendees: [ada, jonas, lena, mikael, ravi, sofia]"
ABSENT = (
    "Ada Okafor, sponsor of Meridian Foods plc, and Lena Hart, the deputy, missed the last 2 "
    "strategic or steering reviews, on 2026-10-14 and 2026-10-20"
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

# fmt: off
CASES = {
    "a sponsor who missed the last two is marked in the later minutes": Case(
        held(BOTH),
        warning("attendees", ABSENT, on="attendees:", path=QBR),
    ),
    "a sponsor without a deputy is told alone": Case(
        held(dict.fromkeys(BOTH, "[ada, mikael]"), ("    deputy: mikael\n", "")),
        finding(message="Jonas Lindqvist, sponsor of Helix Cold Chain AB, missed the last 2 strategic or steering reviews, on 2026-10-14 and 2026-10-20"),
    ),
    "one review may be missed and a deputy may come: [lena, jonas]": Case(
        held({ANNUAL: "[lena, jonas] ", QBR: "[jonas]".replace("ada", "ada, jonas")}),
    ),
    "one review may be missed and a deputy may come: [jonas]": Case(
        held({ANNUAL: "[jonas] ", QBR: "[ada]".replace("ada", "ada, jonas")}),
    ),
    "only the last reviews count": Case(held({HEALTH: "[jonas]", ANNUAL: "[jonas]"})),
    "reviews that do not count are those of other committees": Case(
        held(BOTH, ("    committee: steering\n    agenda: [Commitments", "    committee: operations\n    agenda: [Commitments")),
    ),
    "reviews that do not count are not strategic ones whoever holds them": Case(
        held(BOTH, ("    starting: 2025-10-14\n    committee: steering\n", "    starting: 2025-10-14\n")),
        finding(),
    ),
    "reviews that do not count are not those of an executive committee": Case(
        held(BOTH, ("    level: steering   ", "    level: executive   ")),
        finding(),
    ),
    "reviews that do not count are those whose attendees are not known: []": Case(
        held(BOTH | {QBR: "[]"}),
    ),
    "reviews that do not count are those whose attendees are not known: everybody": Case(
        held(BOTH | {QBR: "everybody"}),
    ),
    "reviews that do not count are those before the present version": Case(
        held(BOTH, ("version: 2.1.3 ", "version: 2.2.0 ")),
    ),
    "a new partnership has not held two": Case(
        {path: raw for path, raw in held(BOTH).items() if path not in (ANNUAL, HEALTH)},
    ),
    "a body comes in the person of its members": Case(
        held({ANNUAL: "[jonas, tom]", QBR: "[jonas]"}, ("sponsors: {meridian: ada, helix: jonas}", "sponsors: {meridian: council, helix: jonas}"), ("committees:\n", "committees:\n  council:\n    name: Council\n    party: meridian\n    members: [{person: tom}]\n")),
    ),
    "a body comes in the person of its members (2)": Case(
        held(BOTH, ("sponsors: {meridian: ada, helix: jonas}", "sponsors: {meridian: council, helix: jonas}"), ("committees:\n", "committees:\n  council:\n    name: Council\n    party: meridian\n    members: [{person: tom}]\n")),
        finding(message="Council, sponsor of Meridian Foods plc, missed the last 2 strategic or steering reviews, on 2026-10-14 and 2026-10-20"),
    ),
    "a sponsor whom nobody knows is for another rule to blame": Case(
        held(BOTH, ("sponsors: {meridian: ada,", "sponsors: {meridian: adah,")),
    ),
    "a preferred partnership is left alone": Case(held(BOTH, ("tier: strategic ", "tier: preferred "))),
}
# fmt: on

test_rule = table(RULE, CASES)


def test_as_of_a_day_later_reviews_are_not_seen() -> None:
    people = {HEALTH: "[jonas]", ANNUAL: "[jonas]"}

    (seen,) = attended(people, now=datetime.fromisoformat("2026-10-19T00:00Z"))
    assert seen.message.endswith("on 2026-05-12 and 2026-10-14")


def test_an_organisation_may_be_more_patient() -> None:
    def with_reviews(reviews: int) -> list[Seen]:
        settings = options(RULE, {"reviews": reviews})
        return findings(held(BOTH), RULE, settings=settings)

    assert with_reviews(3) == []
    assert len(with_reviews(1)) == 1
