"""The plugin under properdocs, which goes on where MkDocs 1.6 stopped."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.publish.browsing import trm
from tests.publish.test_theme_cache import repository

NOON = "1795435200"
"""2026-11-23, 12:00 UTC, for both."""
_GENERATOR = re.compile(rb'<meta name="generator" content="[^"]*">')


def built(generator: str, root: Path, target: Path) -> dict[str, bytes]:
    """All files of the site as ``generator`` makes it, but for who made them."""
    words = ("build", "--strict", "--quiet", "-f", "site/mkdocs.yml", "-d", str(target))
    done = subprocess.run(
        [sys.executable, "-m", generator, *words],
        cwd=root,
        env={**os.environ, "SOURCE_DATE_EPOCH": NOON, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return {
        path.relative_to(target).as_posix(): _GENERATOR.sub(b"", path.read_bytes())
        for path in target.rglob("*")
        if path.is_file()
    }


def test_mkdocs_and_properdocs_make_the_same_site_as_the_command(tmp_path: Path) -> None:
    root, target = repository(tmp_path), tmp_path / "ours"
    old, new = (built(name, root, tmp_path / name) for name in ("mkdocs", "properdocs"))
    done = trm("-C", str(root), "site", "build", "--strict", "--output", str(target))
    assert done.return_value == 0, done.output
    ours = {path.relative_to(target).as_posix() for path in target.rglob("*.html")}
    assert {name for name in new if name.endswith(".html")} == ours
    assert [name for name in sorted(old.keys() | new) if old.get(name) != new.get(name)] == []
