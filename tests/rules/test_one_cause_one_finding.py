"""For each rule, the smallest slip that it finds: at its line, and with no word of another rule.

A rule of the book without a slip fails here. The rules on changes need a revision before, and
are tried with one in their own tests.
"""

# ruff: noqa: E501 - the table of slips is read row by row

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.support import CHARTER, DIRECTORY, edited, report
from trm_policy.judging.catalogue import builtin

FOLDER = "partnerships/meridian-helix"
MEASUREMENTS = f"{FOLDER}/measurements.csv"
QBR = f"{FOLDER}/reviews/2026-10-20-qbr.md"
ANNUAL = f"{FOLDER}/reviews/2026-10-14-annual.md"
SURVEY = f"{FOLDER}/surveys/2026.csv"
LATE = f"{FOLDER}/escalations/2026-003.md"
FIRST_LINE = "# yaml-language-server"

Files = dict[str, bytes]


@dataclass(frozen=True)
class Slip:
    """A small change of the complete charter or a file beside it, and what must be found of it.

    Each ``(old, new)`` of ``edits`` is replaced in ``path``, then ``more`` changes the files at
    will. ``marked`` is a text of the one line, in the changed file ``found_in``, where the
    finding stands.
    """

    rule: str
    marked: str
    edits: tuple[tuple[str, str], ...] = ()
    path: str = CHARTER
    more: Callable[[Files], Files] = dict
    found_in: str = CHARTER

    @property
    def files(self) -> Files:
        return self.more(edited(*self.edits, path=self.path))


def without(*lines: str) -> tuple[tuple[str, str], ...]:
    """Edits that take whole lines away."""
    return tuple((f"{line}\n", "") for line in lines)


def block(first: str, following: str, path: str = CHARTER) -> str:
    """The text of the complete charter from ``first`` up to ``following``."""
    text = edited()[path].decode()
    start = text.index(first)
    return text[start : text.index(following, start)]


def also(path: str, *edits: tuple[str, str]) -> Callable[[Files], Files]:
    """A change of a second file."""
    return lambda files: {**files, path: edited(*edits, path=path)[path]}


def second(name: str, *edits: tuple[str, str]) -> Callable[[Files], Files]:
    """Another partnership, with records of its own: the complete one with a few edits."""

    def add(files: Files) -> Files:
        copy = {
            path.replace(FOLDER, f"partnerships/{name}"): raw
            for path, raw in files.items()
            if path.startswith(FOLDER)
        }
        own = f"partnerships/{name}/partnership.yaml"
        copy[own] = edited(*edits)[CHARTER]
        return {**files, **copy}

    return add


def many(number: int, *edits: tuple[str, str]) -> Callable[[Files], Files]:
    """Several more partnerships alike."""

    def add(files: Files) -> Files:
        for n in range(number):
            files = second(f"p{n}", *edits)(files)
        return files

    return add


OTIF_FREQUENCY = "    frequency: monthly\n    baseline: {value: 91.4"
DAYS = block("  days-to-settle:\n", "\ncommittees:")
MILESTONE = "    milestones:\n      - {value: 9, by: 2026-06-30}\n"
NOT_DUE_YET = DAYS.replace("2024-12-31", "2026-11-01").replace(MILESTONE, "")
TRUST = block("  trust:\n", "\nkpis:")
LENA = (
    "  lena:\n    name: Lena Hart\n    party: meridian\n    department: operations\n"
    "    seniority: director\n    email: lena.hart@meridian.example\n"
)
VERA = (
    "  vera:\n    name: Vera Lind\n    organisation: meridian-foods\n"
    "    email: vera.lind@meridian.example\n    left: 2026-11-01\n"
)
NAMES = ", ".join(f"k{n}" for n in range(8))
SEATS = "".join(f"      - {{person: p{n}, role: member}}\n" for n in range(10))
PEOPLE = "".join(
    f"  p{n}: {{name: Person {n}, party: {party}, email: p{n}@{party}.example}}\n"
    for n, party in enumerate(["meridian", "helix"] * 5)
)
PREFERRED = (
    ("tier: strategic ", "tier: preferred "),
    ("    operational-risk: 5", "    operational-risk: 1"),
)
OPERATIONS = block("  operations:\n    name: Op", "\nresponsibilities:")

