"""Work on many charters by several processes at once; the answers do not depend on how many."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_WORTH_A_SECOND_PROCESS = 48
"""So many charters."""


def in_parallel(
    work: Callable[[T], R], items: Sequence[T], processes: int, *, at_a_time: int = 1
) -> Iterator[R]:
    """What ``work`` makes of each item, in their order; what it raises is raised here.

    ``at_a_time`` items are handed to a process together. Where the machine cannot fork, this
    process does it all. ``work`` is inherited, so that it may be any callable; items and answers
    are sent.
    """
    if processes == 1 or len(items) <= at_a_time or not hasattr(os, "fork"):
        yield from map(work, items)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(
        processes, get_context("fork"), initializer=_inherit, initargs=(work,)
    ) as pool:
        yield from pool.map(_do, items, chunksize=at_a_time)


def for_each_charter(work: Callable[[str], R], ids: Sequence[str], processes: int) -> Iterator[R]:
    """What ``work`` makes of each charter, by several processes where that is worth the start."""
    several = processes if len(ids) >= _WORTH_A_SECOND_PROCESS else 1
    at_a_time = max(1, min(64, len(ids) // (several * 4)))
    return in_parallel(work, ids, several, at_a_time=at_a_time)


def processes() -> int:
    """How many processes the machine can run at a time."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def leave_garbage() -> None:
    """For a process that ends soon: what it makes has hardly a circle to look for.

    Looking for them all the same takes a third of the time.
    """
    gc.freeze()
    gc.disable()


_work: Callable[[Any], Any] | None = None


def _inherit(work: Callable[[Any], Any]) -> None:
    global _work  # noqa: PLW0603 - the one value a worker process has
    _work = work
    leave_garbage()


def _do(item: Any) -> Any:
    assert _work is not None
    return _work(item)
