"""Figures that are there when they are due."""

from datetime import UTC, datetime

import pytest

from tests.support import DIRECTORY, TODAY, Seen, edited, findings, line_of
from trm_policy.judging.settings import Settings, SettingsTable
from trm_policy.model.building import build

RULE = "measurement-fresh"
CSV = "partnerships/meridian-helix/measurements.csv"
HEADER = "kpi,period,value,note\n"
OTIF_10 = ("otif,2026-10,97.2,\n", "")
OTIF_09 = ("otif,2026-09,97.0,\n", "")
BASELINE = "    baseline: {value: 91.4, date: 2024-12-31}\n"
LATE = "the KPI 'otif' has no figure since 2026-09; that for 2026-10 was due on 2026-11-13"


def day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def without(*gone: tuple[str, str]) -> dict[str, bytes]:
    """The complete portfolio without some rows of its measurements."""
    return edited(*gone, path=CSV)


def with_charter(files: dict[str, bytes], *edits: tuple[str, str]) -> dict[str, bytes]:
    """The same, and the charter with each ``(old, new)`` replaced."""
    changed = edited(*edits)
    return changed | {CSV: files[CSV]}


def found(
    files: dict[str, bytes], now: datetime = TODAY, settings: Settings | None = None
) -> list[tuple[str, str]]:
    return [(one.severity, one.message) for one in findings(files, RULE, now, settings)]


def test_the_figures_of_the_complete_charter_are_there() -> None:
    assert findings(edited(), RULE) == []


@pytest.mark.parametrize(
    "raw", [b"kpi;period;value;note\n", b"kpi,period,value\n", b"", b'kpi,period,value,note\n"otif']
)
def test_where_the_file_itself_cannot_be_read_no_figure_is_missed(raw: bytes) -> None:
    assert found(edited() | {CSV: raw}) == []


def test_a_late_figure_is_a_warning_at_the_frequency_of_its_kpi() -> None:
    files = without(OTIF_10)
    line = line_of(files, "    audited: true ") + 1

    assert findings(files, RULE) == [Seen(RULE, "warning", line, "kpis.otif.frequency", LATE)]


def test_two_late_figures_are_an_error() -> None:
    assert found(without(OTIF_09, OTIF_10)) == [
        (
            "error",
            (
                "the KPI 'otif' has no figure since 2026-08; that for 2026-09 was due on "
                "2026-10-14, and that for 2026-10 on 2026-11-13"
            ),
        )
    ]


def test_the_grace_ends_after_ten_working_days() -> None:
    files = without(OTIF_10)

    assert found(files, day("2026-11-13")) == []
    assert found(files, day("2026-11-14")) == [("warning", LATE)]


def test_a_gap_before_the_newest_figure_is_no_lateness() -> None:
    assert found(without(OTIF_09)) == []


def test_the_days_that_a_figure_takes_to_be_known_come_first() -> None:
    lag = (
        "    frequency: monthly\n" + BASELINE,
        "    frequency: monthly\n    lag: 14\n" + BASELINE,
    )
    files = with_charter(without(OTIF_10), lag)

    assert found(files, day("2026-11-27")) == []
    assert [severity for severity, _ in found(files, day("2026-11-28"))] == ["warning"]


def test_working_days_are_those_of_the_owner_s_party() -> None:
    """Boxing Day and New Year are holidays in both countries, 6 January in Sweden alone."""
    rows = HEADER + "otif,2026-11,97,\n"
    others = ("temperature-excursions", "carbon-per-pallet", "partner-satisfaction")
    edits = [("    owner: mikael\n    source: Helix tr", "    owner: ravi\n    source: Helix tr")]
    swedish, british = edited(), edited(*edits)

    def limits(files: dict[str, bytes]) -> list[str]:
        seen = findings({**files, CSV: rows.encode()}, RULE, day("2027-03-01"))
        assert {one.at.split(".")[1] for one in seen} >= set(others)
        return [one.message for one in seen if one.at == "kpis.otif.frequency"]

    assert limits(swedish) == [
        (
            "the KPI 'otif' has no figure since 2026-11; that for 2026-12 was due on 2027-01-18, "
            "and that for 2027-01 on 2027-02-12"
        )
    ]
    assert limits(british) == [
        (
            "the KPI 'otif' has no figure since 2026-11; that for 2026-12 was due on 2027-01-15, "
            "and that for 2027-01 on 2027-02-12"
        )
    ]


@pytest.mark.parametrize("owner", ["", "    owner: nobody-known\n", "    owner: judge\n"])
def test_without_a_party_of_the_owner_the_days_from_monday_to_friday_count(owner: str) -> None:
    judge = (
        "  ravi:\n    name: Ravi Menon\n",
        "  judge: {name: Judge, party: neutral}\n  ravi:\n    name: Ravi Menon\n",
    )
    nobody = (
        "    owner: mikael\n    source: Helix transport",
        f"{owner}    source: Helix transport",
    )
    files = with_charter(without(("otif,2026-10,97.2,\n", "")), judge, nobody)

    assert found(files, day("2026-11-13")) == []
    assert found(files, day("2026-11-14")) == [("warning", LATE)]


def test_an_organisation_may_wait_longer() -> None:
    table = build(SettingsTable, {"rules": {RULE: {"grace": 20}}}).value
    assert table is not None
    files = without(OTIF_10)

    assert found(files, day("2026-11-27"), Settings(table)) == []
    assert len(found(files, day("2026-11-28"), Settings(table))) == 1


