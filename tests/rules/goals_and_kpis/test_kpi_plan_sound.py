"""Plans that lead from the baseline to the target."""

import pytest

from tests.support import Seen, edited, findings, line_of

RULE = "kpi-plan-sound"
BASELINE = "    baseline: {value: 91.4, date: 2024-12-31}\n"
TARGET = "    target: {value: 98, by: 2027-12-31}\n"
MILESTONE = "      - {value: 95, by: 2026-06-30}\n"
DIRECTION = "    direction: increase                      # increase | decrease | maintain\n"


def otif(*edits: tuple[str, str]) -> list[tuple[str, str]]:
    return [(seen.at, seen.message) for seen in findings(edited(*edits), RULE)]


def test_the_plans_of_the_complete_charter_are_sound() -> None:
    assert findings(edited(), RULE) == []


def test_a_target_that_does_not_improve_is_marked_at_its_value() -> None:
    files = edited((TARGET, TARGET.replace("98", "90.25")))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, "90.25"),
            "kpis.otif.target.value",
            "the KPI 'otif' should increase, but its target of 90.25 does not improve "
            "on the baseline of 91.4",
        )
    ]


def test_a_target_that_equals_the_baseline_improves_nothing() -> None:
    assert [at for at, _ in otif((TARGET, TARGET.replace("98", "91.4")))] == [
        "kpis.otif.target.value"
    ]


def test_a_wrong_direction_is_one_finding_and_not_one_for_each_milestone() -> None:
    wrong = (DIRECTION, "    direction: decrease\n")

    assert otif(wrong) == [
        (
            "kpis.otif.target.value",
            (
                "the KPI 'otif' should decrease, but its target of 98 does not improve "
                "on the baseline of 91.4"
            ),
        )
    ]


def test_the_later_of_the_fields_that_disagree_is_marked() -> None:
    swapped = ((BASELINE, ""), (TARGET, TARGET.replace("98", "90") + BASELINE))
    direction_last = (
        (DIRECTION, ""),
        (TARGET, TARGET.replace("98", "90") + "    direction: increase\n"),
    )

    assert [at for at, _ in otif(*swapped)] == ["kpis.otif.baseline.value"]
    assert [at for at, _ in otif(*direction_last)] == ["kpis.otif.direction"]


def test_a_kpi_that_is_maintained_may_have_any_target() -> None:
    maintained = (DIRECTION, "    direction: maintain\n")

    assert otif(maintained, (TARGET, TARGET.replace("98", "91.4"))) == []
    assert otif(maintained, (TARGET, TARGET.replace("98", "80"))) == []


def test_without_a_direction_only_the_days_are_judged() -> None:
    assert otif((DIRECTION, ""), (TARGET, TARGET.replace("98", "80"))) == []
    assert [at for at, _ in otif((DIRECTION, ""), (TARGET, TARGET.replace("2027", "2023")))] == [
        "kpis.otif.target.by"
    ]


def test_a_target_before_the_baseline_is_one_finding() -> None:
    files = edited((TARGET, TARGET.replace("2027-12-31", "2017-12-31")))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, "2017-12-31"),
            "kpis.otif.target.by",
            "in the plan of the KPI 'otif', the target (2017-12-31) does not come after "
            "the baseline (2024-12-31)",
        )
    ]


@pytest.mark.parametrize(
    ("milestones", "at", "message"),
    [
        (
            "      - {value: 95, by: 2024-12-31}\n",
            "kpis.otif.milestones.1.by",
            (
                "in the plan of the KPI 'otif', milestone 1 (2024-12-31) does not come after "
                "the baseline (2024-12-31)"
            ),
        ),
        (
            "      - {value: 95, by: 2027-12-31}\n",
            "kpis.otif.milestones.1.by",
            (
                "in the plan of the KPI 'otif', the target (2027-12-31) does not come after "
                "milestone 1 (2027-12-31)"
            ),
        ),
        (
            MILESTONE + "      - {value: 96, by: 2025-06-30}\n",
            "kpis.otif.milestones.2.by",
            (
                "in the plan of the KPI 'otif', milestone 2 (2025-06-30) does not come after "
                "milestone 1 (2026-06-30)"
            ),
        ),
        (
            "      - {value: 91.3, by: 2026-06-30}\n",
            "kpis.otif.milestones.1.value",
            (
                "the KPI 'otif' should increase, but its plan goes from 91.4 (the baseline) "
                "to 91.3 (milestone 1)"
            ),
        ),
        (
            "      - {value: 98.5, by: 2026-06-30}\n",
            "kpis.otif.milestones.1.value",
            (
                "the KPI 'otif' should increase, but its plan goes from 98.5 (milestone 1) "
                "to 98 (the target)"
            ),
        ),
        (
            MILESTONE + "      - {value: 94, by: 2027-01-31}\n",
            "kpis.otif.milestones.2.value",
            (
                "the KPI 'otif' should increase, but its plan goes from 95 (milestone 1) "
                "to 94 (milestone 2)"
            ),
        ),
    ],
)
def test_a_step_that_leads_backwards_is_marked(milestones: str, at: str, message: str) -> None:
    assert otif(
        (TARGET + "    milestones:\n" + MILESTONE, TARGET + "    milestones:\n" + milestones)
    ) == [(at, message)]


