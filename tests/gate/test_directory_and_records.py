"""What stands beside the charters: the directory that they share, and their records."""

# ruff: noqa: E501 - an attempt stands on one line

from __future__ import annotations

from tests.gate.attempts import (
    HERE,
    Attempt,
    Gate,
    Step,
    attempt,
    attempts,
    edit,
    link,
    move,
    remove,
    version,
    write,
)
from tests.support import CHARTER, DIRECTORY

OFF = "---\nreview: qbr\nfor: 2027-01-21\nheld_on: 2026-11-19\nstatus: {}\n---\n"
FIGURES = f"{HERE}/measurements.csv"
QBR = f"{HERE}/reviews/2026-10-20-qbr.md"
CASE = f"{HERE}/escalations/2026-003.md"
SURVEY = f"{HERE}/surveys/2026.csv"
LATE = f"{HERE}/escalations/2026-004.md"
OPEN = """\
---
id: 2026-004
title: No forecast in week 46
raised_by: nils
raised_at: 2026-11-09T09:00+00:00
steps:
  - {level: operations, reached_at: 2026-11-09T09:00+00:00}
---
The forecast came late.
"""
PAST = """\
---
review: qbr
for: 2026-07-21
held_on: 2026-07-21
attendees: [ada, jonas, lena, mikael, ravi, sofia]
---
## Decisions

- Helix keeps the depot.

## Actions

- [x] @tom Publish the lease (due 2026-08-31)
"""
DECISION = "- Peak capacity is released from week 47, a week early.\n"
PLACE = "    country: SE\n    timezone: Europe/Stockholm\n"


def listed(way: str, said: str, old: str, new: str) -> Attempt:
    """A change of the directory alone."""
    return attempt(way, f"no-silent-weakening: {said}", edit(old, new, DIRECTORY))


def recorded(way: str, said: str, *steps: Step, given: tuple[Step, ...] = ()) -> Attempt:
    """A change of records."""
    return attempt(way, f"records-append-only: {said}", *steps, given=given)


def more(rows: str) -> Step:
    """Further figures."""
    return lambda repo: repo.write(FIGURES, repo.read(FIGURES) + rows)


