"""Files beside a charter that came, went or grew → what was recorded, in one line of each kind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from trm_policy.document.csv_reader import read_csv
from trm_policy.history import CharterVersion, FileChange
from trm_policy.history.log.event import EventKind
from trm_policy.history.log.kinds import listed_once
from trm_policy.model.charter import Charter
from trm_policy.model.records import MEASUREMENT_COLUMNS, EscalationFront
from trm_policy.portfolio.records import MEASUREMENTS_FILE, MOST_MEASUREMENT_BYTES
from trm_policy.portfolio.written import read_escalation

At = tuple[str, ...]
Raws = Mapping[str, bytes]
_FOLDERS = ("reviews/", "escalations/", "surveys/")
_MINUTES = re.compile(r"(\d{4}-\d\d-\d\d)-(.+)\.md")
_SURVEY = re.compile(r"[1-9]\d{3}\.csv")
_ESCALATION = re.compile(r"(?!README)[A-Za-z0-9][A-Za-z0-9-]*\.md")
_MANY = 4


@dataclass(frozen=True, slots=True)
class Recorded:
    """Something that was recorded. ``places`` of the charter are what its words give away."""

    kind: EventKind
    words: str
    places: tuple[At, ...] = ()


@dataclass(frozen=True, slots=True)
class _File:
    """A record's path in its charter's folder, now and before; None where it was not there."""

    change: FileChange
    now: PurePosixPath | None
    was: PurePosixPath | None

    @property
    def path(self) -> PurePosixPath:
        """Where it is, or was."""
        path = self.now or self.was
        assert path is not None
        return path

    @property
    def is_measured(self) -> bool:
        """Whether it has the figures."""
        return self.path.as_posix() == MEASUREMENTS_FILE

    def is_in(self, folder: str, name: re.Pattern[str]) -> bool:
        """Whether it is a record of that sort."""
        return self.path.parent.as_posix() == folder and bool(name.fullmatch(self.path.name))


def blobs_wanted(version: CharterVersion, folder: PurePosixPath) -> Iterator[str]:
    """The blobs of the records of which more must be known than that they are there."""
    for file in _files(version, folder):
        if (file.now and file.is_measured) or file.is_in("escalations", _ESCALATION):
            here, there = file.now and file.change.blob, file.was and file.change.was_blob
            yield from filter(None, (there, here))


def recorded(
    version: CharterVersion, folder: PurePosixPath, charter: Charter, raws: Raws
) -> Iterator[Recorded]:
    """What the version adds to the records of a charter, and what it takes from them."""
    for file in _files(version, folder):
        if file.now is None:
            yield Recorded(EventKind.ERASED, file.path.as_posix(), tuple(_told_by_name(file, raws)))
        elif file.is_measured:
            yield from _measured(file, charter, raws)
        elif file.is_in("escalations", _ESCALATION):
            yield from _escalated(file, raws)
        elif file.was is None and file.is_in("reviews", _MINUTES):
            yield from _reviewed(file.path.name, charter)
        elif file.was is None and file.is_in("surveys", _SURVEY):
            yield Recorded(EventKind.SURVEYED, file.path.stem)


def joined(kind: EventKind, found: Sequence[Recorded]) -> str:
    """All that was recorded of one kind, as a sentence."""
    words = [one.words for one in found]
    if len(words) > _MANY:
        words = [*words[: _MANY - 1], f"{len(words) - _MANY + 1} more"]
    if kind is EventKind.MEASURED:
        return f"figures recorded: {listed_once(words)}"
    if kind is EventKind.REVIEWED:
        return f"minutes of {listed_once(words)}"
    if kind is EventKind.SURVEYED:
        return f"{'survey' if len(found) == 1 else 'surveys'} of {listed_once(words)} recorded"
    if kind is EventKind.ERASED:
        what = "a record is" if len(found) == 1 else f"{len(found)} records are"
        return f"{what} removed: {listed_once(words)}"
    return "; ".join(words)


def _files(version: CharterVersion, folder: PurePosixPath) -> Iterator[_File]:
    top = "" if folder == PurePosixPath() else f"{folder}/"
    here, there = f"{top}{version.id}/", f"{top}{version.was}/"
    for change in version.changes:
        now, was = _inner(change.path, here), _inner(change.was, there)
        if now or was:
            yield _File(change, now, was)


def _inner(path: str | None, folder: str) -> PurePosixPath | None:
    """The path of a record within its charter's folder; None of other files."""
    if path is None or not path.startswith(folder):
        return None
    inner = path[len(folder) :]
    known = inner == MEASUREMENTS_FILE or inner.startswith(_FOLDERS)
    return PurePosixPath(inner) if known else None


