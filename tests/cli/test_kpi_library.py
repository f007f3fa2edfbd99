"""The library of KPIs, and how one comes into a charter."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from tests.running import check, edit, trm
from tests.support import CHARTER, edited, partnership, report
from trm_policy.authoring.charter import kit
from trm_policy.authoring.kpi_library import Adding, Wish
from trm_policy.document.yaml_reader import read_yaml
from trm_policy.model.kpi_library import card_called, library
from trm_policy.model.vocabulary import Relationship
from trm_policy.starter import complete

NAME = "meridian-helix"
DAY = ("--as-of", "2026-11-22")
METRICS = [
    "partner-satisfaction",
    "communication-efficiency",
    "innovation-pipeline",
    "knowledge-transfer",
    "revenue-synergy",
    "cycle-time",
    "conflict-resolution",
]


def add(repository: Path, *words: str) -> tuple[int, str, str]:
    done = trm("kpi", "add", NAME, *words, *DAY, cwd=repository)
    return done.returncode, done.stdout, done.stderr


def kpis(repository: Path) -> Any:
    raw = (repository / CHARTER).read_bytes()
    return read_yaml(PurePosixPath(CHARTER), raw).data["kpis"]


def test_the_library_begins_with_the_metrics_of_every_relationship() -> None:
    cards = library()
    assert list(cards)[:7] == METRICS
    assert len(cards) >= 25
    for relationship in Relationship:
        assert sum(relationship in card.relationships for card in cards.values()) >= 6


@pytest.mark.parametrize("relationship", list(Relationship))
def test_an_id_means_the_same_in_new_charters_and_in_the_library(
    relationship: Relationship,
) -> None:
    cards = library()
    for id_, words in kit(relationship)["kpis"].items():
        card = cards[id_]
        assert (words["unit"], words["direction"], words["frequency"]) == (
            card.unit,
            card.direction,
            card.frequency,
        )


def test_the_list_is_narrowed_by_relationship(repository: Path) -> None:
    shown = trm("kpi", "list", "--for", "supplier", "--format", "json", cwd=repository).stdout
    ids = [card["id"] for card in json.loads(shown)["kpis"]]
    assert ids[:7] == METRICS
    assert "on-time-in-full" in ids
    assert "turnover" not in ids


def test_a_card_is_shown_whole(repository: Path) -> None:
    assert trm("kpi", "list", "turnover", cwd=repository).stdout == (
        "Turnover (turnover)\n"
        "  definition: Share of people who left by their own wish in the last twelve months.\n"
        "  formula: 100 * leavers by own wish / mean headcount\n"
        "  unit: %\n"
        "  direction: decrease\n"
        "  source: such as the personnel system\n"
        "  frequency: quarterly\n"
        "  tolerance: 1 %, as a proposal\n"
        "  for: employee\n"
        "  literature: ISO 30414:2018; GRI 401-1\n"
    )


def test_a_card_is_written_and_all_else_stays_to_the_byte(repository: Path) -> None:
    code, said, _ = add(
        repository,
        *("invoice-accuracy", "--owner", "sofia", "--goal", "trust"),
        *("--baseline", "92", "--target", "99.5", "--by", "2028-11-22"),
    )
    assert (code, said) == (
        0,
        (
            f"Wrote into {CHARTER}: Invoice accuracy (kpis.invoice-accuracy), "
            "for the goal 'trust'.\n"
            "\n"
            "Next, in its card:\n"
            "  - source: where the figure comes from, such as the accounts payable system\n"
            "And in the charter, since it was agreed without this KPI:\n"
            "  - version: raise 2.1.3 to 2.2.0\n"
            f"  - approvals: 'trm approve {NAME} --party PARTY', each of them\n"
            f"'trm check partnerships/{NAME}' lists what is still open.\n"
        ),
    )
    before = complete()[CHARTER].decode().splitlines()
    after = (repository / CHARTER).read_text("utf-8").splitlines()
    assert [line for line in before if line not in after] == [
        "    kpis: [partner-satisfaction, days-to-settle]"
    ]
    assert kpis(repository)["invoice-accuracy"] == {
        "name": "Invoice accuracy",
        "definition": "Share of invoices that can be paid as they come.",
        "formula": "100 * invoices without correction / invoices",
        "unit": "%",
        "direction": "increase",
        "owner": "sofia",
        "source": "TBD, such as the accounts payable system",
        "frequency": "monthly",
        "baseline": {"value": 92, "date": date(2026, 11, 22)},
        "target": {"value": 99.5, "by": date(2028, 11, 22)},
        "milestones": [{"value": 95.75, "by": date(2027, 11, 22)}],
        "tolerance": 1,
    }


@pytest.mark.parametrize("name", [name for name in library() if name != "partner-satisfaction"])
def test_every_card_leaves_nothing_to_mend_but_gaps(name: str) -> None:

    wish = Wish(goal="trust")
    made = Adding(partnership(), card_called(name), wish, date(2026, 11, 22))
    files = {**edited(), CHARTER: made.written(complete()[CHARTER])}
    found = {(f.rule, f.at.partition(".")[0]) for f in report(files).findings}
    assert found == {("no-placeholders", "kpis"), ("kpi-card-complete", "kpis")}


def test_a_draft_has_no_error_after_it(tmp_path: Path) -> None:
    assert trm("new", "acme", "--yes", *DAY, cwd=tmp_path).returncode == 0
    done = trm("kpi", "add", "acme", "net-promoter-score", "--goal", "trust", *DAY, cwd=tmp_path)
    assert done.returncode == 0
    assert check(tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("lead-tim", "--goal", "trust"),
            (
                "the library has no KPI 'lead-tim'; did you mean 'lead-time'? "
                "'trm kpi list' shows them all"
            ),
        ),
        (
            ("partner-satisfaction",),
            "meridian-helix already has a KPI 'partner-satisfaction'; it is not changed",
        ),
        (
            ("lead-time",),
            (
                "name the goal that it measures: --goal freshness or --goal cost-and-carbon or "
                "--goal trust"
            ),
        ),
        (
            ("lead-time", "--goal", "trusst"),
            "there is no goal 'trusst'; did you mean 'trust'?",
        ),
        (
            ("lead-time", "--goal", "trust", "--owner", "sofi"),
            "no one is called 'sofi'; did you mean 'sofia'?",
        ),
        (
            ("lead-time", "--goal", "trust", "--baseline", "10", "--target", "12"),
            (
                "'lead-time' should decrease, but a target of 12 does not improve on a baseline of "
                "10; correct one of the two"
            ),
        ),
        (
            ("lead-time", "--goal", "trust", "--baseline", "1,200"),
            (
                "'1,200' can be read in two ways; write 1200 if it has thousands, or 1.2 if it has "
                "decimals"
            ),
        ),
        (
            ("lead-time", "--goal", "trust", "--by", "2026-11-22"),
            "the target's day (2026-11-22) must come after the baseline's (2026-11-22)",
        ),
        (
            ("lead-time", "--goal", "trust", "--by", "2029-01-01"),
            (
                "the target's day (2029-01-01) is after the end of the partnership (2028-12-31); "
                "choose an earlier one with --by"
            ),
        ),
    ],
)
def test_what_cannot_be_added_is_refused_and_nothing_is_written(
    repository: Path, words: tuple[str, ...], said: str
) -> None:
    assert add(repository, *words) == (2, "", f"trm: {said}\n")
    assert (repository / CHARTER).read_bytes() == complete()[CHARTER]


def test_a_day_is_asked_for_in_the_form_of_all_others(repository: Path) -> None:
    assert (
        "'22.11.2026' is not a day; write it like 2026-11-22"
        in add(repository, "lead-time", "--by", "22.11.2026")[2]
    )


def test_the_only_open_goal_is_taken(repository: Path) -> None:
    for due in ("due: 2027-12-31\n    kpis: [otif", "due: 2028-06-30\n    kpis"):
        edit(repository, due, f"closed_on: 2026-01-01\n    {due}")
    assert "for the goal 'trust'" in add(repository, "lead-time")[1]
