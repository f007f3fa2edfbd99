"""A partnership led through the year 2027 with the commands alone, and judged at each month's end.

What ``check`` should find is what a good governance officer would: it was written down from the
charter's days and windows, month by month, before a command was run. Where there is none (ticking
an action, moving a risk's day, naming a successor) the files are edited, as their users do.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner, Result

from tests.gitting import ADA, JONAS, Repo
from tests.support import DIRECTORY
from trm_policy.cli.program import cli

HOME = "partnerships/meridian-helix"
ID = "meridian-helix"
FIGURES = "measurements.csv"


class Told(NamedTuple):
    """A finding: ``at`` is its place, or the line of a record that has none."""

    rule: str
    severity: str
    file: str
    at: str


def warning(rule: str, at: str, file: str = "partnership.yaml") -> Told:
    return Told(rule, "warning", file, at)


def unsigned(number: int) -> Told:
    """An approval of the other party that nothing but the host's word proves."""
    return Told("approvals-genuine", "info", "partnership.yaml", f"approvals.{number}.person")


def closed(commitment: str) -> Told:
    """A commitment of which nobody can tell whether it was kept or given up."""
    at = f"commitments.{commitment}.closed_on"
    return Told("no-silent-weakening", "info", "partnership.yaml", at)


def error(rule: str, at: str, file: str = "partnership.yaml") -> Told:
    return Told(rule, "error", file, at)


class Year:
    """The repository, and the commit that the changes of a month are judged against."""

    def __init__(self, root: Path) -> None:
        self.repo = Repo.with_the_complete_portfolio(root)
        self.base = self.first = self.repo.git("rev-parse", "HEAD")

    def run(self, *words: str, as_of: str) -> Result:
        arguments = ["-C", str(self.repo.root), "--color", "never", *words, "--as-of", as_of]
        return CliRunner().invoke(cli, arguments, standalone_mode=False)

    def trm(self, *words: str, as_of: str) -> str:
        """What a command says that is meant to succeed."""
        done = self.run(*words, as_of=as_of)
        assert done.exception is None, (words, done.exception, done.output)
        assert done.return_value in (None, 0), (words, done.output)
        return done.stdout

    def record(self, as_of: str, *figures: str) -> None:
        """Record figures, each written ``KPI PERIOD VALUE``."""
        for figure in figures:
            self.trm("kpi", "record", ID, *figure.split(), as_of=as_of)

    def check(self, as_of: str, base: str | None = None) -> list[Told]:
        """What a check finds, and what changed since the base is not allowed."""
        words = ["check", "--format", "json", "--base", base or self.base]
        done = self.run(*words, as_of=as_of)
        assert done.exception is None, done.output
        found = json.loads(done.stdout)["findings"]
        assert done.return_value == int(any(one["severity"] == "error" for one in found))
        return [
            Told(
                one["rule"],
                one["severity"],
                one["path"].removeprefix(f"{HOME}/"),
                one["at"] or f"line {one['line']}",
            )
            for one in found
        ]

    def month_ends(self, as_of: str) -> list[Told]:
        """What is found at a month's end; what happened in the month is committed."""
        found = self.check(as_of)
        if self.repo.git("status", "--porcelain"):
            self.repo.commit(f"What happened by {as_of}")
        self.base = self.repo.git("rev-parse", "HEAD")
        return found

    def edit(self, *edits: tuple[str, str], file: str = "partnership.yaml") -> None:
        self.repo.edit(*edits, path=f"{HOME}/{file}")

    def line(self, text: str, file: str) -> str:
        lines = self.repo.read(f"{HOME}/{file}").splitlines()
        (number,) = [n for n, line in enumerate(lines, 1) if text in line]
        return f"line {number}"

    def hold(
        self, review: str, day: str, decisions: str, actions: str, planned: str = ""
    ) -> list[str]:
        """Prepare a review a week before, hold it, write its minutes; what closing them says."""
        early = f"{day[:8]}{int(day[8:]) - 7:02}"
        wanted = ["--for", planned, "--held-on", day] if planned else []
        self.trm("review", "new", ID, review, *wanted, as_of=early)
        sections = (
            ("\n## Decisions\n", f"\n## Decisions\n\n- {decisions}\n"),
            ("\n## Actions\n", f"\n## Actions\n\n- {actions}\n"),
        )
        self.edit(*sections, file=f"reviews/{day}-{review}.md")
        return self.trm("review", "close", ID, review, planned or day, as_of=day).splitlines()

    def reviews(self, as_of: str) -> list[tuple[str, str, str | None, list[str]]]:
        """Each review with its next day, the day it was held last, and the days it was missed."""
        found = json.loads(self.trm("review", "list", "--format", "json", as_of=as_of))["reviews"]
        return [(one["review"], one["next"], one["held_on"], one["missed"]) for one in found]

    def looked_at(self, risk: str, old: str, new: str) -> None:
        """Give the risk whose mitigation ends so the next day on which it is looked at."""
        self.edit((f"{risk}\n    review_by: {old}", f"{risk}\n    review_by: {new}"))

    def approved(self, party: str, day: str, sponsor: tuple[str, str]) -> list[Told]:
        """A party's approval, committed by its sponsor; what a check finds then."""
        evidence = ("--evidence", f"Letter of {day}")
        self.trm("approve", ID, "--party", party, *evidence, as_of=day)
        self.repo.commit(f"{party} approves", author=sponsor)
        return self.check(day)

    def escalation(self, *words: str, at: str) -> None:
        """A command about an escalation, given at the instant at which the thing happens."""
        action, *rest = words
        self.trm("escalation", action, ID, *rest, "--at", at, as_of=at)


