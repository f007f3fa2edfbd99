"""Which charters a policy is for: its ``applies_to``, read with care."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from trm_policy.errors import did_you_mean
from trm_policy.finding import Place
from trm_policy.model.vocabulary import Engagement, Instrument, Relationship, Stage, Status, Tier
from trm_policy.policy.applying import Selectors
from trm_policy.policy.demands import Mistake, entries, expected, is_text

_WORDS: dict[str, type[StrEnum]] = {
    "instrument": Instrument,
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
            message = f"{name!r} is not a selector; {did_you_mean(name, SELECTORS)}"
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


def _wrong_words(selector: str, given: Any, here: Place) -> Iterator[Mistake]:
    words = [str(word) for word in _WORDS.get(selector, ())]
    for value, place in entries(given, here) if words else ():
        if selector == "status" and value == Status.ENDED:
            yield Mistake(place, "a partnership that has ended answers to no policy", "Remove it.")
        elif value not in words:
            message = f"{value!r} is not a known {selector}; {did_you_mean(value, words)}"
            yield Mistake(place, message, "Choose from: " + ", ".join(words) + ".")


_EXAMPLE = "Write it like {tier: [strategic], relationship: supplier}."
