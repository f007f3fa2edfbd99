"""No link of a built site leads nowhere, on a server or in a folder."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.publish.crawling import Crawl


@pytest.fixture(scope="module")
def crawl(reference_folder: Path) -> Crawl:
    """The reference organisation's site, read once."""
    return Crawl(reference_folder)


def test_every_link_and_file_of_every_page_is_there(crawl: Crawl) -> None:
    assert len(crawl.pages) > 80
    assert crawl.broken == set()


def test_no_id_stands_twice_in_a_page(crawl: Crawl) -> None:
    assert crawl.repeated_ids == {}


def test_every_link_names_a_file_where_no_server_finds_one(offline_folder: Path) -> None:
    crawl = Crawl(offline_folder)
    crawl.pages.remove(offline_folder / "404.html")  # only a server shows it
    assert crawl.broken == set()
    for_servers = {
        (path.name, target)
        for path in crawl.pages
        for target in crawl.page(path).targets
        if not urlsplit(target).scheme and urlsplit(target).path.endswith(("/", "404.html"))
    }
    assert for_servers == set()


def test_the_crawl_finds_what_is_broken(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(
        '<p id="here"><a href="#here"></a><a href="#lost"></a><a href="gone/"></a>'
        '<img src="a.png"><p id="here"><a href="https://other.example/"></a>'
    )
    crawl = Crawl(tmp_path)
    assert crawl.broken == {("index.html", one) for one in ("#lost", "gone/", "a.png")}
    assert crawl.repeated_ids == {"index.html": ["here"]}
