"""Actions that get done."""

# ruff: noqa: E501 - a table is read row by row

from tests.support import Case, day, edited, error, finding, options, table, warning

RULE = "action-overdue"
PATH = "partnerships/meridian-helix/reviews/2026-10-20-qbr.md"
ACTION = "- [ ] @tom Publish the forecast error by store (due 2026-12-01)"


# fmt: off
CASES = {
    "no action of the complete portfolio is late": Case(edited(path=PATH), now=day("2026-11-22")),
    "a late action is marked at its line": Case(
        edited(path=PATH),
        warning("", "the action of Tom Ellis, 'Publish the forecast error by store', was due on 2026-12-01 and is still open, 1 day later", on=ACTION, path=PATH), now=day("2026-12-02"),
    ),
    "its day is still in time and a month later it is an error: 2026-12-01": Case(
        edited(path=PATH), now=day("2026-12-01"),
    ),
    "its day is still in time and a month later it is an error: 2026-12-31": Case(
        edited(path=PATH),
        warning(), now=day("2026-12-31"),
    ),
    "its day is still in time and a month later it is an error: 2027-01-01": Case(
        edited(path=PATH),
        error(), now=day("2027-01-01"),
    ),
    "what is done dropped or without a day is not late: 1": Case(
        edited((ACTION, "- [x] @tom Publish it (due 2026-10-30)"), path=PATH), now=day("2026-11-22"),
    ),
    "what is done dropped or without a day is not late: 2": Case(
        edited((ACTION, "- [-] @tom Publish it (due 2026-10-30)"), path=PATH), now=day("2026-11-22"),
    ),
    "what is done dropped or without a day is not late: - [ ] @tom Publish it": Case(
        edited((ACTION, "- [ ] @tom Publish it"), path=PATH), now=day("2026-11-22"),
    ),
    "what is done dropped or without a day is not late: 4": Case(
        edited((ACTION, "- [ ] @tom Publish it (due one day)"), path=PATH), now=day("2026-11-22"),
    ),
    "an action of nobody is late as well": Case(
        edited((ACTION, "- [ ] Go (due 2026-11-20)"), path=PATH),
        finding(message="the action, 'Go', was due on 2026-11-20 and is still open, 2 days later"), now=day("2026-11-22"),
    ),
    "minutes that are not held yet are not seen": Case(
        edited((ACTION, "- [ ] @tom Publish it (due 2026-10-01)"), path=PATH), now=day("2026-10-19"),
    ),
    "minutes that are not held yet are not seen (2)": Case(
        edited((ACTION, "- [ ] @tom Publish it (due 2026-10-01)"), path=PATH),
        finding(), now=day("2026-10-20"),
    ),
    "an organisation may be stricter": Case(
        edited(path=PATH),
        error(), now=day("2026-12-02"), settings=options(RULE, {"days": 0}),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)
