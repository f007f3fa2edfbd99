"""Figures that can be believed."""

# ruff: noqa: E501 - a table is read row by row

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.support import (
    CHARTER,
    Case,
    Seen,
    edited,
    finding,
    findings,
    found_by,
    part,
    report,
    table,
    warning,
)

RULE = "measurement-valid"
CSV = "partnerships/meridian-helix/measurements.csv"
HEADER = "kpi,period,value,note\n"


# fmt: off
CASES = {
    "a value must be a plain number": Case(
        edited() | {CSV: (HEADER + 'otif,2026-08,,\notif,2026-09,nan,\notif,2026-10,"97,2",\notif,2026-07,97 %,\n').encode()},
        finding(message="the row has no value (otif, 2026-08)", line=2),
        finding(message="'nan' is not a number (otif, 2026-09)", line=3),
        finding(message="'97,2' is not a number (otif, 2026-10)", line=4),
        finding(message="'97 %' is not a number (otif, 2026-07)", line=5),
    ),
    "a period must fit the frequency of its kpi": Case(
        edited() | {CSV: (HEADER + "otif,2026-Q3,97,\ncarbon-per-pallet,2026-09,10.4,\npartner-satisfaction,2026-H1,4,\n").encode()},
        finding(message="'otif' is measured monthly, but 2026-Q3 is a quarterly period", line=2),
        finding(message="'carbon-per-pallet' is measured quarterly, but 2026-09 is a monthly period", line=3),
        finding(message="'partner-satisfaction' is measured yearly, but 2026-H1 is a half-yearly period", line=4),
    ),
    "figures of an earlier rhythm stay above the first of the new one": Case(
        edited() | {CSV: (HEADER + "otif,2025-Q4,96,\notif,2026-Q1,96.5,\notif,2026-Q2,97,\notif,2026-07,97.2,\notif,2026-08,97.1,\n").encode()},
    ),
    "one that stands alone or below is no earlier rhythm": Case(
        edited() | {CSV: (HEADER + "otif,2026-Q1,96,\notif,2026-07,97.2,\notif,2026-Q3,97.1,\n").encode()},
        finding(message="'otif' is measured monthly, but 2026-Q1 is a quarterly period", line=2),
        finding(message="'otif' is measured monthly, but 2026-Q3 is a quarterly period", line=4),
    ),
    "one that is newer than the first of the new rhythm is none either": Case(
        edited() | {CSV: (HEADER + "otif,2026-Q2,96,\notif,2026-Q3,96.5,\notif,2026-07,97.2,\n").encode()},
        finding(message="'otif' is measured monthly, but 2026-Q3 is a quarterly period", line=3),
    ),
    "figures from before the term are told once for each kpi": Case(
        edited() | {CSV: (HEADER + "otif,2024-11,91,\notif,2024-12,91.4,\ndays-to-settle,2024-Q4,12,\notif,2025-01,92,\n").encode()},
        warning(message="'otif' has 2 figures from before the term, which starts on 2025-01-01: the first is for 2024-11", line=2),
        warning(message="'days-to-settle' has 1 figure from before the term, which starts on 2025-01-01: the first is for 2024-Q4", line=4),
    ),
    "the note of one of them explains figures from before the term": Case(
        edited() | {CSV: (HEADER + "otif,2024-11,91,\notif,2024-12,91.4,\notif,2024-12,91.4,From the trial run\n").encode()},
    ),
    "a period in which the term starts is none from before": Case(
        edited(("  start: 2025-01-01\n", "  start: 2025-01-15\n")) | {CSV: (HEADER + "otif,2025-01,92,\n").encode()},
    ),
    "a period must be one": Case(
        edited() | {CSV: (HEADER + "otif,2026-13,97,\notif,last month,97,\notif,,97,\n").encode()},
        finding(message="'2026-13' is not a period (otif)", line=2),
        finding(message="'last month' is not a period (otif)", line=3),
        finding(message="the row has no period (otif)", line=4),
    ),
    "a period that has not started is no fact yet": Case(
        edited() | {CSV: (HEADER + "otif,2026-11,97,\notif,2026-12,97,\n").encode()},
        finding(message="'otif' has a figure for 2026-12, which has not started as of 2026-11-22", line=3),
    ),
    "a period that has not started is no fact yet (2)": Case(
        edited() | {CSV: (HEADER + "otif,2026-11,97,\notif,2026-12,97,\n").encode()}, now=datetime(2026, 12, 1, tzinfo=UTC),
    ),
    "a second figure for a period needs a note": Case(
        edited() | {CSV: (HEADER + "otif,2026-09,97,\notif,2026-10,96,\notif,2026-09,97.5,\n").encode()},
        finding(message="'otif' already has a figure for 2026-09 in line 2", line=4),
    ),
    "a row that stands there once more, note and all, corrects nothing": Case(
        edited() | {CSV: (HEADER + "otif,2026-09,97,\notif,2026-09,97.5,Recounted\notif,2026-10,97,\notif,2026-09,97.5,Recounted\n").encode()},
        finding(message="line 3 stands here once more: otif, 2026-09, 97.5", line=5),
    ),
    "a second figure for a period needs a note (2)": Case(
        edited() | {CSV: (HEADER + "otif,2026-09,97,\notif,2026-09,97.5,Recounted\n").encode()},
    ),
    "a second figure for a period needs a note (3)": Case(
        edited() | {CSV: (HEADER + "otif,2026-09,97,First count\notif,2026-09,97.5,  \n").encode()},
        finding(message="'otif' already has a figure for 2026-09 in line 2", line=3),
    ),
    "an unknown kpi is named once": Case(
        edited() | {CSV: (HEADER + "otiff,2026-09,97,\notif,2026-10,97,\notiff,2026-10,many,\n").encode()},
        finding(message="the charter has no KPI 'otiff'; did you mean 'otif'?", line=2),
    ),
    "a row without a kpi says so": Case(
        edited() | {CSV: (HEADER + ",2026-09,97,\n").encode()},
        finding(message="the row names no KPI", line=2),
    ),
    "a charter without kpis has nothing to propose": Case(
        edited() | {CHARTER: (edited()[CHARTER].decode()[:edited()[CHARTER].decode().index("kpis:\n  otif:")] + edited()[CHARTER].decode()[edited()[CHARTER].decode().index("committees:\n"):]).replace("tier: strategic ", "tier: preferred ", 1).encode()} | {CSV: (HEADER + "spoilage,2026-09,97,\n").encode()},
        finding(message="the charter has no KPI 'spoilage'"),
    ),
    "a charter without kpis has nothing to propose (2)": Case(
        edited((part("kpis:\n  otif:", "committees:\n"), "")) | {CSV: (HEADER + "spoilage,2026-09,97,\n").encode()},
    ),
    "kpis that cannot be read are not called unknown": Case(
        edited() | {"partnerships/meridian-helix/partnership.yaml": (edited()["partnerships/meridian-helix/partnership.yaml"].decode()[:edited()["partnerships/meridian-helix/partnership.yaml"].decode().index("kpis:\n  otif:")] + "kpis: many\n" + edited()["partnerships/meridian-helix/partnership.yaml"].decode()[edited()["partnerships/meridian-helix/partnership.yaml"].decode().index("committees:\n"):]).encode()},
    ),
    "a kpi that the model refused keeps its figures": Case(
        edited(("    name: On time in full\n", "")) | {CSV: (HEADER + "otif,2026-Q3,97,\notif,spring,97,\n").encode()},
        finding(message="'spring' is not a period (otif)", line=3),
    ),
    "a kpi without frequency takes any period": Case(
        edited(("  carbon-per-pallet:\n", "  sketch:\n    name: Sketch\n  carbon-per-pallet:\n")) | {CSV: (HEADER + "sketch,2026-Q3,97,\nsketch,2027,97,\n").encode()},
        finding(message="'sketch' has a figure for 2027, which has not started as of 2026-11-22", line=3),
    ),
    "a share lies between 0 and 100": Case(
        edited() | {CSV: (HEADER + "otif,2026-09,945,\notif,2026-10,-3,\n").encode()},
        finding(message="945 % is not plausible for 'otif' in 2026-09, expected 0 to 100", severity="error", line=2),
        finding(message="-3 % is not plausible for 'otif' in 2026-10, expected 0 to 100", line=3),
    ),
    "with a note it is a warning": Case(
        edited() | {CSV: (HEADER + "otif,2026-10,104,Extra orders\n").encode()},
        finding(message="104 % is not plausible for 'otif' in 2026-10, expected 0 to 100", severity="warning", line=2),
    ),
    "a count is not negative, an answer lies on its scale": Case(
        edited() | {CSV: (HEADER + "temperature-excursions,2026-10,-3,\npartner-satisfaction,2026,39,\n").encode()},
        finding(message="-3 per 10,000 is not plausible for 'temperature-excursions' in 2026-10, expected 0 or more", line=2),
        finding(message="39 (score 1-5) is not plausible for 'partner-satisfaction' in 2026, expected 1 to 5", line=3),
    ),
    "an error of a spreadsheet is a figure that is missing": Case(
        edited() | {CSV: (HEADER + "otif,2026-10,#N/A,\n").encode()},
        finding(message="'#N/A' is not a number (otif, 2026-10)", line=2),
    ),
    "a kpi by its name is told by its id": Case(
        edited() | {CSV: (HEADER + "On time in full,2026-10,97.2,\n").encode()},
        finding(message="the charter has no KPI 'On time in full'; the id of 'On time in full' is 'otif'", line=2),
    ),
    "a share of one is told where percent are counted": Case(
        edited() | {CSV: (HEADER + "otif,2026-09,0.97,\notif,2026-10,0.97,Only one lorry in a hundred\n").encode()},
        finding(message="0.97 for 'otif' in 2026-09 looks like a share of one, not of 100", severity="warning", line=2),
    ),
    "ten times more than was planned or recorded is told once": Case(
        edited() | {CSV: (HEADER + "temperature-excursions,2026-07,139,\ntemperature-excursions,2026-09,1390,\ntemperature-excursions,2026-10,1395,\n").encode()},
        finding(message="1390 for 'temperature-excursions' in 2026-09 is ten times or more of all that is planned or was recorded before", severity="warning", line=3),
    ),
    "a note explains what is ten times more": Case(
        edited() | {CSV: (HEADER + "temperature-excursions,2026-10,1390,\ntemperature-excursions,2026-10,1390,The cold store failed\n").encode()},
    ),
    "what was corrected is not asked again": Case(
        edited() | {CSV: (HEADER + "otif,2026-10,972,\notif,2026-10,97.2,Slip\n").encode()},
    ),
    "a kpi says itself what is plausible": Case(
        edited(("    tolerance: 1.5  ", "    plausible: {from: 90, to: 120}\n    tolerance: 1.5  ")) | {CSV: (HEADER + "otif,2026-09,104,\notif,2026-10,9.72,\n").encode()},
        finding(message="9.72 % is not plausible for 'otif' in 2026-10, expected 90 to 120", line=3),
    ),
    "a number that can be read in two ways is not guessed": Case(
        edited() | {CSV: (HEADER + 'days-to-settle,2026-Q2,1.200,\ndays-to-settle,2026-Q3,"1,200",\n').encode()},
        finding(message="'1.200' can be read in two ways (days-to-settle, 2026-Q2)", line=2),
        finding(message="'1,200' can be read in two ways (days-to-settle, 2026-Q3)", line=3),
    ),
    "where one reading cannot be true the other is meant": Case(
        edited() | {CSV: (HEADER + "otif,2026-09,97.125,\npartner-satisfaction,2026,3.875,\n").encode()},
    ),
    "a fourth decimal can be read in one way": Case(
        edited() | {CSV: (HEADER + "days-to-settle,2026-Q2,1.2340,\ndays-to-settle,2026-Q3,0.125,\n").encode()},
    ),
    "a file that a spreadsheet has saved with semicolons is read": Case(
        edited() | {CSV: b"kpi;period;value;note\r\notif;2026-09;97,2;\r\ndays-to-settle;2026-Q3;1.200;\r\notif;2026-10;972,5;\r\n"},
        finding(message="'1.200' can be read in two ways (days-to-settle, 2026-Q3)", line=3),
        finding(message="972,5 % is not plausible for 'otif' in 2026-10, expected 0 to 100", line=4),
    ),
    "a charter without measurements is well": Case({path: raw for path, raw in edited().items() if path != CSV}),
}
# fmt: on

