"""What a charter promises, made weaker in one place or another."""

# ruff: noqa: E501 - an attempt stands on one line

from __future__ import annotations

from tests.gate.attempts import (
    LOWER,
    TARGET,
    Attempt,
    Gate,
    Step,
    attempt,
    attempts,
    edit,
    version,
)
from tests.gitting import Repo
from tests.support import CHARTER


def minor(way: str, said: str, old: str, new: str, *, given: tuple[Step, ...] = ()) -> Attempt:
    """A change with the version that it needs."""
    steps = (edit(old, new), version("2.2.0"))
    return attempt(way, f"no-silent-weakening: {said}", *steps, given=given)


def major(way: str, said: str, old: str, new: str) -> Attempt:
    """The same of what is fundamental."""
    return attempt(way, f"no-silent-weakening: {said}", edit(old, new), version("3.0.0"))


def hidden_in_a_merge(repo: Repo) -> None:
    """A merge that lowers a target, which neither side did."""
    repo.git("switch", "-q", "-c", "side", "base")
    repo.write("README.md", "Read me\n")
    repo.commit()
    repo.git("switch", "-q", "attempt")
    repo.write("NOTES.md", "Notes\n")
    repo.commit()
    repo.git("merge", "-q", "--no-ff", "--no-commit", "side")
    LOWER(repo)
    repo.git("add", "-A")
    repo.git("commit", "-q", "-m", "Merge")
    repo.git("branch", "-q", "-D", "side")


def damaged(repo: Repo) -> None:
    """A line that makes a charter unreadable."""
    repo.write(CHARTER, f"{repo.read()}]\n")


def mended(repo: Repo) -> None:
    """The charter as it was before that."""
    repo.write(CHARTER, repo.read().removesuffix("]\n"))


def quietly(*edits: tuple[str, str]) -> tuple[Step, ...]:
    return tuple(edit(old, new) for old, new in edits)


