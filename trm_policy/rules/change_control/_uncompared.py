"""Records that could not be read before a change: whatever they said has to stay as it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from trm_policy.document.text import lines_of
from trm_policy.model.records import Measurement, SurveyAnswer
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.records import Records
from trm_policy.rule import Problem
from trm_policy.rules.change_control._changes import BY_HAND
from trm_policy.wording.text import clipped, quoted

_POINTER = "version https://git-lfs.github.com/spec/"
_MOST = 3
"""Of more lines than this in a file the rest is not told."""
_HELP = f"Restore it. {BY_HAND}"
_OF_LFS = f"Take the file out of .gitattributes, and commit what it holds. {BY_HAND}"

_Cells = tuple[str, ...]


def uncompared(was: Partnership, now: Partnership) -> Iterator[Problem]:
    """A problem for each record of which nobody can tell whether the change has altered it."""
    here = {path.relative_to(now.path.parent): path for path in _paths(now.records)}
    for old in sorted(was.records.doubtful):
        path = here.get(old.relative_to(was.path.parent))
        if path is None or (old not in was.records.unread and path in now.records.doubtful):
            continue  # it was removed, or is no record by its name, which others say
        if old not in was.records.unread:
            yield _whole(path, "could not be opened before the change")
        elif is_pointer(was.records.unread[old]):
            yield of_lfs(path)
        else:
            yield from _lost_lines(was.records, old, now.records, path)


def is_pointer(text: str) -> bool:
    """Whether a text only says where Git LFS has stored the file."""
    return text.startswith(_POINTER)


def of_lfs(path: PurePosixPath) -> Problem:
    """That what was recorded before the change is not in git."""
    message = (
        f"before the change git had only a pointer of Git LFS for {path.name}, so no one can tell "
        "whether the record has been changed"
    )
    return Problem(message, document=path, line=1, help=_OF_LFS)


def _whole(path: PurePosixPath, why: str) -> Problem:
    message = f"{path.name} {why}, so no one can tell whether the record has been changed"
    return Problem(message, document=path, line=1, help=_HELP)


def _lost_lines(
    was: Records, old: PurePosixPath, now: Records, path: PurePosixPath
) -> Iterator[Problem]:
    """Lines that could not be read as rows and do not stand there as they did.

    A row that lacked its last commas may have got them.
    """
    left = Counter([*(cells for _, cells in _rows(now, path)), *unread_cells(now, path)])
    read = {line for line, _ in _rows(was, old)}
    lines = lines_of(was.unread[old].lstrip("\ufeff"))
    numbered = [(n, line) for n, line in enumerate(lines, 1) if line.strip()]
    told = 0
    for number, line in numbered[1:]:
        cells = _bare(line.split(","))
        if number in read or left[cells] > 0:
            left[cells] -= 1
        elif told < _MOST:
            told += 1
            yield Problem(
                f"line {number} of {path.name} could not be read before the change "
                f"({quoted(clipped(line.strip()))}) and is no longer there as it was, so no one "
                "can tell what it recorded",
                document=path,
                line=1,
                help=_HELP,
            )


def unread_cells(records: Records, path: PurePosixPath) -> Iterator[_Cells]:
    """The cells of the lines of a table that could not be read as rows."""
    read = {line for line, _ in _rows(records, path)}
    lines = lines_of(records.unread.get(path, ""))
    yield from (_bare(line.split(",")) for n, line in enumerate(lines, 1) if n not in read)


def cells_in(row: Measurement | SurveyAnswer) -> _Cells:
    """The cells of a row that could be read, without the empty ones at its end."""
    if isinstance(row, Measurement):
        return _bare((row.kpi, row.period_text, row.value_text, row.note))
    return _bare((row.party, row.question, row.score_text, row.count_text))


def _rows(records: Records, path: PurePosixPath) -> Iterator[tuple[int, _Cells]]:
    """The rows that could be read, with the lines on which they begin."""
    if path == records.measurements_path:
        yield from ((row.line, cells_in(row)) for row in records.measurements)
    for survey in records.surveys:
        if survey.path == path:
            yield from ((answer.line, cells_in(answer)) for answer in survey.answers)


def _bare(cells: Sequence[str]) -> _Cells:
    """The cells without the empty ones at the end."""
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    return tuple(cell.strip() for cell in cells)


def _paths(records: Records) -> Iterator[PurePosixPath]:
    """The files of records, readable or not."""
    yield from records.documents
    yield from (survey.path for survey in records.surveys)
    yield from filter(None, [records.measurements_path])
    yield from records.doubtful
