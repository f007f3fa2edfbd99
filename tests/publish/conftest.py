"""Each site is built once a session, for all processes that run its tests."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from tests.publish.browsing import served, trm, written
from tests.publish.hostile import hostile_files

REPOSITORY = Path(__file__).parents[2]


Once = Callable[[str, Callable[[Path], Path]], Path]


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """The site of that name: the first process that needs it has it built in a folder of its own.

    No site is changed by a test.
    """
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def site(name: str, build: Callable[[Path], Path]) -> Path:
        kept = shared / f"site-{name}"
        with FileLock(shared / f"{name}.lock"):
            if not kept.exists():
                build(tmp_path_factory.mktemp(name)).rename(kept)
        return kept

    return site


@pytest.fixture(scope="session")
def reference_folder(once: Once) -> Path:
    """The reference organisation's site, built strictly."""
    return once("reference", _reference)


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
def offline_folder(once: Once) -> Path:
    """The reference organisation's site, for a file share."""
    return once("offline", lambda folder: _reference(folder, "--offline"))


def _reference(folder: Path, *more: str) -> Path:
    target = folder / "site"
    words = ("site", "build", "--strict", "--as-of", "2026-11-22", "--output", str(target), *more)
    result = trm("-C", str(REPOSITORY), *words)
    assert result.return_value == 0, result.output
    return target


@pytest.fixture(scope="session")
def hostile_folder(once: Once) -> Path:
    """A site whose every text attacks, built as users do who have no site folder."""
    return once("hostile", _hostile)


def _hostile(folder: Path) -> Path:
    root = written(folder, hostile_files())
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
