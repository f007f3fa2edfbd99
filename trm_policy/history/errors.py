"""What can stand between a reader and the history of a repository."""

from __future__ import annotations

from trm_policy.errors import TrmError

DEEPER = (
    "fetch all of it: fetch-depth: 0 in the checkout step on GitHub, the variable GIT_DEPTH: 0 "
    "on GitLab, or git fetch --unshallow by hand"
)
"""How to get the history that a shallow clone lacks."""


class HistoryError(TrmError):
    """Git cannot tell what was asked; the message says why and what to do."""


class NoRepositoryError(HistoryError):
    """The folder is not in a git repository, or in one that git will not open."""


class UnknownRevisionError(HistoryError):
    """No commit goes by the name that was given."""


class ShallowError(HistoryError):
    """The clone holds only the last part of the history, and more of it is needed."""

    def __init__(self, wanted: str) -> None:
        super().__init__(f"{wanted}: this clone has only the last part of the history; {DEEPER}")
