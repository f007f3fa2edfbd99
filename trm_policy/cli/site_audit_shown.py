"""What ``trm site audit`` found, as text, JSON or a Markdown table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import click

from trm_policy.model.audience import Override
from trm_policy.publish.audit import Leak, Unread, Value
from trm_policy.views.view import json_text
from trm_policy.wording.markup import plain
from trm_policy.wording.text import printable


class Found(NamedTuple):
    """What was found, and the hand-written files that say the same."""

    findings: list[Leak | Unread]
    by_hand: dict[Value, list[str]]

    def sentence(self, one: Leak | Unread, audience: Override) -> str:
        """What is wrong with a file, after its name."""
        if isinstance(one, Unread):
            return f"cannot be searched: {one.why}"
        said = self.by_hand.get(one.value, [])
        also = f"; {' and '.join(said)} {'say' if said[1:] else 'says'} it too" if said else ""
        return f"holds what {_where(one)} says, which is not for {audience}{also}"


def shown(format_: str, found: Found, files: int, values: int, audience: Override) -> Iterator[str]:
    """The lines to print."""
    if format_ == "json":
        yield _json(found, files, values, audience)
        return
    if format_ == "markdown" and found.findings:
        yield "| file of the site | what is wrong |"
        yield "|---|---|"
        for one in found.findings:
            yield f"| {plain(one.file)} | {plain(found.sentence(one, audience))} |"
        return
    for one in found.findings:
        yield click.style(printable(one.file), bold=True)
        yield f"  {printable(found.sentence(one, audience))}"
    looked = f"{files} files searched for {values} hidden texts"
    yield (
        f"{looked}: {len(found.findings)} found. Do not publish this site."
        if found.findings
        else f"{looked}: none found."
    )


def _json(found: Found, files: int, values: int, audience: Override) -> str:
    leaks = [
        {
            "file": one.file,
            "path": one.value.path,
            "at": one.value.at,
            "said_by": found.by_hand.get(one.value, []),
        }
        for one in found.findings
        if isinstance(one, Leak)
    ]
    unread = [
        {"file": one.file, "why": one.why} for one in found.findings if isinstance(one, Unread)
    ]
    whole = {"version": 1, "audience": str(audience), "files": files, "values": values}
    return json_text({**whole, "leaks": leaks, "unread": unread}).rstrip("\n")


def _where(leak: Leak) -> str:
    return f"{leak.value.path}, {leak.value.at}" if leak.value.at else leak.value.path
