"""A way out where the ladder ends."""

# ruff: noqa: E501 - a table is read row by row

from tests.support import Case, edited, table, warning

RULE = "escalation-endgame"
ENDGAME = (
    "  endgame: Mediation in London within 30 days, then arbitration under the SCC rules.\n",
    "",
)

# fmt: off
CASES = {
    "an escalation without an endgame is marked at its key": Case(
        edited(ENDGAME),
        warning("escalation.endgame", "the charter does not state what happens if the last escalation level cannot settle a dispute", on="escalation:"),
    ),
    "an endgame that is blank or refused is for others to blame": Case(edited((ENDGAME[0], '  endgame: ""\n'))),
    "an endgame that is blank or refused is for others to blame (2)": Case(edited((ENDGAME[0], "  endgame: 30\n"))),
    "only a strategic partnership with an escalation path is asked": Case(
        edited(ENDGAME, ("tier: strategic ", "tier: preferred ")),
    ),
    "only a strategic partnership with an escalation path is asked (2)": Case(
        edited(("\nescalation:\n", "\nextensions:\n")),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)
