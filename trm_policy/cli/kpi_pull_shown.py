"""What a pull has done, or would do, as text, JSON and Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from trm_policy.authoring.pulled import Became, Pulled, PulledFigure
from trm_policy.authoring.recording import Row
from trm_policy.cli.exit import Exit
from trm_policy.cli.kpi_pull_desk import Trouble
from trm_policy.views.view import json_text
from trm_policy.wording.markup import plain
from trm_policy.wording.text import printable

_SHOWN = 20
"""Figures of each fate, and problems, that the text lists one by one."""
_COUNTED = {
    Became.KNOWN: "known already",
    Became.OVERRULED: "corrected by people",
    Became.EARLY: "not over yet",
    Became.EMPTY: "without a figure",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a pull comes to."""

    plans: tuple[Pulled, ...]
    unanswered: tuple[Trouble, ...]
    today: date
    dry_run: bool = False

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        """All that went wrong: what could not be asked, then what cannot be recorded."""
        return self.unanswered + tuple(
            Trouble(problem, ((plan.partnership, plan.kpi),), Exit.FINDINGS)
            for plan in self.plans
            for problem in plan.problems
        )

    @property
    def held(self) -> frozenset[str]:
        """The charters for which nothing is written, since something is wrong."""
        return frozenset(id_ for one in self.troubles for id_, _ in one.places)

    @property
    def exit(self) -> Exit:
        """How the command ends: what cannot be asked weighs more than what cannot be recorded."""
        return max((one.exit for one in self.troubles), default=Exit.CLEAN)

    def rows(self) -> Mapping[str, Sequence[Row]]:
        """The rows to be written, by charter."""
        found: dict[str, list[Row]] = {}
        for plan in self.plans:
            if plan.partnership not in self.held and plan.rows():
                found.setdefault(plan.partnership, []).extend(plan.rows())
        return found

    def figures(self, *fates: Became) -> list[tuple[str, PulledFigure]]:
        """The figures with one of the fates, each with its charter; of held charters none."""
        return [
            (plan.partnership, one)
            for plan in self.plans
            if plan.partnership not in self.held
            for one in plan.figures
            if one.became in (fates or Became)
        ]


def shown(outcome: Outcome, format_: str) -> str:
    """The outcome in one of the formats of the command."""
    if format_ == "json":
        return json_text(_json(outcome))
    lines = _markdown(outcome) if format_ == "markdown" else _text(outcome)
    return "\n".join(lines) + "\n"


def _text(outcome: Outcome) -> Iterator[str]:
    for fate in (Became.NEW, Became.CORRECTED, Became.OVERRULED):
        found = outcome.figures(fate)
        for partnership, one in found[:_SHOWN]:
            yield f"{fate:9} {partnership}: {one.row.kpi} {one.row.period} {_figure(one)}"
        if len(found) > _SHOWN:
            yield f"{fate:9} and {len(found) - _SHOWN} more"
    for trouble in outcome.troubles[:_SHOWN]:
        yield f"{'failed':9} {_where(trouble)}: {printable(trouble.message)}"
    if len(outcome.troubles) > _SHOWN:
        yield f"{'failed':9} and {len(outcome.troubles) - _SHOWN} more"
    yield _summary(outcome)
    if outcome.held:
        yield f"Nothing was written for {', '.join(sorted(outcome.held))}."


def _figure(one: PulledFigure) -> str:
    if one.became is Became.OVERRULED:
        return f"{one.before}, though the source still says {one.row.value}"
    return f"{one.row.value} (was {one.before})" if one.before else one.row.value


def _where(trouble: Trouble) -> str:
    by_charter: dict[str, list[str]] = {}
    for partnership, kpi in trouble.places:
        by_charter.setdefault(partnership, []).extend([kpi] if kpi else [])
    return "; ".join(f"{id_} {', '.join(kpis)}".strip() for id_, kpis in by_charter.items())


def _summary(outcome: Outcome) -> str:
    would = "would be " if outcome.dry_run else ""
    parts = [
        f"{len(outcome.figures(Became.NEW))} {would}recorded",
        f"{len(outcome.figures(Became.CORRECTED))} {would}corrected",
    ]
    for fate, words in _COUNTED.items():
        if count := len(outcome.figures(fate)):
            parts.append(f"{count} {words}")
    return ", ".join(parts) + ("; nothing was written" if outcome.dry_run else "")


def _markdown(outcome: Outcome) -> Iterator[str]:
    for trouble in outcome.troubles:
        yield f"- {plain(_where(trouble))}: {plain(trouble.message)}"
    if outcome.troubles:
        yield ""
    yield "| partnership | KPI | period | value | before | what becomes of it |"
    yield "|---" * 6 + "|"
    for partnership, one in outcome.figures():
        row = one.row
        yield (
            f"| {partnership} | {row.kpi} | {row.period} | {row.value} | {plain(one.before or '')} "
            f"| {one.became} |"
        )


def _json(outcome: Outcome) -> dict[str, Any]:
    return {
        "version": 1,
        "as_of": outcome.today.isoformat(),
        "written": bool(outcome.rows()) and not outcome.dry_run,
        "problems": [
            {
                "message": trouble.message,
                "kpis": [{"partnership": id_, "kpi": kpi} for id_, kpi in trouble.places],
            }
            for trouble in outcome.troubles
        ],
        "figures": [
            {
                "partnership": partnership,
                "kpi": one.row.kpi,
                "period": one.row.period,
                "value": one.row.value or None,
                "note": one.row.note,
                "fate": one.became.value,
                "before": one.before,
            }
            for partnership, one in outcome.figures()
        ],
    }
