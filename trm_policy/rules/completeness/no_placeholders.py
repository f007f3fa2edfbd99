"""Texts that say something."""

from collections.abc import Iterator
from typing import Any

from trm_policy.finding import Place, Severity, dotted
from trm_policy.model.building import Built
from trm_policy.model.charter import Charter
from trm_policy.portfolio.context import Context
from trm_policy.rule import Problem, rule
from trm_policy.rules._placeholders import blank, only_keeps_place, placeholder_in, suspicious


@rule(Severity.ERROR, always=True)
def no_placeholders(charter: Charter, context: Context) -> Iterator[Problem]:
    """No text of the charter is blank or waits to be filled in."""
    document, built = context.partnership.document, context.partnership.built
    texts: list[tuple[Place, str]] = []
    _gather(document.data, (), texts)
    search = suspicious("\n".join(text for _, text in texts))
    for place, text in texts:
        if not (search or blank(text) or only_keeps_place(text)):
            continue
        found = placeholder_in(text, formula=_is_formula(place))
        if found is None or built.touches_dropped(place):
            continue
        where = dotted(document.normal(place))
        yield Problem(
            f"{where} still holds the placeholder {found!r}" if found else f"{where} is blank",
            at=_as_kept(place, built),
            help="Write what is meant, or take it out until it is known.",
        )


def _gather(data: Any, place: Place, texts: list[tuple[Place, str]]) -> None:
    """Every text in ``data`` with its place; keys are names and not looked at."""
    if isinstance(data, str):
        texts.append((place, data))
    elif isinstance(data, dict):
        for name, value in data.items():
            _gather(value, (*place, name), texts)
    elif isinstance(data, list):
        for number, value in enumerate(data):
            _gather(value, (*place, number), texts)


def _is_formula(place: Place) -> bool:
    return place[0] == "kpis" and place[-1] == "formula"


def _as_kept(place: Place, built: Built[Charter]) -> Place:
    """A place in the text in terms of the charter, whose lists lack what the model refused."""
    for base, positions in reversed(built.kept):
        depth = len(base)
        if len(place) > depth and place[:depth] == base:
            place = (*base, positions.index(int(place[depth])), *place[depth + 1 :])
    return place
