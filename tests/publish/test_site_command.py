"""``trm site build`` for those who run it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.publish.browsing import trm, written
from trm_policy.errors import TrmError
from trm_policy.starter import complete

STARTER = Path(__file__).parents[2] / "trm_policy" / "starter" / "site"
OWN = Path(__file__).parents[2] / "site"


def build(root: Path, *words: str) -> tuple[int, str]:
    result = trm("-C", str(root), "site", "build", "--as-of", "2026-11-22", *words)
    assert result.exception is None, result.exception
    return result.return_value, result.output


def refusal(root: Path, *words: str) -> str:
    result = trm("-C", str(root), "site", "build", *words)
    assert isinstance(result.exception, TrmError)
    return str(result.exception)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return written(tmp_path / "repository", complete())


def test_a_bare_folder_of_charters_becomes_a_whole_site(root: Path) -> None:
    code, said = build(root, "--strict")
    site = root / "build" / "site"
    assert (code, said) == (0, f"The site is in {site}. Open {site / 'index.html'}\n")
    for page in ("", "partnerships/meridian-helix/", "rules/", "reference/fields/", "guide/names/"):
        assert (site / page / "index.html").is_file()


def test_an_unreadable_charter_is_noted_and_the_rest_of_the_site_stands(root: Path) -> None:
    written(root, {"partnerships/broken/partnership.yaml": b"title: 'never closed\n"})
    code, said = build(root)
    assert code == 0
    assert "partnerships/broken/partnership.yaml cannot be read and has no page: Line 1: " in said
    home = (root / "build" / "site" / "index.html").read_text()
    assert "<strong>broken</strong> cannot be read" in home
    assert "Meridian Foods and Helix Cold Chain" in home


def test_a_strict_build_fails_where_a_charter_cannot_be_read(root: Path) -> None:
    written(root, {"partnerships/broken/partnership.yaml": b"title: 'never closed\n"})
    code, said = build(root, "--strict")
    assert code == 1
    assert said.endswith("trm: 1 of these stop a strict build\n")


def test_a_part_that_cannot_be_read_is_missed_on_its_page(root: Path) -> None:
    path = root / "partnerships" / "meridian-helix" / "partnership.yaml"
    path.write_text(path.read_text().replace("likelihood: 2 ", "likelihood: often "))
    _, said = build(root)
    assert "1 of its entries cannot be read" in said
    page = (root / "build/site/partnerships/meridian-helix/index.html").read_text()
    assert "1 entry of this charter could not be read and is missing here" in page


def test_the_same_day_gives_the_same_pages(root: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        build(root, "--output", str(tmp_path / name))
    pages = [
        {
            path.relative_to(tmp_path / name): path.read_bytes()
            for path in (tmp_path / name).rglob("*")
            if path.is_file() and path.suffix != ".gz"
        }
        for name in ("one", "two")
    ]
    assert pages[0] == pages[1]


def test_the_pages_tell_of_the_day_that_was_asked_for(root: Path) -> None:
    trm("-C", str(root), "site", "build", "--as-of", "2027-03-01")
    page = (root / "build/site/partnerships/meridian-helix/index.html").read_text()
    assert "Nothing since 2026-10" in page
    assert 'datetime="2027-03-01"' in page


def test_a_folder_with_other_things_is_never_emptied(root: Path) -> None:
    said = refusal(root, "--output", str(root / "partnerships"))
    assert "holds other things than a site" in said
    assert "holds other things than a site" in refusal(root, "--output", str(root.parent))
    assert (root / "partnerships" / "directory.yaml").is_file()


def test_an_old_site_is_replaced(root: Path) -> None:
    build(root)
    stale = written(root / "build" / "site", {"partnerships/gone/index.html": b"old"})
    build(root)
    assert not (stale / "partnerships" / "gone" / "index.html").exists()


def test_a_site_without_the_plugin_is_refused_with_the_way_to_mend_it(root: Path) -> None:
    written(root, {"site/mkdocs.yml": b"site_name: x\n", "site/docs/index.md": b"# x\n"})
    assert "add '- trm' under 'plugins:'" in refusal(root)


def test_a_broken_configuration_is_named(root: Path) -> None:
    written(root, {"site/mkdocs.yml": b"site_name: [\n"})
    assert f"{root / 'site' / 'mkdocs.yml'} cannot be used" in refusal(root)


def test_a_folder_without_charters_is_told_how_to_begin(tmp_path: Path) -> None:
    assert "make one with 'trm new ID'" in refusal(tmp_path)


def test_a_missing_extra_is_told_how_to_install(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "material", None)
    monkeypatch.setattr("trm_policy.cli.site.find_spec", sys.modules.get)
    assert "pip install 'trm-policy[site]'" in refusal(root)


def test_the_reference_site_is_the_starter_but_for_its_name() -> None:
    files = {path.relative_to(STARTER) for path in STARTER.rglob("*") if path.is_file()}
    assert files == {path.relative_to(OWN) for path in OWN.rglob("*") if path.is_file()}
    for file in files:
        ours, theirs = (folder / file for folder in (OWN, STARTER))
        lines = zip(ours.read_text().splitlines(), theirs.read_text().splitlines(), strict=True)
        differing = [left for left, right in lines if left != right]
        assert all(line.startswith(("site_name:", "site_description:")) for line in differing)
