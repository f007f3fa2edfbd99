"""``--at`` and ``--base``: which state of the repository a command looks at, and by what law."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from trm_policy.cli.options import at_option
from trm_policy.errors import SettingsError
from trm_policy.judging.catalogue import Rulebook, read_rulebook
from trm_policy.judging.rule_changes import rule_changes
from trm_policy.judging.settings import Settings, read_settings
from trm_policy.source import Source, WorkTree

if TYPE_CHECKING:
    from trm_policy.history import Repository, Revision

__all__ = ["Standpoint", "at_option"]


@dataclass(frozen=True)
class Standpoint:
    """What is looked at, and what it is held against.

    ``at`` names a revision to look at instead of the work tree, ``base`` one to judge the
    change from: settings, policies and own rules are then those of ``base``.
    """

    root: Path
    at: str | None = None
    base: str | None = None

    @cached_property
    def repository(self) -> Repository:
        """The git repository. Raises HistoryError where there is none."""
        from trm_policy.history import Repository

        return Repository.at(self.root)

    @cached_property
    def head(self) -> Revision | None:
        """The revision that is looked at; None for the work tree."""
        return self.repository.revision(self.at) if self.at is not None else None

    @cached_property
    def source(self) -> Source:
        """The files that are looked at."""
        return self.head or WorkTree(self.root)

    @cached_property
    def parted(self) -> Revision | None:
        """Where the change began: the last revision that ``base`` and what is looked at share."""
        if self.base is None:
            return None
        return self.repository.parted(self.base, self.head.commit if self.head else "HEAD")

    @cached_property
    def law(self) -> Source:
        """The files that the rules are read from."""
        return self.repository.revision(self.base) if self.base is not None else self.source

    @cached_property
    def settings(self) -> Settings:
        """The settings that hold. Raises SettingsError."""
        try:
            return read_settings(self.law)
        except SettingsError as error:
            if self.base is None:
                raise
            raise SettingsError(
                f"the settings of {self.base} cannot be used, so nothing can be judged by them: "
                f"{error}. Let whoever answers for the rules fix them there first"
            ) from error

    def rulebook(self, *, foreign: bool) -> Rulebook:
        """Everything that judges, with what the change does to it. Raises TrmError.

        Own rules come from ``base`` where there is one: no code of a change is run.
        """
        book = read_rulebook(self.law, self.settings, foreign=foreign)
        if self.parted is None:
            return book
        proposed = read_rulebook(self.source, self.proposed, foreign=False)
        told = (*proposed.catalog.findings, *rule_changes(self.parted, self.source))
        findings = (*book.catalog.findings, *told)
        return replace(book, catalog=replace(book.catalog, findings=findings))

    @property
    def partnerships(self) -> PurePosixPath:
        """Where the charters are: a change may move them, and they are looked at there."""
        return self.settings.partnerships if self.base is None else self.proposed.partnerships

    @cached_property
    def proposed(self) -> Settings:
        """The settings that will hold once the change is merged. Raises SettingsError."""
        return read_settings(self.source)

    def as_of(self, ctx: click.Context) -> datetime:
        """The instant that ``--as-of`` names; unless it was given, that of the revision."""
        asked: datetime = ctx.params["as_of"]
        default = ctx.get_parameter_source("as_of") is ParameterSource.DEFAULT
        return self.head.committed if default and self.head is not None else asked
