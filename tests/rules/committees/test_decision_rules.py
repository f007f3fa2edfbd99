"""Committees that know what they decide, and how."""

# ruff: noqa: E501 - a table is read row by row

from tests.support import Case, edited, error, finding, table

RULE = "decision-rules"
PLAN = "    decisions:\n      - matter: Weekly capacity plan\n        rule: consensus\n"
AT = "committees.operations.decisions"


def found(decisions: str, *edits: tuple[str, str]) -> dict[str, bytes]:
    return edited((PLAN, decisions), *edits)


# fmt: off
CASES = {
    "a committee without decisions is marked itself": Case(
        edited((PLAN, "")),
        error(AT, "the committee 'operations' does not state what it decides, or how", on="  operations:"),
    ),
    "a committee without decisions is marked itself (2)": Case(found("    decisions: []\n"), finding(AT)),
    "a decision without a rule is marked itself": Case(
        found("    decisions:\n      - {matter: Rota, rule: majority}\n      - {matter: Peak}\n"),
        finding(f"{AT}.2.rule", "the committee 'operations' has no rule for the decision 'Peak'"),
    ),
    "one party must be named": Case(
        found("    decisions:\n      - {matter: Rota, rule: one-party}\n"),
        finding(f"{AT}.1.by", "one party decides 'Rota' in the committee 'operations', but the charter does not name it"),
    ),
    "one party must be named (2)": Case(
        found("    decisions:\n      - {matter: Rota, rule: one-party}\n".replace("one-party", "one-party, by: helix")),
    ),
    "a body of one party decides by its own rules": Case(
        found("", ("    name: Operations board\n", "    name: Operations board\n    party: helix\n")),
    ),
    "what the model refused is not called missing": Case(found("    decisions:\n      - {rule: majority}\n")),
    "what the model refused is not called missing (2)": Case(
        found("    decisions:\n      - {matter: Rota, rule: by mood}\n"),
    ),
    "what the model refused is not called missing (3)": Case(
        found("    decisions:\n      - {rule: majority}\n      - {matter: Rota}\n"),
        finding(f"{AT}.2.rule", "the committee 'operations' has no rule for the decision 'Rota'"),
    ),
    "only strategic partnerships are asked": Case(found("", ("tier: strategic ", "tier: preferred "))),
}
# fmt: on

test_rule = table(RULE, CASES)
