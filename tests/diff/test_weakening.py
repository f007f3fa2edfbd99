"""What is a weakening and what is not: the table as its readers meet it."""

from __future__ import annotations

from datetime import date

import pytest

from tests.diff.editing import Data, Edit, changes, charter_data, directory, drop, put, rename, side
from trm_policy.diff import Bump, Change, ChangeKind, Effect, Weight, diff

_STEERING = "committees/steering"
_OTIF = "kpis/otif"

WEAKER: list[tuple[str, list[Edit], str]] = [
    ("a lowered target", [put(f"{_OTIF}/target/value", 95)],
     "target of On time in full: 98 → 95 %, by 2027-12-31"),
    ("a raised target of a KPI that should fall",
     [put("kpis/temperature-excursions/target/value", 6)],
     "target of Temperature excursions: 4 → 6 per 10,000, by 2027-12-31"),
    ("a target's day moved on", [put(f"{_OTIF}/target/by", date(2028, 6, 30))],
     "target day of On time in full: 2027-12-31 → 2028-06-30"),
    ("a lowered milestone", [put(f"{_OTIF}/milestones/0/value", 93)],
     "milestone of On time in full by 2026-06-30: 95 → 93 %"),
    ("a milestone put off", [put(f"{_OTIF}/milestones/0/by", date(2026, 9, 30))],
     "milestone of On time in full by 2026-06-30 moves to 2026-09-30"),
    ("a milestone above the line dropped", [drop(f"{_OTIF}/milestones/0")],
     "milestone of On time in full by 2026-06-30 is removed (was 95 %)"),
    ("a milestone below the line slipped in",
     [lambda data: data["kpis"]["otif"]["milestones"].append(
         {"value": 95.1, "by": date(2027, 9, 30)})],
     "new milestone of On time in full by 2027-09-30: 95.1 %"),
    ("a lowered baseline", [put(f"{_OTIF}/baseline/value", 80)],
     "baseline of On time in full: 91.4 → 80 %"),
    ("a later baseline", [put(f"{_OTIF}/baseline/date", date(2025, 12, 31))],
     "baseline day of On time in full: 2024-12-31 → 2025-12-31"),
    ("a wider tolerance", [put(f"{_OTIF}/tolerance", 4)],
     "tolerance of On time in full: 1.5 → 4 %"),
    ("an audit turned off", [drop(f"{_OTIF}/audited")], "audit of On time in full: yes → no"),
    ("a KPI measured more seldom", [put(f"{_OTIF}/frequency", "quarterly")],
     "frequency of On time in full: monthly → quarterly"),
    ("a lag", [put(f"{_OTIF}/lag", 60)],
     "days until On time in full is known is added: 60"),
    ("a KPI that loses its formula", [drop(f"{_OTIF}/formula")],
     "formula of On time in full is removed (was 100 * orders on time and complete / orders due)"),
    ("a KPI turned round", [put(f"{_OTIF}/direction", "decrease")],
     "direction of On time in full: increase → decrease"),
    ("fewer respondents",
     [put("kpis/partner-satisfaction/survey/respondents/helix", 5)],
     "number of respondents of Helix Cold Chain AB for Partner satisfaction: 10 → 5"),
    ("a removed KPI", [drop(_OTIF)], "KPI On time in full is removed"),
    ("a removed goal", [drop("goals/trust")], "goal trust is removed"),
    ("a goal closed", [put("goals/trust/closed_on", date(2026, 1, 1))],
     "closing of goal trust: as of 2026-01-01"),
    ("a goal due later", [put("goals/trust/due", date(2029, 1, 1))],
     "day on which goal trust is due: 2027-06-30 → 2029-01-01"),
    ("a removed committee", [drop("committees/operations")],
     "committee Operations board is removed"),
    ("a removed review", [drop("reviews/health")], "review Relationship health check is removed"),
    ("a rarer review", [put("reviews/qbr/every", "yearly")],
     "cadence of Quarterly business review: quarterly → yearly"),
    ("a rarer review by a rule", [put("reviews/qbr/every", "FREQ=MONTHLY;INTERVAL=4")],
     "cadence of Quarterly business review: quarterly → FREQ=MONTHLY;INTERVAL=4"),
    ("a review that ends", [put("reviews/weekly/every", "FREQ=DAILY;COUNT=2")],
     "cadence of Weekly operations board: weekly → FREQ=DAILY;COUNT=2"),
    ("a review with a last day", [put("reviews/weekly/every", "FREQ=DAILY;UNTIL=20251231")],
     "cadence of Weekly operations board: weekly → FREQ=DAILY;UNTIL=20251231"),
    ("a review that comes in every third year alone",
     [put("reviews/weekly/every", "FREQ=YEARLY;INTERVAL=3;BYDAY=MO,TU,WE,TH,FR")],
     ("cadence of Weekly operations board: weekly → "
      "FREQ=YEARLY;INTERVAL=3;BYDAY=MO,TU,WE,TH,FR")),
    ("a review that is over before it starts",
     [put("reviews/annual/every", "FREQ=DAILY;UNTIL=20250901")],
     "cadence of Annual strategic review: yearly → FREQ=DAILY;UNTIL=20250901"),
    ("a flow of information that ends", [put("sharing/weekly-flash/every", "FREQ=DAILY;COUNT=9")],
     "cadence of Weekly flash: weekly → FREQ=DAILY;COUNT=9"),
    ("a review that starts later", [put("reviews/qbr/starting", date(2028, 1, 1))],
     "first day of Quarterly business review: Tuesday 21 January 2025 → Saturday 1 January 2028"),
    ("a removed level", [drop("escalation/levels/2")], "escalation level Directors is removed"),
    ("a slow level slipped in",
     [lambda data: data["escalation"]["levels"].insert(1, {
         "id": "slow", "acknowledge_within": "200 working days",
         "escalate_after": "400 working days"})],
     "new escalation level slow"),
    ("a level that passes nothing on slipped in",
     [lambda data: data["escalation"]["levels"].insert(1, {"id": "sink"})],
     "new escalation level sink"),
    ("a slow level moved below the others",
     [lambda data: data["escalation"]["levels"].insert(0, data["escalation"]["levels"].pop())],
     ("escalation levels, first to last: Operations, Relationship owners, Directors, Executive "
      "sponsors → Executive sponsors, Operations, Relationship owners, Directors")),
    ("a longer window", [put("escalation/levels/0/acknowledge_within", "1 working day")],
     "time to acknowledge at level Operations: 2 working hours → 1 working day"),
    ("a slower ladder", [put("escalation/levels/0/escalate_after", "3 days")],
     "time until level Operations escalates: 1 working day → 3 days"),
    ("a removed trigger", [drop("escalation/triggers/service-red")],
     "escalation trigger service-red is removed"),
    ("a removed endgame", [drop("escalation/endgame")],
     "endgame of the escalation is removed"),
    ("shorter working hours", [put("escalation/working_hours", "09:00-16:00")],
     "working hours: 08:00-17:00 → 09:00-16:00"),
    ("a lower tier", [put("tier", "preferred")], "tier: strategic → preferred"),
    ("a charter back to draft", [put("status", "draft")], "status: active → draft"),
    ("a charter that ends", [put("status", "ended")], "status: active → ended"),
    ("a stage before working together", [put("stage", "knowledge")],
     "stage: value-creation → knowledge"),
    ("a looser engagement", [put("engagement", "transactional")],
     "engagement: alliance → transactional"),
    ("a wider audience", [put("audience", "public")], "audience: partner → public"),
    ("a place shown to more", [put("visibility", {"risks": "public"})],
     "risks may be read by the public"),
    ("a section declared not applicable", [put("not_applicable", {"touchpoints": "No need"})],
     "touchpoints is declared not applicable: No need"),
    ("a seat lost", [drop(f"{_STEERING}/members/2")],
     "Lena Hart leaves Joint steering committee (was member)"),
    ("a vote lost", [put(f"{_STEERING}/members/2/vote", False)],
     "vote of the seat of Lena Hart in Joint steering committee: yes → no"),
    ("a seat that goes to the other party", [put(f"{_STEERING}/members/2/person", "nils")],
     "Lena Hart leaves Joint steering committee (was member)"),
    ("a lower quorum", [put(f"{_STEERING}/quorum/members", 2)],
     "quorum of Joint steering committee: 4 → 2 members"),
    ("a quorum without each party", [drop(f"{_STEERING}/quorum/each_party")],
     "quorum of each party in Joint steering committee is removed (was 1 member)"),
    ("no quorum at all", [drop(f"{_STEERING}/quorum")],
     "quorum of Joint steering committee is removed"),
    ("a looser decision rule", [put(f"{_STEERING}/decisions/1/rule", "majority")],
     ("decision rule of Joint steering committee on “Joint investment up to 250,000 EUR”: "
     "consensus → majority")),
    ("a deadlock left to one party",
     [put(f"{_STEERING}/deadlock", {"party": "meridian"})],
     "party with the final say in Joint steering committee is added: Meridian Foods plc"),
    ("a deadlock left to the head of one party",
     [put(f"{_STEERING}/deadlock", {"person": "ada"})],
     "person with the final say in Joint steering committee is added: Ada Okafor"),
    ("a committee handed to one party", [put("committees/operations/party", "meridian")],
     "party of Operations board is added: Meridian Foods plc"),
    ("a matter that one party decides",
     [lambda data: data["committees"]["steering"]["decisions"].append(
         {"matter": "Prices", "rule": "one-party", "by": "meridian"})],
     "new decision of Joint steering committee on “Prices”"),
    ("a new committee in which one party has the final say",
     [put("committees/prices", {"name": "Price board", "deadlock": {"party": "meridian"}})],
     "new committee Price board"),
    ("an appointment cut short",
     [put("committees/operations/members/0/until", date(2025, 12, 31))],
     "end of the seat of Tom Ellis in Operations board: 2027-12-31 → 2025-12-31"),
    ("an appointment that has an end now",
     [put("committees/operations/members/2/until", date(2025, 12, 31))],
     "end of the seat of Ravi Menon in Operations board is added: 2025-12-31"),
    ("a seat that others elect", [put("committees/operations/members/2/elected_by", "meridian")],
     "who elects the seat of Ravi Menon in Operations board: all parties → Meridian Foods plc"),
    ("no way out of a deadlock", [drop(f"{_STEERING}/deadlock")],
     "way out of a deadlock of Joint steering committee is removed"),
    ("removed sharing", [drop("sharing/weekly-flash")],
     "shared information: Weekly flash is removed"),
    ("freer sharing rules", [put("sharing/weekly-flash/rule", "ask-first")],
     "sharing rule of Weekly flash: must-share → ask-first"),
    ("a secret that may be told", [put("sharing/depot-costs/rule", "can-share")],
     "sharing rule of Depot cost model: never-share → can-share"),
    ("a secret that must be told", [put("sharing/depot-costs/rule", "must-share")],
     "sharing rule of Depot cost model: never-share → must-share"),
    ("personal data that are called none", [drop("sharing/driver-rota/personal")],
     "personal data in Driver names and shifts: yes → no"),
    ("a contract that binds no more", [put("agreements/services/binding", False)],
     "binding force of Logistics services agreement: yes → no"),
    ("a contract left out", [drop("agreements/services")],
     "agreement: Logistics services agreement is removed"),
    ("a shorter term", [put("term/end", date(2027, 1, 31))],
     "last day of the partnership: 2028-12-31 → 2027-01-31"),
    ("a term that starts later", [put("term/start", date(2026, 1, 1))],
     "first day of the partnership: 2025-01-01 → 2026-01-01"),
    ("a shorter exit notice", [put("exit/notice", "3 months")], "exit notice: 9 months → 3 months"),
    ("no transition", [drop("exit/transition")], "transition at the exit is removed"),
    ("a shorter transition", [put("exit/transition/duration", "30 days")],
     "length of the transition: 6 months → 30 days"),
    ("no exit plan", [drop("exit")], "exit plan is removed"),
]  # fmt: skip


