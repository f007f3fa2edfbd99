"""Committees that know what they decide, and how."""

from tests.support import Seen, edited, findings, line_of

RULE = "decision-rules"
PLAN = "    decisions:\n      - matter: Weekly capacity plan\n        rule: consensus\n"
AT = "committees.operations.decisions"


def found(decisions: str, *edits: tuple[str, str]) -> list[tuple[str, str]]:
    files = edited((PLAN, decisions), *edits)
    return [(one.at, one.message) for one in findings(files, RULE)]


def test_the_committees_of_the_complete_charter_know_how_they_decide() -> None:
    assert findings(edited(), RULE) == []


def test_a_committee_without_decisions_is_marked_itself() -> None:
    files = edited((PLAN, ""))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, "  operations:"),
            AT,
            "the committee 'operations' does not say what it decides, and how",
        )
    ]
    assert [at for at, _ in found("    decisions: []\n")] == [AT]


def test_a_decision_without_a_rule_is_marked_itself() -> None:
    two = "    decisions:\n      - {matter: Rota, rule: majority}\n      - {matter: Peak}\n"

    assert found(two) == [(f"{AT}.2.rule", "the committee 'operations' decides 'Peak' by no rule")]


def test_one_party_must_be_named() -> None:
    one = "    decisions:\n      - {matter: Rota, rule: one-party}\n"

    assert found(one) == [
        (
            f"{AT}.1.by",
            "one party decides 'Rota' in the committee 'operations', and it is not said which",
        )
    ]
    assert found(one.replace("one-party", "one-party, by: helix")) == []


def test_a_body_of_one_party_decides_by_its_own_rules() -> None:
    body = ("    name: Operations board\n", "    name: Operations board\n    party: helix\n")

    assert found("", body) == []


def test_what_the_model_refused_is_not_called_missing() -> None:
    assert found("    decisions:\n      - {rule: majority}\n") == []
    assert found("    decisions:\n      - {matter: Rota, rule: by mood}\n") == []
    assert found("    decisions:\n      - {rule: majority}\n      - {matter: Rota}\n") == [
        (f"{AT}.2.rule", "the committee 'operations' decides 'Rota' by no rule")
    ]


def test_only_strategic_partnerships_are_asked() -> None:
    assert found("", ("tier: strategic ", "tier: preferred ")) == []