test_rule = table(RULE, CASES)


def test_a_finding_stands_in_the_file_of_measurements_at_its_row() -> None:
    files = edited() | {CSV: (HEADER + "otif,2026-09,97,\notif,2026-10,ninety,\n").encode()}
    finding = next(f for f in report(files).findings if f.rule == RULE)

    assert (finding.path.as_posix(), finding.span.line, finding.help) == (
        CSV,
        3,
        "Write plain digits with a point for decimals and no unit, such as 97.2.",
    )
    assert findings(files, RULE) == [
        Seen(RULE, "error", 3, "", "'ninety' is not a number (otif, 2026-10)")
    ]


@pytest.mark.parametrize(
    ("written", "fix"),
    [
        ('"97,2"', "Write 97.2."),
        ("97 %", "Write 97."),
        ("1'200", "Write 1200."),
        ("(12.5)", "Write -12.5."),
        ('"12,345"', "Write 12345 if it has thousands, or 12.3450 if it has decimals."),
        ("1.200", "Write 1200 if it has thousands, or 1.2 if it has decimals."),
    ],
)
def test_the_fix_says_what_to_write_for_each_reading(written: str, fix: str) -> None:
    files = edited() | {CSV: f"{HEADER}days-to-settle,2026-Q3,{written},\n".encode()}
    assert [found.help for found in found_by(files, RULE)][:1] == [fix]


