"""Pages as data, before any site generator sees them."""

from __future__ import annotations

from datetime import UTC, datetime
from html.parser import HTMLParser

from tests.support import FOLDER, edited
from trm_policy.catalog import builtin
from trm_policy.model.charter import Charter
from trm_policy.model.shape import rows
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.publish.page import Link, Page
from trm_policy.publish.publication import Publication, publish
from trm_policy.publish.search_text import search_text
from trm_policy.source import InMemory
from trm_policy.starter import complete

NOW = datetime(2026, 11, 22, tzinfo=UTC)
HELIX = "partnerships/meridian-helix.md"


class _Tables(HTMLParser):
    """Collects the cells of every table, row by row, by the name of the region it stands in."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[list[str]]] = {}
        self._region = ""
        self._in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        if named.get("role") == "region":
            self._region = named["aria-label"] or ""
            self.found[self._region] = []
        elif tag == "tr":
            self.found[self._region].append([])
        elif tag in ("td", "th"):
            self.found[self._region][-1].append("")
            self._in_cell = True
        elif tag == "br" and self._in_cell:
            self.found[self._region][-1][-1] += " | "

    def handle_endtag(self, tag: str) -> None:
        self._in_cell = self._in_cell and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self._in_cell:
            self.found[self._region][-1][-1] += data


def tables(page: Page) -> dict[str, list[list[str]]]:
    parser = _Tables()
    parser.feed(page.html)
    return {
        name: [[" ".join(cell.split()) for cell in row] for row in rows]
        for name, rows in parser.found.items()
    }


def to(path: str) -> Link:
    return lambda other: f"{path} -> {other}"


def published(files: dict[str, bytes] | None = None) -> Publication:
    return publish(PortfolioReader(InMemory(files or dict(complete())), FOLDER), NOW, to)


def test_the_scorecard_tells_latest_plan_and_status_of_each_kpi() -> None:
    assert tables(published().pages[HELIX])["KPIs"][1:] == [
        ["On time in full %", "Green | 1.53 better than plan", "97.2 | 2026-10", "95.67",
         "98 | 31 Dec 2027", "Mikael Berg"],
        ["Temperature excursions per 10,000", "Green | 1.48 better than plan", "6.4 | 2026-10",
         "7.88", "4 | 31 Dec 2027", "Nils Dahl"],
        ["Carbon per delivered pallet kg CO2e", "Green | 0.26 better than plan",
         "10.4 | 2026-Q3", "10.66", "8.5 | 30 Jun 2028", "Mikael Berg"],
        ["Partner satisfaction score 1-5", "Amber | 0.15 worse than plan", "3.9 | 2026", "4.05",
         "4.3 | 30 Jun 2027", "Sofia Ek"],
        ["Days to settle an escalation working days", "Green | 5.49 better than plan",
         "2.5 | 2026-Q3", "7.99", "5 | 30 Jun 2027", "Ravi Menon"],
    ]  # fmt: skip


def test_the_escalation_matrix_tells_whom_when_and_what_on_both_sides() -> None:
    matrix = tables(published().pages[HELIX])["Escalation matrix"]
    assert matrix[0] == ["Level", "Meridian Foods plc", "Helix Cold Chain AB", "By the clock",
                         "May decide, leaves behind"]  # fmt: skip
    assert matrix[2] == [
        "2 Relationship owners | Channel: call, then e-mail",
        "Ravi Menon | ravi.menon@meridian.example | Deputy: Tom Ellis",
        "Sofia Ek | sofia.ek@helix.example | Deputy: Nils Dahl",
        "Acknowledge by: 4 working hours | Escalate after: 2 working days",
        "Spend up to 20,000 EUR | Output: Agreed corrective action",
    ]


def test_reviews_are_listed_with_their_next_days() -> None:
    assert tables(published().pages[HELIX])["Reviews"][1:3] == [
        ["Weekly operations board Operational", "Weekly", "25 Nov 2026 in 3 days", "–",
         "Operations board"],
        ["Quarterly business review Performance", "Quarterly", "21 Jan 2027 in 2 months",
         "20 Oct 2026", "Joint steering committee"],
    ]  # fmt: skip


def test_a_charter_of_the_barest_kind_has_a_page_that_names_what_is_missing() -> None:
    bare = b"""
title: A and B
host: a
relationship: partner
tier: transactional
term: {}
parties: {a: {}, b: {}}
people: {}
owners: {}
"""
    page = published({"partnerships/a-b/partnership.yaml": bare}).pages["partnerships/a-b.md"]
    assert [heading.title for heading in page.headings] == ["Health at a glance", "Parties"]
    assert "This charter says nothing about: Vision and rationale, Scope, Goals" in page.html


def test_own_keys_stand_under_their_own_heading() -> None:
    files = edited(("waivers: []", "extensions: {cost_centre: CC-1}"))
    page = published(files).pages[HELIX]
    assert [heading.title for heading in page.headings][-1] == "Our own keys"


def test_dependencies_link_to_the_page_of_the_other_partnership() -> None:
    files = edited(("depends_on: []", "depends_on: [other, nobody]"))
    charter = files["partnerships/meridian-helix/partnership.yaml"]
    other = charter.replace(b"title: Meridian Foods and Helix", b"title: The other of Helix")
    page = published({**files, "partnerships/other/partnership.yaml": other}).pages[HELIX]
    link = f'<a href="{HELIX} -&gt; partnerships/other.md">The other of Helix Cold Chain</a>'
    assert f"It depends on {link}, nobody." in page.html


def test_the_overview_puts_strategic_first_and_what_is_over_last() -> None:
    files = dict(complete())
    charter = files["partnerships/meridian-helix/partnership.yaml"]
    for name, old, new in (
        ("small", b"tier: strategic", b"tier: transactional"),
        ("over", b"status: active", b"status: ended"),
    ):
        changed = charter.replace(old, new).replace(b"title: Meridian", b"title: " + name.encode())
        files[f"partnerships/{name}/partnership.yaml"] = changed
    board = tables(published(files).pages["index.md"])["All partnerships"]
    assert [row[0].split(" ")[0] for row in board[1:]] == ["Meridian", "small", "over"]


def test_every_rule_has_a_page_and_stands_in_the_index() -> None:
    pages = published().pages
    for rule in builtin():
        assert pages[f"rules/{rule.name}.md"].title == rule.name
        assert f'-&gt; rules/{rule.name}.md">{rule.name}</a>' in pages["rules/index.md"].html


def test_every_field_of_the_format_stands_in_the_reference() -> None:
    html = published().pages["reference/fields.md"].html
    for row in rows(Charter):
        place = ".".join("…" if part == "*" else part for part in row.place)
        assert f"<code>{place}</code>" in html


def test_the_search_gets_the_headings_and_the_words_of_a_page() -> None:
    html = (
        '<h1 id="a">T &lt;x&gt;</h1><nav>jump</nav><p>one <b title="q">two</b></p>'
        '<h2 id="b">S</h2><ul><li>three</li><li>&lt;img&gt;</li></ul>'
    )
    assert search_text(html) == (
        '<p></p><h1 id="a">T &lt;x&gt;</h1><p>one two</p><h2 id="b">S</h2><p>three &lt;img&gt;</p>'
    )
