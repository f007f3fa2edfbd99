"""Ids that were given anew: found, and put in the place of the old ones wherever those stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from trm_policy.diff import shape as shapes
from trm_policy.diff.moves import MOST_PAIRS, alike, paired
from trm_policy.diff.normal import Tree, key_of, numbered
from trm_policy.diff.shape import key_kind, value_kind
from trm_policy.model.base import Kind
from trm_policy.model.references import GIVEN
from trm_policy.model.shape import Shape

Renames = Mapping[str, Mapping[str, str]]
"""For each section that gives ids (``kpis``, ``escalation.levels``): new id by old id.

Under :func:`kept_in` of a section stand those of them that approvals do not follow.
"""

APPROVED: Mapping[str, str] = {"parties": "party", "people": "person"}
"""Where approvals name ids of a section: what was agreed long ago may keep the id of then."""
_APPROVALS = "approvals"
_AUDIENCES = "visibility.*"
_PLACES = {"visibility", "waivers.*.at"}
"""What holds places as text: keys of the one, values of the other."""


def kept_in(section: str) -> str:
    """The name under which stands what approvals go on calling by the old id."""
    return f"{section} of approvals"


def rewritten(value: Any, renames: Renames, shape: Shape = shapes.CHARTER) -> Any:
    """``value``, which stands where ``shape`` says, with every id under its new name."""
    if value is None or not any(renames.values()):
        return value
    return _Rewriting(renames).value(value, shape)


def rewritten_place(place: tuple[str, ...], renames: Renames) -> tuple[str, ...]:
    """The place with every id in it under its new name."""
    return _Rewriting(renames).place(place) if any(renames.values()) else place


def inverse(renames: Renames) -> Renames:
    """The way back."""
    return {section: {new: old for old, new in names.items()} for section, names in renames.items()}


class _Rewriting:
    def __init__(self, renames: Renames) -> None:
        self.renames = renames

    def value(self, value: Any, shape: Shape) -> Any:
        if shape.each is not None:
            return self._entries(value, shape, shape.each)
        if shape.fields:
            return {name: self.value(inner, shape.fields[name]) for name, inner in value.items()}
        dotted = ".".join(shape.pattern)
        if dotted in _PLACES:
            return self._text(value)
        if dotted == _AUDIENCES:
            return self._audience(value)
        kind = value_kind(shape)
        if kind is None:
            return value
        if isinstance(value, list):
            return [self._id(kind, one) for one in value]
        return self._id(kind, value, approved=shape.pattern[0] == _APPROVALS)

    def _entries(self, entries: Mapping[str, Any], shape: Shape, each: Shape) -> dict[str, Any]:
        made = [(key, self.value(inner, each)) for key, inner in entries.items()]
        if not shape.listed:
            return {self.key(key, shape): inner for key, inner in made}
        if shape.keys:
            return numbered((key_of(inner, shape.keys), inner) for _, inner in made)
        return numbered((str(inner), inner) for _, inner in made)

    def key(self, key: str, shape: Shape) -> str:
        dotted = ".".join(shape.pattern)
        if dotted in _PLACES:
            return self._text(key)
        if dotted in self.renames and key in self.renames[dotted]:
            return self.renames[dotted][key]
        if len(shape.keys) > 1:
            return self._joined(key, shape)
        kind = key_kind(shape)
        if kind is None:
            return key
        id_, number, count = key.partition(" #")
        return self._id(kind, id_) + number + count

    def _joined(self, key: str, shape: Shape) -> str:
        """The key of an entry that is known by two fields, of which the first is no id."""
        first, space, rest = key.partition(" ")
        second, number, count = rest.partition(" #")
        assert shape.each is not None
        kind = value_kind(shape.each.fields[shape.keys[1]])
        if kind is None:
            second = self._text(second)
        else:
            second = self._id(kind, second, approved=shape.pattern[0] == _APPROVALS)
        return first + space + second + number + count

    def place(self, place: tuple[str, ...]) -> tuple[str, ...]:
        made: list[str] = []
        above = shapes.CHARTER
        for name, shape in zip(place, shapes.along(place), strict=False):
            made.append(self.key(name, above) if above.each is not None else name)
            above = shape
        return (*made, *place[len(made) :])

    def _text(self, text: str) -> str:
        return ".".join(self.place(tuple(text.split("."))))

    def _audience(self, text: str) -> str:
        word, colon, party = text.partition(":")
        return word + colon + (self._id(Kind.PARTY, party) if party else "")

    def _id(self, kind: Kind, id_: str, *, approved: bool = False) -> str:
        for section in _sections(kind):
            if approved and id_ in self.renames.get(kept_in(section), {}):
                return id_
            if id_ in self.renames.get(section, {}):
                return self.renames[section][id_]
        return id_


def _sections(kind: Kind) -> Iterator[str]:
    yield from (section for section, given in GIVEN.items() if given is kind)
    if kind is Kind.PERSON:
        yield "committees"


_LABELS = ("name", "title", "statement", "what", "item", "decision", "when", "about")
_IDENTITY = {"parties": ("organisation", "name"), "people": ("name",)}
"""Who is meant by an entry of these is said by these fields, and by nothing else."""
_MOST = 0.5
_NEARLY_ALL = 0.8
_ENOUGH = 5


def find_renames(base: Tree, head: Tree) -> Renames:
    """The new id by the old one, for each section that gives ids.

    The same pairs are found the other way round. An id that is still named in the head under
    its old name, or was in the base under its new one, is not a renamed one, save in approvals.
    """
    found: dict[str, Mapping[str, str]] = {}
    for section in GIVEN:
        shape = shapes.at(tuple(section.split(".")))
        there = rewritten(entries(base, section), found, shape)
        here = entries(head, section)
        names = dict(_pairs(section, there, here)) if there.keys() != here.keys() else {}
        if not names:
            continue
        more = {section: names, kept_in(section): _kept(section, names, base, head)}
        if _reversible(base, head, {**found, **more}):
            found |= more
    return found


def _kept(section: str, names: Mapping[str, str], base: Tree, head: Tree) -> Mapping[str, str]:
    """Those of the new names that approvals do not follow, on either way."""
    field = APPROVED.get(section)
    there, here = (
        {entry.get(field) for entry in tree.get("approvals", {}).values()} for tree in (base, head)
    )
    return {old: new for old, new in names.items() if field and (old in here or new in there)}


def entries(tree: Tree, section: str) -> Tree:
    """What stands under the ids of a section."""
    for name in section.split("."):
        tree = tree.get(name, {})
    return tree


def _pairs(section: str, base: Tree, head: Tree) -> Iterator[tuple[str, str]]:
    gone, come = (
        sorted(key for key in one.keys() - other.keys() if " #" not in key)
        for one, other in ((base, head), (head, base))
    )
    if len(gone) * len(come) <= MOST_PAIRS:
        yield from paired(gone, come, lambda old, new: _rank(section, base[old], head[new]))


def _rank(section: str, old: Any, new: Any) -> tuple[float] | None:
    likeness = _likeness(section, _told(old), _told(new))
    return (-likeness,) if likeness > 0 else None


def _told(entry: Any) -> dict[tuple[str, ...], Any]:
    """The values of an entry by where they stand in it, without its own id."""
    return {place: value for place, value in leaves(entry) if place != ("id",)}


def leaves(tree: Any, at: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every value below, with its place."""
    if isinstance(tree, dict):
        for name, inner in tree.items():
            yield from leaves(inner, (*at, name))
    else:
        yield at, tree


