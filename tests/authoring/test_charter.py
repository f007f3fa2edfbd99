"""A new charter lacks what only its author knows, and nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time
from itertools import product
from pathlib import PurePosixPath
from typing import Any

import pytest

from tests.support import Seen, report, seen
from trm_policy.authoring.answers import Answers, Contact, PartyAnswer
from trm_policy.authoring.charter import charter_text
from trm_policy.document.yaml_reader import read_yaml
from trm_policy.model.instruments import TABLE
from trm_policy.model.vocabulary import Instrument, Relationship, Tier

TODAY = date(2026, 11, 22)
PATH = "partnerships/acme/partnership.yaml"
HOSTILE = [
    "{{ 7 * 7 }} {% raw %}",
    "title: x #y",
    "</script><script>alert(1)</script>",
    "- [a]: &b *c !d | > 'e' \"f\" \\",
    "no",
]


PLAIN = Answers(
    Relationship.SUPPLIER,
    Tier.STRATEGIC,
    (PartyAnswer("us"), PartyAnswer("them")),
    today=TODAY,
    start=TODAY,
)


def draft(**changes: Any) -> str:
    """The text of a strategic supplier's charter of which nothing is known, but for these."""
    return charter_text(replace(PLAIN, **changes))


def found(text: str, day: date = TODAY) -> list[Seen]:
    now = datetime.combine(day, time(), UTC)
    return [seen(one) for one in report({PATH: text.encode()}, now).findings]


def gaps(text: str) -> list[tuple[str, str, int]]:
    """The lines that wait for the author, as findings: words, scores, and where a KPI stands."""
    awaited = []
    scored = "\ntier: transactional" not in text
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(r"^\s*[^#]*[:-] TBD", line):
            awaited.append(("no-placeholders", "warning", number))
        if scored and line.startswith("segmentation:"):
            awaited.append(("tier-evidence", "warning", number))
        if re.match(r"^\s+baseline:$", line):
            awaited.append(("kpi-card-complete", "warning", number))
    return awaited


@pytest.mark.parametrize(
    ("instrument", "relationship", "tier", "count"),
    [*product(Instrument, Relationship, Tier, (2, 4))],
)
def test_all_that_is_found_is_a_gap_and_every_gap_is_found(
    instrument: Instrument, relationship: Relationship, tier: Tier, count: int
) -> None:
    parties = tuple(PartyAnswer(f"party-{number}") for number in range(count))
    text = draft(instrument=instrument, relationship=relationship, tier=tier, parties=parties)
    assert [one[:3] for one in found(text)] == gaps(text)


@pytest.mark.parametrize(("instrument", "tier"), [*product(Instrument, Tier)])
def test_a_draft_has_what_its_instrument_owes(instrument: Instrument, tier: Tier) -> None:
    text = draft(instrument=instrument, tier=tier)
    data = read_yaml(PurePosixPath(PATH), text.encode()).data
    owed = {
        place
        for place, row in TABLE.items()
        if tier in row.tiers[instrument] and "*" not in place and place != "surveys"
    }

    def has(place: str) -> bool:
        part = data
        for name in place.split("."):
            part = part.get(name, {})
        return bool(part)

    assert data["instrument"] == instrument.value
    assert [place for place in owed if not has(place)] == [
        one for one in owed if one == "approvals"
    ]
    assert {one for one in TABLE if one.startswith("terms.") and has(one)} <= owed


@pytest.mark.parametrize(("relationship", "tier"), [*product(Relationship, Tier)])
def test_a_draft_of_a_service_proposes_a_service_level(
    relationship: Relationship, tier: Tier
) -> None:
    """Whoever provides the service answers for it: to a customer, the host."""
    text = draft(instrument=Instrument.SERVICE, relationship=relationship, tier=tier)
    level = read_yaml(PurePosixPath(PATH), text.encode()).data["kpis"]["agreed-level"]
    assert level == {
        **dict.fromkeys(("name", "definition", "credit", "source"), "TBD"),
        "unit": "%",
        "threshold": {"at_least": 99},
        "frequency": "monthly",
        "owner": "us-owner" if relationship is Relationship.CUSTOMER else "them-owner",
    }


@pytest.mark.parametrize("relationship", Relationship)
def test_a_draft_of_a_memorandum_fits_on_one_page(relationship: Relationship) -> None:
    text = draft(instrument=Instrument.MEMORANDUM, relationship=relationship, tier=Tier.PREFERRED)
    assert len(text.splitlines()) <= 66