@pytest.mark.parametrize(("edits", "said"), [row[1:] for row in WEAKER], ids=[r[0] for r in WEAKER])
def test_a_weaker_promise_is_material_and_loosens(edits: list[Edit], said: str) -> None:
    def before(data: Data) -> None:
        put("sharing/depot-costs/rule", "never-share")(data)
        put("committees/operations/members/2/elected_by", "all")(data)

    found = changes(*edits, before=before)

    assert [change.sentence for change in found if change.weakens] == [said]


def _lines(found: tuple[Change, ...]) -> list[tuple[str, str, str]]:
    return [(one.direction.value, one.weight.value, one.sentence) for one in found]


def test_a_successor_in_a_seat_takes_nothing_away() -> None:
    assert _lines(changes(put(f"{_STEERING}/members/2/person", "tom"))) == [
        (
            "neutral",
            "operational",
            "seat of Lena Hart in Joint steering committee passes to Tom Ellis",
        )
    ]


def test_a_vote_that_passes_within_a_party_is_no_vote_lost() -> None:
    found = changes(
        put(f"{_STEERING}/members/2/vote", False), put(f"{_STEERING}/members/4/vote", True)
    )

    assert _lines(found) == [
        (
            "neutral",
            "material",
            "vote of the seat of Lena Hart in Joint steering committee: yes → no",
        ),
        (
            "neutral",
            "material",
            "vote of the seat of Ravi Menon in Joint steering committee: no → yes",
        ),
    ]


