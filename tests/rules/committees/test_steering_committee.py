"""A place where the parties steer together."""

import pytest

from tests.support import CHARTER, Seen, edited, findings

RULE = "steering-committee"
LEVEL = (
    "    level: steering                          "
    "# executive | steering | operational | working-group\n"
)


def test_the_complete_charter_has_one() -> None:
    assert findings(edited(), RULE) == []


@pytest.mark.parametrize("level", ["", "    level: operational\n", "    level: working-group\n"])
def test_without_one_the_committees_are_marked(level: str) -> None:
    files = edited((LEVEL, level))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            files[CHARTER].decode().split("\n").index("committees:") + 1,
            "committees",
            "no committee of all parties has the level steering or executive",
        )
    ]


def test_an_executive_committee_steers_as_well() -> None:
    assert findings(edited((LEVEL, "    level: executive\n")), RULE) == []


def test_a_body_of_one_party_steers_nobody_else() -> None:
    assert len(findings(edited((LEVEL, LEVEL + "    party: helix\n")), RULE)) == 1


def test_a_preferred_partner_is_warned_and_a_transactional_one_left_alone() -> None:
    def severities(tier: str) -> list[str]:
        files = edited((LEVEL, ""), ("tier: strategic ", f"tier: {tier} "))
        return [seen.severity for seen in findings(files, RULE)]

    assert severities("preferred") == ["warning"]
    assert severities("transactional") == []


def test_a_charter_without_any_committee_is_for_another_rule_to_blame() -> None:
    files = edited()
    text = files[CHARTER].decode()
    start, end = text.index("committees:\n"), text.index("responsibilities:")

    assert findings(files | {CHARTER: (text[:start] + text[end:]).encode()}, RULE) == []


def test_a_level_that_the_model_refused_is_one_finding() -> None:
    assert findings(edited((LEVEL, "    level: steeering\n")), RULE) == []


def test_a_strategic_charter_cannot_declare_it_away() -> None:
    declared = ("waivers: []", "not_applicable: {committees: We talk.}\nwaivers: []")
    preferred = ("tier: strategic ", "tier: preferred ")

    assert len(findings(edited((LEVEL, ""), declared), RULE)) == 1
    assert findings(edited((LEVEL, ""), declared, preferred), RULE) == []
