"""Changes of a charter sorted into kinds of events, and each kind as one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from trm_policy.diff import Change, ChangeKind, Effect, Weight
from trm_policy.diff import shape as shapes
from trm_policy.history.log.event import EventKind
from trm_policy.model.vocabulary import Status
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


def agreement(names: Iterable[tuple[str, str]]) -> str:
    """Who agreed to what, from versions and the names of parties."""
    by_version: dict[str, list[str]] = {}
    for version, party in names:
        by_version.setdefault(version, []).append(party)
    told = (
        f"{listed_once(parties)} agreed to version {one}" for one, parties in by_version.items()
    )
    return "; ".join(told)


def listed_once(words: Iterable[str]) -> str:
    """``a``, ``a and b``, or ``a, b and c``; each once."""
    return listed(list(dict.fromkeys(words)))


def _some(sentences: Sequence[str]) -> str:
    if len(sentences) <= _TOLD + 1:
        return "; ".join(sentences)
    return "; ".join([*sentences[:_TOLD], f"and {len(sentences) - _TOLD} more"])


def _under(place: str, sections: Iterable[str]) -> bool:
    return any(f"{place}.".startswith(f"{section}.") for section in sections)
