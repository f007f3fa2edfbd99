"""A page's feed is named in its head."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

from trm_policy.publish.build.page_head import with_feed

PAGE = "<html><head><title>One</title></head><body><p>Words: &lt;/head&gt;</p></body></html>"


class Links(HTMLParser):
    """The links of a head."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []
        self.feed(page.partition("</head>")[0])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in {"html", "head", "title"}:
            self.found += [dict(attrs)] if tag == "link" else [{"unexpected": tag}]


def named(address: str) -> dict[str, str | None]:
    return {
        "rel": "alternate feed",
        "type": "application/atom+xml",
        "title": "What changed",
        "href": address,
    }


def test_the_feed_is_named_once_in_the_head_and_the_rest_stays() -> None:
    page = with_feed(PAGE, "changes.xml")
    assert Links(page).found == [named("changes.xml")]
    assert page.partition("</head>")[2] == PAGE.partition("</head>")[2]


def test_an_address_is_an_address_whatever_stands_in_it() -> None:
    odd = 'a"><script>alert(1)</script>.xml'
    assert Links(with_feed(PAGE, odd)).found == [named(odd)]


def test_a_page_without_a_feed_stays_as_it_is() -> None:
    assert with_feed(PAGE, "") == PAGE


def test_pages_that_change_have_their_feed_and_others_have_none(reference_folder: Path) -> None:
    def fed(page: str) -> list[str | None]:
        found = Links((reference_folder / page).read_text("utf-8")).found
        return [link["href"] for link in found if link.get("rel") == "alternate feed"]

    assert fed("index.html") == ["changes.xml"]
    assert fed("changes/index.html") == ["../changes.xml"]
    assert fed("partnerships/meridian-helix/index.html") == ["changes.xml"]
    assert fed("rules/index.html") == []
