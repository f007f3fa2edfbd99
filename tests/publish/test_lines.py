"""Links from facts to the lines that state them."""

from __future__ import annotations

import re

import pytest

from tests.publish.test_pages import HELIX, NOW, to
from tests.support import CHARTER, FOLDER
from trm_policy.audience import Override
from trm_policy.publish.judging import judge_of
from trm_policy.publish.lines import Lines
from trm_policy.publish.publication import Edition, publish
from trm_policy.source import InMemory
from trm_policy.starter import complete

GITHUB = "https://github.com/ours/governance/blob/main/{path}#L{line}"


def html(audience: str = "internal", pattern: str = GITHUB) -> str:
    edition = Edition(Override.parse(audience), lines=Lines.parse(pattern))
    return publish(judge_of(InMemory(complete()), FOLDER, NOW), to, edition).pages[HELIX].html


def test_sections_and_kpis_lead_to_the_lines_that_state_them() -> None:
    text = complete()[CHARTER].decode().splitlines()
    found = re.findall(
        r'href="https://github.com/ours/governance/blob/main/([^"#]*)#L(\d+)"', html()
    )
    told = {
        text[int(number) - 1].split(":")[0].strip() for path, number in found if path == CHARTER
    }
    folder = CHARTER.rpartition("/")[0]
    assert {path.removeprefix(f"{folder}/") for path, _ in found} == {
        "partnership.yaml",
        "reviews/2026-10-14-annual.md",
        "reviews/2026-10-20-qbr.md",
        "escalations/2026-003.md",
    }
    assert told >= {
        "vision", "goals", "freshness", "kpis", "otif", "steering", "helix", "sofia", "escalation",
        "- id", "store-at-risk", "qbr", "driver-rota", "depot-loss", "peak-capacity", "solar-depot",
        "supply-chain", "exit",
    }  # fmt: skip


def test_nobody_but_the_host_is_led_to_the_repository() -> None:
    assert "github.com" not in html("partner:helix")


def test_other_hosts_write_lines_in_their_own_way() -> None:
    gitlab = "https://gitlab.example/a/b/-/blob/main/{path}#L{line}"
    assert f'href="https://gitlab.example/a/b/-/blob/main/{CHARTER}#L' in html(pattern=gitlab)


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("javascript:alert(1)//{path}", "is no address of the web; begin it with https://"),
        ("//git.example/{path}", "is no address of the web; begin it with https://"),
        ("https://git.example/ours", "does not say where the path goes"),
        ("https://{path}.example/", "the host of"),
    ],
)
def test_an_address_that_leads_nowhere_is_refused(pattern: str, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        Lines.parse(pattern)
