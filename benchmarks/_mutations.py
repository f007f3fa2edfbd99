"""Files that somebody, or some program, got wrong: the same ones for the same number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from random import Random

import yaml

Files = dict[str, bytes]

_TOKEN = re.compile(rb"[^\s,:\[\]{}|\"'()=#]+")
_MOST = 1 << 20
"""Bytes of a file after all that was done to it."""

_NUMBERS = (
    *("0", "-1", "1e400", "-.inf", ".nan", "inf", "nan", "1,5", "1.200", "1'200", "0x1F", "0o17"),
    *("9" * 400, "9" * 6000, f"0x{'F' * 6000}", "1e-320", "00", "1_000", "12:30:45", "½", "٣"),
)
_DAYS = (
    *("0001-01-01", "9999-12-31", "0000-00-00", "2026-02-30", "2026-11-22T10:00+23:59", "2026-W53"),
    *(
        "9999-W53",
        "2026-13",
        "2026-Q4",
        "9999-H2",
        "2026-11-22T25:00Z",
        "9999-12-31T23:59:59-12:00",
    ),
    *("0001-01-01T00:00+14:00", "2026", "9999", "0000", "2026-01-01/2026-12-31"),
)
_SPANS = (
    *("999999999 working days", "999999999999 hours", "0 days", "-3 days", "9999 years", "1 month"),
    *("2 working hours", "fortnightly", "once", "FREQ=SECONDLY", "FREQ=DAILY;INTERVAL=0"),
    *("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MINUTELY;COUNT=999999999", "FREQ=WEEKLY;BYDAY="),
    *("FREQ=YEARLY;BYSETPOS=-366;BYDAY=MO", "FREQ=MONTHLY;BYMONTHDAY=31;BYMONTH=4", "1/0", "2/3"),
)
_WORDS = (
    *(
        "",
        "null",
        "~",
        "true",
        "no",
        "{}",
        "[]",
        "{a}",
        "[a, b]",
        "- ",
        "? ",
        ": ",
        "|",
        ">",
        "%",
        "@",
    ),
    *("*a", "&a", "<<", "!!python/object:os.system", "!x", "---", "...", "# ", "```", "<script>"),
    *(
        "TBD",
        "[TBD]",
        "xx",
        "lorem ipsum",
        "<<<<<<< HEAD",
        "=======",
        ">>>>>>> theirs",
        "../../etc",
    ),
    *(
        "meridian",
        "helix",
        "ada",
        "otif",
        "strategic",
        "ended",
        "draft",
        "Europe/London",
        "Mars/Base",
    ),
    *("GB", "US-CA", "XX", "EUR", "mia@example.org", "mia@bücher.example", "http://[", "x" * 5000),
    *(
        "-" * 3000,
        "[" * 1000,
        "{" * 1000,
        "(" * 1000,
        "a." * 500,
        "*a_" * 2000,
        "> " * 2000,
        "`" * 999,
    ),
    *("![" * 500, "<" * 3000, "\\" * 999, "&amp;" * 500, "a-" * 2000, "|" * 2000, "a b " * 2000),
    *("(a+)+$", "(.*a){25}", "[a", "(?=x)", r"(\w+\s?)+$", "a{99999}", "(" * 300 + ")" * 300),
    *(
        "\N{NO-BREAK SPACE}",
        "\N{RIGHT-TO-LEFT OVERRIDE}",
        "\N{ZERO WIDTH SPACE}",
        "\N{BYTE ORDER MARK}",
    ),
    *("“", "’", "e\N{COMBINING ACUTE ACCENT}" * 99, "\U0001f469\N{ZERO WIDTH JOINER}" * 99, "\x00"),
    *("\x1b[2J", "\N{LINE SEPARATOR}", "\x85", r"\ud800", r'"\ud800"', r'"\0"', "𝔘𝔫𝔦", "ﷺ" * 99),
)
_NASTY = [word.encode() for word in (*_NUMBERS, *_DAYS, *_SPANS, *_WORDS)]
_OTHER_KINDS = (
    *("Owners", "5", "-1", "1.5", "true", "2026-11-22", "'2026-11-22'", "''", "[]", "{}", "[a]"),
    *("{a: b}", "[[]]", "{a: {b: c}}", "[1, a]", "TBD"),
)
"""Values of YAML, of which a field accepts one kind."""
_FRONT = re.compile(rb"\A---\n(.*?\n)---\n", re.DOTALL)
_ENCODINGS = ("utf-16", "latin-1", "utf-8-sig", "utf-32", "cp1252")

_KINDS: tuple[tuple[str, int], ...] = (
    (r"partnership\.yaml$", 40),
    (r"directory\.yaml$", 8),
    (r"measurements\.csv$", 10),
    (r"reviews/.*\.md$", 10),
    (r"escalations/.*\.md$", 8),
    (r"surveys/.*\.csv$", 5),
    (r"schemas/.*\.yaml$", 8),
    (r"trm\.toml$", 6),
    (r"baseline\.json$", 4),
    (r"mkdocs\.yml$", 1),
)
"""Kinds of files, and how often each is changed."""


def mutated(files: Mapping[str, bytes], number: int) -> tuple[str, Files]:
    """What was done, and the files that are otherwise now: all of one that was renamed."""
    rng = Random(number)
    pattern = rng.choices([one for one, _ in _KINDS], [weight for _, weight in _KINDS])[0]
    path = rng.choice(sorted(name for name in files if re.search(pattern, name)))
    raw, done = files[path], []
    for _ in range(rng.choice((1, 1, 1, 1, 1, 1, 2, 3, 4, 9))):
        way = rng.choice(_WAYS)
        raw = way(rng, raw, files)[:_MOST]
        done.append(way.__name__.strip("_"))
    return f"{path}: {', '.join(done)}", _placed(rng, path, raw)


def _placed(rng: Random, path: str, raw: bytes) -> Files:
    """The changed file in its place; now and then under a name that it should not have."""
    folder, slash, name = path.rpartition("/")
    if not folder or rng.randrange(30):
        return {path: raw}
    stem, _, ending = name.rpartition(".")
    other = rng.choice(
        (*_DAYS, *_NUMBERS[:12], stem.upper(), f"{stem} (1)", "-", "ä", "a" * 200, ".")
    )
    return {path: b"", f"{folder}{slash}{other.replace('/', '-')}.{ending}": raw}


def _word(rng: Random, raw: bytes, _: Mapping[str, bytes]) -> bytes:
    """A word becomes something else."""
    return _exchanged(rng, raw, rng.choice(_NASTY))


def _other_word(rng: Random, raw: bytes, _: Mapping[str, bytes]) -> bytes:
    """A word becomes another one of the file."""
    found = _TOKEN.findall(raw)
    return _exchanged(rng, raw, rng.choice(found)) if found else raw


def _exchanged(rng: Random, raw: bytes, new: bytes) -> bytes:
    found = list(_TOKEN.finditer(raw))
    if not found:
        return raw + new
    one = rng.choice(found)
    return raw[: one.start()] + new + raw[one.end() :]


def _other_kind(rng: Random, raw: bytes, _: Mapping[str, bytes]) -> bytes:
    """A value of a file of YAML, or of front matter, becomes one of another kind."""
    front = _FRONT.match(raw)
    begin, end = front.span(1) if front else (0, len(raw))
    text = raw[begin:end].decode("utf-8", "replace")
    try:
        values = list(_values(yaml.compose(text, yaml.CSafeLoader)))
    except (yaml.YAMLError, RecursionError):
        values = []
    if not values:
        return raw
    start, stop = rng.choice(values)
    changed = f"{text[:start]}{rng.choice(_OTHER_KINDS)}{text[stop:]}"
    return raw[:begin] + changed.encode("utf-8", "replace") + raw[end:]


def _values(node: yaml.Node | None) -> Iterator[tuple[int, int]]:
    """Where each value begins and ends that stands in one piece."""
    if isinstance(node, yaml.ScalarNode) or (isinstance(node, yaml.Node) and node.flow_style):
        yield node.start_mark.index, node.end_mark.index
    if isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from _values(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _values(value)


def _in_brackets(rng: Random, raw: bytes, _: Mapping[str, bytes]) -> bytes:
    """A word in many brackets."""
    found = list(_TOKEN.finditer(raw))
    if not found:
        return raw
    one, deep, pair = (
        rng.choice(found),
        rng.choice((1, 3, 45, 600)),
        rng.choice((b"[]", b"{}", b'""')),
    )
    inside = pair[:1] * deep + one[0] + pair[1:] * deep
    return raw[: one.start()] + inside + raw[one.end() :]


def _inserted(rng: Random, raw: bytes, _: Mapping[str, bytes]) -> bytes:
    at = rng.randint(0, len(raw))
    return raw[:at] + rng.choice(_NASTY) + raw[at:]


def _line_ended_by(rng: Random, raw: bytes, _: Mapping[str, bytes]) -> bytes:
    lines = raw.split(b"\n")
    lines[rng.randrange(len(lines))] += rng.choice((b"", b" ", b": ", b",")) + rng.choice(_NASTY)
    return b"\n".join(lines)


def _lines(change: Callable[[Random, list[bytes], int], None]) -> Callable[..., bytes]:
    def way(rng: Random, raw: bytes, _: Mapping[str, bytes]) -> bytes:
        lines = raw.split(b"\n")
        change(rng, lines, rng.randrange(len(lines)))
        return b"\n".join(lines)

    way.__name__ = change.__name__
    return way


@_lines
def _line_gone(rng: Random, lines: list[bytes], at: int) -> None:
    del lines[at : at + rng.choice((1, 1, 1, 4, 20))]


@_lines
def _line_again(rng: Random, lines: list[bytes], at: int) -> None:
    lines[at:at] = lines[at : at + rng.choice((1, 1, 1, 8))] * rng.choice((1, 1, 1, 30, 300))


@_lines
def _line_elsewhere(rng: Random, lines: list[bytes], at: int) -> None:
    lines.insert(rng.randrange(len(lines)), lines.pop(at))


@_lines
def _indented(rng: Random, lines: list[bytes], at: int) -> None:
    lines[at] = rng.choice((b" ", b"  ", b"\t", b"        ")) + lines[at]


@_lines
def _outdented(_: Random, lines: list[bytes], at: int) -> None:
    lines[at] = lines[at].lstrip()


@_lines
def _value_gone(_: Random, lines: list[bytes], at: int) -> None:
    lines[at] = lines[at].partition(b": ")[0] + b":"


@_lines
def _joined(_: Random, lines: list[bytes], at: int) -> None:
    lines[at : at + 2] = [b" ".join(lines[at : at + 2])]


def _cut(rng: Random, raw: bytes, _: Mapping[str, bytes]) -> bytes:
    return raw[: rng.randint(0, len(raw))]


def _hole(rng: Random, raw: bytes, _: Mapping[str, bytes]) -> bytes:
    at = rng.randint(0, len(raw))
    return raw[:at] + raw[at + rng.choice((1, 2, 9, 99)) :]


def _flipped(rng: Random, raw: bytes, _: Mapping[str, bytes]) -> bytes:
    if not raw:
        return raw
    at = rng.randrange(len(raw))
    return raw[:at] + bytes([raw[at] ^ (1 << rng.randrange(8))]) + raw[at + 1 :]


def _random_bytes(rng: Random, raw: bytes, _: Mapping[str, bytes]) -> bytes:
    at = rng.randint(0, len(raw))
    return raw[:at] + rng.randbytes(rng.choice((1, 4, 64))) + raw[at:]


def _encoded(rng: Random, raw: bytes, _: Mapping[str, bytes]) -> bytes:
    return raw.decode("utf-8", "replace").encode(rng.choice(_ENCODINGS), "replace")


def _line_ends(rng: Random, raw: bytes, _: Mapping[str, bytes]) -> bytes:
    return raw.replace(b"\n", rng.choice((b"\r\n", b"\r", b"\n\n", b"\n\r")))


def _separators(rng: Random, raw: bytes, _: Mapping[str, bytes]) -> bytes:
    return raw.replace(b",", rng.choice((b";", b"\t", b"|", b" ,", b',"')))


def _quotes(rng: Random, raw: bytes, _: Mapping[str, bytes]) -> bytes:
    at = rng.randint(0, len(raw))
    return raw[:at] + rng.choice((b'"', b"'", b'"""', b"`")) + raw[at:]


def _of_another(rng: Random, raw: bytes, files: Mapping[str, bytes]) -> bytes:
    """A piece of another file stands in this one."""
    other = files[rng.choice(sorted(files))]
    begin, at = rng.randint(0, len(other)), rng.randint(0, len(raw))
    return raw[:at] + other[begin : begin + rng.choice((40, 400, 4000))] + raw[at:]


def _grown(rng: Random, raw: bytes, _: Mapping[str, bytes]) -> bytes:
    """The same over and over; rarely as much as is read at all."""
    most = rng.choice((3, 3, 3, 10, 10, 20 if rng.randrange(10) else _MOST // (len(raw) + 1)))
    return raw * most


_WAYS: tuple[Callable[..., bytes], ...] = (
    *(_word,) * 8,
    *(_other_word,) * 6,
    *(_other_kind,) * 6,
    *(_line_ended_by,) * 2,
    *(_inserted, _in_brackets, _line_gone, _line_again, _line_elsewhere) * 2,
    *(_indented, _outdented, _value_gone, _joined, _cut, _hole, _flipped, _random_bytes),
    *(_encoded, _line_ends, _separators, _quotes, _of_another, _grown),
)
