"""A file that is changed keeps its comments, its layout and every byte that is not concerned."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import date
from pathlib import PurePosixPath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trm_policy.document.editing import (
    Add,
    Append,
    Edit,
    EditError,
    Remove,
    RenameKey,
    Set,
    edited,
)
from trm_policy.document.yaml_reader import read_yaml
from trm_policy.finding import Place

PATH = PurePosixPath("partnerships/x/partnership.yaml")
ORDER = ("title", "host", "goals", "kpis", "exit", "approvals", "waivers")


def change(text: str, *edits: Edit) -> str:
    return edited(PATH, text.encode(), *edits, order=ORDER).decode()


def refusal(text: str, *edits: Edit) -> str:
    with pytest.raises(EditError) as caught:
        change(text, *edits)
    return str(caught.value).removeprefix(f"{PATH}: ")


CHARTER = """\
# yaml-language-server: $schema=x
# The whole file.
title: Tea      # for two

# Who we are
host: 'us'
goals:          # joint ones
  # the first
  fresh:
    due: 2027-12-31   # a day
    kpis: [otif, waste]
    # not agreed: lead

  # the second
  trust: {due: 2028-01-01, kpis: []}
  # no more goals
approvals: []   # who agreed
waivers:
- rule: a   # one
  at: b
# the end
"""


def test_a_value_is_set_and_the_comment_behind_it_stays_in_its_column() -> None:
    assert change(CHARTER, Set(("title",), "Teas")) == CHARTER.replace(
        "title: Tea      # for", "title: Teas     # for"
    )
    assert change(CHARTER, Set(("title",), "Teas and more")) == CHARTER.replace(
        "title: Tea      # for", "title: Teas and more # for"
    )


@pytest.mark.parametrize(
    ("old", "value", "new"),
    [
        ("a", "b c", "b c"),
        ("'a'", "it's", "'it''s'"),
        ('"a"', "b", '"b"'),
        ("a", "2.1.0", "2.1.0"),
        ("a", "10:30", '"10:30"'),
        ("a", "no", '"no"'),
        ("a", "0o17", '"0o17"'),
        ("a", "2027-01-01", '"2027-01-01"'),
        ("a", "1", '"1"'),
        ("a", "k: v", '"k: v"'),
        ("a", "x #1", '"x #1"'),
        ("a", 'say "x": y', "'say \"x\": y'"),
        ("a", "https://x.example/a?b=c#d", "https://x.example/a?b=c#d"),
        ("a", "a\tb\u2028", '"a\\tb\\u2028"'),
        ("a", "", '""'),
        ("a", " x ", '" x "'),
        ("a", "- x", '"- x"'),
        ("a", "Grüße & <b>", "Grüße & <b>"),
        ("a", date(2027, 1, 2), "2027-01-02"),
        ("a", 98.5, "98.5"),
        ("a", 98.0, "98.0"),
        ("a", True, "true"),
        ("a", None, "null"),
        ("a", ["x, y", 1], "\n  - x, y\n  - 1"),
        ("a", {"b": {"c": "d, e"}}, '\n  b: {c: "d, e"}'),
        ("[a]", ["x, y", 1], '["x, y", 1]'),
        ("a", "x\n y\n", "|\n   x\n    y".replace("   ", "  ")),
        ("a", "x \ny", '"x \\ny"'),
        ("a", "x\n\n\n", '"x\\n\\n\\n"'),
        ("|\n  x\n  y", "z", "z"),
        ("\n  b: 1\n  c: 2", "z", "z"),
        (">-\n\n  x\n\n  y", "z", "z"),
        ("one\n  two", "z", "z"),
    ],
)
def test_each_kind_of_value_is_written_as_it_reads_back(old: str, value: Any, new: str) -> None:
    gap = lambda text: "" if text.startswith("\n") else " "  # noqa: E731
    made = change(f"k:{gap(old)}{old}\nz: 1\n", Set(("k",), value))
    assert made == f"k:{gap(new)}{new}\nz: 1\n"
    assert read_yaml(PATH, made.encode()).data == {"k": value, "z": 1}


def test_a_new_section_goes_where_the_format_has_it() -> None:
    made = change(
        "title: T\n\ngoals:\n  a: {x: 1}\n\n# how it ends\nexit: {}\n",
        Append(("approvals",), {"party": "us"}),
        Add(("kpis",), "otif", {"name": "On time", "target": {"value": 1}}),
        Add((), "host", "us"),
        Add((), "own", "at the end"),
    )
    assert made == (
        "title: T\nhost: us\n\ngoals:\n  a: {x: 1}\n\nkpis:\n  otif:\n    name: On time\n"
        "    target: {value: 1}\n\n# how it ends\nexit: {}\n\napprovals:\n  - {party: us}\n\n"
        "own: at the end\n"
    )


def test_a_section_before_all_others_stays_below_the_comment_about_the_file() -> None:
    assert change("# About all.\nhost: us\n", Add((), "title", "T")) == (
        "# About all.\ntitle: T\nhost: us\n"
    )
    assert change("# About all.\n\n# Us.\nhost: us\n", Add((), "title", "T")) == (
        "# About all.\n\ntitle: T\n# Us.\nhost: us\n"
    )


def test_empty_brackets_open_up_for_more_than_a_word() -> None:
    assert change(CHARTER, Append(("approvals",), {"party": "us", "x": "z"})) == CHARTER.replace(
        "approvals: []   # who agreed\n", "approvals:   # who agreed\n- {party: us, x: z}\n"
    )
    assert change(CHARTER, Append(("approvals",), "us")) == CHARTER.replace("[]   #", "[us]   #")
    assert change("{}\n", Add((), "a", 1)) == "a: 1\n"
    assert change("a:  # none yet\nb: 1\n", Append(("a",), "x")) == (
        "a:  # none yet\n  - x\nb: 1\n"
    )


def test_a_new_entry_looks_like_its_neighbours() -> None:
    assert change(CHARTER, Add(("goals",), "cost", {"due": "x", "kpis": ["a"]})) == CHARTER.replace(
        "  # no more goals\n", "  # no more goals\n\n  cost:\n    due: x\n    kpis: [a]\n"
    )
    assert change(CHARTER, Append(("waivers",), {"rule": "c", "at": "d"})) == CHARTER.replace(
        "  at: b\n", "  at: b\n- rule: c\n  at: d\n"
    )
    assert change("l:\n    - {a: 1}  # x\nm: 1\n", Append(("l",), {"a": [2]})) == (
        "l:\n    - {a: 1}  # x\n    - {a: [2]}\nm: 1\n"
    )
    assert change("l:\n    - {a: 1}\n", Add((), "m", {"b": {"c": {"d": 1}}})) == (
        "l:\n    - {a: 1}\nm:\n    b:\n        c: {d: 1}\n"
    )


def test_a_long_entry_of_a_new_list_goes_on_line_by_line() -> None:
    assert change("a: 1\n", Append(("l",), {"x": "y" * 60, "z": "y" * 60})) == (
        f"a: 1\nl:\n  - x: {'y' * 60}\n    z: {'y' * 60}\n"
    )


def test_what_is_added_between_brackets_stays_in_their_line() -> None:
    assert change(CHARTER, Append(("goals", "fresh", "kpis"), "no")) == CHARTER.replace(
        "[otif, waste]", '[otif, waste, "no"]'
    )
    assert change(CHARTER, Add(("goals", "trust"), "a: b", {"c": [1]})) == CHARTER.replace(
        "kpis: []}", 'kpis: [], "a: b": {c: [1]}}'
    )


BRACKETS = "l: [\n  1,   # one\n  2{comma}   # two\n]  # end\nz: 1\n"


@pytest.mark.parametrize("comma", ["", ","])
def test_brackets_over_several_lines_keep_an_entry_a_line(comma: str) -> None:
    text = BRACKETS.replace("{comma}", comma)
    added = change(text, Append(("l",), 3))
    assert added == BRACKETS.replace("{comma}", ",").replace("two\n", f"two\n  3{comma}\n")
    assert change(text, Remove(("l", 0))) == text.replace("  1,   # one\n", "")
    assert change(text, Remove(("l", 1))) == text.replace(f"  2{comma}   # two\n", "")


def test_an_entry_goes_with_the_comments_that_are_its_own() -> None:
    assert change(CHARTER, Remove(("goals", "fresh"))) == CHARTER.replace(
        "  # the first\n  fresh:\n    due: 2027-12-31   # a day\n    kpis: [otif, waste]\n"
        "    # not agreed: lead\n\n",
        "",
    )
    assert change(CHARTER, Remove(("title",))) == CHARTER.replace("title: Tea      # for two\n", "")
    assert change(CHARTER, Remove(("host",))) == CHARTER.replace("# Who we are\nhost: 'us'\n", "")
    assert change(CHARTER, Remove(("goals", "fresh", "kpis", 0))) == CHARTER.replace("otif, ", "")
    assert change(CHARTER, Remove(("goals", "fresh", "kpis", 1))) == CHARTER.replace(", waste", "")


def test_the_last_entry_leaves_empty_brackets() -> None:
    assert change(CHARTER, Remove(("waivers", 0))) == CHARTER.replace(
        "waivers:\n- rule: a   # one\n  at: b\n", "waivers: []\n"
    )
    assert change("a: {b: 1}\n", Remove(("a", "b"))) == "a: {}\n"
    assert change("# x\na: 1\n", Remove(("a",))) == "# x\n{}\n"


def test_the_first_entry_behind_a_dash_makes_room_for_the_next() -> None:
    assert change(CHARTER, Remove(("waivers", 0, "rule"))) == CHARTER.replace(
        "- rule: a   # one\n  at: b", "- at: b"
    )
    assert change("l:\n  - a: 1\n    # of b\n    b: 2\n", Remove(("l", 0, "a"))) == (
        "l:\n  -\n    # of b\n    b: 2\n"
    )


def test_an_entry_gets_another_name() -> None:
    assert change(CHARTER, RenameKey(("goals", "fresh"), "fresher")) == CHARTER.replace(
        "fresh:", "fresher:"
    )
    assert change('"a": 1\n{"b": 2}'.replace("\n", "\nc: "), RenameKey(("c", "b"), "d: e")) == (
        '"a": 1\nc: {"d: e": 2}'
    )


def test_an_entry_of_a_list_is_found_by_its_id() -> None:
    text = "levels:\n  - id: one\n    name: A\n  - id: two\n    name: B\n"
    assert change(text, Set(("levels", "two", "name"), "C")) == text.replace("B", "C")
    assert change(text, Remove(("levels", "one"))) == "levels:\n  - id: two\n    name: B\n"


def test_line_ends_a_byte_order_mark_and_a_missing_last_line_end_are_kept() -> None:
    windows = "\ufeff" + CHARTER.replace("\n", "\r\n")
    entry = {"rule": "c\nd\n"}
    made = change(windows, Append(("waivers",), entry), Remove(("goals", "fresh")))
    assert made == "\ufeff" + change(
        CHARTER, Append(("waivers",), entry), Remove(("goals", "fresh"))
    ).replace("\n", "\r\n")
    assert change("a: 1\nb: 2", Add((), "c", 3)) == "a: 1\nb: 2\nc: 3"
    assert change("a: 1\n\nb: 2", Remove(("b",))) == "a: 1"
    assert change("a: |\n  x\n\n\n", Add((), "b", 1)) == "a: |\n  x\nb: 1\n\n\n"
    assert change("a: |+\n  x\n\n", Add((), "b", 1)) == "a: |+\n  x\n\nb: 1\n"


def test_a_file_that_ends_with_a_mark_keeps_it_at_its_end() -> None:
    assert change("---\na: 1\n...\n", Add((), "b", 2)) == "---\na: 1\nb: 2\n...\n"


@pytest.mark.parametrize(
    ("text", "edit", "said"),
    [
        ("a: 1\n", Set(("b",), 1), "there is no 'b' in it"),
        (
            "a: 1\n",
            Set((), 1),
            "only the contents of a file can be changed, not the file as a whole",
        ),
        ("a: 1\n", Add((), "a", 1), "'a' already exists"),
        ("a: {b: 1}\n", Add(("a",), "b", 1), "'a.b' already exists"),
        ("a: 1\nb: 2\n", RenameKey(("a",), "b"), "'b' already exists"),
        ("a: [1]\n", RenameKey(("a", 0), "b"), "'a.1' is an entry of a list and has no name"),
        (
            "a: 1\n",
            Add(("a",), "b", 1),
            "'a' does not contain names with values, so none can be added",
        ),
        ("a: 1\n", Append(("a",), 1), "'a' is not a list, so nothing can be added at its end"),
        ("a: [1]\n", Append(("a", 4), 1), "there is no 'a.5' to add to"),
        (
            "a: 1\na: 2\n",
            Set(("a",), 3),
            (
                "line 2: 'a' appears twice. Keep one of the two, and remove the other. "
                "Then try again."
            ),
        ),
        (
            "a: &x {k: 1}\nb: *x\n",
            Set(("a", "k"), 2),
            ("the change would affect other parts of the file; make it in an editor"),
        ),
        (
            "a: &x {k: 1}\nb: *x\n",
            Remove(("a",)),
            ("the change would affect other parts of the file; make it in an editor"),
        ),
        (
            "a: &x {k: 1}\nb: *x\n",
            Add(("b",), "l", 2),
            "'b' repeats with '*' what is written elsewhere",
        ),
        (
            "a: &x {k: 1}\nb: *x\n",
            Set(("b", "k"), 2),
            "'b.k' repeats with '*' what is written elsewhere",
        ),
        ("a: 1\n", Set(("a",), {1, 2}), "the new value cannot be written to a file: set"),
        ("? a\n: 1\n", Set(("a",), "b"), ""),
    ],
)
def test_what_cannot_be_done_is_refused_in_plain_words(text: str, edit: Edit, said: str) -> None:
    if not said:
        assert change(text, edit) == "? a\n: b\n"
    elif said.endswith("set"):
        assert refusal(text, edit).startswith(said)
    else:
        assert refusal(text, edit) == said


def test_an_alias_gives_way_to_a_value_of_its_own() -> None:
    assert change("a: &x {k: 1}\nb: *x\n", Set(("b",), 2)) == "a: &x {k: 1}\nb: 2\n"


# Generated files: data in a random layout, whose every line knows the place it belongs to.

SCALARS: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-99, 99),
    st.floats(-9, 9, allow_nan=False),
    st.dates(date(2000, 1, 1), date(2030, 1, 1)),
    st.text("ab #:-'\"\n,[]{}é😀\u2028\x85\t&*!|>%@`", max_size=8),
    st.sampled_from(["no", "null", "1e3", "0x1f", "~", "true", "10:30", "---", "...", "<<", "="]),
)
KEYS = st.one_of(st.sampled_from("abcdef"), st.text("ab1-_:# ", min_size=1, max_size=4))
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)
DATA = st.dictionaries(KEYS, VALUES, min_size=1, max_size=4)
EDITED = st.one_of(SCALARS, VALUES)

Line = tuple[str, Place]


class Writer:
    """Lays data out as some person might."""

    def __init__(self, draw: Callable[[st.SearchStrategy[Any]], Any]) -> None:
        self.pick = lambda *choices: draw(st.sampled_from(choices))
        self.step = self.pick(2, 4)
        self.list_step = self.pick(0, 2, 4)
        self.lines: list[Line] = []

    def remark(self, column: int, place: Place) -> None:
        if self.pick(False, False, False, True):
            self.lines.append(("", ()))
        if self.pick(False, False, True):
            self.lines.append((f"{' ' * column}# on {len(self.lines)}", place))

    def map(self, data: dict[str, Any], column: int, place: Place, first: str = "") -> None:
        for key, value in data.items():
            here = (*place, key)
            if not first:
                self.remark(column, here)
            start = first or " " * column
            self.value(f"{start}{quoted(key)}:", value, column, here)
            first = ""

    def list(self, data: list[Any], column: int, place: Place, first: str = "") -> None:
        for number, value in enumerate(data):
            here = (*place, number)
            if not first:
                self.remark(column, here)
            start = first or " " * column
            if isinstance(value, dict) and value and self.pick(True, False):
                self.map(value, column + 2, here, f"{start}- ")
            elif isinstance(value, list) and value and self.pick(True, False):
                self.list(value, column + 2, here, f"{start}- ")
            else:
                self.value(f"{start}-", value, column, here)
            first = ""

    def value(self, start: str, value: Any, column: int, place: Place) -> None:
        end = self.pick("", "", "  # end", " # end") and f"  # end {len(self.lines)}"
        deeper = isinstance(value, dict | list) and value and self.pick(True, True, False)
        if not deeper:
            self.lines.append((f"{start} {quoted(value)}{end}", place))
            return
        self.lines.append((f"{start}{end}", place))
        dash = start.rstrip().endswith("-")
        if isinstance(value, dict):
            self.map(value, column + self.step, place)
        else:
            self.list(value, column + (self.list_step or (2 if dash else 0)), place)


def quoted(value: Any) -> str:
    """Any value in one line, written otherwise than the editor would."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{quoted(k)}: {quoted(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",  ".join(map(quoted, value)) + "]"
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        inside = "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in escaped)
        return value if value in ("a", "b", "c", "d") else f'"{inside}"'
    return (
        {None: "null", True: "true", False: "false"}.get(value, str(value))
        if (value is None or isinstance(value, bool))
        else str(value)
    )


