"""Commits with what they changed, as git tells them in one pass."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from itertools import islice
from typing import NamedTuple

from trm_policy.history.changes import FileChange, file_change, in_order

FORMAT = "--format=%H%x00%P%x00%aN%x00%aE%x00%an%x00%ae%x00%ad%x00%cd%x00%s"
PLAIN = ("--date=raw", "--encoding=UTF-8", "--no-notes", "--no-decorate", "--no-show-signature")
_FIELDS = 9
_FIRST, _MOST = 256, 8192
"""Commits that are held back until the authors of merges among them are known."""


class Commit(NamedTuple):
    """A commit and what it changed.

    ``author``, ``email`` and ``when`` are the author's, as .mailmap has them; of a merge those of
    the last commit that it brought. ``name`` and ``address`` are as the commit itself has them,
    which no edit of .mailmap alters. ``committed`` is when the commit was made; it and ``when``
    are kept as git has them, as ``authored`` and ``made``. ``changes`` is what the commit did to
    its first parent.
    """

    sha: str
    parents: tuple[str, ...]
    author: str
    email: str
    name: str
    address: str
    authored: str
    made: str
    subject: str
    changes: tuple[FileChange, ...]

    @property
    def when(self) -> datetime:
        """When the change was written."""
        return moment(self.authored)

    @property
    def committed(self) -> datetime:
        """When the commit was made."""
        return moment(self.made)


def commits(tokens: Iterator[str], prefix: str) -> Iterator[Commit]:
    """Git's log, cut at its NULs, as commits; paths become relative to ``prefix``."""
    head = next(tokens, None)
    while head:
        parents, *who, authored, made, subject = islice(tokens, _FIELDS - 1)
        author, email, name, address = who if all(map(str.isascii, who)) else map(_shown, who)
        changes = []
        after = next(tokens, None)
        while after is not None and after.startswith((":", "\n:")):
            changes.append(file_change(after, tokens, prefix))
            after = next(tokens, None)
        yield Commit(
            *(head, tuple(parents.split()), author, email, name, address, authored, made),
            subject=_shown(subject),
            changes=in_order(changes),
        )
        head = after


class Author(NamedTuple):
    """Who wrote a commit, and when, as commits have it."""

    author: str
    email: str
    name: str
    address: str
    authored: str


AUTHORS = "--format=%H%x00%aN%x00%aE%x00%an%x00%ae%x00%ad"
_OF_AUTHOR = 6


def authors(tokens: Iterator[str]) -> dict[str, Author]:
    """Git's answer to AUTHORS, cut at its NULs: the author of each commit."""
    found = {}
    while fields := [_shown(token) for token in islice(tokens, _OF_AUTHOR)]:
        found[fields[0]] = Author(*fields[1:])
    return found


def credited(
    found: Iterable[Commit], asked: Callable[[list[str]], Mapping[str, Author]]
) -> Iterator[Commit]:
    """The same commits; a merge is by whoever wrote the last commit that it brought.

    ``asked`` tells the authors of commits; it is asked seldom, about many at once.
    """
    left = iter(found)
    size = _FIRST
    while some := list(islice(left, size)):
        tips = {commit.sha: commit.parents[1] for commit in some if len(commit.parents) > 1}
        known = asked(list(tips.values())) if tips else {}
        for commit in some:
            author = known.get(tips.get(commit.sha, ""))
            yield commit._replace(**author._asdict()) if author else commit
        size = min(size * 32, _MOST)


def person(name: str, email: str) -> str:
    """A name with its e-mail as git writes and reads them."""
    return f"{name} <{email}>" if name else f"<{email}>"


def moment(raw: str) -> datetime:
    """``1700000000 +0100`` as an instant; what no calendar holds becomes the epoch."""
    seconds, _, offset = raw.partition(" ")
    zone = _zone(offset)
    try:
        return datetime.fromtimestamp(int(seconds), zone)
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, zone)


@cache
def _zone(offset: str) -> timezone:
    try:
        hours, minutes = int(offset[:3]), int(offset[0] + offset[3:])
        return timezone(timedelta(hours=hours, minutes=minutes))
    except (ValueError, IndexError):
        return UTC


def _shown(text: str) -> str:
    """Text that can be shown: what is no text in it is replaced."""
    if text.isascii():
        return text
    return text.encode("utf-8", "surrogateescape").decode(errors="replace")
