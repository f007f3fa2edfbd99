"""A new rule of an organisation: its two files, with an example that fails until it works."""

from __future__ import annotations

import re
from pathlib import Path

from trm_policy.authoring.writing import write_atomically
from trm_policy.errors import TrmError

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")


def write_rule(
    name: str, folder: Path, template: dict[str, str], taken: frozenset[str]
) -> list[Path]:
    """Write ``NAME.py`` and ``NAME.md`` into ``folder`` and return their paths.

    ``template`` has the text of each by its ending, with ``{{ name }}`` and the like in it.
    Raises TrmError for a name that cannot be used or is taken; nothing is ever overwritten.
    """
    if not _NAME.match(name):
        raise TrmError(
            f"{name!r} is no name for a rule; use lower-case words with hyphens, "
            "such as reviews-have-agenda"
        )
    if name in taken:
        raise TrmError(f"there is a rule {name!r} already; choose another name")
    stem = name.replace("-", "_")
    words = {
        "name": name,
        "function": stem,
        "title": name.replace("-", " ").capitalize(),
        "demand": "Say in one sentence what a charter must have.",
    }
    written = []
    for ending, text in template.items():
        path = folder / f"{stem}{ending}"
        if path.exists():
            raise TrmError(f"{path} is there already, and it stays as it is")
        write_atomically(path, _filled(text, words))
        written.append(path)
    return written


def _filled(text: str, words: dict[str, str]) -> str:
    for word, value in words.items():
        text = text.replace(f"{{{{ {word} }}}}", value)
    return text
