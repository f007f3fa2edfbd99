"""``trm portfolio segment``: how scores lead to tiers, and where the tier is another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import click

from trm_policy.cli.options import as_of_option, format_option
from trm_policy.cli.portfolio_desk import Desk, evidence_json
from trm_policy.cli.revisions import at_option
from trm_policy.measure.segmentation import Match, Segment, by_tier, matches_told, segment
from trm_policy.wording.markup import plain
from trm_policy.wording.text import printable

_SIGNS = {
    Match.AGREES: ("●", "green"),
    Match.DECLARED_HIGHER: ("▲", "yellow"),
    Match.DECLARED_LOWER: ("▼", "yellow"),
    Match.UNKNOWN: ("?", "cyan"),
}


@click.command("segment")
@format_option("text", "json", "markdown")
@as_of_option
@at_option
@click.pass_context
def command(
    ctx: click.Context,
    format_: str,
    as_of: datetime,  # noqa: ARG001 - the desk asks for it
    at: str | None,
) -> None:
    """Show how the scores lead to each tier, and where the declared tier is another one.

    The limits are the options of the rule tier-matches-scores, the criteria those of
    tier-evidence. Without enough scores it is unknown whether a tier is the right one.
    """
    desk = Desk.of(ctx, at)
    found = []
    for one in desk.each():
        house = desk.house(one)
        found.append(segment(one, house.tier, house.criteria))
    if format_ == "json":
        tiers = {tier.value: count for tier, count in by_tier(found).items()}
        desk.show_json(tiers=tiers, partnerships=[_json(one) for one in found])
    else:
        desk.show(_markdown(found) if format_ == "markdown" else _text(found), ctx)
    desk.tell_unread()


def _text(found: Sequence[Segment]) -> Iterator[str]:
    width = max((len(one.id) for one in found), default=0)
    for one in found:
        sign, colour = _SIGNS[one.match]
        mark = click.style(f"{sign} {one.match.value:15}", fg=colour)
        yield f"{mark}  {one.id:{width}}  {one.declared:13}  {one.working}"
        if one.scores:
            scores = ", ".join(f"{name} {value:g}" for name, value in one.scores.items())
            yield f"{'':19}{printable(scores)}"
        if one.unscored:
            yield f"{'':19}not scored: {printable(', '.join(one.unscored))}"
        if one.ended:
            yield f"{'':19}has ended"
        elif not one.working_together:
            yield f"{'':19}still being chosen"
    yield ""
    yield matches_told(found)


def _markdown(found: Sequence[Segment]) -> Iterator[str]:
    yield "| partnership | declared | scores | working | match |"
    yield "|---" * 5 + "|"
    for one in found:
        scores = ", ".join(f"{name} {value:g}" for name, value in one.scores.items())
        cells = (one.id, one.declared.value, scores or "–", one.working, one.match.value)
        yield f"| {' | '.join(map(plain, cells))} |"
    yield ""
    yield matches_told(found)


def _json(one: Segment) -> dict[str, Any]:
    return {
        "partnership": one.id,
        "title": one.title,
        "relationship": one.relationship,
        "working_together": one.working_together,
        "ended": one.ended,
        "declared": one.declared.value,
        "scores": dict(one.scores),
        "mean": one.mean,
        "given": one.given.value if one.given else None,
        "match": one.match.value,
        "why": one.why or None,
        "working": one.working,
        "rationale": one.rationale,
        "unscored": list(one.unscored),
        "evidence": evidence_json(one.evidence),
    }
