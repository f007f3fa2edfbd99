"""Ten partnerships, each the same but for what is to be seen in it.

=========  ===========  =============  ===========================================================
charter    relationship tier           what is to be seen
=========  ===========  =============  ===========================================================
acorn      supplier     strategic      all is well, and everything is recorded
birch      customer     strategic      a KPI declines while green; the partner's sponsor stays away
cedar      supplier     preferred      two reviews are missed; a promise and an action are late
dogwood    employee     preferred      a works council; the two sides judge quite differently
elm        stakeholder  transactional  a neighbourhood of which nothing is recorded
fir        partner      preferred      escalations are acknowledged later than they used to be
gorse      partner      transactional  the figures stopped in July
hazel      supplier     transactional  two of three KPIs are amber; needs birch, which needs acorn
ivy        supplier     preferred      has ended
juniper    customer     transactional  is still being chosen
=========  ===========  =============  ===========================================================

All stand as of the start of Sunday 2026-11-22. What :data:`BASE` says holds for each; an overlay
merges into it, and None removes.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any, NamedTuple

import yaml

from trm_policy.document.yaml_reader import read_yaml
from trm_policy.judging.examples import merged

DAY = "2026-11-22"
DIRECTORY = """\
organisations:
  home: {name: Home plc, country: GB, timezone: Europe/London}
people:
  hana: {name: Hana, organisation: home, department: buying}
  hugo: {name: Hugo, organisation: home, department: board, seniority: executive, deputy: hana}
  lara: {name: Lara, organisation: home, department: logistics}
"""
BASE = """\
title: NAME
host: home
relationship: supplier
tier: preferred
stage: working-together
status: active
term: {start: 2025-01-01}
parties:
  home: {organisation: home, role: host, gives: [work], gets: [goods]}
  other: {name: NAME Ltd, role: partner, country: GB, gives: [goods], gets: [work]}
people:
  owner: {name: Owner of NAME, party: other, department: sales, deputy: chief}
  chief: {name: Chief of NAME, party: other, department: board, seniority: executive, deputy: owner}
sponsors: {home: hugo, other: chief}
owners: {home: hana, other: owner}
segmentation: {scores: {growth: 3, risk: 3, fit: 3}, rationale: Asked in spring}
goals:
  serve: {statement: Serve well, category: quality, lead: owner, due: 2027-12-31, kpis: [on-time]}
kpis:
  on-time:                           # the plan is 90 on every day: green from 90, amber from 88
    name: On time
    unit: "%"
    direction: increase
    owner: owner
    frequency: monthly
    baseline: {value: 90, date: 2025-12-31}
    target: {value: 90, by: 2027-12-31}
    tolerance: 2
committees:
  steering:
    name: Steering
    level: steering                  # sponsors are awaited at its reviews
    members: [{person: hugo}, {person: chief}]
    quorum: {members: 2, each_party: 1}
escalation:
  working_hours: 09:00-17:00
  levels:
    - id: owners
      name: Owners
      contacts: {home: hana, other: owner}
      channel: call
      acknowledge_within: 10 hours   # hours on the wall
      escalate_after: 5 days
reviews:
  qbr:                               # in 2026 on 01-12, 04-12, 07-12 and 10-12
    name: Quarterly review
    kind: performance
    every: quarterly
    starting: 2026-01-12
    committee: steering
"""
LOWER = """\
{name: NAME, unit: "%", direction: decrease, owner: OWNER, frequency: monthly, tolerance: 1,
 baseline: {value: 10, date: 2025-12-31}, target: {value: 10, by: 2027-12-31}}
