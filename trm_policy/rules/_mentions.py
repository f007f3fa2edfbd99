"""Where a charter, its records and the directory name something, in the order people read."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from trm_policy.document.document import Document
from trm_policy.finding import Place, Span, dotted
from trm_policy.model.base import Kind
from trm_policy.model.building import Built
from trm_policy.model.records import EscalationFront, MinutesFront
from trm_policy.model.references import Reference, references_of
from trm_policy.portfolio.context import Context
from trm_policy.portfolio.layout import DIRECTORY_FILE
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.records import escalations_known, minutes_known, references_of_action

Wanted = Callable[[Reference], bool]


class Mention(NamedTuple):
    """A reference and the file that it stands in, None for the charter.

    ``where`` is its place as people write it; ``line`` is set in what has lines only.
    """

    reference: Reference
    where: str
    path: PurePosixPath | None = None
    line: int | None = None


def in_charter(context: Context, wanted: Wanted) -> Iterator[Mention]:
    """What the charter names, from its first line to its last."""
    partnership = context.partnership
    found: list[tuple[Span, Mention]] = []
    for reference in filter(wanted, partnership.references):
        place = partnership.document.numbered(partnership.built.written(reference.at))
        where = _named(partnership.document, place, reference)
        span = _span(partnership.document, place, reference)
        found.append((span, Mention(reference, where)))
    yield from (mention for _, mention in sorted(found, key=lambda one: one[0]))


def in_records(context: Context, wanted: Wanted) -> Iterator[Mention]:
    """What the records known by now name, file by file."""
    records = context.partnership.records
    for minutes in minutes_known(records, context.clock):
        if minutes.front is not None:
            yield from _in_front(context.partnership, wanted, minutes.path, minutes.front)
        for action in minutes.actions:
            for row in filter(wanted, references_of_action(action)):
                yield Mention(row, "the action", minutes.path, action.line)
    for escalation in escalations_known(records, context.clock):
        if escalation.front is not None:
            yield from _in_front(context.partnership, wanted, escalation.path, escalation.front)
    for survey in records.surveys:
        for answer in survey.answers if survey.year <= context.today.year else ():
            if wanted(row := Reference(Kind.PARTY, answer.party, ())):
                yield Mention(row, "the row", survey.path, answer.line)


def of_people_shared(context: Context, wanted: Wanted) -> Iterator[Mention]:
    """What the directory says of those of its people whom this charter names."""
    own = context.partnership.ids("people")
    named = (r.id for r in context.partnership.references if r.kind is Kind.PERSON)
    return _of_people(context, (id_ for id_ in dict.fromkeys(named) if id_ not in own), wanted)


def in_directory(context: Context, wanted: Wanted) -> Iterator[Mention]:
    """What the directory says of all its people, the same for each charter."""
    return _of_people(context, context.directory.people, wanted)


def _of_people(context: Context, ids: Iterable[str], wanted: Wanted) -> Iterator[Mention]:
    path = context.partnership.path.parent.parent / DIRECTORY_FILE
    for id_ in ids:
        person = context.directory.people.get(id_)
        for found in references_of(person) if person is not None else ():
            if wanted(found):
                reference = found._replace(at=("people", id_, *found.at))
                yield Mention(reference, dotted(reference.at), path)


def _in_front(
    partnership: Partnership,
    wanted: Wanted,
    path: PurePosixPath,
    front: MinutesFront | EscalationFront,
) -> Iterator[Mention]:
    """What the front matter of a record names, save what was assumed for what it lacks."""
    document: Document = partnership.records.documents[path]
    built: Built[MinutesFront | EscalationFront] = partnership.records.built[path]
    for found in references_of(front):
        reference = found._replace(at=built.written(found.at)) if built.kept else found
        said = built.touches_dropped(reference.at) or _misnamed(reference, path)
        if not said and wanted(reference):
            yield Mention(reference, _named(document, reference.at, reference), path)


def _misnamed(reference: Reference, path: PurePosixPath) -> bool:
    """Whether the file's name says another review: a finding that its reader made already."""
    return reference.kind is Kind.REVIEW and not path.stem.endswith(f"-{reference.id}")


def that_lead_nowhere(
    kind: Kind, context: Context, known: Container[str]
) -> tuple[tuple[str, str], ...]:
    """The findings of references-resolve that something of a kind is named, and is not there."""

    def lost(reference: Reference) -> bool:
        return reference.kind is kind and reference.id not in known

    found = (*in_charter(context, lost), *in_records(context, lost))
    places = dict.fromkeys(dotted(mention.reference.at) for mention in found)
    return tuple(("references-resolve", place) for place in places)


def _named(document: Document, place: Place, reference: Reference) -> str:
    """The place as people write it; of a list or of keys, what they belong to."""
    whole = reference.on_key or isinstance(place[-1], int)
    return dotted(document.normal(place[:-1] if whole else place))


def _span(document: Document, place: Place, reference: Reference) -> Span:
    return document.key_span(place) if reference.on_key else document.span(place)
