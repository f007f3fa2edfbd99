"""Patterns mean what they mean to Python, and none keeps a run from its end."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from trm_policy.policy.patterns import fault_of, matches

PIECES = (
    *("a", "b", "CC-", ".", r"\d", r"\w", r"\s", "[a-c]", "[^a]", r"\.", "(a|bc)", "(?:ab)", "é"),
    *(
        "(?i:A)",
        r"\<",
        r"\>",
        r"\-",
        r"\Z",
        r"\b",
        "^",
        "$",
        "[a.]",
        "(?P<n>a)",
        r"\x61",
        r"\u00e9",
    ),
)
TIMES = ("", "", "*", "+", "?", "{2}", "{1,3}", "{0,2}?")
patterns = st.lists(
    st.tuples(st.sampled_from(PIECES), st.sampled_from(TIMES)).map("".join), max_size=5
).map("".join)


@given(patterns, st.text(st.sampled_from("abcA1-. <>é\n"), max_size=6))
@example(r"CC-\d{4}", "CC-1234")
@example(r"CC-\d{4}", "CC-١٢٣٤")
@example("a|b", "ab")
@example("a$", "a\n")
@example(".", "\n")
def test_a_pattern_means_what_it_means_to_python(pattern: str, text: str) -> None:
    try:
        wanted = re.fullmatch(pattern, text) is not None
    except re.error:
        assert fault_of(pattern)
        return
    assert fault_of(pattern) or matches(pattern, text) is wanted


@pytest.mark.parametrize(
    "pattern", [r"(a+)+", r"(\w+\s?)+", "(a|aa)+", r"(.*a){20}", r"([a-z]+)*\.", "a*a*a*a*a*a*b"]
)
def test_no_pattern_takes_long_on_any_text(pattern: str) -> None:
    begun = time.process_time()
    assert not matches(pattern, f"{'a' * 20_000}!")
    assert time.process_time() - begun < 2


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        ("(?!TBD).*", "it looks ahead or back"),
        ("(?<=a)b", "it looks ahead or back"),
        (r"(a)\1", "it refers to what was matched before"),
        (r"(\w{999}){999}", "it is too large"),
        ("[[a]", "Possible nested set at position 1"),
        ("[a&&b]", "Possible set intersection at position 2"),
        ("(", "missing ), unterminated subpattern at position 0"),
        ("(" * 3000, "too many brackets stand in each other"),
        ("CC-", ""),
    ],
)
def test_what_cannot_be_used_is_refused_with_the_reason(pattern: str, fault: str) -> None:
    assert fault_of(pattern) == fault
