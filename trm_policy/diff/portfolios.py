"""Two states of a portfolio → what changes in each partnership and in the directory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from trm_policy.diff import shape as shapes
from trm_policy.diff.change import At, Change, ChangeKind, Words
from trm_policy.diff.comparing import diff
from trm_policy.diff.describing import phrase_for, plainly
from trm_policy.diff.normal import Edit, Tree, edits, normal
from trm_policy.diff.readers import for_audience
from trm_policy.diff.sides import Side, uncompared
from trm_policy.model.audience import Override, audience_of, narrower, sees
from trm_policy.model.base import INTERNAL
from trm_policy.model.charter import Charter
from trm_policy.model.party import Directory
from trm_policy.model.weights import DIRECTORY, Bump, Effect, Scale, Weight, row_for
from trm_policy.portfolio.layout import DIRECTORY_FILE
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.reading import PortfolioReader

_REFERENCES = {"deputy": "people", "organisation": "organisations"}
"""The fields of people that name somebody, or something, else of the directory."""


def diff_directory(base: Directory, head: Directory) -> tuple[Change, ...]:
    """What changes in it, in the order of the format; the directory is the host's alone.

    What the change of a person's organisation means for seats stands among the changes of the
    charters in question.
    """
    there, here = normal(base), normal(head)
    return tuple(_judged(edit, there, here) for edit in edits(there, here, shapes.DIRECTORY))


def _judged(edit: Edit, there: Tree, here: Tree) -> Change:
    shape = shapes.at(edit.at, shapes.DIRECTORY)
    row = row_for(shape.pattern, DIRECTORY)
    was = Words() if edit.kind is ChangeKind.ADDED else _words(edit.at, edit.before, there)
    now = Words() if edit.kind is ChangeKind.REMOVED else _words(edit.at, edit.after, here)
    return Change(
        kind=edit.kind,
        at=edit.at,
        before=edit.before,
        after=edit.after,
        direction=_direction(edit, row.reading, row.order),
        weight=row.weight if row.weight is not Weight.MATERIAL else Weight.OPERATIONAL,
        bump=row.bump,
        audience="internal",
        was=was,
        now=now,
    )


def _direction(edit: Edit, reading: Scale, order: tuple[str, ...]) -> Effect:
    if reading is Scale.NEUTRAL:
        return Effect.NEUTRAL
    worth = [order.index(value) + 1 if value in order else bool(value) for value in
             (edit.before, edit.after)]  # fmt: skip
    if worth[0] == worth[1]:
        return Effect.NEUTRAL
    return Effect.TIGHTENS if worth[1] > worth[0] else Effect.LOOSENS


def _words(at: At, value: object, tree: Tree) -> Words:
    entry = tree.get(at[0], {}).get(at[1], {})
    name = entry.get("name") or entry.get("title") or at[1]
    phrase = phrase_for(shapes.at(at, shapes.DIRECTORY).pattern)
    return Words(phrase.format(name), _named(at, value, tree))


def _named(at: At, value: object, tree: Tree) -> str:
    """The value, or the name of whom or what it stands for."""
    section = _REFERENCES.get(at[2]) if len(at) == len(("people", "*", "deputy")) else None
    entry = tree.get(section, {}).get(value, {}) if section is not None else {}
    return str(entry.get("name") or plainly(value))


@dataclass(frozen=True, slots=True)
class PartnershipChanges:
    """What changes in one partnership.

    ``was`` is its id before; the ids are empty on the side where there is no such partnership,
    and both are for the directory. ``titled`` is who may read the title. ``unread`` says that
    the charter cannot be read on one of the sides, and so cannot be compared; ``uncompared`` are
    sentences, for the host, about parts of it of which that is so.
    """

    id: str
    was: str
    title: str
    titled: str
    changes: tuple[Change, ...]
    unread: bool = False
    uncompared: tuple[str, ...] = ()


def diff_portfolios(
    base: PortfolioReader, head: PortfolioReader, was: Mapping[str, str]
) -> tuple[PartnershipChanges, ...]:
    """What changes in each partnership that changes, by id; the directory comes last.

    ``was`` gives the id before of each partnership of the head that was there.
    """
    gone = sorted(set(base.ids) - set(was.values()))
    pairs = [(name, was.get(name, "")) for name in head.ids] + [("", name) for name in gone]
    shared = base.source.read(base.folder / DIRECTORY_FILE) != head.source.read(
        head.folder / DIRECTORY_FILE
    )
    found = [
        one
        for name, old in sorted(pairs, key=lambda pair: pair[0] or pair[1])
        if shared or name != old or not _same(name, base, head)
        if (one := _compared(name, old, base, head)) is not None
    ]
    people = diff_directory(base.directory[0], head.directory[0]) if shared else ()
    unclear = tuple(_unclear(base, head)) if shared else ()
    if people or unclear:
        title = "The shared directory"
        found.append(PartnershipChanges("", "", title, "internal", people, uncompared=unclear))
    return tuple(found)


def _unclear(base: PortfolioReader, head: PortfolioReader) -> Iterator[str]:
    """What is to be said of a directory that cannot be read whole."""
    for reader, when in ((base, "could not be read before"), (head, "cannot be read")):
        if wrong := reader.directory[2]:
            yield f"line {wrong[0].span.line} {when}; what cannot be read is not compared"


def for_reader(
    found: Iterable[PartnershipChanges], reader: Override
) -> tuple[PartnershipChanges, ...]:
    """What a reader, named as an audience, may know of it."""
    told = []
    for one in found:
        changes = for_audience(one.changes, reader)
        unclear = one.uncompared if sees(reader, Override(INTERNAL)) else ()
        if changes or unclear or (one.unread and sees(reader, Override.parse(one.titled))):
            title = one.title if sees(reader, Override.parse(one.titled)) else ""
            title = title or one.id or one.was
            told.append(replace(one, changes=changes, title=title, uncompared=unclear))
    return tuple(told)


def _same(name: str, base: PortfolioReader, head: PortfolioReader) -> bool:
    there, here = (one.source.read(one.charter_path(name)) for one in (base, head))
    return there == here


def _compared(
    name: str, old: str, base: PortfolioReader, head: PortfolioReader
) -> PartnershipChanges | None:
    before = base.read(old).partnership if old else None
    now = head.read(name).partnership if name else None
    charters = [one.charter for one in (before, now) if one is not None]
    if (old and before is None) or (name and now is None):
        return PartnershipChanges(name, old, name or old, "internal", (), unread=True)
    changes, unclear = tuple(_whole(name, old, before, now, charters)), tuple[str, ...]()
    if before is not None and now is not None:
        changes += diff(Side.of(before), Side.of(now))
        unclear = uncompared(before, now)
    if not (changes or unclear):
        return None
    titled = narrower(*(audience_of(charter, ("title",)) for charter in charters))
    title = charters[-1].title
    return PartnershipChanges(name, old, title, str(titled), changes, uncompared=unclear)


def _whole(
    name: str,
    old: str,
    before: Partnership | None,
    now: Partnership | None,
    charters: list[Charter],
) -> Iterator[Change]:
    """That a charter came, went, or has another id."""
    if name == old:
        return
    kind = ChangeKind.RENAMED if name and old else ChangeKind.ADDED if name else ChangeKind.REMOVED
    ways = {ChangeKind.REMOVED: Effect.LOOSENS}
    weight = Weight.OPERATIONAL if kind is ChangeKind.RENAMED else Weight.MATERIAL
    yield Change(
        kind=kind,
        at=(),
        before=old or None,
        after=name or None,
        direction=ways.get(kind, Effect.NEUTRAL),
        weight=weight,
        bump=Bump.NONE,
        audience=str(narrower(*(Override(charter.audience) for charter in charters))),
        was=Words("partnership", old) if before else Words(),
        now=Words("partnership", name) if now else Words(),
    )
