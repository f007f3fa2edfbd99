"""Decisions for which one person answers."""

# ruff: noqa: E501 - a table is read row by row

import pytest

from tests.support import Case, edited, error, finding, findings, part, table

RULE = "responsibility-has-one-accountable"
ACCOUNTABLE = "    accountable: mikael\n"
RESPONSIBLE = "    responsible: [nils]\n"
TIER = "tier: strategic                    # strategic | preferred | transactional"


# fmt: off
CASES = {
    "a decision for which nobody answers is marked": Case(
        edited((ACCOUNTABLE, "")),
        error("responsibilities.peak-capacity.accountable", "no one is accountable for the decision 'peak-capacity'", on="    decision: Release peak capacity", step=-1),
    ),
    "the same person may answer and work": Case(edited((RESPONSIBLE, "    responsible: [mikael]\n"))),
    "two who are accountable are the model s finding": Case(
        edited((ACCOUNTABLE, "    accountable: [mikael, sofia]\n")),
    ),
    "a charter without such decisions lacks nothing": Case(
        edited((part("responsibilities: ", "escalation:\n"), "")),
    ),
    "transactional partnerships are not asked": Case(
        edited((TIER, "tier: preferred"), (ACCOUNTABLE, "")),
        finding("responsibilities.peak-capacity.accountable"),
    ),
    "transactional partnerships are not asked (2)": Case(edited((TIER, "tier: transactional"), (ACCOUNTABLE, ""))),
    "a declared section is not judged": Case(
        edited((ACCOUNTABLE, ""), ("waivers: []", "not_applicable: {responsibilities: Kept in the contract}")),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)


@pytest.mark.parametrize("nobody", ["", "    responsible: []\n"])
def test_a_decision_on_which_nobody_works_is_marked(nobody: str) -> None:
    seen = findings(edited((RESPONSIBLE, nobody)), RULE)

    assert [(s.at, s.message) for s in seen] == [
        (
            "responsibilities.peak-capacity.responsible",
            "no one is responsible for the work on the decision 'peak-capacity'",
        )
    ]
