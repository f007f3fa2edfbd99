"""What the project promises of itself, kept true."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath

import pytest
from markdown_it import MarkdownIt

from trm_policy.cli.exit import Exit
from trm_policy.cli.program import COMMANDS
from trm_policy.judging.catalogue import builtin, builtin_page, load
from trm_policy.judging.rule_page import RulePage, read_page
from trm_policy.judging.settings import read_settings
from trm_policy.model.shape import schema_text
from trm_policy.rule import Rule
from trm_policy.source import InMemory
from trm_policy.starter import complete

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
DAY = "2026-11-22"

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run a program of this environment; a ``trm_policy`` in ``tmp_path`` comes first."""

    def run(*words: str, folder: Path = tmp_path) -> subprocess.CompletedProcess[str]:
        environment = {
            "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(tmp_path),
            "LANG": "C.UTF-8",
            "XDG_CONFIG_HOME": os.environ["XDG_CONFIG_HOME"],
        }
        return subprocess.run(
            words, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )

    return run


class TestRulePages:
    def test_every_rule_has_a_page_and_every_page_a_rule(self) -> None:
        folder = ROOT / "trm_policy" / "rules"
        code = {p.with_suffix("") for p in folder.glob("*/*.py") if not p.name.startswith("_")}
        assert {page.with_suffix("") for page in folder.rglob("*.md")} == code
        assert {path.name.replace("_", "-") for path in code} == {r.name for r in builtin()}

    @pytest.mark.parametrize("rule", list(builtin()), ids=lambda rule: rule.name)
    def test_a_page_has_the_shape_of_all_pages(self, rule: Rule) -> None:
        _require_shape(rule, builtin_page(rule))

    def test_every_example_of_the_rule_book_does_what_its_page_says(self, run: Run) -> None:
        done = run("trm", "test", "--require-examples")
        assert (done.returncode, done.stderr) == (Exit.CLEAN, ""), done.stdout
        assert done.stdout.splitlines()[-1].endswith(": none failed")

    def test_every_policy_and_check_of_the_reference_organisation_has_examples(
        self, run: Run
    ) -> None:
        policies = [f"policy/{path.stem}" for path in sorted((ROOT / "schemas").glob("*.yaml"))]
        checks = [path.stem.replace("_", "-") for path in sorted((ROOT / "checks").glob("*.py"))]
        done = run("trm", "test", "--require-examples", *policies, *checks, folder=ROOT)
        assert len(policies) > 1
        assert (done.returncode, done.stderr) == (Exit.CLEAN, ""), done.stdout


class TestReadme:
    def test_every_command_stands_in_the_readme_and_no_other(self) -> None:
        named = set(re.findall(r"`trm ([a-z]+)", _text("README.md")))
        assert named == set(COMMANDS)

    def test_its_exit_codes_are_those_of_the_program(self) -> None:
        rows = re.findall(r"^\| (\d+) \|", _text("README.md"), re.MULTILINE)
        assert [int(code) for code in rows] == sorted(Exit)

    def test_its_sample_is_what_the_program_prints(self, run: Run, tmp_path: Path) -> None:
        shutil.copytree(ROOT / "partnerships", tmp_path / "partnerships")
        fences = dict(_fences(_text("README.md")))
        old, new = (line[1:] for line in fences["diff"].splitlines())
        charter = tmp_path / "partnerships/meridian-helix/partnership.yaml"
        text = charter.read_text(encoding="utf-8")
        assert text.count(old) == 1
        charter.write_text(text.replace(old, new), encoding="utf-8")
        command, _, expected = fences["console"].partition("\n")
        done = run(*command.removeprefix("$ ").split())
        assert (done.returncode, done.stdout) == (Exit.FINDINGS, expected)

    def test_its_settings_can_be_used(self) -> None:
        content = dict(_fences(_text("README.md")))["toml"].encode()
        settings = read_settings(InMemory({"trm.toml": content}))
        settings.require_known(builtin(), ())
        assert settings.table.fail_on == "warning"

    def test_the_files_it_points_at_are_there(self) -> None:
        links = re.findall(r"\]\((?!https?:)([^)]+)\)", _text("README.md"))
        assert [link for link in links if not (ROOT / link).exists()] == []


class TestRecipeForARule:
    """CONTRIBUTING.md, followed to the letter."""

    def test_two_files_make_a_rule_of_the_rule_book(self, run: Run, tmp_path: Path) -> None:
        package = tmp_path / "trm_policy"
        shutil.copytree(ROOT / "trm_policy", package, ignore=shutil.ignore_patterns("__pycache__"))
        before = set(package.rglob("*.*"))
        for path, text in _recipe().items():
            (tmp_path / path).write_text(text, encoding="utf-8")
        added = {path.suffix for path in set(package.rglob("*.*")) - before}
        assert added == {".py", ".md"}
        _require_working(run, tmp_path)

    def test_two_files_make_a_rule_of_an_organisation(self, run: Run, tmp_path: Path) -> None:
        checks = tmp_path / "checks"
        checks.mkdir()
        for path, text in _recipe().items():
            (checks / Path(path).name).write_text(text, encoding="utf-8")
        _require_working(run, tmp_path)

    def test_its_page_has_the_shape_of_all_pages(self) -> None:
        files = {f"checks/{Path(path).name}": text for path, text in _recipe().items()}
        source = InMemory({path: text.encode() for path, text in files.items()})
        catalog = load(source, [PurePosixPath("checks")])
        rule = catalog.find("review-agenda")
        _require_shape(rule, catalog.page(rule) or "")


