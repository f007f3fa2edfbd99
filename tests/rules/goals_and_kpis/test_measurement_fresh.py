"""Figures that are there when they are due."""

# ruff: noqa: E501 - a table is read row by row

from datetime import UTC, datetime

from tests.support import (
    DIRECTORY,
    TODAY,
    Case,
    edited,
    error,
    finding,
    findings,
    found_by,
    options,
    table,
    warning,
)
from trm_policy.judging.settings import Settings

RULE = "measurement-fresh"
CSV = "partnerships/meridian-helix/measurements.csv"
HEADER = "kpi,period,value,note\n"
OTIF_10 = ("otif,2026-10,97.2,\n", "")
OTIF_09 = ("otif,2026-09,97.0,\n", "")
BASELINE = "    baseline: {value: 91.4, date: 2024-12-31}\n"
LATE = "the KPI 'otif' has no figure since 2026-09; the one for 2026-10 was due on 2026-11-13"


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


# fmt: off
CASES = {
    "where the file itself cannot be read no figure is missed: b'kpi;period;value\n'": Case(
        edited() | {CSV: b"kpi;period;value\n"},
    ),
    "where the file itself cannot be read no figure is missed: b'kpi,period,value\n'": Case(
        edited() | {CSV: b"kpi,period,value\n"},
    ),
    "where the file itself cannot be read no figure is missed: b''": Case(
        edited() | {CSV: b""},
    ),
    "where the file itself cannot be read no figure is missed: b'kpi,period,value,note\n'otif'": Case(
        edited() | {CSV: b'kpi,period,value,note\n"otif'},
    ),
    "a late figure is a warning at the frequency of its kpi": Case(
        without(OTIF_10),
        warning("kpis.otif.frequency", LATE, on="    audited: true ", step=1),
    ),
    "a figure under a name is there: measurement-valid corrects the row": Case(
        without((OTIF_10[0], "On time in full,2026-10,97.2,\n")),
    ),
    "a figure under capitals is there": Case(without((OTIF_10[0], "OTIF,2026-10,97.2,\n"))),
    "an earlier figure under a name is not the one that is awaited": Case(
        without(OTIF_10, (OTIF_09[0], "OTIF,2026-09,97.0,\n" + OTIF_09[0])),
        warning("kpis.otif.frequency", LATE, on="    audited: true ", step=1),
    ),
    "two late figures are an error": Case(
        without(OTIF_09, OTIF_10),
        error(message="the KPI 'otif' has no figure since 2026-08; the one for 2026-09 was due on 2026-10-14, and the one for 2026-10 on 2026-11-13"),
    ),
    "where nobody has begun to record, that is one finding for all": Case(
        edited() | {CSV: HEADER.encode()},
        error("kpis", "no figure is recorded yet, and 5 KPIs have one that is due: 'otif', 'temperature-excursions', 'carbon-per-pallet' and 2 more; the first was due on 2025-02-14", on="kpis:"),
    ),
    "the grace ends after ten working days": Case(without(OTIF_10), now=day("2026-11-13")),
    "the grace ends after ten working days (2)": Case(
        without(OTIF_10),
        warning(message=LATE), now=day("2026-11-14"),
    ),
    "a gap before the newest figure is no lateness": Case(without(OTIF_09)),
    "the days that a figure takes to be known come first": Case(
        with_charter(without(OTIF_10), ("    frequency: monthly\n" + BASELINE, "    frequency: monthly\n    lag: 14\n" + BASELINE)), now=day("2026-11-27"),
    ),
    "the days that a figure takes to be known come first (2)": Case(
        with_charter(without(OTIF_10), ("    frequency: monthly\n" + BASELINE, "    frequency: monthly\n    lag: 14\n" + BASELINE)),
        warning(), now=day("2026-11-28"),
    ),
    "without a party of the owner the days from monday to friday count: 1": Case(
        with_charter(without(("otif,2026-10,97.2,\n", "")), ("  ravi:\n    name: Ravi Menon\n", "  judge: {name: Judge, party: neutral}\n  ravi:\n    name: Ravi Menon\n"), ("    owner: mikael\n    source: Helix transport", "    source: Helix transport")), now=day("2026-11-13"),
    ),
    "without a party of the owner the days from monday to friday count: 1 (2)": Case(
        with_charter(without(("otif,2026-10,97.2,\n", "")), ("  ravi:\n    name: Ravi Menon\n", "  judge: {name: Judge, party: neutral}\n  ravi:\n    name: Ravi Menon\n"), ("    owner: mikael\n    source: Helix transport", "    source: Helix transport")),
        warning(message=LATE), now=day("2026-11-14"),
    ),
    "without a party of the owner the days from monday to friday count: 2": Case(
        with_charter(without(("otif,2026-10,97.2,\n", "")), ("  ravi:\n    name: Ravi Menon\n", "  judge: {name: Judge, party: neutral}\n  ravi:\n    name: Ravi Menon\n"), ("    owner: mikael\n    source: Helix transport", "    owner: nobody-known\n    source: Helix transport")), now=day("2026-11-13"),
    ),
    "without a party of the owner the days from monday to friday count: 2 (2)": Case(
        with_charter(without(("otif,2026-10,97.2,\n", "")), ("  ravi:\n    name: Ravi Menon\n", "  judge: {name: Judge, party: neutral}\n  ravi:\n    name: Ravi Menon\n"), ("    owner: mikael\n    source: Helix transport", "    owner: nobody-known\n    source: Helix transport")),
        warning(message=LATE), now=day("2026-11-14"),
    ),
    "without a party of the owner the days from monday to friday count: 3": Case(
        with_charter(without(("otif,2026-10,97.2,\n", "")), ("  ravi:\n    name: Ravi Menon\n", "  judge: {name: Judge, party: neutral}\n  ravi:\n    name: Ravi Menon\n"), ("    owner: mikael\n    source: Helix transport", "    owner: judge\n    source: Helix transport")), now=day("2026-11-13"),
    ),
    "without a party of the owner the days from monday to friday count: 3 (2)": Case(
        with_charter(without(("otif,2026-10,97.2,\n", "")), ("  ravi:\n    name: Ravi Menon\n", "  judge: {name: Judge, party: neutral}\n  ravi:\n    name: Ravi Menon\n"), ("    owner: mikael\n    source: Helix transport", "    owner: judge\n    source: Helix transport")),
        warning(message=LATE), now=day("2026-11-14"),
    ),
    "an organisation may wait longer": Case(
        without(OTIF_10), now=day("2026-11-27"), settings=options(RULE, {"grace": 20}),
    ),
    "an organisation may wait longer (2)": Case(
        without(OTIF_10),
        finding(), now=day("2026-11-28"), settings=options(RULE, {"grace": 20}),
    ),
    "the term s start counts where it is later than the baseline": Case(
        edited(("  start: 2025-01-01\n", "  start: 2026-11-01\n")) | {CSV: HEADER.encode()},
    ),
    "the term s start counts where it is later than the baseline (2)": Case(
        edited(("  start: 2025-01-01\n", "  start: 2026-11-01\n")) | {CSV: HEADER.encode()},
        warning("kpis", "no figure is recorded yet, and 2 KPIs have one that is due: 'otif' and 'temperature-excursions'; the first was due on 2026-12-14"), now=day("2026-12-16"),
    ),
    "a term without a start leaves the baseline": Case(
        with_charter(without(OTIF_10), ("  start: 2025-01-01\n", "")),
        warning(message=LATE),
    ),
    "a card that does not say when figures come is for another rule to blame: 1": Case(
        with_charter(without(OTIF_10), ("    frequency: monthly\n" + BASELINE, BASELINE)),
    ),
    "a card that does not say when figures come is for another rule to blame: 2": Case(
        with_charter(without(OTIF_10), (BASELINE, "")),
    ),
    "a card that does not say when figures come is for another rule to blame: 3": Case(
        with_charter(without(OTIF_10), (BASELINE, "    baseline: {value: 91.4}\n")),
    ),
    "a row that cannot be read may be the figure that is missing: 1": Case(
        without((OTIF_10[0], "otif,2026-10,ninety,\n")),
    ),
    "a row that cannot be read may be the figure that is missing: 2": Case(
        without((OTIF_10[0], "otif,2026-Q4,97,\n")),
    ),
    "a row that cannot be read may be the figure that is missing: 3": Case(
        without((OTIF_10[0], "otif,last month,97,\n")),
    ),
    "a row that cannot be read may be the figure that is missing: 4": Case(
        without((OTIF_10[0], "otif,2026-10,,\n")),
    ),
    "a row that cannot be read excuses nothing once newer ones can": Case(
        without(OTIF_10, (OTIF_09[0], "otif,2026-09,many,\n" + OTIF_09[0])),
        warning(message=LATE),
    ),
    "the kpis of a closed goal need no figures any more": Case(
        with_charter(without(OTIF_10), ("    due: 2027-12-31\n", "    due: 2027-12-31\n    closed_on: 2026-06-30\n")),
    ),
    "the kpis of a closed goal need no figures any more (2)": Case(
        with_charter(without(OTIF_10), ("    due: 2027-12-31\n", "    due: 2027-12-31\n    closed_on: 2026-06-30\n"), ("    kpis: [carbon-per-pallet]\n", "    kpis: [carbon-per-pallet, otif]\n")),
        warning(message=LATE),
    ),
    "days at the ends of the calendar end no run": Case(
        with_charter(without(OTIF_10), (BASELINE, BASELINE.replace("2024-12-31", "0001-01-01")), ("  start: 2025-01-01\n", "")),
        warning(message=LATE),
    ),
    "days at the ends of the calendar end no run (2)": Case(
        with_charter(without(OTIF_10), ("    frequency: monthly\n" + (BASELINE, BASELINE.replace("2024-12-31", "9999-12-31"))[0], "    frequency: yearly\n" + (BASELINE, BASELINE.replace("2024-12-31", "9999-12-31"))[1])),
    ),
    "a pilot is judged and a transactional partner is not": Case(
        with_charter(without(OTIF_10), ("status: active  ", "status: pilot  ")),
        warning(message=LATE),
    ),
    "a pilot is judged and a transactional partner is not (2)": Case(
        with_charter(without(OTIF_10), ("tier: strategic ", "tier: transactional ")),
    ),
    "a partnership without a file of measurements has none": Case(
        {path: raw for path, raw in edited().items() if path != CSV},
        error("kpis"),
    ),
    "an unknown country leaves the weekends": Case(
        without(OTIF_10) | {DIRECTORY: edited(("    country: SE\n", ""), path=DIRECTORY)[DIRECTORY]},
        warning(message=LATE),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)


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
            "the KPI 'otif' has no figure since 2026-11; the one for 2026-12 was due on "
            "2027-01-18, and the one for 2027-01 on 2027-02-12"
        )
    ]
    assert limits(british) == [
        (
            "the KPI 'otif' has no figure since 2026-11; the one for 2026-12 was due on "
            "2027-01-15, and the one for 2027-01 on 2027-02-12"
        )
    ]


