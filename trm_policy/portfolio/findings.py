"""What readers complain of → findings with their path, place and partnership."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any

from trm_policy.document.document import Document, Fault
from trm_policy.finding import START, Finding, Severity, Span, dotted
from trm_policy.model.building import Built


def schema_finding(  # noqa: PLR0913  (the parts of a finding that differ)
    path: PurePosixPath,
    message: str,
    help_text: str,
    span: Span = START,
    *,
    partnership: str = "",
    at: str = "",
) -> Finding:
    """A finding of the rule ``schema``, which is always an error."""
    return Finding(path, span, "schema", Severity.ERROR, message, help_text, partnership, at)


def faults(path: PurePosixPath, found: Iterable[Fault], partnership: str = "") -> Iterator[Finding]:
    """What was wrong with the text of a file, as findings."""
    for fault in found:
        yield Finding(
            path=path,
            span=fault.span,
            rule=fault.rule,
            severity=Severity.ERROR,
            message=fault.message,
            help=fault.help,
            partnership=partnership,
        )


def refusals(document: Document, built: Built[Any], partnership: str = "") -> Iterator[Finding]:
    """What the model refused of a document, as findings."""
    for refusal in built.refusals:
        place = refusal.place
        written = document.written(place) if refusal.given is not None else None
        message, help_text = refusal.message, refusal.help
        if refusal.given is not None and written is not None:
            message = message.replace(refusal.given, written)
            help_text = help_text.replace(f'"{refusal.given}"', f'"{written}"')
        yield schema_finding(
            document.path,
            message,
            help_text,
            document.key_span(place) if refusal.on_key else document.span(place),
            partnership=partnership,
            at=dotted(document.normal(place)),
        )
