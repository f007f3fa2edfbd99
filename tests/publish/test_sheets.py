"""Pages beside a charter: the escalation matrix to print, and what the next review looks at."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Browser

from tests.diff.editing import charter_data
from tests.publish.across.reading import pages, tables, words
from tests.publish.browsing import DESKTOP, PHONE, served, trm, visit, written
from tests.support import CHARTER, edited, yaml_of
from trm_policy.starter import complete

MATRIX = "partnerships/meridian-helix/escalation.md"
NEXT = "partnerships/meridian-helix/next-review.md"
PUBLIC = edited(("audience: partner ", "audience: public "))


def test_the_matrix_tells_both_sides_with_their_deputies_and_how_to_reach_them() -> None:
    page = pages()[MATRIX]
    assert tables(page)["Escalation matrix"][2] == [
        "2 Relationship owners | Channel: call, then e-mail",
        "Ravi Menon | ravi.menon@meridian.example | Deputy: Tom Ellis | tom.ellis@meridian.example",
        "Sofia Ek | sofia.ek@helix.example | Deputy: Nils Dahl | nils.dahl@helix.example",
        "Acknowledge within: 4 working hours | Escalate after: 2 working days",
        "Spend up to 20,000 EUR | Output: Agreed corrective action",
    ]
    assert [one.title for one in page.headings] == [
        "Triggers", "Contacts by level", "After the last level",
    ]  # fmt: skip
    link = f'href="partnerships/meridian-helix.md -&gt; {MATRIX}"'
    assert link in pages()["partnerships/meridian-helix.md"].html


def test_the_next_review_has_its_pack_for_those_who_read_records() -> None:
    told = words(pages("partner:helix")[NEXT].html)
    assert "Quarterly business review 21 January 2027 · in 2 months" in told
    assert "Loss of the Leeds depot Nils Dahl 2 × 5 = 10" in told


def test_the_public_gets_neither() -> None:
    public = pages("public", PUBLIC)
    assert {MATRIX, NEXT} & public.keys() == set()
    assert "next-review" not in public["partnerships/meridian-helix.md"].html


def test_a_partnership_that_is_over_has_no_next_review() -> None:
    assert NEXT not in pages(files=edited(("status: active", "status: ended")))


def test_a_matrix_of_two_and_one_of_three_parties_print_on_one_page_each(
    browser: Browser, reference_pages: str
) -> None:
    printed = {}
    with visit(browser, reference_pages, PHONE) as seen:
        for name in ("meridian-helix", "calder-mill-neighbours"):
            paper = seen.go(f"partnerships/{name}/escalation/").pdf(prefer_css_page_size=True)
            printed[name] = len(re.findall(rb"/Type\s*/Page\b", paper))
            assert seen.overflow() <= 0
    assert printed == {"meridian-helix": 1, "calder-mill-neighbours": 1}


def test_five_parties_with_long_names_stand_beside_each_other_on_one_printed_page(
    browser: Browser, tmp_path: Path
) -> None:
    data = charter_data()
    long = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
    for number in (3, 4, 5):
        person = {"name": f"{long} {number}", "party": f"party-{number}", "title": "Leiterin"}
        person["email"] = f"maximiliane.von.hohenlohe.waldenburg.{number}@donaudampf.example"
        data["parties"][f"party-{number}"] = {"name": f"{long} {number}", "country": "AT"}
        data["people"][f"person-{number}"] = person
        for level in data["escalation"]["levels"]:
            level["contacts"][f"party-{number}"] = f"person-{number}"
    root = written(tmp_path, {**complete(), CHARTER: yaml_of(data)})
    done = trm("-C", str(root), "site", "build", "--as-of", "2026-11-22")
    assert done.return_value == 0, done.output
    with served(root / "build" / "site") as address:
        with visit(browser, address, DESKTOP) as seen:
            page = seen.go("partnerships/meridian-helix/escalation/")
            region = page.get_by_role("group", name="Escalation matrix")
            wider = region.evaluate("box => box.scrollWidth - box.clientWidth")
            paper = page.pdf(prefer_css_page_size=True)
        with visit(browser, address, PHONE) as seen:
            for path in ("", "partnerships/meridian-helix/", "people/"):
                seen.go(path)
                assert (path, seen.overflow()) == (path, 0)
    assert (wider, len(re.findall(rb"/Type\s*/Page\b", paper))) == (0, 1)