def _likeness(section: str, old: Mapping[Any, Any], new: Mapping[Any, Any]) -> float:
    """From 0, not the same thing, to 1, alike in everything."""
    everything = old.keys() | new.keys()
    if not everything:
        return 0.0
    same: int = sum(
        place in old and place in new and old[place] == new[place] for place in everything
    )
    share: float = same / len(everything)
    labels = [(name,) for name in _IDENTITY.get(section, _LABELS)]
    known: bool = any(label in old and old[label] == new.get(label) for label in labels)
    if section in _IDENTITY:
        return share if known and share >= _MOST else 0.0
    if share == 1.0 or (known and share > _MOST):
        return share
    if any(_called_otherwise(old.get(label), new.get(label)) for label in labels):
        return 0.0
    return share if share >= _NEARLY_ALL and same >= _ENOUGH else 0.0


def _called_otherwise(old: Any, new: Any) -> bool:
    """Whether both have a name, in words that are not nearly the same."""
    if not (isinstance(old, str) and isinstance(new, str)):
        return False
    return not alike(old, new)


def _reversible(base: Tree, head: Tree, renames: Renames) -> bool:
    """Whether nothing is mixed up by the new names: both sides can be had back."""
    back = inverse(renames)
    there, here = rewritten(base, renames), rewritten(head, back)
    return bool(rewritten(there, back) == base and rewritten(here, renames) == head)


def at_sections(renames: Renames) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Place of the section, old id and new id of each rename."""
    for section in GIVEN:
        for old, new in renames.get(section, {}).items():
            yield tuple(section.split(".")), old, new


assert all(shapes.at(tuple(section.split("."))).each is not None for section in GIVEN)
