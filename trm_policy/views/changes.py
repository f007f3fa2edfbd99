"""What changes between two states of a portfolio."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from trm_policy.diff import Change, PartnershipChanges, Weight
from trm_policy.finding import dotted
from trm_policy.views.view import Block, Colour, Heading, Item, Items, Line, Mark, Paragraph, View
from trm_policy.wording.lists import counted
from trm_policy.wording.signs import CHANGE

_COLOURS: dict[str, Colour] = {"stronger": "green", "weaker": "red", "other": "cyan"}
_WHY = "'trm check' shows why"
_UNREAD = "the charter cannot be read on both sides, and is not compared; 'trm check' shows why"


def changes_view(base: str, head: str, found: Sequence[PartnershipChanges]) -> View:
    """One line that counts, then partnership by partnership, the weightiest changes first."""
    blocks: list[Block] = [Heading(_summary(base, head, found), 3)]
    for one in found:
        name = one.id or one.was
        heading = one.title if name in ("", one.title) else f"{name}: {one.title}"
        blocks += [Heading(heading, 4), *_by_weight(one)]
    data = {
        "version": 1,
        "base": base,
        "head": head,
        "partnerships": [_partnership(one) for one in found],
    }
    return View(tuple(blocks), data)


def sign(change: Change) -> str:
    """What the change does to what was agreed, as it is counted."""
    return CHANGE[_word(change)]


def _word(change: Change) -> str:
    return "weaker" if change.weakens else "stronger" if change.strengthens else "other"


def _summary(base: str, head: str, found: Sequence[PartnershipChanges]) -> str:
    """``3 partnerships change: 2 promises weaker, 1 stronger, 4 other``."""
    if not found:
        return f"nothing changes from {base} to {head}"
    changes = [change for one in found for change in one.changes]
    weaker = sum(change.weakens for change in changes)
    stronger = sum(change.strengthens for change in changes)
    number = sum(bool(one.id or one.was) for one in found)
    subject = counted(number, "partnership") if number else "only the directory"
    verb = "change" if number > 1 else "changes"
    others = len(changes) - weaker - stronger
    return (
        f"{subject} {verb}: {counted(weaker, 'promise')} weaker, {stronger} stronger, "
        f"{others} other"
    )


def _by_weight(one: PartnershipChanges) -> Iterator[Block]:
    groups = []
    for weight in Weight:
        changes = [Item(_line(change)) for change in one.changes if change.weight is weight]
        if changes:
            groups.append(Item(weight.value, tuple(changes)))
    if one.unread:
        yield Paragraph((_UNREAD,))
    if one.uncompared:
        yield Items(tuple(Item((sentence,)) for sentence in one.uncompared))
        yield Paragraph((_WHY,))
    if groups:
        yield Items(tuple(groups))


def _line(change: Change) -> Line:
    weaker = "weaker: " if change.weakens else ""
    mark = Mark(f"{sign(change)} {weaker}", _COLOURS[_word(change)])
    return (mark, change.sentence)


def _partnership(one: PartnershipChanges) -> dict[str, Any]:
    return {
        "id": one.id,
        "was": one.was,
        "title": one.title,
        "changes": [_change(change) for change in one.changes],
        "not_compared": list(one.uncompared),
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
