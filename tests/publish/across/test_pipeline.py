"""Initiatives of all partnerships, stage by stage."""

from __future__ import annotations

import re

from tests.publish.across.reading import pages, words
from tests.support import edited

PATH = "initiatives/index.md"


def test_initiatives_stand_in_the_lane_of_their_stage() -> None:
    html = pages()[PATH].html
    lanes = re.findall(r'<section class="trm-lane".*?</section>', html, re.DOTALL)
    assert [words(lane) for lane in lanes] == [
        "Idea –",
        "Assessed –",
        (
            "Pilot 1 Solar roof at the Hull depot Innovation Meridian Foods and Helix Cold Chain "
            "led by Mikael Berg, since 1 Feb 2026"
        ),
        "Scaling –",
    ]


def test_initiatives_are_told_to_no_public() -> None:
    assert PATH not in pages("public", edited(("audience: partner ", "audience: public ")))
