"""What is asked of a party, or taken from it, without its consent; in a preferred partnership."""

# ruff: noqa: E501 - an attempt stands on one line

from __future__ import annotations

from tests.gate.attempts import (
    AGREED,
    AURORA,
    THERE,
    Attempt,
    Gate,
    Step,
    approve,
    attempt,
    attempts,
    call,
    commit,
    edit,
    there,
    version,
)
from tests.gitting import ADA, JONAS, RAVI

OTHER = "Aurora Freight AS has not given a new approval"
HOST = "Meridian Foods plc has not given a new approval"
BOTH = "Meridian Foods plc and Aurora Freight AS have not given a new approval"
OWES = f"by which Aurora Freight AS owes more than was agreed; {OTHER}"
EVERYBODY = f"by which Meridian Foods plc and Aurora Freight AS owe more than was agreed; {BOTH}"
CHAINED = (
    f"by which Meridian Foods plc and Aurora Freight AS are bound longer than was agreed; {BOTH}"
)
PALLETS = "120 extra pallets a day in weeks 48 to 52"
COMMITMENT = f"  peak-capacity:\n    what: {PALLETS}\n    goal: freshness\n    owner: nils\n    due: 2026-11-23\n"
RACI = "responsibilities:                            # RACI: one accountable, at least one responsible\n"
NIGHT = f"{RACI}  night:\n    decision: Work at night\n    accountable: mikael\n    responsible: [nils]\n"
NOTICE = "exit:\n  notice_given: {by: helix, date: 2026-01-31}\n"
DUE = "    due: 2026-11-23\n"
GIVES = "    gives:\n      - Reserved"
NOTICES = "    notices: {to: Legal, email: legal@aurora.example}\n"
FEE = (
    "obligations:\n  fee: {what: Pay 1000 EUR, by: helix, within: 30 days, after: the year ends}\n"
)
OWED = (there("waivers: []", f"{FEE}waivers: []"),)
SECRET = "terms:\n  confidentiality: {says: Keep it secret, survives: 5 years}\n"
NEWS = "communication:\n  news: {what: News, from: meridian, every: monthly, voice: tom}\n"
OTHERWISE = f"which is weaker than what was agreed; {OTHER}"
ENDED = (there("status: active ", "status: ended "), there("exit:\n", NOTICE))


def plain(way: str, said: str, *edits: tuple[str, str], given: tuple[Step, ...] = ()) -> Attempt:
    """A change that asks for no other version."""
    steps = [there(old, new) for old, new in edits]
    return attempt(way, f"no-silent-weakening: {said}", *steps, given=given)


def agreed(
    way: str, said: str, *change: str, number: str = "2.2.0", given: tuple[Step, ...] = ()
) -> Attempt:
    """A change with the version that it needs, which the other party alone has approved."""
    (old, new), own = change, "helix" if said.endswith(HOST) else "meridian"
    who = {"helix": "jonas", "meridian": "ada"}[own]
    steps = (there(old, new), version(number, AURORA), commit(), approve(own, who, number, AURORA))
    return attempt(way, f"no-silent-weakening: {said}", *steps, commit(ADA), given=given)


def raised(way: str, said: str, old: str, new: str, number: str = "2.2.0") -> Attempt:
    """A change with the version that it needs."""
    steps = (there(old, new), version(number, AURORA))
    return attempt(way, f"no-silent-weakening: {said}", *steps)


