"""What one build of a site is asked for: by mkdocs.yml, by our own command, and of git."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from mkdocs import utils
from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger

from trm_policy.errors import TrmError
from trm_policy.history import HistoryError, Repository, Revision
from trm_policy.history.log import PortfolioLog
from trm_policy.judging.settings import FILES as SETTINGS
from trm_policy.judging.settings import Settings, read_settings
from trm_policy.model.audience import Override
from trm_policy.model.base import INTERNAL
from trm_policy.portfolio.result_cache import ResultCache, cache_folder
from trm_policy.publish.build.cache import EXACTLY, PageCache
from trm_policy.publish.evidence import Lines
from trm_policy.publish.past import IN_ALL, ON_A_PAGE, Past, as_committed
from trm_policy.source import Source, WorkTree
from trm_policy.timing.clock import day_of

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from trm_policy.publish.build.serving import ServedFolder

log = get_plugin_logger(__name__)

NOTE = (logging.INFO + logging.WARNING) // 2
"""The level of what a reader of the run should see, and what stops no strict build."""
logging.addLevelName(NOTE, "NOTE")
_STANDS = timedelta(hours=1)
"""For how long the page of an unchanged charter stands while a site is served."""
_DAY = len("2026-11-22")


class TrmConfig(Config):  # type: ignore[no-untyped-call]
    """What ``mkdocs.yml`` may say under ``plugins: - trm:``."""

    root = c.Type(str, default="..")
    """The governance repository, relative to the folder of ``mkdocs.yml``."""
    partnerships = c.Optional(c.Type(str))
    """The folder with the charters, relative to ``root``; as ``trm.toml`` has it where absent."""
    as_of = c.Optional(c.Type((str, date)))
    """The day or instant as of which the pages tell; the day of the build where absent."""
    audience = c.Type(str, default="internal")
    """For whom the site is made: public, partner, partner:PARTY or internal."""
    source = c.Optional(c.Type(str))
    """Where files of the repository are read: an address with ``{path}`` and ``{line}`` in it."""
    offline = c.Type(bool, default=False)
    """Whether the site works from a folder too, without a server."""


@dataclass(frozen=True, slots=True)
class CommandOptions:
    """What our own command decides instead of ``mkdocs.yml``.

    ``now`` is None where nobody asked for a day: each build then takes its own, or the day that
    ``mkdocs.yml`` names. ``source`` is what the pages are made from where it is not the work
    tree. ``audience`` is for whom they are made, where ``mkdocs.yml`` does not decide.
    ``from_a_folder`` asks for a site that needs no server, whatever ``mkdocs.yml`` says.
    ``runs_code`` lets ``mkdocs.yml`` run code of the repository. ``cache`` has what earlier builds
    made; ``served`` lets a build write that alone which is shown differently; ``processes`` is how
    many may make charters.
    """

    root: Path
    now: datetime | None = None
    source: Source | None = None
    audience: Override | None = None
    from_a_folder: bool = False
    runs_code: bool = False
    cache: PageCache = field(default_factory=lambda: PageCache(keeps=False))
    served: ServedFolder | None = None
    processes: int = 1


_decided: ContextVar[CommandOptions | None] = ContextVar("decided", default=None)


@contextmanager
def command_options(decided: CommandOptions) -> Iterator[None]:
    """Within this block, whatever site is built is built as ``decided``."""
    token = _decided.set(decided)
    try:
        yield
    finally:
        _decided.reset(token)


class BuildOptions:
    """What one build is asked for. Its properties raise PluginError where they cannot be known."""

    def __init__(self, own: TrmConfig, config: MkDocsConfig) -> None:
        self._own = own
        written = Path(config.config_file_path or "mkdocs.yml").resolve().parent
        decided = _decided.get()
        self._by_command = decided is not None
        self._decided = decided or CommandOptions((written / own.root).resolve())
        self.root = self._decided.root
        self.served = self._decided.served
        self.processes = self._decided.processes

    @cached_property
    def source(self) -> Source:
        """What the pages are made from."""
        return self._decided.source or WorkTree(self.root)

    @cached_property
    def settings(self) -> Settings:
        """The settings of the repository."""
        try:
            return read_settings(self.source)
        except TrmError as error:
            raise PluginError(f"trm: {error}") from error

    @property
    def partnerships(self) -> PurePosixPath:
        """Where the charters are: our own command goes by the settings alone."""
        named = None if self._by_command else self._own.partnerships
        return PurePosixPath(named) if named else self.settings.partnerships

    def watched(self) -> Iterator[Path]:
        """What the pages are made from: charters, settings, policies, and what git remembers."""
        for name in (str(self.partnerships), *SETTINGS, *self.settings.table.schemas):
            yield self.root / name
        with suppress(HistoryError):
            repository = Repository.at(self.root)
            yield from (repository.journal, *repository.mailmaps)

    @property
    def audience(self) -> Override:
        """For whom the site is made."""
        if self._decided.audience is not None:
            return self._decided.audience
        try:
            return Override.parse(self._own.audience)
        except ValueError as error:
            raise PluginError(f"trm: audience in mkdocs.yml: {error}") from error

    @property
    def from_a_folder(self) -> bool:
        """Whether the site shall need no server."""
        return self._own.offline or self._decided.from_a_folder

    @property
    def lines(self) -> Lines | None:
        """Where files of the repository are read; None where nobody said."""
        try:
            return Lines.parse(self._own.source) if self._own.source else None
        except ValueError as error:
            raise PluginError(f"trm: source in mkdocs.yml: {error}") from error

    @cached_property
    def cache(self) -> PageCache:
        """What earlier builds made; it stands for a while where nobody asked for a day."""
        cache = self._decided.cache
        asked = self._decided.now is not None or self._own.as_of is not None
        cache.lasting = EXACTLY if asked or not self._by_command else _STANDS
        return cache

    @property
    def now(self) -> datetime:
        """As of when the pages tell."""
        if self._decided.now is not None:
            return self._decided.now
        given = self._own.as_of
        if given is None:
            return utils.get_build_datetime()
        try:
            return _instant(given)
        except ValueError as error:
            raise PluginError(
                f"trm: as_of is {given!r}; write a day such as 2026-11-22, or an instant with "
                "its offset"
            ) from error

    @property
    def _revision(self) -> Revision:
        """The revision that is shown, or the last one. Raises HistoryError."""
        source = self.source
        return source if isinstance(source, Revision) else Repository.at(self.root).revision("HEAD")

    def past(self, folder: PurePosixPath) -> Past:
        """The past of the charters in ``folder`` up to what is shown, and to the day as of which.

        Where git cannot tell it, a note says why, and nothing is known. For others than the host
        only charters that stand as they are committed have a past.
        """
        source, audience, root = self.source, self.audience, self.root
        cached = os.environ.get("TRM_NO_CACHE", "") in ("", "0")

        def told() -> Past:
            kept = ResultCache("log", root, cache_folder(root) if cached else None)
            log_ = PortfolioLog.of(shown.repository, folder, until=shown.commit, kept=kept)
            latest = log_.events(audience, limit=IN_ALL)
            return Past(latest, log_.last_of_each(audience, ON_A_PAGE))

        try:
            shown = self._revision
            names = [_content(path) for path in shown.repository.mailmaps]
            key = (shown.commit, shown.repository, folder, audience, names)
            past = self.cache.take("past", key, told)
        except HistoryError as error:
            log.log(NOTE, "the site shows no history: %s", error)
            return Past(known=False)
        past = past.until(day_of(self.now)).shown_to(
            audience, published=self.settings.table.publish_authors
        )
        internal = audience.visibility is INTERNAL
        return past if internal else as_committed(past, shown, source, folder)


def _content(path: Path) -> bytes | None:
    """What a file holds; None where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError:
        return None


def _instant(given: object) -> datetime:
    text = str(given)
    if isinstance(given, datetime):
        found = given
    elif isinstance(given, date) or len(text) <= _DAY:
        found = datetime.combine(date.fromisoformat(text), time(), UTC)
    else:
        found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("no offset")
    return found
