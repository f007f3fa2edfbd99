"""One browser a session, and each site built once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.publish.browsing import served, trm, written
from tests.publish.hostile import hostile_files

REPOSITORY = Path(__file__).parents[2]
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=list(_FLAGS)
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def reference_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the reference organisation's site, built strictly."""
    target = tmp_path_factory.mktemp("reference") / "site"
    words = ("site", "build", "--strict", "--as-of", "2026-11-22", "--output", str(target))
    result = trm("-C", str(REPOSITORY), *words)
    assert result.return_value == 0, result.output
    with served(target) as address:
        yield address


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site whose every text attacks, built as users do who have no site folder."""
    root = written(tmp_path_factory.mktemp("hostile"), hostile_files())
    result = trm("-C", str(root), "site", "build", "--as-of", "2026-11-22")
    assert result.return_value == 0, result.output
    with served(root / "build" / "site") as address:
        yield address
