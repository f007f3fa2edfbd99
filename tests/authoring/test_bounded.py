"""Work on foreign files that may take only so much, and workbooks that would take more."""

from __future__ import annotations

import io
import os
import signal
import zipfile
from pathlib import PurePath

import pytest

from tests.xlsx import workbook
from trm_policy.authoring.bounded import TooMuchError, bounded
from trm_policy.authoring.figure_files import MOST_UNPACKED, FigureFileError, read_figures
from trm_policy.errors import TrmError

MOST = 1 << 28
PLAIN = workbook(S=[["kpi", "period", "value"], ["otif", "2026-10", 97]])


def with_rows(rows: str) -> bytes:
    """The workbook with more rows, as they stand in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(PLAIN)) as before, zipfile.ZipFile(out, "w", 8) as made:
        for name in before.namelist():
            text = before.read(name).decode()
            made.writestr(name, text.replace("</sheetData>", f"{rows}</sheetData>"))
    return out.getvalue()


def test_what_the_work_gives_or_raises_comes_back() -> None:
    def refused() -> None:
        raise TrmError("no figures")

    assert bounded(lambda: [1, "b"], most_bytes=MOST, seconds=9) == [1, "b"]
    with pytest.raises(TrmError, match="no figures"):
        bounded(refused, most_bytes=MOST, seconds=9)


def endless() -> None:
    while True:
        pass


def killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize(
    "work", [lambda: b"x" * (MOST * 2), endless, killed], ids=["memory", "time", "killed"]
)
def test_work_that_takes_too_much_ends_alone(work: object) -> None:
    assert callable(work)
    with pytest.raises(TooMuchError):
        bounded(work, most_bytes=MOST, seconds=1)


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="200000"><c r="ZZ200000"><v>1</v></c></row>',
    ],
    ids=["the last cell", "a far cell"],
)
def test_a_workbook_of_a_few_bytes_and_billions_of_cells_is_refused(rows: str) -> None:
    raw = with_rows(rows)
    assert len(raw) < 2_000
    with pytest.raises(FigureFileError) as refused:
        read_figures(PurePath("figures.xlsx"), raw)
    assert str(refused.value) == (
        "figures.xlsx takes more than 60 seconds or 1 GB of memory to read; it probably has a cell "
        "far outside its table. Copy the table to a new workbook, or save it as CSV"
    )


def test_a_workbook_that_unpacks_to_more_than_a_table_is_refused_unread() -> None:
    raw = with_rows(" " * (MOST_UNPACKED + 1))
    assert len(raw) < MOST_UNPACKED >> 8
    with pytest.raises(FigureFileError, match="bytes, which is not a table of figures"):
        read_figures(PurePath("figures.xlsx"), raw)


def test_a_stray_cell_beside_a_table_does_no_harm() -> None:
    raw = with_rows('<row r="3000"><c r="ZZ3000"><v>1</v></c></row>')
    rows = read_figures(PurePath("figures.xlsx"), raw).rows
    assert [(number, cells[:3]) for number, cells in rows] == [
        (2, ("otif", "2026-10", 97)),
        (3000, (None, None, None)),
    ]
