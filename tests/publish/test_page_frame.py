"""Pages that stand in a frame of the theme, held to those that the theme makes one by one."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from tests.publish.browsing import written
from tests.publish.test_theme_cache import CHARTER, NOW, SITE, files_in
from trm_policy.publish.build import theme_cache
from trm_policy.publish.build.options import CommandOptions, command_options
from trm_policy.publish.build.page_frame import Frame, Frames
from trm_policy.starter import complete

TITLE = ("title: Meridian Foods and", "title: \"R&D\" <i>'n'</i> %2F and")
SETTINGS = {
    "as they come": "",
    "with an address": "\nsite_url: https://example.org/sites/ours/\n",
    "with a charter in the navigation": (
        "\nnav:\n  - index.md\n  - partnerships/meridian-helix.md\n"
    ),
    "with pages below charters and folders in the navigation": (
        "\nnav:\n  - index.md\n  - partnerships/meridian-helix/our-notes.md\n"
        "  - rules/goals-traceable/deeper/notes.md\n"
    ),
    "for a folder": "\nuse_directory_urls: false\n",
    "with a form for feedback": """
extra:
  generator: false
  analytics:
    feedback:
      title: Helpful?
      ratings:
        - {icon: material/thumb-up-outline, name: Yes, data: 1, note: "{title} at {url}"}
""",
}

NOTES = ("partnerships/meridian-helix/our-notes.md", "rules/goals-traceable/deeper/notes.md")
"""Pages by hand within the folders of ours."""


def built(folder: Path, settings: str) -> dict[str, bytes]:
    files = dict(complete())
    files[CHARTER] = files[CHARTER].replace(*(one.encode() for one in TITLE))
    root = written(folder / "repository", files)
    shutil.copytree(SITE, root / "site", dirs_exist_ok=True)
    written(root / "site" / "docs", dict.fromkeys(NOTES, b"# Notes\n"))
    mkdocs = root / "site" / "mkdocs.yml"
    kept = [line for line in mkdocs.read_text("utf-8").splitlines() if "site_url:" not in line]
    mkdocs.write_text("\n".join(kept) + settings, "utf-8")
    with command_options(CommandOptions(root, NOW)):
        mkdocs_build(load_config(str(mkdocs), site_dir=str(root / "build")))
    return files_in(root / "build")


@pytest.mark.parametrize("settings", list(SETTINGS))
def test_a_page_in_a_frame_is_byte_for_byte_the_page_that_the_theme_makes(
    settings: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    framed = built(tmp_path / "framed", SETTINGS[settings])
    monkeypatch.setattr(Frames, "of", lambda *_: None)
    plain = built(tmp_path / "plain", SETTINGS[settings])
    assert [name for name in plain.keys() | framed if plain.get(name) != framed.get(name)] == []


def test_pages_outside_of_the_navigation_are_framed_and_others_are_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled: list[str] = []
    fill = Frame.filled

    def noted(self: Frame, page: theme_cache.SitePage, made: theme_cache.Page) -> str:
        filled.append(page.url)
        return fill(self, page, made)

    monkeypatch.setattr(Frame, "filled", noted)
    built(tmp_path, SETTINGS["with a charter in the navigation"])
    assert "rules/goals-traceable/" in filled
    assert not [url for url in filled if url.startswith("partnerships/meridian-helix/")]
