"""Months by the names that languages have for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from trm_policy.wording.text import latin

_LANGUAGES = (
    *("bg", "ca", "cs", "da", "de", "el", "en", "en_GB", "es", "et", "eu", "fi", "fr", "ga", "gl"),
    *("he", "hr", "hu", "is", "it", "ja", "ko", "lt", "lv", "mk", "mt", "nb", "nl", "pl", "pt"),
    *("ro", "ru", "sk", "sl", "sq", "sr", "sr_Latn", "sv", "tr", "uk", "zh"),
)
_SHORTENED = {"mrz": 3}
"""What spreadsheets write and no dictionary has."""
_LEAST_LETTERS = 3


def months_meant(name: str) -> frozenset[int]:
    """The months, from 1 on, that somebody may have meant by a name or the beginning of one.

    Czech and Polish ``listopad`` is November, Croatian is October. Empty for any other word.
    """
    word = latin(name.strip(" ."))
    if word in _SHORTENED:
        return frozenset({_SHORTENED[word]})
    english = _names(("en",)).get(word)
    if english:
        return english  # no language calls another month so
    known = _names(_LANGUAGES)
    if word in known or len(word) < _LEAST_LETTERS:
        return known.get(word, frozenset())
    return frozenset().union(*(found for full, found in known.items() if full.startswith(word)))


@cache
def _names(languages: tuple[str, ...]) -> Mapping[str, frozenset[int]]:
    """Which months have a name in some of the languages, long or short."""
    from babel import Locale

    found: defaultdict[str, set[int]] = defaultdict(set)
    for language in languages:
        months = Locale.parse(language).months
        for use in ("format", "stand-alone"):
            for length in ("wide", "abbreviated"):
                for number, name in months[use][length].items():
                    found[latin(name.strip(" ."))].add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}
