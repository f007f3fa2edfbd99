"""A portfolio → every page of its site, by path, and what has to be said about the run."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import PurePosixPath

from trm_policy import catalog
from trm_policy.finding import Finding
from trm_policy.portfolio.portfolio import CHARTER_FILE
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.publish.charter_page import charter_page
from trm_policy.publish.charter_view import CharterView
from trm_policy.publish.field_page import PATH as FIELDS
from trm_policy.publish.field_page import field_page
from trm_policy.publish.overview_page import overview_page
from trm_policy.publish.page import Link, Page
from trm_policy.publish.rulebook_pages import rule_pages
from trm_policy.publish.summary import Summary, Unreadable, summary

HOME = "index.md"
_ID = re.compile(r"[a-z][a-z0-9-]*")


@dataclass
class Publication:
    """The pages of one run.

    ``notes`` are sentences for whoever runs it: charters, or parts of them, that are missing.
    """

    pages: dict[str, Page] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    summaries: list[Summary] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)


def path_of(partnership: str) -> str:
    """Where the page of a partnership stands; a folder name that is no id gets a safe one."""
    if _ID.fullmatch(partnership):
        return f"partnerships/{partnership}.md"
    return f"partnerships/unnamed-{sha256(partnership.encode()).hexdigest()[:12]}.md"


def publish(
    reader: PortfolioReader,
    now: datetime,
    link_from: Callable[[str], Link],
    *,
    own_home: bool = False,
) -> Publication:
    """Every page of the portfolio as of ``now``.

    ``link_from`` gives, for the path of a page, the way from it to others. With ``own_home``
    the site has a first page of its own, to which the overview is added.
    """
    done = Publication()
    titles: dict[str, str | None] = {}

    def title_of(partnership: str) -> str | None:
        if partnership not in titles:
            known = partnership in reader.ids
            part = reader.read(partnership).partnership if known else None
            titles[partnership] = part.charter.title if part else None
        return titles[partnership]

    for id_ in reader.ids:
        read = reader.read(id_)
        if read.partnership is None:
            titles[id_] = None
            done.unreadable.append(_unreadable(reader, id_, read.findings))
            continue
        titles[id_] = read.partnership.charter.title
        path = path_of(id_)
        view = CharterView(read.partnership, now, link_from(path), title_of, path_of)
        done.pages[path] = charter_page(view)
        done.summaries.append(summary(view, path))
        if view.unread:
            done.notes.append(
                f"{read.partnership.path}: {view.unread} of its entries cannot be read and are "
                "missing on its page; run 'trm check' to see which"
            )
    done.notes += [
        f"{one.file} cannot be read and has no page: {one.reason}" for one in done.unreadable
    ]
    today = now.astimezone(UTC).date()
    done.pages[HOME] = overview_page(
        done.summaries, done.unreadable, today, link_from(HOME), below=own_home
    )
    done.pages |= rule_pages(catalog.builtin(), catalog.builtin_page, link_from)
    done.pages[FIELDS] = field_page()
    return done


def _unreadable(
    reader: PortfolioReader, partnership: str, findings: tuple[Finding, ...]
) -> Unreadable:
    path: PurePosixPath = reader.folder / partnership / CHARTER_FILE
    first = next((finding for finding in findings if finding.path == path), None)
    reason = f"Line {first.span.line}: {first.message}." if first else "It has no content."
    return Unreadable(partnership, path.as_posix(), reason)
