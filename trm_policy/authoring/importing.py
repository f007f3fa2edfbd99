"""Figures of a foreign file → rows for the records of charters: all of them, or none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from trm_policy.authoring.figure_files import Cell, FigureSheet
from trm_policy.authoring.figure_mapping import (
    LEFT_OUT,
    ROLES,
    DecimalMark,
    FigureMapping,
    names_month_alone,
    names_period,
    period_text,
    value_text,
)
from trm_policy.authoring.naming import line
from trm_policy.authoring.recording import Ledger, RecordError, harmless
from trm_policy.errors import TrmError, closest, did_you_mean
from trm_policy.model.charter import Charter
from trm_policy.model.new_figure import FigureFate, FigureRow, PlannedFigure
from trm_policy.model.plausible import is_share
from trm_policy.model.records import Measurement, number
from trm_policy.wording.numbers import decimal_mark, readings
from trm_policy.wording.text import folded

_NO_FIGURE = frozenset({"n/a", "na", "n.a.", "nan", "null", "none", "k.a.", "k. a."})
_MARKS = {".": DecimalMark.POINT, ",": DecimalMark.COMMA}


class ImportRefusedError(TrmError):
    """A file that cannot be read as figures of these charters; nothing was written."""


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do. Where there are ``problems``, each a sentence, it does nothing."""

    figures: tuple[PlannedFigure, ...] = ()
    problems: tuple[str, ...] = ()
    left_out: int = 0

    def rows(self) -> Mapping[str, Sequence[FigureRow]]:
        """The rows to be written, by partnership."""
        found: dict[str, list[FigureRow]] = {}
        for one in self.figures:
            if one.fate.is_written:
                found.setdefault(one.partnership, []).append(one.row)
        return found


class FileFigure(NamedTuple):
    """A figure as the file has it."""

    line: int
    partnership: str
    kpi: str
    period: Cell
    value: Cell
    note: Cell


