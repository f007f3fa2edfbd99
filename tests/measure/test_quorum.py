"""Who counts towards a quorum, against tables made by hand."""

from __future__ import annotations

from datetime import date

import pytest

from tests.support import DIRECTORY, edited, partnership
from trm_policy.measure.quorum import (
    Shortfall,
    needed,
    present,
    shortfall,
    unseated,
    voters,
    voting_strength,
)

DAY = date(2026, 10, 20)
QUORUM = "    quorum: {members: 4, each_party: 1}\n"
# In the steering committee ada and lena vote for meridian, jonas and mikael for helix; lena is
# ada's deputy and mikael jonas's, tom is ravi's and nils is sofia's. Ravi and sofia do not vote.


CO_CHAIRS = (
    "      - {person: ada, role: co-chair}        # chair | co-chair | member | secretary; "
    "vote: true unless false\n      - {person: jonas, role: co-chair}\n"
)
CLASS_OF_TWO = (
    "\n  growers:\n    members: [orchard, meadow]\n    role: Growers\n\npeople:\n"
    "  gro: {name: Gro Vik, party: growers, email: gro@orchard.example}"
    "                # "
)


def lacking(people: str, *edits: tuple[str, str]) -> Shortfall | None:
    part = partnership(edited(*edits))
    return shortfall(part, part.charter.committees["steering"], tuple(people.split()), DAY)


def with_quorum(words: str) -> tuple[str, str]:
    return QUORUM, f"    quorum: {words}\n"


MIKAELS_DEPUTY = (
    "    email: mikael.berg@helix.example\n",
    "    email: mikael.berg@helix.example\n    deputy: nils\n",
)
JONAS_HAS_THE_SAME = ("    deputy: mikael\n", "    deputy: nils\n")


def test_those_vote_who_are_not_said_not_to() -> None:
    steering = partnership().charter.committees["steering"]
    assert voters(steering) == ("ada", "jonas", "lena", "mikael")


@pytest.mark.parametrize(
    ("seat", "votes"),
    [
        ("{for: growers}", 2),
        ("{for: growers, each: 3}", 6),
        ("{for: growers, seats: 1}", 1),
        ("{for: growers, seats: 1, role: observer}", 0),
        ("{for: helix}", 1),
        ("{for: helix, each: 10}", 10),
        ("{for: helix, seats: 10}", 10),
    ],
)
def test_seats_without_a_name_count_for_each_organisation_or_in_all(seat: str, votes: int) -> None:
    head, _, tail = CO_CHAIRS.partition("true unless false\n")
    members = f"{head}true unless false\n      - {seat}\n"
    part = partnership(
        edited(("\npeople:                ", CLASS_OF_TWO), (CO_CHAIRS, members + tail))
    )
    party = "growers" if "growers" in seat else "helix"
    named = {"growers": 0, "helix": 2}[party]
    strength = voting_strength(part, part.charter.committees["steering"])
    assert strength.by_party[party] == max(votes, named)


@pytest.mark.parametrize(
    ("there", "edits", "counted"),
    [
        ("ada jonas lena mikael", (), ("ada", "jonas", "lena", "mikael")),
        ("ravi sofia tom", (), ()),
        ("lena", (), ("lena",)),  # ada's deputy is a member herself, and counts once
        ("ada jonas lena nils", (MIKAELS_DEPUTY,), ("ada", "jonas", "lena", "mikael")),
        ("ada jonas lena mikael nils", (MIKAELS_DEPUTY,), ("ada", "jonas", "lena", "mikael")),
        ("ada nils", (MIKAELS_DEPUTY, JONAS_HAS_THE_SAME), ("ada", "jonas")),  # for one alone
    ],
)
def test_a_deputy_counts_for_one_member_who_is_not_there(
    there: str, edits: tuple[tuple[str, str], ...], counted: tuple[str, ...]
) -> None:
    part = partnership(edited(*edits))
    committee = part.charter.committees["steering"]
    assert sorted(present(committee, tuple(there.split()), part.roster)) == sorted(counted)


@pytest.mark.parametrize(
    ("quorum", "there", "lacks"),
    [
        ("{members: 4, each_party: 1}", "ada jonas lena mikael", None),
        ("{members: 4, each_party: 1}", "ada jonas lena", Shortfall(3, 4, 1, ())),
        ("{members: 2, each_party: 1}", "ada jonas", None),
        ("{members: 2, each_party: 1}", "ada lena", Shortfall(2, 0, 1, ("helix",))),
        ("{members: 2, each_party: 1}", "ravi sofia", Shortfall(0, 2, 1, ("meridian", "helix"))),
        ("{members: 3, each_party: 2}", "ada lena jonas", Shortfall(3, 0, 2, ("helix",))),
        ("{each_party: 2}", "ada lena jonas mikael", None),
        ("{members: 5}", "ada lena jonas mikael", None),  # it can never be met
        ("{each_party: 3}", "ada lena jonas mikael", None),
        ("{members: 3}", "ada lena jonsa", None),  # somebody unknown may be anybody
        ("{members: 4}", "ada lena jonsa", Shortfall(2, 4, 0, ())),
        ("{each_party: 1}", "ada jonsa", None),
        ("{}", "", None),
    ],
)
def test_what_a_quorum_lacks(quorum: str, there: str, lacks: Shortfall | None) -> None:
    assert lacking(there, with_quorum(quorum)) == lacks


