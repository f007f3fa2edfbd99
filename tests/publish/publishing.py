"""Sites as data, before any site generator sees them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from tests.support import FOLDER
from trm_policy.publish.build.cache import PageCache
from trm_policy.publish.build.charters import SiteOptions
from trm_policy.publish.build.site import Publication, judge_of, publish
from trm_policy.publish.charts.gallery import Gallery
from trm_policy.publish.page import Link
from trm_policy.source import InMemory
from trm_policy.starter import complete

NOW = datetime(2026, 11, 22, tzinfo=UTC)
SHARED = PageCache()
"""What the sites of a session have in common, such as the rule book, is made once."""
PICTURES = Gallery()
"""A chart is the same on every site, and drawn once."""


def to(path: str) -> Link:
    """Addresses that name both ends."""
    return lambda other: f"{path} -> {other}"


def straight(_: str) -> Link:
    """Addresses that are the path alone."""
    return lambda other: other


def published(
    files: Mapping[str, bytes] | None = None,
    options: SiteOptions | None = None,
    link_from: Callable[[str], Link] = to,
    *,
    now: datetime = NOW,
    cache: PageCache = SHARED,
) -> Publication:
    """The site of these files, or of the complete portfolio."""
    judge = judge_of(InMemory(dict(files or complete())), FOLDER, now)
    site = replace(options or SiteOptions(), gallery=PICTURES)
    return publish(judge, link_from, site, cache)
