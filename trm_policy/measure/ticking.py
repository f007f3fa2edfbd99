"""Going through the checklist of a partnership."""

from __future__ import annotations

from datetime import datetime

from trm_policy.measure.attestation import Attestation, Void, astray, attested
from trm_policy.measure.checklist import Checklist, Item, Ticked
from trm_policy.measure.checklist_items import ITEMS, Asked, Desk
from trm_policy.measure.health import HealthLimits, day_of, unasked
from trm_policy.measure.segmentation import TierLimits
from trm_policy.model.vocabulary import Tier
from trm_policy.portfolio.partnership import Partnership

ATTESTABLE = (Item.PLATFORM, Item.PILOT)
"""What is often lived without a word in the charter; all others are computed alone."""
_PROTECTED = ("owners", "escalation", "reviews")
"""What a strategic charter may not declare away."""


def checklist(
    partnership: Partnership,
    now: datetime,
    limits: HealthLimits | None = None,
    tiers: TierLimits | None = None,
) -> Checklist:
    """The ten items as ``now`` knows them."""
    charter, why = partnership.charter, unasked(partnership.charter)
    desk = Desk(partnership, now, limits or HealthLimits(), tiers or TierLimits())
    return Checklist(
        partnership.id,
        charter.title,
        charter.tier.value,
        why,
        () if why else tuple(_ticked(desk, one) for one in ITEMS),
        () if why else tuple(astray(partnership, [item.value for item in Item])),
    )


def _ticked(desk: Desk, asked: Asked) -> Ticked:
    charter, item = desk.partnership.charter, asked.item
    protected = charter.tier is Tier.STRATEGIC and asked.section in _PROTECTED
    reason = "" if protected else charter.not_applicable.get(asked.section, "")
    word = attested(desk.partnership, item.value, day_of(desk.now))
    if item not in ATTESTABLE and word is not None:
        names = " and ".join(one.value for one in ATTESTABLE)
        word = Void(f"it is computed; only {names} can be attested", word.evidence)
    return Ticked(
        item,
        asked.demand,
        tuple(asked.parts(desk)),
        word if isinstance(word, Attestation) else None,
        reason,
        word if isinstance(word, Void) else None,
    )
