"""Actions that get done."""

from datetime import datetime

import pytest

from tests.support import Seen, edited, findings, line_of
from trm_policy.judging.settings import Settings, SettingsTable
from trm_policy.model.building import build

RULE = "action-overdue"
PATH = "partnerships/meridian-helix/reviews/2026-10-20-qbr.md"
ACTION = "- [ ] @tom Publish the forecast error by store (due 2026-12-01)"


def as_of(day: str, *edits: tuple[str, str], settings: Settings | None = None) -> list[Seen]:
    now = datetime.fromisoformat(f"{day}T00:00+00:00")
    return findings(edited(*edits, path=PATH), RULE, now, settings)


def test_no_action_of_the_complete_portfolio_is_late() -> None:
    assert as_of("2026-11-22") == []


def test_a_late_action_is_marked_at_its_line() -> None:
    assert as_of("2026-12-02") == [
        Seen(
            RULE,
            "warning",
            line_of(edited(), ACTION, PATH),
            "",
            "the action of Tom Ellis, 'Publish the forecast error by store', was due on 2026-12-01 "
            "and is still open, 1 day later",
        )
    ]


@pytest.mark.parametrize(
    ("day", "severity"),
    [("2026-12-01", None), ("2026-12-31", "warning"), ("2027-01-01", "error")],
)
def test_its_day_is_still_in_time_and_a_month_later_it_is_an_error(
    day: str, severity: str | None
) -> None:
    assert [seen.severity for seen in as_of(day)] == ([severity] if severity else [])


@pytest.mark.parametrize(
    "action",
    [
        "- [x] @tom Publish it (due 2026-10-30)",
        "- [-] @tom Publish it (due 2026-10-30)",
        "- [ ] @tom Publish it",
        "- [ ] @tom Publish it (due one day)",
    ],
)
def test_what_is_done_dropped_or_without_a_day_is_not_late(action: str) -> None:
    assert as_of("2026-11-22", (ACTION, action)) == []


def test_an_action_of_nobody_is_late_as_well() -> None:
    assert [
        seen.message for seen in as_of("2026-11-22", (ACTION, "- [ ] Go (due 2026-11-20)"))
    ] == ["the action, 'Go', was due on 2026-11-20 and is still open, 2 days later"]


def test_minutes_that_are_not_held_yet_are_not_seen() -> None:
    late = (ACTION, "- [ ] @tom Publish it (due 2026-10-01)")

    assert as_of("2026-10-19", late) == []
    assert len(as_of("2026-10-20", late)) == 1


def test_an_organisation_may_be_stricter() -> None:
    table = build(SettingsTable, {"rules": {RULE: {"days": 0}}}).value
    assert table is not None

    assert [seen.severity for seen in as_of("2026-12-02", settings=Settings(table))] == ["error"]
