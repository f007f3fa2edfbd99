"""The command line: translates words into calls, and what comes back into text and exit codes."""

from __future__ import annotations

import gc
import os
import sys

from trm_policy import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn


def main() -> NoReturn:
    """Run ``trm`` and exit as :class:`trm_policy.cli.exit.Exit` says.

    The version is shown at once, as whoever asks for it has nothing else in mind. Nothing is
    looked through for garbage while a command is imported, nor at the end.
    """
    if sys.argv[1:] == ["--version"]:
        print(f"trm {__version__}")  # noqa: T201 - click, which prints else, takes twice as long
        sys.exit(0)
    gc.disable()
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from trm_policy.cli.program import run

    code = run()
    gc.freeze()
    sys.exit(code)
