"""What a change does to one charter, and where that stands in the charter as it is now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from trm_policy.diff import Bump, Change, ChangeKind, between
from trm_policy.diff import shape as shapes
from trm_policy.diff.approvals import Approvals
from trm_policy.finding import Place
from trm_policy.model.values import Version
from trm_policy.portfolio.before import Before
from trm_policy.portfolio.context import Context
from trm_policy.portfolio.partnership import Partnership, once

BY_HAND = (
    "A repair is a change of its own, which whoever is responsible for this repository merges in "
    "spite of this check, once both versions were compared by hand."
)
"""What to do about what cannot be compared."""
MOST_NAMED = 8
"""Of more parties the rest is counted: every finding of a change names them."""


def before(context: Context) -> Before:
    """What the partnership was; rules of change control are asked only where that is known."""
    assert context.before is not None
    return context.before


def changes(context: Context) -> tuple[Change, ...]:
    """What has changed in the charter; nothing where it is new."""
    return between(context.partnership, before(context))


def renamed(context: Context, section: str) -> Mapping[str, str]:
    """The new id of each entry of a section that the change calls otherwise."""
    return _renamed(context.partnership, before(context), section)


@once
def _renamed(now: Partnership, then: Before, section: str) -> Mapping[str, str]:
    return {
        str(change.before): str(change.after)
        for change in between(now, then)
        if change.kind is ChangeKind.RENAMED and change.at[:-1] == tuple(section.split("."))
    }


def needed_bump(context: Context) -> Bump:
    """The greatest step of the version that any of the changes asks for."""
    return _needed(context.partnership, before(context))


@once
def _needed(now: Partnership, then: Before) -> Bump:
    return max((change.bump for change in between(now, then)), default=Bump.NONE)


def next_version(context: Context) -> Version:
    """The least version that tells of all changes."""
    was, needed = before(context).partnership, needed_bump(context)
    version = was.charter.version if was is not None else Version(0, 0, 0)
    if needed is Bump.MAJOR:
        return Version(version.major + 1, 0, 0)
    if needed is Bump.MINOR:
        return Version(version.major, version.minor + 1, 0)
    return version


def way_to_agree(context: Context, withheld: Iterable[str]) -> str:
    """What to do so that these parties agree to all changes, as commands."""
    was, now = before(context).partnership, context.partnership
    least = next_version(context)
    if was is not None and least == was.charter.version and not approvals(context).begins:
        least = Version(least.major, least.minor, least.patch + 1)
    first = f"write 'version: {least}', then " if now.charter.version < least else ""
    parties = [*withheld]
    commands = [
        f"trm approve {now.id} --party {party} --evidence TEXT" for party in parties[:MOST_NAMED]
    ]
    if len(parties) > MOST_NAMED:
        commands.append(f"and so on for the other {len(parties) - MOST_NAMED:,} parties")
    return f"{first}have it approved: {'; '.join(commands)}"


def approvals(context: Context) -> Approvals:
    """What the parties say to the change."""
    return Approvals(context.partnership, before(context), context.today)


def place_in(partnership: Partnership, at: Place) -> Place:
    """A place of a change in terms of the charter's text: entries of lists by number."""
    data: Any = partnership.document.data
    found: list[str | int] = []
    if shapes.at(tuple(map(str, at))).pattern in shapes.OF_CHANGES:
        at = at[:-1]
    for part in at:
        if isinstance(data, list):
            number = _numbers(partnership, tuple(found)).get(str(part))
            if number is None:
                break
            found.append(number)
            data = data[number]
        else:
            found.append(part)
            data = data.get(part) if isinstance(data, dict) else None
    return tuple(found)


@once
def _numbers(partnership: Partnership, at: Place) -> Mapping[str, int]:
    """The number of the first entry of a list by each plain value that stands in it."""
    found: dict[str, int] = {}
    for number, entry in enumerate(partnership.document.value(at)):
        for value in entry.values() if isinstance(entry, dict) else (entry,):
            if not isinstance(value, dict | list):
                found.setdefault(str(value), number)
    return found
