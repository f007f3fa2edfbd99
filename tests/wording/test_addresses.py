"""Addresses of pages are those that the site really has."""

from __future__ import annotations

import pytest
from mkdocs.structure.files import File

from trm_policy.judging.catalogue import builtin, builtin_page
from trm_policy.publish.reference_pages import rule_pages
from trm_policy.wording.addresses import FIELDS, RULE_BOOK, address, rule_page


@pytest.mark.parametrize("path", ["index.md", RULE_BOOK, FIELDS, rule_page("kpi-count")])
@pytest.mark.parametrize("site", ["https://example.org/a", "https://example.org/a/"])
def test_an_address_is_where_mkdocs_puts_the_page(path: str, site: str) -> None:
    url = File(path, None, "site", use_directory_urls=True).url
    assert address(site, path) == f"https://example.org/a/{url.removeprefix('./')}"


def test_every_rule_has_its_page_there() -> None:
    pages = rule_pages(builtin(), builtin_page, lambda _: lambda path: path)
    assert {RULE_BOOK, *(rule_page(rule.name) for rule in builtin())} == set(pages)
