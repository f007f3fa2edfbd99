"""``trm`` as a process: how it starts and ends, on a terminal, killed, and several at once.

All other tests of commands run them in their own process, which is quicker; the first test here
holds the two to the same answers.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_escalation import FOLDER, FRIDAY, data, raised
from tests.cli.test_escalation import text as escalation
from tests.cli.test_kpi_record import BEFORE, DAY, FILE, NAME, record, text
from tests.cli.test_new import charter
from tests.running import END_OF_INPUT, TRM, Terminal, process, trm
from tests.support import CHARTER


@pytest.mark.parametrize(
    "words",
    [
        ("--version",),
        ("check", *DAY),
        ("check", "--format", "json", "--as-of", "2029-01-01"),
        ("--color", "always", "check", "--as-of", "2029-01-01"),
        ("kpi", "scorecard", *DAY),
        ("check", "--as-of", "never"),
        ("explain", "no-such-rule"),
        ("show-me",),
    ],
)
def test_a_process_answers_as_tests_of_commands_are_answered(
    repository: Path, words: tuple[str, ...]
) -> None:
    alone, here = process(*words, cwd=repository), trm(*words, cwd=repository)
    assert (alone.returncode, alone.stdout, alone.stderr) == (
        here.returncode,
        here.stdout,
        here.stderr,
    )


def test_who_reads_no_further_is_told_nothing(repository: Path) -> None:
    with subprocess.Popen(
        [*TRM, "schema"], cwd=repository, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as schema:
        assert schema.stdout is not None
        schema.stdout.close()
        _, said = schema.communicate(timeout=60)
    assert (schema.returncode, said) == (1, b"")


def test_a_crash_of_ours_exits_3_and_says_what_to_report(repository: Path) -> None:
    broken = (
        "import trm_policy.cli.check as module\n"
        "def fail(*args, **more): raise RuntimeError('boom')\n"
        "module.check = fail\n"
        "from trm_policy.cli import main\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", broken, "check"],
        cwd=repository,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3
    assert done.stderr.startswith("trm failed because of an internal error: RuntimeError: boom\n")
    assert "Traceback" not in done.stderr


def test_other_commands_do_not_wait_for_readers_of_excel(repository: Path) -> None:
    program = (
        "import sys; from trm_policy.cli.program import cli; "
        "cli.main(sys.argv[1:], standalone_mode=False); "
        "print({'numpy', 'python_calamine'} & set(sys.modules))"
    )
    for words in (
        ["kpi", "list"],
        ["kpi", "record", NAME, "otif", "2026-11", "97", *DAY],
        ["status", *DAY],
    ):
        done = subprocess.run(
            [sys.executable, "-c", program, *words],
            cwd=repository,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.splitlines()[-1] == "set()"


def test_networkx_is_imported_by_this_view_alone() -> None:
    code = (
        "import sys, trm_policy.cli.program, importlib\n"
        "for name in (*trm_policy.cli.program.COMMANDS,):\n"
        "    importlib.import_module(f'trm_policy.cli.{name}')\n"
        "print('networkx' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_those_who_record_at_the_same_time_lose_nothing(repository: Path) -> None:
    periods = [f"2025-{month:02}" for month in range(1, 5)]
    running = [started(repository, "otif", period, "93", DAY) for period in periods]
    assert [process.wait(120) for process in running] == [0] * len(running)
    lines = text(repository).removeprefix(BEFORE).splitlines()
    assert sorted(lines) == [f"otif,{period},93," for period in periods]
    assert sorted(path.name for path in (repository / FILE).parent.glob(".*")) == []


def test_of_two_who_record_the_same_period_one_is_told(repository: Path) -> None:
    running = [started(repository, "otif", "2026-11", value, DAY) for value in ("97", "98")]
    assert sorted(process.wait(120) for process in running) == [0, 2]
    assert text(repository) in (f"{BEFORE}otif,2026-11,97,\n", f"{BEFORE}otif,2026-11,98,\n")


def started(
    repository: Path, kpi: str, period: str, value: str, more: tuple[str, ...]
) -> subprocess.Popen[bytes]:
    words = ["-m", "trm_policy", "kpi", "record", NAME, kpi, period, value, *more]
    return subprocess.Popen(
        [sys.executable, *words],
        cwd=repository,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


HELD_UP = """
import os, sys, pathlib
place, number = sys.argv.pop(1), int(sys.argv.pop(1))
owner, name = {"fsync": (os, "fsync"), "replace": (pathlib.Path, "replace")}[place]
real, calls = getattr(owner, name), []
def hang(*words):
    if "measurements" in " ".join(map(str, words)) or place == "fsync":
        calls.append(words)
    if len(calls) == number:
        print("there", flush=True)
        sys.stdin.read()
    return real(*words)
