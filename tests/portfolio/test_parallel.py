"""Work on several processes gives the answers of one, in order."""

from __future__ import annotations

import os

import pytest

from trm_policy.portfolio.parallel import in_parallel

NUMBERS = range(40)


@pytest.mark.parametrize("at_a_time", [1, 7, 50])
@pytest.mark.parametrize("processes", [1, 3])
def test_the_answers_stand_in_the_order_of_the_items(processes: int, at_a_time: int) -> None:
    found = in_parallel(lambda number: number**2, NUMBERS, processes, at_a_time=at_a_time)
    assert list(found) == [number**2 for number in NUMBERS]


def test_the_work_is_done_by_other_processes() -> None:
    assert os.getpid() not in set(in_parallel(lambda _: os.getpid(), NUMBERS, 2))


@pytest.mark.parametrize("processes", [1, 2])
def test_what_the_work_raises_is_raised_here(processes: int) -> None:
    with pytest.raises(ZeroDivisionError):
        list(in_parallel(lambda number: 1 // (number - 20), NUMBERS, processes))
