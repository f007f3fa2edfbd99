"""What rules ask of a charter's text: which of two places comes later, and what is not known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from trm_policy.finding import Place
from trm_policy.model.charter import Charter
from trm_policy.model.instruments import demands, owes
from trm_policy.model.vocabulary import Stage
from trm_policy.portfolio.context import Context


def later(context: Context, *places: Place) -> Place:
    """Of places in the charter, the one that stands last in its file."""
    document, built = context.partnership.document, context.partnership.built
    return max(places, key=lambda place: document.span(built.written(place)))


def is_whole(context: Context, place: Place) -> bool:
    """Whether the model took all that is written at ``place``, which has no list above it."""
    return not context.partnership.built.touches_dropped(place)


def works_together(charter: Charter, context: Context) -> bool:
    """Whether the parties certainly work together; not where the stage was refused."""
    known = is_whole(context, ("stage",))
    return known and charter.stage.number >= Stage.WORKING_TOGETHER.number


def lost_entries(context: Context, place: Place) -> bool:
    """Whether the model refused whole entries of the list at ``place``."""
    return any(base == place for base, _ in context.partnership.built.kept)


def texts_in_doubt(context: Context, section: str) -> frozenset[str]:
    """Every text and key in those entries of a section of which the model refused a part.

    What they mention may be what they would have said, had they been taken.
    """
    partnership = context.partnership
    data = partnership.document.data.get(section)
    if partnership.unreadable(section):
        return frozenset(_texts(data))
    ids = {place[1] for place in partnership.built.dropped if place[0] == section}
    return frozenset(text for id_ in ids for text in _texts(data[id_]))


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield str(key)
            yield from _texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value)
    elif isinstance(data, str):
        yield data


_SECTIONS = (
    *("escalation", "reviews", "committees", "exit"),
    *("risks", "sharing", "personal_data", "agreements"),
)
"""The sections that no rule but stage-sections asks for."""


def needed(charter: Charter) -> tuple[str, ...]:
    """Of those the sections that a charter needs from stage working-together on."""
    return tuple(
        section
        for section in _SECTIONS
        if owes(charter, section) and not (section == "exit" and _ends_by_term(charter))
    )


def left_by_renewal(charter: Charter) -> bool:
    """Whether the term says how a party leaves, and the instrument asks for no more than notice."""
    return charter.term.renewal_notice is not None and not owes(charter, "exit.triggers")


def _ends_by_term(charter: Charter) -> bool:
    """Whether nothing is owed of the exit but the notice that the term states."""
    more = ("exit.withdrawal", "exit.transition.data_return")
    return left_by_renewal(charter) and not any(owes(charter, place) for place in more)


_ASKED_BY = {"parties": "parties-complete", "goals": "goals-few-and-clear", "kpis": "kpi-count"}
"""The rules that ask for a section beside stage-sections."""


def asked_for(charter: Charter, context: Context, section: str) -> bool:
    """Whether a rule asks for ``section`` where the charter lacks all of it.

    Then nothing has to be said of what would stand in it.
    """
    if not context.judges(_ASKED_BY.get(section, "stage-sections")):
        return False
    if section == "parties":
        return True
    asked = section in (*needed(charter), *_ASKED_BY) and demands(charter, section)
    return asked and works_together(charter, context)


def left_to_others(charter: Charter, context: Context, section: str) -> bool:
    """Whether nothing is written under ``section``, and another rule says so."""
    return not context.partnership.document.data.get(section) and asked_for(
        charter, context, section
    )
