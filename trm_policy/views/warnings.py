"""Early warnings of each partnership, with their reasons, and what is unknown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from trm_policy.measure.warning import LookoutState, Watch, warnings_told
from trm_policy.views.evidence import evidence_json, portfolio_data, proofs
from trm_policy.views.view import Block, Heading, Item, Items, Mark, Paragraph, View


def warnings_view(found: Sequence[Watch], now: datetime, unread: Sequence[str]) -> View:
    """Partnership by partnership, then one line that counts."""
    blocks = [block for one in found for block in _blocks(one)]
    rows = [_json(one) for one in found]
    data = portfolio_data(now, unread, partnerships=rows)
    return View((*blocks, Paragraph((warnings_told(found),))), data)


def _blocks(one: Watch) -> Iterator[Block]:
    yield Heading(f"{one.id}: {one.told}", 3)
    items = [
        Item((Mark(lookout.alarm, "yellow"), f": {warning.told}"), proofs(warning.evidence))
        for lookout in one.lookouts
        for warning in lookout.warnings
    ]
    if one.blind:
        items.append(Item((Mark("unknown", "cyan"), f": {'; '.join(one.blind)}")))
    if items:
        yield Items(tuple(items))


def _json(one: Watch) -> dict[str, Any]:
    return {
        "partnership": one.id,
        "title": one.title,
        "tier": one.tier,
        "not_watched_because": one.unasked or None,
        "lookouts": {
            lookout.alarm.value: {
                "state": lookout.state.value,
                "unknown_because": lookout.blind if lookout.state is LookoutState.UNKNOWN else None,
                "warnings": [
                    {
                        "about": each.about,
                        "reason": each.reason,
                        "evidence": evidence_json(each.evidence),
                    }
                    for each in lookout.warnings
                ],
            }
            for lookout in one.lookouts
        },
    }
