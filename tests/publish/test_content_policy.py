"""What a page may load and run."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from playwright.sync_api import Browser

from tests.publish.browsing import DESKTOP, served, trm, visit, written
from trm_policy.starter import complete

STARTER = Path(__file__).parents[2] / "trm_policy" / "starter" / "site"
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
TRICKS = """# Tricks

<script>document.title = "run"; document.body.dataset.run = "inline"</script>
<img src="x.png" onerror="document.body.dataset.run = 'handler'">
<img src="https://elsewhere.example/pixel.png">
<iframe src="https://elsewhere.example/"></iframe>
<form action="https://elsewhere.example/"><button>Send</button></form>
<link rel="stylesheet" href="https://elsewhere.example/own.css">
<base href="https://elsewhere.example/">
<p style="position: fixed">Over everything</p>
<a href="javascript:document.body.dataset.run = 'link'">Click</a>

| Left | Right |
| :--- | ----: |
| one  | 2     |
"""


@pytest.fixture(scope="module")
def tricky_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with a page of the organisation's own, in Markdown, that attacks."""
    root = written(tmp_path_factory.mktemp("tricky"), complete())
    shutil.copytree(STARTER, root / "site")
    (root / "site" / "docs" / "tricks.md").write_text(TRICKS)
    result = trm("-C", str(root), "site", "build", "--as-of", "2026-11-22")
    assert result.return_value == 0, result.output
    with served(root / "build" / "site") as address:
        yield address


def test_every_page_has_a_policy_before_anything_it_could_load(reference_folder: Path) -> None:
    for path in reference_folder.rglob("*.html"):
        page = path.read_text("utf-8")
        head, charset, rest = page.partition('<meta charset="utf-8">')
        assert charset, path
        assert not re.search(r"<(script|link|style|img)\b", head)
        found = POLICY.match(rest.lstrip())
        assert found is not None, path
        kinds = dict(one.split(" ", 1) for one in found[1].split("; "))
        assert kinds["default-src"] == "'none'"
        assert kinds["style-src"] == "'self'"
        assert re.fullmatch(r"'self'( 'sha256-[\w+/]{43}='){3}", kinds["script-src"])
        assert "data-own" not in page


def test_whatever_a_page_in_markdown_tries_nothing_runs_and_nobody_is_asked(
    browser: Browser, tricky_site: str
) -> None:
    refused = set()
    with visit(browser, tricky_site, DESKTOP) as seen:
        seen.page.on("requestfailed", lambda one: refused.add((one.failure, one.url)))
        page = seen.go("tricks/")
        page.get_by_role("link", name="Click").click()
        assert page.evaluate("document.body.dataset.run") is None
        assert page.title() == "Tricks - Partnerships"
        right = page.get_by_role("cell", name="2")
        assert right.evaluate("cell => getComputedStyle(cell).textAlign") == "right"
        over = page.get_by_text("Over everything")
        assert over.evaluate("text => getComputedStyle(text).position") == "static"
        page.get_by_role("button", name="Send").evaluate("button => button.click()")
        assert page.url == tricky_site + "tricks/"
    asked = {alarm.removeprefix("request: ") for alarm in seen.alarms if "request: " in alarm}
    assert {("csp", address) for address in asked} <= refused  # stopped before it left
    assert len([alarm for alarm in seen.alarms if "Content Security Policy" in alarm]) >= 8


def test_a_page_that_is_shown_while_one_writes_may_be_loaded_anew(tmp_path: Path) -> None:
    root = written(tmp_path / "repository", complete())
    shutil.copytree(STARTER, root / "site")
    config = load_config(
        str(root / "site" / "mkdocs.yml"),
        site_dir=str(tmp_path / "shown"),
        site_url="http://127.0.0.1:8000/",
    )
    mkdocs_build(config)
    home = (tmp_path / "shown" / "index.html").read_text()
    assert POLICY.search(home) is None
    assert "data-own" not in home
