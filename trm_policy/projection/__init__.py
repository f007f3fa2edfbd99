"""A partnership → what one audience may see of it; nothing else is left in it to leak.

Everything that is published is made from a projection: pages, search, calendars, feeds, data and
charts. What a field's audience is, :mod:`trm_policy.model.audience` says.
"""

from trm_policy.projection.projecting import (
    Projection,
    admits,
    as_organisation,
    party_named,
    project,
    title_for,
)

__all__ = ["Projection", "admits", "as_organisation", "party_named", "project", "title_for"]
