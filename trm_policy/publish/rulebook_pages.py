"""The rule book: a page that lists the rules by chapter, and a page for each rule."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from markupsafe import Markup

from trm_policy.model.vocabulary import Tier
from trm_policy.publish.page import Heading, Link, Page
from trm_policy.publish.prose import article, prose
from trm_policy.publish.rendering import render
from trm_policy.rule import Rule
from trm_policy.rulepage import read_page

INDEX = "rules/index.md"
_HERE = re.compile(r"#\s*&lt;--\s*here")
_MARK = '<mark class="trm-here">← here</mark>'
_CAPITALS = {"kpis": "KPIs"}


@dataclass(frozen=True, slots=True)
class Chapter:
    """A family of rules with its rules in order."""

    id: str
    title: str
    about: str
    rules: tuple[Rule, ...]


def path_of(rule: str) -> str:
    """Where the page of the rule of that name stands."""
    return f"rules/{rule}.md"


def rule_index(rules: Iterable[Rule], link: Link) -> Page:
    """All rules by chapter, with what each demands of whom."""
    chapters = _chapters(rules)
    html = render("rules.html", chapters=chapters, tiers=list(Tier), link=link, path_of=path_of)
    headings = tuple(Heading(chapter.id, chapter.title) for chapter in chapters)
    return Page("Rule book", html, headings, "What an expert demands of a partnership.")


def rule_page(rule: Rule, text: str, link: Link) -> Page:
    """The page of one rule; ``text`` is its Markdown."""
    page = read_page(text)
    sections = [
        (Heading(f"part-{number}", section.title), _marked(article(section.text, heading=3)))
        for number, section in enumerate(page.sections, start=1)
    ]
    html = render(
        "rule.html",
        rule=rule,
        demand=prose(page.demand or rule.demand),
        sections=sections,
        tiers=list(Tier),
        index=link(INDEX),
    )
    return Page(rule.name, html, tuple(heading for heading, _ in sections), rule.demand)


def rule_pages(
    rules: Iterable[Rule], text_of: Callable[[Rule], str], link_from: Callable[[str], Link]
) -> dict[str, Page]:
    """Every page of the rule book by its path."""
    book = tuple(rules)
    pages = {INDEX: rule_index(book, link_from(INDEX))}
    for rule in book:
        path = path_of(rule.name)
        pages[path] = rule_page(rule, text_of(rule), link_from(path))
    return pages


def _chapters(rules: Iterable[Rule]) -> list[Chapter]:
    families: dict[str, list[Rule]] = {}
    for rule in rules:
        families.setdefault(rule.family, []).append(rule)
    return [
        Chapter(family.replace("_", "-"), _title(family), _about(family, found), tuple(found))
        for family, found in families.items()
    ]


def _title(family: str) -> str:
    words = [_CAPITALS.get(word, word) for word in family.split("_")]
    text = " ".join(words)
    return text[:1].upper() + text[1:]


def _about(family: str, rules: list[Rule]) -> str:
    """What the chapter is about, as its package says."""
    if family == "checks":
        return "Rules of our own organisation."
    package = rules[0].module.rsplit(".", 1)[0]
    return (importlib.import_module(package).__doc__ or "").strip().split("\n")[0]


def _marked(html: Markup) -> Markup:
    """Let the sign that marks a line of an example stand out."""
    return Markup(_HERE.sub(_MARK, html))  # noqa: S704 - sanitised, and the mark is our own
