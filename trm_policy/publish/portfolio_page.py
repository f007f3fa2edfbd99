"""Pages about the whole portfolio: each takes a row of every partnership and is made of the rows.

A row is made from a partnership as the site's audience sees it, is small, and holds nothing of the
view it came from, so that it can be kept while the charter does not change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from trm_policy.publish.charter_view import CharterView
from trm_policy.publish.charts.gallery import Gallery
from trm_policy.publish.evidence import Lines
from trm_policy.publish.page import Heading, Link, Page
from trm_policy.publish.rendering import render

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class PartnershipRow(Generic[R]):
    """A partnership's row, with its title and the path of its page."""

    id: str
    title: str
    path: str
    row: R


@dataclass(frozen=True, slots=True)
class Whole:
    """What a page about the portfolio knows besides its rows.

    ``now`` is the instant as of which it tells, ``link`` the way from it to other pages, ``host``
    whether it is for the host alone. ``gallery`` draws charts; ``lines`` is where files of the
    repository are read, None for others than the host.
    """

    now: datetime
    link: Link
    host: bool
    gallery: Gallery = field(default_factory=Gallery)
    lines: Lines | None = None

    def page(
        self, name: str, title: str, about: str, headings: Iterable[Heading], /, **shown: Any
    ) -> Page:
        """The page that the template of that name makes of what is ``shown``."""
        today, link, gallery = self.now.astimezone(UTC).date(), self.link, self.gallery
        template = f"across/{name}.html"
        html = render(template, title=title, today=today, link=link, gallery=gallery, **shown)
        return Page(title, html, tuple(headings), about)


@dataclass(frozen=True, slots=True)
class PortfolioPage(Generic[R]):
    """A page about the whole portfolio, at ``path``.

    ``row`` takes what it tells of one partnership, None for nothing; ``page`` makes the page of
    at least one row, None where there is nothing to tell. ``host_only`` keeps it from every other
    audience.
    """

    path: str
    row: Callable[[CharterView], R | None]
    page: Callable[[Sequence[PartnershipRow[R]], Whole], Page | None]
    host_only: bool = False
