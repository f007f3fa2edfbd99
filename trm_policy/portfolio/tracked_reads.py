"""Which files something was made from, so that it need not be made again from the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import PurePosixPath

from trm_policy.source import Folders, Paths, Stamps, WorkTree

Digests = Mapping[str, bytes]
"""What files hold, by their path; empty for a file that cannot be read."""


@dataclass(frozen=True)
class TrackingSource:
    """A work tree that notes what is read of it, by digest, in ``read_so_far``.

    What was read before is ``given``, so that it is the same for everybody.
    """

    tree: WorkTree
    given: Mapping[PurePosixPath, bytes | None] = field(default_factory=dict)
    read_so_far: dict[PurePosixPath, bytes] = field(default_factory=dict, compare=False)

    def files(self, folder: PurePosixPath) -> Paths:
        """Every file under ``folder``, in the order of their paths."""
        return self.tree.files(folder)

    def parted(self, folder: PurePosixPath, name: str) -> Folders:
        """The folders right under ``folder``, by whether they hold a file of that name."""
        return self.tree.parted(folder, name)

    def closed(self, folder: PurePosixPath) -> Paths:
        """Folders at or under ``folder`` whose files cannot be seen: unreadable, or links."""
        return self.tree.closed(folder)

    def has(self, path: PurePosixPath) -> bool:
        """Whether anything stands at ``path``, readable or not."""
        return self.tree.has(path)

    def read(self, path: PurePosixPath) -> bytes | None:
        """The bytes of a file; None where there is none, or none that can be read."""
        raw = self.given[path] if path in self.given else self.tree.read(path)
        self.read_so_far[path] = digest_of(raw)
        return raw


def digest_of(raw: bytes | None) -> bytes:
    """A name of what a file holds that nothing else has; empty for one that cannot be read."""
    return b"" if raw is None else sha256(raw).digest()


def unchanged(
    tree: WorkTree, folder: PurePosixPath, now: Stamps, then: Stamps, digests: Digests
) -> bool:
    """Whether the files under a folder are those of ``then``, as far as they were read.

    Their names must be the same. Where a stamp is another one, or there is none, the file is read.
    """
    if now.keys() != then.keys():
        return False
    doubtful = (name for name in digests if now[name] is None or now[name] != then[name])
    return all(digest_of(tree.read(folder / name)) == digests[name] for name in doubtful)
