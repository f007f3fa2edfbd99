"""What must not pass for a stronger promise, there or back, and what is no change of one."""

from __future__ import annotations

import copy
from datetime import date

import pytest

from tests.diff.editing import Data, Edit, changes, drop, put
from trm_policy.diff import Bump, Change, Effect, Weight

_STEERING = "committees/steering"
_WEEKLY = "reviews/weekly/every"


def _slow_level(data: Data) -> None:
    level = {"id": "slow", "escalate_after": "400 working days"}
    data["escalation"]["levels"].insert(1, level)


def _no_slow_level(data: Data) -> None:
    levels = data["escalation"]["levels"]
    data["escalation"]["levels"] = [one for one in levels if one["id"] != "slow"]


LOOSER_BOTH_WAYS: list[tuple[str, Edit, Edit]] = [
    ("a final say", put(f"{_STEERING}/deadlock", {"party": "meridian"}),
     put(f"{_STEERING}/deadlock", {"to": "escalation"})),
    ("a committee of one party", put("committees/operations/party", "helix"),
     lambda data: data["committees"]["operations"].pop("party", None)),
    ("a way out that is one party", put(f"{_STEERING}/deadlock", {"party": "meridian"}),
     lambda data: data["committees"]["steering"].pop("deadlock", None)),
    ("more often but to an end", put(_WEEKLY, "FREQ=DAILY;COUNT=2"), put(_WEEKLY, "weekly")),
    ("silence and speech", put("sharing/depot-costs/rule", "never-share"),
     put("sharing/depot-costs/rule", "must-share")),
    ("a slow level in between", _slow_level, _no_slow_level),
]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [row[1:] for row in LOOSER_BOTH_WAYS],
    ids=[r[0] for r in LOOSER_BOTH_WAYS],
)
def test_what_has_no_better_side_is_weaker_there_and_back(one: Edit, other: Edit) -> None:
    for before, now in ((one, other), (other, one)):
        found = changes(now, before=before)
        assert any(change.weakens for change in found)
        assert not any(change.strengthens for change in found)


_CONTRACT: Data = {
    "obligations": {
        "report": {"what": "Report it", "by": "helix", "within": "24 hours", "every": "monthly"}
    },
    "terms": {
        "confidentiality": {"says": "Both keep secrets.", "survives": "5 years"},
        "liability": {"says": "Up to a cap.", "cap": 500000.0, "currency": "GBP"},
    },
    "third_parties": {"cloud": {"name": "CloudCo", "of": "helix"}},
}


@pytest.mark.parametrize(
    ("place", "value", "sentence"),
    [
        ("obligations/report/within", "3 days", "time for Report it: 24 hours → 3 days"),
        ("obligations/report/every", "yearly", "cadence of Report it: monthly → yearly"),
        ("obligations/report/by", "meridian",
         "who owes Report it: Helix Cold Chain AB → Meridian Foods plc"),
        ("terms/confidentiality/survives", "2 years",
         "how long confidentiality lasts beyond the end: 60 months → 24 months"),
        ("terms/liability/cap", 400000.0, "cap of liability: 500000 → 400000"),
        ("third_parties/cloud/of", "meridian",
         "party that CloudCo works for: Helix Cold Chain AB → Meridian Foods plc"),
        ("exit/notice", {"helix": "3 months", "meridian": "12 months"},
         "exit notice: 9 months → 3 months (Helix Cold Chain AB), 12 months (Meridian Foods plc)"),
    ],
)  # fmt: skip
def test_what_an_agreement_says_is_weaker_in_the_words_of_the_business(
    place: str, value: object, sentence: str
) -> None:
    def signed(data: Data) -> None:
        data |= copy.deepcopy(_CONTRACT)

    found = changes(put(place, value), before=signed)

    assert [(one.sentence, one.weakens) for one in found] == [(sentence, True)]


def _told(found: tuple[Change, ...]) -> list[tuple[str, Effect, Weight, Bump]]:
    return [(one.sentence, one.direction, one.weight, one.bump) for one in found]


