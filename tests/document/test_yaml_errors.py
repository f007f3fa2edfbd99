"""What the language does not allow is called what it is, where it begins, with a fix that helps."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

import pytest

from tests.document.test_yaml_losses import LOST
from trm_policy.document.csv_reader import read_csv
from trm_policy.document.document import Fault
from trm_policy.document.markdown_reader import read_markdown
from trm_policy.document.yaml_reader import read_yaml

PATH = PurePosixPath("partnerships/x/partnership.yaml")
MANY = "".join(f"k{number}: v\n" for number in range(20))
OPEN = "a quotation mark is opened here and never closed"
UNINDENTED = "this line is not indented, so it does not continue the text above it"

WRONG = {
    "quotes that are closed twenty lines below": (
        f'title: "Supply\nstatus: active\n{MANY}vision: "We grow"\n',
        [(1, 8, OPEN)],
    ),
    "an apostrophe that closes quotes twenty lines below": (
        f"title: 'Supply\nstatus: active\n{MANY}vision: it's good\n",
        [(1, 8, OPEN)],
    ),
    "quotes of an entry": (
        'gives:\n  - "Castings\n  - Forgings\n  - "Steel"\nhost: x\n',
        [(2, 5, OPEN)],
    ),
    "quotes that a curly one is to close": ('title: "Supply”\nhost: x\n', [(1, 8, OPEN)]),
    "a merge": (
        "title: A\n<<<<<<< HEAD\nhost: a\n=======\nhost: b\n>>>>>>> feature\ntier: x\n",
        [(2, 1, "a merge left a conflict here: both versions stand below each other")],
    ),
    "two merges": (
        (
            "<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> b\nc: 3\n"
            "<<<<<<< HEAD\n=======\nd: 1\n>>>>>>> b\n"
        ),
        [
            (1, 1, "a merge left a conflict here: both versions stand below each other"),
            (7, 1, "a merge left a conflict here: both versions stand below each other"),
        ],
    ),
    "a no-break space behind a colon": (
        "title: A\nhost:\u00a0acme\n",
        [(2, 6, "a no-break space (U+00A0) stands here instead of a space")],
    ),
    "no-break spaces for an indent": (
        "term:\n\u00a0\u00a0start: 2026-01-01\n",
        [(2, 1, "a no-break space (U+00A0) stands here instead of a space")],
    ),
    "a no-break space behind a dash": (
        "tags:\n  -\u00a0food\n",
        [(2, 4, "a no-break space (U+00A0) stands here instead of a space")],
    ),
    "a sign of no width": (
        "\u200btitle: A\nhost: x\n",
        [(1, 1, "a sign of no width (U+200B) stands here instead of a space")],
    ),
    "a wrapped line": (
        "purpose: Supply of castings\nand forgings for both\nhost: x\n",
        [(2, 1, UNINDENTED)],
    ),
    "a wrapped line of an entry": (
        "gives:\n  - Supply of castings\n  and forgings for both\nhost: x\n",
        [(3, 3, UNINDENTED)],
    ),
    "a wide colon": ("title：A\nhost: x\n", [(1, 6, "'：' stands here instead of a colon")]),
    "an equals sign": ("title = A\nhost: x\n", [(1, 6, "'=' stands here instead of a colon")]),
    "a text that begins with brackets": (
        "title: [Draft] Charter\nhost: x\n",
        [(1, 16, "'Charter' stands behind the bracket that ends the value")],
    ),
    "a text that begins with braces": (
        "title: {x} y\nhost: x\n",
        [(1, 12, "'y' stands behind the brace that ends the value")],
    ),
    "a text that begins with quotes": (
        'title: "Quoted" rest\nhost: x\n',
        [(1, 17, "'rest' stands behind the quotation mark that ends the value")],
    ),
    "a comma as in JSON": (
        '"title": "A",\n"host": "x"\n',
        [(1, 13, "',' stands behind the quotation mark that ends the value")],
    ),
    "a second colon": ("a: b: c\n", [(1, 5, "there is a second colon in this line")]),
    "a second colon in an entry": (
        "gives:\n  - Castings: raw: x\n",
        [(2, 18, "there is a second colon in this line")],
    ),
    "a list with asterisks": (
        "gives:\n  * Castings\n",
        [(2, 3, "an entry of a list does not begin with '*'")],
    ),
    "a per cent sign": ("unit: %\n", [(1, 7, "a value may not begin with this character")]),
    "a star": ("vision: * all\n", [(1, 9, "a value may not begin with '*' or '&'")]),
    "a dash": ("vision: - all\n", [(1, 9, "a list cannot begin on the line of its name")]),
    "a star without a blank": ("vision: *all  # why\n", [(1, 9, "nothing is marked '&all'")]),
    "a star before words": ("gives:\n  - *all of us\n", [(2, 5, "nothing is marked '&all'")]),
    "an exclamation mark": ("vision: ! all\n", [(1, 9, "the tag '!' has no meaning here")]),
    "an exclamation": ("vision: !all: x\n", [(1, 9, "the tag '!all:' has no meaning here")]),
    "a text in braces": (
        "vision: {all}\n",
        [(1, 9, "'{all}' is read as names without values")],
    ),
    "a list in braces": (
        "vision: {all, of us}\nhost: x\n",
        [(1, 9, "'{all, of us}' is read as names without values")],
    ),
    "a name with a star": ("*all: x\n", [(1, 1, "a name may not begin with '*'")]),
    "bold text": ("vision: **We grow**\n", [(1, 9, "a value may not begin with '*' or '&'")]),
}


@pytest.mark.parametrize(("text", "told"), list(WRONG.values()), ids=list(WRONG))
def test_what_is_wrong_is_called_what_it_is_where_it_begins(
    text: str, told: list[tuple[int, int, str]]
) -> None:
    faults = read_yaml(PATH, text.encode()).faults
    assert [(one.span.line, one.span.column, one.message) for one in faults] == told


VALUE = re.compile(r"(?:quotes|straight ones|opens them): (?P<value>\".*?\"|'.*?')(?=[.;])")
LINE = re.compile(r"Write '(?P<line>[^'…]*)'\.\Z")
SPACES = {"Replace it with an ordinary space.": " ", "Remove the comma.": ""}


def followed(text: str, fault: Fault) -> str | None:
    """The text with the fix made as it is written; None where the fix leaves something open."""
    lines = text.split("\n")
    number, start = fault.span.line - 1, fault.span.column - 1
    line = lines[number]
    if value := VALUE.search(fault.help):
        before = re.match(r" *(?:- )?(?:[\w-]+: +)?", line)
        assert before is not None
        end = before.end() if not line.lstrip().startswith("- ") else line.index("- ") + 2
        lines[number] = line[:end] + value["value"]
    elif whole := LINE.search(fault.help):
        lines[number] = line[: len(line) - len(line.lstrip())] + whole["line"]
    elif fault.help in SPACES:
        lines[number] = line[:start] + SPACES[fault.help] + line[start + 1 :]
    elif fault.help.startswith("Remove it"):
        lines[number] = line[:start] + line[fault.span.end_column - 1 :]
    else:
        return None
    return "\n".join(lines)


LEFT_TO_PEOPLE = {
    *("quotes that are closed twenty lines below", "quotes of an entry", "a merge", "two merges"),
    *("an apostrophe that closes quotes twenty lines below", "a wrapped line"),
    *("a wrapped line of an entry", "a number sign in brackets", "a comma in curly quotes"),
    *("an entry indented too far", "a list with other signs", "a list without blanks"),
    *("a list beside its name", "quotes that the next value closes", "a name in curly quotes"),
    *("quotes that a quotation below closes", "quotes that swallow names without a trace"),
    *("a path with a tab in it", "a path with a line break in it", "a gap of a template"),
    *("a gap of a template alone", "a name with an ampersand first"),
    "a name with a star",
}
"""Only the author knows where a text ends, or which of two versions is right."""
ALL = {name: text for name, (text, _) in (*WRONG.items(), *LOST.items())}


@pytest.mark.parametrize("name", [name for name in ALL if name not in LEFT_TO_PEOPLE])
def test_a_fix_that_is_followed_to_the_letter_resolves_the_fault(name: str) -> None:
    text = ALL[name]
    for _ in range(text.count("\n")):
        faults = read_yaml(PATH, text.encode()).faults
        if not faults:
            break
        fixed = followed(text, faults[0])
        assert fixed is not None, faults[0]
        assert fixed != text
        text = fixed
    assert read_yaml(PATH, text.encode()).faults == ()


@pytest.mark.parametrize("name", sorted(LEFT_TO_PEOPLE))
def test_a_fix_that_is_left_to_people_says_what_to_do(name: str) -> None:
    (fault, *_) = read_yaml(PATH, ALL[name].encode()).faults
    assert fault.help.split()[0] in {
        "Close",
        "Keep",
        "Indent",
        "Begin",
        "Enclose",
        "Put",
        "Use",
        "Write",
    }


CONFLICT = b"<<<<<<< HEAD\n- one\n=======\n- two\n>>>>>>> theirs\n"
SAID = "a merge left a conflict here: both versions stand below each other"


def test_a_conflict_is_told_once_in_minutes_and_in_tables_too() -> None:
    minutes = read_markdown(PATH, b"---\nreview: qbr\n---\n# Decisions\n" + CONFLICT).front.faults
    front = read_markdown(PATH, b"---\n" + CONFLICT.replace(b"- ", b"a: ") + b"---\n").front.faults
    rows = b"<<<<<<< HEAD\na,1\n=======\na,2\n>>>>>>> theirs\nb,3\n"
    table = read_csv(PATH, b"kpi,value\n" + rows, ("kpi", "value"), 1000).faults
    assert [(one.span.line, one.message) for one in minutes] == [(5, SAID)]
    assert [(one.span.line, one.message) for one in front] == [(2, SAID)]
    assert [(one.span.line, one.message) for one in table] == [(2, SAID)]