def test_a_body_of_one_party_needs_that_party_alone() -> None:
    board = ("    level: steering   ", "    party: meridian\n    level: steering   ")
    assert lacking("ada lena", board, with_quorum("{members: 2, each_party: 2}")) is None


def test_without_a_quorum_nothing_is_lacking() -> None:
    assert lacking("", (QUORUM, "")) is None


MAIL = "    email: lena.hart@meridian.example\n"
SEAT = "      - {person: lena, role: member}\n", "      - {person: tom, role: member}\n"


@pytest.mark.parametrize(("left", "lacks"), [("2026-11-30", False), ("2026-10-19", True)])
def test_who_has_left_since_may_have_held_a_seat_then(left: str, lacks: bool) -> None:
    told = edited((MAIL, f"{MAIL}    left: {left}\n"), path=DIRECTORY)[DIRECTORY]
    part = partnership({**edited(SEAT), DIRECTORY: told})
    there = ("ada", "lena", "jonas", "mikael")
    found = shortfall(part, part.charter.committees["steering"], there, DAY)
    assert (found is not None) is lacks


@pytest.mark.parametrize(
    ("since", "there", "lacks"),
    [
        ("2026-10-21", "ada lena jonas mikael", None),  # lena may have had tom's seat
        ("2026-10-20", "ada lena jonas mikael", Shortfall(3, 4, 1, ())),
        ("2026-10-21", "ada lena ravi jonas", Shortfall(2, 4, 1, ())),  # one seat, one more
        ("2026-10-21", "ada jonas mikael", Shortfall(3, 4, 1, ())),
        ("2026-10-21", "ada tom jonas mikael", None),  # tom may have had another seat
    ],
)
def test_a_seat_may_have_been_held_by_one_other_before_its_first_day(
    since: str, there: str, lacks: Shortfall | None
) -> None:
    seat = SEAT[1].replace("tom", "tom, since: 2026-10-21").replace("2026-10-21", since)
    assert lacking(there, (SEAT[0], seat)) == lacks


def test_a_deputy_who_stands_in_is_not_counted_twice() -> None:
    seat = SEAT[0], SEAT[1].replace("tom", "tom, since: 2026-10-21")
    assert lacking("ada jonas nils", seat, MIKAELS_DEPUTY) == Shortfall(3, 4, 1, ())


@pytest.mark.parametrize(
    ("there", "lacks"),
    [
        ("ada jonas ravi sofia", None),
        ("ada jonas ravi", Shortfall(2, 4, 1, ())),
        ("ada lena jonas", Shortfall(3, 4, 1, ())),
    ],
)
def test_where_nobody_knows_the_seats_of_then_all_may_have_voted(
    there: str, lacks: Shortfall | None
) -> None:
    part = partnership()
    found = shortfall(
        part, part.charter.committees["steering"], tuple(there.split()), DAY, anyone=True
    )
    assert found == lacks


def test_organisations_of_a_class_have_votes_and_observers_have_none() -> None:
    seats = (
        "      - {person: ada, role: observer}\n      - {for: growers, each: 2}\n"
        "      - {person: jonas, role: chair}\n"
    )
    files = edited(
        ("\npeople:                ", CLASS_OF_TWO),
        (CO_CHAIRS, seats),
        with_quorum("{share: 50 %, each_party: 1}"),
    )
    part = partnership(files)
    steering = part.charter.committees["steering"]

    assert voters(steering) == ("jonas", "lena", "mikael")
    assert voting_strength(part, steering).by_party == {"meridian": 1, "helix": 2, "growers": 4}
    assert needed(part, steering) == 4
    assert unseated(part, steering) == ()
    assert shortfall(part, steering, ("jonas", "lena", "mikael", "gro"), DAY) is None
    assert shortfall(part, steering, ("jonas", "lena", "mikael"), DAY) == Shortfall(
        3, 4, 1, ("growers",)
    )
    assert shortfall(part, steering, ("ada", "jonas", "gro"), DAY) == Shortfall(
        2, 4, 1, ("meridian",)
    )


@pytest.mark.parametrize(
    ("seat", "missing"),
    [
        ("      - {for: growers, each: 1, role: observer}\n", ()),
        ("      - {person: gro, role: observer}\n", ()),
        ("      - {person: sofia, role: observer}\n", ("growers",)),
    ],
)
def test_a_class_that_has_the_seat_of_an_observer_is_there(
    seat: str, missing: tuple[str, ...]
) -> None:
    chairs = "      - {person: ada, role: co-chair}\n      - {person: jonas, role: co-chair}\n"
    part = partnership(
        edited(("\npeople:                ", CLASS_OF_TWO), (CO_CHAIRS, chairs + seat))
    )
    assert unseated(part, part.charter.committees["steering"]) == missing
