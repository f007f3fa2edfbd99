"""One rule: what it demands of whom, how grave a breach is, and the function that judges."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Flag, auto
from pathlib import PurePosixPath
from typing import Any

from trm_policy.finding import Place, Severity
from trm_policy.model.vocabulary import Tier


class Tiers(Flag):
    """The tiers of which a rule demands something."""

    STRATEGIC = auto()
    PREFERRED = auto()
    TRANSACTIONAL = auto()


STRATEGIC = Tiers.STRATEGIC
PREFERRED = Tiers.PREFERRED
TRANSACTIONAL = Tiers.TRANSACTIONAL
ALL = STRATEGIC | PREFERRED | TRANSACTIONAL
_TIERS = {
    Tier.STRATEGIC: STRATEGIC,
    Tier.PREFERRED: PREFERRED,
    Tier.TRANSACTIONAL: TRANSACTIONAL,
}


@dataclass(frozen=True, slots=True)
class Problem:
    """What a rule found: a sentence, the place it is about, and the way to fix it.

    ``at`` is a place in the charter, dotted (``goals.freshness.kpis``, list entries by id or
    counted from 1) or as a tuple of keys; it need not exist. ``document`` is another file,
    relative to the source's root: a record, or another charter; ``line`` stands for a place in
    a file that has lines only. ``severity`` is the problem's own, where it differs from the
    rule's. ``on_key`` marks the name instead of the value. ``follows`` names findings that would
    be the cause, each by its rule and its dotted place, or without a place on the problem's line:
    beside one that is at least as grave and not waived, the problem is not told.
    """

    message: str
    at: str | Place = ""
    help: str = ""
    severity: Severity | None = None
    document: PurePosixPath | None = None
    line: int | None = None
    on_key: bool = False
    follows: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """A setting of a rule: its value unless ``trm.toml`` says otherwise, and its meaning."""

    default: Any
    meaning: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the book or of an organisation.

    ``levels`` holds the severity for each tier that the rule judges. ``section`` is what it
    demands and nothing else: where a charter declares it not applicable, the rule is content.
    ``owed`` is the row of :mod:`trm_policy.model.instruments` by which it is demanded, where that
    is not the row of the section.
    ``always`` rules judge a charter before stage working-together as well, ``ended`` ones a
    partnership that is over. ``whole`` rules see all charters at once and run once; ``facts``
    makes of each charter and its roster what such a rule needs of it, as plain data, or None
    where that is nothing. ``change``
    rules compare a charter with what it was, whatever state it is in now, and are silent where
    nothing is known of before.
    """

    name: str
    demand: str
    check: Callable[..., Iterator[Problem]]
    levels: Mapping[Tier, Severity]
    section: str | None = None
    owed: str | None = None
    always: bool = False
    ended: bool = False
    whole: bool = False
    facts: Callable[..., Any] | None = None
    change: bool = False
    options: Mapping[str, Option] = field(default_factory=dict)
    module: str = ""

    @property
    def family(self) -> str:
        """The chapter of the rule book, or ``checks`` for an organisation's own rule."""
        return self.module.split(".")[-2] if self.module.startswith("trm_policy.") else "checks"

    @property
    def severity(self) -> Severity:
        """The gravest of the levels."""
        return max(self.levels.values(), key=lambda level: level.rank)


def rule(  # noqa: PLR0913 - one keyword for each thing a rule may say of itself
    severity: Severity | None = None,
    *,
    tiers: Tiers = ALL,
    strategic: Severity | None = None,
    preferred: Severity | None = None,
    transactional: Severity | None = None,
    section: str | None = None,
    owed: str | None = None,
    always: bool = False,
    ended: bool = False,
    whole: bool = False,
    facts: Callable[..., Any] | None = None,
    change: bool = False,
    options: Mapping[str, Option] | None = None,
) -> Callable[[Callable[..., Iterator[Problem]]], Rule]:
    """Make a rule of a generator function; its name is the function's, with hyphens.

    ``severity`` holds for all of ``tiers``; ``strategic``, ``preferred`` and ``transactional``
    give one tier its own (and alone, name the tiers). The function's docstring is the demand.
    """
    levels = {t: severity for t, flag in _TIERS.items() if severity and flag & tiers}
    own = {
        Tier.STRATEGIC: strategic,
        Tier.PREFERRED: preferred,
        Tier.TRANSACTIONAL: transactional,
    }
    levels |= {tier: level for tier, level in own.items() if level}

    def make(check: Callable[..., Iterator[Problem]]) -> Rule:
        return Rule(
            name=check.__name__.replace("_", "-"),
            demand=(check.__doc__ or "").strip(),
            check=check,
            levels=levels,
            section=section,
            owed=owed,
            always=always,
            ended=ended,
            whole=whole,
            facts=facts,
            change=change,
            options=options or {},
            module=check.__module__,
        )

    return make
