"""The board of all partnerships, filtered and sorted by keyboard, and without any script."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from tests.publish.browsing import DESKTOP, PHONE, visit

STATUS = ".trm-filters__told"


def shown(page: Page) -> list[str]:
    """The titles of the partnerships that can be seen, from top to bottom."""
    return page.locator("#board tr:not([hidden]) th a").all_inner_texts()


def pick(page: Page, label: str, keys: str) -> None:
    """Choose by keyboard alone: the first option that begins with the keys."""
    choice = page.get_by_label(label, exact=True)
    choice.focus()
    page.keyboard.type(keys)


def test_a_reader_filters_by_keyboard_and_the_address_keeps_it(
    browser: Browser, reference_pages: str
) -> None:
    with visit(browser, reference_pages, DESKTOP) as seen:
        page = seen.go("")
        everybody = shown(page)
        expect(page.locator(STATUS)).to_have_text("All 10 partnerships")
        pick(page, "Tier", "Strat")
        expect(page.locator(STATUS)).to_have_text("2 of 10 partnerships")
        strategic = shown(page)
        assert "tier=Strategic" in page.url
        page.reload()
        assert shown(page) == strategic
        page.get_by_role("button", name="Show all").press("Enter")
        expect(page.locator(STATUS)).to_have_text("All 10 partnerships")
        assert (shown(page), "?" in page.url and "tier" in page.url) == (everybody, False)
    assert seen.alarms == []


def test_a_reader_sorts_by_name_and_back_to_most_trouble_first(
    browser: Browser, reference_pages: str
) -> None:
    with visit(browser, reference_pages, PHONE) as seen:
        page = seen.go("")
        usual = shown(page)
        pick(page, "Order", "By n")
        assert shown(page) == sorted(usual, key=str.casefold)
        assert usual != shown(page)
        page.keyboard.press("Home")
        assert shown(page) == usual
    assert seen.alarms == []


def test_a_filter_in_the_address_that_nothing_has_is_passed_over(
    browser: Browser, reference_pages: str
) -> None:
    with visit(browser, reference_pages, DESKTOP) as seen:
        page = seen.go("?tier=%3Cimg%20src%3Dx%3E&order=by-name")
        expect(page.locator(STATUS)).to_have_text("All 10 partnerships")
        assert shown(page) == sorted(shown(page), key=str.casefold)
    assert seen.alarms == []


def test_without_scripts_the_board_is_whole_and_no_dead_control_shows(
    browser: Browser, reference_pages: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(reference_pages)
    assert len(shown(page)) == 10
    expect(page.locator(".trm-filters")).to_be_hidden()
    context.close()
