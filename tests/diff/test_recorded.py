"""What a change does to records, between two states of files."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.support import CHARTER, FOLDER, edited
from trm_policy.diff import Side, diff
from trm_policy.diff.recorded import recorded
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.source import InMemory
from trm_policy.starter import complete

HOME = "partnerships/meridian-helix"
FIGURES = f"{HOME}/measurements.csv"
QBR = f"{HOME}/reviews/2026-10-20-qbr.md"
CASE = f"{HOME}/escalations/2026-003.md"
SURVEY = f"{HOME}/surveys/2026.csv"
END = "days-to-settle,2026-Q3,2.6,According to the escalation log\n"


def read(files: Mapping[str, bytes]) -> Partnership:
    partnership = PortfolioReader(InMemory(files), FOLDER).read("meridian-helix").partnership
    assert partnership is not None
    return partnership


def said(now: Mapping[str, bytes], then: Mapping[str, bytes] | None = None) -> list[str]:
    there, here = read(then or complete()), read(now)
    return list(recorded(there, here, diff(Side.of(there), Side.of(here))))


def test_nothing_is_said_of_what_stays() -> None:
    assert said(complete()) == []


def test_of_a_new_partnership_all_records_are_new() -> None:
    assert recorded(None, read(complete()))[-2:] == (
        "escalation 2026-003 settled on 2026-09-09",
        "survey of 2026: 8 answers",
    )


@pytest.mark.parametrize(
    "rows",
    [
        END,  # as a merge brings it
        "days-to-settle,2026-Q3,2.60,According to the escalation log\n",
    ],
)
def test_a_row_that_repeats_the_one_before_says_nothing(rows: str) -> None:
    assert said(edited((END, END + rows), path=FIGURES)) == []


def test_many_figures_of_a_kpi_are_counted() -> None:
    rows = "".join(f"otif,2027-{month:02},97.{month},\n" for month in range(1, 8))
    assert said(edited((END, END + rows), path=FIGURES)) == [
        "7 figures of On time in full recorded, 2027-01 to 2027-07"
    ]


def test_figures_follow_the_new_id_of_their_kpi() -> None:
    then = edited(
        ("otif,2026-10,97.2,\n", "otif,2026-10,97.2,\notif,2026-11,97.4,\n"), path=FIGURES
    )
    text, rows = complete()[CHARTER], then[FIGURES]
    for mark in (b"\n  otif:", b"[otif,", b"kpi: otif"):
        text = text.replace(mark, mark.replace(b"otif", b"on-time"))
    rows = rows.replace(b"otif,", b"on-time,") + b"on-time,2026-11,97.6,Recount\n"
    assert said({**then, CHARTER: text, FIGURES: rows}, then) == [
        "figure of On time in full for 2026-11 corrected: 97.4 → 97.6 (Recount)"
    ]


@pytest.mark.parametrize(
    ("path", "old", "new", "told"),
    [
        (
            *(QBR, "- [ ] @tom", "- [x] @tom"),
            (
                "action done: Publish the forecast error by store (Tom Ellis; Quarterly business "
                "review of 2026-10-20)"
            ),
        ),
        (
            *(QBR, "- [x] @nils", "- [ ] @nils"),
            (
                "action reopened: Rehearse the Hull standby (Nils Dahl; Quarterly business review "
                "of 2026-10-20)"
            ),
        ),
        (
            *(QBR, "a week early.\n", "a week early.\n- Helix keeps the depot.\n"),
            (
                "minutes of Quarterly business review of 2026-10-20 edited: now 2 decisions and 2 "
                "actions"
            ),
        ),
        (CASE, "of the year.\n", "of the year.\nDone.\n", "text of escalation 2026-003 edited"),
        (CASE, "kpi: otif\n", "kpi: otif\nrisk: depot-loss\n", "escalation 2026-003 edited"),
        (SURVEY, "count\n", "count\nhelix,x,4.0,9\n", "survey of 2026: 1 more answer"),
    ],
)  # fmt: skip
def test_what_becomes_of_a_record_is_said(path: str, old: str, new: str, told: str) -> None:
    assert said(edited((old, new), path=path)) == [told]
