"""Names that lead somewhere."""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from trm_policy.document.document import Document
from trm_policy.finding import Place, Severity, dotted
from trm_policy.model.building import Built
from trm_policy.model.charter import Charter
from trm_policy.model.records import EscalationFront, MinutesFront
from trm_policy.portfolio.context import Context
from trm_policy.portfolio.known import escalations_known, minutes_known
from trm_policy.portfolio.portfolio import DIRECTORY_FILE
from trm_policy.portfolio.references import Kind, Reference, of_front
from trm_policy.rule import Problem, rule
from trm_policy.rules._hidden_places import unknown_places
from trm_policy.rules._known import Known


@rule(Severity.ERROR, always=True)
def references_resolve(charter: Charter, context: Context) -> Iterator[Problem]:
    """Every person, party, KPI, goal or other thing that is named exists."""
    partnership = context.partnership
    known = Known(context)
    references = context.partnership.references
    for reference in references:
        if not known.resolves(reference):
            place = partnership.built.written(reference.at)
            where = _named(partnership.document, place, reference)
            yield _problem(known, where, reference)
    yield from unknown_places(charter, context)
    yield from _in_directory(context, known, references)
    yield from _in_records(context, known)


def _problem(
    known: Known, where: str, reference: Reference, path: PurePosixPath | None = None
) -> Problem:
    return Problem(
        known.complaint(where, reference),
        at=reference.at,
        help=known.mend(reference),
        document=path,
        on_key=reference.on_key,
    )


def _named(document: Document, place: Place, reference: Reference) -> str:
    """The place as people write it; of a list or of keys, what they belong to."""
    whole = reference.on_key or isinstance(place[-1], int)
    return dotted(document.normal(place[:-1] if whole else place))


def _in_directory(
    context: Context, known: Known, references: Iterable[Reference]
) -> Iterator[Problem]:
    """What the directory says of those of its people whom this charter names."""
    path = context.partnership.path.parent.parent / DIRECTORY_FILE
    own = context.partnership.ids("people")
    named = dict.fromkeys(r.id for r in references if r.kind is Kind.ACTOR and r.id not in own)
    for id_ in named:
        person = context.directory.people.get(id_)
        if person is None:
            continue
        facts = [Reference(Kind.ORGANISATION, person.organisation, ("people", id_, "organisation"))]
        if person.deputy is not None:
            facts.append(Reference(Kind.ACTOR, person.deputy, ("people", id_, "deputy")))
        for reference in facts:
            if not known.resolves(reference):
                yield _problem(known, dotted(reference.at), reference, path)


def _in_records(context: Context, known: Known) -> Iterator[Problem]:
    records = context.partnership.records
    for minutes in minutes_known(records, context.now):
        if minutes.front is not None:
            yield from _in_front(context, known, minutes.path, minutes.front)
        for action in minutes.actions:
            for kind, id_ in ((Kind.ACTOR, action.person), (Kind.KPI, action.kpi)):
                if id_ is not None:
                    row = Reference(kind, id_, ())
                    yield from _in_line(known, "the action", row, minutes.path, action.line)
    for escalation in escalations_known(records, context.now):
        if escalation.front is not None:
            yield from _in_front(context, known, escalation.path, escalation.front)
    for survey in records.surveys:
        for answer in survey.answers if survey.year <= context.today.year else ():
            row = Reference(Kind.PARTY, answer.party, ())
            yield from _in_line(known, "the row", row, survey.path, answer.line)


def _in_front(
    context: Context, known: Known, path: PurePosixPath, front: MinutesFront | EscalationFront
) -> Iterator[Problem]:
    """What the front matter of a record names, save what was assumed for what it lacks."""
    records = context.partnership.records
    document: Document = records.documents[path]
    built: Built[MinutesFront | EscalationFront] = records.built[path]
    for found in of_front(front):
        reference = found._replace(at=built.written(found.at))
        said = built.touches_dropped(reference.at) or _misnamed(reference, path)
        if not said and not known.resolves(reference):
            yield _problem(known, _named(document, reference.at, reference), reference, path)


def _misnamed(reference: Reference, path: PurePosixPath) -> bool:
    """Whether the file's name says another review: a finding that its reader made already."""
    return reference.kind is Kind.REVIEW and not path.stem.endswith(f"-{reference.id}")


def _in_line(
    known: Known, where: str, reference: Reference, path: PurePosixPath, line: int
) -> Iterator[Problem]:
    if not known.resolves(reference):
        yield Problem(
            known.complaint(where, reference),
            help=known.mend(reference),
            document=path,
            line=line,
        )
