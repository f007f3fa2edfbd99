"""The three who open the site, from its first page to what they came for."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.publish.browsing import DESKTOP, PHONE, Visit, visit

LOOKS = [(PHONE, "dark"), (DESKTOP, "light")]
"""Each width once: test_accessibility.py holds light and dark to one shape at either."""
_MOST_TABS = 120


def tab_to(page: Page, text: str) -> None:
    """Go on by the Tab key until a link of that name has the focus."""
    for _ in range(_MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText?.trim()") == text:
            return
    pytest.fail(f"no link {text!r} within {_MOST_TABS} tabs")


def follow(seen: Visit, text: str) -> None:
    """Open a link with the keyboard alone, and wait until what it leads to is there."""
    tab_to(seen.page, text)
    seen.page.keyboard.press("Enter")
    seen.page.wait_for_load_state("load")


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_a_stakeholder_finds_whom_to_call(
    browser: Browser, reference_pages: str, width: int, scheme: str
) -> None:
    with visit(browser, reference_pages, width, scheme) as seen:
        page = seen.go("")
        follow(seen, "Meridian Foods and Helix Cold Chain")
        card = page.locator(".trm-card", has=page.get_by_role("heading", name="Contacts"))
        expect(card.get_by_role("link", name="ravi.menon@meridian.example")).to_have_attribute(
            "href", "mailto:ravi.menon@meridian.example"
        )
        follow(seen, "Escalation: first contacts")
        matrix = page.get_by_role("group", name="Escalation matrix")
        expect(page.get_by_role("heading", name="Escalation matrix")).to_be_in_viewport()
        first = matrix.get_by_role("row").nth(1)
        for words in ("Operations", "Tom Ellis", "Nils Dahl", "2 working hours", "1 working day"):
            expect(first).to_contain_text(words)
        follow(seen, "Escalation matrix to print")
        page.emulate_media(media="print")
        expect(page.get_by_role("navigation")).to_have_count(0)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert seen.alarms == []


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_a_manager_prepares_the_review(
    browser: Browser, reference_pages: str, width: int, scheme: str
) -> None:
    with visit(browser, reference_pages, width, scheme) as seen:
        page = seen.go("partnerships/meridian-helix/")
        expect(page.locator(".trm-glance")).to_contain_text("21 January 2027")
        follow(seen, "What it covers")
        article = page.locator("article")
        expect(article).to_contain_text("Ada Okafor")
        expect(article).to_contain_text(
            "Solar roof at the Hull depot: in the same stage for a year on 1 February 2027"
        )
        expect(article).to_contain_text("Publish the forecast error by store")
        assert seen.overflow() <= 0
        page.emulate_media(media="print")
        expect(page.get_by_role("navigation")).to_have_count(0)
        expect(article.get_by_role("heading", name="Decisions needed")).to_be_visible()
    assert seen.alarms == []


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_an_officer_finds_what_is_overdue(
    browser: Browser, reference_pages: str, width: int, scheme: str
) -> None:
    with visit(browser, reference_pages, width, scheme) as seen:
        page = seen.go("")
        page.get_by_label("Health", exact=True).focus()
        page.keyboard.type("Needs")
        expect(page.locator(".trm-filters__told")).to_have_text("3 of 10 partnerships")
        council = "Meridian Foods and the works council of the Nuremberg hub"
        row = page.get_by_role("row").filter(has_text=council)
        expect(row).to_contain_text("1 overdue")
        follow(seen, council)
        due = page.get_by_role("group", name="What falls due")
        expect(due.get_by_role("row").nth(1)).to_contain_text("9 days late")
    assert seen.alarms == []
