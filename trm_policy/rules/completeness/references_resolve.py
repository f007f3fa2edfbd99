"""Names that lead somewhere."""

from collections.abc import Iterator, Sequence

from trm_policy.finding import Severity
from trm_policy.model.base import Kind
from trm_policy.model.charter import Charter
from trm_policy.model.references import Reference
from trm_policy.portfolio.context import Context
from trm_policy.portfolio.layout import DIRECTORY_FILE
from trm_policy.rule import Problem, rule
from trm_policy.rules._known import SECTIONS, Known, unknown_places
from trm_policy.rules._mentions import (
    Mention,
    in_charter,
    in_directory,
    in_records,
    of_people_shared,
)
from trm_policy.rules._written import left_to_others

_Missing = tuple[object, ...]


@rule(Severity.ERROR, always=True)
def references_resolve(charter: Charter, context: Context) -> Iterator[Problem]:
    """Every person, party, KPI, goal or other item that is named exists."""
    known = Known(context)
    missing = _missing(context, known)
    for mentions in missing.values():
        yield _problem(context, known, mentions)
    for place, problem in unknown_places(charter, context):
        if not _is_said(charter, context, known, missing, place):
            yield problem


def _missing(context: Context, known: Known) -> dict[_Missing, list[Mention]]:
    """All that leads to the same nothing, together; in the directory, whoever says it there."""

    def lost(reference: Reference) -> bool:
        return not known.resolves(reference)

    found: dict[_Missing, list[Mention]] = {}
    for mention in (*in_charter(context, lost), *in_records(context, lost)):
        found.setdefault(_cause(known, mention.reference), []).append(mention)
    shared = {_cause(known, one.reference) for one in of_people_shared(context, lost)}
    for mention in in_directory(context, lost) if shared else ():
        cause = _cause(known, mention.reference)
        if cause in shared:
            found.setdefault(cause, []).append(mention)
    return found


def _cause(known: Known, reference: Reference) -> _Missing:
    """What is missing: a whole section, or a thing; a wrong word is a mistake of its own place."""
    section = known.lacking(reference.kind)
    if section is not None:
        return (section,)
    if reference.kind is Kind.PATH:
        return (reference.at,)
    return (SECTIONS.get(reference.kind, reference.kind), reference.id)


def _problem(context: Context, known: Known, mentions: Sequence[Mention]) -> Problem:
    """The one problem with a missing thing, at the first place that names it."""
    first = mentions[0]
    places = dict.fromkeys(_seen_from(context, first, mention) for mention in mentions)
    shared = first.path is not None and first.path.name == DIRECTORY_FILE
    ids = dict.fromkeys(mention.reference.id for mention in mentions)
    return Problem(
        known.complaint(list(places), list(ids), first.reference, shared=shared),
        at=first.reference.at,
        help=known.fix(first.reference),
        document=first.path,
        line=first.line,
        on_key=first.reference.on_key,
    )


def _seen_from(context: Context, first: Mention, mention: Mention) -> str:
    """A place as it is called in a finding at the first one: of another file only its path."""
    if mention.path == first.path or mention.path is None:
        same = mention.line is None or mention is first
        return mention.where if same else f"line {mention.line}"
    folder = context.partnership.path.parent
    inside = mention.path.is_relative_to(folder)
    return str(mention.path.relative_to(folder)) if inside else mention.path.name


def _is_said(
    charter: Charter,
    context: Context,
    known: Known,
    missing: dict[_Missing, list[Mention]],
    place: Sequence[str],
) -> bool:
    """Whether that nothing is at ``place`` follows from what is missing elsewhere."""
    section, *id_ = place
    lacks_all = (section,) in missing or left_to_others(charter, context, section)
    return bool(id_) and (lacks_all or (section, id_[0]) in missing)
