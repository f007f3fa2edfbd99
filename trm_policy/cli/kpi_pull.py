"""``trm kpi pull``: figures out of the databases and data files that KPIs name as their source."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

import click

from trm_policy.authoring.journal import one_at_a_time, write_together
from trm_policy.authoring.pulled import PlannedPull, PullOutcome, Wanted, pulled, wanted_of
from trm_policy.authoring.recording import Ledger
from trm_policy.cli.exit import Exit
from trm_policy.cli.kpi_record import with_rows
from trm_policy.cli.loading import Loader
from trm_policy.cli.options import format_option, give, looked_at_as_of
from trm_policy.errors import SettingsError, TrmError, did_you_mean
from trm_policy.judging.connections import ConnectionTable
from trm_policy.model.new_figure import PullProblem
from trm_policy.model.vocabulary import Status
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.records import MEASUREMENTS_FILE
from trm_policy.pulling import Answer, PullError, ask, connected
from trm_policy.views import FORMATS
from trm_policy.views.figures_recorded import pulled_view

_NOTHING = (
    "there is nothing to pull; a KPI is pulled where its 'source' has a 'query' below it, which "
    "the field reference explains"
)


class Answered(NamedTuple):
    """What the source of a KPI says."""

    wanted: Wanted
    answers: Sequence[Answer]


@click.command("pull")
@click.argument("partnership", metavar="[ID]", required=False)
@click.argument("kpi", metavar="[KPI]", required=False)
@click.option("--dry-run", is_flag=True, help="Show what would be done, and write nothing.")
@format_option(*FORMATS)
@looked_at_as_of
@click.pass_context
def command(
    ctx: click.Context,
    partnership: str | None,
    kpi: str | None,
    dry_run: bool,
    format_: str,
) -> int:
    """Record figures from databases and data files: for every KPI with a query, for ID, or for KPI.

    Periods that are over are recorded once, and pulling again adds nothing. A figure that has
    changed at its source is corrected by a further row with a note. If a KPI of a charter
    cannot be pulled, nothing is written for that charter.
    """
    loader = Loader.of(ctx)
    found = list(_wanted(loader, partnership, kpi))
    said = list(_answered(loader, (one for one in found if isinstance(one, Wanted))))
    answered = [one for one in said if isinstance(one, Answered)]
    problems = tuple(one for one in (*found, *said) if isinstance(one, PullProblem))
    if dry_run:
        outcome = PullOutcome(_planned(loader, answered), problems)
    else:
        with one_at_a_time(loader.root):
            outcome = PullOutcome(_planned(loader, answered), problems)
            made = {}
            for id_, rows in outcome.rows().items():
                path = loader.one(id_).path.parent / MEASUREMENTS_FILE
                made[path] = with_rows(loader, path, rows)
            write_together(loader.root, made)
    wrong, held = outcome.problems, outcome.held
    view = pulled_view(outcome.figures(), wrong, held, loader.today, dry_run=dry_run)
    give(ctx, view, format_)
    exits = (Exit.FINDINGS if one.is_figure else Exit.USAGE for one in wrong)
    return max(exits, default=Exit.CLEAN)


def _planned(loader: Loader, answered: Iterable[Answered]) -> tuple[PlannedPull, ...]:
    """What becomes of the figures, by the records as they are now, charter by charter."""
    by_charter: dict[str, list[Answered]] = {}
    for one in answered:
        by_charter.setdefault(one.wanted.partnership, []).append(one)
    plans = []
    for id_ in sorted(by_charter):
        ledger = Ledger(loader.one(id_), loader.today)
        plans += [pulled(ledger, one.wanted.kpi, one.answers) for one in by_charter[id_]]
    return tuple(plans)


def _wanted(
    loader: Loader, partnership: str | None, kpi: str | None
) -> Iterator[Wanted | PullProblem]:
    """Each KPI with a query: of all charters that have not ended, of one, or one alone.

    Raises TrmError for a charter or KPI that does not exist, and for one without a query.
    """
    nothing = True
    for one in _charters(loader, partnership):
        if isinstance(one, PullProblem):
            found: Iterable[Wanted | PullProblem] = [one]
        else:
            found = wanted_of(Ledger(one, loader.today), kpi)
        for each in found:
            nothing = False
            yield each
    if nothing:
        whose = f"{partnership} {kpi}" if kpi else partnership or "no charter"
        raise TrmError(f"{whose}: {_NOTHING}")


def _charters(loader: Loader, partnership: str | None) -> Iterator[Partnership | PullProblem]:
    for id_ in loader.ids([partnership]):
        try:
            read = loader.one(id_)
        except TrmError as error:
            yield PullProblem(str(error), ((id_, None),))
            continue
        if partnership or read.charter.status is not Status.ENDED:
            yield read


def _answered(loader: Loader, wanted: Iterable[Wanted]) -> Iterator[Answered | PullProblem]:
    """What the sources say, each connection opened once."""
    ordered = sorted(wanted, key=lambda one: one.query.connection)
    for name, group in groupby(ordered, key=lambda one: one.query.connection):
        there = list(group)
        try:
            yield from _answered_by(loader, name, there)
        except TrmError as error:
            yield PullProblem(str(error), tuple((one.partnership, one.kpi) for one in there))


def _answered_by(
    loader: Loader, name: str, there: Iterable[Wanted]
) -> Iterator[Answered | PullProblem]:
    file, known = loader.settings.name, loader.settings.table.connections
    if name not in known:
        raise PullError(
            f"{file} has no connection {name!r}; "
            + (did_you_mean(name, known) or f"add it there as [connections.{name}]")
        )
    connection_table = ConnectionTable.model_validate(known[name])
    for fault in connection_table.faults():
        raise SettingsError(f"{file}: connections.{name}: {fault}")
    with connected(name, connection_table, loader.root, os.environ) as connection:
        for one in there:
            try:
                yield Answered(one, ask(connection, one.query, one.frequency))
            except TrmError as error:
                yield PullProblem(str(error), ((one.partnership, one.kpi),))
