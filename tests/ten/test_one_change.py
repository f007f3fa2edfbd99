"""One record changed in the ten changes exactly the figures that stand on it, in all seven views.

The paths are those of the views' JSON, shortened by what a reader does not need: VIEW/CHARTER/...
"""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from tests.ten.portfolio import files
from tests.ten.seeing import all_seen, changed

MEASURED = "partnerships/acorn/measurements.csv"
MINUTES = "partnerships/acorn/reviews/2026-10-12-qbr.md"
LADDER = "partnerships/acorn/escalations/2026-001.md"
SURVEY = "partnerships/acorn/surveys/2026.csv"
DIRECTORY = "partnerships/directory.yaml"
MEASURED_ALL = ("acorn", "birch", "cedar", "dogwood", "fir", "gorse", "hazel")
"""The partnerships that Hugo sponsors and that are measured."""


class Change(NamedTuple):
    """One text replaced by another in one file, and the paths of what differs then."""

    path: str
    old: str
    new: str
    differs: set[str]


def charter(name: str) -> str:
    return f"partnerships/{name}/partnership.yaml"


def under(path: str, *ends: str) -> set[str]:
    return {f"{path}/{end}" for end in ends}


CHANGES = {
    "a figure from green to amber": Change(
        MEASURED,
        "on-time,2026-10,92",
        "on-time,2026-10,89",
        {
            *under("health/acorn/outcome", "kpi on-time", "standing", "counts/good", "counts/fair"),
            "checklist/acorn/measured-quarterly/parts/0",  # it names the newest figure
            # and so does the stage managed of what the KPI's owner leads
            "maturity/acorn/supply-chain/demands/keep a figure of its lead's KPIs up to date",
        },
    ),
    "a sponsor and the deputy strike themselves off the minutes": Change(
        MINUTES,
        "[hana, hugo, owner, chief]",
        "[hana, hugo]",
        {
            *under("health/acorn/governance", "quorum steering", "sponsor other", "standing"),
            *under("health/acorn/governance/counts", "good", "fair", "poor"),
            "checklist/acorn/executive-sponsorship/parts/3",  # 1 of 2, which is some
            *under("watch/acorn/sponsor absent", "sponsor other", "state"),
        },
    ),
    "an action that is open again": Change(
        MINUTES,
        "[x] @owner",
        "[ ] @owner",
        under("health/acorn/responsiveness", "actions", "standing", "counts/good", "counts/fair"),
    ),
    "an acknowledgement after eleven hours of ten": Change(
        LADDER,
        "other: 2026-09-07T11:00Z",
        "other: 2026-09-07T20:00Z",
        {
            *under("health/acorn/responsiveness", "acknowledging other", "standing"),
            *under("health/acorn/responsiveness/counts", "good", "poor"),
            *under("watch/acorn/slower acknowledgement", "party other", "state"),
        },
    ),
    "an escalation settled after seven days of five": Change(
        LADDER,
        "settled_at: 2026-09-07T18:00Z",
        "settled_at: 2026-09-14T18:00Z",
        {
            *under("health/acorn/responsiveness", "escalation levels", "standing"),
            *under("health/acorn/responsiveness/counts", "good", "poor"),
        },
    ),
    "an answer of the survey": Change(
        SURVEY,
        "other,trust,4.0",
        "other,trust,2.0",
        {
            # home 4.1 stays; other (2 + 4) / 2 = 3, fair; the gap 1.1 is poor
            *under("health/acorn/relationship", "survey other", "survey gap", "standing"),
            *under("health/acorn/relationship/counts", "good", "fair", "poor"),
            *under("health/acorn/survey", "gap", "means/other"),
            *under("health/acorn/survey/questions/trust", "gap", "scores/other"),
            *under("watch/acorn/satisfaction gap", "party other", "question trust", "state"),
        },
    ),
    "somebody of a touchpoint leaves": Change(
        DIRECTORY,
        "department: logistics}",
        "department: logistics, left: 2026-11-20}",
        {
            "audit/touchpoints/Acorn Ltd sales",
            "audit/touchpoints/Home plc logistics",
            "audit/single_threads/acorn",
            "audit/unattended/acorn logistics of Home plc",
        },
    ),
    "the sponsor of all leaves": Change(
        DIRECTORY,
        "deputy: hana}",
        "deputy: hana, left: 2026-11-20}",
        {
            *(
                f"health/{name}/governance/{end}"
                for name in MEASURED_ALL
                for end in ("sponsor home", "standing", "counts/good", "counts/poor")
            ),
            *(
                f"checklist/{name}/executive-sponsorship/{end}"
                for name in MEASURED_ALL
                for end in ("parts/0", "parts/2", "parts/3", "stand")
                if (name, end) != ("dogwood", "stand")  # partly before, for the works council
            ),
            *under("checklist/executive-sponsorship", "met", "partly"),
            *(f"watch/{name}/sponsor absent/sponsor home" for name in MEASURED_ALL),
            # birch was warned of its other sponsor already
            *(f"watch/{name}/sponsor absent/state" for name in MEASURED_ALL if name != "birch"),
        },
    ),
    "a touchpoint of another": Change(
        charter("birch"),
        "    - hana\n    - owner\n",
        "    - hana\n    - chief\n",
        {
            *under("audit/touchpoints", "Birch Ltd sales", "Birch Ltd board"),
            "audit/single_threads/birch",
            *under("audit/unattended", "birch sales of Birch Ltd", "birch board of Birch Ltd"),
            *under("audit/people", "Owner of Birch", "Chief of Birch"),
            "graph/edges/person:birch/owner holds-part-in partnership:birch",
            "graph/edges/person:birch/chief holds-part-in partnership:birch",
        },
    ),
    "a score": Change(
        charter("birch"),
        "growth: 3",
        "growth: 5",  # (5 + 3 + 3) / 3 = 3.67 is strategic, as declared
        {
            "segment/birch",
            *under("checklist/birch/segmented-by-value", "parts/0", "parts/2", "stand"),
            *under("checklist/segmented-by-value", "met", "partly"),
        },
    ),
    "a dependency": Change(
        charter("hazel"),
        "depends_on:\n- birch",
        "depends_on:\n- acorn",
        {
            "graph/edges/partnership:hazel depends-on partnership:birch",
            "graph/edges/partnership:hazel depends-on partnership:acorn",
        },
    ),
    "a promise kept a month late": Change(
        charter("acorn"),
        "closed_on: 2026-06-20",
        "closed_on: 2026-07-20",
        under(
            "health/acorn/responsiveness",
            *("commitment shelf", "standing", "counts/good", "counts/fair"),
        ),
    ),
    "a risk looked at": Change(
        charter("gorse"),
        "review_by: 2026-09-30",
        "review_by: 2027-09-30",
        {"watch/gorse/stale data/risk flood"},
    ),
    "a claim": Change(
        charter("acorn"),
        "level: initial",
        "level: repeatable",
        under("maturity/acorn/knowledge", "claimed", "verdict"),
    ),
}


