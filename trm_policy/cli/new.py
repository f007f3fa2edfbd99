"""``trm new``: a charter from a template, asked for on a terminal or by flags."""

from __future__ import annotations

import os
import shlex
import sys
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

import click

from trm_policy.authoring.answers import Contact
from trm_policy.authoring.charter import GAP, charter_text
from trm_policy.authoring.journal import one_at_a_time, write_together
from trm_policy.authoring.naming import free_id, id_from, line, require_id
from trm_policy.authoring.repository import write_rule
from trm_policy.authoring.repository_context import RepositoryContext, repository_context
from trm_policy.authoring.request import (
    Assigned,
    Named,
    Request,
    answers,
    assigned,
    email,
    named,
    parties,
)
from trm_policy.authoring.writing import encoded
from trm_policy.cli.asking import asked, chosen, say
from trm_policy.cli.loading import Loader
from trm_policy.cli.options import as_of_option
from trm_policy.cli.program import Session
from trm_policy.errors import TrmError
from trm_policy.judging.catalogue import own_rules
from trm_policy.judging.settings import read_settings
from trm_policy.model.vocabulary import Instrument, Relationship, Tier
from trm_policy.source import WorkTree
from trm_policy.starter import rule_files


class CharterExistsError(TrmError):
    """The id is taken; nothing is ever overwritten."""


@click.command("new")
@click.argument("partnership", metavar="ID")
@click.argument("rule", metavar="[NAME]", required=False)
@click.option("--title", metavar="TEXT", help="The title of the partnership.")
@click.option(
    "--instrument",
    type=click.Choice([word.value for word in Instrument]),
    help="What the charter stands for, which says what it owes.  [default: alliance]",
)
@click.option(
    "--relationship",
    type=click.Choice([word.value for word in Relationship]),
    help="What the others are to the host.",
)
@click.option(
    "--tier", type=click.Choice([word.value for word in Tier]), help="How much governance it needs."
)
@click.option("--host", metavar="[ID=]NAME", help="Your own organisation.")
@click.option(
    "--party", "others", multiple=True, metavar="[ID=]NAME", help="Another party; may be repeated."
)
@click.option(
    "--owner",
    "owners",
    multiple=True,
    metavar="PARTY=NAME<MAIL>",
    help="The relationship owner of a party; once for each.",
)
@click.option(
    "--sponsor",
    "sponsors",
    multiple=True,
    metavar="PARTY=NAME<MAIL>",
    help="The executive sponsor of a party; once for each.",
)
@click.option(
    "--start",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The first day of the partnership.  [default: today]",
)
@click.option("-y", "--yes", is_flag=True, help="Ask no questions; leave open what is not given.")
@as_of_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    partnership: str,
    rule: str | None,
    as_of: datetime,
    yes: bool,
    **said: Any,
) -> None:
    """Write a draft of the charter ID, made for its instrument, relationship and tier.

    On a terminal it asks for what the options leave open. What only you know is left as TBD,
    and 'trm check' lists it.

    'trm new rule NAME' creates a rule of your own instead: its module and its page.
    """
    session: Session = ctx.obj
    if rule is not None or partnership == "rule":
        _new_rule(session.root, partnership, rule)
        return
    source = WorkTree(session.root)
    known = repository_context(source, read_settings(source))
    _require_free(require_id(partnership), known, session.root)
    request = _request(said)
    if not yes and sys.stdin.isatty():
        request = ask(request, known, partnership)
    found = answers(request, known, partnership, as_of.date())

    path = session.root / known.charter_path(partnership)
    text = charter_text(found)
    raw = encoded(path, text)
    with one_at_a_time(session.root):
        _require_free(partnership, repository_context(source, read_settings(source)), session.root)
        write_together(session.root, {known.charter_path(partnership): raw}, new=True)
    gaps = sum(f": {GAP}" in line or f"- {GAP}" in line for line in text.splitlines())
    alliance = found.instrument is Instrument.ALLIANCE
    noun = "charter" if alliance else found.instrument.noun
    click.echo(_told(path, f"{found.tier} {found.relationship} {noun}", gaps), color=False)


def _new_rule(root: Path, word: str, name: str | None) -> None:
    """Write a rule of the organisation's own into the first folder of checks."""
    if word != "rule" or name is None:
        title = f" --title {shlex.quote(name)}" if name is not None else ""
        charter = "ID" if word == "rule" else word
        raise click.UsageError(
            f"for a charter write: trm new {charter}{title}; for a rule: trm new rule NAME"
        )
    load = Loader(root)
    book = load.book
    taken = book.names().union(own_rules(load.source, book.settings))
    folder = PurePosixPath((book.settings.table.checks or ("checks",))[0])
    with one_at_a_time(root):
        written = write_rule(name, root, folder, rule_files(), taken)
    for path in written:
        click.echo(f"Wrote {path}")
    click.echo(f"Next: 'trm test {name}' fails until the rule finds what its page shows.")


