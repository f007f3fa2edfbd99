"""Attempts to pass the gate: each a small pull request on one real repository, and its answer."""

from __future__ import annotations

import html
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.gitting import ADA, JONAS, RAVI, Repo
from tests.running import trm
from tests.support import CHARTER

HERE = "partnerships/meridian-helix"
"""A strategic partnership: its parties are organisations of the directory."""
THERE = "partnerships/meridian-aurora"
"""A preferred partnership: its second party stands in the charter itself."""
AURORA = f"{THERE}/partnership.yaml"
SETTINGS = "trm.toml"

Step = Callable[[Repo], object]
Author = tuple[str, str]


def edit(old: str, new: str, path: str = CHARTER) -> Step:
    """Replace what stands once in a file."""
    return lambda repo: repo.edit((old, new), path=path)


def each(old: str, new: str, path: str = CHARTER) -> Step:
    """Replace what stands several times in a file."""
    return lambda repo: repo.write(path, repo.read(path).replace(old, new))


def call(old: str, new: str, folder: str) -> Step:
    """Give something another id, in all files of a folder."""

    def step(repo: Repo) -> None:
        for file in filter(Path.is_file, (repo.root / folder).rglob("*")):
            file.write_text(re.sub(rf"\b{old}\b", new, file.read_text("utf-8")), "utf-8")

    return step


def write(path: str, text: str) -> Step:
    """Write a file."""
    return lambda repo: repo.write(path, text)


def write_bytes(path: str, raw: bytes) -> Step:
    """Write a file that is no text."""
    return lambda repo: (repo.root / path).write_bytes(raw)


def move(old: str, new: str) -> Step:
    """Give a file or a folder another name."""

    def step(repo: Repo) -> None:
        (repo.root / new).parent.mkdir(parents=True, exist_ok=True)
        (repo.root / old).rename(repo.root / new)

    return step


def copy(old: str, new: str) -> Step:
    """Copy a folder."""
    return lambda repo: shutil.copytree(repo.root / old, repo.root / new, dirs_exist_ok=True)


def remove(path: str) -> Step:
    """Remove a file or a folder."""

    def step(repo: Repo) -> None:
        place = repo.root / path
        if place.is_dir():
            shutil.rmtree(place)
        else:
            place.unlink()

    return step


def link(path: str, to: str) -> Step:
    """Put a link there."""
    return lambda repo: (repo.root / path).symlink_to(to)


def nest(path: str) -> Step:
    """Put another repository there, by the name of a commit alone."""

    def step(repo: Repo) -> None:
        entry = f"160000,{repo.git('rev-parse', 'HEAD')},{path}"
        repo.git("update-index", "--add", "--cacheinfo", entry)
        repo.hours += 1
        repo.git("commit", "-q", "-m", "Another repository")
        (repo.root / path).mkdir(exist_ok=True)  # as a checkout does

    return step


def commit(author: Author = RAVI) -> Step:
    """Commit what was done so far."""
    return lambda repo: repo.commit(author=author)


def there(old: str, new: str) -> Step:
    """Replace what stands once in the charter of the preferred partnership."""
    return edit(old, new, AURORA)


def version(new: str, path: str = CHARTER) -> Step:
    """Raise the version of a charter."""
    return edit("version: 2.1.3 ", f"version: {new} ", path)


def approve(party: str, person: str, version: str = "2.2.0", path: str = CHARTER) -> Step:
    """Write an approval."""
    facts = f"version: {version}, party: {party}, person: {person}, date: 2026-11-02"
    return edit(_APPROVALS, f"{_APPROVALS}  - {{{facts}, evidence: Letter}}\n", path)


def waive(approver: str, rule: str = "kpi-balanced", path: str = CHARTER) -> Step:
    """Write a waiver."""
    facts = f"rule: {rule}, because: Later, approved_by: {approver}, expires: 2027-01-31"
    return edit("waivers: []", f"waivers:\n  - {{{facts}}}", path)


_APPROVALS = "holds for the same major.minor\n"
TARGET = "target: {value: 98, by: 2027-12-31}"
LOWER = edit(TARGET, "target: {value: 95, by: 2027-12-31}")
"""A weaker promise."""
AGREED = (
    version("2.2.0"),
    LOWER,
    commit(),
    approve("meridian", "ada"),
    commit(ADA),
    approve("helix", "jonas"),
    commit(JONAS),
)
"""The same, as it should be done."""