"""
"""A KPI whose plan is 10 on every day: green up to 10, amber up to 11."""
EVERYBODY = "hana, hugo, owner, chief"


class One(NamedTuple):
    """A partnership: what its charter says differently, and its records by path in its folder."""

    overlay: str
    records: dict[str, str]


def figures(**kpis: str) -> dict[str, str]:
    """``on_time="2026-08 92 91"``: the first period, and the value of it and of each after."""
    rows = ["kpi,period,value,note"]
    for kpi, told in kpis.items():
        first, *values = told.split()
        year, month = first.split("-")
        rows += [
            f"{kpi.replace('_', '-')},{year}-{int(month) + at:02},{value},"
            for at, value in enumerate(values)
        ]
    return {"measurements.csv": "\n".join(rows) + "\n"}


def minutes(day: str, *actions: str, there: str = EVERYBODY) -> dict[str, str]:
    """The minutes of the quarterly review of a day."""
    done = "".join(f"- {action}\n" for action in actions)
    front = f"review: qbr\nfor: {day}\nheld_on: {day}\nattendees: [{there}]"
    return {f"reviews/{day}-qbr.md": f"---\n{front}\n---\n## Actions\n\n{done}"}


def escalation(number: int, day: str, home: str, other: str) -> dict[str, str]:
    """One that Hana raised at nine, that both acknowledged at some hour, settled in the evening."""
    return {
        f"escalations/2026-{number:03}.md": f"""\
---
id: 2026-{number:03}
title: Late lorries
raised_by: hana
raised_at: {day}T09:00Z
steps:
  - level: owners
    reached_at: {day}T09:00Z
    acknowledged: {{home: {day}T{home}Z, other: {day}T{other}Z}}
settled_at: {day}T18:00Z
---
"""
    }


def survey(year: int, *rows: str) -> dict[str, str]:
    """A yearly survey; each row is party, question, score and how many answered."""
    return {f"surveys/{year}.csv": "\n".join(("party,question,score,count", *rows)) + "\n"}


HELD = minutes("2026-07-12") | minutes("2026-10-12")
WELL = figures(on_time="2026-08 91 93 92") | HELD
"""Figures that are green, though three tell of no trend, and the two newest reviews."""

ACORN = One(
    f"""\
tier: strategic
audience: partner
people:
  clerk: {{name: Clerk of NAME, party: other, department: sales}}
segmentation: {{scores: {{growth: 4, risk: 4, fit: 3}}}}
goals:
  serve: {{kpis: [on-time, complaints]}}
kpis:
  complaints: {LOWER.replace("OWNER", "hana").replace("NAME", "Complaints")}
responsibilities:
  prices: {{decision: Set prices, accountable: hana, responsible: [clerk]}}
sharing:
  forecast: {{item: Forecast, from: home, rule: must-share}}
  stock: {{item: Stock, from: other, rule: must-share}}
commitments:
  shelf: {{what: A shelf, owner: hana, due: 2026-06-30, closed_on: 2026-06-20}}
initiatives:
  solar: {{title: Solar roof, stage: pilot, since: 2026-06-01, lead: owner, goal: serve}}
  boxes: {{title: Less boxes, stage: done, since: 2026-03-01, lead: hana}}
touchpoints:
  sales: {{between: [hana, owner]}}
  orders: {{between: [hana, clerk]}}
  lorries: {{between: [lara, owner]}}
maturity:
  assessed_on: 2026-05-01
  functions:
    customer-service: {{level: managed, lead: hana, evidence: Calls heard together}}
    human-resources: {{level: repeatable, lead: hugo, evidence: Joint training}}
    supply-chain: {{level: optimised, lead: owner, evidence: One plan}}
    knowledge: {{level: initial}}
""",
    figures(on_time="2026-05 91 92 91 93 92 92", complaints="2026-09 8 9")
    | minutes("2026-07-12")
    | minutes("2026-10-12", "[x] @owner Mend the scales (due 2026-11-01)")
    | escalation(1, "2026-09-07", home="10:00", other="11:00")
    | survey(
        2025, "home,trust,4.0,10", "home,candour,4.0,10", "other,trust,4.0,8", "other,candour,4.0,8"
    )
    | survey(
        2026, "home,trust,4.2,10", "home,candour,4.0,10", "other,trust,4.0,8", "other,candour,4.0,8"
    ),
)
BIRCH = One(
    """\
relationship: customer
tier: strategic
people:
  chief: {deputy: null}
touchpoints:
  sales: {between: [hana, owner]}
depends_on: [acorn]
""",
    figures(on_time="2026-05 97 96 95 94 93 92")
    | minutes("2026-07-12")
    | minutes("2026-10-12", there="hana, hugo, owner"),
)
CEDAR = One(
    """\