def test_a_level_on_top_or_a_faster_ladder_is_stronger() -> None:
    def faster(data: Data) -> None:
        data["escalation"]["levels"][0]["escalate_after"] = "1 working hour"
        data["escalation"]["levels"].insert(1, {"id": "mid", "escalate_after": "2 working hours"})

    def higher(data: Data) -> None:
        data["escalation"]["levels"].append({"id": "owners-of-all", "name": "Boards"})

    for edit in (faster, higher):
        found = changes(edit)
        assert any(change.strengthens for change in found)
        assert not any(change.weakens for change in found)


def test_a_mediator_with_the_final_say_takes_nothing_away() -> None:
    def neutral(data: Data) -> None:
        data["people"]["judge"] = {"name": "Ines Roth", "party": "neutral"}

    found = changes(put(f"{_STEERING}/deadlock", {"person": "judge"}), before=neutral)

    assert {change.direction for change in found} == {Effect.NEUTRAL}


def test_a_quorum_of_more_than_half_is_higher_than_one_of_half_and_lower_than_51_percent() -> None:
    def ways(old: str, new: str) -> list[str]:
        place = f"{_STEERING}/quorum"
        edits = (put(place, {"share": share, "each_party": 1}) for share in (old, new))
        before, now = edits
        return [one.direction.value for one in changes(now, before=before)]

    assert ways("50 %", "more than 1/2") == ["tightens"]
    assert ways("51 %", "more than 50 %") == ["loosens"]


def test_an_item_that_goes_silent_or_opens_up_is_told_by_its_rule() -> None:
    def ways(old: str, new: str) -> list[str]:
        place = "sharing/depot-costs/rule"
        return [one.direction.value for one in changes(put(place, new), before=put(place, old))]

    assert ways("ask-first", "can-share") == ["tightens"]
    assert ways("can-share", "ask-first") == ["loosens"]
    assert ways("can-share", "must-share") == ["tightens"]
    assert ways("never-share", "ask-first") == ["loosens"]
    assert ways("ask-first", "never-share") == ["loosens"]


def test_the_ground_and_the_end_of_a_partnership_are_major() -> None:
    found = changes(
        put("parties/helix/timezone", "Europe/Berlin"),
        put("parties/helix/country", "DE"),
        put("exit/withdrawal", "The others go on without it."),
        put("exit/transition/data_return", "All data are destroyed within a year."),
        before=put("exit/withdrawal", "All stop."),
    )

    assert {(one.weight, one.bump) for one in found} == {(Weight.MATERIAL, Bump.MAJOR)}
    assert len(found) == 4


def test_a_matter_that_is_worded_anew_is_of_the_ground() -> None:
    matter = "Joint investment up to 900,000 EUR"

    found = changes(put(f"{_STEERING}/decisions/1/matter", matter))

    said = "decision of Joint steering committee on “Joint investment up to 250,000 EUR” now reads "
    assert _told(found) == [(f"{said}“{matter}”", Effect.NEUTRAL, Weight.MATERIAL, Bump.MAJOR)]


def test_a_commitment_that_is_given_up_or_put_off_loosens_without_a_version() -> None:
    later = changes(put("commitments/peak-capacity/due", date(2027, 11, 23)))
    gone = changes(drop("commitments/peak-capacity"))
    closed = changes(
        drop("commitments/peak-capacity"),
        before=put("commitments/peak-capacity/closed_on", date(2026, 12, 1)),
    )

    name = "120 extra pallets a day in weeks 48 to 52"
    assert [_told(found) for found in (later, gone, closed)] == [
        [
            (
                f"due day of {name}: 2026-11-23 → 2027-11-23",
                Effect.LOOSENS,
                Weight.MATERIAL,
                Bump.NONE,
            )
        ],
        [(f"commitment: {name} is removed", Effect.LOOSENS, Weight.MATERIAL, Bump.NONE)],
        [(f"commitment: {name} is removed", Effect.NEUTRAL, Weight.MATERIAL, Bump.NONE)],
    ]


