"""What the search has of a page, held to what Material's own search reads in it."""

from __future__ import annotations

from html import escape
from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from material.plugins.search.plugin import SearchIndex
from mkdocs.structure.toc import get_toc

from trm_policy.publish.build.search import search_entries, search_text

URL = "partnerships/acme/"
texts = st.text(st.sampled_from("a b&<>;\"'#é\n\u00a0`{}x2"), max_size=12)
pages = st.lists(st.tuples(texts, texts), min_size=1, max_size=4)


def page_of(parts: list[tuple[str, str]]) -> str:
    first, *others = parts
    html = f'<p class="crumbs">{escape(first[0])}</p><h1 id="top">{escape(first[1])}</h1>'
    for number, (title, body) in enumerate(others):
        html += f'<h2 id="part-{number}">{escape(title)}</h2><ul><li>{escape(body)}</li></ul>'
    return html


def read_by_material(title: str, html: str) -> list[Any]:
    index = SearchIndex()
    toc = get_toc([{"level": 1, "id": "", "name": title, "children": []}])
    page = SimpleNamespace(
        meta={"title": title}, title=title, content=search_text(html), toc=toc, url=URL
    )
    index.add_entry_from_context(page)
    found: list[Any] = index.entries
    return found


@given(pages, texts)
def test_material_would_find_the_same_in_a_page(parts: list[tuple[str, str]], title: str) -> None:
    html, named = page_of(parts), escape(title)
    assert search_entries(URL, named, html) in ([], read_by_material(named, html))


def test_a_page_with_plain_headings_need_not_be_read() -> None:
    html = page_of([("All", "R&D"), ("Risks", "Is <late>")])
    assert search_entries(URL, "R&amp;D", html) == [
        {"location": URL, "title": "R&amp;D", "text": "<p>All</p>"},
        {"location": f"{URL}#top", "title": "R&amp;D", "text": ""},
        {"location": f"{URL}#part-0", "title": "Risks", "text": "<p>Is &lt;late&gt;</p>"},
    ]


def test_a_heading_with_more_than_text_is_left_to_the_search() -> None:
    assert search_entries(URL, "A", '<h1 id="a">A <em>b</em></h1>') == []


def test_words_with_marks_are_found_by_those_who_cannot_type_them() -> None:
    html = page_of([("All", "Łódź"), ("Sjö & Söhne", "from Malmö – to 東京")])
    assert search_entries(URL, "Łódź", html) == [
        {"location": URL, "title": "Łódź", "text": "<p>All</p>"},
        {"location": f"{URL}#top", "title": "Łódź", "text": "<p>lodz</p>"},
        {
            "location": f"{URL}#part-0",
            "title": "Sjö &amp; Söhne",
            "text": "<p>from Malmö – to 東京 sjo sohne malmo</p>",
        },
    ]
