"""Texts that say something."""

from collections.abc import Iterator

from trm_policy.finding import Place, Severity, dotted
from trm_policy.model.building import Built
from trm_policy.model.charter import Charter
from trm_policy.portfolio.context import Context
from trm_policy.rule import Problem, rule
from trm_policy.rules._placeholders import any_waits, placeholder_in
from trm_policy.rules.completeness._waiting import (
    HELP,
    line_of,
    placed_texts,
    texts_in,
    waiting_in_records,
)


@rule(Severity.ERROR, always=True)
def no_placeholders(_charter: Charter, context: Context) -> Iterator[Problem]:
    """No text of the charter is blank or waits to be filled in, nor does any of its records."""
    yield from _in_charter(context)
    yield from waiting_in_records(context)


def _in_charter(context: Context) -> Iterator[Problem]:
    document, built = context.partnership.document, context.partnership.built
    if not any_waits(texts_in(document.data)):
        return
    for place, text in placed_texts(document.data):
        found = placeholder_in(text, formula=_is_formula(place))
        if found is None or built.touches_dropped(place):
            continue
        where = dotted(document.normal(place))
        yield Problem(
            f"{where} still holds the placeholder {found!r}" if found else f"{where} is blank",
            at=_as_kept(place, built),
            help=HELP,
            line=line_of(document, place, found, formula=_is_formula(place)),
        )


def _is_formula(place: Place) -> bool:
    return place[0] == "kpis" and place[-1] == "formula"


def _as_kept(place: Place, built: Built[Charter]) -> Place:
    """A place in the text in terms of the charter, whose lists lack what the model refused."""
    for base, positions in reversed(built.kept):
        depth = len(base)
        if len(place) > depth and place[:depth] == base:
            place = (*base, positions.index(int(place[depth])), *place[depth + 1 :])
    return place
