"""Charters as somebody without the tool would write them: pages of Markdown with tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from trm_policy.document.yaml_reader import read_yaml


def as_markdown(charter: Path, sections: int | None = None) -> str:
    """The page of a charter: its sections in the file's order, again from the first if need be.

    ``sections`` is how many to write; by default, as many as the charter has.
    """
    data = read_yaml(PurePosixPath(charter.name), charter.read_bytes()).data
    facts = {name: value for name, value in data.items() if not isinstance(value, dict | list)}
    parts = {name: value for name, value in data.items() if name not in facts and value}
    titles = list(parts)
    lines = [f"# {data['title']}", "", *_items(facts)]
    for place in range(len(titles) if sections is None else sections):
        title = titles[place % len(titles)]
        lines += ["", f"## {_words(title)}", "", *_section(parts[title])]
    return "\n".join(lines) + "\n"


def _section(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        entries = {str(number): entry for number, entry in enumerate(value, start=1)}
        yield from _table(entries) if isinstance(value[0], dict) else _list(value)
    elif all(isinstance(entry, dict) for entry in value.values()):
        yield from _table(value)
    else:
        yield from _items({name: entry for name, entry in value.items() if not _nested(entry)})
        for name, entry in value.items():
            if _nested(entry):
                yield from ("", f"### {_words(name)}", "", *_section(entry))


def _nested(value: Any) -> bool:
    return isinstance(value, dict | list) and bool(value)


def _table(entries: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    columns = list(dict.fromkeys(column for entry in entries.values() for column in entry))
    yield "| | " + " | ".join(map(_words, columns)) + " |"
    yield "|---" * (len(columns) + 1) + "|"
    for name, entry in entries.items():
        cells = " | ".join(_cell(entry.get(column, "")) for column in columns)
        yield f"| **{name}** | {cells} |"


def _items(facts: Mapping[str, Any]) -> Iterator[str]:
    for name, value in facts.items():
        yield f"- **{_words(name)}**: {_cell(value)}"


def _list(values: list[Any]) -> Iterator[str]:
    for value in values:
        yield f"- {_cell(value)}"


def _cell(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{_words(name)} {_cell(entry)}" for name, entry in value.items())
    if isinstance(value, list):
        return ", ".join(map(_cell, value))
    return " ".join(str(value).split()).replace("|", "/")


def _words(name: str) -> str:
    text = name.replace("-", " ").replace("_", " ")
    return text[:1].upper() + text[1:]
