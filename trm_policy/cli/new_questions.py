"""The questions that ``trm new`` asks on a terminal: few, each with an answer proposed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

import click

from trm_policy.authoring.answers import Contact
from trm_policy.authoring.naming import line
from trm_policy.authoring.request import Assigned, Named, Request, email, parties
from trm_policy.authoring.surroundings import Surroundings
from trm_policy.errors import TrmError
from trm_policy.model.vocabulary import Relationship, Tier

W = TypeVar("W", bound=StrEnum)


def ask(request: Request, known: Surroundings, partnership: str) -> Request:
    """``request`` with what it left open asked for. An empty answer leaves it open still."""
    _say("A few questions. Press Enter to take what is proposed or to leave it open for later.")
    if request.relationship is None:
        asked = _choice("What is the other side to you?", Relationship, Relationship.SUPPLIER)
        request = replace(request, relationship=asked)
    if request.tier is None:
        asked_tier = _choice("How much governance does it deserve?", Tier, Tier.PREFERRED)
        request = replace(request, tier=asked_tier)
    request = _parties(request, known, partnership)
    request = _owners(request, known)
    if request.title is None:
        names = [party.name for party in parties(request, known)]
        proposal = "" if None in names else " and ".join(map(str, names))
        title = _text("What is the partnership called?", "the title", proposal)
        request = replace(request, title=title or None)
    return request


def _parties(request: Request, known: Surroundings, partnership: str) -> Request:
    if request.host is None:
        usual = known.host.name or "" if known.host else ""
        name = _text("What is your organisation called?", "the name of a party", usual)
        if name and name != usual:
            request = replace(request, host=Named(name))
    if not request.others:
        proposal = partnership.replace("-", " ").title()
        names = _asked(
            "What is the other party called? (several: put semicolons between them)",
            lambda typed: [line(part, "the name of a party") for part in typed.split(";")],
            proposal,
        )
        request = replace(request, others=tuple(Named(name) for name in names if name))
        parties(request, known)  # a clash between names is told before more is asked
    return request


def _owners(request: Request, known: Surroundings) -> Request:
    spoken_for = {one.party.casefold() for one in request.owners}
    for party in parties(request, known):
        called = party.name or party.id
        if {party.id, called.casefold()} & spoken_for:
            continue
        name = _text(f"Who answers for the relationship at {called}?", "the name", "")
        if name:
            mail = _asked("  and their e-mail address?", _mail, "")
            owner = Assigned(party.id, Contact(name, mail or None))
            request = replace(request, owners=(*request.owners, owner))
    return request


def _mail(typed: str) -> str:
    return email(typed) if typed.strip() else ""


def _text(question: str, what: str, proposal: str) -> str:
    return _asked(question, lambda typed: line(typed, what), proposal)


def _choice(question: str, words: type[W], proposal: W) -> W:
    answer: str = click.prompt(
        question,
        type=click.Choice([word.value for word in words]),
        default=proposal.value,
        prompt_suffix="\n> ",
        err=True,
    )
    return words(answer)


T = TypeVar("T")


def _asked(question: str, read: Callable[[str], T], proposal: str) -> T:
    """What ``read`` makes of the answer; asked again, with the reason, while it refuses."""

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


def _say(text: str) -> None:
    click.echo(text, err=True)
