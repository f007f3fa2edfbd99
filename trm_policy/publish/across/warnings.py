"""Early warnings of all partnerships, and what nobody can tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trm_policy.measure.health import day_of
from trm_policy.measure.warning import Watch, warnings_told
from trm_policy.publish.chapter import Chapter, Entry, Whole
from trm_policy.publish.charter_view import CharterView
from trm_policy.publish.evidence import Leaf, Trail
from trm_policy.publish.layout import leaf_of
from trm_policy.publish.page import Heading, Page
from trm_policy.publish.rendering import render
from trm_policy.wording.addresses import WARNINGS

TITLE = "Early warnings"


@dataclass(frozen=True, slots=True)
class Watched:
    """What is looked out for in a partnership, and where its page shows the evidence."""

    watch: Watch
    leaf: Leaf


def _row(view: CharterView) -> Watched:
    return Watched(view.insight.watch, leaf_of(view))


def _page(entries: Sequence[Entry[Watched]], whole: Whole) -> Page | None:
    if not entries:
        return None
    warned = [one for one in entries if one.row.watch.warnings]
    warned.sort(key=lambda one: (-one.row.watch.warnings, one.title.casefold()))
    blind = [one for one in entries if one.row.watch.blind]
    html = render(
        "across/warnings.html",
        title=TITLE,
        told=warnings_told([one.row.watch for one in entries]),
        warned=warned,
        blind=blind,
        unasked=[one for one in entries if one.row.watch.unasked],
        proof=Trail(
            {one.id: one.row.leaf.at(whole.link(one.path)) for one in entries}, whole.lines
        ),
        today=day_of(whole.now),
        link=whole.link,
    )
    headings = [Heading("warnings", "What is about to go wrong")]
    headings += [Heading("unknown", "What nobody can tell")] if blind else []
    return Page(TITLE, html, tuple(headings), "What is about to go wrong, and why.")


CHAPTER = Chapter(WARNINGS, _row, _page, host_only=True)
