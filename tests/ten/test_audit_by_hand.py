"""``trm portfolio audit`` and ``graph`` of the ten.

Touchpoints are acorn's three and birch's one:

| touchpoint      | of Home plc      | of the other            |
|-----------------|------------------|-------------------------|
| acorn, sales    | Hana, buying     | Owner of Acorn, sales   |
| acorn, orders   | Hana, buying     | Clerk of Acorn, sales   |
| acorn, lorries  | Lara, logistics  | Owner of Acorn, sales   |
| birch, sales    | Hana, buying     | Owner of Birch, sales   |

Ivy has ended and counts nowhere; juniper, still being chosen, has people already.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from tests.ten.portfolio import files
from tests.ten.seeing import seen


@pytest.fixture(scope="module")
def audit() -> Any:
    return seen(files(), "audit")


@pytest.fixture(scope="module")
def graph() -> Any:
    return seen(files(), "graph")


def test_touchpoints_are_counted_by_party_and_department(audit: Any) -> None:
    found = {
        (one["organisation"], one["department"]): (one["touchpoints"], one["people"])
        for one in audit["touchpoints"]
    }
    assert found == {
        ("Home plc", "buying"): (3, ["Hana"]),
        ("Home plc", "logistics"): (1, ["Lara"]),
        ("Acorn Ltd", "sales"): (3, ["Clerk of Acorn", "Owner of Acorn"]),
        ("Birch Ltd", "sales"): (1, ["Owner of Birch"]),
    }


def test_departments_tied_by_one_pair_are_single_threads(audit: Any) -> None:
    # acorn's buying and sales are tied by two pairs: Hana with the owner, Hana with the clerk
    assert [(one["partnership"], one["pair"]) for one in audit["single_threads"]] == [
        ("acorn", ["Owner of Acorn", "Lara"]),
        ("birch", ["Owner of Birch", "Hana"]),
    ]


def test_departments_with_a_part_and_no_touchpoint_are_unattended(audit: Any) -> None:
    found: dict[str, set[str]] = {}
    for one in audit["unattended"]:
        found.setdefault(one["partnership"], set()).add(one["function"])
    boards = {name: {"board of Home plc", f"board of {name.title()} Ltd"} for name in NAMES}
    desks = {name: {"buying of Home plc", f"sales of {name.title()} Ltd"} for name in NAMES}
    assert (
        found
        == {
            "acorn": boards["acorn"] | {"knowledge"},  # the function that nobody leads
            "birch": boards["birch"],
            **{name: boards[name] | desks[name] for name in NAMES[2:]},
            "dogwood": {
                *("board of Home plc", "board of Staff of Dogwood"),
                *("buying of Home plc", "sales of Staff of Dogwood"),
            },
            "elm": desks["elm"],  # it has owners, and no sponsor
        }
    )


NAMES = ("acorn", "birch", "cedar", "dogwood", "elm", "fir", "gorse", "hazel", "juniper")


def test_who_carries_too_much_carries_more_than_twelve_parts(audit: Any) -> None:
    # Hana owns for Home in 9; is a contact in 8, not in elm; in acorn owns complaints, is
    # accountable for prices, leads customer service and has 2 touchpoints; 1 more in birch; leads
    # the goal bond in hazel: 9 + 8 + 5 + 1 + 1. Shelf and boxes are done, and no part any more.
    # Hugo sponsors 8, sits in 8 committees, leads human resources in acorn: 8 + 8 + 1.
    assert {one["person"]: one["over"] for one in audit["people"] if one["over"]} == {
        "Hana": ["24 parts, at most 12"],
        "Hugo": ["17 parts, at most 12"],
    }
    counts = {one["person"]: one["parts"] for one in audit["people"]}
    # owner of the relationship and of the KPI, lead of the goal, contact; and more:
    assert {name: count for name, count in counts.items() if name.startswith("Owner")} == {
        "Owner of Acorn": 4 + 4,  # solar, two touchpoints, supply chain
        "Owner of Birch": 4 + 1,  # a touchpoint
        "Owner of Cedar": 4 + 1,  # the promise of a ramp
        "Owner of Dogwood": 4 + 1,  # a seat in the works council
        "Owner of Elm": 1,
        "Owner of Fir": 4,
        "Owner of Gorse": 4 + 2,  # the risk, supply chain
        "Owner of Hazel": 4 + 2,  # two more KPIs
        "Owner of Juniper": 4,
    }
    strategic = {
        one["person"]: (one["strategic_owned"], one["strategic_sponsored"])
        for one in audit["people"]
    }
    assert (strategic["Hana"], strategic["Hugo"]) == ((2, 0), (0, 2))  # acorn and birch


def test_what_stops_is_what_has_no_deputy(audit: Any) -> None:
    # Hana has no deputy, and birch's chief has none; all others stand in for each other
    found = {
        (one["person"], one["partnership"]): [what["kind"] for what in one["what"]]
        for one in audit["stops"]
    }
    assert found == {
        ("Hana", "acorn"): ["ownership", "KPI", "decision", "level"],
        ("Chief of Birch", "birch"): ["sponsorship", "seat"],
        ("Hana", "elm"): ["ownership"],
        ("Hana", "hazel"): ["ownership", "goal", "level"],
        **{
            ("Hana", name): ["ownership", "level"]
            for name in ("birch", "cedar", "dogwood", "fir", "gorse", "juniper")
        },
    }


def test_the_network_has_every_node_and_tie_once(graph: Any) -> None:
    assert Counter(node["kind"] for node in graph["nodes"]) == {
        "partnership": 10,
        "organisation": 11,  # Home and ten others
        # Hana, Hugo and Lara; an owner and a chief in 8; the owner of elm; the clerk of acorn
        "person": 3 + 2 * 8 + 1 + 1,
    }
    assert Counter(edge["kind"] for edge in graph["edges"]) == {
        "party-of": 2 * 9,  # all but ivy
        "works-for": 21,
        "holds-part-in": 9 + 8 + 1 + 18,  # Hana, Hugo, Lara, and each of the others in one
        "depends-on": 2,
    }


def touched(lost: str) -> tuple[dict[int, set[str]], set[str]]:
    """By distance what a loss touches; the goals and KPIs that stand on it."""
    found = seen(files(), "graph", "--if-lost", lost)
    near: dict[int, set[str]] = {}
    for one in found["touched"]:
        near.setdefault(one["distance"], set()).add(one["id"].partition(":")[2])
    return near, {f"{one['partnership']} {one['id']}" for one in found["stakes"]}


BIRCH_AND_HAZEL = {
    *("birch serve", "birch on-time", "hazel serve", "hazel bond"),
    *("hazel on-time", "hazel defects", "hazel quarrels"),
}


def test_a_lost_partnership_touches_its_own_and_what_depends_on_it() -> None:
    near, stakes = touched("acorn")
    assert near == {
        1: {
            *("birch", "home", "Acorn Ltd", "hana", "hugo", "lara"),
            *("acorn/owner", "acorn/chief", "acorn/clerk"),
        },
        2: {"hazel"},
    }
    assert stakes == {"acorn serve", "acorn on-time", "acorn complaints"} | BIRCH_AND_HAZEL


def test_a_lost_person_touches_what_they_have_a_part_in_and_what_depends_on_that() -> None:
    # Lara is a touchpoint of acorn: no goal and no KPI of acorn hangs on her
    assert touched("Lara") == ({1: {"acorn"}, 2: {"birch"}, 3: {"hazel"}}, BIRCH_AND_HAZEL)


def test_a_lost_party_touches_its_partnership_and_its_people() -> None:
    assert touched("Fir Ltd") == (
        {1: {"fir", "fir/owner", "fir/chief"}},
        {"fir serve", "fir on-time"},
    )


def test_nothing_depends_on_a_partnership_that_has_ended() -> None:
    assert touched("ivy") == ({}, set())
