"""Two versions of a charter, or one and its records → what a reader is told of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from trm_policy import dataclass
from trm_policy.diff import Change, Side, diff
from trm_policy.diff.approvals import Approvals
from trm_policy.history.log.event import Event, EventKind
from trm_policy.history.log.kinds import agreement, kind_of, listed_once, summed_up, weakening
from trm_policy.history.log.readers import Sight
from trm_policy.history.log.records import Raws, Recorded, joined, recorded
from trm_policy.history.log.states import ReadVersion, ReadVersions, partnership
from trm_policy.history.log.turns import Turn
from trm_policy.model.audience import Override, narrower
from trm_policy.model.base import INTERNAL, PARTNER, PUBLIC
from trm_policy.model.charter import Charter
from trm_policy.model.vocabulary import Status
from trm_policy.portfolio.before import Before
from trm_policy.wording.text import printable

_ORDER = {kind: number for number, kind in enumerate(EventKind)}
_APPROVED = {None: "", True: ", with the approval of every party", False: ", without approval"}


class PlacedEvent(NamedTuple):
    """An event and where it stands among all: the number of its commit, newest first, its kind."""

    number: int
    order: int
    event: Event


@dataclass(frozen=True, slots=True)
class Open:
    """A version that waits for the one before it."""

    number: int
    turn: Turn
    state: ReadVersion


class _Seen(NamedTuple):
    """A change as the reader may see it, and who else may."""

    change: Change
    audience: Override


class _Told(NamedTuple):
    """What an event says."""

    kind: EventKind
    sentence: str
    audience: Override
    weakens: bool = False
    approved: bool | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """Tells a reader of one charter's versions, from the newest to the oldest."""

    folder: PurePosixPath
    versions: ReadVersions
    sight: Sight

    def compared(self, newer: Open, older: ReadVersion) -> Iterator[PlacedEvent]:
        """What became of a version."""
        turn = newer.turn
        if newer.state.charter is older.charter and turn.directory == turn.was_directory:
            return
        now = self.versions.side(newer.state.blob, newer.state.charter, turn.directory)
        was = self.versions.side(older.blob, older.charter, turn.was_directory)
        changes = diff(was, now)
        seen: dict[EventKind, list[_Seen]] = {}
        for change in changes:
            kind = kind_of(change, was.charter.status)
            audience = self.sight.seen(change, was.charter, now.charter)
            if kind is not None and audience is not None:
                seen.setdefault(kind, []).append(_Seen(self.sight.told(change), audience))
        self.sight.passed(changes)
        versions = (was.charter, now.charter)
        for kind, some in seen.items():
            weakens = _holds(was) and any(one.change.weakens for one in some)
            approved = self._approved(was, now, turn) if weakens else None
            sentence = _sentence(kind, [one.change for one in some], now, approved)
            told = narrower(*(one.audience for one in some))
            yield self._placed(newer, _Told(kind, sentence, told, weakens, approved), versions)

    def created(self, newer: Open) -> Iterator[PlacedEvent]:
        """How a charter began."""
        charter = newer.state.charter
        side = self.versions.side(newer.state.blob, charter, newer.turn.directory)
        names = {party: side.roster.party_name(party) for party in charter.parties}
        named = [("parties", party, "name") for party in names]
        audience = self.sight.seen_at([("status",), ("version",), *named], charter)
        if audience is not None:
            between = f", between {listed_once(names.values())}" if names else ""
            sentence = f"created: {charter.status}, version {charter.version}{between}"
            yield self._placed(newer, _Told(EventKind.CREATED, sentence, audience), (charter,))
        agreed = self.sight.seen_at([("approvals",), *named], charter)
        if charter.approvals and agreed is not None:
            given = [
                (str(one.version), names.get(one.party, one.party)) for one in charter.approvals
            ]
            yield self._placed(newer, _Told(EventKind.AGREED, agreement(given), agreed), (charter,))

    def itself(self, number: int, turn: Turn, raws: Raws, *, first: bool) -> Iterator[PlacedEvent]:
        """What a version did besides changing what the charter says; ``first`` is the oldest.

        The host alone is told what was done while the charter could not be read.
        """
        version = turn.version
        read = self._charter(version.blob or version.was_blob, raws)
        charter, most = (read, PUBLIC) if read else (self.sight.now.charter, INTERNAL)
        at = Open(number, turn, ReadVersion("", charter))
        audience = self.sight.seen_at([], charter, at_most=most)
        if audience is not None and version.id != version.was and version.blob is not None:
            yield from self._renamed(at, charter, raws)
        if audience is not None and turn.ends:
            yield self._removed(at, audience)
        elif audience is not None and turn.begins and not first:
            yield self._placed(at, _Told(EventKind.RESTORED, "put back", audience), (charter,))
        found: dict[EventKind, list[tuple[Recorded, Override]]] = {}
        for one in () if turn.ends else recorded(version, self.folder, charter, raws):
            at_most = PARTNER if read else INTERNAL
            told = self.sight.seen_at(one.places, charter, at_most=at_most)
            if told is not None:
                found.setdefault(one.kind, []).append((one, told))
        for kind, some in found.items():
            sentence = joined(kind, [one for one, _ in some])
            audience = narrower(*(told for _, told in some))
            yield self._placed(at, _Told(kind, sentence, audience), (charter,))

    def _charter(self, blob: str | None, raws: Raws) -> Charter | None:
        return self.versions.charter(blob, raws.get(blob)) if blob is not None else None

    def _renamed(self, at: Open, charter: Charter, raws: Raws) -> Iterator[PlacedEvent]:
        """The former name, told to whoever might know of the charter under it."""
        version = at.turn.version
        was = self._charter(version.was_blob, raws)
        most = PUBLIC if was else INTERNAL
        audience = self.sight.seen_at([], charter, was or charter, at_most=most)
        if audience is not None:
            sentence = f"the folder {version.was} is now called {version.id}"
            yield self._placed(at, _Told(EventKind.RENAMED, sentence, audience), (charter,))

    def _removed(self, at: Open, audience: Override) -> PlacedEvent:
        was = self._charter(at.turn.version.was_blob, {})
        if was is None or self.sight.seen_at([("status",), ("version",)], was) is None:
            return self._placed(at, _Told(EventKind.REMOVED, "removed", audience), ())
        active = was.status is Status.ACTIVE
        sentence = f"removed: {was.status}, version {was.version}"
        approved = False if active and self._knows_approvals(was) else None
        told = _Told(EventKind.REMOVED, sentence, audience, active, approved)
        return self._placed(at, told, (was,))

    def _approved(self, was: Side, now: Side, turn: Turn) -> bool | None:
        """Whether every party agreed to a change; None where nobody has to, or may know."""
        if was.charter.status is not Status.ACTIVE:
            return None
        if not self._knows_approvals(was.charter, now.charter):
            return None
        today = max(turn.day, turn.commit.committed.date())
        return not Approvals(partnership(now), Before(partnership(was)), today).withheld()

    def _knows_approvals(self, *versions: Charter) -> bool:
        return self.sight.seen_at([("approvals",)], *versions) is not None

    def _placed(self, at: Open, told: _Told, versions: Iterable[Charter]) -> PlacedEvent:
        commit = at.turn.commit
        known = self.sight.seen_at([("people",)], *versions, at_most=PARTNER) is not None
        event = Event(
            at=commit.committed,
            partnership=at.turn.version.life,
            called=at.turn.version.id,
            title=printable(self.sight.title or at.turn.version.life),
            kind=told.kind,
            sentence=printable(told.sentence),
            author=printable(commit.author) if known else "",
            commit=commit.sha,
            audience=str(told.audience),
            weakens=told.weakens,
            approved=told.approved,
        )
        return PlacedEvent(at.number, _ORDER[told.kind], event)


def _sentence(kind: EventKind, changes: Sequence[Change], now: Side, approved: bool | None) -> str:
    if kind is EventKind.AGREED:
        given = [(one.after["version"], one.after["party"]) for one in changes]
        order = [*now.charter.parties, *(party for _, party in given)]
        given.sort(key=lambda one: order.index(one[1]))
        return agreement((version, now.roster.party_name(party)) for version, party in given)
    sentences = [one.sentence for one in changes]
    if kind is EventKind.WEAKENED:
        return weakening(sentences, approved)
    return summed_up(kind, sentences) + _APPROVED[approved]


def _holds(was: Side) -> bool:
    """Whether anything was promised yet."""
    return was.charter.status in (Status.ACTIVE, Status.PILOT)
