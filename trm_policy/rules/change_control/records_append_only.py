"""Records that nobody rewrites."""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from difflib import SequenceMatcher
from itertools import zip_longest
from pathlib import PurePosixPath
from typing import Any, TypeVar

from trm_policy.diff.new_ids import (
    Called,
    lines_with_new_ids,
    new_ids,
    now_called,
    with_new_ids,
)
from trm_policy.document.document import Document
from trm_policy.document.text import lines_of
from trm_policy.finding import Place, Severity
from trm_policy.model.base import Kind
from trm_policy.model.charter import Charter
from trm_policy.model.records import Measurement, Minutes, SurveyAnswer, SurveyRecord
from trm_policy.portfolio.context import Context
from trm_policy.portfolio.partnership import Partnership
from trm_policy.rule import Problem, rule
from trm_policy.rules.change_control._changes import before, changes
from trm_policy.rules.change_control._uncompared import (
    cells_in,
    is_pointer,
    of_lfs,
    uncompared,
    unread_cells,
)
from trm_policy.wording.numbers import readings
from trm_policy.wording.text import clipped

R = TypeVar("R", Measurement, SurveyAnswer)
_MOST = 3
"""More changed rows than this are told by their number alone."""


def measurements(
    was: Partnership, now: Partnership, called: Mapping[str, str]
) -> Iterator[Problem]:
    """Measurements that were changed or removed; ``called`` are the new ids of renamed KPIs."""
    path = now.records.measurements_path
    if path is None:
        return

    def then(row: Measurement) -> Hashable:
        return called.get(row.kpi, row.kpi), *_figure(row)

    def today(row: Measurement) -> Hashable:
        return row.kpi, *_figure(row)

    old, new = (_once(one.records.measurements) for one in (was, now))
    lost = _lost(old, new, then, today)
    yield from _told(_missing(lost, now, path), path, _measurement)


def _once(rows: Iterable[Measurement]) -> list[Measurement]:
    """The rows without those that repeat the one before of their KPI and period, note and all.

    A merge that keeps what both sides added brings them, and they go again without a loss.
    """
    last: dict[tuple[str, str], Measurement] = {}
    found = []
    for row in rows:
        above = last.get((row.kpi, row.period_text))
        if above is None or above._replace(line=row.line) != row:
            found.append(row)
        last[row.kpi, row.period_text] = row
    return found


def surveys(was: Partnership, now: Partnership, called: Mapping[str, str]) -> Iterator[Problem]:
    """Answers of surveys that were changed or removed; ``called`` are new ids of parties."""

    def then(row: SurveyAnswer) -> Hashable:
        return called.get(row.party, row.party), *_answer(row)[1:]

    there = {survey.path.name: survey for survey in now.records.surveys}
    for old in was.records.surveys:
        new: SurveyRecord | None = there.get(old.path.name)
        if new is not None:
            lost = _lost(old.answers, new.answers, then, _answer)
            yield from _told(_missing(lost, now, new.path), new.path, _survey)


Lost = tuple[R, int]
"""A row that is not there any more, and the line now at its place."""


def _lost(
    old: Sequence[R],
    new: Sequence[R],
    then: Callable[[R], Hashable],
    today: Callable[[R], Hashable],
) -> list[Lost[R]]:
    """The old rows that the new ones do not have in the same order."""
    before, after = [then(row) for row in old], [today(row) for row in new]
    if after[: len(before)] == before:
        return []
    found: list[Lost[R]] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, start, end, there, _ in matcher.get_opcodes():
        if tag in ("replace", "delete"):
            line = new[min(there, len(new) - 1)].line if new else 1
            found += [(row, line) for row in old[start:end]]
    return found


def _missing(lost: Iterable[Lost[R]], now: Partnership, path: PurePosixPath) -> list[Lost[R]]:
    """The lost rows without those that still stand there, though nobody can read them any more."""
    there = set(unread_cells(now.records, path))
    return [(row, line) for row, line in lost if cells_in(row) not in there]


def _told(
    lost: Sequence[Lost[R]], path: PurePosixPath, name: Callable[[R], str]
) -> Iterator[Problem]:
    for row, line in lost[:_MOST]:
        yield Problem(
            f"{name(row)} has been changed or removed",
            document=path,
            line=line,
            help="Restore the row. To correct it, add a new row below with a note that gives the "
            "reason.",
        )
    if len(lost) > _MOST:
        yield Problem(
            f"{len(lost) - _MOST} more recorded rows have been changed or removed",
            document=path,
            line=lost[_MOST][1],
            help="Restore the file, and add rows only at the end.",
        )


