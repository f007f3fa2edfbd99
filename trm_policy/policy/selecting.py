"""Which charters a policy speaks to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import Any

from trm_policy.errors import did_you_mean
from trm_policy.finding import Place
from trm_policy.model.vocabulary import Engagement, Relationship, Stage, Status, Tier
from trm_policy.policy.constraints import Mistake, entries, expected, is_text
from trm_policy.portfolio.partnership import Partnership

Selectors = Mapping[str, tuple[str, ...]]
"""Values by selector. A charter must satisfy every selector, by any one of its values."""

_WORDS: dict[str, type[StrEnum]] = {
    "tier": Tier,
    "relationship": Relationship,
    "engagement": Engagement,
    "stage": Stage,
    "status": Status,
}
_SAME = {"tag": "tags"}
SELECTORS = (*_WORDS, "tags", "path")


def read_selectors(data: Any) -> tuple[Selectors, list[Mistake]]:
    """The selectors under ``applies_to``; none at all select every charter."""
    here = ("applies_to",)
    if not isinstance(data, dict):
        return {}, [expected(here, "a set of 'selector: value' lines", _EXAMPLE)]
    selectors: dict[str, tuple[str, ...]] = {}
    mistakes: list[Mistake] = []
    for name, given in data.items():
        place = (*here, name)
        selector = _SAME.get(name, name)
        if selector not in SELECTORS:
            message = f"{name!r} is no selector; {did_you_mean(name, SELECTORS)}"
            choices = "Choose from: " + ", ".join(SELECTORS) + "."
            mistakes.append(Mistake(place, message, choices, on_key=True))
            continue
        values = given if isinstance(given, list) else [given]
        if not values or not all(map(is_text, values)):
            mistakes.append(expected(place, "a word or a list of words", _EXAMPLE))
            continue
        mistakes += _wrong_words(selector, given, place)
        selectors[selector] = (*selectors.get(selector, ()), *values)
    return selectors, mistakes


def selects(selectors: Selectors, partnership: Partnership) -> bool:
    """Whether the partnership is among those selected.

    One that has ended never is. One before stage working-together is only where a selector
    names its stage. Where the model refused what a selector asks about, nothing is known and
    nothing is demanded.
    """
    charter = partnership.charter
    if charter.status is Status.ENDED:
        return False
    if "stage" not in selectors and charter.stage.number < Stage.WORKING_TOGETHER.number:
        return False
    return all(_one(name, wanted, partnership) for name, wanted in selectors.items())


def _one(name: str, wanted: Iterable[str], partnership: Partnership) -> bool:
    if name == "path":
        names = (partnership.id, partnership.path.as_posix())
        return any(fnmatchcase(one, pattern) for one in names for pattern in wanted)
    if partnership.unreadable(name):
        return False
    if name == "tags":
        return not set(wanted).isdisjoint(partnership.charter.tags)
    return getattr(partnership.charter, name) in wanted


def _wrong_words(selector: str, given: Any, here: Place) -> Iterator[Mistake]:
    words = [str(word) for word in _WORDS.get(selector, ())]
    for value, place in entries(given, here) if words else ():
        if selector == "status" and value == Status.ENDED:
            yield Mistake(place, "a partnership that has ended answers to no policy", "Remove it.")
        elif value not in words:
            message = f"{value!r} is no {selector} of a charter; {did_you_mean(value, words)}"
            yield Mistake(place, message, "Choose from: " + ", ".join(words) + ".")


_EXAMPLE = "Write it like {tier: [strategic], relationship: supplier}."
