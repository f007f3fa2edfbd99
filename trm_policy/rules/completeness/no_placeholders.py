"""Texts that say something."""

from collections.abc import Iterator
from typing import Any

from trm_policy.finding import Place, Severity, dotted
from trm_policy.model.building import Built
from trm_policy.model.charter import Charter
from trm_policy.portfolio.context import Context
from trm_policy.rule import Problem, rule
from trm_policy.rules._placeholders import any_waits, placeholder_in


@rule(Severity.ERROR, always=True)
def no_placeholders(charter: Charter, context: Context) -> Iterator[Problem]:
    """No text of the charter is blank or waits to be filled in."""
    document, built = context.partnership.document, context.partnership.built
    if not any_waits(_texts(document.data)):
        return
    for place, text in _placed(document.data):
        found = placeholder_in(text, formula=_is_formula(place))
        if found is None or built.touches_dropped(place):
            continue
        where = dotted(document.normal(place))
        yield Problem(
            f"{where} still holds the placeholder {found!r}" if found else f"{where} is blank",
            at=_as_kept(place, built),
            help="Write what is meant, or take it out until it is known.",
        )


def _texts(data: Any) -> Iterator[str]:
    """Every text in ``data``; keys are names and not looked at."""
    waiting = [data]
    for value in waiting:
        for inner in value.values() if isinstance(value, dict) else value:
            if isinstance(inner, str):
                yield inner
            elif isinstance(inner, dict | list):
                waiting.append(inner)


def _placed(data: Any, above: Place = ()) -> Iterator[tuple[Place, str]]:
    """The same texts, each with its place, in the order of the file."""
    for key, inner in data.items() if isinstance(data, dict) else enumerate(data):
        if isinstance(inner, str):
            yield (*above, key), inner
        elif isinstance(inner, dict | list):
            yield from _placed(inner, (*above, key))


def _is_formula(place: Place) -> bool:
    return place[0] == "kpis" and place[-1] == "formula"


def _as_kept(place: Place, built: Built[Charter]) -> Place:
    """A place in the text in terms of the charter, whose lists lack what the model refused."""
    for base, positions in reversed(built.kept):
        depth = len(base)
        if len(place) > depth and place[:depth] == base:
            place = (*base, positions.index(int(place[depth])), *place[depth + 1 :])
    return place
