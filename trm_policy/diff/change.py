"""One change of a charter as a value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from trm_policy.diff import shape as shapes
from trm_policy.model.references import GIVEN
from trm_policy.model.weights import Bump, Effect, Weight
from trm_policy.wording.numbers import unit_of

At = tuple[str, ...]
"""A place of the normal form: ids stand where a file has entries of a list."""


class ChangeKind(StrEnum):
    """What happened at a place."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    RENAMED = "renamed"


@dataclass(frozen=True, slots=True)
class Words:
    """What a change is called on one side, for people to read; empty where there is nothing.

    ``unit`` is what the value is counted in, ``note`` what is said behind it.
    """

    thing: str = ""
    value: str = ""
    unit: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Inner:
    """A place below a change that a narrower audience may see; relative to the change's own."""

    at: At
    audience: str


@dataclass(frozen=True, slots=True)
class Change:
    """Something that differs between two charters.

    ``before`` and ``after`` are plain data of the normal form: a value, or all of an entry that
    came or went; None on the side where there is nothing. With :attr:`ChangeKind.RENAMED` they are
    the old and the new key, and ``at`` ends in the new one. Ids are those of the head, wherever
    they stand; ``kept`` says that approvals go on naming the old id. ``audience`` is the
    narrowest of both sides: public, partner, partner:PARTY or internal; ``inner`` names what lies
    below and is narrower still. ``whichever`` says that the way back loosens as well.
    """

    kind: ChangeKind
    at: At
    before: Any
    after: Any
    direction: Effect
    weight: Weight
    bump: Bump
    audience: str
    was: Words
    now: Words
    inner: tuple[Inner, ...] = ()
    whichever: bool = False
    kept: bool = False

    @property
    def sentence(self) -> str:
        """The change in business words, without a full stop."""
        return sentence(self)

    @property
    def weakens(self) -> bool:
        """Whether somebody's promise gets weaker: material, and looser."""
        return self.weight is Weight.MATERIAL and self.direction is Effect.LOOSENS

    @property
    def strengthens(self) -> bool:
        """Whether somebody's promise gets stronger: material, and tighter."""
        return self.weight is Weight.MATERIAL and self.direction is Effect.TIGHTENS


_LONGEST = 70
_SEVERAL = re.compile(r"[^siu]s\Z")
_ABOUT = re.compile(" (?:behind|for|of|on) ")
"""What stands between the name of a field and the entry that it is a field of."""
_CALLED = {
    "kpis.*.name": "KPI",
    "committees.*.name": "committee",
    "reviews.*.name": "review",
    "escalation.levels.*.name": "escalation level",
    "risks.*.title": "risk",
    "agreements.*.title": "agreement",
    "initiatives.*.title": "initiative",
}
"""The fields by which entries are called, and what has them."""
_FORMS = {
    ("", ChangeKind.ADDED): "new {now}",
    ("", ChangeKind.REMOVED): "the {was} is removed",
    ("", ChangeKind.RENAMED): "the folder {before} is now called {after}",
    ("not_applicable.*", ChangeKind.ADDED): "{now} is declared not applicable: {after}",
    ("not_applicable.*", ChangeKind.REMOVED): "{was} is no longer declared not applicable",
    ("not_applicable.*", ChangeKind.CHANGED): "why {now} is not applicable is rewritten",
    ("committees.*.members.*", ChangeKind.ADDED): "{after} joins {now_note}",
    ("committees.*.members.*", ChangeKind.REMOVED): "{before} leaves {was_note}",
    ("committees.*.members.*", ChangeKind.RENAMED): "{was} passes to {after}",
    ("kpis.*.milestones.*", ChangeKind.RENAMED): "{was} moves to {after}",
    ("people.*.name", ChangeKind.CHANGED): "{before} is now called {after}",
    ("parties.*.listed_name", ChangeKind.CHANGED): "{before} is now {after} in the directory",
    ("organisations.*.name", ChangeKind.CHANGED): "{before} is now called {after}",
    ("visibility.*", ChangeKind.ADDED): "{now} may be read by {after}",
    ("visibility.*", ChangeKind.REMOVED): "who may read {was} is no longer stated (was {before})",
    ("visibility.*", ChangeKind.CHANGED): "{now} may be read by {after} (was {before})",
    ("people.*.left", ChangeKind.ADDED): "{now}, as of {after}",
    ("people.*.left", ChangeKind.REMOVED): "{was} no longer",
    ("exit.notice_given", ChangeKind.ADDED): "notice is given",
    ("goals.*.closed_on", ChangeKind.ADDED): "{now}: as of {after}",
    ("risks.*.closed_on", ChangeKind.ADDED): "{now}: as of {after}",
    ("commitments.*.closed_on", ChangeKind.ADDED): "{now}: as of {after}",
}


