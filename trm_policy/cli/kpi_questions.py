"""The questions of ``trm kpi import`` on a terminal: asked once for each kind of file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import click

from trm_policy.authoring.figure_files import Sheet
from trm_policy.authoring.figure_mapping import LEFT_OUT, FigureMapping, folded
from trm_policy.authoring.importing import Layout, kpi_meant
from trm_policy.errors import closest, did_you_mean
from trm_policy.model.charter import Charter
from trm_policy.wording.text import printable

_ASKED = {
    "period": "Which column holds the period or the day?",
    "kpi": "Which column names the KPI? (Enter: each KPI has a column of its own)",
    "value": "Which column holds the figure?",
    "note": "Which column holds a note? (Enter: none)",
}


def asked_for_columns(sheet: Sheet, mapping: FigureMapping) -> FigureMapping:
    """What people say about the columns that ``mapping`` does not tell."""
    shown = ", ".join(map(printable, sheet.columns))
    click.echo(f"The columns of {printable(sheet.name)} are: {shown}", err=True)
    found = dict(mapping.columns)
    for role, question in _ASKED.items():
        if role in found or (role == "value" and "kpi" not in found):
            continue
        answer = _column(question, sheet, optional=role in ("kpi", "note"))
        if answer:
            found[role] = answer
    return FigureMapping(columns=found)


def asked_for_partnership(ids: Sequence[str]) -> str:
    """The charter that the figures belong to."""
    answer: str = click.prompt(
        "Which charter do the figures belong to?",
        type=click.Choice(ids),
        prompt_suffix="\n> ",
        err=True,
    )
    return answer


def asked_for_kpis(layout: Layout, charters: Iterable[Charter]) -> FigureMapping:
    """Which KPI each name of the file means that nobody could know."""
    every = list(charters)
    known = {id_ for charter in every for id_ in charter.kpis}
    found = {}
    for name in layout.names():
        if any(kpi_meant(name, layout.mapping, charter) is None for charter in every):
            found[name] = _kpi(name, known)
    return FigureMapping(kpis=found)


def _column(question: str, sheet: Sheet, *, optional: bool) -> str:
    names = {folded(name): name for name in sheet.columns}

    def read(typed: str) -> str:
        if not typed.strip() and optional:
            return ""
        if folded(typed) not in names:
            raise click.UsageError(f"there is no such column; {did_you_mean(typed, sheet.columns)}")
        return names[folded(typed)]

    answer: str = click.prompt(
        question,
        default="" if optional else None,
        show_default=False,
        value_proc=read,
        prompt_suffix="\n> ",
        err=True,
    )
    return answer


def _kpi(name: str, known: Iterable[str]) -> str:
    choices = sorted(known)

    def read(typed: str) -> str:
        if typed.strip() not in (*choices, LEFT_OUT):
            raise click.UsageError(f"there is no such KPI; {did_you_mean(typed, choices)}")
        return typed.strip()

    answer: str = click.prompt(
        f"Which KPI is {printable(name)!r}? ({', '.join(choices)}; '-' leaves it out)",
        default=closest(name, choices) or LEFT_OUT,
        value_proc=read,
        prompt_suffix="\n> ",
        err=True,
    )
    return answer
