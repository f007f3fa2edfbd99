"""Whatever people write, in any field or record, stays text on any site that is made of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.publish.browsing import DESKTOP, served, trm, visit, written
from tests.publish.crawling import Crawl
from tests.publish.hostile import MARK, hostile_everywhere

FOUND = """() => [
    ...[...document.querySelectorAll("*")].filter(
        e => [...e.attributes].some(a => a.name.startsWith("on"))),
    ...document.querySelectorAll(".trm :is(img, script, iframe, object, embed, form, base, style)"),
    ...document.querySelectorAll(".trm [style]"),
    ...[...document.querySelectorAll("article a[href]")].filter(
        a => !["http:", "https:", "mailto:", "tel:", "webcal:"].includes(a.protocol)),
].map(e => e.outerHTML.slice(0, 200))"""


@pytest.mark.parametrize("audience", ["internal", "partner", "public"])
def test_an_attack_in_every_field_and_record_does_nothing(
    browser: Browser, tmp_path: Path, audience: str
) -> None:
    root, site = written(tmp_path / "repository", hostile_everywhere()), tmp_path / "site"
    words = ("site", "build", "--as-of", "2026-11-22", "--audience", audience)
    result = trm("-C", str(root), *words, "--output", str(site))
    assert result.return_value == 0, result.output
    told = [path for path in Crawl(site).pages if MARK in path.read_text("utf-8")]
    pages = [path.relative_to(site).as_posix() for path in told]
    found, shown = {}, 0
    with served(site, search=False) as address, visit(browser, address, DESKTOP) as seen:
        for path in pages:
            page = seen.go(path)
            if hits := page.evaluate(FOUND):
                found[path] = hits
            text = page.locator("body").inner_text()
            shown += text.count(MARK)
            assert str(7 * 7191) not in text, path
    assert found == {}
    assert seen.alarms == []
    assert shown > {"internal": 100, "partner": 60, "public": 10}[audience]
