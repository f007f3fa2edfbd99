"""A built site → the values in it that its audience may not see."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from importlib.util import find_spec
from itertools import accumulate
from pathlib import Path, PurePosixPath
from typing import Any

import ahocorasick

from trm_policy.errors import TrmError
from trm_policy.finding import dotted
from trm_policy.model.audience import Override
from trm_policy.model.base import Part
from trm_policy.model.charter import Charter
from trm_policy.model.party import Directory
from trm_policy.portfolio.layout import DIRECTORY_FILE
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.portfolio.records import Records
from trm_policy.projection import admits, as_organisation, project
from trm_policy.publish.audit.readings import Reader, plain, unlinked
from trm_policy.publish.audit.sets import HiddenSet, SetSearch, figure_sets, name_sets
from trm_policy.views.site_audit import Leak, SiteAudit, Unread, Value

_PACKAGE = Path(__file__).parents[2]
_OURS = ("*.py", "*.html", "*.md", "*.js", "*.css", "*.yml")
_NOT_OURS = _PACKAGE / "starter" / "complete"
_PLACES = "visibility"
"""Names places, whose ids are looked for where they stand."""


def audited(folder: Path, reader: PortfolioReader, audience: Override, by_hand: Path) -> SiteAudit:
    """What a built site in ``folder`` holds that is not for its audience.

    A file of the theme that stands there as it was installed says nothing of anybody.
    ``by_hand`` has the pages and settings that an organisation wrote for its site.
    """
    parts = [one for name in reader.ids if (one := reader.read(name).partnership)]
    audience = as_organisation(audience, [one.charter for one in parts])
    hidden, seen = _told_apart(parts, reader, audience)
    sets = [*name_sets(hidden, LEAST - 1), *_figures(parts, audience)]
    search = Search(hidden, seen, _own_words(), sets)
    files, theme = _files(folder), _theme()
    found: list[Leak | Unread] = []
    for path in files:
        name, raw = path.relative_to(folder), path.read_bytes()
        if theme is None or not _is_same(theme / name, raw):
            found += search.findings(name.as_posix(), raw)
    return SiteAudit(
        audience, len(files), search.values, found, _by_hand(search, by_hand) if found else {}
    )


def _figures(parts: list[Partnership], audience: Override) -> Iterator[HiddenSet]:
    knows = frozenset(one.id for one in parts if admits(one, audience)).__contains__
    for one in parts:
        yield from figure_sets(one, audience, knows, _numbers)


def _numbers(charter: Charter) -> Iterator[Any]:
    yield from (leaf for _, leaf in _leaves(charter, ()) if not isinstance(leaf, str))


def _files(folder: Path) -> list[Path]:
    """The files of a site. Raises TrmError where there is none."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    if not files:
        raise TrmError(f"{folder} has no files; build the site first, with 'trm site build'")
    return files


def _theme() -> Path | None:
    """The files that the theme brings to every site; None where it is not installed."""
    found = find_spec("material")
    return Path(found.origin).parent / "templates" if found and found.origin else None