@dataclass(frozen=True)
class MappedSheet:
    """A sheet with a mapping of its columns."""

    sheet: FigureSheet
    mapping: FigureMapping
    _at: dict[str, int] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        there = {folded(name): number for number, name in enumerate(self.sheet.columns)}
        for role, column in self.mapping.columns.items():
            if role not in ROLES:
                raise ImportRefusedError(
                    f"a file has no {role!r} to be mapped; {did_you_mean(role, ROLES)}"
                )
            if folded(column) not in there:
                raise ImportRefusedError(
                    f"{self.sheet.name} has no column {column!r}; "
                    f"{did_you_mean(column, self.sheet.columns)}"
                )
            self._at[role] = there[folded(column)]

    @property
    def lacks(self) -> str | None:
        """The first of the columns that no figures can be read without; None where all are told."""
        if self.is_across:
            return None if "kpi" in self._at else "kpi"
        long = "kpi" in self._at or "value" in self._at
        wanted = ("period", "kpi", "value") if long else ("period",)
        return next((role for role in wanted if role not in self._at), None)

    @cached_property
    def periods(self) -> Mapping[int, str]:
        """The columns that are called by a period, by their place, and are nothing else."""
        used = set(self._at.values())
        named = {at: name for at, name in enumerate(self.sheet.columns) if at not in used}
        return {at: name for at, name in named.items() if names_period(name)}

    @property
    def is_across(self) -> bool:
        """Whether each period has a column of its own."""
        return not {"period", "value"} & self._at.keys() and bool(self.periods)

    @property
    def months_alone(self) -> list[str]:
        """The columns that are called by a month without its year, where there are several."""
        found = [name for name in self.sheet.columns if names_month_alone(name)]
        return found if len(found) > 1 else []

    def besides(self) -> list[str]:
        """Beside columns of periods, those that hold numbers and are not left out."""
        used = {*self._at.values(), *self.periods}
        left = {folded(name) for name, id_ in self.mapping.kpis.items() if id_ == LEFT_OUT}
        return [
            name
            for at, name in enumerate(self.sheet.columns)
            if at not in used
            and folded(name) not in left
            and any(_is_number(cells[at]) for _, cells in self.sheet.rows)
        ]

    @property
    def is_wide(self) -> bool:
        """Whether each KPI has a column of its own."""
        return "kpi" not in self._at and "value" not in self._at

    def names(self) -> list[str]:
        """What the file calls the KPIs that it has figures of, in their order."""
        return list(dict.fromkeys(figure.kpi for figure in self.figures()))

    def partnerships(self) -> list[str]:
        """The charters that the file names in a column, or the mapping's one."""
        return list(dict.fromkeys(figure.partnership for figure in self.figures()))

    @cached_property
    def mark(self) -> DecimalMark | None:
        """What the file has before decimals; None where its numbers do not show it."""
        if self.mapping.decimal is not None:
            return self.mapping.decimal
        texts = (one.value for one in self.figures() if isinstance(one.value, str))
        marks = {decimal_mark(text.rstrip("% ")) for text in texts} - {""}
        return _MARKS[marks.pop()] if len(marks) == 1 else None

    def figures(self) -> Iterator[FileFigure]:
        """Each figure of the file; empty cells are none."""
        used = set(self._at.values())
        for line_, cells in self.sheet.rows:
            told = {role: cells[at] for role, at in self._at.items()}
            partnership = str(told.get("partnership") or self.mapping.partnership or "")
            head = (line_, partnership)
            if self.is_across:
                yield from self._across(head, str(told["kpi"] or ""), cells, told.get("note"))
                continue
            if not self.is_wide:
                if told["value"] is not None:
                    name = str(told["kpi"] or "")
                    yield FileFigure(*head, name, told["period"], told["value"], told.get("note"))
                continue
            for at, cell in enumerate(cells):
                if at not in used and cell is not None:
                    name = self.sheet.columns[at]
                    yield FileFigure(*head, name, told["period"], cell, told.get("note"))

    def _across(
        self, head: tuple[int, str], name: str, cells: Sequence[Cell], note: Cell
    ) -> Iterator[FileFigure]:
        left = {folded(known) for known, id_ in self.mapping.kpis.items() if id_ == LEFT_OUT}
        for at, period in self.periods.items():
            if cells[at] is not None and folded(period) not in left:
                yield FileFigure(*head, name, period, cells[at], note)


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float) or (isinstance(cell, str) and bool(readings(cell)))


def kpi_meant(name: str, mapping: FigureMapping, charter: Charter) -> str | None:
    """The id of the KPI that a file calls ``name``, LEFT_OUT, or None where nobody knows."""
    said = {folded(known): id_ for known, id_ in mapping.kpis.items()}
    if folded(name) in said:
        return said[folded(name)]
    ids = {folded(id_): id_ for id_ in charter.kpis}
    named = {folded(kpi.name): id_ for id_, kpi in charter.kpis.items()}
    return ids.get(folded(name)) or named.get(folded(name))


def planned(
    layout: MappedSheet, ledgers: Mapping[str, Ledger], why: str | None = None
) -> ImportPlan:
    """What becomes of each figure.

    Figures that are recorded with another value are corrected for the reason ``why``; without
    one they are a problem.
    """
    reader = _Planner(layout, ledgers, why)
    for figure in layout.figures():
        reader.take(figure)
    if layout.is_across:
        reader.problems += (
            f"the column {name!r} holds numbers and is called by no period; call it by one, such "
            f"as 2026-03, or leave it out with --kpi '{name}=-'"
            for name in layout.besides()
        )
    return ImportPlan(tuple(reader.figures), tuple(reader.problems), reader.left_out)


