"""For each rule, a small slip that it finds: at its line, and with no word of another rule.

The slip is a bad example of the rule's page that marks one line. Rules whose pages have none,
because their examples write out a whole list or portfolio, have theirs here. The rules on
changes need a revision before, and are tried with one in their own tests.
"""

# ruff: noqa: E501 - the table of slips is read row by row

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.support import CHARTER, DIRECTORY, edited, options, report
from trm_policy.judging.catalogue import Catalog, Rulebook, builtin, builtin_page
from trm_policy.judging.examples import run
from trm_policy.judging.rule_page import Example, read_page
from trm_policy.rule import Rule
from trm_policy.starter import complete

FOLDER = "partnerships/meridian-helix"
MEASUREMENTS = f"{FOLDER}/measurements.csv"
QBR = f"{FOLDER}/reviews/2026-10-20-qbr.md"
SURVEY = f"{FOLDER}/surveys/2026.csv"
ESCALATION = f"{FOLDER}/escalations/2026-003.md"
ANNUAL = f"{FOLDER}/reviews/2026-10-14-annual.md"

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

CONSORTIUM = """\
title: Acme, Orbit and the Gold members
instrument: consortium
relationship: partner
tier: preferred
status: active
version: 1.0.0
term: {start: 2026-01-01}
scope: {purpose: A joint test suite, includes: [Test suite]}
parties:
  acme: {name: Acme, role: founder, gives: [Work], gets: [Tests]}
  orbit: {name: Orbit, role: founder, gives: [Work], gets: [Tests]}
  gold: {role: Gold members, members: [meridian-foods]}
people:
  ann: {name: Ann, party: [acme, gold], email: ann@acme.example}
  bo: {name: Bo, party: orbit, email: bo@orbit.example}
committees:
  board:
    name: Board
    level: steering
    members:
      - {person: ann, role: co-chair}
      - {person: bo, role: co-chair}
      - {for: gold, until: 2026-06-30}
    quorum: {share: 50 %, each_party: 1}
    decisions: [{matter: Budget, rule: majority}]
    deadlock: {person: ann}
terms:
  intellectual_property: {says: Results are open}
  change_control: {says: All sign}
  dispute_resolution: {says: Mediation}
exit: {withdrawal: By letter}
approvals:
  - {version: 1.0.0, party: acme, person: ann, date: 2026-01-01, evidence: Signed}
  - {version: 1.0.0, party: orbit, person: bo, date: 2026-01-01, evidence: Signed}
  - {version: 1.0.0, party: gold, person: ann, date: 2026-01-01, evidence: Signed}
"""

