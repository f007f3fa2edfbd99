"""``trm portfolio audit``: the relationship map, and where everything hangs on one person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import click

from trm_policy.cli import portfolio_desk
from trm_policy.cli.options import as_of_option, format_option
from trm_policy.cli.portfolio_desk import evidence_json, evidence_text
from trm_policy.cli.revisions import at_option
from trm_policy.judging.limits import load_limits
from trm_policy.measure.evidence import Evidence
from trm_policy.measure.relationship_map import (
    MOST_PARTS,
    Load,
    RelationshipMap,
    Stop,
    Thread,
    Touches,
    relationship_map,
)
from trm_policy.wording.markup import plain
from trm_policy.wording.text import printable


@click.command("audit")
@click.option(
    "--most-parts",
    type=click.IntRange(min=1),
    default=MOST_PARTS,
    show_default=True,
    help="More parts than this, in all charters together, overload one person.",
)
@format_option("text", "json", "markdown")
@as_of_option
@at_option
@click.pass_context
def command(
    ctx: click.Context,
    most_parts: int,
    format_: str,
    as_of: datetime,  # noqa: ARG001 - the desk asks for it
    at: str | None,
) -> None:
    """Show who is tied to whom, and where everything hangs on one person.

    Touchpoints by party and department, departments that one pair alone ties, functions that
    nobody attends to, people who carry too much, and what stops when somebody leaves. The limits
    for owners and sponsors are the options of the rule owner-not-overloaded.
    """
    desk = portfolio_desk.Desk.of(ctx, at)
    today = desk.now.astimezone(UTC).date()
    limits = load_limits(desk.book, most_parts)
    found = relationship_map(desk.each(), desk.reader.directory[0], today, limits)
    if format_ == "json":
        desk.show_json(limits=limits._asdict(), **_json(found))
    else:
        desk.show(_markdown(found) if format_ == "markdown" else _text(found), ctx)
    desk.tell_unread()


def _touches(one: Touches) -> str:
    where, names = ", ".join(one.partnerships), ", ".join(one.people)
    return f"{one.desk.told}: {one.touchpoints} in {where}, by {names}"


def _thread(one: Thread) -> str:
    names = " and ".join(one.pair)
    return f"{one.partnership}: {one.one.told} and {one.other.told} by {names} alone"


def _load(one: Load) -> str:
    return f"{one.told}: {'; '.join(one.over)} (in {', '.join(one.partnerships)})"


def _stop(one: Stop) -> str:
    said = "; ".join(evidence.says for _, evidence in one.what)
    return f"{one.told} in {one.partnership}: {said}"


def _sections(found: RelationshipMap) -> Iterator[tuple[str, list[tuple[str, list[Evidence]]]]]:
    """Each heading with its lines, and the evidence of each."""
    yield (
        "Touchpoints by party and department",
        [(_touches(one), []) for one in found.touches],
    )
    yield (
        "Single threads: tied by one pair of people only",
        [(_thread(one), list(one.evidence)) for one in found.threads],
    )
    yield (
        "Unattended functions",
        [
            (f"{one.partnership}: {one.function}: {one.because}", [one.evidence])
            for one in found.unattended
        ],
    )
    yield (
        "People who carry too much",
        [(_load(one), []) for one in found.loads if one.over],
    )
    yield (
        "What stops when a person leaves, since nobody stands in",
        [(_stop(one), []) for one in found.stops],
    )


def _text(found: RelationshipMap) -> Iterator[str]:
    for number, (heading, lines) in enumerate(_sections(found)):
        if number:
            yield ""
        yield click.style(f"{heading} ({len(lines)})", bold=True)
        for line, evidence in lines:
            yield printable(f"  {line}")
            yield from (f"    {evidence_text(one)}" for one in evidence)


def _markdown(found: RelationshipMap) -> Iterator[str]:
    for number, (heading, lines) in enumerate(_sections(found)):
        if number:
            yield ""
        yield from (f"## {heading} ({len(lines)})", "")
        for line, evidence in lines:
            places = ", ".join(plain(f"{one.path}:{one.line}") for one in evidence)
            yield f"- {plain(line)}" + (f" ({places})" if places else "")


def _json(found: RelationshipMap) -> dict[str, Any]:
    return {
        "touchpoints": [
            {
                **one.desk._asdict(),
                "touchpoints": one.touchpoints,
                "partnerships": list(one.partnerships),
                "people": list(one.people),
                "evidence": evidence_json(one.evidence),
            }
            for one in found.touches
        ],
        "single_threads": [
            {
                "partnership": one.partnership,
                "between": [one.one._asdict(), one.other._asdict()],
                "pair": list(one.pair),
                "evidence": evidence_json(one.evidence),
            }
            for one in found.threads
        ],
        "unattended": [
            {
                "partnership": one.partnership,
                "function": one.function,
                "because": one.because,
                "evidence": evidence_json([one.evidence]),
            }
            for one in found.unattended
        ],
        "people": [_load_json(one) for one in found.loads],
        "stops": [
            {
                "person": one.told,
                "partnership": one.partnership,
                "what": [
                    {"kind": kind, "evidence": evidence_json([evidence])}
                    for kind, evidence in one.what
                ],
            }
            for one in found.stops
        ],
    }


def _load_json(one: Load) -> dict[str, Any]:
    return {
        "person": one.told,
        "parts": one.parts,
        "partnerships": list(one.partnerships),
        "strategic_owned": one.owns,
        "strategic_sponsored": one.sponsors,
        "over": list(one.over),
        "evidence": evidence_json(one.evidence),
    }