# fmt: off
SLIPS = (
    # committees
    Slip(
        "committee-chaired",
        "    members:\n      - {person: tom",
        (("nils, role: co-chair, until", "nils, role: member, until"), ("tom, role: co-chair, until", "tom, role: member, until")),
    ),
    Slip("committee-size", "    members:\n      - {person: p0", (("      - {person: tom", f"{SEATS}      - {{person: tom"), ("\nsponsors: {", f"\n{PEOPLE}\nsponsors: {{"))),
    Slip("committee-two-sided", "    members:\n      - {person: ada", (("      - {person: sofia, role: secretary, vote: false}", "      - {person: sofia, role: secretary}"),)),
    Slip("deadlock-resolved", "  operations:\n    name", ((OPERATIONS, OPERATIONS.replace("    deadlock: {to: escalation}\n", "")),)),
    Slip("decision-rules", "      - matter: Weekly", ((OPERATIONS, OPERATIONS.replace("        rule: consensus\n", "")),)),
    Slip("governance-layers", "      - {person: lena, role: member}\n      - {person: sofia, role: member}", (("{person: ravi, role: member}", "{person: lena, role: member}"),)),
    Slip("quorum-reachable", "quorum: {members: 5,", (("quorum: {members: 4,", "quorum: {members: 5,"),)),
    Slip(
        "sponsors-on-top-committee",
        "    members:\n      - {person: lena",
        (
            ("{person: ada, role: co-chair} ", "{person: lena, role: co-chair} "),
            ("{person: lena, role: member}", "{person: ravi, role: member}"),
            ("      - {person: ravi, role: secretary, vote: false}\n", ""),
        ),
    ),
    Slip("steering-committee", "committees:\n", (("    level: steering ", "    level: operational "),)),
    # completeness
    Slip("no-placeholders", "vision: TBD", ((block("vision: >-", "rationale:"), "vision: TBD\n"),)),
    Slip("obligations-shared", "every: FREQ=DAILY", (("    from: helix\n    rule: must-share\n    every: weekly", "    from: helix\n    rule: must-share\n    every: FREQ=DAILY"),)),
    Slip("parties-complete", "  helix:\n    organisation", without("    role: supplier")),
    Slip("references-resolve", "    lead: lana", (("    lead: lena\n", "    lead: lana\n"),)),
    Slip("scope-stated", "scope:", ((block("  excludes:", "\nparties:"), ""),)),
    Slip("stage-sections", FIRST_LINE, ((block("\nsharing:", "\nrisks:"), "\n"),)),
    Slip("term-coherent", "    due: 2029-12-31", (("    due: 2027-12-31", "    due: 2029-12-31"),)),
    Slip("tier-evidence", "segmentation:", without("  rationale: Single-sourced chilled capacity in the north; eighteen months to replace.")),
    Slip("tier-matches-scores", "  scores:", (("    operational-risk: 5", "    operational-risk: 1"),)),
    # escalation
    Slip("escalation-climbs", "{meridian: lena, helix: sofia}", (("{meridian: lena, helix: mikael}", "{meridian: lena, helix: sofia}"),)),
    Slip("escalation-clocks", "escalate_after: 10 working days", (("acknowledge_within: 2 working days", "acknowledge_within: 12 working days"),)),
    Slip(
        "escalation-depth",
        "  levels:\n",
        (
            (block("    - id: directors\n", "  endgame:"), ""),
            ("      contacts: {meridian: ravi, helix: sofia}", "      contacts: {meridian: ada, helix: jonas}"),
            ("      start_at: directors\n", ""),
        ),
    ),
    Slip("escalation-endgame", "escalation:", without("  endgame: Mediation in London within 30 days, then arbitration under the SCC rules.")),
    Slip(
        "escalation-ends-with-sponsors",
        "{meridian: ada, helix: mikael}",
        (
            ("      contacts: {meridian: lena, helix: mikael}", "      contacts: {meridian: lena, helix: jonas}"),
            ("      contacts: {meridian: ada, helix: jonas}", "      contacts: {meridian: ada, helix: mikael}"),
            ("    seniority: director\n    email: mikael", "    seniority: executive\n    email: mikael"),
        ),
    ),
    Slip("escalation-on-time", "  - level: owners", (("settled_at: 2026-09-09T16:00+01:00\n", ""),), path=LATE, found_in=LATE),
    Slip("escalation-triggers", "  triggers:\n    service-red:", without("      kpi: otif", "      risk: depot-loss")),
    Slip("escalation-two-sided", "{meridian: lena}", (("{meridian: lena, helix: mikael}", "{meridian: lena}"),)),
    Slip("escalation-within-meeting", "escalate_after: 100 days", (("escalate_after: 3 working days", "escalate_after: 100 days"),)),
    # goals and KPIs
    Slip("goal-led", "  freshness:", without("    lead: lena")),
    Slip("goal-mutual-benefit", "    benefits:\n      meridian: Less spoilage", without("      helix: Fewer claims and re-deliveries.")),
    Slip("goals-few-and-clear", "goals:\n", ((TRUST, TRUST + "".join(TRUST.replace("  trust:", f"  trust{n}:") for n in range(3))),)),
    Slip("goals-traceable", "  days-to-settle:\n", (("    kpis: [partner-satisfaction, days-to-settle]", "    kpis: [partner-satisfaction]"),)),
    Slip("kpi-balanced", "goals:", (("    category: relationship\n", "    category: people\n"),)),
    Slip("kpi-card-complete", "  otif:", without("    formula: 100 * orders on time and complete / orders due")),
    Slip(
        "kpi-count",
        "kpis:\n  otif:",
        (
            ("    kpis: [partner-satisfaction, days-to-settle]", f"    kpis: [partner-satisfaction, days-to-settle, {NAMES}]"),
            (DAYS, DAYS + "".join(NOT_DUE_YET.replace("  days-to-settle:", f"  k{n}:") for n in range(8))),
        ),
    ),
    Slip("kpi-not-self-judged", "  otif:\n    name", without("    audited: true                            # by the party that does not own it")),
    Slip("kpi-plan-sound", "target: {value: 90, by: 2027-12-31}", (("target: {value: 98, by: 2027-12-31}", "target: {value: 90, by: 2027-12-31}"),)),
    Slip("kpi-survey-described", "survey: {scale", (("survey: {instrument: Relationship survey 2025, ", "survey: {"),)),
    Slip("kpi-target-in-term", "target: {value: 8.5, by: 2029-06-30}", (("target: {value: 8.5, by: 2028-06-30}", "target: {value: 8.5, by: 2029-06-30}"),)),
    Slip("measurement-fresh", OTIF_FREQUENCY, (("otif,2026-10,97.2,\n", ""),), path=MEASUREMENTS),
    Slip("measurement-valid", "otif,2026-10,high,", (("otif,2026-10,97.2,", "otif,2026-10,high,"),), path=MEASUREMENTS, found_in=MEASUREMENTS),
    Slip("red-kpi-has-action", "otif,2026-10,90,", (("otif,2026-10,97.2,", "otif,2026-10,90,"),), path=MEASUREMENTS, found_in=MEASUREMENTS),
    # information, risk and exit
    Slip("commitment-overdue", "    due: 2026-11-20", (("    due: 2026-11-23", "    due: 2026-11-20"),)),
    Slip("exit-planned", "exit:", without("  notice: 9 months")),
    Slip("exit-transition", "  transition:", without("    knowledge: Handover of route plans and driver briefings.")),
    Slip("initiative-stalled", "    since: 2025-02-01", (("    since: 2026-02-01", "    since: 2025-02-01"),)),
    Slip("maturity-evidenced", "level: optimised", (("supply-chain: {level: managed", "supply-chain: {level: optimised"),)),
    Slip("personal-data", "personal_data:", without("  breach_notice: 24 hours")),
    Slip(
        "risk-review-overdue",
        "review_by: 2026-03-31",
        ((block("    mitigation: Weekly forecast", "  key-person:"), "    mitigation: Weekly forecast review\n    review_by: 2026-03-31\n"),),
    ),
    Slip("risks-owned", "  depot-loss:", without("    likelihood: 2                            # 1 to 5")),
    Slip("separation-has-exit", "exit:", (("stage: value-creation  ", "stage: exit  "),)),
    Slip("sharing-both-ways", "sharing:", ((block("  demand-forecast:\n    item", "  weekly-flash:"), ""),)),
    Slip("sharing-map", "  driver-rota:", without("    purpose: Depot access")),
    # ownership
    Slip("approvals-current", "approvals:  ", (("version: 2.1.3", "version: 2.2.0"),)),
    Slip("deputies-named", "  sofia:", without("    deputy: nils")),
    Slip("no-expired-appointment", "until: 2026-11-01", (("tom, role: co-chair, until: 2027-12-31", "tom, role: co-chair, until: 2026-11-01"),)),
    Slip("owner-per-party", "owners: {meridian: ravi}", (("owners: {meridian: ravi, helix: sofia}       #", "owners: {meridian: ravi}       #"),)),
    Slip("people-reachable", "  nils:", without("    email: nils.dahl@helix.example")),
    Slip("responsibility-has-one-accountable", "  demand-forecast:\n    decision", without("    accountable: ravi")),
    Slip(
        "sponsor-is-not-owner",
        "owners: {meridian: ravi, helix: jonas}",
        (("owners: {meridian: ravi, helix: sofia}       #", "owners: {meridian: ravi, helix: jonas}       #"), ("{person: sofia, role: member}", "{person: jonas, role: member}")),
    ),
    Slip("sponsor-per-party", "sponsors: {meridian: ada}", (("sponsors: {meridian: ada, helix: jonas}", "sponsors: {meridian: ada}"),)),
    Slip(
        "touchpoints-redundant",
        "touchpoints:",
        (("  commercial: {between: [ravi, sofia], about: Everything commercial}\n", ""), ("  network: {between: [lena, mikael], about: Network design}\n", "")),
    ),
    # portfolio
    Slip("dependencies-acyclic", "depends_on: [meridian-helix]", (("depends_on: []", "depends_on: [meridian-helix]"),)),
    Slip("ids-unique", "    title: Director of Supply\n", (("  ravi:\n", f"{LENA}    title: Director of Supply\n  ravi:\n"),)),
    Slip(
        "nobody-has-left",
        "lead: vera",
        (("{level: managed, lead: lena,", "{level: managed, lead: vera,"),),
        more=also(DIRECTORY, ("objectives: ", f"{VERA}objectives: ")),
    ),
    Slip("owner-not-overloaded", "owners: {meridian: ravi, helix: sofia}       #", more=many(5, ("email: sofia.ek@", "email: sofia.ekh@")), found_in="partnerships/p4/partnership.yaml"),
    Slip("people-consistent", "    name: Ravi Menon", more=second("again", ("    name: Ravi Menon", "    name: Ravi Menonn"))),
    Slip("strategic-is-few", "tier: strategic", more=lambda files: second("p98")(second("p99")(many(17, *PREFERRED)(files)))),
    # reviews
    Slip("action-overdue", "@tom", (("(due 2026-12-01)", "(due 2026-11-20)"),), path=QBR, found_in=QBR),
    Slip("health-checked", "  health:", more=lambda files: {p: r for p, r in files.items() if p != SURVEY}),
    Slip("review-cadence", "reviews:\n  qbr:", (("    kind: strategic\n", "    kind: innovation\n"),)),
    Slip("review-minutes", "attendees: [ada, lena, ravi]", (("attendees: [ada, jonas, lena, mikael, ravi, sofia]", "attendees: [ada, lena, ravi]"),), path=QBR, found_in=QBR),
    Slip("review-overdue", "  qbr:", more=lambda files: {p: r for p, r in files.items() if p != QBR}),
    Slip(
        "sponsor-absent",
        "attendees: [ada, lena, mikael, ravi, sofia]",
        (("quorum: {members: 4,", "quorum: {members: 3,"), ("    deputy: mikael", "    deputy: nils")),
        more=lambda files: {**files, **{path: files[path].replace(b"ada, jonas,", b"ada,") for path in (QBR, ANNUAL)}},
        found_in=QBR,
    ),
)
# fmt: on


def test_every_rule_of_the_book_has_its_slip() -> None:
    assert sorted(slip.rule for slip in SLIPS) == sorted(
        rule.name for rule in builtin() if rule.family != "change_control"
    )


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.rule)
def test_one_slip_is_one_finding_at_its_line(slip: Slip) -> None:
    files = slip.files
    above, *rest = files[slip.found_in].decode().split(slip.marked)

    assert len(rest) == 1, f"{slip.marked!r} stands {len(rest)} times in {slip.found_in}"
    assert [(one.rule, one.path.as_posix(), one.span.line) for one in report(files).findings] == [
        (slip.rule, slip.found_in, above.count("\n") + 1)
    ]
