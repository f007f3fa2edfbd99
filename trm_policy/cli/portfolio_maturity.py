"""``trm portfolio maturity``: five stages by function, claimed and shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import click

from trm_policy.cli.options import as_of_option, format_option
from trm_policy.cli.portfolio_desk import Desk, evidence_json, evidence_text
from trm_policy.cli.revisions import at_option
from trm_policy.measure.maturity import Function, Maturity, Verdict, by_stage, maturity
from trm_policy.model.vocabulary import MaturityLevel
from trm_policy.wording.markup import plain
from trm_policy.wording.text import printable

_SIGNS = {
    Verdict.BORNE_OUT: ("●", "green"),
    Verdict.LESS: ("▼", "yellow"),
    Verdict.BETTER: ("▲", "blue"),
    Verdict.UNKNOWN: ("?", "cyan"),
}
_WIDTH = max(map(len, Verdict))
_INDENT = " " * (_WIDTH + 6)
_MET = {True: "yes", False: "no", None: "unknown"}


@click.command("maturity")
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
    """Show the maturity of each function: what is claimed, what is shown, and the next step.

    The stages are initial, repeatable, defined, managed and optimised. A stage is shown where
    the charter and its records meet what it and all below it demand; the one called ID is shown
    with its evidence. A function of which nothing is written is unknown.
    """
    desk = Desk.of(ctx, at)
    found = [maturity(one, desk.now) for one in desk.each(partnership)]
    if format_ == "json":
        desk.show_json(functions=by_stage(found), partnerships=[_json(one) for one in found])
    elif format_ == "markdown":
        desk.show(_markdown(found), ctx)
    else:
        desk.show(_text(found, detailed=partnership is not None), ctx)
    desk.tell_unread()


def _text(found: Sequence[Maturity], *, detailed: bool) -> Iterator[str]:
    for one in found:
        assessed = f"assessed on {one.assessed_on}" if one.assessed_on else "never assessed"
        said = f"not measured: {one.unasked}" if one.unasked else assessed
        yield click.style(f"{one.id}: {said}", bold=True)
        for each in one.functions:
            sign, colour = _SIGNS[each.verdict]
            mark = click.style(f"{sign} {each.verdict:{_WIDTH}}", fg=colour)
            yield f"  {mark}  {each.id:18}{each.told}"
            if detailed:
                yield from _proofs(each)
            if each.next_level is not None:
                steps = "; ".join(each.next_step)
                yield f"{_INDENT}next, {each.next_level}: {printable(steps)}"
        yield ""
    yield from _totals(found)


def _proofs(each: Function) -> Iterator[str]:
    for demand in each.demands:
        for proof in demand.evidence:
            yield f"{_INDENT}{demand.level}: {_MET[demand.met]}: {evidence_text(proof)}"


def _totals(found: Sequence[Maturity]) -> Iterator[str]:
    for function, stages in by_stage(found).items():
        told = ", ".join(f"{count} {stage}" for stage, count in stages.items() if count)
        yield f"{function:18}  {told}"


def _markdown(found: Sequence[Maturity]) -> Iterator[str]:
    yield "| partnership | function | claimed | shown | verdict | next step | evidence |"
    yield "|---" * 7 + "|"
    for one in found:
        for each in one.functions:
            proofs = (proof for demand in each.demands for proof in demand.evidence)
            cells = (
                one.id,
                each.id,
                each.claimed or "–",
                each.shown or "unknown",
                each.verdict,
                "; ".join(each.next_step) or "–",
                ", ".join(f"{proof.path}:{proof.line}" for proof in proofs) or "–",
            )
            yield f"| {' | '.join(map(plain, cells))} |"
    yield ""
    yield from (f"- {plain(f'{o.id}: not measured: {o.unasked}')}" for o in found if o.unasked)


def _json(one: Maturity) -> dict[str, Any]:
    return {
        "partnership": one.id,
        "title": one.title,
        "not_measured_because": one.unasked or None,
        "assessed_on": one.assessed_on.isoformat() if one.assessed_on else None,
        "functions": {each.id: _json_function(each) for each in one.functions},
    }


def _json_function(each: Function) -> dict[str, Any]:
    return {
        "claimed": _level(each.claimed),
        "shown": _level(each.shown),
        "verdict": each.verdict.value,
        "lead": each.lead,
        "next": {"stage": _level(each.next_level), "steps": list(each.next_step)},
        "demands": [
            {
                "stage": demand.level.value,
                "wants": demand.wants,
                "met": demand.met,
                "evidence": evidence_json(demand.evidence),
            }
            for demand in each.demands
        ],
    }


def _level(level: MaturityLevel | None) -> str | None:
    return level.value if level else None
