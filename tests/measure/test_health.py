"""The signs of health, each against what was worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import CHARTER, DIRECTORY, TODAY, edited, partnership
from trm_policy.measure.health import Dimension, Health, HealthLimits, HealthSide, Sign, Standing
from trm_policy.measure.health_signs import health, share
from trm_policy.starter import complete

GOOD, FAIR, POOR, UNKNOWN = Standing
HOME = "partnerships/meridian-helix"
SURVEY = f"{HOME}/surveys/2026.csv"
QBR = f"{HOME}/reviews/2026-10-20-qbr.md"
LETTERS = {"g": GOOD, "f": FAIR, "p": POOR, "?": UNKNOWN}


def measured(
    files: Mapping[str, bytes] | None = None,
    now: datetime = TODAY,
    limits: HealthLimits | None = None,
) -> Health:
    return health(partnership(files), now, limits)


def signs(found: Health, side: HealthSide) -> dict[str, Standing]:
    (one,) = [each for each in found.dimensions if each.side is side]
    return {sign.name: sign.standing for sign in one.signs}


def sides(found: Health) -> list[Standing]:
    return [each.standing for each in found.dimensions]


@pytest.mark.parametrize(
    ("letters", "standing"),
    [
        ("", UNKNOWN),
        ("???", UNKNOWN),
        ("g", GOOD),
        ("ggg", GOOD),
        ("g?", GOOD),  # half is known
        ("g??", UNKNOWN),  # a third is not enough to be good
        ("f??", FAIR),  # bad news is not hidden by what is unknown
        ("p??", POOR),
        ("gf", FAIR),
        ("ff", FAIR),
        ("gp", POOR),  # half is poor
        ("ggp", FAIR),
        ("gfpp", POOR),
        ("gffpp", FAIR),
    ],
)
def test_a_side_stands_by_its_signs(letters: str, standing: Standing) -> None:
    one = Dimension(HealthSide.OUTCOME, tuple(Sign("x", LETTERS[each], "") for each in letters))
    assert one.standing is standing


@given(st.lists(st.sampled_from(list(Standing))))
def test_a_side_without_a_good_sign_is_never_good(standings: list[Standing]) -> None:
    one = Dimension(HealthSide.OUTCOME, tuple(Sign("x", each, "") for each in standings))
    if GOOD not in standings:
        assert one.standing is not GOOD
    if set(standings) <= {UNKNOWN}:
        assert one.standing is UNKNOWN


def test_the_complete_partnership_is_told_by_its_records() -> None:
    found = measured()
    assert sides(found) == [GOOD, FAIR, GOOD, GOOD]
    assert signs(found, HealthSide.RELATIONSHIP) == {
        "kpi partner-satisfaction": GOOD,  # 3.9; 3.4 + 0.4 * 497 / 546 = 3.76 on 12 May
        "kpi days-to-settle": GOOD,  # 2.6, plan 7.99
        "survey meridian": FAIR,  # (4.0 + 4.1 + 4.0 + 3.8) / 4 = 3.975
        "survey helix": FAIR,  # (4.0 + 4.0 + 4.1 + 3.2) / 4 = 3.825
        "survey gap": GOOD,  # 0.15
    }
    assert found.gap is not None
    assert float(found.gap.gap or 0) == pytest.approx(0.15)


def test_without_records_nothing_is_good() -> None:
    bare = {CHARTER: complete()[CHARTER], "partnerships/directory.yaml": b""}
    found = measured(bare)
    assert GOOD not in sides(found)
    assert signs(found, HealthSide.OUTCOME) == {
        "kpi otif": UNKNOWN,
        "kpi temperature-excursions": UNKNOWN,
        "kpi carbon-per-pallet": UNKNOWN,
    }
    assert signs(found, HealthSide.RESPONSIVENESS) == {}
    assert found.gap is None


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("status: active ", "status: ended ", "it has ended"),
        ("stage: value-creation ", "stage: awareness ", "the parties do not work together yet"),
    ],
)
def test_what_is_over_or_not_begun_is_not_measured(old: str, new: str, why: str) -> None:
    found = measured(edited((old, new)))
    assert (found.unasked, sides(found)) == (why, [UNKNOWN] * 4)


def test_figures_that_are_overdue_are_no_evidence() -> None:
    found = measured(now=datetime(2027, 2, 22, tzinfo=UTC))
    assert sides(found)[0] is UNKNOWN


@pytest.mark.parametrize(
    ("helix", "gap", "standing"),
    [  # Meridian's mean is 3.975
        (3.475, 0.5, GOOD),
        (3.47, 0.505, FAIR),
        (2.975, 1.0, FAIR),
        (2.97, 1.005, POOR),
    ],
)
def test_the_gap_between_the_parties_has_its_limits(
    helix: float, gap: float, standing: Standing
) -> None:
    rows = "".join(
        f"helix,{question},{helix},10\n"
        for question in ("trust", "commitment", "competence", "communication")
    )
    text = complete()[SURVEY].decode()
    kept = "".join(line for line in text.splitlines(True) if not line.startswith("helix"))
    found = measured({**complete(), SURVEY: (kept + rows).encode()})
    assert found.gap is not None
    assert float(found.gap.gap or 0) == pytest.approx(gap)
    assert signs(found, HealthSide.RELATIONSHIP)["survey gap"] is standing


def test_rows_that_fewer_than_five_answered_are_neither_shown_nor_counted() -> None:
    found = measured(edited(("communication,3.2,10", "communication,3.2,4"), path=SURVEY))
    assert found.gap is not None
    scores = {each.name: dict(each.scores) for each in found.gap.questions}
    assert "helix" not in scores["communication"]
    assert found.gap.hidden == 1
    means = {party: float(mean) for party, mean in found.gap.means.items()}
    assert means == {"meridian": pytest.approx(12.1 / 3), "helix": pytest.approx(12.1 / 3)}


def test_a_survey_in_which_each_row_is_too_small_tells_nothing() -> None:
    text = complete()[SURVEY].decode().replace(",10\n", ",4\n")
    found = measured({**complete(), SURVEY: text.encode()})
    assert signs(found, HealthSide.RELATIONSHIP)["survey gap"] is UNKNOWN
    assert "survey helix" not in signs(found, HealthSide.RELATIONSHIP)
    assert found.gap is not None
    assert (found.gap.questions, found.gap.hidden) == ((), 8)


def test_an_old_survey_is_unknown() -> None:
    files = {key: raw for key, raw in complete().items() if key != SURVEY}
    files[f"{HOME}/surveys/2024.csv"] = complete()[SURVEY]
    found = signs(measured(files), HealthSide.RELATIONSHIP)
    assert (found["survey gap"], found["survey helix"]) == (UNKNOWN, UNKNOWN)


def test_a_review_that_was_missed_is_fair_and_two_are_poor() -> None:
    one = datetime(2027, 3, 1, tzinfo=UTC)  # of 2027-01-21
    two = datetime(2027, 6, 1, tzinfo=UTC)  # and of 2027-04-21
    assert signs(measured(now=one), HealthSide.GOVERNANCE)["review qbr"] is FAIR
    assert signs(measured(now=two), HealthSide.GOVERNANCE)["review qbr"] is POOR


def test_a_sponsor_who_misses_one_review_is_fair_and_both_poor() -> None:
    names = "attendees: [ada, jonas, lena, mikael, ravi, sofia]"
    away = names.replace("jonas, ", "").replace("mikael, ", "")
    once = edited((names, away), path=QBR)
    assert signs(measured(once), HealthSide.GOVERNANCE)["sponsor helix"] is FAIR
    annual = f"{HOME}/reviews/2026-10-14-annual.md"
    twice = {**once, annual: once[annual].replace(names.encode(), away.encode())}
    assert signs(measured(twice), HealthSide.GOVERNANCE)["sponsor helix"] is POOR


def test_minutes_without_a_quorum_are_poor() -> None:
    files = edited(("attendees: [ada, jonas, lena, mikael, ", "attendees: ["), path=QBR)
    assert signs(measured(files), HealthSide.GOVERNANCE)["quorum steering"] is POOR


@pytest.mark.parametrize(
    ("day", "standing"),
    [("2026-11-22", GOOD), ("2026-11-21", FAIR), ("2026-10-23", FAIR), ("2026-10-22", POOR)],
)
def test_an_action_past_its_day_is_fair_and_after_a_month_poor(
    day: str, standing: Standing
) -> None:
    found = measured(edited(("(due 2026-12-01)", f"(due {day})"), path=QBR))
    assert signs(found, HealthSide.RESPONSIVENESS)["actions"] is standing


def test_an_acknowledgement_that_came_late_counts_against_its_party_alone() -> None:
    late = ("helix: 2026-09-07T11:00+01:00", "helix: 2026-09-07T13:00+01:00")
    found = signs(
        measured(edited(late, path=f"{HOME}/escalations/2026-003.md")), HealthSide.RESPONSIVENESS
    )
    assert found["acknowledging helix"] is FAIR  # one of two
    assert found["acknowledging meridian"] is GOOD


@pytest.mark.parametrize(
    ("kept", "asked", "standing"),
    [(0, 0, UNKNOWN), (3, 3, GOOD), (2, 3, FAIR), (1, 2, FAIR), (1, 3, POOR), (0, 1, POOR)],
)
def test_what_was_kept_of_what_was_asked(kept: int, asked: int, standing: Standing) -> None:
    assert share(kept, asked) is standing


def test_a_sponsor_who_left_is_poor_however_often_they_came() -> None:
    last_day = "    deputy: lena\n    left: 2026-11-20\n"
    files = edited(("    deputy: lena\n", last_day), path=DIRECTORY)
    (governance,) = [d for d in measured(files).dimensions if d.side is HealthSide.GOVERNANCE]
    (sign,) = [sign for sign in governance.signs if sign.name == "sponsor meridian"]
    assert (sign.standing, sign.says) == (POOR, "Ada Okafor left on 2026-11-20")


def test_a_promise_kept_late_counts_for_a_year() -> None:
    files = edited(("    due: 2026-11-23\n", "    due: 2026-11-01\n    closed_on: 2026-11-20\n"))

    name, later = "commitment peak-capacity", datetime(2027, 11, 21, tzinfo=UTC)
    assert signs(measured(files), HealthSide.RESPONSIVENESS)[name] is FAIR
    assert name not in signs(measured(files, later), HealthSide.RESPONSIVENESS)


@pytest.mark.parametrize(
    ("threshold", "figure", "says"),
    [
        ("at_least: 98", "97.2", "amber: 97.2 % in 2026-10, service level at least 98 %"),
        ("met: true", "1", "green: met in 2026-10"),
    ],
)
def test_a_service_level_is_compared_with_its_bound(threshold: str, figure: str, says: str) -> None:
    level = ("    audited: true   ", f"    threshold: {{{threshold}}}\n    audited: true   ")
    row = ("otif,2026-10,97.2,", f"otif,2026-10,{figure},")
    figures = edited(row, path=f"{HOME}/measurements.csv")
    files = {**figures, CHARTER: edited(level)[CHARTER]}
    outcome = next(one for one in measured(files).dimensions if one.side is HealthSide.OUTCOME)
    assert outcome.signs[0].says == says


def test_one_changed_figure_changes_its_sign_alone() -> None:
    before, after = (
        {each.side: signs(found, each.side) for each in found.dimensions}
        for found in (
            measured(),
            measured(
                edited(("otif,2026-10,97.2,", "otif,2026-10,90,"), path=f"{HOME}/measurements.csv")
            ),
        )
    )
    assert after[HealthSide.OUTCOME] == {**before[HealthSide.OUTCOME], "kpi otif": POOR}
    assert {side: own for side, own in after.items() if side is not HealthSide.OUTCOME} == {
        side: own for side, own in before.items() if side is not HealthSide.OUTCOME
    }
