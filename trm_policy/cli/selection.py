"""Which charters a command is about: the paths a user names → a root, a folder and ids."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from trm_policy.errors import NoCharterError, TrmError
from trm_policy.portfolio.layout import CHARTER_FILE


@dataclass(frozen=True, slots=True)
class Selection:
    """``folder`` is None where the settings name it; ``ids`` is None for every charter."""

    root: Path
    folder: PurePosixPath | None = None
    ids: frozenset[str] | None = None
    shard: tuple[int, int] = (1, 1)

    def narrow(self, known: Collection[str]) -> frozenset[str] | None:
        """The ids to report on; None where the report is about everything.

        What belongs to no charter (the empty id) is reported with the first shard.
        """
        if self.ids is None and self.shard == (1, 1):
            return None
        number, parts = self.shard
        mine = {name for place, name in enumerate(known) if place % parts == number - 1}
        chosen = mine if self.ids is None else mine & self.ids
        return frozenset(chosen | {""} if number == 1 else chosen)


def select(root: Path, here: Path, paths: Iterable[Path], shard: str | None) -> Selection:
    """What ``paths`` point at, as seen from ``here``; without paths, everything under ``root``.

    A path may be a repository, a folder of charters, a charter's folder, or any file in one.
    Raises TrmError where they point nowhere, or at several portfolios.
    """
    part = _shard(shard)
    found = [_locate(root, here, path) for path in paths]
    if not found:
        return Selection(root, shard=part)
    places = {(one.root, one.folder) for one in found}
    if len(places) > 1:
        raise TrmError("these paths lie in different portfolios; check them one after the other")
    ids = [one.ids for one in found]
    joined = None if None in ids else frozenset().union(*(one for one in ids if one is not None))
    return Selection(found[0].root, found[0].folder, joined, part)


def _locate(root: Path, here: Path, path: Path) -> Selection:
    place = (here / path).resolve()
    if not place.exists():
        raise TrmError(f"there is no file or folder {str(path)!r}")
    if place.is_dir() and place == root:
        return Selection(root)
    if place.is_dir() and (place / "partnerships").is_dir():
        return Selection(place)
    for folder in (place, *place.parents):
        if (folder / CHARTER_FILE).is_file():
            return _in_portfolio(root, folder.parent, frozenset({folder.name}))
    if place.is_dir() and any(place.glob(f"*/{CHARTER_FILE}")):
        return _in_portfolio(root, place, None)
    if place.is_relative_to(root) and place != root:
        return Selection(root)
    raise NoCharterError(path, f"a charter is a file called {CHARTER_FILE} in a folder of its own")


def _in_portfolio(root: Path, portfolio: Path, ids: frozenset[str] | None) -> Selection:
    """The portfolio as seen from the repository's root where it lies in it."""
    if portfolio.is_relative_to(root) and portfolio != root:
        return Selection(root, PurePosixPath(portfolio.relative_to(root).as_posix()), ids)
    return Selection(portfolio.parent, PurePosixPath(portfolio.name), ids)


def _shard(value: str | None) -> tuple[int, int]:
    if value is None:
        return 1, 1
    number, slash, parts = value.partition("/")
    if slash and number.isdecimal() and parts.isdecimal() and 1 <= int(number) <= int(parts):
        return int(number), int(parts)
    raise TrmError(f"--shard {value!r} is not understood; write it like 1/4 for the first of four")
