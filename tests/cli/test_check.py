"""``trm check`` as its users run it: real folders, real processes, exit codes and bytes."""

from __future__ import annotations

import json
import os
import shutil
import tracemalloc
from pathlib import Path

import pytest

from tests.running import check, edit, process, trm
from tests.support import CHARTER
from trm_policy import __version__
from trm_policy.reporters import REPORTERS


def test_a_folder_without_settings_is_checked(repository: Path) -> None:
    done = trm("-C", str(repository), "check", "--as-of", "2026-11-22", cwd=Path("/"))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1].endswith("1 charter checked as of 2026-11-22: no findings")


def test_a_finding_shows_the_line_and_the_mend(repository: Path) -> None:
    edit(repository, "contacts: {meridian: tom, helix: nils}", "contacts: {meridian: tom}")
    done = check(repository, "--select", "escalation-two-sided")
    assert done.returncode == 1
    assert done.stdout == (
        "partnerships/meridian-helix/partnership.yaml:280:7  error  escalation-two-sided\n"
        "  the escalation level 'operations' has no contact from Helix Cold Chain AB\n"
        "   280 │       contacts: {meridian: tom}\n"
        "       │       ^^^^^^^^\n"
        "  fix: Add 'helix: PERSON' to its contacts.\n"
        "\n"
        "1 charter checked as of 2026-11-22: 1 error\n"
        "'trm explain escalation-two-sided' shows what that rule requires, and why.\n"
    )


def test_a_refused_file_of_any_size_is_shown_by_its_first_line_alone(repository: Path) -> None:
    (repository / CHARTER).write_bytes(b"a: b\r" * (14 << 20))
    tracemalloc.start()
    done = check(repository)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert done.stdout.startswith(
        "partnerships/meridian-helix/partnership.yaml:1:1  error  yaml\n"
        "  the file has more than 1,048,576 bytes, the largest size that is read\n"
        "     1 │ a: b\n"
    )
    assert most < 300_000_000


def test_json_is_exactly_what_the_design_promises(repository: Path) -> None:
    edit(repository, "contacts: {meridian: tom, helix: nils}", "contacts: {meridian: tom}")
    done = check(repository, "--select", "escalation-two-sided", "--format", "json")
    assert json.loads(done.stdout) == {
        "version": 1,
        "tool": {"name": "trm", "version": __version__},
        "as_of": "2026-11-22",
        "summary": {"charters": 1, "errors": 1, "warnings": 0, "infos": 0, "waived": 0},
        "findings": [
            {
                "rule": "escalation-two-sided",
                "severity": "error",
                "message": (
                    "the escalation level 'operations' has no contact from Helix Cold Chain AB"
                ),
                "help": "Add 'helix: PERSON' to its contacts.",
                "partnership": "meridian-helix",
                "path": CHARTER,
                "line": 280,
                "column": 7,
                "end_line": 280,
                "end_column": 15,
                "at": "escalation.levels.operations.contacts.helix",
                "waived": None,
                "help_url": "",
            }
        ],
    }
    assert (
        check(repository, "--select", "escalation-two-sided", "--format", "json").stdout
        == done.stdout
    )


def test_github_annotates_the_line(repository: Path) -> None:
    edit(repository, "contacts: {meridian: tom, helix: nils}", "contacts: {meridian: tom}")
    done = check(repository, "--select", "escalation-two-sided", "--format", "github")
    assert done.stdout == (
        f"::error file={CHARTER},line=280,endLine=280,col=7,endColumn=14,title=escalation-two-sided"
        "::the escalation level 'operations' has no contact from Helix Cold Chain AB. "
        "Add 'helix: PERSON' to its contacts.\n"
        "1 charter checked as of 2026-11-22: 1 error\n"
    )


def test_text_of_a_charter_cannot_steer_a_log(repository: Path) -> None:
    edit(repository, "tier: strategic      ", r'tier: "\n::error::100%\e[31m"')
    done = check(repository, "--select", "schema", "--format", "github")
    (command, _summary) = done.stdout.splitlines()
    assert command.endswith(
        "::tier cannot be '\\n::error::100%25\\x1b[31m'. "
        "Choose one of: strategic, preferred, transactional."
    )