def new_year(year: Year) -> None:
    assert year.check("2027-01-01") == [
        warning("measurement-fresh", "kpis.otif.frequency"),
        warning("measurement-fresh", "kpis.temperature-excursions.frequency"),
        warning("commitment-overdue", "commitments.peak-capacity.due"),
        error("action-overdue", "line 16", "reviews/2026-10-20-qbr.md"),
    ]


def january(year: Year) -> None:
    """What was left lying is put in order, and the first review of the year is held."""
    year.record("2027-01-08", "otif 2026-11 97.3", "otif 2026-12 96.9")
    year.record(
        "2027-01-08", "temperature-excursions 2026-11 6.1", "temperature-excursions 2026-12 6.0"
    )
    year.record("2027-01-15", "carbon-per-pallet 2026-Q4 10.3")
    nothing = ("--note", "Nothing was escalated in this quarter")
    year.trm("kpi", "record", ID, "days-to-settle", "2026-Q4", "0", *nothing, as_of="2027-01-15")
    year.edit(("- [ ] @tom Publish", "- [x] @tom Publish"), file="reviews/2026-10-20-qbr.md")
    year.edit(("    due: 2026-11-23\n", "    due: 2026-11-23\n    closed_on: 2027-01-04\n"))
    told = year.hold(
        "qbr",
        "2027-01-21",
        "Peak capacity was kept; the plan of the year stands.",
        "[ ] @sofia Propose what lifts partner satisfaction (due 2027-05-12)",
    )
    assert told[0] == "✓ the minutes of 'qbr' of 2027-01-21 are binding: 1 decision, 1 action"
    assert year.month_ends("2027-01-31") == [closed("peak-capacity")]


def february(year: Year) -> None:
    """A small escalation is settled where it was raised; the solar roof stands still for a year."""
    year.record("2027-02-08", "otif 2027-01 97.4", "temperature-excursions 2027-01 5.8")
    year.escalation("open", "--title", "Gate closed", "--by", "tom", at="2027-02-10T10:00+00:00")
    year.escalation("step", "2027-001", "--ack", "meridian", at="2027-02-10T10:20+00:00")
    year.escalation("step", "2027-001", "--ack", "helix", at="2027-02-10T11:40+01:00")
    year.escalation("settle", "2027-001", "--outcome", "A spare key", at="2027-02-10T15:00+00:00")
    assert year.month_ends("2027-02-28") == [
        warning("initiative-stalled", "initiatives.solar-depot.since")
    ]


