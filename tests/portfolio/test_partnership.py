"""What is worked out of a partnership is worked out once."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.support import TODAY, partnership
from trm_policy.measure.checklist import checklist
from trm_policy.measure.health_signs import health
from trm_policy.measure.maturity import maturity
from trm_policy.measure.network import neighbourhood
from trm_policy.measure.scorecard import scorecard_of
from trm_policy.measure.watch import watch
from trm_policy.portfolio.partnership import Partnership, once
from trm_policy.portfolio.people import Register
from trm_policy.portfolio.records import Records


def test_work_is_done_once_for_the_same_partnership_and_values() -> None:
    done = []

    @once
    def work(one: Partnership, day: date, *, grace: int = 0) -> str | None:
        """Work that gives nothing on its first day."""
        done.append((one.id, day, grace))
        return None if day == TODAY.date() else one.id

    one, today = partnership(), TODAY.date()
    other, tomorrow = replace(one), today + timedelta(1)
    asked = [
        (one, today, 0),
        (one, today, 0),
        (one, tomorrow, 0),
        (one, today, 1),
        (other, today, 0),
    ]
    assert [work(each, day, grace=grace) for each, day, grace in asked] == [
        *(None, None, "meridian-helix", None, None),
    ]
    assert done == [
        ("meridian-helix", today, 0),
        ("meridian-helix", tomorrow, 0),
        ("meridian-helix", today, 1),
        ("meridian-helix", today, 0),
    ]


@pytest.mark.parametrize(
    "look",
    [
        lambda one: scorecard_of(one, TODAY.date(), 10),
        lambda one: health(one, TODAY),
        lambda one: watch(one, TODAY),
        lambda one: maturity(one, TODAY),
        lambda one: checklist(one, TODAY),
        lambda one: neighbourhood(one, Register(one.roster.directory), TODAY.date()),
    ],
    ids=["scorecard", "health", "watch", "maturity", "checklist", "network"],
)
def test_a_partnership_that_was_measured_is_given_up_without_a_search_for_garbage(
    look: Callable[[Partnership], object],
) -> None:
    one = partnership()
    assert look(one)
    met = weakref.ref(one)
    gc.collect()
    gc.disable()
    try:
        del one
        assert met() is None
    finally:
        gc.enable()


def test_a_partnership_with_other_records_has_a_scorecard_of_its_own() -> None:
    one, today = partnership(), TODAY.date()
    rows = scorecard_of(one, today, 10)
    bare = scorecard_of(replace(one, records=Records()), today, 10)
    assert scorecard_of(one, today, 10) is rows
    assert any(row.reading.latest for row in rows)
    assert not any(row.reading.latest for row in bare)