def test_somebody_who_changes_sides_takes_his_seats_along() -> None:
    shared = directory()
    lena = shared.people["lena"].model_copy(update={"organisation": "helix-cold-chain"})
    after = shared.model_copy(update={"people": {**shared.people, "lena": lena}})

    found = diff(side(charter_data()), side(charter_data(), after))

    assert _lines(found) == [
        (
            "loosens",
            "material",
            (
                "party of Lena Hart in Joint steering committee: "
                "Meridian Foods plc → Helix Cold Chain AB"
            ),
        )
    ]


def test_what_is_written_otherwise_and_means_the_same_is_no_change() -> None:
    def retyped(data: Data) -> None:
        data["kpis"]["otif"]["target"]["value"] = 98.0
        data["kpis"] = dict(reversed(data["kpis"].items()))
        data["behaviours"].reverse()
        data["committees"]["steering"]["members"].reverse()
        data["committees"]["steering"]["members"][0]["role"] = "secretary"
        data["committees"]["steering"]["members"][2]["vote"] = True
        data["waivers"] = []
        data["engagement"] = "alliance"

    assert changes(retyped) == ()


def test_levels_that_swap_places_are_a_change_of_their_order_alone() -> None:
    def swapped(data: Data) -> None:
        levels = data["escalation"]["levels"]
        levels[1], levels[2] = levels[2], levels[1]

    assert _lines(changes(swapped)) == [
        (
            "neutral",
            "material",
            (
                "escalation levels, first to last: Operations, Relationship owners, Directors, "
                "Executive sponsors → Operations, Directors, Relationship owners, "
                "Executive sponsors"
            ),
        )
    ]


