"""An end that keeps to its plan."""

from datetime import datetime

import pytest

from tests.support import CHARTER, Seen, edited, findings, line_of

RULE = "separation-has-exit"
LEAVING = ("stage: value-creation ", "stage: exit ")
ENDED = ("status: active ", "status: ended ")
NOTICE = "  notice: 9 months\n"
PLAN_KEPT = "    duration: 6 months\n"
NO_NOTICE = "the partnership is in its exit, and the charter does not say who gave notice, and when"


def given(day: str) -> tuple[str, str]:
    """Notice that was given on a day."""
    return NOTICE, f"{NOTICE}  notice_given: {{by: helix, date: {day}}}\n"


def found(*edits: tuple[str, str], day: str = "2026-11-22") -> list[tuple[str, str]]:
    now = datetime.fromisoformat(f"{day}T00:00+00:00")
    return [(seen.at, seen.message) for seen in findings(edited(*edits), RULE, now)]


def without_exit() -> tuple[str, str]:
    text = edited()[CHARTER].decode()
    return text[text.index("exit:\n  triggers") : text.index("approvals:  ")], ""


def test_a_partnership_that_goes_on_needs_no_notice() -> None:
    assert found() == []


class TestInItsExit:
    def test_a_partnership_has_been_given_notice(self) -> None:
        files = edited(LEAVING)

        assert findings(files, RULE) == [
            Seen(
                RULE,
                "error",
                files[CHARTER].decode().split("\n").index("exit:") + 1,
                "exit.notice_given",
                NO_NOTICE,
            )
        ]
        assert found(LEAVING, given("2026-11-22")) == []

    def test_notice_has_been_given_by_today(self) -> None:
        files = edited(LEAVING, given("2026-11-23"))

        assert findings(files, RULE) == [
            Seen(
                RULE,
                "error",
                line_of(files, "2026-11-23}"),
                "exit.notice_given.date",
                "the partnership is in its exit, and notice is dated 2026-11-23, "
                "which has not come",
            )
        ]

    def test_a_missing_section_is_for_another_rule_where_it_demands_it(self) -> None:
        small = ("tier: strategic ", "tier: transactional ")

        assert found(LEAVING, without_exit()) == []
        assert found(LEAVING, without_exit(), small) == [("exit", NO_NOTICE)]


class TestTheHandover:
    OVER = (
        "the handover was planned to take 6 months, and should have been over on {}: "
        "notice was given on {}"
    )

    def test_may_use_the_whole_notice(self) -> None:
        early = given("2026-02-22")

        assert found(LEAVING, early, day="2026-11-22") == []
        assert found(LEAVING, early, day="2026-11-23") == [
            ("exit.transition.duration", self.OVER.format("2026-11-22", "2026-02-22"))
        ]

    @pytest.mark.parametrize("notice", ["", "  notice: 1 month\n"])
    def test_has_its_time_where_the_notice_is_shorter(self, notice: str) -> None:
        short = (NOTICE, f"{notice}  notice_given: {{by: helix, date: 2026-02-22}}\n")

        assert found(LEAVING, short, day="2026-08-22") == []
        assert found(LEAVING, short, day="2026-08-23") == [
            ("exit.transition.duration", self.OVER.format("2026-08-22", "2026-02-22"))
        ]

    def test_is_marked_at_the_notice_where_that_stands_below(self) -> None:
        below = (
            "approvals:  ",
            "  notice_given: {by: helix, date: 2026-01-05}\n\napprovals:  ",
        )

        assert [at for at, _ in found(LEAVING, below)] == ["exit.notice_given.date"]

    def test_without_a_duration_has_no_end(self) -> None:
        assert found(LEAVING, given("2025-02-22"), (PLAN_KEPT, "")) == []

    def test_without_a_plan_has_no_end(self) -> None:
        text = edited()[CHARTER].decode()
        plan = text[text.index("  transition:\n") : text.index("approvals:  ")]

        assert found(LEAVING, given("2025-02-22"), (plan, "")) == []


class TestAfterItsEnd:
    EARLY = "the partnership ended before its term, and the charter does not say who gave notice, "

    def test_a_partnership_that_ended_early_had_been_given_notice(self) -> None:
        assert found(ENDED) == [("exit.notice_given", self.EARLY + "and when")]
        assert found(ENDED, given("2025-06-30")) == []

    def test_a_partnership_that_came_to_its_term_needs_none(self) -> None:
        assert found(ENDED, day="2028-12-30") != []
        assert found(ENDED, day="2028-12-31") == []

    def test_an_open_ended_partnership_ends_by_notice_alone(self) -> None:
        open_ended = ("  end: 2028-12-31\n", "")

        assert len(found(ENDED, open_ended, day="2030-01-01")) == 1

    def test_nobody_else_asks_for_its_exit(self) -> None:
        assert found(ENDED, without_exit()) == [("exit", self.EARLY + "and when")]


def test_what_the_model_refused_is_one_finding() -> None:
    assert found(LEAVING, (NOTICE, f"{NOTICE}  notice_given: helix\n")) == []
