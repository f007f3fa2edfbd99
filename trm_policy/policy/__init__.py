"""Policies: what one organisation wants written down, in schemas of its own, without code.

A policy sees a charter as it is written: a default that nobody wrote down is absent, a key
without a value counts as absent, and a section demanded by a policy stays demanded where the
charter declares it not applicable (waive the policy, or narrow its ``applies_to``). Keys that a
schema does not name are allowed. Where the model refused a value, the policy is silent about it.

Cerberus is imported by :mod:`trm_policy.policy.engine` alone, when the first policy is read.
"""

from trm_policy.policy.applying import Policy
from trm_policy.policy.reading import read_policies

__all__ = ["Policy", "read_policies"]
