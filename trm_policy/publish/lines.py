"""From what a page tells to the line of the repository that states it, for the host alone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote, urlsplit

from trm_policy.finding import Place
from trm_policy.projection import Projection


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file, counted from 1, and the address at which it can be read."""

    path: PurePosixPath
    number: int
    address: str


@dataclass(frozen=True, slots=True)
class Lines:
    """Where the files of the repository can be read in a browser.

    ``pattern`` is an address with ``{path}`` and, if wanted, ``{line}`` in it.
    """

    pattern: str

    @classmethod
    def parse(cls, text: str) -> Lines:
        """The pattern in ``text``. Raises ValueError where it leads to no web page or no file."""
        address = urlsplit(text)
        if address.scheme not in ("http", "https") or not address.hostname:
            raise ValueError(f"{text!r} is no address of the web; begin it with https://")
        if "{path}" not in text:
            raise ValueError(
                f"{text!r} does not say where the path goes; write {{path}}, and {{line}} if "
                "your host shows lines, as in https://git.example/ours/blob/main/{path}#L{line}"
            )
        if "{" in address.netloc:
            raise ValueError(f"the host of {text!r} may not depend on the file")
        return cls(text)

    def line(self, path: PurePosixPath, number: int) -> Line:
        """A line of a file in the repository, with its address."""
        address = self.pattern.replace("{line}", str(number))
        return Line(path, number, address.replace("{path}", quote(path.as_posix())))


def line_of(projection: Projection, lines: Lines | None, place: Place) -> Line | None:
    """The line that states ``place`` of the charter.

    None where nothing is written there, nobody has said where files are read, or the audience is
    not the host: others may not know what stands between the lines.
    """
    document = projection.partnership.document
    if lines is None or not projection.host or not document.has(place):
        return None
    return lines.line(projection.partnership.path, document.key_span(place).line)