def march(year: Year) -> None:
    """The roof is scaled up; nobody records February's figure of on time in full."""
    year.record("2027-03-08", "temperature-excursions 2027-02 5.9")
    year.edit(("stage: pilot ", "stage: scaling "), ("since: 2026-02-01", "since: 2027-03-15"))
    assert year.month_ends("2027-03-31") == [warning("measurement-fresh", "kpis.otif.frequency")]


def april(year: Year) -> None:
    """The figure comes late and another is corrected; the review of the 21st is forgotten."""
    late = ("--note", "The transport system could not be read in March")
    year.trm("kpi", "record", ID, "otif", "2027-02", "97.0", *late, as_of="2027-04-05")
    year.record("2027-04-08", "otif 2027-03 97.2", "temperature-excursions 2027-03 7.9")
    row = ("kpi", "record", ID, "temperature-excursions", "2027-03", "5.7")
    assert "has a figure for 2027-03 already: 7.9" in str(
        year.run(*row, as_of="2027-04-09").exception
    )
    corrected = ("--correct", "--note", "One trailer's probe was broken")
    year.trm(*row, *corrected, as_of="2027-04-09")
    year.record("2027-04-13", "carbon-per-pallet 2027-Q1 10.2", "days-to-settle 2027-Q1 0.6")
    year.looked_at("every half-year.", "2027-03-31", "2027-09-30")
    year.looked_at("shadow every review.", "2027-03-31", "2027-09-30")
    assert year.month_ends("2027-04-30") == [
        warning("risk-review-overdue", "risks.forecast-drift.review_by"),
        warning("action-overdue", "line 15", "reviews/2026-10-14-annual.md"),
    ]


SURVEY = """\
party,question,score,count
meridian,trust,4.2,10
meridian,commitment,4.3,10
meridian,competence,4.1,10
meridian,communication,4.2,10
helix,trust,4.2,9
helix,commitment,4.2,9
helix,competence,4.3,9
helix,communication,4.1,9
"""


def may(year: Year) -> None:
    """The health check is held with its survey; on time in full turns red, unanswered."""
    year.edit(
        ("- [ ] @ravi Draft the 2028", "- [x] @ravi Draft the 2028"),
        file="reviews/2026-10-14-annual.md",
    )
    year.looked_at("shared model.", "2027-03-31", "2027-11-30")
    year.record("2027-05-10", "otif 2027-04 94.6", "temperature-excursions 2027-04 5.6")
    year.edit(("[ ] @sofia Propose", "[x] @sofia Propose"), file="reviews/2027-01-21-qbr.md")
    told = year.hold(
        "health",
        "2027-05-12",
        "Both sides trust each other more than a year ago.",
        "[x] @ravi Write to both teams what they said (due 2027-05-28)",
    )
    assert told[0].endswith("-health.md:92:1  warning  red-kpi-has-action")
    assert told[-1] == "✓ the minutes of 'health' of 2027-05-12 are binding: 1 decision, 1 action"
    year.repo.write(f"{HOME}/surveys/2027.csv", SURVEY)
    survey = ("--note", "Survey of May 2027")
    year.trm(
        "kpi", "record", ID, "partner-satisfaction", "2027", "4.2", *survey, as_of="2027-05-20"
    )
    assert year.month_ends("2027-05-31") == [
        error("red-kpi-has-action", year.line("otif,2027-04", FIGURES), FIGURES),
        error("review-overdue", "reviews.qbr"),
    ]


