"""An end that keeps to its plan."""

# ruff: noqa: E501 - a table is read row by row

from datetime import datetime

from tests.support import CHARTER, Case, day, edited, error, finding, findings, part, table

RULE = "separation-has-exit"
LEAVING = ("stage: value-creation ", "stage: exit ")
ENDED = ("status: active ", "status: ended ")
NOTICE = "  notice: 9 months\n"
PLAN_KEPT = "    duration: 6 months\n"
NO_NOTICE = (
    "the partnership is in its exit, but the charter does not state who gave notice, and when"
)


def given(day: str) -> tuple[str, str]:
    """Notice that was given on a day."""
    return NOTICE, f"{NOTICE}  notice_given: {{by: helix, date: {day}}}\n"


def found(*edits: tuple[str, str], day: str = "2026-11-22") -> list[tuple[str, str]]:
    now = datetime.fromisoformat(f"{day}T00:00+00:00")
    return [(seen.at, seen.message) for seen in findings(edited(*edits), RULE, now)]


def without_exit() -> tuple[str, str]:
    text = edited()[CHARTER].decode()
    return text[text.index("exit:\n  triggers") : text.index("approvals:  ")], ""


# fmt: off
CASES = {
    "a partnership that goes on needs no notice": Case(edited(), now=day("2026-11-22")),
    "in its exit a partnership has been given notice": Case(
        edited(LEAVING),
        error("exit.notice_given", NO_NOTICE, on="exit:"),
    ),
    "in its exit a partnership has been given notice (2)": Case(
        edited(LEAVING, given("2026-11-22")), now=day("2026-11-22"),
    ),
    "in its exit notice has been given by today": Case(
        edited(LEAVING, given("2026-11-23")),
        error("exit.notice_given.date", "the partnership is in its exit, but the notice is dated 2026-11-23, which is in the future", on="2026-11-23}"),
    ),
    "in its exit a missing section is for another rule where it demands it": Case(
        edited(LEAVING, without_exit()), now=day("2026-11-22"),
    ),
    "in its exit a missing section is for another rule where it demands it (2)": Case(
        edited(LEAVING, without_exit(), ("tier: strategic ", "tier: transactional ")),
        finding("exit", NO_NOTICE), now=day("2026-11-22"),
    ),
    "the handover may use the whole notice": Case(edited(LEAVING, given("2026-02-22")), now=day("2026-11-22")),
    "the handover may use the whole notice (2)": Case(
        edited(LEAVING, given("2026-02-22")),
        finding("exit.transition.duration", "the handover was planned for 6 months and should have ended on {}; notice was given on {}".format("2026-11-22", "2026-02-22")), now=day("2026-11-23"),
    ),
    "the handover has its time where the notice is shorter: 1": Case(
        edited(LEAVING, (NOTICE, "  notice_given: {by: helix, date: 2026-02-22}\n")), now=day("2026-08-22"),
    ),
    "the handover has its time where the notice is shorter: 1 (2)": Case(
        edited(LEAVING, (NOTICE, "  notice_given: {by: helix, date: 2026-02-22}\n")),
        finding("exit.transition.duration", "the handover was planned for 6 months and should have ended on {}; notice was given on {}".format("2026-08-22", "2026-02-22")), now=day("2026-08-23"),
    ),
    "the handover has its time where the notice is shorter: 2": Case(
        edited(LEAVING, (NOTICE, "  notice: 1 month\n  notice_given: {by: helix, date: 2026-02-22}\n")), now=day("2026-08-22"),
    ),
    "the handover has its time where the notice is shorter: 2 (2)": Case(
        edited(LEAVING, (NOTICE, "  notice: 1 month\n  notice_given: {by: helix, date: 2026-02-22}\n")),
        finding("exit.transition.duration", "the handover was planned for 6 months and should have ended on {}; notice was given on {}".format("2026-08-22", "2026-02-22")), now=day("2026-08-23"),
    ),
    "the handover is marked at the notice where that stands below": Case(
        edited(LEAVING, ("approvals:  ", "  notice_given: {by: helix, date: 2026-01-05}\n\napprovals:  ")),
        finding("exit.notice_given.date"), now=day("2026-11-22"),
    ),
    "the handover without a duration has no end": Case(
        edited(LEAVING, given("2025-02-22"), (PLAN_KEPT, "")), now=day("2026-11-22"),
    ),
    "the handover without a plan has no end": Case(
        edited(LEAVING, given("2025-02-22"), (part("  transition:\n", "approvals:  "), "")), now=day("2026-11-22"),
    ),
    "after its end a partnership that ended early had been given notice": Case(
        edited(ENDED),
        finding("exit.notice_given", "the partnership ended before its term, but the charter does not state who gave notice, and when"), now=day("2026-11-22"),
    ),
    "after its end a partnership that ended early had been given notice (2)": Case(
        edited(ENDED, given("2025-06-30")), now=day("2026-11-22"),
    ),
    "after its end an open ended partnership ends by notice alone": Case(
        edited(ENDED, ("  end: 2028-12-31\n", "")),
        finding(), now=day("2030-01-01"),
    ),
    "after its end nobody else asks for its exit": Case(
        edited(ENDED, without_exit()),
        finding("exit", "the partnership ended before its term, but the charter does not state who gave notice, and when"), now=day("2026-11-22"),
    ),
    "what the model refused is one finding": Case(
        edited(LEAVING, (NOTICE, f"{NOTICE}  notice_given: helix\n")), now=day("2026-11-22"),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)


class TestAfterItsEnd:
    EARLY = (
        "the partnership ended before its term, but the charter does not state who gave notice, "
    )

    def test_a_partnership_that_came_to_its_term_needs_none(self) -> None:
        assert found(ENDED, day="2028-12-30") != []
        assert found(ENDED, day="2028-12-31") == []
