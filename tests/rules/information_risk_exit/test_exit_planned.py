"""An end that is agreed while it is far away."""

from tests.support import CHARTER, Seen, edited, findings, line_of

RULE = "exit-planned"
TRIGGERS = (
    "  triggers:\n    - Two consecutive red half-years on OTIF\n"
    "    - Change of control at either party\n"
)
NOTICE = "  notice: 9 months\n"
NO_TRIGGER = "the exit does not say what may end the partnership early"
NO_PLAN = "the exit has no plan for the handover"


def with_exit(exit_: str, *edits: tuple[str, str]) -> dict[str, bytes]:
    """The complete charter with another exit section."""
    files = edited(*edits)
    text = files[CHARTER].decode()
    start, end = text.index("exit:\n"), text.index("approvals:  ")
    return files | {CHARTER: (text[:start] + exit_ + text[end:]).encode()}


def test_the_exit_of_the_complete_charter_is_planned() -> None:
    assert findings(edited(), RULE) == []


def test_an_exit_without_triggers_is_marked_at_its_key() -> None:
    files = edited((TRIGGERS, ""))

    assert findings(files, RULE) == [
        Seen(RULE, "error", line_of(files, NOTICE.rstrip()) - 1, "exit.triggers", NO_TRIGGER)
    ]


def test_an_empty_list_of_triggers_is_marked_itself() -> None:
    files = edited((TRIGGERS, "  triggers: []\n"))

    assert [(s.line, s.message) for s in findings(files, RULE)] == [
        (line_of(files, "  triggers: []"), NO_TRIGGER)
    ]


def test_no_notice_and_a_notice_of_nothing_are_both_none() -> None:
    nothing = edited((NOTICE, "  notice: 0 days\n"))

    assert [(s.at, s.message) for s in findings(edited((NOTICE, "")), RULE)] == [
        ("exit.notice", "the exit has no notice")
    ]
    assert [(s.line, s.message) for s in findings(nothing, RULE)] == [
        (line_of(nothing, "  notice: 0 days"), "the exit has a notice of 0 days")
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


def test_a_missing_section_is_for_another_rule_to_blame() -> None:
    assert findings(with_exit(""), RULE) == []


def test_what_the_model_refused_is_not_called_missing() -> None:
    assert findings(edited((NOTICE, "  notice: soon\n")), RULE) == []
    refused = "exit:\n" + TRIGGERS + NOTICE + "  transition: {duration: soon}\n"
    assert findings(with_exit(refused), RULE) == []


def test_a_preferred_charter_may_declare_it_not_relevant() -> None:
    declared = ("waivers: []", "not_applicable: {exit: One delivery.}\nwaivers: []")

    assert (
        findings(edited((NOTICE, ""), declared, ("tier: strategic ", "tier: preferred ")), RULE)
        == []
    )
    assert len(findings(edited((NOTICE, ""), declared), RULE)) == 1
