"""A rule's page: Markdown of one shape, whose examples can be run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

_TITLES = {
    "goals_and_kpis": "Goals and KPIs",
    "information_risk_exit": "Information, risk and exit",
}


def family_title(family: str) -> str:
    """A chapter of the rule book as a heading: ``change_control`` → ``Change control``."""
    return _TITLES.get(family) or family.replace("_", " ").capitalize()


MARK = "# <-- here"
"""Stands behind the line of an example at which the finding stands."""

SECTIONS = ("Why", "Bad", "Good", "How to fix", "Options")


@dataclass(frozen=True, slots=True)
class Block:
    """One file of an example.

    ``file`` is relative to the charter's folder; ``marked`` are the lines of ``text``, from 1,
    at which a finding is expected. ``base`` says that it stood there before the change;
    ``author`` is the e-mail address of who committed it, None where it is not committed yet.
    """

    file: str
    text: str
    marked: frozenset[int]
    base: bool = False
    author: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """Fragments to be laid over the complete charter, and what they should give.

    ``bad`` says whether findings are expected; ``line`` is where it begins on the page.
    """

    title: str
    bad: bool
    blocks: tuple[Block, ...]
    as_of: date
    line: int


@dataclass(frozen=True, slots=True)
class PageSection:
    """A heading of the page and the Markdown below it."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class RulePage:
    """A rule's page as data. ``demand`` is its first paragraph."""

    title: str
    demand: str
    sections: tuple[PageSection, ...]
    examples: tuple[Example, ...]


DEFAULT_DAY = date(2026, 11, 22)
_SETTING = re.compile(r"(file|line|as-of|author)=(\S+)")


def read_page(text: str) -> RulePage:
    """The page that ``text`` holds; parts of the shape that it lacks are simply absent."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").parse(text)
    lines = text.splitlines()
    headings = [
        (token.tag, tokens[place + 1].content, token.map or [0, 0])
        for place, token in enumerate(tokens)
        if token.type == "heading_open"
    ]
    title = next((words for tag, words, _ in headings if tag == "h1"), "")
    first = next(
        (t for t in tokens if t.type == "inline" and t.level == 1 and t.content != title), None
    )
    parts = [(words, place) for tag, words, place in headings if tag == "h2"]
    ends = [*(place[0] for _, place in parts[1:]), len(lines)][: len(parts)]
    sections, examples = [], []
    for (words, place), end in zip(parts, ends, strict=True):
        sections.append(PageSection(words, "\n".join(lines[place[1] : end]).strip()))
        if words.split(":")[0] in ("Bad", "Good"):
            inside = [
                t for t in tokens if t.type == "fence" and t.map and place[0] < t.map[0] < end
            ]
            examples.append(_example(words, place[0] + 1, inside))
    demand = first.content.replace("\n", " ") if first else ""
    return RulePage(title, demand, tuple(sections), tuple(examples))


def _example(title: str, line: int, fences: Sequence[Any]) -> Example:
    day = DEFAULT_DAY
    blocks = []
    for fence in fences:
        settings = dict(_SETTING.findall(fence.info))
        if "as-of" in settings:
            day = date.fromisoformat(settings["as-of"])
        marked = set(_marked(fence.content))
        if "line" in settings:
            marked |= {int(number) for number in settings["line"].split(",")}
        file = settings.get("file", "partnership.yaml")
        base = "base" in fence.info.split()
        author = settings.get("author")
        blocks.append(Block(file, fence.content, frozenset(marked), base, author))
    return Example(title, title.startswith("Bad"), tuple(blocks), day, line)


def _marked(text: str) -> Iterator[int]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.rstrip().endswith(MARK):
            yield number
