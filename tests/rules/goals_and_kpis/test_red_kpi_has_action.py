"""Bad figures that somebody does something about."""

# ruff: noqa: E501 - a table is read row by row

from datetime import UTC, datetime

from tests.support import (
    CHARTER,
    TODAY,
    Case,
    Seen,
    edited,
    finding,
    findings,
    options,
    report,
    table,
)
from trm_policy.judging.settings import Settings

RULE = "red-kpi-has-action"
FOLDER = "partnerships/meridian-helix"
CSV = f"{FOLDER}/measurements.csv"
HEADER = "kpi,period,value,note\n"
RED = "otif,2026-09,97.0,\notif,2026-10,93.8,\n"
NO_ACTION = (
    "the KPI 'otif' is red in 2026-10 (93.8, planned 95.67), but no action in the minutes "
    "since 2026-10-01 addresses it"
)
GIVEN = "(kpi otif; cause two trailers lost; due 2026-12-01)"


def minutes(action: str, day: str = "2026-10-20", review: str = "qbr") -> dict[str, bytes]:
    """Minutes of a review with one line under its actions, the twelfth of the file."""
    text = (
        f"---\nreview: {review}\nfor: {day}\nheld_on: {day}\nattendees: [ada, jonas]\n---\n"
        f"# Review\n\n## Actions\n\n\n{action}\n"
    )
    return {f"{FOLDER}/reviews/{day}-{review}.md": text.encode()}


def found(
    rows: str,
    more: dict[str, bytes] | None = None,
    now: datetime = TODAY,
    settings: Settings | None = None,
) -> list[tuple[int, str]]:
    files = edited() | {CSV: (HEADER + rows).encode()} | (more or {})
    return [(one.line, one.message) for one in findings(files, RULE, now, settings)]


LATE = "otif,2026-08,97,\notif,2026-09,92.4,The report came late; Recorded on 2026-11-16\n"
RED_SURVEY = {CSV: (HEADER + "partner-satisfaction,2025,2.5,\n").encode()}


