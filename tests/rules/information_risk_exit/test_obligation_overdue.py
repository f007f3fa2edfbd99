"""Obligations that are met in their time."""

# ruff: noqa: E501 - a table is read row by row

from tests.support import Case, day, edited, finding, table, warning

RULE = "obligation-overdue"
REPORT = "obligations:\n  audit-report:\n    what: Hand over the audit report\n    by: helix\n    before: 2026-10-30\n"
YEARLY = "obligations:\n  accounts:\n    what: Send the accounts\n    by: all\n    before: 2025-06-30\n    every: yearly\n"
MESSAGE = (
    "the obligation 'audit-report' of Helix Cold Chain AB, 'Hand over the audit report', was due "
    "on 2026-10-30 and is not recorded as met, 1 day later"
)


def owed(text: str) -> dict[str, bytes]:
    return edited(("\nrisks:", f"\n{text}risks:"))


# fmt: off
CASES = {
    "what was due yesterday is late": Case(
        owed(REPORT), warning("obligations.audit-report", MESSAGE, on="  audit-report:"), now=day("2026-10-31"),
    ),
    "its day itself is in time": Case(owed(REPORT), now=day("2026-10-30")),
    "what was met is not late": Case(owed(REPORT + "    met_for: 2026-10-30\n"), now=day("2027-10-31")),
    "what was met ahead is not late": Case(owed(REPORT + "    met_for: 2026-11-02\n"), now=day("2027-10-31")),
    "a person owes it": Case(
        owed(REPORT.replace("by: helix", "by: sofia")), finding(message=MESSAGE.replace("Helix Cold Chain AB", "Sofia Ek")), now=day("2026-10-31"),
    ),
    "a committee owes it": Case(
        owed(REPORT.replace("by: helix", "by: steering")), finding(message=MESSAGE.replace("Helix Cold Chain AB", "Joint steering committee")), now=day("2026-10-31"),
    ),
    "what recurs and was never met is not judged": Case(owed(YEARLY), now=day("2026-11-22")),
    "what recurs and was met for an earlier day is late": Case(
        owed(YEARLY + "    met_for: 2025-06-30\n"),
        finding(message="the obligation 'accounts' of all parties, 'Send the accounts', was due on 2026-06-30 and is not recorded as met, 145 days later"), now=day("2026-11-22"),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)
