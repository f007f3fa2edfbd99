"""Records in Markdown → minutes and escalations, with what is wrong in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Any, Generic, TypeVar

from trm_policy.document.document import Document, Fault
from trm_policy.document.markdown_reader import MarkdownFile, MarkdownSection, read_markdown
from trm_policy.errors import closest
from trm_policy.finding import START, Finding, Severity, Span, dotted
from trm_policy.model.base import Part
from trm_policy.model.building import Built, build
from trm_policy.model.placeholders import placeholder_in
from trm_policy.model.records import (
    Action,
    ActionState,
    EscalationFront,
    EscalationRecord,
    Minutes,
    MinutesFront,
    Said,
)


def schema_finding(  # noqa: PLR0913  (the parts of a finding that differ)
    path: PurePosixPath,
    message: str,
    help_text: str,
    span: Span = START,
    *,
    partnership: str = "",
    at: str = "",
) -> Finding:
    """A finding of the rule ``schema``, which is always an error."""
    return Finding(path, span, "schema", Severity.ERROR, message, help_text, partnership, at)


def faults(path: PurePosixPath, found: Iterable[Fault], partnership: str = "") -> Iterator[Finding]:
    """What was wrong with the text of a file, as findings."""
    for fault in found:
        yield Finding(
            path=path,
            span=fault.span,
            rule=fault.rule,
            severity=Severity.ERROR,
            message=fault.message,
            help=fault.help,
            partnership=partnership,
        )


def refusals(document: Document, built: Built[Any], partnership: str = "") -> Iterator[Finding]:
    """What the model refused of a document, as findings.

    Where the text itself has a fault, that is the cause.
    """
    told = {(fault.span.line, fault.span.column) for fault in document.faults}
    for refusal in built.refusals:
        place = refusal.place
        span = document.key_span(place) if refusal.on_key else document.span(place)
        start, end = (span.line, span.column), (span.end_line, span.end_column)
        if not refusal.missing and any(start <= at <= end for at in told):
            continue
        written = document.written(place) if refusal.given is not None else None
        message, help_text = refusal.message, refusal.help
        if refusal.given is not None and written is not None:
            message = message.replace(refusal.given, written)
            help_text = help_text.replace(f'"{refusal.given}"', f'"{written}"')
        yield schema_finding(
            document.path,
            message,
            help_text,
            span,
            partnership=partnership,
            at=dotted(document.normal(place)),
        )


_BOX = re.compile(r"\[([ xX-])\](?:\s+|\Z)")
_NEARLY_A_BOX = re.compile(r"(?:\\?\[[^\]@\\]?\\?\]|[☐☑☒✓✔✅])\s*")
_PERSON = re.compile(r"@(\S+?)[:,]?(?:\s+|\Z)")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WORDS = ("kpi", "cause", "due")
_ENDS = ".;, "
_SHAPE = "Write (kpi ID; cause WHY; due DATE); a cause must not contain a semicolon."
_STATES = {" ": ActionState.OPEN, "x": ActionState.DONE, "-": ActionState.DROPPED}


def parse_action(text: str, line: int) -> tuple[Action, tuple[tuple[str, str], ...]]:
    """The action that an entry of a list says, and (message, fix) for each slip in it.

    An entry without its box counts as open. The details are the last parentheses of the first
    paragraph, where one of them is ``kpi``, ``cause`` or ``due``; other parentheses are text.
    """
    slips: list[tuple[str, str]] = []
    first, _, more = text.partition("\n\n")
    rest = " ".join(first.split())
    box = _BOX.match(rest)
    if box is None:
        message = "an entry under Actions begins with a box: '[ ]' open, '[x]' done, '[-]' dropped"
        slips.append((message, "Write '- [ ] @person what (due DATE)'."))
    nearly = box or _NEARLY_A_BOX.match(rest)
    rest = rest[nearly.end() :] if nearly else rest
    person = _PERSON.match(rest)
    rest, details = _details(rest[person.end() :] if person else rest, slips)
    due_text = details.get("due")
    due = _day(due_text)
    if due_text is not None and due is None:
        message = f"the action is due on {due_text!r}, which is not a calendar date"
        slips.append((message, "Write year, month and day, such as (due 2026-12-01)."))
    what = "\n\n".join(part for part in (rest, more.strip()) if part)
    action = Action(
        state=_STATES[box[1].lower()] if box else ActionState.OPEN,
        person=person[1] if person else None,
        what=what,
        due=due,
        kpi=details.get("kpi"),
        cause=details.get("cause"),
        line=line,
        due_text=due_text,
    )
    return action, tuple(slips)


def _details(text: str, slips: list[tuple[str, str]]) -> tuple[str, dict[str, str]]:
    """The text without its last parentheses, and what stands in them, by its first word."""
    start = _opening(text)
    if start is None:
        return text, {}
    parts = [part.strip() for part in text[start:].rstrip(_ENDS)[1:-1].split(";")]
    named = [(part.partition(" ")[0], part.partition(" ")[2].strip()) for part in parts if part]
    if not any(_meant(word, value) for word, value in named):
        return text, {}
    found: dict[str, str] = {}
    for word, value in named:
        name = word.rstrip(":").lower()
        if name not in _WORDS:
            near = closest(name, _WORDS)
            hint = f"; did you mean {near!r}?" if near else ""
            slips.append((f"{word!r} is not a detail of an action{hint}", _SHAPE))
        elif name in found:
            slips.append((f"{name!r} appears twice in the action", "Keep one of the two."))
        elif not value:
            slips.append((f"{name!r} has no value", _SHAPE))
        else:
            found[name] = value
    return text[:start].rstrip(), found


def _meant(word: str, value: str) -> bool:
    """Whether a part of parentheses is a detail, be it with a slip in its first word."""
    name = word.rstrip(":").lower()
    return name in _WORDS or bool(closest(name, _WORDS) and _DAY.fullmatch(value))


def _opening(text: str) -> int | None:
    """Where the parentheses begin that end the text, a full stop behind them aside."""
    end = text.rstrip(_ENDS)
    if not end.endswith(")"):
        return None
    depth = 0
    for place in range(len(end) - 1, -1, -1):
        depth += (end[place] == ")") - (end[place] == "(")
        if depth == 0:
            return place
    return None


def _day(text: str | None) -> date | None:
    if text is None or not _DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


R = TypeVar("R")
P = TypeVar("P", bound=Part)
_DAY_LENGTH = len("2026-10-20")


@dataclass(frozen=True, slots=True)
class ReadRecord(Generic[R]):
    """A record with the positions of its facts, what the model refused, and the findings."""

    record: R
    document: Document
    built: Built[Any]
    findings: tuple[Finding, ...]


def read_minutes(path: PurePosixPath, raw: bytes, partnership: str) -> ReadRecord[Minutes]:
    """The minutes in ``raw``, whose file is called ``DATE-REVIEW.md``."""
    file = read_markdown(path, raw)
    day, review = path.stem[:_DAY_LENGTH], path.stem[_DAY_LENGTH + 1 :]
    found = list(faults(path, file.front.faults, partnership))
    held = _date(day)
    if held is None:
        message = f"{day!r} in the file's name is not a calendar date"
        help_text = "Rename the file: the day on which the review was held, then the review's id."
        found.append(schema_finding(path, message, help_text, partnership=partnership))
    stand_ins: dict[str, Any] = {"review": review}
    if held is not None:
        stand_ins |= {"for": held, "held_on": held}
    built = _built(MinutesFront, file.front, stand_ins)
    found += refusals(file.front, built, partnership)
    found += _misnamed(file.front, built, "review", review, partnership)
    actions, slips = _actions(file, partnership)
    decisions = _under(file.sections, "decisions")
    minutes = Minutes(
        path=path,
        front=built.value,
        decisions=_said(decisions),
        actions=actions,
        lessons=_said(_under(file.sections, "lessons")),
        body=file.body,
        decisions_line=decisions[0].line if decisions else None,
        actions_line=next((s.line for s in _under(file.sections, "actions")), None),
    )
    return ReadRecord(minutes, file.front, built, (*found, *slips))


def read_escalation(
    path: PurePosixPath, raw: bytes, partnership: str
) -> ReadRecord[EscalationRecord]:
    """The escalation in ``raw``, whose file is called by its id."""
    file = read_markdown(path, raw)
    found = list(faults(path, file.front.faults, partnership))
    built = _built(EscalationFront, file.front, {"id": path.stem, "title": path.stem})
    found += refusals(file.front, built, partnership)
    found += _misnamed(file.front, built, "id", path.stem, partnership)
    record = EscalationRecord(path, built.value, file.body.strip("\n"))
    return ReadRecord(record, file.front, built, tuple(found))


def _built(kind: type[P], front: Document, stand_ins: Mapping[str, Any]) -> Built[P]:
    """The facts as far as they hold. What a fault has hidden is not reported as missing too."""
    if front.data is not None:
        built = build(kind, front.data, stand_ins)
        if built.value is not None or isinstance(front.data, dict):
            return built
        return Built(build(kind, {}, stand_ins).value, built.refusals, frozenset({()}))
    return Built(build(kind, {}, stand_ins).value, (), frozenset({()}))


def _misnamed(
    front: Document, built: Built[P], name: str, expected: str, partnership: str
) -> Iterator[Finding]:
    """A finding where the file's name and its front matter disagree."""
    data = front.data
    written = data.get(name) if isinstance(data, dict) else None
    said = isinstance(written, str) and placeholder_in(written) is None
    if said and (name,) not in built.dropped and written != expected:
        yield schema_finding(
            front.path,
            f"the file's name has {expected!r}, but its {name!r} is {written!r}",
            f"Rename the file, or correct '{name}'.",
            front.span((name,)),
            partnership=partnership,
            at=name,
        )