# fmt: off
SLIPS = (
    Slip("committee-size", "    members:\n      - {person: p0", (("      - {person: tom", f"{SEATS}      - {{person: tom"), ("\nsponsors: {", f"\n{PEOPLE}\nsponsors: {{"))),
    Slip("seats-filled", "      - {for: gold, until:", more=lambda files: {DIRECTORY: files[DIRECTORY], CHARTER: CONSORTIUM.encode()}),
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
    Slip(
        "escalation-ends-with-sponsors",
        "{meridian: ada, helix: mikael}",
        (
            ("      contacts: {meridian: lena, helix: mikael}", "      contacts: {meridian: lena, helix: jonas}"),
            ("      contacts: {meridian: ada, helix: jonas}", "      contacts: {meridian: ada, helix: mikael}"),
            ("    seniority: director\n    email: mikael", "    seniority: executive\n    email: mikael"),
        ),
    ),
    Slip("escalation-two-sided", "{meridian: lena}", (("{meridian: lena, helix: mikael}", "{meridian: lena}"),)),
    Slip("escalation-within-meeting", "escalate_after: 100 days", (("escalate_after: 3 working days", "escalate_after: 100 days"),)),
    Slip(
        "kpi-count",
        "kpis:\n  otif:",
        (
            ("    kpis: [partner-satisfaction, days-to-settle]", f"    kpis: [partner-satisfaction, days-to-settle, {NAMES}]"),
            (DAYS, DAYS + "".join(NOT_DUE_YET.replace("  days-to-settle:", f"  k{n}:") for n in range(8))),
        ),
    ),
    Slip("measurement-fresh", OTIF_FREQUENCY, (("otif,2026-10,97.2,\n", ""),), path=MEASUREMENTS),
    Slip("measurement-valid", "otif,2026-10,high,", (("otif,2026-10,97.2,", "otif,2026-10,high,"),), path=MEASUREMENTS, found_in=MEASUREMENTS),
    Slip("red-kpi-has-action", "otif,2026-10,90,", (("otif,2026-10,97.2,", "otif,2026-10,90,"),), path=MEASUREMENTS, found_in=MEASUREMENTS),
    Slip("maturity-evidenced", "level: optimised", (("supply-chain: {level: managed", "supply-chain: {level: optimised"),)),
    Slip("sharing-map", "  driver-rota:", without("    purpose: Depot access")),
    Slip("responsibility-has-one-accountable", "  demand-forecast:\n    decision", without("    accountable: ravi")),
    Slip(
        "sponsor-is-not-owner",
        "owners: {meridian: ravi, helix: jonas}",
        (("owners: {meridian: ravi, helix: sofia}       #", "owners: {meridian: ravi, helix: jonas}       #"), ("{person: sofia, role: member}", "{person: jonas, role: member}")),
    ),
    Slip(
        "nobody-has-left",
        "lead: vera",
        (("{level: managed, lead: lena,", "{level: managed, lead: vera,"),),
        more=also(DIRECTORY, ("objectives: ", f"{VERA}objectives: ")),
    ),
    Slip("owner-not-overloaded", "owners: {meridian: ravi, helix: sofia}       #", more=many(5, ("email: sofia.ek@", "email: sofia.ekh@")), found_in="partnerships/p4/partnership.yaml"),
    Slip("people-consistent", "    name: Ravi Menon", more=second("again", ("    name: Ravi Menon", "    name: Ravi Menonn"))),
    Slip("strategic-is-few", "tier: strategic", more=lambda files: second("p98")(second("p99")(many(17, *PREFERRED)(files)))),
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

BOOK = Rulebook(
    Catalog(builtin()), ignored=frozenset(rule.name for rule in builtin() if rule.change)
)
BESIDE = {slip.rule for slip in SLIPS}
BY_PAGE = [rule for rule in builtin() if not rule.change and rule.name not in BESIDE]


def small(rule: Rule) -> list[str]:
    """The bad examples on a rule's page that mark one line alone."""
    page = read_page(builtin_page(rule))
    return [one.title for one in page.examples if one.bad and marks(one) == 1]


def marks(example: Example) -> int:
    return sum(len(block.marked) for block in example.blocks)


@pytest.mark.parametrize("rule", BY_PAGE, ids=lambda rule: rule.name)
def test_one_small_example_of_each_page_is_one_finding_of_the_whole_book(rule: Rule) -> None:
    outcome = run(rule.name, BOOK, builtin_page(rule), complete())
    several = [failure for failure in outcome.failures if failure.example in small(rule)]

    assert len(several) < len(small(rule)), several


def test_no_rule_finds_anything_in_the_complete_portfolio() -> None:
    assert report(complete()).findings == ()


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.rule)
def test_one_slip_is_one_finding_at_its_line(slip: Slip) -> None:
    files = slip.files
    above, *rest = files[slip.found_in].decode().split(slip.marked)

    assert len(rest) == 1, f"{slip.marked!r} stands {len(rest)} times in {slip.found_in}"
    assert [(one.rule, one.path.as_posix(), one.span.line) for one in report(files).findings] == [
        (slip.rule, slip.found_in, above.count("\n") + 1)
    ]


STRANGE = "*board", "! board", "{board}", "{{ board }}", "{board, of two}", "!board all"


@pytest.mark.parametrize("text", STRANGE)
@pytest.mark.parametrize(
    "written",
    ["title: Meridian Foods and Helix Cold Chain", "    name: Operations board", "    lead: lena"],
)
def test_a_text_that_yaml_reads_otherwise_is_one_finding(text: str, written: str) -> None:
    name = written.partition(":")[0]
    found = report(edited((f"{written}\n", f"{name}: {text}\n"))).findings
    assert [(one.rule, one.help.count(text)) for one in found] == [
        ("yaml", 0 if text.startswith("{{") else 1)
    ]


