"""Escalations that kept to their clocks."""

from datetime import datetime

import pytest

from tests.support import Seen, edited, findings, line_of, report
from trm_policy.judging.settings import Settings, SettingsTable
from trm_policy.model.building import build

RULE = "escalation-on-time"
PATH = "partnerships/meridian-helix/escalations/2026-003.md"
SETTLED = "settled_at: 2026-09-09T16:00+01:00\n"
OWNERS = "  - level: owners\n    reached_at: 2026-09-08T10:15+01:00\n"
OPERATIONS_HEARD = "helix: 2026-09-07T11:00+01:00}"
OWNERS_HEARD = (
    "    acknowledged: {meridian: 2026-09-08T11:20+01:00, helix: 2026-09-08T12:05+01:00}\n"
)


def case(*edits: tuple[str, str]) -> dict[str, bytes]:
    """The complete portfolio with its escalation edited."""
    return edited(*edits, path=PATH)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def found(files: dict[str, bytes], now: str = "2026-11-22T00:00+00:00") -> list[tuple[str, ...]]:
    return [(s.severity, s.at, s.message) for s in findings(files, RULE, at(now))]


def test_the_escalation_of_the_complete_portfolio_was_on_time() -> None:
    assert found(case()) == []


class TestAnOpenEscalation:
    OPEN = (SETTLED, "")
    LATE = (
        "error",
        "steps.2",
        (
            "the escalation '2026-003', 'Late trailers on the Leeds loop', is still open on the "
            "level 'owners', whose time ended at 2026-09-10T10:15+01:00"
        ),
    )

    def test_is_late_when_its_level_has_had_its_time(self) -> None:
        files = case(self.OPEN)

        assert found(files, "2026-09-10T10:15+01:00") == []
        assert found(files, "2026-09-10T10:16+01:00") == [self.LATE]

    def test_is_marked_at_the_step(self) -> None:
        files = case(self.OPEN)

        (seen,) = findings(files, RULE)
        assert seen.line == line_of(files, "level: owners", PATH)

    def test_is_judged_however_old_it_is_and_whatever_version_is_approved(self) -> None:
        assert found(case(self.OPEN), "2028-09-10T10:16+01:00") == [self.LATE]
        unapproved = edited(("version: 2.1.3 ", "version: 2.2.0 ")) | {PATH: case(self.OPEN)[PATH]}
        assert found(unapproved) == [self.LATE]

    def test_counts_working_time_of_the_later_party(self) -> None:
        """Friday afternoon, and Monday the 31st of August is a holiday in England alone."""
        files = case(
            self.OPEN,
            (OWNERS, ""),
            (OWNERS_HEARD, ""),
            ("raised_at: 2026-09-07T10:15+01:00", "raised_at: 2026-08-28T14:00+01:00"),
            ("    reached_at: 2026-09-07T10:15", "    reached_at: 2026-08-28T14:00"),
            (
                "{meridian: 2026-09-07T10:15+01:00, helix: 2026-09-07T11:00+01:00}",
                "{meridian: 2026-08-28T14:05+01:00, helix: 2026-08-28T14:10+01:00}",
            ),
        )

        assert found(files, "2026-09-01T14:00+01:00") == []
        assert [level for level, *_ in found(files, "2026-09-01T14:01+01:00")] == ["error"]

    def test_is_warned_of_while_a_party_does_not_answer(self) -> None:
        files = case(self.OPEN, (", helix: 2026-09-08T12:05+01:00", ""))

        assert found(files, "2026-09-08T14:15+01:00") == []
        assert found(files, "2026-09-08T14:16+01:00") == [
            (
                "warning",
                "steps.2.acknowledged.helix",
                (
                    "Helix Cold Chain AB has not acknowledged the escalation '2026-003' on the "
                    "level 'owners'; the time for it ended at 2026-09-08T14:15+01:00"
                ),
            )
        ]

    def test_that_is_late_as_a_whole_is_one_finding(self) -> None:
        assert found(case(self.OPEN, (OWNERS_HEARD, ""))) == [self.LATE]

    def test_on_the_last_level_is_told_of_the_endgame(self) -> None:
        def help_of(level: str) -> str:
            files = case(self.OPEN, ("level: owners", f"level: {level}"))
            return next(f.help for f in report(files).findings if f.rule == RULE)

        assert help_of("directors").startswith("Pass it on")
        assert help_of("sponsors").startswith("Settle it")

    def test_without_a_step_waits_on_the_lowest_level(self) -> None:
        text = case()[PATH].decode()
        start, end = text.index("steps:\n"), text.index("---\nTwo trailers")
        files = case((text[start:end], ""))

        assert found(files, "2026-09-08T10:15+01:00")[0][0] == "warning"
        assert [row[:2] for row in found(files, "2026-09-08T10:16+01:00")] == [("error", "steps.1")]
        (seen,) = findings(files, RULE)
        assert seen.line == 1