@pytest.mark.parametrize("second", ["value: 95, by: 2026-06-30", "value: 97, by: 2025-06-30"])
def test_milestones_in_the_wrong_order_are_one_finding(second: str) -> None:
    unsorted = f"      - {{value: 96, by: 2026-12-31}}\n      - {{{second}}}\n"
    plan = (TARGET + "    milestones:\n" + MILESTONE, TARGET + "    milestones:\n" + unsorted)

    assert [at for at, _ in otif(plan)] == ["kpis.otif.milestones.2.by"]


def test_one_wild_milestone_does_not_condemn_those_after_it() -> None:
    wild = (
        "      - {value: 99, by: 2029-06-30}\n"
        "      - {value: 96, by: 2026-12-31}\n      - {value: 97, by: 2027-06-30}\n"
    )

    assert [
        at
        for at, _ in otif(
            (
                TARGET + "    milestones:\n" + MILESTONE,
                TARGET + "    milestones:\n" + MILESTONE + wild,
            )
        )
    ] == [
        "kpis.otif.milestones.2.value",
        "kpis.otif.milestones.2.by",
    ]


def test_a_plan_may_stay_level_for_a_while() -> None:
    level = MILESTONE + "      - {value: 95, by: 2026-12-31}\n      - {value: 98, by: 2027-06-30}\n"

    assert (
        otif((TARGET + "    milestones:\n" + MILESTONE, TARGET + "    milestones:\n" + level)) == []
    )


def test_a_decreasing_plan_is_judged_mirrored() -> None:
    files = edited(
        ("      - {value: 10.5, by: 2026-12-31}", "      - {value: 12.5, by: 2026-12-31}")
    )

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, "value: 12.5"),
            "kpis.carbon-per-pallet.milestones.1.value",
            "the KPI 'carbon-per-pallet' should decrease, but its plan goes from "
            "11.8 (the baseline) to 12.5 (milestone 1)",
        )
    ]


@pytest.mark.parametrize(("written", "said"), [("0", "0"), ("-1.5", "-1.5"), ("-0.0", "-0")])
def test_a_tolerance_that_is_not_positive_is_marked(written: str, said: str) -> None:
    files = edited(("    tolerance: 0.4\n", f"    tolerance: {written}\n"))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, "      - {value: 10.5, by: 2026-12-31}") + 1,
            "kpis.carbon-per-pallet.tolerance",
            f"the KPI 'carbon-per-pallet' has a tolerance of {said}, "
            "which leaves no room between green and red",
        )
    ]


def test_what_is_not_written_is_not_judged() -> None:
    assert otif((BASELINE, "")) == []
    assert otif((TARGET, "")) == []
    assert otif((BASELINE, ""), (TARGET, "")) == []
    assert (
        otif(
            (BASELINE, "    baseline: {value: 91.4}\n"), (TARGET, "    target: {by: 2027-12-31}\n")
        )
        == []
    )
    assert otif(("    tolerance: 0.4\n", "")) == []


def test_a_refused_milestone_leaves_the_others_their_numbers() -> None:
    backwards = (
        "      - 95\n      - {value: 94, by: 2026-06-30}\n      - {value: 93, by: 2026-12-31}\n"
    )

    assert otif(
        (TARGET + "    milestones:\n" + MILESTONE, TARGET + "    milestones:\n" + backwards)
    ) == [
        (
            "kpis.otif.milestones.3.value",
            (
                "the KPI 'otif' should increase, but its plan goes from 94 (milestone 2) "
                "to 93 (milestone 3)"
            ),
        )
    ]


def test_arithmetic_is_judged_before_the_work_begins_and_in_every_tier() -> None:
    early = (
        "stage: value-creation              # ISO 44001 life-cycle stage",
        "stage: partner-selection",
    )
    small = ("tier: strategic ", "tier: transactional ")

    assert len(otif(early, small, (TARGET, TARGET.replace("98", "90")))) == 1
