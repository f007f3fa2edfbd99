"""Running ``trm`` as its users do: real folders, real processes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.support import CHARTER


def trm(*words: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "trm_policy", *words],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def edit(repository: Path, old: str, new: str, path: str = CHARTER) -> None:
    file = repository / path
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), "utf-8")


def check(repository: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return trm("check", "--as-of", "2026-11-22", *words, cwd=repository)
