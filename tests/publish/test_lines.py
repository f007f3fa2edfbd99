"""Links from facts to the lines that state them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import pytest

from tests.publish.publishing import SHARED, published
from tests.publish.test_pages import HELIX
from tests.support import CHARTER, FOLDER
from trm_policy.model.audience import Override
from trm_policy.publish.build.cache import PageCache
from trm_policy.publish.build.charters import SiteOptions
from trm_policy.publish.evidence import Lines
from trm_policy.publish.page import Page
from trm_policy.starter import complete
from trm_policy.wording.addresses import HEALTH, MATURITY, NETWORK, SEGMENTATION, WARNINGS

GITHUB = "https://github.com/ours/governance/blob/main/{path}#L{line}"


CHARTER_FOLDER = CHARTER.rpartition("/")[0]
LINK = re.compile(r'href="https://github.com/ours/governance/blob/main/([^"#]*)#L(\d+)"')


def pages(
    audience: str = "internal",
    pattern: str = GITHUB,
    files: Mapping[str, bytes] | None = None,
    cache: PageCache = SHARED,
) -> dict[str, Page]:
    options = SiteOptions(Override.parse(audience), lines=Lines.parse(pattern))
    return published(files, options, cache=cache).pages


def html(audience: str = "internal", pattern: str = GITHUB) -> str:
    return pages(audience, pattern)[HELIX].html


def stated(page: Page, files: Mapping[str, bytes] | None = None) -> list[str]:
    """The lines that a page leads to, as they are written, in its order."""
    found = files or complete()
    return [
        found[path].decode().splitlines()[int(number) - 1].strip()
        for path, number in LINK.findall(page.html)
    ]


def begun(page: Page) -> list[str]:
    """What stands before the first colon or bracket of each of these lines."""
    return [re.split(r"[:{(]", line)[0].removeprefix("- ").strip() for line in stated(page)]


def test_sections_and_kpis_lead_to_the_lines_that_state_them() -> None:
    text = complete()[CHARTER].decode().splitlines()
    found = LINK.findall(html())
    told = {
        text[int(number) - 1].split(":")[0].strip() for path, number in found if path == CHARTER
    }
    assert {path.removeprefix(f"{CHARTER_FOLDER}/") for path, _ in found} == {
        "partnership.yaml",
        "reviews/2026-05-12-health.md",
        "reviews/2026-10-14-annual.md",
        "reviews/2026-10-20-qbr.md",
        "escalations/2026-003.md",
        "measurements.csv",
        "surveys/2026.csv",
    }
    assert told >= {
        "vision", "goals", "freshness", "kpis", "otif", "steering", "helix", "sofia", "escalation",
        "- id", "store-at-risk", "qbr", "driver-rota", "depot-loss", "peak-capacity", "solar-depot",
        "supply-chain", "exit",
    }  # fmt: skip


def test_people_and_committees_lead_to_who_gives_them_their_part() -> None:
    assert begun(pages()["people/index.md"]) == [
        "sponsors", "jonas", "lead", "mikael", "nils", "ravi", "sofia", "tom",
        "steering", "operations", "sponsors", "owners", "loading", "commercial", "network",
    ]  # fmt: skip


def test_a_deputy_whom_the_directory_alone_names_is_led_to_there() -> None:
    kim = "people:\n  kim:\n    name: Kim Deputy\n    organisation: meridian-foods\n"
    directory = f"{FOLDER}/directory.yaml"
    raw = complete()[directory].decode().replace("people:\n", kim, 1)
    files = {**complete(), directory: raw.replace("deputy: lena", "deputy: kim").encode()}
    page = pages(files=files)["people/index.md"]
    row = page.html[page.html.index("Kim Deputy<br>") :].partition("</tr>")[0]
    assert stated(replace(page, html=row), files) == ["kim:"]


def test_each_review_of_the_year_leads_to_its_rhythm() -> None:
    assert begun(pages()["year/index.md"]) == [
        "qbr", "qbr", "health", "qbr", "annual", "qbr", "weekly",
    ]  # fmt: skip


def test_actions_and_decisions_lead_to_the_minutes_that_say_so() -> None:
    assert stated(pages()["actions/index.md"]) == [
        "- [ ] @tom Publish the forecast error by store (due 2026-12-01)",
        "- [ ] @ravi Draft the 2028 renewal options (due 2027-03-31)",
        "- [x] @nils Rehearse the Hull standby (due 2026-11-06)",
        "- [x] @sofia Start the weekly flash (due 2026-06-05)",
        "- Peak capacity is released from week 47, a week early.",
        "- The alliance is renewed in principle to the end of 2028; the term stands.",
        "- Communication scores lowest on both sides; the weekly flash starts in June.",
    ]


@pytest.mark.parametrize(
    ("path", "lines"),
    [
        ("initiatives/index.md", ["solar-depot"]),
        ("risks/index.md", ["depot-loss", "forecast-drift", "key-person"]),
        (HEALTH, ["title"]),
        (MATURITY, ["customer-service", "human-resources", "supply-chain", "knowledge"]),
        (WARNINGS, ["meridian,communication,3.8,10", "helix,communication,3.2,10"]),
        (
            SEGMENTATION,
            [
                "tier", "tier", "joint-revenue-growth", "operational-risk",
                "technical-complementarity", "spend",
            ],
        ),
    ],
)  # fmt: skip
def test_each_row_across_the_partnerships_leads_to_what_states_it(
    path: str, lines: list[str]
) -> None:
    assert begun(pages()[path]) == lines


def test_the_pack_of_a_review_leads_to_what_it_looks_at() -> None:
    due = [
        *("due", "weekly", "[ ] @tom Publish the forecast error by store"),
        *("[ ] @ravi Draft the 2028 renewal options", "review_by", "review_by", "review_by"),
        "qbr",
    ]
    risks = ["depot-loss", "forecast-drift", "key-person"]
    actions = [
        "[ ] @tom Publish the forecast error by store",
        "[ ] @ravi Draft the 2028 renewal options",
        "[x] @nils Rehearse the Hull standby",
    ]
    kpis = [
        *("otif", "temperature-excursions", "carbon-per-pallet"),
        *("partner-satisfaction", "days-to-settle"),
    ]
    page = pages()["partnerships/meridian-helix/next-review.md"]
    assert begun(page) == [*due, *risks, *actions, *kpis]


def test_what_hangs_on_one_person_leads_to_every_part_that_person_has() -> None:
    page = pages()[NETWORK]
    mikael = page.html[page.html.index("Mikael") :]
    mikael = mikael[mikael.index("<summary>Mikael") :].partition("</details>")[0]
    told = stated(replace(page, html=mikael))
    assert told
    assert all("mikael" in line for line in told)


def test_all_evidence_of_the_host_leads_to_its_line() -> None:
    for path, page in pages().items():
        plain = re.findall(r'<span class="trm-where">([^<]*)', page.html)
        assert plain == [], path
        for address, where in re.findall(
            r'class="trm-where" href="([^"]*)"[^>]*>([^<]*)', page.html
        ):
            file, _, number = where.rpartition(":")
            assert address == GITHUB.format(path=f"{CHARTER_FOLDER}/{file}", line=number)


def test_each_link_to_a_line_is_named_by_file_and_line() -> None:
    for page in pages().values():
        for attributes, says in re.findall(r'<a class="trm-line"([^>]*)>([^<]*)', page.html):
            found = LINK.search(attributes)
            assert found is not None
            path, number = found.groups()
            assert says == f"line {number}"
            assert f'aria-label="line {number} of {path}"' in attributes


@pytest.mark.parametrize("audience", ["partner:helix", "partner", "public"])
def test_nobody_but_the_host_is_led_to_the_repository(audience: str) -> None:
    led = [path for path, page in pages(audience).items() if "github.com" in page.html]
    assert led == []


def test_where_files_are_read_elsewhere_by_now_pages_that_are_kept_say_so() -> None:
    cache, gitlab = PageCache(), "https://gitlab.example/a/b/-/blob/main/{path}#L{line}"
    pages(cache=cache)
    again = pages(pattern=gitlab, cache=cache)
    assert again == pages(pattern=gitlab, cache=PageCache())


def test_other_hosts_write_lines_in_their_own_way() -> None:
    gitlab = "https://gitlab.example/a/b/-/blob/main/{path}#L{line}"
    assert f'href="https://gitlab.example/a/b/-/blob/main/{CHARTER}#L' in html(pattern=gitlab)


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("javascript:alert(1)//{path}", "is not a web address; begin it with https://"),
        ("//git.example/{path}", "is not a web address; begin it with https://"),
        ("https://git.example/ours", "has no place for the path"),
        ("https://{path}.example/", "the host of"),
    ],
)
def test_an_address_that_leads_nowhere_is_refused(pattern: str, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        Lines.parse(pattern)