@pytest.mark.parametrize(
    ("instrument", "relationship", "tier"),
    [
        *product([Instrument.ALLIANCE], Relationship, Tier),
        *product(Instrument, [Relationship.PARTNER], Tier),
    ],
)
def test_being_a_draft_hides_nothing_but_the_gaps(
    instrument: Instrument, relationship: Relationship, tier: Tier
) -> None:
    text = draft(instrument=instrument, relationship=relationship, tier=tier)
    active = text.replace("status: draft", "status: active")
    usual = "warning" if tier is Tier.PREFERRED else "error"
    expected = [
        (rule, usual if rule == "tier-evidence" else "error", line) for rule, _, line in gaps(text)
    ]
    unsigned = [one for one in found(active) if one.rule == "approvals-current"]
    assert [one[:3] for one in found(active) if one not in unsigned] == expected
    assert bool(unsigned) is (tier in TABLE["approvals"].tiers[instrument])


@pytest.mark.parametrize(
    ("today", "start"),
    [
        (date(2024, 2, 29), date(2024, 2, 29)),
        (date(2026, 12, 31), date(2026, 12, 31)),
        (date(2026, 1, 31), date(2028, 2, 29)),
        (date(2026, 11, 22), date(1987, 5, 1)),
    ],
    ids=str,
)
@pytest.mark.parametrize("tier", Tier)
def test_the_days_fit_together_whenever_it_is_written_and_starts(
    tier: Tier, today: date, start: date
) -> None:
    text = draft(tier=tier, today=today, start=start)
    unasked = [one for one in found(text, today) if one.rule == "health-checked"]
    assert [one[:3] for one in found(text, today) if one not in unasked] == gaps(text)
    assert bool(unasked) is (tier is Tier.STRATEGIC and start.year < today.year - 1)
    data = read_yaml(PurePosixPath(PATH), text.encode()).data
    meetings = [review["starting"] for review in data["reviews"].values()]
    assert data["term"]["start"] == start
    assert all(day > today and day.weekday() < 5 for day in meetings)


def test_what_is_known_leaves_no_gap() -> None:
    parties = (
        PartyAnswer("meridian", "Meridian Foods plc", people=_people("meridian")),
        PartyAnswer("helix", "Helix Cold Chain AB", people=_people("helix")),
    )
    text = draft(tier=Tier.TRANSACTIONAL, parties=parties)
    assert [one.at for one in found(text)] == [
        "parties.meridian.gives.1",
        "parties.meridian.gets.1",
        "parties.helix.gives.1",
        "parties.helix.gets.1",
    ]
    data = read_yaml(PurePosixPath(PATH), text.encode()).data
    assert data["title"] == "Meridian Foods plc and Helix Cold Chain AB"
    assert (data["people"], data["owners"]) == (
        {
            "ada": {
                "name": "Ada meridian",
                "party": "meridian",
                "seniority": "manager",
                "email": "ada@meridian.example",
            },
            "ada-2": {
                "name": "Ada helix",
                "party": "helix",
                "seniority": "manager",
                "email": "ada@helix.example",
            },
        },
        {"meridian": "ada", "helix": "ada-2"},
    )


def _people(party: str) -> dict[str, Contact]:
    return {"owner": Contact(f"Ada {party}", f"ada@{party}.example")}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_stay_text(text: str) -> None:
    people = {"owner": Contact(text), "sponsor": Contact(f"{text} Senior", title=text)}
    parties = (PartyAnswer("us", text, people=people), PartyAnswer("them", f"{text} Ltd"))
    written = draft(parties=parties, title=text)
    document = read_yaml(PurePosixPath(PATH), written.encode())
    data = document.data
    assert document.faults == ()
    assert (data["title"], data["parties"]["us"]["name"], data["parties"]["them"]["name"]) == (
        text,
        text,
        f"{text} Ltd",
    )
    names = {person["name"] for person in data["people"].values()}
    assert names == {text, f"{text} Senior", "TBD"}
    assert {one.rule for one in found(written)} <= {
        "no-placeholders",
        "kpi-card-complete",
        "people-reachable",
        "tier-evidence",
    }


def test_a_person_never_has_the_id_of_a_body_a_party_or_somebody_of_the_directory() -> None:
    people = {
        "sponsor": Contact("Steering Smith"),
        "owner": Contact("Us Miller"),
        "operations": Contact("Grace Hill"),
    }
    parties = (PartyAnswer("us", people=people), PartyAnswer("them"))
    text = draft(parties=parties, taken=frozenset({"grace"}))
    people_of_us = [
        id_
        for id_, person in read_yaml(PurePosixPath(PATH), text.encode()).data["people"].items()
        if person["party"] == "us"
    ]
    assert people_of_us == ["steering-2", "us-2", "grace-2"]


def test_a_strange_path_of_the_schema_stays_out_of_the_file() -> None:
    assert draft(schema="../x\ntitle: evil") == draft()