def june(year: Year) -> None:
    """Two red months are escalated up to the directors; the missed review is held late."""
    year.record("2027-06-07", "otif 2027-05 94.1", "temperature-excursions 2027-05 5.4")
    assert ("qbr", "2027-07-21", "2027-01-21", ["2027-04-21"]) in year.reviews("2027-06-07")
    title = "Chilled orders late for two months"
    year.escalation(
        "open",
        "--title",
        title,
        "--by",
        "tom",
        "--trigger",
        "service-red",
        at="2027-06-07T09:00+01:00",
    )
    year.escalation("step", "2027-002", "--ack", "meridian", at="2027-06-07T09:05+01:00")
    year.escalation("step", "2027-002", "--ack", "nils", at="2027-06-07T11:30+02:00")
    assert year.check("2027-06-08T09:30+01:00") == [
        error("escalation-on-time", "steps.1", "escalations/2027-002.md"),
        error("red-kpi-has-action", year.line("otif,2027-05", FIGURES), FIGURES),
        error("review-overdue", "reviews.qbr"),
    ]
    year.escalation("step", "2027-002", "--level", "owners", at="2027-06-08T08:55+01:00")
    year.escalation("step", "2027-002", "--ack", "ravi", at="2027-06-08T09:30+01:00")
    year.escalation("step", "2027-002", "--ack", "sofia", at="2027-06-08T16:10+02:00")
    year.escalation("step", "2027-002", "--level", "directors", at="2027-06-10T08:50+01:00")
    year.escalation("step", "2027-002", "--ack", "lena", at="2027-06-10T11:00+01:00")
    year.escalation("step", "2027-002", "--ack", "mikael", at="2027-06-10T15:00+02:00")
    year.escalation(
        "settle",
        "2027-002",
        "--outcome",
        "A spare trailer for the loop",
        at="2027-06-14T16:00+01:00",
    )
    told = year.hold(
        "qbr",
        "2027-06-15",
        "Helix keeps a spare trailer at Leeds until the end of the year.",
        "[ ] @tom Re-plan the loop (kpi otif; cause two trailers lost; due 2027-07-31)",
        planned="2027-04-21",
    )
    assert told[0] == "✓ the minutes of 'qbr' of 2027-06-15 are binding: 1 decision, 1 action"
    assert year.month_ends("2027-06-30") == [
        warning("escalation-on-time", "steps.2.acknowledged.helix", "escalations/2027-002.md")
    ]


def mid_year(year: Year) -> None:
    """What the lists say on the first day of July."""
    due = json.loads(year.trm("due", "--format", "json", as_of="2027-07-01"))["items"]
    assert [(d["day"], d["kind"], d["place"], [w["id"] for w in d["who"]]) for d in due] == [
        ("2027-06-30", "goal", "goals.trust.due", ["sofia"]),
        ("2027-07-07", "review", "reviews.weekly", ["tom", "nils"]),
        ("2027-07-14", "kpi", "kpis.carbon-per-pallet", ["mikael"]),
        ("2027-07-14", "kpi", "kpis.days-to-settle", ["ravi"]),
        ("2027-07-14", "kpi", "kpis.otif", ["mikael"]),
        ("2027-07-14", "kpi", "kpis.temperature-excursions", ["nils"]),
        ("2027-07-21", "review", "reviews.qbr", ["ada", "jonas", "ravi", "sofia"]),
        ("2027-07-31", "action", "reviews.qbr", ["tom"]),
    ]
    assert [d["overdue_days"] for d in due] == [1, 0, 0, 0, 0, 0, 0, 0]
    shown = year.trm("kpi", "scorecard", as_of="2027-07-01").splitlines()
    assert shown[0] == "meridian-helix: Meridian Foods and Helix Cold Chain"
    kpis = [[cell.strip() for cell in re.split(r" {2,}", line.strip())] for line in shown[2:7]]
    assert [(row[0], row[1], row[2], row[4].split()[0], row[5:6]) for row in kpis] == [
        ("otif", "◆ red", "94.1 % (2027-05)", "98", ["↘ turning worse"]),
        ("temperature-excursions", "● green", "5.4 per 10,000 (2027-05)", "4", ["↗ improving"]),
        ("carbon-per-pallet", "▲ amber", "10.2 kg CO2e (2027-Q1)", "8.5", ["↗ improving"]),
        ("partner-satisfaction", "▲ amber", "4.2 (score 1-5, 2027)", "4.3", []),
        ("days-to-settle", "● green", "0.6 working days (2027-Q1)", "5", ["→ steady"]),
    ]
    log = year.trm("escalation", "figures", ID, as_of="2027-07-01").splitlines()
    assert [line.split("  ")[-1].strip() for line in log[1:12]] == [
        "3",
        "3 of 3",
        "100 %",
        "11 of 12",
        "91.7 %",
        "3",
        "3 working days",
        "2.6 working days",
        "1 of 3",
        "33.3 %",
        "1, in 0.6 working days on average",
    ]
    assert log[-1].strip() == "trm kpi record meridian-helix days-to-settle 2027-Q2 5.8"
    assert year.reviews("2027-07-01") == [
        ("weekly", "2027-07-07", None, []),
        ("qbr", "2027-07-21", "2027-06-15", []),
        ("annual", "2027-10-14", "2026-10-14", []),
        ("health", "2028-05-12", "2027-05-12", []),
    ]


