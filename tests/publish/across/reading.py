"""Pages across all partnerships, made from files for one audience."""

from __future__ import annotations

import re

from tests.publish.test_pages import NOW, tables, to
from tests.support import FOLDER
from trm_policy.model.audience import Override
from trm_policy.publish.build.charters import SiteOptions
from trm_policy.publish.build.site import judge_of, publish
from trm_policy.publish.page import Page
from trm_policy.source import InMemory
from trm_policy.starter import complete

__all__ = ["pages", "tables", "words"]


def pages(audience: str = "internal", files: dict[str, bytes] | None = None) -> dict[str, Page]:
    judge = judge_of(InMemory(files or dict(complete())), FOLDER, NOW)
    return publish(judge, to, SiteOptions(Override.parse(audience))).pages


def words(html: str) -> str:
    """What a reader sees of some HTML, in one line."""
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())
