"""``trm kpi import``: the figures of a file that another program wrote."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath
from typing import Any

import click

from trm_policy.authoring.figure_files import Sheet, read_figures
from trm_policy.authoring.figure_mapping import (
    FILE,
    FigureMapping,
    folded,
    read_imports,
    with_import,
)
from trm_policy.authoring.importing import Fate, ImportRefusedError, Layout, Plan, planned
from trm_policy.authoring.naming import id_from, require_id
from trm_policy.authoring.recording import Ledger, decimal
from trm_policy.authoring.writing import one_at_a_time, write_atomically
from trm_policy.cli import Session
from trm_policy.cli.charters import charter_called
from trm_policy.cli.exit import Exit
from trm_policy.cli.kpi_questions import asked_for_columns, asked_for_kpis, asked_for_partnership
from trm_policy.cli.kpi_record import write_rows
from trm_policy.cli.options import as_of_option, format_option
from trm_policy.errors import NoCharterError
from trm_policy.judging.settings import read_settings
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.source import WorkTree
from trm_policy.views.view import json_text
from trm_policy.wording.markup import plain
from trm_policy.wording.text import printable

_SHOWN = 20
"""Problems, and figures of a kind, that are shown one by one."""


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
    help="Which KPI a name or a column of the file means; '-' leaves it out.",
)
@click.option("--scale", multiple=True, metavar="KPI=FACTOR", help="Multiply the figures of a KPI.")
@click.option("--encoding", metavar="NAME", help="The encoding of a CSV file, such as cp1252.")
@click.option("--mapping", metavar="NAME", help="Use, or keep, what was said under this name.")
@click.option("--correct", is_flag=True, help="Replace figures that differ; --note says why.")
@click.option("--note", metavar="TEXT", help="The reason of a correction.")
@click.option("--dry-run", is_flag=True, help="Show what would be done, and write nothing.")
@format_option("text", "json", "markdown")
@as_of_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    file: Path,
    correct: bool,
    note: str | None,
    dry_run: bool,
    format_: str,
    as_of: datetime,
    **said: Any,
) -> int:
    """Record the figures of FILE, a CSV or Excel file of any layout.

    Either each row has a KPI, a period and a value, or each KPI has a column of its own. What the
    columns and names mean is asked once on a terminal, or said with the options, and kept in
    partnerships/imports.yaml for the next file of that kind. Figures that are recorded already
    are passed over. Where anything is wrong, nothing is written.
    """
    if correct and not (note or "").strip():
        raise ImportRefusedError("a correction needs its reason: add --note WHY")
    session: Session = ctx.obj
    source = WorkTree(session.root)
    folder = read_settings(source).partnerships
    job = _Job(session.root, source, folder, as_of.astimezone(UTC).date())
    name, sheet, mapping = job.understood(file, said)
    why = note if correct else None
    if dry_run:
        plan = job.plan(sheet, mapping, why)
    else:
        with one_at_a_time(session.root):
            plan = job.plan(sheet, mapping, why)
            if not plan.problems:
                job.write(plan, name, mapping)
    click.echo(_shown(plan, format_, dry_run=dry_run), nl=False)
    if sheet.encoding not in (None, "utf-8-sig"):
        click.echo(f"trm: {file.name} was read as {sheet.encoding}", err=True)
    return Exit.FINDINGS if plan.problems else Exit.CLEAN


@dataclass(frozen=True)
class _Job:
    """An import into the charters of a repository, as of a day."""

    root: Path
    source: WorkTree
    folder: PurePosixPath
    today: date

    @property
    def _kept(self) -> PurePosixPath:
        return self.folder / FILE

    def understood(self, file: Path, said: Mapping[str, Any]) -> tuple[str, Sheet, FigureMapping]:
        """The file's table, how it is read, and the name under which that is kept."""
        kinds = read_imports(self._kept, self.source.read(self._kept))
        given = FigureMapping(
            partnership=said["partnership"],
            sheet=said["sheet"],
            columns=_pairs(said["columns"], "--column"),
            kpis=_pairs(said["kpis"], "--kpi"),
            scale={k: float(decimal(v)) for k, v in _pairs(said["scale"], "--scale").items()},
        )
        name = said["mapping"]
        if name is not None:
            require_id(name, "import")
        known = kinds.get(name) if name else None
        asked = given.sheet or (known.sheet if known else None)
        sheet = read_figures(file, file.read_bytes(), sheet=asked, encoding=said["encoding"])
        if name is None:
            fitting = (id_ for id_, kind in kinds.items() if kind.fits(sheet.columns))
            stem = re.sub(r"[\d_.-]+", "-", file.stem)
            name = next(fitting, id_from(stem, "file"))
            known = kinds.get(name)
        plain_ones = FigureMapping(columns=_plain_columns(sheet))
        base = known if known and known.fits(sheet.columns) else plain_ones
        return name, sheet, self._complete(sheet, base.with_more(given))

    def _complete(self, sheet: Sheet, mapping: FigureMapping) -> FigureMapping:
        """The mapping with what people say on a terminal. Raises ImportRefusedError for gaps."""
        asks = sys.stdin.isatty()
        ids = PortfolioReader(self.source, self.folder).ids
        if not ids:
            raise NoCharterError(self.folder)
        if asks and Layout(sheet, mapping).lacks:
            mapping = mapping.with_more(asked_for_columns(sheet, mapping))
        if lacks := Layout(sheet, mapping).lacks:
            raise ImportRefusedError(
                f"say which column holds the {lacks}: --column '{lacks}=NAME'; the columns are "
                + ", ".join(map(repr, map(printable, sheet.columns)))
            )
        if mapping.partnership is None and "partnership" not in mapping.columns:
            named = ids[0] if len(ids) == 1 else asked_for_partnership(ids) if asks else None
            if named is None:
                raise ImportRefusedError("say which charter the figures belong to: --id ID")
            mapping = mapping.with_more(FigureMapping(partnership=named))
        if asks:
            layout = Layout(sheet, mapping)
            charters = [ledger.partnership.charter for ledger in self._ledgers(layout).values()]
            mapping = mapping.with_more(asked_for_kpis(layout, charters))
        return mapping

    def _ledgers(self, layout: Layout) -> dict[str, Ledger]:
        return {
            id_: Ledger(charter_called(self.source, self.folder, id_), self.today)
            for id_ in layout.partnerships()
        }

    def plan(self, sheet: Sheet, mapping: FigureMapping, why: str | None) -> Plan:
        """What becomes of the figures, as the records are now."""
        layout = Layout(sheet, mapping)
        return planned(layout, self._ledgers(layout), why)

    def write(self, plan: Plan, name: str, mapping: FigureMapping) -> None:
        """Record what is new; keep how the file is read."""
        raw = self.source.read(self._kept)
        if read_imports(self._kept, raw).get(name) != mapping:
            made = with_import(self._kept, raw, name, mapping)
            write_atomically((self.root / self._kept).resolve(), made)
        for id_, rows in plan.rows().items():
            ledger = Ledger(charter_called(self.source, self.folder, id_), self.today)
            write_rows(self.root, self.source, ledger.path, rows)


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