def test_prose_is_editorial_save_where_it_is_the_promise() -> None:
    found = changes(
        put("vision", "Something else."),
        put("rationale", "Something else."),
        put("exit/transition/knowledge", "Nothing."),
        put("goals/trust/statement", "Both teams are friends."),
        put("goals/trust/benefits/helix", "Nothing."),
        put("kpis/otif/formula", "100"),
        put("sharing/weekly-flash/channel", "A letter."),
        put("agreements/services/link", "https://example.com/other"),
        put("escalation/levels/0/channel", "A letter."),
        put("escalation/levels/0/output", "Nothing."),
        put("escalation/endgame", "We part."),
        put("scope/purpose", "All of it."),
        put("committees/steering/mandate", "Meets."),
    )
    minor, major = (("neutral", "material", bump) for bump in (Bump.MINOR, Bump.MAJOR))

    said = [(one.at[-1], (one.direction.value, one.weight.value, one.bump)) for one in found]
    assert said == [
        ("vision", minor),
        ("rationale", ("neutral", "editorial", Bump.NONE)),
        ("purpose", major),
        ("statement", minor),
        ("helix", minor),
        ("formula", minor),
        ("mandate", minor),
        ("channel", minor),
        ("output", minor),
        ("endgame", minor),
        ("channel", minor),
        ("link", minor),
        ("knowledge", major),
    ]


