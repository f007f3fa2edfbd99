"""Changes of a charter sorted into kinds of events, and each kind as one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from trm_policy.diff import Change, ChangeKind, Effect, Weight
from trm_policy.diff import shape as shapes
from trm_policy.history.log.event import EventKind
from trm_policy.model.vocabulary import Status
from trm_policy.wording.days import day
from trm_policy.wording.lists import listed

_STANDING = {"status", "stage", "tier", "relationship", "engagement", "host", "audience"}
_TARGETS = (
    *("kpis.*.target", "kpis.*.milestones", "kpis.*.baseline", "kpis.*.tolerance"),
    *("goals.*.due", "commitments.*.due"),
)
_PEOPLE = (
    *("owners", "sponsors", "people", "committees.*.members"),
    *("escalation.levels.*.contacts", "exit.transition.owners"),
)
_NAMES = {
    EventKind.TARGETS: "targets moved",
    EventKind.STRENGTHENED: "promises strengthened",
    EventKind.PEOPLE: "changes of people",
    EventKind.CHANGED: "other changes",
}
_TOLD = 3
"""Of more changes than this the rest is counted."""


def kind_of(change: Change, status: Status) -> EventKind | None:
    """The kind of event that a change belongs to; None for what is not told.

    ``status`` is the charter's before the change: nothing is promised yet by a draft.
    """
    if change.weight is Weight.EDITORIAL:
        return None
    place = ".".join(shapes.at(change.at).pattern)
    if place in _STANDING:
        return EventKind.STANDING
    if place == "approvals.*" and change.kind is ChangeKind.ADDED:
        return EventKind.AGREED
    if change.weakens and status in (Status.ACTIVE, Status.PILOT):
        return EventKind.WEAKENED
    if _under(place, _TARGETS):
        return EventKind.TARGETS
    if _under(place, _PEOPLE):
        return EventKind.PEOPLE
    promised = change.weight is Weight.MATERIAL and status is not Status.DRAFT
    if promised and change.direction is Effect.TIGHTENS:
        return EventKind.STRENGTHENED
    return EventKind.CHANGED


def summed_up(kind: EventKind, sentences: Sequence[str]) -> str:
    """Changes of one kind as a sentence: ``4 targets moved: …``."""
    if kind is EventKind.STANDING:
        return "; ".join(sentences)
    if kind is EventKind.STRENGTHENED and len(sentences) == 1:
        return f"strengthened: {sentences[0]}"
    if len(sentences) == 1:
        return sentences[0]
    return f"{len(sentences)} {_NAMES[kind]}: {_some(sentences)}"


def weakening(sentences: Sequence[str], approved: bool | None, late: str = "") -> str:
    """Weakened promises as a sentence. ``approved`` is None where nobody has to be asked.

    ``late`` is the day of the last approval where that came afterwards.
    """
    how = {
        None: "",
        True: " with the approval of all concerned",
        False: " without approval",
    }
    what = "weakened" if len(sentences) == 1 else f"{len(sentences)} promises weakened"
    when = f" on {late}" if late else ""
    return f"{what}{how[approved]}{when}: {_some(sentences)}"


def agreement(given: Iterable[tuple[str, str, date]]) -> str:
    """Who agreed to what on which day, from versions, the names of parties and days."""
    by_version: dict[str, list[tuple[str, date]]] = {}
    for version, party, on in given:
        by_version.setdefault(version, []).append((party, on))
    return "; ".join(_agreed(version, some) for version, some in by_version.items())


def _agreed(version: str, given: Sequence[tuple[str, date]]) -> str:
    days = {on for _, on in given}
    if len(days) == 1:
        parties = listed_once(party for party, _ in given)
        return f"{parties} agreed to version {version} on {day(given[0][1])}"
    return (
        f"{listed_once(f'{party} ({day(on)})' for party, on in given)} agreed to version {version}"
    )


def listed_once(words: Iterable[str]) -> str:
    """``a``, ``a and b``, or ``a, b and c``; each once."""
    return listed(list(dict.fromkeys(words)))


def _some(sentences: Sequence[str]) -> str:
    if len(sentences) <= _TOLD + 1:
        return "; ".join(sentences)
    return "; ".join([*sentences[:_TOLD], f"and {len(sentences) - _TOLD} more"])


def _under(place: str, sections: Iterable[str]) -> bool:
    return any(f"{place}.".startswith(f"{section}.") for section in sections)
