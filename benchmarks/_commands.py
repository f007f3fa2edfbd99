"""Every command, run in this process as its users run it, on files that somebody got wrong."""

from __future__ import annotations

import gc
import io
import json
import os
import re
import subprocess
import sys
import traceback
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import click

from trm_policy.cli.exit import Exit
from trm_policy.starter import complete

Words = tuple[str, ...]
_ID = "meridian-helix"
_DAY = ("--as-of", "2026-11-22")
_AT = ("--at", "2026-11-20T10:00Z")

PORTFOLIO: dict[str, Words] = {
    "check": ("check", "--no-checks", *_DAY),
    "check base": ("check", "--no-checks", "--base", "HEAD", *_DAY),
    "diff": ("diff", "HEAD"),
    "diff partner": ("diff", "HEAD", "--audience", "partner"),
    "pr": ("pr", "HEAD", "--no-checks", *_DAY),
    "kpi scorecard": ("kpi", "scorecard", *_DAY),
    "review list": ("review", "list", *_DAY),
    "escalation list": ("escalation", "list", *_DAY),
    "due": ("due", "--within", "400 days", "--emails", *_DAY),
    "due ics": ("due", "--format", "ics", *_DAY),
    "calendar": ("calendar", "--output", "-", *_DAY),
    "calendar public": ("calendar", "--output", "-", "--audience", "public", *_DAY),
    "log": ("log", "--portfolio"),
    "status": ("status", *_DAY),
    "portfolio health": ("portfolio", "health", *_DAY),
    "portfolio watch": ("portfolio", "watch", *_DAY),
    "portfolio maturity": ("portfolio", "maturity", *_DAY),
    "portfolio segment": ("portfolio", "segment", *_DAY),
    "portfolio checklist": ("portfolio", "checklist", *_DAY),
    "portfolio audit": ("portfolio", "audit", *_DAY),
    "portfolio graph": ("portfolio", "graph", *_DAY),
    "portfolio graph graphml": ("portfolio", "graph", "--format", "graphml", *_DAY),
    "site export": ("site", "export", "build/pages", *_DAY),
    "site export partner": ("site", "export", "build/pages", "--audience", "partner", *_DAY),
    "site audit": ("site", "audit", "partnerships", "--audience", "internal"),
    "site build": ("site", "build", *_DAY),
    "rules": ("rules",),
    "explain": ("explain", "committee-size"),
    "explain own": ("explain", "schema"),
    "schema": ("schema",),
    "kpi list": ("kpi", "list"),
    "test": ("test", "committee-size"),
}
"""What is shown of all charters, or of none."""
ONE: dict[str, Words] = {
    "review questions": ("review", "pack", _ID, "qbr", *_DAY),
    "escalation clock": ("escalation", "clock", _ID, *_DAY),
    "escalation figures": ("escalation", "figures", _ID, *_DAY),
    "people where": ("people", "where", "ada", *_DAY),
    "site pdf": ("site", "pdf", _ID, "--output", "build/one.pdf", *_DAY),
    "log one": ("log", _ID),
}
"""What is shown of one charter, or one person."""
WRITES: dict[str, Words] = {
    "approve": ("approve", _ID, "--evidence", "Minutes", "--party", "helix", "--again", *_DAY),
    "people leave": ("people", "leave", "ravi", "--on", "2026-11-22", "--successor", "tom", *_DAY),
    "kpi add": ("kpi", "add", _ID, "complaints", "--goal", "freshness", *_DAY),
    "kpi record": ("kpi", "record", _ID, "otif", "2026-11", "97", *_DAY),
    "kpi import": (*("kpi", "import", "figures.csv", "--column", "partnership=charter"), *_DAY),
    "kpi pull": ("kpi", "pull", *_DAY),
    "review new": ("review", "new", _ID, "qbr", *_DAY),
    "review pack": ("review", "pack", _ID, "qbr", "--html", *_DAY),
    "review close": ("review", "close", _ID, "qbr", "--held-on", "2026-10-22", *_DAY),
    "escalation open": ("escalation", "open", _ID, "--by", "tom", "--title", "Late", *_AT, *_DAY),
    "escalation step": ("escalation", "step", _ID, "2026-004", "--ack", "helix", *_AT, *_DAY),
    "escalation settle": ("escalation", "settle", _ID, "2026-004", *_AT, *_DAY),
    "new": ("new", "acme", "--yes", *_DAY),
    "new rule": ("new", "rule", "house-rule"),
    "codeowners": ("codeowners", *_DAY),
    "check --write-baseline": ("check", "--write-baseline", "--no-checks", *_DAY),
    "init": ("init", *_DAY),
}
"""What changes files of the repository."""
COMMANDS: Mapping[str, Words] = {**PORTFOLIO, **ONE, **WRITES}


def _still_open() -> bytes:
    """The escalation of the complete charter before anybody answered it."""
    raw = complete()[f"partnerships/{_ID}/escalations/2026-003.md"]
    text = re.sub(rb"(?m)^(?:settled_at|    acknowledged): .*\n", b"", raw)
    return text.replace(b"2026-003", b"2026-004")


FILES = {
    "figures.csv": b"charter,kpi,period,value\nmeridian-helix,otif,2026-11,97\n",
    f"partnerships/{_ID}/escalations/2026-004.md": _still_open(),
}
"""What they need beside the complete charter."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]|\r(?!\n)")
"""What makes a terminal do something, or shows text in another order than it stands in."""


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended: its exit code, and what it printed; ``crash`` is a traceback."""

    code: int
    out: str
    err: str
    crash: str = ""


