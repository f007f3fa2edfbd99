"""The page of one charter."""

from __future__ import annotations

from trm_policy.completeness import State
from trm_policy.publish.charter_view import CharterView
from trm_policy.publish.page import Heading, Page
from trm_policy.publish.rendering import render
from trm_policy.publish.sections import (
    COMMITMENTS,
    COMPLETENESS,
    DUE,
    ESCALATION,
    HEALTH,
    HISTORY,
    RHYTHM,
    arrange,
)


def charter_page(view: CharterView) -> Page:
    """All that the charter and its records say, as of the view's instant."""
    charter = view.partnership.charter
    extra = {HEALTH}
    extra |= {DUE} if view.due else set()
    extra |= {ESCALATION} if view.escalations else set()
    extra |= {RHYTHM} if view.last_minutes else set()
    extra |= {COMMITMENTS} if view.open_actions else set()
    extra |= {COMPLETENESS} if view.standing.ingredients else set()
    extra |= {HISTORY} if view.past else set()
    sections, silent = arrange(charter, frozenset(extra), view.tells)
    html = render("charter.html", v=view, c=charter, sections=sections, silent=silent, State=State)
    return Page(
        title=charter.title,
        html=html,
        headings=tuple(Heading(section.id, section.title) for section in sections),
        description=charter.scope.purpose or "" if charter.scope else "",
    )
