"""An example of a text that has the form a pattern asks for, for people who read no patterns."""

from __future__ import annotations

import re
from itertools import cycle, islice

_TOKEN = re.compile(
    r"(?:\\(?P<kind>[dw])|\[(?P<set>[^\]^\\][^\]\\]*)\]|\\(?P<escaped>[^\w\s])"
    r"|(?P<any>\.)|(?P<plain>[^\\.^$*+?{}()\[\]|]))"
    r"(?:\{(?P<least>[0-9]{1,2})(?:,[0-9]*)?\}|(?P<some>[*+?]))?"
)
_DIGITS, _UPPER, _LOWER = "1234567890", "ABCDEFGHIJ", "abcdefghij"


def example(pattern: str) -> str | None:
    """A text that matches all of ``pattern``; None where the pattern is too clever for that."""
    inner = pattern.removeprefix("^").removesuffix("$")
    made, position = [], 0
    while position < len(inner):
        token = _TOKEN.match(inner, position)
        if token is None:
            return None
        made.append(_piece(token))
        position = token.end()
    text = "".join(made)
    return text if text and re.fullmatch(pattern, text) else None


def _piece(token: re.Match[str]) -> str:
    times = {None: 1, "+": 1}.get(token["some"], 0)
    if token["least"] is not None:
        times = int(token["least"])
    return "".join(islice(cycle(_letters(token)), times))


def _letters(token: re.Match[str]) -> str:
    if token["kind"] == "d":
        return _DIGITS
    if token["set"]:
        ranges = (("A-Z", _UPPER), ("a-z", _LOWER), ("0-9", _DIGITS))
        return next((letters for name, letters in ranges if name in token["set"]), token["set"][0])
    return token["escaped"] or token["plain"] or _LOWER