def _figure(row: Measurement) -> tuple[str, str | float, str]:
    """A figure by what it says, however it is written."""
    meant = readings(row.value_text) if row.value is None else ()
    said = float(meant[0]) if len(meant) == 1 else row.value
    return row.period_text, row.value_text if said is None else said, row.note


def _measurement(row: Measurement) -> str:
    return f"the recorded figure of {row.kpi} for {row.period_text} ({row.value_text})"


def _survey(row: SurveyAnswer) -> str:
    return f"the recorded answer of {row.party} to {row.question!r} ({row.score_text})"


def _answer(row: SurveyAnswer) -> tuple[str, ...]:
    return row.party, row.question, row.score_text, row.count_text


_BOX = re.compile(r"^(\s*[-*+]\s+)\[([ xX-])\]")
_MAY_COME = frozenset({"settled_at", "acknowledged", "steps", "kpi", "risk"})
"""Keys that an escalation may gain after it was recorded."""
_HELP = "Restore it, and record what is new in the minutes of the next review."


def minutes(was: Partnership, now: Partnership, today: date, called: Called) -> Iterator[Problem]:
    """Minutes in which something else was changed than what became of an action.

    Until the day on which the review is held, and while nothing was decided, they are a plan.
    """
    there = {one.path: one for one in was.records.minutes}
    planned = {
        one.path
        for one in there.values()
        if one.front is not None
        and (one.front.held_on >= today or _is_empty(one, was.records.documents[one.path]))
    }
    for old, new in _pairs(was, now, "reviews"):
        if is_pointer(old.text) and new.text != old.text:
            yield of_lfs(new.path)
        elif old.path not in planned:
            names = new_ids(was.records, old.path, there[old.path].front, called)
            then = lines_with_new_ids(old, names, there[old.path].actions, called)
            found = [*_rewritten(_said(then), _said(_text(new)), new.path)]
            here = next(one for one in now.records.minutes if one.path == new.path)
            yield from found or _read_otherwise(there[old.path], here, called)


def _read_otherwise(old: Minutes, new: Minutes, called: Called) -> Iterator[Problem]:
    """The first entry that the same lines no longer say, since empty ones were put or taken."""
    for (was, line), now in zip_longest(_entries(old, called), _entries(new, {}), fillvalue=_NONE):
        if was != now[0]:
            said = f"the recorded entry {clipped(was[0])!r}" if was else "a recorded entry"
            yield Problem(
                f"{said} is read otherwise than before: empty lines were added or removed",
                document=new.path,
                line=now[1] or line,
                help="Restore the empty lines as they were.",
            )
            return


_Entry = tuple[tuple[str, ...], int]
_NONE: _Entry = ((), 1)


def _entries(minutes: Minutes, called: Called) -> Iterator[_Entry]:
    """What minutes are read to say, by new ids and whatever became of actions, and its line."""
    people, kpis = called.get(Kind.PERSON, {}), called.get(Kind.KPI, {})
    for one in minutes.actions:
        person, kpi = one.person or "", one.kpi or ""
        named = people.get(person, person), kpis.get(kpi, kpi)
        yield (one.what, *named, one.cause or "", one.due_text or ""), one.line
    for said in (*minutes.decisions, *minutes.lessons):
        yield (said.text,), said.line


def _is_empty(minutes: Minutes, document: Document) -> bool:
    """Whether nothing was decided, for certain: what cannot be read may have decided anything."""
    return document.data is not None and not (minutes.decisions or minutes.actions)


def escalations(was: Partnership, now: Partnership, called: Called) -> Iterator[Problem]:
    """Escalations of which a recorded fact or a line of their story was changed or removed."""
    fronts = {one.path: one.front for one in was.records.escalations}
    for old, new in _pairs(was, now, "escalations"):
        if is_pointer(old.text) and new.text != old.text:
            yield of_lfs(new.path)
            continue
        names = new_ids(was.records, old.path, fronts[old.path], called)
        if not (isinstance(old.data, dict) and isinstance(new.data, dict)):
            then = lines_with_new_ids(old, names, (), called)
            yield from _rewritten(_said(then), _said(_text(new)), new.path, more=True)
            continue
        for place in _not_kept(with_new_ids(old.data, names), new.data, ()):
            yield Problem(
                f"the recorded {'.'.join(map(_counted, place))} of the escalation has been "
                "changed or removed",
                document=new.path,
                at=place,
                help="Restore it; an escalation may only gain steps, acknowledgements and the "
                "time of settlement.",
            )
        story, today = (_said(_text(one), body=True) for one in (old, new))
        yield from _rewritten(story, today, new.path, more=True)


