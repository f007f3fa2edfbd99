"""A figure that is to be recorded: its row, and what becomes of it."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class FigureRow(NamedTuple):
    """A row as it is to stand in the file of measurements."""

    kpi: str
    period: str
    value: str
    note: str = ""


class FigureFate(StrEnum):
    """What becomes of a figure."""

    NEW = "new"
    CORRECTED = "corrected"
    KNOWN = "known"
    OVERRULED = "overruled"
    """People have corrected what the source still says, and their figure stands."""
    EARLY = "early"
    """Its period is not over, or its figure cannot be known yet."""
    EMPTY = "empty"
    """The source has the period, and no figure."""

    @property
    def is_written(self) -> bool:
        """Whether a row is added for it."""
        return self in (FigureFate.NEW, FigureFate.CORRECTED)


class PlannedFigure(NamedTuple):
    """A figure, whose it is, and what becomes of it.

    ``before`` is what is recorded now, if anything is. ``line`` is that of a file it comes from.
    """

    partnership: str
    row: FigureRow
    fate: FigureFate
    before: str | None = None
    line: int = 0


class PullProblem(NamedTuple):
    """Why figures are not pulled, and of which KPIs: partnership and KPI, or a whole charter.

    ``is_figure`` says that the source answers, and that its figures cannot be recorded.
    """

    message: str
    places: tuple[tuple[str, str | None], ...]
    is_figure: bool = False
