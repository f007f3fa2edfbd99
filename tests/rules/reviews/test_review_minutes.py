"""Minutes that bind: who was there, what was decided, who does what by when."""

# ruff: noqa: E501 - a table is read row by row

import pytest

from tests.support import (
    CHARTER,
    Case,
    Seen,
    edited,
    error,
    finding,
    findings,
    found_by,
    judged,
    table,
)
from trm_policy.starter import complete

RULE = "review-minutes"
PATH = "partnerships/meridian-helix/reviews/2026-10-20-qbr.md"
HELD = "the review 'qbr' of 2026-10-20"
EVERYBODY = "attendees: [ada, jonas, lena, mikael, ravi, sofia]\n"
DECISION = "- Peak capacity is released from week 47, a week early.\n"
ACTION = "- [ ] @tom Publish the forecast error by store (due 2026-12-01)\n"
QUORUM = "    quorum: {members: 4, each_party: 1}\n"
NOT_MET = f"the quorum of the committee 'steering' was not met in {HELD}: "


def minutes(*edits: tuple[str, str], charter: tuple[tuple[str, str], ...] = ()) -> dict[str, bytes]:
    """The complete portfolio with the minutes of a review edited, and its charter."""
    return edited(*charter) | {PATH: edited(*edits, path=PATH)[PATH]}


def there(people: str, *charter: tuple[str, str]) -> list[str]:
    """What is found of attendees in the minutes of the review."""
    files = minutes((EVERYBODY, f"attendees: [{people}]\n"), charter=charter)
    assert {seen.at for seen in findings(files, RULE)} <= {"attendees"}
    return [seen.message for seen in findings(files, RULE)]


def found(*edits: tuple[str, str]) -> dict[str, bytes]:
    return minutes(*edits)


# fmt: off
CASES = {
    "attendees must be there of every party": Case(
        minutes((EVERYBODY, "attendees: [ada, lena]\n")),
        error("attendees", f"the minutes of {HELD} list no attendee from Helix Cold Chain AB", on="attendees:", path=PATH),
    ),
    "attendees that are not named at all were of no party": Case(
        minutes((EVERYBODY, "")),
        finding(message=f"the minutes of {HELD} list no attendee from Meridian Foods plc and Helix Cold Chain AB", line=1),
    ),
    "attendees that the model refused are one finding": Case(found((EVERYBODY, "attendees: everybody\n"))),
    "sections decisions are marked at their heading": Case(
        found((DECISION, "")),
        finding(message=f"the minutes of {HELD} do not state what was decided", line=9),
    ),
    "sections without headings the file is marked": Case(
        found(("## Decisions\n", ""), ("## Actions\n", "")),
        finding(message=f"the minutes of {HELD} do not state what was decided", line=1),
        finding(message=f"the minutes of {HELD} have no section 'Actions'", line=1),
    ),
    "sections a word that nothing was decided is enough": Case(found((DECISION, "Nothing was decided.\n"))),
    "sections there may be nothing to do": Case(
        found(("- [x] @nils Rehearse the Hull standby (due 2026-11-06)\n", ""), (ACTION, "None.\n")),
    ),
    "sections a file that cannot be read is one finding": Case(edited() | {PATH: b"\xff\xfe\x00"}),
    "sections a body below facts that cannot be read is judged": Case(
        found(("for: 2026-10-21", "for: soon"), (DECISION, "")),
        finding(message=f"the minutes of {HELD} do not state what was decided", line=9),
    ),
    "sections facts alone are no minutes": Case(
        found((edited()[PATH].decode()[edited()[PATH].decode().index("# Quarterly"):], "")),
        finding(message=f"the minutes of {HELD} do not state what was decided"),
        finding(message=f"the minutes of {HELD} have no section 'Actions'"),
    ),
    "actions name a person and a day": Case(
        found((ACTION, "- [ ] Publish it (due 2026-12-01)\n- [x] @tom Read it\n")),
        finding(message="the action 'Publish it' has no person", line=16),
        finding(message="the action 'Read it' has no due date", line=17),
    ),
    "actions that lack both are one finding": Case(
        found((ACTION, "- [ ] Publish it\n")),
        finding(message="the action 'Publish it' has no person and no due date", line=16),
    ),
    "actions with a day that is none are complained of already": Case(
        found((ACTION, "- [ ] @tom Publish it (due 2026-02-30)\n")),
    ),
    "only reviews that keep minutes are asked for them: 1": Case(
        minutes((DECISION, ""), charter=(("    kind: performance\n", "    kind: operational\n"),)),
    ),
    "only reviews that keep minutes are asked for them: 2": Case(
        minutes((DECISION, ""), charter=(("    kind: performance\n", ""),)),
    ),
    "only reviews that keep minutes are asked for them: 3": Case(
        minutes((DECISION, ""), charter=(("    kind: performance\n", "    kind: perfomance\n"),)),
    ),
    "only reviews that keep minutes are asked for them: 4": Case(
        minutes((DECISION, ""), charter=(("  qbr:\n", "  quarterly-review:\n"),)),
    ),
    "only reviews that keep minutes are asked for them: 5": Case(
        minutes((DECISION, ""), charter=(("tier: strategic ", "tier: transactional "),)),
    ),
    "only reviews that keep minutes and none that will be held": Case(
        edited((DECISION, ""), ("held_on: 2026-10-20", "held_on: 2026-11-23"), path=PATH) | {CHARTER: edited()[CHARTER]},
    ),
    "only reviews that keep minutes and none whose name tells no day": Case(
        edited() | {"partnerships/meridian-helix/reviews/2026-13-40-qbr.md": b"# Nothing\n"},
    ),
}
# fmt: on

