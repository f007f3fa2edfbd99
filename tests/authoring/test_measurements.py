"""Rows come to the end of a file, and nothing else changes in it."""

from __future__ import annotations

import csv
import io
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trm_policy.authoring.recording import UnfitFileError, extended, harmless
from trm_policy.document.csv_reader import read_csv
from trm_policy.document.hidden import hidden_faults
from trm_policy.model.new_figure import FigureRow
from trm_policy.model.records import MEASUREMENT_COLUMNS

PATH = PurePosixPath("partnerships/acme/measurements.csv")
ROW = FigureRow("otif", "2026-11", "97.4", "late, as ever")
HEAD = b"kpi,period,value,note\n"


@pytest.mark.parametrize("raw", [None, b"", b"\n", b" \r\n"])
def test_a_file_that_is_missing_or_empty_gets_its_first_line(raw: bytes | None) -> None:
    assert extended(PATH, raw, [ROW]) == HEAD + b'otif,2026-11,97.4,"late, as ever"\n'


@pytest.mark.parametrize(
    ("raw", "added"),
    [
        (HEAD + b"otif,2026-10,97.2,\n", b'otif,2026-11,97.4,"late, as ever"\n'),
        (HEAD + b"otif,2026-10,97.2,", b'\notif,2026-11,97.4,"late, as ever"\n'),
        (
            b"kpi,period,value,note\r\notif,2026-10,97.2,",
            b'\r\notif,2026-11,97.4,"late, as ever"\r\n',
        ),
        (b"\xef\xbb\xbfkpi,period,value,note\n", b'otif,2026-11,97.4,"late, as ever"\n'),
        (b"note, value,period,kpi\n", b'"late, as ever",97.4,2026-11,otif\n'),
        (HEAD + b"otif,2026-10,many,\n\n", b'otif,2026-11,97.4,"late, as ever"\n'),
        (b"kpi;period;value;note\notif;2026-10;97,2;\n", b"otif;2026-11;97.4;late, as ever\n"),
        (
            b"sep=;\r\n;;;\r\nPeriod;KPI;Value;Note\r\n;;;\r\n",
            b"2026-11;otif;97.4;late, as ever\r\n",
        ),
    ],
    ids=[
        "plain",
        "no newline at the end",
        "CRLF",
        "BOM",
        "other order",
        "blank line at the end",
        "semicolons",
        "a spreadsheet's own lines and capitals",
    ],
)
def test_new_rows_are_written_as_the_file_is(raw: bytes, added: bytes) -> None:
    assert extended(PATH, raw, [ROW]) == raw + added


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"kpi,period,value\n", "line 1: the column 'note' is missing"),
        (HEAD + b'otif,2026-10,97.2,"open\n', "line 2: a quotation mark is opened in this row"),
    ],
)
def test_a_file_that_would_swallow_them_gets_none(raw: bytes, why: str) -> None:
    with pytest.raises(UnfitFileError) as caught:
        extended(PATH, raw, [ROW])
    assert why in str(caught.value)
    assert "'trm check partnerships/acme' shows how to fix it" in str(caught.value)


TEXT = (
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=30)
    .map(str.strip)
    .filter(lambda text: not hidden_faults(text))
)
ROWS = st.lists(
    st.builds(
        FigureRow, st.sampled_from(["otif", "cost"]), st.just("2026-11"), st.just("-1.5"), TEXT
    ),
    min_size=1,
    max_size=4,
)


@given(ROWS, ROWS, st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_whatever_is_written_is_read_back_behind_what_was_there(
    old: list[FigureRow], new: list[FigureRow], end: str, closed: bool
) -> None:
    out = io.StringIO()
    csv.writer(out, lineterminator=end).writerows([MEASUREMENT_COLUMNS, *old])
    raw = out.getvalue().encode() if closed else out.getvalue().rstrip("\r\n").encode()
    made = extended(PATH, raw, new)
    assert made.startswith(raw)
    read = read_csv(PATH, made, MEASUREMENT_COLUMNS, 1 << 20)
    assert (read.faults, [*map(tuple, read.rows)]) == ((), [*map(tuple, [*old, *new])])


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\uff1d"])
def test_what_a_spreadsheet_would_run_stands_behind_an_apostrophe(sign: str) -> None:
    assert harmless(f"{sign}cmd|'/c calc'!A0") == f"'{sign}cmd|'/c calc'!A0"
    assert harmless("late, as ever") == "late, as ever"
