"""``trm portfolio health`` of the ten: every sign, what it says and which lines it stands on.

A side is good where all known signs are good and at least half are known; poor where half or more
of the known are poor; fair between; unknown without a known sign.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.ten.portfolio import files
from tests.ten.seeing import by_id, seen

JULY, OCTOBER = "reviews/2026-07-12-qbr.md:4", "reviews/2026-10-12-qbr.md:4"
"""Line 4 of minutes is 'held_on'."""
ON_PLAN = ("good", "green: 92 in 2026-10 against a plan of 90", "measurements.csv:4")
"""The plan is 90 on every day; the third row of three, below the heading, is line 4."""
HELD = ("good", "held on 2026-10-12", "reviews.qbr", OCTOBER)
"""The newest planned day, 2026-10-12, has minutes."""
LATE = "the next was due before 2026-09-15"
QUORUM = ("good", "Steering met its quorum on 2026-10-12", OCTOBER)
"""Two votes are needed, one of each party: Hugo and the chief were there."""


def came(name: str, party: str) -> tuple[str, ...]:
    """Both of the newest two reviews."""
    says = f"{name} or a deputy came to 2 of the last 2 reviews"
    return ("good", says, f"sponsors.{party}", JULY, OCTOBER)


def well_held(sponsor: str) -> dict[str, tuple[str, ...]]:
    """What two reviews to which all came make of governance: 4 good of 4."""
    return {
        "review qbr": HELD,
        "quorum steering": QUORUM,
        "sponsor home": came("Hugo", "home"),
        "sponsor other": came(sponsor, "other"),
    }


NOTHING: dict[str, tuple[str, ...]] = {}
SIDES: dict[str, dict[str, tuple[str, dict[str, tuple[str, ...]]]]] = {
    "acorn": {
        "outcome": (
            "good",
            {
                "kpi on-time": (
                    "good",
                    "green: 92 in 2026-10 against a plan of 90",
                    "measurements.csv:7",  # the last of six rows
                ),
                "kpi complaints": (  # fewer are better: 9 is below 10
                    "good",
                    "green: 9 in 2026-10 against a plan of 10",
                    "measurements.csv:9",
                ),
            },
        ),
        "relationship": (
            "good",
            {
                "survey home": (  # (4.2 + 4.0) / 2, content from 4
                    "good",
                    "Home plc answers 4.10 of 5 on average in 2026",
                    "surveys/2026.csv:2",
                ),
                "survey other": (  # (4.0 + 4.0) / 2
                    "good",
                    "Acorn Ltd answers 4.00 of 5 on average in 2026",
                    "surveys/2026.csv:4",
                ),
                "survey gap": (  # 4.1 - 4.0, good up to half of the limit of 1
                    "good",
                    "the parties are 0.10 of 5 apart in 2026",
                    "surveys/2026.csv:2",
                    "surveys/2026.csv:4",
                ),
            },
        ),
        "governance": ("good", well_held("Chief of Acorn")),
        "responsiveness": (
            "good",
            {
                "acknowledging home": (  # at 10:00, an hour of ten after 09:00
                    "good",
                    "Home plc acknowledged 1 of 1 in time",
                    "escalations/2026-001.md:7",
                ),
                "acknowledging other": (  # at 11:00, two hours of ten
                    "good",
                    "Acorn Ltd acknowledged 1 of 1 in time",
                    "escalations/2026-001.md:7",
                ),
                "escalation levels": (  # settled after nine hours, of five days
                    "good",
                    "1 of 1 levels were done in their time",
                    "escalations/2026-001.md:7",
                ),
                "actions": ("good", "1 done, none late", "reviews/2026-10-12-qbr.md:9"),
                "commitment shelf": (  # ten days before it was due
                    "good",
                    "closed on 2026-06-20",
                    "commitments.shelf.closed_on",
                ),
            },
        ),
    },
    "birch": {
        "outcome": (  # it declines, and is green all the same: that is for 'watch' to tell
            "good",
            {"kpi on-time": (*ON_PLAN[:2], "measurements.csv:7")},
        ),
        "relationship": ("unknown", NOTHING),
        "governance": (  # 2 good, 1 fair, 1 poor of 4: a quarter is poor, not all are good
            "fair",
            {
                "review qbr": HELD,
                "quorum steering": (  # of the two votes Hugo alone
                    "poor",
                    "Steering fell short of its quorum on 2026-10-12",
                    OCTOBER,
                ),
                "sponsor home": came("Hugo", "home"),
                "sponsor other": (  # in July, not in October
                    "fair",
                    "Chief of Birch or a deputy came to 1 of the last 2 reviews",
                    *("sponsors.other", JULY, OCTOBER),
                ),
            },
        ),
        "responsiveness": ("unknown", NOTHING),
    },
    "cedar": {
        "outcome": ("good", {"kpi on-time": ON_PLAN}),
        "relationship": ("unknown", NOTHING),
        "governance": (  # 3 good, 1 poor of 4
            "fair",
            {
                "review qbr": (  # two in a row; ten working days after 10-12 was 10-26
                    "poor",
                    "no minutes for 2026-07-12, 2026-10-12",
                    "reviews.qbr",
                    "reviews/2026-04-12-qbr.md:4",
                ),
                "quorum steering": (
                    "good",
                    "Steering met its quorum on 2026-04-12",
                    "reviews/2026-04-12-qbr.md:4",
                ),
                "sponsor home": (
                    "good",
                    "Hugo or a deputy came to the last review",
                    *("sponsors.home", "reviews/2026-04-12-qbr.md:4"),
                ),
                "sponsor other": (
                    "good",
                    "Chief of Cedar or a deputy came to the last review",
                    *("sponsors.other", "reviews/2026-04-12-qbr.md:4"),
                ),
            },
        ),
        "responsiveness": (  # 1 fair, 1 poor of 2: half is poor
            "poor",
            {
                "actions": (  # 145 days late, poor from 31 on
                    "poor",
                    "1 open past their day, the oldest since 2026-06-30",
                    "reviews/2026-04-12-qbr.md:9",
                ),
                "commitment ramp": (  # 21 days late
                    "fair",
                    "open, and due since 2026-11-01",
                    "commitments.ramp.due",
                ),
            },
        ),
    },
    "dogwood": {
        "outcome": ("good", {"kpi on-time": ON_PLAN}),
        "relationship": (  # 1 good, 2 poor of 3
            "poor",
            {
                "survey home": (  # (4.5 + 4) / 2; four answers to 'noise' are too few to count
                    "good",
                    "Home plc answers 4.25 of 5 on average in 2026",
                    "surveys/2026.csv:2",
                ),
                "survey other": (  # (3 + 2.6) / 2, poor below 3
                    "poor",
                    "Staff of Dogwood answers 2.80 of 5 on average in 2026",
                    "surveys/2026.csv:4",
                ),
                "survey gap": (  # 4.25 - 2.8, poor above 1
                    "poor",
                    "the parties are 1.45 of 5 apart in 2026",
                    "surveys/2026.csv:2",
                    "surveys/2026.csv:4",
                ),
            },
        ),
        # the works council sponsors: each of its members, the owner and the chief, counts as it
        "governance": ("good", well_held("Works council")),
        "responsiveness": ("unknown", NOTHING),
    },
    "elm": dict.fromkeys(
        ("outcome", "relationship", "governance", "responsiveness"), ("unknown", NOTHING)
    ),
    "fir": {
        "outcome": ("good", {"kpi on-time": ON_PLAN}),
        "relationship": ("unknown", NOTHING),
        "governance": ("good", well_held("Chief of Fir")),
        "responsiveness": (
            "good",
            {
                # Hana raised them, and acknowledged at that instant, which tells nothing of Home
                "acknowledging other": (
                    "good",
                    "Fir Ltd acknowledged 6 of 6 in time",
                    *(f"escalations/2026-00{n}.md:7" for n in range(1, 7)),
                ),
                "escalation levels": (
                    "good",
                    "6 of 6 levels were done in their time",
                    *(f"escalations/2026-00{n}.md:7" for n in range(1, 7)),
                ),
            },
        ),
    },
    "gorse": {
        "outcome": (  # the ten working days after August end on 09-14
            "unknown",
            {
                "kpi on-time": (
                    "unknown",
                    f"unknown: 91 in 2026-07 against a plan of 90; {LATE}",
                    "measurements.csv:4",
                )
            },
        ),
        "relationship": ("unknown", NOTHING),
        "governance": ("good", well_held("Chief of Gorse")),
        "responsiveness": ("unknown", NOTHING),
    },
    "hazel": {
        "outcome": (  # 2 fair of 2
            "fair",
            {
                "kpi on-time": (  # 1 below the plan, amber within 2
                    "fair",
                    "amber: 89 in 2026-10 against a plan of 90",
                    "measurements.csv:4",
                ),
                "kpi defects": (  # half above the plan, amber within 1
                    "fair",
                    "amber: 10.5 in 2026-10 against a plan of 10",
                    "measurements.csv:5",
                ),
            },
        ),
        "relationship": (  # its one goal is of the relationship
            "good",
            {
                "kpi quarrels": (
                    "good",
                    "green: 8 in 2026-10 against a plan of 10",
                    "measurements.csv:6",
                )
            },
        ),
        "governance": ("good", well_held("Chief of Hazel")),
        "responsiveness": ("unknown", NOTHING),
    },
}


@pytest.fixture(scope="module")
def found() -> dict[str, Any]:
    return by_id(seen(files(), "health"))


def stands_on(evidence: dict[str, Any], name: str) -> str:
    """The place in the charter, or the record and its line."""
    path = str(evidence["path"]).removeprefix(f"partnerships/{name}/")
    return evidence["at"] or f"{path}:{evidence['line']}"


@pytest.mark.parametrize("name", list(SIDES))
def test_each_side_of_health_is_as_worked_out(found: dict[str, Any], name: str) -> None:
    assert {
        side: (
            told["standing"],
            {
                sign["name"]: (
                    sign["standing"],
                    sign["says"],
                    *(stands_on(evidence, name) for evidence in sign["evidence"]),
                )
                for sign in told["signs"]
            },
        )
        for side, told in found[name]["sides"].items()
    } == SIDES[name]


def test_the_gap_between_the_parties_is_as_worked_out(found: dict[str, Any]) -> None:
    surveys = {name: one["survey"] for name, one in found.items() if one["survey"]}
    assert {name: (one["year"], one["means"], one["gap"]) for name, one in surveys.items()} == {
        "acorn": (2026, {"home": 4.1, "other": 4.0}, 0.1),
        "dogwood": (2026, {"home": 4.25, "other": 2.8}, 1.45),
    }
    assert {q["question"]: (q["scores"], q["gap"]) for q in surveys["dogwood"]["questions"]} == {
        "trust": ({"home": 4.5, "other": 3.0}, 1.5),
        "pay": ({"home": 4.0, "other": 2.6}, 1.4),
    }
    assert {name: one["hidden_rows"] for name, one in surveys.items()} == {"acorn": 0, "dogwood": 1}


def test_what_has_ended_or_not_begun_is_not_measured(found: dict[str, Any]) -> None:
    reasons = {name: one["not_measured_because"] for name, one in found.items()}
    assert {name: why for name, why in reasons.items() if why} == {
        "ivy": "it has ended",
        "juniper": "the parties do not work together yet",
    }
