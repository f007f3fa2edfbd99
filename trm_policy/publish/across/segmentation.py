"""Which tier each partnership declares, which one its scores give, and where the two differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trm_policy.measure.health import day_of
from trm_policy.measure.segmentation import Match, Segment, matches_told
from trm_policy.model.vocabulary import Tier
from trm_policy.publish.chapter import Chapter, Entry, Whole
from trm_policy.publish.charter_view import CharterView
from trm_policy.publish.evidence import Leaf, Line, Trail
from trm_policy.publish.layout import leaf_of
from trm_policy.publish.page import Heading, Page
from trm_policy.publish.rendering import render
from trm_policy.wording.addresses import SEGMENTATION

TITLE = "Segmentation"
_TIERS = list(Tier)
_FIRST = (Match.DECLARED_HIGHER, Match.DECLARED_LOWER, Match.UNKNOWN, Match.AGREES)


@dataclass(frozen=True, slots=True)
class Segmented:
    """A partnership's place in the portfolio, and where its page shows the evidence.

    ``line`` declares its tier.
    """

    segment: Segment
    leaf: Leaf
    line: Line | None


def _row(view: CharterView) -> Segmented:
    return Segmented(view.insight.segment, leaf_of(view), view.line("tier"))


def _page(entries: Sequence[Entry[Segmented]], whole: Whole) -> Page | None:
    if not entries:
        return None
    counted = [one for one in entries if not one.row.segment.ended]
    html = render(
        "across/segmentation.html",
        title=TITLE,
        told=matches_told([one.row.segment for one in entries]),
        rows=sorted(counted, key=_order),
        ended=[one for one in entries if one.row.segment.ended],
        proof=Trail(
            {one.id: one.row.leaf.at(whole.link(one.path)) for one in entries}, whole.lines
        ),
        today=day_of(whole.now),
        link=whole.link,
    )
    headings = (Heading("tiers", "Tiers and scores"),)
    return Page(TITLE, html, headings, "How scores lead to tiers, and where they do not agree.")


def _order(entry: Entry[Segmented]) -> tuple[int, int, str]:
    """Those that declare another tier than they score come first."""
    found = entry.row.segment
    return _FIRST.index(found.match), _TIERS.index(found.declared), entry.title.casefold()


CHAPTER = Chapter(SEGMENTATION, _row, _page, host_only=True)
