"""What a partnership was before the change under judgement. Handed in, like everything else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath

from trm_policy.model.charter import Charter
from trm_policy.model.party import Directory, Human
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.source import Source

_SAID_OF_IT = ("approvals", "waivers")
"""Sections that say what is thought of a charter, and nothing that is agreed."""


@dataclass(frozen=True, slots=True)
class CharterCommit:
    """One commit of the change, as far as it goes for one charter.

    ``author`` and ``email`` are as the commit itself has them, which no edit of .mailmap alters;
    ``names`` are all names and addresses of its author, those of .mailmap too.
    ``charter`` and ``directory`` are what the commit made of them. ``signers`` is asked when it
    matters: the e-mail addresses of whoever signed the commit, as git verifies it; none without a
    good signature. ``writes`` says that it does more than approve and waive.
    """

    commit: str
    author: str
    email: str
    charter: Charter
    directory: Directory
    signers: Callable[[], tuple[str, ...]] = field(repr=False)
    names: tuple[str, ...] = ()
    writes: bool = False

    @property
    def own_names(self) -> tuple[str, str]:
        """The name and the address that can vouch for somebody."""
        return self.author, self.email


def is_written(now: Charter, then: Charter | None) -> bool:
    """Whether a charter differs from an earlier one in more than approvals and waivers."""
    without = dict.fromkeys(_SAID_OF_IT, ())
    return then is None or then.model_copy(update=without) != now.model_copy(update=without)


@dataclass(frozen=True, eq=False)
class Before:
    """One partnership before the change; known by itself, so that what it tells can be kept.

    ``partnership`` is None where there was none, or ``unreadable`` says that nobody can tell what
    it was; beside a partnership, that a folder of its records is a link or another repository.
    ``gone`` says that nothing followed it: its folder was removed. ``signed`` says that approvals
    must be signed. ``relaxed`` are the rules and policies that held for it and no longer do, since
    it is selected otherwise. ``everybody`` gives all whom the directory or any charter listed then.
    """

    partnership: Partnership | None
    gone: bool = False
    unreadable: bool = False
    signed: bool = False
    relaxed: tuple[str, ...] = ()
    trail: Callable[[], tuple[CharterCommit, ...]] = tuple
    everybody: Callable[[], Iterable[Human]] = tuple

    @cached_property
    def steps(self) -> tuple[CharterCommit, ...]:
        """The commits of the change that touched the charter or the directory, oldest first."""
        return self.trail()


def _untraced(_: str) -> tuple[CharterCommit, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class ChangedFiles:
    """The files of a git repository before and after a change, by their paths from its top.

    ``paths`` are those that changed, ``names`` all that are there now. ``prefix`` is the folder of
    the governance repository, ``nested`` are other repositories within this one that are new or
    stand on another commit.
    """

    before: Source
    after: Source
    paths: frozenset[PurePosixPath]
    names: frozenset[str]
    prefix: PurePosixPath = field(default_factory=PurePosixPath)
    nested: frozenset[PurePosixPath] = frozenset()


@dataclass(frozen=True)
class PortfolioChange:
    """All partnerships before the change, and what of them it can have altered.

    ``then`` reads what was there; ``was`` gives the id of then for each id of now that existed;
    ``touched`` are the ids of now that the change can have made other than they were. ``edited``
    are the ids, of then or now, of which a file is not as it was, and ``paths`` all such files.
    ``trail`` gives the commits of a charter by its id of now; ``signed`` says that approvals must
    be signed. ``judged`` are the first that were, with what they were, for who asks again.
    """

    then: PortfolioReader
    was: Mapping[str, str]
    touched: frozenset[str]
    edited: frozenset[str] = frozenset()
    paths: frozenset[PurePosixPath] = frozenset()
    trail: Callable[[str], tuple[CharterCommit, ...]] = _untraced
    signed: bool = False
    judged: dict[str, tuple[Partnership, Before]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def before(self, partnership: str) -> Before | None:
        """What the partnership of that id was; None where the change leaves it alone."""
        if partnership not in self.touched:
            return None
        then = self.was.get(partnership)
        read = self.then.read(then).partnership if then is not None else None
        return Before(
            read,
            unreadable=(read is None and then is not None)
            or self.then.is_closed(then or partnership),
            signed=self.signed,
            trail=lambda: self.trail(partnership),
            everybody=self._everybody,
        )

    def _everybody(self) -> Iterator[Human]:
        yield from self.then.directory[0].people.values()
        for name in self.then.ids:
            charter = self.then.charter(name)
            yield from charter.people.values() if charter is not None else ()

    @property
    def gone(self) -> tuple[str, ...]:
        """The ids of then that nothing followed."""
        stayed = set(self.was.values())
        return tuple(name for name in self.then.ids if name not in stayed)

    @property
    def now_called(self) -> dict[str, str]:
        """The id of now for each id of then that is still there."""
        return {old: new for new, old in self.was.items()}
