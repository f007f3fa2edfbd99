"""How healthy a partnership is: four sides of it, each told by signs that anybody can look up.

A sign is good, fair, poor or unknown. A side is good where all signs that are known are good and
at least half of all signs are known; poor where half or more of the known ones are poor; fair
between. Without a known sign it is unknown, and never good. There is no figure for the whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from trm_policy.measure.evidence import Evidence
from trm_policy.measure.survey import SurveyGap
from trm_policy.model.charter import Charter
from trm_policy.model.vocabulary import Stage, Status


class Standing(StrEnum):
    """How a sign, or a side of the partnership, stands."""

    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"
    UNKNOWN = "unknown"


class HealthSide(StrEnum):
    """The four sides of a partnership's health."""

    OUTCOME = "outcome"
    RELATIONSHIP = "relationship"
    GOVERNANCE = "governance"
    RESPONSIVENESS = "responsiveness"


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that tells of a side: what it says, and where that can be seen.

    ``name`` is for programs, ``called`` the same as people call it; empty where ``says`` names it.
    """

    name: str
    standing: Standing
    says: str
    evidence: tuple[Evidence, ...] = ()
    called: str = ""

    @property
    def told(self) -> str:
        """The sign in words."""
        return f"{self.called}: {self.says}" if self.called else self.says


@dataclass(frozen=True, slots=True)
class Dimension:
    """One side with its signs."""

    side: HealthSide
    signs: tuple[Sign, ...]

    @property
    def counts(self) -> Counter[Standing]:
        """How many signs stand how."""
        return Counter(sign.standing for sign in self.signs)

    @property
    def standing(self) -> Standing:
        """How the side stands, by its signs."""
        counts = self.counts
        known = counts.total() - counts[Standing.UNKNOWN]
        if not known:
            return Standing.UNKNOWN
        if 2 * counts[Standing.POOR] >= known:
            return Standing.POOR
        if counts[Standing.GOOD] < known:
            return Standing.FAIR
        return Standing.GOOD if 2 * known >= counts.total() else Standing.UNKNOWN

    @property
    def working(self) -> str:
        """The signs in a few words: ``4 good, 1 fair of 5``."""
        counts = self.counts
        if not self.signs:
            return "nothing to judge by"
        told = ", ".join(f"{counts[one]} {one}" for one in Standing if counts[one])
        return f"{told} of {counts.total()}"


@dataclass(frozen=True, slots=True)
class Health:
    """A partnership's health as of a day.

    ``unasked`` says why nothing is asked of it: it is over, or has not begun; empty else.
    """

    id: str
    title: str
    tier: str
    unasked: str
    dimensions: tuple[Dimension, ...]
    gap: SurveyGap | None

    @property
    def gap_told(self) -> str:
        """How far the parties' answers are apart, in words; unknown without a survey."""
        return self.gap.told if self.gap else "unknown"


@dataclass(frozen=True, slots=True)
class HealthLimits:
    """Limits that an organisation may set: those of rules on surveys, reviews, actions, figures.

    ``apart`` is how far the means of parties may be apart, of 5; ``review_grace`` are working
    days until a review is overdue, ``figure_grace`` until a figure is; ``late_days`` are days
    after which what is late is grave; ``reviews`` counts reviews a sponsor may not miss in a row.
    """

    apart: float = 1
    review_grace: int = 10
    figure_grace: int = 10
    late_days: int = 30
    reviews: int = 2


def unasked(charter: Charter) -> str:
    """Why a partnership is not measured; empty for one that is."""
    if charter.status is Status.ENDED:
        return "it has ended"
    if charter.stage.number < Stage.WORKING_TOGETHER.number:
        return "the parties do not work together yet"
    return ""


def lateness(days: int, limits: HealthLimits) -> Standing:
    """How something stands that is so many days late."""
    if days <= 0:
        return Standing.GOOD
    return Standing.FAIR if days <= limits.late_days else Standing.POOR


def worst(standings: Iterator[Standing]) -> Standing:
    """The worst of what is known; unknown where nothing is."""
    order = (Standing.POOR, Standing.FAIR, Standing.GOOD)
    found = set(standings)
    return next((one for one in order if one in found), Standing.UNKNOWN)
