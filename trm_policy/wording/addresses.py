"""Where pages stand on the published site, for those who make them and those who point at them.

Paths are those of the site's sources; addresses are what a reader opens, with a folder for each
page, as MkDocs makes them unless told otherwise.
"""

from __future__ import annotations

from urllib.parse import quote

RULE_BOOK = "rules/index.md"
FIELDS = "reference/fields.md"
INSTRUMENTS = "reference/instruments.md"
HEALTH = "health/index.md"
WARNINGS = "warnings/index.md"
MATURITY = "maturity/index.md"
SEGMENTATION = "segmentation/index.md"
NETWORK = "network/index.md"


def rule_page(rule: str) -> str:
    """The path of the page of the rule of that name."""
    return f"rules/{rule}.md"


def address(site_url: str, path: str) -> str:
    """The full address of the page of that path on the site at ``site_url``."""
    folder = path.removesuffix(".md").removesuffix("index").rstrip("/")
    return f"{site_url.rstrip('/')}/{quote(folder)}/" if folder else f"{site_url.rstrip('/')}/"
