"""The plugin under properdocs, which goes on where MkDocs 1.6 stopped."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
NOON = "1795435200"
"""2026-11-23, 12:00 UTC, for both."""
_GENERATOR = re.compile(rb'<meta name="generator" content="[^"]*">')


def built(generator: str, target: Path) -> dict[str, bytes]:
    """All files of the reference site as ``generator`` makes it, but for who made them."""
    words = ("build", "--strict", "--quiet", "-f", "site/mkdocs.yml", "-d", str(target))
    done = subprocess.run(
        [sys.executable, "-m", generator, *words],
        cwd=REPOSITORY,
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


def test_mkdocs_and_properdocs_make_the_same_site(tmp_path: Path, reference_folder: Path) -> None:
    old, new = (built(name, tmp_path / name) for name in ("mkdocs", "properdocs"))
    ours = {p.relative_to(reference_folder).as_posix() for p in reference_folder.rglob("*.html")}
    assert {name for name in new if name.endswith(".html")} == ours
    assert [name for name in sorted(old.keys() | new) if old.get(name) != new.get(name)] == []
