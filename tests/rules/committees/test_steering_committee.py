"""A place where the parties steer together."""

# ruff: noqa: E501 - a table is read row by row

from tests.support import Case, edited, error, finding, findings, part, table

RULE = "steering-committee"
LEVEL = (
    "    level: steering                          "
    "# executive | steering | operational | working-group\n"
)

# fmt: off
CASES = {
    "without one the committees are marked: 1": Case(
        edited((LEVEL, "")),
        error("committees", "no joint committee has the level steering or executive", on="committees:"),
    ),
    "without one the committees are marked: 2": Case(
        edited((LEVEL, "    level: operational\n")),
        error("committees", "no joint committee has the level steering or executive", on="committees:"),
    ),
    "without one the committees are marked: 3": Case(
        edited((LEVEL, "    level: working-group\n")),
        error("committees", "no joint committee has the level steering or executive", on="committees:"),
    ),
    "an executive committee steers as well": Case(edited((LEVEL, "    level: executive\n"))),
    "a body of one party steers nobody else": Case(edited((LEVEL, LEVEL + "    party: helix\n")), finding()),
    "a charter without any committee is for another rule to blame": Case(
        edited((part("committees:\n", "responsibilities:"), "")),
    ),
    "a level that the model refused is one finding": Case(edited((LEVEL, "    level: steeering\n"))),
    "a strategic charter cannot declare it away": Case(
        edited((LEVEL, ""), ("waivers: []", "not_applicable: {committees: We talk.}\nwaivers: []")),
        finding(),
    ),
    "a strategic charter cannot declare it away (2)": Case(
        edited((LEVEL, ""), ("waivers: []", "not_applicable: {committees: We talk.}\nwaivers: []"), ("tier: strategic ", "tier: preferred ")),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)


def test_a_preferred_partner_is_warned_and_a_transactional_one_left_alone() -> None:
    def severities(tier: str) -> list[str]:
        files = edited((LEVEL, ""), ("tier: strategic ", f"tier: {tier} "))
        return [seen.severity for seen in findings(files, RULE)]

    assert severities("preferred") == ["warning"]
    assert severities("transactional") == []
