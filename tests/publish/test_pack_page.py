"""The page of a review's pack: one file to print, which runs nothing and asks nobody."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from datetime import date
from html.parser import HTMLParser

import pytest

from tests.publish.hostile import MARK, hostile_files
from tests.support import TODAY, edited, partnership
from trm_policy.measure.review_pack import Occasion, Pack
from trm_policy.measure.review_packing import review_pack
from trm_policy.publish.printing import pack_page

DAY = date(2027, 1, 21)
OWN = {
    "html", "head", "meta", "title", "style", "body", "header", "main", "section", "h1", "h2", "h3",
    "div", "p", "ol", "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "span", "strong",
    "br", "svg", "path", "circle",
}  # fmt: skip
FROM_PROSE = {"a", "blockquote", "code", "em", "h4", "hr", "pre"}
ATTRIBUTES = {
    "class", "scope", "data-looks", "lang", "charset", "name", "content", "http-equiv",
    "role", "tabindex", "aria-label", "data-label", "aria-hidden", "focusable", "viewbox", "width",
    "height", "d", "cx", "cy", "r", "fill", "stroke", "stroke-width", "stroke-dasharray",
}  # fmt: skip


class Seen(HTMLParser):
    """Tags, attributes and rows of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.attributes: list[tuple[str, str, str]] = []
        self.entries: Counter[str] = Counter()
        self._half, self._skip = "", False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self._half = dict(attrs).get("data-looks") or self._half
        self._skip = tag == "thead" or (self._skip and tag != "tbody")
        if tag in ("li", "tr") and not self._skip:
            self.entries[self._half] += 1


def made(files: dict[str, bytes] | None = None, name: str = "meridian-helix") -> Pack:
    return review_pack(partnership(files, name), Occasion("qbr", DAY, DAY), TODAY)


@pytest.fixture(scope="module")
def html() -> str:
    return pack_page(made())


def test_the_page_is_whole_and_says_what_the_pack_says() -> None:
    behind = ("carbon-per-pallet,2026-Q3,10.4,", "carbon-per-pallet,2026-Q3,10.8,")
    figures = "partnerships/meridian-helix/measurements.csv"
    html = pack_page(made(edited(behind, path=figures)))
    assert html.startswith("<!DOCTYPE html>\n<html")
    assert html.rstrip().endswith("</html>")
    assert "<title>Quarterly business review, 21 January 2027</title>" in html
    amber = '<svg class="trm-shape" viewBox="0 0 12 12" width="12" height="12" aria-hidden="true"'
    triangle = f'{amber} focusable="false"><path d="M6 .5 11.8 11H.2z"/></svg>'
    assert f'<span class="trm-light trm-light--amber">{triangle}Amber</span>' in html
    assert 'class="figure">2 × 5 = 10</td>' in html
    for words in ("Joint steering committee; quorum: 4 voting members", "1 Dec 2026"):
        assert words in html


def test_its_policy_lets_nothing_in_but_its_own_style(html: str) -> None:
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = next(
        value
        for tag, name, value in Seen(html).attributes
        if (tag, name) == ("meta", "content") and "default-src" in value
    )
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert "@page { size: A4" in style[1]
    assert not re.search(r"url\(|@import|https?:", style[1])


def test_it_has_no_script_and_names_no_other_host(html: str) -> None:
    assert set(Seen(html).tags) <= OWN
    assert {name for _, name, _ in Seen(html).attributes} <= ATTRIBUTES
    assert not re.search(r"https?:|//", html)


def test_at_most_half_of_its_entries_look_back(html: str) -> None:
    entries = Seen(html).entries
    assert (entries["ahead"], entries["back"]) == (12, 9)


@pytest.mark.parametrize("name", ["texts", "everything"])
def test_hostile_words_stay_words(name: str) -> None:
    html = pack_page(made(hostile_files(), name))
    seen = Seen(html)
    assert MARK in html
    assert set(seen.tags) <= OWN | FROM_PROSE
    assert {n for _, n, _ in seen.attributes} <= ATTRIBUTES | {"href", "rel"}
    links = [value for _, n, value in seen.attributes if n == "href"]
    assert all(value.startswith(("https://", "http://", "mailto:", "tel:")) for value in links)
