"""The pages about the whole portfolio that a site has besides the board."""

from __future__ import annotations

from typing import Any

from trm_policy.publish.chapter import Chapter

CHAPTERS: tuple[Chapter[Any], ...] = ()
"""In the order in which their pages are made."""