def _is_same(path: Path, raw: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(raw) and path.read_bytes() == raw


def _told_apart(
    parts: list[Partnership], reader: PortfolioReader, audience: Override
) -> tuple[list[Value], list[str]]:
    """The hidden values, and the texts that the audience may see.

    Whose site it is, is no secret: the name of a charter's host.
    """
    knows = frozenset(one.id for one in parts if admits(one, audience)).__contains__
    path = (reader.folder / DIRECTORY_FILE).as_posix()
    hidden = [value for one in parts for value in hidden_values(one, audience, knows)]
    hidden += directory_values(reader.directory[0], path)
    seen = [text for one in parts for text in shown_texts(one, audience, knows)]
    hosts = (one.roster.party_name(one.charter.host) for one in parts if one.charter.host)
    return hidden, [*seen, *hosts]


def _own_words() -> Iterator[str]:
    """The words of this program, its guide and its templates, which stand on every site."""
    for pattern in _OURS:
        for path in sorted(_PACKAGE.rglob(pattern)):
            if not path.is_relative_to(_NOT_OURS):
                yield path.read_text("utf-8", "replace")


def _by_hand(search: Search, folder: Path) -> dict[Value, list[str]]:
    """The hand-written pages and settings that hold a hidden value."""
    said: dict[Value, list[str]] = {}
    for path in sorted([*folder.rglob("*.md"), *folder.glob("mkdocs.yml")]):
        name = path.relative_to(folder.parent).as_posix()
        for finding in search.findings(name, path.read_bytes()):
            if isinstance(finding, Leak):
                said.setdefault(finding.value, []).append(name)
    return said


def hidden_values(
    partnership: Partnership, audience: Override, knows: Callable[[str], bool]
) -> Iterator[Value]:
    """What stands in a charter and its records and is not for the audience.

    A value that the audience may see elsewhere in the same charter counts as seen.
    """
    seen = set(shown_texts(partnership, audience, knows))
    yield from (value for value in _values(partnership) if value.text not in seen)


def shown_texts(
    partnership: Partnership, audience: Override, knows: Callable[[str], bool]
) -> Iterator[str]:
    """The texts of a charter and its records that the audience may see."""
    projection = project(partnership, audience, knows)
    if projection is None:
        return
    yield partnership.id
    yield from (value.text for value in _values(projection.partnership))
    yield from (value.text for value in directory_values(projection.partnership.roster.directory))


def directory_values(directory: Directory, path: str = "") -> Iterator[Value]:
    """What stands in a directory."""
    yield from _texts_in(directory, path, ())


def _values(partnership: Partnership) -> Iterator[Value]:
    yield Value(partnership.id, partnership.path.as_posix(), "")
    yield from _texts_in(partnership.charter, partnership.path.as_posix(), ())
    yield from _recorded(partnership.records)


def _texts_in(value: Any, path: str, at: tuple[str, ...]) -> Iterator[Value]:
    """Every text below a value, the keys of maps included."""
    for place, leaf in _leaves(value, at):
        if isinstance(leaf, str):
            yield Value(str(leaf), path, dotted(place))


def _leaves(value: Any, at: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Whatever has nothing below it, and where it stands; the keys of maps as well, as texts."""
    if isinstance(value, Part):
        for name, info in type(value).model_fields.items():
            if at or name != _PLACES:
                yield from _leaves(getattr(value, name), (*at, info.alias or name))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield (*at, str(key)), str(key)
            yield from _leaves(inner, (*at, str(key)))
    elif type(value) in (tuple, list):
        for number, inner in enumerate(value):
            yield from _leaves(inner, (*at, str(number)))
    else:
        yield at, value


def _recorded(records: Records) -> Iterator[Value]:
    figures = records.measurements_path
    for row in records.measurements:
        yield Value(row.note, figures.as_posix() if figures else "", f"line {row.line}")
    for minutes in records.minutes:
        path = minutes.path.as_posix()
        said: Iterable[tuple[str | None, int]] = [
            *((one.text, one.line) for one in (*minutes.decisions, *minutes.lessons)),
            *((one.what, one.line) for one in minutes.actions),
            *((one.cause, one.line) for one in minutes.actions),
        ]
        yield from (Value(text, path, f"line {line}") for text, line in said if text)
        if (front := minutes.front) is not None:
            beside = (front.place, front.because, *front.guests)
            yield from (Value(text, path, "the front matter") for text in beside if text)
        yield from (Value(line, path, "the notes") for line in minutes.body.splitlines())
    for case in records.escalations:
        path = case.path.as_posix()
        if case.front is not None:
            yield from _texts_in(case.front, path, ())
        yield from (Value(line, path, "the story") for line in case.story.splitlines())
    for survey in records.surveys:
        for answer in survey.answers:
            yield Value(answer.question, survey.path.as_posix(), f"line {answer.line}")


LEAST = 12
"""From how many characters on a value is looked for: shorter ones stand anywhere by chance."""
_PIECE = 48
_SURE = 20
"""From how many letters on a text is the same by no chance, though it begins within a word."""
_BROTLI = ".br"


class Search:
    """Looks for hidden values, whatever stands between their letters.

    A value that stands as a whole in the program's ``own`` words is none, nor is what stands in
    what may be ``seen``. A long value is looked for piece by piece, so that a shortened one is
    found too. Of ``sets`` several members must stand together.
    """

    def __init__(
        self,
        hidden: Iterable[Value],
        seen: Collection[str],
        own: Iterable[str] = (),
        sets: Iterable[HiddenSet] = (),
    ) -> None:
        texts = {value: _texts(value) for value in hidden}
        common = _Finder(_glued(text) for each in texts.values() for text in each)
        excused = set(common.found_in(map(plain, own)))
        wanted: dict[str, Value] = {}
        for value, each in texts.items():
            if excused.isdisjoint(map(_glued, each)):
                for piece in (piece for text in each for piece in _pieces(text)):
                    wanted.setdefault(piece, value)
        for piece in set(_Finder(wanted).found_in(map(plain, seen))):
            del wanted[piece]
        self._sets = SetSearch(sets, seen)
        self.values = len(set(wanted.values())) + self._sets.sets
        self._wanted = wanted
        self._finder = _Finder(wanted)

    def findings(self, file: str, raw: bytes) -> list[Leak | Unread]:
        """The hidden values in a file's name or bytes, each once, and why it cannot be read."""
        if not self.values:
            return []
        reader, path = Reader(), PurePosixPath(file)
        named = list(self._finder.found_in([plain(file)]))
        found = dict.fromkeys(self._wanted[piece] for piece in named)
        for text in reader.readings(raw):
            found |= dict.fromkeys(self._wanted[one] for one in self._finder.found_in([text]))
            found |= dict.fromkeys(self._sets.found_in(text, path))
        called = (path.parent / f"…{path.suffix}").as_posix() if named else file
        if path.suffix == _BROTLI:
            reader.unread["it is packed with Brotli, which cannot be opened here"] = None
        leaks = [Leak(called, value) for value in found]
        return [*leaks, *(Unread(called, why) for why in reader.unread)]


class _Finder:
    """Finds texts that are glued to one word; short ones where they begin and end with a word."""

    def __init__(self, wanted: Iterable[str]) -> None:
        self._automaton: Any = ahocorasick.Automaton()
        for text in filter(None, wanted):
            self._automaton.add_word(text, text)
        if self._automaton:
            self._automaton.make_automaton()

    def found_in(self, texts: Iterable[str]) -> Iterator[str]:
        """Those that stand in plain texts."""
        if not self._automaton:
            return
        for text in texts:
            edges: set[int] = set()
            for last, found in self._automaton.iter(_glued(text)):
                end = last + 1
                edges = edges or set(accumulate(map(len, text.split()), initial=0))
                if len(found) >= _SURE or {end, end - len(found)} <= edges:
                    yield found


def _texts(value: Value) -> list[str]:
    """How a value reads; none that is too short to be looked for."""
    texts = dict.fromkeys(map(plain, (value.text, unlinked(value.text))))
    return [text for text in texts if len(text) >= LEAST]


def _pieces(text: str) -> Iterator[str]:
    """The text or parts of a long one, glued to one word.

    What is left of a long text after its last part is told by the parts before it.
    """
    if len(text) <= _PIECE:
        yield _glued(text)
        return
    piece: list[str] = []
    for word in text.split():
        piece.append(word)
        if sum(map(len, piece)) + len(piece) > _PIECE:
            yield "".join(piece)
            piece = []


def _glued(text: str) -> str:
    return text.replace(" ", "")


__all__ = [
    "Leak",
    "Search",
    "Unread",
    "Value",
    "directory_values",
    "hidden_values",
    "shown_texts",
]
