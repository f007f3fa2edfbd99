"""What rules ask of records: whether a fact is certain, and since when the charter binds them."""

from __future__ import annotations

from datetime import date
from pathlib import PurePosixPath

from trm_policy.model.charter import Charter
from trm_policy.portfolio.context import Context


def in_doubt(context: Context, path: PurePosixPath, name: str = "") -> bool:
    """Whether the model refused a part of what the front matter of a record says of ``name``.

    Without a name: whether it refused anything, so that facts may be missing or assumed.
    """
    dropped = context.partnership.records.built[path].dropped
    return any(not name or not place or place[0] == name for place in dropped)


def in_force_since(charter: Charter) -> date:
    """The day since which the charter's present rules are known to hold.

    That is the first approval of its major and minor version. Where older versions alone are
    approved it is the last day of the calendar, where nothing is, the first.
    """
    approved = [a.date for a in charter.approvals if a.version.agreed == charter.version.agreed]
    return min(approved, default=date.max if charter.approvals else date.min)
