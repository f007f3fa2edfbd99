"""Quorums that bind every party and that can be met."""

import pytest

from tests.support import Seen, edited, findings, line_of

RULE = "quorum-reachable"
STEERING = "    quorum: {members: 4, each_party: 1}\n"
OPERATIONS = "    quorum: {members: 2, each_party: 1}\n"
EARLY = ("stage: value-creation              # ISO 44001 life-cycle stage", "stage: knowledge")


def found(*edits: tuple[str, str]) -> list[tuple[str, str]]:
    return [(seen.at, seen.message) for seen in findings(edited(*edits), RULE)]


def test_the_quorums_of_the_complete_charter_can_be_met() -> None:
    assert findings(edited(), RULE) == []


def test_more_than_may_vote_is_marked_at_the_members_of_the_quorum() -> None:
    files = edited((STEERING, "    quorum:\n      each_party: 1\n      members: 5\n"))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, "      members: 5"),
            "committees.steering.quorum.members",
            "the quorum of the committee 'steering' is 5 voting members, "
            "but it has 4: it can never decide",
        )
    ]


def test_a_lost_member_makes_the_quorum_unreachable() -> None:
    assert found(("      - {person: mikael, role: member}\n", "")) == [
        (
            "committees.steering.quorum.members",
            (
                "the quorum of the committee 'steering' is 4 voting members, "
                "but it has 3: it can never decide"
            ),
        )
    ]


def test_a_seat_without_a_vote_or_taken_twice_does_not_count() -> None:
    silent = (
        "      - {person: mikael, role: member}\n",
        "      - {person: mikael, role: member, vote: false}\n",
    )
    twice = ("      - {person: mikael, role: member}\n", "      - {person: jonas, role: member}\n")

    assert [at for at, _ in found(silent)] == ["committees.steering.quorum.members"]
    assert [at for at, _ in found(twice)] == ["committees.steering.quorum.members"]


def operations(seat_ending: str = "") -> str:
    """The members of the committee for operations, each with something added to the seat."""
    return "".join(
        f"      - {{person: {seat}%s}}\n" % seat_ending
        for seat in (
            "tom, role: co-chair, until: 2027-12-31",
            "nils, role: co-chair, until: 2027-12-31",
            "ravi, role: member",
            "sofia, role: member",
        )
    )


def test_a_committee_in_which_nobody_votes_can_never_decide() -> None:
    assert found((operations(), operations(", vote: false")))[:1] == [
        (
            "committees.operations.quorum.members",
            (
                "the quorum of the committee 'operations' is 2 voting members, "
                "but it has none: it can never decide"
            ),
        )
    ]


def test_a_committee_of_nobody_is_said_by_the_rule_on_members_once_that_judges() -> None:
    nobody = ("    members:\n" + operations(), "")

    assert found(nobody) == []
    assert [at for at, _ in found(nobody, EARLY)] == ["committees.operations.quorum.members"]


@pytest.mark.parametrize("members", [0, -1])
def test_a_quorum_of_nobody_is_none(members: int) -> None:
    assert found((STEERING, f"    quorum: {{members: {members}, each_party: 1}}\n")) == [
        (
            "committees.steering.quorum.members",
            "the quorum of the committee 'steering' is met when nobody comes",
        )
    ]


def test_a_committee_without_a_quorum_is_marked_at_its_name() -> None:
    files = edited((STEERING, ""))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, "  steering:"),
            "committees.steering.quorum",
            "the committee 'steering' has no quorum: whoever comes may decide",
        )
    ]


@pytest.mark.parametrize(
    "quorum", ["{members: 3}", "{members: 3, each_party: 0}", "{each_party: -1}"]
)
def test_a_quorum_needs_each_party(quorum: str) -> None:
    files = edited((STEERING, f"    quorum: {quorum}\n"))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, f"    quorum: {quorum}"),
            "committees.steering.quorum.each_party",
            "the quorum of the committee 'steering' can be met without one of the parties",
        )
    ]


def test_one_of_each_party_is_quorum_enough() -> None:
    assert found((STEERING, "    quorum: {each_party: 2}\n")) == []


