"""A country's public holidays as the ``holidays`` package has them, without all other countries.

The package imports every country as soon as one is asked for, and asks for its own version:
a fifth of a second together, where the module of one country takes a few thousandths.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from holidays import HolidayBase


@lru_cache(maxsize=256)
def public_holidays(
    country: str, subdivision: str | None, *, english: bool = False
) -> HolidayBase | None:
    """What is known of a country's weekends and holidays, or None; years are filled in as asked.

    Holidays are called as at home, or in ``english`` where somebody has translated them.
    """
    kind = _kind(country)
    if kind is None:
        return None
    whole: HolidayBase = kind()
    named = _english(whole.default_language, whole.supported_languages) if english else None
    part = subdivision.partition("-")[2] if subdivision else None
    if part is not None and part not in whole.subdivisions:
        part = None
    if part is None and named is None:
        return whole
    return kind(subdiv=part, language=named)


def _english(usual: str | None, known: Iterable[str]) -> str | None:
    """The language to ask for; None where the usual one is English, or there is none."""
    if usual is None or usual.startswith("en"):
        return None
    return next((language for language in known if language.startswith("en")), None)


@cache
def _kind(country: str) -> type[HolidayBase] | None:
    """The package's class for a country's code; None for one that nobody has listed."""
    for package in ("holidays", "holidays.countries"):
        _defer(package)
    for module, (name, *codes) in import_module("holidays.registry").COUNTRIES.items():
        if country in codes:
            kind: type[HolidayBase] = getattr(import_module(f"holidays.countries.{module}"), name)
            return kind
    return None


def _defer(package: str) -> None:
    """Let modules of ``package`` be imported; its own code runs when a name of it is asked for."""
    spec = None if package in sys.modules else find_spec(package)
    if spec is None:
        return
    module = module_from_spec(spec)

    def run(name: str) -> Any:
        assert spec.loader is not None
        del vars(module)["__getattr__"]
        spec.loader.exec_module(module)
        return getattr(module, name)

    vars(module)["__getattr__"] = run
    sys.modules[package] = module
