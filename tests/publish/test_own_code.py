"""No code of a repository runs while its site is built, unless somebody asks for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.publish.browsing import trm, written
from trm_policy.errors import TrmError
from trm_policy.publish.build.own_code import own_code
from trm_policy.publish.build.running import BUNDLED
from trm_policy.starter import complete

SETTINGS = "site_name: Ours\ntheme:\n  name: material\nplugins:\n  - trm\n  - search\n"
HOOK = "from pathlib import Path\nPath({said!r}).write_text('run')\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository that has been trusted: its own rules may run, and still no site's code."""
    return written(tmp_path / "repository", complete())


def asked(tmp_path: Path, settings: str) -> list[str]:
    written(tmp_path, {"site/mkdocs.yml": settings.encode()})
    return own_code(tmp_path / "site" / "mkdocs.yml")


def test_a_hook_of_a_change_is_not_run(root: Path, tmp_path: Path) -> None:
    said = tmp_path / "said"
    hook = HOOK.format(said=str(said)).encode()
    settings = f"{SETTINGS}hooks:\n  - hook.py\n".encode()
    pages = {"site/docs/index.md": b"# Ours\n"}
    written(root, {"site/mkdocs.yml": settings, "site/hook.py": hook} | pages)
    result = trm("-C", str(root), "site", "build")
    assert isinstance(result.exception, TrmError)
    assert str(result.exception) == (
        "mkdocs.yml has code of the repository run (hooks: hook.py), and nothing of it runs "
        "unless you trust it; if you trust all that is checked out here, write --trust before the "
        "command: trm --trust site build"
    )
    assert not said.exists()
    assert not (root / "build").exists()
    assert trm("--trust", "-C", str(root), "site", "build").exception is None
    assert said.read_text() == "run"


def test_a_site_that_is_served_runs_no_hook_either(root: Path, tmp_path: Path) -> None:
    said = tmp_path / "said"
    hook = HOOK.format(said=str(said)).encode()
    settings = f"{SETTINGS}hooks: [hook.py]\n".encode()
    written(root, {"site/mkdocs.yml": settings, "site/hook.py": hook, "site/docs/index.md": b""})
    result = trm("-C", str(root), "site", "serve", "--address", "127.0.0.1:0")
    assert isinstance(result.exception, TrmError)
    assert not said.exists()


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("hooks: [a.py, b.py]\n", ["hooks: a.py", "hooks: b.py"]),
        ("a: !!python/object/apply:os.system [id]\n", ["!!python/object/apply:os.system"]),
        ("extra:\n  a: !!python/name:os.system\n", ["!!python/name:os.system"]),
        ("extra:\n  a: !!python/name:material.extensions.emoji.twemoji\n", []),
        ("extra:\n  a: !ENV [HOME, none]\n", []),
        ("hooks: !ENV [NOT_SET, [evil.py]]\n", ["hooks: evil.py"]),
        (
            "extra: {a: !ENV [NOT_SET, !!python/object/apply:os.system [id]]}\n",
            ["!!python/object/apply:os.system"],
        ),
        ("extra_templates: [page.html]\n", ["extra_templates: page.html"]),
        ("site_url: !ENV [SITE_URL, '']\ndocs_dir: !relative docs\n", []),
    ],
)
def test_what_settings_have_run_is_named(tmp_path: Path, more: str, expected: list[str]) -> None:
    assert asked(tmp_path, SETTINGS + more) == expected


def test_templates_and_plugins_of_others_are_code(tmp_path: Path) -> None:
    settings = "theme:\n  name: material\n  custom_dir: own\nplugins:\n  trm: {}\n  macros: {}\n"
    assert asked(tmp_path, settings) == ["theme: custom_dir: own", "plugins: macros"]


@pytest.mark.parametrize(
    ("theme", "folder"),
    [
        ("!ENV [NOT_SET, {custom_dir: docs}]", "docs"),
        ("{custom_dir: !relative $docs_dir}", "!relative"),
    ],
)
def test_a_folder_of_templates_is_code_however_it_is_written(
    tmp_path: Path, theme: str, folder: str
) -> None:
    settings = f"site_name: Ours\ntheme: {theme}\n"
    assert asked(tmp_path, settings) == [f"theme: custom_dir: {folder}"]


def test_inherited_settings_count(tmp_path: Path) -> None:
    written(tmp_path, {"base.yml": b"hooks: [theirs.py]\n"})
    assert asked(tmp_path, f"INHERIT: ../base.yml\n{SETTINGS}") == ["hooks: theirs.py"]


def test_our_own_settings_have_nothing_run() -> None:
    assert own_code(BUNDLED) == []
    assert own_code(Path(__file__).parents[2] / "site" / "mkdocs.yml") == []


@pytest.mark.parametrize("text", ["", "- a list\n", "just words\n"])
def test_settings_that_are_none_have_nothing_run(tmp_path: Path, text: str) -> None:
    assert asked(tmp_path, text) == []
