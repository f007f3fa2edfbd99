"""Obligations that weigh on more than one party."""

# ruff: noqa: E501 - a table is read row by row

import re

import pytest

from tests.support import CHARTER, Case, edited, finding, findings, options, table, warning

RULE = "obligations-shared"
TIER = "tier: strategic                    # strategic | preferred | transactional"
KPI = (
    "    owner: ravi\n    source: The escalation log",
    "    owner: {}\n    source: The escalation log",
)
FORECAST = (
    "    to: [helix]                              # all others unless said\n    rule: must-share  "
)
FLASH = "    from: helix\n    rule: must-share\n    every: weekly\n    channel"
ONE_SIDED = (
    "all obligations fall on Helix Cold Chain AB: 1 commitment, 5 KPIs and 1 duty to share; "
    "Meridian Foods plc owes nothing"
)


def one_sided(*more: tuple[str, str], owner: str = "sofia") -> dict[str, bytes]:
    """The complete charter with nothing for Meridian to do, unless ``owner`` is of Meridian."""
    kpi = (KPI[0], KPI[1].format(owner))
    return edited(kpi, (FORECAST, FORECAST.replace("must-share", "ask-first ")), *more)


def flash(every: str) -> tuple[str, str]:
    return FLASH, FLASH.replace("every: weekly", f"every: {every}")


def found(files: dict[str, bytes]) -> list[tuple[str, str]]:
    return [(seen.at, seen.message) for seen in findings(files, RULE)]


# fmt: off
CASES = {
    "obligations of one party alone are marked at the last section": Case(
        one_sided(),
        warning("commitments", ONE_SIDED, on="commitments: "),
    ),
    "one figure to answer for is a share": Case(one_sided(owner="tom")),
    "an obligation with a time limit is a share": Case(
        one_sided(("\nexit:\n", "\nobligations:\n  pay: {what: Pay, by: meridian, within: 30 days, after: delivery}\nexit:\n")),
    ),
    "what all parties owe is a share of each": Case(
        one_sided(("\nexit:\n", "\nobligations:\n  budget: {what: Adopt the budget, by: all, every: yearly}\nexit:\n")),
    ),
    "obligations with a time limit may all fall on one party, too": Case(
        one_sided(("\nexit:\n", "\nobligations:\n  report: {what: Report, by: nils, within: 1 day, after: it happened}\nexit:\n")),
        finding("obligations", ONE_SIDED.replace(" and 1 duty to share", ", 1 duty to share and 1 obligation with a time limit")),
    ),
    "one thing that must be shared is a share": Case(edited((KPI[0], KPI[1].format("sofia")))),
    "an owner whose party is not known may be of any: ghost": Case(
        one_sided(("\nsponsors: {", "\n  judith: {name: Judith Amsel}\nsponsors: {"), owner="ghost"),
    ),
    "an owner whose party is not known may be of any: judith": Case(
        one_sided(("\nsponsors: {", "\n  judith: {name: Judith Amsel}\nsponsors: {"), owner="judith"),
    ),
    "a figure without an owner may be anybodys": Case(
        one_sided(("    owner: nils\n    source: Trailer", "    source: Trailer")),
    ),
    "mediators share no obligations": Case(
        one_sided(("\nsponsors: {", "\n  judith: {name: Judith Amsel, party: neutral}\nsponsors: {"), owner="judith"),
        finding("commitments"),
    ),
    "what must be shared by nobody known may be anybodys": Case(
        one_sided((FLASH, FLASH.replace("    from: helix\n", ""))),
    ),
    "a single obligation cannot be shared": Case(
        edited() | {CHARTER: re.sub("\\nkpis:\\n(?:(?:[ #].*)?\\n)*", "\nextensions:\n  was: {}\n", one_sided()[CHARTER].decode()).replace(FLASH, FLASH.replace("must-share", "can-share")).encode()},
    ),
    "where an obligation was refused the rest is not weighed": Case(
        one_sided(("    tolerance: 2\n", "    tolerance: little\n")),
    ),
    "obligations are marked at the last section that holds one": Case(
        one_sided(("    due: 2026-11-23\n", "    due: 2026-11-23\n    closed_on: 2026-11-20\n")),
        finding("sharing", ONE_SIDED.replace("1 commitment, 5 KPIs", "5 KPIs")),
    ),
    "too many reports are marked at the most frequent": Case(
        edited(flash("FREQ=DAILY")),
        warning("sharing.weekly-flash.every", "Helix Cold Chain AB owes about 30 reports a month; more than 12 are rarely read", on="    every: FREQ=DAILY"),
    ),
    "what is shared without rhythm or duty is no report": Case(
        edited((FLASH, FLASH.replace("    every: weekly\n", ""))),
    ),
    "what is shared without rhythm or duty is no report (2)": Case(
        edited((FLASH, FLASH.replace("must-share", "can-share").replace("every: weekly", "every: FREQ=DAILY"))),
    ),
    "reports that have ended are owed no more": Case(edited(flash("FREQ=DAILY;UNTIL=20261101"))),
    "reports that have ended are owed no more (2)": Case(edited(flash("FREQ=DAILY;UNTIL=20271101")), finding()),
    "where the term has no start reports count from today": Case(
        edited(("  start: 2025-01-01\n", ""), flash("FREQ=DAILY")),
        finding("sharing.weekly-flash.every"),
    ),
    "an organisation may allow more reports": Case(
        edited(flash("FREQ=DAILY")), settings=options(RULE, {"most": 31}),
    ),
    "a transactional partnership may be one sided": Case(
        one_sided((TIER, "tier: transactional"), flash("FREQ=DAILY")),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)


@pytest.mark.parametrize(("closed", "shared"), [("", True), ("    closed_on: 2026-11-01\n", False)])
def test_an_open_commitment_is_a_share(closed: str, shared: bool) -> None:
    mine = (
        "  peak-capacity:\n    what: 120 extra",
        (
            f"  volume:\n    what: Volume\n    owner: tom\n    due: 2026-12-01\n{closed}"
            "  peak-capacity:\n    what: 120 extra"
        ),
    )

    assert (found(one_sided(mine)) == []) is shared


def test_of_three_parties_those_that_owe_nothing_are_told() -> None:
    trust = (
        "\npeople:  ",
        "\n  trust: {name: Mill Trust, role: voice, gives: [Advice], gets: [Quiet]}\npeople:  ",
    )

    assert [message.partition("; ")[2] for _, message in found(one_sided(trust))] == [
        "Meridian Foods plc and Mill Trust owe nothing"
    ]


def test_reports_of_a_party_are_added_up() -> None:
    """Three weekly reports are 13 a month, two weekly and one fortnightly 10.9."""
    two = ("    rule: can-share\n", "    rule: must-share\n    every: weekly\n")
    costs = "    item: Depot cost model\n    from: helix\n    rule: {}\n"
    weekly, fortnightly = (
        (costs.format("ask-first"), costs.format(f"must-share\n    every: {every}"))
        for every in ("weekly", "fortnightly")
    )

    assert found(edited(two, fortnightly)) == []
    assert found(edited(two, weekly)) == [
        (
            "sharing.weekly-flash.every",
            "Helix Cold Chain AB owes about 13 reports a month; more than 12 are rarely read",
        )
    ]
