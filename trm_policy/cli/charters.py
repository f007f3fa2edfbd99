"""The charters that a command is about."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from trm_policy.errors import NoCharterError, TrmError, did_you_mean
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.source import Source

_HERE = Path()


def asked(
    reader: PortfolioReader, wanted: Iterable[str] = (), root: Path = _HERE
) -> tuple[str, ...]:
    """The ids that were asked for, in the order of their folders; all where none was.

    Raises NoCharterError where there is no charter at all, and TrmError with the nearest id for
    an unknown one. ``root`` is where the folder of charters lies, for the message.
    """
    if not reader.ids:
        raise NoCharterError(root / reader.folder)
    chosen = tuple(wanted)
    for name in chosen:
        if name not in reader.ids:
            raise TrmError(f"no partnership is called {name!r}; {did_you_mean(name, reader.ids)}")
    return tuple(name for name in reader.ids if not chosen or name in chosen)


def each_asked(
    reader: PortfolioReader, wanted: Iterable[str], root: Path
) -> tuple[list[Partnership], list[str]]:
    """The charters that were asked for, and the ids of those that cannot be read.

    Raises as :func:`asked`.
    """
    ids = asked(reader, wanted, root)
    read = {name: reader.read(name).partnership for name in ids}
    return [one for one in read.values() if one], [name for name in ids if read[name] is None]


def charter_called(source: Source, folder: PurePosixPath, partnership: str) -> Partnership:
    """The partnership of that id, as it stands in ``folder`` now.

    Raises TrmError with the nearest id for an unknown one, and for a charter that cannot be read.
    """
    reader = PortfolioReader(source, folder)
    asked(reader, [partnership])
    read = reader.read(partnership)
    if read.partnership is None:
        finding = read.findings[0]
        raise TrmError(
            f"{finding.path} cannot be read: line {finding.span.line}: {finding.message}. "
            f"{finding.help}"
        )
    return read.partnership
