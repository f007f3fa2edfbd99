"""Each format, byte by byte, on a report with a finding of each kind."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from tests.reporters.conftest import ERROR
from tests.running import trm
from tests.support import edited
from trm_policy.finding import Span
from trm_policy.reporters import REPORTERS
from trm_policy.reporters.outcome import Outcome

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion

_ENDINGS = {
    "text": "txt",
    "json": "json",
    "sarif": "sarif",
    "junit": "xml",
    "github": "log",
    "gitlab": "gitlab.json",
    "markdown": "md",
}


class _Whole(SingleFileSnapshotExtension):
    _write_mode = WriteMode.BINARY


def test_every_format_has_a_snapshot() -> None:
    assert set(_ENDINGS) == set(REPORTERS)


@pytest.mark.parametrize("name", list(REPORTERS))
def test_a_format_is_exactly_as_agreed(
    name: str, outcome: Outcome, snapshot: SnapshotAssertion
) -> None:
    extension = type(f"Whole{name}", (_Whole,), {"file_extension": _ENDINGS[name]})
    whole = REPORTERS[name](outcome).encode("utf-8")
    assert whole == snapshot(extension_class=extension)


def test_the_same_charters_give_the_same_bytes_in_every_run(tmp_path: Path) -> None:
    files = edited(
        ("contacts: {meridian: tom, helix: nils}", "contacts: {meridian: tom}"),
        ("quorum: {members: 4, each_party: 1}", "quorum: {members: 9, each_party: 1}"),
    )
    for path, raw in files.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(raw)
    runs = []
    for seed in ("1", "2"):
        outputs = [f"--output={name}={tmp_path / seed / name}" for name in REPORTERS]
        subprocess.run(
            [sys.executable, "-m", "trm_policy", "check", "--as-of=2026-11-22", *outputs],
            cwd=tmp_path,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=False,
        )
        runs.append({name: (tmp_path / seed / name).read_bytes() for name in REPORTERS})
    assert runs[0] == runs[1]
    assert all(b"quorum-reachable" in raw for raw in runs[0].values())


@pytest.mark.parametrize(
    ("file", "begins"),
    [
        ("a.json", '{\n  "version": 1'),
        ("a.sarif", '{\n  "$schema"'),
        ("a.xml", "<?xml"),
        ("a.md", "<!-- trm check -->"),
        ("a.txt", "1 charter checked"),
        ("gitlab=a.json", "[]"),
    ],
)
def test_a_file_s_ending_tells_its_format(tmp_path: Path, file: str, begins: str) -> None:
    for path, raw in edited().items():
        target = tmp_path / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(raw)
    assert trm("check", "--select=yaml", "--output", file, cwd=tmp_path).returncode == 0
    text = (tmp_path / file.rpartition("=")[2]).read_text("utf-8")
    assert text.removeprefix("✓ ").startswith(begins)


@pytest.mark.parametrize("name", list(REPORTERS))
def test_many_findings_take_no_more_than_their_number(name: str, outcome: Outcome) -> None:
    many = tuple(replace(ERROR, span=Span(line, 1, line, 1)) for line in range(1, 20_001))
    outcome = replace(outcome, report=replace(outcome.report, findings=many))
    begun = time.process_time()
    assert REPORTERS[name](outcome)
    assert time.process_time() - begun < 5
