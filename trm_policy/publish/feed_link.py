"""The feed of a page, named in its head, where feed readers look for it."""

from __future__ import annotations

from markupsafe import Markup

_LINK = Markup(
    '<link rel="alternate feed" type="application/atom+xml" title="What changed" href="{}">\n'
)
"""With two words for its relation, since the theme asks for a site map beside each that has one."""
_END = "</head>"


def with_feed(page: str, address: str) -> str:
    """The finished page with a link to its feed in the head; as it is where it has none."""
    link = str(_LINK.format(address)) if address else ""
    return page.replace(_END, link + _END, 1)
