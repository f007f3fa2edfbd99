"""Text that only keeps a place free: how it is told from text that says something."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Said of a whole text only: within a sentence "prices to be agreed each spring" means something,
# and "todo" is Spanish for "all". In small letters, without a full stop or colon behind.
_WHOLE = frozenset(
    {
        *("todo", "to do", "tba", "tbc", "lorem", "placeholder", "change me", "changeme"),
        *("fill in", "fill me in", "fill this in", "insert here", "insert text", "xx", "xxx"),
    }
) | {
    f"to be {done}"
    for done in (
        *("added", "advised", "agreed", "announced", "completed", "confirmed", "decided"),
        *("defined", "determined", "done", "filled in", "named"),
    )
}
_FORM_LINES = frozenset("?.…_—")  # a text of these alone; a single hyphen may be a unit
_BLANKS = " \t\r\n\u00a0\u200b\u2060\ufeff"  # also those of no width

# Found anywhere in a text. Case matters for TODO (Spanish) and for X's (made-up names); a hyphen
# or letter beside the X's makes them part of a code such as AB-XX-9 or XXL. TBC and TBA before
# a capital are names of firms.
_INSIDE = re.compile(
    r"""(?x)
    \b (?i: tbd | t\.b\.d\. ) (?!\w)
    | \b (?: TBC | TBA ) \b (?! [ ]+[A-Z] )
    | \b (?: TODO | FIXME ) \b
    | \b (?i: todo ) :
    | (?<![\w-]) XX+ (?: [-/.:] (?: XX+ | [0-9]{4} ) )* (?![\w-])
    | \b 20XX \b
    | \b (?i: lorem [ ]+ ipsum ) \b
    | \{\{ [^{}\n]{1,60} \}\}
    | (?<= [^\s_] ) [ \t]* _{4,} | _{4,} (?= [ \t]* [^\s_] )
    """
)

# Square brackets with words inside, or with the dots, lines and bullets of a form. Not: links
# and their definitions, footnotes, what a backslash makes plain, an index such as list[i], and
# numbers such as [1] or [0, 1].
_BRACKETS = re.compile(
    r"""(?x)
    (?<! [\w\]\\] )
    \[ (?! \^ ) (?P<inside> [^\[\]\n]{0,80} ) \]
    (?! [\w(\[:] )
    """
)
_FORM_SIGNS = re.compile(r"[\s.…_*●•?-]*")
_EDITORS_MARKS = frozenset({"sic", "redacted"})
_DEFINITION = re.compile(r"\[([^\[\]\n]{1,80})\]:")
_TASK = re.compile(r"[ \t]*(?:[-*+]|[0-9]+[.)])[ \t]+")
_BOXES = frozenset(" xX-")

# Angle brackets around words. HTML is wrong in a charter too, but it is no placeholder.
_ANGLES = re.compile(r"<(?P<inside>[A-Za-z]+(?:[ _-][A-Za-z]+)*)>")
_HTML = re.compile(
    r"""(?xi)
    a|b|i|p|u|s|em|br|hr|li|ol|ul|td|th|tr|tt|del|div|img|ins|kbd|pre|sub|sup|svg|var|abbr|body
    |cite|code|font|form|head|html|link|meta|samp|span|small|style|table|title|tbody|thead|button
    |center|iframe|script|strong|section|blockquote
    """
)
_SIGNS = re.compile(r"[\s.…_*●•?-]*")
_EDITORS_MARKS = frozenset({"sic", "redacted"})
_DEFINITION = re.compile(r"\[([^\[\]\n]{1,80})\]:")
_TASK = re.compile(r"[ \t]*(?:[-*+]|[0-9]+[.)])[ \t]+")
_BOXES = frozenset(" xX-")

# Angle brackets around words. HTML is wrong in a charter too, but it is no placeholder.
_ANGLES = re.compile(r"<(?P<inside>[A-Za-z]+(?:[ _-][A-Za-z]+)*)>")
_HTML = frozenset(
    """
    a b i p u s em br hr li ol ul td th tr tt del div img ins kbd pre sub sup svg var abbr body
    cite code font form head html link meta samp span small style table title tbody thead button
    center iframe script strong section blockquote
    """.split()
)
_SIGNS = ("[", "<", "{{", "xx", "tbd", "tbc", "tba", "t.b", "todo", "fixme", "lorem", "____")


def suspicious(text: str) -> bool:
    """Whether :func:`placeholder_in` may find anything within ``text``; quick for long text."""
    small = text.lower()
    return any(sign in small for sign in _SIGNS)


def blank(text: str) -> bool:
    """Whether the text shows nothing."""
    return not text.strip(_BLANKS)


def only_keeps_place(text: str) -> bool:
    """Whether the text as a whole says nothing yet: ``to be confirmed``, ``???``."""
    bare = text.strip(_BLANKS)
    if bare[:1] in _FORM_LINES or bare[:2] == "--":
        return set(bare) <= _FORM_LINES | set("- ")
    return bare.lower().rstrip(".:! ") in _WHOLE


def placeholder_in(text: str, *, formula: bool = False) -> str | None:
    """The part of ``text`` that waits to be filled in; None where there is none.

    Blank text is its own placeholder: the answer is then empty. In a ``formula`` brackets
    hold quantities and are left alone.
    """
    if blank(text):
        return ""
    if only_keeps_place(text):
        return text.strip(_BLANKS)
    if not suspicious(text):
        return None
    found = _INSIDE.search(text)
    if found:
        return found[0].strip()
    return None if formula else next(_templates(text), None)


def _templates(text: str) -> Iterator[str]:
    """What stands in brackets for the reader to replace."""
    defined = set(_DEFINITION.findall(text))
    for found in _BRACKETS.finditer(text):
        inside = found["inside"]
        if inside in _BOXES and _TASK.fullmatch(_line_before(text, found.start())):
            continue
        if any(character.isalpha() for character in inside):
            if inside not in defined and inside.lower() not in _EDITORS_MARKS:
                yield found[0]
        elif _FORM_SIGNS.fullmatch(inside):
            yield found[0]
    for found in _ANGLES.finditer(text):
        if not _HTML.fullmatch(found["inside"]):
            yield found[0]


def _line_before(text: str, place: int) -> str:
    return text[text.rfind("\n", 0, place) + 1 : place]
