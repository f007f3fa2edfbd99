"""Goals that can be followed, and figures that serve them."""

from tests.support import Seen, edited, findings, line_of

RULE = "goals-traceable"
UNFOLLOWED = (
    "nothing shows whether the goal {!r} is reached: "
    "it has no KPI and no open commitment with a date"
)


def goals_found(*edits: tuple[str, str]) -> list[tuple[int, str]]:
    return [(seen.line, seen.at) for seen in findings(edited(*edits), RULE)]


def test_the_complete_charter_is_traceable() -> None:
    assert goals_found() == []


def test_a_goal_without_kpi_or_promise_and_a_kpi_without_goal_are_both_named() -> None:
    files = edited(("    kpis: [carbon-per-pallet]\n", "    kpis: []\n"))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, "    kpis: []"),
            "goals.cost-and-carbon.kpis",
            UNFOLLOWED.format("cost-and-carbon"),
        ),
        Seen(
            RULE,
            "error",
            line_of(files, "  carbon-per-pallet:"),
            "kpis.carbon-per-pallet",
            "the KPI 'carbon-per-pallet' (Carbon per delivered pallet) serves no goal",
        ),
    ]


def test_a_goal_without_the_key_is_marked_at_its_name() -> None:
    files = edited(("    kpis: [carbon-per-pallet]\n", ""))

    assert [seen.line for seen in findings(files, RULE) if seen.at.startswith("goals")] == [
        line_of(files, "  cost-and-carbon:")
    ]


def test_a_dated_promise_carries_a_goal() -> None:
    promise = (
        "    goal: freshness\n    owner: nils\n",
        "    goal: cost-and-carbon\n    owner: nils\n",
    )

    assert (
        goals_found(
            ("    kpis: [carbon-per-pallet]\n", "    kpis: []\n"),
            ("kpis: [otif, temperature", "kpis: [carbon-per-pallet, otif, temperature"),
            promise,
        )
        == []
    )


def test_a_promise_without_a_date_or_already_kept_carries_none() -> None:
    lost = (
        ("    kpis: [carbon-per-pallet]\n", "    kpis: []\n"),
        ("kpis: [otif, temperature", "kpis: [carbon-per-pallet, otif, temperature"),
    )
    undated = (
        "    goal: freshness\n    owner: nils\n    due: 2026-11-23\n",
        "    goal: cost-and-carbon\n    owner: nils\n",
    )
    kept = (
        "    goal: freshness\n    owner: nils\n    due: 2026-11-23\n",
        (
            "    goal: cost-and-carbon\n    owner: nils\n    due: 2026-11-20\n"
            "    closed_on: 2026-11-20\n"
        ),
    )

    assert [at for _, at in goals_found(*lost, undated)] == ["goals.cost-and-carbon.kpis"]
    assert [at for _, at in goals_found(*lost, kept)] == ["goals.cost-and-carbon.kpis"]


def test_a_closed_goal_needs_nothing_and_its_kpis_still_serve_it() -> None:
    closed = (
        "    lead: mikael\n    due: 2028-06-30\n",
        "    lead: mikael\n    due: 2028-06-30\n    closed_on: 2026-10-01\n",
    )

    assert goals_found(closed) == []
    assert goals_found(closed, ("    kpis: [carbon-per-pallet]\n", "    kpis: []\n")) == [
        (174, "kpis.carbon-per-pallet")
    ]


def test_an_unknown_kpi_is_for_another_rule_to_say() -> None:
    assert [at for _, at in goals_found(("kpis: [carbon-per-pallet]", "kpis: [carbon]"))] == [
        "kpis.carbon-per-pallet"
    ]


def test_what_the_model_refused_of_a_goal_still_counts() -> None:
    not_a_list = ("    kpis: [carbon-per-pallet]\n", "    kpis: carbon-per-pallet\n")
    no_statement = ("    statement: Cut the cost and carbon of a delivered pallet together.\n", "")
    number_in_list = ("kpis: [carbon-per-pallet]", "kpis: [carbon-per-pallet, 5]")

    assert goals_found(not_a_list) == []
    assert goals_found(no_statement) == []
    assert goals_found(number_in_list) == []


def test_goals_that_cannot_be_read_at_all_orphan_no_kpi() -> None:
    files = edited()
    text = files["partnerships/meridian-helix/partnership.yaml"].decode()
    start, end = text.index("goals:\n"), text.index("kpis:\n  otif:")
    broken = text[:start] + "goals: none\n" + text[end:]

    seen = findings(files | {"partnerships/meridian-helix/partnership.yaml": broken.encode()}, RULE)

    assert seen == []


def test_a_promise_with_a_date_that_is_refused_is_no_second_finding() -> None:
    assert (
        goals_found(
            ("    kpis: [carbon-per-pallet]\n", "    kpis: []\n"),
            ("kpis: [otif, temperature", "kpis: [carbon-per-pallet, otif, temperature"),
            (
                "    goal: freshness\n    owner: nils\n    due: 2026-11-23\n",
                "    goal: cost-and-carbon\n    owner: nils\n    due: soon\n",
            ),
        )
        == []
    )


def test_promises_that_cannot_be_read_leave_goals_in_peace() -> None:
    assert (
        goals_found(
            ("    kpis: [carbon-per-pallet]\n", "    kpis: []\n"),
            ("kpis: [otif, temperature", "kpis: [carbon-per-pallet, otif, temperature"),
            (
                (
                    "  peak-capacity:\n    what: 120 extra pallets a day in weeks 48 to 52\n"
                    "    goal: freshness\n    owner: nils\n    due: 2026-11-23\n"
                ),
                "  - goal: cost-and-carbon\n    due: 2026-11-23\n",
            ),
        )
        == []
    )


def test_a_charter_without_any_goal_is_for_another_rule_to_judge() -> None:
    files = edited()
    path = "partnerships/meridian-helix/partnership.yaml"
    text = files[path].decode()
    start, end = text.index("goals:\n"), text.index("kpis:\n  otif:")

    assert findings(files | {path: (text[:start] + text[end:]).encode()}, RULE) == []


def test_a_misspelt_kpi_of_a_goal_is_not_also_missed_as_a_kpi_without_goal() -> None:
    kpis = "    kpis: [carbon-per-pallet]\n"

    assert goals_found((kpis, "    kpis: [carbon-per-palet]\n")) == []
    assert [at for _, at in goals_found((kpis, "    kpis: [zzz]\n"))] == ["kpis.carbon-per-pallet"]
