"""A place in the data is found in the text, or the nearest thing above it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

import pytest

from trm_policy.document.document import Document
from trm_policy.document.yaml_reader import read_yaml
from trm_policy.finding import START, Place, Span

TEXT = """\
title: Fresh food
term: {start: 2025-01-01, end: 2028-12-31}
goals:
  freshness:
    kpis: [otif, carbon]
    lead:
escalation:
  levels:
    - id: operations
      contacts:
        meridian: tom
    - name: Owners
note: >-
  Two lines
  of text.
"copy": &c
  a: 1
again: *c
"""


@pytest.fixture
def document() -> Document:
    return read_yaml(PurePosixPath("x.yaml"), TEXT.encode())


SPANS: dict[Place, Span] = {
    ("title",): Span(1, 8, 1, 18),
    ("term", "start"): Span(2, 15, 2, 25),
    ("goals",): Span(3, 1, 3, 6),
    ("goals", "freshness", "kpis"): Span(5, 5, 5, 9),
    ("goals", "freshness", "kpis", 1): Span(5, 18, 5, 24),
    ("goals", "freshness", "lead"): Span(6, 5, 6, 9),
    ("goals", "freshness", "due"): Span(4, 3, 4, 12),
    ("goals", "trust", "due"): Span(3, 1, 3, 6),
    ("escalation", "levels", 0): Span(9, 7, 9, 9),
    ("escalation", "levels", "operations"): Span(9, 7, 9, 9),
    ("escalation", "levels", "operations", "contacts", "meridian"): Span(11, 19, 11, 22),
    ("escalation", "levels", 0, "contacts", "helix"): Span(10, 7, 10, 15),
    ("escalation", "levels", 1, "name"): Span(12, 13, 12, 19),
    ("escalation", "levels", 7): Span(8, 3, 8, 9),
    ("note",): Span(13, 7, 13, 8),
    ("copy",): Span(16, 1, 16, 7),
    ("again", "a"): Span(17, 6, 17, 7),
    ("sharing",): START,
    (): START,
    ("title", "x"): Span(1, 1, 1, 6),
}


@pytest.mark.parametrize("place", [*SPANS])
def test_a_place_is_marked_at(document: Document, place: Place) -> None:
    assert document.span(place) == SPANS[place]


def test_a_key_can_be_marked_instead_of_its_value(document: Document) -> None:
    assert document.key_span(("goals", "freshness", "kpis")) == Span(5, 5, 5, 9)
    assert document.key_span(("title",)) == Span(1, 1, 1, 6)
    assert document.key_span(("goals", "freshness", "due")) == Span(4, 3, 4, 12)
    assert document.key_span(("sharing",)) == START


def test_a_document_knows_what_is_written_in_it(document: Document) -> None:
    assert document.has(("goals", "freshness", "lead"))
    assert document.has(("escalation", "levels", "operations"))
    assert not document.has(("goals", "freshness", "due"))
    assert not document.has(("escalation", "levels", "owners"))


def test_entries_are_called_by_their_id_where_they_have_one(document: Document) -> None:
    assert document.normal(("escalation", "levels", 0, "name")) == (
        "escalation",
        "levels",
        "operations",
        "name",
    )
    assert document.normal(("escalation", "levels", 1)) == ("escalation", "levels", 1)
    assert document.normal(("goals", "trust")) == ("goals", "trust")


def test_a_document_that_could_not_be_read_marks_its_start() -> None:
    broken = read_yaml(PurePosixPath("x.yaml"), b"a: [")
    assert (broken.data, broken.span(("a",)), broken.key_span(("a",)), broken.has(("a",))) == (
        None,
        START,
        START,
        False,
    )


def test_what_is_repeated_stands_where_it_was_written_last_before() -> None:
    text = """\
one: &x {a: 1}
two: *x
three: &x
  - &y {b: 2}
  - *y
four: *x
"""
    document = read_yaml(PurePosixPath("x.yaml"), text.encode())
    places: dict[Place, Span] = {
        ("two",): Span(2, 1, 2, 4),
        ("two", "a"): Span(1, 13, 1, 14),
        ("three", 1, "b"): Span(4, 12, 4, 13),
        ("four", 0, "b"): Span(4, 12, 4, 13),
        ("four", 1): Span(4, 9, 4, 10),
    }
    assert {place: document.span(place) for place in places} == places


def test_what_was_refused_gives_its_place_to_nothing_else() -> None:
    text = """\
twice: the first
twice: the second
? [odd, {k: v}]
: {k: nobody}
flow: {a: 1, b, c: 3, a: 2, b: 4}
last: here
"""
    document = read_yaml(PurePosixPath("x.yaml"), text.encode())
    assert document.data == {"twice": "the first", "flow": {"a": 1, "c": 3, "b": 4}, "last": "here"}
    places: dict[Place, Span] = {
        ("twice",): Span(1, 8, 1, 17),
        ("flow", "a"): Span(5, 11, 5, 12),
        ("flow", "b"): Span(5, 32, 5, 33),
        ("flow", "c"): Span(5, 20, 5, 21),
        ("last",): Span(6, 7, 6, 11),
        ("k",): START,
    }
    assert {place: document.span(place) for place in places} == places
    assert document.has(("flow", "b"))
    assert not document.has(("k",))


def test_what_the_top_lacks_is_marked_where_it_belongs() -> None:
    text = b"# a comment\ntitle: A\nhost: x\nexit: {}\n"
    document = replace(
        read_yaml(PurePosixPath("x.yaml"), text),
        order=("title", "host", "goals", "exit", "waivers"),
    )
    assert document.span(("goals",)) == Span(4, 1, 4, 5)
    assert document.span(("goals", "freshness", "kpis")) == Span(4, 1, 4, 5)
    assert document.span(("waivers",)) == Span(4, 1, 4, 5)
    assert document.span(()) == Span(2, 1, 2, 6)
    assert document.span(("nonsense",)) == Span(2, 1, 2, 6)
