"""``trm kpi import`` on files as other programs write them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tests.cli.test_kpi_record import BEFORE, FILE, NAME, text
from tests.running import Terminal, check, trm
from tests.xlsx import Error, Formula, Value, workbook

DAY = ("--as-of", "2026-11-22")
KEPT = "partnerships/imports.yaml"
HEAD = """\
# How 'trm kpi import' reads files of other programs: which column holds what, and which KPI
# each name means ('-' leaves it out). Asked once and kept; change it as you like.
"""


def bring(repository: Path, name: str, raw: bytes | str, *words: str) -> tuple[int, str, str]:
    path = repository / name
    path.write_bytes(raw.encode() if isinstance(raw, str) else raw)
    done = trm("kpi", "import", name, *words, *DAY, cwd=repository)
    return done.returncode, done.stdout, done.stderr


def test_a_file_with_our_own_columns_needs_no_word(repository: Path) -> None:
    raw = (
        "KPI,Period,Value,Note\n"
        "On time in full,2026-11,97.4,=late\n"
        "otif,2026-10,97.20,\n"
        "temperature-excursions,2026-11,,\n"
    )
    assert bring(repository, "figures.csv", raw) == (
        0,
        (
            "new       meridian-helix: otif 2026-11 97.4\n1 recorded, 0 corrected, 1 already "
            "recorded\n"
        ),
        "",
    )
    assert text(repository) == f"{BEFORE}otif,2026-11,97.4,'=late\n"
    assert bring(repository, "figures.csv", raw)[1] == (
        "0 recorded, 0 corrected, 2 already recorded\n"
    )
    assert text(repository) == f"{BEFORE}otif,2026-11,97.4,'=late\n"
    assert check(repository).returncode == 0


def test_names_are_compared_whatever_their_letters_are_coded_as(repository: Path) -> None:
    raw = "ＫＰＩ,Period,Value\nＯＴＩＦ,2026-11,97.4\n"
    assert bring(repository, "figures.csv", raw) == (
        0,
        (
            "new       meridian-helix: otif 2026-11 97.4\n"
            "1 recorded, 0 corrected, 0 already recorded\n"
        ),
        "",
    )


CARRIER: list[list[Value]] = [
    ["Carrier report, November", None, None, None],
    [None, None, None, None],
    ["Month", "On time %", "Excursions", "Spare"],
    [date(2026, 9, 30), 0.97, 7.1, "x"],
    [date(2026, 10, 31), 0.972, 6.4, None],
    [date(2026, 11, 30), 0.974, 6, 3],
]
SAID = (
    *("--sheet", "Figures", "--column", "period=Month", "--kpi", "On time %=otif"),
    *("--kpi", "Excursions=temperature-excursions", "--kpi", "Spare=-", "--scale", "otif=100"),
)


def test_a_workbook_is_read_and_what_was_said_is_kept_for_the_next_one(repository: Path) -> None:
    raw = workbook(Cover=[["Nothing", "here"]], Figures=CARRIER)
    assert bring(repository, "carrier 2026-11.xlsx", raw, *SAID) == (
        0,
        (
            "new       meridian-helix: otif 2026-11 97.4\n"
            "new       meridian-helix: temperature-excursions 2026-11 6\n"
            "2 recorded, 0 corrected, 4 already recorded, 2 left out\n"
        ),
        "",
    )
    assert text(repository) == (f"{BEFORE}otif,2026-11,97.4,\ntemperature-excursions,2026-11,6,\n")
    assert (repository / KEPT).read_text("utf-8") == (
        f"{HEAD}imports:\n"
        "  carrier:\n"
        "    partnership: meridian-helix\n"
        "    sheet: Figures\n"
        "    columns: {period: Month}\n"
        '    kpis: {On time %: otif, Excursions: temperature-excursions, Spare: "-"}\n'
        "    scale: {otif: 100}\n"
    )
    more = [*CARRIER, [date(2026, 8, 31), 0.96, 8, None]]
    changed = bring(repository, "carrier-12.xlsx", workbook(Figures=more), "--mapping", "carrier")
    assert changed[:2] == (
        1,
        (
            "line 7, On time %: 2026-08 is recorded as 96.8 already, not 96; to correct it, add "
            "--correct and --note with the reason\nNothing was written.\n"
        ),
    )
    code, said, _ = bring(
        repository,
        "carrier-12.xlsx",
        workbook(Figures=more),
        *("--mapping", "carrier", "--correct", "--note", "Late scans", "--format", "json"),
    )
    data = json.loads(said)
    assert (code, data["version"], data["written"], data["problems"]) == (0, 1, True, [])
    assert [one for one in data["figures"] if one["fate"] == "corrected"] == [
        {
            "line": 7,
            "partnership": NAME,
            "kpi": "otif",
            "period": "2026-08",
            "value": "96",
            "note": "Late scans",
            "fate": "corrected",
            "before": "96.8",
        }
    ]
    assert text(repository).endswith("otif,2026-08,96,Late scans\n")


def test_a_share_is_not_taken_for_a_percentage(repository: Path) -> None:
    raw = workbook(Figures=[["KPI", "Period", "Value"], ["otif", date(2026, 11, 1), 0.974]])
    code, said, _ = bring(repository, "figures.xlsx", raw)
    assert (code, said) == (
        1,
        (
            "line 2, otif: 0.974 looks like a share of one, and this KPI is counted in %; add "
            "--scale otif=100, or --scale otif=1 if it is meant\nNothing was written.\n"
        ),
    )


def test_a_share_that_is_meant_says_how_it_was_brought_in(repository: Path) -> None:
    raw = workbook(Figures=[["KPI", "Period", "Value"], ["otif", date(2026, 11, 1), 0.974]])
    assert bring(repository, "figures.xlsx", raw, "--scale", "otif=1")[0] == 0
    assert text(repository).endswith("otif,2026-11,0.974,imported with --scale otif=1\n")


GERMAN = 'sep=;\r\nMonat;Pünktlich\r\n"01.11.2026";"97,4 %"\r\n'


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", "trm: bericht.csv was read as utf-16\n"),
        ("cp1252", "trm: bericht.csv was read as cp1252\n"),
    ],
)
def test_csv_of_other_tongues_is_read(repository: Path, encoding: str, told: str) -> None:
    said = ("--column", "period=Monat", "--kpi", "Pünktlich=otif")
    assert bring(repository, "bericht.csv", GERMAN.encode(encoding), *said) == (
        0,
        (
            "new       meridian-helix: otif 2026-11 97.4\n1 recorded, 0 corrected, 0 already "
            "recorded\n"
        ),
        told,
    )
    assert text(repository) == f"{BEFORE}otif,2026-11,97.4,\n"


def test_where_one_figure_is_wrong_none_is_recorded(repository: Path) -> None:
    raw = (
        "kpi\tperiod\tvalue\n"
        "otif\t2026-11\t97.4\n"
        "otif\t2026-12\t97.9\n"
        "otif\t10/11/2026\t97\n"
        "otif\t2026-11\t97.5\n"
        "otif\t2025-12\tmany\n"
        "Damages\t2026-11\t3\n"
        "Damages\t2026-10\t4\n"
    )
    code, said, _ = bring(repository, "figures.tsv", raw)
    assert (code, said.splitlines()) == (
        1,
        [
            (
                "line 3, otif: 2026-12 has not begun on 2026-11-22: it starts on 2026-12-01; "
                "correct the period, or record the figure once it has begun"
            ),
            (
                "line 4, otif: '10/11/2026' can be read in two ways; write 2026-10 or 2026-11, or "
                "make it a real date in Excel"
            ),
            "line 5, otif: the file has another figure for 2026-11 in line 2: 97.4, not 97.5",
            (
                "line 6, otif: 'many' is not a plain number; write digits with a point for "
                "decimals "
                "and no unit"
            ),
            (
                "line 7: no KPI is called 'Damages'; name it with --kpi 'Damages=KPI', or "
                "leave it out with --kpi 'Damages=-'"
            ),
            "Nothing was written.",
        ],
    )
    assert text(repository) == BEFORE
    assert not (repository / KEPT).exists()


def test_a_dry_run_shows_and_writes_nothing(repository: Path) -> None:
    raw = "kpi,period,value\notif,Nov 2026,97.4\n"
    assert bring(repository, "figures.csv", raw, "--dry-run")[:2] == (
        0,
        (
            "new       meridian-helix: otif 2026-11 97.4\n"
            "1 would be recorded, 0 would be corrected, 0 already recorded; nothing was written\n"
        ),
    )
    assert text(repository) == BEFORE
    assert not (repository / KEPT).exists()


TOO_LARGE = "a.csv has more than 50,000 rows or 16,384 columns; split it"


@pytest.mark.parametrize(
    ("name", "raw", "words", "said"),
    [
        (
            "a.csv",
            "Month,OTIF\n2026-11,97\n",
            (),
            (
                "name the column with the period: --column 'period=NAME'; the columns are "
                "'Month', 'OTIF'"
            ),
        ),
        (
            "a.csv",
            "Month,OTIF\n2026-11,97\n",
            ("--column", "period=Mont"),
            "a.csv has no column 'Mont'; did you mean 'Month'?",
        ),
        (
            "a.csv",
            "kpi,period,value\notif,2026-11,97\n",
            ("--id", "meridian"),
            "no partnership is called 'meridian'; did you mean 'meridian-helix'?",
        ),
        *(
            pytest.param("a.csv", text, (), TOO_LARGE, id=f"too many {what}")
            for what, text in (
                ("rows", "kpi,period,value\n" + "a,b,c\n" * 50_001),
                ("columns", "a," * 16_385 + "b\n"),
            )
        ),
        ("a.csv", "nothing\n", (), "no row of a.csv names columns, such as kpi, period and value"),
        ("a.csv", b"a\0b", (), "a.csv is not text; save it as CSV or as an Excel file"),
        ("a.xlsx", b"PK\x03\x04 no workbook", (), "a.xlsx cannot be read as a spreadsheet: "),
        (
            "a.xlsx",
            workbook(Figures=[["kpi", "period", "value"]]),
            ("--sheet", "Figure"),
            "a.xlsx has no sheet 'Figure'; did you mean 'Figures'?",
        ),
    ],
)
def test_a_file_that_cannot_be_understood_says_what_to_do(
    repository: Path, name: str, raw: bytes | str, words: tuple[str, ...], said: str
) -> None:
    code, _, error = bring(repository, name, raw, *words)
    assert (code, error.startswith(f"trm: {said}")) == (2, True), error
    assert text(repository) == BEFORE


def test_on_a_terminal_it_asks_once(repository: Path) -> None:
    (repository / "carrier.csv").write_text(
        "When,What,How much\n2026-11,Punctual,97.4\n2026-11,Damages,3\n", "utf-8"
    )
    terminal = Terminal("kpi", "import", "carrier.csv", *DAY, cwd=repository)
    terminal.answer("Which column has the period or the day?", "when")
    terminal.answer("Which column names the KPI?", "What")
    terminal.answer("Which column has the figure?", "how much")
    terminal.answer("Which column has a note?", "")
    terminal.answer("Which KPI is 'Punctual'?", "otif")
    terminal.answer("Which KPI is 'Damages'?", "-")
    done = "new       meridian-helix: otif 2026-11 97.4\n"
    assert terminal.end() == (
        0,
        f"{done}1 recorded, 0 corrected, 0 already recorded, 1 left out\n",
    )
    again = Terminal("kpi", "import", "carrier.csv", *DAY, cwd=repository)
    assert again.end() == (0, "0 recorded, 0 corrected, 1 already recorded, 1 left out\n")
    assert (repository / KEPT).read_text("utf-8") == (
        f"{HEAD}imports:\n"
        "  carrier:\n"
        "    partnership: meridian-helix\n"
        "    columns: {period: When, kpi: What, value: How much}\n"
        '    kpis: {Punctual: otif, Damages: "-"}\n'
    )


def test_figures_of_several_charters_come_in_one_file(repository: Path) -> None:
    (repository / FILE).parent.with_name("second").mkdir()
    second = repository / "partnerships/second/partnership.yaml"
    second.write_bytes((repository / f"partnerships/{NAME}/partnership.yaml").read_bytes())
    raw = (
        f"partner;kpi;period;value\n{NAME};otif;2026-11;97,4\n"
        "second;temperature-excursions;2026-11;12,5\n"
    )
    code, said, _ = bring(repository, "all.csv", raw, "--column", "partnership=partner")
    assert (code, said) == (
        0,
        (
            "new       meridian-helix: otif 2026-11 97.4\n"
            "new       second: temperature-excursions 2026-11 12.5\n"
            "2 recorded, 0 corrected, 0 already recorded\n"
        ),
    )
    assert (second.parent / "measurements.csv").read_text("utf-8") == (
        "kpi,period,value,note\ntemperature-excursions,2026-11,12.5,\n"
    )


def figures(*cells: Value) -> bytes:
    """A workbook with a figure of on time in full for each of the months up to November 2026."""
    first = 12 - len(cells)
    rows: list[list[Value]] = [[date(2026, first + at, 1), cell] for at, cell in enumerate(cells)]
    return workbook(Figures=[["Period", "otif"], *rows])


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (Error("#DIV/0!"), "the cell shows the error #DIV/0!; correct its formula in the file"),
        (Error("#N/A"), "the cell shows the error #N/A; correct its formula in the file"),
        (Formula("B2/C2"), "the cell has the formula =B2/C2 and no value; open the file in a"),
        ("-", "'-' may mean 0 or no figure; write 0, or empty the cell"),
    ],
)
def test_a_cell_without_a_value_is_not_passed_over(
    repository: Path, cell: Value, said: str
) -> None:
    code, told, _ = bring(repository, "figures.xlsx", figures(97.2, cell))
    assert (code, said in told, told.endswith("Nothing was written.\n")) == (1, True, True)
    assert text(repository) == BEFORE


MERGED = [
    ["Scorecard of November 2026", None, None],
    ["KPI", "Period", "Value"],
    ["otif", "2026-11", 97.4],
    ["temperature-excursions", None, 12.5],
    ["Source: the order system", None, None],
]


def test_words_of_merged_cells_stand_for_each_row(repository: Path) -> None:
    raw = workbook("A1:C1", "B3:B4", "A5:C5", Figures=MERGED)
    assert bring(repository, "figures.xlsx", raw)[:2] == (
        0,
        (
            "new       meridian-helix: otif 2026-11 97.4\n"
            "new       meridian-helix: temperature-excursions 2026-11 12.5\n"
            "2 recorded, 0 corrected, 0 already recorded\n"
        ),
    )


@pytest.mark.parametrize("merged", ["C3:C4", "C3:D4", "B3:B4"])
def test_a_number_of_merged_cells_is_said_to_be_one(repository: Path, merged: str) -> None:
    rows = [[*row] for row in MERGED]
    rows[3][1:] = [None, 12.5] if merged[0] == "B" else ["2026-11", None]
    if merged == "B3:B4":
        rows[2][1] = 202611
    raw = workbook("A1:C1", merged, "A5:C5", Figures=rows)
    code, told, _ = bring(repository, "figures.xlsx", raw)
    assert (code, text(repository)) == (1, BEFORE)
    assert (
        f"line 4, temperature-excursions: the cell is merged with {merged[:2]}, so that one number "
        "stands for several; unmerge the cells in the file, and write in each what belongs there\n"
    ) in told


def test_a_cell_that_says_there_is_no_figure_is_counted(repository: Path) -> None:
    assert bring(repository, "figures.xlsx", figures(97.2, "n/a")) == (
        0,
        "0 recorded, 0 corrected, 1 already recorded, 1 without a figure\n",
        "",
    )


def test_the_noise_of_fractions_is_not_recorded(repository: Path) -> None:
    bring(repository, "figures.xlsx", figures(96.999999999999993))
    assert text(repository) == f"{BEFORE}otif,2026-11,97,\n"


AMOUNTS = "KPI;Period;Value\ncarbon-per-pallet;2026-Q4;1.200\n"


def with_thousands(repository: Path) -> None:
    """Let the plan of carbon be in thousands, so that 1200 is no slip."""
    path = repository / f"partnerships/{NAME}/partnership.yaml"
    path.write_text(path.read_text("utf-8").replace("{value: 11.8,", "{value: 1180,"), "utf-8")


def test_a_file_whose_numbers_can_be_read_in_two_ways_says_what_to_write(
    repository: Path,
) -> None:
    with_thousands(repository)
    assert bring(repository, "figures.csv", AMOUNTS) == (
        1,
        (
            "line 2, carbon-per-pallet: '1.200' can be read in two ways; write 1200 if it has "
            "thousands, or 1.2 if it has decimals; or add --decimal comma or --decimal point, as "
            "the file has it\nNothing was written.\n"
        ),
        "",
    )
    assert text(repository) == BEFORE
    bring(repository, "figures.csv", AMOUNTS, "--decimal", "comma")
    assert text(repository) == f"{BEFORE}carbon-per-pallet,2026-Q4,1200,\n"
    kept = (repository / KEPT).read_text("utf-8")
    assert kept.endswith("    decimal: comma\n")


def test_another_number_of_the_file_shows_what_stands_before_decimals(repository: Path) -> None:
    with_thousands(repository)
    bring(repository, "figures.csv", f"{AMOUNTS}otif;2026-11;97,4\n")
    assert text(repository) == f"{BEFORE}carbon-per-pallet,2026-Q4,1200,\notif,2026-11,97.4,\n"


def test_what_stands_before_decimals_outweighs_what_can_be_true(repository: Path) -> None:
    raw = "KPI;Period;Value\notif;2026-11;95.000\ncarbon-per-pallet;2026-Q4;10,2\n"
    assert bring(repository, "figures.csv", raw)[:2] == (
        1,
        (
            "line 2, otif: 95000 % is not plausible for 'otif', expected 0 to 100; correct it in "
            "the file, or leave it out there and record it with 'trm kpi record' and --confirm\n"
            "Nothing was written.\n"
        ),
    )
    assert text(repository) == BEFORE


def test_numbers_of_two_countries_in_one_file_show_nothing(repository: Path) -> None:
    raw = f"{AMOUNTS}otif;2026-11;97,4\ntemperature-excursions;2026-11;6.4\n"
    code, said, _ = bring(repository, "figures.csv", raw)
    assert (code, "line 2, carbon-per-pallet: '1.200' can be read in two ways" in said) == (1, True)


def test_a_figure_that_is_not_plausible_is_not_imported(repository: Path) -> None:
    raw = "KPI,Period,Value\notif,2026-11,974\ntemperature-excursions,2026-11,-3\n"
    assert bring(repository, "figures.csv", raw)[:2] == (
        1,
        (
            "line 2, otif: 974 % is not plausible for 'otif', expected 0 to 100; correct it in "
            "the file, or leave it out there and record it with 'trm kpi record' and --confirm\n"
            "line 3, temperature-excursions: -3 per 10,000 is not plausible for "
            "'temperature-excursions', expected 0 or more; correct it in the file, or leave it out "
            "there and record it with 'trm kpi record' and --confirm\nNothing was written.\n"
        ),
    )


ACROSS = "KPI;Unit;{};{};Year to date\nOn time in full;%;97,1;97,4;97,2\n"


@pytest.mark.parametrize(
    ("october", "november"),
    [
        ("2026-10", "2026-11"),
        ("Oct 2026", "Nov 2026"),
        ("lokakuu 2026", "marraskuu 2026"),
        ("październik 2026", "2026-11"),
        ("Ekim 2026", "KASIM 2026"),
        ("2026年10月", "2026年11月"),
        ("31.10.2026", "30.11.2026"),
    ],
)
def test_periods_may_stand_side_by_side(repository: Path, october: str, november: str) -> None:
    raw = ACROSS.format(october, november)
    done = bring(repository, "wide.csv", raw, "--kpi", "Year to date=-", "--correct",
                 "--note", "Recount")  # fmt: skip
    assert done == (
        0,
        (
            "new       meridian-helix: otif 2026-11 97.4\n"
            "corrected meridian-helix: otif 2026-10 97.1 (was 97.2)\n"
            "1 recorded, 1 corrected, 0 already recorded\n"
        ),
        "",
    )
    assert text(repository) == f"{BEFORE}otif,2026-10,97.1,Recount\notif,2026-11,97.4,\n"


def test_a_workbook_may_have_days_or_years_side_by_side(repository: Path) -> None:
    days: list[list[Value]] = [
        ["KPI", date(2026, 10, 31), date(2026, 11, 30)],
        ["On time in full", 97.2, 97.4],
    ]
    assert bring(repository, "days.xlsx", workbook(Figures=days)) == (
        0,
        (
            "new       meridian-helix: otif 2026-11 97.4\n"
            "1 recorded, 0 corrected, 1 already recorded\n"
        ),
        "",
    )
    years: list[list[Value]] = [["KPI", 2025, 2026], ["otif", 97.1, 97.2]]
    assert bring(repository, "years.xlsx", workbook(Figures=years))[1].startswith(
        "line 2, otif: 'otif' is measured monthly, but 2025 is a yearly period; record one for "
        "each period, such as 2025-01\n"
    )


def test_a_column_of_numbers_beside_periods_is_named(repository: Path) -> None:
    code, said, _ = bring(repository, "wide.csv", ACROSS.format("2026-10", "2026-11"))
    assert code == 1
    assert (
        "the column 'Year to date' holds numbers and is called by no period; call it by one, "
        "such as 2026-03, or leave it out with --kpi 'Year to date=-'\n"
    ) in said
    assert text(repository) == BEFORE


def test_months_without_a_year_are_not_guessed(repository: Path) -> None:
    raw = "KPI,Jan,Feb,Maaliskuu\notif,97,97,97\n"
    assert bring(repository, "wide.csv", raw) == (
        2,
        "",
        (
            "trm: the columns 'Jan', 'Feb' and 'Maaliskuu' name months without a year; add it in "
            "the file, such as Jan 2026, and each is read as a period\n"
        ),
    )


def test_periods_side_by_side_need_a_column_with_the_kpi(repository: Path) -> None:
    raw = "Measure,2026-10,2026-11\notif,97.2,97.4\n"
    assert bring(repository, "wide.csv", raw) == (
        2,
        "",
        (
            "trm: name the column with the kpi: --column 'kpi=NAME'; the columns are 'Measure', "
            "'2026-10', '2026-11'\n"
        ),
    )
    assert bring(repository, "wide.csv", raw, "--column", "kpi=Measure")[0] == 0
    assert text(repository) == f"{BEFORE}otif,2026-11,97.4,\n"
