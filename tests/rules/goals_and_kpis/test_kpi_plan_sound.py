"""Plans that lead from the baseline to the target."""

# ruff: noqa: E501 - a table is read row by row

from tests.support import Case, edited, error, finding, table

RULE = "kpi-plan-sound"
BASELINE = "    baseline: {value: 91.4, date: 2024-12-31}\n"
TARGET = "    target: {value: 98, by: 2027-12-31}\n"
MILESTONE = "      - {value: 95, by: 2026-06-30}\n"
DIRECTION = "    direction: increase                      # increase | decrease | maintain\n"


# fmt: off
CASES = {
    "a target that does not improve is marked at its value": Case(
        edited((TARGET, TARGET.replace("98", "90.25"))),
        error("kpis.otif.target.value", "the KPI 'otif' should increase, but its target of 90.25 does not improve on the baseline of 91.4", on="90.25"),
    ),
    "a target that equals the baseline improves nothing": Case(
        edited((TARGET, TARGET.replace("98", "91.4"))),
        finding("kpis.otif.target.value"),
    ),
    "a wrong direction is one finding and not one for each milestone": Case(
        edited((DIRECTION, "    direction: decrease\n")),
        finding("kpis.otif.target.value", "the KPI 'otif' should decrease, but its target of 98 does not improve on the baseline of 91.4"),
    ),
    "the later of the fields that disagree is marked": Case(
        edited(*((BASELINE, ""), (TARGET, TARGET.replace("98", "90") + BASELINE))),
        finding("kpis.otif.baseline.value"),
    ),
    "the later of the fields that disagree is marked (2)": Case(
        edited(*((DIRECTION, ""), (TARGET, TARGET.replace("98", "90") + "    direction: increase\n"))),
        finding("kpis.otif.direction"),
    ),
    "a kpi that is maintained may have any target": Case(
        edited((DIRECTION, "    direction: maintain\n"), (TARGET, TARGET.replace("98", "91.4"))),
    ),
    "a kpi that is maintained may have any target (2)": Case(
        edited((DIRECTION, "    direction: maintain\n"), (TARGET, TARGET.replace("98", "80"))),
    ),
    "without a direction only the days are judged": Case(
        edited((DIRECTION, ""), (TARGET, TARGET.replace("98", "80"))),
    ),
    "without a direction only the days are judged (2)": Case(
        edited((DIRECTION, ""), (TARGET, TARGET.replace("2027", "2023"))),
        finding("kpis.otif.target.by"),
    ),
    "a target before the baseline is one finding": Case(
        edited((TARGET, TARGET.replace("2027-12-31", "2017-12-31"))),
        error("kpis.otif.target.by", "in the plan of the KPI 'otif', the target (2017-12-31) does not come after the baseline (2024-12-31)", on="2017-12-31"),
    ),
    "a step that leads backwards is marked: kpis.otif.milestones.1.by": Case(
        edited((TARGET + "    milestones:\n" + MILESTONE, TARGET + "    milestones:\n" + "      - {value: 95, by: 2024-12-31}\n")),
        finding("kpis.otif.milestones.1.by", "in the plan of the KPI 'otif', milestone 1 (2024-12-31) does not come after the baseline (2024-12-31)"),
    ),
    "a step that leads backwards is marked: kpis.otif.milestones.1.by, 2": Case(
        edited((TARGET + "    milestones:\n" + MILESTONE, TARGET + "    milestones:\n" + "      - {value: 95, by: 2027-12-31}\n")),
        finding("kpis.otif.milestones.1.by", "in the plan of the KPI 'otif', the target (2027-12-31) does not come after milestone 1 (2027-12-31)"),
    ),
    "a step that leads backwards is marked: kpis.otif.milestones.2.by": Case(
        edited((TARGET + "    milestones:\n" + MILESTONE, TARGET + "    milestones:\n" + (MILESTONE + "      - {value: 96, by: 2025-06-30}\n"))),
        finding("kpis.otif.milestones.2.by", "in the plan of the KPI 'otif', milestone 2 (2025-06-30) does not come after milestone 1 (2026-06-30)"),
    ),
    "a step that leads backwards is marked: kpis.otif.milestones.1.value": Case(
        edited((TARGET + "    milestones:\n" + MILESTONE, TARGET + "    milestones:\n" + "      - {value: 91.3, by: 2026-06-30}\n")),
        finding("kpis.otif.milestones.1.value", "the KPI 'otif' should increase, but its plan goes from 91.4 (the baseline) to 91.3 (milestone 1)"),
    ),
    "a step that leads backwards is marked: kpis.otif.milestones.1.value, 2": Case(
        edited((TARGET + "    milestones:\n" + MILESTONE, TARGET + "    milestones:\n" + "      - {value: 98.5, by: 2026-06-30}\n")),
        finding("kpis.otif.milestones.1.value", "the KPI 'otif' should increase, but its plan goes from 98.5 (milestone 1) to 98 (the target)"),
    ),
    "a step that leads backwards is marked: kpis.otif.milestones.2.value": Case(
        edited((TARGET + "    milestones:\n" + MILESTONE, TARGET + "    milestones:\n" + (MILESTONE + "      - {value: 94, by: 2027-01-31}\n"))),
        finding("kpis.otif.milestones.2.value", "the KPI 'otif' should increase, but its plan goes from 95 (milestone 1) to 94 (milestone 2)"),
    ),
    "milestones in the wrong order are one finding: value: 95, by: 2026-06-30": Case(
        edited((TARGET + "    milestones:\n" + MILESTONE, TARGET + "    milestones:\n" + "      - {value: 96, by: 2026-12-31}\n      - {value: 95, by: 2026-06-30}\n")),
        finding("kpis.otif.milestones.2.by"),
    ),
    "milestones in the wrong order are one finding: value: 97, by: 2025-06-30": Case(
        edited((TARGET + "    milestones:\n" + MILESTONE, TARGET + "    milestones:\n" + "      - {value: 96, by: 2026-12-31}\n      - {value: 97, by: 2025-06-30}\n")),
        finding("kpis.otif.milestones.2.by"),
    ),
    "one wild milestone does not condemn those after it": Case(
        edited((TARGET + "    milestones:\n" + MILESTONE, TARGET + "    milestones:\n" + MILESTONE + "      - {value: 99, by: 2029-06-30}\n      - {value: 96, by: 2026-12-31}\n      - {value: 97, by: 2027-06-30}\n")),
        finding("kpis.otif.milestones.2.value"),
        finding("kpis.otif.milestones.2.by"),
    ),
    "a plan may stay level for a while": Case(
        edited((TARGET + "    milestones:\n" + MILESTONE, TARGET + "    milestones:\n" + (MILESTONE + "      - {value: 95, by: 2026-12-31}\n      - {value: 98, by: 2027-06-30}\n"))),
    ),
    "a decreasing plan is judged mirrored": Case(
        edited(("      - {value: 10.5, by: 2026-12-31}", "      - {value: 12.5, by: 2026-12-31}")),
        error("kpis.carbon-per-pallet.milestones.1.value", "the KPI 'carbon-per-pallet' should decrease, but its plan goes from 11.8 (the baseline) to 12.5 (milestone 1)", on="value: 12.5"),
    ),
    "a tolerance that is not positive is marked: 0": Case(
        edited(("    tolerance: 0.4\n", "    tolerance: 0\n")),
        error("kpis.carbon-per-pallet.tolerance", "the KPI 'carbon-per-pallet' has a tolerance of 0, which leaves no room between green and red", on="      - {value: 10.5, by: 2026-12-31}", step=1),
    ),
    "a tolerance that is not positive is marked: -1.5": Case(
        edited(("    tolerance: 0.4\n", "    tolerance: -1.5\n")),
        error("kpis.carbon-per-pallet.tolerance", "the KPI 'carbon-per-pallet' has a tolerance of -1.5, which leaves no room between green and red", on="      - {value: 10.5, by: 2026-12-31}", step=1),
    ),
    "a tolerance that is not positive is marked: -0.0": Case(
        edited(("    tolerance: 0.4\n", "    tolerance: -0.0\n")),
        error("kpis.carbon-per-pallet.tolerance", "the KPI 'carbon-per-pallet' has a tolerance of 0, which leaves no room between green and red", on="      - {value: 10.5, by: 2026-12-31}", step=1),
    ),
    "what is not written is not judged": Case(edited((BASELINE, ""))),
    "what is not written is not judged (2)": Case(edited((TARGET, ""))),
    "what is not written is not judged (3)": Case(edited((BASELINE, ""), (TARGET, ""))),
    "what is not written is not judged (4)": Case(
        edited((BASELINE, "    baseline: {value: 91.4}\n"), (TARGET, "    target: {by: 2027-12-31}\n")),
    ),
    "what is not written is not judged (5)": Case(edited(("    tolerance: 0.4\n", ""))),
    "a refused milestone leaves the others their numbers": Case(
        edited((TARGET + "    milestones:\n" + MILESTONE, TARGET + "    milestones:\n" + "      - 95\n      - {value: 94, by: 2026-06-30}\n      - {value: 93, by: 2026-12-31}\n")),
        finding("kpis.otif.milestones.3.value", "the KPI 'otif' should increase, but its plan goes from 94 (milestone 2) to 93 (milestone 3)"),
    ),
    "a refused milestone leaves the others their numbers (2)": Case(
        edited((TARGET + "    milestones:\n" + MILESTONE, TARGET + "    milestones:\n" + "      - 95\n      - {value: 96.125, by: 2026-06-30}\n    plausible: {from: 0, to: 200000}\n")),
        finding("kpis.otif.milestones.2.value", "in the KPI 'otif', milestone 2 of 96.125 can be read in two ways", severity="error"),
    ),
    "a refused milestone leaves the others their numbers (3)": Case(
        edited((TARGET + "    milestones:\n" + MILESTONE, TARGET + "    milestones:\n" + "      - 95\n      - {value: 96, by: 2026-06-30}\n    plausible: {from: 0, to: 95.5}\n")),
        finding("kpis.otif.target.value", "in the KPI 'otif', the target of 98 is not plausible, expected 0 to 95.5", severity="error"),
        finding("kpis.otif.milestones.2.value", "in the KPI 'otif', milestone 2 of 96 is not plausible, expected 0 to 95.5", severity="error"),
    ),
    "a share above 100 % is probably a slip": Case(
        edited((TARGET, TARGET.replace("98", "980"))),
        finding("kpis.otif.target.value", "in the KPI 'otif', the target of 980 is not plausible, expected 0 to 100", severity="warning"),
    ),
    "a baseline below 0 of what is counted is probably a slip": Case(
        edited(("baseline: {value: 12, date: 2024-12-31}", "baseline: {value: -12, date: 2024-12-31}"), ("target: {value: 5, by: 2027-06-30}", "target: {value: -15, by: 2027-06-30}"), ("{value: 9, by: 2026-06-30}\n    tolerance: 1.5\n", "{value: -13, by: 2026-06-30}\n    tolerance: 1.5\n")),
        finding("kpis.days-to-settle.baseline.value", severity="warning"),
        finding("kpis.days-to-settle.target.value", severity="warning"),
        finding("kpis.days-to-settle.milestones.1.value", severity="warning"),
    ),
    "a kpi that says itself what is plausible is held to it": Case(
        edited((TARGET, TARGET.replace("98", "110") + "    plausible: {from: 95, to: 150}\n")),
        error("kpis.otif.baseline.value", "in the KPI 'otif', the baseline of 91.4 is not plausible, expected 95 to 150"),
    ),
    "bounds have room between them": Case(
        edited((TARGET, TARGET + "    plausible: {from: 100, to: 0}\n")),
        error("kpis.otif.plausible", "no figure of the KPI 'otif' would be plausible: 'from' is not below 'to'"),
    ),
    "a number that can be read in two ways is not guessed": Case(
        edited(("    tolerance: 0.4\n", "    tolerance: 1.500\n")),
        error("kpis.carbon-per-pallet.tolerance", "in the KPI 'carbon-per-pallet', the tolerance of 1.500 can be read in two ways"),
    ),
    "a number that can be read in two ways is not guessed (2)": Case(
        edited(("target: {value: 8.5, by: 2028-06-30}", "target: {value: 8.500, by: 2028-06-30}")),
        error("kpis.carbon-per-pallet.target.value"),
    ),
    "where one reading cannot be true the other is meant": Case(
        edited((TARGET, TARGET.replace("98", "98.125"))),
    ),
    "arithmetic is judged before the work begins and in every tier": Case(
        edited(("stage: value-creation              # ISO 44001 life-cycle stage", "stage: partner-selection"), ("tier: strategic ", "tier: transactional "), (TARGET, TARGET.replace("98", "90"))),
        finding(),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)
