"""What a successor brings with them that only people can decide."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from trm_policy.finding import Place
from trm_policy.model.base import Kind
from trm_policy.model.charter import Charter
from trm_policy.model.shape import shape_at, shape_of
from trm_policy.model.vocabulary import Seniority, Status, Tier
from trm_policy.model.weights import Bump, row_for
from trm_policy.portfolio.mentions import in_records
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.people import Someone
from trm_policy.views.people import LeavingStep

_Said = Callable[[Place, str], LeavingStep]
"""A decision about a place of the charter."""


def after(
    was: Partnership, now: Partnership, successor: Someone, heir: str
) -> Iterator[LeavingStep]:
    """What is open in a charter in which the successor ``heir`` has taken over."""
    taken = _taken(was, now, heir)

    def said(place: Place, what: str) -> LeavingStep:
        line = now.document.span(now.built.written(place)).line
        return LeavingStep(now.id, now.path, line, what)

    if taken:
        yield from _versions(now, taken, said)
    name = now.roster.name_of(heir)
    actor = now.roster.get(heir)
    for place in taken:
        if place[0] == "committees" and "members" in place:
            seat = now.charter.committees[str(place[1])].members[int(place[3])]
            if seat.until is not None:
                yield said(
                    place,
                    f"the seat in the committee {place[1]!r} was given until {seat.until}; decide "
                    f"whether {name} holds it so long",
                )
        if place[0] == "sponsors" and (actor is None or actor.seniority is not Seniority.EXECUTIVE):
            yield said(place, f"{name} is not of executive seniority, as a sponsor should be")
    yield from _twice(now, heir, name, taken, said)
    yield from _own_judge(now, heir, name, taken, said)
    if any(p[0] in ("sponsors", "owners") for p in taken) and not (actor and actor.deputy):
        place = next(p for p in taken if p[0] in ("sponsors", "owners"))
        yield said(place, f"{successor.name} has no deputy; name one")


def open_actions_of(one: Partnership, person: Someone) -> Iterator[LeavingStep]:
    """Open actions in minutes, which are records and never rewritten."""
    for each in in_records(one, person):
        if each.lasts:
            yield LeavingStep(
                one.id,
                each.path,
                each.line,
                f"give to somebody else in the next review: {each.role}",
            )


def _taken(was: Partnership, now: Partnership, heir: str) -> list[Place]:
    """The places that name the successor now and named somebody else before."""
    before = {r.at: r.id for r in was.references if r.kind is Kind.PERSON}
    return [
        r.at
        for r in now.references
        if r.kind is Kind.PERSON and r.id == heir and before.get(r.at) not in (None, heir)
    ]


def _versions(now: Partnership, taken: list[Place], said: _Said) -> Iterator[LeavingStep]:
    charter = now.charter
    bumps = [place for place in taken if _bump(place) > Bump.NONE]
    if not bumps or charter.status not in (Status.ACTIVE, Status.PILOT):
        return
    sections = ", ".join(dict.fromkeys(repr(str(place[0])) for place in bumps))
    major, minor, _ = str(charter.version).split(".")
    version = f"{major}.{int(minor) + 1}.0"
    what = f"raise 'version' from {charter.version} to {version}, since {sections} changed"
    if charter.status is Status.ACTIVE and charter.tier is not Tier.TRANSACTIONAL:
        parties = ", ".join(f"trm approve {now.id} --party {party}" for party in charter.parties)
        what += f", and let every party approve it: {parties}"
    yield said(("version",), what)


def _bump(place: Place) -> Bump:
    """What a change of the place asks of the version; ids and entries stand as ``*``."""
    return row_for(shape_at(place, shape_of(Charter)).pattern).bump


def _twice(
    now: Partnership, heir: str, name: str, taken: list[Place], said: _Said
) -> Iterator[LeavingStep]:
    """Where one person holds two parts that belong to two."""
    charter = now.charter
    for party, sponsor in charter.sponsors.items():
        if sponsor == heir and charter.owners.get(party) == heir:
            yield said(
                ("owners", party),
                f"{name} is sponsor and relationship owner of {now.roster.party_name(party)}; "
                "give one of the two to somebody else",
            )
    levels = charter.escalation.levels if charter.escalation else ()
    held = [n for n, level in enumerate(levels) if heir in level.contacts.values()]
    if len(held) > 1 and any(place[0] == "escalation" for place in taken):
        ids = ", ".join(repr(levels[n].id) for n in held)
        yield said(
            ("escalation", "levels", held[-1], "contacts"),
            f"{name} is contact on several escalation levels: {ids}; an escalation would climb "
            "to the same person, so name somebody else on all but one",
        )


def _own_judge(
    now: Partnership, heir: str, name: str, taken: list[Place], said: _Said
) -> Iterator[LeavingStep]:
    """KPIs by whose figure the successor would judge a goal that they lead themselves."""
    charter = now.charter
    for id_, kpi in charter.kpis.items():
        if kpi.owner != heir or kpi.audited:
            continue
        for goal_id, goal in charter.goals.items():
            new = ("kpis", id_, "owner") in taken or ("goals", goal_id, "lead") in taken
            if goal.lead == heir and id_ in goal.kpis and new and goal.closed_on is None:
                yield said(
                    ("kpis", id_, "owner"),
                    f"{name} leads the goal {goal_id!r} and answers for the KPI {id_!r} that "
                    "measures it; let somebody else own the KPI, or have it audited",
                )
