"""What somebody vouches for in a charter, where nothing that is written can show it.

It stands under ``extensions.checklist``: ``ITEM: {by: PERSON, on: DATE, because: REASON}``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from trm_policy.errors import did_you_mean
from trm_policy.measure.evidence import Evidence, in_charter
from trm_policy.portfolio.partnership import Partnership
from trm_policy.timing.instant import add_months

LASTS = 12
"""For so many months a word counts: judgement."""
_SECTION = "checklist"


class Attestation(NamedTuple):
    """Somebody's word, the day on which it was given, and where it stands."""

    by: str
    on: date
    evidence: Evidence


class Void(NamedTuple):
    """A word that does not count, and why."""

    because: str
    evidence: Evidence


def attested(partnership: Partnership, item: str, today: date) -> Attestation | Void | None:
    """The word for an item, as it counts today; None where nothing is written."""
    written = _written(partnership)
    if item not in written:
        return None
    at = ("extensions", _SECTION, item)
    word = written[item]
    because = _fault(partnership, word, today)
    if because:
        return Void(because, in_charter(partnership, at, item))
    on = _day(word["on"])
    assert on is not None
    name = partnership.roster.name_of(word["by"])
    return Attestation(name, on, in_charter(partnership, at, word["because"]))


def astray(partnership: Partnership, known: Collection[str]) -> Iterator[Void]:
    """What is attested but is none of the ``known`` items, each with the nearest."""
    for name in _written(partnership):
        if name not in known:
            at = ("extensions", _SECTION, name)
            because = f"there is no such item; {did_you_mean(name, known)}"
            yield Void(because, in_charter(partnership, at, name))


def _written(partnership: Partnership) -> Mapping[str, Any]:
    written = partnership.charter.extensions.get(_SECTION)
    return written if isinstance(written, dict) else {}


def _fault(partnership: Partnership, word: Any, today: date) -> str:
    """Why a word does not count; empty for one that does."""
    if not isinstance(word, dict):
        return "write it as {by: PERSON, on: DATE, because: REASON}"
    by, on, because = word.get("by"), _day(word.get("on")), word.get("because")
    actor = partnership.roster.get(by) if isinstance(by, str) else None
    if actor is None:
        return f"'by' must name a person in the charter or the directory, not {by!r}"
    if on is None:
        return "'on' must be the day of the attestation, such as 2026-05-31"
    if on > today:
        return f"it is dated {on}, which is in the future"
    if on < add_months(today, -LASTS):
        return f"it was attested on {on}, more than a year ago; {actor.name} may attest it again"
    if not isinstance(because, str) or not because.strip():
        return "'because' must give the reason in a sentence"
    return ""


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return None
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