ELSEWHERE = "listed elsewhere"
"""The note of a person who goes from the charter to the directory, or comes from there."""
_STOPPED = re.compile(r"(?:\A|\s)[a-z][\w'’-]+\.\Z")
"""The end of a sentence, and not of 'Meridian Foods Ltd.'."""


def sentence(change: Change) -> str:
    """What changed, in business words, without a full stop."""
    told, same = _sentence(change), change.was.value.rstrip(".") == change.now.value.rstrip(".")
    return told[:-1] if not same and _STOPPED.search(told) else told


def _sentence(change: Change) -> str:
    shape = shapes.anywhere(change.at)
    dotted = ".".join(shape.pattern)
    was, now = change.was, change.now
    form = _FORMS.get((dotted, change.kind))
    told = now if change.kind is ChangeKind.ADDED else was
    if form is not None and (told.note or "_note" not in form):
        things = {"was": was.thing, "now": now.thing, "before": was.value, "after": now.value}
        body, _, role = was.note.rpartition(" as ")
        return form.format(**things, was_note=f"{body} (was {role})", now_note=now.note)
    if dotted == "people.*" and told.note == ELSEWHERE:
        place = "the directory" if change.kind is ChangeKind.REMOVED else "the charter"
        return f"{told.thing} is now listed in {place}"
    match change.kind:
        case ChangeKind.RENAMED:
            return _renamed(change, dotted.removesuffix(".*"))
        case ChangeKind.ADDED if shape.is_entry and shape.fields:
            return f"new {now.thing}{_said(now)}"
        case ChangeKind.ADDED:
            return f"{now.thing} {_is(now)} added{_said(now)}"
        case ChangeKind.REMOVED:
            value = _said(was).removeprefix(": ")
            verb = "is" if shape.is_entry else _is(was)
            return f"{was.thing} {verb} removed" + (f" (was {value})" if value else "")
        case ChangeKind.CHANGED if dotted in _CALLED and not _is_long(was.value + now.value):
            return f"{_CALLED[dotted]} {was.value} is now called {now.value}"
        case ChangeKind.CHANGED:
            return f"{now.thing}{_moved(was, now)}"


def _is(words: Words) -> str:
    """The verb for a field: 'working hours of Helix' are several, 'status' and 'basis' are one.

    What is quoted is one thing.
    """
    quoted = "“" in words.thing
    return "are" if not quoted and _SEVERAL.search(_ABOUT.split(words.thing)[0]) else "is"


def _renamed(change: Change, section: str) -> str:
    if section in GIVEN:
        return f"{section}.{change.before} is now called {section}.{change.after}"
    return f"{change.was.thing} now reads {change.now.value}"


def _said(words: Words) -> str:
    """The value behind a colon, if it is short."""
    if not words.value or _is_long(words.value) or words.value in words.thing:
        return ""
    return f": {_with_unit(words)}{words.note}"


def _moved(was: Words, now: Words) -> str:
    if _is_long(was.value) or _is_long(now.value) or not (was.value and now.value):
        return " is rewritten"
    before = was.value if was.unit == now.unit else _with_unit(was)
    return f": {before} → {_with_unit(now)}{now.note}"


def _with_unit(words: Words) -> str:
    return f"{words.value} {unit_of(words.value, words.unit)}" if words.unit else words.value


def _is_long(text: str) -> bool:
    return len(text) > _LONGEST or "\n" in text
