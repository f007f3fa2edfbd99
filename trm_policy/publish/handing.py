"""What our own command decides about a site before MkDocs loads the plugin that makes it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from trm_policy.audience import Override
from trm_policy.publish.memory import Memory
from trm_policy.publish.shown_folder import ShownFolder
from trm_policy.source import Source


@dataclass(frozen=True, slots=True)
class Handed:
    """What our own command decides instead of ``mkdocs.yml``.

    ``now`` is None where nobody asked for a day: each build then takes its own, or the day that
    ``mkdocs.yml`` names. ``source`` is what the pages are made from where it is not the work
    tree. ``audience`` is for whom they are made, where ``mkdocs.yml`` does not decide.
    ``from_a_folder`` asks for a site that needs no server, whatever ``mkdocs.yml`` says.
    ``memory`` lets a build take what an earlier one made, and ``shown`` lets it write that alone
    which is shown differently; ``processes`` is how many may make charters.
    """

    root: Path
    now: datetime | None = None
    source: Source | None = None
    audience: Override | None = None
    from_a_folder: bool = False
    memory: Memory | None = None
    shown: ShownFolder | None = None
    processes: int = 1


_handed: ContextVar[Handed | None] = ContextVar("handed", default=None)


@contextmanager
def handed_over(decided: Handed) -> Iterator[None]:
    """Within this block, whatever site is built is built as ``decided``."""
    token = _handed.set(decided)
    try:
        yield
    finally:
        _handed.reset(token)


def handed() -> Handed | None:
    """What was decided for the site that is built; None where ``mkdocs.yml`` decides alone."""
    return _handed.get()
