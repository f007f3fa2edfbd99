"""Portfolios of any size whose charters are as long as the complete one, and no two alike."""

from __future__ import annotations

import re
from functools import cache
from itertools import product
from pathlib import Path

from trm_policy.starter import complete

_SUBJECT = "meridian-helix"
_SIGNS = "0123456789acefghijklmnpqrstuvwyz"
"""Without b, d, o and x no ending of an id makes a placeholder such as tbd."""
_CODES = ["".join(signs) for many in (2, 3) for signs in product(_SIGNS, repeat=many)]
"""Endings of ids: of two signs as long as they suffice, then of three."""

_IDS = (
    *("helix", "ravi", "tom", "jonas", "mikael", "sofia", "nils"),
    *("otif", "temperature-excursions", "carbon-per-pallet", "days-to-settle"),
    *("depot-loss", "forecast-drift", "key-person", "solar-depot", "peak-capacity"),
)
_ID = re.compile(rf"(?<![\w-])({'|'.join(_IDS)})(?![\w-])")
_VALUE = re.compile(r"(?<=value: )[\d.]+")
_MEASURED = re.compile(r"^((?!partner-)[a-z-]+,[^,]+,)([\d.]+)(?=,)", re.MULTILINE)
"""The figure of a row; that of partner satisfaction is what the survey gives, and stays."""


_SETTINGS = """\
[rules]
# A thousand copies of one strategic charter are more than a handful, and hang on two sponsors.
strategic-is-few = "off"
owner-not-overloaded = "off"
"""


def write_portfolio(folder: Path, charters: int) -> list[Path]:
    """Write the directory and ``charters`` partnerships with their records.

    Gives the charters' paths. No more than there are codes.
    """
    top = folder / "partnerships"
    top.mkdir(parents=True)
    (top / "directory.yaml").write_bytes(complete()["partnerships/directory.yaml"])
    (folder / "trm.toml").write_text(_SETTINGS, encoding="utf-8")
    return [_write_one(top / f"carrier-{number:04}", number) for number in range(charters)]


def _write_one(folder: Path, number: int) -> Path:
    for name, text in _files().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_varied(text, number), encoding="utf-8")
    return folder / "partnership.yaml"


@cache
def _files() -> dict[str, str]:
    """The complete charter and its records, by their path in the charter's folder."""
    start = f"partnerships/{_SUBJECT}/"
    return {
        path.removeprefix(start): raw.decode()
        for path, raw in complete().items()
        if path.startswith(start)
    }


def _varied(text: str, number: int) -> str:
    """``text`` with its own ids, names, figures and dates, as long as before."""
    code, scale = _CODES[number], 1 - number / 20_000
    text = _ID.sub(lambda found: found[1][:-2] + code, text)
    text = _VALUE.sub(lambda found: f"{float(found[0]) * scale:.4f}", text)
    text = _MEASURED.sub(lambda found: f"{found[1]}{float(found[2]) * scale:.4f}", text)
    text = text.replace("2027-12-31", f"2027-12-{number % 31 + 1:02}")
    text = text.replace("340 stores", f"{200 + number} stores")
    return text.replace("Helix Cold Chain\n", f"Helix Cold Chain {code.upper()}\n")
