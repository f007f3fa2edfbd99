"""Escalation that begins by itself."""

# ruff: noqa: E501 - a table is read row by row

from tests.support import CHARTER, Case, edited, finding, table, warning

RULE = "escalation-triggers"
KPI = "      kpi: otif\n    store-at-risk"
RISK = "      risk: depot-loss\n"
TIED_TO_NOTHING = (
    "no escalation trigger is tied to a KPI or a risk, so it depends on someone speaking up"
)
UNTIED = ((KPI, "    store-at-risk"), (RISK, ""))


def without_triggers() -> dict[str, bytes]:
    text = edited()[CHARTER].decode()
    start, end = text.index("  triggers:\n    service-red"), text.index("  levels:\n")
    return edited((text[start:end], ""))


# fmt: off
CASES = {
    "triggers of judgement alone are marked": Case(
        edited(*UNTIED),
        warning("escalation.triggers", TIED_TO_NOTHING, on="    service-red:", step=-1),
    ),
    "a kpi or a risk is enough": Case(edited(UNTIED[0])),
    "a kpi or a risk is enough (2)": Case(edited(UNTIED[1])),
    "an escalation without triggers begins never": Case(
        without_triggers(),
        finding(message="the escalation has no triggers, so it is not clear when it starts", on="escalation:"),
    ),
    "a trigger that the model refused may have been the one": Case(
        edited(UNTIED[0], (RISK, "      risk: [depot-loss]\n")),
    ),
    "a charter without escalation and a transactional one are left alone": Case(
        edited(*UNTIED, ("tier: strategic ", "tier: transactional ")),
    ),
    "a charter without escalation and a transactional one are left alone (2)": Case(
        edited(("\nescalation:\n", "\nextensions:\n")),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)
