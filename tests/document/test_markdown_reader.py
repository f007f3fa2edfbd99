"""A record in Markdown: facts with positions on top, sections with lists below."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trm_policy.document.markdown_reader import (
    ListItem,
    MarkdownFile,
    MarkdownSection,
    read_markdown,
)
from trm_policy.document.text import USUAL, lines_of
from trm_policy.finding import Span

TEXT = """\
---
review: qbr
held_on: 2026-10-20
---
# Review of **Q3**

Held in *Leeds*.

## Decisions

1. Release [peak](https://x.example) capacity
   a week early.

   Both agree.
2. Nothing else

## Actions

- [ ] @tom Publish
  - each store
    - weekly
* [x] @nils Rehearse

Notes
-----
> - quoted

```
## No heading
- no entry
```
"""


def read(text: str | bytes) -> MarkdownFile:
    raw = text.encode() if isinstance(text, str) else text
    return read_markdown(PurePosixPath("reviews/2026-10-20-qbr.md"), raw)


def complaints(text: str | bytes) -> list[tuple[int, int, str, str]]:
    faults = read(text).front.faults
    return [(f.span.line, f.span.column, f.rule, f.message) for f in faults]


def test_facts_stand_where_they_stand_in_the_file() -> None:
    front = read(TEXT).front
    assert front.span(("review",)) == Span(2, 9, 2, 12)
    assert front.key_span(("held_on",)) == Span(3, 1, 3, 8)
    assert front.faults == ()


def test_sections_have_their_text_as_written_and_the_entries_of_their_lists() -> None:
    assert read(TEXT).sections == (
        MarkdownSection("Review of **Q3**", 1, 5, "Held in *Leeds*."),
        MarkdownSection(
            "Decisions",
            2,
            9,
            "1. Release [peak](https://x.example) capacity\n   a week early.\n\n   Both agree.\n"
            "2. Nothing else",
            (
                ListItem(
                    "Release [peak](https://x.example) capacity\na week early.\n\nBoth agree.", 11
                ),
                ListItem("Nothing else", 15),
            ),
        ),
        MarkdownSection(
            "Actions",
            2,
            17,
            "- [ ] @tom Publish\n  - each store\n    - weekly\n* [x] @nils Rehearse",
            (
                ListItem("[ ] @tom Publish", 19),
                ListItem("each store", 20, 2),
                ListItem("weekly", 21, 3),
                ListItem("[x] @nils Rehearse", 22),
            ),
        ),
        MarkdownSection(
            "Notes",
            2,
            24,
            "> - quoted\n\n```\n## No heading\n- no entry\n```",
            (ListItem("quoted", 26),),
        ),
    )


def test_windows_files_read_like_others() -> None:
    windows = read(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    plain = read(TEXT)
    assert (windows.front.data, windows.sections) == (plain.front.data, plain.sections)
    assert (windows.body, windows.body_line) == (plain.body, 5)


def test_text_without_a_heading_is_a_section_without_a_title() -> None:
    file = read("\n\n---\nid: x\n---\n\nThe story.\n")
    assert file.sections == (MarkdownSection("", 0, 6, "The story."),)
    assert file.front.span(("id",)) == Span(4, 5, 4, 6)


BROKEN_FRONT = {
    "": [(1, 1, "schema", "the front matter, which contains the facts of this record, is missing")],
    "\n## Actions\n- a\n": [
        (2, 1, "schema", "the front matter, which contains the facts of this record, is missing")
    ],
    "---\n---\n## Actions\n- a\n": [(1, 1, "schema", "the front matter is empty")],
    "---\nreview: x\n## Actions\n- a\n": [
        (1, 1, "schema", "the front matter begins here and has no end")
    ],
    "---\nreview: [x\nfor: y\n\n## Actions\n- a\n": [
        (1, 1, "schema", "the front matter begins here and has no end")
    ],
    "---\nreview: x\nreview: y\n---\n## Actions\n- a\n": [(3, 1, "yaml", "'review' appears twice")],
    "---\na: [\n---\n## Actions\n- a\n": [
        (2, 4, "yaml", "this bracket '[' is never closed, or a comma is missing inside it")
    ],
}


@pytest.mark.parametrize("text", [*BROKEN_FRONT])
def test_broken_front_matter_hides_no_body(text: str) -> None:
    assert complaints(text) == BROKEN_FRONT[text]
    expected = [("Actions", ("a",))] if text else []
    found = [(s.title, tuple(item.text for item in s.items)) for s in read(text).sections]
    assert found == expected


def test_facts_above_a_forgotten_end_are_still_read() -> None:
    assert read("---\nreview: x\nheld_on: 2026-01-01\n\n# T\n").front.data is not None


def test_a_file_that_is_no_text_is_one_fault() -> None:
    message = "the file is not UTF-8 text from here on"
    assert complaints(b"---\nreview: \xe9\n---\n") == [(2, 9, "schema", message)]


def test_a_file_above_one_mebibyte_is_refused() -> None:
    raw = b"---\na: 1\n---\n" + b"x" * USUAL.bytes
    assert complaints(raw) == [
        (1, 1, "schema", "the file has more than 1,048,576 bytes, the largest size that is read")
    ]


BITS = (
    "---\n|a: 1\n|\n|# T\n|## Actions\n|- |[ ] x|  |1. |> |```\n|===\n|<div>\n|\t|\r|é|[a]: b\n|*|`"
)
parts = st.lists(st.sampled_from([*BITS.split("|"), "\x00", "\u2028", "\ufeff"]), max_size=30).map(
    "".join
)


@given(st.one_of(st.binary(), st.text().map(str.encode), parts.map(str.encode)))
def test_no_bytes_can_break_the_reader(raw: bytes) -> None:
    file = read(raw)
    assert file.front.data is not None or file.front.faults
    last = len(lines_of(raw.decode("utf-8", "replace")))
    begun = [section.line for section in file.sections]
    assert begun == sorted(begun)
    for section in file.sections:
        assert file.body_line <= section.line <= last
        assert all(section.line <= item.line <= last for item in section.items)


@given(st.integers(0, 3), parts)
def test_an_entry_stands_on_the_line_that_it_names(gap: int, before: str) -> None:
    text = "\n" * gap + f"---\na: 1\n---\n{before}\n\n# End\n- the last\n"
    file = read(text)
    found = [item.line for s in file.sections for item in s.items if item.text == "the last"]
    lines = lines_of(text.lstrip("\ufeff"))
    assert all(lines[line - 1] == "- the last" for line in found)


LINES = ["# Actions", "## Notes", "- one", "- [x] two", "  - three", "   more", "1. first", "word"]
SIGNS = ["", "---", "===", "***", "-", "+ four", "   # five", "*six*"]


@given(st.lists(st.sampled_from([*LINES, *SIGNS]), max_size=12))
def test_a_text_is_divided_as_if_a_quotation_stood_in_it(lines: list[str]) -> None:
    plain = read("\n".join(["---", "review: qbr", "---", *lines]))
    quoting = read("\n".join(["---", "review: qbr", "---", *lines, "", "# End", "> said"]))
    assert plain.sections == quoting.sections[:-1]