class _Planner:
    """Decides on the figures one by one."""

    def __init__(self, layout: MappedSheet, ledgers: Mapping[str, Ledger], why: str | None) -> None:
        self.figures: list[PlannedFigure] = []
        self.problems: list[str] = []
        self.left_out = 0
        self._layout = layout
        self._ledgers = ledgers
        self._why = why
        self._seen: dict[tuple[str, str, str], PlannedFigure] = {}
        self._most: dict[tuple[str, str], float] = {}
        self._unknown: set[str] = set()

    def take(self, figure: FileFigure) -> None:
        """Add a figure, or say what is wrong with it."""
        ledger = self._ledgers[figure.partnership]
        charter, mapping = ledger.partnership.charter, self._layout.mapping
        id_ = kpi_meant(figure.kpi, mapping, charter)
        if id_ == LEFT_OUT:
            self.left_out += 1
        elif id_ is None:
            self._nobody_knows(figure, charter)
        else:
            try:
                self._add(figure, id_, ledger)
            except TrmError as error:
                self.problems.append(f"line {figure.line}, {figure.kpi}: {error}")

    def _nobody_knows(self, figure: FileFigure, charter: Charter) -> None:
        if figure.kpi in self._unknown:
            return
        self._unknown.add(figure.kpi)
        near = closest(figure.kpi, charter.kpis)
        self.problems.append(
            f"line {figure.line}: no KPI is called {figure.kpi!r}; name it with "
            f"--kpi '{figure.kpi}={near or 'KPI'}', or leave it out with --kpi '{figure.kpi}=-'"
        )

    def _add(self, figure: FileFigure, id_: str, ledger: Ledger) -> None:
        kpi, layout = ledger.kpi(id_), self._layout
        when = period_text(figure.period, kpi)
        if str(figure.value).casefold() in _NO_FIGURE:
            row = FigureRow(id_, str(ledger.period(id_, when)), "")
            made = PlannedFigure(figure.partnership, row, FigureFate.EMPTY, line=figure.line)
            self.figures.append(made)
            return
        factor = layout.mapping.scale.get(id_)
        value = value_text(figure.value, id_, kpi, mark=layout.mark, factor=factor)
        row, period = ledger.row(id_, when, value, _note(figure))
        if factor is not None and not row.note and is_share(float(row.value), kpi):
            row = row._replace(note=f"imported with --scale {id_}={factor:g}")
        place = (figure.partnership, row.kpi, row.period)
        earlier = self._seen.get(place)
        if earlier is not None:
            if number(earlier.row.value) != number(row.value):
                raise RecordError(
                    f"the file has another figure for {row.period} in line {earlier.line}: "
                    f"{earlier.row.value}, not {row.value}"
                )
            return
        made = self._compared(figure, row, ledger.standing(id_, period))
        beside = self._most.get(place[:2], 0.0)
        if made.fate.is_written and (
            doubt := ledger.doubt(row, (beside,), is_scaled=factor is not None)
        ):
            raise RecordError(
                f"{doubt}; correct it in the file, or leave it out there and record it with 'trm "
                "kpi record' and --confirm"
            )
        self._seen[place] = made
        self._most[place[:2]] = max(beside, abs(float(row.value)))
        self.figures.append(ledger.planned(made, period))

    def _compared(
        self, figure: FileFigure, row: FigureRow, there: Measurement | None
    ) -> PlannedFigure:
        """What becomes of a row; ``there`` is what counts for its period now."""
        made = PlannedFigure(figure.partnership, row, FigureFate.NEW, line=figure.line)
        if there is None:
            return made
        if there.value == number(row.value):
            return made._replace(fate=FigureFate.KNOWN)
        if self._why is None:
            raise RecordError(
                f"{row.period} is recorded as {there.value_text} already, not {row.value}; to "
                "correct it, add --correct and --note with the reason"
            )
        note = _note(figure)
        why = f"{self._why}; {note}" if note else self._why
        corrected = row._replace(note=harmless(line(why, "the note")))
        return made._replace(fate=FigureFate.CORRECTED, row=corrected, before=there.value_text)


def _note(figure: FileFigure) -> str:
    return " ".join(str(figure.note).split()) if figure.note is not None else ""
