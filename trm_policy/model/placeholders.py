"""Text that only keeps a place free: how it is told from text that says something."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple
from unicodedata import normalize

from trm_policy.finding import Place

# The dots, lines and question marks of a form; a single hyphen may be a unit. Blanks of no width
# count as blanks.
_FORM = r"[\s\u200b\u2060\ufeff]*+(?:(?:[?._…—]\s*+)++|--++)?+[\s\u200b\u2060\ufeff]*+"
_SEPARATOR = "\0"
_ONE_OF_MANY = re.compile(rf"\0{_FORM}(?:\0|\Z)")
_WHOLE_TEXT = re.compile(_FORM)
_AROUND = " \t\r\n\u00a0\u200b\u2060\ufeff.!…()[]<>*_'\"“”„«»（）【】「」。"
"""What may stand around a phrase that is the whole of a text; a colon behind it announces more."""
_LONGEST = 80

# Found anywhere in a text. Case matters for TODO (Spanish) and for X's (made-up names); a hyphen
# or letter beside the X's makes them part of a code such as AB-XX-9 or XXL. TBC and TBA before
# a capital are names of firms.
_INSIDE = re.compile(
    r"""(?x)
    \b (?i: tbd | t\.b\.d\. ) (?!\w)
    | \b (?: TBC | TBA ) \b (?! [ ]+[A-Z] )
    | \b (?: TODO | FIXME ) \b
    | (?: (?<![^\n.;:!?(\[]) | (?<=[.;:!?(\[][ ]) | (?<=\n[*-][ ]) ) (?i: todo ) :
    | (?<![\w-]) XX+ (?: [-/.:] (?: XX+ | [0-9]{4} ) )* (?![\w-])
    | \b 20XX \b
    | \b (?i: lorem [ ]+ ipsum ) \b
    | \{\{ [^{}\n]{1,60} \}\}
    | (?<= [^\s_] ) [ \t]* _{4,} | _{4,} (?= [ \t]* [^\s_] )
    | (?<![\w*_]) __+ (?= % | [ ]% | [ ]+(?: days? | weeks? | months? | years? | hours? )\b )
    | \( (?i: insert | enter | fill[ ]in | specify ) [ ] [^()\n]{1,60} \)
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
_OPENING = re.compile(r"(?i:tbd|tba|tbc|todo|fixme|t\.b\.d\.)(?!\w)")

# Square brackets around what a form asks for: an order to its reader ("insert date", "what we
# gain", "to be agreed"), or names of things alone ("name of the partner", "30 days"). Whatever
# else stands in brackets is the author's own: Thomas [Tom] Ellis, [APAC friendly].
_EXAMPLES = (["e", "g"], ["i", "e"], ["z", "b"], ["p", "ex"], ["such", "as"])
_WORDS = re.compile(r"[^\W_]+")

_COUNTED = frozenset({"book", "chapter", "part", "title", "volume", "siglo", "siècle", "secolo"})
_CENTURIES = frozenset({"century", "congress", "jahrhundert", "session", "siècle", "wiek"})
_FILL_SIGNS = re.compile(r"[\s.…_*●•?-]*")
_DEFINITION = re.compile(r"\[([^\[\]\n]{1,80})\]:")
_TASK = re.compile(r"[ \t]*(?:[-*+]|[0-9]+[.)])[ \t]+")
_BOXES = frozenset(" xX-")

# Angle brackets around words. HTML is wrong in a charter too, but it is no placeholder.
_ANGLES = re.compile(r"<(?P<inside>[A-Za-z]+(?:[ _-][A-Za-z]+)*)>")
_HTML = re.compile(
    r"""(?xi)
    a|b|i|p|u|s|em|br|hr|li|ol|ul|td|th|tr|tt|del|div|img|ins|kbd|pre|sub|sup|svg|var|abbr|body
    |cite|code|font|form|head|html|link|meta|samp|span|small|style|table|title|tbody|thead|button
    |center|iframe|script|strong|section|blockquote|audio|video|image|canvas|picture|source|dfn|nav
    |main|aside|article|header|footer|figure|figcaption|details|summary|mark|time|data|label|input
    |option|select|textarea|template|object|embed
    """
)
_SIGNS = (
    *("[", "<", "{", "tb", "t.b", "xx", "todo", "fixme", "lorem", "__"),
    *("(insert", "(enter", "(fill", "(specify"),
)
"""What a placeholder within a text, in small letters, begins with; the quickest to find first."""


def any_waits(texts: Iterable[str]) -> bool:
    """Whether one of ``texts`` may hold a placeholder; much quicker than to ask each."""
    small = _small(_SEPARATOR.join(("", *texts)))
    return (
        any(sign in small for sign in _SIGNS)
        or _ONE_OF_MANY.search(small) is not None
        or _any_phrase(small.split(_SEPARATOR))
    )


def _any_phrase(small: Iterable[str]) -> bool:
    """Whether a text says no more than that something is to come, be it with a remark behind.

    So only of a whole text: "prices to be agreed each spring" means something, and "todo" is
    Spanish for "all".
    """
    short = [text.partition(" (")[0].strip(_AROUND) for text in small if len(text) <= _LONGEST]
    return not _words()["whole"].isdisjoint(short)


def _small(text: str) -> str:
    return text.lower() if text.isascii() else normalize("NFC", text.lower())


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
    small = _small(text)
    if _WHOLE_TEXT.fullmatch(small) or _any_phrase((small,)):
        return text.strip().strip("\u200b\u2060\ufeff").strip()
    if not any(sign in small for sign in _SIGNS):
        return None
    for found in _INSIDE.finditer(text):
        if not _is_roman(text, found):
            return found[0].strip()
    return None if formula else next(_templates(text, linked), None)


def _templates(text: str, linked: frozenset[str]) -> Iterator[str]:
    """What stands in brackets for the reader to replace."""
    here = linked_in(text)
    for found in _BRACKETS.finditer(text):
        inside = found["inside"]
        if inside in _BOXES and _TASK.fullmatch(_line_before(text, found.start())):
            continue
        if any(character.isalpha() for character in inside):
            if inside not in linked and inside not in here and _asks(inside):
                yield found[0]
        elif _FILL_SIGNS.fullmatch(inside):
            yield found[0]
    for found in _ANGLES.finditer(text):
        if not _HTML.fullmatch(found["inside"]):
            yield found[0]


def _asks(inside: str) -> bool:
    """Whether words in brackets ask for something, rather than say it."""
    said = [word for word in _WORDS.findall(inside.casefold()) if not word.isdecimal()]
    words = _words()
    ordered = (said[:1] and said[0] in words["order"]) or said[:2] in _EXAMPLES
    if ordered or not words["anywhere"].isdisjoint(said):
        return True
    others = [word for word in said if word not in words["thing"] and len(word) > 1]
    return not words["thing"].isdisjoint(said) and words["between"].issuperset(others)


@cache
def _words() -> Mapping[str, frozenset[str]]:
    """Words of forms by their role, and whole phrases; in small letters, of many languages."""
    with Path(__file__).with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        rows = {row["role"]: row["words"] for row in csv.DictReader(file)}
    return {
        role: frozenset(said.split(";" if ";" in said else None)) for role, said in rows.items()
    }


def _is_roman(text: str, found: re.Match[str]) -> bool:
    """Whether X's count a title, a century and the like: Title XX, the XX century."""
    if found[0] not in ("XX", "XXX"):
        return False
    before, after = text[: found.start()].split()[-1:], text[found.end() :].split()[:1]
    return bool(
        (before and before[0].casefold() in _COUNTED)
        or (after and after[0].casefold().strip(".,;:") in _CENTURIES)
    )


def _line_before(text: str, place: int) -> str:
    return text[text.rfind("\n", 0, place) + 1 : place]


def texts_in(data: Any) -> Iterator[str]:
    """Every text in ``data``; keys are names and not looked at."""
    waiting = [data]
    for value in waiting:
        for inner in value.values() if isinstance(value, dict) else value:
            kind = type(inner)
            if kind is str:
                yield inner
            elif kind is dict or kind is list:
                waiting.append(inner)


def placed_texts(data: Any, above: Place = ()) -> Iterator[tuple[Place, str]]:
    """The same texts, each with its place, in the order of the file."""
    for key, inner in data.items() if isinstance(data, dict) else enumerate(data):
        if isinstance(inner, str):
            yield (*above, key), inner
        elif isinstance(inner, dict | list):
            yield from placed_texts(inner, (*above, key))


def is_formula(place: Place) -> bool:
    """Whether brackets at a place of a charter hold quantities."""
    return place[0] == "kpis" and place[-1] == "formula"


class Gap(NamedTuple):
    """A place of a charter that waits to be filled in.

    ``found`` is the placeholder, empty for a blank text; ``silent`` says that the text is nothing
    else, or an example of what may stand there.
    """

    place: Place
    found: str
    silent: bool


def gaps(data: Any) -> Iterator[Gap]:
    """What of a charter's ``data`` waits to be filled in, in the order of the file."""
    if not isinstance(data, dict | list) or not any_waits(texts_in(data)):
        return
    for place, text in placed_texts(data):
        found = placeholder_in(text, formula=is_formula(place))
        if found is not None:
            yield Gap(place, found, says_nothing(text, formula=is_formula(place)))


def says_nothing(text: str, *, formula: bool = False) -> bool:
    """Whether a text is a placeholder, or begins as one: 'TBD, such as the order system'."""
    found = placeholder_in(text, formula=formula)
    if found is None:
        return False
    said = text.strip().strip("\u200b\u2060\ufeff").strip()
    return said.rstrip(" .:!") == found.rstrip(" .:!") or _OPENING.match(said) is not None


def hollow(data: Any) -> frozenset[Place]:
    """The places at which nothing is said yet: silent gaps, and what holds nothing else."""
    found = {gap.place for gap in gaps(data) if gap.silent}
    for place in sorted(found, key=len, reverse=True):
        above = place[:-1]
        while above and _all_in(found, above, data):
            found.add(above)
            above = above[:-1]
    return frozenset(found)


def _all_in(found: AbstractSet[Place], place: Place, data: Any) -> bool:
    """Whether all that stands at a place is among what was found."""
    for part in place:
        data = data[part]
    keys = data if isinstance(data, dict) else range(len(data))
    return all((*place, key) in found for key in keys)
