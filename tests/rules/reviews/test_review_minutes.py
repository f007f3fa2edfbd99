"""Minutes that bind: who was there, what was decided, who does what by when."""

import pytest

from tests.support import CHARTER, Seen, edited, findings, line_of

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


def found(*edits: tuple[str, str]) -> list[tuple[int, str]]:
    return [(seen.line, seen.message) for seen in findings(minutes(*edits), RULE)]


def test_the_minutes_of_the_complete_portfolio_bind() -> None:
    assert findings(edited(), RULE) == []


class TestAttendees:
    def test_must_be_there_of_every_party(self) -> None:
        files = minutes((EVERYBODY, "attendees: [ada, lena]\n"))

        assert findings(files, RULE) == [
            Seen(
                RULE,
                "error",
                line_of(files, "attendees:", PATH),
                "attendees",
                f"the minutes of {HELD} name nobody of Helix Cold Chain AB who was there",
            )
        ]

    def test_that_are_not_named_at_all_were_of_no_party(self) -> None:
        files = minutes((EVERYBODY, ""))

        assert [(s.line, s.message) for s in findings(files, RULE)] == [
            (
                1,
                (
                    f"the minutes of {HELD} name nobody of Meridian Foods plc and Helix Cold Chain "
                    "AB who was there"
                ),
            )
        ]

    def test_whom_nobody_knows_may_be_of_any_party(self) -> None:
        assert there("ada, lena, mikail, jnas") == []

    def test_that_the_model_refused_are_one_finding(self) -> None:
        assert found((EVERYBODY, "attendees: everybody\n")) == []


class TestQuorum:
    def test_counts_voting_members_alone(self) -> None:
        assert there("ada, jonas, ravi, sofia, tom, nils") == [
            NOT_MET + "2 of 4 voting members were there"
        ]
        assert there("ravi, sofia") == [NOT_MET + "none of 4 voting members were there"]

    def test_counts_a_deputy_for_one_member_who_is_not_there(self) -> None:
        """Nils stands in for Mikael, but nobody stands in for both him and Jonas."""
        deputy = ("    email: mikael.berg@helix.example\n",)
        edit = (deputy[0], deputy[0] + "    deputy: nils\n")
        both = ("    deputy: mikael\n", "    deputy: nils\n")

        assert there("ada, lena, jonas, nils", edit) == []
        assert there("ada, lena, nils", edit, both) == [
            NOT_MET + "3 of 4 voting members were there"
        ]

    def test_counts_a_deputy_who_is_a_member_once(self) -> None:
        assert there("ada, mikael, sofia") == [NOT_MET + "2 of 4 voting members were there"]

    def test_needs_votes_of_each_party(self) -> None:
        each = (QUORUM, "    quorum: {members: 3, each_party: 2}\n")

        assert there("ada, lena, jonas, sofia", each) == [
            NOT_MET + "fewer than 2 of Helix Cold Chain AB could vote"
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
        assert there("ada, jonas, mikail") == [NOT_MET + "2 of 4 voting members were there"]

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
        assert there("ada, jonas", newer, in_time) == [NOT_MET + "2 of 4 voting members were there"]


class TestSections:
    def test_decisions_are_marked_at_their_heading(self) -> None:
        assert found((DECISION, "")) == [(9, f"the minutes of {HELD} do not say what was decided")]

    def test_without_headings_the_file_is_marked(self) -> None:
        assert found(("## Decisions\n", ""), ("## Actions\n", "")) == [
            (1, f"the minutes of {HELD} do not say what was decided"),
            (1, f"the minutes of {HELD} have no section 'Actions'"),
        ]

    def test_a_word_that_nothing_was_decided_is_enough(self) -> None:
        assert found((DECISION, "Nothing was decided.\n")) == []

    def test_there_may_be_nothing_to_do(self) -> None:
        done = "- [x] @nils Rehearse the Hull standby (due 2026-11-06)\n"

        assert found((done, ""), (ACTION, "None.\n")) == []

    def test_a_file_that_cannot_be_read_is_one_finding(self) -> None:
        assert findings(edited() | {PATH: b"\xff\xfe\x00"}, RULE) == []

    def test_a_body_below_facts_that_cannot_be_read_is_judged(self) -> None:
        assert found(("for: 2026-10-21", "for: soon"), (DECISION, "")) == [
            (9, f"the minutes of {HELD} do not say what was decided")
        ]

    def test_facts_alone_are_no_minutes(self) -> None:
        text = edited()[PATH].decode()

        assert [message for _, message in found((text[text.index("# Quarterly") :], ""))] == [
            f"the minutes of {HELD} do not say what was decided",
            f"the minutes of {HELD} have no section 'Actions'",
        ]


class TestActions:
    def test_name_a_person_and_a_day(self) -> None:
        assert found((ACTION, "- [ ] Publish it (due 2026-12-01)\n- [x] @tom Read it\n")) == [
            (16, "the action 'Publish it' names nobody who does it"),
            (17, "the action 'Read it' names no day by which it is done"),
        ]

    def test_that_lack_both_are_one_finding(self) -> None:
        assert found((ACTION, "- [ ] Publish it\n")) == [
            (16, "the action 'Publish it' names nobody who does it and no day by which it is done")
        ]

    def test_with_a_day_that_is_none_are_complained_of_already(self) -> None:
        assert found((ACTION, "- [ ] @tom Publish it (due 2026-02-30)\n")) == []


class TestOnlyReviewsThatKeepMinutes:
    EMPTY = (DECISION, "")

    @pytest.mark.parametrize(
        "charter",
        [
            ("    kind: performance\n", "    kind: operational\n"),
            ("    kind: performance\n", ""),
            ("    kind: performance\n", "    kind: perfomance\n"),
            ("  qbr:\n", "  quarterly-review:\n"),
            ("tier: strategic ", "tier: transactional "),
        ],
    )
    def test_are_asked_for_them(self, charter: tuple[str, str]) -> None:
        assert findings(minutes(self.EMPTY, charter=(charter,)), RULE) == []

    def test_and_none_that_will_be_held(self) -> None:
        text = edited()[CHARTER]
        later = edited((DECISION, ""), ("held_on: 2026-10-20", "held_on: 2026-11-23"), path=PATH)

        assert findings(later | {CHARTER: text}, RULE) == []

    def test_and_none_whose_name_tells_no_day(self) -> None:
        path = "partnerships/meridian-helix/reviews/2026-13-40-qbr.md"

        assert findings(edited() | {path: b"# Nothing\n"}, RULE) == []
