"""YAML is read as its users mean it, and everything else is refused with its place."""

from __future__ import annotations

from datetime import date
from pathlib import PurePosixPath
from typing import Any

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from trm_policy.document.document import Document
from trm_policy.document.hidden import as_seen
from trm_policy.document.text import USUAL, lines_of
from trm_policy.document.yaml_reader import faultless, read_yaml
from trm_policy.finding import Place, Span

PATH = PurePosixPath("partnerships/x/partnership.yaml")


def read(text: str | bytes) -> Document:
    return read_yaml(PATH, text.encode() if isinstance(text, str) else text)


def complaints(text: str | bytes) -> list[tuple[int, int, str]]:
    """Line, column and message of each fault."""
    return [(f.span.line, f.span.column, f.message) for f in read(text).faults]


def test_words_that_others_take_for_booleans_and_numbers_stay_what_they_are() -> None:
    text = """\
no: no
on: on
country: NO
closed: off
opens: 10:30
code: 010
mode: 0o10
day: 2026-11-22
quoted day: "2026-11-22"
quoted number: '42'
sure: true
"""
    document = read(text)
    assert document.faults == ()
    assert document.data == {
        "no": "no",
        "on": "on",
        "country": "NO",
        "closed": "off",
        "opens": "10:30",
        "code": 10,
        "mode": 8,
        "day": date(2026, 11, 22),
        "quoted day": "2026-11-22",
        "quoted number": "42",
        "sure": True,
    }


def test_what_is_repeated_with_an_anchor_is_there_twice() -> None:
    document = read("a: &x {b: [1, 2]}\nc: *x\n")
    assert (document.data, document.faults) == ({"a": {"b": [1, 2]}, "c": {"b": [1, 2]}}, ())


def test_a_byte_order_mark_and_windows_line_ends_change_nothing() -> None:
    plain = "title: Ünïted\nterm:\n  start: 2025-01-01\n"
    windows = b"\xef\xbb\xbf" + plain.replace("\n", "\r\n").encode()
    assert read(windows).data == read(plain).data
    assert read(windows).span(("term", "start")) == Span(3, 10, 3, 20)


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("target: {value: 1,5, by: 2027-12-31}\n", "A number has no comma: write 1.5."),
        (
            "target: {value: 1,200, by: 2027-12-31}\n",
            ("A number has no comma: write 1200 if it has thousands, or 1.2 if it has decimals."),
        ),
        (
            "load: {about: Transport, loading}\n",
            'Text that contains a comma must be in quotes: "…, loading"; else give it a value.',
        ),
    ],
)
def test_a_comma_in_braces_is_told_how_the_value_is_written(text: str, fix: str) -> None:
    assert [fault.help for fault in read(text).faults] == [fix]


