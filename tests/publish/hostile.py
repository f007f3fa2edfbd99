"""A portfolio in which everything that people can write attacks the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

import yaml

from tests.publish import canary
from trm_policy.document.yaml_reader import read_yaml
from trm_policy.model.base import Part
from trm_policy.model.charter import Charter
from trm_policy.model.party import Directory
from trm_policy.model.shape import names_of, plain
from trm_policy.starter import complete

MARK = "attackmark"
"""A word of every attack, to find it again and to search for it."""
ATTACK = (
    f"{MARK} <img src=x onerror=alert(1)>\"'></title></script><script>alert(2)</script>"
    "<svg onload=alert(3)> {{ 7 * 7191 }} {% include 'x' %} --8<-- \"pyproject.toml\" [TOC] "
    "[link](javascript:alert(4)) [data](data:text/html,<script>alert(5)</script>) "
    "![picture](http://evil.example/i.png) <http://evil.example/> <javascript:alert(6)> "
    "{: onclick=alert(7) } {#i .c onmouseover=alert(8)} &lt;script&gt;alert(9)&lt;/script&gt; "
    "title: other\n---\ntitle: [x\n---\n# heading <b onclick=alert(10)>b</b>\n\n"
    "<details open ontoggle=alert(11)>\n\n```\n</code></pre><img src=y onerror=alert(12)>\n```"
)
FORMULA = '=HYPERLINK("http://evil.example/","ok")+cmd|\' /C calc\'!A0'
"""What a spreadsheet would run."""
FOLDER_NAME = "Zoë <img src=x onerror=alert(13)>"
_OF_RECORDS = canary.RECORD_WORDS
_DIRECTORY = "partnerships/directory.yaml"
_FOLDER = "partnerships/meridian-helix/"
_ID = re.compile(r"[a-z][a-z0-9-]*")


def hostile_files() -> dict[str, bytes]:
    """Charters with hostile texts, with hostile references too, in a hostile folder, unreadable."""
    files = dict(complete())
    data = _data(files, _FOLDER + "partnership.yaml")
    directory = _data(files, "partnerships/directory.yaml")
    ids = _ids(data) | _ids(directory)
    texts = _attacked(data, Charter, lambda value: value not in ids)
    texts["extensions"] = {ATTACK: {ATTACK: [ATTACK]}}
    texts["not_applicable"] = {"rationale": ATTACK}
    texts["waivers"] = [{"rule": ATTACK, "at": ATTACK, "because": ATTACK, "ticket": ATTACK}]
    everything = _attacked(texts, Charter, lambda _: True)
    everything["owners"] = {ATTACK: ATTACK}
    for goal in everything["goals"].values():
        goal["benefits"] = {ATTACK: ATTACK}
    for body in directory["organisations"].values():
        body["name"] = ATTACK
    for person in directory["people"].values():
        person |= {"name": ATTACK, "title": ATTACK, "department": ATTACK}
    made = {
        name.replace("meridian-helix", "texts"): _record(raw)
        for name, raw in files.items()
        if name.startswith(_FOLDER)
    }
    number = "partnerships/texts/escalations/2026-003.md"
    settled = re.compile(rb"^settled_at: .*\n", re.MULTILINE)
    still_open = settled.sub(b"", made[number]).replace(b"id: 2026-003", b"id: 2026-004")
    return made | {
        number.replace("003", "004"): still_open,
        "partnerships/directory.yaml": _yaml(directory),
        "partnerships/texts/partnership.yaml": _yaml(texts),
        "partnerships/everything/partnership.yaml": _yaml(everything),
        f"partnerships/{FOLDER_NAME}/partnership.yaml": _yaml(texts),
        "partnerships/unreadable/partnership.yaml": b"title: '<img src=x onerror=alert(14)>\n",
    }


def hostile_everywhere() -> dict[str, bytes]:
    """An attack in each field of the format and of the records that takes words of one's own.

    It is the portfolio of :mod:`tests.publish.canary`, so that a field which is new to the model
    attacks as soon as it has a mark there.
    """
    marks = canary.Marks()
    found = canary.files(marks)
    ids = marks.keys()
    for path, kind in ((f"{canary.FOLDER}/partnership.yaml", Charter), (_DIRECTORY, Directory)):
        data = _attacked(_data(found, path), kind, lambda value: value not in ids)
        found[path] = _yaml(data)
    words = {one for one, (_, place) in marks.places.items() if _named(place) in _OF_RECORDS}
    return {path: _attacked_record(path, raw, words) for path, raw in found.items()}


def _named(place: tuple[str, ...]) -> str:
    return ".".join(place)


def _attacked_record(path: str, raw: bytes, words: set[str]) -> bytes:
    """A file of records with an attack for each of the words; CSV as a spreadsheet writes it."""
    line = f"{FORMULA} {ATTACK}".replace("\n", " ")
    if path.endswith(".csv"):
        line = '"' + line.replace('"', '""') + '"'
    text = raw.decode()
    for word in words:
        quoted = yaml.safe_dump(line, width=10**6, default_style='"').strip()
        text = text.replace(f"title: {word}", f"title: {quoted}").replace(word, line)
    return text.encode()


def _record(raw: bytes) -> bytes:
    """Minutes and escalations whose words attack; the rest as it was."""
    text = raw.decode()
    quoted = yaml.safe_dump(ATTACK, width=10**6, default_style='"').strip()
    text = re.sub(r"^title: .*$", lambda _: f"title: {quoted}", text, flags=re.MULTILINE)
    line = ATTACK.replace("\n", " ")
    for words in ("Publish the forecast error", "Peak capacity is released"):
        text = text.replace(words, line)
    return text.encode()


def _attacked(data: Any, kind: Any, chosen: Any) -> Any:
    """The data with every chosen free text replaced, as the model knows it."""
    if isinstance(data, dict) and isinstance(kind, type) and issubclass(kind, Part):
        fields = names_of(kind)
        return {
            name: _attacked_field(value, fields[name].annotation, fields[name].metadata, chosen)
            for name, value in data.items()
        }
    return _attacked_field(data, kind, (), chosen)


def _attacked_field(value: Any, annotation: Any, metadata: Any, chosen: Any) -> Any:
    kind = plain(annotation)
    if kind is Any or (isinstance(kind, type) and not issubclass(kind, Part | str)):
        return value
    if isinstance(value, dict) and not (isinstance(kind, type) and issubclass(kind, Part)):
        inner = kind.__args__[1]
        return {name: _attacked_field(entry, inner, (), chosen) for name, entry in value.items()}
    if isinstance(value, dict):
        return _attacked(value, kind, chosen)
    if isinstance(value, list):
        return [_attacked_field(entry, kind.__args__[0], (), chosen) for entry in value]
    free = kind is str and not _checked(annotation) and not _checked_by(metadata)
    return ATTACK if free and isinstance(value, str) and chosen(value) else value


def _checked(annotation: Any) -> bool:
    """Whether a type of text accepts only some texts, such as an address."""
    arguments = [annotation, *getattr(annotation, "__args__", ())]
    return any(_checked_by(getattr(one, "__metadata__", ())) for one in arguments)


def _checked_by(metadata: Any) -> bool:
    return any(hasattr(marker, "func") for marker in metadata)


def _ids(data: Any) -> set[str]:
    """Every key that looks like an id, and every level's id."""
    if isinstance(data, dict):
        own = {name for name in data if _ID.fullmatch(name)} | {str(data.get("id", ""))}
        return own.union(*(_ids(value) for value in data.values()))
    return set().union(*(_ids(entry) for entry in data)) if isinstance(data, list) else set()


def _data(files: Mapping[str, bytes], path: str) -> Any:
    return read_yaml(PurePosixPath(path), files[path]).data


def _yaml(data: Any) -> bytes:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False).encode()
