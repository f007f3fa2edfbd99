"""The navigation that ``mkdocs.yml`` asks for, and the pages that a site has of it."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Any

from trm_policy.publish.chapters import CHAPTERS

CHAPTER_PATHS = frozenset(chapter.path for chapter in CHAPTERS)


def made_alone(nav: Any, pages: Container[str]) -> Any:
    """The navigation without those pages about the portfolio that this site does not have."""
    if isinstance(nav, list):
        kept = [made_alone(item, pages) for item in nav]
        return [item for item in kept if item not in (None, {}, [])]
    if isinstance(nav, dict):
        kept_items = {title: made_alone(item, pages) for title, item in nav.items()}
        return {title: item for title, item in kept_items.items() if item not in (None, {}, [])}
    return None if nav in CHAPTER_PATHS and nav not in pages else nav


def named_in(nav: Any) -> Iterator[str]:
    """The paths of pages, and the addresses, to which the navigation leads."""
    if isinstance(nav, str):
        yield nav.lstrip("/")
    elif isinstance(nav, list | dict):
        for item in nav.values() if isinstance(nav, dict) else nav:
            yield from named_in(item)
