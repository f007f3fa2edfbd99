"""Two versions of a charter, or one and its records → what a reader is told of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import NamedTuple

from trm_policy.diff import Change, Side, diff
from trm_policy.diff.approvals import Approvals
from trm_policy.diff.burdens import deprived
from trm_policy.history.log.event import EventKind
from trm_policy.history.log.kinds import agreement, kind_of, listed_once, summed_up, weakening
from trm_policy.history.log.readers import Rename, Sight, renames_in
from trm_policy.history.log.records import Recorded, blobs_wanted, joined, recorded
from trm_policy.history.log.states import ReadVersions, partnership
from trm_policy.history.log.turns import Turn
from trm_policy.model.audience import Override, narrower
from trm_policy.model.base import INTERNAL, PARTNER, PUBLIC, Visibility
from trm_policy.model.charter import Charter
from trm_policy.model.vocabulary import Status
from trm_policy.portfolio.before import Before
from trm_policy.wording.days import day
from trm_policy.wording.text import printable

_APPROVED = {
    None: "",
    True: ", with the approval of all concerned",
    False: ", without approval",
}


TurnEvent = tuple[str, str, str, bool, bool | None, bool]
"""What a turn did of one kind, as plain data: kind, sentence, audience, ``weakens`` and
``approved`` as in an event; and whether the reader may know who did it."""


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

    def compared(
        self, turn: Turn, newer: str, older: str, agreed: str = ""
    ) -> tuple[list[TurnEvent], list[Rename]]:
        """What became of a version, and the ids that were given anew; both are blobs.

        ``agreed`` is the day by which all who lose by it had approved it, if that was in a later
        version.
        """
        same = self.versions.charter(newer) is self.versions.charter(older)
        if same and turn.directory == turn.was_directory:
            return [], []
        now = self.versions.side(newer, turn.directory)
        was = self.versions.side(older, turn.was_directory)
        changes = diff(was, now)
        seen: dict[EventKind, list[_Seen]] = {}
        for change in changes:
            kind = kind_of(change, was.charter.status)
            audience = self.sight.seen(change, was.charter, now.charter)
            if kind is not None and audience is not None:
                seen.setdefault(kind, []).append(_Seen(self.sight.told(change), audience))
        found = []
        for kind, some in seen.items():
            weakens = _holds(was) and any(one.change.weakens for one in some)
            weaker = [one.change for one in some if one.change.weakens]
            approved, late = self._approved(was, now, turn, weaker) if weakens else None, ""
            if approved is False and agreed:
                approved = True
                late = day(date.fromisoformat(agreed)) if agreed > str(turn.last_day) else ""
            sentence = _sentence(kind, [one.change for one in some], now, approved, late)
            audience = narrower(*(one.audience for one in some))
            told = _Told(kind, sentence, audience, weakens, approved)
            found.append(self._event(told, was.charter, now.charter))
        return found, list(renames_in(changes))

    def agreed(self, turn: Turn, newer: str, older: str, later: Turn) -> str:
        """The day by which all who lose by what was weakened had approved it in a later version.

        Empty where they had not, or where that is no longer as it was.
        """
        assert later.version.blob is not None
        was = self.versions.side(older, turn.was_directory)
        now = self.versions.side(newer, turn.directory)
        then = self.versions.side(later.version.blob, later.directory)
        voices = Approvals(partnership(then), Before(partnership(was)), later.last_day)
        weaker = [one for one in diff(was, now) if one.weakens]
        if not _have_agreed(voices, weaker, was, now):
            return ""
        since = [one.at for one in diff(now, then)]
        if any(one.at[: len(at)] == at[: len(one.at)] for one in weaker for at in since):
            return ""
        days = (str(one.approval.date) for one in voices.given() if one.flaw is None)
        return max(days, default="")

    def created(self, turn: Turn, blob: str) -> list[TurnEvent]:
        """How a charter began."""
        return list(self._created(turn, blob))

    def _created(self, turn: Turn, blob: str) -> Iterator[TurnEvent]:
        side = self.versions.side(blob, turn.directory)
        charter = side.charter
        names = {party: side.roster.party_name(party) for party in charter.parties}
        named = [("parties", party, "name") for party in names]
        audience = self.sight.seen_at([("status",), ("version",), *named], charter)
        if audience is not None:
            between = f", between {listed_once(names.values())}" if names else ""
            sentence = f"created: {charter.status}, version {charter.version}{between}"
            yield self._event(_Told(EventKind.CREATED, sentence, audience), charter)
        agreed = self.sight.seen_at([("approvals",), *named], charter)
        if charter.approvals and agreed is not None:
            given = [
                (str(one.version), names.get(one.party, one.party), one.date)
                for one in charter.approvals
            ]
            yield self._event(_Told(EventKind.AGREED, agreement(given), agreed), charter)

    def itself(self, turn: Turn, stand_in: str | None, *, first: bool) -> list[TurnEvent]:
        """What a version did besides changing what the charter says; ``first`` is the oldest.

        ``stand_in`` is the blob of another version where the turn's own cannot be read. The
        host alone is told what was done while the charter could not be read.
        """
        return list(self._itself(turn, stand_in, first=first))

    def _itself(self, turn: Turn, stand_in: str | None, *, first: bool) -> Iterator[TurnEvent]:
        version = turn.version
        read = self._charter(version.blob or version.was_blob)
        charter, most = (read, PUBLIC) if read else (self._charter(stand_in), INTERNAL)
        assert charter is not None
        audience = self.sight.seen_at([], charter, at_most=most)
        if audience is not None and version.id != version.was and version.blob is not None:
            yield from self._renamed(turn, charter)
        if audience is not None and turn.ends:
            yield self._removed(turn, audience)
        elif audience is not None and turn.begins and not first:
            yield self._event(_Told(EventKind.RESTORED, "put back", audience), charter)
        if not turn.ends:
            yield from self._recorded(turn, charter, PARTNER if read else INTERNAL)

    def _recorded(self, turn: Turn, charter: Charter, most: Visibility) -> Iterator[TurnEvent]:
        names = blobs_wanted(turn.version, self.folder)
        raws = {name: self.versions.raw(name) for name in names}
        found: dict[EventKind, list[tuple[Recorded, Override]]] = {}
        for one in recorded(turn.version, self.folder, charter, raws):
            told = self.sight.seen_at(one.places, charter, at_most=most)
            if told is not None:
                found.setdefault(one.kind, []).append((one, told))
        for kind, some in found.items():
            sentence = joined(kind, [one for one, _ in some])
            audience = narrower(*(told for _, told in some))
            yield self._event(_Told(kind, sentence, audience), charter)

    def _charter(self, blob: str | None) -> Charter | None:
        return self.versions.charter(blob) if blob is not None else None

    def _renamed(self, turn: Turn, charter: Charter) -> Iterator[TurnEvent]:
        """The former name, told to whoever might know of the charter under it."""
        version = turn.version
        was = self._charter(version.was_blob)
        most = PUBLIC if was else INTERNAL
        audience = self.sight.seen_at([], charter, was or charter, at_most=most)
        if audience is not None:
            sentence = f"the folder {version.was} is now called {version.id}"
            yield self._event(_Told(EventKind.RENAMED, sentence, audience), charter)

    def _removed(self, turn: Turn, audience: Override) -> TurnEvent:
        was = self._charter(turn.version.was_blob)
        if was is None or self.sight.seen_at([("status",), ("version",)], was) is None:
            return self._event(_Told(EventKind.REMOVED, "removed", audience))
        active = was.status is Status.ACTIVE
        sentence = f"removed: {was.status}, version {was.version}"
        approved = False if active and self._knows_approvals(was) else None
        return self._event(_Told(EventKind.REMOVED, sentence, audience, active, approved), was)

    def _approved(self, was: Side, now: Side, turn: Turn, weaker: Sequence[Change]) -> bool | None:
        """Whether all who lose by them agreed to changes; None where nobody has to, or may know."""
        if was.charter.status is not Status.ACTIVE:
            return None
        if not self._knows_approvals(was.charter, now.charter):
            return None
        voices = Approvals(partnership(now), Before(partnership(was)), turn.last_day)
        return _have_agreed(voices, weaker, was, now)

    def _knows_approvals(self, *versions: Charter) -> bool:
        return self.sight.seen_at([("approvals",)], *versions) is not None

    def _event(self, told: _Told, *versions: Charter) -> TurnEvent:
        known = self.sight.seen_at([("people",)], *versions, at_most=PARTNER) is not None
        sentence, audience = printable(told.sentence), str(told.audience)
        return told.kind.value, sentence, audience, told.weakens, told.approved, known


def _have_agreed(voices: Approvals, weaker: Sequence[Change], was: Side, now: Side) -> bool:
    """Whether each party from which the changes take something has agreed to them."""
    withheld = set(voices.withheld())
    return all(withheld.isdisjoint(deprived(one, was, now)) for one in weaker)


def _sentence(
    kind: EventKind, changes: Sequence[Change], now: Side, approved: bool | None, late: str
) -> str:
    """What happened; ``late`` is the day of the last approval where that came afterwards."""
    if kind is EventKind.AGREED:
        given = [one.after for one in changes]
        order = [*now.charter.parties, *(one["party"] for one in given)]
        given.sort(key=lambda one: order.index(one["party"]))
        named = now.roster.party_name
        return agreement((one["version"], named(one["party"]), _day(one["date"])) for one in given)
    sentences = [one.sentence for one in changes]
    if kind is EventKind.WEAKENED:
        return weakening(sentences, approved, late)
    return summed_up(kind, sentences) + _APPROVED[approved] + (f" on {late}" if late else "")


def _day(written: date | str) -> date:
    return written if isinstance(written, date) else date.fromisoformat(written)


def _holds(was: Side) -> bool:
    """Whether anything was promised yet."""
    return was.charter.status in (Status.ACTIVE, Status.PILOT)
