"""Figures that can be believed."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from itertools import islice, takewhile

from trm_policy.errors import did_you_mean
from trm_policy.finding import Severity
from trm_policy.measure.series import MOST_STRANGE, called_by_name
from trm_policy.model.base import Kind
from trm_policy.model.charter import Charter
from trm_policy.model.kpi import Kpi
from trm_policy.model.plausible import Bounds, bounds, is_scaled, is_share, leaps, possible
from trm_policy.model.records import Measurement
from trm_policy.model.references import Reference
from trm_policy.portfolio.context import Context
from trm_policy.rule import Problem, rule
from trm_policy.rules._mentions import in_charter, in_records
from trm_policy.rules._written import left_to_others
from trm_policy.timing import Period
from trm_policy.wording.lists import counted
from trm_policy.wording.numbers import either, unit_of, with_unit_behind


class _EarlierRhythms(dict[str, frozenset[Period]]):
    """By KPI, the periods that were recorded before it was measured as often as it is now.

    Those are several rows of one other frequency above the first row of now, and older than it.
    """

    def __init__(self, charter: Charter, context: Context) -> None:
        self._kpis, self._rows = charter.kpis, context.partnership.records.measurements

    def __missing__(self, kpi: str) -> frozenset[Period]:
        now = self._kpis[kpi].frequency
        own = [row.period for row in self._rows if row.kpi == kpi and row.period is not None]
        above = list(takewhile(lambda period: period.frequency is not now, own))
        several = len(above) > 1 and len({period.frequency for period in above}) == 1
        first = own[len(above)].first_day if len(above) < len(own) else date.min
        older = (period for period in above if several and period.first_day < first)
        self[kpi] = frozenset(older)
        return self[kpi]


_BY_SPREADSHEETS = re.compile(
    r"[^\W\d_]{3,9}\.?[- ]\d{2,4}|\d{1,2}[-. ]{0,2}[^\W\d_]{3,9}\.?"
    r"|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{5}"
)
"""What becomes of 2026-10 where a spreadsheet takes it for a day: Oct-26, 01.10.2026, 46296."""


_CHANGED = (
    "A spreadsheet has probably changed it: restore the file as it was, and add new figures with "
    "'trm kpi record' or 'trm kpi import'."
)
_MOST_TOLD = 500
"""Problems of one file that are told; of more only how many."""


@rule(Severity.ERROR, always=True)
def measurement_valid(charter: Charter, context: Context) -> Iterator[Problem]:
    """Each recorded figure is a plausible number for a period of a KPI that has started, once."""
    problems = _problems(charter, context)
    yield from islice(problems, _MOST_TOLD)
    if more := [problem.severity for problem in problems]:
        yield Problem(
            counted(len(more), "more problem") + " in this file",
            help="Fix those above; the next check shows the next ones.",
            document=context.partnership.records.measurements_path,
            line=1,
            severity=Severity.WARNING if set(more) == {Severity.WARNING} else None,
        )


def _problems(charter: Charter, context: Context) -> Iterator[Problem]:
    elsewhere = cache(lambda: _named_elsewhere(context))
    unknown: set[str] = set()
    first: dict[tuple[str, Period], int] = {}
    last: dict[tuple[str, Period], Measurement] = {}
    rows = context.partnership.records.measurements
    counts = {(row.kpi, row.period): row.line for row in rows if row.value is not None}
    limits = {id_: bounds(kpi) for id_, kpi in charter.kpis.items()}
    counting = [row for row in rows if counts.get((row.kpi, row.period)) == row.line]
    strange = _strange(counting, charter, limits)
    strange = {**_before_the_term(counting, charter), **strange}
    earlier = _EarlierRhythms(charter, context)
    for row in rows:
        if not _is_known(row.kpi, context):
            others = left_to_others(charter, context, "kpis")
            if row.kpi not in unknown and not (others or row.kpi in elsewhere()):
                yield _of_nothing(row, context, asked=len(unknown) < MOST_STRANGE)
            unknown.add(row.kpi)
            continue
        yield from _value(row, charter.kpis.get(row.kpi), context)
        if row.period is None:
            yield _no_period(row, charter, context)
            continue
        yield from _period(row, row.period, earlier, context)
        if counts.get((row.kpi, row.period)) == row.line:
            yield from _meaning(row, charter.kpis.get(row.kpi), limits, context)
            if row.line in strange:
                yield _problem(row, context, strange[row.line], _ONCE_MORE, Severity.WARNING)
        line = first.setdefault((row.kpi, row.period), row.line)
        yield from _again(row, line, last.get((row.kpi, row.period)), context)
        last[row.kpi, row.period] = row


def _again(
    row: Measurement, first: int, last: Measurement | None, context: Context
) -> Iterator[Problem]:
    """A further figure for a period that does not say what it corrects, or corrects nothing."""
    if last is None:
        return
    if not row.note:
        yield _problem(
            row,
            context,
            f"{row.kpi!r} already has a figure for {row.period} in line {first}",
            "Explain the correction in this row's note, or remove the row.",
        )
    elif last._replace(line=row.line) == row:
        told = f"{row.kpi}, {row.period}, {row.value_text}"
        yield _problem(
            row,
            context,
            f"line {last.line} stands here once more: {told}",
            "Remove the row; two branches that were merged may both have added it.",
        )


def _is_known(kpi: str, context: Context) -> bool:
    return kpi in context.partnership.ids("kpis") or context.partnership.unreadable("kpis")


def _named_elsewhere(context: Context) -> frozenset[str]:
    """The KPIs that the charter or a record names: another rule misses those that are not there."""

    def is_kpi(reference: Reference) -> bool:
        return reference.kind is Kind.KPI

    named = (*in_charter(context, is_kpi), *in_records(context, is_kpi))
    return frozenset(mention.reference.id for mention in named)


def _of_nothing(row: Measurement, context: Context, *, asked: bool) -> Problem:
    """``asked`` says whether it is sought which KPI is meant."""
    if not row.kpi:
        return _problem(
            row, context, "the row names no KPI", "Write the KPI's id in the first cell."
        )
    near = did_you_mean(row.kpi, context.partnership.ids("kpis")) if asked else ""
    named = called_by_name(row.kpi, context.partnership.charter) if asked else None
    near = f"the id of {row.kpi!r} is {named!r}" if named else near
    return _problem(
        row,
        context,
        f"the charter has no KPI {row.kpi!r}" + (f"; {near}" if near else ""),
        "Correct the id in each of its rows, or add the KPI to the charter.",
    )


def _value(row: Measurement, kpi: Kpi | None, context: Context) -> Iterator[Problem]:
    if row.value is not None:
        return
    meant = possible(row.value_text, kpi) or with_unit_behind(row.value_text)
    fault = "can be read in two ways" if len(meant) > 1 else "is not a number"
    what = f"{row.value_text!r} {fault}" if row.value_text else "the row has no value"
    plain = "Write plain digits with a point for decimals and no unit, such as 97.2."
    if row.value_text.startswith("#") or not row.value_text:
        plain = "Write the figure in plain digits, or remove the row until there is one."
    elif _BY_SPREADSHEETS.fullmatch(row.value_text):
        plain = f"{plain} {_CHANGED}"
    yield _problem(
        row,
        context,
        f"{what} ({row.kpi}, {row.period_text})",
        f"Write {either(meant)}." if meant else plain,
    )


def _meaning(
    row: Measurement, kpi: Kpi | None, limits: Mapping[str, Bounds], context: Context
) -> Iterator[Problem]:
    """What a figure that counts may mean besides, or that it cannot be true."""
    if kpi is None or row.value is None:
        return
    meant = possible(row.value_text, kpi) if row.value_text[-4:-3] == "." else ()
    if len(meant) > 1:
        yield _problem(
            row,
            context,
            f"{row.value_text!r} can be read in two ways ({row.kpi}, {row.period_text})",
            f"Write {either(meant)}.",
        )
    within = limits[row.kpi]
    if not within.hold(row.value):
        unit = f" {unit_of(row.value_text, kpi.unit)}" if kpi.unit else ""
        said = f"{row.value_text}{unit}"
        yield _problem(
            row,
            context,
            f"{said} is not plausible for {row.kpi!r} in {row.period_text}, expected {within}",
            "Add the right figure as a further row with a note; if it is right, give the KPI "
            "'plausible: {from: …, to: …}'.",
            Severity.WARNING if row.note else None,
        )


_ONCE_MORE = (
    "Add the right figure as a further row with a note; if it is right, add it once more with a "
    "note that explains it."
)


def _strange(
    rows: Iterable[Measurement], charter: Charter, limits: Mapping[str, Bounds]
) -> Mapping[int, str]:
    """What is said of figures that can be true and are hardly meant, by line; notes explain them.

    ``rows`` are the figures that count, each compared with those of its KPI for earlier periods.
    """
    found: dict[int, str] = {}
    most: dict[str, float] = {}
    timed = [(row.period.first_day, row) for row in rows if row.period is not None]
    for _, row in sorted(timed, key=lambda one: one[0]):
        kpi, value = charter.kpis.get(row.kpi), row.value
        if kpi is None or value is None or not limits[row.kpi].hold(value):
            continue
        before = most.get(row.kpi, 0.0)
        most[row.kpi] = max(before, abs(value))
        of = f"{row.kpi!r} in {row.period_text}"
        if row.note:
            continue
        if is_share(value, kpi) and not is_scaled(kpi):
            found[row.line] = f"{row.value_text} for {of} looks like a share of one, not of 100"
        elif leaps(value, kpi, (before,)):
            found[row.line] = (
                f"{row.value_text} for {of} is ten times or more of all that is planned or was "
                "recorded before"
            )
    return found


def _before_the_term(rows: Iterable[Measurement], charter: Charter) -> Mapping[int, str]:
    """What is said of each KPI's figures from before the term, at the first of them; by line.

    The note of one of them explains them all.
    """
    start = charter.term.start
    early: dict[str, list[Measurement]] = {}
    for row in rows:
        if start and row.period is not None and row.period.last_day < start:
            early.setdefault(row.kpi, []).append(row)
    return {
        own[0].line: (
            f"{kpi!r} has {counted(len(own), 'figure')} from before the term, which starts on "
            f"{start}: the first is for {own[0].period_text}"
        )
        for kpi, own in early.items()
        if kpi in charter.kpis and not any(row.note for row in own)
    }


def _no_period(row: Measurement, charter: Charter, context: Context) -> Problem:
    kpi = charter.kpis.get(row.kpi)
    example = kpi.frequency.example if kpi and kpi.frequency else "2026-03"
    what = f"{row.period_text!r} is not a period" if row.period_text else "the row has no period"
    fix = f"Write it in the form {example}."
    if _BY_SPREADSHEETS.fullmatch(row.period_text):
        fix = f"{fix} {_CHANGED}"
    return _problem(row, context, f"{what} ({row.kpi})", fix)


def _period(
    row: Measurement, period: Period, earlier: _EarlierRhythms, context: Context
) -> Iterator[Problem]:
    kpi = context.partnership.charter.kpis.get(row.kpi)
    if kpi and kpi.frequency and period.frequency is not kpi.frequency:
        if period not in earlier[row.kpi]:
            yield _problem(
                row,
                context,
                f"{row.kpi!r} is measured {kpi.frequency}, but {period} is a {period.frequency} "
                "period",
                f"Write the period in the form {kpi.frequency.example}. If the KPI was measured "
                f"{period.frequency} until now, leave its rows and add the first {kpi.frequency} "
                "figure below.",
            )
    elif period.first_day > context.today:
        yield _problem(
            row,
            context,
            f"{row.kpi!r} has a figure for {period}, which has not started as of {context.today}",
            "Correct the period, or record the figure once the period has started.",
        )


def _problem(
    row: Measurement, context: Context, message: str, fix: str, severity: Severity | None = None
) -> Problem:
    path = context.partnership.records.measurements_path
    return Problem(message, help=fix, document=path, line=row.line, severity=severity)
