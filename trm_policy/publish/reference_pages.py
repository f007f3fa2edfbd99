"""The reference: the rule book with a page for each rule, and all fields, made from the model."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin
from zoneinfo import ZoneInfo

from markupsafe import Markup
from pydantic_core import PydanticUndefined

from trm_policy import timing
from trm_policy.judging.catalogue import OWN
from trm_policy.judging.rule_page import RulePage as RuleText
from trm_policy.judging.rule_page import family_title, read_page
from trm_policy.model.assurance import Notice
from trm_policy.model.base import Part
from trm_policy.model.charter import Charter
from trm_policy.model.instruments import TABLE
from trm_policy.model.shape import FieldRow, plain, rows
from trm_policy.model.values import Override, Share, Short, Version, Within
from trm_policy.model.vocabulary import Tier
from trm_policy.model.weights import Bump, row_for
from trm_policy.publish.page import Heading, Link, Page
from trm_policy.publish.rendering import article, prose, render
from trm_policy.rule import Rule
from trm_policy.views.instruments import MEANINGS, letters
from trm_policy.wording.addresses import FIELDS, INSTRUMENTS, RULE_BOOK, rule_page
from trm_policy.wording.text import sentence

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo


_WORDS: Mapping[Any, str] = {
    str: "text",
    float: "number",
    int: "whole number",
    bool: "true or false",
    date: "day, such as 2026-11-22",
    datetime: "instant, such as 2026-09-07T10:15+01:00",
    ZoneInfo: "time zone, such as Europe/London",
    Version: "version, such as 2.1.0",
    Share: "share, such as 50 %, 2/3 or more than 50 %",
    Override: "public, partner, internal or partner:PARTY",
    timing.Window: "window, such as 2 working days",
    timing.CalendarSpan: "span, such as 9 months",
    Notice: "span, such as 9 months, or one for each party",
    Within: "window or span, such as 24 hours or 3 months",
    timing.Cadence: "cadence, such as quarterly, or an RFC 5545 rule",
    timing.Period: "period, such as 2026-Q1",
    timing.WorkingHours: "hours, such as 08:00-17:00",
    Any: "anything",
}
_STEPS = {Bump.NONE: "none", Bump.MINOR: "minor", Bump.MAJOR: "major"}


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field in words. ``absent`` says what holds without it.

    ``weight``, ``step`` and ``reading`` tell what a change of it means: how much it matters, the
    step of the version that it asks for, and which way it is read.
    """

    name: str
    place: str
    depth: int
    kind: str
    absent: str
    visibility: str
    meaning: str
    weight: str
    step: str
    reading: str


@dataclass(frozen=True, slots=True)
class Group:
    """The fields under one key of the charter."""

    id: str
    title: str
    lines: tuple[FieldLine, ...]


def field_page() -> Page:
    """Every key that a charter may have, by its first key."""
    groups = _groups()
    html = render("fields.html", groups=groups)
    headings = tuple(Heading(group.id, group.title) for group in groups)
    return Page("Field reference", html, headings, "Every key of a charter and what it means.")


def instruments_page() -> Page:
    """What each instrument owes, by tier."""
    html = render("instruments.html", kinds=MEANINGS, owed=TABLE.values(), letters=letters)
    headings = (
        Heading("instruments-kinds", "Kinds of document"),
        Heading("instruments-owed", "What each owes"),
    )
    return Page("Instruments", html, headings, "What a charter owes, by the kind of document.")


def _groups() -> list[Group]:
    below: dict[str, list[FieldLine]] = {}
    plain_keys: list[FieldLine] = []
    for row in rows(Charter):
        below.setdefault(row.place[0], []).append(_line(row))
    found = []
    for key, lines in below.items():
        if len(lines) == 1:
            plain_keys += lines
        else:
            found.append(Group(f"field-{key}", key, tuple(lines)))
    return [Group("field-charter", "The charter itself", tuple(plain_keys)), *found]


def _line(row: FieldRow) -> FieldLine:
    field = row.field
    extra = field.json_schema_extra
    seen = extra.get("visibility") if isinstance(extra, dict) else None
    changing = row_for(row.place)
    return FieldLine(
        name=row.place[-1],
        place=".".join("…" if part == "*" else part for part in row.place),
        depth=len(row.place) - row.place.count("*") - 1,
        kind=_kind(row.field.annotation),
        absent=_absent(field),
        visibility=str(seen or "internal"),
        meaning=field.description or "",
        weight=changing.weight.value,
        step=_STEPS[changing.bump],
        reading=changing.reading.value,
    )