def test_several_reports_are_written_at_once(repository: Path) -> None:
    done = check(repository, "--output", "out/report.json", "--output", "text=out/report.txt")
    assert done.returncode == 0
    assert json.loads((repository / "out/report.json").read_text())["summary"]["charters"] == 1
    assert (repository / "out/report.txt").read_text().endswith("no findings\n")
    assert [path.name for path in sorted((repository / "out").iterdir())] == [
        "report.json",
        "report.txt",
    ]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ((), 1),
        (("--fail-on", "never"), 0),
        (("--ignore", "quorum-reachable"), 0),
        (("--select", "quorum-reachable"), 1),
        (("--select", "escalation-*"), 0),
    ],
)
def test_exit_codes_follow_what_is_asked(
    repository: Path, words: tuple[str, ...], code: int
) -> None:
    edit(repository, "quorum: {members: 4, each_party: 1}", "quorum: {members: 9, each_party: 1}")
    assert check(repository, *words).returncode == code


@pytest.mark.parametrize("level", ["error", "warning", "info"])
def test_fail_on_decides_what_a_warning_is_worth(repository: Path, level: str) -> None:
    edit(repository, "status: active     ", "status: draft")
    edit(repository, "quorum: {members: 4, each_party: 1}", "quorum: {members: 9, each_party: 1}")
    done = check(repository, "--select", "quorum-reachable", "--fail-on", level)
    assert done.returncode == (0 if level == "error" else 1)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ("check", "--select", "quorum-reacheable"),
            "no rule is called 'quorum-reacheable'; did you mean 'quorum-reachable'?",
        ),
        (("check", "nowhere"), "there is no file or folder 'nowhere'"),
        (
            ("check", "--shard", "3/2"),
            "--shard '3/2' is not understood; write it like 1/4 for the first of four",
        ),
        (("check", "--as-of", "yesterday"), "'yesterday' is not a day; write it like 2026-11-22"),
        (
            ("check", "--as-of", "2026-11-22T10:00"),
            "lacks its offset from UTC; add one, such as +01:00",
        ),
        (("chekc",), "there is no command 'chekc'; did you mean 'check'?"),
        (("check", "--output", "sarf=x"), "there is no format 'sarf'"),
    ],
)
def test_wrong_usage_is_told_in_words_with_exit_code_2(
    repository: Path, words: tuple[str, ...], message: str
) -> None:
    done = trm(*words, cwd=repository)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("[rules", "trm.toml is not valid TOML"),
        (
            "<<<<<<< HEAD\nchecks = []\n=======\nschemas = []\n>>>>>>> topic\n",
            "trm.toml, line 1: a merge left a conflict here",
        ),
        (
            "partnership = 'x'",
            "'partnership' is not a known key; did you mean 'partnerships'?",
        ),
        ("[rules]\nkpi-cuont = 'off'", "no rule is called 'kpi-cuont'; did you mean 'kpi-count'?"),
        (
            "[rules]\nkpi-count = 'never'",
            "kpi-count cannot be 'never'; write error, warning, info or off",
        ),
        ("[rules]\nkpi-count = {mots = 3}", "kpi-count has no option 'mots'"),
        ("fail_on = 'eror'", "fail_on cannot be 'eror'; did you mean 'error'?"),
        (
            f"[rules]\nkpi-count = {{most = {'9' * 6000}}}",
            "trm.toml has a number beyond 9,223,372,036,854,775,807",
        ),
        (
            f"[rules]\nkpi-count = {{most = 0x{'F' * 6000}}}",
            "trm.toml has a number beyond 9,223,372,036,854,775,807",
        ),
        (
            "[rules]\nkpi-count = {most = 9223372036854775808}",
            "trm.toml has a number beyond 9,223,372,036,854,775,807",
        ),
        (f"schemas = {'[' * 1000}{']' * 1000}", "trm.toml has more than 20 levels nested"),
        (f"schemas = {'[' * 40}{']' * 40}", "trm.toml has more than 20 levels nested"),
        (f"{'.'.join(['a'] * 100_000)} = 1", "trm.toml has more than 20 levels nested"),
        ("a = {" + ".".join(['"b"'] * 50) + " = 1}", "trm.toml has more than 20 levels nested"),
        ("# a\n" * 300_000, "trm.toml has more than 262,144 bytes"),
        (
            "[rules]\nmeasurement-fresh = {grace = inf}",
            "the option 'grace' of measurement-fresh must be from 0 to 10,000, not inf",
        ),
        (
            "[rules]\nmeasurement-fresh = {grace = nan}",
            "the option 'grace' of measurement-fresh must be from 0 to 10,000, not nan",
        ),
        (
            "[rules]\nreview-overdue = {days = -1}",
            "the option 'days' of review-overdue must be from 0 to 10,000, not -1",
        ),
        (
            "[rules]\ntier-evidence = {criteria = [[1]]}",
            "the option 'criteria' of tier-evidence must be like [], not [[1]]",
        ),
        ("partnerships = '/'", "partnerships names '/', which is not a place in this repository"),
        ("schemas = ['../ours']", "schemas names '../ours', which is not a place in this"),
        ('baseline = "a\\u0000b"', "baseline names 'a\\x00b', which is not a place in this"),
        (
            "[[overrides]]\npath = ['']\nrules = {kpi-count = 'off'}",
            "overrides.path names '', which is not a place in this repository",
        ),
        (
            "[[overrides]]\npath = ['.']\nrules = {kpi-count = 'off'}",
            "overrides.path names '.', which is not a place in this repository",
        ),
        (
            '[connections."\\u001b]0;x\\n::error::y"]\ndatabase = "x"',
            "trm: trm.toml: connections. ]0;x ::error::y: '\\x1b]0;x\\n::error::y' is not an id",
        ),
    ],
)
def test_settings_that_cannot_be_used_end_the_run(
    repository: Path, toml: str, message: str
) -> None:
    (repository / "trm.toml").write_text(toml)
    done = check(repository)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr


