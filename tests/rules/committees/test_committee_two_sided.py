"""Committees in which nobody decides about the other."""

import pytest

from tests.support import DIRECTORY, Seen, edited, findings, line_of

RULE = "committee-two-sided"
TOM = "      - {person: tom, role: co-chair, until: 2027-12-31}\n"
NILS = "      - {person: nils, role: co-chair, until: 2027-12-31}\n"
RAVI = "      - {person: ravi, role: member}\n"
SOFIA = "      - {person: sofia, role: member}\n"
BOARD = TOM + NILS + RAVI + SOFIA


def board(*seats: str) -> tuple[str, str]:
    """The operations board with these seats instead of its own."""
    return BOARD, "".join(seats)


def messages(*edits: tuple[str, str]) -> list[tuple[str, str]]:
    return [(seen.severity, seen.message) for seen in findings(edited(*edits), RULE)]


def test_the_committees_of_the_complete_charter_are_balanced() -> None:
    assert findings(edited(), RULE) == []


def test_a_party_that_does_not_sit_there_is_named_at_the_members() -> None:
    files = edited(board(TOM, RAVI))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, TOM.rstrip()) - 1,
            "committees.operations.members",
            "the committee 'operations' has no member of Helix Cold Chain AB",
        )
    ]


def test_a_committee_of_nobody_has_neither_party() -> None:
    without = messages(("    members:\n" + BOARD, ""))

    assert without == [
        (
            "error",
            "the committee 'operations' has no member of Meridian Foods plc or Helix Cold Chain AB",
        )
    ]
    assert messages(("    members:\n" + BOARD, "    members: []\n")) == without


def test_uneven_votes_are_a_warning() -> None:
    files = edited(board(TOM, NILS, RAVI))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "warning",
            line_of(files, TOM.rstrip()) - 1,
            "committees.operations.members",
            "the committee 'operations' gives Meridian Foods plc 2 votes "
            "and Helix Cold Chain AB 1 vote",
        )
    ]


def test_a_party_that_may_only_listen_has_no_vote() -> None:
    assert messages(board(TOM, "      - {person: sofia, vote: false}\n")) == [
        (
            "warning",
            (
                "the committee 'operations' gives Meridian Foods plc 1 vote "
                "and Helix Cold Chain AB no vote"
            ),
        )
    ]


def test_somebody_with_two_seats_has_one_vote() -> None:
    assert [text for _, text in messages(board(TOM, TOM, NILS, SOFIA))] == [
        "the committee 'operations' gives Meridian Foods plc 1 vote and Helix Cold Chain AB 2 votes"
    ]


def test_an_independent_chair_tips_no_balance_and_stands_for_nobody() -> None:
    judith = (
        "  nils:\n    name: Nils Dahl",
        "  judith:\n    name: Judith Amsel\n    party: neutral\n  nils:\n    name: Nils Dahl",
    )
    chair = "      - {person: judith, role: chair}\n"

    assert messages(judith, board(chair, RAVI, SOFIA)) == []
    assert [text for _, text in messages(judith, board(chair, TOM))] == [
        "the committee 'operations' has no member of Helix Cold Chain AB"
    ]


def test_one_department_is_a_warning_however_it_is_spelt() -> None:
    assert messages(board(TOM, NILS)) == [
        ("warning", "all members of the committee 'operations' work in the department 'logistics'")
    ]
    spelt = (
        "    title: Transport Control Lead\n    department: logistics\n",
        "    title: Transport Control Lead\n    department: Logistics \n",
    )
    assert len(messages(board(TOM, NILS), spelt)) == 1


def test_a_department_that_is_not_known_may_be_another() -> None:
    unknown = (
        "    title: Transport Control Lead\n    department: logistics\n",
        "    title: Transport Control Lead\n",
    )

    assert messages(board(TOM, NILS), unknown) == []


def test_a_body_of_one_party_need_not_be_balanced() -> None:
    council = (
        "  operations:\n    name: Operations board\n",
        "  operations:\n    name: Operations board\n    party: helix\n",
    )

    assert messages(council, board(NILS, SOFIA)) == []
    assert messages(council, board(NILS)) == []


def test_a_body_may_sit_in_a_committee_for_its_party() -> None:
    council = (
        "  operations:\n    name: Operations board\n",
        (
            "  drivers:\n    name: Drivers' council\n    party: helix\n"
            "    members:\n      - {person: mikael}\n"
            "  operations:\n    name: Operations board\n"
        ),
    )

    assert messages(council, board(TOM, "      - {person: drivers}\n")) == []


def test_a_third_party_must_sit_there_too() -> None:
    third = ("people:    ", "  kaveri:\n    name: Kaveri Data\n\npeople:    ")

    assert [text for _, text in messages(third)] == [
        "the committee 'steering' has no member of Kaveri Data",
        "the committee 'operations' has no member of Kaveri Data",
    ]


@pytest.mark.parametrize("member", ["nobody", "nil"])
def test_an_unknown_member_may_be_anybody(member: str) -> None:
    assert messages(board(TOM, RAVI, f"      - {{person: {member}}}\n")) == []


def test_a_member_whose_party_is_not_known_may_be_anybody() -> None:
    partyless = ("    name: Nils Dahl\n    party: helix\n", "    name: Nils Dahl\n")
    stranger = (
        "    name: Nils Dahl\n    party: helix\n",
        "    name: Nils Dahl\n    party: helixx\n",
    )

    assert messages(board(TOM, RAVI, NILS), partyless) == []
    assert messages(board(TOM, RAVI, NILS), stranger) == []


def test_somebody_of_another_organisation_stands_for_no_party() -> None:
    files = edited(board(TOM, "      - {person: olga}\n"))
    directory = (
        files[DIRECTORY]
        .decode()
        .replace(
            "  helix-cold-chain:\n", "  elsewhere:\n    name: Elsewhere\n  helix-cold-chain:\n"
        )
        .replace("people:\n", "people:\n  olga:\n    name: Olga\n    organisation: elsewhere\n")
    )

    assert [s.message for s in findings(files | {DIRECTORY: directory.encode()}, RULE)] == [
        "the committee 'operations' has no member of Helix Cold Chain AB"
    ]


def test_while_a_party_cannot_be_read_its_people_are_in_doubt() -> None:
    files = edited(
        board(TOM, "      - {person: lena}\n"),
        ("    organisation: meridian-foods  ", "    organisation: 5  "),
    )

    assert [s.message for s in findings(files, RULE)] == []


def test_a_seat_that_the_model_refused_may_be_anybodys() -> None:
    assert messages(board(TOM, RAVI, "      - {person: nils, role: boss}\n")) == []


def test_every_tier_must_sit_at_its_own_tables() -> None:
    assert [
        severity
        for severity, _ in messages(board(TOM, RAVI), ("tier: strategic ", "tier: transactional "))
    ] == ["error"]
