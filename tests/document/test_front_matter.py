"""A change of a record's facts leaves its story, its comments and its line ends alone."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import edited as portfolio
from trm_policy.document.editing import Add, Append, EditError, Set, edited_front, read_markdown

PATH = PurePosixPath("partnerships/x/escalations/2026-001.md")
RECORD = """\
---
id: 2026-001   # the first
# what happened
title: Late
steps:
  - {level: desk, reached_at: 2026-01-05T10:00Z}
---
# Story

---
id: another   # a line in the story that looks like a fact
---

The end.  \n"""


def change(text: str, *edits: Add | Append | Set) -> str:
    return edited_front(PATH, text.encode(), *edits, order=("id", "title", "steps")).decode()


def test_a_fact_is_added_and_set_and_the_story_stays() -> None:
    assert change(
        RECORD,
        Set(("id",), "2026-002"),
        Append(("steps",), {"level": "owners"}),
        Add((), "settled_at", "2026-01-06T10:00Z"),
    ) == RECORD.replace("id: 2026-001 ", "id: 2026-002 ").replace(
        "10:00Z}\n", "10:00Z}\n  - {level: owners}\nsettled_at: 2026-01-06T10:00Z\n"
    )


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("before", ["", "\ufeff", "\ufeff\n\n", "  \n"])
@pytest.mark.parametrize("fence", ["---", "---  "])
def test_marks_gaps_and_line_ends_stay_as_they_are(newline: str, before: str, fence: str) -> None:
    text = (before + RECORD.replace("---", fence)).replace("\n", newline)
    wanted = text.replace(f"title: Late{newline}", f"title: Late{newline}kpi: otif{newline}")
    assert change(text, Set(("title",), "Late")) == text
    assert (
        edited_front(
            PATH, text.encode(), Add((), "kpi", "otif"), order=("id", "title", "kpi", "steps")
        ).decode()
        == wanted
    )


def test_a_file_without_a_body_or_a_last_line_end_is_changed_too() -> None:
    assert change("---\nid: a\n---", Add((), "title", "T")) == "---\nid: a\ntitle: T\n---"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "no facts\n",
            (
                "line 1: the front matter, which contains the facts of this record, is missing. "
                "Begin "
                "the file with a line '---', then 'name: value' lines, then '---' again. Then try "
                "again."
            ),
        ),
        (
            "---\nid: a\n",
            (
                "line 1: the front matter begins here and has no end. Put a line '---' below its "
                "last fact. Then try again."
            ),
        ),
        (
            "---\nid: a\nid: b\n---\n",
            (
                "line 3: 'id' appears twice. Keep one of the two, and remove the other. "
                "Then try again."
            ),
        ),
    ],
)
def test_what_cannot_be_read_is_not_changed_and_the_line_is_named(text: str, said: str) -> None:
    with pytest.raises(EditError) as caught:
        change(text, Set(("id",), "b"))
    assert str(caught.value) == f"{PATH}: {said}"


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(EditError, match="not UTF-8 text from here on"):
        edited_front(PATH, b"---\nid: a\n---\n\xff", Set(("id",), "b"))


def test_a_value_cannot_end_the_front_matter() -> None:
    made = change(RECORD, Set(("title",), "a\n---\nb\n"))
    file = read_markdown(PATH, made.encode())
    assert file.front.data["title"] == "a\n---\nb\n"
    assert file.body == read_markdown(PATH, RECORD.encode()).body


@given(st.text(alphabet="-a #\n\r\u2028\ufeff:`", max_size=40), st.text(max_size=20))
def test_whatever_the_story_and_the_value_nothing_else_changes(story: str, value: str) -> None:
    text = f"---\nid: a\n---\n{story}"
    try:
        made = change(text, Set(("id",), value))
    except EditError:
        return
    assert made.endswith(f"\n---\n{story}")
    assert read_markdown(PATH, made.encode()).front.data == {"id": value}


def test_the_example_gains_a_step_below_the_others() -> None:
    path = "partnerships/meridian-helix/escalations/2026-003.md"
    raw = portfolio()[path]
    step = {"level": "directors", "reached_at": "2026-09-10T10:15+01:00"}
    new = "  - level: directors\n    reached_at: 2026-09-10T10:15+01:00\n"
    assert edited_front(
        PurePosixPath(path), raw, Append(("steps",), step)
    ).decode() == raw.decode().replace("settled_at:", f"{new}settled_at:")
