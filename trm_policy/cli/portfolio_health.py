"""``trm portfolio health``: four sides of each partnership, with the evidence of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import click

from trm_policy.cli.options import as_of_option, format_option
from trm_policy.cli.portfolio_desk import Desk, evidence_json, evidence_text
from trm_policy.cli.revisions import at_option
from trm_policy.measure.health import Dimension, Health, Side, Standing
from trm_policy.measure.health_signs import health
from trm_policy.measure.survey import LEAST_ANSWERS, SurveyGap
from trm_policy.wording.markup import plain
from trm_policy.wording.text import printable

SIGNS = {
    Standing.GOOD: ("●", "green"),
    Standing.FAIR: ("◐", "yellow"),
    Standing.POOR: ("○", "red"),
    Standing.UNKNOWN: ("?", "cyan"),
}
_WIDTH = 16


@click.command("health")
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
    """Show how healthy partnerships are: all in a line each, or the one called ID with evidence.

    Outcome, relationship, governance and responsiveness are told by signs. A side is good where
    all known signs are good and at least half are known, poor where half or more of the known
    ones are poor, fair between, and unknown, never good, where nothing is recorded.
    """
    desk = Desk.of(ctx, at)
    found = [health(one, desk.now, desk.house(one).health) for one in desk.each(partnership)]
    if format_ == "json":
        desk.show_json(partnerships=[_json(one) for one in found])
    elif format_ == "markdown":
        desk.show(_markdown(found, detailed=partnership is not None), ctx)
    else:
        desk.show(_overview(found) if partnership is None else _detail(found), ctx)
    desk.tell_unread()


def mark(standing: Standing, width: int = 0) -> str:
    """A standing with its sign and its colour, as wide as asked."""
    sign, colour = SIGNS[standing]
    return click.style(f"{sign} {standing}", fg=colour) + " " * (width - 2 - len(standing))


def _overview(found: Sequence[Health]) -> Iterator[str]:
    width = max((len(one.id) for one in found), default=0)
    yield f"{'':{width}}  " + "".join(f"{side:{_WIDTH}}" for side in Side) + "survey gap"
    for one in found:
        sides = "".join(mark(each.standing, _WIDTH) for each in one.dimensions)
        said = f"not measured: {one.unasked}" if one.unasked else one.gap_told
        yield f"{one.id:{width}}  {sides}{said}"
    yield ""
    yield "'trm portfolio health ID' names the evidence."


def _detail(found: Sequence[Health]) -> Iterator[str]:
    for one in found:
        yield click.style(printable(one.title), bold=True)
        if one.unasked:
            yield f"not measured: {one.unasked}"
        for each in one.dimensions:
            yield ""
            yield f"{mark(each.standing)}  {click.style(each.side, bold=True)}  {each.working}"
            for sign in each.signs:
                yield f"  {mark(sign.standing, 11)}{printable(sign.told)}"
                yield from (f"{'':13}{evidence_text(proof)}" for proof in sign.evidence)
        yield from _questions(one.gap)


def _questions(gap: SurveyGap | None) -> Iterator[str]:
    if gap is None:
        return
    yield ""
    yield click.style(f"survey of {gap.survey.year}", bold=True)
    for question in gap.questions:
        scores = ", ".join(f"{party} {float(value):g}" for party, value in question.scores.items())
        apart = "" if question.gap is None else f": {float(question.gap):.2f} apart"
        yield f"  {printable(f'{question.name}: {scores}{apart}')}"
    if gap.hidden:
        yield f"  rows hidden, with fewer than {LEAST_ANSWERS} answers: {gap.hidden}"


def _markdown(found: Sequence[Health], *, detailed: bool) -> Iterator[str]:
    yield f"| partnership | {' | '.join(Side)} | survey gap |"
    yield "|---" * (len(Side) + 2) + "|"
    for one in found:
        sides = (f"{each.standing} ({each.working})" for each in one.dimensions)
        last = f"not measured: {one.unasked}" if one.unasked else one.gap_told
        yield f"| {' | '.join(map(plain, (one.id, *sides, last)))} |"
    if detailed:
        yield ""
        yield "| side | sign | standing | says | evidence |"
        yield "|---" * 5 + "|"
        for one in found:
            for each in one.dimensions:
                yield from _rows(each)


def _rows(dimension: Dimension) -> Iterator[str]:
    for sign in dimension.signs:
        where = ", ".join(f"{one.path}:{one.line}" for one in sign.evidence)
        cells = (dimension.side, sign.name, sign.standing, sign.says, where)
        yield f"| {' | '.join(map(plain, cells))} |"


def _json(one: Health) -> dict[str, Any]:
    return {
        "partnership": one.id,
        "title": one.title,
        "tier": one.tier,
        "not_measured_because": one.unasked or None,
        "sides": {each.side.value: _json_side(each) for each in one.dimensions},
        "survey": _json_gap(one.gap) if one.gap else None,
    }


def _json_side(each: Dimension) -> dict[str, Any]:
    return {
        "standing": each.standing.value,
        "counts": {standing.value: each.counts[standing] for standing in Standing},
        "signs": [
            {
                "name": sign.name,
                "standing": sign.standing.value,
                "says": sign.says,
                "evidence": evidence_json(sign.evidence),
            }
            for sign in each.signs
        ],
    }


def _json_gap(gap: SurveyGap) -> dict[str, Any]:
    return {
        "year": gap.survey.year,
        "path": gap.survey.path.as_posix(),
        "gap": _number(gap.gap),
        "means": {party: float(mean) for party, mean in gap.means.items()},
        "hidden_rows": gap.hidden,
        "questions": [
            {
                "question": question.name,
                "scores": {party: float(score) for party, score in question.scores.items()},
                "gap": _number(question.gap),
            }
            for question in gap.questions
        ],
    }


def _number(value: Any) -> float | None:
    return None if value is None else round(float(value), 9)
