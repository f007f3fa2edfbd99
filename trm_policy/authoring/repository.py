"""A new governance repository: its files, and how they come into a folder without harm."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from trm_policy import __version__, starter
from trm_policy.authoring.answers import Answers, Contact, PartyAnswer
from trm_policy.authoring.charter import charter_text
from trm_policy.authoring.journal import one_at_a_time, write_together
from trm_policy.errors import TrmError
from trm_policy.judging.settings import read_settings
from trm_policy.model.shape import schema_text
from trm_policy.model.vocabulary import Relationship, Tier
from trm_policy.source import WorkTree

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")


def write_rule(
    name: str,
    root: Path,
    folder: PurePosixPath,
    template: Mapping[str, str],
    taken: frozenset[str],
) -> list[PurePosixPath]:
    """Write ``NAME.py`` and ``NAME.md`` into ``folder`` and return their paths; hold the lock.

    ``template`` has the text of each by its ending, with ``{{ name }}`` and the like in it.
    Raises TrmError for a name that cannot be used or is taken; nothing is ever overwritten.
    """
    if not _NAME.match(name):
        raise TrmError(
            f"{name!r} is not a name for a rule; use lower-case words with hyphens, "
            "such as reviews-have-agenda"
        )
    if name in taken:
        raise TrmError(f"there is a rule {name!r} already; choose another name")
    stem = name.replace("-", "_")
    words = {
        "name": name,
        "function": stem,
        "title": name.replace("-", " ").capitalize(),
        "demand": "State in one sentence what a charter must have.",
    }
    made = {folder / f"{stem}{end}": _filled(text, words) for end, text in template.items()}
    for path in made:
        if os.path.lexists(root / path):
            raise TrmError(f"{path} already exists and is not changed")
    write_together(root, {path: text.encode() for path, text in made.items()}, new=True)
    return list(made)


def _filled(text: str, words: dict[str, str]) -> str:
    for word, value in words.items():
        text = text.replace(f"{{{{ {word} }}}}", value)
    return text


EXAMPLE = PurePosixPath("partnerships/example-supplier/partnership.yaml")
"""The charter that a new repository begins with."""

_STARTER = Path(starter.__file__).parent
_SITE = PurePosixPath("site")
_SETTINGS = PurePosixPath("trm.toml")
_LEFTOVERS = frozenset({"__pycache__"})


@dataclass(frozen=True, slots=True)
class LaidOut:
    """What became of a folder: the files that were written, and those that were there already."""

    written: tuple[PurePosixPath, ...]
    kept: tuple[PurePosixPath, ...]


def starter_files(today: date) -> dict[PurePosixPath, str]:
    """The files of a new repository, by path; the days in them follow from ``today``."""
    files = dict(_copied(_STARTER / "repository", PurePosixPath()))
    files |= dict(_copied(_STARTER / "site", _SITE))
    files[PurePosixPath("schemas/partnership.schema.json")] = schema_text("charter")
    files[PurePosixPath("schemas/directory.schema.json")] = schema_text("directory")
    files[EXAMPLE] = charter_text(_example(today))
    return dict(sorted(files.items()))


def lay_out(target: Path, files: Mapping[PurePosixPath, str]) -> LaidOut:
    """Write what ``target`` does not have yet, all or nothing. What is there stays to the byte.

    A folder with charters gets no made-up ones, and one with a site or with settings of its own
    gets no second. Raises TrmError where nothing can be written.
    """
    with one_at_a_time(target):
        wanted = {path: text for path, text in files.items() if not _unwelcome(path, target)}
        kept = tuple(path for path in wanted if os.path.lexists(target / path))
        written = tuple(path for path in wanted if path not in kept)
        write_together(target, {path: wanted[path].encode() for path in written}, new=True)
    return LaidOut(written, kept)


def _copied(folder: Path, below: PurePosixPath) -> Iterator[tuple[PurePosixPath, str]]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_file() and _LEFTOVERS.isdisjoint(inside.parts):
            text = path.read_text(encoding="utf-8")
            yield below / inside.as_posix(), _filled(text, {"version": __version__})


def _unwelcome(path: PurePosixPath, target: Path) -> bool:
    """Whether the file would add to something that is complete without it."""
    if path.is_relative_to(EXAMPLE.parts[0]):
        folder = read_settings(WorkTree(target)).table.partnerships
        return folder != EXAMPLE.parts[0] or any((target / folder).glob(f"*/{EXAMPLE.name}"))
    if path.is_relative_to(_SITE) and path.name != "mkdocs.yml":
        return os.path.lexists(target / _SITE / "mkdocs.yml")
    if path == _SETTINGS and not os.path.lexists(target / path):
        return bool(read_settings(WorkTree(target)).name == "pyproject.toml")
    return False


def _example(today: date) -> Answers:
    """A preferred supplier that everybody can picture."""
    host = PartyAnswer(
        id="works",
        name="Example Works Ltd",
        organisation="example-works",
        people={
            "sponsor": Contact("Morgan Reed", id="morgan"),
            "owner": Contact("Robin Hale", "robin.hale@works.example", "Supplier Manager"),
        },
    )
    other = PartyAnswer(
        id="castings",
        name="Sample Castings GmbH",
        country="DE",
        timezone="Europe/Berlin",
        people={
            "sponsor": Contact("Alex Winter", "alex.winter@castings.example", "Managing Director"),
            "owner": Contact("Kim Sommer", "kim.sommer@castings.example", "Key Account Manager"),
        },
    )
    return Answers(
        relationship=Relationship.SUPPLIER,
        tier=Tier.PREFERRED,
        parties=(host, other),
        today=today,
        start=today,
        schema="../../schemas/partnership.schema.json",
        example=True,
    )
