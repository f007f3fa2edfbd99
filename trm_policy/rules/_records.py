"""What rules ask of records: whether a fact is certain, and since when the charter binds them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from trm_policy.measure import meetings, series
from trm_policy.measure.attendance import in_force_since
from trm_policy.measure.kpi_status import Grace
from trm_policy.measure.meetings import HeldReview
from trm_policy.measure.series import Series, followed, graces
from trm_policy.model.charter import Charter
from trm_policy.portfolio.context import Context

__all__ = [
    "HeldReview",
    "Series",
    "followed",
    "grace_of",
    "in_doubt",
    "in_force_since",
    "recorded",
    "reviews_held",
]


def reviews_held(charter: Charter, context: Context) -> Iterator[HeldReview]:
    """The reviews from kind performance up that were held by today, in the order of the files."""
    return meetings.reviews_held(charter, context.partnership.records, context.clock)


def recorded(context: Context) -> Mapping[str, Series]:
    """The series of each KPI that has rows, by id."""
    return series.series_of(context.partnership, context.today)


def grace_of(kpi: str, days: int, context: Context) -> Grace:
    """So many working days of the party of a KPI's owner; of Monday to Friday for nobody's."""
    return graces(context.partnership.roster, days)[kpi]


def in_doubt(context: Context, path: PurePosixPath, name: str = "") -> bool:
    """Whether the model refused a part of what the front matter of a record says of ``name``.

    Without a name: whether it refused anything, so that facts may be missing or assumed.
    """
    records = context.partnership.records
    dropped = records.built[path].dropped
    if not name and records.documents[path].faults:
        return True
    return any(not name or not place or place[0] == name for place in dropped)
