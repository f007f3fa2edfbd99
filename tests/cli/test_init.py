"""``trm init`` as its users run it: a new repository works at once, an old folder stays whole."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path, PurePosixPath

import pytest

from tests.gitting import Repo
from tests.running import Done, trm
from trm_policy import __version__
from trm_policy.cli.program import COMMANDS
from trm_policy.document.yaml_reader import read_yaml
from trm_policy.model.shape import schema_text
from trm_policy.model.vocabulary import Instrument

DAY = ("--as-of", "2026-11-22")
CHARTER = "partnerships/example-supplier/partnership.yaml"
FILES = [
    ".editorconfig",
    ".gitattributes",
    ".github/workflows/trm.yml",
    ".gitignore",
    ".gitlab-ci.yml",
    ".pre-commit-config.yaml",
    ".trm/.gitignore",
    ".trm/lock",
    ".vscode/extensions.json",
    ".vscode/settings.json",
    "README.md",
    "checks/README.md",
    "checks/review_has_agenda.md",
    "checks/review_has_agenda.py",
    "deploy/build-sites.sh",
    "deploy/copy-site.sh",
    "partnerships/directory.yaml",
    CHARTER,
    "schemas/directory.schema.json",
    "schemas/house-minimum.md",
    "schemas/house-minimum.yaml",
    "schemas/partnership.schema.json",
    "trm.toml",
]


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new repository; tests that change it work on a copy."""
    folder = tmp_path_factory.mktemp("new") / "governance"
    done = trm("init", str(folder), *DAY, cwd=folder.parent)
    assert (done.returncode, done.stderr) == (0, "")
    return folder


def test_everything_a_repository_needs_is_there(made: Path) -> None:
    there = files(made)
    assert [name for name in there if not name.startswith("site/")] == sorted(FILES)
    assert "site/mkdocs.yml" in there
    assert there["schemas/partnership.schema.json"].decode() == schema_text("charter")
    assert there["schemas/directory.schema.json"].decode() == schema_text("directory")


def test_a_new_repository_checks_clean(made: Path) -> None:
    done = trm("check", *DAY, "--fail-on", "info", cwd=made)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "✓ 1 charter checked as of 2026-11-22: no findings\n"


def test_the_examples_of_all_its_rules_run(made: Path) -> None:
    done = trm("test", "--require-examples", cwd=made)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    alone = trm("test", "review-has-agenda", "--require-examples", cwd=made)
    assert alone.stdout == "1 rule, 2 examples: none failed\n"


def test_its_policy_speaks_to_the_example(made: Path, tmp_path: Path) -> None:
    copy = _copy(made, tmp_path)
    charter = copy / CHARTER
    text = charter.read_text("utf-8")
    charter.write_text(re.sub(r"mitigation: .*", "mitigation: None.", text, count=1), "utf-8")
    done = trm("check", *DAY, "--format", "json", cwd=copy)
    assert [one["rule"] for one in json.loads(done.stdout)["findings"]] == ["policy/house-minimum"]


def test_its_site_builds(made: Path, tmp_path: Path) -> None:
    copy = _copy(made, tmp_path)
    done = trm("site", "build", *DAY, cwd=copy)
    assert done.returncode == 0, done.stderr
    assert (copy / "build/site/index.html").is_file()
    assert "build/" in (copy / ".gitignore").read_text().splitlines()


