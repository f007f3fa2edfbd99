"""What a page is before any site generator sees it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from trm_policy.publish.subscriptions import Subscriptions
from trm_policy.wording.addresses import rule_page

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


@dataclass(frozen=True, slots=True)
class PageLinks:
    """Where a page about a partnership leads.

    ``to`` is the way from it to others. ``sheets`` are the paths of the pages beside the
    charter's own, by their names; ``subscriptions`` are what one can subscribe to; ``guide`` is
    the path of the page on how to propose a change, empty where the site has none.
    """

    to: Link
    sheets: Mapping[str, str] = field(default_factory=dict)
    subscriptions: Subscriptions | None = None
    guide: str = ""

    def calendar_of(self, person: str) -> str:
        """The address of a person's calendar; empty of somebody with nothing to do here."""
        path = self.subscriptions.people.get(person) if self.subscriptions else None
        return self.to(path) if path else ""

    def rule(self, name: str) -> str:
        """The address of a rule's page."""
        return self.to(rule_page(name))
