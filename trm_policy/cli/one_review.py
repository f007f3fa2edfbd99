"""One review, as the commands about reviews look at it: its days, its minutes and its pack."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import PurePosixPath

from trm_policy.cli.loading import Loader
from trm_policy.errors import TrmError, did_you_mean
from trm_policy.judging.limits import Limits, limits_of
from trm_policy.measure.meetings import days_held, next_awaited
from trm_policy.measure.review_pack import Occasion, Pack
from trm_policy.measure.review_packing import review_pack
from trm_policy.measure.watch import watch
from trm_policy.model.audience import Override
from trm_policy.model.base import INTERNAL, PARTNER
from trm_policy.model.charter import Charter
from trm_policy.model.governance import Review
from trm_policy.model.records import Minutes
from trm_policy.portfolio.partnership import Partnership
from trm_policy.projection import project
from trm_policy.timing.instant import add_days

_NAME_STARTS = len("2026-10-20-")
_FAR = 400


@dataclass(frozen=True)
class OneReview:
    """One review of one charter, as of an instant. Raises TrmError where there is none."""

    load: Loader
    partnership: str
    id: str

    @cached_property
    def part(self) -> Partnership:
        """The partnership as it stands."""
        read = self.load.one(self.partnership)
        known = read.charter.reviews
        if self.id not in known:
            hint = did_you_mean(self.id, known) or "write it under 'reviews' first"
            raise TrmError(f"{self.partnership} has no review {self.id!r}; {hint}")
        return read

    @property
    def now(self) -> datetime:
        """The instant as of which."""
        return self.load.now

    @property
    def today(self) -> date:
        """Its day, in UTC."""
        return self.load.today

    @property
    def charter(self) -> Charter:
        """The charter."""
        return self.part.charter

    @property
    def rhythm(self) -> Review:
        """The review as the charter has it."""
        return self.charter.reviews[self.id]

    @property
    def folder(self) -> PurePosixPath:
        """Where the charter's minutes stand."""
        return self.part.path.parent / "reviews"

    @property
    def minutes(self) -> list[Minutes]:
        """All minutes of the review, also those that lie ready, by the day they act for."""
        own = [one for one in self.part.records.minutes if self._is_own(one)]
        return sorted(own, key=lambda one: (_stands_for(one), one.path))

    def ready(self, planned: date) -> Minutes | None:
        """The minutes that stand for a planned day; None where there are none."""
        return next((one for one in self.minutes if _stands_for(one) == planned), None)

    def awaited(self) -> date:
        """The planned day of the next review. Raises TrmError where none is planned."""
        held = days_held(self.id, self.part.records, self.now)
        day = next_awaited(self.part, self.id, held, self.today)
        if day is None:
            raise TrmError(
                f"no further {self.id!r} is planned in {self.partnership}; name the day "
                "with --for, or correct 'every', 'starting' or the term"
            )
        return day

    def planned(self, day: date) -> date:
        """``day``, if the review is planned for it. Raises TrmError with the days near it."""
        every, starting = self.rhythm.every, self.rhythm.starting
        if every is None or starting is None:
            return day
        near = every.occurrences(starting, add_days(day, _FAR), add_days(day, -2 * _FAR))
        if day in near:
            return day
        before = [one for one in near if one < day][-2:]
        after = [one for one in near if one > day][:2]
        days = ", ".join(str(one) for one in (*before, *after)) or "never"
        raise TrmError(
            f"{self.id!r} is not planned for {day}, but for {days}; --for names the planned "
            "day, --held-on the day on which you meet"
        )

    def pack(self, planned: date, day: date, reader: Override | None) -> Pack:
        """The pack for those whom ``reader`` names; None for all whom the charter lets in.

        Raises TrmError where the charter or the review is not for them.
        """
        whole = self.charter.audience is INTERNAL
        eyes = reader or Override(INTERNAL if whole else PARTNER)
        told = project(self.part, eyes, lambda _: False)
        if told is None or self.id not in told.partnership.charter.reviews:
            raise TrmError(
                f"{self.id!r} of {self.partnership} is not for {eyes}; make its pack with "
                "--audience internal"
            )
        asked = self._limits.asked
        pack = review_pack(
            told.partnership,
            Occasion(self.id, planned, day),
            self.now,
            replace(asked, survey=asked.survey and told.host),  # surveys are the host's
        )
        if told.host:
            pack = pack.warned(watch(self.part, self.now, self._limits.health))
        left = {one.id for one in self.part.roster if one.gone_since(day) is not None}
        return replace(pack, invited=tuple(one for one in pack.invited if one.id not in left))

    @cached_property
    def _limits(self) -> Limits:
        return limits_of(self.part, self.load.book)

    def _is_own(self, minutes: Minutes) -> bool:
        front = minutes.front
        named = front.review if front else minutes.path.stem[_NAME_STARTS:]
        return self.id in (named, minutes.path.stem[_NAME_STARTS:])


def _stands_for(minutes: Minutes) -> date:
    return minutes.front.for_ if minutes.front else date.min