@st.composite
def files(draw: Callable[[st.SearchStrategy[Any]], Any]) -> tuple[Any, list[Line], bytes, str]:
    """Data, its lines, the bytes of the file and the line end."""
    data = draw(DATA)
    writer = Writer(draw)
    writer.map(data, 0, ())
    end = draw(st.sampled_from(["\n", "\r\n"])) if len(writer.lines) > 1 else "\n"
    text = end.join(line for line, _ in writer.lines) + draw(st.sampled_from(["", end]))
    return data, writer.lines, draw(st.sampled_from([b"", b"\xef\xbb\xbf"])) + text.encode(), end


def places(data: Any, here: Place = ()) -> list[Place]:
    found = [here] if here else []
    if isinstance(data, dict):
        found += [place for key, value in data.items() for place in places(value, (*here, key))]
    if isinstance(data, list):
        found += [place for n, value in enumerate(data) for place in places(value, (*here, n))]
    return found


def holder(data: Any, place: Place) -> Any:
    for part in place:
        data = data[part]
    return data


def alike(one: Any, other: Any) -> bool:
    """Equal in kind as well: the repr of plain data tells 1, 1.0 and true apart."""
    return repr(sorted_maps(one)) == repr(sorted_maps(other))


def sorted_maps(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: sorted_maps(data[key]) for key in sorted(data)}
    return [sorted_maps(value) for value in data] if isinstance(data, list) else data


