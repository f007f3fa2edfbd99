"""What a change of a charter means: models compared by their ids, never texts by their lines."""

from trm_policy.diff.change import Change, ChangeKind
from trm_policy.diff.comparing import applied, between, diff, reversed_
from trm_policy.diff.normal import NormalForm, normal
from trm_policy.diff.portfolios import PartnershipChanges, diff_portfolios, for_reader
from trm_policy.diff.readers import for_audience
from trm_policy.diff.sides import Side
from trm_policy.model.weights import Bump, Effect, Weight

__all__ = [
    "Bump",
    "Change",
    "ChangeKind",
    "Effect",
    "NormalForm",
    "PartnershipChanges",
    "Side",
    "Weight",
    "applied",
    "between",
    "diff",
    "diff_portfolios",
    "for_audience",
    "for_reader",
    "normal",
    "reversed_",
]
