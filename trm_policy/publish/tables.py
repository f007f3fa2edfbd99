"""Tables of pages in Markdown, for everybody: what scrolls can be reached with the keyboard."""

from __future__ import annotations

import re

_PLAIN = re.compile(r"<table>(.*?)</table>", re.DOTALL)
_FRAMED = (
    r'<div class="trm-scroll" tabindex="0" role="group" aria-label="Table">'
    r'<table class="trm-table">\1</table></div>'
)


def with_reachable_tables(html: str) -> str:
    """The HTML that Markdown made, each plain table in a frame that scrolls and takes the focus.

    The theme frames such tables too, in a way that no keyboard reaches.
    """
    return _PLAIN.sub(_FRAMED, html)