def _kind(annotation: Any) -> str:
    """A type in words for people who do not program."""
    if short := _short(annotation):
        return (
            "text, or the keys below" if not short.listed else "a value, a list, or the keys below"
        )
    kind = plain(annotation)
    origin = get_origin(kind)
    if origin is dict:
        return f"for each name: {_kind(get_args(kind)[1])}"
    if origin is tuple:
        return f"list of: {_kind(get_args(kind)[0])}"
    if origin is Literal:
        return " or ".join(str(value) for value in get_args(kind))
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return "one of: " + ", ".join(kind)
    if isinstance(kind, type) and issubclass(kind, Part):
        return "the keys below"
    return _WORDS.get(kind, "text")


def _short(annotation: Any) -> Short | None:
    """How a part may be written short, if it may."""
    for inner in (annotation, *get_args(annotation)):
        for mark in getattr(inner, "__metadata__", ()):
            if isinstance(mark, Short):
                return mark
    return None


def _absent(field: FieldInfo) -> str:
    if field.is_required():
        return "required"
    default = field.default
    if default is PydanticUndefined or default is None or default == ():
        return ""
    if isinstance(default, bool):
        return "true" if default else "false"
    return str(default)


_HERE = re.compile(r"\s*#\s*&lt;--\s*here")
_MARK = '  <mark class="trm-here">← here</mark>'
_SOURCE = "Source:"
_OWN_CHAPTER = Heading("chapter-own", "Found by the tool itself")


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """A rule with its page; the demand alone where none is written."""

    rule: Rule
    text: RuleText

    @property
    def source(self) -> Markup:
        """Where the demand comes from, as the end of the page's ``Why`` says."""
        why = next((one.text for one in self.text.sections if one.title == "Why"), "")
        last = why.split("\n\n")[-1]
        if not last.startswith(_SOURCE):
            return Markup()
        return prose(sentence(" ".join(last.removeprefix(_SOURCE).split())))


@dataclass(frozen=True, slots=True)
class RuleFamily:
    """A family of rules with its rules in order."""

    id: str
    title: str
    about: str
    entries: tuple[RuleEntry, ...]


def rule_pages(
    rules: Iterable[Rule],
    text_of: Callable[[Rule], str | None],
    link_from: Callable[[str], Link],
) -> dict[str, Page]:
    """Every page of the rule book by its path. ``text_of`` gives the Markdown of a rule's page."""
    book = [_entry(rule, text_of(rule)) for rule in rules]
    pages = {RULE_BOOK: _index(book, link_from(RULE_BOOK))}
    for entry in book:
        path = rule_page(entry.rule.name)
        pages[path] = _page(entry, link_from(path))
    return pages


def _entry(rule: Rule, text: str | None) -> RuleEntry:
    return RuleEntry(rule, _read(text) if text else RuleText(rule.name, rule.demand, (), ()))


@cache
def _read(text: str) -> RuleText:
    """The text of a rule's page, read once in a process, as that of the program does not change."""
    return read_page(text)


def _index(book: Sequence[RuleEntry], link: Link) -> Page:
    """All rules by chapter, with what each demands of whom; a rule's anchor is its name."""
    chapters = _chapters(book)
    html = render(
        "rules.html",
        chapters=chapters,
        tiers=list(Tier),
        rule_link=lambda rule: link(rule_page(rule)),
        own=OWN,
        own_chapter=_OWN_CHAPTER,
        fields=link(FIELDS),
        instruments=link(INSTRUMENTS),
    )
    headings = (*(Heading(chapter.id, chapter.title) for chapter in chapters), _OWN_CHAPTER)
    return Page("Rule book", html, headings, "What is required of a partnership, and why.")


def _page(entry: RuleEntry, link: Link) -> Page:
    """The page of one rule: what is written of it, or its demand alone."""
    rule, text = entry.rule, entry.text
    sections = [
        (Heading(f"part-{number}", section.title), _rendered(section.text))
        for number, section in enumerate(text.sections, start=1)
    ]
    html = render(
        "rule.html",
        rule=rule,
        demand=prose(text.demand),
        sections=sections,
        tiers=list(Tier),
        index=f"{link(RULE_BOOK)}#{rule.name}",
    )
    return Page(rule.name, html, tuple(heading for heading, _ in sections), rule.demand)


def _chapters(book: Iterable[RuleEntry]) -> list[RuleFamily]:
    families: dict[str, list[RuleEntry]] = {}
    for entry in book:
        families.setdefault(entry.rule.family, []).append(entry)
    return [
        RuleFamily(
            id=f"chapter-{family.replace('_', '-')}",
            title=family_title(family),
            about=_about(found[0].rule),
            entries=tuple(found),
        )
        for family, found in families.items()
    ]


def _about(rule: Rule) -> str:
    """What the chapter of a rule is about, as its package says."""
    package = importlib.import_module(rule.module.rsplit(".", 1)[0])
    return (package.__doc__ or "").strip().split("\n")[0]


@cache
def _rendered(text: str) -> Markup:
    """A part of a rule's text; the sign that marks a line of an example stands out."""
    html = article(text, heading=3)
    return Markup(_HERE.sub(_MARK, html))  # noqa: S704 - sanitised, and the mark is our own
