"""How the page of a charter is laid out, for itself and for those that lead to it."""

from __future__ import annotations

from trm_policy.publish.charter_view import CharterView
from trm_policy.publish.evidence import Leaf
from trm_policy.publish.sections import (
    COMMITMENTS,
    COMPLETENESS,
    DUE,
    ESCALATION,
    HEALTH,
    HISTORY,
    RHYTHM,
    Section,
    Shown,
    arrange,
)


def laid_out(view: CharterView) -> tuple[list[Shown], list[str]]:
    """The sections of its page, and the titles of those of which nothing is written."""
    told: dict[Section, object] = {
        HEALTH: True,
        DUE: view.due,
        ESCALATION: view.escalations,
        RHYTHM: view.last_minutes,
        COMMITMENTS: view.open_actions,
        COMPLETENESS: view.standing.ingredients,
        HISTORY: view.past,
    }
    extra = frozenset(section for section, tells in told.items() if tells)
    return arrange(view.partnership.charter, extra, view.tells)


def leaf_of(view: CharterView) -> Leaf:
    """Its page as evidence that stands on it finds it, from the page itself."""
    return Leaf("", frozenset(section.id for section in laid_out(view)[0]))
