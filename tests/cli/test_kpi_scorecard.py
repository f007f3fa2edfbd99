"""``trm kpi scorecard`` on the complete portfolio."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.running import edit, trm
from tests.support import CHARTER

NAME = "meridian-helix"
DAY = ("--as-of", "2026-11-22")


def scorecard(repository: Path, *words: str) -> str:
    done = trm("kpi", "scorecard", *words, cwd=repository)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_all_charters_are_shown_in_a_line_for_each_kpi(repository: Path) -> None:
    assert scorecard(repository, *DAY) == (
        "meridian-helix: Meridian Foods and Helix Cold Chain\n"
        "  KPI                     status   actual                      plan   target"
        "             trend        outlook\n"
        "  otif                    ● green  97.2 % (2026-10)            95.67  98 by 2027-12-31"
        "   ↗ improving  on course\n"
        "  temperature-excursions  ● green  6.4 per 10,000 (2026-10)    7.88   4 by 2027-12-31\n"
        "  carbon-per-pallet       ● green  10.4 kg CO2e (2026-Q3)      10.66  8.5 by 2028-06-30\n"
        "  partner-satisfaction    ● green  3.9 (score 1-5, 2026)       3.76   4.3 by 2027-06-30\n"
        "  days-to-settle          ● green  2.6 working days (2026-Q3)  7.99   5 by 2027-06-30\n"
        "\n"
        "'trm kpi scorecard ID' shows one in detail.\n"
    )


def test_one_charter_is_shown_in_detail(repository: Path) -> None:
    shown = scorecard(repository, NAME, *DAY).splitlines()
    assert shown[:10] == [
        "Meridian Foods and Helix Cold Chain: 5 green as of 2026-11-22",
        "",
        "● green  On time in full (otif)",
        "  actual: 97.2 % in 2026-10, 1.53 percentage points better than plan (95.67)",
        "  milestone: 95 % by 2026-06-30: reached, 1.3 percentage points above it",
        "  target: 98 % by 2027-12-31: ahead of plan, 0.8 percentage points below it",
        "  trend: ↗ improving, +0.35 a month, season not ruled out (p < 0.001, 10 figures)",
        "  forecast: 100 % on 2027-12-31: on course",
        "  source: Helix transport system, order export",
        "  owner: Mikael Berg",
    ]


def test_what_is_overdue_is_unknown_and_never_green(repository: Path) -> None:
    shown = scorecard(repository, "--as-of", "2027-02-22")
    assert (
        "  otif                    ○ unknown  97.2 % (2026-10), overdue since 2026-12-15 "
    ) in shown
    fresh = [line for line in shown.splitlines() if "green" in line]
    assert [line.split()[0] for line in fresh] == ["partner-satisfaction"]  # due in January 2028


def test_the_settings_say_how_late_a_figure_may_be(repository: Path) -> None:
    # forty working days in Sweden after November: Christmas Day, New Year and Epiphany do not count
    (repository / "trm.toml").write_text("[rules]\nmeasurement-fresh = {grace = 40}\n", "utf-8")
    shown = json.loads(scorecard(repository, NAME, "--format", "json", *DAY))
    assert shown["partnerships"][0]["kpis"][0]["next_due"] == "2027-01-28"


def test_json_has_every_figure(repository: Path) -> None:
    data = json.loads(scorecard(repository, NAME, "--format", "json", *DAY))
    (one,) = data.pop("partnerships")
    assert data == {
        "version": 1,
        "as_of": "2026-11-22",
        "method": "Mann-Kendall test, Theil-Sen slope, 95 % confidence",
    }
    assert one["lights"] == {"green": 5, "amber": 0, "red": 0, "unknown": 0}
    otif = one["kpis"][0]
    trend, forecast = otif.pop("trend"), otif.pop("forecast")
    assert otif == {
        "id": "otif",
        "name": "On time in full",
        "unit": "%",
        "direction": "increase",
        "goals": ["freshness"],
        "owner": "mikael",
        "source": "Helix transport system, order export",
        "status": "green",
        "actual": {"period": "2026-10", "value": 97.2, "note": "", "taken_on": None},
        "plan": 95 + 3 * 123 / 549,
        "target": {"value": 98.0, "by": "2027-12-31"},
        "variance": {
            "amount": pytest.approx(97.2 - 95 - 3 * 123 / 549),
            "percent": pytest.approx(1.597, abs=0.001),
            "better": True,
        },
        "milestones": [
            {
                "value": 95.0,
                "by": "2026-06-30",
                "target": False,
                "progress": "reached",
                "gap": 1.3,
            },
            {
                "value": 98.0,
                "by": "2027-12-31",
                "target": True,
                "progress": "ahead",
                "gap": -0.8,
            },
        ],
        "next_due": "2026-12-14",
        "overdue_since": None,
        "decline": None,
        "service_level": None,
        "credit": None,
    }
    assert (trend["since"], trend["season"]) == (None, "untested")
    assert one["kpis"][3]["actual"]["taken_on"] == "2026-05-12"
    assert (trend["course"], trend["figures"]) == ("improving", 10)
    assert (forecast["by"], forecast["outlook"]) == ("2027-12-31", "on course")
    assert forecast["interval"][0] < forecast["value"] < forecast["interval"][1]
    assert one["kpis"][1]["trend"] is None  # three figures are too few


def test_names_cannot_break_a_table_or_steer_a_terminal(repository: Path) -> None:
    edit(repository, "name: On time in full", r'name: "a | b <i> \e[31m"')
    shown = scorecard(repository, NAME, "--format", "markdown", *DAY)
    assert "### ● green  a &#124; b &#60;i&#62;" in shown
    assert "\x1b" not in shown + scorecard(repository, NAME, *DAY)


def test_an_unknown_charter_is_answered_with_the_nearest(repository: Path) -> None:
    done = trm("kpi", "scorecard", "meridian-helx", cwd=repository)
    assert (done.returncode, done.stderr) == (
        2,
        "trm: no partnership is called 'meridian-helx'; did you mean 'meridian-helix'?\n",
    )


def test_a_charter_that_cannot_be_read_hides_no_other(repository: Path) -> None:
    second = (repository / CHARTER).parent.with_name("broken") / "partnership.yaml"
    second.parent.mkdir()
    second.write_text("title: [", "utf-8")
    done = trm("kpi", "scorecard", *DAY, cwd=repository)
    assert (done.returncode, done.stderr) == (
        0,
        "'broken' cannot be read; 'trm check' shows why\n",
    )
    assert "meridian-helix: Meridian Foods and Helix Cold Chain" in done.stdout
