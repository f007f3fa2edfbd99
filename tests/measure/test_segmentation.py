"""Tiers from scores, against a table worked out by hand."""

from __future__ import annotations

import pytest

from tests.support import CHARTER, edited, line_of, partnership
from trm_policy.measure.segmentation import Match, TierLimits, by_tier, segment
from trm_policy.model.vocabulary import Tier

_SCORES = (
    "    joint-revenue-growth: 3\n    operational-risk: 5\n"
    "    technical-complementarity: 4\n    spend: 4\n"
)


def scored(*scores: float, tier: str = "strategic") -> dict[str, bytes]:
    new = "".join(f"    c{n}: {score}\n" for n, score in enumerate(scores))
    files = edited((_SCORES, new))
    text = files[CHARTER].decode().replace("tier: strategic ", f"tier: {tier} ")
    return {**files, CHARTER: text.encode()}


@pytest.mark.parametrize(
    ("tier", "scores", "mean", "given", "match"),
    [
        ("strategic", (3, 5, 4), 4.0, Tier.STRATEGIC, Match.AGREES),
        ("strategic", (3, 4, 3.5), 3.5, Tier.STRATEGIC, Match.AGREES),
        ("strategic", (3, 4, 3.4), 10.4 / 3, Tier.PREFERRED, Match.DECLARED_HIGHER),
        ("preferred", (2, 3, 2.5), 2.5, Tier.PREFERRED, Match.AGREES),
        ("preferred", (2, 3, 2.4), 7.4 / 3, Tier.TRANSACTIONAL, Match.DECLARED_HIGHER),
        ("preferred", (5, 5, 5), 5.0, Tier.STRATEGIC, Match.DECLARED_LOWER),
        ("transactional", (1, 1, 1), 1.0, Tier.TRANSACTIONAL, Match.AGREES),
        ("transactional", (2.6, 2.6, 2.6), 2.6, Tier.PREFERRED, Match.DECLARED_LOWER),
    ],
)
def test_the_mean_of_the_scores_gives_the_tier(
    tier: str, scores: tuple[float, ...], mean: float, given: Tier, match: Match
) -> None:
    found = segment(partnership(scored(*scores, tier=tier)))
    assert (found.mean, found.given, found.match) == (pytest.approx(mean), given, match)


def test_the_working_is_the_sum_as_people_write_it() -> None:
    assert segment(partnership()).working == "(3 + 5 + 4 + 4) / 4 = 4: strategic, from 3.5"


def test_the_working_names_the_limit_and_never_rounds_a_mean_over_it() -> None:
    # 10.49 / 3 = 3.49666…, which hundredths would make 3.5
    assert segment(partnership(scored(3.4, 3.5, 3.59))).working == (
        "(3.4 + 3.5 + 3.59) / 3 = 3.497: preferred, from 2.5"
    )
    assert segment(partnership(scored(1, 2, 2))).working == (
        "(1 + 2 + 2) / 3 = 1.67: transactional, below 2.5"
    )


def test_what_has_ended_is_in_no_tier_any_more() -> None:
    ended = segment(partnership(edited(("status: active ", "status: ended "))))
    assert ended.ended
    assert by_tier([segment(partnership()), ended])[Tier.STRATEGIC] == 1


def test_two_scores_say_nothing_and_the_tier_is_unknown() -> None:
    found = segment(partnership(scored(5, 5)))
    assert (found.mean, found.given, found.match) == (None, None, Match.UNKNOWN)
    assert found.working == "2 of at least 3 scores are there"


def test_a_score_that_cannot_be_read_makes_the_tier_unknown() -> None:
    found = segment(partnership(edited(("    spend: 4\n", "    spend: nine\n"))))
    assert (found.match, found.working) == (
        Match.UNKNOWN,
        "the tier or its scores cannot be read",
    )


def test_limits_are_those_of_the_house() -> None:
    assert segment(partnership(), TierLimits(4.1, 3)).match is Match.DECLARED_HIGHER


def test_criteria_of_the_house_without_a_score_are_named() -> None:
    assert segment(partnership(), criteria=["spend", "brand"]).unscored == ("brand",)


def test_each_score_leads_to_its_line() -> None:
    files = edited()
    lines = {one.at: one.line for one in segment(partnership(files)).evidence}
    assert lines["segmentation.scores.operational-risk"] == line_of(files, "operational-risk: 5")
    assert lines["tier"] == line_of(files, "tier: strategic ")


def test_tiers_are_counted_as_declared() -> None:
    found = [segment(partnership(scored(1, 1, 1))), segment(partnership())]
    assert by_tier(found) == {Tier.STRATEGIC: 2, Tier.PREFERRED: 0, Tier.TRANSACTIONAL: 0}