@pytest.mark.parametrize(
    "period", ["Oct-26", "Okt 26", "01.10.2026", "10/1/2026", "46296", "1-Oct"]
)
def test_a_period_that_a_spreadsheet_has_changed_is_told_what_helps(period: str) -> None:
    (found,) = found_by(edited() | {CSV: f"{HEADER}otif,{period},97,\n".encode()}, RULE)
    assert (found.message, found.help) == (
        f"{period!r} is not a period (otif)",
        (
            "Write it in the form 2026-03. A spreadsheet has probably changed it: restore the file "
            "as it was, and add new figures with 'trm kpi record' or 'trm kpi import'."
        ),
    )


def test_a_kpi_that_is_missed_in_the_charter_is_not_missed_here_again() -> None:
    seen = report(edited(("\n  otif:\n", "\n  otiff:\n"))).findings

    assert [(one.rule, one.at) for one in seen] == [
        ("references-resolve", "goals.freshness.kpis.1")
    ]


def test_of_many_wrong_rows_the_first_are_told_and_the_others_counted() -> None:
    rows = "".join(f"otif,2026-{month % 10 + 1:02},?,note {month}\n" for month in range(502))
    found = findings(edited() | {CSV: (HEADER + rows).encode()}, RULE)
    assert len(found) == 501
    last = found[0]
    assert (last.line, last.severity, last.message) == (
        1,
        "error",
        "2 more problems in this file",
    )
    assert (found[-1].line, found[-1].message) == (501, "'?' is not a number (otif, 2026-10)")


