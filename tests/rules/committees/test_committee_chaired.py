"""Committees that somebody calls and leads."""

# ruff: noqa: E501 - a table is read row by row

import pytest

from tests.support import Case, edited, error, finding, findings, table

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


# fmt: off
CASES = {
    "without a chair the members are marked": Case(
        edited((TOM + NILS, "      - {person: tom}\n      - {person: nils}\n")),
        error(AT, "the committee 'operations' has no chair, so no one calls its meetings", on="      - {person: tom}", step=-1),
    ),
    "a chair of no party or an unknown one may balance: nobody-known": Case(
        edited(("  ravi:\n    name: Ravi Menon\n", "  judge: {name: Judge, party: neutral}\n  stranger: {name: Stranger}\n  ravi:\n    name: Ravi Menon\n"), (TOM + NILS, "      - {person: tom, role: co-chair}\n      - {person: nobody-known, role: co-chair}\n")),
    ),
    "a chair of no party or an unknown one may balance: judge": Case(
        edited(("  ravi:\n    name: Ravi Menon\n", "  judge: {name: Judge, party: neutral}\n  stranger: {name: Stranger}\n  ravi:\n    name: Ravi Menon\n"), (TOM + NILS, "      - {person: tom, role: co-chair}\n      - {person: judge, role: co-chair}\n")),
    ),
    "a chair of no party or an unknown one may balance: stranger": Case(
        edited(("  ravi:\n    name: Ravi Menon\n", "  judge: {name: Judge, party: neutral}\n  stranger: {name: Stranger}\n  ravi:\n    name: Ravi Menon\n"), (TOM + NILS, "      - {person: tom, role: co-chair}\n      - {person: stranger, role: co-chair}\n")),
    ),
    "a body of one party chooses its chairs among its own": Case(
        edited(("    name: Operations board\n", "    name: Operations board\n    party: meridian\n"), (TOM + NILS, "      - {person: tom, role: co-chair}\n      - {person: lena, role: co-chair}\n")),
    ),
    "a body of one party chooses its chairs among its own (2)": Case(
        edited(("    name: Operations board\n", "    name: Operations board\n    party: meridian\n"), (TOM + NILS, "")),
        finding(),
    ),
    "a committee without members is for another rule to blame": Case(
        edited(("    members:\n" + TOM + NILS + "      - {person: ravi, role: member}\n      - {person: sofia, role: member}\n", "    members: []\n")),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)


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
            "all 2 chairs of the committee 'operations' are from Meridian Foods plc",
        )
    ]


def test_three_chairs_are_well_if_two_parties_are_among_them() -> None:
    seats = [f"person: {who}, role: co-chair" for who in ("tom", "lena", "nils")]

    assert members(*seats) == []


def test_a_seat_that_the_model_refused_may_be_the_chair_s() -> None:
    assert members("person: tom", "person: nils, role: chairman") == []
    assert members("person: tom, role: co-chair", "role: co-chair") == []


def test_preferred_partners_are_asked_as_well_and_transactional_ones_not() -> None:
    def count(tier: str) -> int:
        edits = [(TOM + NILS, "      - {person: nils}\n"), ("tier: strategic ", f"tier: {tier} ")]
        return len(found(*edits))

    assert (count("preferred"), count("transactional")) == (1, 0)
