"""Markdown on a terminal."""

from __future__ import annotations

import io
import shutil
import sys


def rendered(markdown: str, colour: bool | None) -> str:
    """``markdown`` laid out for the terminal, with ANSI colours unless ``colour`` is False.

    Where the output is no terminal, and colours are not asked for, it stays plain Markdown.
    """
    if colour is not True and not sys.stdout.isatty():
        return markdown
    from rich.console import Console
    from rich.markdown import Markdown

    width = min(shutil.get_terminal_size().columns, 96)
    out = io.StringIO()
    Console(file=out, width=width, force_terminal=colour is not False).print(Markdown(markdown))
    return out.getvalue()
