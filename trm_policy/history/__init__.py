"""What git remembers of charters: revisions as sources, what changed between them, and who by.

The only place that knows git, which it runs as a program. It reads and never writes, checks
nothing out, and runs nothing that the repository itself names.
"""

from trm_policy.history.changes import FileChange, charters_moved
from trm_policy.history.commits import Commit
from trm_policy.history.errors import (
    HistoryError,
    NoRepositoryError,
    ShallowError,
    UnknownRevisionError,
)
from trm_policy.history.repository import Repository, Revision
from trm_policy.history.signature import Signature
from trm_policy.history.versions import CharterVersion, versions

__all__ = [
    "CharterVersion",
    "Commit",
    "FileChange",
    "HistoryError",
    "NoRepositoryError",
    "Repository",
    "Revision",
    "ShallowError",
    "Signature",
    "UnknownRevisionError",
    "charters_moved",
    "versions",
]
