"""Decisions for which one person answers."""

import pytest

from tests.support import Seen, edited, findings, line_of

RULE = "responsibility-has-one-accountable"
ACCOUNTABLE = "    accountable: mikael\n"
RESPONSIBLE = "    responsible: [nils]\n"
TIER = "tier: strategic                    # strategic | preferred | transactional"


def found(*edits: tuple[str, str]) -> list[str]:
    return [seen.at for seen in findings(edited(*edits), RULE)]


def test_somebody_answers_for_each_decision_of_the_complete_charter() -> None:
    assert findings(edited(), RULE) == []


def test_a_decision_for_which_nobody_answers_is_marked() -> None:
    files = edited((ACCOUNTABLE, ""))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, "    decision: Release peak capacity") - 1,
            "responsibilities.peak-capacity.accountable",
            "nobody is accountable for the decision 'peak-capacity'",
        )
    ]


@pytest.mark.parametrize("nobody", ["", "    responsible: []\n"])
def test_a_decision_on_which_nobody_works_is_marked(nobody: str) -> None:
    seen = findings(edited((RESPONSIBLE, nobody)), RULE)

    assert [(s.at, s.message) for s in seen] == [
        (
            "responsibilities.peak-capacity.responsible",
            "nobody is responsible for the work on the decision 'peak-capacity'",
        )
    ]


def test_the_same_person_may_answer_and_work() -> None:
    assert found((RESPONSIBLE, "    responsible: [mikael]\n")) == []


def test_two_who_are_accountable_are_the_model_s_finding() -> None:
    assert found((ACCOUNTABLE, "    accountable: [mikael, sofia]\n")) == []


def test_a_charter_without_such_decisions_lacks_nothing() -> None:
    text = edited()["partnerships/meridian-helix/partnership.yaml"].decode()
    section = text[text.index("responsibilities: ") : text.index("escalation:\n")]

    assert found((section, "")) == []


def test_transactional_partnerships_are_not_asked() -> None:
    assert found((TIER, "tier: preferred"), (ACCOUNTABLE, "")) == [
        "responsibilities.peak-capacity.accountable"
    ]
    assert found((TIER, "tier: transactional"), (ACCOUNTABLE, "")) == []


def test_a_declared_section_is_not_judged() -> None:
    declared = ("waivers: []", "not_applicable: {responsibilities: Kept in the contract}")

    assert found((ACCOUNTABLE, ""), declared) == []
