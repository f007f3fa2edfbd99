"""Promises that are kept."""

# ruff: noqa: E501 - a table is read row by row

from tests.support import Case, day, edited, finding, table, warning

RULE = "commitment-overdue"
OWNED = "    owner: nils\n    due: 2026-11-23\n"
MESSAGE = (
    "the commitment 'peak-capacity' of Nils Dahl, '120 extra pallets a day in weeks 48 to 52', was "
    "due on 2026-11-23 and is still open, 1 day later"
)


# fmt: off
CASES = {
    "an open commitment past its day is marked there": Case(
        edited(),
        warning("commitments.peak-capacity.due", MESSAGE, on="    due: 2026-11-23"), now=day("2026-11-24"),
    ),
    "its day itself is in time": Case(edited(), now=day("2026-11-23")),
    "one that is closed or has no day is not late": Case(
        edited((OWNED, OWNED + "    closed_on: 2026-11-30\n")), now=day("2027-01-01"),
    ),
    "one that is closed or has no day is not late (2)": Case(
        edited((OWNED, "    owner: nils\n")), now=day("2027-01-01"),
    ),
    "one of nobody is late as well": Case(
        edited((OWNED, "    due: 2026-11-23\n")),
        finding(message=MESSAGE.replace(" of Nils Dahl", "")), now=day("2026-11-24"),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)
