"""Which KPIs are to be pulled, and what their sources say of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from trm_policy.authoring.recording import Ledger
from trm_policy.cli.charters import asked, charter_called
from trm_policy.cli.exit import Exit
from trm_policy.errors import TrmError, did_you_mean
from trm_policy.judging.settings import Settings
from trm_policy.model.query import Query
from trm_policy.model.vocabulary import Status
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.pulling import Answer, PullError, ask, connected
from trm_policy.source import Source
from trm_policy.timing import Frequency

_NOTHING = (
    "there is nothing to pull; a KPI is pulled where its 'source' has a 'query' below it, which "
    "the field reference explains"
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A KPI whose figures are to be pulled."""

    partnership: str
    kpi: str
    query: Query
    frequency: Frequency


@dataclass(frozen=True, slots=True)
class Answered:
    """What the source of a KPI says."""

    wanted: Wanted
    answers: Sequence[Answer]


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why figures are not pulled, and of which KPIs: partnership and KPI, or a whole charter."""

    message: str
    places: tuple[tuple[str, str | None], ...]
    exit: Exit = Exit.USAGE


@dataclass(frozen=True, slots=True)
class PullDesk:
    """A repository with the environment that holds its secrets."""

    root: Path
    source: Source
    settings: Settings
    environment: Mapping[str, str]
    today: date

    def wanted(self, partnership: str | None, kpi: str | None) -> Iterator[Wanted | Trouble]:
        """Each KPI with a query: of all charters that have not ended, of one, or one alone.

        Raises TrmError for a charter or KPI that does not exist, and for one without a query.
        """
        nothing = True
        for one in self._charters(partnership):
            if isinstance(one, Trouble):
                found: Iterable[Wanted | Trouble] = [one]
            else:
                found = self._of_charter(one, kpi)
            for each in found:
                nothing = False
                yield each
        if nothing:
            whose = f"{partnership} {kpi}" if kpi else partnership or "no charter"
            raise TrmError(f"{whose}: {_NOTHING}")

    def _charters(self, partnership: str | None) -> Iterator[Partnership | Trouble]:
        folder = self.settings.partnerships
        reader = PortfolioReader(self.source, folder)
        for id_ in asked(reader, [partnership] if partnership else [], self.root):
            try:
                read = charter_called(self.source, folder, id_)
            except TrmError as error:
                yield Trouble(str(error), ((id_, None),))
                continue
            if partnership or read.charter.status is not Status.ENDED:
                yield read

    def _of_charter(self, read: Partnership, only: str | None) -> Iterator[Wanted | Trouble]:
        """The KPIs with a query. Raises RecordError where there is none called ``only``."""
        charter = read.charter
        if only is not None:
            Ledger(read, self.today).kpi(only)
        for id_, kpi in charter.kpis.items():
            if only not in (None, id_):
                continue
            place = ((read.id, id_),)
            if read.built.touches_dropped(("kpis", id_, "source")):
                yield Trouble(
                    f"its 'source' in {read.path} is not as it should be; "
                    f"'trm check {read.path.parent}' tells how to mend it",
                    place,
                )
            elif kpi.query is not None and kpi.frequency is None:
                yield Trouble(
                    f"it has no 'frequency' in {read.path}, so nothing is known of its "
                    "periods; add one, such as monthly",
                    place,
                )
            elif kpi.query is not None and kpi.frequency is not None:
                yield Wanted(read.id, id_, kpi.query, kpi.frequency)

    def answered(self, wanted: Iterable[Wanted]) -> Iterator[Answered | Trouble]:
        """What the sources say, each connection opened once."""
        ordered = sorted(wanted, key=lambda one: one.query.connection)
        for name, group in groupby(ordered, key=lambda one: one.query.connection):
            there = list(group)
            try:
                yield from self._answered_by(name, there)
            except TrmError as error:
                yield Trouble(str(error), tuple((one.partnership, one.kpi) for one in there))

    def _answered_by(self, name: str, there: Iterable[Wanted]) -> Iterator[Answered | Trouble]:
        file, known = self.settings.name, self.settings.table.connections
        if name not in known:
            raise PullError(
                f"{file} has no connection {name!r}; "
                + (did_you_mean(name, known) or f"add it there as [connections.{name}]")
            )
        known[name].require_fitting(name, file)
        with connected(name, known[name], self.root, self.environment) as connection:
            for one in there:
                try:
                    yield Answered(one, ask(connection, one.query, one.frequency))
                except TrmError as error:
                    yield Trouble(str(error), ((one.partnership, one.kpi),))
