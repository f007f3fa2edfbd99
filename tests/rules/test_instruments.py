"""What each instrument owes is enough: a charter with that and nothing else has no finding."""

from __future__ import annotations

import json
from datetime import date
from itertools import product
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.support import CHARTER, data_of, report, yaml_of
from trm_policy.judging.catalogue import builtin
from trm_policy.model.charter import SECTIONS, Charter
from trm_policy.model.instruments import PLACES, TABLE
from trm_policy.model.shape import schema_text, shape_at, shape_of
from trm_policy.model.vocabulary import Instrument, Tier
from trm_policy.rule import Rule
from trm_policy.starter import complete

PATH = "partnerships/pair/partnership.yaml"
OWNERS = {"acme": "ann", "orbit": "bo"}
SPONSORS = {"acme": "eve", "orbit": "flo"}
PEOPLE = {
    "ann": ("Ann", "acme", "director"),
    "bo": ("Bo", "orbit", "director"),
    "cy": ("Cy", "acme", "manager"),
    "di": ("Di", "orbit", "manager"),
    "eve": ("Eve", "acme", "executive"),
    "flo": ("Flo", "orbit", "executive"),
}
EVERYTHING: dict[str, Any] = {
    "scope": {"purpose": "Supply", "includes": ["Parts"], "excludes": ["Repairs"]},
    "sponsors": SPONSORS,
    "owners": OWNERS,
    "segmentation": {
        "scores": {"spend": 3.0, "risk": 3.0, "value": 3.0},
        "rationale": "By spend",
    },
    "committees": {
        "board": {
            "name": "Board",
            "level": "steering",
            "mandate": "Steers",
            "members": [
                {"person": "ann", "role": "co-chair"},
                {"person": "bo", "role": "co-chair"},
            ],
            "quorum": {"share": "50 %", "each_party": 1},
            "decisions": [{"matter": "Budget", "rule": "unanimous"}],
            "deadlock": {"person": "ann"},
        }
    },
    "escalation": {
        "levels": [
            {
                "id": "desk",
                "contacts": {"acme": "cy", "orbit": "di"},
                "acknowledge_within": "4 working hours",
                "escalate_after": "2 working days",
            },
            {
                "id": "owners",
                "contacts": OWNERS,
                "acknowledge_within": "4 working hours",
                "escalate_after": "2 working days",
            },
        ],
        "triggers": {"late": {"when": "A risk comes true", "risk": "stop"}},
        "endgame": "Mediation within 30 days",
    },
    "reviews": {
        "business": {
            "name": "Business review",
            "kind": "strategic",
            "every": "half-yearly",
            "starting": date(2026, 12, 1),
        }
    },
    "sharing": {
        "orders": {
            "item": "Orders",
            "from": "acme",
            "to": ["orbit"],
            "rule": "must-share",
            "every": "monthly",
            "channel": "Portal",
            "personal": True,
            "purpose": "Planning",
            "retention": "12 months",
            "owner": "ann",
        }
    },
    "personal_data": {
        "lawful_basis": "Contract",
        "controllers": ["acme"],
        "breach_notice": "24 hours",
    },
    "risks": {},
    "agreements": {"main": {"title": "Agreement"}},
    "terms": {
        place.removeprefix("terms."): {"says": "As agreed", "agreement": "main", "clause": "1"}
        for place in PLACES
        if place.startswith("terms.")
    },
    "exit": {
        "triggers": ["Insolvency"],
        "notice": "6 months",
        "withdrawal": "By letter, six months ahead",
        "transition": {"duration": "3 months", "owners": OWNERS, "data_return": "All is returned"},
    },
    "approvals": [
        {"version": "1.0.0", "party": party, "person": id_, "date": date(2026, 1, 1)}
        | {"evidence": "Signed"}
        for party, id_ in OWNERS.items()
    ],
}


def _charter(instrument: Instrument, tier: Tier = Tier.PREFERRED) -> dict[str, Any]:
    """A charter with what the instrument owes of a tier, and nothing else that it could owe."""

    def owed(place: str) -> bool:
        return place not in TABLE or tier in TABLE[place].tiers[instrument]

    made: dict[str, Any] = {}
    for section, whole in EVERYTHING.items():
        content = whole
        inside = [one for one in TABLE if one.startswith(f"{section}.") and owed(one)]
        if section == "terms":
            clauses = {one.removeprefix("terms.") for one in inside}
            content = {key: value for key, value in content.items() if key in clauses}
        elif isinstance(content, dict) and any(f"{section}.{key}" in TABLE for key in content):
            content = {
                key: value
                for key, value in content.items()
                if owed(f"{section}.{key}")
                or any(one.startswith(f"{section}.{key}.") for one in inside)
            }
        if content and (inside if section == "terms" else owed(section)):
            made[section] = content
    if "agreements" not in made and "terms" in made:
        made["agreements"] = EVERYTHING["agreements"]
    if "sponsors" in made:
        made["approvals"] = [
            {**one, "person": SPONSORS[one["party"]]} for one in EVERYTHING["approvals"]
        ]
    if "escalation" in made and "triggers" in made["escalation"]:
        made["risks"] = {
            "stop": {
                "title": "Production stops",
                "owner": "ann",
                "likelihood": 2,
                "impact": 3,
                "mitigation": "A second line",
                "review_by": date(2027, 1, 31),
            }
        }
    return {
        "title": "Pair",
        "instrument": instrument.value,
        "host": "acme",
        "relationship": "supplier",
        "tier": tier.value,
        "status": "active",
        "version": "1.0.0",
        "term": {"start": date(2026, 1, 1)},
        "parties": {
            id_: {"name": id_.title(), "country": land, "role": role}
            | {"gives": ["Work"], "gets": ["Pay"]}
            for id_, land, role in (("acme", "GB", "Buyer"), ("orbit", "SE", "Supplier"))
        },
        "people": {
            id_: {
                "name": name,
                "party": party,
                "seniority": rank,
                "email": f"{id_}@{party}.example",
            }
            for id_, (name, party, rank) in PEOPLE.items()
            if f": {id_!r}" in repr(made)
        },
        **made,
    }