@pytest.mark.parametrize(
    ("place", "text", "weight", "bump"),
    [
        ("goals/trust/statement", "Both teams raise problems early, and settle them low",
         Weight.EDITORIAL, Bump.NONE),
        ("goals/trust/statement", "Both teams raise problems early and settle them slow.",
         Weight.MATERIAL, Bump.MINOR),
        ("kpis/otif/definition",
         "share of chilled orders  delivered complete, inside the booked-hour",
         Weight.EDITORIAL, Bump.NONE),
        ("escalation/endgame",
         "Mediation in London within 3.0 days, then arbitration under the SCC rules.",
         Weight.MATERIAL, Bump.MINOR),
        ("kpis/otif/formula", "100 / orders on time and complete / orders due",
         Weight.MATERIAL, Bump.MINOR),
        ("kpis/otif/unit", "‰", Weight.MATERIAL, Bump.MINOR),
        ("exit/triggers/0", "Two consecutive, red half years on OTIF", Weight.EDITORIAL, Bump.NONE),
        ("exit/triggers/0", "Two consecutive red half-years off OTIF", Weight.MATERIAL, Bump.MAJOR),
    ],
)  # fmt: skip
def test_case_and_punctuation_of_a_promise_are_editorial_and_words_are_not(
    place: str, text: str, weight: Weight, bump: Bump
) -> None:
    assert [(one.weight, one.bump) for one in changes(put(place, text))] == [(weight, bump)]


def test_values_that_mean_the_same_are_no_change() -> None:
    def retyped(data: Data) -> None:
        data["reviews"]["qbr"]["every"] = "FREQ=MONTHLY;INTERVAL=3"
        data["sharing"]["weekly-flash"]["every"] = "FREQ=WEEKLY"
        data["sharing"]["weekly-flash"]["retention"] = "1 year"
        data["sharing"]["demand-forecast"]["retention"] = "2 years"
        data["kpis"]["otif"]["milestones"][0]["value"] = 95.0

    assert changes(retyped) == ()


def test_values_that_part_on_some_days_are_a_change_that_is_neither_weaker_nor_stronger() -> None:
    found = changes(
        put("personal_data/breach_notice", "1 day"),
        put("reviews/qbr/every", "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=28"),
    )

    assert [(one.at[-1], one.direction) for one in found] == [
        ("every", Effect.NEUTRAL),
        ("breach_notice", Effect.NEUTRAL),
    ]


def test_a_rule_that_leaves_out_short_months_is_not_the_word() -> None:
    found = changes(
        put("reviews/qbr/every", "FREQ=MONTHLY;INTERVAL=3"),
        before=put("reviews/qbr/starting", date(2025, 1, 31)),
    )

    assert [(one.sentence, one.weakens) for one in found] == [
        ("cadence of Quarterly business review: quarterly → FREQ=MONTHLY;INTERVAL=3", True)
    ]


@pytest.mark.parametrize(
    ("every", "now", "way"),
    [
        ("FREQ=MONTHLY;BYDAY=1MO", date(2026, 1, 5), Effect.NEUTRAL),
        ("FREQ=MONTHLY;BYDAY=1MO", date(2026, 1, 20), Effect.LOOSENS),
        ("FREQ=MONTHLY;BYDAY=1MO", date(2025, 12, 2), Effect.NEUTRAL),
        ("FREQ=MONTHLY;BYDAY=1MO", date(2025, 12, 1), Effect.TIGHTENS),
        ("FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1", date(2026, 12, 1), Effect.LOOSENS),
        ("FREQ=MONTHLY;UNTIL=20260201", date(2026, 3, 1), Effect.LOOSENS),
        ("monthly", date(2026, 1, 20), Effect.NEUTRAL),
        ("monthly", date(2026, 2, 1), Effect.LOOSENS),
    ],
)
def test_a_later_start_is_weaker_once_a_meeting_falls_away(
    every: str, now: date, way: Effect
) -> None:
    def from_new_year(data: Data) -> None:
        data["reviews"]["qbr"] |= {"every": every, "starting": date(2026, 1, 1)}

    found = changes(put("reviews/qbr/starting", now), before=from_new_year)

    assert [(one.at[-1], one.direction) for one in found] == [("starting", way)]
