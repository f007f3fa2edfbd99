"""What a review should look at, as whole values; the look ahead is never the shorter one."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import PurePosixPath

import pytest

from tests.support import CHARTER, DIRECTORY, TODAY, edited, partnership
from trm_policy.measure.due import DueItem, DueKind, DueLimits
from trm_policy.measure.kpi_status import KpiStatus
from trm_policy.measure.review_pack import (
    ActionLine,
    ActionStanding,
    DecisionNeeded,
    Invited,
    Occasion,
    Pack,
    RiskLine,
    last_figure,
    on_plan,
)
from trm_policy.measure.review_packing import USUAL_AGENDA, review_pack
from trm_policy.measure.trend import Course
from trm_policy.measure.watch import watch
from trm_policy.model.audience import Override
from trm_policy.projection import project

FOLDER = "partnerships/meridian-helix/"
QBR = Occasion("qbr", date(2027, 1, 21), date(2027, 1, 21))

MEASURED = FOLDER + "measurements.csv"
MINUTES = FOLDER + "reviews/2026-10-20-qbr.md"
ESCALATION = FOLDER + "escalations/2026-003.md"
GREEN = 4


def in_minutes(name: str, line: int) -> tuple[PurePosixPath, int]:
    return PurePosixPath(FOLDER) / "reviews" / name, line


def made(
    files: dict[str, bytes] | None = None,
    occasion: Occasion = QBR,
    now: datetime = TODAY,
    audience: str = "internal",
) -> Pack:
    told = project(partnership(files), Override.parse(audience), lambda _: False)
    assert told is not None
    return review_pack(told.partnership, occasion, now, DueLimits(survey=told.host))


def asked(pack: Pack) -> list[tuple[str, str]]:
    return [(one.about, one.asks) for one in pack.decisions]


def test_the_pack_of_the_complete_portfolio() -> None:
    pack = made()

    assert (pack.title, pack.name, pack.committee, pack.quorum) == (
        "Meridian Foods and Helix Cold Chain",
        "Quarterly business review",
        "Joint steering committee",
        (4, 1),
    )
    assert (pack.as_of, pack.since, pack.until) == (
        date(2026, 11, 22),
        date(2026, 10, 20),
        date(2027, 4, 21),
    )
    assert pack.invited[0] == Invited("ada", "Ada Okafor", "Meridian Foods plc", True)
    assert [one.id for one in pack.invited if not one.votes] == ["ravi", "sofia"]
    assert pack.agenda[0] == "Commitments of the last review"
    assert pack.decisions == (
        DecisionNeeded(
            "Solar roof at the Hull depot",
            "in the same stage for a year on 1 February 2027: move it on, or end it?",
        ),
    )
    assert pack.risks[0] == RiskLine(
        "depot-loss",
        "Loss of the Leeds depot",
        "Nils Dahl",
        2,
        5,
        10,
        "Warm standby at Hull; rehearsed every half-year.",
        date(2027, 3, 31),
        False,
    )
    assert [risk.weight for risk in pack.risks] == [10, 9, 6]
    assert pack.decided == ("Peak capacity is released from week 47, a week early.",)
    assert pack.actions == (
        ActionLine(
            ActionStanding.OPEN,
            "Publish the forecast error by store",
            "Tom Ellis",
            date(2026, 12, 1),
            "Quarterly business review",
            date(2026, 10, 20),
            None,
            *in_minutes("2026-10-20-qbr.md", 16),
        ),
        ActionLine(
            ActionStanding.OPEN,
            "Draft the 2028 renewal options",
            "Ravi Menon",
            date(2027, 3, 31),
            "Annual strategic review",
            date(2026, 10, 14),
            None,
            *in_minutes("2026-10-14-annual.md", 15),
        ),
        ActionLine(
            ActionStanding.DONE,
            "Rehearse the Hull standby",
            "Nils Dahl",
            date(2026, 11, 6),
            "Quarterly business review",
            date(2026, 10, 20),
            None,
            *in_minutes("2026-10-20-qbr.md", 15),
        ),
    )
    otif = pack.kpis[0]
    latest, target = otif.reading.latest, otif.kpi.target
    assert (otif.id, otif.kpi.name, otif.kpi.unit, otif.kpi.owner) == (
        "otif",
        "On time in full",
        "%",
        "mikael",
    )
    assert target is not None
    assert (target.value, target.by) == (98.0, date(2027, 12, 31))
    assert latest is not None
    assert (latest.value, str(latest.period), last_figure(otif)) == (97.2, "2026-10", "97.2 %")
    assert (otif.light, otif.reading.overdue, on_plan(otif)) == (KpiStatus.GREEN, False, True)
    assert otif.trend is not None
    assert otif.trend.course is Course.IMPROVING
    # of the days to the target
    assert otif.reading.plan == pytest.approx(95 + 3 * 123 / 549)
    assert pack.escalations == ()


def test_what_the_committee_decided_in_another_review_since_is_told() -> None:
    body = "\n## Decisions\n\n- Spare trailers are bought, not hired.\n"
    front = "---\nreview: {}\nfor: 2026-11-10\nheld_on: 2026-11-10\nattendees: []\n---\n"
    other = {f"{FOLDER}reviews/2026-11-10-annual.md": (front.format("annual") + body).encode()}
    weekly = {f"{FOLDER}reviews/2026-11-10-weekly.md": (front.format("weekly") + body).encode()}
    own = "Peak capacity is released from week 47, a week early."
    told = "Spare trailers are bought, not hired. (Annual strategic review, 10 Nov 2026)"
    assert made({**edited(), **other}).decided == (own, told)
    assert made({**edited(), **weekly}).decided == (own,)  # of another committee


def test_what_falls_due_stands_in_the_order_of_days() -> None:
    due = made().due
    assert [seen(one) for one in due[:3]] == [
        (
            "2026-11-23",
            DueKind.COMMITMENT,
            "Commitment: 120 extra pallets a day in weeks 48 to 52",
            ["Nils Dahl"],
            "commitments.peak-capacity.due",
        ),
        (
            "2026-11-25",
            DueKind.REVIEW,
            "Review: Weekly operations board",
            ["Tom Ellis", "Nils Dahl"],
            "reviews.weekly",
        ),
        (
            "2026-12-01",
            DueKind.ACTION,
            "Action (20 Oct): Publish the forecast error by store",
            ["Tom Ellis"],
            "reviews.qbr",
        ),
    ]
    assert (due[2].document, due[2].line) == in_minutes("2026-10-20-qbr.md", 16)
    assert seen(due[-1]) == (
        "2027-04-21",
        DueKind.REVIEW,
        "Review: Quarterly business review",
        ["Ada Okafor", "Jonas Lindqvist", "Ravi Menon", "Sofia Ek"],
        "reviews.qbr",
    )
    assert not any(one.overdue for one in due)


def seen(item: DueItem) -> tuple[str, DueKind, str, list[str], str]:
    return str(item.day), item.kind, item.what, [one.name for one in item.who], item.place


def test_what_is_said_elsewhere_does_not_fall_due_again() -> None:
    """Figures stand in the scorecard, late actions among the actions; this review is the review."""
    pack = made(now=datetime(2026, 12, 5, tzinfo=UTC))
    assert DueKind.KPI not in {one.kind for one in pack.due}
    assert not any(one.kind is DueKind.ACTION and one.overdue for one in pack.due)
    own = [str(one.day) for one in pack.due if one.place == "reviews.qbr"]
    assert "2027-01-21" not in own


def test_a_late_action_is_looked_back_on_and_asks_for_a_day() -> None:
    pack = made(now=datetime(2026, 12, 5, tzinfo=UTC))

    assert pack.actions[0].state is ActionStanding.LATE
    assert (
        "Publish the forecast error by store",
        "was due on 1 December 2026 (Tom Ellis): set a new date, or drop it?",
    ) in asked(pack)
    late = [line for line in pack.due if line.overdue and line.kind is DueKind.COMMITMENT]
    assert [line.what for line in late] == ["Commitment: 120 extra pallets a day in weeks 48 to 52"]
    assert (
        "Commitment: 120 extra pallets a day in weeks 48 to 52",
        "was due on 23 November 2026 and is open: set a new date, or drop it?",
    ) in asked(pack)


def test_an_action_without_a_day_asks_for_one() -> None:
    files = edited((" (due 2026-12-01)", ""), path=MINUTES)
    assert (
        "Publish the forecast error by store",
        "open without a due date (Tom Ellis): set a date, or drop it?",
    ) in asked(made(files))


class TestKpis:
    def test_that_are_red_ask_for_cause_and_action(self) -> None:
        files = edited(("otif,2026-10,97.2,", "otif,2026-10,90,"), path=MEASURED)
        assert (
            "On time in full",
            (
                "red in 2026-10, 90 % against 95.67 planned: what is the cause, and who does what "
                "by when?"
            ),
        ) in asked(made(files))

    def test_that_are_red_ask_whether_what_is_done_is_enough(self) -> None:
        files = edited(("otif,2026-10,97.2,", "otif,2026-10,90,"), path=MEASURED)
        action = ("(due 2026-12-01)", "(kpi otif; cause two trailers lost; due 2026-12-01)")
        files[MINUTES] = edited(action, path=MINUTES)[MINUTES]
        assert (
            "On time in full",
            "red in 2026-10, 90 % against 95.67 planned: are the actions of Tom Ellis enough?",
        ) in asked(made(files))

    @pytest.mark.parametrize(
        ("level", "figure", "asks"),
        [
            (
                "threshold: {at_least: 98}\n    credit: 5 % of the fee",
                "97.2",
                (
                    "amber in 2026-10, 97.2 % against a service level of at least 98 % (when "
                    "missed: 5 % of the fee): are the actions of Tom Ellis enough?"
                ),
            ),
            (
                "threshold: {met: true}",
                "0",
                "amber in 2026-10, not met: are the actions of Tom Ellis enough?",
            ),
        ],
    )
    def test_a_missed_service_level_asks_by_its_bound_and_its_credit(
        self, level: str, figure: str, asks: str
    ) -> None:
        files = edited(("    audited: true   ", f"    {level}\n    audited: true   "))
        files[MEASURED] = edited(("otif,2026-10,97.2,", f"otif,2026-10,{figure},"), path=MEASURED)[
            MEASURED
        ]
        action = ("(due 2026-12-01)", "(kpi otif; cause two trailers lost; due 2026-12-01)")
        files[MINUTES] = edited(action, path=MINUTES)[MINUTES]
        said = dict(asked(made(files)))["On time in full"]
        assert said == asks

    def test_without_a_fresh_figure_are_unknown_and_ask_who_brings_it(self) -> None:
        pack = made(now=datetime(2027, 1, 20, tzinfo=UTC))
        assert [row.id for row in pack.kpis if row.reading.overdue] == [
            "otif",
            "temperature-excursions",
            "carbon-per-pallet",
            "days-to-settle",
        ]
        assert (
            "On time in full",
            "no figure since 2026-10: who provides it, and by when?",
        ) in asked(pack)

    def test_that_serve_closed_goals_alone_are_left_out(self) -> None:
        closed = ("    due: 2028-06-30\n", "    due: 2028-06-30\n    closed_on: 2026-11-01\n")
        kept = [line.id for line in made(edited(closed)).kpis]
        assert "carbon-per-pallet" not in kept
        assert len(kept) == GREEN


class TestEscalations:
    def test_that_are_open_stand_first_and_ask_what_settles_them(self) -> None:
        files = edited(("settled_at: 2026-09-09T16:00+01:00\n", ""), path=ESCALATION)
        pack = made(files)
        (one,) = pack.escalations
        assert (one.number, one.title, one.raised_by, one.raised, one.level, one.settled) == (
            "2026-003",
            "Late trailers on the Leeds loop",
            "Tom Ellis",
            date(2026, 9, 7),
            "Relationship owners",
            None,
        )
        assert one.path == PurePosixPath(ESCALATION)
        assert asked(pack)[0] == (
            "Late trailers on the Leeds loop",
            (
                "escalated on 7 September 2026 and open at Relationship owners: how is it "
                "settled, and who decides by when?"
            ),
        )

    def test_that_were_settled_since_the_last_review_are_told(self) -> None:
        pack = made(occasion=Occasion("annual", date(2026, 10, 14), date(2026, 10, 14)))
        assert [line.settled for line in pack.escalations] == [date(2026, 9, 9)]


class TestTheCharter:
    def test_tells_the_decisions_of_its_last_year(self) -> None:
        late = Occasion("qbr", date(2028, 1, 21), date(2028, 1, 21))
        assert asked(made(occasion=late))[-2:] == [
            (
                "Renewal: decide whether the partnership goes on",
                "to be decided by 29 February 2028: is the partnership renewed, changed or ended?",
            ),
            (
                "Last day for notice: 9 months before the end on 2028-12-31",
                "31 March 2028 is the last day for notice: will any party give it?",
            ),
        ]

    def test_asks_for_another_review_after_the_last_one(self) -> None:
        last = Occasion("qbr", date(2028, 10, 21), date(2028, 10, 21))
        assert asked(made(occasion=last))[-1] == (
            "The next review",
            "none is planned after this one: when do you meet again?",
        )
        assert made(occasion=last).until == date(2029, 1, 21)

    def test_asks_who_follows_when_an_appointment_or_a_waiver_ends(self) -> None:
        waiver = "waivers:\n  - {rule: committee-size, approved_by: ada, expires: 2027-02-01}\n"
        files = edited(
            (
                "{person: tom, role: co-chair, until: 2027-12-31}",
                "{person: tom, until: 2027-03-01}",
            ),
            ("waivers: []\n", waiver),
        )
        assert set(asked(made(files))) >= {
            (
                ("Appointment ends: Tom Ellis, Operations board"),
                "appointed until 1 March 2027: reappoint, or name a successor?",
            ),
            (
                ("Waiver ends: committee-size"),
                "it ends on 1 February 2027: will the rule be met, or is the waiver renewed?",
            ),
        }


class TestInvited:
    def test_are_not_those_who_have_left_or_whose_time_is_over(self) -> None:
        files = edited(("person: mikael, role: member", "person: mikael, until: 2027-01-20"))
        left = ("    title: Supply Chain Director\n", "    title: Director\n    left: 2027-01-21\n")
        files[DIRECTORY] = edited(left, path=DIRECTORY)[DIRECTORY]
        assert [one.id for one in made(files).invited] == ["ada", "jonas", "ravi", "sofia"]

    def test_are_the_owners_where_no_committee_meets(self) -> None:
        files = edited(
            ("    committee: steering\n    agenda: [Commitments", "    agenda: [Commitments")
        )
        assert [one.id for one in made(files).invited] == ["ravi", "sofia"]


def test_the_usual_agenda_stands_in_for_a_missing_one() -> None:
    weekly = Occasion("weekly", date(2026, 11, 25), date(2026, 11, 25))
    assert made(occasion=weekly).agenda == USUAL_AGENDA


class TestAudiences:
    HIDDEN = (
        "visibility:\n  kpis.otif.target: internal\n  risks.depot-loss: partner:helix\n"
        "  commitments.peak-capacity: internal\n"
    )
    WAIVED = "waivers:\n  - {rule: committee-size, approved_by: ada, expires: 2027-02-01}\n"

    def files(self) -> dict[str, bytes]:
        return edited(("waivers: []\n", self.WAIVED + self.HIDDEN))

    def test_are_shown_nothing_of_an_entry_that_is_hidden_in_part(self) -> None:
        pack = made(self.files(), audience="partner")
        words = repr(pack)
        assert "On time in full" not in words
        assert "Leeds depot" not in words
        assert "120 extra pallets" not in words
        assert "committee-size" not in words
        assert len(pack.kpis) == GREEN

    def test_of_one_party_see_what_is_for_it(self) -> None:
        words = repr(made(self.files(), audience="partner:helix"))
        assert "Leeds depot" in words
        assert "committee-size" not in words

    def test_at_home_see_all(self) -> None:
        words = repr(made(self.files()))
        for said in ("On time in full", "Leeds depot", "120 extra pallets", "committee-size"):
            assert said in words


def _crowded(*, kpis: int, done: int, red: bool) -> dict[str, bytes]:
    """A charter of which nothing but KPIs and closed actions is known."""
    card = (
        "\n  k{n}:\n    name: K{n}\n    unit: '%'\n    direction: increase\n    owner: ravi\n"
        "    frequency: yearly\n    baseline: {{value: 1, date: 2025-12-31}}\n"
        "    target: {{value: 5, by: 2028-12-31}}\n    tolerance: 0.1"
    )
    charter = (
        "title: T\nhost: a\nrelationship: supplier\ntier: strategic\nterm: {start: 2025-01-01}\n"
        "parties: {a: {name: A}, b: {name: B}}\n"
        "people: {ravi: {name: Ravi, party: a}, sofia: {name: Sofia, party: b}}\n"
        "owners: {a: ravi, b: sofia}\n"
        "reviews: {r: {name: R, kind: performance, every: yearly, starting: 2026-01-01}}\n"
        "kpis:" + "".join(card.format(n=n) for n in range(kpis)) + ("" if kpis else " {}") + "\n"
    )
    rows = "".join(f"k{n},2026,{0 if red else 9},\n" for n in range(kpis))
    actions = "".join(f"- [x] @ravi Do {n} (due 2026-02-01)\n" for n in range(done))
    front = "---\nreview: r\nfor: 2026-01-01\nheld_on: 2026-01-01\nattendees: [ravi, sofia]\n---\n"
    return {
        "partnerships/meridian-helix/partnership.yaml": charter.encode(),
        "partnerships/meridian-helix/measurements.csv": f"kpi,period,value,note\n{rows}".encode(),
        "partnerships/meridian-helix/reviews/2026-01-01-r.md": (
            f"{front}## Decisions\n- Yes.\n## Actions\n{actions}".encode()
        ),
    }


@pytest.mark.parametrize("red", [True, False])
@pytest.mark.parametrize("done", [0, 1, 30])
@pytest.mark.parametrize("kpis", [0, 1, 20])
def test_at_most_half_of_a_pack_looks_back(kpis: int, done: int, red: bool) -> None:
    occasion = Occasion("r", date(2027, 1, 1), date(2027, 1, 1))
    pack = made(_crowded(kpis=kpis, done=done, red=red), occasion)
    assert pack.back <= pack.ahead
    shown = (*pack.shown_kpis, *pack.shown_actions, *pack.shown_decided, *pack.went_well)
    assert len(shown) == kpis + done + 1  # nothing is left out, be it told in one entry


def test_at_most_half_looks_back_after_the_last_review_too() -> None:
    files = _crowded(kpis=20, done=30, red=False)
    ended = (b"term: {start: 2025-01-01}", b"term: {start: 2025-01-01, end: 2027-06-30}")
    files[CHARTER] = files[CHARTER].replace(*ended)
    pack = made(files, Occasion("r", date(2027, 1, 1), date(2027, 1, 1)))
    assert 0 < pack.back <= pack.ahead
    assert pack.brief
    assert pack.went_well[0] == "K0 9 %"
    assert pack.went_well[20] == "decided: Yes."
    assert pack.went_well[-1] == "done: Do 29"


def test_an_open_action_falls_due_in_time_only() -> None:
    """One whose day comes after the next review is told among the actions alone."""
    far = edited(("(due 2026-12-01)", "(due 2027-05-14)"), path=MINUTES)
    pack = made(far)
    assert pack.until == date(2027, 4, 21)
    due = [line.what for line in pack.due if line.kind is DueKind.ACTION]
    assert due == ["Action (14 Oct): Draft the 2028 renewal options"]
    assert [(line.state, line.due) for line in pack.actions[:2]] == [
        (ActionStanding.OPEN, date(2027, 3, 31)),
        (ActionStanding.OPEN, date(2027, 5, 14)),
    ]


def test_where_most_looks_back_what_is_open_until_later_is_told_with_what_went_well() -> None:
    files = _crowded(kpis=20, done=3, red=False)
    minutes = "partnerships/meridian-helix/reviews/2026-01-01-r.md"
    files[minutes] += b"- [ ] @ravi Soon (due 2027-02-01)\n- [ ] @ravi Later (due 2029-02-01)\n"
    pack = made(files, Occasion("r", date(2027, 1, 1), date(2027, 1, 1)))
    assert pack.brief
    assert [line.what for line in pack.shown_actions] == ["Soon"]
    assert pack.went_well[-1] == "open until 1 February 2029: Later"
    assert pack.back <= pack.ahead


def test_early_warnings_look_ahead_and_are_the_hosts_to_add() -> None:
    part = partnership(edited(("otif,2026-10,97.2,\n", ""), path=MEASURED))
    plain = review_pack(part, QBR, datetime(2027, 1, 20, tzinfo=UTC), DueLimits())
    told = plain.warned(watch(part, datetime(2027, 1, 20, tzinfo=UTC)))
    assert plain.warnings == ()
    assert any(
        one.startswith("Stale data: On time in full: the figure for ") for one in told.warnings
    )
    assert told.ahead == plain.ahead + len(told.warnings)
    assert told.back == plain.back


def test_a_kpi_of_too_few_figures_does_not_tell_where_it_goes() -> None:
    assert {row.id: row.trend for row in made().kpis}["partner-satisfaction"] is None
