"""Real git repositories for tests, made by fixed people on fixed days."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.support import CHARTER
from trm_policy.starter import complete

RAVI = ("Ravi Menon", "ravi.menon@meridian.example")
ADA = ("Ada Okafor", "ada.okafor@meridian.example")
JONAS = ("Jonas Lindqvist", "jonas.lindqvist@helix.example")


@dataclass
class Repo:
    """A governance repository under git; each commit is an hour after the one before."""

    root: Path
    hours: int = field(default=0)

    @classmethod
    def with_the_complete_portfolio(cls, root: Path) -> Repo:
        repo = cls(root)
        root.mkdir(parents=True, exist_ok=True)
        repo.git("init", "-q", "-b", "main")
        for name, raw in complete().items():
            repo.write(name, raw.decode())
        repo.commit("The partnership as it was agreed")
        return repo

    def git(self, *words: str, author: tuple[str, str] = RAVI) -> str:
        name, address = author
        day = f"2026-11-{1 + self.hours // 24:02}T{self.hours % 24:02}:00:00+00:00"
        environment = {
            **os.environ,
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_COUNT": "1",  # a commit looks for nothing to tidy up
            "GIT_CONFIG_KEY_0": "maintenance.auto",
            "GIT_CONFIG_VALUE_0": "false",
            "GIT_AUTHOR_NAME": name,
            "GIT_AUTHOR_EMAIL": address,
            "GIT_AUTHOR_DATE": day,
            "GIT_COMMITTER_NAME": name,
            "GIT_COMMITTER_EMAIL": address,
            "GIT_COMMITTER_DATE": day,
        }
        done = subprocess.run(
            ["git", *words], cwd=self.root, env=environment, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode().strip()

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def read(self, path: str = CHARTER) -> str:
        return (self.root / path).read_text("utf-8")

    def edit(self, *edits: tuple[str, str], path: str = CHARTER) -> None:
        text = self.read(path)
        for old, new in edits:
            assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
            text = text.replace(old, new)
        self.write(path, text)

    def commit(self, message: str = "A change", author: tuple[str, str] = RAVI) -> str:
        self.hours += 1
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message, author=author)
        return self.head

    @property
    def head(self) -> str:
        """The commit that is checked out; read as git wrote it, without another process."""
        held = (self.root / ".git/HEAD").read_text().strip()
        if not held.startswith("ref: "):
            return held
        return (self.root / ".git" / held.removeprefix("ref: ")).read_text().strip()

    def branch(self, name: str) -> None:
        self.git("switch", "-q", "-c", name)

    def with_files(self, files: Mapping[str, str]) -> None:
        for path, text in files.items():
            self.write(path, text)