# fmt: off
CASES = {
    "a survey that was red on its day": Case(
        edited() | RED_SURVEY,
        finding(message="the KPI 'partner-satisfaction' is red in 2025 (2.5, planned 3.5), but no action in the minutes since 2025-01-01 addresses it", line=2),
    ),
    "where nobody can tell when people were asked no survey is red": Case(
        edited(("kind: health", "kind: helth")) | RED_SURVEY,
    ),
    "against a plan that is not sound nothing is red: 1": Case(
        edited(("    tolerance: 1.5  ", "    tolerance: -1.5  ")) | {CSV: (HEADER + RED).encode()},
    ),
    "against a plan that is not sound nothing is red: 2": Case(
        edited(("target: {value: 98, by", "target: {value: 90, by")) | {CSV: (HEADER + RED).encode()},
    ),
    "against a plan that is not sound nothing is red: 3": Case(
        edited(("target: {value: 98, by: 2027-12-31}", "target: {value: 98, by: 2024-12-01}")) | {CSV: (HEADER + RED).encode()},
    ),
    "an open or done action with all that is asked answers it: [ ]": Case(
        edited() | {CSV: (HEADER + RED).encode()} | (minutes(f"- [ ] @nils Re-plan the loop {GIVEN}") or {}),
    ),
    "an open or done action with all that is asked answers it: [x]": Case(
        edited() | {CSV: (HEADER + RED).encode()} | (minutes(f"- [x] @nils Re-plan the loop {GIVEN}") or {}),
    ),
    "what is dropped or about something else answers nothing: 1": Case(
        edited() | {CSV: (HEADER + RED).encode()} | (minutes(f"- [-] @nils Re-plan the loop {GIVEN}") or {}),
        finding(message=NO_ACTION, line=3),
    ),
    "what is dropped or about something else answers nothing: 2": Case(
        edited() | {CSV: (HEADER + RED).encode()} | (minutes("- [ ] @nils Re-plan the loop " + GIVEN.replace("otif", "days-to-settle")) or {}),
        finding(message=NO_ACTION, line=3),
    ),
    "what is dropped or about something else answers nothing: 3": Case(
        edited() | {CSV: (HEADER + RED).encode()} | (minutes("- [ ] @nils Re-plan the loop (cause two trailers lost; due 2026-12-01)") or {}),
        finding(message=NO_ACTION, line=3),
    ),
    "an action that lacks something is named with what it lacks: no cause": Case(
        edited() | {CSV: (HEADER + RED).encode()} | (minutes("- [ ] @nils Re-plan the loop (kpi otif; due 2026-12-01)") or {}),
        finding(message="the KPI 'otif' is red in 2026-10 (93.8, planned 95.67), but the action on it (2026-10-20-qbr.md, line 12) has no cause", line=3),
    ),
    "an action that lacks something is named with what it lacks: no person and no due date": Case(
        edited() | {CSV: (HEADER + RED).encode()} | (minutes("- [ ] Re-plan the loop (kpi otif; cause two trailers lost)") or {}),
        finding(message="the KPI 'otif' is red in 2026-10 (93.8, planned 95.67), but the action on it (2026-10-20-qbr.md, line 12) has no person and no due date", line=3),
    ),
    "an action that lacks something is named with what it lacks: - [ ] Re-plan the loop (kpi otif)": Case(
        edited() | {CSV: (HEADER + RED).encode()} | (minutes("- [ ] Re-plan the loop (kpi otif)") or {}),
        finding(message="the KPI 'otif' is red in 2026-10 (93.8, planned 95.67), but the action on it (2026-10-20-qbr.md, line 12) has no person, no cause and no due date", line=3),
    ),
    "a day that cannot be read is for another rule to blame": Case(
        edited() | {CSV: (HEADER + RED).encode()} | (minutes("- [ ] @nils Re-plan (kpi otif; cause two trailers lost; due soon)") or {}),
    ),
    "one good action is enough": Case(
        edited() | {CSV: (HEADER + RED).encode()} | (minutes(f"- [ ] Ask around (kpi otif)\n- [ ] @nils Re-plan the loop {GIVEN}") or {}),
    ),
    "what was agreed before the red period answers nothing": Case(
        edited() | {CSV: (HEADER + RED).encode()} | (minutes(f"- [ ] @nils Re-plan the loop {GIVEN}", "2026-09-30") or {}),
        finding(message=NO_ACTION, line=3),
    ),
    "what was agreed before the red period answers nothing (2)": Case(
        edited() | {CSV: (HEADER + RED).encode()} | (minutes(f"- [ ] @nils Re-plan the loop {GIVEN}", "2026-10-01") or {}),
    ),
    "while it stays red an action counts as long as it is open": Case(
        edited() | {CSV: (HEADER + "otif,2026-07,96,\notif,2026-08,90,\notif,2026-09,91,\notif,2026-10,92,\n").encode()} | (minutes(f"- [ ] @nils Re-plan the loop {GIVEN}", "2026-08-04") or {}),
    ),
    "while it stays red an action counts as long as it is open (2)": Case(
        edited() | {CSV: (HEADER + "otif,2026-07,96,\notif,2026-08,90,\notif,2026-09,91,\notif,2026-10,92,\n").encode()} | (minutes(f"- [ ] @nils Re-plan the loop {GIVEN}", "2026-07-31") or {}),
        finding(line=5),
    ),
    "while it stays red an action counts as long as it is open (3)": Case(
        edited() | {CSV: (HEADER + "otif,2026-07,96,\notif,2026-08,90,\notif,2026-09,91,\notif,2026-10,92,\n").encode()} | (minutes(f"- [x] @nils Re-plan the loop {GIVEN}", "2026-08-04") or {}),
        finding(line=5),
    ),
    "an amber period ends the red ones before it": Case(
        edited() | {CSV: (HEADER + "otif,2026-08,90,\notif,2026-09,95,\notif,2026-10,92,\n").encode()} | (minutes(f"- [ ] @nils Re-plan the loop {GIVEN}", "2026-08-04") or {}),
        finding(line=4),
    ),
    "only the last period is asked for and its last row counts": Case(
        edited() | {CSV: (HEADER + "otif,2026-09,90,\notif,2026-10,97.2,\n").encode()} | {},
    ),
    "only the last period is asked for and its last row counts (2)": Case(
        edited() | {CSV: (HEADER + "otif,2026-10,90,\notif,2026-10,97.2,Recounted\n").encode()} | {},
    ),
    "only the last period is asked for and its last row counts (3)": Case(
        edited() | {CSV: (HEADER + "otif,2026-10,97,\notif,2026-10,93.8,Recounted\n").encode()} | {},
        finding(line=3),
    ),
    "only the last period is asked for and its last row counts (4)": Case(
        edited() | {CSV: (HEADER + "otif,2026-10,90,\notif,2026-09,97.2,\n").encode()} | {},
        finding(line=2),
    ),
    "an old red figure is red until a new one comes": Case(
        edited() | {CSV: (HEADER + "otif,2026-04,80,\n").encode()} | {},
        finding(line=2),
    ),
    "figures and minutes of later days are not seen": Case(
        edited() | {CSV: (HEADER + RED).encode()} | {}, now=datetime(2026, 9, 30, tzinfo=UTC),
    ),
    "figures and minutes of later days are not seen (2)": Case(
        edited() | {CSV: (HEADER + RED).encode()} | (minutes(f"- [ ] @nils Re-plan the loop {GIVEN}", "2026-11-21") or {}),
        finding(line=3), now=datetime(2026, 10, 1, tzinfo=UTC), settings=options(RULE, {"grace": 0}),
    ),
    "figures and minutes of later days are not seen (3)": Case(
        edited() | {CSV: (HEADER + RED).encode()} | (minutes(f"- [ ] @nils Re-plan the loop {GIVEN}", "2026-11-21") or {}),
    ),
    "minutes that do not tell their day may be new enough": Case(
        edited() | {CSV: (HEADER + RED).encode()} | {f"{FOLDER}/reviews/2026-02-30-qbr.md": f"# Review\n\n## Actions\n\n- [ ] @nils Re-plan the loop {GIVEN}\n".encode()},
    ),
    "a row that cannot be read may be a better figure": Case(
        edited() | {CSV: (HEADER + (RED + "otif,2026-10,97 %,Recounted\n")).encode()} | {},
    ),
    "the kpis of a closed goal need no answer any more": Case(
        edited(("    due: 2027-12-31\n", "    due: 2027-12-31\n    closed_on: 2026-11-01\n")) | {CSV: (HEADER + RED).encode()},
    ),
    "an organisation may give time to find the cause": Case(
        edited() | {CSV: (HEADER + RED).encode()} | {}, now=datetime(2026, 11, 20, tzinfo=UTC), settings=options(RULE, {"grace": 15}),
    ),
    "an organisation may give time to find the cause (2)": Case(
        edited() | {CSV: (HEADER + RED).encode()} | {},
        finding(), now=datetime(2026, 11, 21, tzinfo=UTC), settings=options(RULE, {"grace": 15}),
    ),
    "nobody has to meet on the day of a red figure": Case(
        edited() | {CSV: (HEADER + RED).encode()} | {}, now=datetime(2026, 11, 1, tzinfo=UTC),
    ),
    "ten working days from Monday 2 November end on Friday 13": Case(
        edited() | {CSV: (HEADER + RED).encode()} | {}, now=datetime(2026, 11, 13, tzinfo=UTC),
    ),
    "ten working days from Monday 2 November end on Friday 13 (2)": Case(
        edited() | {CSV: (HEADER + RED).encode()} | {},
        finding(message=NO_ACTION, line=3), now=datetime(2026, 11, 14, tzinfo=UTC),
    ),
    "a new red period gives no new time while the first has no answer": Case(
        edited() | {CSV: (HEADER + "otif,2026-08,90,\notif,2026-09,91,\notif,2026-10,92,\n").encode()} | {},
        finding(line=4), now=datetime(2026, 11, 1, tzinfo=UTC),
    ),
    "a red period after an action that was done gives new time": Case(
        edited() | {CSV: (HEADER + "otif,2026-08,90,\notif,2026-09,91,\notif,2026-10,92,\n").encode()} | (minutes(f"- [x] @nils Re-plan the loop {GIVEN}", "2026-09-08") or {}), now=datetime(2026, 11, 1, tzinfo=UTC),
    ),
    "time runs from the day on which the figure can be known": Case(
        edited(("    milestones:\n      - {value: 95, by: 2026-06-30}\n", "    lag: 9\n    milestones:\n      - {value: 95, by: 2026-06-30}\n")) | {CSV: (HEADER + RED).encode()},
    ),
    # ten working days from Monday 16 November end on Monday 30
    "time runs from the day on which it was recorded, if the note tells it": Case(
        edited() | {CSV: (HEADER + LATE).encode()}, now=datetime(2026, 11, 30, tzinfo=UTC),
    ),
    "time runs from the day on which it was recorded, if the note tells it (2)": Case(
        edited() | {CSV: (HEADER + LATE).encode()},
        finding(line=3), now=datetime(2026, 12, 1, tzinfo=UTC),
    ),
    "a note that names a day to come gives no time": Case(
        edited() | {CSV: (HEADER + LATE.replace("11-16", "11-23")).encode()},
        finding(line=3),
    ),
    "a note that names no day gives no time": Case(
        edited() | {CSV: (HEADER + LATE.replace("11-16", "11-31")).encode()},
        finding(line=3),
    ),
    "a note of a day before the end of the period takes no time away": Case(
        edited() | {CSV: (HEADER + "otif,2026-09,97,\notif,2026-10,93.8,recorded on 2026-10-05\n").encode()}, now=datetime(2026, 11, 13, tzinfo=UTC),
    ),
    "recording a red figure again gives no new time": Case(
        edited() | {CSV: (HEADER + "otif,2026-09,92.4,\notif,2026-09,92.5,Recounted; recorded on 2026-11-20\n").encode()},
        finding(line=3),
    ),
    "recording a red figure again gives no new time: by way of a green one": Case(
        edited() | {CSV: (HEADER + "otif,2026-09,92.4,\notif,2026-09,97,Wrong; recorded on 2026-11-18\notif,2026-09,92.4,Right; recorded on 2026-11-20\n").encode()},
        finding(line=4),
    ),
    "a correction that makes a figure red is known when it was recorded": Case(
        edited() | {CSV: (HEADER + "otif,2026-09,97,\notif,2026-09,92.4,Recounted; recorded on 2026-11-20\n").encode()},
    ),
    "a late figure after a red one without an answer gives no new time": Case(
        edited() | {CSV: (HEADER + "otif,2026-08,90,\notif,2026-09,92.4,recorded on 2026-11-20\n").encode()},
        finding(line=3),
    ),
    "a transactional partner is left alone": Case(
        edited(("tier: strategic ", "tier: transactional ")) | {CSV: (HEADER + RED).encode()},
    ),
}
# fmt: on

test_rule = table(RULE, CASES)


def test_a_red_figure_is_marked_at_its_row() -> None:
    files = edited() | {CSV: (HEADER + RED).encode()}
    finding = next(one for one in report(files).findings if one.rule == RULE)

    assert finding.path.as_posix() == CSV
    assert findings(files, RULE) == [Seen(RULE, "error", 3, "", NO_ACTION)]


def test_without_a_plan_or_figures_nothing_is_red() -> None:
    files = edited() | {CSV: (HEADER + RED).encode()}
    text = files[CHARTER].decode()
    target = "    target: {value: 98, by: 2027-12-31}\n"
    assert target in text

    assert findings({**files, CHARTER: text.replace(target, "").encode()}, RULE) == []
    assert found("") == []
