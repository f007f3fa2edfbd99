"""Which way a change of the escalation's levels goes, by when the last of them are reached."""

from __future__ import annotations

import math
from typing import Any

from trm_policy.diff.change import ChangeKind
from trm_policy.diff.normal import Tree
from trm_policy.diff.ways import (
    LOOSE,
    SAME,
    TIGHT,
    EditInContext,
    Way,
    days,
    signed,
    weighed,
)
from trm_policy.model.weights import Effect

_DIGITS = 6


def level(case: EditInContext) -> Way:
    """A level that comes in between loosens if those above are reached later than before."""
    edit, id_ = case.edit, case.edit.at[-1]
    came = edit.kind is ChangeKind.ADDED
    tree = case.whole.here if came else case.whole.there
    ladder = _ladder(tree)
    below = [top for top in _tops(case) if id_ in ladder[: ladder.index(top)]]
    longer = LOOSE if came else TIGHT
    delays = any(_delay(case, top) is longer for top in below)
    return (TIGHT if came and not delays else LOOSE), delays


def order(case: EditInContext) -> Way:
    """Levels in another order loosen if the last ones are reached later than before."""
    if case.edit.kind is not ChangeKind.CHANGED:
        return SAME, False
    return weighed(*(_delay(case, top) for top in _tops(case)))


def _tops(case: EditInContext) -> set[str]:
    """The highest level that is there before and now, by the order of then and by that of now."""
    before, now = _ladder(case.whole.there), _ladder(case.whole.here)
    shared = set(before) & set(now)
    return {next(one for one in reversed(ladder) if one in shared) for ladder in (before, now)
            if shared}  # fmt: skip


def _delay(case: EditInContext, top: str) -> Effect:
    """Whether a level is reached sooner, which tightens, or later."""
    before, now = case.whole.once(lambda: _days_to(case, top), "days to", top)
    return SAME if before == now else signed(before - now)


def _days_to(case: EditInContext, top: str) -> tuple[float, float]:
    there, here = case.whole.there, case.whole.here
    return _reached(case, there, top), _reached(case, here, top)


def _reached(case: EditInContext, tree: Tree, top: str) -> float:
    """After how many days a level takes over; a level that passes nothing on takes for ever."""
    ladder = _ladder(tree)
    levels: dict[str, Any] = tree["escalation"]["levels"]
    waits = [levels.get(one, {}).get("escalate_after") for one in ladder[: ladder.index(top)]]
    total = sum(math.inf if wait is None else days(case.whole, wait) for wait in waits)
    return round(total, _DIGITS)


def _ladder(tree: Tree) -> list[str]:
    found: list[str] = tree.get("escalation", {}).get("ladder", [])
    return found
