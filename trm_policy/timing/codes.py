"""Countries by ISO 3166-1, and those of their parts (ISO 3166-2) that keep other public holidays.

They stand in ``countries.csv``: names as in the time zone database (``iso3166.tab``, public
domain), parts as in the ``holidays`` package, whose own list costs a tenth of a second to import.
Tests hold both to the installed packages. A part stands without its country: ``ENG`` for GB-ENG.
"""

from __future__ import annotations

import csv
from pathlib import Path

with (Path(__file__).parent / "countries.csv").open(encoding="utf-8", newline="") as _file:
    _ROWS = tuple(csv.DictReader(_file))

COUNTRY_NAMES = {row["code"]: row["name"] for row in _ROWS}
"""Every officially assigned code."""

REGIONS = {row["code"]: frozenset(row["regions"].split()) for row in _ROWS if row["regions"]}
"""By country; one that is not listed keeps the same holidays everywhere, as far as is known."""

UNOFFICIAL = {"XK": "Kosovo"}
"""Codes that ISO leaves to their users and that everybody uses alike."""

OTHER_NAMES = {name: row["code"] for row in _ROWS for name in row["also"].split(";") if name}
"""What people write instead of a code or of the name above."""
