"""Pages as data, before any site generator sees them."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import PurePosixPath

from tests.publish.hiding import reference
from tests.publish.publishing import NOW, published, to
from tests.support import CHARTER, FOLDER, edited
from trm_policy.judging.catalogue import OWN, builtin, builtin_page
from trm_policy.model.charter import Charter
from trm_policy.model.shape import rows
from trm_policy.model.values import Override
from trm_policy.publish.build.charters import SiteOptions
from trm_policy.publish.build.search import search_text
from trm_policy.publish.build.site import judge_of, publish
from trm_policy.publish.page import Page
from trm_policy.publish.reference_pages import rule_pages
from trm_policy.source import InMemory
from trm_policy.starter import complete
from trm_policy.wording.addresses import FIELDS, RULE_BOOK

HELIX = "partnerships/meridian-helix.md"
MINUTES = "partnerships/meridian-helix/reviews/2026-10-20-qbr.md"
ESCALATION = "partnerships/meridian-helix/escalations/2026-003.md"
OPEN_ACTION = edited(("- [x] @nils Rehearse", "- [ ] @nils Rehearse"), path=MINUTES)


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


def test_the_scorecard_tells_status_variance_trend_and_forecast_of_each_kpi() -> None:
    few = "· fewer than 5 figures"
    assert tables(published().pages[HELIX])["KPIs"] == [
        ["KPI", "Status", "Latest", "Plan at that time", "Variance", "Trend",
         "Target and forecast"],
        ["On time in full % | Mikael Berg", "Green", "97.2 | 2026-10", "95.67",
         "1.53 percentage points better than plan",
         "↗ Improving | +0.35 a month, season not ruled out",
         "98 by 31 Dec 2027 | Forecast 100: on course"],
        ["Temperature excursions per 10,000 | Nils Dahl", "Green", "6.4 | 2026-10", "7.88",
         "1.48 better than plan | 18.8 % better", few, "4 by 31 Dec 2027"],
        ["Carbon per delivered pallet kg CO2e | Mikael Berg", "Green", "10.4 | 2026-Q3", "10.66",
         "0.26 kg CO2e better than plan | 2.5 % better", few, "8.5 by 30 Jun 2028"],
        ["Partner satisfaction score 1-5 | Sofia Ek", "Green", "3.9 | 2026, 12 May 2026",
         "3.76", "0.14 better than plan | 3.6 % better", few, "4.3 by 30 Jun 2027"],
        ["Days to settle an escalation working days | Ravi Menon", "Green", "2.6 | 2026-Q3",
         "7.99", "5.39 working days better than plan | 67.5 % better", few, "5 by 30 Jun 2027"],
    ]  # fmt: skip


def alone(name: str) -> Page:
    """The page of one charter of the reference portfolio, which has the directory beside it."""
    kept = (f"partnerships/{name}/", "partnerships/directory.yaml")
    files = {path: raw for path, raw in reference().items() if path.startswith(kept)}
    return published(files).pages[f"partnerships/{name}.md"]


def test_a_service_level_stands_in_the_scorecard_by_its_bound_and_says_whether_it_was_met() -> None:
    page = alone("tarnside-networks")
    trend = "↘ Worsening | −0.83 a month, since 2026-05, season not ruled out"
    assert tables(page)["KPIs"][3:5] == [
        ["Calls answered within a minute % | Tamsin Yates", "Amber",
         ("88.7 | 2026-10 | Missed: four of the desk left in September; "
          "credit of 420 GBP on the November invoice"), "90",
         "1.3 percentage points worse than the service level", trend, "at least 90 %"],
        ["Critical patches within 14 days | Bryony Marsh", "Green", "met | 2026-10", "met", "Met",
         "→ Steady", "met"],
    ]  # fmt: skip
    assert ">Service contract<" in page.html


def test_delegates_of_a_class_are_told_with_their_organisation() -> None:
    page = alone("cold-chain-commons")
    found = tables(page)
    assert found["Members of Conformance"] == [
        ["Member", "Party", "Role"],
        ["Matthias Egger", "Brenner Kühlfracht GmbH, Founding members", "Chair"],
        ["Siobhán Daly", "Connacht Provisions Ltd, Adopting members", "Member"],
        ["Dr Hamida Rashidi", "Delft Institute for Food Logistics, Academic members",
         "Observer, no vote"],
    ]  # fmt: skip
    assert "Counterparts" not in found  # the classes owe no owner to face that of the foundation
    assert "Founding members answer 3.95 of 5 on average in 2026" in page.html
    assert (">Consortium<" in page.html, ">Partner<" in page.html) == (True, False)


MEASURED = "partnerships/meridian-helix/measurements.csv"


def test_what_cannot_be_true_or_is_contradicted_is_told_beside_the_figure() -> None:
    raw = complete()[MEASURED]
    raw = raw.replace(b"otif,2026-10,97.2,", b"otif,2026-10,972,")
    raw = raw.replace(b"partner-satisfaction,2026,3.9,", b"partner-satisfaction,2026,4.9,")
    rows = tables(published({**complete(), MEASURED: raw}).pages[HELIX])["KPIs"]
    assert rows[1][1:5] == ["Unknown", "972 | 2026-10", "95.67", "Not plausible, expected 0 to 100"]
    assert rows[4][1:3] == ["Green", "4.9 | 2026, 12 May 2026 | But the survey of 2026 gives 3.9"]


def test_a_kpi_without_a_recent_figure_is_unknown_and_says_since_when() -> None:
    late = datetime(2027, 3, 1, tzinfo=UTC)
    page = published(now=late).pages[HELIX]
    row = tables(page)["KPIs"][1]
    assert (row[1], row[5]) == ("Unknown | Nothing since 2026-10", "· no recent figure")


def test_milestones_tell_whether_they_were_reached() -> None:
    html = published().pages[HELIX].html
    told = re.findall(r"<dt>Milestone</dt><dd>(.*?)</dd>", html)
    assert [re.sub(r"<[^>]*>", "", one) for one in told] == [
        "95 % 30 Jun 2026, reached",
        "9 per 10,000 30 Jun 2026, unknown",
        "10.5 kg CO2e 31 Dec 2026, reached early",
        "3.8 (score 1-5) 30 Jun 2026, reached",
        "9 working days 30 Jun 2026, reached",
    ]


def test_figures_are_late_when_the_settings_say_so() -> None:
    day = datetime(2026, 12, 10, tzinfo=UTC)

    def status(settings: bytes) -> str:
        files = {**complete(), "trm.toml": settings}
        page = published(files, now=day).pages[HELIX]
        return tables(page)["KPIs"][1][1]

    assert status(b"") == "Green"
    strict = b"[rules]\nmeasurement-fresh = {grace = 1}\n"
    assert status(strict) == "Unknown | Nothing since 2026-10"


def test_what_falls_due_is_listed_the_overdue_first_and_the_next_after_it() -> None:
    page = published(OPEN_ACTION).pages[HELIX]
    table = tables(page)["What falls due"]
    assert table[:3] == [
        ["Day", "What is due", "Who", "Kind"],
        ["6 Nov 2026 | 16 days late", "Action (20 Oct): Rehearse the Hull standby",
         "Nils Dahl", "Action"],
        ["23 Nov 2026 | tomorrow",
         "Commitment: 120 extra pallets a day in weeks 48 to 52", "Nils Dahl",
         "Commitment"],
    ]  # fmt: skip
    assert [row[0].split(" |")[0] for row in table[-2:]] == ["18 Jan 2027", "21 Jan 2027"]
    assert "After 21 Jan 2027 the next is 31 Mar 2027: Action" in page.html
    assert 'Overdue: 1 action. <a href="#due">' in page.html


def test_nothing_falls_due_in_a_partnership_that_is_over() -> None:
    page = published(edited(("status: active", "status: ended"))).pages[HELIX]
    assert "due" not in {heading.id for heading in page.headings}


def test_open_actions_tell_who_when_and_where_they_were_agreed() -> None:
    assert tables(published(OPEN_ACTION).pages[HELIX])["Open actions"] == [
        ["Action", "Who", "Due", "Agreed in"],
        ["Rehearse the Hull standby", "Nils Dahl", "6 Nov 2026 | 16 days late",
         "Quarterly business review | 20 Oct 2026"],
        ["Publish the forecast error by store", "Tom Ellis", "1 Dec 2026 | in 9 days",
         "Quarterly business review | 20 Oct 2026"],
        ["Draft the 2028 renewal options", "Ravi Menon", "31 Mar 2027 | in 4 months",
         "Annual strategic review | 14 Oct 2026"],
    ]  # fmt: skip


def test_decisions_of_the_last_minutes_are_prose_that_can_do_nothing() -> None:
    attack = "- **Peak** <script>alert(1)</script> [x](javascript:alert(2))"
    minutes = edited(("- Peak capacity is", attack + " is"), path=MINUTES)
    html = published(minutes).pages[HELIX].html
    told = html[html.index("<h3>Latest minutes</h3>") :]
    assert told.index("Quarterly business review") < told.index("20 Oct 2026")
    assert "<li><p><strong>Peak</strong> &lt;script&gt;alert(1)&lt;/script&gt; [x](java" in told
    assert "planned for 21 Oct 2026" in told


def test_minutes_of_a_charter_that_plans_no_review_are_told_all_the_same() -> None:
    text = complete()[CHARTER].decode()
    without = re.sub(r"^reviews:\n(?:[ #].*\n|\n)*", "", text, flags=re.MULTILINE)
    assert len(without) < len(text)
    files = {**complete(), CHARTER: without.encode()}
    html = published(files).pages[HELIX].html
    assert "<p><strong>qbr</strong>, " in html


def test_an_open_escalation_tells_the_next_deadline_by_both_clocks() -> None:
    files = edited(("settled_at: 2026-09-09T16:00+01:00\n", ""), path=ESCALATION)
    late = tables(published(files).pages[HELIX])["Open escalations"]
    assert late == [
        ["Escalation", "State", "Level", "Open for", "Next deadline"],
        ["Late trailers on the Leeds loop 2026-003 | Tom Ellis, 7 Sep 2026", "Overdue",
         "Relationship owners", "75 days 14 hours",
         ("Missed | To pass on to Directors"
         "Thu 10 Sep 2026, 10:15 | Meridian Foods plc (Europe/London)"
         "Thu 10 Sep 2026, 11:15 | Helix Cold Chain AB (Europe/Stockholm)")],
    ]  # fmt: skip


def test_a_settled_escalation_tells_how_high_it_went_how_long_it_took_and_what_came_of_it() -> None:
    assert tables(published().pages[HELIX])["Settled escalations"][1:] == [
        ["Late trailers on the Leeds loop 2026-003 | Tom Ellis, 7 Sep 2026", "Settled",
         "Relationship owners", "2 days 5 hours", "9 Sep 2026",
         ("Two trailers were off the road. Helix moved one from Hull; both sides agreed a spare "
          "for the loop until the end of the year.")],
    ]  # fmt: skip


def test_the_escalation_matrix_tells_whom_when_and_what_on_both_sides() -> None:
    matrix = tables(published().pages[HELIX])["Escalation matrix"]
    assert matrix[0] == ["Level", "Meridian Foods plc", "Helix Cold Chain AB", "Deadlines",
                         "Authority and output"]  # fmt: skip
    assert matrix[2] == [
        "2 Relationship owners | Channel: call, then e-mail",
        "Ravi Menon | ravi.menon@meridian.example | Deputy: Tom Ellis",
        "Sofia Ek | sofia.ek@helix.example | Deputy: Nils Dahl",
        "Acknowledge within: 4 working hours | Escalate after: 2 working days",
        "Spend up to 20,000 EUR | Output: Agreed corrective action",
    ]


def test_an_obligation_tells_when_it_is_due_since_when_it_is_late_and_what_was_escalated() -> None:
    owed = """
