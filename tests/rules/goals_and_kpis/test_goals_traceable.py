"""Goals that can be followed, and figures that serve them."""

# ruff: noqa: E501 - a table is read row by row

from tests.support import Case, edited, error, finding, findings, found_by, line_of, part, table

RULE = "goals-traceable"
UNFOLLOWED = "the goal {!r} cannot be tracked: it has no KPI and no open commitment with a date"


# fmt: off
CASES = {
    "a goal without kpi or promise is one finding with the kpi that it left without a goal": Case(
        edited(("    kpis: [carbon-per-pallet]\n", "    kpis: []\n")),
        error("goals.cost-and-carbon.kpis", UNFOLLOWED.format("cost-and-carbon"), on="    kpis: []"),
    ),
    "a kpi without goal is named": Case(
        edited(("    kpis: [otif, temperature-excursions]\n", "    kpis: [otif]\n")),
        error("kpis.temperature-excursions", "the KPI 'temperature-excursions' (Temperature excursions) serves no goal", on="  temperature-excursions:"),
    ),
    "a dated promise carries a goal": Case(
        edited(("    kpis: [carbon-per-pallet]\n", "    kpis: []\n"), ("kpis: [otif, temperature", "kpis: [carbon-per-pallet, otif, temperature"), ("    goal: freshness\n    owner: nils\n", "    goal: cost-and-carbon\n    owner: nils\n")),
    ),
    "a promise without a date or already kept carries none": Case(
        edited(*(("    kpis: [carbon-per-pallet]\n", "    kpis: []\n"), ("kpis: [otif, temperature", "kpis: [carbon-per-pallet, otif, temperature")), ("    goal: freshness\n    owner: nils\n    due: 2026-11-23\n", "    goal: cost-and-carbon\n    owner: nils\n")),
        finding("goals.cost-and-carbon.kpis"),
    ),
    "a promise without a date or already kept carries none (2)": Case(
        edited(*(("    kpis: [carbon-per-pallet]\n", "    kpis: []\n"), ("kpis: [otif, temperature", "kpis: [carbon-per-pallet, otif, temperature")), ("    goal: freshness\n    owner: nils\n    due: 2026-11-23\n", "    goal: cost-and-carbon\n    owner: nils\n    due: 2026-11-20\n    closed_on: 2026-11-20\n")),
        finding("goals.cost-and-carbon.kpis"),
    ),
    "a closed goal needs nothing and its kpis still serve it": Case(
        edited(("    lead: mikael\n    due: 2028-06-30\n", "    lead: mikael\n    due: 2028-06-30\n    closed_on: 2026-10-01\n")),
    ),
    "a closed goal needs nothing and its kpis still serve it (2)": Case(
        edited(("    lead: mikael\n    due: 2028-06-30\n", "    lead: mikael\n    due: 2028-06-30\n    closed_on: 2026-10-01\n"), ("    kpis: [carbon-per-pallet]\n", "    kpis: []\n")),
        finding("kpis.carbon-per-pallet", line=174),
    ),
    "an unknown kpi is for another rule to say, and may be each that serves no goal": Case(edited(("kpis: [carbon-per-pallet]", "kpis: [carbon]"))),
    "a placeholder may be each kpi that serves no goal": Case(edited(("kpis: [carbon-per-pallet]", "kpis: [TBD]"))),
    "what the model refused of a goal still counts": Case(
        edited(("    kpis: [carbon-per-pallet]\n", "    kpis: carbon-per-pallet\n")),
    ),
    "what the model refused of a goal still counts (2)": Case(
        edited(("    statement: Cut the cost and carbon of a delivered pallet together.\n", "")),
    ),
    "what the model refused of a goal still counts (3)": Case(
        edited(("kpis: [carbon-per-pallet]", "kpis: [carbon-per-pallet, 5]")),
    ),
    "a promise with a date that is refused is no second finding": Case(
        edited(("    kpis: [carbon-per-pallet]\n", "    kpis: []\n"), ("kpis: [otif, temperature", "kpis: [carbon-per-pallet, otif, temperature"), ("    goal: freshness\n    owner: nils\n    due: 2026-11-23\n", "    goal: cost-and-carbon\n    owner: nils\n    due: soon\n")),
    ),
    "promises that cannot be read leave goals in peace": Case(
        edited(("    kpis: [carbon-per-pallet]\n", "    kpis: []\n"), ("kpis: [otif, temperature", "kpis: [carbon-per-pallet, otif, temperature"), ("  peak-capacity:\n    what: 120 extra pallets a day in weeks 48 to 52\n    goal: freshness\n    owner: nils\n    due: 2026-11-23\n", "  - goal: cost-and-carbon\n    due: 2026-11-23\n")),
    ),
    "a charter without any goal is for another rule to judge": Case(
        edited((part("goals:\n", "kpis:\n  otif:"), "")),
    ),
    "a misspelt kpi of a goal is not also missed as a kpi without goal": Case(
        edited(("    kpis: [carbon-per-pallet]\n", "    kpis: [carbon-per-palet]\n")),
    ),
    "a misspelt kpi of a goal is not also missed as a kpi without goal (2)": Case(
        edited(("    kpis: [carbon-per-pallet]\n", "    kpis: [zzz]\n")),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)


def test_a_goal_without_the_key_is_marked_at_its_name() -> None:
    files = edited(("    kpis: [carbon-per-pallet]\n", ""))

    assert [seen.line for seen in findings(files, RULE) if seen.at.startswith("goals")] == [
        line_of(files, "  cost-and-carbon:")
    ]


def test_goals_that_cannot_be_read_at_all_orphan_no_kpi() -> None:
    files = edited()
    text = files["partnerships/meridian-helix/partnership.yaml"].decode()
    start, end = text.index("goals:\n"), text.index("kpis:\n  otif:")
    broken = text[:start] + "goals: none\n" + text[end:]

    seen = findings(files | {"partnerships/meridian-helix/partnership.yaml": broken.encode()}, RULE)

    assert seen == []


def test_a_goal_without_kpi_is_told_which_kpis_serve_none() -> None:
    files = edited(("    kpis: [partner-satisfaction, days-to-settle]\n", ""))
    (found,) = found_by(files, RULE)

    assert found.help == (
        "List its KPIs under 'kpis' ('partner-satisfaction' and 'days-to-settle' serve no goal "
        "yet), or add a commitment with 'goal: trust' and a due date; if the goal is finished, add "
        "'closed_on'."
    )
