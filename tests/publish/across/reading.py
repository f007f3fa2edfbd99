"""Pages across all partnerships, made from files for one audience."""

from __future__ import annotations

import re

from tests.publish.publishing import published
from tests.publish.test_pages import tables
from trm_policy.model.audience import Override
from trm_policy.publish.build.charters import SiteOptions
from trm_policy.publish.page import Page

__all__ = ["pages", "tables", "words"]


def pages(audience: str = "internal", files: dict[str, bytes] | None = None) -> dict[str, Page]:
    return published(files, SiteOptions(Override.parse(audience))).pages


def words(html: str) -> str:
    """What a reader sees of some HTML, in one line."""
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())
