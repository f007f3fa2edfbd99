"""What holds for every test."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from shutil import which

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

from trm_policy.starter import complete

settings.register_profile(
    "steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")

gc.set_threshold(100_000, 20, 50)  # to look through all that thousands of tests keep takes long

os.environ["TRM_NO_CACHE"] = "1"  # tests of the cache switch it on, in a folder of their own


@pytest.fixture(scope="session", autouse=True)
def _trusted(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Whoever runs the tests trusts what they write, and this repository, as a user would."""
    settings = tmp_path_factory.mktemp("settings")
    os.environ["XDG_CONFIG_HOME"] = str(settings)
    (settings / "trm-policy").mkdir()
    folders = (tmp_path_factory.getbasetemp(), Path(__file__).parents[1])
    listed = "".join(f"{folder.resolve()}\n" for folder in folders)
    (settings / "trm-policy" / "trusted").write_text(listed, "utf-8")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A folder with the complete portfolio and nothing else."""
    for name, raw in complete().items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    return tmp_path


_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-software-rasterizer",
    "--in-process-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a process; a second one cannot be driven beside it.

    Debian's build without the parts around the pages takes half the time for the same ones.
    """
    program = which("chromium-headless-shell") or "/usr/bin/chromium"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=list(_FLAGS))
        yield chromium
        chromium.close()
