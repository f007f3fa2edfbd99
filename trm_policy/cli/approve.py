"""``trm approve``: a party's agreement to the charter as it is now, written into it."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

import click

from trm_policy.authoring.approving import Approving
from trm_policy.authoring.journal import one_at_a_time, write_together
from trm_policy.cli.asking import asked
from trm_policy.cli.loading import Loader
from trm_policy.cli.options import looked_at_as_of
from trm_policy.errors import TrmError
from trm_policy.finding import Finding, Severity
from trm_policy.judging.settings import Settings
from trm_policy.model.assurance import Approval
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.roster import Actor, Roster

_FIXED_BY_THIS = "approvals-current"
_OF_RECORDS = frozenset(
    {
        *("measurement-fresh", "red-kpi-has-action", "measurement-from-records"),
        *("review-overdue", "review-minutes", "health-checked", "sponsor-absent", "action-overdue"),
    }
)
"""What these find at a place of the charter is fixed by a record beside it."""


@click.command("approve")
@click.argument("partnership", metavar="ID")
@click.argument("more", nargs=-1, metavar="")
@click.option("--party", metavar="PARTY", help="The party that agrees, by its id or name.")
@click.option(
    "--person",
    metavar="ID",
    help="Who agrees for it: its sponsor, the deputy or a body of it.",
    show_default="the sponsor",
)
@click.option("--evidence", metavar="TEXT", help="The evidence: minutes, a letter, an e-mail.")
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The day of the agreement.  [default: today]",
)
@click.option(
    "--base",
    metavar="REV",
    help="Also accept those who held the role in REV, before they were replaced.",
)
@click.option("--again", is_flag=True, help="Write it even if this version is already approved.")
@looked_at_as_of
@click.pass_context
def command(
    ctx: click.Context,
    partnership: str,
    more: tuple[str, ...],
    party: str | None,
    person: str | None,
    evidence: str | None,
    day: datetime | None,
    base: str | None,
    again: bool,
) -> None:
    """Record in the charter ID that PARTY agrees to its current version.

    It takes effect with the next commit. An approval covers all versions with the same first
    two numbers.
    """
    if more:
        words = shlex.join(["trm", "approve", partnership, "--party", *more[:1]])
        raise click.UsageError(f"name the party behind --party: {words}")
    loader = Loader.of(ctx)
    on = day.date() if day else loader.today
    if on > loader.today:
        raise TrmError(f"{on} is in the future; record the approval once it has been given")
    before, never = _before(loader, partnership, base), loader.settings.table.waivers.never
    wish = Approving(loader.one(partnership), loader.today, before, never)
    given = _party(wish, party)
    if not _is_needed(wish, given, again=again):
        return
    wish.person(given, person, on)
    _warn(wish, loader)
    if evidence is None and sys.stdin.isatty():
        question = "What shows it? (such as: Minutes of the steering committee of 2026-10-20)"
        evidence = asked(question, lambda typed: wish.evidence(typed) or "", "")
    with one_at_a_time(loader.root):
        wish = replace(wish, partnership=loader.one(partnership))
        given = _party(wish, party)
        if not _is_needed(wish, given, again=again):
            return
        actor = wish.person(given, person, on)
        entry = wish.entry(given, actor, on, wish.evidence(evidence))
        path = wish.partnership.path
        made = wish.written(loader.source.read(path) or b"", entry)
        write_together(loader.root, {path: made})
    written = Approving(loader.one(partnership), loader.today)
    click.echo("\n".join(_done(written, given, actor, on, loader.settings)))


def _party(wish: Approving, typed: str | None) -> str:
    """The party that approves. Raises ApprovalError where nothing can be approved."""
    wish.require_version()
    wish.require_finished()
    return wish.party(typed)


def _is_needed(wish: Approving, party: str, *, again: bool) -> bool:
    """Whether an approval is to be written; where none is, the one that is there is shown."""
    there = wish.standing(party)
    if there is None or again:
        return True
    click.echo(_there_already(wish, there))
    return False


def _before(loader: Loader, partnership: str, base: str | None) -> Roster | None:
    """Who was who in a revision; None where none is named or the charter is new since then."""
    change = replace(loader, base=base).change
    before = change.before(partnership) if change else None
    was = before.partnership if before is not None else None
    return was.roster if was is not None else None


def _there_already(wish: Approving, there: Approval) -> str:
    name, party = wish.roster.name_of(there.person), wish.roster.party_name(there.party)
    version = wish.charter.version
    held = f", which also applies to {version}" if there.version != version else ""
    return (
        f"{name} has approved version {there.version} for {party} on {there.date} already{held}. "
        "Nothing was changed.\n"
        "If the charter has changed since then, add --again."
    )


def _warn(wish: Approving, loader: Loader) -> None:
    """Say on stderr what makes an approval doubtful, without standing in its way."""
    if errors := list(_errors(wish.partnership, loader)):
        number = "an error" if len(errors) == 1 else f"{len(errors)} errors"
        click.echo(
            f"trm: {wish.partnership.id} still has {number}, such as: {errors[0].message}. What "
            f"is fixed after the approval may have to be approved again; "
            f"'trm check {wish.partnership.path.parent}' shows more",
            err=True,
        )


def _errors(partnership: Partnership, loader: Loader) -> Iterator[Finding]:
    """The errors of the charter's own text, without those of rules over the whole portfolio.

    A record that is missing is added without another approval.
    """
    from trm_policy.judging.checker import check

    book = loader.rulebook(foreign=True)
    aside = {rule.name for rule in book.catalog.rules if rule.whole} | {_FIXED_BY_THIS}
    book = replace(book, ignored=frozenset(aside))
    for finding in check(loader.reader, book, loader.now, {partnership.id}).findings:
        in_charter = finding.path == partnership.path and finding.rule not in _OF_RECORDS
        if in_charter and finding.severity is Severity.ERROR and finding.waived is None:
            yield finding


def _done(
    wish: Approving, party: str, actor: Actor, day: date, settings: Settings
) -> Iterator[str]:
    """What was written, and what is to be done next."""
    version, path = wish.charter.version, wish.partnership.path.as_posix()
    name = wish.roster.party_name(party)
    yield f"Wrote into {path}:"
    yield f"  {actor.name} approves version {version} for {name}, {day}."
    yield ""
    yield "Next:"
    message = shlex.quote(f"{party} approves version {version} of {wish.partnership.id}")
    signed = settings.table.require_signature
    yield f"  git commit {'-S ' if signed else ''}-m {message} {shlex.quote(path)}"
    if signed:
        mail = actor.human.email if actor.human else None
        yield (
            f"  {settings.name} requires a signature: {actor.name} must make this commit"
            + (f" as {mail}" if mail else "")
            + " and sign it."
        )
    elif party != wish.charter.host:
        yield f"  Only who commits this vouches for it; see require_signature in {settings.name}."
    for other in wish.open():
        yield (
            f"  {wish.roster.party_name(other)} has not approved it yet: "
            f"trm approve {wish.partnership.id} --party {other}"
        )