STOPPED = [
    raised("a longer notice", f"exit notice: 9 months → 36 months, {CHAINED}", "notice: 9 months", "notice: 36 months", "3.0.0"),
    raised("a later end", f"last day of the partnership: 2028-12-31 → 2035-12-31, {CHAINED}", "end: 2028-12-31", "end: 2035-12-31", "3.0.0"),
    raised("no end", f"last day of the partnership is removed (was 2028-12-31), {CHAINED}", "  end: 2028-12-31\n", "", "3.0.0"),
    raised("a longer transition", f"length of the transition: 6 months → 9 months, {EVERYBODY}", "    duration: 6 months", "    duration: 9 months", "3.0.0"),
    agreed("a further gift", f"what Aurora Freight AS gives: “Free storage at Hull” is added, {OWES}", "      - Live temperature telemetry\n", "      - Live temperature telemetry\n      - Free storage at Hull\n", number="3.0.0"),
    agreed("a further gain", f"what Aurora Freight AS gets: “A discount” is added, by which Meridian Foods plc owes more than was agreed; {HOST}", "      - First sight of store openings\n", "      - First sight of store openings\n      - A discount\n", number="3.0.0"),
    agreed("a higher target", f"target of On time in full: 98 → 99 %, by 2027-12-31, {OWES}", "target: {value: 98, by: 2027-12-31}", "target: {value: 99, by: 2027-12-31}"),
    agreed("an earlier day", f"target day of On time in full: 2027-12-31 → 2027-01-31, {OWES}", "target: {value: 98, by: 2027-12-31}", "target: {value: 98, by: 2027-01-31}"),
    agreed("a smaller tolerance", f"tolerance of On time in full: 1.5 → 0.1 %, {OWES}", "    tolerance: 1.5                           # amber", "    tolerance: 0.1 # amber"),
    agreed("one seat more for the host", f"Tom Ellis joins Joint steering committee as member, by which Aurora Freight AS has a smaller say than was agreed; {OTHER}", "      - {person: lena, role: member}\n", "      - {person: lena, role: member}\n      - {person: tom, role: member}\n"),
    agreed("one vote more for the other", f"vote of the seat of Sofia Ek in Joint steering committee: no → yes, by which Meridian Foods plc has a smaller say than was agreed; {HOST}", "{person: sofia, role: secretary, vote: false}", "{person: sofia, role: secretary}"),
    raised("a further committee", f"new committee Cost board, {EVERYBODY}", "  operations:\n    name: Operations board\n", "  costs:\n    name: Cost board\n    level: operational\n    members:\n      - {person: tom, role: chair}\n  operations:\n    name: Operations board\n"),
    raised("a further review", f"new review Cost review, {EVERYBODY}", "  weekly:\n    name: Weekly operations board", "  costs: {name: Cost review, kind: operational, every: weekly, starting: 2026-12-01}\n  weekly:\n    name: Weekly operations board"),
    agreed("a secret that is asked for", f"sharing rule of Depot cost model: ask-first → can-share, {OWES}", "    rule: ask-first", "    rule: can-share"),
    agreed("a narrower audience", f"audience: partner → internal, by which Aurora Freight AS sees less than was agreed; {OTHER}", "audience: partner ", "audience: internal "),
    plain("a KPI that is hidden", f"On time in full may be read by the host alone, by which Aurora Freight AS sees less than was agreed; {OTHER}", ("approvals:                                   # who", "visibility: {kpis.otif: internal}\napprovals:                                   # who")),
    raised("a higher tier", f"tier: preferred → strategic, {EVERYBODY}", "tier: preferred ", "tier: strategic "),
    plain("a further commitment", f"new commitment: Ten more vans, {OWES}", ("    due: 2026-11-23\n", "    due: 2026-11-23\n  vans:\n    what: Ten more vans\n    goal: freshness\n    owner: nils\n    due: 2027-06-30\n")),
    plain("a commitment that is dropped", f"commitment: {PALLETS} is removed, which is weaker than what was agreed; {HOST}", (COMMITMENT, "")),
    plain("a commitment that is put off", f"due day of {PALLETS}: 2026-11-23 → 2027-11-23, which is weaker than what was agreed; {HOST}", ("due: 2026-11-23", "due: 2027-11-23")),
    plain("a commitment without a day", f"due day of {PALLETS} is removed (was 2026-11-23), which is weaker than what was agreed; {HOST}", ("    due: 2026-11-23\n", "")),
    plain("a commitment of nobody", f"owner of {PALLETS} is removed (was Nils Dahl), which is weaker than what was agreed; {HOST}", ("    owner: nils\n    due: 2026-11-23", "    due: 2026-11-23")),
    plain("a commitment of the other party", f"owner of {PALLETS}: Nils Dahl → Tom Ellis, by which Meridian Foods plc owes more than was agreed; {HOST}", ("    owner: nils\n    due: 2026-11-23", "    owner: tom\n    due: 2026-11-23")),
    plain("a commitment in other words", f"{PALLETS} → 12 extra pallets a day in weeks 48 to 52, which is weaker than what was agreed; {BOTH}", ("what: 120 extra", "what: 12 extra")),
    plain("a commitment under another name", f"commitment: {PALLETS} is removed, which is weaker than what was agreed; {HOST}", ("  peak-capacity:\n    what: 120 extra", "  peak:\n    what: 12 extra")),
    plain("a KPI of the other party", f"owner of Days to settle an escalation: Ravi Menon → Sofia Ek, {OWES}", ("    owner: ravi\n    source: The escalation log", "    owner: sofia\n    source: The escalation log")),
    plain("a goal that another leads", f"lead of freshness: Lena Hart → Mikael Berg, {OWES}", ("    lead: lena\n    due", "    lead: mikael\n    due")),
    plain("a risk of the other party", f"owner of Forecast error beyond 15 %: Tom Ellis → Nils Dahl, {OWES}", ("    owner: tom\n    likelihood: 3", "    owner: nils\n    likelihood: 3")),
    plain("an initiative that another leads", f"lead of Solar roof at the Hull depot: Mikael Berg → Ravi Menon, by which Meridian Foods plc owes more than was agreed; {HOST}", ("    lead: mikael\n    since", "    lead: ravi\n    since")),
    plain("a decision for which another is accountable", f"accountable for: Publish the weekly demand forecast: Ravi Menon → Nils Dahl, by which Meridian Foods plc and Aurora Freight AS have another say than was agreed; {BOTH}", ("    accountable: ravi\n", "    accountable: nils\n")),
    plain("a new duty", f"new responsibility: Work at night, {OWES}", (RACI, NIGHT)),
    plain("a duty that is shared", f"Nils Dahl responsible for: Publish the weekly demand forecast is added, {OWES}", ("responsible: [tom]\n    consulted: [nils]", "responsible: [tom, nils]\n    consulted: []")),
    plain("a duty that is passed on", f"Nils Dahl responsible for: Publish the weekly demand forecast is added, {OWES}", ("responsible: [tom]\n    consulted: [nils]", "responsible: [nils]\n    consulted: []")),
    plain("notice in the name of the other party", f"notice is given, by which Aurora Freight AS is said to have given notice; {OTHER}", ("exit:\n", NOTICE)),
    plain("notice that is taken back", f"notice given is removed, which is weaker than what was agreed; {BOTH}", (NOTICE, "exit:\n"), given=(there("exit:\n", NOTICE),)),
    plain("an end that is none", f"status: ended → active, {EVERYBODY}", ("status: ended ", "status: active "), given=ENDED),
    plain("an end that is a trial", f"status: ended → pilot, {EVERYBODY}", ("status: ended ", "status: pilot "), given=ENDED),
    plain("an end that is a draft", f"status: ended → draft, {EVERYBODY}", ("status: ended ", "status: draft "), given=ENDED),
    plain("a trial that nobody approved becomes active", f"status: pilot → active, by which Meridian Foods plc and Aurora Freight AS are bound; {BOTH} for version 2.2.0", ("status: pilot ", "status: active "), given=(there("status: active ", "status: pilot "), version("2.2.0", AURORA))),
    plain("a draft that the host alone approved becomes active", f"status: draft → active, by which Aurora Freight AS is bound; {OTHER} for version 2.2.0", ("status: draft ", "status: active "), given=(there("status: active ", "status: draft "), version("2.2.0", AURORA), approve("meridian", "ada", path=AURORA))),
    plain("a trial that is approved from a day to come becomes active", f"status: pilot → active, by which Aurora Freight AS is bound; {OTHER} for version 2.2.0", ("status: pilot ", "status: active "), given=(there("status: active ", "status: pilot "), version("2.2.0", AURORA), approve("meridian", "ada", path=AURORA), approve("helix", "jonas", path=AURORA), there("party: helix, person: jonas, date: 2026-11-02", "party: helix, person: jonas, date: 2027-11-02"))),
    attempt("a commitment that is closed on a day to come", "term-coherent: the commitment 'peak-capacity' is closed on 2026-11-23, which is in the future", there("    due: 2026-11-23\n", "    due: 2026-11-23\n    closed_on: 2026-11-23\n")),
    attempt("a draft that was approved, weaker", "version-bumped: target of On time in full: 98 → 95 %", there("value: 98, by: 2027", "value: 95, by: 2027"), given=(there("status: active ", "status: draft "),)),
    attempt("a trial, weaker", "version-bumped: target of On time in full: 98 → 95 %", there("value: 98, by: 2027", "value: 95, by: 2027"), given=(there("status: active ", "status: pilot "),)),
    agreed("a commitment in words that ask for more", f"{PALLETS} → 1200 extra pallets a day in weeks 48 to 52, {OTHERWISE}", "120 extra pallets", "1200 extra pallets", number="2.1.4"),
    agreed("a commitment in another currency", f"currency of {PALLETS}: SEK → EUR, {OTHERWISE}", "currency: SEK", "currency: EUR", number="2.1.4", given=(there(DUE, f"{DUE}    amount: 100\n    currency: SEK\n"),)),
    agreed("an obligation that asks for more", f"Pay 1000 EUR → Pay 9000 EUR, {OTHERWISE}", "Pay 1000 EUR", "Pay 9000 EUR", given=OWED),
    agreed("an obligation from another event on", f"the year ends → the day begins; {OTHER}", "the year ends", "the day begins", given=OWED),
    agreed("an obligation that comes more often and ends", f"cadence of Pay 1000 EUR: monthly → FREQ=WEEKLY;COUNT=20, {OTHERWISE}", "every: monthly", "every: 'FREQ=WEEKLY;COUNT=20'", given=(*OWED, there("within: 30 days, after: the year ends", "every: monthly"))),
    plain("notices to the other party go elsewhere", f"e-mail address for notices to Aurora Freight AS: legal@aurora.example → legal@meridian.example, by which Aurora Freight AS gets its notices elsewhere; {OTHER}", ("legal@aurora", "legal@meridian"), given=(there(GIVES, NOTICES + GIVES),)),
    plain("notices to the other party go nowhere", f"notices to Aurora Freight AS is removed, by which Aurora Freight AS gets its notices elsewhere; {OTHER}", (NOTICES, ""), given=(there(GIVES, NOTICES + GIVES),)),
    plain("a KPI of nobody becomes the other party's", f"owner of Days to settle an escalation is added: Nils Dahl, {OWES}", ("    source: The escalation", "    owner: nils\n    source: The escalation"), given=(there("    owner: ravi\n    source: The", "    source: The"),)),
    plain("a commitment of nobody becomes the other party's", f"owner of {PALLETS} is added: Nils Dahl, {OWES}", (DUE, f"    owner: nils\n{DUE}"), given=(there(f"    owner: nils\n{DUE}", DUE),)),
    plain("a voice of the other party", f"voice of communication News: Tom Ellis → Nils Dahl, {OWES}", ("voice: tom", "voice: nils"), given=(there("waivers: []", f"{NEWS}waivers: []"),)),
    plain("a handover that the host runs for the other party", f"transition owner of Aurora Freight AS: Sofia Ek → Tom Ellis, by which Aurora Freight AS is spoken for by another party's person; {OTHER}", ("owners: {meridian: ravi, helix: sofia}\n    data", "owners: {meridian: ravi, helix: tom}\n    data")),
]  # fmt: skip
TOLD = [
    attempt("a commitment that is closed early", f"no-silent-weakening: before it is due on 2026-11-23; if it was given up rather than fulfilled, {HOST}", there("    due: 2026-11-23\n", "    due: 2026-11-23\n    closed_on: 2026-11-20\n")),
    attempt("a commitment that is closed late", f"no-silent-weakening: closing of {PALLETS}: as of 2026-11-21; if it was given up rather than fulfilled, {HOST}", there("due: 2026-11-20", "due: 2026-11-20\n    closed_on: 2026-11-21"), given=(there("due: 2026-11-23", "due: 2026-11-20"),)),
    attempt("confidentiality that outlasts the end", "handover-told: term on confidentiality is removed, which is weaker than what was agreed", there(SECRET, ""), version("3.0.0", AURORA), given=(*ENDED, there("waivers: []", f"{SECRET}waivers: []"))),
    attempt("an obligation that is met until a day to come", "handover-told: an obligation is said to be met for a day to come: due day for which Pay 1000 EUR was met is added: 2030-12-31", there("after: the year ends}", "after: the year ends, met_for: 2030-12-31}"), given=OWED),
    attempt("a commitment within its party", "handover-told: who answers has changed: owner of 120 extra pallets a day in weeks 48 to 52: Nils Dahl → Mikael Berg", there("    owner: nils\n    due: 2026-11-23", "    owner: mikael\n    due: 2026-11-23")),
    attempt("a further risk", "trm pr: new risk: Strikes", there("risks:\n", "risks:\n  strikes: {title: Strikes, owner: nils, likelihood: 2, impact: 2, mitigation: Watch, review_by: 2027-03-31}\n")),
    attempt("a further initiative", "trm pr: new initiative: Electric lorries", there("initiatives:                                 # innovation and improvement pipeline\n", "initiatives:\n  lorries: {title: Electric lorries, kind: innovation, stage: idea, lead: mikael, since: 2026-11-01}\n")),
]  # fmt: skip
PASSING = [
    attempt("a trial that both parties approve becomes active", "", there("status: pilot ", "status: active "), commit(), approve("meridian", "ada", path=AURORA), commit(ADA), approve("helix", "jonas", path=AURORA), commit(JONAS), given=(there("status: active ", "status: pilot "), version("2.2.0", AURORA))),
    attempt("a draft that both parties had approved becomes active", "", there("status: draft ", "status: active "), given=(there("status: active ", "status: draft "),)),
    attempt("the other party is called by another id, and both agree", "", call("helix", "aurora", THERE), version("3.0.0", AURORA), commit(), approve("meridian", "ada", "3.0.0", AURORA), commit(ADA), approve("aurora", "jonas", "3.0.0", AURORA), commit(JONAS)),
    attempt("a weaker promise that both parties have agreed to", "", *AGREED),
    attempt("a mitigation without its slip, a risk called otherwise, a position", "", there("mitigation: Warm standby", "mitigation: Warm stanndby"), there("title: Loss of a relationship owner", "title: Loss of an owner"), edit("title: Key Account Manager", "title: Head of Key Accounts")),
    attempt("a name spelt right", "", edit("name: Jonas Lindqvist", "name: Jonas Lindquist"), commit(RAVI)),
    attempt("a duty that stays with its party", "", there("responsible: [tom]\n    consulted: [nils]", "responsible: [ravi, tom]\n    consulted: [nils]")),
]  # fmt: skip


@attempts(STOPPED)
def test_is_stopped(gate: Gate, tried: Attempt) -> None:
    gate.stops(tried)


@attempts(TOLD)
def test_is_told(gate: Gate, tried: Attempt) -> None:
    gate.tells(tried)


@attempts(PASSING)
def test_passes(gate: Gate, tried: Attempt) -> None:
    gate.passes(tried)
