"""Where a reader finds what a figure stands on: the section of a charter's page, and the line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from trm_policy.finding import Place
from trm_policy.measure.evidence import Evidence
from trm_policy.projection import Projection
from trm_policy.publish.sections import HEALTH, SECTIONS


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
            raise ValueError(f"{text!r} is not a web address; begin it with https://")
        if "{path}" not in text:
            raise ValueError(
                f"{text!r} has no place for the path; write {{path}}, and {{line}} if "
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


_SECTION = {key: section.id for section in SECTIONS for key in section.keys}
_FOLDERS = {"reviews": "rhythm", "escalations": "escalation", "surveys": HEALTH.id}
_TOP = "charter"


class Proof(NamedTuple):
    """A piece of evidence for a page: what it says, and the address that shows it.

    ``where`` is the file in the partnership's folder and the line, ``reviews/2026-01-01-qbr.md:3``;
    ``line`` is that line where it can be read, None where nobody said where files are.
    """

    says: str
    link: str
    where: str
    line: Line | None


class Leaf(NamedTuple):
    """A charter's page as evidence finds it: its address, and the ids of its sections.

    The address is empty for the page that leads there itself.
    """

    address: str
    sections: frozenset[str]

    def at(self, address: str) -> Leaf:
        """The same page as another one finds it."""
        return self._replace(address=address)


@dataclass(frozen=True)
class Trail:
    """Leads from evidence to the pages of the partnerships, which it knows by their ids.

    ``lines`` is where files of the repository are read; None for others than the host.
    """

    leaves: Mapping[str, Leaf]
    lines: Lines | None = None

    def __call__(self, evidence: Evidence) -> Proof:
        """The way to a piece of evidence; without a link where its partnership has no page."""
        parts = evidence.path.parts
        line = self.lines.line(evidence.path, evidence.line) if self.lines else None
        depth = next((at for at, name in enumerate(parts[:-1]) if name in self.leaves), None)
        if depth is None:
            return Proof(evidence.says, "", f"{evidence.path}:{evidence.line}", line)
        leaf, inside = self.leaves[parts[depth]], "/".join(parts[depth + 1 :])
        link = f"{leaf.address}#{_anchor(evidence, leaf.sections)}"
        return Proof(evidence.says, link, f"{inside}:{evidence.line}", line)


def _anchor(evidence: Evidence, sections: frozenset[str]) -> str:
    """The row or section that shows it; the top of the page where there is none."""
    first, _, rest = evidence.at.partition(".")
    if first == "kpis" and rest:
        return f"kpi-{rest.partition('.')[0]}"
    record = _FOLDERS.get(evidence.path.parent.name, "kpis")
    wanted = _SECTION.get(first) if first else record
    return wanted if wanted in sections else _TOP
