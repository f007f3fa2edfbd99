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


def test_each_of_twelve_months_tells_its_reviews() -> None:
    assert months(pages()[PATH].html) == {
        "November 2026": "–",
        "December 2026": "–",
        "January 2027": f"21 Thu Quarterly business review {HELIX}",
        "February 2027": "–",
        "March 2027": "–",
        "April 2027": f"21 Wed Quarterly business review {HELIX}",
        "May 2027": f"12 Wed Relationship health check {HELIX}",
        "June 2027": "–",
        "July 2027": f"21 Wed Quarterly business review {HELIX}",
        "August 2027": "–",
        "September 2027": "–",
        "October 2027": (
            f"14 Thu Annual strategic review {HELIX} 21 Thu Quarterly business review {HELIX}"
        ),
    }


def test_what_is_held_more_than_once_a_month_is_told_once() -> None:
    told = words(pages()[PATH].html)
    assert told.endswith(
        f"Held more than once a month Weekly operations board, weekly next 25 Nov 2026 {HELIX}"
    )


def test_a_partnership_that_is_over_meets_no_more() -> None:
    assert PATH not in pages(files=edited(("status: active", "status: ended")))
