"""What is found of a hidden value, in whatever way a site holds it."""

from __future__ import annotations

import base64
import bz2
import gzip
import io
import json
import lzma
import quopri
import unicodedata
import zipfile
import zlib
from urllib.parse import quote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from tests.support import TODAY as NOW
from trm_policy.publish.audit import Leak, Search, Unread, Value
from trm_policy.publish.printing import browser, printed

SECRET = "Zoë & Sons: warm standby at Hull, rehearsed every half-year"
VALUE = Value(SECRET, "partnerships/x/partnership.yaml", "risks.depot.mitigation")


def found(
    raw: bytes, file: str = "page.html", *, seen: tuple[str, ...] = ()
) -> list[Leak | Unread]:
    return Search([VALUE], seen).findings(file, raw)


def _zipped(raw: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("inside.txt", raw)
    return out.getvalue()


def _calendar() -> bytes:
    calendar, event = Calendar(), Event()
    event.add("description", f"What is done about it in the north and elsewhere: {SECRET}")
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _png(kind: bytes, body: bytes) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4)

    head = chunk(b"IHDR", bytes([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]))
    pixels = chunk(b"IDAT", zlib.compress(b"\0\0"))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(kind, body) + pixels + chunk(b"IEND", b"")


RAW = SECRET.encode()
BASE64 = base64.b64encode(RAW)
WAYS = {
    "html": f"<p>{SECRET}</p>".encode(),
    "marked up": b"<p>Zo&euml; &amp; Sons: <em>warm</em> stand<wbr>by at Hull,\n rehearsed every "
    b"half-year",
    "broken lines": SECRET.replace(" ", "\n ").encode(),
    "tabs": SECRET.replace(" ", "\r\n\t").encode(),
    "characters of no width": "\u200b".join(SECRET).replace("t", "t\u00ad\u2060").encode(),
    "letters and accents apart": unicodedata.normalize("NFD", SECRET).encode(),
    "json": json.dumps({"text": f"<p>{SECRET}</p>"}).encode(),
    "json in json": json.dumps(json.dumps(SECRET)).encode(),
    "script": "".join(f"\\x{ord(sign):02x}" for sign in SECRET).encode(),
    "new script": "".join(f"\\u{{{ord(sign):x}}}" for sign in SECRET).encode(),
    "style sheet": "".join(f"\\{ord(sign):06x}" for sign in SECRET).encode(),
    "url": quote(SECRET).encode(),
    "url twice": quote(quote(SECRET)).encode(),
    "mail": quopri.encodestring(RAW),
    "capitals": SECRET.upper().encode(),
    "latin-1": SECRET.encode("latin-1"),
    "utf-16": SECRET.encode("utf-16"),
    "utf-16 behind much else": b"x" * 5001 + SECRET.encode("utf-16-be"),
    "gzip": gzip.compress(RAW),
    "gzip with more behind it": gzip.compress(RAW) + b"more",
    "gzip cut short": gzip.compress(RAW)[:-9],
    "zlib": zlib.compress(RAW),
    "bzip2": bz2.compress(RAW),
    "xz": lzma.compress(RAW),
    "lzma": lzma.compress(RAW, format=lzma.FORMAT_ALONE),
    "zip in zip": _zipped(_zipped(RAW)),
    "zip behind something": b"MZ, a program" + _zipped(RAW),
    "png": _png(b"zTXt", b"Comment\0\0" + zlib.compress(SECRET.encode("latin-1"))),
    "png in any language": _png(b"iTXt", b"Comment\0\1\0\0\0" + zlib.compress(RAW)),
    "base64": b"data:text/html;base64," + base64.b64encode(f"<b>{SECRET}</b>".encode()),
    "url-safe base64": b"data:text/html;base64," + base64.urlsafe_b64encode(RAW).rstrip(b"="),
    "base64 in lines": base64.encodebytes(b"What is done in the north and elsewhere: " + RAW),
    "base64 of gzip": base64.b64encode(gzip.compress(RAW)),
    "gzip of base64 of base64": gzip.compress(base64.b64encode(BASE64)),
    "hexadecimal": RAW.hex().encode(),
    "hexadecimal bytes": ", ".join(f"0x{byte:02X}" for byte in RAW).encode(),
    "pdf stream": b"%PDF-1.7\nstream\n" + zlib.compress(RAW) + b"\nendstream\n",
    "calendar": _calendar(),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_hidden_value_is_found_however_it_is_written(way: str) -> None:
    leaks = [one for one in found(WAYS[way]) if isinstance(one, Leak)]
    assert leaks == [Leak("page.html", VALUE)]


def test_a_short_text_is_found_in_base64_too() -> None:
    value = Value("Depot at Hull", "p", "a")
    raw = b'{"name": "' + base64.b64encode(value.text.encode()) + b'"}'
    assert Search([value], ()).findings("data.json", raw) == [Leak("data.json", value)]


def test_what_a_pdf_shows_is_found_though_it_holds_numbers_of_glyphs() -> None:
    raw = printed(f"<title>Ours</title><p>{SECRET}</p>", {}, NOW, browser())
    assert b"Hull" not in raw
    assert found(raw, "charter.pdf") == [Leak("charter.pdf", VALUE)]


@pytest.mark.parametrize(
    ("file", "raw", "why"),
    [
        ("a.pdf", b"%PDF-1.7\nnothing more", "it is a broken PDF"),
        ("a.zip", _zipped(RAW)[:-30], "it contains a broken ZIP archive"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c\0\4", "it is packed with 7z, which cannot be opened here"),
        ("a.js.br", b"\x0b", "it is packed with Brotli, which cannot be opened here"),
    ],
)
def test_what_cannot_be_read_is_a_finding(file: str, raw: bytes, why: str) -> None:
    assert found(raw, file) == [Unread(file, why)]


def test_what_is_packed_again_and_again_is_a_finding() -> None:
    raw = b"nothing of interest"
    for _ in range(9):
        raw = gzip.compress(raw)
    assert found(raw, "a.gz") == [Unread("a.gz", "it is packed in more than 6 layers")]


def test_it_is_found_in_the_name_of_a_file_too_which_is_not_told_then() -> None:
    assert found(b"", file=f"people/{SECRET}.ics") == [Leak("people/….ics", VALUE)]


@pytest.mark.parametrize("between", ["<br>", "</tspan><tspan x='3' dy='14'>", "</td><td>"])
def test_it_is_found_where_its_words_stand_in_lines_or_cells_of_their_own(between: str) -> None:
    assert found(SECRET.replace(" ", between).encode()) == [Leak("page.html", VALUE)]


def test_a_link_in_it_hides_nothing() -> None:
    value = Value("as the [audit report](https://audit.example/7) says", "a.yaml", "vision")
    html = b'as the <a href="https://audit.example/7">audit report</a> says'

    assert Search([value], []).findings("page.html", html) == [Leak("page.html", value)]


def test_a_long_value_is_found_though_it_was_shortened() -> None:
    long = Value(f"{SECRET}. {SECRET[::-1]} and so on, for many words more than a line", "p", "a")

    assert Search([long], ()).findings("page", f"<p>{SECRET}. …</p>".encode()) == [
        Leak("page", long)
    ]


def test_what_may_be_seen_elsewhere_is_no_secret() -> None:
    assert found(SECRET.encode(), seen=(f"As everybody knows: {SECRET}.",)) == []


def test_other_letters_around_a_long_text_hide_nothing() -> None:
    assert found(b"xx" + RAW + b"xx") == [Leak("page.html", VALUE)]


def test_short_texts_and_parts_of_words_are_not_looked_for() -> None:
    short = Value("Depot loss", "p", "a")
    word = Value("order of merit", "p", "b")

    assert Search([short, word], ()).findings("page", b"Depot loss; border of merits") == []


def test_a_text_is_excused_where_the_program_says_all_of_it_and_not_a_part() -> None:
    long = Value(f"{SECRET}. {SECRET[::-1]} and so on, for many words more than a line", "p", "a")
    page = f"<p>{SECRET}. …</p>".encode()

    assert Search([VALUE], (), [f"As in: {SECRET}."]).findings("page", page) == []
    assert Search([long], (), [f"As in: {SECRET}."]).findings("page", page) == [Leak("page", long)]


def test_damaged_archives_hide_nothing_and_stop_nothing() -> None:
    raw = gzip.compress(b"x" * 5000)[:-20] + RAW

    assert found(raw) == [Leak("page.html", VALUE)]
    assert found(b"PK\x03\x04" + RAW) == [
        Leak("page.html", VALUE),
        Unread("page.html", "it contains a broken ZIP archive"),
    ]


@given(st.binary(max_size=400), st.binary(max_size=400))
@example(b"7z\xbc\xaf'\x1c", b"")
def test_any_bytes_around_it_can_be_searched(before: bytes, after: bytes) -> None:
    found(before)
    told = found(before + b"\n.. " + SECRET.encode() + b" ..\n" + after)
    assert [one for one in told if isinstance(one, Leak)] == [Leak("page.html", VALUE)]