FLASH = (
    "  weekly-flash:\n    item: Weekly flash\n    from: helix\n    rule: must-share\n    every: weekly\n"
    "    channel: e-mail to the operations board\n    purpose: Weekly plan\n    retention: 12 months\n    owner: sofia\n"
)
NEVER = (edit("    rule: ask-first", "    rule: never-share"),)
STOPPED = [
    attempt("in a merge", "no-silent-weakening: target of On time in full: 98 → 95 %", hidden_in_a_merge),
    attempt("without another version", "version-bumped: the version is still 2.1.3", LOWER),
    attempt("by an anchor", "no-silent-weakening: target of On time in full: 98 → 95 %", edit(TARGET, "target: &t {value: 95, by: 2027-12-31}")),
    minor("by a thousandth", "target of On time in full: 98 → 97.999 %", TARGET, "target: {value: 97.999, by: 2027-12-31}"),
    minor("a later day", "target day of On time in full: 2027-12-31 → 2028-12-31", TARGET, "target: {value: 98, by: 2028-12-31}"),
    minor("a milestone", "milestone of On time in full by 2026-06-30: 95 → 93 %", "      - {value: 95, by: 2026-06-30}\n", "      - {value: 93, by: 2026-06-30}\n"),
    minor("a tolerance", "tolerance of On time in full: 1.5 → 9 %", "    tolerance: 1.5                           # amber", "    tolerance: 9 # amber"),
    minor("a direction", "direction of On time in full: increase → decrease", "    direction: increase                      # increase | decrease | maintain", "    direction: decrease"),
    minor("a unit", "unit of On time in full: % → ‰", '    unit: "%"', '    unit: "‰"'),
    minor("a formula", "formula of On time in full", "formula: 100 * orders on time and complete / orders due", "formula: 100 * orders on time / orders due"),
    minor("a definition", "definition of On time in full", "definition: Share of chilled orders delivered complete inside the booked hour.", "definition: Share of chilled orders delivered on the booked day."),
    minor("a frequency", "frequency of On time in full: monthly → yearly", "does not own it\n    frequency: monthly", "does not own it\n    frequency: yearly"),
    minor("an audit", "audit of On time in full: yes → no", "    audited: true                            # by the party that does not own it\n", ""),
    minor("a delay", "days until On time in full is known is added: 90", "    audited: true                            # by", "    lag: 90\n    audited: true                            # by"),
    minor("a source", "source of On time in full", "source: Helix transport system, order export", "source: By estimate"),
    minor("a survey", "number of respondents of Helix Cold Chain AB for Partner satisfaction: 10 → 5", "respondents: {meridian: 10, helix: 10}", "respondents: {meridian: 10, helix: 5}"),
    attempt("a KPI", "no-silent-weakening: KPI Days to settle an escalation is removed", *quietly(("  days-to-settle:\n    name: Days to settle an escalation\n    definition: Mean working days from raising to settling, all levels.\n", "  days:\n    name: Days\n    definition: Mean.\n"), ("version: 2.1.3 ", "version: 2.2.0 "))),
    minor("a goal's statement", "statement of freshness", "statement: Every chilled pallet arrives inside its freshness window.", "statement: Most chilled pallets arrive inside their freshness window."),
    minor("a goal's day", "day on which goal trust is due: 2027-06-30 → 2028-06-30", "    lead: sofia\n    due: 2027-06-30", "    lead: sofia\n    due: 2028-06-30"),
    minor("a goal that is closed", "closing of goal trust: as of 2026-11-01", "    lead: sofia\n    due: 2027-06-30", "    lead: sofia\n    closed_on: 2026-11-01\n    due: 2027-06-30"),
    minor("a goal's KPI", "KPI Temperature excursions of goal freshness is removed", "    kpis: [otif, temperature-excursions]", "    kpis: [otif]"),
    minor("a benefit in other words", "benefit of Helix Cold Chain AB from goal freshness: Fewer claims and re-deliveries. → Nothing at all", "helix: Fewer claims and re-deliveries.", "helix: Nothing at all."),
    minor("a behaviour", "behaviour: “Nobody uses the other side's cost data against it.” is removed", "  - Nobody uses the other side's cost data against it.\n", ""),
    minor("a behaviour turned round", "behaviour: “Nobody uses the other side's cost data against it.” is removed", "Nobody uses the other side's cost data against it.", "Cost data may be used against the other side."),
    minor("a time to answer", "time to acknowledge at level Operations: 2 working hours → 20 working hours", "      acknowledge_within: 2 working hours", "      acknowledge_within: 20 working hours"),
    minor("a time to pass on", "time until level Directors escalates: 3 working days → 9 working days", "      escalate_after: 3 working days", "      escalate_after: 9 working days"),
    minor("an output of a level", "output of level Executive sponsors: Decision or exit → Nothing", "output: Decision or exit", "output: Nothing"),
    minor("an authority", "authority of level Executive sponsors", "authority: Anything in this charter", "authority: Nothing in this charter"),
    minor("a contact", "contact of Helix Cold Chain AB at level Executive sponsors is removed", "contacts: {meridian: ada, helix: jonas}", "contacts: {meridian: ada}"),
    attempt("a level", "no-silent-weakening: escalation level Directors is removed", *quietly(("    - id: directors\n      name: Directors\n", "    - id: d\n      name: D\n"), ("version: 2.1.3 ", "version: 2.2.0 "))),
    minor("a trigger", "escalation trigger trust-at-stake is removed", "    trust-at-stake:\n      when: Any party judges that trust is at stake\n", ""),
    minor("where a trigger starts", "first level of escalation trigger store-at-risk is removed", "      start_at: directors\n", ""),
    minor("working hours", "working hours: 08:00-17:00 → 11:00-12:00", "working_hours: 08:00-17:00", "working_hours: 11:00-12:00"),
    minor("the endgame", "endgame of the escalation is removed", "  endgame: Mediation in London within 30 days, then arbitration under the SCC rules.\n", ""),
    minor("a review less often", "cadence of Quarterly business review: quarterly → yearly", "    every: quarterly                         # weekly", "    every: yearly # weekly"),
    minor("a review that comes to an end", "cadence of Quarterly business review: quarterly → FREQ=MONTHLY;INTERVAL=3;COUNT=9", "    every: quarterly                         # weekly", "    every: FREQ=MONTHLY;INTERVAL=3;COUNT=9 # weekly"),
    minor("a review that begins later", "first day of Annual strategic review", "    starting: 2025-10-14\n", "    starting: 2027-10-14\n"),
    minor("a review of another kind", "kind of Annual strategic review: strategic → operational", "    kind: strategic\n", "    kind: operational\n"),
    minor("a review by another committee", "committee of Annual strategic review: Joint steering committee → Operations board", "    starting: 2025-10-14\n    committee: steering", "    starting: 2025-10-14\n    committee: operations"),
    minor("what is shared", "shared information: Weekly flash is removed", FLASH, ""),
    minor("a secret that may be shared", "sharing rule of Depot cost model: never-share → can-share", "    rule: never-share", "    rule: can-share", given=NEVER),
    minor("how long data are kept", "retention of Driver names and shifts: 3 months → 360 months", "    retention: 3 months", "    retention: 30 years"),
    minor("personal data that are none", "personal data in Driver names and shifts: yes → no", "    personal: true\n", ""),
    minor("notice of a breach", "time to notify a data breach: 24 hours → 240 hours", "  breach_notice: 24 hours", "  breach_notice: 240 hours"),
    minor("a controller", "Meridian Foods plc as controller of personal data is removed", "  controllers: [meridian, helix]", "  controllers: [helix]"),
    minor("binding force", "binding force of Logistics services agreement: yes → no", "    binding: true\n", "    binding: false\n"),
    minor("the governing law", "law of Logistics services agreement: England and Wales → Cayman Islands", "law: England and Wales", "law: Cayman Islands"),
    minor("a quorum", "quorum of Joint steering committee: 4 → 2 members", "    quorum: {members: 4, each_party: 1}", "    quorum: {members: 2, each_party: 1}"),
    minor("a quorum of each party", "quorum of each party in Joint steering committee is removed", "    quorum: {members: 4, each_party: 1}", "    quorum: {members: 4}"),
    minor("a mandate", "mandate of Joint steering committee", "mandate: Owns the joint plan; approves material changes to this charter.", "mandate: Is informed of the joint plan."),
    minor("a vote", "vote of the seat of Mikael Berg in Joint steering committee: yes → no", "{person: mikael, role: member}", "{person: mikael, role: member, vote: false}"),
    minor("an engagement", "engagement: alliance → transactional", "engagement: alliance ", "engagement: transactional "),
    minor("a relationship", "relationship: supplier → stakeholder", "relationship: supplier ", "relationship: stakeholder "),
    minor("a wider audience", "audience: partner → public", "audience: partner ", "audience: public "),
    minor("a vision", "vision is rewritten", "Chilled food that reaches every store", "Cheap food that reaches some stores"),
    minor("a channel", "channel of Weekly flash: e-mail to the operations board → none", "channel: e-mail to the operations board", "channel: none"),
    minor("the contract that a link leads to", "link of Logistics services agreement", "link: https://contracts.meridian.example/lsa-2025", "link: https://contracts.meridian.example/other"),
    minor("a risk's mitigation", "mitigation of Loss of the Leeds depot", "mitigation: Warm standby at Hull; rehearsed every half-year.", "mitigation: None."),
    minor("a touchpoint", "touchpoint: Daily loading plan is removed", "  loading: {between: [tom, nils], about: Daily loading plan}      # quote what holds a comma\n", ""),
    major("a decision rule", "decision rule of Joint steering committee on “Change of a goal, a KPI target or this charter”: unanimous → majority", "        rule: unanimous ", "        rule: majority "),
    major("one party that decides", "party that decides in Joint steering committee", "        rule: unanimous ", "        rule: one-party\n        by: meridian "),
    major("the final say", "party with the final say in Joint steering committee is added: Meridian Foods plc", "    deadlock: {to: escalation}               # or", "    deadlock: {party: meridian} # or"),
    major("what a party gives", "what Helix Cold Chain AB gives: “Live temperature telemetry” is removed", "      - Live temperature telemetry\n", ""),
    major("what a party gives in other words", "what Helix Cold Chain AB gives: “Reserved peak capacity of 120 pallets a day” now reads “Reserved peak capacity of 20 pallets a day”", "Reserved peak capacity of 120 pallets a day", "Reserved peak capacity of 20 pallets a day"),
    major("the scope", "scope: “Joint demand forecasting” is removed", "    - Joint demand forecasting\n", ""),
    major("the purpose", "purpose of the partnership is rewritten", "purpose: Temperature-controlled storage and distribution", "purpose: Storage and distribution"),
    major("the term", "last day of the partnership: 2028-12-31 → 2027-12-31", "end: 2028-12-31", "end: 2027-12-31"),
    major("an organisation", "organisation of Helix Cold Chain AB is removed", "    organisation: helix-cold-chain", "    name: Nordfrost"),
    major("a role", "role of Helix Cold Chain AB: supplier → guest", "    role: supplier", "    role: guest"),
    major("the host", "host: Meridian Foods plc → Helix Cold Chain AB", "host: meridian ", "host: helix "),
    major("an exit trigger", "exit trigger: “Change of control at either party” is removed", "    - Change of control at either party\n", ""),
    major("a notice", "exit notice: 9 months → 3 months", "notice: 9 months", "notice: 3 months"),
    major("intellectual property", "intellectual property at the exit", "Jointly developed models are licensed to both for ever.", "Jointly developed models belong to Meridian."),
    major("continuity", "continuity at the exit", "continuity: Standby contract with a second carrier for 60 % of volume.", "continuity: None."),
    attempt("a charter that nobody could read", "no-silent-weakening: the charter could not be read before the change", mended, given=(damaged,)),
]  # fmt: skip
TOLD = [
    attempt("what a KPI is called", "trm pr: Late and incomplete", edit("name: On time in full", "name: Late and incomplete")),
    attempt("an address", "trm pr: e-mail address of Tom Ellis: tom.ellis@meridian.example → t@home.example", edit("tom.ellis@meridian.example", "t@home.example")),
    attempt("a dependency", "trm pr: dependency on", edit("depends_on: []", "depends_on: [meridian-aurora]")),
    attempt("what figures are plausible", "trm pr: plausible figures of On time in full", edit("    audited: true ", "    plausible: {from: 0, to: 1000}\n    audited: true ")),
]  # fmt: skip


@attempts(STOPPED)
def test_is_stopped(gate: Gate, tried: Attempt) -> None:
    gate.stops(tried)


@attempts(TOLD)
def test_is_told(gate: Gate, tried: Attempt) -> None:
    gate.tells(tried)
