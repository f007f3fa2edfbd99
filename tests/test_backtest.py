"""The harness of the back-test: its series turn where it says, and its counting is right."""

from __future__ import annotations

import importlib
from pathlib import Path
from types import ModuleType

import pytest

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"


@pytest.fixture
def turns(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(BENCHMARKS)
    return importlib.import_module("_turns")


@pytest.fixture
def backtest(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(BENCHMARKS)
    return importlib.import_module("backtest")


def test_a_series_is_the_same_for_the_same_seed_and_turns_where_it_says(turns: ModuleType) -> None:
    one = turns.years("sudden drop", 3, 2.0)
    assert one == turns.years("sudden drop", 3, 2.0)
    assert one != turns.years("sudden drop", 4, 2.0)
    assert (len(one.values), one.red) == (36, one.turn)
    assert min(one.values[: one.turn]) > 90 > max(one.values[one.turn :])
    assert turns.years("calm, with noise", 3, 2.0).turn is None


def test_a_month_is_red_only_below_what_is_tolerated(turns: ModuleType) -> None:
    falls = (*[93.0] * 20, 89.0, 88.0, 87.9, *[80.0] * 13)
    assert turns.Years(falls, 20, 2.0).red == 22
    assert turns.Years(falls, 20, 0.5).red == 20
    assert turns.Years(falls, None, 2.0).red is None


@pytest.mark.parametrize(
    ("warned", "ahead", "false"),
    [
        ({20}, 2, 0),  # red comes in month 22
        ({22}, 0, 0),  # late: it is red already
        ({30}, -8, 0),
        ({15}, None, 1),  # before the turn, and never since
        ({15, 16, 21}, 1, 2),
        (set(), None, 0),
    ],
)
def test_a_warning_is_early_late_missed_or_false(
    turns: ModuleType, warned: set[int], ahead: int | None, false: int
) -> None:
    series = turns.Years((*[93.0] * 20, 89.0, 88.0, *[87.0] * 14), 20, 2.0)
    spoken = [at in warned for at in range(turns.JUDGED_FROM - 1, turns.MONTHS)]
    found = turns.judged(series, spoken)
    # months 11 to 19, counted from 0, are calm
    assert (found.red, found.ahead, found.false, found.calm) == (True, ahead, false, 9)


def test_verdicts_are_counted(turns: ModuleType) -> None:
    made = [
        turns.Verdict(red=True, ahead=4, false=0, calm=10),
        turns.Verdict(red=True, ahead=2, false=1, calm=10),
        turns.Verdict(red=True, ahead=0, false=0, calm=10),
        turns.Verdict(red=True, ahead=None, false=0, calm=10),
        turns.Verdict(red=False, ahead=None, false=3, calm=10),
    ]
    assert turns.tally(made) == (4, 2, 3, 1, 1, 2, 4 / 50)


def test_watch_warns_of_a_steady_fall_before_it_is_red(
    backtest: ModuleType, turns: ModuleType
) -> None:
    # 95 until month 15, then half a point less each month: amber in 26 (89.5), red in 30 (87.5)
    values = tuple(95 - 0.5 * max(0, at - 15) for at in range(36))
    series = turns.Years(values, 16, 2.0)
    spoken = list(backtest.warnings(series))
    first = [next(at for at, both in enumerate(spoken, 11) if both[rule]) for rule in (0, 1)]
    # Of n figures 16 are equal and the others each below all before. With Kendall's variance,
    # (n (n - 1) (2 n + 5) - 16 * 15 * 37) / 18, month 16 has n = 17, S = 16, S / sd = 1.63, which
    # is no trend yet; month 17 has n = 18, S = 33, S / sd = 2.31, beyond 1.96.
    assert (first, series.red) == ([17, 26], 30)
