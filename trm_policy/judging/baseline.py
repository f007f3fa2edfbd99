"""The baseline: what was wrong on the day an organisation began, and is not held against it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from trm_policy import __version__
from trm_policy.document.text import lines_of
from trm_policy.errors import SettingsError
from trm_policy.finding import START, Finding, Severity, Span
from trm_policy.judging.catalogue import OWN
from trm_policy.source import Source

USUAL_BASELINE = "baseline.json"
NEVER = OWN.keys() - {"yaml", "schema"}
"""What the tool finds by itself and no baseline covers."""
_MOST_BYTES = 16 << 20
"""Of a baseline: a hundred thousand findings."""
_AGAIN = "write it again with 'trm check --write-baseline'"
_FIRST_LINE = 5
_DIGITS = 12
_NUMBER = re.compile(r"[0-9]+")


class BaselineEntry(NamedTuple):
    """A finding without its line: the charter, the file in its folder, the rule and the place.

    ``text`` stands for what the finding marks and ``message`` for what it says, numbers aside;
    both are empty where a baseline does not tell.
    """

    partnership: str
    file: str
    rule: str
    at: str
    text: str = ""
    message: str = ""


Entries = Callable[[Finding], BaselineEntry]
"""What a baseline remembers of a finding."""


@dataclass(frozen=True, slots=True)
class FindingsBaseline:
    """How often each entry stood when the baseline was written, and in which line it stands.

    ``tool`` is the version of the program that wrote it; empty where that was an early one, which
    remembered neither texts nor numbers of list entries.
    """

    path: PurePosixPath
    entries: Counter[BaselineEntry]
    lines: dict[BaselineEntry, int]
    tool: str = __version__

    def known_by(self, folder: PurePosixPath, source: Source) -> Entries:
        """How this baseline knows findings: another version of the program words them otherwise."""
        if not self.tool:
            return lambda finding: entry_of(finding, folder)
        whole = entries_in(folder, source)
        if self.tool == __version__:
            return whole
        return lambda finding: whole(finding)._replace(message="")

    def renamed(self, called: Mapping[str, str]) -> FindingsBaseline:
        """The same of charters by their new ids; ``called`` has those by the old ones."""

        def now(entry: BaselineEntry) -> BaselineEntry:
            return entry._replace(partnership=called.get(entry.partnership, entry.partnership))

        entries = Counter[BaselineEntry]()
        for entry, count in self.entries.items():
            entries[now(entry)] += count
        lines = {now(entry): line for entry, line in self.lines.items()}
        return replace(self, entries=entries, lines=lines)


def read_baseline(path: PurePosixPath, raw: bytes | None) -> FindingsBaseline:
    """The baseline in a file. Raises SettingsError where there is none or it is damaged."""
    if raw is None:
        raise SettingsError(
            f"the baseline {path} does not exist; make it with 'trm check --write-baseline'"
        )
    if len(raw) > _MOST_BYTES:
        raise SettingsError(f"the baseline {path} has more than {_MOST_BYTES:,} bytes; {_AGAIN}")
    try:
        data = json.loads(raw.decode("utf-8-sig"))
        tool = str(data.get("tool", ""))
        rows = [(_entry(row, tool), _count(row)) for row in _rows(data)]
    except RecursionError as error:
        raise _damaged(path, "brackets without end") from error
    except _DamageError as error:
        raise _damaged(path, str(error)) from error
    except UnicodeDecodeError as error:
        raise _damaged(path, "it is no text in UTF-8") from error
    except json.JSONDecodeError as error:
        raise _damaged(path, f"line {error.lineno} is no JSON{_conflict(error)}") from error
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise _damaged(path, "it has another form than trm gives it") from error
    entries = Counter[BaselineEntry]()
    for entry, count in rows:
        entries[entry] += count
    return FindingsBaseline(path, entries, _lines(rows, raw, tool), tool)


class _DamageError(Exception):
    """What is wrong in a baseline, in words."""


def _damaged(path: PurePosixPath, why: str) -> SettingsError:
    return SettingsError(f"the baseline {path} is damaged ({why}); {_AGAIN}")


def _conflict(error: json.JSONDecodeError) -> str:
    """That it is a merge that waits to be resolved, where it is one."""
    merged = error.doc.splitlines()[error.lineno - 1 : error.lineno]
    return ": a merge is not resolved" if merged and merged[0].startswith("<<<<<<<") else ""


def _lines(
    rows: Iterable[tuple[BaselineEntry, int]], raw: bytes, tool: str
) -> dict[BaselineEntry, int]:
    """The first line of each entry, one a line as trm writes them; the first line of others."""
    lines = raw.decode("utf-8-sig").splitlines()
    found: dict[BaselineEntry, int] = {}
    for number, (entry, _) in enumerate(rows, _FIRST_LINE if tool else _FIRST_LINE - 1):
        line = lines[number - 1] if number <= len(lines) else ""
        whole = all(json.dumps(part) in line for part in entry[:4])
        found.setdefault(entry, number if whole else 1)
    return found


def baseline_text(findings: Iterable[Finding], folder: PurePosixPath, source: Source) -> str:
    """The text of a baseline that hides these findings, one a line, in a stable order."""
    known_by = entries_in(folder, source)
    counted = Counter(
        known_by(finding)
        for finding in findings
        if finding.waived is None and finding.rule not in NEVER
    )
    rows = [json.dumps({**entry._asdict(), "count": n}) for entry, n in sorted(counted.items())]
    lines = ",\n".join(f"    {row}" for row in rows)
    head = f'{{\n  "version": 2,\n  "tool": {json.dumps(__version__)},\n  "findings": [\n'
    return f"{head}{lines}\n  ]\n}}\n"


def entry_of(finding: Finding, folder: PurePosixPath) -> BaselineEntry:
    """A finding by its place alone, up to the first number in it, since numbers move."""
    named = finding.at.split(".")
    steady = next((n for n, part in enumerate(named) if part.isdecimal()), len(named))
    return _placed(finding, folder, ".".join(named[:steady]))


def entries_in(folder: PurePosixPath, source: Source) -> Entries:
    """What a baseline remembers of findings in the files of a source."""

    @cache
    def lines(path: PurePosixPath) -> list[str]:
        return lines_of((source.read(path) or b"").decode("utf-8-sig", "replace"))

    def entry(finding: Finding) -> BaselineEntry:
        span = finding.span
        text = "" if span == START else _digest("\n".join(_marked(lines(finding.path), span)))
        message = _digest(_NUMBER.sub("#", finding.message))
        return _placed(finding, folder, finding.at)._replace(text=text, message=message)

    return entry


def _placed(finding: Finding, folder: PurePosixPath, at: str) -> BaselineEntry:
    file = _file_in(finding.path, finding.partnership, folder)
    return BaselineEntry(finding.partnership, file, finding.rule, at)


@lru_cache(maxsize=1024)
def _file_in(path: PurePosixPath, partnership: str, folder: PurePosixPath) -> str:
    """A path as seen from the folder of its charter, if it lies there."""
    home = folder / partnership if partnership else PurePosixPath()
    return (path.relative_to(home) if path.is_relative_to(home) else path).as_posix()


def _marked(lines: list[str], span: Span) -> Iterator[str]:
    """What a finding marks, line by line, without the spaces around it."""
    for number in range(span.line, min(span.end_line, len(lines)) + 1):
        end = span.end_column - 1 if number == span.end_line else None
        yield lines[number - 1][span.column - 1 if number == span.line else 0 : end].strip()


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:_DIGITS]


def hide(
    baseline: FindingsBaseline,
    findings: Iterable[Finding],
    known_by: Entries,
    judged: Collection[str] | None,
    never: Collection[str],
) -> tuple[list[Finding], list[Finding]]:
    """The findings that the baseline does not know, and a finding for each entry of no use.

    ``judged`` are the charters that were looked at; None for all. Only of those can an entry
    be called stale. The rules ``never`` are not covered, whatever a baseline says.
    """
    left = Counter({one: n for one, n in baseline.entries.items() if one.rule not in never})
    new = []
    for finding in findings:
        entry = known_by(finding)
        if finding.waived is None and left[entry] > 0:
            left[entry] -= 1
        else:
            new.append(finding)
    told = [
        _stale(baseline, entry, number)
        for entry, number in left.items()
        if number > 0 and (judged is None or entry.partnership in judged)
    ]
    told += [_useless(baseline, one) for one in baseline.entries if one.rule in never]
    return new, told if baseline.tool else [*told, _early(baseline)]


def _stale(baseline: FindingsBaseline, entry: BaselineEntry, left: int) -> Finding:
    there = baseline.entries[entry]
    message = f"{named(entry)} is in the baseline, but not among the findings"
    if left < there:
        message = f"{named(entry)} is {there} times in the baseline, but only {there - left} found"
    return _of_baseline(baseline, entry, message, f"{_AGAIN[0].upper()}{_AGAIN[1:]}: it shrinks.")


def earlier_names(baseline: FindingsBaseline, called: Mapping[str, str]) -> Iterator[Finding]:
    """That a baseline still knows charters by ids which a change has replaced."""
    first = {entry.partnership: entry for entry in reversed(baseline.entries)}
    for old, new in sorted(called.items()):
        if old != new and old in first:
            message = (
                f"the charter {new!r} is in the baseline by its earlier name {old!r}: its findings "
                "will count once the change is merged"
            )
            help_text = f"{_AGAIN[0].upper()}{_AGAIN[1:]} in the same change."
            found = _of_baseline(baseline, first[old], message, help_text)
            yield replace(found, partnership=new)


def _useless(baseline: FindingsBaseline, entry: BaselineEntry) -> Finding:
    return _of_baseline(
        baseline,
        entry,
        f"{named(entry)} is in the baseline, which does not cover findings of this rule",
        f"Remove the line, or {_AGAIN}.",
    )


def _early(baseline: FindingsBaseline) -> Finding:
    message = "the baseline was written by an early version and counts findings, whatever they say"
    return _of_baseline(baseline, None, message, f"{_AGAIN[0].upper()}{_AGAIN[1:]}.")


def named(entry: BaselineEntry) -> str:
    """An entry for people: the rule, its place and its charter or file."""
    where = f" at {entry.at}" if entry.at else ""
    return f"{entry.rule}{where} in {entry.partnership or entry.file}"


def _of_baseline(
    baseline: FindingsBaseline, entry: BaselineEntry | None, message: str, help_text: str
) -> Finding:
    line = baseline.lines[entry] if entry is not None else 1
    return Finding(
        path=baseline.path,
        span=Span(line, 1, line, 1),
        rule="baseline-stale",
        severity=Severity.WARNING,
        message=message,
        help=help_text,
        partnership=entry.partnership if entry is not None else "",
    )


def _rows(data: Any) -> Any:
    if data.get("version", 1) not in (1, 2):
        raise _DamageError(f"its form {data['version']} is not known to trm {__version__}")
    return data["findings"]


def _entry(row: Any, tool: str) -> BaselineEntry:
    names = BaselineEntry._fields if tool else BaselineEntry._fields[:4]
    for name in names:
        if not isinstance(row.get(name), str):
            raise _DamageError(f"{name!r} of an entry is no text")
    entry = BaselineEntry(**{name: row[name] for name in names})
    return entry if tool == __version__ else entry._replace(message="")


def _count(row: Any) -> int:
    count = row.get("count")
    if type(count) is not int or count < 1:
        raise _DamageError("the count of an entry is no whole number from 1 up")
    return count