NOT_CLOSED = "is never closed, or a comma is missing inside it"
BAD = {
    "a repeated key": ("a: 1\nb: 2\na: 3\n", [(3, 1, "'a' appears twice")]),
    "a repeated key in braces": ("x: {a: 1, a: 2}\n", [(1, 11, "'a' appears twice")]),
    "a tab before a key": ("a:\n\tb: 1\n", [(2, 1, "this line has a tab")]),
    "a tab in a comment": ("a: 1 #\tx\n", [(1, 7, "this line has a tab")]),
    "text with a comma in braces": (
        "load: {about: Transport, loading}\n",
        [(1, 26, "'loading' has no value inside the braces")],
    ),
    "an alias loop": ("a: &x\n  - *x\n", [(2, 5, "'*x' is inside what it repeats")]),
    "an alias of nothing": ("a: *x\n", [(1, 4, "nothing is marked '&x'")]),
    "a second document": (
        "a: 1\n---\nb: 2\n",
        [(2, 1, "a second document begins here; only the first is read")],
    ),
    "a control character": (
        "é: ü\nü: x\x00y\n",
        [(2, 5, "there is a control character here, which text must not contain")],
    ),
    "a bracket open to the next key": (
        "a: [1, 2\nb: 3\n",
        [(1, 4, f"this bracket '[' {NOT_CLOSED}")],
    ),
    "a bracket open to the end": ("a: 1\nb: [\n", [(2, 4, f"this bracket '[' {NOT_CLOSED}")]),
    "a marked bracket open to the end": ("b: &x [\n", [(1, 7, f"this bracket '[' {NOT_CLOSED}")]),
    "the inner bracket": ("a: {b: [1}\n", [(1, 8, f"this bracket '[' {NOT_CLOSED}")]),
    "a brace open to the end": ("a: {x: 1,\n\n", [(1, 4, f"this brace '{{' {NOT_CLOSED}")]),
    "a brace with a pair after it": ("a: {x: 1\nb: 3\n", [(1, 4, f"this brace '{{' {NOT_CLOSED}")]),
    "a pair in an open bracket": ("k: [a: 1, b: [\n", [(1, 14, f"this bracket '[' {NOT_CLOSED}")]),
    "an open double quote": (
        'a: 1\nb: "x\nc: 2\n',
        [(2, 4, "a quotation mark is opened here and never closed")],
    ),
    "an open single quote": (
        "b: 'x\nc: 2\n",
        [(1, 4, "a quotation mark is opened here and never closed")],
    ),
    "a tag": ("a: !!str no\n", [(1, 4, "the tag '!!str' has no meaning here")]),
    "a tag of one's own": ("a: !run x\n", [(1, 4, "the tag '!run' has no meaning here")]),
    "a second colon": ("a: b: c\n", [(1, 5, "there is a second colon in this line")]),
    "a name without its colon": (
        "title Foo\n\n# who\nhost: x\n",
        [(1, 1, "this name has no colon after it")],
    ),
    "a colon without its space": (
        "title:Foo\nhost: x\n",
        [(1, 1, "this name has no colon after it")],
    ),
    "a line too far in": (
        "a: 1\n  b: 2\n",
        [(2, 4, "this line is indented further than the line above it allows")],
    ),
    "a line too far out": (
        "a:\n  b: 2\n c: 3\n",
        [(3, 2, "this line is out of place")],
    ),
    "a pair among entries": (
        "- a\nb: 1\n",
        [(2, 1, "this line does not belong to the list above it")],
    ),
    "a list behind its name": (
        "a: - b\n",
        [(1, 4, "a list cannot begin on the line of its name")],
    ),
    "a forbidden first character": (
        "a: @b\n",
        [(1, 4, "a value may not begin with this character")],
    ),
    "a target with a sign": (
        "a: > 95\n",
        [(1, 6, "after '>' or '|' text must begin on the next line")],
    ),
    "text in bold": ("a: **b**\n", [(1, 4, "a value may not begin with '*' or '&'")]),
    "an open quote above dashes": (
        'a: "x\n---\nb: 1\n',
        [(1, 4, "a quotation mark is opened here and never closed")],
    ),
    "an unknown escape": (
        'a: "C:\\data"\n',
        [(1, 7, "the character after a backslash inside double quotes is not valid")],
    ),
    "half a character": (
        'a: "\\ud800"\n',
        [(1, 7, "the digits after a backslash and 'u' are not a character")],
    ),
    "two commas": (
        "a: [b, , c]\n",
        [(1, 8, "there is a comma or bracket where a value should be")],
    ),
    "a colon before a brace": (
        "a: {b:}\n",
        [(1, 6, "a colon inside brackets or braces has no value after it")],
    ),
    "a name of a megabyte": (
        f"? {'k' * 1_000_000}\n: b\n",
        [(1, 3, f"'{'k' * 59}…' has 1,000,000 characters, too many for a name")],
    ),
    "a list for a name": ("[a]: b\n", [(1, 1, "a name must be a plain word")]),
    "no name": ("a: 1\n? \n: b\n", [(2, 2, "a name is missing before the colon")]),
    "another YAML": (
        "%YAML 2.0\n---\na: 1\n",
        [(1, 1, "the first line requests a YAML version other than 1.2")],
    ),
    "an invisible line separator": (
        "a: 'x\u2028y'\nb: 1\nb: 2\n",
        [
            (1, 6, "an invisible line separator (U+2028) stands here"),
            (3, 1, "'b' appears twice"),
        ],
    ),
    "nothing": ("", [(1, 1, "the file is empty")]),
    "only a comment": ("# later\n", [(1, 1, "the file is empty")]),
    "only dashes": ("---\n", [(1, 1, "the file is empty")]),
    "deep nesting": ("[" * 41, [(1, 41, "more than 40 levels are nested inside each other")]),
    "far too deep nesting": (
        "[" * 500,
        [(1, 41, "more than 40 levels are nested inside each other")],
    ),
    "deep nesting of blocks": (
        "".join(" " * n + "a:\n" for n in range(60)),
        [(41, 41, "more than 40 levels are nested inside each other")],
    ),
}


