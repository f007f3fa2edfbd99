"""Text that YAML would cut or take for something else is a finding where it stands."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from trm_policy.document.yaml_reader import faultless, read_yaml

PATH = PurePosixPath("partnerships/x/partnership.yaml")
COMMENT = "is read as a comment, so that the text lacks it"
MARK = "is read as a mark, so that the text lacks it"
OPEN = "a quotation mark is opened here and never closed"
DASH = "this line looks like an entry of a list, but is read as part of the text above it"

LOST = {
    "a number sign in the text": (
        "a: 1\npurpose: Supply #1 of castings\n",
        (2, 17, f"'#1 of castings' {COMMENT}"),
    ),
    "a number sign and a blank": (
        "title: Line # 3 of the plant\n",
        (1, 13, f"'# 3 of the plant' {COMMENT}"),
    ),
    "a number sign at the end": ("unit: Defects per #\n", (1, 19, f"'#' {COMMENT}")),
    "a number sign first": ("title: #1 in Europe\n", (1, 8, f"'#1 in Europe' {COMMENT}")),
    "a number sign behind quotes": ('title: "Supply" #1\n', (1, 17, f"'#1' {COMMENT}")),
    "a hash tag in a list": (
        "- Growth\n- #StrongerTogether\n",
        (2, 3, f"'#StrongerTogether' {COMMENT}"),
    ),
    "a number sign in brackets": ("a: [Line #1, Line #2]\n", (1, 10, f"'#1' {COMMENT}")),
    "a firm with an ampersand first": ("title: &Co and Söhne\n", (1, 8, f"'&Co' {MARK}")),
    "an ampersand alone": ("title: &Co\nhost: x\n", (1, 8, f"'&Co' {MARK}")),
    "a name with an ampersand first": ("&Co and Söhne: x\n", (1, 1, f"'&Co' {MARK}")),
    "curly quotes": (
        "unit: “%”\n",
        (1, 7, "the quotation marks “ and ” are read as part of the text"),
    ),
    "German quotes": (
        "unit: „Stück“\n",
        (1, 7, "the quotation marks „ and “ are read as part of the text"),
    ),
    "French quotes": (
        "- « délai »\n",
        (1, 3, "the quotation marks « and » are read as part of the text"),
    ),
    "single curly quotes": (
        "unit: ‘%’\n",
        (1, 7, "the quotation marks ‘ and ’ are read as part of the text"),
    ),
    "a name in curly quotes": (
        "“title”: x\n",
        (1, 1, "the quotation marks “ and ” are read as part of the text"),
    ),
    "a comma in curly quotes": (
        "gives: [“Castings, forgings”, steel]\n",
        (1, 9, "the quotation mark “ is opened here and not closed in the same text"),
    ),
    "an entry indented too far": ("gives:\n  - Castings\n    - Forgings\n", (3, 5, DASH)),
    "a list with other signs": ("gives:\n  • Castings\n  • Forgings\n", (3, 3, DASH)),
    "a list without blanks": ("gives:\n  -Castings\n  -Forgings\n", (3, 3, DASH)),
    "a list beside its name": ("gives: Castings\n  - Forgings\n", (2, 3, DASH)),
    "quotes that the next value closes": (
        'a: 1\ntitle: "Supply\nstatus: active\nvision: "We grow"\n',
        (2, 8, OPEN),
    ),
    "quotes that a quotation below closes": (
        "title: 'Supply\nstatus: active\nnote: the word 'fair'\n",
        (1, 8, OPEN),
    ),
    "quotes that swallow names without a trace": (
        'title: "Supply\nstatus: active\nnote: as they say"\nhost: x\n',
        (1, 8, OPEN),
    ),
    "a gap of a template": (
        "title: {{ partner }} and us\n",
        (1, 8, "'{{ partner }}' is a gap of a template that was not filled in"),
    ),
    "a gap of a template alone": (
        "a: 1\ntitle: {{partner}}\n",
        (2, 8, "'{{partner}}' is a gap of a template that was not filled in"),
    ),
    "a bound": (
        "threshold: >5\nunit: days\n",
        (1, 12, "'>5' announces text on the lines below it, and there is none"),
    ),
    "a number sign behind a bound": (
        "unit: > # of orders\nhost: x\n",
        (1, 7, "'> # of orders' announces text on the lines below it, and there is none"),
    ),
    "a path with a tab in it": (
        'path: "C:\\temp\\report"\n',
        (1, 7, "inside double quotes \\t is read as one sign that nobody sees"),
    ),
    "a path with a line break in it": (
        'path: "C:\\new"\n',
        (1, 7, "inside double quotes \\n is read as one sign that nobody sees"),
    ),
}


@pytest.mark.parametrize(("text", "told"), list(LOST.values()), ids=list(LOST))
def test_text_that_loses_a_part_of_itself_is_told_once_where_it_stands(
    text: str, told: tuple[int, int, str]
) -> None:
    faults = read_yaml(PATH, text.encode()).faults
    assert [(one.span.line, one.span.column, one.message) for one in faults] == [told]
    assert faultless(text.encode()) is None


KEPT = {
    "a comment": "tier: strategic  # 3 reasons, see the minutes\n",
    "a comment close by": "tier: strategic # see the minutes\n",
    "a comment behind a word": "tier: strategic #since the review of May\n",
    "a comment behind a figure": "value: 95 #was 90\n",
    "a comment behind a name": "people:  #everyone\n  tom: x\n",
    "a comment of its own line": "gives:\n  #- Castings\n  - Steel\n",
    "a number sign in quotes": 'title: "Supply #1 of castings"\n',
    "a number sign in a block": "vision: |\n  Supply #1 of castings\n  - in steel\n",
    "a number sign within a word": "title: Supply C#1, https://x.example/#2\n",
    "a mark that is repeated": "a: &x Text\nb: *x\n",
    "a mark of a map": "a: &x\n  b: c\n",
    "an ampersand in the text": "title: Smith & Co\n",
    "a quotation in curly quotes": "vision: “Faster” is what we say\n",
    "two quotations": "vision: “Faster” and “better”\n",
    "an apostrophe first": "city: ’s-Hertogenbosch\n",
    "a dash in the text": "title: Supply - and\n  forgings of steel -\n  all of them\n",
    "a text that goes on with a number": "note: It fell by\n  -5 degrees\n",
    "a list": "gives:\n  - Castings - raw\n  - Forgings\n",
    "quoted text on several lines": 'vision: "We grow.\n  Note: together."\nhost: x\n',
    "an empty block": "vision: |\nhost: x\n",
    "a folded block": "vision: >-\n  We grow.\nhost: x\n",
    "a block with a comment": "vision: >2 # so far\n  We grow.\n",
    "backslashes in single quotes": "path: 'C:\\temp'\n",
    "doubled backslashes": 'path: "C:\\\\temp"\n',
    "a tab in quotes": 'vision: "Grow:\\tTogether"\n',
    "a line break in quotes": 'vision: "We grow.\\nTogether."\n',
}


@pytest.mark.parametrize("text", list(KEPT.values()), ids=list(KEPT))
def test_what_yaml_reads_as_it_is_meant_is_left_alone(text: str) -> None:
    assert read_yaml(PATH, text.encode()).faults == ()


def test_the_fix_is_the_text_in_quotes() -> None:
    texts = {
        "purpose: Supply #1 of castings": '"Supply #1 of castings"',
        "purpose: {goal: supply of #1}": '{goal: "supply of #1"}',
        "tags: [supply of #1, b]": '["supply of #1", b]',
        'title: Say "one" #1': "'Say \"one\" #1'",
        "title: &Co and Söhne": '"&Co and Söhne"',
        "unit: “%”": '"%"',
        "threshold: >5": '">5"',
    }
    for text, right in texts.items():
        (fault,) = read_yaml(PATH, f"{text}\n".encode()).faults
        assert right.lstrip("{[goal: ") in fault.help
        name = text.partition(":")[0]
        assert read_yaml(PATH, f"{name}: {right}\n".encode()).faults == ()
