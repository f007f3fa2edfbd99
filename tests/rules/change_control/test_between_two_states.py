"""The rules of change control between two states of files, without any repository."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.support import CHARTER, Seen, edited, judged, line_of
from trm_policy.judging.settings import Settings, SettingsTable
from trm_policy.starter import complete

SURVEY = "partnerships/meridian-helix/surveys/2026.csv"
MEASUREMENTS = "partnerships/meridian-helix/measurements.csv"
QBR = "partnerships/meridian-helix/reviews/2026-10-20-qbr.md"
LATE = "partnerships/meridian-helix/escalations/2026-003.md"
Files = Mapping[str, bytes]


def test_nothing_is_asked_of_a_new_charter() -> None:
    now = {**complete(), CHARTER.replace("meridian-helix", "another"): complete()[CHARTER]}
    assert [
        one
        for rule in ("version-bumped", "no-silent-weakening", "records-append-only")
        for one in judged(rule, complete(), now)
    ] == []


def test_a_version_does_not_go_back() -> None:
    now = edited(("version: 2.1.3 ", "version: 2.1.2 "))
    assert judged("version-bumped", complete(), now) == [
        Seen("version-bumped", "error", line_of(now, "version: 2.1.2 "), "version",
             "the version went back from 2.1.3 to 2.1.2")
    ]  # fmt: skip


def test_a_new_party_needs_a_major_version_and_says_why() -> None:
    now = edited(
        ("  helix:\n    organisation: helix-cold-chain", ("  third: {name: Third}\n  helix:\n"
         "    organisation: helix-cold-chain")),
        ("version: 2.1.3 ", "version: 2.2.0 "),
    )  # fmt: skip
    assert judged("version-bumped", complete(), now) == [
        Seen("version-bumped", "error", line_of(now, "version: 2.2.0 "), "version",
             "the version is 2.2.0, but the agreed content has changed: new party Third")
    ]  # fmt: skip


def test_a_party_that_is_written_out_is_named_as_it_was() -> None:
    now = edited(("    to: [helix]                              # all others unless said\n", ""))
    text = now[CHARTER].decode()
    start = text.index("  helix:\n    organisation: helix-cold-chain")
    end = text.index("\npeople: ")
    gone = {**now, CHARTER: (text[:start] + text[end:]).encode()}
    messages = [one.message for one in judged("no-silent-weakening", complete(), gone)]
    assert any("Helix Cold Chain AB" in message.split(";")[-1] for message in messages)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("- Peak capacity is released from week 47, a week early.\n", "", 12),
        ("## Notes\n\nOn time in full is ahead of its plan for the ninth month.\n", "", 16),
        ("ninth month.\n", "ninth month.\nAnd we all agreed.\n", 21),
        ("- [x] @nils", "- [-] @nils", 15),
    ],
)
def test_minutes_that_bind_lose_change_and_gain_no_line(old: str, new: str, line: int) -> None:
    found = judged("records-append-only", complete(), edited((old, new), path=QBR))
    assert [one.line for one in found] == [line]


def test_minutes_in_which_nothing_was_decided_yet_are_a_plan() -> None:
    text = complete()[QBR].decode()
    head = text[: text.index("## Decisions")]
    then = {**complete(), QBR: f"{head}## Decisions\n\n## Actions\n".encode()}
    assert judged("records-append-only", then, complete()) == []


def test_an_escalation_gains_steps_and_lines_and_loses_none() -> None:
    now = edited(
        ("settled_at: 2026-09-09T16:00+01:00", "settled_at: 2026-09-09T17:00+01:00"),
        ("Two trailers were off", "Three trailers were off"),
        path=LATE,
    )
    found = judged("records-append-only", complete(), now)
    assert [(one.at, one.line) for one in found] == [("settled_at", 14), ("", 16)]
    more = edited(
        ("until the end of the year.\n", "until the end of the year.\nDone.\n"), path=LATE
    )
    assert judged("records-append-only", complete(), more) == []


def test_a_survey_that_cannot_be_read_any_more_is_left_to_the_schema_while_its_rows_stand() -> None:
    rows = complete()[SURVEY].removeprefix(b"party,question,score,count\n")
    now = {**complete(), SURVEY: b"party;question\n" + rows}
    assert judged("records-append-only", complete(), now) == []
    gone = judged("records-append-only", complete(), {**complete(), SURVEY: b"party;question\n"})
    told = [one.message for one in gone]
    assert "the recorded answer of meridian to 'trust' (4.0) has been changed or removed" in told
    assert len(gone) == 4


def test_answers_of_a_survey_are_not_rewritten_and_may_be_added_to() -> None:
    rows = complete()[SURVEY].decode().splitlines()
    party, question, _, count = rows[1].split(",")
    changed = [rows[0], f"{party},{question},5.0,{count}", *rows[2:]]
    now = {**complete(), SURVEY: ("\n".join(changed) + "\n").encode()}
    assert [one.line for one in judged("records-append-only", complete(), now)] == [2]
    more = {**complete(), SURVEY: complete()[SURVEY].rstrip() + b"\nhelix,New question,4.0,9\n"}
    assert judged("records-append-only", complete(), more) == []


def test_many_rows_that_were_changed_are_counted() -> None:
    rows = complete()[MEASUREMENTS].decode().splitlines()
    now = {**complete(), MEASUREMENTS: f"{rows[0]}\n".encode()}
    found = judged("records-append-only", complete(), now)
    more = f"{len(rows) - 4} more recorded rows have been changed or removed"
    assert (len(found), more in [one.message for one in found]) == (4, True)


def test_a_figure_written_otherwise_is_the_same_figure() -> None:
    text = complete()[MEASUREMENTS].decode()
    now = {**complete(), MEASUREMENTS: text.replace(",95.6,", ", 95.60 ,").encode()}
    assert judged("records-append-only", complete(), now) == []


@pytest.mark.parametrize(
    ("then", "now", "same"),
    [
        ("97.125", "97.1250", True),  # as nobody can take it for thousands
        ('"97,2"', "97.2", True),
        ("1'200", "1200", True),
        ("1.200", "1200", False),
        ('"1,200"', "1200", False),  # which of the two was meant, nobody knows
    ],
)
def test_a_number_may_be_written_so_that_all_read_it_alike(then: str, now: str, same: bool) -> None:
    files = [
        edited(("otif,2026-10,97.2,", f"otif,2026-10,{written},"), path=MEASUREMENTS)
        for written in (then, now)
    ]
    assert (judged("records-append-only", *files) == []) is same


def test_a_file_that_a_spreadsheet_saved_holds_the_same_figures() -> None:
    saved = complete()[MEASUREMENTS].replace(b",", b";").replace(b".", b",")
    now = {**complete(), MEASUREMENTS: saved}
    assert judged("records-append-only", complete(), now) == []
    assert judged("records-append-only", now, complete()) == []


def test_a_waiver_without_its_facts_is_left_to_waiver_unknown() -> None:
    now = edited(("waivers: []", "waivers:\n  - {rule: kpi-balanced}"))
    assert judged("waiver-approved", complete(), now) == []


def test_an_organisation_may_want_shorter_waivers() -> None:
    entry = "{rule: kpi-balanced, because: Later, approved_by: ada, expires: 2027-10-31}"
    now = edited(("waivers: []", f"waivers:\n  - {entry}"))
    shorter = Settings(SettingsTable(rules={"waiver-approved": {"most-months": 6}}))
    assert judged("waiver-approved", complete(), now) == []
    assert judged("waiver-approved", complete(), now, shorter) == [
        Seen("waiver-approved", "error", line_of(now, entry), "waivers.1.expires",
             "the new waiver of 'kpi-balanced' ends on 2027-10-31, more than 6 months ahead")
    ]  # fmt: skip


def test_what_stood_before_is_not_asked_again() -> None:
    entry = "{rule: kpi-balanced, because: Later, approved_by: ada, expires: 2027-10-31}"
    then = edited(("waivers: []", f"waivers:\n  - {entry}"))
    shorter = Settings(SettingsTable(rules={"waiver-approved": {"most-months": 6}}))
    assert judged("waiver-approved", then, then, shorter) == []


def test_what_changes_in_an_entry_of_a_list_is_marked_there() -> None:
    now = edited(("{person: lena, role: member}", "{person: lena, role: member, vote: false}"))
    line = line_of(now, "{person: lena, role: member, vote: false}")
    found = judged("no-silent-weakening", complete(), now)
    assert [(one.line, one.at) for one in found] == [(line, "committees.steering.members.3.vote")]