class TestAnEscalationThatIsOver:
    def test_may_have_been_acknowledged_late(self) -> None:
        files = case((OPERATIONS_HEARD, "helix: 2026-09-07T13:30+01:00}"))

        assert findings(files, RULE) == [
            Seen(
                RULE,
                "warning",
                line_of(files, "helix: 2026-09-07T13:30", PATH),
                "steps.1.acknowledged.helix",
                "Helix Cold Chain AB acknowledged the escalation '2026-003' on the level "
                "'operations' at 2026-09-07T13:30+01:00; the time for it ended at "
                "2026-09-07T12:15+01:00",
            )
        ]

    def test_may_never_have_been_acknowledged(self) -> None:
        assert found(case((", " + OPERATIONS_HEARD, "}"))) == [
            (
                "warning",
                "steps.1.acknowledged.helix",
                (
                    "Helix Cold Chain AB never acknowledged the escalation '2026-003' on the level "
                    "'operations'; the time for it ended at 2026-09-07T12:15+01:00"
                ),
            )
        ]

    def test_needs_no_answer_where_it_was_settled_before_one_was_due(self) -> None:
        quick = (SETTLED, "settled_at: 2026-09-08T14:15+01:00\n")

        assert found(case(quick, (OWNERS_HEARD, ""))) == []

    def test_may_have_been_passed_on_late(self) -> None:
        files = case(("    reached_at: 2026-09-08T10:15", "    reached_at: 2026-09-08T10:16"))

        assert found(files) == [
            (
                "warning",
                "steps.1",
                (
                    "the escalation '2026-003' was passed on from the level 'operations' at "
                    "2026-09-08T10:16+01:00; the level's time ended at 2026-09-08T10:15+01:00"
                ),
            )
        ]

    def test_may_have_been_settled_late(self) -> None:
        files = case((SETTLED, "settled_at: 2026-09-11T09:00Z\n"))

        assert found(files) == [
            (
                "warning",
                "steps.2",
                (
                    "the escalation '2026-003' was settled from the level 'owners' at "
                    "2026-09-11T10:00+01:00; the level's time ended at 2026-09-10T10:15+01:00"
                ),
            )
        ]

    LATE = (SETTLED, "settled_at: 2026-09-11T09:00Z\n")

    def test_is_looked_at_for_a_year(self) -> None:
        assert len(found(case(self.LATE), "2027-09-11T00:00Z")) == 1
        assert found(case(self.LATE), "2027-09-12T00:00Z") == []

    def test_is_looked_at_for_as_long_as_an_organisation_wants(self) -> None:
        table = build(SettingsTable, {"rules": {RULE: {"days": 30}}}).value
        assert table is not None

        assert findings(case(self.LATE), RULE, settings=Settings(table)) == []

    @pytest.mark.parametrize(("approved", "judged"), [("2026-09-07", True), ("2026-09-08", False)])
    def test_is_held_only_to_windows_that_were_in_force(self, approved: str, judged: bool) -> None:
        approvals = (
            ("person: ada, date: 2026-04-21", f"person: ada, date: {approved}"),
            ("person: jonas, date: 2026-04-22", "person: jonas, date: 2026-09-20"),
        )
        files = edited(*approvals) | {PATH: case(self.LATE)[PATH]}

        assert (len(found(files)) == 1) is judged

    def test_is_not_held_to_a_version_that_nobody_has_approved_yet(self) -> None:
        files = edited(("version: 2.1.3 ", "version: 2.2.0 ")) | {PATH: case(self.LATE)[PATH]}

        assert found(files) == []

    def test_of_a_charter_without_any_approvals_is_held_to_it_as_it_is(self) -> None:
        text = edited()["partnerships/meridian-helix/partnership.yaml"].decode()
        start, end = text.index("approvals:  "), text.index("waivers: []")
        files = edited((text[start:end], "")) | {PATH: case(self.LATE)[PATH]}

        assert len(found(files)) == 1


class TestWhatCannotBeJudged:
    @pytest.mark.parametrize(
        "edit",
        [
            ("level: owners", "level: owner"),
            (SETTLED, "settled_at: yesterday\n"),
            ("raised_at: 2026-09-07T10:15+01:00", "raised_at: soon"),
        ],
    )
    def test_a_fact_that_somebody_else_complains_of(self, edit: tuple[str, str]) -> None:
        late = (OPERATIONS_HEARD, OPERATIONS_HEARD)

        assert found(case(edit, late)) == []

    def test_a_level_without_clocks(self) -> None:
        windows = (
            "      acknowledge_within: 4 working hours\n      escalate_after: 2 working days\n"
        )
        files = edited((windows, "")) | {PATH: case((SETTLED, ""))[PATH]}

        assert found(files) == []

    @pytest.mark.parametrize(
        "edit",
        [
            ("\nescalation:\n", "\nextensions:\n"),
            ("  working_hours: 08:00-17:00 ", "  working_hours: often "),
            ("    organisation: helix-cold-chain", "    organisation: [helix-cold-chain]"),
        ],
    )
    def test_a_charter_whose_clocks_are_not_known(self, edit: tuple[str, str]) -> None:
        assert found(edited(edit) | {PATH: case((SETTLED, ""))[PATH]}) == []

    def test_an_escalation_of_tomorrow(self) -> None:
        assert found(case((SETTLED, "")), "2026-09-07T09:00Z") == []


def test_smaller_partnerships_answer_for_their_escalations_too() -> None:
    smaller = edited(("tier: strategic ", "tier: transactional "))

    assert len(found(smaller | {PATH: case((SETTLED, ""))[PATH]})) == 1
