"""Damaged and oversized inputs: a sample of what ``benchmarks/mutated.py`` tries, and more."""

from __future__ import annotations

import importlib
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import click
import pytest

from tests.support import CHARTER, DIRECTORY, FOLDER, TODAY, edited
from trm_policy.authoring import figure_files
from trm_policy.cli.program import cli
from trm_policy.document import csv_header, csv_reader, markdown_reader, yaml_reader
from trm_policy.document.text import LIMITS, USUAL
from trm_policy.finding import Finding
from trm_policy.judging.catalogue import read_rulebook
from trm_policy.judging.checker import check
from trm_policy.judging.settings import Settings
from trm_policy.model.charter import MOST_PARTIES
from trm_policy.portfolio import records
from trm_policy.portfolio.layout import DIRECTORY_FILE
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.pulling import asking, connecting
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


@pytest.mark.parametrize(
    "sample",
    [
        ["--inputs", "200", "--every", "499"],
        ["--inputs", "25", "--every", "3989", "--commands", "6"],
    ],
    ids=["the check", "commands in turn"],
)
def test_no_damaged_input_ends_in_a_traceback_takes_long_or_much_memory(sample: list[str]) -> None:
    words = [sys.executable, str(SCRIPT), *sample, "--processes", "1"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1] == "0 failures"


