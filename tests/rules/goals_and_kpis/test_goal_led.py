"""Goals with somebody who pulls."""

# ruff: noqa: E501 - a table is read row by row

from tests.support import Case, edited, error, table, warning

RULE = "goal-led"
LENA, SOFIA = "    lead: lena\n", "    lead: sofia\n"
MIKAEL = "    lead: mikael\n    due: 2028-06-30\n"
CLOSED = "    closed_on: 2026-06-30\n"
PEOPLE = (
    "people:                                      # and those",
    (
        "people:\n  stranger: {name: Stranger}\n  judge: {name: Judge, party: neutral}\n"
        "  # and those"
    ),
)


# fmt: off
CASES = {
    "a goal without a lead is marked at its key": Case(
        edited((LENA, "")),
        error("goals.freshness.lead", "the goal 'freshness' has no lead", on="  freshness:"),
    ),
    "one party that leads them all is a warning": Case(
        edited((LENA, "    lead: nils\n")),
        warning("goals", "all 3 open goals are led by Helix Cold Chain AB"),
    ),
    "a closed goal needs no lead and balances nothing": Case(
        edited((LENA, CLOSED)),
        warning("goals", "all 2 open goals are led by Helix Cold Chain AB"),
    ),
    "a closed goal needs no lead and balances nothing (2)": Case(
        edited((LENA, LENA + CLOSED)),
        warning("goals", "all 2 open goals are led by Helix Cold Chain AB"),
    ),
    "a single goal can only be led by one party": Case(edited((MIKAEL, MIKAEL + CLOSED), (SOFIA, SOFIA + CLOSED))),
    "a lead of no party or an unknown one may balance the others: nobody-known": Case(
        edited(PEOPLE, (LENA, "    lead: nobody-known\n")),
    ),
    "a lead of no party or an unknown one may balance the others: stranger": Case(
        edited(PEOPLE, (LENA, "    lead: stranger\n")),
    ),
    "a lead of no party or an unknown one may balance the others: judge": Case(
        edited(PEOPLE, (LENA, "    lead: judge\n")),
    ),
    "where it is not known for whom they stand no party leads all: nobody-known": Case(
        edited(PEOPLE, *[(LENA, "    lead: nobody-known\n"), (MIKAEL, MIKAEL.replace("mikael", "nobody-known")), (SOFIA, "    lead: nobody-known\n")]),
    ),
    "where it is not known for whom they stand no party leads all: stranger": Case(
        edited(PEOPLE, *[(LENA, "    lead: stranger\n"), (MIKAEL, MIKAEL.replace("mikael", "stranger")), (SOFIA, "    lead: stranger\n")]),
    ),
    "where it is not known for whom they stand no party leads all: judge": Case(
        edited(PEOPLE, *[(LENA, "    lead: judge\n"), (MIKAEL, MIKAEL.replace("mikael", "judge")), (SOFIA, "    lead: judge\n")]),
    ),
    "a goal that the model refused may have a lead of the other party": Case(
        edited(("    statement: Every chilled pallet arrives inside its freshness window.\n", "")),
    ),
    "only strategic partnerships are asked": Case(edited((LENA, ""), ("tier: strategic ", "tier: preferred "))),
}
# fmt: on

test_rule = table(RULE, CASES)
