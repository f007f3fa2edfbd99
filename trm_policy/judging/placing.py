"""Problems that rules found → findings, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from trm_policy.document.document import Document
from trm_policy.finding import START, Finding, Place, Severity, Span, dotted
from trm_policy.judging.catalogue import line_in
from trm_policy.portfolio.partnership import Partnership
from trm_policy.rule import Problem, Rule


def located(
    partnership: Partnership,
    rule: str,
    level: Severity,
    problem: Problem,
    directory: Document | None = None,
) -> Iterator[Finding]:
    """The finding for a problem of a charter; none where it touches what the model refused.

    What is wrong in the shared directory belongs to no charter, however many come upon it.
    """
    place = place_of(problem.at)
    document: Document | None = partnership.document
    shared = directory is not None and problem.document == directory.path
    if shared:
        document = directory
    elif problem.document is not None and problem.document != partnership.path:
        document = partnership.records.documents.get(problem.document)
    else:
        place = partnership.document.numbered(partnership.built.written(place))
        if partnership.built.touches_dropped(place):
            return
    yield Finding(
        path=problem.document or partnership.path,
        span=span_of(document, place, problem),
        rule=rule,
        severity=level,
        message=problem.message,
        help=problem.help,
        partnership="" if shared else partnership.id,
        at=dotted(document.normal(place) if document else place),
        follows=problem.follows,
    )


def of_text(partnership: Partnership, finding: Finding) -> bool:
    """Whether the text itself has a fault where a finding stands, which is then the cause."""
    document = partnership.document
    if not document.faults or finding.path != document.path:
        return False
    at = (finding.span.line, finding.span.column)
    return any((fault.span.line, fault.span.column) == at for fault in document.faults)


def crashed(rule: Rule, path: PurePosixPath, partnership: str, error: BaseException) -> Finding:
    """The finding for a rule that failed by itself."""
    own = rule.family == "checks"
    where = PurePosixPath(rule.check.__code__.co_filename)
    line = line_in(where, error) if own else 0
    return Finding(
        path=path,
        span=START,
        rule="rule-crashed",
        severity=Severity.ERROR,
        message=f"the rule {rule.name!r} failed: {type(error).__name__}: {error}",
        help=f"Fix {where} at line {line}, or switch the rule off."
        if own
        else "Please report it with this charter, and switch the rule off meanwhile.",
        partnership=partnership,
    )


def place_of(at: str | Place) -> Place:
    """A place written with dots as a tuple; entries counted from 1 become positions from 0."""
    if not isinstance(at, str):
        return at
    return tuple(int(part) - 1 if part.isdecimal() else part for part in at.split(".") if part)


def span_of(document: Document | None, place: Place, problem: Problem) -> Span:
    """Where a place of a document stands; its start, where the document is not known."""
    if problem.line is not None:
        return Span(problem.line, 1, problem.line, 1)
    if document is None:
        return START
    return document.key_span(place) if problem.on_key else document.span(place)