obligations:
  report: {what: Report it, by: helix, within: 24 hours, after: the incident}
  audit: {what: Audit, by: helix, every: quarterly, before: 2026-03-31, met_for: 2026-06-30}
  plan: {what: Plan, by: all, before: 2027-01-10}
  lists: {what: Lists, by: steering, before: 2026-10-01, met_for: 2026-10-01}
commitments:"""
    raised = ("raised_at:", "obligation: report\nraised_at:")
    files = edited(("\ncommitments:", owed)) | {
        ESCALATION: edited(raised, path=ESCALATION)[ESCALATION]
    }
    rows = tables(published(files).pages[HELIX])["Obligations"]
    assert [tuple(row[2:4]) for row in rows] == [
        ("When", "Status"),
        ("within 24 hours after the incident", "2026-003: settled too late, 9 Sep 2026"),
        (
            "quarterly, by 31 March 2026",
            "Late: was due 30 Sep 2026Met for 30 Jun 2026Next due 31 Dec 2026 in 6 weeks",
        ),
        ("by 10 January 2027", "Next due 10 Jan 2027 in 7 weeks"),
        ("by 1 October 2026", "Met for 1 Oct 2026"),
    ]


def test_the_seats_of_a_class_or_a_party_say_how_many_of_whom_and_whether_they_vote() -> None:
    seats = (
        "- {for: helix, seats: 2, elected_by: operations, term_of_office: 2 years}\n"
        "      - {for: carriers, each: 1, role: observer}\n      - {"
    )
    files = edited(
        ("\npeople:", "\n  carriers: {name: Carriers, members: [], role: Carriers}\npeople:"),
        ("      - {person: ada, role: co", f"      {seats}person: ada, role: co"),
    )
    html = published(files).pages[HELIX].html
    elected = "elected by Operations board, for 2 years"
    told = f'<p>Helix Cold Chain AB: 2 members <span class="trm-soft">{elected}</span></p>'
    assert told in html
    assert "<p>Carriers: 1 observer for each organisation, no vote</p>" in html


def test_a_term_of_a_known_start_and_length_tells_its_last_day() -> None:
    long = ("  end: 2028-12-31\n", "  duration: 3 years\n  renews_for: 1 year\n")
    assert (
        "since 1 Jan 2025, for 3 years, until 31 Dec 2027, then renewed for 1 year"
        in published(edited(long)).pages[HELIX].html
    )


def test_what_is_noted_of_a_service_level_stands_beside_its_figure() -> None:
    """They name what was credited, and are for partners even where the figure is public."""
    figures = "partnerships/meridian-helix/measurements.csv"
    level = ("    target: {value: 98, by: 2027-12-31}\n", "    threshold: {at_least: 98}\n")
    files = edited(
        level, ("audience: partner", "audience: public\nvisibility: {kpis.otif: public}")
    )
    files[figures] += b"otif,2026-09,96,Credit of 100 EUR\notif,2026-10,97.1,Credit of 200 EUR\n"
    for audience, told in (("public", False), ("partner", True), ("internal", True)):
        site = published(files, SiteOptions(audience=Override.parse(audience)))
        html = site.pages[HELIX].html
        assert "97.1" in html
        assert [f"Credit of {sum_} EUR" in html for sum_ in (100, 200)] == [told, told]


def test_reviews_are_listed_with_their_next_days() -> None:
    assert tables(published().pages[HELIX])["Reviews"][1:3] == [
        ["Weekly operations board Operational", "Weekly", "25 Nov 2026 in 3 days",
         "no minutes kept", "Operations board"],
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
    assert "This charter does not cover: Vision and rationale, Scope, Goals" in page.html


def test_a_page_leaves_out_what_waits_to_be_filled_in_and_lists_it_as_missing() -> None:
    files = edited(
        ("      - Guaranteed peak capacity\n", "      - TBD\n"),
        (
            "endgame: Mediation in London within 30 days, then arbitration under the SCC rules.",
            "endgame: TBD",
        ),
        ("    name: Tom Ellis\n", "    name: TBD (tom)\n"),
    )
    page = published(files).pages[HELIX].html
    assert "Lower spoilage" in page
    told = re.findall(r"[\w.]+ still contains the placeholder \S+", page)
    assert {one.split()[0] for one in told} == {
        *("people.tom.name", "parties.meridian.gets.1", "escalation.endgame"),
    }
    assert page.count("TBD") == len(told)


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


def copies(**changes: tuple[tuple[bytes, bytes], ...]) -> dict[str, bytes]:
    """The complete portfolio with copies of its charter, each with replacements in all its files.

    A copy's title begins with its name.
    """
    files = dict(complete())
    start = "partnerships/meridian-helix/"
    for name, edits in changes.items():
        for path, raw in complete().items():
            if path.startswith(start):
                for old, new in ((b"title: Meridian", b"title: " + name.encode()), *edits):
                    raw = raw.replace(old, new)  # noqa: PLW2901 - one replacement after the other
                files[f"partnerships/{name}/{path.removeprefix(start)}"] = raw
    return files


def test_the_overview_puts_the_one_with_most_trouble_first_and_what_is_over_last() -> None:
    overdue = (b"- [x] @nils", b"- [ ] @nils")
    red = (b"otif,2026-10,97.2", b"otif,2026-10,80")
    opened = (b"settled_at: 2026-09-09T16:00+01:00\n", b"")
    files = copies(
        escalated=(opened,),
        small=((b"tier: strategic", b"tier: transactional"),),
        over=((b"status: active", b"status: ended"), overdue, red, opened),
        red=(red, opened),
        overdue=(overdue,),
    )
    page = published(files).pages["index.md"]
    board = tables(page)["All partnerships"]
    names = [row[0].split(" ")[0] for row in board[1:]]
    assert names == ["overdue", "red", "escalated", "Meridian", "small", "over"]
    late = "1 open escalation | 1 past a deadline"
    assert [row[2] for row in board[1:]] == [
        "Needs attention | 1 overdue oldest 16 days", f"Needs attention | {late}",
        f"Needs attention | {late}", "On course", "On course", f"Ended | {late}",
    ]  # fmt: skip
    assert board[2][3].startswith("1 red 4 green")
    strip = " ".join(re.sub(r"<[^>]*>", " ", page.html[: page.html.index("As of")]).split())
    assert strip.endswith("1 overdue 1 red KPI 2 open escalations Calendar Data")
    worries = page.html[page.html.index("needs-attention") :]
    told = re.findall(r'href="index.md -&gt; partnerships/([^"]*)">([^<]*)</a></li>', worries)
    assert ("escalated.md#escalation", "1 open escalation, 1 past a deadline") in told
    assert ("red.md#kpi-otif", "Red KPI: On time in full") in told
    agreed = "Action (20 Oct): Rehearse the Hull standby (Nils Dahl)"
    assert ("overdue.md#due", f"Overdue since 6 Nov 2026: {agreed}") in told


def test_the_overview_tells_what_falls_due_next() -> None:
    assert tables(published().pages["index.md"])["All partnerships"] == [
        ["Partnership", "Tier and stage", "Health", "KPIs", "Next due", "Complete"],
        [("Meridian Foods and Helix Cold Chain | Supplier · Helix Cold Chain AB"
          " | Owners: Ravi Menon, Sofia Ek"),
         "Strategic | Value creation | Active", "On course", "5 green",
         "23 Nov 2026 | Commitment", "100 %"],
    ]  # fmt: skip


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
        ["escalation-two-sided | Each escalation level names one contact from each party.",
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
    assert "This rule has no further description yet." in pages[f"rules/{rule.name}.md"].html
    assert "Nothing more" not in rule_pages([rule], builtin_page, to)[f"rules/{rule.name}.md"].html


NEITHER = edited(
    ("quorum: {members: 4, each_party: 1}", "quorum: {members: 9, each_party: 1}"),
    ("exit:\n", "extensions:\n"),
)
"""A quorum that cannot be reached, and no plan for the exit."""


def test_a_charter_tells_family_by_family_how_much_is_in_place() -> None:
    page = published(NEITHER).pages[HELIX]
    table = tables(page)["Completeness"]
    assert table[0] == ["Required parts", "In place", "Partly", "Missing", "Not relevant"]
    rows = {row[0]: row[1:] for row in table[1:]}
    assert rows["Committees"][1:] == ["1", "0", "0"]
    assert int(rows["Information, risk and exit"][2]) >= 1
    assert sum(int(row[3]) for row in rows.values()) == 0


def test_what_is_partly_in_place_links_to_its_rule_and_says_why() -> None:
    html = published(NEITHER).pages[HELIX].html
    lacking = html[html.index("<h3>Required and partly in place</h3>") :]
    assert f'<a href="{HELIX} -&gt; rules/quorum-reachable.md">quorum-reachable</a>' in lacking
    assert (
        "<li>The quorum of the committee &#39;steering&#39; is 9 voting members, but it has 4, so "
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
