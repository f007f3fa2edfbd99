"""``trm portfolio maturity`` of the ten: what each stage demands, and what meets it.

| acorn, lead               | repeatable | defined: lead, review, KPI | managed      | optimised |
|---------------------------|------------|----------------------------|--------------|-----------|
| customer-service, Hana    | evidence   | Hana, qbr, complaints      | 9 in October | boxes     |
| human-resources, Hugo     | evidence   | Hugo, qbr, none            |              |           |
| supply-chain, owner       | evidence   | owner, qbr, on-time        | 92 in October| none done |
| knowledge, nobody         | none       |                            |              |           |

Boxes were done on 2026-03-01, within a year; the owner's solar roof is a pilot still. Gorse's
supply chain has its owner, its review and its KPI, of which no figure is up to date.
"""

from __future__ import annotations

from tests.ten.portfolio import files
from tests.ten.seeing import by_id, seen

FOUR = ("customer-service", "human-resources", "supply-chain", "knowledge")
UNTOLD = (None, None, "unknown", "repeatable")
"""Claimed, shown, verdict and the next stage of a function of which nothing is written."""


def test_each_function_shows_the_stage_that_was_worked_out() -> None:
    view = seen(files(), "maturity")
    found = {
        name: {
            function: (one["claimed"], one["shown"], one["verdict"], one["next"]["stage"])
            for function, one in told["functions"].items()
        }
        for name, told in by_id(view).items()
    }
    assert found == {
        "acorn": {
            "customer-service": ("managed", "optimised", "better than claimed", None),
            "human-resources": ("repeatable", "repeatable", "borne out", "defined"),
            "supply-chain": ("optimised", "managed", "less than claimed", "optimised"),
            "knowledge": ("initial", "initial", "borne out", "repeatable"),
        },
        **{
            name: dict.fromkeys(FOUR, UNTOLD)
            for name in ("birch", "cedar", "dogwood", "elm", "fir", "hazel")
        },
        "gorse": {
            **dict.fromkeys(FOUR, UNTOLD),
            "supply-chain": ("managed", "defined", "less than claimed", "managed"),
        },
        "ivy": {},
        "juniper": {},
    }
    # eight are measured: acorn shows four stages, gorse one, all else is unknown
    nothing = dict.fromkeys(("initial", "repeatable", "defined", "managed", "optimised"), 0)
    assert view["functions"] == {
        "customer-service": {**nothing, "optimised": 1, "unknown": 7},
        "human-resources": {**nothing, "repeatable": 1, "unknown": 7},
        "supply-chain": {**nothing, "managed": 1, "defined": 1, "unknown": 6},
        "knowledge": {**nothing, "initial": 1, "unknown": 7},
    }


def test_the_next_step_is_what_the_next_stage_still_wants() -> None:
    found = by_id(seen(files(), "maturity"))
    steps = {
        (name, function): one["next"]["steps"]
        for name in ("acorn", "gorse")
        for function, one in found[name]["functions"].items()
        if one["claimed"]
    }
    assert steps == {
        ("acorn", "customer-service"): [],
        ("acorn", "human-resources"): [
            "give its lead a KPI of this function to own, or a goal to lead"
        ],
        ("acorn", "supply-chain"): ["complete an initiative of its lead"],
        ("acorn", "knowledge"): ["name evidence that anyone can check, such as a joint plan"],
        ("gorse", "supply-chain"): ["keep a figure of its lead's KPIs up to date"],
    }


def test_what_a_stage_stands_on_is_named() -> None:
    demands = by_id(seen(files(), "maturity"))["acorn"]["functions"]["customer-service"]["demands"]
    assert [
        (one["stage"], one["met"], *(proof["says"] for proof in one["evidence"])) for one in demands
    ] == [
        ("repeatable", True, "Calls heard together"),
        ("defined", True, "Hana"),
        ("defined", True, "qbr"),
        ("defined", True, "complaints"),
        ("managed", True, "Complaints, 2026-10: 9"),
        ("managed", True, "qbr of 2026-10-12"),
        ("optimised", True, "Less boxes: done on 2026-03-01"),
    ]
