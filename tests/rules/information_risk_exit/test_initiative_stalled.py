"""Ideas that move or end."""

# ruff: noqa: E501 - a table is read row by row

from tests.support import Case, day, edited, finding, options, table, warning

RULE = "initiative-stalled"
STAGE = "    stage: pilot                             # idea"
LEAD = "    lead: mikael\n    since: 2026-02-01\n"


# fmt: off
CASES = {
    "a year in one stage is enough": Case(edited(), now=day("2027-02-01")),
    "a year in one stage is enough (2)": Case(
        edited(),
        warning("initiatives.solar-depot.since", "the initiative 'solar-depot' has been in the stage 'pilot' since 2026-02-01", on="    since: 2026-02-01"), now=day("2027-02-02"),
    ),
    "what is over does not stall: done": Case(
        edited((STAGE, "    stage: done   # idea")), now=day("2028-01-01"),
    ),
    "what is over does not stall: dropped": Case(
        edited((STAGE, "    stage: dropped   # idea")), now=day("2028-01-01"),
    ),
    "an initiative without a stage stalls as well": Case(
        edited((STAGE, "    # idea")),
        finding(message="the initiative 'solar-depot' has been in the same stage since 2026-02-01"), now=day("2028-01-01"),
    ),
    "one without a day cannot be judged": Case(
        edited((LEAD, "    lead: mikael\n")), now=day("2028-01-01"),
    ),
    "an organisation may be less patient": Case(
        edited(),
        finding(), now=day("2026-08-02"), settings=options(RULE, {"months": 6}),
    ),
    "a preferred partnership is left alone": Case(
        edited(("tier: strategic ", "tier: preferred ")), now=day("2028-01-01"),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)
