"""Texts that say something."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from trm_policy.document.document import Document
from trm_policy.document.text import lines_of
from trm_policy.finding import Place, Severity, dotted
from trm_policy.model.building import Built
from trm_policy.model.charter import Charter
from trm_policy.model.placeholders import (
    any_waits,
    gaps,
    is_formula,
    linked_in,
    placed_texts,
    placeholder_in,
    texts_in,
)
from trm_policy.portfolio.context import Context
from trm_policy.portfolio.records import Records, as_known
from trm_policy.rule import Problem, rule

HELP = "Write the actual text, or remove it until it is known."
_MARKS = re.compile(
    r"""(?mx)
    ^ [^\S\n]*
    (?: (?: [-*+] | [0-9]+[.)] ) [^\S\n]+ (?: \[[ xX-]?\] (?= \s | $ ) )? | > )?
    [^\S\n]*
    """
)
"""What begins a line of Markdown: the sign of an entry with its box, or of a quote.

That of a heading stays: what is to be decided stands below it.
"""
_RULED = re.compile(r"[-_*=|:\s]*")


def line_of(document: Document, place: Place, found: str, *, formula: bool = False) -> int | None:
    """The line of the placeholder in a text of several lines; None where the text has but one."""
    extent = document.extent(place)
    if len(extent) <= 1 or not found:
        return None
    lines = lines_of(document.text)
    for number in extent:
        if placeholder_in(lines[number - 1], formula=formula) == found:
            return number
    first = found.split(maxsplit=1)[0]
    return next((number for number in extent if first in lines[number - 1]), None)


def waiting_in_records(context: Context) -> Iterator[Problem]:
    """The placeholders in what is recorded by now, each at its line. Nothing has to be said."""
    records = as_known(context.partnership.records, context.clock)
    if not any_waits(_texts_recorded(records, context.partnership.records.documents)):
        return
    for minutes in records.minutes:
        yield from _in_front(context, minutes.path)
        yield from _in_body(context, minutes.path, minutes.body, "the minutes still contain")
    for escalation in records.escalations:
        yield from _in_front(context, escalation.path)
        said = "the description of the escalation still contains"
        yield from _in_body(context, escalation.path, escalation.story, said)
    for row in records.measurements:
        if found := placeholder_in(row.note) if row.note else None:
            yield Problem(
                f"the note on {row.kpi!r} for {row.period_text} still contains the "
                f"placeholder {found!r}",
                help=HELP,
                document=records.measurements_path,
                line=row.line,
            )


def _texts_recorded(records: Records, fronts: Mapping[PurePosixPath, Document]) -> Iterator[str]:
    """Every text of the records, a body line by line."""
    bodies = {minutes.path: minutes.body for minutes in records.minutes}
    bodies |= {escalation.path: escalation.story for escalation in records.escalations}
    for path, body in bodies.items():
        data = fronts[path].data
        yield from texts_in(data) if isinstance(data, dict) else ()
        yield from filter(None, _lines(body))
    yield from (row.note for row in records.measurements if row.note)


def _lines(body: str) -> list[str]:
    """The lines of a body without the signs of entries and quotes."""
    return _MARKS.sub("", body).split("\n")


def _in_front(context: Context, path: PurePosixPath) -> Iterator[Problem]:
    records = context.partnership.records
    document, built = records.documents[path], records.built[path]
    data = document.data
    if not isinstance(data, dict):
        return
    for place, text in placed_texts(data):
        found = placeholder_in(text)
        if found and not built.touches_dropped(place):
            yield Problem(
                f"{dotted(document.normal(place))} still contains the placeholder {found!r}",
                at=place,
                help=HELP,
                document=path,
                line=line_of(document, place, found),
            )


def _in_body(context: Context, path: PurePosixPath, body: str, said: str) -> Iterator[Problem]:
    """The placeholders in the lines of a body, which stands at the end of its file."""
    lines = _lines(body)
    if not any_waits(line for line in lines if line):
        return
    whole = context.partnership.records.documents[path].text
    first = whole.count("\n", 0, whole.rfind(body)) + 1
    linked = linked_in(body)
    for number, line in enumerate(lines, first):
        found = None if _RULED.fullmatch(line) else placeholder_in(line, linked=linked)
        if found:
            yield Problem(
                f"{said} the placeholder {found!r}", help=HELP, document=path, line=number
            )


@rule(Severity.ERROR, always=True)
def no_placeholders(_charter: Charter, context: Context) -> Iterator[Problem]:
    """No text in the charter or its records is blank or still a placeholder."""
    yield from _in_charter(context)
    yield from waiting_in_records(context)


def _in_charter(context: Context) -> Iterator[Problem]:
    document, built = context.partnership.document, context.partnership.built
    for place, found, _ in gaps(document.data):
        if built.touches_dropped(place):
            continue
        where = dotted(document.normal(place))
        yield Problem(
            f"{where} still contains the placeholder {found!r}" if found else f"{where} is blank",
            at=_as_kept(place, built),
            help=HELP,
            line=line_of(document, place, found, formula=is_formula(place)),
        )


def _as_kept(place: Place, built: Built[Charter]) -> Place:
    """A place in the text in terms of the charter, whose lists lack what the model refused."""
    for base, positions in reversed(built.kept):
        depth = len(base)
        if len(place) > depth and place[:depth] == base:
            place = (*base, positions.index(int(place[depth])), *place[depth + 1 :])
    return place
