"""Escalation that begins by itself."""

from tests.support import CHARTER, Seen, edited, findings, line_of

RULE = "escalation-triggers"
KPI = "      kpi: otif\n    store-at-risk"
RISK = "      risk: depot-loss\n"
TIED_TO_NOTHING = (
    "no trigger of the escalation is tied to a KPI or a risk: it begins only when somebody dares to"
)
UNTIED = ((KPI, "    store-at-risk"), (RISK, ""))


def without_triggers() -> dict[str, bytes]:
    text = edited()[CHARTER].decode()
    start, end = text.index("  triggers:\n    service-red"), text.index("  levels:\n")
    return edited((text[start:end], ""))


def test_the_complete_charter_escalates_by_itself() -> None:
    assert findings(edited(), RULE) == []


def test_triggers_of_judgement_alone_are_marked() -> None:
    files = edited(*UNTIED)

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "warning",
            line_of(files, "    service-red:") - 1,
            "escalation.triggers",
            TIED_TO_NOTHING,
        )
    ]


def test_a_kpi_or_a_risk_is_enough() -> None:
    assert findings(edited(UNTIED[0]), RULE) == []
    assert findings(edited(UNTIED[1]), RULE) == []


def test_an_escalation_without_triggers_begins_never() -> None:
    files = without_triggers()

    assert [(s.line, s.message) for s in findings(files, RULE)] == [
        (
            files[CHARTER].decode().split("\n").index("escalation:") + 1,
            "the escalation has no triggers: nothing says when it begins",
        )
    ]


def test_a_trigger_that_the_model_refused_may_have_been_the_one() -> None:
    assert findings(edited(UNTIED[0], (RISK, "      risk: [depot-loss]\n")), RULE) == []


def test_a_charter_without_escalation_and_a_transactional_one_are_left_alone() -> None:
    assert findings(edited(*UNTIED, ("tier: strategic ", "tier: transactional ")), RULE) == []
    assert findings(edited(("\nescalation:\n", "\nextensions:\n")), RULE) == []