def middle(old: list[str], new: list[str]) -> tuple[list[int], list[str]]:
    """The numbers of the old lines, and the new lines, between what both begin and end with."""
    top = 0
    while top < min(len(old), len(new)) and old[top] == new[top]:
        top += 1
    foot = 0
    while foot < min(len(old), len(new)) - top and old[-1 - foot] == new[-1 - foot]:
        foot += 1
    return list(range(top, len(old) - foot)), new[top : len(new) - foot]


def split(raw: bytes, end: str) -> list[str]:
    lines = raw.decode("utf-8-sig").split(end)
    return lines[:-1] if lines[-1] == "" else lines


def run(file: tuple[Any, list[Line], bytes, str], edit: Edit) -> tuple[Any, list[int], list[str]]:
    """The data of the edited file, and what has changed in its lines."""
    _, _, raw, end = file
    made = edited(PATH, raw, edit)
    assert made.startswith(b"\xef\xbb\xbf") == raw.startswith(b"\xef\xbb\xbf")
    assert made.endswith(end.encode()) == raw.endswith(end.encode())
    assert made.count(b"\n") == made.count(end.encode())
    return read_yaml(PATH, made).data, *middle(split(raw, end), split(made, end))


@given(files(), st.data())
def test_a_value_set_changes_nothing_else(file: Any, draw: st.DataObject) -> None:
    data, lines, _, _ = file
    place = draw.draw(st.sampled_from(places(data)))
    value = draw.draw(EDITED)
    now, gone, _ = run(file, Set(place, value))
    wanted = copy.deepcopy(data)
    holder(wanted, place[:-1])[place[-1]] = value
    assert alike(now, wanted)
    for number in gone:
        text, owner = lines[number]
        assert not text or owner[: len(place)] == place[: len(owner)]