WAS, TOLERANCE = "      - {value: 9, by: 2026-06-30}\n", "    tolerance: 1.5\n"


def july(year: Year) -> None:
    """The review is held a day early; the goal of trust is renewed, and both parties approve."""
    year.record("2027-07-08", "otif 2027-06 96.2", "temperature-excursions 2027-06 5.2")
    year.record("2027-07-12", "carbon-per-pallet 2027-Q2 9.8", "days-to-settle 2027-Q2 5.8")
    year.hold(
        "qbr",
        "2027-07-20",
        "The goal of trust is renewed for a year, with higher targets.",
        "[ ] @mikael Price a third trailer for the loop (due 2027-10-15)",
        planned="2027-07-21",
    )
    year.edit(("[ ] @tom Re-plan", "[x] @tom Re-plan"), file="reviews/2027-06-15-qbr.md")
    year.edit(
        ("version: 2.1.3 ", "version: 2.2.0 "),
        ("    lead: sofia\n    due: 2027-06-30", "    lead: sofia\n    due: 2028-06-30"),
        (
            "target: {value: 4.3, by: 2027-06-30}\n    milestones:\n",
            "target: {value: 4.5, by: 2028-06-30}\n    milestones:\n",
        ),
        (
            "{value: 3.8, by: 2026-06-30}",
            "{value: 3.8, by: 2026-06-30}\n      - {value: 4.3, by: 2027-06-30}",
        ),
        (
            "target: {value: 5, by: 2027-06-30}\n    milestones:\n",
            "target: {value: 4, by: 2028-06-30}\n    milestones:\n",
        ),
        (f"{WAS}{TOLERANCE}", f"{WAS}      - {{value: 5, by: 2027-06-30}}\n{TOLERANCE}"),
    )
    year.repo.commit("The goal of trust is renewed")
    later = (
        error("no-silent-weakening", "goals.trust.due"),
        *(
            error("no-silent-weakening", f"kpis.{kpi}.{what}")  # later, and for its owner more
            for kpi in ("partner-satisfaction", "days-to-settle")
            for what in ("target.value", "target.by", "milestones.2")
        ),
    )
    owed_by_meridian = ("kpis.days-to-settle.target.value", "kpis.days-to-settle.milestones.2")
    by_helix = tuple(one for one in later if one.at not in owed_by_meridian)
    unapproved = error("approvals-current", "approvals")
    assert year.check("2027-07-26") == [*later, unapproved]
    assert year.approved("meridian", "2027-07-27", ADA) == [*by_helix, unapproved]
    assert year.approved("helix", "2027-07-28", JONAS) == [unsigned(4)]
    assert year.month_ends("2027-07-31") == [unsigned(4)]


LEAVES = "    seniority: director\n    email: lena.hart@meridian.example\n"
PRIYA = """\
  priya:
    name: Priya Nair
    organisation: meridian-foods
    title: Supply Chain Director
    department: operations
    seniority: director
    email: priya.nair@meridian.example
"""


def august(year: Year) -> None:
    """A second small escalation; Lena leaves, and nobody has taken her places."""
    year.record("2027-08-09", "otif 2027-07 97.4", "temperature-excursions 2027-07 5.0")
    year.escalation("open", "--title", "Wrong bay", "--by", "nils", at="2027-08-17T11:00+01:00")
    year.escalation("step", "2027-003", "--ack", "tom", at="2027-08-17T11:30+01:00")
    year.escalation("step", "2027-003", "--ack", "nils", at="2027-08-17T12:15+02:00")
    year.escalation("settle", "2027-003", "--outcome", "New signs", at="2027-08-18T09:00+01:00")
    year.repo.edit((LEAVES, f"{LEAVES}    left: 2027-08-31\n"), path=DIRECTORY)
    assert year.month_ends("2027-08-31") == [
        error("nobody-has-left", "people.ada.deputy", DIRECTORY),
        error("nobody-has-left", "goals.freshness.lead"),
        error("nobody-has-left", "committees.steering.members.3.person"),
        error("nobody-has-left", "escalation.levels.directors.contacts.meridian"),
        error("nobody-has-left", "touchpoints.network.between.1"),
        error("nobody-has-left", "maturity.functions.customer-service.lead"),
    ]


