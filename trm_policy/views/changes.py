"""What changes between two states of a portfolio: for a terminal, a comment, and machines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from click import style

from trm_policy.diff import Change, Effect, PartnershipChanges, Weight
from trm_policy.finding import dotted
from trm_policy.views.view import json_text
from trm_policy.wording.lists import counted
from trm_policy.wording.markup import plain
from trm_policy.wording.text import printable

SIGNS = {Effect.TIGHTENS: "▲", Effect.LOOSENS: "▼", Effect.NEUTRAL: "●"}
_COLOURS = {Effect.TIGHTENS: "green", Effect.LOOSENS: "red", Effect.NEUTRAL: "cyan"}
_UNREAD = "the charter cannot be read on both sides, and is not compared"


@dataclass(frozen=True, slots=True)
class Difference:
    """What is reported: the names of both states, and what changes between them."""

    base: str
    head: str
    partnerships: Sequence[PartnershipChanges]


def text(found: Difference) -> str:
    """Partnership by partnership, the weightiest first, then one line that counts."""
    lines: list[str] = []
    for one in found.partnerships:
        lines += [style(_heading(one, printable), bold=True), *_lines(one), ""]
    return "\n".join([*lines, style(summary(found), bold=True)]) + "\n"


def markdown(found: Difference) -> str:
    """The same as headings and lists; whatever people wrote stays text."""
    parts = [f"### {plain(summary(found))}"]
    for one in found.partnerships:
        parts.append(f"**{_heading(one, plain)}**")
        rows = [
            f"- {SIGNS[change.direction]} {_level(change)}{plain(change.sentence)}"
            for change in _by_weight(one)
        ]
        parts.append("\n".join(rows or [f"- {_UNREAD}"]))
    return "\n\n".join(parts) + "\n"


def json_v1(found: Difference) -> str:
    """Every change with all that is known of it; keys come and values stay the same."""
    rows = [_partnership(one) for one in found.partnerships]
    document = {"version": 1, "base": found.base, "head": found.head, "partnerships": rows}
    return json_text(document)


def summary(found: Difference) -> str:
    """``3 partnerships change: 2 promises weaker, 1 stronger, 4 other``."""
    changes = [change for one in found.partnerships for change in one.changes]
    if not found.partnerships:
        return f"nothing changes from {printable(found.base)} to {printable(found.head)}"
    weaker = sum(change.weakens for change in changes)
    stronger = sum(change.strengthens for change in changes)
    number = sum(bool(one.id or one.was) for one in found.partnerships)
    subject = counted(number, "partnership") if number else "only the directory"
    verb = "change" if number > 1 else "changes"
    others = len(changes) - weaker - stronger
    return (
        f"{subject} {verb}: {counted(weaker, 'promise')} weaker, {stronger} stronger, "
        f"{others} other"
    )


REPORTS: Mapping[str, Callable[[Difference], str]] = {
    "text": text,
    "json": json_v1,
    "markdown": markdown,
}


def _heading(one: PartnershipChanges, shown: Callable[[str], str]) -> str:
    name = one.id or one.was
    return shown(one.title) if name in ("", one.title) else f"{shown(name)}: {shown(one.title)}"


def _lines(one: PartnershipChanges) -> Iterator[str]:
    if one.unread:
        yield f"  {_UNREAD}; 'trm check' shows why"
    for weight in Weight:
        changes = [change for change in one.changes if change.weight is weight]
        if changes:
            yield f"  {weight.value}"
        for change in changes:
            sign = style(SIGNS[change.direction], fg=_COLOURS[change.direction])
            yield f"    {sign} {printable(change.sentence)}"


def _by_weight(one: PartnershipChanges) -> list[Change]:
    return [change for weight in Weight for change in one.changes if change.weight is weight]


def _level(change: Change) -> str:
    return "**weaker:** " if change.weakens else ""


def _partnership(one: PartnershipChanges) -> dict[str, Any]:
    return {
        "id": one.id,
        "was": one.was,
        "title": one.title,
        "changes": [_change(change) for change in one.changes],
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind.value,
        "at": dotted(change.at),
        "before": change.before,
        "after": change.after,
        "direction": change.direction.value,
        "weight": change.weight.value,
        "bump": change.bump.name.lower(),
        "audience": change.audience,
        "sentence": change.sentence,
    }