class TestPortfolioAndCode:
    def test_the_reference_portfolio_is_clean(self, run: Run) -> None:
        done = run("trm", "check", "--as-of", DAY, folder=ROOT)
        assert (done.returncode, done.stderr) == (Exit.CLEAN, ""), done.stdout

    def test_the_complete_charter_is_that_of_the_reference_portfolio(self) -> None:
        own = {
            path: raw for path, raw in complete().items() if path != "partnerships/directory.yaml"
        }
        assert own == {path: (ROOT / path).read_bytes() for path in own}

    def test_imports_point_down_only(self, run: Run) -> None:
        done = run("lint-imports", "--no-cache", folder=ROOT)
        assert done.returncode == 0, done.stdout

    def test_help_imports_nothing_that_help_does_not_need(self, run: Run) -> None:
        heavy = {"pydantic", "cerberus", "markdown_it", "mkdocs", "jinja2", "rich", "yaml"}
        assert _imported(run, "--help") & heavy == set()

    def test_a_check_imports_nothing_of_sites_and_git(self, run: Run, tmp_path: Path) -> None:
        _write_complete(tmp_path)
        imported = _imported(run, "check", "--as-of", DAY)
        assert "pydantic" in imported
        assert imported & {"mkdocs", "trm_policy.history", "jinja2", "rich", "nh3"} == set()

    def test_no_file_names_a_place_on_somebody_s_machine(self) -> None:
        place = re.compile(rb"(?<![\w.~-])/(?:ro{2}t|home|w[o]rk)(?![\w-])|\.\./sh[a]red")
        naming = [
            f"{path.relative_to(ROOT)}: {found[0].decode()}"
            for path in _files()
            if (found := place.search(path.read_bytes()))
        ]
        assert naming == []


def _require_shape(rule: Rule, text: str) -> None:
    """The one shape of all rule pages."""
    page = read_page(text)
    assert (page.title, page.demand) == (rule.name, " ".join(rule.demand.split()))
    kinds = [section.title.split(":")[0] for section in page.sections]
    examples = kinds[1:-2]
    assert kinds == ["Why", *examples, "How to fix", "Options"]
    assert set(examples) == {"Bad", "Good"}
    assert [example.title for example in page.examples if not example.blocks] == []
    assert re.match(r"Source: .*\S", _section(page, "Why").split("\n\n")[-1])
    steps = re.findall(r"^\S+", _section(page, "How to fix"), re.MULTILINE)
    assert steps == [f"{number}." for number in range(1, len(steps) + 1)] != []
    assert _section(page, "Options") == _options(rule)


def _options(rule: Rule) -> str:
    """The section about options that the rule's code asks for."""
    rows = [
        f"| {name} | {option.default} | {option.meaning} |" for name, option in rule.options.items()
    ]
    head = ["| option | default | meaning |", "|---|---|---|"]
    return "\n".join(head + rows) if rows else "None."


def _section(page: RulePage, title: str) -> str:
    return next(section.text for section in page.sections if section.title == title)


def _recipe() -> Mapping[str, str]:
    """The files that CONTRIBUTING.md tells to write, by path."""
    tokens = MarkdownIt("commonmark").parse(_text("CONTRIBUTING.md"))
    files: dict[str, str] = {}
    said = ""
    for token in tokens:
        if token.type == "inline":
            said = token.content
        wanted = re.search(r"Write `([^`]+)`:$", said)
        if token.type == "fence" and wanted:
            files[wanted[1]] = token.content
    assert sorted(Path(path).suffix for path in files) == [".md", ".py"]
    return files


def _require_working(run: Run, folder: Path) -> None:
    """The rule of the recipe passes its examples, is listed and explained, and judges."""
    commands = [text for language, text in _fences(_text("CONTRIBUTING.md")) if language == "sh"]
    test, explain = (line.split() for line in commands[-1].splitlines())
    tested = run(*test)
    assert tested.returncode == Exit.CLEAN, tested.stdout
    assert "2 examples" in tested.stdout
    assert run(*explain).stdout.startswith("# review-agenda\n")
    assert re.search(r"^ *review-agenda ", run("trm", "rules").stdout, re.MULTILINE)
    _write_complete(folder, ("agenda: [Vision and goals, Segmentation, Maturity, Renewal]", ""))
    judged = run("trm", "check", "--as-of", DAY, "--select", "review-agenda")
    assert "warning  review-agenda" in judged.stdout
    assert "'Annual strategic review' has too short an agenda" in judged.stdout


def _write_complete(folder: Path, *edits: tuple[str, str]) -> None:
    """The complete charter's portfolio in ``folder``, with texts replaced."""
    for name, raw in complete().items():
        text = raw.decode()
        for old, new in edits:
            text = text.replace(old, new)
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _imported(run: Run, *words: str) -> set[str]:
    """The modules that a command imports, and the packages at the top that they belong to."""
    done = run(sys.executable, "-X", "importtime", "-m", "trm_policy", *words)
    assert done.returncode == Exit.CLEAN, done.stdout
    modules = re.findall(r"^import time:.*\| +(\w[\w.]*)$", done.stderr, re.MULTILINE)
    return {*modules, *(module.partition(".")[0] for module in modules)}


def _fences(markdown: str) -> Iterator[tuple[str, str]]:
    """Language and text of each block of code."""
    for token in MarkdownIt("commonmark").parse(markdown):
        if token.type == "fence":
            yield token.info, token.content


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _files() -> Iterator[Path]:
    """Every file that belongs to the project."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = [name for name in listed.stdout.decode().split("\0") if name]
    return (path for name in names if (path := ROOT / name).is_file())


@pytest.mark.parametrize(
    ("kind", "file"),
    [("charter", "partnership.schema.json"), ("directory", "directory.schema.json")],
)
def test_editors_get_the_format_as_it_is(kind: str, file: str) -> None:
    assert (ROOT / "schemas" / file).read_text("utf-8") == schema_text(kind)