RICH = (Instrument.ALLIANCE, Instrument.SUPPLY, Instrument.SERVICE)
"""Instruments that owe goals, KPIs and more of a strategic charter."""


@pytest.mark.parametrize(
    ("instrument", "tier"),
    [
        (instrument, tier)
        for instrument, tier in product(Instrument, Tier)
        if (instrument, tier) != (Instrument.ALLIANCE, Tier.PREFERRED)
        and not (instrument in RICH and tier is Tier.STRATEGIC)
    ],
)
def test_what_an_instrument_owes_is_enough(instrument: Instrument, tier: Tier) -> None:
    made = report({PATH: yaml_of(_charter(instrument, tier))})

    assert [(one.rule, one.at, one.message) for one in made.findings] == []


@pytest.mark.parametrize("instrument", RICH)
def test_what_a_strategic_contract_owes_is_enough(instrument: Instrument) -> None:
    """The complete charter, with its records, without all that the instrument does not owe."""
    files = dict(complete())
    charter = data_of(files[CHARTER])
    owed = {one for one, row in TABLE.items() if Tier.STRATEGIC in row.tiers[instrument]}
    for place in TABLE.keys() - owed:
        charter.pop(place, None)
    terms = [one.removeprefix("terms.") for one in owed if one.startswith("terms.")]
    charter |= {"instrument": instrument.value, "terms": {one: {"says": "So"} for one in terms}}
    for beside in ("responsibilities", "initiatives", "maturity", "rationale"):
        del charter[beside]
    charter["sharing"] = {k: one for k, one in charter["sharing"].items() if "personal" not in one}

    made = report({**files, CHARTER: yaml_of(charter)})

    assert [(one.rule, one.at, one.message) for one in made.findings] == []


def test_a_charter_without_a_tier_is_told_so_once_and_judged_as_preferred() -> None:
    charter = _charter(Instrument.SUPPLY)
    del charter["tier"], charter["segmentation"]

    made = report({PATH: yaml_of(charter)})

    assert [(one.rule, one.severity.value, one.at) for one in made.findings] == [
        ("stage-sections", "info", "tier")
    ]


@pytest.mark.parametrize(
    ("instrument", "host", "told"),
    [("consortium", None, []), ("consortium", "acme", ["schema"]), ("supply", None, ["schema"])],
)
def test_what_the_others_are_is_asked_where_there_is_a_host_to_whom_they_are_it(
    instrument: str, host: str | None, told: list[str]
) -> None:
    charter = _charter(Instrument(instrument)) | {"host": host}
    del charter["relationship"]
    if host is None:
        del charter["host"]

    made = report({PATH: yaml_of(charter)})

    assert [one.rule for one in made.findings if "relationship" in one.message] == told
    editors = Draft202012Validator(json.loads(schema_text("charter")))
    said = [
        one.message for one in editors.iter_errors(json.loads(json.dumps(charter, default=str)))
    ]
    assert [one for one in said if "relationship" in one] == [
        "'relationship' is a required property" for _ in told
    ]


def test_what_is_not_owed_may_be_written_and_is_judged() -> None:
    charter = _charter(Instrument.MEMORANDUM)
    charter["committees"] = {"board": {"name": "Board", "level": "steering"}}

    made = report({PATH: yaml_of(charter)})

    assert [(one.rule, one.at) for one in made.findings] == [
        ("committee-two-sided", "committees.board.members"),
        ("quorum-reachable", "committees.board.quorum"),
    ]


def test_a_committee_that_nobody_owes_may_be_there_to_talk() -> None:
    charter = _charter(Instrument.MEMORANDUM)
    members = [{"for": "acme", "seats": 10}, {"for": "orbit", "seats": 10}]
    charter["committees"] = {
        "forum": {"name": "Forum", "level": "operational", "members": members},
    }

    made = report({PATH: yaml_of(charter)})

    assert [(one.rule, one.at) for one in made.findings] == []