class Attempt(NamedTuple):
    """What somebody tries, step by step; which rule sees it, and a part of what that says.

    ``given`` is what happened to the base before; ``paths`` are named to ``trm check``. The rule is
    ``trm pr`` where the comment under the pull request says so.
    """

    way: str
    rule: str
    said: str
    steps: tuple[Step, ...]
    given: tuple[Step, ...] = ()
    paths: tuple[str, ...] = ()


def attempt(
    way: str, said: str, *steps: Step, given: tuple[Step, ...] = (), paths: tuple[str, ...] = ()
) -> Attempt:
    """An attempt; ``said`` is the rule, a colon, and a part of its sentence."""
    rule, _, sentence = said.partition(": ")
    return Attempt(way, rule, sentence, steps, given, paths)


def attempts(several: list[Attempt]) -> pytest.MarkDecorator:
    """A test of each attempt, which is called by its way."""
    return pytest.mark.parametrize("tried", [pytest.param(one, id=one.way) for one in several])


class Found(NamedTuple):
    """A finding as a reviewer sees it."""

    rule: str
    severity: str
    message: str


SCORES = Found(
    "tier-matches-scores",
    "warning",
    "the mean score of 4 indicates a strategic partnership, but the tier is preferred",
)
"""What is found of the base itself."""


@dataclass(frozen=True)
class Gate:
    """One repository with two active partnerships, and the check of what is proposed to it."""

    repo: Repo

    @classmethod
    def built(cls, root: Path) -> Gate:
        """The repository of which every attempt branches off."""
        repo = Repo.with_the_complete_portfolio(root)
        shutil.copytree(root / HERE, root / THERE)
        text = repo.read(AURORA)
        for old, new in (
            ("tier: strategic ", "tier: preferred "),
            ("title: Meridian Foods and Helix Cold Chain", "title: Meridian Foods and Aurora"),
            ("purpose: Temperature-controlled storage", "purpose: Sea freight, storage"),
            (
                "organisation: helix-cold-chain\n",
                "name: Aurora Freight AS\n    country: NO\n    timezone: Europe/Oslo\n",
            ),
        ):
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        repo.write(AURORA, text.replace("@helix.example", "@aurora.example"))
        repo.write(SETTINGS, 'fail_on = "error"\n')
        repo.commit("Aurora")
        return cls(repo)

    def stops(self, tried: Attempt) -> None:
        """The check fails, since an error says what was tried."""
        code, found = self.findings(tried)
        said = [one.message for one in found if one[:2] == (tried.rule, "error")]
        assert any(tried.said in message for message in said), found
        assert code == 1

    def tells(self, tried: Attempt) -> None:
        """The check passes, and a finding, or the comment, says what was tried."""
        code, found = self.findings(tried)
        assert code == 0, found
        if tried.rule == "trm pr":
            assert tried.said in self.comment()
        else:
            said = [one.message for one in found if one.rule == tried.rule]
            assert any(tried.said in message for message in said), found

    def passes(self, tried: Attempt) -> None:
        """The check passes, and no rule of change control says anything grave."""
        code, found = self.findings(tried)
        assert [one for one in found if one.severity != "info"] == [SCORES], found
        assert code == 0

    def findings(self, tried: Attempt) -> tuple[int, list[Found]]:
        """How the check of an attempt ends, and what it finds."""
        self._prepare(tried)
        words = ("--base", "base", "--as-of", "2026-11-22", "--format", "json")
        done = trm("check", *tried.paths, *words, cwd=self.repo.root)
        assert done.returncode in (0, 1), done.stderr
        rows = json.loads(done.stdout)["findings"]
        return done.returncode, [
            Found(one["rule"], one["severity"], one["message"])
            for one in rows
            if one["waived"] is None
        ]

    def comment(self) -> str:
        """What the comment under the pull request says of what was tried last."""
        done = trm("pr", "base", "--as-of", "2026-11-22", cwd=self.repo.root)
        assert done.returncode == 0, done.stderr
        return html.unescape(re.sub("<[^>]*>", "", done.stdout))

    def _prepare(self, tried: Attempt) -> None:
        """The branch of the attempt is checked out, its base is called ``base``."""
        repo = self.repo
        repo.hours = 2
        repo.git("switch", "-q", "--force", "-C", "base", "main")
        if tried.given:
            _do(tried.given, repo)
        repo.git("switch", "-q", "-C", "attempt")
        _do(tried.steps, repo)


def _do(steps: tuple[Step, ...], repo: Repo) -> None:
    """Take the steps, and commit unless the last one did."""
    hours = repo.hours
    for step in steps:
        hours = repo.hours
        step(repo)
    if repo.hours == hours:
        repo.commit()
