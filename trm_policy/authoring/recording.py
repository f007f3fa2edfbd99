"""A figure of a KPI that somebody wants to record: whether it may be, and as which row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain
from pathlib import PurePosixPath

from trm_policy.authoring.naming import line
from trm_policy.document.csv_reader import read_csv
from trm_policy.errors import TrmError, did_you_mean
from trm_policy.measure.kpi_status import USUAL_GRACE, Figure, KpiStatus, light
from trm_policy.measure.own_figures import own_figure
from trm_policy.model.kpi import Kpi
from trm_policy.model.new_figure import FigureRow, PlannedFigure
from trm_policy.model.plausible import bounds, is_share, leaps, possible
from trm_policy.model.records import MEASUREMENT_COLUMNS, Measurement, number, recorded_late
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.records import MEASUREMENTS_FILE, MOST_MEASUREMENT_BYTES
from trm_policy.timing import Period
from trm_policy.timing.instant import add_days
from trm_policy.wording.numbers import in_two_ways, unit_of, with_unit_behind

_MARK = b"\xef\xbb\xbf"
_RUN_BY_SPREADSHEETS = tuple("=+-@\t\r\uff1d\uff0b\uff0d\uff20")


class UnfitFileError(TrmError):
    """A file of measurements that nothing can be added to before it is fixed."""

    def __init__(self, path: PurePosixPath, why: str) -> None:
        super().__init__(
            f"nothing can be added to {path}: {why}; 'trm check {path.parent}' shows how to fix it"
        )


def harmless(note: str) -> str:
    """``note`` so that no spreadsheet takes it for a formula: behind an apostrophe, if need be."""
    return f"'{note}" if note.startswith(_RUN_BY_SPREADSHEETS) else note


def extended(path: PurePosixPath, raw: bytes | None, rows: Sequence[FigureRow]) -> bytes:
    """The bytes of the file with ``rows`` behind all others.

    The new rows have the line ends of the file, its separator and its order of columns; a last
    line without an end gets one. Where there is no file, or an empty one, the line with the columns
    comes first. The result has been read again: the old rows are as before, and the new ones follow
    them. Raises UnfitFileError where that cannot be had.
    """
    there = raw or b""
    if not there.removeprefix(_MARK).strip():
        there = there[: len(_MARK)] if there.startswith(_MARK) else b""
        there += (",".join(MEASUREMENT_COLUMNS) + "\n").encode()
    before = read_csv(path, there, MEASUREMENT_COLUMNS, MOST_MEASUREMENT_BYTES)
    end = _line_end(there)
    made = there if there.endswith((b"\n", b"\r")) else there + end.encode()
    columns = before.header
    made += _text(columns, rows, end, before.separator).encode()
    after = read_csv(path, made, MEASUREMENT_COLUMNS, MOST_MEASUREMENT_BYTES)
    if [*map(tuple, after.rows)] != [*map(tuple, before.rows), *map(tuple, rows)]:
        faults = after.faults or before.faults
        at = f"line {faults[0].span.line}: {faults[0].message}" if faults else "its rows are broken"
        raise UnfitFileError(path, at)
    if before.faults and not _stand_alone(columns, made, rows, before.separator):
        last = before.faults[-1]
        raise UnfitFileError(path, f"line {last.span.line}: {last.message}")
    return made


def _stand_alone(
    columns: Sequence[str], made: bytes, rows: Sequence[FigureRow], separator: str
) -> bool:
    """Whether every reader finds the new rows: no quotes before them swallow them."""
    text = io.StringIO(made.decode("utf-8", "surrogateescape"), newline="")
    try:
        read = list(csv.reader(text, delimiter=separator))
    except csv.Error:
        return False
    wanted = [[row._asdict().get(column, "") for column in columns] for row in rows]
    return read[len(read) - len(rows) :] == wanted


def _line_end(raw: bytes) -> str:
    """How the file's first line ends; a new line where it has no end."""
    first = raw.partition(b"\n")[0]
    if b"\n" in raw:
        return "\r\n" if first.endswith(b"\r") else "\n"
    return "\r" if b"\r" in raw else "\n"


def _text(columns: Sequence[str], rows: Sequence[FigureRow], end: str, separator: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=end, delimiter=separator)
    for row in rows:
        cells = row._asdict()
        writer.writerow([cells.pop(column, "") for column in columns])
    return out.getvalue()


class RecordError(TrmError):
    """A figure that cannot be recorded like this; nothing was written."""


