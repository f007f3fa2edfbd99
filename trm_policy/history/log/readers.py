"""Who may be told what of a charter's past: the narrower of what held then and what holds now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from trm_policy.diff import Change, ChangeKind, for_audience
from trm_policy.diff import shape as shapes
from trm_policy.diff.describing import Describer
from trm_policy.diff.readers import audience_at
from trm_policy.history.log.disclosure import Disclosure, Guard
from trm_policy.model.audience import Guarded, Override, audience_of, narrower, sees
from trm_policy.model.base import INTERNAL, PUBLIC, Visibility
from trm_policy.model.charter import Charter
from trm_policy.model.references import GIVEN
from trm_policy.projection import party_named

At = tuple[str, ...]
Rename = tuple[str, str, str]
"""A section that gives ids, the id before and the one after."""
_SAID = ("value", "by")
"""What a sentence says of an entry besides its name."""


@dataclass
class Sight:
    """The eyes of a ``reader`` on one charter's past; ``now`` is its last version that can be read.

    ``closed`` says that a later one cannot, so that nobody knows what it hides: the host alone
    is told anything then. ``gone`` says that the charter is no more.

    Follow it from the newest change to the oldest, so that it knows what ids became of older
    ones. A party sees what is for partners only while it was, and is, one of them: the same
    organisation under the same id. Of a charter that is gone nobody knows whether it would be.
    """

    reader: Override
    now: Disclosure
    closed: bool = False
    gone: bool = False
    _called: dict[tuple[str, str], str] = field(default_factory=dict)

    @property
    def state(self) -> tuple[Any, ...]:
        """All that an answer depends on, as plain data; no title is part of it."""
        now = self.now
        hidden = (now.audience, sorted(now.visibility.items()), now.named, self._named_now)
        return (str(self.reader), hidden, self.closed, self.gone, sorted(self._called.items()))

    def seen(self, change: Change, *versions: Charter) -> Override | None:
        """The audience of a change between ``versions``; None where the reader is not of it."""
        return self._seen(versions, Override.parse(change.audience), self._now(change))

    def seen_at(
        self, places: Iterable[At], *versions: Charter, at_most: Visibility = PUBLIC
    ) -> Override | None:
        """The audience of what stands at ``places``, then and now; None as above."""
        guards: tuple[Guarded, ...] = (*versions, self._guard)
        whole = [Override(one.audience) for one in guards]
        told = [audience_of(one, at) for at in map(self._place, places) for one in guards]
        return self._seen(versions, Override(at_most), *whole, *told)

    @property
    def title(self) -> str | None:
        """The charter's title; None where the reader may not know it."""
        return self.now.title if self.seen_at([("title",)]) is not None else None

    def told(self, change: Change) -> Change:
        """The change without what lies in it for a narrower audience."""
        made = for_audience([change], self.reader)
        return made[0] if made else change

    def passed(self, renames: Iterable[Rename]) -> None:
        """Note the ids that were given anew, before older changes are looked at."""
        for section, before, after in renames:
            self._called[section, before] = self._called.get((section, after), after)

    @cached_property
    def _guard(self) -> Guard:
        return self.now.guard

    @property
    def _named_now(self) -> str | None:
        """The organisation behind the party that the reader is; None for other readers."""
        return self.now.parties.get(self.reader.party) if self.reader.party is not None else None

    def _seen(self, versions: tuple[Charter, ...], *audiences: Override) -> Override | None:
        told = narrower(*audiences, Override(INTERNAL if self.closed else PUBLIC))
        reader = self.reader if self._takes_part(versions) else Override(PUBLIC)
        return told if sees(reader, told) else None

    def _takes_part(self, versions: tuple[Charter, ...]) -> bool:
        """Whether a reader who is one party is it throughout; others are always what they are."""
        if self.reader.party is None:
            return True
        named = {party_named(one, self.reader) for one in versions} | {self._named_now}
        return not self.gone and len(named) == 1 and None not in named

    def _now(self, change: Change) -> Override:
        """Who may know of the change by what the charter says now."""
        if not self._guard.visibility:
            return Override(self._guard.audience)
        at = self._place(change.at)
        return audience_at(self._guard, {at, *self._named(change, at)})

    def _named(self, change: Change, at: At) -> Iterator[At]:
        """The other places whose content the change gives away."""
        teller = Describer(_Nameless(self.now.named))
        if change.kind is ChangeKind.RENAMED:
            yield from map(self._place, teller.named(at).places)
            return
        for value in (change.before, change.after):
            yield from map(self._place, teller.told(at, value).places)
            if isinstance(value, dict):
                fields = shapes.at(at).fields
                yield from ((*at, name) for name in _SAID if name in value and name in fields)

    def _place(self, at: At) -> At:
        """The place under the ids of now."""
        if not self._called:
            return at
        for length in (1, 2):
            section = ".".join(at[:length])
            if section in GIVEN and len(at) > length:
                new = self._called.get((section, at[length]), at[length])
                return (*at[:length], new, *at[length + 1 :])
        return at


def renames_in(changes: Iterable[Change]) -> Iterator[Rename]:
    """The ids that the changes give anew."""
    for change in changes:
        section = ".".join(change.at[:-1])
        if change.kind is ChangeKind.RENAMED and section in GIVEN:
            yield section, change.before, change.after


@dataclass(frozen=True, slots=True)
class _Nameless:
    """A charter of now as far as it must be known which places are spoken of; nobody has a name."""

    tree: Mapping[str, Any]

    @property
    def roster(self) -> _Nameless:
        """Itself: ids stand for names."""
        return self

    def name_of(self, actor: str) -> str:
        """The id."""
        return actor

    def party_name(self, party: str) -> str:
        """The id."""
        return party