segmentation: {scores: {fit: null}}
commitments:
  ramp: {what: A second ramp, owner: owner, due: 2026-11-01}
""",
    figures(on_time="2026-08 91 93 92")
    | minutes("2026-04-12", "[ ] @owner Mend the gate (due 2026-06-30)"),
)
DOGWOOD = One(
    """\
relationship: employee
parties:
  other: {name: Staff of Dogwood}
sponsors: {other: council}
committees:
  council: {name: Works council, party: other, members: [{person: owner}, {person: chief}]}
""",
    WELL
    | survey(2025, "home,trust,4.5,10", "home,pay,4,10", "other,trust,3.5,40", "other,pay,3,40")
    | survey(
        2026,
        "home,trust,4.5,10",
        "home,pay,4,10",
        "other,trust,3,40",
        "other,pay,2.6,40",
        "other,noise,1,4",
    ),
)
ELM = One(
    """\
relationship: stakeholder
tier: transactional
sponsors: null
segmentation: null
goals: null
kpis: null
committees: null
escalation: null
reviews: null
""",
    {},
)
FIR = One(
    "relationship: partner",
    WELL
    | escalation(1, "2026-03-02", home="09:00", other="10:00")
    | escalation(2, "2026-04-13", home="09:00", other="10:00")
    | escalation(3, "2026-05-11", home="09:00", other="10:00")
    | escalation(4, "2026-08-03", home="09:00", other="13:00")
    | escalation(5, "2026-09-07", home="09:00", other="14:00")
    | escalation(6, "2026-10-05", home="09:00", other="13:00"),
)
GORSE = One(
    """\
relationship: partner
tier: transactional
segmentation: {scores: {growth: 2, risk: 2, fit: 2}}
risks:
  flood: {title: A flood, owner: owner, likelihood: 2, impact: 2, review_by: 2026-09-30}
maturity:
  functions:
    supply-chain: {level: managed, lead: owner, evidence: One plan}
""",
    figures(on_time="2026-05 91 91 91") | HELD,
)
HAZEL = One(
    f"""\
tier: transactional
segmentation: {{scores: {{growth: 4, risk: 4, fit: 4}}}}
goals:
  serve: {{kpis: [on-time, defects]}}
  bond: {{statement: Stay friends, category: relationship, lead: hana, kpis: [quarrels]}}
kpis:
  defects: {LOWER.replace("OWNER", "owner").replace("NAME", "Defects")}
  quarrels: {LOWER.replace("OWNER", "owner").replace("NAME", "Quarrels")}
depends_on: [birch]
""",
    figures(on_time="2026-08 91 90 89", defects="2026-10 10.5", quarrels="2026-10 8") | HELD,
)
IVY = One("status: ended", WELL)
JUNIPER = One(
    """\
relationship: customer
tier: transactional
stage: partner-selection
status: draft
segmentation: {scores: {growth: 1, risk: 1, fit: 1}}
""",
    {},
)
TEN = {
    "acorn": ACORN,
    "birch": BIRCH,
    "cedar": CEDAR,
    "dogwood": DOGWOOD,
    "elm": ELM,
    "fir": FIR,
    "gorse": GORSE,
    "hazel": HAZEL,
    "ivy": IVY,
    "juniper": JUNIPER,
}


def files() -> dict[str, str]:
    """The ten, as the files of a repository."""
    return {"partnerships/directory.yaml": DIRECTORY, **dict(_files())}


def _files() -> Iterator[tuple[str, str]]:
    for name, one in TEN.items():
        said: Any = merged(_charter(BASE, name), _charter(one.overlay, name))
        whole = yaml.safe_dump(said, sort_keys=False, width=1000)
        yield f"partnerships/{name}/partnership.yaml", whole
        for path, text in one.records.items():
            yield f"partnerships/{name}/{path}", text


def _charter(text: str, name: str) -> Any:
    """A charter's data, read as the program reads it."""
    return read_yaml(PurePosixPath(name), text.replace("NAME", name.title()).encode()).data