def command_names(step: click.Command, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    if not isinstance(step, click.Group):
        yield before
        return
    for name in step.list_commands(click.Context(step)):
        inner = step.get_command(click.Context(step), name)
        assert inner is not None
        yield from command_names(inner, (*before, name))


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(SCRIPT.parent)
    return importlib.import_module("_commands")


def test_every_command_is_tried_but_the_one_that_never_ends(commands: ModuleType) -> None:
    every = set(command_names(cli)) - {("site", "serve")}
    assert {words for words in every if not any(_begins(words, commands))} == set()


def _begins(words: tuple[str, ...], commands: ModuleType) -> Iterator[bool]:
    return (one[: len(words)] == words for one in commands.COMMANDS.values())


OPEN = "partnerships/meridian-helix/escalations/2026-004.md"
REFUSED = {
    "the level of a step": (OPEN, "  - level: owners", "  - level: Owners"),
    "a contact": (CHARTER, "contacts: {meridian: ada, helix: jonas}", "contacts: {helix: [jonas]}"),
    "who was there": (MINUTES, "attendees: [", "attendees: [{mia: x}, "),
    "a time zone": (DIRECTORY, "Europe/London", "Mars/Base"),
}


@pytest.mark.parametrize(("path", "old", "new"), REFUSED.values(), ids=REFUSED.keys())
def test_every_command_shows_what_can_be_shown_of_what_the_check_refuses(
    commands: ModuleType, tmp_path: Path, path: str, old: str, new: str
) -> None:
    files = {**complete(), **commands.FILES}
    assert old.encode() in files[path]
    files |= {path: files[path].replace(old.encode(), new.encode(), 1)}
    for name, raw in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(raw)
    commands.committed(tmp_path)
    names = [name for name in commands.COMMANDS if name != "site build"]
    wrong = [commands.tried(name, 0, tmp_path, judged=True) for name in names]
    assert [one for some in wrong for one in some] == []


def minutes(more: str) -> dict[str, bytes]:
    return {**complete(), MINUTES: complete()[MINUTES] + more.encode()}


def charter(below: str, lines: str) -> dict[str, bytes]:
    return edited((f"\n{below}:", f"\n{below}:\n{lines}#"))


LARGE = {
    "many definitions of links": minutes("".join(f"[a{n}]: b\n" for n in range(15_000))),
    "many risks that a policy does not like": charter(
        "risks", "".join(f"  r{n}: {{title: R, mitigation: m}}\n" for n in range(900))
    ),
    "many waivers that no longer hold": edited(
        (
            "waivers: []",
            "waivers:\n"
            + "  - {rule: kpi-count, because: b, approved_by: ada, expires: 2026-01-01}\n" * 1_000,
        )
    ),
    "nine hundred weekly reviews since 1900": charter(
        "reviews",
        "".join(
            f"  r{n}: {{name: R{n}, kind: performance, every: weekly, starting: 1900-01-01}}\n"
            for n in range(900)
        ),
    ),
    "daily reviews of the year 1, each by a rule of its own": charter(
        "reviews",
        "".join(
            f"  r{n}: {{name: R{n}, kind: performance, "
            f"every: FREQ=DAILY;INTERVAL={n + 1}, starting: 0001-01-01}}\n"
            for n in range(500)
        ),
    ),
    "nine hundred committees with the same person": charter(
        "committees",
        "".join(
            f"  c{n}: {{name: C{n}, level: {level}, members: [{{person: tom, role: member}}]}}\n"
            for n in range(450)
            for level, n in (("steering", n), ("operational", n + 450))
        ),
    ),
    "one period in each of many rows": {
        **complete(),
        MEASURED: b"kpi,period,value,note\n" + b"otif,2026-10,95,again\n" * 49_000,
    },
    "a name of no KPI in each of many rows": {
        **complete(),
        MEASURED: b"kpi,period,value,note\n"
        + b"".join(b"k%d,2026-10,9,\n" % n for n in range(49_000)),
    },
    "many links and items in minutes": minutes(
        "\n\n" + "- [a]: b\n" * 9_000 + "".join(f"[a{n}]: b\n\n" for n in range(4_000))
    ),
    "many keys that do not exist": {
        **complete(),
        CHARTER: complete()[CHARTER] + b"".join(b"k%d: 1\n" % n for n in range(900)),
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
        (MEASURED, b"\n" * 50_001, "more than 50,000 lines, the most that are read of a table"),
        (MEASURED, b"\r" * 50_001, "more than 50,000 lines, the most that are read of a table"),
        (
            MEASURED,
            b"kpi," * 99_999 + b"period,value,note,x\n",
            "more than 100 columns, the most that are read of a table",
        ),
    ],
    ids=["lines of minutes", "lines", "lines that end in CR", "columns"],
)
def test_a_record_larger_than_anybody_writes_is_refused(path: str, raw: bytes, said: str) -> None:
    told = [one.message for one in found({**complete(), path: raw}) if str(one.path) == path]
    assert told == [f"the file has {said}"]


def tagged(tags: str) -> dict[str, bytes]:
    return edited(("tags: [cold-chain, food]", f"tags: [{tags}]"))


PARTIES = "".join(f"  p{n}: {{name: P{n}, country: SE}}\n" for n in range(MOST_PARTIES))
TOO_MANY = {
    "entries": (tagged("t, " * 1_001), "more than 1,000 entries stand in one list"),
    "values": (
        tagged(", ".join([f"[{'t, ' * 999}]"] * 30)),
        "the file has more than 30,000 values",
    ),
    "values before they are read": (
        {**complete(), CHARTER: b"a: [" + b"1," * 100_000 + b"]"},
        "the file has more than 30,000 values",
    ),
    "parties": (
        edited(("\nparties:\n", f"\nparties:\n{PARTIES}")),
        "parties may have at most 100 entries, not 102",
    ),
}


@pytest.mark.parametrize(("files", "said"), TOO_MANY.values(), ids=TOO_MANY.keys())
def test_a_charter_of_more_than_anybody_agrees_on_is_refused(
    files: dict[str, bytes], said: str
) -> None:
    assert said in [one.message for one in found(files) if str(one.path) == CHARTER]


def test_a_directory_may_list_more_than_any_charter() -> None:
    organisations = "".join(f"  o{n}: {{name: Org {n}, country: SE}}\n" for n in range(19_000))
    files = edited(("organisations:\n", f"organisations:\n{organisations}"), path=DIRECTORY)
    assert [one for one in found(files) if str(one.path) == DIRECTORY] == []


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


def test_the_guide_states_what_is_refused_as_too_large() -> None:
    guide = (SCRIPT.parents[1] / "site/docs/guide/propose-a-change.md").read_text("utf-8")
    _, _, limits = guide.partition("## How large a file may be")
    shared = LIMITS[DIRECTORY_FILE]
    stated = {
        f"{USUAL.bytes >> 20} MiB, {yaml_reader.MAX_DEPTH} levels",
        f"{USUAL.entries:,} entries in one list",
        f"{yaml_reader.LONGEST_NAME:,} characters in a name",
        f"{USUAL.values:,} values",
        f"the directory | {shared.bytes >> 20} MiB, {shared.entries:,} entries in one list",
        f"{shared.values:,} values",
        f"parties of a charter | {MOST_PARTIES} |",
        f"{markdown_reader.MAX_LINES:,} lines",
        f"{records.MOST_MEASUREMENT_BYTES >> 20} MiB, {csv_reader.MOST_LINES:,} lines",
        f"{csv_reader.MOST_ROW_LINES} lines a row, {csv_header.MOST_COLUMNS} columns",
        (
            f"{csv_reader.MOST_LINES:,} rows, {figure_files.MOST_COLUMNS:,} columns, "
            f"{figure_files.MOST_BYTES >> 20} MiB; a workbook unpacks to "
            f"{figure_files.MOST_UNPACKED >> 20} MiB, and"
        ),
        f"{connecting.SECONDS_TO_ANSWER} seconds for all queries of a run; 1 GB of memory",
        f"{asking.MOST_FIGURES:,} figures",
    }
    assert {one for one in stated if one not in limits} == set()
    assert connecting.MEMORY == "1GB"
