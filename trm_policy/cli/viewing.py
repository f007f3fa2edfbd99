"""Commands that show a view of the portfolio, all in the same way."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from trm_policy.cli.loading import Loader
from trm_policy.cli.options import at_option, format_option, give, looked_at_as_of, put
from trm_policy.views import FORMATS

if TYPE_CHECKING:
    from trm_policy.views.view import View


def viewed(*others: str) -> Callable[[Callable[..., View | str]], Callable[..., None]]:
    """A command that shows a view: it is made of what is looked at, and the unread are named.

    It has ``--format``, ``--as-of`` and ``--at``. What is made in one of the ``others`` among its
    formats is printed as it is.
    """

    def wrap(make: Callable[..., View | str]) -> Callable[..., None]:
        @format_option(*FORMATS, *others)
        @looked_at_as_of
        @at_option
        @click.pass_context
        @wraps(make)
        def run(ctx: click.Context, /, format_: str, at: str | None, **said: Any) -> None:
            from trm_policy.portfolio.parallel import leave_garbage

            leave_garbage()
            loader = Loader.of(ctx, at)
            if others:
                said["format_"] = format_
            made = make(loader, **said)
            if isinstance(made, str):
                put(ctx, made, None)
            else:
                give(ctx, made, format_)
            loader.say_unread()

        return run

    return wrap
