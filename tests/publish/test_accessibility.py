"""Pages for everybody: axe finds nothing to mend, and the keyboard reaches everything."""

from __future__ import annotations

import subprocess
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.publish.browsing import DESKTOP, PHONE, SETTLED, visit
from tests.publish.crawling import Crawl

NPM_TOOL = Path(__file__).parents[2] / ".ci" / "npm-tool"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OF_COLOUR = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
SWITCHER = "[data-md-component=palette]"
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


def faults(page: Page, run_only: Any = WCAG, within: str = "html") -> set[tuple[str, str]]:
    """What axe finds: the name of the rule, and where."""
    found = page.evaluate(
        "([within, runOnly]) => axe.run(within, {runOnly, resultTypes: ['violations']})"
        ".then(done => done.violations.flatMap("
        "one => one.nodes.map(node => [one.id, node.target.join(' ')])))",
        [within, run_only],
    )
    return {(rule, where) for rule, where in found} - OF_THE_THEME


def shape(page: Page) -> str:
    """All that stands in the page and where, whatever its colours; without what changes them."""
    found: str = page.evaluate(
        """switcher => JSON.stringify(
            [...document.querySelectorAll("body *")].filter(e => !e.closest(switcher)).map(e => {
                const box = e.getBoundingClientRect(), about = [...e.attributes];
                return [e.tagName, about.map(a => [a.name, a.value]), e.checkVisibility(),
                        box.x, box.y, box.width, box.height];
            }))""",
        SWITCHER,
    )
    return found


def scheme(page: Page) -> str | None:
    return page.locator("body").get_attribute("data-md-color-scheme")


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
    page.evaluate(SETTLED)


def cut(page: Page, known: list[str]) -> list[str]:
    """Take out of a page what is made as something before it, but three of what stands in a row.

    ``known`` are the shapes of the elements of pages before: kinds of element as a ``Crawl`` has
    them, with all that are around. With those of this page they are known from now on.
    """
    shapes: list[str] = page.evaluate(
        """known => {
            const about = ({name, value}) =>
                /^(class|role|scope|type)$/.test(name) ? name + value : name;
            const own = e => [e.localName, ...[...e.attributes].map(about).sort()].join(" ");
            const shape = e => e ? `${shape(e.parentElement)} > ${own(e)}` : "";
            const seen = new Set(known), whole = "article > *, article > .trm > *";
            const isKnown = e => [e, ...e.querySelectorAll("*")].every(one => seen.has(shape(one)));
            [...document.querySelectorAll(whole)].filter(isKnown).forEach(e => e.remove());
            for (const one of document.querySelectorAll("article *")) {
                if (!one.isConnected) continue;
                const place = [...one.parentElement.children].indexOf(one);
                if (place > 2 && one.matches("li, tr, div, article") && isKnown(one)) one.remove();
                else seen.add(shape(one));
            }
            return [...seen];
        }""",
        known,
    )
    return shapes


@pytest.fixture(scope="module")
def kinds(reference_folder: Path) -> list[str]:
    """As many pages as show whatever the site is made of."""
    pages = Crawl(reference_folder).of_each_kind()
    return [path.relative_to(reference_folder).as_posix() for path in pages]


def test_axe_finds_nothing_on_any_kind_of_page_light_or_dark(
    browser: Browser, reference_pages: str, axe: str, kinds: list[str]
) -> None:
    """A page of the same shape in its other colours is asked for what depends on colours alone.

    So is the switch between them, where it stands as it stood on another page; and whole parts
    that are made as those of a page before are not asked for again.
    """
    found, looks, shapes, switches = {}, set(), {}, set()
    known: list[str] = []
    widths = [DESKTOP, PHONE]
    with visit(browser, reference_pages, DESKTOP) as seen:
        for path in kinds:
            seen.resized(widths[0])
            known = cut(seen.go(path), known)
            seen.page.evaluate(axe)
            for width in widths:
                page = seen.resized(width)
                look = path, width, scheme(page)
                found[look], before = faults(page), shape(page)
                switched(page)
                other = path, width, scheme(page)
                found[other] = faults(page, OF_COLOUR)
                switch = width, scheme(page), page.locator(SWITCHER).evaluate("e => e.outerHTML")
                if switch not in switches:
                    switches.add(switch)
                    found[other] |= faults(page, within=SWITCHER)
                after = shape(page)
                if after != before:  # the theme may have followed the new width too late for it
                    switched(page)
                    before = shape(page)
                shapes[path, width] = after == before
                looks |= {look, other}
            widths.reverse()
    assert {look: hits for look, hits in found.items() if hits} == {}
    assert [where for where, same in shapes.items() if not same] == []
    assert looks == set(product(kinds, (DESKTOP, PHONE), ("default", "slate")))
    assert seen.alarms == []


def test_with_the_keyboard_alone_one_reaches_every_link_of_a_charter_and_sees_where_one_is(
    browser: Browser, reference_pages: str
) -> None:
    with visit(browser, reference_pages, DESKTOP) as seen:
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
