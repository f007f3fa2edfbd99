"""Short names and figures that an audience may not see: one stands anywhere by chance, not several.

So they are looked for as sets: the names of a file, the figures of a KPI, the numbers of a charter.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import accumulate
from numbers import Real
from pathlib import PurePosixPath
from typing import Any, NamedTuple

import ahocorasick

from trm_policy.model.audience import Override
from trm_policy.model.charter import Charter
from trm_policy.portfolio.partnership import Partnership
from trm_policy.projection import project
from trm_policy.publish.audit.readings import plain
from trm_policy.views.site_audit import Value

_NAMED = ("people", "organisations", "parties")
_LEAST_NAME = 4
"""From how many letters on a name is looked for."""
_LEAST_DIGITS = 3
"""From how many digits on a figure is looked for."""
_YEARS = range(1900, 2101)
_CODE = (".js", ".css", ".map")
"""Files that are full of numbers of their own: no figures are looked for in them."""


class Kind(NamedTuple):
    """How many of a set must stand within so many letters of each other."""

    several: int
    near: int


NAMES = Kind(3, 1000)
FIGURES = Kind(4, 400)


class HiddenSet(NamedTuple):
    """Plain texts, none of which may be seen; ``value`` says what they are, and has no text."""

    value: Value
    kind: Kind
    texts: frozenset[str]


def name_sets(hidden: Iterable[Value], longest: int) -> Iterator[HiddenSet]:
    """The names of people and organisations that are too short to be looked for singly."""
    found: dict[str, set[str]] = {}
    for value in hidden:
        section, _, rest = value.at.partition(".")
        text = plain(value.text)
        named = section in _NAMED and rest.endswith(".name")
        if named and _LEAST_NAME <= len(text) <= longest:
            found.setdefault(value.path, set()).add(text)
    for path, texts in found.items():
        yield HiddenSet(Value("", path, "several names"), NAMES, frozenset(texts))


def figure_sets(
    partnership: Partnership,
    audience: Override,
    knows: Callable[[str], bool],
    numbers: Callable[[Charter], Iterable[Any]],
) -> Iterator[HiddenSet]:
    """The figures of each KPI, and the numbers of the charter, that are not for the audience.

    ``numbers`` are those of a charter. One that may be seen elsewhere in it is no secret.
    """
    projection = project(partnership, audience, knows)
    shown = projection.partnership if projection is not None else None
    seen = set[str]()
    if shown is not None:
        seen.update(*map(_told, numbers(shown.charter)))
        seen.update(*(_written(row.value_text) for row in shown.records.measurements))
    wanted: dict[tuple[str, str], set[str]] = {}
    path = partnership.path.as_posix()
    for number in numbers(partnership.charter):
        wanted.setdefault((path, "several numbers"), set()).update(_told(number))
    records = partnership.records
    file = records.measurements_path
    for row in records.measurements:
        key = (file.as_posix() if file else "", f"several figures of {row.kpi!r}")
        wanted.setdefault(key, set()).update(_written(row.value_text))
    for (path, what), texts in wanted.items():
        yield HiddenSet(Value("", path, what), FIGURES, frozenset(texts - seen))


def _told(number: Any) -> set[str]:
    plainly = isinstance(number, Real) and not isinstance(number, bool)
    return _written(f"{number:.10f}".rstrip("0").rstrip(".")) if plainly else set()


def _written(text: str) -> set[str]:
    """A number as it may be read, without its sign; none that is short, or may be a year."""
    digits = text.lstrip("+-")
    short = digits.rstrip("0").rstrip(".") if "." in digits else digits
    if sum(map(str.isdigit, short.lstrip("0."))) < _LEAST_DIGITS:
        return set()
    if short.isdigit() and int(short) in _YEARS:
        return set()
    return {plain(digits), plain(short)}


class SetSearch:
    """Looks for several members of a set near each other; what is ``seen`` is no member."""

    def __init__(self, sets: Iterable[HiddenSet], seen: Iterable[str]) -> None:
        held = [(one, {text.replace(" ", "") for text in one.texts}) for one in sets]
        excused = _found(_automaton({text for _, texts in held for text in texts}), seen)
        self._sets = [(one, texts - excused) for one, texts in held]
        self._sets = [pair for pair in self._sets if len(pair[1]) >= pair[0].kind.several]
        self._finder = _automaton({text for _, texts in self._sets for text in texts})

    @property
    def sets(self) -> int:
        """How many are looked for."""
        return len(self._sets)

    def found_in(self, text: str, file: PurePosixPath) -> Iterator[Value]:
        """Those of which several stand near each other in a plain text of a file."""
        places: dict[str, list[int]] = {}
        for end, found in _standing(self._finder, text):
            places.setdefault(found, []).append(end)
        for one, texts in self._sets:
            there = {text: places[text] for text in texts if text in places}
            if one.kind is FIGURES and file.suffix in _CODE:
                continue
            if len(there) >= one.kind.several and _gathered(there, one.kind):
                yield one.value


def _gathered(places: Mapping[str, Collection[int]], kind: Kind) -> bool:
    """Whether so many different ones stand near each other somewhere."""
    every = sorted((place, text) for text, some in places.items() for place in some)
    last: dict[str, int] = {}
    for place, text in every:
        last[text] = place
        if sum(place - there <= kind.near for there in last.values()) >= kind.several:
            return True
    return False


def _automaton(texts: Iterable[str]) -> Any:
    made: Any = ahocorasick.Automaton()
    for text in texts:
        made.add_word(text, text)
    if made:
        made.make_automaton()
    return made


def _found(automaton: Any, texts: Iterable[str]) -> set[str]:
    return {found for text in texts for _, found in _standing(automaton, plain(text))}


def _standing(automaton: Any, text: str) -> Iterator[tuple[int, str]]:
    """What stands in a plain text as whole words, and where it ends, in letters."""
    if not automaton:
        return
    edges: list[int] = []
    for last, found in automaton.iter(text.replace(" ", "")):
        end = last + 1
        edges = edges or list(accumulate(map(len, text.split()), initial=0))
        if all(_is_in(edges, place) for place in (end, end - len(found))):
            yield end, found


def _is_in(edges: list[int], place: int) -> bool:
    at = bisect_left(edges, place)
    return at < len(edges) and edges[at] == place
