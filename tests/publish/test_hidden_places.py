"""Whatever a charter hides, its partner's site is made, and states nothing that is not so."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.publish.hiding import (
    PARTNER,
    Place,
    alike,
    reference,
    reference_ids,
    together,
    visible_places,
    without,
)
from tests.publish.publishing import published, straight
from tests.support import partnership
from trm_policy.measure.due import DueItem, DueKind, DueLimits, due_items
from trm_policy.measure.escalations import EscalationCase, escalations, most_urgent_first
from trm_policy.measure.kpi_status import KpiStatus
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.roster import clocks_told
from trm_policy.projection import Projection, project
from trm_policy.publish.build.charters import SiteOptions
from trm_policy.publish.build.site import Publication
from trm_policy.publish.past import Past
from trm_policy.views.scorecard_words import kpi_rows

NOW = datetime(2026, 11, 22, tzinfo=UTC)
GRACE = 10
OPTIONS = SiteOptions(PARTNER, past=Past())


def _projected(whole: Partnership) -> Projection:
    found = project(whole, PARTNER, lambda _: True)
    assert found is not None
    return found


def _statuses(partnership: Partnership) -> dict[str, KpiStatus | None]:
    return {row.id: row.status for row in kpi_rows(partnership, NOW.date(), GRACE)}


def _due(partnership: Partnership) -> dict[tuple[object, ...], DueItem]:
    """What falls due, actions by their lines: their numbers count those that are shown."""
    return {
        (item.kind, item.document, item.line or item.key): item
        for item in due_items(partnership, NOW, DueLimits(survey=False))
    }


def _falsely_judged(shown: Partnership, truth: Mapping[str, KpiStatus | None]) -> list[str]:
    allowed = (None, KpiStatus.UNKNOWN)
    return [
        id_
        for id_, status in _statuses(shown).items()
        if status is not truth[id_] and status not in allowed
    ]


def _falsely_due(shown: Partnership, truth: Mapping[tuple[object, ...], DueItem]) -> list[DueItem]:
    """What is due on another day or from others; a rhythm goes on where its end is hidden."""
    endless = shown.charter.hides("term")
    debtors = {one.by for one in shown.charter.obligations.values()}  # told where no owner is
    return [
        item
        for key, item in _due(shown).items()
        if (key not in truth and not (endless and item.kind is DueKind.REVIEW))
        or item.day != truth.get(key, item).day
        or not {one.id for one in item.who} - debtors
        <= {one.id for one in truth.get(key, item).who}
    ]


def _falsely_told(shown: Partnership, truth: Mapping[str, EscalationCase]) -> list[EscalationCase]:
    told = clocks_told(shown.charter)
    return [
        case
        for case in most_urgent_first(escalations(shown, NOW))
        if case.open is not truth[case.number].open
        or (told and case.state is not truth[case.number].state)
        or (told and [s.at for s in case.steps] != [s.at for s in truth[case.number].steps])
        or (not told and case.steps)
    ]


@pytest.mark.parametrize("name", reference_ids())
def test_no_place_that_is_hidden_makes_a_status_a_day_or_a_case_another(name: str) -> None:
    whole = partnership(reference(), name)
    statuses, due = _statuses(whole), _due(whole)
    known = {case.number: case for case in most_urgent_first(escalations(whole, NOW))}

    def falsified(*places: Place) -> list[object]:
        found = _projected(replace(whole, charter=without(whole.charter, *places)))
        shown = found.partnership
        wrong: list[object] = [
            *_falsely_judged(shown, statuses),
            *_falsely_due(shown, due),
            *_falsely_told(shown, known),
        ]
        if found.escalations and len(most_urgent_first(escalations(shown, NOW))) != len(known):
            wrong.append("not every escalation is told")
        return wrong

    false = {}
    for places in together(visible_places(whole.charter)):
        if wrong := falsified(*places):
            alone = {".".join(place): falsified(place) for place in places}
            false[", ".join(place for place in alone if alone[place]) or ", ".join(alone)] = wrong

    assert false == {}


def _site(files: Mapping[str, bytes]) -> Publication:
    return published(files, OPTIONS, straight)


def _alone(name: str, hidden: list[str]) -> dict[str, bytes]:
    """The files of one partnership and the directory, with places for the host alone."""
    charter = f"partnerships/{name}/partnership.yaml"
    files = {
        path: raw
        for path, raw in reference().items()
        if path.startswith(f"partnerships/{name}/") or path.count("/") == 1
    }
    assert b"\nvisibility:" not in files[charter]
    said = json.dumps(dict.fromkeys(hidden, "internal"))
    return {**files, charter: files[charter] + f"\nvisibility: {said}\n".encode()}


@pytest.mark.parametrize("name", ["calder-mill-neighbours", "meridian-helix"])
def test_the_site_is_made_whatever_sort_of_thing_is_hidden(name: str) -> None:
    charter = partnership(reference(), name).charter
    page, data = f"partnerships/{name}.md", f"partnerships/{name}/charter.json"
    truth = _statuses(partnership(reference(), name))
    false = {}
    sorts = alike(visible_places(charter))
    for at_once in together(sorts):
        sort = ", ".join(".".join(one) for one in at_once)
        done = _site(_alone(name, [".".join(place) for one in at_once for place in sorts[one]]))
        assert page in done.pages, sort
        told = json.loads(done.files[data])["scorecard"] or []
        wrong = [r["id"] for r in told if r["status"] not in (None, "unknown", truth[r["id"]])]
        if wrong:
            false[sort] = wrong

    assert false == {}