STOPPED = [
    listed("another company", "Helix Cold Chain AB is now Nordfrost AB in the directory", "name: Helix Cold Chain AB", "name: Nordfrost AB"),
    listed("another country", "country of Helix Cold Chain AB in the directory: SE → US", "country: SE", "country: US"),
    listed("no country", "country of Helix Cold Chain AB in the directory is removed (was SE)", "    country: SE\n", ""),
    listed("another clock", "time zone of Helix Cold Chain AB in the directory: Europe/Stockholm → Pacific/Auckland", "Europe/Stockholm", "Pacific/Auckland"),
    listed("no clock", "time zone of Helix Cold Chain AB in the directory is removed", "    timezone: Europe/Stockholm\n", ""),
    listed("other holidays", "region of Meridian Foods plc in the directory: GB-ENG → GB-SCT", "subdivision: GB-ENG", "subdivision: GB-SCT"),
    listed("holidays of a region", "region of Helix Cold Chain AB in the directory is added: SE-AB", "    country: SE\n", "    country: SE\n    subdivision: SE-AB\n"),
    attempt("the same company under another id", "no-silent-weakening: organisation of Helix Cold Chain AB: helix-cold-chain → helix", edit("  helix-cold-chain:\n", "  helix:\n", DIRECTORY), edit("organisation: helix-cold-chain", "organisation: helix")),
    attempt("another clock in the charter", "no-silent-weakening: time zone of Helix Cold Chain AB is added: Pacific/Auckland", edit("    organisation: helix-cold-chain\n", "    organisation: helix-cold-chain\n    timezone: Pacific/Auckland\n"), version("3.0.0")),
    attempt("a clock that passes from the charter to the directory", "no-silent-weakening: time zone of Helix Cold Chain AB is removed", edit("    timezone: Europe/Stockholm\n", "", CHARTER), edit(PLACE, PLACE.replace("Stockholm", "Oslo"), DIRECTORY), given=(edit("    organisation: helix-cold-chain\n", "    organisation: helix-cold-chain\n    timezone: Europe/Stockholm\n"),)),
    listed("somebody of the other company", "party of Lena Hart in Joint steering committee: Meridian Foods plc → Helix Cold Chain AB", "    name: Lena Hart\n    organisation: meridian-foods", "    name: Lena Hart\n    organisation: helix-cold-chain"),
    attempt("a sponsor who has left", "nobody-has-left: Ada Okafor left on 2026-11-01", edit("    deputy: lena\n", "    deputy: lena\n    left: 2026-11-01\n", DIRECTORY)),
    attempt("a directory that nobody could read", "no-silent-weakening: the directory could not be read whole before the change", lambda repo: repo.write(DIRECTORY, repo.read(DIRECTORY).removesuffix("]\n")), given=(lambda repo: repo.write(DIRECTORY, f"{repo.read(DIRECTORY)}]\n"),)),
    *(
        attempt(f"{what} by which figures of the past are other ones", f"measurement-from-records: is recorded as 2.6 for 2026-Q3, which was right by the working hours, time zones and holidays before this change; by the new ones the escalation log gives {gives}", edit(old, new, path))
        for what, gives, old, new, path in (
            ("working hours", "2.4", "08:00-17:00", "06:00-20:00", CHARTER),
            ("a clock", "2", "Europe/London", "Pacific/Auckland", DIRECTORY),
        )
    ),
    recorded("a figure", "the recorded figure of otif for 2026-09 (97.0) has been changed or removed", edit("otif,2026-09,97.0,", "otif,2026-09,98.0,", FIGURES)),
    recorded("a figure that is left out", "the recorded figure of otif for 2026-09 (97.0) has been changed or removed", edit("otif,2026-09,97.0,\n", "", FIGURES)),
    recorded("the figures", "the record measurements.csv has been removed", remove(FIGURES)),
    attempt("a link to figures", "schema: the file cannot be opened, or is a link", move(FIGURES, "figures.csv"), link(FIGURES, "../../figures.csv")),
    recorded("an answer of a survey", "the recorded answer of meridian to 'trust' (4.0) has been changed or removed", edit("meridian,trust,4.0", "meridian,trust,5.0", SURVEY)),
    recorded("a survey", "the record surveys/2026.csv has been removed", remove(SURVEY)),
    recorded("a decision", "the recorded line '- Peak capacity is released from week 47, a week early.'", edit("- Peak capacity is released from week 47, a week early.\n", "- Nothing was decided.\n", QBR)),
    *(
        attempt(f"a decision in which {what} of another name seems to be named", "records-append-only: the recorded line '- Peak capacity is released from week 47, a week early.'", edit("  released:", "  withheld:"), edit("is released from", "is withheld from", QBR), given=(given,))
        for what, given in (
            ("a risk", edit("risks:\n", "risks:\n  released: {title: Stock that is let go too soon, owner: nils, likelihood: 1, impact: 1, mitigation: Two people sign., review_by: 2027-03-31}\n")),
            ("a review", edit("reviews:\n", "reviews:\n  released: {name: Release board, kind: operational, every: weekly, starting: 2025-01-09}\n")),
        )
    ),
    *(
        recorded(f"a decision that {how}", f"the recorded {said}", edit(old, new, QBR), given=(edit(DECISION, there, QBR),))
        for how, said, there, old, new in (
            ("an unseen sign joins to another", f"line {DECISION.strip()!r} has been changed or removed", f"{DECISION}- The depot stays.\n", "early.\n- The", "early.\x0c- The"),
            ("an unseen separator joins to another", f"line {DECISION.strip()!r} has been changed or removed", f"{DECISION}- The depot stays.\n", "early.\n- The", "early.\u2028- The"),
            ("is no entry any more, as an empty line is taken", "entry 'The depot stays.' is read otherwise than before: empty lines were added or removed", "Agreed:\n\n2. The depot stays.\n", "\n\n2.", "\n2."),
            ("becomes two paragraphs by an empty line", "entry 'The depot in Hull stays.' is read otherwise than before", "- The depot in Hull\n  stays.\n", "Hull\n  stays", "Hull\n\n  stays"),
        )
    ),
    recorded("the KPI of an action, which an empty line parts from it", "entry 'Publish the forecast error by store' is read otherwise than before", edit("error\n  by", "error\n\n  by", QBR), given=(edit("error by store (due 2026-12-01)", "error\n  by store (kpi otif; due 2026-12-01)", QBR),)),
    recorded("minutes", "the record reviews/2026-10-20-qbr.md has been removed", remove(QBR)),
    recorded("minutes under another day", "the record reviews/2026-10-20-qbr.md has been removed", remove(QBR), write(f"{HERE}/reviews/2026-10-22-qbr.md", "---\nreview: qbr\ndate: 2026-10-22\n---\n")),
    recorded("when a case was settled", "the recorded settled_at of the escalation has been changed or removed", edit("settled_at: 2026-09-09T16:00+01:00", "settled_at: 2026-09-08T16:00+01:00", CASE)),
    recorded("a case", "the record escalations/2026-003.md has been removed", remove(CASE)),
]  # fmt: skip
TOLD = [
    attempt("a figure of long ago", "trm pr: figure of Days to settle an escalation for 2026-Q1 corrected: 8.5 → 1 (Recount)", more("days-to-settle,2026-Q1,1,Recount\n")),
    attempt("a figure of a period long past", "trm pr: figure of On time in full recorded: 93.0 for 2025-12 (the newest was 2026-10)", more("otif,2025-12,93.0,\n")),
    attempt("minutes of a day long past", "trm pr: minutes of Quarterly business review of 2026-07-21: 1 decision and 1 action (the newest were of 2026-10-20)", write(f"{HERE}/reviews/2026-07-21-qbr.md", PAST)),
    attempt("a review that is cancelled", "trm pr: Quarterly business review planned for 2027-01-21 cancelled (no reason given)", write(f"{HERE}/reviews/2026-11-19-qbr.md", OFF.format("cancelled"))),
    attempt("a review that is put off for years", "trm pr: Quarterly business review planned for 2027-01-21 moved to 2035-01-01 (Busy)", write(f"{HERE}/reviews/2026-11-19-qbr.md", OFF.format("moved\nmoved_to: 2035-01-01\nbecause: Busy"))),
    attempt("an action that is dropped", "trm pr: action dropped: Publish the forecast error by store (Tom Ellis; Quarterly business review of 2026-10-20)", edit("- [ ] @tom", "- [-] @tom", QBR)),
    attempt("a late case that is settled", "trm pr: escalation 2026-004 settled on 2026-11-12", edit("---\nThe forecast", "settled_at: 2026-11-12T09:00+00:00\n---\nThe forecast", LATE), given=(write(LATE, OPEN),)),
    attempt("an objective", "trm pr: Be the cheapest grocer", edit("title: Be the freshest grocer", "title: Be the cheapest grocer", DIRECTORY)),
    attempt("somebody who is new", "trm pr: new person Kim Hale", edit("people:\n", "people:\n  kim: {name: Kim Hale, organisation: meridian-foods}\n", DIRECTORY)),
    attempt("an organisation that is new", "trm pr: new organisation Nordfrost AB", edit("organisations:\n", "organisations:\n  nordfrost: {name: Nordfrost AB}\n", DIRECTORY)),
]  # fmt: skip


@attempts(STOPPED)
def test_is_stopped(gate: Gate, tried: Attempt) -> None:
    gate.stops(tried)


@attempts(TOLD)
def test_is_told(gate: Gate, tried: Attempt) -> None:
    gate.tells(tried)
