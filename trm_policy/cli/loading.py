"""What a command looks at: the charters, people and rules of the work tree or of a revision."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, TypeVar

import click
from click.core import ParameterSource

from trm_policy.cli.options import AS_OF, CACHED, NO_CACHE
from trm_policy.cli.trusting import require_trust
from trm_policy.errors import NoCharterError, SettingsError, TrmError, did_you_mean
from trm_policy.source import Source, WorkTree

if TYPE_CHECKING:
    from trm_policy.cli.program import Session
    from trm_policy.history import Repository, Revision
    from trm_policy.judging.baseline import FindingsBaseline
    from trm_policy.judging.catalogue import Rulebook
    from trm_policy.judging.settings import Settings
    from trm_policy.portfolio.before import ChangedFiles, PortfolioChange
    from trm_policy.portfolio.partnership import Partnership
    from trm_policy.portfolio.people import Someone
    from trm_policy.portfolio.reading import PortfolioReader
    from trm_policy.portfolio.result_cache import ResultCache

T = TypeVar("T")
_AT_A_TIME = 24
"""So many charters are handed to a process together; fewer are not worth a process."""


@dataclass(frozen=True)
class Loader:
    """What a command looks at, and the instant as of which it looks.

    ``at`` names a revision to look at instead of the work tree, ``base`` one to judge the change
    from: settings, policies and own rules are then those of ``base``. ``asked`` is the instant
    that the user named; None where it is that of the revision. ``elsewhere`` is the folder of
    the charters where it is not that of the settings. ``cached`` says whether results of earlier
    runs may be taken, ``trusted`` that the repository's own code may run. ``begun`` is ``base``
    where it was looked at before. ``unread`` are the charters that could not be read, once they
    were asked for.
    """

    root: Path
    at: str | None = None
    base: str | None = None
    asked: datetime | None = None
    elsewhere: PurePosixPath | None = None
    cached: bool = False
    trusted: bool = False
    begun: Revision | None = field(default=None, repr=False, compare=False)
    unread: list[str] = field(default_factory=list, compare=False)

    @classmethod
    def of(
        cls,
        ctx: click.Context,
        at: str | None = None,
        *,
        base: str | None = None,
        root: Path | None = None,
        folder: PurePosixPath | None = None,
    ) -> Loader:
        """What the command of ``ctx`` looks at; ``root`` where it is not the session's own."""
        by_default = ctx.get_parameter_source("as_of") is ParameterSource.DEFAULT
        asked = None if by_default and at is not None else ctx.meta.get(AS_OF)
        cached = ctx.meta.get(CACHED, not os.environ.get(NO_CACHE))
        begun = None
        if root is None:
            root, begun = (ctx.obj.root, None) if base is None else _root_at(base, ctx.obj)
        return cls(root, at, base, asked, folder, cached, ctx.obj.trusted, begun)

    def results(self, kind: str) -> ResultCache:
        """What was kept of earlier runs; nothing is where the user wants none of it."""
        from trm_policy.portfolio.result_cache import ResultCache, cache_folder

        return ResultCache(kind, self.root, cache_folder(self.root) if self.cached else None)

    @cached_property
    def now(self) -> datetime:
        """The instant as of which: that of ``--as-of``, else that of the revision."""
        if self.asked is not None:
            return self.asked
        assert self.head is not None
        return self.head.committed

    @property
    def today(self) -> date:
        """The day, in UTC, as of which."""
        return self.now.astimezone(UTC).date()

    @cached_property
    def top(self) -> Path:
        """The top of the git repository that the root is, or lies in; else the root."""
        places = (self.root, *self.root.parents)
        return next((place for place in places if (place / ".git").exists()), self.root)

    @property
    def prefix(self) -> PurePosixPath:
        """The root as seen from there, as forges name files."""
        return PurePosixPath(self.root.relative_to(self.top).as_posix())

    @cached_property
    def repository(self) -> Repository:
        """The git repository. Raises HistoryError where there is none."""
        from trm_policy.history import Repository

        return self.begun.repository if self.begun is not None else Repository.at(self.root)

    @cached_property
    def head(self) -> Revision | None:
        """The revision that is looked at; None for the work tree."""
        return self.repository.revision(self.at) if self.at is not None else None

    @cached_property
    def parted(self) -> Revision | None:
        """Where the change began: the last revision that ``base`` and what is looked at share."""
        if self.base is None:
            return None
        head = self.head.commit if self.head else "HEAD"
        return self.repository.parted(self.begun or self.base, head)

    @cached_property
    def source(self) -> Source:
        """The files that are looked at; of a change in the work tree what git stores of them."""
        if self.head is not None or not self.stored:
            return self.head or WorkTree(self.root)
        from trm_policy.portfolio.tracked_reads import TrackingSource

        return TrackingSource(WorkTree(self.root), self.stored)

    @cached_property
    def stored(self) -> Mapping[PurePosixPath, bytes | None]:
        """What git stores of a change's files where that is not what stands in the work tree."""
        if self.base is None or self.head is not None:
            return {}
        from trm_policy.judging.unseen_changes import is_text

        tree, found = WorkTree(self.root), self.repository.stored(is_text)
        return {path: raw for path, raw in found.items() if tree.read(path) != raw}

    @cached_property
    def law(self) -> Source:
        """The files that the rules are read from."""
        if self.base is None:
            return self.source
        return self.begun or self.repository.revision(self.base)

    @cached_property
    def _kept(self) -> ResultCache:
        """What is known of files and rules that judge; it is the same for every repository."""
        from trm_policy.portfolio.result_cache import ResultCache, cache_folder

        folder = cache_folder(self.root) if self.cached else None
        return ResultCache("law", Path(__file__).parent, folder)

    @cached_property
    def settings(self) -> Settings:
        """The settings that apply. Raises SettingsError."""
        from trm_policy.judging.settings import read_settings

        try:
            return read_settings(self.law, self._kept)
        except SettingsError as error:
            raise self._of_base(error) from error

    def _of_base(self, error: SettingsError) -> SettingsError:
        """The error, said of ``base`` where the rules are read there."""
        if self.base is None:
            return error
        return SettingsError(
            f"the settings of {self.base} cannot be used, so nothing can be checked by them: "
            f"{error}. Ask those responsible for the rules to fix them there first"
        )

    @cached_property
    def proposed(self) -> Settings:
        """The settings that will apply once the change is merged. Raises SettingsError."""
        from trm_policy.judging.settings import read_settings

        return self.settings if self.base is None else read_settings(self.source, self._kept)

    def rulebook(self, *, foreign: bool) -> Rulebook:
        """Everything that judges, with what the change does to it. Raises TrmError.

        ``foreign`` says whether the repository's own rules are wanted, which it must be trusted
        for; with ``base`` they are those of ``base``: no code of a change is run.
        """
        from trm_policy.judging.catalogue import own_rules, read_rulebook

        if foreign:
            code = own_rules(self.law, self.settings).values()
            tree, other = WorkTree(self.root), self.at is not None and self.base is None
            stands = not other or all(tree.read(path) == self.law.read(path) for path in code)
            names = [*map(str, code)]
            require_trust(self.root, names, trusted=self.trusted, stands=stands)
        book = read_rulebook(self.law, self.settings, foreign=foreign, kept=self._kept)
        if self.parted is None:
            return book
        from trm_policy.judging.rule_changes import rule_changes
        from trm_policy.judging.unseen_changes import unseen_changes

        proposed = read_rulebook(self.source, self.proposed, foreign=False, kept=self._kept)
        told = (
            *proposed.catalog.findings,
            *rule_changes(self.parted, self.source),
            *unseen_changes(self.changed_files, self.stored, self.proposed.table),
        )
        findings = (*book.catalog.findings, *told)
        return replace(book, catalog=replace(book.catalog, findings=findings))

    @cached_property
    def changed_files(self) -> ChangedFiles:
        """All that the change does to the git repository, above the governance repository too."""
        from trm_policy.history.changeset import changed_files

        assert self.parted is not None
        assert self.change is not None
        paths = self.change.paths
        return changed_files(self.repository, self.parted, self.head, self.source, paths)

    @cached_property
    def book(self) -> Rulebook:
        """The rules without the repository's own; their options are the limits of figures."""
        return self.rulebook(foreign=False)

    @property
    def folder(self) -> PurePosixPath:
        """Where the charters are: a change may move them, and they are looked at there."""
        return self.elsewhere or self.proposed.partnerships

    @cached_property
    def reader(self) -> PortfolioReader:
        """Reads the charters that are looked at."""
        from trm_policy.portfolio.reading import PortfolioReader

        return PortfolioReader(self.source, self.folder)

    def require_charters(self) -> None:
        """Raise NoCharterError where there is no charter at all."""
        if not self.reader.ids:
            raise NoCharterError(self.root / self.folder)

    def ids(self, wanted: Iterable[str | None] = ()) -> tuple[str, ...]:
        """The ids that were asked for, in the order of their folders; all where none was.

        A None in ``wanted`` asks for nothing. Raises NoCharterError where there is no charter at
        all, and TrmError with the nearest id for an unknown one.
        """
        self.require_charters()
        known, chosen = self.reader.ids, [name for name in wanted if name is not None]
        for name in chosen:
            if name not in known:
                raise TrmError(f"no partnership is called {name!r}; {did_you_mean(name, known)}")
        return tuple(name for name in known if not chosen or name in chosen)

    def each(self, wanted: Iterable[str | None] = ()) -> Iterator[Partnership]:
        """The charters that were asked for and can be read, one after the other. Raises as ids.

        What waits to be filled in is not there.
        """
        from trm_policy.portfolio.charter_reading import without_placeholders

        return map(without_placeholders, self.as_written(wanted))

    def as_written(self, wanted: Iterable[str | None] = ()) -> Iterator[Partnership]:
        """The same with all that is written, placeholders too."""
        return filter(None, map(self._read, self.ids(wanted)))

    def all(self, wanted: Iterable[str | None] = ()) -> list[Partnership]:
        """The same at once."""
        return list(self.each(wanted))

    def made(
        self,
        make: Callable[[Partnership], T],
        wanted: Iterable[str | None] = (),
        records: Collection[str] | None = None,
        *,
        as_written: bool = False,
    ) -> list[T]:
        """What ``make`` makes of each of them, on all processors; it has to be small: it is sent.

        The first is made by this process, so that what it imports is there for the others. No
        kinds of ``records`` are read but those that are named, if any are. What waits to be filled
        in is not there, unless all is wanted ``as_written``. Raises as ids.
        """
        from trm_policy.portfolio.charter_reading import without_placeholders
        from trm_policy.portfolio.parallel import in_parallel, processes

        def work(name: str) -> tuple[T] | None:
            read = self.reader.read(name, records).partnership
            if read is None:
                return None
            return (make(read if as_written else without_placeholders(read)),)

        names = self.ids(wanted)
        done = list(map(work, names[:1]))
        done += in_parallel(work, names[1:], processes(), at_a_time=_AT_A_TIME)
        self.unread.extend(name for name, one in zip(names, done, strict=True) if one is None)
        return [one for (one,) in filter(None, done)]

    def one(self, partnership: str) -> Partnership:
        """The partnership of that id as it stands now: whoever writes asks again, when locked.

        Raises TrmError with the nearest id for an unknown one, and for a charter that cannot be
        read.
        """
        fresh = replace(self)
        fresh.ids([partnership])
        read = fresh.reader.read(partnership)
        if read.partnership is None:
            finding = read.findings[0]
            raise TrmError(
                f"{finding.path} cannot be read: line {finding.span.line}: {finding.message}. "
                f"{finding.help}"
            )
        return read.partnership

    def person(self, word: str, among: Iterable[Partnership]) -> Someone:
        """Whoever is called so in these charters or the directory. Raises TrmError."""
        from trm_policy.portfolio.people import all_people, called

        return called(word, all_people(self.reader.directory[0], among))

    @cached_property
    def change(self) -> PortfolioChange | None:
        """What has happened to the charters since ``base``; None without one."""
        if self.parted is None:
            return None
        from trm_policy.history.changeset import portfolio_change

        then = self.settings.partnerships if self.folder == self.proposed.partnerships else None
        signed = self.settings.table.require_signature
        return portfolio_change(
            *(self.repository, self.parted, self.head, self.reader, then), signed=signed
        )

    @cached_property
    def baseline(self) -> FindingsBaseline | None:
        """The baseline that the settings name; None where they name none. Raises SettingsError."""
        if self.settings.table.baseline is None:
            return None
        from trm_policy.judging.baseline import read_baseline

        path = PurePosixPath(self.settings.table.baseline)
        try:
            return read_baseline(path, self.law.read(path))
        except SettingsError as error:
            raise self._of_base(error) from error

    def say_unread(self) -> None:
        """Say which charters are missing from what was shown."""
        for name in self.unread:
            click.echo(f"{name!r} cannot be read; 'trm check' shows why", err=True)

    def _read(self, name: str) -> Partnership | None:
        read = self.reader.read(name).partnership
        if read is None:
            self.unread.append(name)
        return read


def _root_at(base: str, session: Session) -> tuple[Path, Revision | None]:
    """The governance repository as it lay in a revision: what has changed since cannot move it.

    With it comes the revision. Where there was none, it is that of now. Raises HistoryError.
    """
    from trm_policy.cli.program import SIGNS
    from trm_policy.history import Repository

    for place in (session.here, *session.here.parents):
        repository = Repository.at(place)
        revision = repository.revision(base)
        if any(revision.has(PurePosixPath(name)) for name in SIGNS):
            return place, revision
        if not repository.prefix:
            break
    return session.root, None
