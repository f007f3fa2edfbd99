"""Pages for everybody: axe finds nothing to mend, and the keyboard reaches everything."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.publish.browsing import DESKTOP, PHONE, visit
from tests.publish.crawling import Crawl

NPM_TOOL = Path(__file__).parents[2] / ".ci" / "npm-tool"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OF_THE_THEME: set[tuple[str, str]] = {
    ("aria-dialog-name", ".md-search"),  # the search is a dialog without a name
}
"""Faults of the theme that no rule of style mends: what axe calls them, and where."""


@pytest.fixture(scope="session")
def axe() -> str:
    """The script that finds what hinders people."""
    words = [NPM_TOOL, "axe-core", "4.14.1", "axe.min.js"]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    return Path(done.stdout.strip()).read_text("utf-8")


def faults(page: Page) -> set[tuple[str, str]]:
    """What axe finds: the name of the rule, and where."""
    found = page.evaluate(
        "tags => axe.run({runOnly: tags, resultTypes: ['violations']})"
        ".then(done => done.violations.flatMap("
        "one => one.nodes.map(node => [one.id, node.target.join(' ')])))",
        WCAG,
    )
    return {(rule, where) for rule, where in found} - OF_THE_THEME


def switched(page: Page) -> None:
    """The page in the other of its two schemes, with no colour on its way any more."""
    other = page.evaluate(
        """() => {
            const now = document.body.dataset.mdColorScheme;
            const all = [...document.querySelectorAll("[data-md-component=palette] input")];
            const other = all.find(one => one.dataset.mdColorScheme !== now);
            other.click();
            return other.dataset.mdColorScheme;
        }"""
    )
    page.wait_for_selector(f"body[data-md-color-scheme={other}]:not([data-md-color-switching])")
    page.evaluate("document.getAnimations().forEach(e => e instanceof CSSTransition && e.finish())")


@pytest.fixture(scope="module")
def kinds(reference_folder: Path) -> list[str]:
    """Every page but those of rules, which are all of one shape: one of them."""
    every = [one.relative_to(reference_folder).as_posix() for one in Crawl(reference_folder).pages]
    rules = [path for path in every if path.startswith("rules/") and path != "rules/index.html"]
    return [path for path in every if path not in rules[1:]]


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_axe_finds_nothing_on_any_kind_of_page_light_or_dark(
    browser: Browser, reference_pages: str, axe: str, kinds: list[str], width: int
) -> None:
    found, looks = {}, set()
    with visit(browser, reference_pages, width) as seen:
        for path in kinds:
            page = seen.go(path)
            page.evaluate(axe)
            for turn in range(2):
                scheme = page.locator("body").get_attribute("data-md-color-scheme")
                looks.add((path, scheme))
                if hits := faults(page):
                    found[path, scheme] = hits
                if turn == 0:
                    switched(page)
    assert found == {}
    assert looks == {(path, scheme) for path in kinds for scheme in ("default", "slate")}


def test_with_the_keyboard_alone_one_reaches_every_link_of_a_charter_and_sees_where_one_is(
    browser: Browser, reference_site: str
) -> None:
    with visit(browser, reference_site, DESKTOP) as seen:
        page = seen.go("partnerships/meridian-helix/")
        wanted = page.evaluate(
            """() => {
                const can = "article :is(a[href], summary, button, input, select, [tabindex='0'])";
                const all = [...document.querySelectorAll(can)].filter(e => e.checkVisibility());
                all.forEach((e, place) => e.dataset.place = place);
                return all.length;
            }"""
        )
        reached, unseen = set(), []
        for _ in range(wanted + 80):
            page.keyboard.press("Tab")
            place, outlined, html = page.evaluate(
                """() => {
                    const here = document.activeElement, style = getComputedStyle(here);
                    const shown = style.outlineStyle !== "none" && style.outlineWidth !== "0px";
                    return [here.dataset.place ?? null, shown, here.outerHTML.slice(0, 80)];
                }"""
            )
            if place is not None:
                reached.add(int(place))
                unseen += [] if outlined else [html]
        assert (reached, unseen) == (set(range(wanted)), [])


def test_with_the_keyboard_alone_one_skips_to_the_content_and_searches(
    browser: Browser, reference_site: str
) -> None:
    with visit(browser, reference_site, DESKTOP) as seen:
        page = seen.go("")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.innerText.trim()") == "Skip to content"
        page.keyboard.press("/")
        page.keyboard.type("Lindqvist")
        page.locator(".md-search-result__item").first.wait_for()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url("**/?h=*")
    assert seen.alarms == []