def test_a_figure_may_be_recorded_before_its_period_has_ended() -> None:
    files = without(("otif,2026-10,97.2,\n", "otif,2026-10,97.2,\notif,2026-11,97.9,\n"))

    late = [m for _, m in found(files, day("2027-01-20")) if "'otif'" in m]

    assert found(files) == []
    assert late == [
        ("the KPI 'otif' has no figure since 2026-11; the one for 2026-12 was due on 2027-01-18")
    ]


def test_figures_of_later_days_are_not_seen() -> None:
    files = without(("otif,2026-07,96.1,\notif,2026-08,96.8,\n", ""))
    messages = [message for _, message in found(files, day("2026-08-31")) if "'otif'" in message]

    assert messages == [
        ("the KPI 'otif' has no figure since 2026-06; the one for 2026-07 was due on 2026-08-14")
    ]
    assert found(files) == []


def test_nothing_is_due_before_the_first_whole_period_after_baseline_and_start() -> None:
    other = {CSV: (HEADER + "days-to-settle,2026-Q3,5,\n").encode()}
    files = edited((BASELINE, BASELINE.replace("2024-12-31", "2026-09-15"))) | other
    otif = [message for _, message in found(files) if "'otif'" in message]

    assert otif == ["the KPI 'otif' has no figure yet; the one for 2026-10 was due on 2026-11-13"]
    assert [m for _, m in found(files, day("2026-11-13")) if "'otif'" in m] == []