def test_a_project_file_with_something_else_under_tool_has_no_settings(repository: Path) -> None:
    (repository / "pyproject.toml").write_text("tool = 3\n")
    assert check(repository).returncode == 0


def test_signs_that_the_output_does_not_know_are_replaced(repository: Path) -> None:
    shown = process("check", "--as-of", "2026-11-22", cwd=repository, PYTHONIOENCODING="latin-1")
    assert shown.returncode == 0
    assert shown.stdout.startswith("? 1 charter checked as of 2026-11-22")
    assert shown.stderr == ""


def test_a_file_that_nobody_could_name_in_utf_8_is_still_reported(repository: Path) -> None:
    odd = os.fsdecode(b"partnerships/caf\xe9")
    (repository / odd).mkdir()
    (repository / odd / "partnership.yaml").write_text("title: [")
    for format_ in REPORTERS:
        done = check(repository, "--format", format_, "--output", f"{format_}=out")
        assert (done.returncode, done.stderr) == (1, "")
        assert "caf" in (repository / "out").read_text("utf-8")


def test_files_are_named_from_the_top_of_the_git_repository_where_forges_read_them(
    repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.mktemp("group") / "governance"
    shutil.copytree(repository, root)
    (root.parent / ".git").mkdir()
    edit(root, "  - Bad news travels on the day it is known.", "  - TBD")
    told = {
        name: check(root, "--format", name).stdout
        for name in ("github", "gitlab", "sarif", "junit", "markdown")
    }
    assert [name for name, text in told.items() if f"governance/{CHARTER}" not in text] == []
    shown = check(root).stdout
    assert shown.startswith(f"{CHARTER}:")


def test_where_there_is_no_charter_the_exit_code_is_2(tmp_path: Path) -> None:
    done = check(tmp_path)
    assert done.returncode == 2
    assert "no charter was found" in done.stderr


def test_a_path_selects_the_charter_it_lies_in(repository: Path) -> None:
    other = repository / "partnerships/other/partnership.yaml"
    other.parent.mkdir()
    other.write_text("title: [")
    assert check(repository).returncode == 1
    for path in (
        "partnerships/meridian-helix",
        "partnerships/meridian-helix/measurements.csv",
        "partnerships/meridian-helix/reviews/2026-10-20-qbr.md",
    ):
        done = check(repository, path)
        assert (done.returncode, done.stdout.count("1 charter checked")) == (0, 1)


def test_shards_together_find_what_one_run_finds(repository: Path) -> None:
    for name in ("alpha", "beta", "gamma", "stray"):
        folder = repository / "partnerships" / name
        folder.mkdir()
        (folder / "partnership.yaml").write_text("title: [")
    (repository / "partnerships/stray/partnership.yaml").rename(
        repository / "partnerships/stray/charter.yaml"
    )
    (repository / "partnerships/directory.yaml").write_text("people: [")
    whole = json.loads(check(repository, "--format", "json").stdout)["findings"]
    parts = []
    for shard in ("1/3", "2/3", "3/3"):
        parts += json.loads(check(repository, "--format", "json", "--shard", shard).stdout)[
            "findings"
        ]
    assert sorted(parts, key=lambda row: row["path"]) == whole
    assert [row["path"].split("/")[1] for row in whole if row["rule"] in ("yaml", "schema")] == [
        "alpha",
        "beta",
        "directory.yaml",
        "gamma",
        "stray",
    ]


def test_every_kind_of_bad_input_gives_a_finding_and_no_traceback(repository: Path) -> None:
    kinds = {
        "alias-bomb": b"a: &a [x, x, x, x, x, x, x, x]\n"
        + b"".join(
            b"%c: &%c [%s]\n" % (n, n, b", ".join([b"*%c" % (n - 1)] * 8)) for n in range(98, 106)
        ),
        "alias-loop": b"title: &t [*t]\n",
        "binary": bytes(range(256)),
        "brace": b"parties: {a: one, two}\n",
        "deep": b"a: " + b"[" * 2000,
        "empty": b"",
        "encoding": "title: Café\n".encode("latin-1"),
        "huge": b"title: x\n" + b"# filler\n" * 130_000,
        "list": b"- one\n- two\n",
        "nul": b"title: a\0b\n",
        "open-bracket": b"tags: [one\ntitle: x\n",
        "open-quote": b'title: "x\n',
        "python-tag": b"title: !!python/object/apply:os.system [ls]\n",
        "repeated": b"title: x\ntitle: y\n",
        "scalar": b"hello\n",
        "second": b"title: x\n---\ntitle: y\n",
        "tab": b"title:\tx\n",
        "utf16": "title: x\n".encode("utf-16"),
    }
    for name, raw in kinds.items():
        path = repository / "partnerships" / name / "partnership.yaml"
        path.parent.mkdir()
        path.write_bytes(raw)
    (repository / "partnerships/meridian-helix/measurements.csv").write_bytes(b'\xff\xfe,,,\n"')
    (repository / "partnerships/meridian-helix/reviews/2026-10-20-qbr.md").write_bytes(
        b"---\nreview: [\n"
    )
    (repository / "partnerships/meridian-helix/escalations/2026-003.md").write_bytes(
        b"no front matter"
    )
    (repository / "partnerships/meridian-helix/surveys/2026.csv").write_bytes(b"who,what\n1,2\n")
    (repository / "partnerships/directory.yaml").write_bytes(b"people: {ada: }\n")
    done = check(repository, "--format", "json")
    assert (done.returncode, done.stderr) == (1, "")
    rows = json.loads(done.stdout)["findings"]
    blamed = {row["path"] for row in rows if row["rule"] in ("yaml", "schema")}
    assert blamed >= {f"partnerships/{name}/partnership.yaml" for name in kinds} | {
        "partnerships/directory.yaml",
        "partnerships/meridian-helix/escalations/2026-003.md",
        "partnerships/meridian-helix/measurements.csv",
        "partnerships/meridian-helix/reviews/2026-10-20-qbr.md",
        "partnerships/meridian-helix/surveys/2026.csv",
    }


def test_the_code_of_a_repository_is_run_only_where_it_may(repository: Path) -> None:
    (repository / "checks").mkdir()
    (repository / "checks/spy.py").write_text("open('seen', 'w').close()\n")
    assert check(repository, "--no-checks").returncode == 0
    assert not (repository / "seen").exists()
    done = check(repository)
    assert done.returncode == 1
    assert "checks/spy.py:1:1  error  rule-crashed" in done.stdout
    assert "it has no function called 'spy' that is marked with @rule" in done.stdout


def test_a_check_that_ends_the_program_is_a_finding(repository: Path) -> None:
    (repository / "checks").mkdir()
    (repository / "checks/quiet.py").write_text("raise SystemExit(0)\n")
    done = check(repository)
    assert done.returncode == 1
    assert "checks/quiet.py:1:1  error  rule-crashed" in done.stdout


def test_a_link_that_leads_out_of_the_repository_is_not_followed(
    repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.yaml"
    secret.write_text("title: top secret\n")
    folder = repository / "partnerships/linked"
    folder.mkdir()
    (folder / "partnership.yaml").symlink_to(secret)
    done = check(repository)
    assert done.returncode == 1
    assert "top secret" not in done.stdout
    assert "the file cannot be opened, or is a link" in done.stdout


def test_what_is_no_plain_file_is_named_and_stops_nothing(repository: Path) -> None:
    portfolio = repository / "partnerships"
    for name in ("pipe", "large"):
        (portfolio / name).mkdir()
    os.mkfifo(portfolio / "pipe/partnership.yaml")
    with (portfolio / "large/partnership.yaml").open("wb") as file:
        file.truncate(1 << 31)
    (portfolio / "link").symlink_to("meridian-helix")
    (portfolio / "partnership.yaml").write_text("title: lost\n")
    done = check(repository, "--format", "json")
    assert done.returncode == 1
    assert [(row["path"], row["message"]) for row in json.loads(done.stdout)["findings"]] == [
        (
            "partnerships/large/partnership.yaml",
            "the file has more than 1,048,576 bytes, the largest size that is read",
        ),
        (
            "partnerships/link",
            "the folder 'partnerships/link' cannot be read, or is a link",
        ),
        ("partnerships/partnership.yaml", "a charter needs a folder of its own"),
        (
            "partnerships/pipe/partnership.yaml",
            "the file cannot be opened, or is a link",
        ),
    ]


def test_settings_and_directory_that_cannot_be_read_are_told(repository: Path) -> None:
    (repository / "partnerships/directory.yaml").unlink()
    (repository / "partnerships/directory.yaml").mkdir()
    rows = json.loads(check(repository, "--format", "json").stdout)["findings"]
    assert [(row["path"], row["rule"]) for row in rows] == [("partnerships/directory.yaml", "yaml")]
    (repository / "trm.toml").mkdir()
    done = check(repository)
    assert (done.returncode, done.stdout) == (2, "")
    assert "trm.toml exists but cannot be read" in done.stderr


def test_numbers_are_quoted_as_they_are_written(repository: Path) -> None:
    edit(repository, "    name: Tom Ellis", "    name: 010")
    done = check(repository, "--select", "schema", "--format", "json")
    (row,) = json.loads(done.stdout)["findings"]
    assert (row["message"], row["help"]) == (
        "people.tom.name must be text, but 010 is read as a number",
        'Put it in quotes: "010".',
    )


def test_paths_are_seen_from_where_the_user_stands(repository: Path) -> None:
    other = repository / "partnerships/other"
    other.mkdir()
    (other / "partnership.yaml").write_text("title: [")
    here = trm("check", ".", "--as-of", "2026-11-22", cwd=other)
    assert "1 charter checked" in here.stdout
    above = trm("check", "..", "--as-of", "2026-11-22", cwd=other)
    assert "2 charters checked" in above.stdout


def test_settings_may_name_own_rules_whose_code_is_not_run(repository: Path) -> None:
    (repository / "checks").mkdir()
    (repository / "checks/own_rule.py").write_text("raise SystemExit\n")
    (repository / "trm.toml").write_text('[rules]\nown-rule = {most = 3, severity = "info"}\n')
    assert check(repository, "--no-checks").returncode == 0


@pytest.mark.parametrize(
    ("words", "environment", "coloured"),
    [
        ((), {}, False),
        (("--color", "always"), {}, True),
        (("--color", "never"), {}, False),
        ((), {"NO_COLOR": "1"}, False),
    ],
)
def test_colours_are_for_terminals_and_on_request(
    repository: Path, words: tuple[str, ...], environment: dict[str, str], coloured: bool
) -> None:
    done = trm(*words, "check", "--as-of", "2026-11-22", cwd=repository, **environment)
    assert ("\x1b[" in done.stdout) is coloured
