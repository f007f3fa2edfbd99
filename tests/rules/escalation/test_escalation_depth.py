"""Enough rungs for trouble to climb."""

# ruff: noqa: E501 - a table is read row by row

from tests.support import CHARTER, Case, edited, error, finding, options, part, table

RULE = "escalation-depth"


def with_levels(count: int, tier: str = "strategic") -> dict[str, bytes]:
    """The complete charter with the topmost ``count`` of its levels."""
    files = edited(("tier: strategic ", f"tier: {tier} "), ("      start_at: directors\n", ""))
    text = files[CHARTER].decode()
    start, end = text.index("  levels:\n") + len("  levels:\n"), text.index("  endgame:")
    rungs = text[start:end].split("    - id: ")[1:]
    kept = "".join("    - id: " + rung for rung in rungs[len(rungs) - count :])
    return files | {CHARTER: (text[:start] + kept + text[end:]).encode()}


# fmt: off
CASES = {
    "two levels are too few for a strategic partnership": Case(
        with_levels(2),
        error("escalation.levels", "the escalation path has 2 levels; a strategic partnership needs at least 3", on="  levels:"),
    ),
    "each tier has its depth: strategic": Case(with_levels(3, "strategic")),
    "each tier has its depth: preferred": Case(with_levels(2, "preferred")),
    "each tier has its depth: preferred, 2": Case(
        with_levels(1, "preferred"),
        finding(message="the escalation path has 1 level; a preferred partnership needs at least 2"),
    ),
    "each tier has its depth: transactional": Case(with_levels(1, "transactional")),
    "each tier has its depth: transactional, 2": Case(
        with_levels(0, "transactional"),
        finding(message="the escalation path has no level; a transactional partnership needs at least 1"),
    ),
    "an organisation may ask for more": Case(
        with_levels(2, "preferred"),
        finding(), settings=options(RULE, {"preferred": 3}),
    ),
    "a charter without a path is for another rule to blame": Case(
        edited((part("escalation:\n", "reviews:\n"), "")),
    ),
    "a level that the model refused is not called missing": Case(
        edited() | {CHARTER: with_levels(3)[CHARTER].decode().replace("    - id: owners\n      name", "    - name").encode()},
    ),
}
# fmt: on

test_rule = table(RULE, CASES)
