"""The open risks of all partnerships."""

from __future__ import annotations

from tests.publish.across.reading import pages, tables
from tests.publish.test_pages import copies

PATH = "risks/index.md"
HELIX = "Meridian Foods and Helix Cold Chain"


def test_the_heaviest_risk_of_all_partnerships_stands_first() -> None:
    files = copies(grave=((b"likelihood: 3\n    impact: 2", b"likelihood: 5\n    impact: 5"),))
    found = tables(pages(files=files)[PATH])["Risks of all partnerships"]
    weights = [int(row[1].split("= ")[1]) for row in found[1:]]
    assert weights == sorted(weights, reverse=True)
    assert [f"3 Loss of the Leeds depot | {HELIX}", "2 × 5 = 10",
            "Warm standby at Hull; rehearsed every half-year.", "Nils Dahl",
            "31 Mar 2027"] in found  # fmt: skip


def test_a_risk_that_was_to_be_looked_at_before_today_is_late() -> None:
    files = copies(late=((b"review_by: 2027-03-31", b"review_by: 2026-03-31"),))
    found = tables(pages(files=files)[PATH])["Risks of all partnerships"]
    assert [row[4] for row in found[1:] if "late Foods" in row[0]] == ["31 Mar 2026 | Late"] * 3


def test_a_partner_is_told_of_the_risks_of_its_own_partnerships() -> None:
    assert len(tables(pages("partner:helix")[PATH])["Risks of all partnerships"]) == 4