# fmt: off
ONE_FIELD = {
    "the host waits to be filled in": ("no-placeholders", CHARTER, "host: meridian ", "host: TBD "),
    "a KPI of a goal waits to be filled in": ("no-placeholders", CHARTER, "kpis: [carbon-per-pallet]", "kpis: [TBD]"),
    "a KPI of a goal is called by another name": ("references-resolve", CHARTER, "kpis: [carbon-per-pallet]", "kpis: [emissions]"),
    "a goal lists no KPI": ("goals-traceable", CHARTER, "    kpis: [carbon-per-pallet]\n", ""),
    "a member is misspelt": ("references-resolve", CHARTER, "{person: ada, role: co-chair}", "{person: adda, role: co-chair}"),
    "a member waits to be filled in": ("no-placeholders", CHARTER, "{person: lena, role: member}", "{person: TBD, role: member}"),
    "a review is called otherwise than its minutes say": ("references-resolve", CHARTER, "  qbr:\n    name", "  quarter:\n    name"),
    "a committee lists nobody": ("committee-two-sided", CHARTER, block("      - {person: ada, role: co-chair}", "    quorum: {members: 4"), ""),
    "a party says no organisation": ("parties-complete", CHARTER, "    organisation: meridian-foods             # of directory.yaml; or name, country, subdivision and timezone here\n", ""),
    "a sponsor's seniority in the directory is refused": ("schema", DIRECTORY, "seniority: executive", "seniority: boss"),
    "a sponsor's deputy in the directory is refused": ("schema", DIRECTORY, "deputy: lena", "deputy: [lena]"),
    "a sponsor leaves the top committee": ("sponsors-on-top-committee", CHARTER, "      - {person: ada, role: co-chair}        # chair | co-chair | member | secretary; vote: true unless false\n", ""),
    "a member leaves a committee, whose quorum cannot be reached": ("quorum-reachable", CHARTER, "      - {person: lena, role: member}\n", ""),
    "a co-chair leaves": ("committee-chaired", CHARTER, "      - {person: tom, role: co-chair, until: 2027-12-31}\n", ""),
    "a member's person is a list": ("schema", CHARTER, "{person: lena, role: member}", "{person: [lena], role: member}"),
    "the top committee is removed": ("references-resolve", CHARTER, block("  steering:\n", "  operations:\n    name: Operations board"), ""),
    "the lower committee is removed": ("references-resolve", CHARTER, block("  operations:\n    name: Operations board", "\nresponsibilities:"), ""),
    "a goal of two KPIs is removed": ("goals-traceable", CHARTER, block("  trust:\n", "\nkpis:"), ""),
    "a goal of two KPIs that something serves is removed": ("references-resolve", CHARTER, block("  freshness:\n", "  cost-and-carbon:\n"), ""),
    "a goal is empty": ("schema", CHARTER, block("  trust:\n", "\nkpis:"), "  trust: {}\n"),
    "a risk is removed": ("references-resolve", CHARTER, block("  depot-loss:\n", "  forecast-drift:\n"), ""),
    "a review with minutes is removed": ("references-resolve", CHARTER, block("  qbr:\n", "  weekly:\n"), ""),
    "the escalation is empty": ("stage-sections", CHARTER, block("escalation:\n", "\nreviews:"), "escalation: {}\n"),
    "the escalation is removed": ("stage-sections", CHARTER, block("escalation:\n", "\nreviews:"), ""),
    "a baseline is empty": ("kpi-card-complete", CHARTER, "{value: 91.4, date: 2024-12-31}", "{}"),
    "a target is empty": ("kpi-card-complete", CHARTER, "{value: 98, by: 2027-12-31}", "{}"),
    "the agreement on personal data is empty": ("personal-data", CHARTER, block("personal_data:\n", "\nrisks:"), "personal_data: {}\n"),
    "the scope is empty": ("scope-stated", CHARTER, block("scope:\n", "\nparties:"), "scope: {}\n"),
    "a party is empty": ("parties-complete", CHARTER, block("  helix:\n    organisation", "\npeople:"), "  helix: {}\n"),
    "an approval is empty": ("schema", CHARTER, "{version: 2.1.0, party: helix, person: jonas, date: 2026-04-22, evidence: Letter of 2026-04-22}", "{}"),
    "nobody runs the handover": ("exit-transition", CHARTER, "    owners: {meridian: ravi, helix: sofia}\n", ""),
    "a figure is recorded for a KPI that is misspelt": ("measurement-valid", MEASUREMENTS, "otif,2026-10,97.2,", "otiff,2026-10,97.2,"),
    "a row that corrects a figure has no number": ("measurement-valid", MEASUREMENTS, "days-to-settle,2026-Q3,2.6,", "days-to-settle,2026-Q3,soon,"),
    "a row that corrects a figure has no period": ("measurement-valid", MEASUREMENTS, "days-to-settle,2026-Q3,2.6,", "days-to-settle,,2.6,"),
    "a row that corrects a figure lacks a cell": ("schema", MEASUREMENTS, ",2.6,According to the escalation log", ",2.6"),
    "a row that corrects a figure is of a KPI that is misspelt": ("measurement-valid", MEASUREMENTS, "days-to-settle,2026-Q3,2.6,", "days-settling,2026-Q3,2.6,"),
    "a figure is red and denied by the log": ("measurement-from-records", MEASUREMENTS, "2.6,According", "9999,According"),
    "the first line names a column too many": ("schema", MEASUREMENTS, "kpi,period,value,note", "kpi,period,value,note,who"),
    "the first line is separated otherwise": ("schema", MEASUREMENTS, "kpi,period,value,note", "kpi;period;value;note"),
    "a column of a survey is misspelt": ("schema", SURVEY, "party,question", "parti,question"),
    "a survey names a column too many": ("schema", SURVEY, "score,count", "score,count,who"),
    "an answer of a survey has no score": ("schema", SURVEY, "helix,communication,3.2,10", "helix,communication,,10"),
    "an answer of a survey stands there twice": ("schema", SURVEY, "helix,communication,3.2,10", "helix,communication,3.2,10\nhelix,communication,3.2,10"),
    "minutes wait for the review's id": ("no-placeholders", QBR, "review: qbr", "review: TBD"),
    "minutes name attendees whom nobody knows": ("references-resolve", QBR, "[ada, jonas, lena, mikael, ravi, sofia]", "[nobodyx]"),
    "the attendees of minutes are misspelt": ("schema", QBR, "attendees:", "atendees:"),
    "an escalation waits for its id": ("no-placeholders", ESCALATION, "id: 2026-003", "id: TBD"),
    "an escalation says of nobody that he acknowledged": ("escalation-on-time", ESCALATION, "{meridian: 2026-09-07T10:15+01:00, helix: 2026-09-07T11:00+01:00}", "{}"),
    "an acknowledgement is of a party that is misspelt": ("references-resolve", ESCALATION, "10:15+01:00, helix:", "10:15+01:00, helyx:"),
    "a figure of the log cannot be told without parties": ("parties-complete", CHARTER, block("  meridian:\n    organisation", "\npeople:"), "  {}\n"),
}
# fmt: on


