"""``trm kpi import``: the figures of a file that another program wrote."""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import click

from trm_policy.authoring.figure_files import MOST_BYTES, FigureSheet, read_figures
from trm_policy.authoring.figure_mapping import (
    FILE,
    LEFT_OUT,
    DecimalMark,
    FigureMapping,
    read_imports,
    with_import,
)
from trm_policy.authoring.importing import (
    ImportPlan,
    ImportRefusedError,
    MappedSheet,
    kpi_meant,
    planned,
)
from trm_policy.authoring.journal import one_at_a_time, write_together
from trm_policy.authoring.naming import id_from, require_id
from trm_policy.authoring.recording import Ledger, decimal
from trm_policy.cli.asking import asked, chosen, say
from trm_policy.cli.exit import Exit
from trm_policy.cli.kpi_record import with_rows
from trm_policy.cli.loading import Loader
from trm_policy.cli.options import format_option, give, looked_at_as_of
from trm_policy.errors import TrmError, closest, did_you_mean
from trm_policy.model.charter import Charter
from trm_policy.views import FORMATS
from trm_policy.views.figures_recorded import imported_view
from trm_policy.wording.lists import listed
from trm_policy.wording.text import folded, printable


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--id", "partnership", metavar="ID", help="The charter that the figures belong to.")
@click.option("--sheet", metavar="NAME", help="The sheet of a workbook.  [default: the first]")
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="WHAT=NAME",
    help="The column for kpi, period, value, note or partnership; may be repeated.",
)
@click.option(
    "--kpi",
    "kpis",
    multiple=True,
    metavar="NAME=KPI",
    help="The KPI for a name or a column of the file; '-' leaves it out.",
)
@click.option("--scale", multiple=True, metavar="KPI=FACTOR", help="Multiply the figures of a KPI.")
@click.option(
    "--decimal",
    type=click.Choice([mark.value for mark in DecimalMark]),
    help="What the file has before decimals, where its numbers can be read in two ways.",
)
@click.option("--encoding", metavar="NAME", help="The encoding of a CSV file, such as cp1252.")
@click.option("--mapping", metavar="NAME", help="Use, or keep, the settings under this name.")
@click.option(
    "--correct", is_flag=True, help="Replace figures that differ; --note gives the reason."
)
@click.option("--note", metavar="TEXT", help="The reason of a correction.")
@click.option("--dry-run", is_flag=True, help="Show what would be done, and write nothing.")
@format_option(*FORMATS)
@looked_at_as_of
@click.pass_context
def command(
    ctx: click.Context,
    /,
    file: Path,
    correct: bool,
    note: str | None,
    dry_run: bool,
    format_: str,
    **said: Any,
) -> int:
    """Record the figures of FILE, a CSV or Excel file of any layout.

    Either each row has a KPI, a period and a value, or each KPI has a column of its own, or each
    period has one that is called by it, such as 2026-03 or Mar 2026. On a terminal it asks once
    what the columns and names mean, unless options say so, and keeps the answers in
    partnerships/imports.yaml for the next file of that kind. Figures that are already recorded
    are skipped. If anything is wrong, nothing is written.
    """
    if correct and not (note or "").strip():
        raise ImportRefusedError("a correction needs its reason: add --note WHY")
    job = _Job(Loader.of(ctx))
    name, sheet, mapping = job.understood(file, said)
    why = note if correct else None
    if dry_run:
        plan = job.plan(sheet, mapping, why)
    else:
        with one_at_a_time(job.loader.root):
            plan = job.plan(sheet, mapping, why)
            if not plan.problems:
                job.write(plan, name, mapping)
    give(ctx, imported_view(plan.figures, plan.problems, plan.left_out, dry_run=dry_run), format_)
    if sheet.encoding not in (None, "utf-8-sig"):
        click.echo(f"trm: {file.name} was read as {sheet.encoding}", err=True)
    return Exit.FINDINGS if plan.problems else Exit.CLEAN


