"""``trm portfolio watch``: early warnings, each with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import click

from trm_policy.cli.options import as_of_option, format_option
from trm_policy.cli.portfolio_desk import Desk, evidence_json, evidence_text
from trm_policy.cli.revisions import at_option
from trm_policy.measure.warning import State, Watch, warnings_told
from trm_policy.measure.watch import watch
from trm_policy.wording.markup import plain
from trm_policy.wording.text import printable


@click.command("watch")
@click.argument("partnership", metavar="[ID]", required=False)
@format_option("text", "json", "markdown")
@as_of_option
@at_option
@click.pass_context
def command(
    ctx: click.Context,
    partnership: str | None,
    format_: str,
    as_of: datetime,  # noqa: ARG001 - the desk asks for it
    at: str | None,
) -> None:
    """Warn early: of all partnerships, or of the one called ID.

    Looked out for are a declining trend, slower acknowledgement, missed reviews, an absent
    sponsor, a satisfaction gap, stale data, and many amber KPIs. What cannot be told for want of
    records is named as unknown, and is not quiet.
    """
    desk = Desk.of(ctx, at)
    found = [watch(one, desk.now, desk.house(one).health) for one in desk.each(partnership)]
    if format_ == "json":
        desk.show_json(partnerships=[_json(one) for one in found])
    else:
        desk.show(_markdown(found) if format_ == "markdown" else _text(found), ctx)
    desk.tell_unread()


def _text(found: Sequence[Watch]) -> Iterator[str]:
    for one in found:
        yield click.style(f"{one.id}: {one.told}", bold=True)
        for lookout in one.lookouts:
            mark = click.style(f"▲ {lookout.alarm}", fg="yellow")
            for warning in lookout.warnings:
                yield f"  {mark}  {printable(warning.told)}"
                yield from (f"      {evidence_text(proof)}" for proof in warning.evidence)
        blind = one.blind
        if blind:
            yield f"  {click.style('? unknown', fg='cyan')}  {printable('; '.join(blind))}"
        yield ""
    yield warnings_told(found)


def _markdown(found: Sequence[Watch]) -> Iterator[str]:
    yield "| partnership | warning | about | reason | evidence |"
    yield "|---" * 5 + "|"
    for one in found:
        for lookout in one.lookouts:
            for each in lookout.warnings:
                where = ", ".join(f"{proof.path}:{proof.line}" for proof in each.evidence)
                cells = (one.id, lookout.alarm, each.about, each.reason, where)
                yield f"| {' | '.join(map(plain, cells))} |"
    yield ""
    yield warnings_told(found)
    yield ""
    for one in found:
        blind = one.blind
        if one.unasked:
            yield f"- {plain(f'{one.id}: {one.told}')}"
        elif blind:
            yield f"- {plain(f'{one.id}: unknown: ' + '; '.join(blind))}"


def _json(one: Watch) -> dict[str, Any]:
    return {
        "partnership": one.id,
        "title": one.title,
        "tier": one.tier,
        "not_watched_because": one.unasked or None,
        "lookouts": {
            lookout.alarm.value: {
                "state": lookout.state.value,
                "unknown_because": lookout.blind if lookout.state is State.UNKNOWN else None,
                "warnings": [
                    {
                        "about": each.about,
                        "reason": each.reason,
                        "evidence": evidence_json(each.evidence),
                    }
                    for each in lookout.warnings
                ],
            }
            for lookout in one.lookouts
        },
    }
