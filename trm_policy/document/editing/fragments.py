"""Data → a piece of YAML that fits into a file people have written."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from yaml import ScalarNode
from yaml.resolver import Resolver

from trm_policy.document.scalars import meaning

_TEXT = "tag:yaml.org,2002:str"
_tag: Callable[..., str] = Resolver().resolve
_PLAIN = re.compile(r"[^\W_](?:[^\x00-\x1f#:]|(?<! )#|:(?! |\Z))*(?<! )", re.DOTALL)
"""A letter or digit first; no sign of YAML's own anywhere, no space behind."""
_FLOW_SIGNS = frozenset(",[]{}:")
_WORDS = frozenset({"y", "n"})
"""Text that some reader takes for something else, besides what PyYAML takes."""
_UNSEEN = ("Cf", "Cc", "Cs", "Co", "Cn", "Zl", "Zp")
_WIDEST = 100
"""A map or list inside an entry stays in one line as long as it ends before this column."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """A value as text: what stands behind its name, and the lines below, from column 0 on."""

    inline: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Style:
    """How blocks look in a file: how far in maps and lists stand, in spaces."""

    step: int
    list_step: int

    def fragment(self, value: Any, *, flow: bool = False, quote: str | None = None) -> Fragment:
        """``value`` behind the name or dash of an entry, whose column the lines count from.

        ``flow`` asks for one line, ``quote`` is the quotation mark that text had before.
        """
        if isinstance(value, dict) and value and not flow:
            lines = (line for name, inner in value.items() for line in self.entry(name, inner))
            return Fragment("", tuple(_indented(lines, self.step)))
        if isinstance(value, list) and value and not flow:
            lines = (line for inner in value for line in self.item(inner))
            return Fragment("", tuple(_indented(lines, self.list_step)))
        block = None if flow else _block(value)
        if block is not None:
            return Fragment(block[0], tuple(_indented(block[1], self.step)))
        return Fragment(inline(value, quote=quote))

    def entry(self, name: str, value: Any, *, flow: bool | None = None) -> list[str]:
        """The lines of an entry of a map; ``flow`` None lets its length decide."""
        start = f"{inline(name)}:"
        made = self._made(value, len(start), flow)
        first = f"{start} {made.inline}" if made.inline else start
        return [first, *made.lines]

    def item(self, value: Any, *, flow: bool | None = None) -> list[str]:
        """The lines of an entry of a list."""
        if isinstance(value, dict | list) and value and not self._fits(value, 1, flow):
            if isinstance(value, dict):
                lines = [line for name, inner in value.items() for line in self.entry(name, inner)]
            else:
                lines = [line for inner in value for line in self.item(inner)]
            return [f"- {lines[0]}", *_indented(lines[1:], 2)]
        made = self._made(value, 1, flow)
        return [f"- {made.inline}", *made.lines]

    def _made(self, value: Any, width: int, flow: bool | None) -> Fragment:
        return self.fragment(value, flow=self._fits(value, width, flow))

    def _fits(self, value: Any, width: int, flow: bool | None) -> bool:
        """Whether a map or list goes into one line; text does not ask."""
        if not isinstance(value, dict | list):
            return bool(flow)
        if flow is not None:
            return flow
        inner = value.values() if isinstance(value, dict) else value
        if any(isinstance(one, dict | list) and one for one in inner):
            return False
        return width + 1 + len(inline(value)) <= _WIDEST and _block_free(inner)


def inline(value: Any, *, flow: bool = False, quote: str | None = None) -> str:
    """``value`` in one line. Raises TypeError for what YAML files do not hold here.

    ``flow`` says that it stands between brackets, ``quote`` which mark text had before.
    """
    if isinstance(value, dict):
        pairs = (f"{inline(k, flow=True)}: {inline(v, flow=True)}" for k, v in value.items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(inline(entry, flow=True) for entry in value)}]"
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, str):
        return _text(value, flow, quote)
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    if isinstance(value, float):
        special = {"inf": ".inf", "-inf": "-.inf", "nan": ".nan"}
        return special.get(repr(value), repr(value))
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be written to a YAML file")


def _text(text: str, flow: bool, quote: str | None) -> str:
    """Text, bare where no reader takes it for anything else and it had no quotes before."""
    seen = all(unicodedata.category(character) not in _UNSEEN for character in text)
    if quote not in ("'", '"') and seen and _is_plain(text, flow):
        return text
    if seen and (quote == "'" or (quote != '"' and '"' in text and "'" not in text)):
        return "'" + text.replace("'", "''") + "'"
    return "".join(map(_visible, json.dumps(text, ensure_ascii=False)))


def _is_plain(text: str, flow: bool) -> bool:
    return (
        _PLAIN.fullmatch(text) is not None
        and not (flow and _FLOW_SIGNS.intersection(text))
        and text.casefold() not in _WORDS
        and isinstance(meaning(text), str)
        and _tag(ScalarNode, text, (True, False)) == _TEXT
    )


def _visible(character: str) -> str:
    if unicodedata.category(character) not in _UNSEEN:
        return character
    number = ord(character)
    return f"\\u{number:04X}" if number <= 0xFFFF else f"\\U{number:08X}"  # noqa: PLR2004


def _block(value: Any) -> tuple[str, list[str]] | None:
    """Text of several lines as a block; None where it is none, or quotes must do."""
    if not isinstance(value, str) or "\n" not in value.strip("\n"):
        return None
    lines = value.removesuffix("\n").split("\n")
    odd = not lines[-1] or any(line != line.rstrip() for line in lines) or lines[0][:1] in ("", " ")
    if odd or any(unicodedata.category(c) in _UNSEEN for line in lines for c in line):
        return None
    return "|" if value.endswith("\n") else "|-", lines


def _block_free(values: Iterable[Any]) -> bool:
    return all(_block(value) is None for value in values)


def _indented(lines: Iterable[str], by: int) -> list[str]:
    return [f"{' ' * by}{line}" if line else line for line in lines]
