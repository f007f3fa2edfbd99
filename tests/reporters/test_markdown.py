"""A comment that fits on a screen, and in which user text stays text."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from pathlib import PurePosixPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from playwright.sync_api import Browser

from tests.reporters.conftest import ERROR, HOSTILE
from trm_policy.finding import Finding, Severity
from trm_policy.publish.rendering import FOLDER
from trm_policy.reporters import markdown
from trm_policy.reporters.outcome import Outcome
from trm_policy.wording.markup import plain
from trm_policy.wording.text import printable

_LETTERS = FOLDER / "assets" / "fonts" / "source-sans-3-latin.woff2"
"""The same on every machine, unlike what a browser takes for sans-serif."""
OutcomeOf = Callable[..., Outcome]

LIVE = re.compile(
    r"@\w|#\d|!\d|[~%&^]\w|[~%]\"|\$\S|\w+://|:[a-z0-9+_-]+:|mailto:|www\.\w|[A-Za-z]-\d"
    r"|\{[+-]|\[[+-]|\[\w+:"
)
"""What forges look for in the text of a page after it was rendered."""

SIGNS = " |\\`*_~<>&[]()!@#$%^:/.-{}+w"


@dataclass
class Seen:
    """A rendered page: its tags in order, and its pieces of text between them."""

    tags: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


def rendered(text: str) -> Seen:
    """What a browser shows of Markdown with tables, strikethrough and inline HTML."""
    seen = Seen()

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            seen.tags.append(tag)
            assert [name for name, _ in attrs if (tag, name) != ("a", "href")] == []

        def handle_data(self, data: str) -> None:
            seen.texts.append(data)

    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    reader = Reader(convert_charrefs=True)
    # A reader joins references with the text around them, as a browser does.
    reader.feed(parser.render(text))
    reader.close()
    return seen


@given(st.text(st.characters(codec="utf-8") | st.sampled_from(SIGNS), max_size=60))
@example(HOSTILE)
@example("ada@example.org https://e.vil http://x www.e.vil mailto:a@b.c")
@example('@all @a/b user/repo#1 #1 GH-12 !3 %4 &5 ^6 $7 ~bug ~"two words" :tada: JIRA-7')
@example("{+ added +} [- gone -] $$x$$ $`x`$ [vulnerability:1] [^1] - [ ] task")
@example("a\\|b|c \\\\| `|` ||| \\")
@example("**bold** _it_ ~~gone~~ <b>x</b> <!-- x --> &lt; &#64;all &amp;#64;all </details>")
def test_user_text_reads_as_it_was_written_and_nothing_in_it_is_alive(text: str) -> None:
    seen = rendered(f"| head | other |\n| --- | --- |\n| x {plain(text)} x | y |\n")
    body = "".join(seen.texts).split("\n")
    cells = [line for line in body if line]
    assert cells == ["head", "other", f"x {printable(text)} x", "y"]
    assert set(seen.tags) <= {"table", "thead", "tbody", "tr", "th", "td", "span"}
    assert [part for part in seen.texts if LIVE.search(part)] == []


def test_a_hostile_report_has_no_tags_but_ours(outcome: Outcome) -> None:
    seen = rendered(markdown.report(outcome))
    assert set(seen.tags) == {
        "h3", "table", "thead", "tbody", "tr", "th", "td", "strong", "a", "code", "span", "p",
        "details", "summary",
    }  # fmt: skip
    assert seen.tags.count("tr") == 10
    assert seen.tags.count("td") == 7 * 4 + 3


def test_a_row_says_what_is_wrong_where_whose_it_is_and_what_next(with_findings: OutcomeOf) -> None:
    seen = rendered(markdown.report(with_findings(ERROR, charters=1)))
    text = re.sub(r"\n+", "\n", "".join(seen.texts)).strip()
    assert text == (
        "1 charter checked as of 2026-11-22: 1 error\n"
        "What is wrong\nWhere\nWho owns it\nWhat next\n"
        "error: the escalation level 'operations' names nobody of Helix Cold Chain AB "
        "(escalation-two-sided)\n"
        "partnerships/alpha/partnership.yaml:280\n"
        "Ada <ada@example.org>\n"
        "Add 'helix: PERSON' to its contacts.\n"
        "trm check shows the lines; trm explain RULE shows what a rule requires, and why."
    )


def test_a_clean_portfolio_is_told_in_a_line(with_findings: OutcomeOf) -> None:
    assert markdown.report(with_findings()) == (
        "<!-- trm check -->\n\n### 4 charters checked as of 2026-11-22: no findings\n"
    )


def many(number: int, **changes: object) -> list[Finding]:
    return [
        replace(
            ERROR,
            message=f"the escalation level '{n}' names nobody of Helix Cold Chain AB",
            severity=list(Severity)[n % 3],
            **changes,  # type: ignore[arg-type]
        )
        for n in range(number)
    ]


def test_the_gravest_come_first(with_findings: OutcomeOf) -> None:
    levels = re.findall(r"\*\*(\w+):\*\*", markdown.report(with_findings(*many(9))))
    assert levels == ["error"] * 3 + ["warning"] * 3 + ["info"] * 3


def test_a_long_list_is_folded_and_nothing_is_lost(with_findings: OutcomeOf) -> None:
    text = markdown.report(with_findings(*many(50)))
    shown, _, folded = text.partition("<details>")
    assert shown.count("\n| **") + folded.count("\n| **") == 50
    assert 5 <= shown.count("\n| **") <= 10
    assert f"<summary>{folded.count(chr(10) + '| **')} more findings</summary>" in folded


def test_a_comment_is_never_longer_than_github_takes(with_findings: OutcomeOf) -> None:
    wordy = [replace(one, message=HOSTILE * 9, help=HOSTILE * 9) for one in many(900)]
    waived = [replace(one, waived="agreed") for one in wordy]
    text = markdown.report(with_findings(*wordy, *waived))
    assert len(text) < 65_536
    assert re.search(r"\d+ of them did not fit here; 'trm check' lists all\.", text)
    assert text.count("<details>") == text.count("</details>") == 2


def test_the_same_report_begins_with_the_same_mark(outcome: Outcome) -> None:
    assert markdown.report(outcome).splitlines()[0] == "<!-- trm check -->"


@pytest.mark.parametrize("length", [1, 3])
def test_a_comment_with_many_findings_fits_on_a_screen(
    browser: Browser, length: int, with_findings: OutcomeOf
) -> None:
    findings = [
        replace(one, message=one.message * length, help=one.help * length, path=path)
        for one in many(40)
        for path in [PurePosixPath("partnerships/northwind-cold-chain/partnership.yaml")]
    ]
    findings += [replace(one, waived="agreed with the board until the spring") for one in many(5)]
    body = (
        MarkdownIt("commonmark", {"html": True})
        .enable("table")
        .render(markdown.report(with_findings(*findings)))
    )
    letters = b64encode(_LETTERS.read_bytes()).decode()
    style = (
        f"@font-face {{font-family: text; src: url(data:font/woff2;base64,{letters})}}"
        "body, code {font: 14px/1.5 text} body {width: 780px; margin: 0} code {font-size: 12px;"
        " word-break: break-all} td, th {padding: 6px 13px; border: 1px solid}"
        " table {border-collapse: collapse}"
    )
    page = browser.new_page(viewport={"width": 780, "height": 100})
    page.set_content(f"<style>{style}</style>{body}")
    page.evaluate("document.fonts.ready")
    height = page.evaluate("document.documentElement.scrollHeight")
    page.close()
    assert 300 < height < 1000