test_rule = table(RULE, CASES)


class TestAttendees:
    def test_whom_nobody_knows_may_be_of_any_party(self) -> None:
        assert there("ada, lena, mikail, jnas") == []


class TestQuorum:
    def test_counts_voting_members_alone(self) -> None:
        assert there("ada, jonas, ravi, sofia, tom, nils") == [
            NOT_MET + "2 of 4 voting members attended"
        ]
        assert there("ravi, sofia") == [NOT_MET + "none of 4 voting members attended"]

    def test_counts_a_deputy_for_one_member_who_is_not_there(self) -> None:
        """Nils stands in for Mikael, but nobody stands in for both him and Jonas."""
        deputy = ("    email: mikael.berg@helix.example\n",)
        edit = (deputy[0], deputy[0] + "    deputy: nils\n")
        both = ("    deputy: mikael\n", "    deputy: nils\n")

        assert there("ada, lena, jonas, nils", edit) == []
        assert there("ada, lena, nils", edit, both) == [NOT_MET + "3 of 4 voting members attended"]

    def test_counts_a_deputy_who_is_a_member_once(self) -> None:
        assert there("ada, mikael, sofia") == [NOT_MET + "2 of 4 voting members attended"]

    def test_needs_votes_of_each_party(self) -> None:
        each = (QUORUM, "    quorum: {members: 3, each_party: 2}\n")

        assert there("ada, lena, jonas, sofia", each) == [
            NOT_MET + "fewer than 2 from Helix Cold Chain AB could vote"
        ]
        assert there("ada, lena, jonas, mikael", each) == []

    def test_of_a_body_of_one_party_needs_that_party_alone(self) -> None:
        board = ("    level: steering   ", "    party: meridian\n    level: steering   ")
        members = (QUORUM, "    quorum: {members: 2, each_party: 2}\n")

        assert there("ada, lena, sofia", board, members) == []

    def test_that_can_never_be_met_is_for_another_rule_to_blame(self) -> None:
        assert there("ada, jonas", (QUORUM, "    quorum: {members: 5}\n")) == []
        assert there("ada, jonas", (QUORUM, "    quorum: {each_party: 3}\n")) == []

    def test_counts_somebody_unknown_as_a_member(self) -> None:
        assert there("ada, lena, jonas, mikail") == []
        assert there("ada, jonas, mikail") == [NOT_MET + "2 of 4 voting members attended"]

    @pytest.mark.parametrize(
        "charter",
        [
            (QUORUM, ""),
            (QUORUM, "    quorum: {}\n"),
            (QUORUM, "    quorum: four\n"),
            (
                "    committee: steering\n    agenda: [Commitments",
                "    committee: sterring\n    agenda: [Commitments",
            ),
            ("    committee: steering\n    agenda: [Commitments", "    agenda: [Commitments"),
        ],
    )
    def test_that_is_not_known_is_not_judged(self, charter: tuple[str, str]) -> None:
        assert there("ada, jonas", charter) == []

    def test_is_not_judged_of_the_time_before_the_present_version(self) -> None:
        newer = ("version: 2.1.3 ", "version: 2.2.0 ")
        approved = (
            (
                "approvals:                                   "
                "# who agreed to which version; holds for the same major.minor\n"
            ),
            "approvals:\n  - {version: 2.2.0, party: helix, person: jonas, date: 2026-10-21}\n",
        )
        in_time = (approved[0], approved[1].replace("10-21", "10-20"))

        assert there("ada, jonas", newer) == []
        assert there("ada, jonas", newer, approved) == []
        assert there("ada, jonas", newer, in_time) == [NOT_MET + "2 of 4 voting members attended"]


