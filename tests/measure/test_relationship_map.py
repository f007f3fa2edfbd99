"""The relationship map of a small portfolio, worked out by hand."""

from __future__ import annotations

from datetime import date

from tests.support import FOLDER
from trm_policy.measure.relationship_map import LoadLimits, RelationshipMap, relationship_map
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.source import InMemory

DAY = date(2026, 11, 22)
LIMITS = LoadLimits(owned=1, sponsored=1, parts=5)
DIRECTORY = """\
organisations:
  host: {name: Host plc}
people:
  ann: {name: Ann Bell, organisation: host, department: Sales, deputy: dan}
  dan: {name: Dan Moss, organisation: host, department: legal, left: 2026-11-01}
"""
FIRST = """\
title: First
host: h
relationship: supplier
tier: strategic
status: active
term: {start: 2026-01-01}
parties:
  h: {organisation: host, role: buyer}
  s: {name: Supply Ltd, role: seller}
people:
  bo: {name: Bo Ek, party: s, department: sales, deputy: eve}
  eve: {name: Eve Lund, party: s, department: labs}
  kit: {name: Kit Roe, party: h, department: depots}
  med: {name: Med I. Ator, party: neutral, department: law}
sponsors: {h: ann}
owners: {h: ann, s: bo}
goals:
  grow: {statement: Grow, lead: ann}
  calm: {statement: Calm, lead: bo}
kpis:
  speed: {name: Speed, owner: eve}
committees:
  board:
    name: Board
    members: [{person: ann}, {person: med, role: chair}]
escalation:
  levels:
    - {id: low, contacts: {h: kit, s: eve}}
touchpoints:
  talk: {between: [ann, bo, med], about: Prices}
  again: {between: [bo, ann], about: Terms}
  bench: {between: [kit, eve]}
  desk: {between: [kit, bo]}
maturity:
  functions:
    knowledge: {level: defined}
    supply-chain: {level: defined, lead: kit}
"""
SECOND = (
    FIRST.replace("First", "Second")
    .split("goals:")[0]
    .replace("owners: {h: ann, s: bo}", "owners: {h: ann}")
)


def mapped(**charters: str) -> RelationshipMap:
    files = {f"{FOLDER}/{id_}/partnership.yaml": text.encode() for id_, text in charters.items()}
    files[f"{FOLDER}/directory.yaml"] = DIRECTORY.encode()
    reader = PortfolioReader(InMemory(files), FOLDER)
    read = [one for one in (reader.read(name).partnership for name in reader.ids) if one]
    return relationship_map(read, reader.directory[0], DAY, LIMITS)


def test_touchpoints_are_counted_by_party_and_department() -> None:
    found = [(*row.where, row.touchpoints, row.people) for row in mapped(first=FIRST).touches]
    assert found == [
        ("Host plc", "depots", 2, ("Kit Roe",)),
        ("Host plc", "sales", 2, ("Ann Bell",)),
        ("Supply Ltd", "labs", 1, ("Eve Lund",)),
        ("Supply Ltd", "sales", 3, ("Bo Ek",)),
    ]


def test_a_pair_that_alone_ties_two_departments_is_a_single_thread() -> None:
    threads = [(t.one.department, t.other.department, t.pair) for t in mapped(first=FIRST).threads]
    assert threads == [
        ("depots", "labs", ("Kit Roe", "Eve Lund")),
        ("depots", "sales", ("Kit Roe", "Bo Ek")),
        ("sales", "sales", ("Ann Bell", "Bo Ek")),
    ]
    more = FIRST.replace("department: labs", "department: sales")
    assert [t.pair for t in mapped(first=more).threads] == [("Ann Bell", "Bo Ek")]


def test_departments_without_a_tie_and_functions_without_a_lead_are_unattended() -> None:
    bare = FIRST.replace("  bench: {between: [kit, eve]}\n", "").replace(
        "  desk: {between: [kit, bo]}\n", ""
    )
    assert [
        (gap.function, gap.because, gap.evidence.line) for gap in mapped(first=bare).unattended
    ] == [
        ("labs of Supply Ltd", "no touchpoint links it to another party", 21),
        ("depots of Host plc", "no touchpoint links it to another party", 28),
        ("knowledge", "no one leads it", 34),
    ]


def test_who_carries_too_much_is_told_with_the_limit() -> None:
    loads = mapped(first=FIRST, second=SECOND).loads
    assert [(one.told, one.parts, one.owns, one.sponsors, one.over) for one in loads] == [
        (
            "Ann Bell",
            8,
            2,
            2,
            (
                "2 strategic partnerships owned, at most 1",
                "2 strategic partnerships sponsored, at most 1",
                "8 parts, at most 5",
            ),
        ),
        ("Bo Ek", 5, 1, 0, ()),
        ("Kit Roe", 4, 0, 0, ()),
        ("Eve Lund", 3, 0, 0, ()),
        ("Med I. Ator", 2, 0, 0, ()),
    ]


def test_what_has_no_deputy_stops_and_a_deputy_who_left_is_none() -> None:
    found = [
        (stop.told, [(kind, evidence.at) for kind, evidence in stop.what])
        for stop in mapped(first=FIRST).stops
    ]
    assert found == [
        (
            "Ann Bell",
            [
                ("sponsorship", "sponsors.h"),
                ("ownership", "owners.h"),
                ("goal", "goals.grow.lead"),
                ("seat", "committees.board.members.1.person"),
            ],
        ),
        ("Eve Lund", [("KPI", "kpis.speed.owner"), ("level", "escalation.levels.1.contacts.s")]),
        ("Med I. Ator", [("seat", "committees.board.members.2.person")]),
        ("Kit Roe", [("level", "escalation.levels.1.contacts.h")]),
    ]


def test_who_is_accountable_for_a_decision_stops_it_and_who_is_consulted_does_not() -> None:
    decided = "responsibilities:\n  price: {decision: Price, accountable: kit, consulted: [eve]}\n"
    found = {stop.told: stop.what for stop in mapped(first=FIRST + decided).stops}
    assert [kind for kind, _ in found["Kit Roe"]] == ["decision", "level"]
    assert [kind for kind, _ in found["Eve Lund"]] == ["KPI", "level"]


def test_a_touchpoint_with_somebody_who_left_ties_nobody() -> None:
    found = mapped(first=FIRST.replace("[kit, eve]", "[dan, eve]"))
    assert ("", "labs") not in {
        (one.where.organisation, one.where.department) for one in found.touches
    }
    assert "labs of Supply Ltd" in {gap.function for gap in found.unattended}


def test_a_touchpoint_within_one_party_is_no_tie_to_another() -> None:
    found = mapped(first=FIRST.replace("[kit, eve]", "[bo, eve]"))
    assert "labs" not in {one.where.department for one in found.touches}
    assert "labs of Supply Ltd" in {gap.function for gap in found.unattended}


def test_what_has_ended_is_left_out() -> None:
    found = mapped(first=FIRST.replace("status: active", "status: ended"))
    assert found == RelationshipMap((), (), (), (), ())