@dataclass(frozen=True)
class _Job:
    """An import into the charters of a repository, as of a day."""

    loader: Loader

    @property
    def _kept(self) -> PurePosixPath:
        return self.loader.folder / FILE

    @property
    def _raw(self) -> bytes | None:
        return self.loader.source.read(self._kept)

    def understood(
        self, file: Path, said: Mapping[str, Any]
    ) -> tuple[str, FigureSheet, FigureMapping]:
        """The file's table, how it is read, and the name under which that is kept."""
        kinds = read_imports(self._kept, self._raw)
        given = FigureMapping(
            partnership=said["partnership"],
            sheet=said["sheet"],
            columns=_pairs(said["columns"], "--column"),
            kpis=_pairs(said["kpis"], "--kpi"),
            scale={k: float(decimal(v)) for k, v in _pairs(said["scale"], "--scale").items()},
            decimal=DecimalMark(said["decimal"]) if said["decimal"] else None,
        )
        name = said["mapping"]
        if name is not None:
            require_id(name, "import")
        known = kinds.get(name) if name else None
        asked = given.sheet or (known.sheet if known else None)
        try:
            with file.open("rb") as opened:
                raw = opened.read(MOST_BYTES + 1)
        except OSError as error:
            raise TrmError(f"{file} cannot be read: {error.strerror}") from error
        sheet = read_figures(file, raw, sheet=asked, encoding=said["encoding"])
        if name is None:
            fitting = (id_ for id_, kind in kinds.items() if kind.fits(sheet.columns))
            stem = re.sub(r"[\d_.-]+", "-", file.stem)
            name = next(fitting, id_from(stem, "file"))
            known = kinds.get(name)
        plain_ones = FigureMapping(columns=_plain_columns(sheet))
        base = known if known and known.fits(sheet.columns) else plain_ones
        return name, sheet, self._complete(sheet, base.with_more(given))

    def _complete(self, sheet: FigureSheet, mapping: FigureMapping) -> FigureMapping:
        """The mapping with what people say on a terminal. Raises ImportRefusedError for gaps."""
        asks = sys.stdin.isatty()
        ids = self.loader.ids()
        layout = MappedSheet(sheet, mapping)
        if asks and layout.lacks and not layout.months_alone:
            only = ("kpi",) if layout.is_across else tuple(_ASKED)
            mapping = mapping.with_more(asked_for_columns(sheet, mapping, only))
        layout = MappedSheet(sheet, mapping)
        if layout.lacks == "period" and (months := layout.months_alone):
            named = listed([repr(printable(one)) for one in months])
            raise ImportRefusedError(
                f"the columns {named} name months without a year; add it in the file, such as "
                f"{printable(months[0])} {self.loader.today.year}, and each is read as a period"
            )
        if lacks := layout.lacks:
            raise ImportRefusedError(
                f"name the column with the {lacks}: --column '{lacks}=NAME'; the columns are "
                + ", ".join(map(repr, map(printable, sheet.columns)))
            )
        if mapping.partnership is None and "partnership" not in mapping.columns:
            if len(ids) > 1 and not asks:
                raise ImportRefusedError("name the charter that the figures belong to: --id ID")
            question = "Which charter do the figures belong to?"
            named = ids[0] if len(ids) == 1 else chosen(question, ids)
            mapping = mapping.with_more(FigureMapping(partnership=named))
        if asks:
            layout = MappedSheet(sheet, mapping)
            charters = [ledger.partnership.charter for ledger in self._ledgers(layout).values()]
            mapping = mapping.with_more(asked_for_kpis(layout, charters))
        return mapping

    def _ledgers(self, layout: MappedSheet) -> dict[str, Ledger]:
        return {id_: self._ledger(id_) for id_ in layout.partnerships()}

    def _ledger(self, id_: str) -> Ledger:
        return Ledger(self.loader.one(id_), self.loader.today)

    def plan(self, sheet: FigureSheet, mapping: FigureMapping, why: str | None) -> ImportPlan:
        """What becomes of the figures, as the records are now."""
        layout = MappedSheet(sheet, mapping)
        return planned(layout, self._ledgers(layout), why)

    def write(self, plan: ImportPlan, name: str, mapping: FigureMapping) -> None:
        """Record what is new; keep how the file is read."""
        raw, made = self._raw, dict[PurePosixPath, bytes]()
        if read_imports(self._kept, raw).get(name) != mapping:
            made[self._kept] = with_import(self._kept, raw, name, mapping)
        for id_, rows in plan.rows().items():
            path = self._ledger(id_).path
            made[path] = with_rows(self.loader, path, rows)
        write_together(self.loader.root, made)