def test_figures_from_before_the_baseline_keep_nothing_fresh() -> None:
    based = (BASELINE, BASELINE.replace("2024-12-31", "2026-10-31"))
    files = edited(based) | {CSV: HEADER.encode() + b"otif,2026-03,95,\n"}
    messages = [message for _, message in found(files, day("2026-12-20")) if "'otif'" in message]

    assert messages == [
        ("the KPI 'otif' has no figure since 2026-03; the one for 2026-11 was due on 2026-12-14")
    ]


def test_a_figure_that_a_survey_gives_is_proposed() -> None:
    figures = "partnerships/meridian-helix/measurements.csv"
    row = "partner-satisfaction,2026,3.9,Survey of May 2026\n"
    (found,) = found_by(edited((row, ""), path=figures), RULE, day("2026-11-22"))[-1:]
    assert found.at == "kpis.partner-satisfaction.frequency"
    assert found.help.startswith("Add the row 'partner-satisfaction,2025,VALUE,'")  # no survey
    late = found_by(
        edited((row, "partner-satisfaction,2025,3.6,\n"), path=figures), RULE, day("2027-01-20")
    )
    assert [one.help.partition(";")[0] for one in late if "satisfaction" in one.at] == [
        "Add the row 'partner-satisfaction,2026,3.9,' to measurements.csv"
    ]
