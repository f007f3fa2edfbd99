"""Goals that are worth it to everybody."""

from tests.support import Seen, edited, findings, line_of

RULE = "goal-mutual-benefit"
PATH = "partnerships/meridian-helix/partnership.yaml"
GAIN = "      helix: Issues settled before they reach a contract.\n"


def test_the_complete_charter_says_what_everybody_gains() -> None:
    assert findings(edited(), RULE) == []


def test_a_party_without_a_gain_is_named_at_the_benefits() -> None:
    files = edited((GAIN, ""))
    line = line_of(files, "      meridian: No surprises at peak.") - 1

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line,
            "goals.trust.benefits.helix",
            "the goal 'trust' does not say what Helix Cold Chain AB gains from it",
        )
    ]


def test_a_goal_without_any_gain_is_one_finding_at_its_name() -> None:
    files = edited(("    benefits:\n      meridian: No surprises at peak.\n" + GAIN, ""))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, "  trust:"),
            "goals.trust.benefits",
            "the goal 'trust' does not say what Meridian Foods plc and "
            "Helix Cold Chain AB gain from it",
        )
    ]


def test_a_closed_goal_need_not_pay_anybody() -> None:
    closed = ("    lead: sofia\n", "    lead: sofia\n    closed_on: 2026-06-30\n")

    assert findings(edited((GAIN, ""), closed), RULE) == []


def test_a_preferred_partner_is_warned_and_a_transactional_one_left_alone() -> None:
    severities = {
        tier: [
            seen.severity
            for seen in findings(edited((GAIN, ""), ("tier: strategic ", f"tier: {tier} ")), RULE)
        ]
        for tier in ("preferred", "transactional")
    }

    assert severities == {"preferred": ["warning"], "transactional": []}


def test_a_third_party_must_gain_too() -> None:
    third = ("people:    ", "  kaveri:\n    name: Kaveri Data\n\npeople:    ")

    seen = findings(edited(third), RULE)

    assert [one.at for one in seen] == [
        f"goals.{goal}.benefits.kaveri" for goal in ("freshness", "cost-and-carbon", "trust")
    ]
    assert "what Kaveri Data gains" in seen[0].message


def test_a_gain_that_is_no_text_is_reported_once_by_the_model() -> None:
    assert findings(edited((GAIN, "      helix: 5\n")), RULE) == []
