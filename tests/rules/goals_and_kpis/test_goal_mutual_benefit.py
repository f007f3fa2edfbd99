"""Goals that are worth it to everybody."""

# ruff: noqa: E501 - a table is read row by row

from tests.support import Case, edited, error, findings, table

RULE = "goal-mutual-benefit"
PATH = "partnerships/meridian-helix/partnership.yaml"
GAIN = "      helix: Issues settled before they reach a contract.\n"

# fmt: off
CASES = {
    "a party without a gain is named at the benefits": Case(
        edited((GAIN, "")),
        error("goals.trust.benefits.helix", "the goal 'trust' does not state what Helix Cold Chain AB gains from it", on="      meridian: No surprises at peak.", step=-1),
    ),
    "a goal without any gain is one finding at its name": Case(
        edited(("    benefits:\n      meridian: No surprises at peak.\n" + GAIN, "")),
        error("goals.trust.benefits", "the goal 'trust' does not state what Meridian Foods plc and Helix Cold Chain AB gain from it", on="  trust:"),
    ),
    "a closed goal need not pay anybody": Case(
        edited((GAIN, ""), ("    lead: sofia\n", "    lead: sofia\n    closed_on: 2026-06-30\n")),
    ),
    "a gain that is no text is reported once by the model": Case(edited((GAIN, "      helix: 5\n"))),
}
# fmt: on

test_rule = table(RULE, CASES)


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