def test_a_figure_may_be_recorded_before_its_period_has_ended() -> None:
    files = without(("otif,2026-10,97.2,\n", "otif,2026-10,97.2,\notif,2026-11,97.9,\n"))

    late = [m for _, m in found(files, day("2027-01-20")) if "'otif'" in m]

    assert found(files) == []
    assert late == [
        "the KPI 'otif' has no figure since 2026-11; that for 2026-12 was due on 2027-01-18"
    ]


def test_figures_of_later_days_are_not_seen() -> None:
    files = without(("otif,2026-07,96.1,\notif,2026-08,96.8,\n", ""))
    messages = [message for _, message in found(files, day("2026-08-31")) if "'otif'" in message]

    assert messages == [
        "the KPI 'otif' has no figure since 2026-06; that for 2026-07 was due on 2026-08-14"
    ]
    assert found(files) == []


def test_nothing_is_due_before_the_first_whole_period_after_baseline_and_start() -> None:
    nothing = {CSV: HEADER.encode()}
    files = edited((BASELINE, BASELINE.replace("2024-12-31", "2026-09-15"))) | nothing
    otif = [message for _, message in found(files) if "'otif'" in message]

    assert otif == ["the KPI 'otif' has no figure yet; that for 2026-10 was due on 2026-11-13"]
    assert [m for _, m in found(files, day("2026-11-13")) if "'otif'" in m] == []


def test_the_term_s_start_counts_where_it_is_later_than_the_baseline() -> None:
    started = ("  start: 2025-01-01\n", "  start: 2026-11-01\n")

    assert found(edited(started) | {CSV: HEADER.encode()}) == []
    assert len(found(edited(started) | {CSV: HEADER.encode()}, day("2026-12-16"))) == 2


def test_a_term_without_a_start_leaves_the_baseline() -> None:
    files = with_charter(without(OTIF_10), ("  start: 2025-01-01\n", ""))

    assert found(files) == [("warning", LATE)]


def test_figures_from_before_the_baseline_keep_nothing_fresh() -> None:
    based = (BASELINE, BASELINE.replace("2024-12-31", "2026-10-31"))
    files = edited(based) | {CSV: HEADER.encode() + b"otif,2026-03,95,\n"}
    messages = [message for _, message in found(files, day("2026-12-20")) if "'otif'" in message]

    assert messages == [
        "the KPI 'otif' has no figure since 2026-03; that for 2026-11 was due on 2026-12-14"
    ]


@pytest.mark.parametrize(
    "gone",
    [
        ("    frequency: monthly\n" + BASELINE, BASELINE),
        (BASELINE, ""),
        (BASELINE, "    baseline: {value: 91.4}\n"),
    ],
)
def test_a_card_that_does_not_say_when_figures_come_is_for_another_rule_to_blame(
    gone: tuple[str, str],
) -> None:
    assert found(with_charter(without(OTIF_10), gone)) == []


@pytest.mark.parametrize(
    "row",
    ["otif,2026-10,ninety,\n", "otif,2026-Q4,97,\n", "otif,last month,97,\n", "otif,2026-10,,\n"],
)
def test_a_row_that_cannot_be_read_may_be_the_figure_that_is_missing(row: str) -> None:
    assert found(without((OTIF_10[0], row))) == []


def test_a_row_that_cannot_be_read_excuses_nothing_once_newer_ones_can() -> None:
    assert found(without(OTIF_10, (OTIF_09[0], "otif,2026-09,many,\n" + OTIF_09[0]))) == [
        ("warning", LATE)
    ]


def test_the_kpis_of_a_closed_goal_need_no_figures_any_more() -> None:
    closed = ("    due: 2027-12-31\n", "    due: 2027-12-31\n    closed_on: 2026-06-30\n")
    shared = ("    kpis: [carbon-per-pallet]\n", "    kpis: [carbon-per-pallet, otif]\n")

    assert found(with_charter(without(OTIF_10), closed)) == []
    assert found(with_charter(without(OTIF_10), closed, shared)) == [("warning", LATE)]


def test_days_at_the_ends_of_the_calendar_end_no_run() -> None:
    first = (BASELINE, BASELINE.replace("2024-12-31", "0001-01-01"))
    last = (BASELINE, BASELINE.replace("2024-12-31", "9999-12-31"))
    yearly = ("    frequency: monthly\n" + last[0], "    frequency: yearly\n" + last[1])

    assert found(with_charter(without(OTIF_10), first, ("  start: 2025-01-01\n", ""))) == [
        ("warning", LATE)
    ]
    assert found(with_charter(without(OTIF_10), yearly)) == []


def test_a_pilot_is_judged_and_a_transactional_partner_is_not() -> None:
    pilot = ("status: active  ", "status: pilot  ")
    transactional = ("tier: strategic ", "tier: transactional ")

    assert found(with_charter(without(OTIF_10), pilot)) == [("warning", LATE)]
    assert found(with_charter(without(OTIF_10), transactional)) == []


def test_a_partnership_without_a_file_of_measurements_has_none() -> None:
    files = {path: raw for path, raw in edited().items() if path != CSV}

    assert [(one.severity, one.at) for one in findings(files, RULE)] == [
        ("error", "kpis.otif.frequency"),
        ("error", "kpis.temperature-excursions.frequency"),
        ("error", "kpis.carbon-per-pallet.frequency"),
        ("warning", "kpis.partner-satisfaction.frequency"),
        ("error", "kpis.days-to-settle.frequency"),
    ]


def test_an_unknown_country_leaves_the_weekends() -> None:
    nowhere = edited(("    country: SE\n", ""), path=DIRECTORY)
    files = without(OTIF_10) | {DIRECTORY: nowhere[DIRECTORY]}

    assert found(files) == [("warning", LATE)]
