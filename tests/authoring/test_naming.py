"""Ids and lines made of what people type."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trm_policy.authoring.naming import (
    BadIdError,
    BadLineError,
    free_id,
    id_from,
    line,
    require_id,
)


@pytest.mark.parametrize(
    ("typed", "proposal"),
    [
        ("Helix Cold Chain", "helix-cold-chain"),
        ("HELIX", "helix"),
        ("Müller & Söhne", "muller-sohne"),
        ("Straße_1", "strasse-1"),
        ("3M", "partner-3m"),
        ("日本", "partner"),
        ("../../etc/passwd", "etc-passwd"),
        ("acme.", "acme"),
        ("", "partner"),
        ("a" * 80, "a" * 60),
    ],
)
def test_a_wrong_id_is_answered_with_a_right_one(typed: str, proposal: str) -> None:
    with pytest.raises(BadIdError) as caught:
        require_id(typed)
    assert str(caught.value) == (
        f"{typed!r} cannot be an id: an id starts with a lower-case letter and has "
        f"only lower-case letters, digits and hyphens, at most 60 characters; try {proposal!r}"
    )
    assert require_id(proposal) == proposal


@given(st.text())
def test_every_proposal_is_an_id(words: str) -> None:
    made = id_from(words, "partner")
    assert require_id(made) == made


def test_a_taken_id_gets_the_first_free_number() -> None:
    assert [free_id("ada", set()), free_id("ada", {"ada", "ada-2"})] == ["ada", "ada-3"]


def test_a_line_loses_the_spaces_around_it() -> None:
    assert line("  Helix & Sons <b>  ", "the title") == "Helix & Sons <b>"


@pytest.mark.parametrize(
    "typed",
    ["two\nlines", "bell\a", "half\ud800", "para\u2029graph", "at most \u202e59", "Ad\u200ba"],
)
def test_what_cannot_be_seen_is_no_line(typed: str) -> None:
    with pytest.raises(BadLineError, match="the title must be one line of visible characters"):
        line(typed, "the title")


def test_a_line_has_an_end() -> None:
    with pytest.raises(BadLineError, match="the title has 201 characters; at most 200 are allowed"):
        line("x" * 201, "the title")
