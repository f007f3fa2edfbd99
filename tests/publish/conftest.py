"""Each site is built once a session."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.publish.browsing import served, trm, written
from tests.publish.hostile import hostile_files

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def reference_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reference organisation's site, built strictly."""
    return _reference(tmp_path_factory.mktemp("reference") / "site")


@pytest.fixture(scope="session")
def reference_site(reference_folder: Path) -> Iterator[str]:
    """The address of the reference organisation's site."""
    with served(reference_folder) as address:
        yield address


@pytest.fixture(scope="session")
def reference_pages(reference_folder: Path) -> Iterator[str]:
    """The address of its pages without their search, for whoever opens them all."""
    with served(reference_folder, search=False) as address:
        yield address


@pytest.fixture(scope="session")
def offline_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reference organisation's site, for a file share."""
    return _reference(tmp_path_factory.mktemp("offline") / "site", "--offline")


def _reference(target: Path, *more: str) -> Path:
    words = ("site", "build", "--strict", "--as-of", "2026-11-22", "--output", str(target), *more)
    result = trm("-C", str(REPOSITORY), *words)
    assert result.return_value == 0, result.output
    return target


@pytest.fixture(scope="session")
def hostile_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose every text attacks, built as users do who have no site folder."""
    root = written(tmp_path_factory.mktemp("hostile"), hostile_files())
    result = trm("-C", str(root), "site", "build", "--as-of", "2026-11-22")
    assert result.return_value == 0, result.output
    return root / "build" / "site"


@pytest.fixture(scope="session")
def hostile_site(hostile_folder: Path) -> Iterator[str]:
    """The address of a site whose every text attacks."""
    with served(hostile_folder) as address:
        yield address


@pytest.fixture(scope="session")
def hostile_pages(hostile_folder: Path) -> Iterator[str]:
    """The address of its pages without their search."""
    with served(hostile_folder, search=False) as address:
        yield address
