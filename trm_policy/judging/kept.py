"""What earlier runs found in a work tree, and whether the same would be found now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from pathlib import PurePosixPath
from typing import NamedTuple

from trm_policy.finding import Finding
from trm_policy.judging.judged import Facts, Plain, finding, plain_finding
from trm_policy.portfolio.layout import CHARTER_FILE, DIRECTORY_FILE
from trm_policy.portfolio.result_cache import ResultCache
from trm_policy.portfolio.tracked_reads import Digests, digest_of, unchanged
from trm_policy.source import Stamp, Stamps, WorkTree

Span = tuple[str, str]
"""The instants from, and up to, which a judgement holds, as ISO 8601 writes them."""


class Law(NamedTuple):
    """What judges, as digests.

    ``asked`` names the rules and policies that are wanted; ``facts`` holds what the facts of a
    charter depend on beside itself, ``charter`` the same for all that is found in it.
    """

    asked: bytes
    facts: bytes
    charter: bytes


class JudgedAnew(NamedTuple):
    """A judgement, for how long it holds, and the digests of what was read.

    It is not ``certain`` where it may come out differently the next time.
    """

    judged: Plain
    span: Span
    digests: Digests
    certain: bool = True


class KeptResults:
    """Results of earlier runs for the charters of ``folder`` as of ``now``."""

    def __init__(
        self, cache: ResultCache, tree: WorkTree, folder: PurePosixPath, law: Law, now: datetime
    ) -> None:
        self._cache, self._tree, self._folder = cache, tree, folder
        self._law, self._now = law, now

    def charter(self, name: str, now: Stamps | None) -> tuple[Plain, bytes] | None:
        """What was found in a charter, and the digest of its own file."""
        kept = self._cache.get((self._law.asked, name))
        if kept is None or now is None:
            return None
        by, span, then, digests, judged = kept
        if by != self._law.charter or not self._holds(span):
            return None
        if then != now or None in now.values():
            if not unchanged(self._tree, self._folder / name, now, then, digests):
                return None
            self.keep_charter(name, JudgedAnew(judged, span, digests), now)
        return judged, digests[CHARTER_FILE]

    def keep_charter(self, name: str, new: JudgedAnew, stamps: Stamps | None) -> None:
        """Keep a judgement of files that had these stamps before they were read.

        That a file cannot be read shows in no stamp of it, so nothing of that is kept.
        """
        if (
            not new.certain
            or not all(new.digests.values())
            or stamps is None
            or not new.digests.keys() <= stamps.keys()
        ):
            return
        kept = (self._law.charter, new.span, dict(stamps), dict(new.digests), new.judged)
        self._cache.put((self._law.asked, name), kept)
        self.keep_facts(name, new.judged[-1], stamps[CHARTER_FILE], new.digests[CHARTER_FILE])

    def facts(self, name: str) -> tuple[Facts | None, bytes] | None:
        """The facts of a charter, and the digest of its own file."""
        kept = self._cache.get((self._law.asked, name, CHARTER_FILE))
        if kept is None or kept[0] != self._law.facts:
            return None
        _, then, digest, facts = kept
        path = self._folder / name / CHARTER_FILE
        now = self._tree.stamp(path)
        if now is None or now != then:
            if digest_of(self._tree.read(path)) != digest:
                return None
            self.keep_facts(name, facts, now, digest)
        return facts, digest

    def keep_facts(
        self, name: str, facts: Facts | None, stamp: Stamp | None, digest: bytes
    ) -> None:
        """Keep the facts of a charter whose file had this stamp before it was read, if it was."""
        if not digest:
            return
        kept = (self._law.facts, stamp, digest, facts)
        self._cache.put((self._law.asked, name, CHARTER_FILE), kept)

    def between(self, charters: bytes) -> list[Finding] | None:
        """What did not hold between charters; ``charters`` is a digest of them all."""
        kept = self._cache.get((self._law.asked,))
        if kept is None or kept[:2] != (self._law.charter, charters) or not self._holds(kept[2]):
            return None
        return [*map(finding, kept[3])]

    def keep_between(self, charters: bytes, span: Span, found: Iterable[Finding]) -> None:
        """Keep what does not hold between charters."""
        plain = tuple(map(plain_finding, found))
        self._cache.put((self._law.asked,), (self._law.charter, charters, span, plain))

    def of_directory(self) -> tuple[Finding, ...] | None:
        """What was wrong with the directory itself."""
        kept = self._cache.get(DIRECTORY_FILE)
        return None if kept is None or kept[0] != self._law.facts else tuple(map(finding, kept[1]))

    def keep_of_directory(self, found: Iterable[Finding]) -> None:
        """Keep what is wrong with the directory."""
        self._cache.put(DIRECTORY_FILE, (self._law.facts, tuple(map(plain_finding, found))))

    def _holds(self, span: Span) -> bool:
        since, until = map(datetime.fromisoformat, span)
        return since <= self._now < until


def digest(*of: object) -> bytes:
    """A name of these values, by how Python writes them."""
    return sha256(repr(of).encode("utf-8", "surrogateescape")).digest()[:16]
