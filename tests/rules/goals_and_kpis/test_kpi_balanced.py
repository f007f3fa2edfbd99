"""Figures of how the parties get on, beside those of what they get."""

from tests.support import CHARTER, Seen, edited, findings

RULE = "kpi-balanced"
TRUST = ("    category: relationship\n", "    category: people\n")
QUALITY = "    category: quality                        # quality | cost"
GREEN = "    category: sustainability\n"
CLOSED = "    closed_on: 2026-06-30\n"
NO_TRUST = "no KPI shows how the parties get on: none serves a goal of category relationship"


def found(*edits: tuple[str, str]) -> list[tuple[str, str]]:
    return [(one.at, one.message) for one in findings(edited(*edits), RULE)]


def test_the_complete_charter_has_both() -> None:
    assert findings(edited(), RULE) == []


def test_without_a_goal_of_the_relationship_the_goals_are_marked() -> None:
    files = edited(TRUST)

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "warning",
            files[CHARTER].decode().split("\n").index("goals:") + 1,
            "goals",
            NO_TRUST,
        )
    ]


def test_a_goal_without_a_category_is_none_of_the_relationship() -> None:
    assert found((TRUST[0], "")) == [("goals", NO_TRUST)]


def test_a_goal_of_the_relationship_that_has_a_promise_alone_is_marked_itself() -> None:
    moved = [
        ("    kpis: [partner-satisfaction, days-to-settle]\n", ""),
        (
            "kpis: [carbon-per-pallet]",
            "kpis: [carbon-per-pallet, partner-satisfaction, days-to-settle]",
        ),
    ]

    promise = (
        "commitments:  ",
        "commitments:\n  swap: {what: Swap desks, goal: trust, due: 2027-03-31}\n  #",
    )

    assert found(*moved, promise) == [("goals.trust.kpis", NO_TRUST)]
    assert found(*moved) == []  # goals-traceable speaks of a goal that nothing follows


def test_nothing_but_the_relationship_is_as_little() -> None:
    all_alike = [
        (QUALITY, "    category: relationship # quality | cost"),
        (GREEN, "    category: relationship\n"),
    ]

    assert found(*all_alike) == [
        (
            "goals",
            (
                "every KPI serves a goal of category relationship: "
                "none shows what the partnership achieves"
            ),
        )
    ]


def test_a_closed_goal_keeps_no_balance() -> None:
    assert found((TRUST[0], TRUST[0] + CLOSED)) == [("goals", NO_TRUST)]


def test_a_charter_without_kpis_or_goals_is_for_other_rules_to_blame() -> None:
    files = edited(TRUST)
    text = files[CHARTER].decode()
    no_goals = text[: text.index("goals:\n  fresh")] + text[text.index("kpis:\n  otif:") :]
    closed = text
    for category in ("quality  ", "sustainability\n", "people\n"):
        closed = closed.replace(f"    category: {category}", f"{CLOSED}    category: {category}")

    assert findings({**files, CHARTER: no_goals.encode()}, RULE) == []
    assert findings({**files, CHARTER: closed.encode()}, RULE) == []


def test_a_kpi_that_serves_no_goal_may_be_meant_for_the_one_that_is_missing() -> None:
    assert found(("    kpis: [partner-satisfaction, days-to-settle]\n", "")) == []


def test_a_category_that_the_model_refused_may_be_the_one() -> None:
    assert found((TRUST[0], "    category: relationshp\n")) == []


def test_only_strategic_partnerships_are_asked() -> None:
    assert found(TRUST, ("tier: strategic ", "tier: preferred ")) == []
