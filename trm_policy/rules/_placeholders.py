"""Text that only keeps a place free: how it is told from text that says something."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

# Said of a whole text only: within a sentence "prices to be agreed each spring" means something,
# and "todo" is Spanish for "all". Also the dots, lines and question marks of a form; a single
# hyphen may be a unit. Small letters; blanks of no width count as blanks.
_WHOLE = r"""
    [\s\u200b\u2060\ufeff]*+
    (?:
        (?: to[ ]?do | tb[ac] | lorem | xxx? | placeholder | change[ ]?me
            | fill[ ](?: me[ ] | this[ ] )? in | insert[ ](?: here | text )(?: [ ]here )?+
            | to[ ]be[ ](?: added | advised | agreed | announced | completed | confirmed | decided
                            | defined | determined | done | filled[ ]in | named )
        ) [.:!]*+
        | (?: [?._…—] \s*+ )++
        | --++
    )?+
    [\s\u200b\u2060\ufeff]*+
"""
_WHOLE_TEXT = re.compile(_WHOLE, re.VERBOSE)
_SEPARATOR = "\0"
_ONE_OF_MANY = re.compile(rf"\0{_WHOLE}(?:\0|\Z)", re.VERBOSE)

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
_FILL_SIGNS = re.compile(r"[\s.…_*●•?-]*")
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
_SIGNS = ("[", "<", "{", "tb", "t.b", "xx", "todo", "fixme", "lorem", "____")
"""What a placeholder within a text, in small letters, begins with; the quickest to find first."""


def any_waits(texts: Iterable[str]) -> bool:
    """Whether one of ``texts`` may hold a placeholder; much quicker than to ask each."""
    small = _SEPARATOR.join(("", *texts)).lower()
    return any(sign in small for sign in _SIGNS) or _ONE_OF_MANY.search(small) is not None


def linked_in(text: str) -> frozenset[str]:
    """The words in brackets for which ``text`` says below where they lead."""
    return frozenset(_DEFINITION.findall(text))


@lru_cache(maxsize=1 << 12)
def placeholder_in(
    text: str, *, formula: bool = False, linked: frozenset[str] = frozenset()
) -> str | None:
    """The part of ``text`` that waits to be filled in; None where there is none.

    Blank text is its own placeholder: the answer is then empty. In a ``formula`` brackets
    hold quantities and are left alone, and so are words in brackets that are ``linked``.
    """
    small = text.lower()
    if _WHOLE_TEXT.fullmatch(small):
        return text.strip().strip("\u200b\u2060\ufeff").strip()
    if not any(sign in small for sign in _SIGNS):
        return None
    found = _INSIDE.search(text)
    if found:
        return found[0].strip()
    return None if formula else next(_templates(text, linked), None)


def _templates(text: str, linked: frozenset[str]) -> Iterator[str]:
    """What stands in brackets for the reader to replace."""
    defined = linked | linked_in(text)
    for found in _BRACKETS.finditer(text):
        inside = found["inside"]
        if inside in _BOXES and _TASK.fullmatch(_line_before(text, found.start())):
            continue
        if any(character.isalpha() for character in inside):
            if inside not in defined and inside.lower() not in _EDITORS_MARKS:
                yield found[0]
        elif _FILL_SIGNS.fullmatch(inside):
            yield found[0]
    for found in _ANGLES.finditer(text):
        if not _HTML.fullmatch(found["inside"]):
            yield found[0]


def _line_before(text: str, place: int) -> str:
    return text[text.rfind("\n", 0, place) + 1 : place]