def test_a_kpi_to_be_maintained_has_no_better_side_but_a_tolerance() -> None:
    found = changes(
        put(f"{_OTIF}/target/value", 90),
        put(f"{_OTIF}/tolerance", 3),
        before=put(f"{_OTIF}/direction", "maintain"),
    )

    assert [(one.at[-1], one.direction, one.weight, one.bump) for one in found] == [
        ("value", Effect.NEUTRAL, Weight.MATERIAL, Bump.MINOR),
        ("tolerance", Effect.LOOSENS, Weight.MATERIAL, Bump.MINOR),
    ]


def test_an_approval_and_a_version_are_neither_weaker_nor_stronger() -> None:
    found = changes(put("version", "3.0.0"), drop("approvals/1"))

    assert {(one.direction, one.bump) for one in found} == {(Effect.NEUTRAL, Bump.NONE)}


def _rename_otif(data: Data) -> None:
    rename("kpis/otif", "on-time")(data)
    data["goals"]["freshness"]["kpis"][0] = "on-time"
    data["escalation"]["triggers"]["service-red"]["kpi"] = "on-time"
    data["visibility"] = {"kpis.on-time.source": "internal"}


def test_a_new_id_is_one_change_wherever_it_is_named() -> None:
    hidden = put("visibility", {"kpis.otif.source": "internal"})

    found = changes(_rename_otif, before=hidden)

    assert _lines(found) == [("neutral", "operational", "kpis.otif is now called kpis.on-time")]
    assert (found[0].at, found[0].before, found[0].after) == (
        ("kpis", "on-time"),
        "otif",
        "on-time",
    )


def test_a_new_id_hides_no_lowered_target() -> None:
    found = changes(_rename_otif, put("kpis/on-time/target/value", 90), drop("visibility"))

    assert _lines(found) == [
        ("neutral", "operational", "kpis.otif is now called kpis.on-time"),
        ("loosens", "material", "target of On time in full: 98 → 90 %, by 2027-12-31"),
    ]


def test_a_new_id_that_is_forgotten_somewhere_is_a_removal() -> None:
    found = changes(rename("kpis/otif", "on-time"))

    assert [one.sentence for one in found] == [
        "new KPI On time in full",
        "KPI On time in full is removed",
    ]


def test_another_party_under_another_id_is_no_new_name() -> None:
    def replaced(data: Data) -> None:
        del data["parties"]["helix"]
        data["parties"]["third"] = {"name": "Third", "country": "DE"}

    kinds = [(one.kind, one.at) for one in changes(replaced) if one.at[0] == "parties"]

    assert kinds == [
        (ChangeKind.REMOVED, ("parties", "helix")),
        (ChangeKind.ADDED, ("parties", "third")),
    ]


def test_a_sentence_that_is_worded_anew_is_one_change() -> None:
    found = changes(put("exit/triggers/0", "Three consecutive red half-years on OTIF"))

    assert _lines(found) == [
        (
            "neutral",
            "material",
            (
                "exit trigger: “Two consecutive red half-years on OTIF” now reads "
                "“Three consecutive red half-years on OTIF”"
            ),
        )
    ]
