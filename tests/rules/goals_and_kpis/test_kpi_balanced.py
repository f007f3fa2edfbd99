"""Figures of how the parties get on, beside those of what they get."""

# ruff: noqa: E501 - a table is read row by row

from tests.support import CHARTER, Case, edited, finding, findings, table, warning

RULE = "kpi-balanced"
TRUST = ("    category: relationship\n", "    category: people\n")
QUALITY = "    category: quality                        # quality | cost"
GREEN = "    category: sustainability\n"
CLOSED = "    closed_on: 2026-06-30\n"
NO_TRUST = "no KPI measures the relationship: none serves a goal of category relationship"


# fmt: off
CASES = {
    "without a goal of the relationship the goals are marked": Case(
        edited(TRUST),
        warning("goals", NO_TRUST, on="goals:"),
    ),
    "a goal without a category is none of the relationship": Case(
        edited((TRUST[0], "")),
        finding("goals", NO_TRUST),
    ),
    "a goal of the relationship that has a promise alone is marked itself": Case(
        edited(*[("    kpis: [partner-satisfaction, days-to-settle]\n", ""), ("kpis: [carbon-per-pallet]", "kpis: [carbon-per-pallet, partner-satisfaction, days-to-settle]")], ("commitments:  ", "commitments:\n  swap: {what: Swap desks, goal: trust, due: 2027-03-31}\n  #")),
        finding("goals.trust.kpis", NO_TRUST),
    ),
    "a goal of the relationship that has a promise alone is marked itself (2)": Case(
        edited(*[("    kpis: [partner-satisfaction, days-to-settle]\n", ""), ("kpis: [carbon-per-pallet]", "kpis: [carbon-per-pallet, partner-satisfaction, days-to-settle]")]),
    ),
    "nothing but the relationship is as little": Case(
        edited(*[(QUALITY, "    category: relationship # quality | cost"), (GREEN, "    category: relationship\n")]),
        finding("goals", "every KPI serves a goal of category relationship: none measures what the partnership achieves"),
    ),
    "a closed goal keeps no balance": Case(edited((TRUST[0], TRUST[0] + CLOSED)), finding("goals", NO_TRUST)),
    "a kpi that serves no goal may be meant for the one that is missing": Case(
        edited(("    kpis: [partner-satisfaction, days-to-settle]\n", "")),
    ),
    "a category that the model refused may be the one": Case(edited((TRUST[0], "    category: relationshp\n"))),
    "only strategic partnerships are asked": Case(edited(TRUST, ("tier: strategic ", "tier: preferred "))),
}
# fmt: on

test_rule = table(RULE, CASES)


def test_a_charter_without_kpis_or_goals_is_for_other_rules_to_blame() -> None:
    files = edited(TRUST)
    text = files[CHARTER].decode()
    no_goals = text[: text.index("goals:\n  fresh")] + text[text.index("kpis:\n  otif:") :]
    closed = text
    for category in ("quality  ", "sustainability\n", "people\n"):
        closed = closed.replace(f"    category: {category}", f"{CLOSED}    category: {category}")

    assert findings({**files, CHARTER: no_goals.encode()}, RULE) == []
    assert findings({**files, CHARTER: closed.encode()}, RULE) == []
