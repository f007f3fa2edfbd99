"""What differs between two normal forms, and making one from the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from trm_policy.diff.change import At, Kind
from trm_policy.diff.normal import Tree
from trm_policy.model.shape import Shape


@dataclass(frozen=True, slots=True)
class Edit:
    """A change before anybody has judged it; ``before`` and ``after`` as in a change."""

    kind: Kind
    at: At
    before: Any = None
    after: Any = None


def edits(base: Tree, head: Tree, shape: Shape, at: At = ()) -> Iterator[Edit]:
    """The places at which two trees differ, in the order of the format.

    An entry that came or went is one edit, and so is a part of the format.
    """
    names = sorted(base.keys() | head.keys()) if shape.each is not None else shape.fields
    for name in names:
        inner = shape.each or shape.fields[name]
        place = (*at, name)
        if inner.each is not None:
            yield from edits(base.get(name, {}), head.get(name, {}), inner, place)
        elif name not in base and name in head:
            yield Edit(Kind.ADDED, place, after=head[name])
        elif name in base and name not in head:
            yield Edit(Kind.REMOVED, place, before=base[name])
        elif name in base and inner.fields:
            yield from edits(base[name], head[name], inner, place)
        elif name in base and base[name] != head[name]:
            yield Edit(Kind.CHANGED, place, base[name], head[name])


def edited(tree: Tree, changes: Iterable[Edit], shape: Shape) -> Tree:
    """The tree with the edits made; neither the tree nor an edit is touched."""
    made = deepcopy(tree)
    for edit in changes:
        here = made
        for name in edit.at[:-1]:
            here = here.setdefault(name, {})
        if edit.kind is Kind.REMOVED:
            here.pop(edit.at[-1], None)
        else:
            here[edit.at[-1]] = deepcopy(edit.after)
    return _pruned(made, shape)


def _pruned(tree: Tree, shape: Shape) -> Tree:
    """The tree without fields under which nothing is left."""
    found: Tree = {}
    for name, value in tree.items():
        inner = shape.each or shape.fields[name]
        made = value if inner.is_value else _pruned(value, inner)
        if made != {} or inner.is_entry or inner.is_value:
            found[name] = made
    return found
