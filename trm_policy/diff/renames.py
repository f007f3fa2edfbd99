"""Ids that were given anew: one gone, one come, and what stands under them alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from trm_policy.diff import shape as shapes
from trm_policy.diff.normal import Tree
from trm_policy.diff.references import APPROVED, Renames, inverse, kept_in, rewritten
from trm_policy.model.references import GIVEN

_LABELS = ("name", "title", "statement", "what", "item", "decision", "when", "about")
_IDENTITY = {"parties": ("organisation", "name"), "people": ("name",)}
"""Who is meant by an entry of these is said by these fields, and by nothing else."""
_MOST = 0.5
_NEARLY_ALL = 0.8
_ENOUGH = 5
_MANY = 400
"""More pairs than this are not compared: a charter that is rewritten has no renamed ids."""


def find_renames(base: Tree, head: Tree) -> Renames:
    """The new id by the old one, for each section that gives ids.

    The same pairs are found the other way round. An id that is still named in the head under
    its old name, or was in the base under its new one, is not a renamed one, save in approvals.
    """
    found: dict[str, Mapping[str, str]] = {}
    for section in GIVEN:
        there = rewritten(base, found)
        names = dict(_pairs(section, entries(there, section), entries(head, section)))
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
    if len(gone) * len(come) > _MANY:
        return
    scored = [
        (-score, min(old, new), max(old, new), old, new)
        for old in gone
        for new in come
        if (score := _likeness(section, _told(base[old]), _told(head[new]))) > 0
    ]
    taken: set[str] = set()
    for *_, old, new in sorted(scored):
        if taken.isdisjoint((old, new)):
            taken |= {old, new}
            yield old, new


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
    return share if share >= _NEARLY_ALL and same >= _ENOUGH else 0.0


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
