"""``trm site build`` for those who run it."""

from __future__ import annotations

import re
import shutil
import sys
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
import vl_convert
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from tests.publish.browsing import trm, written
from trm_policy.errors import TrmError
from trm_policy.publish.build.serving import ServedFolder
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
    note, done = said.splitlines()
    assert note.startswith(f"note: trm_policy: the site shows no history: {root} is not in a git")
    assert (code, done) == (0, f"The site is in {site}. Open {site / 'index.html'}")
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
    assert "contains files that are not part of a site" in said
    assert "contains files that are not part of a site" in refusal(
        root, "--output", str(root.parent)
    )
    assert (root / "partnerships" / "directory.yaml").is_file()


@pytest.mark.parametrize("link", ["build", "build/site"])
def test_a_link_that_a_change_brings_along_leads_no_page_out_of_the_repository(
    root: Path, link: str
) -> None:
    outside = root.parent / "packages"
    (root / link).parent.mkdir(exist_ok=True)
    (root / link).symlink_to(outside, target_is_directory=True)
    assert f"{root / 'build' / 'site'} leads to {outside}" in refusal(root)
    assert not outside.exists()


def test_a_page_that_asks_for_a_template_that_is_not_there_is_named(root: Path) -> None:
    site = written(root / "site", {"docs/a.md": b"---\ntemplate: hmoe.html\n---\n# A\n"})
    shutil.copy(STARTER / "mkdocs.yml", site)
    assert refusal(root) == "the site cannot be built: there is no template 'hmoe.html'"


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


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (f"nav: {'[' * 900}{']' * 900}", "more brackets stand in each other than can be read"),
        (f"nav: {'9' * 6000}", "a value in it cannot be read"),
        ("theme: {name: {a: b}}", "a value in it cannot be read"),
        (
            r'site_description: "\ud800"',
            r"it has half a character, \ud800; write the whole character",
        ),
        pytest.param(
            "#" * 262_144,
            "it has more than 262,144 bytes; remove what is not needed",
            id="too large",
        ),
        ("site_description: 2026-13-45 10:00:00", "a value in it cannot be read"),
    ],
)
def test_settings_that_nobody_can_mean_are_refused_in_words(
    root: Path, line: str, said: str
) -> None:
    written(
        root, {"site/mkdocs.yml": f"site_name: Ours\nplugins: [search, trm]\n{line}\n".encode()}
    )
    assert f"mkdocs.yml cannot be used: {said}" in refusal(root)


def test_a_folder_without_charters_is_told_how_to_begin(tmp_path: Path) -> None:
    assert "make one with 'trm new ID'" in refusal(tmp_path)


def test_a_missing_extra_is_told_how_to_install(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "material", None)
    monkeypatch.setattr("trm_policy.publish.build.find_spec", sys.modules.get)
    assert "pip install 'trm-policy[site]'" in refusal(root)


def test_the_reference_site_is_the_starter_but_for_its_name() -> None:
    files = {path.relative_to(STARTER) for path in STARTER.rglob("*") if path.is_file()}
    assert files == {path.relative_to(OWN) for path in OWN.rglob("*") if path.is_file()}
    for file in files:
        ours, theirs = (folder / file for folder in (OWN, STARTER))
        lines = zip(ours.read_text().splitlines(), theirs.read_text().splitlines(), strict=True)
        differing = [left for left, right in lines if left != right]
        assert all(line.startswith(("site_name:", "site_description:")) for line in differing)


def test_the_pages_of_plain_mkdocs_are_those_of_our_command(root: Path, tmp_path: Path) -> None:
    site = written(root, {"trm.toml": b'[rules]\nkpi-count = "off"\n'}) / "site"
    shutil.copytree(STARTER, site)
    (site / "mkdocs.yml").write_text(
        (site / "mkdocs.yml").read_text().replace("root: ..", "{root: .., as_of: 2026-11-22}")
    )
    build(root, "--output", str(tmp_path / "ours"))
    config = load_config(str(site / "mkdocs.yml"), site_dir=str(tmp_path / "theirs"))
    mkdocs_build(config)
    for page in ("", "partnerships/meridian-helix/", "rules/"):
        ours, theirs = (tmp_path / name / page / "index.html" for name in ("ours", "theirs"))
        assert ours.read_bytes() == theirs.read_bytes()


def test_a_day_in_the_configuration_holds_where_nobody_asks_for_another(root: Path) -> None:
    site = root / "site"
    shutil.copytree(STARTER, site)
    text = (site / "mkdocs.yml").read_text().replace("root: ..", "{root: .., as_of: 2027-03-01}")
    (site / "mkdocs.yml").write_text(text)
    home = root / "build/site/index.html"
    trm("-C", str(root), "site", "build")
    assert 'datetime="2027-03-01"' in home.read_text()
    build(root)
    assert 'datetime="2026-11-22"' in home.read_text()


def test_each_build_of_a_shown_site_takes_its_own_day(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = [datetime(2026, 11, 22, tzinfo=UTC), datetime(2027, 3, 1, tzinfo=UTC)]
    seen: list[str] = []

    def serve(config_file: Path, _: str, shown: ServedFolder, **__: object) -> None:
        for day in days:
            monkeypatch.setenv("SOURCE_DATE_EPOCH", f"{day.timestamp():.0f}")
            shown.begin()
            mkdocs_build(load_config(str(config_file), site_dir=str(shown.written)))
            shown.show()
            found = re.search(
                r'As of <time datetime="([^"]+)"', (shown.site / "index.html").read_text()
            )
            assert found is not None
            seen.append(found[1])

    monkeypatch.setattr("trm_policy.publish.build.serving.serve", serve)
    result = trm("-C", str(root), "site", "serve")
    assert (result.exception, seen) == (None, ["2026-11-22", "2027-03-01"])


def test_settings_that_cannot_be_used_are_named(root: Path) -> None:
    written(root, {"trm.toml": b'[rules]\nkpi-count = "grave"\n'})
    assert "kpi-count cannot be 'grave'" in refusal(root)


def test_no_code_of_the_repository_runs_in_a_build(root: Path) -> None:
    trap = b'from pathlib import Path\nPath("sprung").touch()\nraise SystemExit(9)\n'
    written(root, {"checks/own_check.py": trap, "trm.toml": b'[rules]\nown-check = "warning"\n'})
    assert build(root)[0] == 0
    assert not Path("sprung").exists()


def test_charts_are_kept_for_the_user_and_none_is_taken_from_the_repository(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    build(root)
    kept = tmp_path / "cache" / "trm-policy" / "charts"
    pictures = [path.name for path in kept.iterdir()]
    assert pictures
    forged = "<svg>never drawn</svg>"
    brought = f"{sha256(forged.encode()).hexdigest()}\n{forged}".encode()
    written(root, {f"build/cache/charts/{name}": brought for name in pictures})
    shutil.rmtree(kept)
    build(root)
    page = (root / "build/site/partnerships/meridian-helix/index.html").read_text("utf-8")
    assert ("trm-chart__svg" in page, "never drawn" in page) == (True, False)
    assert sorted(path.name for path in kept.iterdir()) == sorted(pictures)


def test_a_build_takes_the_charts_that_an_earlier_one_kept(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    build(root)
    page = root / "build/site/partnerships/meridian-helix/index.html"
    drawn = page.read_bytes()
    monkeypatch.setattr(vl_convert, "vegalite_to_svg", lambda *_, **__: pytest.fail("drawn again"))
    build(root)
    assert page.read_bytes() == drawn