def _request(said: dict[str, Any]) -> Request:
    return Request(
        instrument=Instrument(said["instrument"]) if said["instrument"] else None,
        relationship=Relationship(said["relationship"]) if said["relationship"] else None,
        tier=Tier(said["tier"]) if said["tier"] else None,
        title=line(said["title"], "the title") or None if said["title"] else None,
        host=named(said["host"]) if said["host"] else None,
        others=tuple(map(named, said["others"])),
        owners=tuple(map(assigned, said["owners"])),
        sponsors=tuple(map(assigned, said["sponsors"])),
        start=said["start"].date() if said["start"] else None,
    )


def _require_free(partnership: str, known: RepositoryContext, root: Path) -> None:
    path = root / known.charter_path(partnership)
    taken = {name.casefold(): name for name in known.ids}
    if os.path.lexists(path) or partnership in taken:
        there = known.charter_path(taken.get(partnership, partnership))
        free = free_id(id_from(partnership, "partner"), taken.keys() | {partnership})
        raise CharterExistsError(
            f"there is a charter {there} already, which is not changed; edit it, or choose "
            f"another id such as {free!r}"
        )


def _told(path: Path, what: str, gaps: int) -> str:
    here = Path.cwd()
    shown = path.relative_to(here) if path.is_relative_to(here) else path
    return (
        f"Wrote {shown}: the draft of a {what}.\n"
        "\n"
        "Next:\n"
        f"  1. Open it and replace each TBD; there are {gaps}. The rest is a proposal.\n"
        f"  2. trm check {shown.parent}\n"
        "     lists what is still open. In a draft none of it is an error.\n"
        "  3. Once every party has agreed, write 'status: active'."
    )


W = TypeVar("W", bound=StrEnum)
_OWNER = "Who owns the relationship at {}?"


def ask(request: Request, known: RepositoryContext, partnership: str) -> Request:
    """``request`` with what it left open asked for. An empty answer leaves it open still."""
    say("A few questions. Press Enter to take what is proposed or to leave it open for later.")
    if request.instrument is None:
        instrument = _choice(
            "What does the charter stand for? ('trm explain instrument' shows what each owes)",
            Instrument,
            Instrument.ALLIANCE,
        )
        request = replace(request, instrument=instrument)
    if request.relationship is None:
        relationship = _choice(
            "What is the other side to you?", Relationship, Relationship.SUPPLIER
        )
        request = replace(request, relationship=relationship)
    if request.tier is None:
        tier = _choice("How much governance does it need?", Tier, Tier.PREFERRED)
        request = replace(request, tier=tier)
    request = _parties(request, known, partnership)
    request = _owners(request, known)
    if request.title is None:
        names = [party.name for party in parties(request, known)]
        proposal = "" if None in names else " and ".join(map(str, names))
        title = _text("What is the partnership called?", "the title", proposal)
        request = replace(request, title=title or None)
    return request


def _parties(request: Request, known: RepositoryContext, partnership: str) -> Request:
    if request.host is None:
        usual = known.host.name or "" if known.host else ""
        name = _text("What is your organisation called?", "the name of a party", usual)
        if name and name != usual:
            request = replace(request, host=Named(name))
    if not request.others:
        proposal = partnership.replace("-", " ").title()
        names = asked(
            "What is the other party called? (several: put semicolons between them)",
            lambda typed: [line(part, "the name of a party") for part in typed.split(";")],
            proposal,
        )
        request = replace(request, others=tuple(Named(name) for name in names if name))
        parties(request, known)  # a clash between names is reported before more is asked
    return request


def _owners(request: Request, known: RepositoryContext) -> Request:
    spoken_for = {one.party.casefold() for one in request.owners}
    for party in parties(request, known):
        called = party.name or party.id
        if {party.id, called.casefold()} & spoken_for:
            continue
        joint = request.instrument is Instrument.CONSORTIUM
        question = f"Who represents {called}?" if joint else _OWNER.format(called)
        name = _text(question, "the name", "")
        if name:
            mail = asked("  and their e-mail address?", _mail, "")
            owner = Assigned(party.id, Contact(name, mail or None))
            request = replace(request, owners=(*request.owners, owner))
    return request


def _mail(typed: str) -> str:
    return email(typed) if typed.strip() else ""


def _text(question: str, what: str, proposal: str) -> str:
    return asked(question, lambda typed: line(typed, what), proposal)


def _choice(question: str, words: type[W], proposal: W) -> W:
    return words(chosen(question, [word.value for word in words], proposal.value))