def _pairs(typed: Iterable[str], option: str) -> dict[str, str]:
    """``NAME=VALUE`` of an option that may be repeated; the last ``=`` parts them."""
    found = {}
    for text in typed:
        name, sign, value = text.rpartition("=")
        if option == "--column":
            name, sign, value = text.partition("=")
        if not sign or not name.strip() or not value.strip():
            raise click.UsageError(f"{option} {text!r} is not understood; write NAME=VALUE")
        found[name.strip()] = value.strip()
    return found


def _plain_columns(sheet: FigureSheet) -> dict[str, str]:
    """The columns that are called like the columns of the records."""
    there = {folded(name): name for name in sheet.columns}
    return {role: there[role] for role in ("kpi", "period", "value", "note") if role in there}


_ASKED = {
    "period": "Which column has the period or the day?",
    "kpi": "Which column names the KPI? (Enter: each KPI has a column of its own)",
    "value": "Which column has the figure?",
    "note": "Which column has a note? (Enter: none)",
}


def asked_for_columns(
    sheet: FigureSheet, mapping: FigureMapping, roles: Collection[str]
) -> FigureMapping:
    """What people say about the columns of these roles that ``mapping`` does not have."""
    shown = ", ".join(map(printable, sheet.columns))
    say(f"The columns of {printable(sheet.name)} are: {shown}")
    found = dict(mapping.columns)
    for role, question in _ASKED.items():
        if role not in roles or role in found or (role == "value" and "kpi" not in found):
            continue
        optional = role in ("kpi", "note") and "period" in roles
        answer = _column(question, sheet, optional=optional)
        if answer:
            found[role] = answer
    return FigureMapping(columns=found)


def asked_for_kpis(layout: MappedSheet, charters: Iterable[Charter]) -> FigureMapping:
    """Which KPI each name of the file means that nobody could know."""
    every = list(charters)
    known = {id_ for charter in every for id_ in charter.kpis}
    found = {}
    for name in layout.names():
        if any(kpi_meant(name, layout.mapping, charter) is None for charter in every):
            found[name] = _kpi(name, known)
    return FigureMapping(kpis=found)


def _column(question: str, sheet: FigureSheet, *, optional: bool) -> str:
    names = {folded(name): name for name in sheet.columns}

    def read(typed: str) -> str:
        if not typed.strip() and optional:
            return ""
        if folded(typed) not in names:
            raise TrmError(f"there is no such column; {did_you_mean(typed, sheet.columns)}")
        return names[folded(typed)]

    return asked(question, read, "" if optional else None)


def _kpi(name: str, known: Iterable[str]) -> str:
    choices = sorted(known)

    def read(typed: str) -> str:
        if typed.strip() not in (*choices, LEFT_OUT):
            raise TrmError(f"there is no such KPI; {did_you_mean(typed, choices)}")
        return typed.strip()

    question = f"Which KPI is {printable(name)!r}? ({', '.join(choices)}; '-' leaves it out)"
    return asked(question, read, closest(name, choices) or LEFT_OUT)