def test_bottomless_nesting_is_one_complaint_whichever_limit_is_met_first() -> None:
    ours = (1, 41, "more than 40 levels are nested inside each other")
    of_libyaml = (1, 1001, "brackets are nested too deeply here")
    assert complaints("[" * 100_000) in ([ours], [of_libyaml])


@pytest.mark.parametrize("kind", [*BAD])
def test_bad_yaml_is_blamed_where_it_stands(kind: str) -> None:
    text, expected = BAD[kind]
    assert complaints(text) == expected


@pytest.mark.parametrize("kind", [*BAD])
def test_every_complaint_says_how_to_mend_it(kind: str) -> None:
    assert all(fault.help.endswith((".", '".', '"…".')) for fault in read(BAD[kind][0]).faults)
    assert all(fault.rule == "yaml" for fault in read(BAD[kind][0]).faults)
    assert faultless(BAD[kind][0].encode()) is None


def test_a_fault_that_leaves_the_rest_readable_hides_nothing() -> None:
    document = read("a: 1\na: 2\nb: {c, d: !x 3}\n")
    assert document.data == {"a": 1, "b": {"d": "3"}}
    assert len(document.faults) == 3


def test_bytes_of_another_encoding_are_blamed_at_the_first_of_them() -> None:
    message = "the file is not UTF-8 text from here on"
    assert complaints("title: Café\n".encode() + "stadt: Köln\n".encode("latin-1")) == [
        (2, 9, message)
    ]
    assert complaints(b"\xef\xbb\xbfa: \xff") == [(1, 4, message)]
    assert complaints("a: 1\n".encode("utf-16")) == [(1, 1, message)]


def test_a_file_above_one_mebibyte_is_refused() -> None:
    fits = b"a: " + b"x" * (USUAL.bytes - 4) + b"\n"
    assert complaints(fits) == []
    assert complaints(fits + b"\n") == [
        (1, 1, "the file has more than 1,048,576 bytes, the largest size that is read")
    ]


def test_an_anchor_bomb_is_refused_at_the_alias_that_makes_it_too_large() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    for level in range(1, 10):
        aliases = ", ".join([f"*a{level - 1}"] * 9)
        lines.append(f"a{level}: &a{level} [{aliases}]")
    assert complaints("\n".join(lines)) == [(5, 20, "repeating with '*' makes this file too large")]


@pytest.mark.parametrize(
    ("line", "listed"),
    [
        ("- {{name}}\n", 201),
        ("- a #1\n", 200),
        ("- &Co and Sons\n", 200),
        ("- “a”\n", 200),
        ("- |1\n", 200),
        ('- "C:\\new"\n', 200),
        ("a: 1\n", 201),
    ],
)
def test_a_fault_in_each_line_is_not_reported_without_end(line: str, listed: int) -> None:
    faults = read_yaml(PATH, line.encode() * 1_000).faults
    assert len(faults) == listed
    assert {fault.message for fault in faults[200:]} <= {
        "more of this file cannot be used than is listed above"
    }


