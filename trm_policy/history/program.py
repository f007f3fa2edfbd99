"""Runs git in a folder, deaf to everything that could make it ask, page, write or run others."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import IO

from trm_policy.history.errors import HistoryError, NoRepositoryError

_QUIET = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "",
    "GIT_LITERAL_PATHSPECS": "1",
    "LANGUAGE": "C",
    "LC_ALL": "C",
}
"""No questions, no locks, no history bent by hand, nothing fetched, names taken as they are.

Complaints are in English, by which they are known.
"""

_SETTINGS = {
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "core.splitIndex": "false",
    "core.useReplaceRefs": "false",
    "diff.relative": "false",
    "log.follow": "false",
    "log.showRoot": "true",
    "log.showSignature": "false",
    "submodule.recurse": "false",
}

_PLACES = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR")
"""Where git looks if told so by whoever started us, a hook for one."""

_OBJECTS = ("GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES")
"""Where it looks for what that repository holds, the pushes that wait in quarantine included."""

_PROGRAM = re.compile(r"filter\..*\.(clean|smudge|process|required)|gpg\.(.*\.)?program", re.DOTALL)
_OF_REPOSITORY = (b"local", b"worktree")
_USUAL = {
    "gpg.program": "gpg",
    "gpg.openpgp.program": "gpg",
    "gpg.x509.program": "gpgsm",
    "gpg.ssh.program": "ssh-keygen",
}

_MISSING = "git is not installed here; install it to read the history"
_NO_REPOSITORY = "not a git repository"
_HALF = ("promisor remote", "lazy fetch", "error: Could not read ")
_HINT = re.compile(r"^hint:.*\n?", re.MULTILINE)
_CHUNK = 1 << 16


class Program:
    """Git as it runs in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def said(
        self,
        *words: str,
        settings: Mapping[str, str] | None = None,
        environment: Mapping[str, str] | None = None,
        heard: bytes = b"",
    ) -> bytes:
        """What git answers to ``words`` and, on its standard input, to what is ``heard``.

        Raises HistoryError with git's own words where it fails.
        """
        code, answer, complaint = self.tried(
            *words, settings=settings, environment=environment, heard=heard
        )
        if code:
            raise refused(self.folder, complaint)
        return answer

    def tried(
        self,
        *words: str,
        settings: Mapping[str, str] | None = None,
        environment: Mapping[str, str] | None = None,
        heard: bytes = b"",
    ) -> tuple[int, bytes, str]:
        """Git's exit code, what it answers, and what it complains about."""
        given = {**self._environment(settings), **(environment or {})}
        with self._begun(words, given, subprocess.PIPE) as process:
            answer, complaint = process.communicate(heard)
        return process.returncode, answer, complaint.decode(errors="replace")

    def started(self, *words: str) -> Running:
        """A git that goes on running."""
        complaints = tempfile.TemporaryFile()  # noqa: SIM115 - a pipe that nobody reads fills up
        process = self._begun(words, self._environment(None), complaints)
        assert process.stdin
        assert process.stdout
        return Running(process, process.stdin, process.stdout, complaints)

    def tokens(self, *words: str) -> Iterator[str]:
        """What git answers, cut at each NUL while it comes in; bytes that are no text survive.

        Raises HistoryError at the end where git failed.
        """
        running = self.started(*words)
        try:
            running.stdin.close()
            rest = b""
            while chunk := running.stdout.read(_CHUNK):
                whole, cut, rest = (rest + chunk).rpartition(b"\0")
                if cut:
                    yield from text_of(whole).split("\0")
            if running.process.wait():
                raise running.refused(self.folder)
        finally:
            running.end()

    @cached_property
    def not_ours(self) -> dict[str, str]:
        """Settings that keep git from programs which the repository's own settings name.

        What the user's or the machine's settings name instead is put in their place.
        """
        listed = self.said("config", "--list", "--show-scope", "-z").split(b"\0")
        pairs = zip(listed[::2], listed[1::2], strict=False)
        written = [(scope, *pair.decode(errors="replace").partition("\n")) for scope, pair in pairs]
        wanted = [(scope, key, value) for scope, key, _, value in written if _PROGRAM.match(key)]
        trusted = {key: value for scope, key, value in wanted if scope not in _OF_REPOSITORY}
        return {
            key: trusted.get(key, _USUAL.get(key, ""))
            for scope, key, _ in wanted
            if scope in _OF_REPOSITORY
        }

    def setting(self, key: str) -> str | None:
        """What git's settings say of ``key``; None where they say nothing."""
        code, answer, _ = self.tried("config", "--get", key)
        return None if code else text_of(answer).removesuffix("\n")

    @cached_property
    def version(self) -> tuple[int, ...]:
        """The version of git."""
        number = self.said("version").decode(errors="replace").split()[2]
        return tuple(int(part) for part in number.split(".") if part.isdecimal())

    def _begun(
        self, words: Iterable[str], given: Mapping[str, str], complaints: IO[bytes] | int
    ) -> subprocess.Popen[bytes]:
        try:
            return subprocess.Popen(  # noqa: S603 - git and our own words, no shell
                ["git", "-C", str(self.folder), "--no-pager", *words],  # noqa: S607 - the user's
                env=given,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=complaints,
            )
        except FileNotFoundError as error:
            raise HistoryError(_MISSING) from error

    @cached_property
    def _place(self) -> dict[str, str | None]:
        """Where the repository lies, if whoever started us, a hook for one, told git another.

        None stands for what git finds by itself once it is not told.
        """
        if not any(name in os.environ for name in _PLACES):
            return {}
        own = self._own("--absolute-git-dir")
        told = os.path.realpath(os.environ.get("GIT_DIR", own))
        index = os.environ.get("GIT_INDEX_FILE") if own == told else None
        place: dict[str, str | None] = dict.fromkeys(_PLACES if own == told else _PLACES + _OBJECTS)
        place["GIT_DIR"] = own
        place["GIT_INDEX_FILE"] = str(Path(index or f"{own}/index").absolute())
        with suppress(HistoryError):  # it has no work tree
            place["GIT_WORK_TREE"] = self._own("--show-toplevel")
        return place

    def _own(self, asked: str) -> str:
        """A place of the repository that the folder lies in. Raises HistoryError."""
        told = _PLACES + _OBJECTS
        given = {name: value for name, value in os.environ.items() if name not in told}
        with self._begun(("rev-parse", asked), {**given, **_QUIET}, subprocess.PIPE) as process:
            answer, complaint = process.communicate()
        if process.returncode:
            raise refused(self.folder, complaint.decode(errors="replace"))
        return os.path.realpath(text_of(answer).removesuffix("\n"))

    def _environment(self, settings: Mapping[str, str] | None) -> dict[str, str]:
        count = os.environ.get("GIT_CONFIG_COUNT", "")
        first = int(count) if count.isdecimal() else 0
        given = {**_SETTINGS, **(settings or {})}
        numbered = {"GIT_CONFIG_COUNT": str(first + len(given))}
        for number, (key, value) in enumerate(given.items(), first):
            numbered[f"GIT_CONFIG_KEY_{number}"] = key
            numbered[f"GIT_CONFIG_VALUE_{number}"] = value
        whole = {**os.environ, **_QUIET, **self._place, **numbered}
        return {name: value for name, value in whole.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Running:
    """A git that goes on running, and what it hears, answers and complains about."""

    process: subprocess.Popen[bytes]
    stdin: IO[bytes]
    stdout: IO[bytes]
    complaints: IO[bytes]

    def refused(self, folder: Path) -> HistoryError:
        """The error for what it complained about before it ended."""
        self.process.wait()
        self.complaints.seek(0)
        return refused(folder, self.complaints.read().decode(errors="replace"))

    def end(self) -> None:
        """Stop it, whatever it is doing."""
        for stream in (self.stdin, self.stdout, self.complaints):
            with suppress(OSError):
                stream.close()
        self.process.terminate()
        self.process.wait()


def text_of(raw: bytes) -> str:
    """What git says, as Python names files: bytes that are no text survive."""
    return raw.decode("utf-8", "surrogateescape")


def refused(folder: Path, complaint: str) -> HistoryError:
    """The error for what git complains about, in plain words where they are known."""
    if "dubious ownership" in complaint:
        return NoRepositoryError(
            f"git does not open {folder}: the repository belongs to someone else; if you trust "
            f"it, run: git config --global --add safe.directory {folder}"
        )
    if _NO_REPOSITORY in complaint:
        return NoRepositoryError(
            f"{folder} is not in a git repository, so it has no history; run git init there, or "
            "point to a folder that is under version control"
        )
    if any(sign in complaint for sign in _HALF):
        return HistoryError(
            f"the clone in {folder} lacks a part of its files; clone it without --filter"
        )
    said = _HINT.sub("", complaint).strip()
    return HistoryError(f"git cannot read the history of {folder}: {said}")
