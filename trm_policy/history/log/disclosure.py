"""What a version of a charter says of its readers: all that the past must know of the present."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from trm_policy.diff import NormalForm
from trm_policy.model.audience import Override
from trm_policy.model.base import Visibility
from trm_policy.model.charter import Charter
from trm_policy.model.shape import unknown_part

_NAMING = ("approvals", "waivers")
"""Sections whose entries are called by what stands in them."""


class Guard(NamedTuple):
    """Who may read a charter, and places in it."""

    audience: Visibility
    visibility: Mapping[str, Override]


class Disclosure(NamedTuple):
    """Plain data. ``parties`` are the organisations by party.

    ``named`` are the entries that are called by what stands in them, where anything is hidden.
    ``unclear`` says that a place which the charter means to hide is none: nobody knows what it
    would hide.
    """

    title: str
    audience: str
    visibility: Mapping[str, str]
    parties: Mapping[str, str]
    named: Mapping[str, Any]
    unclear: bool

    @classmethod
    def of(cls, charter: Charter) -> Disclosure:
        """That of a charter."""
        form = NormalForm(charter)
        hiding = charter.visibility
        return cls(
            charter.title,
            str(charter.audience),
            {place: str(audience) for place, audience in hiding.items()},
            {id_: one.organisation or one.name or id_ for id_, one in charter.parties.items()},
            {name: form[name] for name in _NAMING if name in form} if hiding else {},
            unclear=any(unknown_part(key, lambda at: _has(form, at)) for key in hiding),
        )

    @property
    def guard(self) -> Guard:
        """Who may read what of it."""
        hidden = {place: Override.parse(said) for place, said in self.visibility.items()}
        return Guard(Visibility(self.audience), hidden)


def _has(form: NormalForm, place: tuple[str, ...]) -> bool:
    inside: Any = form
    for name in place:
        if not isinstance(inside, Mapping) or name not in inside:
            return False
        inside = inside[name]
    return True
