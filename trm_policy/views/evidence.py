"""Evidence: what a figure stands on, and where it is written."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from trm_policy.measure.evidence import Evidence
from trm_policy.views.view import Item


def proofs(evidence: Iterable[Evidence], before: str = "") -> tuple[Item, ...]:
    """Entries that name what is said, and where: ``otif, 2026-10: 97.2  [file.csv:11]``."""
    return tuple(Item(f"{before}{one.says}  [{one.path}:{one.line}]") for one in evidence)


def evidence_json(evidence: Iterable[Evidence]) -> list[dict[str, Any]]:
    """Evidence as machines read it."""
    return [
        {"path": one.path.as_posix(), "line": one.line, "at": one.at or None, "says": one.says}
        for one in evidence
    ]


def portfolio_data(now: datetime, unread: Iterable[str], **data: Any) -> dict[str, Any]:
    """A view of the portfolio for machines; charters that could not be read are named in it."""
    return {"version": 1, "as_of": now.isoformat(), **data, "unread": list(unread)}
