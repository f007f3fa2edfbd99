"""What the audit of a built site found in it that its readers may not see."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from trm_policy.model.audience import Override
from trm_policy.views.view import Block, Heading, Paragraph, View, bulleted
from trm_policy.wording.lists import listed


class Value(NamedTuple):
    """A text and where it was written: a file, and a place or a line in it.

    Where several short ones are meant, there is no text, and the place says what they are.
    """

    text: str
    path: str
    at: str


class Leak(NamedTuple):
    """A hidden value that stands in a file of the site.

    A ``file`` whose own name holds something hidden is called by its folder and its ending.
    """

    file: str
    value: Value


class Unread(NamedTuple):
    """A file of which nobody can tell what it holds, or what a part of it does."""

    file: str
    why: str


@dataclass(frozen=True, slots=True)
class SiteAudit:
    """What was found in so many ``files`` of a site that were searched for so many ``values``.

    ``by_hand`` are the hand-written files that hold a value too.
    """

    audience: Override
    files: int
    values: int
    findings: Sequence[Leak | Unread]
    by_hand: Mapping[Value, Sequence[str]]


def site_audit_view(found: SiteAudit) -> View:
    """Each file of the site with what is wrong with it; a hidden value itself is never shown."""
    wanted = f"{found.values} hidden texts and groups of names or figures"
    looked = f"{found.files} files searched for {wanted}"
    number = len(found.findings)
    result = f"{number} found. Do not publish this site." if number else "none found."
    return View((*_findings(found), Paragraph((f"{looked}: {result}",))), _data(found))


def _findings(found: SiteAudit) -> Iterator[Block]:
    for file, each in groupby(found.findings, key=lambda one: one.file):
        yield Heading(file, 3)
        yield bulleted(_sentence(one, found) for one in each)


def _sentence(one: Leak | Unread, found: SiteAudit) -> str:
    if isinstance(one, Unread):
        return f"cannot be searched: {one.why}"
    said = found.by_hand.get(one.value, ())
    also = f"; so {'do' if said[1:] else 'does'} {listed(said)}" if said else ""
    where = ", ".join(filter(None, (one.value.path, one.value.at)))
    if not one.value.text:
        return f"contains {one.value.at} of {one.value.path}, not for {found.audience}{also}"
    return f"contains text of {where}, which is not for {found.audience}{also}"


def _data(found: SiteAudit) -> dict[str, Any]:
    return {
        "version": 1,
        "audience": str(found.audience),
        "files": found.files,
        "values": found.values,
        "leaks": [
            {
                "file": one.file,
                "path": one.value.path,
                "at": one.value.at,
                "said_by": list(found.by_hand.get(one.value, ())),
            }
            for one in found.findings
            if isinstance(one, Leak)
        ],
        "unread": [
            {"file": one.file, "why": one.why} for one in found.findings if isinstance(one, Unread)
        ],
    }
