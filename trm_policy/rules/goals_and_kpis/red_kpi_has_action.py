"""Bad figures that somebody does something about."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from trm_policy.finding import Severity
from trm_policy.measure.kpi_status import KpiReading, KpiStatus, read_kpi
from trm_policy.measure.series import red_run
from trm_policy.model.charter import Charter
from trm_policy.model.kpi import Kpi
from trm_policy.model.records import Action, ActionState, Measurement, Minutes
from trm_policy.portfolio.context import Context
from trm_policy.portfolio.records import minutes_known
from trm_policy.rule import PREFERRED, STRATEGIC, Option, Problem, rule
from trm_policy.rules._plans import plan_sound
from trm_policy.rules._records import Series, followed, grace_of, recorded
from trm_policy.timing import Period
from trm_policy.timing.instant import add_days
from trm_policy.wording.lists import listed
from trm_policy.wording.numbers import exact


@rule(
    Severity.ERROR,
    tiers=STRATEGIC | PREFERRED,
    section="kpis",
    options={
        "grace": Option(
            10, "working days of the owner's party between a red figure and its action in a review"
        )
    },
)
def red_kpi_has_action(charter: Charter, context: Context) -> Iterator[Problem]:
    """A KPI that is red in its latest period has a dated, owned action with a cause in a review."""
    figures = recorded(context)
    for id_, kpi in followed(charter):
        series = figures.get(id_)
        red = _red(id_, kpi, series) if series and not series.in_doubt else None
        if red is None or not plan_sound(id_, kpi, context):
            continue
        taken = list(_taken(id_, context))
        given = [one for one in taken if _answers(one, red)]
        if any(map(_is_complete, given)) or _in_time(id_, kpi, red.waiting(taken), context):
            continue
        yield _problem(id_, red, given, context)


class _Taken(NamedTuple):
    """An action that minutes hold, and the day they were held; None where they do not tell."""

    action: Action
    minutes: Minutes
    held_on: date | None


class _Red(NamedTuple):
    """The last figure of a red KPI, and the red periods in a row that end with it, newest first."""

    period: Period
    row: Measurement
    reading: KpiReading
    run: tuple[Period, ...]

    @property
    def since(self) -> date:
        """The day on which the first red period in a row began."""
        return self.run[-1].first_day

    def waiting(self, taken: Iterable[_Taken]) -> Period:
        """The first red period that is later than every complete action."""
        held = [one.held_on or date.max for one in taken if _is_complete(one)]
        last = max(held, default=date.min)
        return next((one for one in reversed(self.run) if one.first_day > last), self.period)


def _red(id_: str, kpi: Kpi, series: Series) -> _Red | None:
    """The last figure with the status it has, however old it is; None unless that is red."""
    run = red_run(id_, kpi, series)
    return _Red(*run[0], tuple(period for period, _, _ in run)) if run else None


def _in_time(id_: str, kpi: Kpi, red: Period, context: Context) -> bool:
    """Whether nobody had to meet yet since the figure of a period could be known."""
    days = context.options["grace"]
    if not days:
        return False
    known = _known_since(id_, kpi, red, context)
    return context.today <= grace_of(id_, days, context).after(known)


def _known_since(id_: str, kpi: Kpi, period: Period, context: Context) -> date:
    """The first day on which a row of the period could tell that it is red.

    That is when its figure is there, or when it was recorded, if its note says that this was later.
    """
    there = add_days(period.last_day, kpi.lag or 0)
    reds = (
        row
        for row in context.partnership.records.measurements
        if row.kpi == id_ and row.period == period and _is_red(id_, kpi, row, period, context)
    )
    told = (row.recorded_on for row in reds)
    days = [there if day is None or day > context.today else max(there, day) for day in told]
    return min(days, default=there)


def _is_red(id_: str, kpi: Kpi, row: Measurement, period: Period, context: Context) -> bool:
    days = recorded(context)[id_].days
    return read_kpi(id_, kpi, [row], period.last_day, days=days).status is KpiStatus.RED


def _taken(id_: str, context: Context) -> Iterator[_Taken]:
    for minutes in minutes_known(context.partnership.records, context.clock):
        for action in minutes.actions:
            if action.kpi == id_ and action.state is not ActionState.DROPPED:
                yield _Taken(action, minutes, minutes.front.held_on if minutes.front else None)


def _answers(taken: _Taken, red: _Red) -> bool:
    """Whether an action can be meant for the red figure: what was done before it did not help."""
    still_open = taken.action.state is ActionState.OPEN
    return taken.held_on is None or taken.held_on >= (
        red.since if still_open else red.period.first_day
    )


def _is_complete(taken: _Taken) -> bool:
    return _lacks(taken.action) == ()


def _lacks(action: Action) -> tuple[str, ...]:
    """What an action does not say; a day that cannot be read is said."""
    parts = {"no person": action.person, "no cause": action.cause, "no due date": action.due_text}
    return tuple(lack for lack, value in parts.items() if not value)


def _problem(id_: str, red: _Red, given: list[_Taken], context: Context) -> Problem:
    planned = exact(round(red.reading.plan or 0, 2))
    value = exact(red.row.value or 0)
    if given:
        action, minutes, _ = given[-1]
        where = f"{minutes.path.name}, line {action.line}"
        what = f"the action on it ({where}) has {listed(_lacks(action))}"
    else:
        what = f"no action in the minutes since {red.since} addresses it"
    return Problem(
        f"the KPI {id_!r} is red in {red.period} ({value}, planned {planned}), but {what}",
        document=context.partnership.records.measurements_path,
        line=red.row.line,
        help="Find the cause in the next review, and write under its actions: '- [ ] @PERSON WHAT "
        f"(kpi {id_}; cause WHY; due DATE)'. A figure that is recorded late says so in its note: "
        "'recorded on DATE'.",
        follows=(("measurement-valid", ""), ("measurement-from-records", "")),
    )
