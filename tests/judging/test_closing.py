"""What minutes lack before they bind: each with its line, and nothing told twice."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from tests.support import FOLDER, edited, line_of, partnership
from trm_policy.finding import Finding
from trm_policy.judging.catalogue import Catalog, Rulebook, builtin
from trm_policy.judging.closing import closing
from trm_policy.judging.judge import Judge
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.source import InMemory

MINUTES = "partnerships/meridian-helix/reviews/2026-10-20-qbr.md"
MEASURED = "partnerships/meridian-helix/measurements.csv"
RULES = ("review-minutes", "references-resolve", "red-kpi-has-action")
HELD = "the review 'qbr' of 2026-10-20"
PEOPLE = "attendees: [ada, jonas, lena, mikael, ravi, sofia]\n"
DECISION = "- Peak capacity is released from week 47, a week early.\n"
ACTION = "- [ ] @tom Publish the forecast error by store (due 2026-12-01)\n"
QUOTED = "the action 'Publish the forecast error by store'"
RED = ("otif,2026-09,97.0,", "otif,2026-09,90,")  # known, and last, on the day of the review


def lacking(
    *edits: tuple[str, str],
    charter: tuple[tuple[str, str], ...] = (),
    rows: tuple[tuple[str, str], ...] = (),
    today: date = date(2026, 11, 22),
) -> list[tuple[str, int, str]]:
    files = edited(*charter)
    files[MINUTES] = edited(*edits, path=MINUTES)[MINUTES]
    files[MEASURED] = edited(*rows, path=MEASURED)[MEASURED]
    found = closed(files, today)
    assert all(one.help and one.partnership == "meridian-helix" for one in found)
    return [(one.rule, one.span.line, one.message) for one in found if one.rule in RULES]


def closed(files: dict[str, bytes], today: date) -> tuple[Finding, ...]:
    """What is found in the minutes, by the built-in rules alone."""
    part = partnership(files)
    minutes = next(one for one in part.records.minutes if one.path.as_posix() == MINUTES)
    now = datetime.combine(today, time(), UTC)
    reader = PortfolioReader(InMemory(files), FOLDER)
    return closing(Judge(reader, Rulebook(Catalog(builtin())), now), part, minutes).findings


def test_minutes_that_bind_lack_nothing() -> None:
    assert lacking() == []


def test_a_review_to_come_cannot_be_closed() -> None:
    assert lacking(today=date(2026, 10, 19)) == [
        ("review-minutes", 4, "held_on is 2026-10-20, which is in the future")
    ]
    assert lacking(today=date(2026, 10, 20)) == []


def test_the_review_must_be_one_of_the_charter() -> None:
    gone = (
        "  qbr:\n    name: Quarterly business review\n",
        "  qbx:\n    name: Quarterly business review\n",
    )
    assert lacking(charter=(gone,)) == [
        (
            "references-resolve",
            2,
            "review names 'qbr', and no review is called that; did you mean 'qbx'?",
        )
    ]


class TestAttendees:
    def test_are_somebody(self) -> None:
        assert lacking((PEOPLE, "attendees: [ada, jonas, lena, mikael, raavi]\n")) == [
            (
                "references-resolve",
                5,
                "attendees names 'raavi', and no one is called that; did you mean 'ravi'?",
            )
        ]

    def test_are_of_every_party(self) -> None:
        assert lacking((PEOPLE, "attendees: [ada, lena]\n")) == [
            (
                "review-minutes",
                5,
                f"the minutes of {HELD} list no attendee from Helix Cold Chain AB",
            )
        ]
        assert lacking((PEOPLE, "attendees: []\n")) == [
            (
                "review-minutes",
                5,
                (
                    f"the minutes of {HELD} list no attendee from Meridian Foods plc and Helix "
                    "Cold Chain AB"
                ),
            )
        ]

    def test_are_enough_to_decide(self) -> None:
        assert lacking((PEOPLE, "attendees: [ada, jonas, ravi, sofia]\n")) == [
            (
                "review-minutes",
                5,
                (
                    f"the quorum of the committee 'steering' was not met in {HELD}: 2 of 4 voting "
                    "members attended"
                ),
            )
        ]
        each = (
            "quorum: {members: 4, each_party: 1}\n",
            "quorum: {members: 3, each_party: 2}\n",
        )
        three = (PEOPLE, "attendees: [ada, lena, jonas]\n")
        assert lacking(three, charter=(each,)) == [
            (
                "review-minutes",
                5,
                (
                    f"the quorum of the committee 'steering' was not met in {HELD}: fewer than 2 "
                    "from Helix Cold Chain AB could vote"
                ),
            )
        ]

    @pytest.mark.parametrize("tier", ["strategic", "preferred", "transactional"])
    def test_are_asked_for_whatever_the_tier(self, tier: str) -> None:
        charter = (("tier: strategic ", f"tier: {tier} "),)
        assert len(lacking((PEOPLE, "attendees: [ada]\n"), charter=charter)) == 1


class TestDecisions:
    def test_are_written_down(self) -> None:
        assert lacking((DECISION, "")) == [
            ("review-minutes", 9, f"the minutes of {HELD} do not state what was decided")
        ]

    def test_have_a_text(self) -> None:
        assert lacking((DECISION, "- \n" + DECISION)) == [
            ("review-minutes", 11, "this decision has no text")
        ]

    def test_may_be_none_if_that_is_said(self) -> None:
        assert lacking((DECISION, "Nothing was decided.\n")) == []


class TestActions:
    @pytest.mark.parametrize(
        ("written", "rule", "message"),
        [
            (
                "- [ ] Publish the forecast error by store (due 2026-12-01)",
                "review-minutes",
                f"{QUOTED} has no person",
            ),
            (
                "- [ ] @tom Publish the forecast error by store",
                "review-minutes",
                f"{QUOTED} has no due date",
            ),
            (
                "- [ ] Publish the forecast error by store",
                "review-minutes",
                f"{QUOTED} has no person and no due date",
            ),
            (
                "- [ ] @tom (due 2026-12-01)",
                "review-minutes",
                "this action does not state what is to be done",
            ),
            (
                "- [ ] @tim Publish the forecast error by store (due 2026-12-01)",
                "references-resolve",
                "the action names 'tim', and no one is called that; did you mean 'tom'?",
            ),
            (
                "- [ ] @tom Publish the forecast error by store (due 2025-12-01)",
                "review-minutes",
                f"{QUOTED} is due on 2025-12-01, before the review in which it was agreed",
            ),
        ],
    )
    def test_say_who_does_what_by_when(self, written: str, rule: str, message: str) -> None:
        files = edited((ACTION, written + "\n"), path=MINUTES)
        line = line_of(files, written, MINUTES)
        assert lacking((ACTION, written + "\n")) == [(rule, line, message)]

    def test_have_a_section(self) -> None:
        assert lacking(("## Actions", "## What we do")) == [
            ("review-minutes", 1, f"the minutes of {HELD} have no section 'Actions'")
        ]

    def test_that_cannot_be_read_are_told_by_the_reader_alone(self) -> None:
        assert lacking(("(due 2026-12-01)", "(due 2026-13-01)")) == []


class TestRedKpis:
    RED = "the KPI 'otif' is red in 2026-09 (90, planned 95.5), but"
    TOLD = (
        "red-kpi-has-action",
        13,
        f"{RED} no action in the minutes since 2026-09-01 addresses it",
    )
    NO_CAUSE = (
        "red-kpi-has-action",
        13,
        f"{RED} the action on it (2026-10-20-qbr.md, line 16) has no cause",
    )
    OCTOBER = ("otif,2026-10,97.2,\n", "")

    def test_need_an_action(self) -> None:
        assert lacking(rows=(RED, self.OCTOBER)) == [self.TOLD]

    @pytest.mark.parametrize(
        ("details", "told"),
        [
            ("kpi otif; cause trailers; due 2026-12-01", []),
            ("kpi otif; due 2026-12-01", [NO_CAUSE]),
            ("kpi days-to-settle; cause trailers; due 2026-12-01", [TOLD]),
        ],
    )
    def test_are_answered_with_a_cause(
        self, details: str, told: list[tuple[str, int, str]]
    ) -> None:
        action = ("(due 2026-12-01)", f"({details})")
        assert lacking(action, rows=(RED, self.OCTOBER)) == told

    def test_are_not_answered_by_what_was_dropped(self) -> None:
        dropped = ("- [ ] @tom Publish", "- [-] @tom Publish")
        cause = ("(due 2026-12-01)", "(kpi otif; cause trailers; due 2026-12-01)")
        assert lacking(dropped, cause, rows=(RED, self.OCTOBER)) == [self.TOLD]

    def test_do_not_count_that_turned_red_after_the_review(self) -> None:
        later = ("otif,2026-10,97.2,", "otif,2026-10,97.2,\notif,2026-11,80,")
        assert lacking(rows=(later,)) == []

    @pytest.mark.parametrize(
        ("kind", "severity"),
        [("performance", "error"), ("strategic", "error"), ("health", "warning")],
    )
    def test_hold_up_only_reviews_that_look_at_figures(self, kind: str, severity: str) -> None:
        files = edited(("kind: performance\n", f"kind: {kind}\n"))
        files[MEASURED] = edited(RED, self.OCTOBER, path=MEASURED)[MEASURED]
        found = closed(files, date(2026, 11, 22))
        assert [(one.rule, one.severity.value) for one in found] == [(self.TOLD[0], severity)]

    def test_of_goals_that_are_closed_ask_for_nothing(self) -> None:
        closed = ("    due: 2027-12-31\n", "    due: 2027-12-31\n    closed_on: 2026-10-01\n")
        assert lacking(rows=(RED, self.OCTOBER), charter=(closed,)) == []
