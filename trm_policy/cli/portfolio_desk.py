"""What the views of the portfolio share: the charters they look at, and how evidence is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

import click

from trm_policy.cli import Session
from trm_policy.cli.revisions import Standpoint
from trm_policy.errors import NoCharterError, TrmError, did_you_mean
from trm_policy.judging.catalogue import Rulebook
from trm_policy.judging.limits import Limits, limits_of
from trm_policy.measure.evidence import Evidence
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.views.view import json_text
from trm_policy.wording.text import printable


@dataclass
class Desk:
    """The portfolio as it is looked at: ``now`` is the instant as of which.

    ``unread`` are the charters that could not be read, once all were asked for.
    """

    stand: Standpoint
    reader: PortfolioReader
    now: datetime
    unread: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, ctx: click.Context, at: str | None) -> Desk:
        """The desk of a command. Raises TrmError where there is no charter."""
        session: Session = ctx.obj
        stand = Standpoint(session.root, at)
        reader = PortfolioReader(stand.source, stand.settings.partnerships)
        if not reader.ids:
            raise NoCharterError(session.root / reader.folder)
        return cls(stand, reader, stand.as_of(ctx))

    @cached_property
    def book(self) -> Rulebook:
        """The rules of the house; their options are the limits of figures."""
        return self.stand.rulebook(foreign=False)

    def each(self, only: str | None = None) -> Iterator[Partnership]:
        """The charters that can be read, one after the other. Raises TrmError for an unknown id."""
        if only is not None and only not in self.reader.ids:
            known = self.reader.ids
            raise TrmError(f"no partnership is called {only!r}; {did_you_mean(only, known)}")
        for name in self.reader.ids if only is None else (only,):
            read = self.reader.read(name).partnership
            if read is None:
                self.unread.append(name)
            else:
                yield read

    def house(self, partnership: Partnership) -> Limits:
        """How the settings take a partnership."""
        return limits_of(partnership, self.book)

    def show_json(self, **data: Any) -> None:
        """Print a view as JSON; charters that could not be read are named in it."""
        whole = {"version": 1, "as_of": self.now.isoformat(), **data, "unread": self.unread}
        click.echo(json_text(whole), nl=False)

    def show(self, lines: Iterable[str], ctx: click.Context) -> None:
        """Print a view as lines."""
        click.echo("\n".join(lines), color=ctx.color)

    def tell_unread(self) -> None:
        """Say which charters are missing from what was shown."""
        for name in self.unread:
            click.echo(f"{name} cannot be read; 'trm check' shows why", err=True)


def evidence_json(evidence: Iterable[Evidence]) -> list[dict[str, Any]]:
    """Evidence as machines read it."""
    return [
        {"path": one.path.as_posix(), "line": one.line, "at": one.at or None, "says": one.says}
        for one in evidence
    ]


def evidence_text(one: Evidence) -> str:
    """Evidence in a line: what it says, and where."""
    return printable(f"{one.says}  [{one.path}:{one.line}]")