def _under(sections: tuple[MarkdownSection, ...], title: str) -> list[MarkdownSection]:
    """The first section of that title and the deeper ones that follow it; case does not count."""
    found: list[MarkdownSection] = []
    for section in sections:
        if found:
            if section.level <= found[0].level:
                break
            found.append(section)
        elif section.title.strip(" :").casefold() == title:
            found.append(section)
    return found


def _said(sections: list[MarkdownSection]) -> tuple[Said, ...]:
    """The entries of a section's lists; where it has none, its text, at the heading's line."""
    items = tuple(Said(item.text, item.line) for section in sections for item in section.items)
    if items:
        return items
    return tuple(Said(section.text, section.line) for section in sections if section.text.strip())


def _actions(file: MarkdownFile, partnership: str) -> tuple[tuple[Action, ...], list[Finding]]:
    """The entries under Actions. Those inside another entry count only with a box of their own."""
    actions: list[Action] = []
    found: list[Finding] = []
    lines = file.body.split("\n")
    for section in _under(file.sections, "actions"):
        for item in section.items:
            if item.depth > 1 and not item.text.startswith("["):
                continue
            action, slips = parse_action(item.text, item.line)
            actions.append(action)
            text = lines[item.line - file.body_line]
            start = len(text) - len(text.lstrip()) + 1
            span = Span(item.line, start, item.line, max(len(text.rstrip()) + 1, start + 1))
            found += (
                schema_finding(file.front.path, message, fix, span, partnership=partnership)
                for message, fix in slips
            )
    return tuple(actions), found


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
