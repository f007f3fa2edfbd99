"""What nobody sees in a text is told; what a script or a picture is written with is not."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from trm_policy.document.csv_reader import read_csv
from trm_policy.document.document import Fault
from trm_policy.document.editing import EditError, Set, edited
from trm_policy.document.hidden import hidden_faults
from trm_policy.document.markdown_reader import read_markdown
from trm_policy.document.yaml_reader import faultless, read_yaml
from trm_policy.finding import Span

PATH = PurePosixPath("a.yaml")
ORDER = "can show the text in another order than it is read"
OTHER = "makes the text another one than it looks"
OVERRIDE = "U+202E, RIGHT-TO-LEFT OVERRIDE"


def told(faults: tuple[Fault, ...]) -> list[tuple[int, int, str]]:
    return [(one.span.line, one.span.column, one.message) for one in faults]


@pytest.mark.parametrize(
    ("text", "called", "does"),
    [
        ("at most \u202e59", OVERRIDE, ORDER),
        ("at most \u206659\u2069", "U+2066, LEFT-TO-RIGHT ISOLATE", ORDER),
        ("98\u200f - 95", "U+200F, RIGHT-TO-LEFT MARK", ORDER),
        ("Ad\u200ba", "U+200B, ZERO WIDTH SPACE", OTHER),
        ("Ad\u200da", "U+200D, ZERO WIDTH JOINER", OTHER),
        ("Ade\u0301\u200ba", "U+200B, ZERO WIDTH SPACE", OTHER),
        ("\u2013\u200b 5", "U+200B, ZERO WIDTH SPACE", OTHER),
        ("98 \u00b0\u200bC", "U+200B, ZERO WIDTH SPACE", OTHER),
        ("Liefer\u00adung", "U+00AD, SOFT HYPHEN", OTHER),
        ("Ada\u3164", "U+3164, HANGUL FILLER", OTHER),
        ("Ada\U000e0041", "U+E0041, TAG LATIN CAPITAL LETTER A", OTHER),
        ("\u65e5\U000e0041", "U+E0041, TAG LATIN CAPITAL LETTER A", OTHER),
        ("\u2764\ufe0f\ufe0e", "U+FE0E, VARIATION SELECTOR-15", OTHER),
    ],
)
def test_a_character_that_no_one_sees_is_told(text: str, called: str, does: str) -> None:
    first = hidden_faults(text)[0]
    assert first.message == f"a character that no one sees stands here ({called}); it {does}"


@pytest.mark.parametrize(
    "text",
    [
        "Gr\u00fc\u00dfe, \u0141\u00f3d\u017a, na\u00efve, 10\u00a0000, \u201eso\u201c",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",  # Persian parts a prefix so
        "\u0915\u094d\u200d\u0937",  # Hindi joins letters so
        "\u0e01\u200b\u0e02",  # Thai parts words so
        "\u05e9\u05dc\u05d5\u05dd\u200f 98",  # Hebrew before a figure
        "\u845b\U000e0100",  # a form of a Chinese sign
        "\U0001f468\u200d\U0001f469 \u2764\ufe0f\u200d\U0001f525 5\ufe0f\u20e3 \u203c\ufe0f",
        "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",  # a flag
    ],
)
def test_what_a_script_or_a_picture_is_written_with_is_not_told(text: str) -> None:
    assert hidden_faults(text) == []


def test_it_is_told_in_values_and_comments_of_yaml_and_however_it_is_spelled() -> None:
    text = (
        "a: 9\u200b8\n"
        "b: x  # up to \u202e59\n"
        'c: "\\u202e59 \\x41"\n'
        "d: Tom &amp; Ada &#8238;59 &shy;\n"
    )
    stands = f"stands for a character that no one sees ({OVERRIDE}); it {ORDER}"
    assert told(read_yaml(PATH, text.encode()).faults) == [
        (1, 5, f"a character that no one sees stands here (U+200B, ZERO WIDTH SPACE); it {OTHER}"),
        (2, 15, f"a character that no one sees stands here ({OVERRIDE}); it {ORDER}"),
        (3, 5, f"'\\u202e' {stands}"),
        (4, 18, f"'&#8238;' {stands}"),
        (
            4,
            28,
            f"'&shy;' stands for a character that no one sees (U+00AD, SOFT HYPHEN); it {OTHER}",
        ),
    ]
    assert faultless(text.encode()) is None


def test_it_is_told_in_the_facts_and_the_text_of_a_record() -> None:
    text = "---\nreview: q\u200bbr\n---\n\n## Decisions\n\n- Up to \u202e59\n"
    front = read_markdown(PATH, text.encode()).front
    assert told(front.faults) == [
        (2, 10, f"a character that no one sees stands here (U+200B, ZERO WIDTH SPACE); it {OTHER}"),
        (7, 9, f"a character that no one sees stands here ({OVERRIDE}); it {ORDER}"),
    ]


def test_it_is_told_in_a_row_of_a_table_that_is_read_all_the_same() -> None:
    table = read_csv(PATH, "kpi,value\notif\u200b,98\n".encode(), ("kpi", "value"), 1 << 20)
    assert told(table.faults) == [
        (2, 5, f"a character that no one sees stands here (U+200B, ZERO WIDTH SPACE); it {OTHER}")
    ]
    assert table.rows == [["otif\u200b", "98"]]


def test_of_many_the_first_are_told() -> None:
    assert [one.span for one in hidden_faults("a\u200b\n" * 99)] == [
        Span(line, 2, line, 3) for line in range(1, 21)
    ]


def test_no_command_writes_it() -> None:
    with pytest.raises(EditError) as error:
        edited(PATH, b"a: 1\n", Set(("a",), "at most \u202e59"))
    assert str(error.value) == (
        "a.yaml: the new value cannot be written: '\\u202E' stands for a character that no one "
        f"sees ({OVERRIDE}); it {ORDER}"
    )
