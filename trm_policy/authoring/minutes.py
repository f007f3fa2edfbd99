"""The pack of a review as Markdown, and the file of its minutes, in which only people write on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from trm_policy.authoring.scalars import scalar
from trm_policy.measure.review_pack import Pack
from trm_policy.measure.scorecard import ScorecardRow
from trm_policy.views.scorecard_words import going
from trm_policy.wording.days import day
from trm_policy.wording.lists import counted
from trm_policy.wording.numbers import with_unit

_MARKUP = re.compile(r"[\\`*_\[\]#|~$^]")
_ENTITIES = re.compile(r"[<>&{}@]|:(?=//)|(?<=[Ww]{3})\.")
_BLOCK = re.compile(r"[-+=](?=\s|[-+=]|\Z)|\d+(?=[.)](?:\s|\Z))")
_ID = re.compile(r"[a-z][a-z0-9-]*")
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
_DASH = "–"


def minutes_text(pack: Pack) -> str:
    """The file of minutes for a review that is still to be held: the pack, then what is decided.

    The sections that people fill in are empty.
    """
    to_fill = "## Decisions\n\n## Actions\n\n## Lessons\n\n## Notes\n"
    return "\n".join([*_front(pack), pack_text(pack), to_fill])


def pack_text(pack: Pack) -> str:
    """The pack as Markdown. Whatever people wrote stays text in it."""
    return "\n".join(_whole(pack)) + "\n"


def text(words: str) -> str:
    """Markdown for one line, or the cell of a table, that reads as exactly ``words``."""
    line = " ".join("".join(c if c.isprintable() else " " for c in words).split())
    begin = _BLOCK.match(line)
    if begin is not None:
        end = begin.end()
        sign = line[:end] + "\\" if begin[0].isdigit() else "\\" + line[:end]
        return sign + _inline(line[end:])
    return _inline(line)


def _inline(line: str) -> str:
    kept = _MARKUP.sub(lambda found: f"\\{found[0]}", line.replace("&", "\0"))
    kept = _ENTITIES.sub(lambda found: f"&#{ord(found[0])};", kept)
    return kept.replace("\0", "&amp;")


def _front(pack: Pack) -> Iterator[str]:
    occasion = pack.occasion
    yield "---"
    yield f"review: {scalar(occasion.id)}"
    yield f"for: {occasion.planned}"
    yield f"held_on: {occasion.day}"
    ids = [one.id for one in pack.invited]
    if all(_ID.fullmatch(id_) and id_ not in _WORDS for id_ in ids):
        yield f"attendees: [{', '.join(ids)}]  # as invited: remove anyone who did not attend"
    else:
        yield "attendees:  # as invited: remove anyone who did not attend"
        yield from (f"  - {scalar(id_)}" for id_ in ids)
    yield "---"


def _whole(pack: Pack) -> Iterator[str]:
    yield f"# {text(pack.name)}, {day(pack.occasion.day)}"
    yield ""
    yield f"{text(pack.title)}. Written from what was recorded by {day(pack.as_of)}."
    yield from _meeting(pack)
    yield from ("", "## Agenda", "")
    yield from (f"{n}. {text(item)}" for n, item in enumerate(pack.agenda, 1))
    yield from ("", "## Looking ahead", "", "### Decisions needed", "")
    asked = [f"- **{text(one.about) or _DASH}**: {text(one.asks)}" for one in pack.decisions]
    yield from asked or [pack.empty["decisions"]]
    yield from ("", f"### What falls due until {day(pack.until)}", "")
    yield from _due(pack)
    yield from ("", "### Risks", "")
    yield from _risks(pack)
    since = f" since {day(pack.since)}" if pack.since else ""
    if pack.warnings:
        yield from ("", "### Early warnings", "")
        yield from (f"- {text(one)}" for one in pack.warnings)
    yield from ("", f"## Looking back{since}", "", "### Latest decisions", "")
    decided = [f"- {text(one)}" for one in pack.shown_decided]
    yield from decided or [pack.empty["decided"]]
    yield from ("", "### Actions of earlier reviews", "")
    yield from _actions(pack)
    yield from ("", "### Scorecard", "")
    yield from _scorecard(pack)
    yield from ("", "### Escalations", "")
    yield from _escalations(pack)
    if pack.went_well:
        yield from ("", "### As agreed", "")
        yield f"- {'; '.join(map(text, pack.went_well))}"


def _meeting(pack: Pack) -> Iterator[str]:
    members, each = pack.quorum
    demands = [
        counted(members, "voting member") if members else "",
        f"{each} of each party" if each else "",
    ]
    needs = ", ".join(filter(None, demands))
    if pack.committee:
        yield f"{text(pack.committee)} meets" + (f"; to decide it needs {needs}." if needs else ".")


def _due(pack: Pack) -> Iterator[str]:
    rows = [
        (
            f"{item.day}{' (late)' if item.overdue else ''}",
            item.kind.value.capitalize(),
            text(item.what),
            text(", ".join(one.name for one in item.who)) or _DASH,
        )
        for item in pack.due
    ]
    yield from _table(("Day", "What it is", "What", "Who"), rows, pack.empty["due"])


def _risks(pack: Pack) -> Iterator[str]:
    rows = [
        (
            text(line.title),
            text(line.owner) or _DASH,
            f"{line.likelihood or '?'} × {line.impact or '?'} = {line.weight or '?'}",
            text(line.mitigation) or _DASH,
            f"{line.review_by or _DASH}{' (late)' if line.late else ''}",
        )
        for line in pack.risks
    ]
    head = ("Risk", "Owner", "Likelihood × impact", "Mitigation", "Next assessment")
    yield from _table(head, rows, pack.empty["risks"])


def _actions(pack: Pack) -> Iterator[str]:
    rows = [
        (
            line.state.value.capitalize(),
            text(line.what),
            text(line.who) or _DASH,
            f"{line.due or _DASH}",
            f"{text(line.review)}, {line.agreed}",
        )
        for line in pack.shown_actions
    ]
    head = ("State", "Action", "Who", "Due", "Agreed in")
    yield from _table(head, rows, pack.empty["actions"])


def _scorecard(pack: Pack) -> Iterator[str]:
    head = ("KPI", "Target", "Plan", "Actual", "Status", "Trend", "Last period")
    yield from _table(head, map(_kpi, pack.shown_kpis), pack.empty["kpis"])


def _kpi(row: ScorecardRow) -> Sequence[str]:
    reading, target = row.reading, row.kpi.target
    latest = reading.latest
    aim = text(row.kpi.bound or (with_unit(target.value, row.kpi.unit) if target else ""))
    return (
        text(row.kpi.name),
        f"{aim or _DASH}{f' by {target.by}' if target and target.by and not row.kpi.bound else ''}",
        row.kpi.said(reading.plan, unit=False) or _DASH,
        row.kpi.said(latest.value, unit=False) if latest else _DASH,
        f"{reading.status.value.capitalize()}{' (overdue)' if reading.overdue else ''}",
        going(row).capitalize() or _DASH,
        str(latest.period) if latest else _DASH,
    )


def _escalations(pack: Pack) -> Iterator[str]:
    rows = [
        (
            text(one.number),
            text(one.title),
            f"{text(one.raised_by)}, {one.raised}",
            text(one.level) or _DASH,
            f"Settled on {one.settled}" if one.settled else "Open",
        )
        for one in pack.shown_escalations
    ]
    head = ("Number", "Escalation", "Raised by", "Reached", "State")
    yield from _table(head, rows, pack.empty["escalations"])


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], nothing: str) -> Iterator[str]:
    found = [f"| {' | '.join(row)} |" for row in rows]
    if not found:
        yield nothing
        return
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    yield from found
