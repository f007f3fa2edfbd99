"""The folder a served site is shown from: never another than a new build, and seldom written to."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest
from mkdocs.exceptions import Abort

from tests.publish.browsing import written
from tests.publish.test_theme_cache import (
    CHARTER,
    EDITS,
    GUIDE,
    MEASURED,
    SETTINGS,
    anew,
    build,
    edited,
    files_in,
    place,
    repository,
    root,
)
from trm_policy.publish.build.cache import PageCache
from trm_policy.publish.build.serving import ServedFolder

__all__ = ["place", "root"]
ANOTHER = "partnerships/acme-cold"


class Shown:
    """A site as ``trm site serve`` builds and shows it."""

    def __init__(self, root: Path, base: Path) -> None:
        base.mkdir()
        self.root, self.base = root, base
        self.folder = ServedFolder(base)
        self.cache = PageCache()

    def build(self) -> dict[str, bytes]:
        """What is shown once the site has been built again."""
        shutil.rmtree(self.folder.written, ignore_errors=True)
        self.folder.begin()
        build(self.root, "shown", self.cache, self.folder)
        self.folder.show()
        return files_in(self.folder.site)

    def saved(self) -> dict[str, tuple[int, int]]:
        """Each file that is shown, with what changes when it is written again."""
        found = {}
        for path in self.folder.site.rglob("*"):
            about = path.stat()
            if path.is_file():
                name = path.relative_to(self.folder.site).as_posix()
                found[name] = about.st_ino, about.st_mtime_ns
        return found


@pytest.fixture(scope="session")
def shown_first(place: Path) -> Shown:
    """A site that is shown before any change, with a copy of its folder."""
    shutil.rmtree(place / "repository", ignore_errors=True)
    first = Shown(repository(place), place / "shown")
    first.build()
    shutil.copytree(first.base, place / "kept")
    return first


@pytest.fixture
def shown(shown_first: Shown, root: Path, place: Path) -> Shown:
    """That of a test of its own, at the same place."""
    shutil.rmtree(shown_first.base)
    shutil.copytree(place / "kept", shown_first.base)
    return deepcopy(shown_first)


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(name for name in one.keys() | other if one.get(name) != other.get(name))


def copied(root: Path) -> None:
    """A second charter, which is another organisation's."""
    shutil.copytree(root / "partnerships/meridian-helix", root / ANOTHER)
    for path in (root / ANOTHER).rglob("*.*"):
        path.write_text(path.read_text("utf-8").replace("helix", "acme"), "utf-8")


@pytest.mark.parametrize("edit", list(EDITS))
def test_what_is_shown_after_a_change_is_byte_for_byte_a_new_site(
    root: Path, shown: Shown, edit: str
) -> None:
    before = shown.build()
    edited(root, *EDITS[edit])
    after = shown.build()
    assert before != after
    assert differing(after, anew(edit)) == []


def test_a_charter_that_is_gone_leaves_nothing(root: Path, shown: Shown) -> None:
    copied(root)
    assert any("acme-cold" in name for name in shown.build())
    shutil.rmtree(root / ANOTHER)
    after = shown.build()
    assert [name for name in after if "acme-cold" in name] == []
    assert differing(after, files_in(build(root, "anew", None))) == []


def test_only_what_comes_out_differently_is_written_again(root: Path, shown: Shown) -> None:
    copied(root)
    shown.build()
    before = shown.saved()
    edited(root, MEASURED, lambda text: text.replace("2026-10,97.2", "2026-10,96.9"))
    shown.build()
    again = [name for name, saved in shown.saved().items() if before[name] != saved]
    pages = [name for name in again if name.endswith("/index.html")]
    assert [name for name in again if "acme-cold" in name] == []
    assert "partnerships/meridian-helix/index.html" in pages
    assert [name for name in pages if name.startswith(("rules/", "reference/", "guide/"))] == []


@pytest.mark.parametrize("name", ["logo.svg", "page.html"])
def test_a_file_beside_the_pages_is_shown_as_it_was_saved_last(
    root: Path, shown: Shown, name: str
) -> None:
    written(root / "site" / "docs", {name: b"<p>first</p>"})
    assert shown.build()[name] == b"<p>first</p>"
    written(root / "site" / "docs", {name: b"<p>other</p>"})
    assert shown.build()[name] == b"<p>other</p>"
    (root / "site" / "docs" / name).unlink()
    assert name not in shown.build()


def test_a_folder_may_become_a_file_and_a_file_a_folder(root: Path, shown: Shown) -> None:
    docs = root / "site" / "docs"
    written(docs, {"notes/one.txt": b"one", "plain": b"plain"})
    shown.build()
    shutil.rmtree(docs / "notes")
    (docs / "plain").unlink()
    written(docs, {"notes": b"now a file", "plain/two.txt": b"two"})
    after = shown.build()
    assert {after["notes"], after["plain/two.txt"]} == {b"now a file", b"two"}
    assert differing(after, files_in(build(root, "anew", None))) == []


def test_a_build_that_fails_leaves_the_site_as_it_was(root: Path, shown: Shown) -> None:
    before = shown.build()
    edited(root, *EDITS["a charter's title"])
    written(root, {"trm.toml": b"[rules\n"})
    with pytest.raises(Abort):
        shown.build()
    assert differing(files_in(shown.folder.site), before) == []
    (root / "trm.toml").unlink()
    assert differing(shown.build(), files_in(build(root, "anew", None))) == []


HOOK = "import pathlib\ndef on_post_page(output, **_):\n    return output + {said}\n"


def test_a_hook_that_adds_to_pages_is_handed_whole_ones(root: Path, shown: Shown) -> None:
    said = f"pathlib.Path({str(root / 'said.txt')!r}).read_text()"
    written(root, {"site/hook.py": HOOK.format(said=said).encode(), "said.txt": b"<!-- one -->"})
    edited(root, SETTINGS, lambda text: f"{text}\nhooks: [hook.py]\n")
    shown.build()
    written(root, {"said.txt": b"<!-- two -->"})
    assert differing(shown.build(), files_in(build(root, "anew", None))) == []


def test_changes_one_after_the_other_are_all_shown(root: Path, shown: Shown) -> None:
    shown.build()
    changes: list[tuple[str, Callable[[str], str]]] = [
        (CHARTER, lambda text: text.replace("Meridian Foods and", "Meridian and")),
        (GUIDE, lambda text: text.replace("# ", "# Other ", 1)),
        (CHARTER, lambda text: text.replace("Meridian and", "Meridian Foods and")),
    ]
    for path, change in changes:
        edited(root, path, change)
        assert differing(shown.build(), files_in(build(root, "anew", None))) == []
