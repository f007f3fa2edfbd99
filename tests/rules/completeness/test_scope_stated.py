"""What the partnership is for, and what not."""

# ruff: noqa: E501 - a table is read row by row

from tests.support import Case, edited, error, finding, table, warning

RULE = "scope-stated"
VISION = (
    "vision: >-\n  Chilled food that reaches every store inside its freshness window, at a\n"
    "  falling cost and carbon per pallet, planned on one shared forecast.\n"
)
PURPOSE = "  purpose: Temperature-controlled storage and distribution for the northern region.\n"
INCLUDES = (
    "  includes:\n    - Chilled and frozen distribution to northern stores\n"
    "    - Joint demand forecasting\n"
)
EXCLUDES = "  excludes:\n    - Ambient distribution\n    - Last-mile home delivery\n"
SCOPE = f"scope:\n{PURPOSE}{INCLUDES}{EXCLUDES}"
BEHAVIOURS = (
    "behaviours:\n  - Bad news travels on the day it is known.\n"
    "  - Nobody uses the other side's cost data against it.\n"
)
TIER = "tier: strategic                    # strategic | preferred | transactional"


# fmt: off
CASES = {
    "what the scope lacks is marked at the scope: purpose": Case(
        edited((PURPOSE, "")),
        error("scope.purpose", "the scope does not state what the partnership is for", on="scope:"),
    ),
    "what the scope lacks is marked at the scope: includes": Case(
        edited((INCLUDES, "")),
        error("scope.includes", "the scope does not state what the partnership covers", on="scope:"),
    ),
    "what the scope lacks is marked at the scope: excludes": Case(
        edited((EXCLUDES, "")),
        error("scope.excludes", "the scope does not state what the partnership does not cover", on="scope:"),
    ),
    "an empty list of what is excluded excludes nothing": Case(
        edited((EXCLUDES, "  excludes: []\n")),
        finding(on="excludes: []"),
    ),
    "a missing scope is one finding above the parties": Case(
        edited((SCOPE, "")),
        error("scope", "the charter does not state what the partnership covers", on="parties:"),
    ),
    "a missing vision is an error and missing behaviours are a warning": Case(
        edited((VISION, ""), (BEHAVIOURS, "")),
        error("vision", "the charter has no vision", on="rationale: >-"),
        warning("behaviours", "the charter does not state how the parties want to treat each other", on="maturity:"),
    ),
    "a preferred partnership needs no behaviours": Case(edited((TIER, "tier: preferred"), (BEHAVIOURS, ""))),
    "a transactional partnership needs no scope": Case(
        edited((TIER, "tier: transactional"), (SCOPE, ""), (VISION, "")),
    ),
    "what is declared not applicable is not asked for": Case(
        edited((VISION, ""), (SCOPE, "not_applicable: {vision: Too small, scope: In the contract, behaviours: In a code}\n"), (BEHAVIOURS, "")),
    ),
    "blank text and refused lists are the finding of others": Case(edited((PURPOSE, '  purpose: ""\n'))),
    "blank text and refused lists are the finding of others (2)": Case(
        edited((INCLUDES, "  includes: deliveries\n")),
    ),
    "nothing is asked before the parties work together": Case(
        edited(("stage: value-creation              # ISO 44001 life-cycle stage", "stage: partner-selection"), (SCOPE, "")),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)
