"""Work on files of others by libraries of others, in a process that may take only so much."""

from __future__ import annotations

import os
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

from trm_policy.errors import TrmError

T = TypeVar("T")
_STATM = Path("/proc/self/statm")


class TooMuchError(TrmError):
    """The work takes more time or memory than it may."""


def bounded(work: Callable[[], T], *, most_bytes: int, seconds: int) -> T:
    """What ``work`` gives, or raises, if it takes no more memory and processor time than that.

    A library that ends its process ends that one alone. Raises TooMuchError. Where the machine
    cannot fork, this process does the work, without bounds.
    """
    if not hasattr(os, "fork"):
        return work()
    context = get_context("fork")
    near, far = context.Pipe(duplex=False)
    process = context.Process(target=_do, args=(work, far, most_bytes, seconds))
    process.start()
    far.close()
    try:
        answer, error = near.recv()
    except EOFError:
        raise TooMuchError("it takes more time or memory than it may") from None
    finally:
        near.close()
        process.join()
    if error is not None:
        raise error
    return answer  # type: ignore[no-any-return] # what came through the pipe is what work gave


def _do(work: Callable[[], object], answer: Connection, most_bytes: int, seconds: int) -> None:
    """Send what the work gives and None, or None and what it raises; nothing if it takes more."""
    import resource

    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # where a library says why it ends the process
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    if _STATM.is_file():
        pages = int(_STATM.read_text("ascii").split()[0])
        most = pages * resource.getpagesize() + most_bytes
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    try:
        answer.send((work(), None))
    except MemoryError:
        return
    except Exception as error:  # noqa: BLE001 - raised again where the work was asked for
        answer.send((None, error))