setattr(owner, name, hang)
from trm_policy.cli import main
main()
"""
"""Runs trm, and waits for ever at a step of the writing."""


@pytest.mark.parametrize(("place", "number"), [("fsync", 2), ("replace", 1)])
def test_one_who_is_killed_in_the_middle_tears_nothing(
    repository: Path, place: str, number: int
) -> None:
    words = ["kpi", "record", NAME, "otif", "2026-11", "97", *DAY]
    process = subprocess.Popen(
        [sys.executable, "-c", HELD_UP, place, str(number), *words],
        cwd=repository,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"there\n"
    process.send_signal(signal.SIGKILL)
    assert process.wait(60) == -signal.SIGKILL
    process.communicate()
    folder = (repository / CHARTER).parent
    assert text(repository) == BEFORE
    assert len(list(folder.glob(".measurements.csv.*"))) == 1
    assert record(repository, "otif", "2026-11", "97")[0] == 0
    assert text(repository) == f"{BEFORE}otif,2026-11,97,\n"
    assert list(folder.glob(".measurements.csv.*")) == []


def test_those_who_raise_at_once_all_get_a_number_of_their_own(repository: Path) -> None:
    words = [sys.executable, "-m", "trm_policy", "escalation", "open", NAME, "--by", "tom"]
    crowd = [
        subprocess.Popen(
            [*words, "--title", f"Trouble {number}", "--as-of", FRIDAY],
            cwd=repository,
            env=os.environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(4)
    ]
    ends = [(one.communicate(timeout=120)[1], one.returncode) for one in crowd]
    assert ends == [("", 0)] * 4
    numbers = [f"2026-{number:03}" for number in range(4, 8)]
    titles = [escalation(repository, number).split("\n")[1:3] for number in numbers]
    assert [title[0] for title in titles] == [f"id: {number}" for number in numbers]
    assert sorted(title[1] for title in titles) == [f"title: Trouble {n}" for n in range(4)]
    assert [path.name for path in sorted((repository / FOLDER).iterdir())] == [
        f"{number}.md" for number in ("2026-003", *numbers)
    ]


def test_parties_that_acknowledge_at_once_are_both_heard(repository: Path) -> None:
    number = raised(repository)
    words = [sys.executable, "-m", "trm_policy", "escalation", "step", NAME, number]
    both = [
        subprocess.Popen(
            [*words, "--ack", party, "--as-of", FRIDAY],
            cwd=repository,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for party in ("meridian", "helix")
    ]
    assert [(one.communicate(timeout=120)[1], one.returncode) for one in both] == [("", 0)] * 2
    (clock,) = data(repository, "clock", NAME, number)["clocks"]
    assert [side["answer"] for side in clock["levels"][0]["parties"]] == ["acknowledged"] * 2


def test_on_a_terminal_it_asks_for_what_is_not_said(tmp_path: Path) -> None:
    terminal = Terminal("new", "helix-cold-chain", "--tier", "transactional", cwd=tmp_path)
    terminal.answer("What does the charter stand for?", "memorandum")
    terminal.answer("What is the other side to you?", "rival")
    terminal.answer("'rival' is not one of", "customer")
    terminal.answer("What is your organisation called?", "Meridian Foods plc")
    terminal.answer("What is the other party called?", "")
    terminal.answer("Who owns the relationship at Meridian Foods plc?", "Ravi Menon")
    terminal.answer("and their e-mail address?", "ravi at meridian")
    terminal.answer("is not an e-mail address", "ravi@meridian.example")
    terminal.answer("Who owns the relationship at Helix Cold Chain?", "")
    terminal.answer("[Meridian Foods plc and Helix Cold Chain]", 'Cold: "chain" #1')
    code, out = terminal.end()
    assert code == 0
    assert out.startswith(
        "Wrote partnerships/helix-cold-chain/partnership.yaml: "
        "the draft of a transactional customer memorandum.\n"
    )
    data = charter(tmp_path, "helix-cold-chain")
    assert (data["title"], data["instrument"], data["relationship"], data["owners"]) == (
        'Cold: "chain" #1',
        "memorandum",
        "customer",
        {"meridian": "ravi", "helix": "helix-owner"},
    )
    assert data["people"]["ravi"]["email"] == "ravi@meridian.example"


def test_several_parties_can_be_named_in_one_answer(tmp_path: Path) -> None:
    terminal = Terminal(
        *("new", "lane", "--relationship", "stakeholder", "--tier", "preferred"),
        *("--title", "Mill Lane", "--host", "Meridian", "--owner", "meridian=Hannah"),
        cwd=tmp_path,
    )
    terminal.answer("What does the charter stand for?", "")
    terminal.answer("What is the other party called?", "Calderbeck Council; Mill Lane Trust")
    terminal.answer("at Calderbeck Council?", "")
    terminal.answer("at Mill Lane Trust?", "")
    assert terminal.end()[0] == 0
    assert list(charter(tmp_path, "lane")["parties"]) == ["meridian", "calderbeck", "mill"]


def test_yes_asks_nothing_even_on_a_terminal(tmp_path: Path) -> None:
    code, out = Terminal("new", "acme", "--yes", cwd=tmp_path).end()
    assert (code, out.splitlines()[0]) == (
        0,
        "Wrote partnerships/acme/partnership.yaml: the draft of a preferred partner charter.",
    )


def test_who_stops_in_the_middle_leaves_nothing_behind(tmp_path: Path) -> None:
    terminal = Terminal("new", "acme", cwd=tmp_path)
    terminal.answer("What does the charter stand for?", "")
    terminal.answer("What is the other side to you?", "customer")
    terminal.answer("How much governance does it need?", END_OF_INPUT)
    assert terminal.end() == (2, "")
    assert list(tmp_path.iterdir()) == []