def _pairs(was: Partnership, now: Partnership, kind: str) -> Iterator[tuple[Document, Document]]:
    """Records of then and of now with the same name, where both could be opened."""
    there = {path.name: one for path, one in now.records.documents.items() if _is(path, kind)}
    for path, old in was.records.documents.items():
        if _is(path, kind) and path.name in there:
            yield old, there[path.name]


def _is(path: PurePosixPath, kind: str) -> bool:
    return path.parent.name == kind


_Line = tuple[int, str]


def _text(document: Document) -> list[str]:
    return lines_of(document.text)


def _said(lines: Sequence[str], *, body: bool = False) -> list[_Line]:
    """The lines that say something, with their numbers; of the text below the front matter."""
    start = 0
    if body and lines and lines[0].strip() == "---":
        start = next((n for n, line in enumerate(lines[1:], 1) if line.strip() == "---"), 0) + 1
    return [(n, line.rstrip()) for n, line in enumerate(lines, 1) if n > start and line.strip()]


def _rewritten(
    old: list[_Line], new: list[_Line], path: PurePosixPath, *, more: bool = False
) -> Iterator[Problem]:
    """The first line that is not as it was; ``more`` lines may follow where that is allowed."""
    for (_, then), (number, today) in zip(old, new, strict=False):
        if then != today and not _settled(then, today):
            yield _changed(then, path, number)
            return
    if len(new) < len(old):
        yield _changed(old[len(new)][1], path, new[-1][0] if new else 1)
    elif len(new) > len(old) and not more:
        yield Problem(
            "a line has been added to recorded minutes",
            document=path,
            line=new[len(old)][0],
            help="Record what is new in the minutes of the next review.",
        )


def _changed(then: str, path: PurePosixPath, line: int) -> Problem:
    return Problem(
        f"the recorded line {then.strip()!r} has been changed or removed",
        document=path,
        line=line,
        help=_HELP,
    )


def _settled(then: str, today: str) -> bool:
    """Whether an open action was closed, and nothing else in its line is other than it was."""
    old, new = _BOX.match(then), _BOX.match(today)
    if old is None or new is None or old[2] != " ":
        return False
    return then[old.end() :] == today[new.end() :] and old[1] == new[1]


def _not_kept(old: Any, new: Any, place: Place) -> Iterator[Place]:
    """Places at which something that was recorded is not there as it was."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key, value in old.items():
            yield from _not_kept(value, new.get(key), (*place, key))
        gained = new.keys() - old.keys()
        named = place and place[-1] == "acknowledged"
        yield from ((*place, key) for key in sorted(gained) if not named and key not in _MAY_COME)
    elif isinstance(old, list) and isinstance(new, list):
        for number, value in enumerate(old):
            yield from _not_kept(
                value, new[number] if number < len(new) else None, (*place, number)
            )
    elif old is not None and old != new:
        yield place


def _counted(part: str | int) -> str:
    return str(part + 1) if isinstance(part, int) else part


@rule(Severity.ERROR, change=True)
def records_append_only(charter: Charter, context: Context) -> Iterator[Problem]:
    """Measurements, minutes, surveys and escalations are only added to, never rewritten."""
    was = before(context).partnership
    if was is None or before(context).gone:
        return
    now = context.partnership
    called = now_called(changes(context))
    yield from _removed(was, now)
    yield from uncompared(was, now)
    yield from measurements(was, now, called[Kind.KPI])
    yield from surveys(was, now, called[Kind.PARTY])
    yield from minutes(was, now, context.today, called)
    yield from escalations(was, now, called)


def _removed(was: Partnership, now: Partnership) -> Iterator[Problem]:
    """Records that are no longer there; they are looked for where the folder stands now."""
    there = set(_files(now))
    for name in _files(was):
        if name not in there:
            yield Problem(
                f"the record {name.as_posix()} has been removed",
                document=now.path.parent / name,
                help="Restore it; records are the history of the partnership.",
            )


def _files(partnership: Partnership) -> Iterator[PurePosixPath]:
    """The files of records, as seen from the partnership's folder."""
    records, folder = partnership.records, partnership.path.parent
    paths = [one.path for one in records.minutes]
    paths += [one.path for one in records.escalations]
    paths += [one.path for one in records.surveys]
    paths += [records.measurements_path] if records.measurements_path is not None else []
    paths += records.doubtful
    yield from sorted({path.relative_to(folder) for path in paths})
