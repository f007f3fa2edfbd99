"""What a page is before any site generator sees it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Link = Callable[[str], str]
"""From the page that is made to another page, by its path in the site's sources."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a page that its table of contents shows. ``title`` is plain text."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Page:
    """A finished page: ``html`` begins with its first heading; ``title`` is plain text.

    ``feed`` is the address of a feed of what changes on it; empty where there is none.
    """

    title: str
    html: str
    headings: tuple[Heading, ...] = ()
    description: str = ""
    feed: str = ""
