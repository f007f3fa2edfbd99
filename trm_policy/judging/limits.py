"""What an organisation set for its rules → the limits of the figures that ask the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from trm_policy.judging.catalogue import Rulebook
from trm_policy.judging.settings import RuleSetting
from trm_policy.measure.due import DueLimits
from trm_policy.measure.health import HealthLimits
from trm_policy.measure.relationship_map import MOST_PARTS, LoadLimits
from trm_policy.measure.segmentation import TierLimits
from trm_policy.portfolio.partnership import Partnership

_LOAD = "owner-not-overloaded"
_USUAL_LOAD = LoadLimits(owned=5, sponsored=8, parts=MOST_PARTS)


@dataclass(frozen=True, slots=True)
class Limits:
    """How an organisation takes one partnership.

    ``asked`` is what it demands that has no day of its own; ``criteria`` are those by which it
    scores partnerships. ``load`` is the same for all: what one person can carry in all together.
    """

    asked: DueLimits = field(default_factory=DueLimits)
    health: HealthLimits = field(default_factory=HealthLimits)
    tier: TierLimits = field(default_factory=TierLimits)
    criteria: tuple[str, ...] = ()
    load: LoadLimits = _USUAL_LOAD


def limits_of(partnership: Partnership, book: Rulebook) -> Limits:
    """How the settings take a partnership, overrides included."""

    def options(rule: str) -> Mapping[str, Any]:
        return options_of(rule, partnership, book)

    grace = figure_grace(partnership, book)
    tier = options("tier-matches-scores")
    return Limits(
        asked=DueLimits(grace, survey=not _setting("health-checked", partnership, book).off),
        health=HealthLimits(
            apart=options("health-checked")["apart"],
            review_grace=options("review-overdue")["working_days"],
            figure_grace=grace,
            late_days=options("action-overdue")["days"],
            reviews=options("sponsor-absent")["reviews"],
        ),
        tier=TierLimits(tier["strategic_from"], tier["preferred_from"], max(1, tier["least"])),
        criteria=tuple(options("tier-evidence")["criteria"]),
        load=load_limits(book),
    )


def figure_grace(partnership: Partnership, book: Rulebook) -> int:
    """So many working days a figure may be late, by the settings."""
    return int(options_of("measurement-fresh", partnership, book)["grace"])


def load_limits(book: Rulebook, most_parts: int = MOST_PARTS) -> LoadLimits:
    """The most that one person can carry in all charters together, so that no override holds."""
    rule = book.catalog.find(_LOAD)
    set_ = book.settings.usual(rule.name, rule.family).options
    owned, sponsored = (
        set_.get(name, rule.options[name].default) for name in ("strategic", "sponsored")
    )
    return LoadLimits(int(owned), int(sponsored), most_parts)


def options_of(rule: str, partnership: Partnership, book: Rulebook) -> Mapping[str, Any]:
    """The options of a rule as they are set for a partnership. Raises UnknownRuleError."""
    usual = {name: option.default for name, option in book.catalog.find(rule).options.items()}
    return {**usual, **_setting(rule, partnership, book).options}


def _setting(rule: str, partnership: Partnership, book: Rulebook) -> RuleSetting:
    usual = book.settings.usual(rule, book.catalog.find(rule).family)
    return book.settings.overridden(usual, rule, partnership.charter, partnership.path)