@given(files(), st.data())
def test_an_entry_added_changes_one_line_at_most(file: Any, draw: st.DataObject) -> None:
    data = file[0]
    held = [p for p in [(), *places(data)] if isinstance(holder(data, p), dict | list)]
    place = draw.draw(st.sampled_from(held))
    value = draw.draw(EDITED)
    wanted = copy.deepcopy(data)
    target = holder(wanted, place)
    if isinstance(target, list):
        edit: Edit = Append(place, value)
        target.append(value)
    else:
        key = draw.draw(KEYS.filter(lambda key: key not in target))
        edit = Add(place, key, value)
        target[key] = value
    now, gone, _ = run(file, edit)
    assert alike(now, wanted)
    assert len(gone) <= 1
    for number in gone:
        assert file[1][number][1] == place[: len(file[1][number][1])]


@given(files(), st.data())
def test_an_entry_removed_takes_nothing_else_along(file: Any, draw: st.DataObject) -> None:
    data, lines, _, _ = file
    place = draw.draw(st.sampled_from(places(data)))
    now, gone, new = run(file, Remove(place))
    wanted = copy.deepcopy(data)
    del holder(wanted, place[:-1])[place[-1]]
    assert alike(now, wanted)
    kept = [lines[n] for n in gone if lines[n][0] and lines[n][1][: len(place)] != place]
    assert all("# on" not in text or text in new for text, _ in kept)
    assert len(kept) <= 1 + sum(text in new for text, _ in kept)


@given(files(), st.data())
def test_a_new_name_changes_one_line(file: Any, draw: st.DataObject) -> None:
    data = file[0]
    named = [place for place in places(data) if isinstance(place[-1], str)]
    place = draw.draw(st.sampled_from(named))
    above = holder(data, place[:-1])
    key = draw.draw(KEYS.filter(lambda key: key not in above))
    now, gone, new = run(file, RenameKey(place, key))
    wanted = copy.deepcopy(data)
    inner = holder(wanted, place[:-1])
    inner[key] = inner.pop(place[-1])
    assert alike(now, wanted)
    assert (len(gone), len(new)) == (1, 1)
