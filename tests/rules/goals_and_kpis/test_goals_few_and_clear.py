"""Goals that everybody can name by heart."""

# ruff: noqa: E501 - a table is read row by row

from collections.abc import Mapping

from tests.support import CHARTER, Case, edited, error, finding, options, table, warning

RULE = "goals-few-and-clear"


def with_goals(goals: str, tier: str = "strategic") -> Mapping[str, bytes]:
    """The complete charter with other goals."""
    files = edited(("tier: strategic ", f"tier: {tier} "))
    text = files[CHARTER].decode()
    start, end = text.index("goals:\n  freshness:"), text.index("kpis:\n  otif:")
    return files | {CHARTER: (text[:start] + goals + text[end:]).encode()}


def goals(count: int, closed: int = 0) -> str:
    ended = ", closed_on: 2026-01-31"
    return "goals:\n" + "".join(
        f"  g{n}: {{statement: Goal {n}{ended if n < closed else ''}}}\n" for n in range(count)
    )


# fmt: off
CASES = {
    "a charter without goals is marked where its goals belong": Case(
        with_goals(""),
        error("goals", "the partnership has no goal", on="kpis:"),
    ),
    "goals that are all closed are as good as none": Case(
        with_goals(goals(3, closed=3)),
        error("goals", "all goals of the partnership are closed", on="goals:"),
    ),
    "one is a warning": Case(
        with_goals(goals(1)),
        warning(message="the partnership has 1 open goal; fewer than 2 rarely cover what all parties want"),
    ),
    "one is a warning (2)": Case(
        with_goals(goals(3, closed=2)),
        warning(message="the partnership has 1 open goal; fewer than 2 rarely cover what all parties want"),
    ),
    "two to five are well": Case(with_goals(goals(2))),
    "two to five are well (2)": Case(with_goals(goals(5))),
    "two to five are well (3)": Case(with_goals(goals(9, closed=4))),
    "six are a warning": Case(
        with_goals(goals(6)),
        warning(message="the partnership has 6 open goals; more than 5 are hard to keep in focus"),
    ),
    "an organisation may draw other bounds": Case(
        with_goals(goals(1)), settings=options(RULE, {"least": 1, "most": 3}),
    ),
    "an organisation may draw other bounds (2)": Case(
        with_goals(goals(4)),
        warning(), settings=options(RULE, {"least": 1, "most": 3}),
    ),
    "goals that cannot be read are not called missing": Case(with_goals("goals: many\n")),
    "goals that cannot be read are not called missing (2)": Case(
        with_goals("goals:\n  only: {category: cost}\n"),
    ),
    "goals may be declared needless and a transactional partner needs none": Case(
        with_goals("not_applicable: {goals: They stand in the framework agreement.}\n"),
    ),
    "goals may be declared needless and a transactional partner needs none (2)": Case(
        with_goals("", "transactional"),
    ),
    "goals may be declared needless and a transactional partner needs none (3)": Case(
        with_goals("", "preferred"),
        finding(),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)
