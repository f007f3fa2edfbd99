"""``trm kpi record`` as its users run it: one by one, at the same time, and killed."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.running import Terminal, check, trm
from trm_policy.starter import complete

NAME = "meridian-helix"
FILE = f"partnerships/{NAME}/measurements.csv"
BEFORE = complete()[FILE].decode()
DAY = ("--as-of", "2026-11-22")


def record(repository: Path, *words: str) -> tuple[int, str, str]:
    done = trm("kpi", "record", NAME, *words, *DAY, cwd=repository)
    return done.returncode, done.stdout, done.stderr


def text(repository: Path) -> str:
    return (repository / FILE).read_bytes().decode()


def test_a_figure_is_added_and_what_it_means_is_said(repository: Path) -> None:
    assert record(repository, "otif", "2026-11", "97.4") == (
        0,
        "otif 2026-11: 97.4 %, ● green: 1.56 percentage points better than plan (95.84)\n",
        "",
    )
    assert record(repository, "carbon-per-pallet", "2026-Q4", "10.9", "--note", "Snow") == (
        0,
        (
            "carbon-per-pallet 2026-Q4: 10.9 kg CO2e, ▲ amber: 0.4 kg CO2e worse than plan "
            "(10.5, 3.8 %)\n"
        ),
        "",
    )
    assert text(repository) == (
        BEFORE + "otif,2026-11,97.4,\ncarbon-per-pallet,2026-Q4,10.9,Snow\n"
    )
    assert check(repository).returncode == 0


def test_a_red_figure_that_comes_late_says_when_it_came(repository: Path) -> None:
    # the figure of September could be known from 30 September on, ten working days end on the 14th
    record(repository, "otif", "2026-09", "90", "--correct", "--note", "Recount")
    assert text(repository) == f"{BEFORE}otif,2026-09,90,Recount; recorded on 2026-11-22\n"
    done = trm("kpi", "record", NAME, "otif", "2026-11", "90", *DAY, cwd=repository)
    assert done.returncode == 0
    assert text(repository).endswith("recorded on 2026-11-22\notif,2026-11,90,\n")
    done = trm("check", "--select", "red-kpi-has-action", "--as-of", "2026-11-22", cwd=repository)
    assert done.returncode == 0


def test_the_first_figure_makes_the_file(repository: Path) -> None:
    (repository / FILE).unlink()
    meant = ("--confirm", "--note", "Refunds")
    assert record(repository, "otif", "2026-11", "-0.5", *meant)[0] == 0
    assert text(repository) == "kpi,period,value,note\notif,2026-11,-0.5,Refunds\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("otfi", "2026-11", "97"),
            "trm: meridian-helix has no KPI 'otfi'; did you mean 'otif'?\n",
        ),
        (
            ("otif", "2026-Q4", "97"),
            (
                "trm: 'otif' is measured monthly, but 2026-Q4 is a quarterly period; "
                "record one for each period, such as 2026-10\n"
            ),
        ),
        (
            ("otif", "soon", "97"),
            (
                "trm: 'soon' is not a period; 'otif' is measured monthly, so write it such as "
                "2026-03\n"
            ),
        ),
        (
            ("otif", "2026-12", "97"),
            (
                "trm: 2026-12 has not begun on 2026-11-22: it starts on 2026-12-01; correct the "
                "period, or record the figure once it has begun\n"
            ),
        ),
        (
            ("otif", "2026-11", "97,4"),
            (
                "trm: '97,4' is not a plain number; write digits with a point for decimals and no "
                "unit, such as 97.4\n"
            ),
        ),
        (
            ("otif", "2026-11", "97 %"),
            (
                "trm: '97 %' is not a plain number; write digits with a point for decimals and no "
                "unit, such as 97\n"
            ),
        ),
        (
            ("temperature-excursions", "2026-11", "1,200"),
            (
                "trm: '1,200' can be read in two ways; write 1200 if it has thousands, or 1.2 if "
                "it has decimals\n"
            ),
        ),
        (
            ("temperature-excursions", "2026-11", "1.234"),
            (
                "trm: '1.234' can be read in two ways; write 1234 if it has thousands, or 1.2340 "
                "if it has decimals\n"
            ),
        ),
        (
            ("temperature-excursions", "2026-11", "1'200"),
            (
                'trm: "1\'200" is not a plain number; write digits with a point for decimals and '
                "no unit, such as 1200\n"
            ),
        ),
        (
            ("temperature-excursions", "2026-11", "1 200"),
            (
                "trm: '1 200' is not a plain number; write digits with a point for decimals and "
                "no unit, such as 1200\n"
            ),
        ),
        (
            ("otif", "2026-11", "945"),
            (
                "trm: 945 % is not plausible for 'otif', expected 0 to 100; correct the value, or "
                "add --confirm and --note with the reason why it is right\n"
            ),
        ),
        (
            ("temperature-excursions", "2026-11", "-3", "--confirm"),
            (
                "trm: -3 per 10,000 is not plausible for 'temperature-excursions', expected 0 or "
                "more; correct the value, or add --confirm and --note with the reason why it is "
                "right\n"
            ),
        ),
        (
            ("partner-satisfaction", "2026", "4.9", "--correct", "--note", "Typing error"),
            (
                "trm: the survey of 2026 gives 3.9 for 'partner-satisfaction', not 4.9; correct "
                "the value, or add --confirm and --note with the reason why it is right\n"
            ),
        ),
        (
            ("otif", "2026-11", "0.974"),
            (
                "trm: 0.974 looks like a share of one, and 'otif' is counted in %; correct the "
                "value, or add --confirm and --note with the reason why it is right\n"
            ),
        ),
        (
            ("temperature-excursions", "2026-11", "140"),
            (
                "trm: 140 per 10,000 for 'temperature-excursions' is ten times or more of all that "
                "is planned or was recorded before; correct the value, or add --confirm and --note "
                "with the reason why it is right\n"
            ),
        ),
        (
            ("otif", "2026-11", "1e3"),
            (
                "trm: '1e3' is not a plain number; write digits with a point for decimals and no "
                "unit\n"
            ),
        ),
        (
            ("otif", "2026-11", "97", "--note", "a\nb"),
            "trm: the note must be one line of visible characters; type it again\n",
        ),
        (
            ("otif", "2026-10", "97"),
            (
                "trm: 'otif' has a figure for 2026-10 already: 97.2 (line 11); to correct it, add "
                "--correct and --note with the reason\n"
            ),
        ),
        (
            ("otif", "2026-10", "97", "--correct"),
            "trm: a correction needs its reason: add --note WHY\n",
        ),
        (
            ("otif", "2026-10", "97.20", "--correct", "--note", "Recount"),
            ("trm: 'otif' is 97.2 for 2026-10 already (line 11); there is nothing to correct\n"),
        ),
        (
            ("otif", "2026-11", "97", "--correct", "--note", "Recount"),
            "trm: there is no figure of 'otif' for 2026-11 to correct; leave out --correct\n",
        ),
    ],
)
def test_what_cannot_be_recorded_is_refused_and_nothing_is_written(
    repository: Path, words: tuple[str, ...], said: str
) -> None:
    assert record(repository, *words) == (2, "", said)
    assert text(repository) == BEFORE


def test_an_unknown_charter_leaves_nothing_behind(tmp_path: Path) -> None:
    done = trm("kpi", "record", "acme", "otif", "2026-11", "97", cwd=tmp_path)
    assert (done.returncode, list(tmp_path.iterdir())) == (2, [])


def test_a_correction_is_a_further_row_and_counts(repository: Path) -> None:
    code, said, _ = record(
        repository, "otif", "2026-10", "94", "--correct", "--note", "=Recount of week 43"
    )
    assert (code, said) == (
        0,
        "otif 2026-10: 94 %, ◆ red: 1.67 percentage points worse than plan (95.67)\n",
    )
    note = "'=Recount of week 43; recorded on 2026-11-22"
    assert text(repository) == f"{BEFORE}otif,2026-10,94,{note}\n"
    shown = trm("kpi", "scorecard", *DAY, cwd=repository).stdout
    assert "otif                    ◆ red    94 % (2026-10)             " in shown


def test_a_link_that_leads_out_of_the_repository_is_not_followed(
    repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "measurements.csv"
    outside.write_text(BEFORE, "utf-8")
    (repository / FILE).unlink()
    (repository / FILE).symlink_to(outside)
    assert record(repository, "otif", "2026-11", "97")[0] == 2
    assert outside.read_text("utf-8") == BEFORE


def test_the_lock_is_nothing_that_git_sees(repository: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=repository, check=True)
    subprocess.run(["git", "add", "."], cwd=repository, check=True)
    assert record(repository, "otif", "2026-11", "97")[0] == 0
    seen = subprocess.run(
        ["git", "status", "--short", "--untracked-files=all"],
        cwd=repository,
        check=True,
        capture_output=True,
        text=True,
    )
    assert [line for line in seen.stdout.splitlines() if not line.startswith("A ")] == [
        f"AM {FILE}"
    ]


def test_a_confirmed_figure_is_recorded_without_a_status_and_stays_a_finding(
    repository: Path,
) -> None:
    words = ("otif", "2026-11", "105", "--confirm", "--note", "Extra orders")
    assert record(repository, *words) == (
        0,
        "otif 2026-11: 105 %, ○ unknown: not plausible, expected 0 to 100\n",
        "",
    )
    found = check(repository).stdout
    assert "warning  measurement-valid" in found
    assert "105 % is not plausible for 'otif' in 2026-11, expected 0 to 100" in found


def test_a_figure_joins_a_file_that_a_spreadsheet_has_saved(repository: Path) -> None:
    saved = BEFORE.replace(",", ";").replace("97.2;", "97,2;")
    (repository / FILE).write_text(saved, "utf-8")
    assert record(repository, "otif", "2026-11", "97.4")[0] == 0
    assert text(repository) == f"{saved}otif;2026-11;97.4;\n"
    assert check(repository).returncode == 0
    shown = trm("kpi", "scorecard", "--as-of", "2026-10-31", cwd=repository).stdout
    assert "97.2 % (2026-10)" in shown


def test_on_a_terminal_the_reason_is_asked_for(repository: Path) -> None:
    words = ("kpi", "record", NAME, "otif", "2026-11", "105", *DAY)
    asked = Terminal(*words, cwd=repository)
    asked.answer("Why is it right all the same? (Enter: it is not)", "")
    assert asked.end() == (2, "")
    assert text(repository) == BEFORE
    asked = Terminal(*words, cwd=repository)
    asked.answer("Why is it right all the same? (Enter: it is not)", "Extra orders")
    assert asked.end()[0] == 0
    assert text(repository) == f"{BEFORE}otif,2026-11,105,Extra orders\n"


def test_a_note_is_kept_beside_the_reason_that_is_asked_for(repository: Path) -> None:
    words = ("kpi", "record", NAME, "otif", "2026-11", "105", "--note", "By phone", *DAY)
    asked = Terminal(*words, cwd=repository)
    asked.answer("Why is it right all the same? (Enter: it is not)", "Extra orders")
    assert asked.end()[0] == 0
    assert text(repository) == f"{BEFORE}otif,2026-11,105,By phone; Extra orders\n"


def test_what_is_recorded_already_is_said_before_a_reason_is_asked_for(repository: Path) -> None:
    code, _, said = record(repository, "otif", "2026-10", "105")
    assert (code, "has a figure for 2026-10 already" in said) == (2, True)


def test_a_survey_whose_day_nobody_can_tell_is_recorded_without_a_status(repository: Path) -> None:
    words = ("partner-satisfaction", "2025", "3.0")
    charter = repository / f"partnerships/{NAME}/partnership.yaml"
    sound = charter.read_text("utf-8")
    charter.write_text(sound.replace("kind: health", "kind: helth"), "utf-8")
    assert record(repository, *words) == (
        0,
        "partner-satisfaction 2025: 3.0 (score 1-5), ○ unknown: no plan to compare it with\n",
        "",
    )
    (repository / FILE).write_text(BEFORE, "utf-8")
    charter.write_text(sound, "utf-8")
    assert record(repository, *words)[1] == (
        "partner-satisfaction 2025: 3.0 (score 1-5), ◆ red: 0.5 worse than plan (3.5, 14.2 %)\n"
    )
