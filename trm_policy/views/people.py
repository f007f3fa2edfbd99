"""Where a person is named, and what changes when they leave."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from pathlib import PurePosixPath
from typing import Any, NamedTuple, TypeVar

from trm_policy.finding import dotted
from trm_policy.portfolio.mentions import Naming
from trm_policy.portfolio.people import Someone
from trm_policy.views.view import Block, Heading, Item, Items, Paragraph, Table, View
from trm_policy.wording.lists import counted

T = TypeVar("T")


def named_view(someone: Someone, found: Sequence[Naming], unread: Sequence[str]) -> View:
    """Every place that names somebody, charter by charter, and whether it is a part of today."""
    lasting = sum(one.lasts for one in found)
    title = f"{someone.told} is named in {counted(len(found), 'place')}, {lasting} of them today"
    blocks: list[Block] = [Heading(title, 1)]
    for name, group in _by_charter(found, lambda one: one.partnership):
        rows = tuple(
            ("yes" if one.lasts else "no", one.role, f"{one.path}:{one.line}") for one in group
        )
        blocks += [Heading(name), Table(("today", "role", "place"), rows)]
    data = {
        "version": 1,
        "person": {
            "name": someone.name,
            "email": someone.email,
            "entries": [{"partnership": e.charter, "id": e.id} for e in someone.entries],
        },
        "places": [
            {
                "in": one.where,
                "partnership": one.partnership,
                "path": one.path.as_posix(),
                "line": one.line,
                "place": dotted(one.place),
                "role": one.role,
                "today": one.lasts,
            }
            for one in found
        ],
        "unread": list(unread),
    }
    return View(tuple(blocks), data)


class LeavingStep(NamedTuple):
    """What changes when somebody leaves, or what people must decide then, and where."""

    partnership: str | None
    path: PurePosixPath
    line: int
    what: str


def leaving_view(  # noqa: PLR0913 - who leaves and when, who follows, and what is done about it
    leaver: Someone,
    successor: Someone | None,
    on: date,
    *,
    files: Sequence[PurePosixPath],
    changes: Sequence[LeavingStep],
    decisions: Sequence[LeavingStep],
    unread: Sequence[str],
    dry: bool,
) -> View:
    """What changes, and what people are left to decide; ``dry`` says that nothing was written."""
    done = f"{'Would change' if dry else 'Changed'} {counted(len(changes), 'place')}"
    blocks = [
        Heading(f"{leaver.told} leaves on {on}.", 1),
        *_steps(f"{done} in {counted(len(files), 'file')}", changes),
    ]
    if decisions:
        blocks += _steps(
            f"To be decided by people: {counted(len(decisions), 'decision')}", decisions
        )
    if not dry and files:
        blocks.append(Paragraph(("Next: trm check",)))
    data = {
        "version": 1,
        "person": {"name": leaver.name, "email": leaver.email},
        "on": on.isoformat(),
        "successor": {"name": successor.name, "email": successor.email} if successor else None,
        "written": not dry,
        "files": [path.as_posix() for path in files],
        "changes": list(map(_row, changes)),
        "decisions": list(map(_row, decisions)),
        "unread": list(unread),
    }
    return View(tuple(blocks), data)


def _steps(heading: str, steps: Sequence[LeavingStep]) -> list[Block]:
    ordered = sorted(steps, key=lambda step: step.partnership or "")
    groups = (
        Item(name, tuple(Item(f"{step.what}  {step.path}:{step.line}") for step in group))
        for name, group in _by_charter(ordered, lambda step: step.partnership)
    )
    return [Heading(heading), Items(tuple(groups))]


def _row(step: LeavingStep) -> dict[str, Any]:
    return step._asdict() | {"path": step.path.as_posix()}


def _by_charter(rows: Iterable[T], of: Callable[[T], str | None]) -> Iterator[tuple[str, list[T]]]:
    """Rows in a line that belong to one charter, under its id or as the directory's."""
    for name, group in groupby(rows, key=lambda row: of(row) or "directory"):
        yield name, list(group)
