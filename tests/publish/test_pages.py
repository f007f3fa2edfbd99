"""Pages as data, before any site generator sees them."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import PurePosixPath

from tests.support import CHARTER, FOLDER, edited
from trm_policy.addresses import FIELDS, RULE_BOOK
from trm_policy.catalog import OWN, builtin, builtin_page
from trm_policy.model.charter import Charter
from trm_policy.model.shape import rows
from trm_policy.publish.judging import judge_of
from trm_policy.publish.page import Link, Page
from trm_policy.publish.publication import Publication, publish
from trm_policy.publish.rulebook_pages import rule_pages
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
        if named.get("role") == "group":
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
    return publish(judge_of(InMemory(files or dict(complete())), FOLDER, NOW), to)


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
    titles = [heading.title for heading in page.headings]
    assert titles == ["Health at a glance", "Parties", "Completeness"]
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


def test_every_finding_has_an_anchor_in_the_rule_book_and_no_two_share_one() -> None:
    page = published().pages[RULE_BOOK]
    found = re.findall(r' id="([^"]+)"', page.html)
    assert set(found) >= {*(rule.name for rule in builtin()), *OWN}
    assert [name for name, times in Counter(found).items() if times > 1] == []


def test_the_rule_book_tells_severity_by_tier_and_source() -> None:
    book = tables(published().pages[RULE_BOOK])
    assert book["Escalation"][0] == ["Rule", "Strategic", "Preferred", "Transactional", "Source"]
    assert [row for row in book["Escalation"] if row[0].startswith("escalation-two-sided")] == [
        ["escalation-two-sided | Each escalation level names one person of each party.",
         "Error", "Error", "–",
         "The published GovWifi memorandum names only the provider's people; it fails this rule."],
    ]  # fmt: skip
    assert book["Found by the tool itself"][1] == ["yaml", "The text of a file can be read."]


def test_every_rule_names_its_source() -> None:
    book = tables(published().pages[RULE_BOOK])
    rows = [row for name, table in book.items() if table[0][-1] == "Source" for row in table]
    assert [row[0] for row in rows if row[-1] == "–"] == []


def test_a_rule_whose_page_is_not_written_is_shown_by_its_demand() -> None:
    rule = builtin()[0]
    pages = rule_pages([rule], lambda _: None, to)
    assert rule.demand in pages[f"rules/{rule.name}.md"].html
    assert "Nothing more is written about this rule yet." in pages[f"rules/{rule.name}.md"].html
    assert "Nothing more" not in rule_pages([rule], builtin_page, to)[f"rules/{rule.name}.md"].html


NEITHER = edited(
    ("quorum: {members: 4, each_party: 1}", "quorum: {members: 9, each_party: 1}"),
    ("exit:\n", "extensions:\n"),
)
"""A quorum that cannot be reached, and no plan for the exit."""


def test_a_charter_tells_family_by_family_how_much_is_in_place() -> None:
    page = published(NEITHER).pages[HELIX]
    table = tables(page)["Completeness"]
    assert table[0] == ["Asked about", "In place", "Partly", "Missing", "Not relevant"]
    rows = {row[0]: row[1:] for row in table[1:]}
    assert rows["Committees"][1:] == ["1", "0", "0"]
    assert int(rows["Information, risk and exit"][2]) >= 1
    assert sum(int(row[3]) for row in rows.values()) == 0


def test_what_is_partly_in_place_links_to_its_rule_and_says_why() -> None:
    html = published(NEITHER).pages[HELIX].html
    lacking = html[html.index("<h3>Partly in place</h3>") :]
    assert f'<a href="{HELIX} -&gt; rules/quorum-reachable.md">quorum-reachable</a>' in lacking
    assert (
        "<li>The quorum of the committee &#39;steering&#39; is 9 voting members, but it has 4: "
        "it can never decide.</li>"
    ) in lacking


def test_what_is_not_relevant_is_counted_as_such() -> None:
    text = complete()[CHARTER].decode()
    start, end = text.index("\nmaturity:"), text.index("\nexit:")
    away = text[:start] + "\nnot_applicable: {maturity: Too young for it}" + text[end:]
    table = tables(published({**complete(), CHARTER: away.encode()}).pages[HELIX])["Completeness"]
    assert sum(int(row[4]) for row in table[1:]) >= 1


def test_the_overview_tells_how_complete_each_charter_is() -> None:
    assert [row[-1] for row in tables(published().pages["index.md"])["All partnerships"]] == [
        "Complete",
        "100 %",
    ]
    faulty = tables(published(NEITHER).pages["index.md"])["All partnerships"][1][-1]
    assert re.fullmatch(r"\d\d % \| \d+ missing \| \d+ partly", faulty)


def test_settings_decide_what_counts_and_foreign_rules_are_no_hindrance() -> None:
    off = b'[rules]\nquorum-reachable = "off"\nour-own-check = {severity = "error", most = 3}\n'
    html = published({**NEITHER, "trm.toml": off}).pages[HELIX].html
    assert "quorum-reachable" not in html


def test_each_charter_is_read_once_even_where_another_needs_its_title() -> None:
    class Counting(InMemory):
        def read(self, path: PurePosixPath) -> bytes | None:
            times[path.as_posix()] += 1
            return super().read(path)

    times: Counter[str] = Counter()
    files = edited(("depends_on: []", "depends_on: [the-other]"))
    files["partnerships/the-other/partnership.yaml"] = complete()[CHARTER]
    publish(judge_of(Counting(files), FOLDER, NOW), to)
    charters = {path: count for path, count in times.items() if path.endswith("partnership.yaml")}
    assert charters == {CHARTER: 1, "partnerships/the-other/partnership.yaml": 1}


def test_a_stacked_table_says_what_each_of_its_parts_is() -> None:
    html = published().pages[HELIX].html
    for table in re.findall(r'<table class="[^"]*trm-stack.*?</table>', html, re.DOTALL):
        parts = re.findall(r"<(?:table|thead|tbody|tr|th|td)\b[^>]*>", table)
        assert [part for part in parts if " role=" not in part] == []


def test_every_field_of_the_format_stands_in_the_reference() -> None:
    html = published().pages[FIELDS].html
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
