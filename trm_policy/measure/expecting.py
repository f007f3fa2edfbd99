"""Which figures are expected of a KPI, and until when they are not yet late."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from trm_policy.measure.kpi_status import Grace, due
from trm_policy.model.charter import Charter
from trm_policy.model.kpi import Kpi
from trm_policy.portfolio.calendars import calendars, clock_told
from trm_policy.portfolio.roster import Roster
from trm_policy.timing import Period
from trm_policy.timing.days import add_days


def graces(roster: Roster, working_days: int) -> Mapping[str, Grace]:
    """By KPI, so many working days of the party of its owner; of Monday to Friday for nobody's."""
    by_party = calendars(roster)
    found = {}
    for id_, kpi in roster.charter.kpis.items():
        party = roster.party_of(kpi.owner) or ""
        told = not kpi.hides("owner") and (kpi.owner is None or clock_told(roster.charter, party))
        usual = Grace(working_days, told=told)
        found[id_] = replace(usual, calendar=by_party[party]) if party in by_party else usual
    return found


def before_the_first(kpi: Kpi, charter: Charter) -> Period | None:
    """The period before the first that is demanded; None where the card does not tell.

    Demanded is what begins on the baseline's day or the first day of the term, or later.
    """
    based = kpi.baseline.date if kpi.baseline else None
    if kpi.frequency is None or based is None or charter.term.hides("start"):
        return None
    start = max(based, charter.term.start or based)
    return Period.containing(add_days(start, -1), kpi.frequency)


def first_due(kpi: Kpi, charter: Charter, grace: Grace) -> date | None:
    """The last day on which a KPI may still have no figure at all; None where nobody can tell."""
    before = before_the_first(kpi, charter)
    return due(kpi, before, grace) if before else None
