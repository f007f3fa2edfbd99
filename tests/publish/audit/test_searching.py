"""What is found of a hidden value, in whatever way a site holds it."""

from __future__ import annotations

import base64
import gzip
import io
import json
import zipfile
import zlib
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from trm_policy.publish.audit import Leak, Search, Value

SECRET = "Zoë & Sons: warm standby at Hull, rehearsed every half-year"
VALUE = Value(SECRET, "partnerships/x/partnership.yaml", "risks.depot.mitigation")


def found(raw: bytes, file: str = "page.html", *, seen: tuple[str, ...] = ()) -> list[Leak]:
    return Search([VALUE], seen).leaks(file, raw)


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


@pytest.mark.parametrize(
    "raw",
    [
        f"<p>{SECRET}</p>".encode(),
        b"<p>Zo&euml; &amp; Sons: <em>warm</em> stand<wbr>by at Hull,\n rehearsed every half-year",
        json.dumps({"text": f"<p>{SECRET}</p>"}).encode(),
        quote(SECRET).encode(),
        SECRET.upper().encode(),
        SECRET.encode("utf-16"),
        gzip.compress(SECRET.encode()),
        _zipped(_zipped(SECRET.encode())),
        b"data:text/html;base64," + base64.b64encode(f"<b>{SECRET}</b>".encode()),
        b"data:text/html;base64," + base64.urlsafe_b64encode(SECRET.encode()).rstrip(b"="),
        b"%PDF-1.7\nstream\n" + zlib.compress(SECRET.encode()) + b"\nendstream\n",
        _calendar(),
    ],
    ids=["html", "marked up", "json", "url", "capitals", "utf-16", "gzip", "zip in zip", "base64",
         "url-safe base64", "pdf", "calendar"],
)  # fmt: skip
def test_a_hidden_value_is_found_however_it_is_written(raw: bytes) -> None:
    assert found(raw) == [Leak("page.html", VALUE)]


def test_it_is_found_in_the_name_of_a_file_too_which_is_not_told_then() -> None:
    assert found(b"", file=f"people/{SECRET}.ics") == [Leak("people/….ics", VALUE)]


@pytest.mark.parametrize("between", ["<br>", "</tspan><tspan x='3' dy='14'>", "</td><td>"])
def test_it_is_found_where_its_words_stand_in_lines_or_cells_of_their_own(between: str) -> None:
    assert found(SECRET.replace(" ", between).encode()) == [Leak("page.html", VALUE)]


def test_a_link_in_it_hides_nothing() -> None:
    value = Value("as the [audit report](https://audit.example/7) says", "a.yaml", "vision")
    html = b'as the <a href="https://audit.example/7">audit report</a> says'

    assert Search([value], []).leaks("page.html", html) == [Leak("page.html", value)]


def test_a_long_value_is_found_though_it_was_shortened() -> None:
    long = Value(f"{SECRET}. {SECRET[::-1]} and so on, for many words more than a line", "p", "a")

    assert Search([long], ()).leaks("page", f"<p>{SECRET}. …</p>".encode()) == [Leak("page", long)]


def test_what_may_be_seen_elsewhere_is_no_secret() -> None:
    assert found(SECRET.encode(), seen=(f"As everybody knows: {SECRET}.",)) == []


def test_short_texts_and_parts_of_words_are_not_looked_for() -> None:
    short = Value("Depot loss", "p", "a")
    word = Value("order of merit", "p", "b")

    assert Search([short, word], ()).leaks("page", b"Depot loss; border of merits") == []


def test_damaged_archives_hide_nothing_and_stop_nothing() -> None:
    raw = gzip.compress(b"x" * 5000)[:-20] + SECRET.encode()

    assert found(b"PK\x03\x04" + SECRET.encode()) == [Leak("page.html", VALUE)]
    assert found(raw) == [Leak("page.html", VALUE)]


@given(st.binary(max_size=400), st.binary(max_size=400))
def test_any_bytes_around_it_can_be_searched(before: bytes, after: bytes) -> None:
    found(before)
    assert found(before + b"\n.. " + SECRET.encode() + b" ..\n" + after) == [
        Leak("page.html", VALUE)
    ]
