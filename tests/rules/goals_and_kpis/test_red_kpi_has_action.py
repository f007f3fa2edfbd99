"""Bad figures that somebody does something about."""

from datetime import UTC, datetime

import pytest

from tests.support import CHARTER, TODAY, Seen, edited, findings, report
from trm_policy.judging.settings import Settings, SettingsTable
from trm_policy.model.building import build

RULE = "red-kpi-has-action"
FOLDER = "partnerships/meridian-helix"
CSV = f"{FOLDER}/measurements.csv"
HEADER = "kpi,period,value,note\n"
RED = "otif,2026-09,97.0,\notif,2026-10,93.8,\n"
NO_ACTION = (
    "the KPI 'otif' is red in 2026-10 (93.8, planned 95.67), "
    "and no action in the minutes since 2026-10-01 says what is done about it"
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


def test_nothing_is_red_in_the_complete_charter() -> None:
    assert findings(edited(), RULE) == []


def test_a_red_figure_is_marked_at_its_row() -> None:
    files = edited() | {CSV: (HEADER + RED).encode()}
    finding = next(one for one in report(files).findings if one.rule == RULE)

    assert finding.path.as_posix() == CSV
    assert findings(files, RULE) == [Seen(RULE, "error", 3, "", NO_ACTION)]


@pytest.mark.parametrize(
    "unsound",
    [
        ("    tolerance: 1.5  ", "    tolerance: -1.5  "),
        ("target: {value: 98, by", "target: {value: 90, by"),
        ("target: {value: 98, by: 2027-12-31}", "target: {value: 98, by: 2024-12-01}"),
    ],
)
def test_against_a_plan_that_is_not_sound_nothing_is_red(unsound: tuple[str, str]) -> None:
    assert findings(edited(unsound) | {CSV: (HEADER + RED).encode()}, RULE) == []


@pytest.mark.parametrize("box", ["[ ]", "[x]"])
def test_an_open_or_done_action_with_all_that_is_asked_answers_it(box: str) -> None:
    assert found(RED, minutes(f"- {box} @nils Re-plan the loop {GIVEN}")) == []


@pytest.mark.parametrize(
    "action",
    [
        f"- [-] @nils Re-plan the loop {GIVEN}",
        f"- [ ] @nils Re-plan the loop {GIVEN.replace('otif', 'days-to-settle')}",
        "- [ ] @nils Re-plan the loop (cause two trailers lost; due 2026-12-01)",
    ],
)
def test_what_is_dropped_or_about_something_else_answers_nothing(action: str) -> None:
    assert found(RED, minutes(action)) == [(3, NO_ACTION)]


@pytest.mark.parametrize(
    ("action", "lack"),
    [
        ("- [ ] @nils Re-plan the loop (kpi otif; due 2026-12-01)", "no cause"),
        ("- [ ] Re-plan the loop (kpi otif; cause two trailers lost)", "no person and no due day"),
        ("- [ ] Re-plan the loop (kpi otif)", "no person, no cause and no due day"),
    ],
)
def test_an_action_that_lacks_something_is_named_with_what_it_lacks(action: str, lack: str) -> None:
    start = "the KPI 'otif' is red in 2026-10 (93.8, planned 95.67), and the action that answers it"

    assert found(RED, minutes(action)) == [
        (3, f"{start} (2026-10-20-qbr.md, line 12) names {lack}")
    ]


def test_a_day_that_cannot_be_read_is_for_another_rule_to_blame() -> None:
    action = "- [ ] @nils Re-plan (kpi otif; cause two trailers lost; due soon)"

    assert found(RED, minutes(action)) == []


def test_one_good_action_is_enough() -> None:
    action = f"- [ ] Ask around (kpi otif)\n- [ ] @nils Re-plan the loop {GIVEN}"

    assert found(RED, minutes(action)) == []


def test_what_was_agreed_before_the_red_period_answers_nothing() -> None:
    action = f"- [ ] @nils Re-plan the loop {GIVEN}"

    assert found(RED, minutes(action, "2026-09-30")) == [(3, NO_ACTION)]
    assert found(RED, minutes(action, "2026-10-01")) == []


def test_while_it_stays_red_an_action_counts_as_long_as_it_is_open() -> None:
    rows = "otif,2026-07,96,\notif,2026-08,90,\notif,2026-09,91,\notif,2026-10,92,\n"
    still_open = f"- [ ] @nils Re-plan the loop {GIVEN}"
    done = f"- [x] @nils Re-plan the loop {GIVEN}"

    assert found(rows, minutes(still_open, "2026-08-04")) == []
    assert [line for line, _ in found(rows, minutes(still_open, "2026-07-31"))] == [5]
    assert [line for line, _ in found(rows, minutes(done, "2026-08-04"))] == [5]


def test_an_amber_period_ends_the_red_ones_before_it() -> None:
    rows = "otif,2026-08,90,\notif,2026-09,95,\notif,2026-10,92,\n"
    action = f"- [ ] @nils Re-plan the loop {GIVEN}"

    assert [line for line, _ in found(rows, minutes(action, "2026-08-04"))] == [4]


def test_only_the_last_period_is_asked_for_and_its_last_row_counts() -> None:
    assert found("otif,2026-09,90,\notif,2026-10,97.2,\n") == []
    assert found("otif,2026-10,90,\notif,2026-10,97.2,Recounted\n") == []
    assert [line for line, _ in found("otif,2026-10,97,\notif,2026-10,93.8,Recounted\n")] == [3]
    assert [line for line, _ in found("otif,2026-10,90,\notif,2026-09,97.2,\n")] == [2]


def test_an_old_red_figure_is_red_until_a_new_one_comes() -> None:
    assert [line for line, _ in found("otif,2026-04,80,\n")] == [2]


def test_figures_and_minutes_of_later_days_are_not_seen() -> None:
    action = minutes(f"- [ ] @nils Re-plan the loop {GIVEN}", "2026-11-21")
    later = datetime(2026, 10, 1, tzinfo=UTC)

    assert found(RED, now=datetime(2026, 9, 30, tzinfo=UTC)) == []
    assert [line for line, _ in found(RED, action, later)] == [3]
    assert found(RED, action) == []


def test_minutes_that_do_not_tell_their_day_may_be_new_enough() -> None:
    action = f"# Review\n\n## Actions\n\n- [ ] @nils Re-plan the loop {GIVEN}\n"

    assert found(RED, {f"{FOLDER}/reviews/2026-02-30-qbr.md": action.encode()}) == []


def test_a_row_that_cannot_be_read_may_be_a_better_figure() -> None:
    assert found(RED + "otif,2026-10,97 %,Recounted\n") == []


def test_without_a_plan_or_figures_nothing_is_red() -> None:
    files = edited() | {CSV: (HEADER + RED).encode()}
    text = files[CHARTER].decode()
    target = "    target: {value: 98, by: 2027-12-31}\n"
    assert target in text

    assert findings({**files, CHARTER: text.replace(target, "").encode()}, RULE) == []
    assert found("") == []


def test_the_kpis_of_a_closed_goal_need_no_answer_any_more() -> None:
    files = edited(("    due: 2027-12-31\n", "    due: 2027-12-31\n    closed_on: 2026-11-01\n"))

    assert findings(files | {CSV: (HEADER + RED).encode()}, RULE) == []


def test_an_organisation_may_give_time_to_find_the_cause() -> None:
    table = build(SettingsTable, {"rules": {RULE: {"grace": 15}}}).value
    assert table is not None
    settings = Settings(table)

    assert found(RED, now=datetime(2026, 11, 20, tzinfo=UTC), settings=settings) == []
    assert len(found(RED, now=datetime(2026, 11, 21, tzinfo=UTC), settings=settings)) == 1


def test_a_transactional_partner_is_left_alone() -> None:
    files = edited(("tier: strategic ", "tier: transactional "))

    assert findings(files | {CSV: (HEADER + RED).encode()}, RULE) == []
