"""What the reviews of all partnerships agreed."""

from __future__ import annotations

from tests.publish.across.reading import pages, tables, words
from tests.publish.test_pages import OPEN_ACTION
from tests.support import edited

PATH = "actions/index.md"
HELIX = "Meridian Foods and Helix Cold Chain"
QBR = f"{HELIX} | Quarterly business review, 20 Oct 2026"


def test_late_actions_stand_first_then_open_ones_and_closed_ones_last() -> None:
    assert tables(pages(files=OPEN_ACTION)[PATH])["Actions"] == [
        ["Action", "State", "Who", "Due", "Agreed in"],
        ["Rehearse the Hull standby", "Late", "Nils Dahl", "6 Nov 2026 | 16 days late", QBR],
        ["Publish the forecast error by store", "Open", "Tom Ellis", "1 Dec 2026 | in 9 days", QBR],
        ["Draft the 2028 renewal options", "Open", "Ravi Menon", "31 Mar 2027 | in 4 months",
         f"{HELIX} | Annual strategic review, 14 Oct 2026"],
        ["Start the weekly flash", "Done", "Sofia Ek", "5 Jun 2026",
         f"{HELIX} | Relationship health check, 12 May 2026"],
    ]  # fmt: skip


def test_decisions_are_prose_with_their_day_and_review() -> None:
    told = words(pages()[PATH].html)
    assert (
        "20 Oct 2026 Quarterly business review Peak capacity is released from week 47, a week "
        f"early. {HELIX}"
    ) in told


def test_minutes_are_told_to_no_public() -> None:
    assert PATH not in pages("public", edited(("audience: partner ", "audience: public ")))
    assert PATH in pages("partner:helix")
