"""Committees that somebody calls and leads."""

import pytest

from tests.support import Seen, edited, findings, line_of

RULE = "committee-chaired"
TOM = "      - {person: tom, role: co-chair, until: 2027-12-31}\n"
NILS = "      - {person: nils, role: co-chair, until: 2027-12-31}\n"
REST = "      - {person: ravi, role: member}\n      - {person: sofia, role: member}\n"
AT = "committees.operations.members"


def found(*edits: tuple[str, str]) -> list[tuple[str, str]]:
    return [(one.at, one.message) for one in findings(edited(*edits), RULE)]


def members(*seats: str) -> list[tuple[str, str]]:
    lines = "".join(f"      - {{{seat}}}\n" for seat in seats)
    return found((TOM + NILS, lines))


def test_the_committees_of_the_complete_charter_are_chaired() -> None:
    assert findings(edited(), RULE) == []


def test_without_a_chair_the_members_are_marked() -> None:
    files = edited((TOM + NILS, "      - {person: tom}\n      - {person: nils}\n"))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, "      - {person: tom}") - 1,
            AT,
            "nobody chairs the committee 'operations'",
        )
    ]


def test_one_chair_is_enough() -> None:
    assert members("person: tom, role: chair", "person: nils") == []


def test_a_co_chair_alone_shares_the_chair_with_nobody() -> None:
    assert members("person: nils", "person: tom, role: co-chair") == [
        (f"{AT}.2.role", "Tom Ellis is the only co-chair of the committee 'operations'")
    ]
    assert [
        at for at, _ in members("person: tom, role: co-chair", "person: tom, role: co-chair")
    ] == [f"{AT}.2.role"]


def test_a_co_chair_alone_is_no_matter_while_a_party_has_nobody_there() -> None:
    files = edited((TOM + NILS + REST, TOM))

    assert findings(files, RULE) == []
    assert len(findings(files, "committee-two-sided")) == 1


@pytest.mark.parametrize("role", ["chair", "co-chair"])
def test_chairs_of_one_party_are_marked_at_the_later(role: str) -> None:
    assert members(f"person: tom, role: {role}", "person: nils", f"person: lena, role: {role}") == [
        (
            f"{AT}.3.role",
            "all 2 who chair the committee 'operations' are of Meridian Foods plc",
        )
    ]


def test_three_chairs_are_well_if_two_parties_are_among_them() -> None:
    seats = [f"person: {who}, role: co-chair" for who in ("tom", "lena", "nils")]

    assert members(*seats) == []


@pytest.mark.parametrize("who", ["nobody-known", "judge", "stranger"])
def test_a_chair_of_no_party_or_an_unknown_one_may_balance(who: str) -> None:
    people = (
        "  ravi:\n    name: Ravi Menon\n",
        (
            "  judge: {name: Judge, party: neutral}\n  stranger: {name: Stranger}\n"
            "  ravi:\n    name: Ravi Menon\n"
        ),
    )
    seats = f"      - {{person: tom, role: co-chair}}\n      - {{person: {who}, role: co-chair}}\n"

    assert found(people, (TOM + NILS, seats)) == []


def test_a_body_of_one_party_chooses_its_chairs_among_its_own() -> None:
    body = ("    name: Operations board\n", "    name: Operations board\n    party: meridian\n")
    own = (
        TOM + NILS,
        "      - {person: tom, role: co-chair}\n      - {person: lena, role: co-chair}\n",
    )

    assert found(body, own) == []
    assert len(found(body, (TOM + NILS, ""))) == 1


def test_a_committee_without_members_is_for_another_rule_to_blame() -> None:
    rest = "      - {person: ravi, role: member}\n      - {person: sofia, role: member}\n"

    assert found(("    members:\n" + TOM + NILS + rest, "    members: []\n")) == []


def test_a_seat_that_the_model_refused_may_be_the_chair_s() -> None:
    assert members("person: tom", "person: nils, role: chairman") == []
    assert members("person: tom, role: co-chair", "role: co-chair") == []


def test_preferred_partners_are_asked_as_well_and_transactional_ones_not() -> None:
    def count(tier: str) -> int:
        edits = [(TOM + NILS, "      - {person: nils}\n"), ("tier: strategic ", f"tier: {tier} ")]
        return len(found(*edits))

    assert (count("preferred"), count("transactional")) == (1, 0)
