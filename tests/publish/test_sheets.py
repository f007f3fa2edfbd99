"""Pages beside a charter: the escalation matrix to print, and what the next review looks at."""

from __future__ import annotations

import re

from playwright.sync_api import Browser

from tests.publish.across.reading import pages, tables, words
from tests.publish.browsing import PHONE, visit
from tests.support import edited

MATRIX = "partnerships/meridian-helix/escalation.md"
NEXT = "partnerships/meridian-helix/next-review.md"
PUBLIC = edited(("audience: partner ", "audience: public "))


def test_the_matrix_tells_both_sides_with_their_deputies_and_how_to_reach_them() -> None:
    page = pages()[MATRIX]
    assert tables(page)["Escalation matrix"][2] == [
        "2 Relationship owners | Channel: call, then e-mail",
        "Ravi Menon | ravi.menon@meridian.example | Deputy: Tom Ellis | tom.ellis@meridian.example",
        "Sofia Ek | sofia.ek@helix.example | Deputy: Nils Dahl | nils.dahl@helix.example",
        "Acknowledge by: 4 working hours | Escalate after: 2 working days",
        "Spend up to 20,000 EUR | Output: Agreed corrective action",
    ]
    assert [one.title for one in page.headings] == [
        "What starts it", "Whom to tell", "After the last level",
    ]  # fmt: skip
    link = f'href="partnerships/meridian-helix.md -&gt; {MATRIX}"'
    assert link in pages()["partnerships/meridian-helix.md"].html


def test_the_next_review_has_its_pack_for_those_who_read_records() -> None:
    told = words(pages("partner:helix")[NEXT].html)
    assert "Quarterly business review 21 January 2027, in 2 months" in told
    assert "Loss of the Leeds depot Nils Dahl 2 × 5 = 10" in told


def test_the_public_gets_neither() -> None:
    public = pages("public", PUBLIC)
    assert {MATRIX, NEXT} & public.keys() == set()
    assert "next-review" not in public["partnerships/meridian-helix.md"].html


def test_a_partnership_that_is_over_has_no_next_review() -> None:
    assert NEXT not in pages(files=edited(("status: active", "status: ended")))


def test_a_matrix_of_two_and_one_of_three_parties_print_on_one_page_each(
    browser: Browser, reference_site: str
) -> None:
    printed = {}
    with visit(browser, reference_site, PHONE) as seen:
        for name in ("meridian-helix", "calder-mill-neighbours"):
            paper = seen.go(f"partnerships/{name}/escalation/").pdf(prefer_css_page_size=True)
            printed[name] = len(re.findall(rb"/Type\s*/Page\b", paper))
            assert seen.overflow() <= 0
    assert printed == {"meridian-helix": 1, "calder-mill-neighbours": 1}