def test_many_tabs_are_not_reported_without_end() -> None:
    found = complaints("".join(f"a{n}: 1 #\t\n" for n in range(1000)))
    assert found == [(n + 1, len(f"a{n}: 1 #\t"), "this line has a tab") for n in range(20)]


# Whatever people write


def all_seen(text: str) -> bool:
    """Whether nobody has to be told of something unseen in the text."""
    return as_seen(text) == text


TRICKY = (
    "no on off yes NO true True null ~ 10:30 010 0o10 0x1f 1_000 1e3 .5 +1 - -- --- ... = << ? "
    "2026-11-22 2026-11-22T10:15 #x [x {y} *z &z !t %a @b `c | > : a: 'it''s' NaN"
)
texts = st.one_of(
    st.sampled_from(
        [
            *TRICKY.split(),
            "- a",
            "a: b",
            "a #b",
            "",
            " ",
            " x ",
            "a\nb",
            "a\n\n",
            "a\tb",
            'say "no"',
            "a, b",
        ]
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=30).filter(all_seen),
)
scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.dates(), texts
)
data = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=25,
)
maps = st.dictionaries(texts, data, min_size=1, max_size=5)


class Quoting(yaml.SafeDumper):
    """Writes text in double quotes, so that nobody can take it for anything else."""

    def ignore_aliases(self, _: Any) -> bool:
        return True


Quoting.add_representer(
    str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"')
)


@given(maps, st.booleans(), st.booleans(), st.sampled_from([20, 80, 1000]))
def test_what_is_written_with_quotes_is_read_back(
    content: dict[str, Any], flow: bool, unicode: bool, width: int
) -> None:
    text = yaml.dump(
        content, Dumper=Quoting, default_flow_style=flow, allow_unicode=unicode, width=width
    )
    document = read(text)
    assert (document.faults, document.data) == ((), content)


@given(maps, st.booleans())
def test_the_span_of_every_key_holds_the_key(content: dict[str, Any], flow: bool) -> None:
    text = yaml.safe_dump(content, default_flow_style=flow, allow_unicode=True)
    document = read(text)
    assume(not any(character in text for character in "\t\x85\u2028\u2029"))
    for place in places(document.data):
        if isinstance(place[-1], str):
            written = cut(text, document.key_span(place))
            assert str(yaml.load(written, yaml.BaseLoader)) == place[-1]


def places(content: Any, above: Place = ()) -> list[Place]:
    """Every place in the data, outer ones first."""
    inner: list[tuple[str | int, Any]] = []
    if isinstance(content, dict):
        inner += content.items()
    elif isinstance(content, list):
        inner += enumerate(content)
    found: list[Place] = []
    for name, value in inner:
        found += [(*above, name), *places(value, (*above, name))]
    return found


def cut(text: str, span: Span) -> str:
    """The text that a span covers."""
    lines = lines_of(text)[span.line - 1 : span.end_line]
    lines[-1] = lines[-1][: span.end_column - 1]
    lines[0] = lines[0][span.column - 1 :]
    return "\n".join(lines)


FRAGMENTS = "a|b: |: |- |\n|  |[|]|{|}|,|'|\"|&x |*x|!t |>|#|?|%|---|...|é|1|2026-01-01|\\|@|<<"
UNSEEN = ["|", "\t", "\r", "\x00", "\x85", "\u2028", "\ufeff", "\U0001f600"]
fragments = st.lists(st.sampled_from([*FRAGMENTS.split("|"), *UNSEEN]), max_size=40).map("".join)


@given(st.one_of(st.binary(), st.text().map(str.encode), fragments.map(str.encode)))
def test_no_bytes_can_break_the_reader(raw: bytes) -> None:
    document = read(raw)
    assert document.data is not None or document.faults
    assert repr(faultless(raw)) == repr(None if document.faults else document.data)
    last = len(lines_of(raw.decode("utf-8", "replace"))) + 1
    for fault in document.faults:
        assert 1 <= fault.span.line <= last
        assert fault.span.column >= 1
        assert fault.span[:2] < fault.span[2:] or fault.message == "the file is empty"
        assert "no details are known" not in fault.message