def test_a_first_charter_beside_the_example_has_gaps_alone(made: Path, tmp_path: Path) -> None:
    copy = _copy(made, tmp_path)
    assert trm("new", "acme", "--tier", "strategic", *DAY, cwd=copy).returncode == 0
    first = (copy / "partnerships/acme/partnership.yaml").read_text("utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../../schemas/partnership.schema.json"
    done = trm("check", *DAY, "--format", "json", cwd=copy)
    assert done.returncode == 0
    assert {(one["rule"], one["severity"]) for one in json.loads(done.stdout)["findings"]} == {
        ("no-placeholders", "warning"),
        ("kpi-card-complete", "warning"),
        ("tier-evidence", "warning"),
    }
    data = read_yaml(PurePosixPath(), (copy / "partnerships/acme/partnership.yaml").read_bytes())
    assert data.data["host"] == "us"


@pytest.mark.parametrize("instrument", Instrument)
def test_a_draft_of_each_instrument_asks_for_what_a_person_writes_alone(
    made: Path, tmp_path: Path, instrument: Instrument
) -> None:
    copy = _copy(made, tmp_path)
    options = ("--tier", "preferred", "--instrument", str(instrument))
    assert trm("new", "acme", *options, *DAY, cwd=copy).returncode == 0
    done = trm("check", *DAY, "--format", "json", cwd=copy)
    assert {one["rule"] for one in json.loads(done.stdout)["findings"]} <= {
        *("no-placeholders", "kpi-card-complete", "tier-evidence"),
    }


@pytest.mark.parametrize("day", ["2024-02-29", "2025-12-31", "2026-03-31"])
def test_it_is_clean_on_whichever_day_it_is_made(tmp_path: Path, day: str) -> None:
    assert trm("init", "--as-of", day, cwd=tmp_path).returncode == 0
    done = trm("check", "--as-of", day, "--fail-on", "info", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


def test_nothing_that_is_there_is_changed(tmp_path: Path) -> None:
    mine = {
        "README.md": b"# Mine\n",
        ".gitignore": b"*.bak\n",
        ".vscode/settings.json": b"{}",
        "trm.toml": b'fail_on = "warning"\n',
        "notes/old.txt": b"\xff\x00",
    }
    for name, raw in mine.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(raw)
    done = trm("init", *DAY, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert {name: (tmp_path / name).read_bytes() for name in mine} == mine
    assert set(FILES) <= set(files(tmp_path))
    kept = done.stdout.split("Not changed, because they already existed:\n\n")[1]
    assert kept.split("\n\n")[0].split() == [
        ".gitignore",
        ".vscode/settings.json",
        "README.md",
        "trm.toml",
    ]


def test_a_second_time_changes_nothing(made: Path, tmp_path: Path) -> None:
    copy = _copy(made, tmp_path)
    before = files(copy)
    done = trm("init", "--as-of", "2027-01-01", cwd=copy)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"Everything already exists in {copy}; nothing was changed.\n")
    assert files(copy) == before


def test_a_folder_with_charters_gets_no_example(tmp_path: Path) -> None:
    assert trm("new", "acme", *DAY, cwd=tmp_path).returncode == 0
    assert trm("init", *DAY, cwd=tmp_path).returncode == 0
    inside = [name for name in files(tmp_path) if name.startswith("partnerships/")]
    assert inside == ["partnerships/acme/partnership.yaml"]


def test_a_site_that_is_there_gets_no_second_one(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/mkdocs.yml").write_text("site_name: Mine\n")
    assert trm("init", *DAY, cwd=tmp_path).returncode == 0
    assert [name for name in files(tmp_path) if name.startswith("site/")] == ["site/mkdocs.yml"]


def test_settings_in_pyproject_stay_the_only_ones(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.trm]\nfail_on = "warning"\n')
    assert trm("init", *DAY, cwd=tmp_path).returncode == 0
    assert not (tmp_path / "trm.toml").exists()


def test_a_folder_inside_a_repository_becomes_one_of_its_own(made: Path, tmp_path: Path) -> None:
    copy = _copy(made, tmp_path)
    before = files(copy)
    (copy / "inner").mkdir()
    done = trm("-C", "inner", "init", *DAY, cwd=copy)
    assert done.returncode == 0
    after = files(copy)
    assert {name: raw for name, raw in after.items() if not name.startswith("inner/")} == before
    assert f"inner/{CHARTER}" in after


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "notes").write_text("mine")
    done = trm("init", "notes", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "notes" in done.stderr
    assert (tmp_path / "notes").read_text() == "mine"


def test_every_setting_that_is_proposed_is_accepted(made: Path, tmp_path: Path) -> None:
    copy = _copy(made, tmp_path)
    settings = copy / "trm.toml"
    taken = re.sub(r"(?m)^#(?=\S)", "", settings.read_text("utf-8"))
    settings.write_text(taken, "utf-8")
    assert set(tomllib.loads(taken)) == {
        *("partnerships", "schemas", "checks", "fail_on", "require_signature"),
        "publish_authors",
        *("rules", "waivers", "overrides"),
    }
    done = trm("check", *DAY, cwd=copy)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("schema", "path"),
    [
        ("vendor.github-workflows", ".github/workflows/trm.yml"),
        ("custom.github-workflows-require-timeout", ".github/workflows/trm.yml"),
        ("vendor.gitlab-ci", ".gitlab-ci.yml"),
    ],
)
def test_the_files_for_ci_have_the_shape_that_their_hosts_want(
    made: Path, schema: str, path: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(made / path)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_the_workflow_has_few_rights_and_puts_no_foreign_text_into_a_shell(made: Path) -> None:
    raw = (made / ".github/workflows/trm.yml").read_bytes()
    workflow = read_yaml(PurePosixPath("trm.yml"), raw).data
    assert workflow["permissions"] == {"contents": "read"}
    assert {name: job.get("permissions") for name, job in workflow["jobs"].items()} == {
        "change": {"contents": "read", "pull-requests": "write"},
        "check": {"contents": "read", "pages": "read"},  # the address of the pages
        "publish": {"pages": "write", "id-token": "write"},
    }
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    assert all(
        re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", s["uses"]) for s in steps if "uses" in s
    )
    assert not any("${{" in step.get("run", "") for step in steps)
    assert "pull_request_target" not in workflow["on"]


def test_what_runs_is_pinned_to_a_version_and_changes_only_with_these_files(made: Path) -> None:
    named = f"trm-policy[site]=={__version__}"
    expected = {
        ".github/workflows/trm.yml": [named, named],
        ".gitlab-ci.yml": [named],
        ".pre-commit-config.yaml": [f"trm-policy=={__version__}"],
    }
    for path, wanted in expected.items():
        text = (made / path).read_text("utf-8")
        assert re.findall(r"trm-policy(?:\[\w+\])?[^\s\"\]]*", text) == wanted, path
    workflow = (made / ".github/workflows/trm.yml").read_text("utf-8")
    assert set(re.findall(r"uses: actions/([a-z-]+)@\S+ # (v\d+\.\d+\.\d+)\n", workflow)) == {
        *(("checkout", "v6.1.0"), ("setup-python", "v6.3.0"), ("configure-pages", "v6.0.0")),
        *(("upload-artifact", "v7.0.0"), ("upload-pages-artifact", "v5.0.0")),
        ("deploy-pages", "v5.0.0"),
    }
    sample = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    action, install = re.findall(
        r"^- (uses: actions/.*|run: pip install .*)$", sample, re.MULTILINE
    )
    assert action in workflow
    assert install == f"run: pip install trm-policy=={__version__}"


def test_the_files_for_ci_name_the_commit_of_a_branch_and_no_tag_of_its_name(
    made: Path, tmp_path: Path
) -> None:
    server = Repo.with_the_complete_portfolio(tmp_path / "server")
    agreed = server.git("rev-parse", "main")
    server.branch("proposal")
    server.write("note.txt", "a change")
    server.commit()
    for tag in ("main", "origin/main"):
        server.git("tag", tag)
    clone = Repo(tmp_path / "clone")
    server.git("clone", "-q", str(server.root), str(clone.root))
    clone.git("switch", "-q", "proposal")
    github = read_yaml(PurePosixPath("trm.yml"), (made / ".github/workflows/trm.yml").read_bytes())
    steps = github.data["jobs"]["change"]["steps"]
    step = next(one["run"] for one in steps if "GITHUB_ENV" in one.get("run", ""))
    gitlab = read_yaml(PurePosixPath("gitlab.yml"), (made / ".gitlab-ci.yml").read_bytes())
    script = [line for line in gitlab.data["change"]["script"] if "git " in line]
    named = clone.root / "named"
    given = {
        "BRANCH": "main",
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
        "GITHUB_ENV": str(named),
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
    }

    subprocess.run(["sh", "-euc", step], cwd=clone.root, env=given, check=True)
    words = "\n".join([*script, 'echo "BASE=$BASE" >> "$GITHUB_ENV"'])
    subprocess.run(["sh", "-euc", words], cwd=clone.root, env=given, check=True)

    assert named.read_text() == f"BASE={agreed}\n" * 2


def test_every_command_that_the_files_name_is_one_of_trm(made: Path, tmp_path: Path) -> None:
    named: set[str] = set()
    for name in (".github/workflows/trm.yml", ".gitlab-ci.yml", ".pre-commit-config.yaml"):
        text = (made / name).read_text("utf-8")
        named |= set(
            re.findall(r"(?:run: |^ *- |entry: |^ +)((?:trm|sh) [^\n]+)", text, re.MULTILINE)
        )
    assert named == {
        "trm check",
        "trm --trust check --format github --output json=build/findings.json",
        'trm --trust check --format github --output json=build/findings.json --base "$BASE"',
        "trm --trust check --output json=build/findings.json --output gitlab=build/quality.json",
        'trm --trust check --base "$BASE"',
        'trm --trust pr "$BASE" --output build/comment.md',
        "trm --trust test --require-examples",
        "trm site build",
        "sh deploy/build-sites.sh",
        'sh -euc "$KEEP_ONE_NOTE"',
    }
    copy = _copy(made, tmp_path)
    done = trm(
        *("--trust", "check", "--format", "github"),
        *("--output", "json=build/findings.json", *DAY),
        cwd=copy,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads((copy / "build/findings.json").read_text())["summary"]["charters"] == 1


def test_the_readme_names_only_commands_and_paths_that_exist(made: Path) -> None:
    text = (made / "README.md").read_text("utf-8")
    assert set(re.findall(r"`?trm ([a-z]+)", text)) <= set(COMMANDS)
    named = set(re.findall(r"`([a-z][\w./-]*/[\w./-]*)`", text))
    assert {path for path in named if not (made / path).exists()} == {
        *("partnerships/ID/", "partnerships/acme/partnership.yaml", "build/site")
    }


def test_the_editor_finds_the_schemas(made: Path) -> None:
    settings = json.loads((made / ".vscode/settings.json").read_text())
    assert {
        (made / schema).is_file(): pattern for schema, pattern in settings["yaml.schemas"].items()
    } == {True: "/partnerships/directory.yaml"}
    assert json.loads((made / ".vscode/extensions.json").read_text()) == {
        "recommendations": ["redhat.vscode-yaml"]
    }


def test_the_example_fits_the_schema_that_the_editor_uses(made: Path) -> None:
    for schema, path in (("partnership", CHARTER), ("directory", "partnerships/directory.yaml")):
        done = subprocess.run(
            [
                *(sys.executable, "-m", "check_jsonschema"),
                *("--schemafile", str(made / f"schemas/{schema}.schema.json"), str(made / path)),
            ],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stdout


def _copy(made: Path, folder: Path) -> Path:
    copy = folder / "copy"
    for name, raw in files(made).items():
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_bytes(raw)
    return copy


def test_what_is_published_is_public_unless_another_site_is_named(made: Path) -> None:
    read = [
        read_yaml(PurePosixPath(name), (made / name).read_bytes()).data
        for name in (".github/workflows/trm.yml", ".gitlab-ci.yml")
    ]
    steps = [step for job in read[0]["jobs"].values() for step in job["steps"]]
    handed = [step for step in steps if step.get("uses", "").startswith("actions/upload-pages")]
    assert [step["with"]["path"] for step in handed] == [
        "build/sites/${{ vars.TRM_PAGES_SITE || 'public' }}"
    ]
    assert all(step["if"].startswith("vars.TRM_PUBLISH_SITE == 'true' &&") for step in handed)
    pages = read[1]["pages"]
    assert pages["script"] == ['cp -R "build/sites/${TRM_PAGES_SITE:-public}" published']
    assert (pages["pages"], pages["artifacts"]["paths"]) == (
        {"publish": "published"},
        ["published"],
    )
    assert [rule["if"] for rule in pages["rules"]] == [
        '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $TRM_PUBLISH_SITE == "true"'
    ]


def test_no_tag_that_is_called_like_the_branch_is_published(made: Path) -> None:
    workflow = read_yaml(
        PurePosixPath("trm.yml"), (made / ".github/workflows/trm.yml").read_bytes()
    ).data
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    upload = next(one for one in steps if "upload-pages" in one.get("uses", ""))
    branch = "github.ref == format('refs/heads/{0}', github.event.repository.default_branch)"
    assert upload["if"].endswith(branch)
    assert workflow["jobs"]["publish"]["if"].endswith(branch)


MARKED = "<!-- trm pr -->\n"
BOT = {"user": {"login": "github-actions[bot]"}, "author": {"id": 7}}
COMMENTS = [
    {"id": 1, "body": f"{MARKED}All is well", "user": {"login": "mallory"}, "author": {"id": 66}},
    {"id": 2, "body": "Fine."} | BOT,
    {"id": 3, "body": f"{MARKED}Ours"} | BOT,
]
FORGE = """#!/bin/sh
# Answers as a forge does, and writes down what is changed there.
case "$*" in
  *"api user") echo '{"id": 7}' ;;
  *"--jq "*) jq -r "$5" "$COMMENTS" ;;
  *--paginate*) cat "$COMMENTS" ;;
  *) echo "$*" >> "$CHANGED" ;;
esac
"""


def test_the_comment_that_is_kept_up_to_date_is_our_own(made: Path, tmp_path: Path) -> None:
    for name in ("gh", "glab", "apt-get"):
        (tmp_path / name).write_text(FORGE if name != "apt-get" else "#!/bin/sh\n", "utf-8")
        (tmp_path / name).chmod(0o755)
    (tmp_path / "comments.json").write_text(json.dumps(COMMENTS), "utf-8")
    github = read_yaml(PurePosixPath("trm.yml"), (made / ".github/workflows/trm.yml").read_bytes())
    steps = github.data["jobs"]["change"]["steps"]
    gitlab = read_yaml(PurePosixPath("gitlab.yml"), (made / ".gitlab-ci.yml").read_bytes())
    given = {
        "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}",
        "COMMENTS": str(tmp_path / "comments.json"),
        "CHANGED": str(tmp_path / "changed"),
        "REPO": "us/governance",
        "NUMBER": "42",
        "GITLAB_TOKEN": "token",
        "CI_PROJECT_ID": "9",
        "CI_MERGE_REQUEST_IID": "42",
    }
    for script in (
        next(one["run"] for one in steps if "gh api" in one.get("run", "")),
        gitlab.data["variables"]["KEEP_ONE_NOTE"],
    ):
        subprocess.run(["sh", "-euc", script], cwd=tmp_path, env=given, check=True)
    assert (tmp_path / "changed").read_text("utf-8").splitlines() == [
        "api --silent -X PATCH repos/us/governance/issues/comments/3 -F body=@build/comment.md",
        "api --silent -X PUT projects/9/merge_requests/42/notes/3 -F body=@build/comment.md",
    ]


def test_nothing_that_a_change_brings_along_is_taken_for_a_package(made: Path) -> None:
    gitlab = (made / ".gitlab-ci.yml").read_text("utf-8")
    assert "cache" not in gitlab.lower(), "pip would install what a change has put there"


def test_figures_that_two_branches_add_are_both_kept_and_one_given_twice_is_found(
    made: Path, tmp_path: Path
) -> None:
    copy = _copy(made, tmp_path)
    figures = "partnerships/example-supplier/measurements.csv"
    kpis = read_yaml(PurePosixPath(), (copy / CHARTER).read_bytes()).data["kpis"]
    one, other = list(kpis)[:2]
    repo = Repo(copy)
    repo.git("init", "-q", "-b", "main")
    repo.write(figures, f"kpi,period,value,note\n{one},2026-08,91,\n")
    repo.commit()
    repo.branch("ours")
    repo.write(figures, f"{repo.read(figures)}{one},2026-09,91,\n")
    repo.commit()
    repo.git("checkout", "-q", "main")
    repo.write(figures, f"{repo.read(figures)}{other},2026-09,2,\n{one},2026-09,93,\n")
    repo.commit()

    repo.git("merge", "-q", "ours", "-m", "Both")

    rows = repo.read(figures).splitlines()
    assert rows[0] == "kpi,period,value,note"
    assert sorted(rows[1:]) == sorted(
        [f"{one},2026-08,91,", f"{one},2026-09,91,", f"{other},2026-09,2,", f"{one},2026-09,93,"]
    )
    done = trm("check", *DAY, "--format", "json", "--select", "measurement-valid", cwd=copy)
    messages = [found["message"] for found in json.loads(done.stdout)["findings"]]
    (found,) = [message for message in messages if "from before the term" not in message]
    assert found.startswith(f"'{one}' already has a figure for 2026-09 in line ")


def test_a_figure_that_both_branches_add_is_found_and_may_go_again(
    made: Path, tmp_path: Path
) -> None:
    copy = _copy(made, tmp_path)
    figures = "partnerships/example-supplier/measurements.csv"
    kpi = next(iter(read_yaml(PurePosixPath(), (copy / CHARTER).read_bytes()).data["kpis"]))
    repo = Repo(copy)
    repo.git("init", "-q", "-b", "main")
    row = f"{kpi},2026-08,1,From the warehouse\n"
    repo.write(figures, f"kpi,period,value,note\n{row}{row}")
    repo.commit()
    words = ("check", *DAY, "--format", "json")

    (found,) = rows_of(trm(*words, "--select", "measurement-valid", cwd=copy))
    assert (found["line"], found["message"], found["help"]) == (
        3,
        f"line 2 stands here once more: {kpi}, 2026-08, 1",
        "Remove the row; two branches that were merged may both have added it.",
    )
    repo.write(figures, f"kpi,period,value,note\n{row}")
    both = "measurement-valid,records-append-only"
    assert rows_of(trm(*words, "--base", "main", "--select", both, cwd=copy)) == []


def rows_of(done: Done) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(done.stdout)["findings"]
    return found


def test_the_guide_that_it_writes_is_the_one_of_the_reference_site(made: Path) -> None:
    ours = Path(__file__).parents[2] / "site/docs/guide"
    assert {
        page.name: page.read_text("utf-8") for page in (made / "site/docs/guide").iterdir()
    } == {page.name: page.read_text("utf-8") for page in ours.iterdir()}