def ran(words: Words, folder: Path) -> Ran:
    """Run ``trm`` in ``folder`` within this process, without a terminal."""
    from trm_policy import cli

    code, crash = int(Exit.CRASH), ""
    with _streams() as (out, err), _in(folder), warnings.catch_warnings():
        sys.argv = ["trm", *words]
        try:
            cli.main()
        except SystemExit as end:
            code = int(end.code or 0)
        except Exception:  # noqa: BLE001 - what is looked for
            crash = traceback.format_exc(limit=-6)
        finally:
            gc.unfreeze()
            gc.enable()
        sys.stdout.flush()
    return Ran(code, out.getvalue().decode(), err.getvalue(), crash)


@contextmanager
def _streams() -> Iterator[tuple[io.BytesIO, io.StringIO]]:
    before = sys.stdin, sys.stdout, sys.stderr
    out, err = io.BytesIO(), io.StringIO()
    with Path(os.devnull).open() as nothing:
        sys.stdin, sys.stderr = nothing, err
        sys.stdout = io.TextIOWrapper(out, "utf-8", write_through=True)
        try:
            yield out, err
        finally:
            sys.stdout.detach()
            sys.stdin, sys.stdout, sys.stderr = before


@contextmanager
def _in(folder: Path) -> Iterator[None]:
    here, environment = Path.cwd(), dict(os.environ)
    os.chdir(folder)
    os.environ |= {"TRM_NO_CACHE": "1", "TRM_TRACEBACK": "1"}
    os.environ |= {"GIT_CONFIG_GLOBAL": os.devnull, "XDG_CONFIG_HOME": os.devnull}
    try:
        yield
    finally:
        os.chdir(here)
        os.environ.clear()
        os.environ.update(environment)


def committed(folder: Path) -> None:
    """Make a git repository of a folder, with all that is in it as its first commit."""
    who = ("-c", "user.name=Ravi Menon", "-c", "user.email=ravi.menon@meridian.example")
    for words in (("init", "-q", "-b", "main"), ("add", "-A"), (*who, "commit", "-qm", "Agreed")):
        subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True)


def tried(name: str, number: int, folder: Path, *, judged: bool) -> list[str]:
    """What goes wrong with a command in ``folder``, whose files are as before afterwards.

    What shows all charters must show something wherever the check can judge; what cannot write
    changes nothing.
    """
    before = everything(folder)
    words = (*COMMANDS[name], *_format(name, number))
    done = ran(words, folder)
    said = [*_wrong(done), *_unreadable(words, done)]
    if judged and name in PORTFOLIO and done.code not in (Exit.CLEAN, Exit.FINDINGS):
        said.append(f"shows nothing of what can be shown: {done.err.strip()}")
    after = everything(folder)
    if after != before:
        if name not in WRITES or done.code > Exit.FINDINGS:
            said.append(f"changed files and ended with {done.code}: {done.err.strip()}")
        restored(folder, before, after)
    return [f"trm {' '.join(words)}: {one}" for one in said]


def _wrong(done: Ran) -> Iterator[str]:
    if done.crash or done.code not in (Exit.CLEAN, Exit.FINDINGS, Exit.USAGE):
        yield done.crash or f"ended with {done.code}: {done.err.strip()}"
    elif done.code == Exit.USAGE and not (done.out + done.err).strip():
        yield "was refused without a reason"
    for text in (done.out, done.err):
        if found := _CONTROL.search(text):
            yield f"cannot be shown as it is: {text[max(0, found.start() - 60) : found.end()]!r}"


def _unreadable(words: Words, done: Ran) -> Iterator[str]:
    if words[-2:] == ("--format", "json") and done.code < Exit.USAGE:
        try:
            json.loads(done.out, parse_constant=_no_number)
        except ValueError as error:
            yield f"is no JSON: {error}"


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number of JSON")


def _format(name: str, number: int) -> Words:
    """One of the formats of a command that has them, so that all have their turn."""
    from trm_policy.cli.program import cli

    step: click.Command | None = cli
    for word in COMMANDS[name]:
        if not isinstance(step, click.Group):
            break
        step = step.get_command(click.Context(step), word)
    options = {one.name: one for one in step.params} if step else {}
    kind = getattr(options.get("format_"), "type", None)
    if name in WRITES or "--format" in COMMANDS[name] or not isinstance(kind, click.Choice):
        return ()
    return "--format", list(kind.choices)[number % len(kind.choices)]


def everything(folder: Path) -> dict[str, bytes]:
    """The files of a folder by their path, but for git's own and what is built."""
    found = {}
    for place, folders, names in os.walk(folder):
        folders[:] = [one for one in folders if one not in (".git", "build")]
        for name in names:
            path = Path(place, name)
            found[path.relative_to(folder).as_posix()] = path.read_bytes()
    return found


def restored(folder: Path, before: Mapping[str, bytes], after: Mapping[str, bytes]) -> None:
    """Bring a folder from what is there after a command to what was there before it."""
    for name in after.keys() - before.keys():
        (folder / name).unlink()
    for name in [one for one in before if before[one] != after.get(one)]:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(before[name])
