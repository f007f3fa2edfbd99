"""What a change does to the rules themselves: settings, policies, own rules and the baseline.

A change is judged by the rules that held before it; what it alters in them is told here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from enum import StrEnum
from pathlib import PurePosixPath
from typing import Any

from trm_policy.errors import SettingsError
from trm_policy.finding import START, Finding, Severity, Span
from trm_policy.judging.baseline import BaselineEntry, named, read_baseline
from trm_policy.judging.connections import ConnectionTable
from trm_policy.judging.settings import Settings, read_settings
from trm_policy.source import Source
from trm_policy.wording.lists import counted, listed
from trm_policy.wording.text import printable

NAME = "settings-changed"
_HELP = "The previous rules still apply to this change; those responsible for them must agree."


def rule_changes(before: Source, after: Source) -> Iterator[Finding]:
    """A finding for each thing that a change alters in the rules.

    Raises SettingsError where nothing could be checked by the settings or the baseline that it
    leaves behind.
    """
    then, now = read_settings(before), read_settings(after)
    if now.table.baseline is not None:
        read_baseline(
            PurePosixPath(now.table.baseline), after.read(PurePosixPath(now.table.baseline))
        )
    yield from _of_settings(then, now, after)
    folders = {*then.table.schemas, *then.table.checks, *now.table.schemas, *now.table.checks}
    single = {name for name in (then.table.baseline, now.table.baseline) if name is not None}
    paths = set(map(PurePosixPath, single))
    for source in (before, after):
        paths |= {path for name in folders for path in source.files(PurePosixPath(name))}
    for path in sorted(paths):
        old, new = before.read(path), after.read(path)
        if old != new:
            done = "is new" if old is None else "is removed" if new is None else "is changed"
            more = _forgiven(path, old, new) if str(path) == now.table.baseline else ""
            yield _finding(path, START, f"this change alters the rules: {path} {done}{more}")


def _forgiven(path: PurePosixPath, old: bytes | None, new: bytes | None) -> str:
    """What else a baseline hides once it is changed so; nothing where that cannot be told."""
    try:
        then = read_baseline(path, old).entries if old is not None else Counter[BaselineEntry]()
    except SettingsError:
        then = Counter[BaselineEntry]()
    more = read_baseline(path, new).entries - then
    if not more:
        return ""
    return f" and hides {counted(more.total(), 'more finding')}, such as {named(min(more))}"


def _of_settings(then: Settings, now: Settings, after: Source) -> Iterator[Finding]:
    path = PurePosixPath(now.name)
    lines = (after.read(path) or b"").decode("utf-8", "replace").splitlines()
    old, new = _flat(then), _flat(now)
    for name in dict.fromkeys([*old, *new]):
        if old.get(name) != new.get(name):
            was, is_ = _shown(old.get(name)), _shown(new.get(name))
            line = _line(lines, name)
            message = f"this change alters the rules: {name} was {was}, and is now {is_}"
            yield _finding(path, Span(line, 1, line, 1), message)


def _flat(settings: Settings) -> dict[str, Any]:
    """The settings with rules and waivers one by one."""
    table: dict[str, Any] = _plain(asdict(settings.table))
    rules = table.pop("rules")
    waivers = table.pop("waivers")
    connections = table.pop("connections")
    said = [{key: one for key, one in each.items() if one} for each in table["overrides"]]
    table["overrides"] = said
    return (
        table
        | {f"rules.{name}": value for name, value in rules.items()}
        | {f"waivers.{name}": value for name, value in waivers.items()}
        | {f"connections.{name}": _stated(value) for name, value in connections.items()}
    )


def _plain(value: Any) -> Any:
    """A value as TOML has it: words for members of closed lists, lists for tuples."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value


def _stated(connection: dict[str, Any]) -> dict[str, Any]:
    """A connection with what is said of it alone."""
    table = ConnectionTable.model_validate(connection).model_dump(mode="json")
    return {key.rstrip("_"): value for key, value in table.items() if value not in (None, {})}


def _line(lines: list[str], name: str) -> int:
    """The first line that speaks of a setting; the first of all where none does."""
    word = name.rpartition(".")[2]
    return next((n for n, line in enumerate(lines, 1) if word in line), 1)


def _shown(value: Any) -> str:
    """A setting in words, as somebody would read it out of the file."""
    if value is None:
        return "not set"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"'{printable(value)}'"
    if isinstance(value, dict):
        parts = {key: _inner(one) for key, one in value.items() if one is not None}
        return ", ".join(f"{key} = {one}" for key, one in parts.items()) or "empty"
    if isinstance(value, list):
        return listed([_inner(one) for one in value]) or "empty"
    return str(value)


def _inner(value: Any) -> str:
    """The same within another value: a table stands in brackets."""
    return f"({_shown(value)})" if isinstance(value, dict) else _shown(value)


def _finding(path: PurePosixPath, span: Span, message: str) -> Finding:
    return Finding(path, span, NAME, Severity.WARNING, message, _HELP)
