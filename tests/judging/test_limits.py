"""What an organisation sets for its rules also limits the figures that ask the same."""

from __future__ import annotations

from tests.support import partnership
from trm_policy.judging.catalogue import Catalog, Rulebook, builtin
from trm_policy.judging.limits import Limits, limits_of, load_limits
from trm_policy.judging.settings import read_settings
from trm_policy.measure.due import DueLimits
from trm_policy.measure.health import HealthLimits
from trm_policy.measure.relationship_map import MOST_PARTS, LoadLimits
from trm_policy.measure.segmentation import TierLimits
from trm_policy.source import InMemory
from trm_policy.starter import complete

SETTINGS = """\
[rules]
health-checked = {apart = 0.5}
measurement-fresh = {grace = 3}
tier-evidence = {criteria = ["spend", "risk"]}
tier-matches-scores = {strategic_from = 4, least = 0}
owner-not-overloaded = {strategic = 2}

[[overrides]]
tier = ["strategic"]
rules = {review-overdue = {working_days = 4}, action-overdue = {days = 9}, health-checked = "off"}

[[overrides]]
tier = ["transactional"]
rules = {sponsor-absent = {reviews = 7}, measurement-fresh = {grace = 30}}
"""


def book(settings: str) -> Rulebook:
    found = read_settings(InMemory({"trm.toml": settings.encode()}))
    return Rulebook(Catalog(builtin()), settings=found)


def test_without_settings_the_defaults_of_the_rules_hold() -> None:
    assert limits_of(partnership(complete()), book("")) == Limits()


def test_settings_and_the_overrides_that_hold_for_a_charter_set_its_limits() -> None:
    assert limits_of(partnership(complete()), book(SETTINGS)) == Limits(
        asked=DueLimits(grace=3, survey=False),
        health=HealthLimits(apart=0.5, review_grace=4, figure_grace=3, late_days=9, reviews=2),
        tier=TierLimits(strategic_from=4, preferred_from=2.5, least=1),
        criteria=("spend", "risk"),
        load=LoadLimits(owned=2, sponsored=8, parts=MOST_PARTS),
    )


def test_what_one_person_can_carry_is_set_for_all_charters_together() -> None:
    assert load_limits(book(SETTINGS)) == LoadLimits(owned=2, sponsored=8, parts=MOST_PARTS)
    assert load_limits(book(SETTINGS), 5).parts == 5
