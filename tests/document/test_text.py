"""Bytes become text, and lines are counted as editors count them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from trm_policy.document.document import Fault
from trm_policy.document.text import character_after, decoded, lines_of
from trm_policy.finding import START, Span


def test_lines_end_as_on_any_system_and_nowhere_else() -> None:
    assert lines_of("a\nb\r\nc\rd\x0be\u2028f\x85g") == ["a", "b", "c", "d\x0be\u2028f\x85g"]


def test_the_character_after_a_text_is_in_its_last_line() -> None:
    assert character_after("") == Span(1, 1, 1, 2)
    assert character_after("é\r\nüx") == Span(2, 3, 2, 4)


def test_what_is_too_large_is_not_looked_at() -> None:
    fault = Fault(
        "the file has more than 3 bytes, the largest size that is read",
        "Split it, or remove what does not belong here.",
        START,
        "schema",
    )
    assert decoded(b"\xff\xff\xff\xff", 3, "schema") == (None, (fault,))


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_text_is_itself_again_but_for_its_byte_order_mark(text: str) -> None:
    raw = text.encode()
    assert decoded(raw, len(raw)) == (text.lstrip("\ufeff"), ())
    assert decoded(b"\xef\xbb\xbf" + raw, len(raw) + 3) == (text.lstrip("\ufeff"), ())


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\ufeff")))
def test_the_first_foreign_byte_is_found_behind_whatever_is_before_it(text: str) -> None:
    _, (fault,) = decoded(f"first\n{text}".encode() + b"\xff", 10_000)
    assert fault.span == Span(2, len(text) + 1, 2, len(text) + 2)
