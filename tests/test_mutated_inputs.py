"""Damaged and oversized inputs: a sample of what ``benchmarks/mutated.py`` tries, and more."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support import CHARTER, FOLDER, TODAY, edited
from trm_policy.finding import Finding
from trm_policy.judging.catalogue import read_rulebook
from trm_policy.judging.checker import check
from trm_policy.judging.settings import Settings
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.source import InMemory
from trm_policy.starter import complete

SCRIPT = Path(__file__).parents[1] / "benchmarks" / "mutated.py"
MINUTES = "partnerships/meridian-helix/reviews/2026-10-20-qbr.md"
MEASURED = "partnerships/meridian-helix/measurements.csv"
POLICY = b"""
policy: house
title: Risks are mitigated
severity: error
schema:
  risks: {valuesrules: {type: dict, schema: {mitigation: {required: true, minlength: 15}}}}
"""


def test_no_damaged_input_ends_in_a_traceback_takes_long_or_much_memory() -> None:
    words = [sys.executable, str(SCRIPT), "--inputs", "200", "--every", "499", "--processes", "1"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1] == "0 failures"


def minutes(more: str) -> dict[str, bytes]:
    return {**complete(), MINUTES: complete()[MINUTES] + more.encode()}


def charter(below: str, lines: str) -> dict[str, bytes]:
    return edited((f"\n{below}:", f"\n{below}:\n{lines}#"))


LARGE = {
    "many definitions of links": minutes("".join(f"[a{n}]: b\n" for n in range(15_000))),
    "many risks that a policy does not like": charter(
        "risks", "".join(f"  r{n}: {{title: R, mitigation: m}}\n" for n in range(2_500))
    ),
    "many waivers that no longer hold": edited(
        (
            "waivers: []",
            "waivers:\n"
            + "  - {rule: kpi-count, because: b, approved_by: ada, expires: 2026-01-01}\n" * 4_000,
        )
    ),
    "many keys that do not exist": {
        **complete(),
        CHARTER: complete()[CHARTER] + b"".join(b"k%d: 1\n" % n for n in range(8_000)),
    },
    "many figures of KPIs that do not exist": {
        **complete(),
        MEASURED: b"kpi,period,value,note\n"
        + b"".join(b"k%d,2026-01,1,\n" % n for n in range(15_000)),
    },
}


def found(files: dict[str, bytes]) -> tuple[Finding, ...]:
    source = InMemory({**files, "schemas/house.yaml": POLICY})
    book = read_rulebook(source, Settings())
    return check(PortfolioReader(source, FOLDER), book, TODAY).findings


@pytest.mark.parametrize("files", LARGE.values(), ids=LARGE.keys())
def test_no_large_file_takes_the_square_of_its_size(files: dict[str, bytes]) -> None:
    begun = time.process_time()
    assert [one.message for one in found(files) if one.rule == "rule-crashed"] == []
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    ("path", "raw", "said"),
    [
        (MINUTES, b"# a\n" * 20_001, "more than 20,000 lines, the most that are read of a record"),
        (MEASURED, b"\n" * 200_001, "more than 200,000 lines, the most that are read of a table"),
    ],
)
def test_a_record_of_more_lines_than_anybody_writes_is_refused(
    path: str, raw: bytes, said: str
) -> None:
    told = [one.message for one in found({**complete(), path: raw}) if str(one.path) == path]
    assert told == [f"the file has {said}"]


def test_of_thousands_of_unknown_keys_the_last_are_told_without_a_proposal() -> None:
    files = {
        **complete(),
        CHARTER: complete()[CHARTER]
        + b"vison: 1\n"
        + b"".join(b"titel%d: 1\n" % n for n in range(600)),
    }
    told = [one.message for one in found(files) if one.rule == "schema"]
    assert told[0] == "'vison' is not a known key; did you mean 'vision'?"
    assert told[-1] == "'titel599' is not a known key"
    assert len(told) == 601
