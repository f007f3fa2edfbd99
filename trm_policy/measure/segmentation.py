"""From scores to a tier, with the working, and whether the declared tier is the one they give."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean

from trm_policy.measure.evidence import Evidence, in_charter
from trm_policy.model.vocabulary import Stage, Status, Tier
from trm_policy.portfolio.partnership import Partnership

_RANK = {Tier.TRANSACTIONAL: 0, Tier.PREFERRED: 1, Tier.STRATEGIC: 2}


@dataclass(frozen=True, slots=True)
class TierLimits:
    """From which mean score a partnership is strategic or preferred, and of how many scores."""

    strategic_from: float = 3.5
    preferred_from: float = 2.5
    least: int = 3

    def tier(self, mean: float) -> Tier:
        """The tier that a mean stands for."""
        if mean >= self.strategic_from:
            return Tier.STRATEGIC
        return Tier.PREFERRED if mean >= self.preferred_from else Tier.TRANSACTIONAL

    def working(self, scores: Collection[float]) -> str:
        """The way from scores to the tier, as a person would write it.

        The mean is rounded to hundredths, and less where rounding would lift it over a limit.
        """
        mean = mean_score(scores)
        tier = self.tier(mean)
        limit = {
            Tier.STRATEGIC: f"from {self.strategic_from:g}",
            Tier.PREFERRED: f"from {self.preferred_from:g}",
            Tier.TRANSACTIONAL: f"below {self.preferred_from:g}",
        }[tier]
        told = next(
            near for places in range(2, 10) if self.tier(near := round(mean, places)) is tier
        )
        total = " + ".join(f"{value:g}" for value in scores)
        return f"({total}) / {len(scores)} = {told:.9g}: {tier}, {limit}"


class Match(StrEnum):
    """How the declared tier lies to the one that the scores give."""

    AGREES = "agrees"
    DECLARED_HIGHER = "declared higher"
    DECLARED_LOWER = "declared lower"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Segment:
    """One partnership's place in the portfolio.

    ``mean`` and ``given`` are None where there are too few scores, or some cannot be read; then
    ``why`` says so. ``unscored`` are criteria of the organisation that have no score.
    ``working`` is the sum as a person would write it, or that reason. ``working_together`` is
    False while the partner is still being chosen, ``ended`` True of what counts no more.
    """

    id: str
    title: str
    relationship: str
    declared: Tier
    scores: Mapping[str, float]
    mean: float | None
    given: Tier | None
    match: Match
    why: str
    working: str
    rationale: str | None
    unscored: tuple[str, ...]
    working_together: bool
    ended: bool
    evidence: tuple[Evidence, ...]


def mean_score(scores: Collection[float]) -> float:
    """The mean of scores, without what floats add to it."""
    return round(fmean(scores), 9)


def segment(
    partnership: Partnership,
    limits: TierLimits | None = None,
    criteria: Iterable[str] = (),
) -> Segment:
    """The tier that the scores of a partnership give, beside the one that it declares."""
    limits, charter = limits or TierLimits(), partnership.charter
    told = charter.segmentation
    scores = dict(told.scores) if told else {}
    why = _unknown(partnership, scores, limits)
    mean = None if why else mean_score(scores.values())
    given = None if mean is None else limits.tier(mean)
    return Segment(
        id=partnership.id,
        title=charter.title,
        relationship=charter.relationship.value,
        declared=charter.tier,
        scores=scores,
        mean=mean,
        given=given,
        match=_match(charter.tier, given),
        why=why,
        working=why or limits.working(scores.values()),
        rationale=told.rationale if told else None,
        unscored=tuple(name for name in criteria if name not in scores),
        working_together=charter.stage.number >= Stage.WORKING_TOGETHER.number,
        ended=charter.status is Status.ENDED,
        evidence=(
            in_charter(partnership, ("tier",), f"tier {charter.tier}"),
            *(
                in_charter(partnership, ("segmentation", "scores", name), f"{name} {value:g}")
                for name, value in scores.items()
            ),
        ),
    )


def by_tier(segments: Iterable[Segment]) -> Mapping[Tier, int]:
    """How many partnerships that have not ended declare each tier, the highest first."""
    declared = [one.declared for one in segments if not one.ended]
    return {tier: declared.count(tier) for tier in Tier}


def matches_told(segments: Collection[Segment]) -> str:
    """How many declare each tier, and how many of them another one than they score, in words."""
    tiers = ", ".join(f"{count} {tier}" for tier, count in by_tier(segments).items())
    matches = [one.match for one in segments if not one.ended]
    apart = sum(one in (Match.DECLARED_HIGHER, Match.DECLARED_LOWER) for one in matches)
    unknown, over = matches.count(Match.UNKNOWN), len(segments) - len(matches)
    told = f"{tiers}; {apart} declared differently from their scores, {unknown} unknown"
    return f"{told}; {over} ended, not counted" if over else told


def _unknown(partnership: Partnership, scores: Mapping[str, float], limits: TierLimits) -> str:
    """Why nobody can tell the tier from the scores; empty where it can be told."""
    places = (("tier",), ("segmentation", "scores"))
    if any(partnership.built.touches_dropped(place) for place in places):
        return "the tier or its scores cannot be read"
    if not scores:
        return "nothing is scored"
    if len(scores) < limits.least:
        return f"{len(scores)} of at least {limits.least} scores are there"
    return ""


def _match(declared: Tier, given: Tier | None) -> Match:
    if given is None:
        return Match.UNKNOWN
    if declared is given:
        return Match.AGREES
    higher = _RANK[declared] > _RANK[given]
    return Match.DECLARED_HIGHER if higher else Match.DECLARED_LOWER
