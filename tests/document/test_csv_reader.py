"""Rows of a CSV file are read, and a row that cannot be read hides no other."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trm_policy.document.csv_reader import MOST_BROKEN, MOST_FAULTS, CsvTable, read_csv
from trm_policy.document.hidden import as_seen
from trm_policy.finding import Span

COLUMNS = ("kpi", "period", "value", "note")
HEADER = "kpi,period,value,note\n"


def read(text: str | bytes, most: int = 1 << 20) -> CsvTable:
    raw = text.encode() if isinstance(text, str) else text
    return read_csv(PurePosixPath("measurements.csv"), raw, COLUMNS, most)


def rows(table: CsvTable) -> list[tuple[int, list[str]]]:
    return [(n, [*row]) for row, n in zip(table.rows, table.lines, strict=True)]


def complaints(table: CsvTable) -> list[tuple[int, int, str]]:
    return [(f.span.line, f.span.column, f.message) for f in table.faults]


def test_rows_come_with_the_lines_on_which_they_begin() -> None:
    table = read(f'{HEADER}otif,2026-01,94.1,\n\n  \notif,2026-02,95,"Hull, then\nLeeds"\nx,y,z,\n')
    assert rows(table) == [
        (2, ["otif", "2026-01", "94.1", ""]),
        (5, ["otif", "2026-02", "95", "Hull, then\nLeeds"]),
        (7, ["x", "y", "z", ""]),
    ]
    assert table.faults == ()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("otif，2026-10，97.2，", "Write a comma instead of each '，' in this row."),
        ("otif;2026-10;97.2;", "Write a comma instead of each ';' in this row."),
        ("otif,2026-10", "Write kpi,period,value,note; an empty cell keeps its comma."),
    ],
)
def test_a_row_with_another_separator_is_told_which(row: str, said: str) -> None:
    assert [fault.help for fault in read(f"{HEADER}{row}\n").faults] == [said]


def test_columns_may_stand_in_any_order() -> None:
    table = read("note, value,period,kpi\nwhy,1,2026,otif\n")
    assert (rows(table), table.faults) == ([(2, ["otif", "2026", "1", "why"])], ())


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_any_system_and_a_byte_order_mark_are_read(end: str) -> None:
    text = "\ufeff" + end.join(["", "kpi,period,value,note", "otif,2026,1,ü", "", "a,b,c,d"])
    assert rows(read(text)) == [(3, ["otif", "2026", "1", "ü"]), (5, ["a", "b", "c", "d"])]


AGAIN = "the names of the columns stand here again: a merge kept both versions"


@pytest.mark.parametrize(
    ("below", "others"),
    [
        (HEADER, []),
        ("kpi,period,value,note\r\notif,2026-01,94,\r\n", []),
        ("KPI,Period,Value,Note\notif,2026-02,95,\n", [(4, ["otif", "2026-02", "95", ""])]),
        ("kpi,period,value,note,by\notif,2026-01,94,\n", []),
    ],
)
def test_two_versions_that_a_merge_kept_are_one_fault(
    below: str, others: list[tuple[int, list[str]]]
) -> None:
    table = read(f"{HEADER}otif,2026-01,94,\n{below}")
    assert rows(table) == [(2, ["otif", "2026-01", "94", ""]), *others]
    assert complaints(table) == [(3, 1, AGAIN)]


@pytest.mark.parametrize("sign", [";", "\t", "|"])
def test_what_a_spreadsheet_of_another_country_saved_is_read(sign: str) -> None:
    text = (
        f'kpi,period,"value",note\r\notif,2026-10,97.2,a b\r\n"otif",2026-11,97.4,"c{sign} d"\r\n'
    )
    table = read("\ufeff" + text.replace(",", sign))
    assert rows(table) == [
        (2, ["otif", "2026-10", "97.2", "a b"]),
        (3, ["otif", "2026-11", "97.4", f"c{sign} d"]),
    ]
    assert (table.faults, table.separator) == ((), sign)


SAVED = {
    "sep=;\r\nkpi;period;value;note\r\notif;2026-10;97,2;\r\n": 3,
    '"sep=;"\nkpi;period;value;note\notif;2026-10;97,2;\n': 3,
    "sep=,\nkpi;period;value;note\notif;2026-10;97,2;\n": 3,
    "SEP=\t\nkpi\tperiod\tvalue\tnote\notif\t2026-10\t97,2\t\n": 3,
    ";;;\n;;;\nKPI;Period;VALUE; Note \notif;2026-10;97,2;\n;;;\n": 4,
    ',,,\r\n"KPI",Period,Value,Note\r\notif,2026-10,"97,2",\r\n,,,\r\n"","","",\r\n': 3,
    'kpi,period,value,note,,\notif,2026-10,"97,2",,,\n,,,,,\n': 2,
    "kpi;period;value;note\notif;2026-10;97,2;;;\n": 2,
    "\ufeff KPI\u00a0|PERIOD|Value|note\notif|2026-10|97,2|\n| | |\n": 2,
}


@pytest.mark.parametrize("text", [*SAVED])
def test_empty_rows_capitals_and_a_named_separator_are_read(text: str) -> None:
    table = read(text)
    assert (rows(table), table.faults) == ([(SAVED[text], ["otif", "2026-10", "97,2", ""])], ())
    assert table.header == ("kpi", "period", "value", "note")


FIXES = {
    "otif,2026-01,94.1,\n": (
        "Add this line above it: kpi,period,value,note",
        "kpi,period,value,note\notif,2026-01,94.1,\n",
    ),
    "otif;2026-01;94.1;\n": (
        "Add this line above it: kpi;period;value;note",
        "kpi;period;value;note\notif;2026-01;94.1;\n",
    ),
    "Kennzahl;Zeitraum;Wert;Notiz\notif;2026-01;94.1;\n": (
        "Replace its names, each by what its column holds, such as: kpi;period;value;note",
        "kpi;period;value;note\notif;2026-01;94.1;\n",
    ),
    '"kpi,period,value,note"\n"otif,2026-01,94.1,"\n': (
        "Remove the quotation marks at both ends of each line.",
        "kpi,period,value,note\notif,2026-01,94.1,\n",
    ),
    "period,kpi,valeu,note\n2026-01,otif,94.1,\n": (
        "Call it 'value'.",
        "period,kpi,value,note\n2026-01,otif,94.1,\n",
    ),
    "period,kpi,value,Remark\n2026-01,otif,94.1,\n": (
        "Call it 'note' if it holds that; else delete it from every row.",
        "period,kpi,value,note\n2026-01,otif,94.1,\n",
    ),
    "kpi,Owner,period,value,note\notif,Ann,2026-01,94.1,\n": (
        "Delete this column from every row; the columns are kpi, period, value and note.",
        "kpi,period,value,note\notif,2026-01,94.1,\n",
    ),
    "period;kpi;value\n2026-01;otif;94.1\n": (
        "Write the first line as period;kpi;value;note, and as many semicolons in each other line.",
        "period;kpi;value;note\n2026-01;otif;94.1;\n",
    ),
}


@pytest.mark.parametrize("text", [*FIXES])
def test_a_first_line_that_is_fixed_as_told_is_read(text: str) -> None:
    said, followed = FIXES[text]
    assert [fault.help for fault in read(text).faults] == [said]
    assert [row for _, row in rows(read(followed))] == [["otif", "2026-01", "94.1", ""]]


def test_a_row_of_such_a_file_is_told_how_to_be_written() -> None:
    (fault,) = read("kpi;period;value;note\notif;2026-10;97,2\n").faults
    assert (fault.message, fault.help) == (
        "this row has 3 of 4 cells",
        "Write kpi;period;value;note; an empty cell keeps its semicolon.",
    )


def test_a_file_of_nothing_but_its_header_is_in_order() -> None:
    assert (rows(read(HEADER)), read(HEADER).faults) == ([], ())


HEADERS = {
    "": [(1, 1, "the file is empty; it lacks even the line that names the columns")],
    "\n \n": [(1, 1, "the file is empty; it lacks even the line that names the columns")],
    "otif,2026-01,94.1,\n": [(1, 1, "the first line does not name the columns")],
    "kpi;period;valeu;note\n": [
        (1, 12, "'valeu' is not a column of this file; did you mean 'value'?")
    ],
    "kpi,period,value\na,b,c\n": [(1, 1, "the column 'note' is missing")],
    "kpi,period,valeu,note\n": [
        (1, 12, "'valeu' is not a column of this file; did you mean 'value'?")
    ],
    '"kpi,period,value,note\na,b,c,d\n': [
        (1, 1, "a quotation mark is opened in this row and never closed")
    ],
}


@pytest.mark.parametrize("text", [*HEADERS])
def test_without_its_header_no_row_can_be_understood(text: str) -> None:
    table = read(text)
    assert (complaints(table), rows(table)) == (HEADERS[text], [])


def test_a_column_too_many_hides_no_row() -> None:
    table = read("kpi,period,kpi,value,owner,note,\na,b,c,d,e,f,\n")
    assert complaints(table) == [
        (1, 12, "the column 'kpi' appears twice"),
        (1, 22, "'owner' is not a column of this file"),
    ]
    assert {fault.help for fault in table.faults} == {
        "Delete this column from every row; the columns are kpi, period, value and note."
    }
    assert rows(table) == [(2, ["a", "b", "d", "f"])]


OPEN = "a quotation mark is opened in this row and never closed"
BAD_ROWS = {
    b"a,b": "this row has 2 of 4 cells",
    b"a": "this row has 1 of 4 cells",
    b"a,b,1,late, again": "this row has 5 cells, and the first line names 4",
    b'a,b,1,"late': OPEN,
    b'"a,b,1,late': OPEN,
    b'a,b,1,"late" again': "there is a quotation mark in the middle of a cell of this row",
    b"a,b,1,caf\xe9": "this row is not UTF-8 text",
    b"a,b,1,\x07": "this row has a control character",
    b"a,b,1," + b"x" * 140_000: "this row has a cell that is too long to be read",
}


@given(
    st.lists(st.sampled_from([*BAD_ROWS]), min_size=1, max_size=6),
    st.sampled_from(["otif,2026-01,94.1,", 'otif,2026-02,95,"Hull, then Leeds"']),
)
def test_a_bad_row_hides_no_other(bad: list[bytes], good: str) -> None:
    text = HEADER.encode() + b"".join(row + b"\n" + good.encode() + b"\n" for row in bad)
    table = read(text)
    expected = [*next(csv.reader([good]))]
    assert rows(table) == [(3 + 2 * n, expected) for n in range(len(bad))]
    assert complaints(table) == [(2 + 2 * n, 1, BAD_ROWS[row]) for n, row in enumerate(bad)]


def test_a_fault_covers_its_row() -> None:
    (fault,) = read(HEADER + "a,b\r\n").faults
    assert (fault.span, fault.rule, fault.help) == (
        Span(2, 1, 2, 4),
        "schema",
        "Write kpi,period,value,note; an empty cell keeps its comma.",
    )


def test_an_open_quote_does_not_swallow_rows_up_to_the_next_quote() -> None:
    table = read(f'{HEADER}a,2026,1,"open\nb,2026,2,\nc,2026,3,shut"\nd,2026,4,\n')
    assert rows(table) == [
        (3, ["b", "2026", "2", ""]),
        (4, ["c", "2026", "3", 'shut"']),
        (5, ["d", "2026", "4", ""]),
    ]
    assert complaints(table) == [(2, 1, OPEN)]


def test_another_encoding_as_a_whole_is_one_fault() -> None:
    table = read(HEADER.encode("utf-16"))
    assert complaints(table) == [(1, 1, "the file is not UTF-8 text from here on")]


def test_a_file_that_is_too_large_is_refused() -> None:
    assert complaints(read(HEADER, most=len(HEADER))) == []
    assert complaints(read(HEADER, most=21)) == [
        (1, 1, "the file has more than 21 bytes, the largest size that is read")
    ]


def test_bad_rows_without_end_are_counted_instead_of_listed() -> None:
    table = read(HEADER + "a,b\n" * 1000 + "c,d,e,f\n")
    assert rows(table) == [(1002, ["c", "d", "e", "f"])]
    assert len(table.faults) == MOST_FAULTS + 1
    assert table.faults[-1].message == "800 more rows of this file cannot be read"


def test_quotes_that_are_open_in_every_row_end_the_reading() -> None:
    table = read(HEADER + 'a","b\n' * 10_000)
    assert (
        table.faults[-1].message
        == f"at least {MOST_BROKEN:,} more rows of this file cannot be read"
    )


cells = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=8).filter(
    lambda text: as_seen(text) == text
) | st.sampled_from(['"', ",", '","', " ", "a, b", 'say "no"'])


@given(
    st.lists(st.tuples(cells, cells, cells, cells)),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)
def test_what_a_spreadsheet_writes_is_read_back(
    content: list[Sequence[str]], end: str, quote_all: bool
) -> None:
    file = io.StringIO(newline="")
    writer = csv.writer(
        file, lineterminator=end, quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL
    )
    writer.writerows([COLUMNS, *content])
    table = read(file.getvalue())
    assert table.faults == ()
    expected = [(n, [*row]) for n, row in enumerate(content, start=2) if any(map(str.strip, row))]
    assert rows(table) == expected


bits = st.lists(
    st.sampled_from(
        ["a", ",", '"', "\n", "\r", "\t", "\x00", "\ufeff", "kpi", HEADER, "é", "a,b,c,d"]
    )
).map("".join)


@given(st.one_of(st.binary(), st.text().map(str.encode), bits.map(str.encode)))
def test_no_bytes_can_break_the_reader(raw: bytes) -> None:
    for start in (b"", HEADER.encode()):
        table = read(start + raw)
        assert len(table.rows) == len(table.lines)
        assert all(len(row) == len(COLUMNS) for row in table.rows)
        assert list(table.lines) == sorted(set(table.lines))
        assert list(table.faults) == sorted(table.faults, key=lambda fault: fault.span)