def _plain_columns(sheet: Sheet) -> dict[str, str]:
    """The columns that are called like the columns of the records."""
    there = {folded(name): name for name in sheet.columns}
    return {role: there[role] for role in ("kpi", "period", "value", "note") if role in there}


def _shown(plan: Plan, format_: str, *, dry_run: bool) -> str:
    if format_ == "json":
        return json_text(_json(plan, dry_run=dry_run))
    lines = _markdown(plan) if format_ == "markdown" else _text(plan, dry_run=dry_run)
    return "\n".join(lines) + "\n"


def _text(plan: Plan, *, dry_run: bool) -> Iterator[str]:
    if plan.problems:
        yield from (printable(problem) for problem in plan.problems[:_SHOWN])
        if len(plan.problems) > _SHOWN:
            yield f"and {len(plan.problems) - _SHOWN} more like these"
        yield "Nothing was written."
        return
    for fate in (Fate.NEW, Fate.CORRECTED):
        found = [one for one in plan.figures if one.fate is fate]
        for one in found[:_SHOWN]:
            before = f" (was {one.before})" if one.before else ""
            row = one.row
            yield f"{fate:9} {one.partnership}: {row.kpi} {row.period} {row.value}{before}"
        if len(found) > _SHOWN:
            yield f"{fate:9} and {len(found) - _SHOWN} more"
    new, corrected, known = (_count(plan, fate) for fate in Fate)
    would = "would be " if dry_run else ""
    yield (
        f"{new} {would}recorded, {corrected} {would}corrected, {known} known already"
        + (f", {plan.left_out} left out" if plan.left_out else "")
        + ("; nothing was written" if dry_run else "")
    )


def _count(plan: Plan, fate: Fate) -> int:
    return sum(one.fate is fate for one in plan.figures)


def _markdown(plan: Plan) -> Iterator[str]:
    if plan.problems:
        yield from (f"- {plain(problem)}" for problem in plan.problems)
        return
    yield "| partnership | KPI | period | value | what becomes of it |"
    yield "|---" * 5 + "|"
    for one in plan.figures:
        row = one.row
        yield f"| {one.partnership} | {row.kpi} | {row.period} | {row.value} | {one.fate} |"


def _json(plan: Plan, *, dry_run: bool) -> dict[str, Any]:
    return {
        "version": 1,
        "written": not dry_run and not plan.problems,
        "problems": list(plan.problems),
        "left_out": plan.left_out,
        "figures": [
            {
                "line": one.line,
                "partnership": one.partnership,
                "kpi": one.row.kpi,
                "period": one.row.period,
                "value": one.row.value,
                "note": one.row.note,
                "fate": one.fate.value,
                "before": one.before,
            }
            for one in plan.figures
        ],
    }
