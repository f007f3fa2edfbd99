"""User text in the Markdown of GitHub and GitLab: whatever it says, it stays text."""

from __future__ import annotations

import re

from trm_policy.wording.text import printable

_LIVE = re.compile(
    r"[@#!$~%&^](?=\S)"  # mentions, issues, requests, formulas, labels, milestones, notes
    r"|:(?=\S)"  # addresses and emoji
    r"|(?<=[Ww]{3})\."  # addresses that begin with www
    r"|(?<=[A-Za-z])-(?=\d)"  # tickets
    r"|[\[{](?=[+-])"  # marks of what was added or removed
)
_MARKUP = re.compile(r"[<>&\\`*_{}\[\]()#+|~$^=]")


def plain(text: str) -> str:
    """Markdown for one line that reads as exactly ``text``.

    Signs of markup become character references, which can open nothing. Signs that a forge
    looks for after rendering are put into an element of their own, so that they stand beside no
    word. Blocks are not thought of: put it behind something else, or into the cell of a table.
    """
    out, done = [], 0
    clean = printable(text)
    for found in _LIVE.finditer(clean):
        out += [_quoted(clean[done : found.start()]), f"<span>&#{ord(found[0])};</span>"]
        done = found.end()
    return "".join([*out, _quoted(clean[done:])])


def _quoted(text: str) -> str:
    return _MARKUP.sub(lambda found: f"&#{ord(found[0])};", text)
