"""What a page offers in other forms is named in its head."""

from __future__ import annotations

import re
from html import unescape

import pytest

from trm_policy.publish.alternates import Alternate, alternates, with_alternates

PAGE = "<html><head><title>One</title></head><body><p>Words: &lt;/head&gt;</p></body></html>"
LINK = re.compile(r'<link rel="alternate" type="([^"]*)" title="([^"]*)" href="([^"]*)">')


def named(page: str) -> list[tuple[str, ...]]:
    return [tuple(map(unescape, found)) for found in LINK.findall(page.partition("</head>")[0])]


@pytest.mark.parametrize(
    ("feed", "expected"),
    [
        (
            "changes.xml",
            [
                ("text/calendar", "Calendar", "calendar.ics"),
                ("application/atom+xml", "What changed", "changes.xml"),
                ("application/json", "Data", "charter.json"),
            ],
        ),
        (
            None,
            [
                ("text/calendar", "Calendar", "calendar.ics"),
                ("application/json", "Data", "charter.json"),
            ],
        ),
    ],
)
def test_each_form_is_named_once_in_the_head(
    feed: str | None, expected: list[tuple[str, ...]]
) -> None:
    page = with_alternates(PAGE, alternates("calendar.ics", "charter.json", feed))
    assert named(page) == expected
    assert page.partition("</head>")[2] == PAGE.partition("</head>")[2]


def test_an_address_is_an_address_whatever_stands_in_it() -> None:
    odd = Alternate("text/calendar", "Calendar", 'a"><script>alert(1)</script>.ics')
    assert named(with_alternates(PAGE, [odd])) == [(odd.kind, odd.title, odd.address)]


def test_a_page_that_offers_nothing_stays_as_it_is() -> None:
    assert with_alternates(PAGE, ()) == PAGE
