"""Options that several commands share."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from trm_policy.views import FORMATS

if TYPE_CHECKING:
    from trm_policy.model.values import Override
    from trm_policy.views.view import View

T = TypeVar("T")
F = TypeVar("F", bound=Callable[..., Any])
AS_OF = "trm_policy.as_of"
"""Where a command's context keeps the instant of ``--as-of``."""
CACHED = "trm_policy.cached"
"""Where it keeps whether results of earlier runs may be taken."""
NO_CACHE = "TRM_NO_CACHE"
"""The variable that says for every command what ``--no-cache`` says for some."""


class Parsed(click.ParamType[T]):
    """A value that ``read`` makes of what is typed; a ValueError of it says what is wrong."""

    def __init__(self, name: str, read: Callable[[str], T]) -> None:
        self.name, self._read = name, read

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> T:
        """The value that is meant; a default is one already."""
        try:
            return self._read(value) if isinstance(value, str) else value
        except ValueError as error:
            self.fail(str(error), param, ctx)


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError as error:
        raise ValueError(f"{typed!r} is not a day; write it like 2026-11-22") from error


def _day_or_instant(typed: str) -> datetime:
    """A day (its start, in UTC) or an instant with its offset."""
    with suppress(ValueError):
        return datetime.combine(date.fromisoformat(typed), time(), UTC)
    try:
        instant = datetime.fromisoformat(typed)
    except ValueError:
        instant = datetime.combine(_day(typed), time(), UTC)
    if instant.tzinfo is None:
        raise ValueError(f"{typed!r} lacks its offset from UTC; add one, such as +01:00")
    return instant


def _instant(typed: str) -> datetime:
    from trm_policy.timing import parse_instant

    return parse_instant(typed)


def _audience(typed: str) -> Override:
    from trm_policy.model.values import Override

    return Override.parse(typed)


DAY = Parsed("DAY", _day)
INSTANT = Parsed("INSTANT", _instant)
AUDIENCE = Parsed("AUDIENCE", _audience)
"""Who is to read the output: an audience as charters write it."""


def as_of_option(function: F) -> F:
    """``--as-of DATE``: the one place where a command learns what day it is."""
    return _as_of(expose=True)(function)


def looked_at_as_of(function: F) -> F:
    """The same for a command that leaves the day to its loader."""
    return _as_of(expose=False)(function)


def _as_of(*, expose: bool) -> Callable[[F], F]:
    return click.option(
        "--as-of",
        type=Parsed("DATE", _day_or_instant),
        default=lambda: datetime.now(UTC).replace(second=0, microsecond=0),
        show_default="now",
        help="Show the result as of this day (its start in UTC) or instant.",
        expose_value=expose,
        callback=_remember_day,
    )


def _remember_day(ctx: click.Context, _: click.Parameter, value: datetime) -> datetime:
    ctx.meta[AS_OF] = value
    return value


def cache_option(function: F) -> F:
    """``--no-cache``, for a command that takes what an earlier run worked out."""
    return click.option(
        "--no-cache",
        "fresh",
        is_flag=True,
        envvar=NO_CACHE,
        show_envvar=True,
        help="Work everything out again; take and keep no results of earlier runs.",
        expose_value=False,
        callback=_remember_cache,
    )(function)


def _remember_cache(ctx: click.Context, _: click.Parameter, fresh: bool) -> None:
    ctx.meta[CACHED] = not fresh


def format_option(*formats: str) -> Callable[[F], F]:
    """``--format``: the first is the default; those of every view where none is named."""
    return click.option(
        "--format",
        "format_",
        type=click.Choice(formats or FORMATS),
        default=(formats or FORMATS)[0],
        show_default=True,
        help="The output format.",
    )


def at_option(function: F) -> F:
    """``--at REV``: the portfolio as it stood, with the records of then."""
    return click.option(
        "--at",
        metavar="REV",
        help="The portfolio as it was in a revision, as of that revision's day.",
    )(function)


def give(ctx: click.Context, view: View, format_: str, output: Path | None = None) -> None:
    """Print a view in that format, or write it into a file."""
    from trm_policy.views.view import shown

    put(ctx, shown(view, format_), output)


def put(ctx: click.Context, made: str | bytes, output: Path | None) -> None:
    """Print what was made, or write it whole into a file, without colours."""
    if output is None:
        click.echo(made, nl=False, color=ctx.color)
        return
    from trm_policy.authoring.writing import write_atomically

    raw = click.unstyle(made).encode("utf-8", "replace") if isinstance(made, str) else made
    write_atomically(output, raw)


def rendered(markdown: str, colour: bool | None) -> str:
    """``markdown`` laid out for the terminal, with ANSI colours unless ``colour`` is False.

    Where the output is no terminal, and colours are not asked for, it stays plain Markdown.
    """
    if colour is not True and not sys.stdout.isatty():
        return markdown
    from rich.console import Console
    from rich.markdown import Markdown

    width = min(shutil.get_terminal_size().columns, 96)
    out = io.StringIO()
    Console(file=out, width=width, force_terminal=colour is not False).print(Markdown(markdown))
    return out.getvalue()
