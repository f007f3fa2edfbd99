"""Questions on a terminal: the answer is read at once, and asked for again where it is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

import click

from trm_policy.errors import TrmError

T = TypeVar("T")


def asked(question: str, read: Callable[[str], T], proposal: str | None = None) -> T:
    """What ``read`` makes of the answer; asked again, with the reason, while it refuses.

    Without a ``proposal`` there must be an answer.
    """

    def convert(typed: str) -> T:
        try:
            return read(typed)
        except TrmError as error:
            raise click.UsageError(str(error)) from error

    answer: T = click.prompt(
        question,
        default=proposal,
        show_default=bool(proposal),
        value_proc=convert,
        prompt_suffix="\n> ",
        err=True,
    )
    return answer


def chosen(question: str, words: Iterable[str], proposal: str | None = None) -> str:
    """One of ``words``."""
    answer: str = click.prompt(
        question, type=click.Choice(list(words)), default=proposal, prompt_suffix="\n> ", err=True
    )
    return answer


def say(text: str) -> None:
    """Something for whoever sits at the terminal; results stay apart from it."""
    click.echo(text, err=True)
