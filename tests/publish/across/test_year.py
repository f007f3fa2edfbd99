"""The reviews of all partnerships in the twelve months to come."""

from __future__ import annotations

import re

from tests.publish.across.reading import pages, words
from tests.support import edited

PATH = "year/index.md"
HELIX = "Meridian Foods and Helix Cold Chain"


def months(html: str) -> dict[str, str]:
    found = re.findall(r'<section class="trm-month".*?</section>', html, re.DOTALL)
    told = [words(one) for one in found]
    return {" ".join(one.split()[:2]): " ".join(one.split()[2:]) for one in told}


def test_each_month_of_the_twelve_to_come_tells_its_reviews() -> None:
    none = "Only what is held more than once a month ."
    assert months(pages()[PATH].html) == {
        "November 2026": none,
        "December 2026": none,
        "January 2027": f"21 Thu Quarterly business review {HELIX}",
        "February 2027": none,
        "March 2027": none,
        "April 2027": f"21 Wed Quarterly business review {HELIX}",
        "May 2027": f"12 Wed Relationship health check {HELIX}",
        "June 2027": none,
        "July 2027": f"21 Wed Quarterly business review {HELIX}",
        "August 2027": none,
        "September 2027": none,
        "October 2027": (
            f"14 Thu Annual strategic review {HELIX} 21 Thu Quarterly business review {HELIX}"
        ),
        "November 2027": none,
    }


def test_the_twelve_months_end_on_the_day_before_this_day_next_year() -> None:
    def told(starting: str) -> str:
        yearly = ("starting: 2025-05-12", f"starting: {starting}")
        return words(pages(files=edited(yearly))[PATH].html)

    assert "Relationship health check" in told("2025-11-21")
    assert "Relationship health check" not in told("2025-11-23").partition("November 2027")[2]


def test_a_month_without_any_review_says_so() -> None:
    weekly = ("every: weekly\n    starting: 2025-01-08", "every: yearly\n    starting: 2025-01-08")
    assert months(pages(files=edited(weekly))[PATH].html)["June 2027"] == "No review."


def test_what_is_held_more_than_once_a_month_is_told_once() -> None:
    told = words(pages()[PATH].html)
    assert told.endswith(
        f"Held more than once a month Weekly operations board, weekly next 25 Nov 2026 {HELIX}"
    )


def test_a_partnership_that_is_over_meets_no_more() -> None:
    assert PATH not in pages(files=edited(("status: active", "status: ended")))
