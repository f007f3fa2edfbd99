"""A command starts with what it uses, and with nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.running import process, trm
from trm_policy.cli.program import cli
from trm_policy.rules import page_text

NAME = "meridian-helix"
MODEL = {"pydantic", "yaml", "cerberus", "trm_policy.model.base"}
RARE = {
    *("numpy", "networkx", "icalendar", "rich", "jinja2", "git", "mkdocs", "nh3", "junitparser"),
    *("python_calamine", "ibis", "vl_convert", "filelock", "holidays.countries.france"),
}
"""What few commands need; no charter of the tests names France."""

AS_OF = ("--as-of", "2026-11-22")
SHOWING = (
    *(("check", *AS_OF), ("status", *AS_OF), ("due", *AS_OF), ("rules",), ("schema",)),
    *(("kpi", "list"), ("kpi", "scorecard", *AS_OF), ("review", "list", *AS_OF)),
    *(("review", "pack", NAME, "qbr", *AS_OF), ("escalation", "list", *AS_OF)),
    *(("people", "where", f"{NAME}/tom", *AS_OF), ("explain", "goals-traceable"), ("test",)),
    *(("portfolio", what, *AS_OF) for what in ("health", "audit", "segment", "maturity")),
    *(("portfolio", what, *AS_OF) for what in ("watch", "checklist", "graph")),
)


def imported(folder: Path, *commands: tuple[str, ...]) -> dict[str, set[str]]:
    """The modules that there are after each command, all run by one process."""
    code = (
        "import json, sys\n"
        "from trm_policy.cli import main\n"
        "for words in json.loads(sys.argv[1]):\n"
        "    sys.argv[1:] = words\n"
        "    try: main()\n"
        "    except SystemExit as end: assert end.code in (0, 1), (words, end.code)\n"
        "    print(json.dumps([' '.join(words), sorted(sys.modules)]), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, json.dumps(commands)],
        cwd=folder,
        env={**os.environ, "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    return {words: set(names) for words, names in map(json.loads, done.stderr.splitlines())}


def test_the_version_is_shown_as_the_command_line_shows_it() -> None:
    shown = CliRunner().invoke(cli, ["--version"], prog_name="trm").output
    assert process("--version", cwd=Path.cwd()).stdout == shown


def test_the_version_needs_nothing_that_reads_a_command_line(tmp_path: Path) -> None:
    found = imported(tmp_path, ("--version",))["--version"]
    assert not found & {"click", "inspect", "pathlib", *MODEL, *RARE}


@pytest.mark.parametrize("words", [("--help",), ("explain", "kpi-count"), ("rules", "--help")])
def test_help_and_pages_need_no_model(words: tuple[str, ...], tmp_path: Path) -> None:
    found = imported(tmp_path, words)[" ".join(words)]
    assert not found & {*MODEL, *RARE}


def test_commands_that_show_something_import_nothing_that_they_do_not_use(
    repository: Path,
) -> None:
    found = imported(repository, *SHOWING)
    assert len(found) == len(SHOWING)
    assert {words: names & RARE for words, names in found.items() if names & RARE} == {}


def test_a_check_of_which_nothing_has_changed_needs_no_model(
    repository: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
    monkeypatch.setenv("TRM_NO_CACHE", "")
    words = ("check", *AS_OF)
    assert imported(repository, words)[" ".join(words)] & MODEL
    assert not imported(repository, words)[" ".join(words)] & {*MODEL, *RARE}


def test_a_page_of_the_rule_book_is_shown_where_settings_are_wrong(repository: Path) -> None:
    (repository / "trm.toml").write_text("checks = 1\n", encoding="utf-8")
    done = trm("explain", "goals-traceable", cwd=repository)
    assert (done.returncode, done.stdout, done.stderr) == (0, page_text("goals-traceable"), "")


@pytest.mark.parametrize("name", ["goals_traceable", "goals*", "../rules", "-known", "nothing"])
def test_what_is_no_rule_has_no_page(name: str, repository: Path) -> None:
    done = trm("explain", "--", name, cwd=repository)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"trm: no rule is called {name!r}; ")
