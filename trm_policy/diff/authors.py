"""Who wrote what: names and addresses of commits, held to those of people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from trm_policy.portfolio.people import address
from trm_policy.portfolio.roster import Actor
from trm_policy.wording.text import folded, latin, mailbox

_WORD = re.compile(r"[^\W\d_]+")
_FEWEST = 4
"""Letters; what is shorter may be anybody's."""


def may_be(actor: Actor, names: Iterable[str]) -> bool:
    """Whether any of the names and addresses, as commits have them, may be the actor's.

    Order, case, accents, initials and the domain of an address make no difference; a short name
    must be the whole of it.
    """
    own = address(actor.human) or ""
    same = {own, folded(actor.name)} - {""}
    ways = {*_ways(actor.name), *_ways(_local(own))}
    return any(
        not same.isdisjoint((mailbox(name), folded(name)))
        or not ways.isdisjoint(_ways(_local(name)))
        for name in names
    )


def same_author(one: Iterable[str], other: Iterable[str], known: Iterable[Actor]) -> bool:
    """Whether commits with these names and addresses may be one person's.

    They have a name or an address in common, or both may be those of somebody who is ``known``.
    """
    first, second = list(one), list(other)
    if not _written(first).isdisjoint(_written(second)):
        return True
    return any(may_be(actor, first) and may_be(actor, second) for actor in known)


def _written(names: Iterable[str]) -> set[str]:
    return {way for name in names if name for way in (mailbox(name), folded(name))}


def _ways(name: str) -> Iterator[str]:
    """The ways in which a name is written together: ``ravimenon``, ``menonravi``, ``rmenon``."""
    words = _WORD.findall(latin(folded(name)))
    if not words:
        return
    first, last = words[0], words[-1]
    ways = {"".join(words), "".join(reversed(words))}
    if len(words) > 1:
        ways |= {first + last, last + first, first[0] + last, last + first[0]}
    yield from (way for way in ways if len(way) >= _FEWEST)


def _local(text: str) -> str:
    """What stands before the ``@`` of an address, without what follows a ``+``."""
    return text.partition("@")[0].partition("+")[0]
