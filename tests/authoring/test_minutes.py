"""The file of minutes: as it is written, as it is read back, and with words that attack."""

from __future__ import annotations

from datetime import date
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from syrupy.assertion import SnapshotAssertion

from tests.publish.hostile import ATTACK, hostile_files
from tests.support import TODAY, edited, partnership, report
from trm_policy.authoring.minutes import minutes_text, pack_text, text
from trm_policy.document.markdown_reader import read_markdown
from trm_policy.measure.review_pack import Occasion, Pack
from trm_policy.measure.review_packing import review_pack
from trm_policy.portfolio.written import read_minutes

DAY = date(2027, 1, 21)
PATH = PurePosixPath("partnerships/meridian-helix/reviews/2027-01-21-qbr.md")
FORGE = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
"""As a forge reads it: HTML counts."""


def pack(files: dict[str, bytes] | None = None, name: str = "meridian-helix") -> Pack:
    return review_pack(partnership(files, name), Occasion("qbr", DAY, DAY), TODAY)


def test_minutes_are_written_like_this(snapshot: SnapshotAssertion) -> None:
    assert minutes_text(pack()) == snapshot


def test_a_pack_of_little_is_written_like_this(snapshot: SnapshotAssertion) -> None:
    files = edited()
    for name in [name for name in files if "/reviews/" in name or "/escalations/" in name]:
        del files[name]
    charter = files["partnerships/meridian-helix/partnership.yaml"].decode()
    start, end = charter.index("\nrisks:"), charter.index("\ntouchpoints:")
    bare = charter[:start] + charter[end:]
    files["partnerships/meridian-helix/partnership.yaml"] = bare.replace(
        "    committee: steering\n    agenda: [Commitments", "    agenda: [Commitments"
    ).encode()
    assert pack_text(pack(files)) == snapshot


def test_minutes_are_read_back_with_nothing_in_what_people_fill_in() -> None:
    judged = read_minutes(PATH, minutes_text(pack()).encode(), "meridian-helix")
    record = judged.record
    assert judged.findings == ()
    assert record.front is not None
    assert (record.front.review, record.front.for_, record.front.held_on) == ("qbr", DAY, DAY)
    assert record.front.attendees == ("ada", "jonas", "lena", "mikael", "ravi", "sofia")
    assert (record.decisions, record.actions, record.lessons) == ((), (), ())
    assert record.decisions_line is not None
    assert record.actions_line is not None


def test_minutes_of_a_review_to_come_give_no_finding() -> None:
    files = {**edited(), PATH.as_posix(): minutes_text(pack()).encode()}
    assert report(files).findings == report(edited()).findings == ()


def test_what_is_filled_in_is_found() -> None:
    made = minutes_text(pack())
    made = made.replace("## Decisions\n", "## Decisions\n\n- Yes.\n")
    made = made.replace("## Actions\n", "## Actions\n\n- [ ] @tom Go (due 2027-02-01)\n")
    record = read_minutes(PATH, made.encode(), "meridian-helix").record
    assert [one.text for one in record.decisions] == ["Yes."]
    assert [(one.person, one.what) for one in record.actions] == [("tom", "Go")]


@pytest.mark.parametrize("name", ["texts", "everything"])
def test_hostile_words_make_nothing_but_text(name: str) -> None:
    made = minutes_text(pack(hostile_files(), name))
    tame = minutes_text(pack())
    file = read_markdown(PATH, made.encode())
    assert file.front.faults == ()
    assert [one.level for one in file.sections] == [
        one.level for one in read_markdown(PATH, tame.encode()).sections
    ]
    tokens = FORGE.parse(file.body)
    inline = [inner for token in tokens for inner in token.children or ()]
    kinds = {token.type.removesuffix("_open").removesuffix("_close") for token in tokens}
    assert kinds <= {
        *("heading", "inline", "paragraph", "bullet_list", "ordered_list", "list_item"),
        *("table", "thead", "tbody", "tr", "th", "td"),
    }
    assert {token.type for token in inline} <= {
        *("text", "strong_open", "strong_close", "softbreak"),
        "text_special",
    }
    assert "attackmark" in made


def _read(markdown: str) -> list[str]:
    """The words of each block, as a reader sees them."""
    return [
        "".join(inner.content for inner in token.children or ())
        for token in FORGE.parse(markdown)
        if token.type == "inline"
    ]


@given(
    st.text(max_size=60) | st.text(alphabet="-+=*_#>[]()<>!|`~\\&;1.) \tax@:/wW{}$^\n", max_size=30)
)
def test_every_word_reads_as_it_was_written(words: str) -> None:
    plain = " ".join("".join(c if c.isprintable() else " " for c in words).split())
    made = text(words)
    if plain:
        assert _read(f"- {made}") == [plain]
        assert _read(f"1. {made}") == [plain]
        assert _read(f"- **{made}**: end") == [f"{plain}: end"]
    assert _read(f"| a | b |\n|---|---|\n| {made} | end |") == ["a", "b", plain, "end"]


def test_an_attack_stays_on_its_line() -> None:
    assert "\n" not in text(ATTACK)
    assert not set("<>{}") & set(text(ATTACK))
