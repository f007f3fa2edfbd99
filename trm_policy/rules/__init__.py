"""The rule book: one module and one page a rule, a package a chapter."""

from __future__ import annotations

import re
from pathlib import Path

_NAME = re.compile("[a-z][a-z0-9-]*")


def page_text(rule: str) -> str | None:
    """The page of the rule that is called so; None where the book has none."""
    if not _NAME.fullmatch(rule):
        return None
    found = Path(__file__).parent.glob(f"*/{rule.replace('-', '_')}.md")
    return next((page.read_text(encoding="utf-8") for page in found), None)
