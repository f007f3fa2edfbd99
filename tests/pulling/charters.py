"""The complete charter with figures that are pulled, and data to pull them from."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from tests.running import edit, trm
from trm_policy.cli import main

NAME = "meridian-helix"
FILE = f"partnerships/{NAME}/measurements.csv"
DAY = ("--as-of", "2026-11-22")
SOURCE = "    source: Helix transport system, order export\n"
QUERY = {
    "connection": "warehouse",
    "table": "deliveries",
    "period": "delivered_on",
    "aggregate": "percentage",
    "counting": {"on_time": True},
}
"""How many deliveries of a month were on time; as JSON it is YAML."""


def ask(repository: Path, query: Mapping[str, Any]) -> None:
    """Let the KPI ``otif`` be pulled."""
    source = {"description": "Helix transport system, order export", "query": query}
    edit(repository, SOURCE, f"    source: {json.dumps(source)}\n")


def connect(repository: Path, settings: str) -> None:
    (repository / "trm.toml").write_text(settings, "utf-8")


def forget(repository: Path) -> None:
    """Leave no figure of ``otif`` recorded."""
    lines = text(repository).splitlines(keepends=True)
    kept = "".join(line for line in lines if not line.startswith("otif,"))
    (repository / FILE).write_text(kept, "utf-8")


def text(repository: Path) -> str:
    return (repository / FILE).read_bytes().decode()


def pull(repository: Path, *words: str, **environment: str) -> tuple[int, str, str]:
    """Run ``trm kpi pull`` in this process, which has loaded the drivers already."""
    out, err = StringIO(), StringIO()
    argv = ["trm", "-C", str(repository), "kpi", "pull", *words, *DAY]
    with (
        patch.dict(os.environ, environment),
        patch.object(sys, "argv", argv),
        redirect_stdout(out),
        redirect_stderr(err),
        pytest.raises(SystemExit) as ended,
    ):
        main()
    assert isinstance(ended.value.code, int)
    return ended.value.code, out.getvalue(), err.getvalue()


def pull_apart(repository: Path, *words: str, **environment: str) -> tuple[int, str, str]:
    """Run ``trm kpi pull`` in a process of its own."""
    done = trm("kpi", "pull", *words, *DAY, cwd=repository, **environment)
    return done.returncode, done.stdout, done.stderr