@pytest.mark.parametrize(("rule", "path", "old", "new"), ONE_FIELD.values(), ids=ONE_FIELD)
def test_one_field_that_breaks_is_one_finding(rule: str, path: str, old: str, new: str) -> None:
    found = report(edited((old, new), path=path)).findings

    assert [one.rule for one in found] == [rule], found


def test_what_follows_is_told_where_the_cause_is_waived_or_milder() -> None:
    """Whoever lives with a sponsor's absence still has a committee that can never decide."""
    seat = "      - {person: ada, role: co-chair}        # chair | co-chair | member | secretary; vote: true unless false\n"
    waiver = (
        "waivers:\n  - {rule: sponsors-on-top-committee, because: On leave, approved_by: ada, "
        "expires: 2027-03-31}\n"
    )
    waived = report(edited((seat, ""), ("waivers: []\n", waiver))).findings
    milder = options("sponsors-on-top-committee", {"severity": "info"})
    found = report(edited((seat, "")), settings=milder).findings
    both = ["sponsors-on-top-committee", "committee-chaired", "quorum-reachable"]

    assert [one.rule for one in waived] == [one.rule for one in found] == both


@pytest.mark.parametrize(
    ("path", "name"),
    [(SURVEY, "2026.CSV"), (f"{FOLDER}/reviews/2026-05-12-health.md", "2026-05-12.md")],
)
def test_a_record_that_is_called_otherwise_is_one_finding(path: str, name: str) -> None:
    files = edited()
    files[f"{path.rpartition('/')[0]}/{name}"] = files.pop(path)
    assert [one.rule for one in report(files).findings] == ["schema"]


@pytest.mark.parametrize("sign", ["•", "–", "·"])
def test_entries_that_begin_with_another_sign_are_one_finding(sign: str) -> None:
    old = "      - Guaranteed peak capacity\n"
    found = report(edited((old, old.replace("-", sign)))).findings
    assert [one.rule for one in found] == ["yaml"]


@pytest.mark.parametrize("box", ["[]", "\\[ \\]", "☐", "[ x]"])
def test_a_box_that_is_none_is_one_finding(box: str) -> None:
    found = report(edited(("- [ ] @tom", f"- {box} @tom"), path=QBR)).findings
    assert [(one.rule, one.help) for one in found][-1] == (
        *("schema", "Write '- [ ] @person what (due DATE)'."),
    )
    assert len(found) == (2 if box == "[ x]" else 1)


@pytest.mark.parametrize("raw", ["Kennzahl;Zeitraum;Wert;Notiz\notif;2026-10;97;\n", "\ufffe"])
def test_figures_that_nobody_can_read_are_one_finding(raw: str) -> None:
    files = edited() | {MEASUREMENTS: raw.encode("utf-16" if len(raw) == 1 else "utf-8")}
    assert [one.rule for one in report(files).findings] == ["schema"]


@pytest.mark.parametrize("written", ["mailto:{}", "Mikael Berg <{}>", "{} (office)"])
def test_an_address_in_other_words_is_told_as_it_is_to_be_written(written: str) -> None:
    address = "mikael.berg@helix.example"
    found = report(edited((f"email: {address}", f"email: {written.format(address)}"))).findings
    assert [one.message.rpartition("; ")[2] for one in found] == [f"write {address!r}"]