@pytest.fixture(scope="module")
def before() -> dict[str, Any]:
    return all_seen(files())


@pytest.mark.parametrize("name", list(CHANGES))
def test_one_change_changes_exactly_what_stands_on_it(name: str, before: dict[str, Any]) -> None:
    path, old, new, differs = CHANGES[name]
    ten = files()
    assert ten[path].count(old) == 1
    after = all_seen({**ten, path: ten[path].replace(old, new)})
    assert changed(before, after) == differs


def test_minutes_that_are_taken_away_change_what_stood_on_them(before: dict[str, Any]) -> None:
    ten = files()
    del ten["partnerships/fir/reviews/2026-10-12-qbr.md"]
    assert changed(before, all_seen(ten)) == {
        # one review is missed; quorum and sponsors are told by July's minutes alone
        *under("health/fir/governance", "review qbr", "quorum steering", "standing"),
        *under("health/fir/governance", "sponsor home", "sponsor other"),
        *under("health/fir/governance/counts", "good", "fair"),
        "checklist/fir/shared-kpis-and-rhythm/parts/2",
        *under("checklist/fir/executive-sponsorship/parts", "2", "3"),
        *under("watch/fir/missed reviews", "review qbr", "state"),
    }


def test_the_same_files_give_the_same_figures(before: dict[str, Any]) -> None:
    assert changed(before, all_seen(files())) == set()