def test_of_warnings_alone_the_others_are_a_warning_too() -> None:
    days = (date(2025, 1, 1) + timedelta(number) for number in range(501))
    rows = "".join(f"otif,{day},972,note\n" for day in days)
    daily = {CHARTER: edited()[CHARTER].replace(b"frequency: monthly", b"frequency: daily")}
    found = findings(edited() | daily | {CSV: (HEADER + rows).encode()}, RULE)
    assert [(one.line, one.severity, one.message) for one in found[:2]] == [
        (1, "warning", "1 more problem in this file"),
        (2, "warning", "972 % is not plausible for 'otif' in 2025-01-01, expected 0 to 100"),
    ]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("#N/A", "Write the figure in plain digits, or remove the row until there is one."),
        ("", "Write the figure in plain digits, or remove the row until there is one."),
        ("97.2%", "Write 97.2."),
        ("９７.２", "Write 97.2."),
        (
            "02. Jul",
            (
                "Write plain digits with a point for decimals and no unit, such as 97.2. A "
                "spreadsheet has probably changed it: restore the file as it was, and add new "
                "figures with 'trm kpi record' or 'trm kpi import'."
            ),
        ),
    ],
)
def test_a_value_that_is_no_number_is_told_what_helps(value: str, said: str) -> None:
    files = edited() | {CSV: f"{HEADER}otif,2026-10,{value},\n".encode()}
    assert [one.help for one in found_by(files, RULE)] == [said]
