"""The files beside a charter → measurements, minutes, escalations and surveys, with findings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import takewhile
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any, TypeVar

from trm_policy.document.csv_reader import CsvTable, read_csv
from trm_policy.document.document import Document
from trm_policy.document.text import USUAL
from trm_policy.finding import START, Finding, Span
from trm_policy.model.base import Kind
from trm_policy.model.building import Built
from trm_policy.model.records import (
    HIGHEST_SCORE,
    LOWEST_SCORE,
    MEASUREMENT_COLUMNS,
    SURVEY_COLUMNS,
    Action,
    EscalationFront,
    EscalationRecord,
    EscalationStep,
    Measurement,
    Minutes,
    SurveyAnswer,
    SurveyRecord,
)
from trm_policy.model.references import Reference, references_of
from trm_policy.portfolio.layout import README, RECORD_NAMES
from trm_policy.portfolio.written import (
    ReadRecord,
    faults,
    read_escalation,
    read_minutes,
    schema_finding,
)
from trm_policy.source import Source
from trm_policy.timing.clock import Instant, day_of
from trm_policy.wording.numbers import either, readings

T = TypeVar("T")

MEASUREMENTS_FILE = "measurements.csv"
MOST_MEASUREMENT_BYTES = 64 << 20

KINDS = frozenset({MEASUREMENTS_FILE, *RECORD_NAMES})
"""The kinds of records: the names of a file and of folders beside the charter."""


class _NotRead(tuple[Any, ...]):
    """What stands for records that were not read: whoever looks at them has to have them read."""

    __slots__ = ()

    def _refuse(self, *_: object) -> Any:
        raise LookupError("records of this kind were not read")

    __iter__ = __len__ = __getitem__ = __contains__ = _refuse


_NOT_READ = _NotRead()


@dataclass(frozen=True, slots=True)
class Records:
    """What is recorded of one partnership, in the order of files and lines.

    ``documents`` and ``built`` hold, by path, the front matter of minutes and escalations: where
    each fact stands, and what the model refused. ``doubtful`` are the files that could not be
    read, or of which rows could not; ``unread`` has the text of the tables among them.
    ``misnamed`` are files that are not there, but were probably meant by others that nothing
    reads. Nothing is left out for its date. Looking at records of a
    kind that was not read raises LookupError.
    """

    measurements: tuple[Measurement, ...] = ()
    minutes: tuple[Minutes, ...] = ()
    escalations: tuple[EscalationRecord, ...] = ()
    surveys: tuple[SurveyRecord, ...] = ()
    measurements_path: PurePosixPath | None = None
    documents: Mapping[PurePosixPath, Document] = field(default_factory=dict, repr=False)
    built: Mapping[PurePosixPath, Built[Any]] = field(default_factory=dict, repr=False)
    doubtful: frozenset[PurePosixPath] = frozenset()
    unread: Mapping[PurePosixPath, str] = field(default_factory=dict, repr=False)
    misnamed: frozenset[PurePosixPath] = frozenset()

    def unclear(self, kind: str) -> bool:
        """Whether records of a kind may say more: some cannot be read, or have another name."""
        return any(kind in (path.name, path.parent.name) for path in self.doubtful | self.misnamed)


def read_records(
    source: Source,
    folder: PurePosixPath,
    partnership: str,
    paths: Iterable[PurePosixPath],
    kinds: Collection[str] = KINDS,
) -> tuple[Records, tuple[Finding, ...]]:
    """The records among ``paths``, which are files of a charter's ``folder``, and what is wrong.

    A broken record hides neither another one nor the rest of its own file. Of other ``kinds``
    nothing is read or reported.
    """
    reader = _RecordsReader(source, folder, partnership)
    for path in sorted(paths):
        if path.parts[len(folder.parts)] in kinds:
            reader.take(path)
    unread: dict[str, Any] = {_FIELDS[kind]: _NOT_READ for kind in KINDS.difference(kinds)}
    records = replace(reader.records(), **unread) if unread else reader.records()
    return records, tuple(sorted(reader.findings, key=lambda finding: finding.order))


_FIELDS = {
    MEASUREMENTS_FILE: "measurements",
    "reviews": "minutes",
    "escalations": "escalations",
    "surveys": "surveys",
}


class _RecordsReader:
    """Collects the records of one partnership, file by file."""

    def __init__(self, source: Source, folder: PurePosixPath, partnership: str) -> None:
        self.findings: list[Finding] = []
        self._source = source
        self._folder = folder
        self._partnership = partnership
        self._measurements: tuple[Measurement, ...] = ()
        self._measurements_path: PurePosixPath | None = None
        self._minutes: list[ReadRecord[Minutes]] = []
        self._escalations: list[ReadRecord[EscalationRecord]] = []
        self._surveys: list[SurveyRecord] = []
        self._doubtful: set[PurePosixPath] = set()
        self._unread: dict[PurePosixPath, str] = {}

    def records(self) -> Records:
        """Everything that was taken in."""
        written: list[ReadRecord[Any]] = [*self._minutes, *self._escalations]
        return Records(
            measurements=self._measurements,
            minutes=tuple(judged.record for judged in self._minutes),
            escalations=tuple(judged.record for judged in self._escalations),
            surveys=tuple(self._surveys),
            measurements_path=self._measurements_path,
            documents=MappingProxyType({j.document.path: j.document for j in written}),
            built=MappingProxyType({j.document.path: j.built for j in written}),
            doubtful=frozenset(self._doubtful),
            unread=MappingProxyType(self._unread),
        )

    def take(self, path: PurePosixPath) -> None:
        """Read a file if it is a record; complain if it stands among records and is none."""
        inner = path.relative_to(self._folder)
        kind = inner.parts[0]
        if inner.as_posix() == MEASUREMENTS_FILE:
            self._with_content(path, self._take_measurements)
        elif kind in RECORD_NAMES and len(inner.parts) > 1 and path.name != README:
            pattern, example = RECORD_NAMES[kind]
            if pattern.fullmatch("/".join(inner.parts[1:])):
                taker = self._take_survey if kind == "surveys" else self._take_text
                self._with_content(path, taker)
            else:
                self._doubtful.add(path)
                self._complain(
                    path,
                    f"no record can be called {'/'.join(inner.parts[1:])!r} here",
                    f"Name it as in '{kind}/{example}', or move it out of '{kind}'.",
                )

    def _with_content(
        self, path: PurePosixPath, taker: Callable[[PurePosixPath, bytes], None]
    ) -> None:
        raw = self._source.read(path)
        if raw is None:
            self._doubtful.add(path)
            message = "the file cannot be opened, or is a link"
            self._complain(path, message, "Replace it with an ordinary file.")
        else:
            taker(path, raw)

    def _take_measurements(self, path: PurePosixPath, raw: bytes) -> None:
        table = self._table(path, raw, MEASUREMENT_COLUMNS, MOST_MEASUREMENT_BYTES)
        foreign = table.separator != ","
        self._measurements = Measurement.of_rows(table.rows, table.lines, foreign=foreign)
        self._measurements_path = path

    def _take_text(self, path: PurePosixPath, raw: bytes) -> None:
        """Minutes or an escalation, by their folder."""
        if path.relative_to(self._folder).parts[0] == "reviews":
            self._minutes.append(read_minutes(path, raw, self._partnership))
            self.findings += self._minutes[-1].findings
        else:
            self._escalations.append(read_escalation(path, raw, self._partnership))
            self.findings += self._escalations[-1].findings

    def _take_survey(self, path: PurePosixPath, raw: bytes) -> None:
        table = self._table(path, raw, SURVEY_COLUMNS, USUAL.bytes)
        rows = zip(table.rows, table.lines, strict=True)
        foreign = table.separator != ","
        answers = tuple(SurveyAnswer.of_row(row, line, foreign=foreign) for row, line in rows)
        seen: dict[tuple[str, str], int] = {}
        for answer in answers:
            for message, fix in _slips(answer, seen):
                self._complain(path, message, fix, Span(answer.line, 1, answer.line, 2))
            seen.setdefault((answer.party, answer.question), answer.line)
        self._surveys.append(SurveyRecord(int(path.stem), path, answers))

    def _table(
        self, path: PurePosixPath, raw: bytes, columns: tuple[str, ...], most: int
    ) -> CsvTable:
        table = read_csv(path, raw, columns, most)
        if table.faults:
            self._doubtful.add(path)
            self._unread[path] = raw.decode("utf-8", "surrogateescape")
        self.findings += faults(path, table.faults, self._partnership)
        return table

    def _complain(
        self, path: PurePosixPath, message: str, help_text: str, span: Span = START
    ) -> None:
        found = schema_finding(path, message, help_text, span, partnership=self._partnership)
        self.findings.append(found)


def _as_number(text: str, *, whole: bool = False) -> str:
    """What to write for the number that was meant; empty where it is none."""
    meant = tuple(one for one in readings(text) if not (whole and "." in one))
    return f"Write {either(meant)}." if meant and meant != (text,) else ""


def _slips(answer: SurveyAnswer, seen: Mapping[tuple[str, str], int]) -> Iterator[tuple[str, str]]:
    """What is wrong with a survey's row, and how to fix it; ``seen`` are earlier rows' lines."""
    if not answer.party:
        yield "this answer lacks its party", "Write the party's id in the first cell."
    if not answer.question:
        yield "this answer lacks its question", "Write the question in the second cell."
    if answer.score is None:
        yield (
            (
                f"the score {answer.score_text!r} is not a number from {LOWEST_SCORE} to "
                f"{HIGHEST_SCORE}"
            ),
            _as_number(answer.score_text) or "Write the mean of the answers, such as 3.8.",
        )
    if answer.count is None:
        yield (
            f"the count {answer.count_text!r} is not a whole number",
            _as_number(answer.count_text, whole=True)
            or "Write how many people answered, such as 10.",
        )
    if (earlier := seen.get((answer.party, answer.question))) is not None:
        yield (
            f"{answer.party!r} answers {answer.question!r} a second time (first in line {earlier})",
            "Keep one of the two rows.",
        )


def references_in(records: Records) -> Iterator[Reference]:
    """What minutes and escalations name, the actions of minutes too."""
    for minutes in records.minutes:
        yield from references_of(minutes.front) if minutes.front else ()
        for action in minutes.actions:
            yield from references_of_action(action)
    for escalation in records.escalations:
        yield from references_of(escalation.front) if escalation.front else ()


def references_of_action(action: Action) -> Iterator[Reference]:
    """Who is to do it, and the KPI that it is about."""
    for kind, id_ in ((Kind.PERSON, action.person), (Kind.KPI, action.kpi)):
        if id_ is not None:
            yield Reference(kind, id_, ())


def as_known(records: Records, now: Instant) -> Records:
    """The records without what ``now``, an instant with its zone, cannot know yet.

    Left out are figures of a period that has not started, minutes of a review held after today,
    escalations raised later and surveys of later years; of escalations also later steps,
    acknowledgements and the settlement. A day is that of UTC. What has no date that could be read
    stays.
    """
    today = day_of(now)
    known: dict[str, Any] = {
        "measurements": _those(records.measurements, lambda row: _began(row, today)),
        "minutes": minutes_known(records, now),
        "escalations": escalations_known(records, now),
        "surveys": _those(records.surveys, lambda survey: survey.year <= today.year),
    }
    same = all(value is getattr(records, name) for name, value in known.items())
    return records if same else replace(records, **known)


def minutes_known(records: Records, now: Instant) -> tuple[Minutes, ...]:
    """The minutes of reviews held by the day of ``now``, and those that do not tell their day."""
    today = day_of(now)
    return _those(records.minutes, lambda one: one.front is None or one.front.held_on <= today)


def escalations_known(records: Records, now: Instant) -> tuple[EscalationRecord, ...]:
    """The escalations raised by ``now`` as they stood then.

    The steps that stay have the positions that they have in the file: with the first step that
    ``now`` cannot know all after it are left out.
    """
    if all(record.front is None or _is_past(record.front, now) for record in records.escalations):
        return records.escalations
    return tuple(
        record if record.front is None else replace(record, front=_front(record.front, now))
        for record in records.escalations
        if record.front is None or record.front.raised_at <= now
    )


def _those(all_: tuple[T, ...], known: Callable[[T], bool]) -> tuple[T, ...]:
    """The known ones; the same tuple where nothing has to be left out."""
    found = tuple(filter(known, all_))
    return found if len(found) < len(all_) else all_


def _began(row: Measurement, today: date) -> bool:
    return row.period is None or row.period.first_day <= today


def _is_past(front: EscalationFront, now: Instant) -> bool:
    """Whether nothing that is told of an escalation lies after ``now``."""
    instants = [front.raised_at, *([front.settled_at] if front.settled_at else [])]
    for step in front.steps:
        instants += (step.reached_at, *step.acknowledged.values())
    return max(instants) <= now


def _front(front: EscalationFront, now: Instant) -> EscalationFront:
    steps = takewhile(lambda step: step.reached_at <= now, front.steps)
    settled = front.settled_at is not None and front.settled_at <= now
    return front.model_copy(
        update={
            "steps": tuple(_step(step, now) for step in steps),
            "settled_at": front.settled_at if settled else None,
        }
    )


def _step(step: EscalationStep, now: Instant) -> EscalationStep:
    heard = {party: at for party, at in step.acknowledged.items() if at <= now}
    return step.model_copy(update={"acknowledged": heard})
