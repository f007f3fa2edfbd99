"""What was made of charters is kept while a site is made again and again, and is never doubtful.

A charter is made anew when one of its own files, the directory, a setting or a policy, the set of
charters, its past, the audience, the site's name, its addresses or the instant is another; or when
what its page says of other charters is no longer so.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import PurePosixPath

from trm_policy.model.audience import Override
from trm_policy.history.log.event import Event
from trm_policy.judging.judge import Judge
from trm_policy.portfolio.partnership import DIRECTORY_FILE
from trm_policy.publish.build.charters import SiteOptions
from trm_policy.publish.evidence import Lines
from trm_policy.publish.build.charters import BuildResult
from trm_policy.publish.past import Past, Site
from trm_policy.publish.build.charters import CharterGlimpse
from trm_policy.publish.build.cache import Shelf
from trm_policy.judging.settings import FILES
from trm_policy.source import Source

EXACTLY = timedelta(0)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What all charters of a site are made by, beside their own files.

    ``files`` is a digest of the settings, the policies, the directory and the names of all
    charters; ``addresses`` tells sites apart whose pages stand at other addresses; ``history`` is
    whether git could tell of the past, ``lines`` where files of the repository are read, and
    ``guide`` the page on how to propose a change.
    """

    files: str
    audience: Override
    site: Site
    history: bool
    lines: Lines | None
    guide: str
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Key:
    """What a charter was made from, but for the instant and other charters' titles."""

    files: str
    repository_context: Surroundings
    life: tuple[Event, ...]


@dataclass
class Memory:
    """What was last made of each charter and of the past, and on ``shelf`` of all charters.

    ``past`` is kept with the commit and the audience that it was told up to and to.
    """

    past: tuple[Hashable, Past] | None = None
    shelf: Shelf = field(default_factory=Shelf)
    _instant: datetime | None = None
    _kept: dict[str, tuple[Key, datetime, BuildResult]] = field(default_factory=dict)

    def glimpse(self, partnership: str, files: str, audience: Override) -> CharterGlimpse | None:
        """What others may know of a charter with these files; None where that is not known."""
        found = self._kept.get(partnership)
        if found is None or found[0].files != files or found[0].repository_context.audience != audience:
            return None
        return found[2].glimpse

    def recall(
        self,
        partnership: str,
        key: Key,
        now: datetime,
        lasting: timedelta,
        title: Callable[[str], str | None],
    ) -> BuildResult | None:
        """What was made of the charter, if it would come out the same; else None.

        ``lasting`` is for how long an instant stands for later ones of the same day in UTC.
        """
        found = self._kept.get(partnership)
        if found is None or found[0] != key:
            return None
        then, result = found[1:]
        if not _stands(then, now, lasting):
            return None
        if any(title(other) != said for other, said in result.titles.items()):
            return None
        return result

    def instant(self, now: datetime, lasting: timedelta) -> datetime:
        """As of when pages about all charters are made: an earlier instant, while that stands."""
        if self._instant is None or not _stands(self._instant, now, lasting):
            self._instant = now
        return self._instant

    def keep(self, partnership: str, key: Key, now: datetime, result: BuildResult) -> None:
        """Remember what was made, instead of what was made before."""
        self._kept[partnership] = key, now, result

    def forget_all_but(self, partnerships: Iterable[str]) -> None:
        """Forget charters that are gone."""
        kept = frozenset(partnerships)
        for gone in self._kept.keys() - kept:
            del self._kept[gone]


def _stands(then: datetime, now: datetime, lasting: timedelta) -> bool:
    """Whether an instant still stands for a later one of the same day in UTC."""
    same_day = then.astimezone(UTC).date() == now.astimezone(UTC).date()
    return same_day and EXACTLY <= now - then <= lasting


def repository_context(judge: Judge, edition: SiteOptions, addresses: tuple[str, ...]) -> Surroundings:
    """What the charters of this run have in common."""
    reader = judge.reader
    source, schemas = reader.source, judge.rulebook.settings.table.schemas
    policies = [path for folder in schemas for path in source.files(PurePosixPath(folder))]
    shared = [*map(PurePosixPath, FILES), reader.folder / DIRECTORY_FILE, *policies]
    found = _digest([*reader.ids, digest_of(source, shared)])
    history = edition.past is not None and edition.past.known
    return Surroundings(
        files=found,
        audience=edition.audience,
        site=edition.site,
        history=history,
        lines=edition.lines,
        guide=edition.guide,
        addresses=addresses,
    )


def digest_of(source: Source, paths: Iterable[PurePosixPath]) -> str:
    """One digest of the names and the contents of files, also of those that cannot be read."""

    def parts() -> Iterable[str]:
        for path in paths:
            raw = source.read(path)
            yield path.as_posix()
            yield ("there" if source.has(path) else "") if raw is None else sha256(raw).hexdigest()

    return _digest(parts())


def _digest(texts: Iterable[str]) -> str:
    found = sha256()
    for text in texts:
        raw = text.encode("utf-8", "surrogateescape")
        found.update(b"%d " % len(raw) + raw)
    return found.hexdigest()
