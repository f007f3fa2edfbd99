"""A site that is built again in one process: as quick as its changes allow, and never another."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from tests.publish.browsing import written
from trm_policy.publish.build import theme_cache
from trm_policy.publish.build.cache import PageCache
from trm_policy.publish.build.options import CommandOptions, command_options
from trm_policy.publish.build.serving import ServedFolder
from trm_policy.starter import complete

SITE = Path(__file__).parents[2] / "trm_policy" / "starter" / "site"
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
SERVED = "http://127.0.0.1:8000/"
CHARTER = "partnerships/meridian-helix/partnership.yaml"
MEASURED = "partnerships/meridian-helix/measurements.csv"
SETTINGS = "site/mkdocs.yml"
GUIDE = "site/docs/guide/names.md"


def repository(folder: Path) -> Path:
    root = written(folder / "repository", complete())
    shutil.copytree(SITE, root / "site", dirs_exist_ok=True)
    return root


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where each test has its repository: what is remembered of a site knows where it lies."""
    return tmp_path_factory.mktemp("again")


@pytest.fixture
def root(place: Path) -> Path:
    shutil.rmtree(place / "repository", ignore_errors=True)
    return repository(place)


@pytest.fixture(scope="session")
def first(place: Path) -> PageCache:
    """What is remembered of the site before any change."""
    cache = PageCache()
    shutil.rmtree(place / "repository", ignore_errors=True)
    built(repository(place), cache)
    return cache


@pytest.fixture
def remembered(first: PageCache) -> PageCache:
    """What a test of its own may change."""
    return deepcopy(first)


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages of ours that the theme made, not those that were taken again."""
    paths: list[str] = []
    keep = theme_cache.ThemeCache.keep

    def noted(self: theme_cache.ThemeCache, page: theme_cache.SitePage, *rest: object) -> None:
        paths.append(page.file.src_uri)
        keep(self, page, *rest)

    monkeypatch.setattr(theme_cache.ThemeCache, "keep", noted)
    return paths


def built(root: Path, cache: PageCache | None) -> dict[str, bytes]:
    """Every file of the site as it is built when it is served."""
    return files_in(build(root, "remembered" if cache else "anew", cache))


def build(
    root: Path, name: str, cache: PageCache | None, served: ServedFolder | None = None
) -> Path:
    target = served.written if served else root / "build" / name
    with command_options(
        CommandOptions(root, NOW, cache=cache or PageCache(keeps=False), served=served)
    ):
        config = load_config(str(root / SETTINGS), site_dir=str(target), dev_addr="127.0.0.1:8000")
        config.site_url = SERVED
        mkdocs_build(config, serve_url=SERVED)
    return target


def files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def edited(root: Path, path: str, change: Callable[[str], str]) -> None:
    file = root / path
    before = file.read_text("utf-8")
    file.write_text(change(before), "utf-8")
    assert file.read_text("utf-8") != before


EDITS: dict[str, tuple[str, Callable[[str], str]]] = {
    "a charter's title": (CHARTER, lambda text: text.replace("Meridian Foods and", "Meridian and")),
    "a figure": (MEASURED, lambda text: text.replace("2026-10,97.2", "2026-10,91.2")),
    "a title of the navigation": (SETTINGS, lambda text: text.replace("- Rule book", "- Rules")),
    "the author of the site": (SETTINGS, lambda text: f"{text}\nsite_author: Somebody\n"),
    "a colour": (SETTINGS, lambda text: text.replace("primary: custom", "primary: teal")),
    "a heading of the guide": (GUIDE, lambda text: text.replace("# ", "# Other ", 1)),
    "what the search reads": (
        SETTINGS,
        lambda text: text.replace("  - search\n", "  - search:\n      lang: de\n"),
    ),
}


@cache
def anew(edit: str) -> dict[str, bytes]:
    """Every file of a new site after the edit, wherever its repository lies."""
    with tempfile.TemporaryDirectory() as folder:
        root = repository(Path(folder))
        edited(root, *EDITS[edit])
        return built(root, None)


@pytest.mark.parametrize("edit", list(EDITS))
def test_a_site_that_is_built_again_is_byte_for_byte_a_new_one(
    root: Path, remembered: PageCache, edit: str
) -> None:
    edited(root, *EDITS[edit])
    again, new = built(root, remembered), anew(edit)
    assert [name for name in sorted(again.keys() | new) if again.get(name) != new.get(name)] == []


def test_the_theme_makes_only_pages_that_a_change_touches(root: Path, rendered: list[str]) -> None:
    cache = PageCache()
    built(root, cache)
    assert "rules/index.md" in rendered
    rendered.clear()
    built(root, cache)
    assert rendered == []
    edited(root, *EDITS["a figure"])
    built(root, cache)
    assert "partnerships/meridian-helix.md" in rendered
    assert [path for path in rendered if path.startswith(("rules/", "reference/"))] == []


def test_a_hook_that_knows_more_is_asked_for_every_page_each_time(root: Path) -> None:
    said = f"pathlib.Path({str(root / 'said.txt')!r}).read_text()"
    hook = f"import pathlib\ndef on_post_page(output, **_):\n    return output + {said}\n"
    written(root, {"site/hook.py": hook.encode(), "said.txt": b"<!-- first -->"})
    edited(root, SETTINGS, lambda text: f"{text}\nhooks: [hook.py]\n")
    cache = PageCache()
    built(root, cache)
    written(root, {"said.txt": b"<!-- second -->"})
    assert built(root, cache)["rules/index.html"].endswith(b"<!-- second -->")


def test_a_theme_of_ones_own_is_asked_for_every_page_each_time(root: Path) -> None:
    folder = root / "site" / "theme"
    written(folder, {"main.html": b'{% extends "base.html" %}'})
    edited(root, SETTINGS, lambda text: text.replace("theme:\n", "theme:\n  custom_dir: theme\n"))
    cache = PageCache()
    built(root, cache)
    written(
        folder, {"main.html": b'{% extends "base.html" %}{% block footer %}changed{% endblock %}'}
    )
    assert b"changed" in built(root, cache)["rules/index.html"]