def test_the_demand_for_a_yearly_review_names_the_instrument_that_makes_it() -> None:
    memorandum, consortium = (
        _charter(one) | {"reviews": {"talk": {"name": "Talk", "kind": "operational"}}}
        for one in (Instrument.MEMORANDUM, Instrument.CONSORTIUM)
    )

    (told,) = report({PATH: yaml_of(memorandum)}).findings
    assert told.message == (
        "no review of kind performance, strategic, health or innovation takes place once a year, "
        "as the instrument 'memorandum' needs"
    )
    assert report({PATH: yaml_of(consortium)}).findings == ()


YEARLY = {
    "yearly": {
        "name": "Review",
        "kind": "performance",
        "every": "yearly",
        "starting": date(2026, 12, 1),
    }
}
LEVEL = {"id": "owners", "contacts": OWNERS, "escalate_after": "5 working days"}
ITEM = {"item": "Data", "from": "acme", "to": ["orbit"], "rule": "must-share", "purpose": "Study"}


@pytest.mark.parametrize(
    ("instrument", "changes"),
    [
        (
            "memorandum",
            {"parties": {one: {"name": one, "gives": ["Experts"]} for one in OWNERS}},
        ),
        (
            "data-sharing",
            {
                "parties": {
                    "acme": {"name": "Acme", "role": "Provider"},
                    "orbit": {"name": "Orbit", "role": "Recipient"},
                }
            },
        ),
        ("memorandum", {"escalation": {"endgame": "Negotiation between the parties"}}),
        ("data-sharing", {"sharing": {"study": {**ITEM, "retention": "5 years"}}}),
        ("service", {"committees": {}}),
        ("service", {"reviews": YEARLY, "term": {"start": date(2026, 1, 1), "end": 2029}}),
        (
            "supply",
            {"term": {"starts_on": "signature", "ends_on": "acceptance"}, "reviews": YEARLY},
        ),
        (
            "service",
            {
                "escalation": {
                    **EVERYTHING["escalation"],
                    "triggers": {"one": {"when": "A dispute"}},
                }
            },
        ),
        ("supply", {"scope": {"purpose": "Supply", "includes": ["Parts"]}}),
        (
            "memorandum",
            {"term": {"start": date(2026, 1, 1), "renewal_notice": "3 months"}, "exit": {}},
        ),
        (
            "data-sharing",
            {
                "term": {"start": date(2026, 1, 1), "renewal_notice": "3 months"},
                "exit": {"transition": {"data_return": "All is returned"}},
            },
        ),
        (
            "service",
            {"agreements": {}, "terms": {}, "not_applicable": {"agreements": "No contract"}},
        ),
        (
            "supply",
            {
                "escalation": {
                    **EVERYTHING["escalation"],
                    "levels": [
                        {**LEVEL, "id": "desk", "contacts": {"acme": "cy", "orbit": "di"}},
                        {"id": "owners", "contacts": OWNERS},
                    ],
                }
            },
        ),
    ],
)
def test_what_real_agreements_leave_out_is_no_finding(
    instrument: str, changes: dict[str, Any]
) -> None:
    made = report({PATH: yaml_of(_charter(Instrument(instrument)) | changes)})

    told = [(one.rule, one.at) for one in made.findings if one.rule != "people-reachable"]
    assert told == []


def test_where_no_one_from_a_party_can_be_reached_that_is_one_finding() -> None:
    charter = _charter(Instrument.SUPPLY)
    for one in charter["people"].values():
        if one["party"] == "orbit":
            del one["email"]
    del charter["people"]["ann"]["email"]

    made = report({PATH: yaml_of(charter)})

    assert [(one.at, one.message) for one in made.findings] == [
        ("people.ann.email", "Ann has a role in a partnership but no e-mail address"),
        (
            "people.bo.email",
            "no one from Orbit can be reached: Bo and Di have no e-mail address",
        ),
    ]


def test_only_a_consortium_has_no_host() -> None:
    consortium, supply = (_charter(one) for one in (Instrument.CONSORTIUM, Instrument.SUPPLY))
    del consortium["host"], supply["host"]

    assert report({PATH: yaml_of(consortium)}).findings == ()
    assert [(one.rule, one.at) for one in report({PATH: yaml_of(supply)}).findings] == [
        ("parties-complete", "host")
    ]


@pytest.mark.parametrize("place", [one for one in TABLE if one != "surveys"])
def test_the_table_names_places_of_the_format(place: str) -> None:
    parts = tuple("*" if part == "*" else part for part in place.split("."))

    assert shape_at(parts, shape_of(Charter)) is not None
    assert parts[0] in SECTIONS or parts[0] in ("people", "parties")


@pytest.mark.parametrize("rule", [one for one in builtin() if one.owed], ids=lambda one: one.name)
def test_a_rule_holds_for_the_tiers_of_which_an_instrument_owes_its_row(rule: Rule) -> None:
    owing = {tier for tiers in TABLE[rule.owed or ""].tiers.values() for tier in tiers}

    assert set(rule.levels) <= owing