HEALTH = PATH.replace("2026-10-20-qbr", "2026-05-12-health")
ANNUAL = PATH.replace("2026-10-20-qbr", "2026-10-14-annual")
SEAT = "      - {person: lena, role: member}\n"
SUCCESSOR = SEAT.replace("lena", "tom")
TWO = "attendees: [ada, jonas]\n"
LOWER = (QUORUM, QUORUM.replace("4", "2"))


def at_all(attendees: str, *charter: tuple[str, str], newest: str = EVERYBODY) -> dict[str, bytes]:
    """The complete portfolio with these attendees of the earlier reviews, and of the newest."""
    files = edited(*charter)
    for path in (HEALTH, ANNUAL, PATH):
        there = newest if path == PATH else attendees
        files |= {path: edited((EVERYBODY, there), path=path)[path]}
    return files


def told(found: list[Seen]) -> list[tuple[str, str]]:
    return [(one.severity, one.message) for one in found]


def not_met(review: str, text: str) -> str:
    held = f"the review {review.split(maxsplit=1)[0]!r} of {review.split()[1]}"
    return f"the quorum of the committee 'steering' was not met in {held}: {text}"


LACKS_ONE = (
    "error",
    not_met("qbr 2026-10-20", "3 of 4 voting members attended"),
)


class TestOfTheirDay:
    """Minutes that were in order on their day are not broken by what came later."""

    def test_a_successor_by_hand_is_asked_of_at_the_last_meeting_alone(self) -> None:
        assert told(findings(edited((SEAT, SUCCESSOR)), RULE)) == [LACKS_ONE]

    def test_the_fix_is_true_and_resolves_it(self) -> None:
        dated = SUCCESSOR.replace("member", "member, since: 2026-11-01")
        first = found_by(edited((SEAT, SUCCESSOR)), RULE)[0].help
        assert "write its first day as 'since' in the seat" in first
        assert findings(edited((SEAT, dated)), RULE) == []

    def test_a_first_day_before_the_meeting_changes_nothing(self) -> None:
        dated = SUCCESSOR.replace("member", "member, since: 2026-10-20")
        assert told(findings(edited((SEAT, dated)), RULE)) == [LACKS_ONE]

    def test_a_quorum_that_a_later_meeting_had_is_confirmed(self) -> None:
        assert findings(at_all(TWO), RULE) == []

    def test_a_quorum_that_no_meeting_had_is_a_warning_before_the_last(self) -> None:
        found = findings(at_all(TWO, newest=TWO), RULE)
        assert told(found) == [
            ("warning", not_met("health 2026-05-12", "2 of 4 voting members attended")),
            ("warning", not_met("annual 2026-10-14", "2 of 4 voting members attended")),
            ("error", not_met("qbr 2026-10-20", "2 of 4 voting members attended")),
        ]
        health = found_by(at_all(TWO, newest=TWO), RULE)[0]
        assert health.help.startswith("If the charter asked for less on that day, nothing has to")

    def test_a_raised_quorum_that_was_approved_breaks_nothing(self) -> None:
        version = ("version: 2.1.3 ", "version: 2.2.0 ")
        assert findings(at_all(TWO, version, newest=TWO), RULE) == []

    def test_a_party_that_joined_later_need_not_have_attended(self) -> None:
        third = (
            "  helix:\n    organisation: helix-cold-chain",
            "  third: {name: Third}\n  helix:\n    organisation: helix-cold-chain",
        )
        version = ("version: 2.1.3 ", "version: 3.0.0 ")
        missing = "the minutes of the review {!r} of {} list no attendee from Third"
        assert told(findings(edited(third, version), RULE)) == []
        assert told(findings(edited(third), RULE)) == [
            ("error", missing.format("health", "2026-05-12")),
            ("error", missing.format("annual", "2026-10-14")),
            ("error", missing.format("qbr", "2026-10-20")),
        ]

    def test_sections_that_an_earlier_version_may_not_have_asked_for_are_a_warning(self) -> None:
        version = ("version: 2.1.3 ", "version: 2.2.0 ")
        assert told(findings(minutes((DECISION, ""), charter=(version,)), RULE)) == [
            ("warning", f"the minutes of {HELD} do not state what was decided")
        ]


