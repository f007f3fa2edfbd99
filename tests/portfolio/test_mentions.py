"""Every place that can name a person is found, and said in words."""

from __future__ import annotations

from datetime import date

from tests.support import CHARTER, DIRECTORY, FOLDER, edited
from trm_policy.portfolio.mentions import Naming, everywhere
from trm_policy.portfolio.people import all_people, called
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.source import InMemory

DAY = date(2026, 11, 22)

EVERYWHERE = """\
title: Everywhere
host: a
relationship: supplier
tier: preferred
status: active
term: {start: 2026-01-01}
parties:
  a: {name: Alpha Ltd, role: buyer}
  b: {name: Beta Ltd, role: seller}
people:
  x: {name: Xenia Quist, party: a, email: x@alpha.example}
  y: {name: Yann Orr, party: b, deputy: x}
sponsors: {a: x}
owners: {a: x}
goals:
  g: {statement: Grow, lead: x}
  done: {statement: Was, lead: x, closed_on: 2026-02-01}
kpis:
  k: {name: K, owner: x}
committees:
  c:
    name: Board
    members:
      - {person: x, role: secretary}
      - {person: x, until: 2026-10-01}
    deadlock: {person: x}
responsibilities:
  r: {decision: Do, accountable: x, responsible: [y, x], consulted: [x], informed: [x]}
escalation:
  levels:
    - {id: first, contacts: {a: x, b: y}}
sharing:
  s: {item: Plans, owner: x}
risks:
  f: {title: Fire, owner: x}
commitments:
  p: {what: Pay, owner: x}
initiatives:
  i: {title: New, lead: x, stage: idea}
  old: {title: Old, lead: x, stage: dropped}
touchpoints:
  t: {between: [y, x]}
maturity:
  functions:
    knowledge: {lead: x}
exit:
  transition:
    owners: {a: x}
approvals:
  - {version: 0.1.0, party: a, person: x, date: 2026-01-02}
waivers:
  - {rule: risks-owned, approved_by: x}
visibility:
  people.x.email: internal
  people.xx: internal
"""


def named(files: dict[str, bytes], word: str) -> list[Naming]:
    reader = PortfolioReader(InMemory(files), FOLDER)
    read = [one for one in (reader.read(name).partnership for name in reader.ids) if one]
    directory, document, _ = reader.directory
    return everywhere(called(word, all_people(directory, read)), directory, document, read, DAY)


def test_every_kind_of_place_in_a_charter_is_found_in_words() -> None:
    found = named({"partnerships/all/partnership.yaml": EVERYWHERE.encode()}, "x@ALPHA.example")
    assert [(one.line, one.role, one.lasts) for one in found] == [
        (11, "listed among the charter's people", False),
        (12, "deputy of Yann Orr", True),
        (13, "executive sponsor of Alpha Ltd", True),
        (14, "relationship owner of Alpha Ltd", True),
        (16, "lead of the goal 'g'", True),
        (17, "lead of the goal 'done'", False),
        (19, "owner of the KPI 'k'", True),
        (24, "secretary of the committee 'c'", True),
        (25, "member of the committee 'c'", False),
        (26, "final say of the committee 'c'", True),
        (28, "accountable for the decision 'r'", True),
        (28, "responsible for the decision 'r'", True),
        (28, "consulted on the decision 'r'", True),
        (28, "informed of the decision 'r'", True),
        (31, "contact of Alpha Ltd on the escalation level 'first'", True),
        (33, "owner of what is shared as 's'", True),
        (35, "owner of the risk 'f'", True),
        (37, "owner of the commitment 'p'", True),
        (39, "lead of the initiative 'i'", True),
        (40, "lead of the initiative 'old'", False),
        (42, "part of the touchpoint 't'", True),
        (45, "lead of the function 'knowledge' in the maturity claim", True),
        (48, "owner of the handover at the exit for Alpha Ltd", True),
        (50, "approved version 0.1.0 for Alpha Ltd on 2026-01-02", False),
        (52, "approved the waiver of the rule 'risks-owned'", False),
        (54, "ruling on who may see 'people.x.email'", False),
    ]


def test_in_a_charter_that_has_ended_nothing_lasts() -> None:
    text = EVERYWHERE.replace("status: active", "status: ended")
    found = named({"partnerships/all/partnership.yaml": text.encode()}, "x")
    assert [one.lasts for one in found] == [False] * 26


def test_a_place_below_a_refused_entry_of_a_list_has_its_own_line() -> None:
    text = EVERYWHERE.replace("- {person: x, role: secretary}", "- {role: nobody}")
    found = named({"partnerships/all/partnership.yaml": text.encode()}, "x")
    seats = [one for one in found if one.place[0] == "committees" and "members" in one.place]
    assert [(one.line, one.place) for one in seats] == [
        (25, ("committees", "c", "members", 1, "person"))
    ]


def test_a_charters_own_entry_hides_the_one_of_the_directory() -> None:
    files = edited(
        (
            "people:                                      # and",
            "people:\n  ada: {name: Ada Other, party: helix, email: ada@helix.example}\n  # and",
        )
    )
    shared = named(files, "ada.okafor@meridian.example")
    own = named(files, "ada@helix.example")
    here = "meridian-helix"
    assert [one for one in shared if one.partnership == here] == []
    assert {one.partnership for one in own} == {here}
    assert "executive sponsor of Meridian Foods plc" in {one.role for one in own}


def test_the_same_address_in_charter_and_directory_is_one_person() -> None:
    files = edited(
        ("email: lena.hart@meridian.example", "email: Ravi.Menon@meridian.example"), path=DIRECTORY
    )
    found = named(files, "ravi.menon@meridian.example")
    assert {(one.path.as_posix(), one.id) for one in found if not one.place[2:]} >= {
        (DIRECTORY, "lena"),
        (CHARTER, "ravi"),
    }
