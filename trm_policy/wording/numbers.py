"""Numbers with their units, as people read them and as somebody wrote them."""

from __future__ import annotations

from math import floor, log10

_LEAST = 1e-9


def number(value: float | None) -> str:
    """A figure to be read, without needless decimals: ``1,240``, ``97.2``, ``0.0042``.

    Two decimals, or two significant digits below one. Empty where there is none.
    """
    if value is None:
        return ""
    size = abs(value)
    digits = 2 if size >= 1 or size < _LEAST else 1 - floor(log10(size))
    text = f"{value:,.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def exact(value: float) -> str:
    """A figure with every digit that somebody wrote, and no noise: ``98``, ``1234567.891``."""
    text = f"{value:.15g}"
    if "e" in text:
        text = f"{value:.15f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def with_unit(value: float | None, unit: str | None) -> str:
    """A figure and what it is counted in: ``97.2 %``."""
    figure = number(value)
    return f"{figure} {unit}" if figure and unit else figure


def signed(value: float, unit: str | None = None) -> str:
    """A difference with its sign: ``+1.5 %``, ``-0.3``, ``0``."""
    text = with_unit(value, unit)
    return f"+{text}" if value > 0 and number(value) != "0" else text


def percent(share: float | None) -> str:
    """A part of one as people write it: ``92 %``; empty of nothing."""
    return "" if share is None else f"{100 * share:.0f} %"
