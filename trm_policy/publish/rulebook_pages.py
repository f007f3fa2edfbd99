"""The rule book: a page that lists the rules by chapter, and a page for each rule."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from trm_policy.judging.catalogue import OWN
from trm_policy.judging.rule_page import Page as RuleText
from trm_policy.judging.rule_page import family_title, read_page
from trm_policy.model.vocabulary import Tier
from trm_policy.publish.page import Heading, Link, Page
from trm_policy.publish.prose import article, prose
from trm_policy.publish.rendering import render
from trm_policy.rule import Rule
from trm_policy.wording.addresses import FIELDS, RULE_BOOK, rule_page
from trm_policy.wording.text import sentence

_HERE = re.compile(r"\s*#\s*&lt;--\s*here")
_MARK = '  <mark class="trm-here">← here</mark>'
_SOURCE = "Source:"
_OWN_CHAPTER = Heading("chapter-own", "Found by the tool itself")


@dataclass(frozen=True, slots=True)
class Entry:
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
class Chapter:
    """A family of rules with its rules in order."""

    id: str
    title: str
    about: str
    entries: tuple[Entry, ...]


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


def _entry(rule: Rule, text: str | None) -> Entry:
    return Entry(rule, read_page(text) if text else RuleText(rule.name, rule.demand, (), ()))


def _index(book: Sequence[Entry], link: Link) -> Page:
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
    )
    headings = (*(Heading(chapter.id, chapter.title) for chapter in chapters), _OWN_CHAPTER)
    return Page("Rule book", html, headings, "What an expert demands of a partnership.")


def _page(entry: Entry, link: Link) -> Page:
    """The page of one rule: what is written of it, or its demand alone."""
    rule, text = entry.rule, entry.text
    sections = [
        (Heading(f"part-{number}", section.title), _marked(article(section.text, heading=3)))
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


def _chapters(book: Iterable[Entry]) -> list[Chapter]:
    families: dict[str, list[Entry]] = {}
    for entry in book:
        families.setdefault(entry.rule.family, []).append(entry)
    return [
        Chapter(
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


def _marked(html: Markup) -> Markup:
    """Let the sign that marks a line of an example stand out."""
    return Markup(_HERE.sub(_MARK, html))  # noqa: S704 - sanitised, and the mark is our own