@dataclass(frozen=True)
class Ledger:
    """What is recorded of one partnership, and what may still be, as of a day."""

    partnership: Partnership
    today: date

    @property
    def path(self) -> PurePosixPath:
        """The file with the measurements, which need not exist yet."""
        return self.partnership.path.parent / MEASUREMENTS_FILE

    def kpi(self, typed: str) -> Kpi:
        """The KPI of that id. Raises RecordError with the nearest one."""
        kpis = self.partnership.charter.kpis
        if typed in kpis:
            return kpis[typed]
        if typed in self.partnership.ids("kpis") or self.partnership.unreadable("kpis"):
            raise RecordError(
                f"'kpis.{typed}' in {self.partnership.path} is not valid; "
                f"'trm check {self.partnership.path.parent}' shows how to fix it"
            )
        raise RecordError(
            f"{self.partnership.id} has no KPI {typed!r}; "
            + (did_you_mean(typed, kpis) or "its charter lists none under 'kpis' so far")
        )

    def period(self, id_: str, typed: str) -> Period:
        """The period that is meant. Raises RecordError unless it fits the KPI and has begun."""
        kpi = self.kpi(id_)
        try:
            found = Period.parse(typed)
        except ValueError as error:
            if kpi.frequency is None:
                raise RecordError(str(error)) from None
            raise RecordError(
                f"{typed!r} is not a period; {id_!r} is measured {kpi.frequency}, "
                f"so write it such as {kpi.frequency.example}"
            ) from None
        if kpi.frequency not in (None, found.frequency):
            own = Period.containing(found.first_day, kpi.frequency)
            longer = found.last_day > own.last_day
            raise RecordError(
                f"{id_!r} is measured {kpi.frequency}, but {found} is a {found.frequency} period; "
                + ("record one for each period, such as " if longer else "write it such as ")
                + str(own)
            )
        if found.first_day > self.today:
            raise RecordError(
                f"{found} has not begun on {self.today}: it starts on {found.first_day}; correct "
                "the period, or record the figure once it has begun"
            )
        return found

    def row(self, id_: str, typed: str, value: str, note: str = "") -> tuple[FigureRow, Period]:
        """The row that says so. Raises RecordError for what cannot be recorded at all."""
        period = self.period(id_, typed)
        digits = decimal(value, self.kpi(id_))
        return FigureRow(id_, str(period), digits, harmless(line(note, "the note"))), period

    def dated(self, row: FigureRow, period: Period) -> FigureRow:
        """The row, which says when it was recorded if it is red and late.

        From that day on somebody can act on it.
        """
        kpi = self.kpi(row.kpi)
        late = self.today > USUAL_GRACE.after(add_days(period.last_day, kpi.lag or 0))
        if not late or light(kpi, Figure(period, float(row.value))) is not KpiStatus.RED:
            return row
        return row._replace(note="; ".join(filter(None, (row.note, recorded_late(self.today)))))

    def planned(self, figure: PlannedFigure, period: Period) -> PlannedFigure:
        """The same, with a row that says so too if one is written."""
        written = figure.fate.is_written
        return figure._replace(row=self.dated(figure.row, period)) if written else figure

    def doubt(
        self, row: FigureRow, beside: Iterable[float] = (), *, is_scaled: bool = False
    ) -> str:
        """Why a figure is probably not meant, without a full stop; empty where it may be.

        ``beside`` are figures of the KPI that are recorded with it. Who scaled it knows that it is
        no share of one.
        """
        kpi, period, value = self.kpi(row.kpi), Period.parse(row.period), float(row.value)
        said = f"{row.value} {unit_of(row.value, kpi.unit)}" if kpi.unit else row.value
        within = bounds(kpi)
        if not within.hold(value):
            return f"{said} is not plausible for {row.kpi!r}, expected {within}"
        if not is_scaled and is_share(value, kpi):
            return f"{row.value} looks like a share of one, and {row.kpi!r} is counted in %"
        if leaps(value, kpi, chain(self._recorded_before(row.kpi, period), beside)):
            return (
                f"{said} for {row.kpi!r} is ten times or more of all that is planned or was "
                "recorded before"
            )
        own = own_figure(self.partnership, row.kpi, period, self.today)
        if own is None or own.agrees(value, row.value):
            return ""
        return f"{own.said(row.value)} for {row.kpi!r}, not {row.value}"

    def _recorded_before(self, kpi: str, period: Period) -> Iterator[float]:
        for (of, when), rows in self._rows.items():
            if of == kpi and when.first_day < period.first_day and rows[-1].value is not None:
                yield rows[-1].value

    def standing(self, kpi: str, period: Period) -> Measurement | None:
        """The row that counts for a period, or None."""
        rows = self.rows(kpi, period)
        return rows[-1] if rows else None

    def rows(self, kpi: str, period: Period) -> Sequence[Measurement]:
        """The rows of a period as they were written; the last one counts."""
        return self._rows.get((kpi, period), ())

    @cached_property
    def _rows(self) -> Mapping[tuple[str, Period], list[Measurement]]:
        found: dict[tuple[str, Period], list[Measurement]] = {}
        for row in self.partnership.records.measurements:
            if row.period is not None:
                found.setdefault((row.kpi, row.period), []).append(row)
        return found

    def require_new(self, row: FigureRow, period: Period, *, correct: bool) -> None:
        """Raise RecordError unless the row adds a period, or corrects one and says why."""
        there = self.standing(row.kpi, period)
        if correct and not row.note:
            raise RecordError("a correction needs its reason: add --note WHY")
        if there is None and correct:
            raise RecordError(
                f"there is no figure of {row.kpi!r} for {period} to correct; leave out --correct"
            )
        if there is None:
            return
        if correct and there.value is not None and there.value == number(row.value):
            raise RecordError(
                f"{row.kpi!r} is {there.value_text} for {period} already (line {there.line}); "
                "there is nothing to correct"
            )
        if not correct:
            raise RecordError(
                f"{row.kpi!r} has a figure for {period} already: {there.value_text} (line "
                f"{there.line}); to correct it, add --correct and --note with the reason"
            )


def decimal(typed: str, kpi: Kpi | None = None) -> str:
    """``typed`` as plain digits. Raises RecordError, with what was probably meant, otherwise.

    A number that can be read in two ways is refused, unless one of them cannot be true of ``kpi``.
    """
    text = typed.strip()
    meant = possible(text, kpi)
    if len(meant) > 1:
        raise RecordError(in_two_ways(text, meant))
    if number(text) is not None:
        return text.removeprefix("+")
    probable = meant or with_unit_behind(text)
    such_as = f", such as {' or '.join(probable)}" if probable else ""
    raise RecordError(
        f"{typed!r} is not a plain number; write digits with a point for decimals and no unit"
        + such_as
    )
