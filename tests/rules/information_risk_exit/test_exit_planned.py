"""An end that is agreed while it is far away."""

# ruff: noqa: E501 - a table is read row by row

from tests.support import CHARTER, Case, edited, error, finding, findings, line_of, table

RULE = "exit-planned"
TRIGGERS = (
    "  triggers:\n    - Two consecutive red half-years on OTIF\n"
    "    - Change of control at either party\n"
)
NOTICE = "  notice: 9 months\n"
NO_TRIGGER = "the exit plan does not state what may end the partnership early"
NO_PLAN = "the exit plan does not describe the handover"


def with_exit(exit_: str, *edits: tuple[str, str]) -> dict[str, bytes]:
    """The complete charter with another exit section."""
    files = edited(*edits)
    text = files[CHARTER].decode()
    start, end = text.index("exit:\n"), text.index("approvals:  ")
    return files | {CHARTER: (text[:start] + exit_ + text[end:]).encode()}


# fmt: off
CASES = {
    "an exit without triggers is marked at its key": Case(
        edited((TRIGGERS, "")),
        error("exit.triggers", NO_TRIGGER, on=NOTICE.rstrip(), step=-1),
    ),
    "an empty list of triggers is marked itself": Case(
        edited((TRIGGERS, "  triggers: []\n")),
        finding(message=NO_TRIGGER, on="  triggers: []"),
    ),
    "a missing section is for another rule to blame": Case(with_exit("")),
    "what the model refused is not called missing": Case(edited((NOTICE, "  notice: soon\n"))),
    "what the model refused is not called missing (2)": Case(
        with_exit("exit:\n" + TRIGGERS + NOTICE + "  transition: {duration: soon}\n"),
    ),
    "a preferred charter may declare it not relevant": Case(
        edited((NOTICE, ""), ("waivers: []", "not_applicable: {exit: One delivery.}\nwaivers: []"), ("tier: strategic ", "tier: preferred ")),
    ),
    "a preferred charter may declare it not relevant (2)": Case(
        edited((NOTICE, ""), ("waivers: []", "not_applicable: {exit: One delivery.}\nwaivers: []")),
        finding(),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)


def test_no_notice_and_a_notice_of_nothing_are_both_none() -> None:
    nothing = edited((NOTICE, "  notice: 0 days\n"))

    assert [(s.at, s.message) for s in findings(edited((NOTICE, "")), RULE)] == [
        ("exit.notice", "the exit plan has no notice")
    ]
    assert [(s.line, s.message) for s in findings(nothing, RULE)] == [
        (line_of(nothing, "  notice: 0 days"), "the exit plan has a notice of 0 days")
    ]


def test_an_exit_without_a_plan_for_the_handover_is_none() -> None:
    rest = "exit:\n" + TRIGGERS + NOTICE

    for without in ("", "  transition: {}\n", "  transition:\n"):
        assert [(s.at, s.message) for s in findings(with_exit(rest + without), RULE)] == [
            ("exit.transition", NO_PLAN)
        ]


def test_an_empty_exit_is_for_another_rule_to_blame() -> None:
    assert findings(with_exit("exit: {}\n"), RULE) == []
    assert [s.at for s in findings(with_exit("exit: {}\n"), "stage-sections")] == ["exit"]


def test_a_preferred_partner_is_warned_and_a_transactional_one_left_alone() -> None:
    def severities(tier: str) -> list[str]:
        files = edited((NOTICE, ""), ("tier: strategic ", f"tier: {tier} "))
        return [seen.severity for seen in findings(files, RULE)]

    assert severities("preferred") == ["warning"]
    assert severities("transactional") == []
