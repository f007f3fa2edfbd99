"""No command runs code that a repository brings along, unless its user has trusted it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.gitting import Repo
from tests.running import Terminal, trm

DAY = ("--as-of", "2026-11-22")
CHECK = """\
from pathlib import Path
from trm_policy.finding import Severity
from trm_policy.rule import Problem, rule

Path({ran!r}).write_text("run")


@rule(Severity.INFO)
def has_motto(charter, context):
    \"\"\"A charter has a motto.\"\"\"
    yield Problem("there is no motto")
"""


@pytest.fixture
def ran(tmp_path: Path) -> Path:
    """The file that shows that code of the repository has run."""
    return tmp_path / "ran"


@pytest.fixture
def repo(tmp_path: Path, ran: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """A repository with a rule of its own, and a user who has trusted nobody yet."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    repo = Repo.with_the_complete_portfolio(tmp_path / "repo")
    repo.write("checks/has_motto.py", CHECK.format(ran=str(ran)))
    repo.commit()
    return repo


def refusal(root: Path) -> str:
    return (
        f"trm: {root} brings rules of its own (checks/has_motto.py): programs, none of which runs "
        "unless you trust them. Write --trust before the command (trm --trust check) to run them "
        "this once, run the command on a terminal to be asked once, or leave them out with "
        "--no-checks (check, pr)\n"
    )


@pytest.mark.parametrize(
    "words",
    [
        ["check", *DAY],
        ["check", "--base", "main", *DAY],
        ["check", "--write-baseline"],
        ["pr", "main", *DAY],
        ["status", *DAY],
        ["rules"],
        ["explain", "has-motto"],
        ["test"],
        ["approve", "meridian-helix", "--party", "helix", "--again", "--evidence", "A", *DAY],
        ["review", "close", "meridian-helix", "qbr", *DAY],
    ],
    ids=" ".join,
)
def test_a_command_says_so_and_runs_nothing(repo: Repo, ran: Path, words: list[str]) -> None:
    before = repo.read()
    done = trm(*words, cwd=repo.root)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", refusal(repo.root))
    assert not ran.exists()
    assert repo.read() == before
    own = ["has-motto"] if words == ["test"] else []  # all rules of the book load the same code
    assert trm("--trust", *words, *own, cwd=repo.root).returncode in (0, 1)
    assert ran.exists()


def test_trust_in_one_run_is_not_remembered(repo: Repo, ran: Path) -> None:
    assert "there is no motto" in trm("--trust", "check", *DAY, cwd=repo.root).stdout
    ran.unlink()
    assert trm("check", *DAY, cwd=repo.root).returncode == 2
    assert not ran.exists()


@pytest.mark.parametrize("words", [["check"], ["check", "--base", "main"], ["pr", "main"]])
def test_own_rules_may_be_left_out(repo: Repo, ran: Path, words: list[str]) -> None:
    done = trm(*words, "--no-checks", *DAY, cwd=repo.root)
    assert (done.returncode, done.stderr) == (0, "")
    assert not ran.exists()


@pytest.mark.parametrize(
    "words",
    [
        ["portfolio", "health", *DAY],
        ["due", *DAY],
        ["new", "rule", "second"],
        ["new", "acme", "--yes", *DAY],
        ["explain", "owner-per-party"],
        ["codeowners", *DAY],
        ["diff", "main"],
        ["log", "meridian-helix"],
    ],
    ids=" ".join,
)
def test_what_needs_no_code_goes_on_as_ever(repo: Repo, ran: Path, words: list[str]) -> None:
    assert trm(*words, cwd=repo.root).returncode == 0
    assert not ran.exists()


def test_a_repository_without_code_needs_no_trust(repo: Repo) -> None:
    (repo.root / "checks/has_motto.py").unlink()
    assert trm("check", *DAY, cwd=repo.root).returncode == 0


def test_it_is_asked_once_on_a_terminal(repo: Repo, ran: Path, tmp_path: Path) -> None:
    question = "Do you trust whoever can change them? (yes, no) [no]"
    terminal = Terminal("check", *DAY, cwd=repo.root)
    terminal.answer(question, "no")
    assert terminal.end()[0] == 2
    assert not ran.exists()
    terminal = Terminal("check", *DAY, cwd=repo.root)
    terminal.answer(question, "yes")
    code, out = terminal.end()
    assert code == 0
    assert "there is no motto" in out
    ran.unlink()
    assert trm("status", *DAY, cwd=repo.root).returncode == 0
    assert ran.exists()
    listed = tmp_path / "settings" / "trm-policy" / "trusted"
    assert listed.read_text() == f"{repo.root}\n"


def test_it_holds_for_what_lies_below_and_for_no_other_folder(repo: Repo, tmp_path: Path) -> None:
    listed = tmp_path / "settings" / "trm-policy" / "trusted"
    listed.parent.mkdir(parents=True)
    for folder, code in {
        tmp_path: 0,
        repo.root / "partnerships": 2,
        Path(f"{repo.root}-2"): 2,
        Path(): 2,
    }.items():
        listed.write_text(f"{folder}\n")
        assert trm("check", *DAY, cwd=repo.root).returncode == code


def test_it_holds_for_no_other_revision_than_what_is_checked_out(
    repo: Repo, ran: Path, tmp_path: Path
) -> None:
    """Whoever looks at a proposal runs none of its code in a folder that was trusted."""
    listed = tmp_path / "settings" / "trm-policy" / "trusted"
    listed.parent.mkdir(parents=True)
    listed.write_text(f"{repo.root}\n")
    repo.branch("proposal")
    repo.write("checks/has_motto.py", repo.read("checks/has_motto.py").replace('"run"', '"evil"'))
    repo.commit()
    repo.git("switch", "-q", "main")
    assert trm("check", "--at", "main", *DAY, cwd=repo.root).returncode == 0
    ran.unlink()
    done = trm("check", "--at", "proposal", *DAY, cwd=repo.root)
    assert (done.returncode, ran.exists()) == (2, False)
    assert done.stderr == (
        f"trm: {repo.root} in a revision that is not checked out brings rules of its own "
        "(checks/has_motto.py): programs, none of which runs unless you trust them. Write --trust "
        "before the command (trm --trust check) to run them this once or leave them out with "
        "--no-checks (check, pr)\n"
    )
    assert trm("--trust", "check", "--at", "proposal", *DAY, cwd=repo.root).returncode == 0
    assert ran.read_text() == "evil"


def test_what_cannot_be_remembered_is_said(repo: Repo, tmp_path: Path) -> None:
    (tmp_path / "settings").write_text("no folder")
    terminal = Terminal("check", *DAY, cwd=repo.root)
    terminal.answer("Do you trust whoever can change them? (yes, no) [no]", "yes")
    assert terminal.end()[0] == 2
    assert trm("--trust", "check", *DAY, cwd=repo.root).returncode == 0


def test_a_new_repository_is_trusted_and_one_with_rules_of_others_is_not(
    repo: Repo, ran: Path, tmp_path: Path
) -> None:
    made = tmp_path / "made"
    assert trm("init", str(made), *DAY, cwd=tmp_path).returncode == 0
    assert trm("check", *DAY, cwd=made).returncode == 0
    assert trm("init", cwd=repo.root).returncode == 0
    assert trm("check", *DAY, cwd=repo.root).returncode == 2
    assert not ran.exists()