def september(year: Year) -> None:
    """Priya takes over, by agreement of both parties; risks are looked at on their day."""
    year.record("2027-09-08", "otif 2027-08 97.5", "temperature-excursions 2027-08 5.1")
    year.repo.edit(
        ("    deputy: lena\n", "    deputy: priya\n"),
        ("objectives: ", f"{PRIYA}objectives: "),
        path=DIRECTORY,
    )
    year.edit(
        ("version: 2.2.0 ", "version: 2.3.0 "),
        ("    lead: lena\n", "    lead: priya\n"),
        ("{person: lena, role: member}", "{person: priya, role: member}"),
        ("{meridian: lena, helix: mikael}", "{meridian: priya, helix: mikael}"),
        ("[lena, mikael]", "[priya, mikael]"),
        ("level: managed, lead: lena", "level: managed, lead: priya"),
    )
    year.repo.commit("Priya Nair follows Lena Hart")
    year.approved("meridian", "2027-09-14", ADA)
    year.approved("helix", "2027-09-15", JONAS)
    year.looked_at("every half-year.", "2027-09-30", "2028-03-31")
    year.looked_at("shadow every review.", "2027-09-30", "2028-03-31")
    assert year.month_ends("2027-09-30") == [unsigned(6)]


def october(year: Year) -> None:
    """The strategic review and the last quarterly one; an action of July is not done."""
    year.record("2027-10-08", "otif 2027-09 97.6", "temperature-excursions 2027-09 4.9")
    year.record("2027-10-13", "carbon-per-pallet 2027-Q3 9.5", "days-to-settle 2027-Q3 0.8")
    year.hold(
        "annual",
        "2027-10-14",
        "The alliance goes on beyond 2028; terms are drafted by spring.",
        "[ ] @ravi Draft the terms from 2029 on (due 2028-02-15)",
    )
    year.hold(
        "qbr",
        "2027-10-21",
        "The spare trailer stays for another year.",
        "[ ] @nils Rehearse the peak at Leeds (due 2027-11-12)",
    )
    assert year.month_ends("2027-10-31") == [
        warning("action-overdue", year.line("@mikael", JULY), JULY)
    ]


JULY = "reviews/2027-07-20-qbr.md"


def november(year: Year) -> None:
    """The action of July is more than a month late."""
    year.record("2027-11-08", "otif 2027-10 97.9", "temperature-excursions 2027-10 4.6")
    year.edit(("[ ] @nils", "[x] @nils"), file="reviews/2027-10-21-qbr.md")
    assert year.month_ends("2027-11-30") == [
        error("action-overdue", year.line("@mikael", JULY), JULY)
    ]


def december(year: Year) -> None:
    """The year ends in order; on the next day two seats are empty."""
    year.record("2027-12-08", "otif 2027-11 98.0", "temperature-excursions 2027-11 4.4")
    year.edit(("[ ] @mikael", "[x] @mikael"), file=JULY)
    year.looked_at("shared model.", "2027-11-30", "2028-03-31")
    assert year.month_ends("2027-12-31") == []
    assert year.check("2027-12-31", base=year.first) == [unsigned(6)]
    assert year.check("2028-01-01") == [
        warning("no-expired-appointment", "committees.operations.members.1.until"),
        warning("no-expired-appointment", "committees.operations.members.2.until"),
    ]


@pytest.fixture
def year(tmp_path: Path) -> Year:
    return Year(tmp_path / "repository")


def test_a_partnership_is_led_through_a_year_and_judged_at_each_months_end(year: Year) -> None:
    new_year(year)
    for month in (january, february, march, april, may, june):
        month(year)
    mid_year(year)
    for month in (july, august, september, october, november, december):
        month(year)
