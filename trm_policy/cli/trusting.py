"""Whose code may run: of a repository that was trusted, once for all or for this run alone."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from trm_policy.cli.asking import chosen, say
from trm_policy.errors import TrmError

_MOST = 3
"""Of more files the rest is counted."""


class UntrustedError(TrmError):
    """A repository brings code along, and nobody has said that it may run."""


def require_trust(root: Path, code: Sequence[str], *, trusted: bool, stands: bool) -> None:
    """Go on only if the ``code`` of the repository at ``root`` may run.

    It may if it is ``trusted`` in this run, or, where it ``stands`` in the folder, if somebody has
    said so before; on a terminal that is asked. Raises UntrustedError.
    """
    if not code or trusted or (stands and is_trusted(root)):
        return
    more = len(code) - _MOST
    shown = ", ".join(code[:_MOST]) + (f" and {more} more" if more > 0 else "")
    if stands and sys.stdin.isatty() and sys.stderr.isatty():
        say(f"{root} brings rules of its own ({shown}): programs, which can do all that you can.")
        if chosen("Do you trust whoever can change them?", ("yes", "no"), "no") == "yes":
            trust(root)
            return
    once = ", run the command on a terminal to be asked once," if stands else ""
    whose = "" if stands else "in a revision that is not checked out "
    raise UntrustedError(
        f"{root} {whose}brings rules of its own ({shown}): programs, none of which runs unless you "
        "trust them. Write --trust before the command (trm --trust check) to run them this once"
        f"{once} or leave them out with --no-checks (check, pr)"
    )


def is_trusted(root: Path) -> bool:
    """Whether the user has trusted the folder, or one that it lies in."""
    here = root.resolve()
    return any(place in (here, *here.parents) for place in _trusted())


def trust(root: Path) -> None:
    """Remember that what the folder brings along may run. Raises TrmError where that fails."""
    file, place = _file(), root.resolve()
    if file is None or "\n" in str(place):
        raise TrmError(f"there is no place to remember that {place} is trusted; use --trust")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8", errors="surrogateescape") as listed:
            listed.write(f"{place}\n")
    except OSError as error:
        raise TrmError(
            f"{file} cannot be written ({error.strerror}), so it is not remembered that {place} "
            "is trusted; use --trust"
        ) from error


def _trusted() -> list[Path]:
    file = _file()
    try:
        text = "" if file is None else file.read_text("utf-8", "surrogateescape")
    except OSError:
        return []
    return [Path(line) for line in text.splitlines() if Path(line).is_absolute()]


def _file() -> Path | None:
    """The list of trusted folders, one a line, among the user's settings; None without a home."""
    from platformdirs import user_config_path

    try:
        return user_config_path("trm-policy", appauthor=False) / "trusted"
    except RuntimeError:
        return None
