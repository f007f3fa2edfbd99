"""A built site → the values in it that its audience may not see."""

from trm_policy.publish.audit.searching import Leak, Search, Unread
from trm_policy.publish.audit.values import Value, directory_values, hidden_values, shown_texts

__all__ = [
    "Leak",
    "Search",
    "Unread",
    "Value",
    "directory_values",
    "hidden_values",
    "shown_texts",
]
