"""Somebody who stands in."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.measure.sides import side_of
from trm_policy.model.charter import Charter
from trm_policy.portfolio.context import Context
from trm_policy.portfolio.roster import Actor
from trm_policy.rule import STRATEGIC, Problem, rule


@rule(Severity.WARNING, tiers=STRATEGIC, owed="people.*.deputy")
def deputies_named(charter: Charter, context: Context) -> Iterator[Problem]:
    """Sponsors and owners have a deputy from the same party."""
    seats: dict[str, str] = {}
    for section, named in (("sponsors", charter.sponsors), ("owners", charter.owners)):
        for party, person in named.items():
            if side_of(context.partnership, person) in (party, None):
                seats.setdefault(person, f"{section}.{party}")
    for person, seat in seats.items():
        actor = context.partnership.roster.get(person)
        if actor is not None and actor.human is not None and not actor.is_post:
            yield from _of(actor, seat, context)


def _of(actor: Actor, seat: str, context: Context) -> Iterator[Problem]:
    roster = context.partnership.roster
    role = "executive sponsor" if seat.startswith("sponsors") else "relationship owner"
    at = seat if actor.shared else f"people.{actor.id}.deputy"
    where = " in directory.yaml" if actor.shared else ""
    if actor.deputy is None:
        if actor.shared and context.directory_says(actor.id, "deputy"):
            return  # it is refused there
        yield Problem(
            f"{actor.name}, {role}, has no deputy",
            at=at,
            help=f"Add 'deputy: PERSON' to {actor.id!r}{where}, with the id of a colleague.",
        )
        return
    if actor.deputy == actor.id:
        yield Problem(
            f"{actor.name}, {role}, is named as their own deputy",
            at=at,
            help=f"Name a colleague as deputy of {actor.id!r}{where}.",
        )
    elif not _may_match(actor.id, actor.deputy, context):
        yield Problem(
            f"{roster.name_of(actor.deputy)} is deputy of {actor.name}, {role}, but is not "
            "from the same party",
            at=at,
            help=f"Name a colleague from the same party as deputy of {actor.id!r}{where}.",
        )


def _may_match(person: str, deputy: str, context: Context) -> bool:
    """Whether the two stand for the same party, or may for all that is known."""
    sides = {side_of(context.partnership, person), side_of(context.partnership, deputy)}
    return len(sides) == 1 or None in sides
