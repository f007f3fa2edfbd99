"""Escalations that kept to their clocks."""

# ruff: noqa: E501 - a table is read row by row

from datetime import datetime

import pytest

from tests.support import (
    Case,
    edited,
    error,
    finding,
    findings,
    line_of,
    options,
    part,
    report,
    table,
    warning,
)

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


# fmt: off
CASES = {
    "the escalation of the complete portfolio was on time": Case(case(), now=at("2026-11-22T00:00+00:00")),
    "an open escalation is late when its level has had its time": Case(
        case((SETTLED, "")), now=at("2026-09-10T10:15+01:00"),
    ),
    "an open escalation is late when its level has had its time (2)": Case(
        case((SETTLED, "")),
        error("steps.2", "the escalation '2026-003', 'Late trailers on the Leeds loop', is still open on the level 'owners', whose time ended at 2026-09-10T10:15+01:00"), now=at("2026-09-10T10:16+01:00"),
    ),
    "an open escalation is judged however old it is and whatever version is approved": Case(
        case((SETTLED, "")),
        error("steps.2", "the escalation '2026-003', 'Late trailers on the Leeds loop', is still open on the level 'owners', whose time ended at 2026-09-10T10:15+01:00"), now=at("2028-09-10T10:16+01:00"),
    ),
    "an open escalation is judged however old it is and whatever version is approved (2)": Case(
        edited(("version: 2.1.3 ", "version: 2.2.0 ")) | {PATH: case((SETTLED, ""))[PATH]},
        error("steps.2", "the escalation '2026-003', 'Late trailers on the Leeds loop', is still open on the level 'owners', whose time ended at 2026-09-10T10:15+01:00"), now=at("2026-11-22T00:00+00:00"),
    ),
    "an open escalation is warned of while a party does not answer": Case(
        case((SETTLED, ""), (", helix: 2026-09-08T12:05+01:00", "")), now=at("2026-09-08T14:15+01:00"),
    ),
    "an open escalation is warned of while a party does not answer (2)": Case(
        case((SETTLED, ""), (", helix: 2026-09-08T12:05+01:00", "")),
        warning("steps.2.acknowledged.helix", "Helix Cold Chain AB has not acknowledged the escalation '2026-003' on the level 'owners'; the time ended at 2026-09-08T14:15+01:00"), now=at("2026-09-08T14:16+01:00"),
    ),
    "an open escalation that is late as a whole is one finding": Case(
        case((SETTLED, ""), (OWNERS_HEARD, "")),
        error("steps.2", "the escalation '2026-003', 'Late trailers on the Leeds loop', is still open on the level 'owners', whose time ended at 2026-09-10T10:15+01:00"), now=at("2026-11-22T00:00+00:00"),
    ),
    "an escalation that is over may have been acknowledged late": Case(
        case((OPERATIONS_HEARD, "helix: 2026-09-07T13:30+01:00}")),
        warning("steps.1.acknowledged.helix", "Helix Cold Chain AB acknowledged the escalation '2026-003' on the level 'operations' at 2026-09-07T13:30+01:00, after the time had ended at 2026-09-07T12:15+01:00", on="helix: 2026-09-07T13:30", path=PATH),
    ),
    "an escalation that is over may never have been acknowledged": Case(
        case((", " + OPERATIONS_HEARD, "}")),
        warning("steps.1.acknowledged.helix", "Helix Cold Chain AB never acknowledged the escalation '2026-003' on the level 'operations'; the time ended at 2026-09-07T12:15+01:00"), now=at("2026-11-22T00:00+00:00"),
    ),
    "an escalation that is over needs no answer where it was settled before one was due": Case(
        case((SETTLED, "settled_at: 2026-09-08T14:15+01:00\n"), (OWNERS_HEARD, "")), now=at("2026-11-22T00:00+00:00"),
    ),
    "an escalation that is over may have been passed on late": Case(
        case(("    reached_at: 2026-09-08T10:15", "    reached_at: 2026-09-08T10:16")),
        warning("steps.1", "the escalation '2026-003' was passed on from the level 'operations' at 2026-09-08T10:16+01:00, after the time had ended at 2026-09-08T10:15+01:00"), now=at("2026-11-22T00:00+00:00"),
    ),
    "an escalation that is over may have been settled late": Case(
        case((SETTLED, "settled_at: 2026-09-11T09:00Z\n")),
        warning("steps.2", "the escalation '2026-003' was settled on the level 'owners' at 2026-09-11T10:00+01:00, after the time had ended at 2026-09-10T10:15+01:00"), now=at("2026-11-22T00:00+00:00"),
    ),
    "an escalation that is over is looked at for a year": Case(
        case((SETTLED, "settled_at: 2026-09-11T09:00Z\n")),
        finding(), now=at("2027-09-11T00:00Z"),
    ),
    "an escalation that is over is looked at for a year (2)": Case(
        case((SETTLED, "settled_at: 2026-09-11T09:00Z\n")), now=at("2027-09-12T00:00Z"),
    ),
    "an escalation that is over is looked at for as long as an organisation wants": Case(
        case((SETTLED, "settled_at: 2026-09-11T09:00Z\n")), settings=options(RULE, {"days": 30}),
    ),
    "an escalation that is over is not held to a version that nobody has approved yet": Case(
        edited(("version: 2.1.3 ", "version: 2.2.0 ")) | {PATH: case((SETTLED, "settled_at: 2026-09-11T09:00Z\n"))[PATH]}, now=at("2026-11-22T00:00+00:00"),
    ),
    "an escalation that is over of a charter without any approvals is held to it as it is": Case(
        edited((part("approvals:  ", "waivers: []"), "")) | {PATH: case((SETTLED, "settled_at: 2026-09-11T09:00Z\n"))[PATH]},
        finding(), now=at("2026-11-22T00:00+00:00"),
    ),
    "what cannot be judged a fact that somebody else complains of: 1": Case(
        case(("level: owners", "level: owner"), (OPERATIONS_HEARD, OPERATIONS_HEARD)), now=at("2026-11-22T00:00+00:00"),
    ),
    "what cannot be judged a fact that somebody else complains of: 2": Case(
        case((SETTLED, "settled_at: yesterday\n"), (OPERATIONS_HEARD, OPERATIONS_HEARD)), now=at("2026-11-22T00:00+00:00"),
    ),
    "what cannot be judged a fact that somebody else complains of: 3": Case(
        case(("raised_at: 2026-09-07T10:15+01:00", "raised_at: soon"), (OPERATIONS_HEARD, OPERATIONS_HEARD)), now=at("2026-11-22T00:00+00:00"),
    ),
    "what cannot be judged a level without clocks": Case(
        edited(("      acknowledge_within: 4 working hours\n      escalate_after: 2 working days\n", "")) | {PATH: case((SETTLED, ""))[PATH]}, now=at("2026-11-22T00:00+00:00"),
    ),
    "what cannot be judged a charter whose clocks are not known: 1": Case(
        edited(("\nescalation:\n", "\nextensions:\n")) | {PATH: case((SETTLED, ""))[PATH]}, now=at("2026-11-22T00:00+00:00"),
    ),
    "what cannot be judged a charter whose clocks are not known: 2": Case(
        edited(("  working_hours: 08:00-17:00 ", "  working_hours: often ")) | {PATH: case((SETTLED, ""))[PATH]}, now=at("2026-11-22T00:00+00:00"),
    ),
    "what cannot be judged a charter whose clocks are not known: 3": Case(
        edited(("    organisation: helix-cold-chain", "    organisation: [helix-cold-chain]")) | {PATH: case((SETTLED, ""))[PATH]}, now=at("2026-11-22T00:00+00:00"),
    ),
    "what cannot be judged an escalation of tomorrow": Case(case((SETTLED, "")), now=at("2026-09-07T09:00Z")),
    "smaller partnerships answer for their escalations too": Case(
        edited(("tier: strategic ", "tier: transactional ")) | {PATH: case((SETTLED, ""))[PATH]},
        finding(), now=at("2026-11-22T00:00+00:00"),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)


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

    def test_is_marked_at_the_step(self) -> None:
        files = case(self.OPEN)

        (seen,) = findings(files, RULE)
        assert seen.line == line_of(files, "level: owners", PATH)

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
    LATE = (SETTLED, "settled_at: 2026-09-11T09:00Z\n")

    @pytest.mark.parametrize(("approved", "judged"), [("2026-09-07", True), ("2026-09-08", False)])
    def test_is_held_only_to_windows_that_were_in_force(self, approved: str, judged: bool) -> None:
        approvals = (
            ("person: ada, date: 2026-04-21", f"person: ada, date: {approved}"),
            ("person: jonas, date: 2026-04-22", "person: jonas, date: 2026-09-20"),
        )
        files = edited(*approvals) | {PATH: case(self.LATE)[PATH]}

        assert (len(found(files)) == 1) is judged
