"""What was found in a charter, as a value and as plain data that travel and can be kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from trm_policy.finding import Finding, Severity, Span

Facts = Mapping[str, Any]
"""What each rule over the whole portfolio needs of one charter, by the rule's name."""
Plain = tuple[Any, ...]
"""Numbers, texts, and tuples and mappings of them."""


class WrittenWaiver(NamedTuple):
    """A waiver of a charter, whether its approver is known, and where its keys stand."""

    rule: str
    at: str | None
    because: str | None
    approved_by: str | None
    expires: date | None
    approver_known: bool
    places: Mapping[str, Span]


@dataclass(frozen=True, slots=True)
class JudgedCharter:
    """One charter's findings, and what else is asked of it when all are judged.

    ``owner`` is the name of the host's relationship owner. ``waivers`` are those that count.
    ``facts`` is what rules over the portfolio need of it, by their names; None where the charter
    could not be read.
    """

    id: str
    findings: tuple[Finding, ...]
    owner: str | None = None
    waivers: tuple[WrittenWaiver, ...] = ()
    facts: Facts | None = None


def plain(judged: JudgedCharter) -> Plain:
    """A judgement as plain data; the facts stand last."""
    found = tuple(map(plain_finding, judged.findings))
    return found, judged.owner, tuple(map(_plain_waiver, judged.waivers)), judged.facts


def judged(id_: str, plain: Plain) -> JudgedCharter:
    """The judgement again."""
    findings, owner, waivers, facts = plain
    found = tuple(map(finding, findings))
    return JudgedCharter(id_, found, owner, tuple(map(_waiver, waivers)), facts)


def plain_finding(one: Finding) -> Plain:
    """A finding, not waived yet, as plain data."""
    texts = (one.rule, one.severity.value, one.message, one.help, one.partnership, one.at)
    return (one.path.as_posix(), tuple(one.span), one.follows, *texts)


def finding(plain: Plain) -> Finding:
    """The finding again."""
    path, span, follows, rule, severity, *texts = plain
    message, help_text, partnership, at = texts
    return Finding(
        PurePosixPath(path),
        Span(*span),
        rule,
        Severity(severity),
        message,
        help_text,
        partnership,
        at,
        follows=follows,
    )


def _plain_waiver(one: WrittenWaiver) -> Plain:
    *texts, expires, known, places = one
    spans = {key: tuple(span) for key, span in places.items()}
    return (*texts, expires and expires.isoformat(), known, spans)


def _waiver(plain: Plain) -> WrittenWaiver:
    rule, at, because, approved_by, expires, known, spans = plain
    places = {key: Span(*span) for key, span in spans.items()}
    last = expires and date.fromisoformat(expires)
    return WrittenWaiver(rule, at, because, approved_by, last, known, places)