class TestWithABase:
    @pytest.mark.parametrize("seat", [SUCCESSOR, ""])
    def test_a_seat_that_passes_or_goes_breaks_no_minutes(self, seat: str) -> None:
        assert judged(RULE, complete(), edited((SEAT, seat))) == []

    def test_a_raised_quorum_breaks_no_minutes(self) -> None:
        assert judged(RULE, at_all(TWO, LOWER, newest=TWO), at_all(TWO, newest=TWO)) == []

    def test_a_review_that_keeps_minutes_from_now_on_owes_none_of_before(self) -> None:
        kind = ("    kind: performance\n", "    kind: operational\n")
        then, now = minutes((DECISION, ""), charter=(kind,)), minutes((DECISION, ""))
        assert judged(RULE, then, now) == []

    def test_an_action_that_is_done_adds_no_minutes(self) -> None:
        box = ("- [ ] @tom Publish", "- [x] @tom Publish")
        now = edited((SEAT, SUCCESSOR)) | {PATH: edited(box, path=PATH)[PATH]}
        assert judged(RULE, complete(), now) == []

    def test_an_action_that_is_added_is_judged(self) -> None:
        more = (ACTION, f"{ACTION}- [ ] Publish it\n")
        assert told(judged(RULE, complete(), found(more))) == [
            ("error", "the action 'Publish it' has no person and no due date")
        ]

    @pytest.mark.parametrize("attendees", [TWO, "attendees: [ada, jonas, tom, nils]\n"])
    def test_minutes_that_are_added_need_the_quorum_however_old(self, attendees: str) -> None:
        now = at_all(EVERYBODY) | {HEALTH: edited((EVERYBODY, attendees), path=HEALTH)[HEALTH]}
        then = {path: raw for path, raw in now.items() if path != HEALTH}
        assert findings(now, RULE) == []
        assert told(judged(RULE, then, now)) == [
            ("error", not_met("health 2026-05-12", "2 of 4 voting members attended"))
        ]

    def test_minutes_may_be_added_with_the_successor_of_somebody_who_was_there(self) -> None:
        then = {path: raw for path, raw in edited().items() if path != PATH}
        assert judged(RULE, then, edited((SEAT, SUCCESSOR))) == []

    def test_a_version_of_today_is_no_excuse_for_minutes_of_yesterday(self) -> None:
        now = minutes((EVERYBODY, TWO), charter=(("version: 2.1.3 ", "version: 2.2.0 "),))
        then = {path: raw for path, raw in edited().items() if path != PATH}
        assert findings(now, RULE) == []
        assert told(judged(RULE, then, now)) == [
            ("error", not_met("qbr 2026-10-20", "2 of 4 voting members attended"))
        ]
