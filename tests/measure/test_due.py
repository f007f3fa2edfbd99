"""What falls due, as tables worked out by hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support import FOLDER, TODAY, edited, partnership
from trm_policy.measure.due import DueItem, DueKind, DueLimits, due_items
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.publish.calendars.agenda import due_uid as uid
from trm_policy.source import WorkTree

HELIX = "partnerships/meridian-helix/"
QBR = HELIX + "reviews/2026-10-20-qbr.md"
FIGURES = HELIX + "measurements.csv"

Row = tuple[str, str, str, int]
"""Day, place, those who owe it, and the days since."""


def at(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC)


def due(
    kind: DueKind,
    *edits: tuple[str, str],
    now: datetime = TODAY,
    files: Mapping[str, bytes] | None = None,
    asked: DueLimits | None = None,
) -> list[Row]:
    part = partnership(dict(edited(*edits)) | dict(files or {}))
    return rows(item for item in due_items(part, now, asked) if item.kind is kind)


def rows(items: Iterable[DueItem]) -> list[Row]:
    return [
        (str(item.day), item.place, " ".join(one.id for one in item.who), item.overdue)
        for item in items
    ]


def said(kind: DueKind, *edits: tuple[str, str], now: datetime = TODAY) -> list[str]:
    part = partnership(edited(*edits))
    return [item.what for item in due_items(part, now) if item.kind is kind]


class TestReviews:
    def test_the_next_of_each_is_owed_by_chairs_and_secretaries(self) -> None:
        steering = "ada jonas ravi sofia"
        assert due(DueKind.REVIEW) == [
            ("2026-11-25", "reviews.weekly", "tom nils", 0),
            ("2027-01-21", "reviews.qbr", steering, 0),
            ("2027-05-12", "reviews.health", steering, 0),
            ("2027-10-14", "reviews.annual", steering, 0),
        ]

    def test_one_that_is_planned_for_a_free_day_is_due_on_the_next_working_day(self) -> None:
        moved = ("starting: 2025-01-21", "starting: 2025-01-30")
        now = at("2027-02-01")
        assert ("2027-02-01", "reviews.qbr", "ada jonas ravi sofia", 0) in due(
            DueKind.REVIEW, moved, now=now
        )
        assert "Review: Quarterly business review (planned for Saturday 30 January 2027)" in said(
            DueKind.REVIEW, moved, now=now
        )

    def test_one_that_was_missed_stands_beside_the_next(self) -> None:
        late = [row for row in due(DueKind.REVIEW, now=at("2027-05-01")) if row[1] == "reviews.qbr"]
        assert [row[::3] for row in late] == [("2027-04-21", 10), ("2027-07-21", 0)]
        assert said(DueKind.REVIEW, now=at("2027-05-01"))[0] == (
            "Minutes missing: Quarterly business review, 2027-04-21 and 1 before"
        )

    def test_one_of_a_free_day_is_late_from_the_day_on_which_it_was_due(self) -> None:
        """Planned for Saturday, 24 April 2027, it is due on Monday."""
        moved = ("starting: 2025-01-21", "starting: 2025-01-24")
        found = [due(DueKind.REVIEW, moved, now=at(f"2027-04-{n}")) for n in (26, 27)]
        assert [next(row[::3] for row in rows if row[1] == "reviews.qbr") for rows in found] == [
            ("2027-01-25", 91),
            ("2027-04-26", 1),
        ]

    def test_a_review_of_no_committee_is_owed_by_the_owners(self) -> None:
        edit = ("committee: operations\n", "agenda: []\n")
        assert due(DueKind.REVIEW, edit)[0][2] == "ravi sofia"

    def test_before_the_parties_work_together_none_is_missed(self) -> None:
        early = ("stage: value-creation ", "stage: awareness ")
        assert [row[3] for row in due(DueKind.REVIEW, early, now=at("2027-05-01"))] == [0] * 4


class TestActions:
    def test_open_actions_name_their_person_their_review_and_their_line(self) -> None:
        items = [i for i in due_items(partnership(), TODAY) if i.kind is DueKind.ACTION]
        assert rows(items) == [
            ("2026-12-01", "reviews.qbr", "tom", 0),
            ("2027-03-31", "reviews.annual", "ravi", 0),
        ]
        assert (str(items[0].document), items[0].line) == (QBR, 16)

    def test_late_ones_count_their_days(self) -> None:
        assert due(DueKind.ACTION, now=at("2026-12-03"))[0][3] == 2

    def test_done_and_dropped_ones_and_those_of_later_minutes_are_not_owed(self) -> None:
        for box in ("[x]", "[-]"):
            files = edited(("- [ ] @tom", f"- {box} @tom"), path=QBR)
            assert [row[2] for row in due(DueKind.ACTION, files=files)] == ["ravi"]
        assert due(DueKind.ACTION, now=at("2026-10-10")) == []


class TestFigures:
    @pytest.mark.parametrize(
        ("lag", "day"),
        [
            (0, "2026-12-14"),  # November ends on Monday the 30th
            (7, "2026-12-21"),  # Monday 7 December, and ten working days
            (5, "2026-12-18"),  # Saturday 5 December: the first of them is Monday
        ],
    )
    def test_a_figure_may_wait_for_its_lag_and_ten_working_days(self, lag: int, day: str) -> None:
        baseline = "    baseline: {value: 91.4"
        found = due(DueKind.KPI, (baseline, f"    lag: {lag}\n{baseline}"))
        assert [row[0] for row in found if row[1] == "kpis.otif"] == [day]

    @pytest.mark.parametrize(
        ("owner", "day"),
        [
            ("ravi", "2027-01-15"),  # England: New Year's Day is free
            ("nils", "2027-01-18"),  # Sweden: Epiphany, Wednesday 6 January, too
            ("nobody", "2027-01-14"),  # from Monday to Friday
        ],
    )
    def test_working_days_are_those_of_the_owner_s_party(self, owner: str, day: str) -> None:
        source = "\n    source: Helix transport"
        files = edited((f"owner: mikael{source}", f"owner: {owner}{source}"))
        files[FIGURES] += b"otif,2026-11,97.3,\n"
        found = due(DueKind.KPI, files=files, now=at("2026-12-20"))
        assert [row for row in found if row[1] == "kpis.otif"] == [(day, "kpis.otif", owner, 0)]

    @pytest.mark.parametrize(("grace", "day"), [(0, "2026-11-30"), (1, "2026-12-01")])
    def test_the_grace_is_what_the_organisation_says(self, grace: int, day: str) -> None:
        assert due(DueKind.KPI, asked=DueLimits(grace=grace))[0][0] == day

    def test_the_first_that_is_missing_is_named_and_counts_its_days(self) -> None:
        files = {FIGURES: b"kpi,period,value,note\notif,2026-08,96.8,\n"}
        items = [
            i for i in due_items(partnership(edited() | files), TODAY) if i.kind is DueKind.KPI
        ]
        otif = [item for item in items if item.place == "kpis.otif"]
        assert rows(otif) == [("2026-10-14", "kpis.otif", "mikael", 39)]
        assert otif[0].what == "Figure: On time in full for 2026-09"

    def test_a_kpi_whose_goals_are_closed_asks_for_nothing(self) -> None:
        edit = ("due: 2027-12-31\n    kpis: [otif", "closed_on: 2026-11-01\n    kpis: [otif")
        assert "kpis.otif" not in [row[1] for row in due(DueKind.KPI, edit)]


class TestDatesOfTheCharter:
    def test_commitments_goals_and_risks_are_owed_by_their_people(self) -> None:
        assert due(DueKind.COMMITMENT, now=at("2026-11-30")) == [
            ("2026-11-23", "commitments.peak-capacity.due", "nils", 7)
        ]
        assert due(DueKind.GOAL) == [
            ("2027-06-30", "goals.trust.due", "sofia", 0),
            ("2027-12-31", "goals.freshness.due", "lena", 0),
            ("2028-06-30", "goals.cost-and-carbon.due", "mikael", 0),
        ]
        assert due(DueKind.RISK, now=at("2027-04-01")) == [
            ("2027-03-31", "risks.depot-loss.review_by", "nils", 1),
            ("2027-03-31", "risks.forecast-drift.review_by", "tom", 1),
            ("2027-03-31", "risks.key-person.review_by", "ravi", 1),
        ]

    @pytest.mark.parametrize(
        ("owed", "rows"),
        [
            ("by: helix, before: 2026-12-15", [("2026-12-15", "obligations.audit", "sofia", 0)]),
            (
                "by: steering, within: 30 days, after: 2026-11-20",
                [("2026-12-20", "obligations.audit", "ada jonas ravi sofia", 0)],
            ),
            ("by: all, before: 2026-12-15", [("2026-12-15", "obligations.audit", "ravi sofia", 0)]),
            (
                "by: helix, within: 5 working days, after: 2026-11-20",
                [("2026-11-27", "obligations.audit", "sofia", 0)],
            ),
            (
                "by: helix, within: 48 hours, after: 2026-11-22",
                [("2026-11-24", "obligations.audit", "sofia", 0)],
            ),
            (
                "by: meridian, within: 1 working day, after: 2027-05-05",
                [("2027-05-06", "obligations.audit", "ravi", 0)],
            ),
            (
                "by: all, within: 1 working day, after: 2027-05-05",
                [("2027-05-07", "obligations.audit", "ravi sofia", 0)],
            ),
            ("by: helix, within: 5 working days, after: the audit", []),
            ("by: helix, within: 30 days, after: the end", []),
            ("by: helix, before: 2026-11-21", [("2026-11-21", "obligations.audit", "sofia", 1)]),
            ("by: helix, before: 2026-11-21, met_for: 2026-11-21", []),
            ("by: helix, before: 2026-12-15, met_for: 2026-12", []),
            (
                "by: helix, before: 2026-11-21, met_for: 2026-11-20",
                [("2026-11-21", "obligations.audit", "sofia", 1)],
            ),
        ],
    )
    def test_an_obligation_with_a_day_is_due_until_it_is_met_for_that_day(
        self, owed: str, rows: list[tuple[str, str, str, int]]
    ) -> None:
        edit = (
            "\ncommitments:",
            f"\nobligations: {{audit: {{what: Audit, {owed}}}}}\ncommitments:",
        )
        assert due(DueKind.OBLIGATION, edit) == rows

    @pytest.mark.parametrize(
        ("owed", "days"),
        [
            ("every: yearly, before: 2024-03-31", [("2027-03-31", 0)]),
            (
                "every: quarterly, before: 2026-03-31, met_for: 2026-06-30",
                [("2026-09-30", 53), ("2026-12-31", 0)],
            ),
            ("every: quarterly, before: 2026-03-31, met_for: 2026-12-31", [("2027-03-31", 0)]),
            ("every: yearly, within: 30 days, after: 2024-11-10", [("2026-12-10", 0)]),
            ("every: monthly, after: 2026-01-31", [("2026-11-30", 0)]),
            ("every: FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=1", [("2027-02-01", 0)]),
            # for each period of the term, which starts on 2025-01-01
            ("every: half-yearly", [("2026-12-31", 0)]),
            ("every: yearly, within: 3 months", [("2027-03-31", 0)]),
            # the end of a period is a day, that of a year only by the calendar
            (
                "every: monthly, within: 5 working days, after: the end of the month",
                [("2026-12-07", 0)],
            ),
            (
                "every: monthly, within: 10 days, after: the end of each month, met_for: 2026-10",
                [("2026-11-10", 12), ("2026-12-10", 0)],
            ),
            ("every: yearly, before: the end of the calendar year", [("2026-12-31", 0)]),
            ("every: yearly, before: the end of the year", []),
            ("every: yearly, within: 5 days, after: the end of the month", []),
            ("every: yearly, within: 5 days, after: the invoice is received", []),
            ("every: as-needed", []),
            ("every: once", []),
        ],
    )
    def test_an_obligation_that_recurs_is_late_since_the_day_for_which_it_was_met_last(
        self, owed: str, days: list[tuple[str, int]]
    ) -> None:
        said = f"\nobligations: {{audit: {{what: Audit, by: helix, {owed}}}}}\ncommitments:"
        found = due(DueKind.OBLIGATION, ("\ncommitments:", said))
        assert [(day, late) for day, _, _, late in found] == days
        early = ("stage: value-creation ", "stage: awareness ")
        assert due(DueKind.OBLIGATION, ("\ncommitments:", said), early) == []

    def test_what_recurs_after_the_last_day_is_not_owed(self) -> None:
        said = "\nobligations: {audit: {what: Audit, by: helix, every: yearly}}\ncommitments:"
        now = at("2028-12-31")
        assert [row[0] for row in due(DueKind.OBLIGATION, ("\ncommitments:", said), now=now)] == [
            "2028-12-31"
        ]
        assert due(DueKind.OBLIGATION, ("\ncommitments:", said), now=at("2029-01-01")) == []

    def test_a_party_without_an_owner_owes_by_its_own_name(self) -> None:
        owed = (
            "\nobligations: {plan: {what: Renew it, by: helix, before: 2027-03-01}}\ncommitments:"
        )
        files = edited(
            ("\ncommitments:", owed),
            ("owners: {meridian: ravi, helix: sofia}       #", "owners: {meridian: ravi}  #"),
        )
        found = due_items(partnership(files), TODAY, None)
        (item,) = (one for one in found if one.kind is DueKind.OBLIGATION)
        assert [(one.id, one.name) for one in item.who] == [("helix", "Helix Cold Chain AB")]

    def test_what_is_closed_is_not_owed(self) -> None:
        assert due(DueKind.COMMITMENT, ("due: 2026-11-23", "closed_on: 2026-11-20")) == []
        owner = "owner: ravi\n    likelihood: 3\n"
        closed = due(DueKind.RISK, (owner, f"{owner}    closed_on: 2026-11-01\n"))
        assert "risks.key-person.review_by" not in [row[1] for row in closed]

    def test_a_party_s_promise_is_owed_by_its_owner_and_a_body_s_by_its_chair(self) -> None:
        for owner, owing in (("helix", "sofia"), ("council", "tom")):
            members = "members: [{person: tom, role: chair}, {person: ravi}]"
            body = f"  council: {{name: Works council, party: meridian, {members}}}\n"
            edits = (
                ("owner: nils\n    due: 2026-11-23", f"owner: {owner}\n    due: 2026-11-23"),
                ("committees:\n  steering:", f"committees:\n{body}  steering:"),
            )
            assert due(DueKind.COMMITMENT, *edits)[0][2] == owing

    def test_a_seat_is_owed_by_its_holder_the_chairs_and_the_party_s_owner(self) -> None:
        assert due(DueKind.APPOINTMENT, now=at("2028-01-02")) == [
            ("2027-12-31", "committees.operations.members.2.until", "nils tom sofia", 2),
            ("2027-12-31", "committees.operations.members.1.until", "tom nils ravi", 2),
        ]

    def test_a_seat_with_a_term_of_office_ends_when_that_has_passed(self) -> None:
        ada = "- {person: ada, role: co-chair"
        edit = (f"{ada}}}", f"{ada}, since: 2025-01-01, term_of_office: 2 years}}")
        assert ("2026-12-31", "committees.steering.members.1.term_of_office") in [
            row[:2] for row in due(DueKind.APPOINTMENT, edit)
        ]
        since = (f"{ada}}}", f"{ada}, term_of_office: 2 years}}")
        assert [row[:2] for row in due(DueKind.APPOINTMENT, since)] == [
            row[:2] for row in due(DueKind.APPOINTMENT)
        ]

    def test_the_last_day_of_a_waiver_is_owed_by_the_host_s_owner_and_the_approver(self) -> None:
        waiver = "{rule: committee-size, because: So, approved_by: ada, expires: 2026-12-31}"
        edit = ("waivers: []\n", f"waivers:\n  - {waiver}\n")
        assert due(DueKind.WAIVER, edit) == [("2026-12-31", "waivers.1.expires", "ravi ada", 0)]
        assert due(DueKind.WAIVER, edit, now=at("2027-01-05"))[0][3] == 5


class TestSurvey:
    def test_the_next_is_due_by_the_end_of_the_year_after_the_last(self) -> None:
        assert due(DueKind.SURVEY) == [("2027-12-31", "reviews.health", "ada jonas ravi sofia", 0)]

    def test_without_one_it_is_due_when_the_partnership_is_a_year_old(self) -> None:
        files = {name: raw for name, raw in edited().items() if "surveys" not in name}
        items = due_items(partnership(files), TODAY)
        assert [r[::3] for r in rows(i for i in items if i.kind is DueKind.SURVEY)] == [
            ("2026-01-01", 325)
        ]

    def test_it_is_not_asked_for_where_the_rule_does_not(self) -> None:
        assert due(DueKind.SURVEY, asked=DueLimits(survey=False)) == []
        assert due(DueKind.SURVEY, ("tier: strategic ", "tier: preferred ")) == []
        assert due(DueKind.SURVEY, ("stage: value-creation ", "stage: awareness ")) == []


END_AND_RENEWAL = "  end: 2028-12-31\n  renews_for: 12 months\n  renewal_notice: 90 days\n"


class TestTerm:
    def test_the_decision_the_last_day_for_notice_and_the_end_are_owed_by_the_owners(self) -> None:
        assert due(DueKind.RENEWAL) == [
            ("2028-02-29", "term.review_by", "ravi sofia", 0),
            ("2028-12-31", "term.end", "ravi sofia", 0),
        ]
        assert due(DueKind.NOTICE) == [("2028-03-31", "exit.notice", "ravi sofia", 0)]

    def test_each_party_has_a_last_day_for_its_own_notice(self) -> None:
        own = ("  notice: 9 months\n", "  notice: {meridian: 6 months, helix: 9 months}\n")
        assert due(DueKind.NOTICE, own) == [
            ("2028-03-31", "exit.notice.helix", "sofia", 0),
            ("2028-06-30", "exit.notice.meridian", "ravi", 0),
        ]

    def test_what_renews_by_itself_says_by_when_a_party_speaks_against_it(self) -> None:
        renewing = ("  end: 2028-12-31\n", END_AND_RENEWAL)
        assert due(DueKind.NOTICE, renewing) == [
            ("2028-10-02", "term.renewal_notice", "ravi sofia", 0)
        ]
        assert said(DueKind.RENEWAL, renewing)[1] == (
            "Term ends: it renews for 12 months unless notice was given"
        )

    def test_once_it_has_passed_nobody_is_late_with_notice(self) -> None:
        assert due(DueKind.NOTICE, now=at("2028-03-31"))[0][0] == "2028-03-31"
        assert due(DueKind.NOTICE, now=at("2028-04-01")) == []

    def test_a_duration_from_a_known_start_gives_the_end(self) -> None:
        rows = due(DueKind.RENEWAL, ("  end: 2028-12-31\n", "  duration: 4 years\n"))
        assert rows[1] == ("2028-12-31", "term.duration", "ravi sofia", 0)
        notice = due(DueKind.NOTICE, ("  end: 2028-12-31\n", "  duration: 4 years\n"))
        assert notice == due(DueKind.NOTICE)

    def test_after_notice_the_end_and_the_handover_take_the_place_of_the_renewal(self) -> None:
        text = "  notice: 9 months\n"
        edits = (
            (text, f"{text}  notice_given: {{by: helix, date: 2027-05-15}}\n"),
            ("duration: 6 months", "duration: 12 months"),
        )
        assert due(DueKind.RENEWAL, *edits) + due(DueKind.NOTICE, *edits) == []
        assert due(DueKind.EXIT, *edits, now=at("2028-03-01")) == [
            ("2028-02-15", "exit.notice_given.date", "ravi sofia", 15),
            ("2028-05-15", "exit.transition.duration", "ravi sofia", 0),
        ]
        assert said(DueKind.EXIT, *edits)[0] == (
            "Partnership ends: Helix Cold Chain AB gave notice on 2027-05-15"
        )


def test_a_partnership_that_is_over_asks_for_nothing() -> None:
    assert due_items(partnership(edited(("status: active ", "status: ended "))), TODAY) == []


def test_what_a_draft_asks_for_is_marked_so() -> None:
    drafted = due_items(partnership(edited(("status: active ", "status: draft "))), TODAY)
    assert {item.draft for item in drafted} == {True}
    assert {item.draft for item in due_items(partnership(), TODAY)} == {False}
    assert len(drafted) == len(due_items(partnership(), TODAY))


def test_a_thing_that_moves_keeps_its_name_and_another_thing_has_another() -> None:
    def names(*edits: tuple[str, str]) -> dict[str, str]:
        return {i.place: uid(i) for i in due_items(partnership(edited(*edits)), TODAY)}

    before = names()
    after = names(("due: 2026-11-23", "due: 2026-12-23"), ("notice: 9 months", "notice: 8 months"))
    assert after == before
    assert len(set(before.values())) == len(before)


def test_an_occurrence_held_or_not_is_one_thing() -> None:
    told = [due_items(partnership(), at(day)) for day in ("2027-01-20", "2027-01-25")]
    names = [{uid(i) for i in items if i.day == date(2027, 1, 21)} for items in told]
    assert names[0] == names[1]
    assert len(names[0]) == 1


def _reference() -> list[Partnership]:
    reader = PortfolioReader(WorkTree(Path(__file__).parent.parent.parent), FOLDER)
    return [part for id_ in reader.ids if (part := reader.read(id_).partnership)]


REFERENCE = _reference()


@settings(max_examples=60)
@given(st.sampled_from(REFERENCE), st.dates(date(2024, 6, 1), date(2031, 12, 31)))
def test_on_any_day_items_are_in_order_unlike_and_stand_in_their_charter(
    part: Partnership, today: date
) -> None:
    items = due_items(part, datetime.combine(today, datetime.min.time(), UTC))
    assert items == sorted(items, key=lambda item: item.order)
    assert len({uid(item) for item in items}) == len(items)
    assert {item.overdue for item in items if item.day >= today} <= {0}
    assert [i.overdue for i in items if i.day < today] == [
        (today - i.day).days for i in items if i.day < today
    ]
    for item in items:
        place = tuple(int(p) - 1 if p.isdecimal() else p for p in item.place.split("."))
        assert part.document.has(place), item.place
        assert item.who
