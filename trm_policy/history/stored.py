"""What git stores of files that its attributes have it store otherwise than they stand here.

Whoever reads a commit gets what is stored; a checkout has been converted on its way here.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePosixPath

from trm_policy.history.objects import Objects
from trm_policy.history.program import Program, text_of
from trm_policy.source import MOST_BYTES, WorkTree

_CONVERTING = ("filter", "ident", "working-tree-encoding")
"""The attributes that change more than the ends of lines, which readers take alike."""
_NOT_SET = ("unspecified", "unset")


def stored(
    program: Program,
    objects: Objects,
    within: Iterable[str],
    wanted: Callable[[PurePosixPath], bool],
) -> Mapping[PurePosixPath, bytes | None]:
    """What git has of ``wanted`` files that attributes convert, or would have once committed.

    Of what stands here as a checkout makes it that is what the index has: converted there and back
    it may be something else. So it is where a filter is a program that the repository itself
    names, which is not run. None stands for what git cannot store.
    """
    place = ("--", *within)
    listed = _names(program, "ls-files", "--stage", *place)
    index = {path: head.split(" ")[1] for head, _, path in (one.partition("\t") for one in listed)}
    new = _names(program, "ls-files", "--others", "--exclude-standard", *place)
    asked = [path for path in (*index, *new) if wanted(PurePosixPath(path))]
    filters = _filters(program, asked)
    known = [path for path in filters if path in index]
    held = zip(known, objects.each(index[path] for path in known), strict=True)
    tree, ours = WorkTree(program.folder), _not_run(program)
    found: dict[str, bytes | None] = {}
    for path, blob in held:
        there = tree.read(PurePosixPath(path))
        if blob and (filters[path] in ours or _checked_out(program, blob.sha, path) == there):
            found[path] = blob.raw
    left = [path for path in filters if path not in found]
    found |= _as_committed(program, left) if left else {}
    return {PurePosixPath(path): raw for path, raw in found.items()}


def _names(program: Program, *words: str) -> list[str]:
    answer = program.said(words[0], "-z", *words[1:], settings=program.not_ours)
    return [name for name in text_of(answer).split("\0") if name]


def _filters(program: Program, paths: list[str]) -> dict[str, str]:
    """The files that have one of the attributes, each with the filter that it names."""
    heard = "".join(f"{path}\0" for path in paths).encode("utf-8", "surrogateescape")
    answer = text_of(program.said("check-attr", "-z", "--stdin", *_CONVERTING, heard=heard))
    fields = answer.split("\0")
    found: dict[str, str] = {}
    for path, attribute, value in zip(fields[::3], fields[1::3], fields[2::3], strict=False):
        if value not in _NOT_SET:
            found.setdefault(path, "")
            found[path] = value if attribute == "filter" else found[path]
    return found


def _not_run(program: Program) -> set[str]:
    """The filters whose programs only the repository's own settings name."""
    keys = (key.split(".") for key, value in program.not_ours.items() if not value)
    return {".".join(name) for section, *name, _ in keys if section == "filter"}


def _checked_out(program: Program, blob: str, path: str) -> bytes | None:
    """What a checkout makes of a blob at its path."""
    words = ("cat-file", "--filters", f"--path={path}", blob)
    code, answer, _ = program.tried(*words, settings=program.not_ours)
    return None if code else answer


def _as_committed(program: Program, paths: Iterable[str]) -> dict[str, bytes | None]:
    """What git makes of files here; it is put into a store of objects that is given up at once."""
    own = program.folder / text_of(program.said("rev-parse", "--git-path", "objects")).rstrip("\n")
    others = [str(own.resolve()), os.environ.get("GIT_ALTERNATE_OBJECT_DIRECTORIES", "")]
    found: dict[str, bytes | None] = {}
    with tempfile.TemporaryDirectory() as folder:
        place = {
            "GIT_OBJECT_DIRECTORY": folder,
            "GIT_ALTERNATE_OBJECT_DIRECTORIES": os.pathsep.join(filter(None, others)),
        }
        for path in paths:
            words = ("hash-object", "-w", "--", path)
            code, name, _ = program.tried(*words, settings=program.not_ours, environment=place)
            read = ("cat-file", "blob", name.decode().strip())
            raw = None if code else program.said(*read, environment=place)
            found[path] = raw and raw[: MOST_BYTES + 1]
    return found