def test_more_of_each_party_than_it_has_is_marked() -> None:
    assert found((STEERING, "    quorum: {members: 4, each_party: 3}\n")) == [
        (
            "committees.steering.quorum.each_party",
            (
                "the quorum of the committee 'steering' needs 3 voting members of each party, "
                "and Meridian Foods plc and Helix Cold Chain AB have fewer there"
            ),
        )
    ]
    assert found(
        (STEERING, "    quorum: {members: 3, each_party: 2}\n"),
        ("      - {person: mikael, role: member}\n", ""),
    ) == [
        (
            "committees.steering.quorum.each_party",
            (
                "the quorum of the committee 'steering' needs 2 voting members of each party, "
                "and Helix Cold Chain AB has fewer there"
            ),
        )
    ]


def test_a_party_that_does_not_sit_there_is_for_another_rule_to_miss() -> None:
    seats = (
        "      - {person: nils, role: co-chair, until: 2027-12-31}\n"
        "      - {person: ravi, role: member}\n"
        "      - {person: sofia, role: member}\n"
    )

    assert found((seats, "      - {person: ravi, role: member}\n")) == []


def test_fewer_members_than_parties_contradict_themselves() -> None:
    assert found((STEERING, "    quorum: {members: 3, each_party: 2}\n")) == [
        (
            "committees.steering.quorum.each_party",
            (
                "the quorum of the committee 'steering' contradicts itself: "
                "2 of each of 2 parties are more than 3 members"
            ),
        )
    ]
    assert found((STEERING, "    quorum: {each_party: 1, members: 1}\n")) == [
        (
            "committees.steering.quorum.members",
            (
                "the quorum of the committee 'steering' contradicts itself: "
                "1 of each of 2 parties are more than 1 member"
            ),
        )
    ]


def test_somebody_unknown_may_be_of_any_party() -> None:
    stranger = ("      - {person: mikael, role: member}\n", "      - {person: michael}\n")

    assert found((STEERING, "    quorum: {members: 4, each_party: 2}\n"), stranger) == []


def test_a_seat_that_the_model_refused_may_still_be_taken() -> None:
    broken = ("      - {person: mikael, role: member}\n", "      - {person: mikael, role: boss}\n")
    nobody = ("      - {person: mikael, role: member}\n", "      - {role: member}\n")

    assert found(broken, (STEERING, "    quorum: {members: 5, each_party: 2}\n")) == []
    assert found(nobody) == []
    assert found(nobody, (STEERING, "    quorum: {members: 4, each_party: 2}\n")) == []


def test_a_body_of_one_party_keeps_its_own_quorum() -> None:
    council = (
        "  operations:\n    name: Operations board\n",
        "  operations:\n    name: Operations board\n    party: helix\n",
    )

    assert found(council, (OPERATIONS, "")) == []
    assert found(council, (OPERATIONS, "    quorum: {members: 2, each_party: 0}\n")) == []
    assert found(council, (OPERATIONS, "    quorum: {members: 2, each_party: 2}\n")) == []
    assert [
        at for at, _ in found(council, (OPERATIONS, "    quorum: {members: 3, each_party: 3}\n"))
    ] == ["committees.operations.quorum.each_party"]
    assert [at for at, _ in found(council, (OPERATIONS, "    quorum: {members: 9}\n"))] == [
        "committees.operations.quorum.members"
    ]


def test_before_the_work_begins_only_what_is_written_is_judged() -> None:
    assert found(EARLY, (STEERING, "")) == []
    assert found(EARLY, (STEERING, "    quorum: {members: 3}\n")) == []
    assert len(found(EARLY, (STEERING, "    quorum: {members: 5, each_party: 1}\n"))) == 1


def test_a_transactional_charter_is_left_alone() -> None:
    assert found((STEERING, ""), ("tier: strategic ", "tier: transactional ")) == []


def test_while_the_stage_cannot_be_read_a_quorum_need_not_be_there() -> None:
    unread = ("stage: value-creation              # ISO 44001 life-cycle stage", "stage: value")

    assert found(unread, (STEERING, "")) == []