def _measured(file: _File, charter: Charter, raws: Raws) -> Iterator[Recorded]:
    was = raws.get(file.change.was_blob or "", b"") if file.was else b""
    now = raws.get(file.change.blob or "", b"")
    head = now.split(b"\n", 1)[0] + b"\n"
    rows = now[len(was) :] if was and now.startswith(was) else _lines_beyond(was, now)
    raw = rows if rows.startswith(head) else head + rows
    table = read_csv(file.path, raw, MEASUREMENT_COLUMNS, MOST_MEASUREMENT_BYTES)
    for kpi, amount in Counter(row[0].strip() for row in table.rows).items():
        known = charter.kpis.get(kpi)
        name = known.name if known is not None else kpi
        yield Recorded(EventKind.MEASURED, f"{amount} of {name}", (("kpis", kpi, "name"),))


def _lines_beyond(was: bytes, now: bytes) -> bytes:
    """The lines that are new, the first of them the header where that is new."""
    left = Counter(was.split(b"\n"))
    found = []
    for line in now.split(b"\n"):
        if left[line] > 0:
            left[line] -= 1
        else:
            found.append(line)
    return b"\n".join(found)


def _reviewed(name: str, charter: Charter) -> Iterator[Recorded]:
    found = _MINUTES.fullmatch(name)
    assert found is not None
    day, review = found.groups()
    known = charter.reviews.get(review)
    called = (known.name or review) if known is not None else review
    if _is_day(day):
        yield Recorded(EventKind.REVIEWED, f"{called} of {day}", (("reviews", review, "name"),))


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _escalated(file: _File, raws: Raws) -> Iterator[Recorded]:
    now = _front(file.path, raws.get(file.change.blob or ""))
    was = _front(file.path, raws.get(file.change.was_blob or "")) if file.was else None
    if now is None:
        return
    named = f"escalation {file.path.stem}"
    about = f": {now.title}" if now.title != file.path.stem else ""
    settled = now.settled_at is not None
    before = was is not None and was.settled_at is not None
    places = tuple(_behind(now))
    if file.was is None:
        yield Recorded(EventKind.ESCALATED, f"{named} opened{about}", places)
    elif before and not settled:
        yield Recorded(EventKind.ESCALATED, f"{named} opened again{about}", places)
    if settled and not before:
        yield Recorded(EventKind.SETTLED, f"{named} settled{about}", places)


def _told_by_name(file: _File, raws: Raws) -> Iterator[At]:
    """What the name of a file gives away that is no more."""
    minutes = _MINUTES.fullmatch(file.path.name) if file.is_in("reviews", _MINUTES) else None
    if minutes is not None:
        yield ("reviews", minutes[2])
    elif file.is_in("escalations", _ESCALATION):
        was = _front(file.path, raws.get(file.change.was_blob or ""))
        yield from _behind(was) if was is not None else ()
    elif file.is_measured:
        yield ("kpis",)


def _behind(front: EscalationFront) -> Iterable[At]:
    if front.kpi:
        yield ("kpis", front.kpi)
    if front.risk:
        yield ("risks", front.risk)


def _front(path: PurePosixPath, raw: bytes | None) -> EscalationFront | None:
    return read_escalation(path, raw, "").record.front if raw is not None else None
