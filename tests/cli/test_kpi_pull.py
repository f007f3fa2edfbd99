"""``trm kpi pull`` as its users run it, on data files and a DuckDB database."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.pulling.charters import FILE, NAME, QUERY, SOURCE, ask, connect, forget, pull, text
from tests.running import check, edit, process, trm
from tests.support import CHARTER

CSV = """\
delivered_on,on_time,late,site,pallets
2026-08-03,true,0,Leeds,10
2026-08-31,true,0,Leeds,10
2026-09-01,true,0,Leeds,30
2026-09-15,false,95,Leeds,10
2026-10-01,true,5,Hull,20
2026-10-31,true,0,Leeds,
2026-11-02,false,60,Leeds,20
"""
SETTINGS = '[connections.warehouse]\nfiles = {deliveries = "data/*.csv"}\n'


@pytest.fixture
def pulling(repository: Path) -> Path:
    """A repository with no figure of ``otif``, whose deliveries are in a CSV file."""
    (repository / "data").mkdir()
    (repository / "data/deliveries.csv").write_text(CSV, "utf-8")
    ask(repository, QUERY)
    connect(repository, SETTINGS)
    forget(repository)
    return repository


def test_each_period_that_is_over_is_recorded_once(pulling: Path) -> None:
    before = text(pulling)
    assert pull(pulling) == (
        0,
        (
            f"new       {NAME}: otif 2026-08 100\n"
            f"new       {NAME}: otif 2026-09 50\n"
            f"new       {NAME}: otif 2026-10 100\n"
            "3 recorded, 0 corrected, 1 not over yet\n"
        ),
        "",
    )
    recorded = (
        f"{before}otif,2026-08,100,\notif,2026-09,50,recorded on 2026-11-22\notif,2026-10,100,\n"
    )
    assert text(pulling) == recorded
    assert check(pulling, "--select", "measurement-valid").returncode == 0

    assert pull(pulling, NAME, "otif") == (
        0,
        "0 recorded, 0 corrected, 3 already recorded, 1 not over yet\n",
        "",
    )
    assert text(pulling) == recorded


def test_a_figure_that_changes_at_its_source_is_corrected_by_a_further_row(pulling: Path) -> None:
    pull(pulling)
    before = text(pulling)
    edit(pulling, "2026-09-15,false", "2026-09-15,true", "data/deliveries.csv")
    assert pull(pulling)[1] == (
        f"corrected {NAME}: otif 2026-09 100 (was 50)\n"
        "0 recorded, 1 corrected, 2 already recorded, 1 not over yet\n"
    )
    assert text(pulling) == f"{before}otif,2026-09,100,Pulled from the source; until then 50\n"
    assert pull(pulling)[1] == "0 recorded, 0 corrected, 3 already recorded, 1 not over yet\n"
    assert check(pulling, "--select", "measurement-valid").returncode == 0


def test_what_people_have_corrected_stands_until_the_source_says_something_new(
    pulling: Path,
) -> None:
    pull(pulling)
    words = ("2026-09", "75", "--correct", "--note", "Snow does not count")
    trm("kpi", "record", NAME, "otif", *words, "--as-of", "2026-11-22", cwd=pulling)
    before = text(pulling)
    assert pull(pulling)[1] == (
        f"overruled {NAME}: otif 2026-09 75, although the source still shows 50\n"
        "0 recorded, 0 corrected, 2 already recorded, 1 corrected by people, 1 not over yet\n"
    )
    assert text(pulling) == before

    edit(pulling, "2026-09-15,false", "2026-09-15,true", "data/deliveries.csv")
    assert pull(pulling)[1].startswith(f"corrected {NAME}: otif 2026-09 100 (was 75)\n")
    assert text(pulling) == f"{before}otif,2026-09,100,Pulled from the source; until then 75\n"


def test_a_figure_waits_until_it_can_be_known(pulling: Path) -> None:
    edit(pulling, "name: On time in full\n", "name: On time in full\n    lag: 30\n")
    assert pull(pulling)[1].endswith("2 recorded, 0 corrected, 2 not over yet\n")


def test_a_dry_run_says_what_would_be_done_and_writes_nothing(pulling: Path) -> None:
    before = text(pulling)
    assert pull(pulling, "--dry-run")[1] == (
        f"new       {NAME}: otif 2026-08 100\n"
        f"new       {NAME}: otif 2026-09 50\n"
        f"new       {NAME}: otif 2026-10 100\n"
        "3 would be recorded, 0 would be corrected, 1 not over yet; nothing was written\n"
    )
    assert text(pulling) == before


def test_json_and_markdown_have_every_figure(pulling: Path) -> None:
    (pulling / FILE).write_text(text(pulling) + "otif,2026-09,49.5,\n", "utf-8")
    data = json.loads(pull(pulling, "--dry-run", "--format", "json")[1])
    head = {"partnership": NAME, "kpi": "otif"}
    assert data == {
        "version": 1,
        "as_of": "2026-11-22",
        "written": False,
        "problems": [],
        "figures": [
            {
                **head,
                "period": "2026-08",
                "value": "100",
                "note": "",
                "fate": "new",
                "before": None,
            },
            {
                **head,
                "period": "2026-09",
                "value": "50",
                "note": "Pulled from the source; until then 49.5; recorded on 2026-11-22",
                "fate": "corrected",
                "before": "49.5",
            },
            {
                **head,
                "period": "2026-10",
                "value": "100",
                "note": "",
                "fate": "new",
                "before": None,
            },
            {
                **head,
                "period": "2026-11",
                "value": None,
                "note": "",
                "fate": "early",
                "before": None,
            },
        ],
    }
    assert pull(pulling, "--format", "markdown")[1] == (
        "new       meridian-helix: otif 2026-08 100  \n"
        "new       meridian-helix: otif 2026-10 100  \n"
        "corrected meridian-helix: otif 2026-09 50 &#40;was 49.5&#41;  \n"
        "2 recorded, 1 corrected, 1 not over yet\n"
    )
    assert json.loads(pull(pulling, "--format", "json")[1])["written"] is False


OTHER: list[tuple[dict[str, Any], str]] = [
    (
        {"aggregate": "mean", "column": "late", "counting": {}, "decimals": 1},
        (
            "otif,2026-08,0,recorded on 2026-11-22\n"
            "otif,2026-09,47.5,recorded on 2026-11-22\n"
            "otif,2026-10,2.5,recorded on 2026-11-22\n"
        ),
    ),
    (
        {"aggregate": "count", "counting": {}, "factor": 1, "where": {"site": "Leeds"}},
        (
            "otif,2026-08,2,recorded on 2026-11-22\n"
            "otif,2026-09,2,recorded on 2026-11-22\n"
            "otif,2026-10,1,recorded on 2026-11-22\n"
        ),
    ),
    (
        {"where": {"delivered_on": {"at_least": "2026-09-15"}, "site": ["Leeds", "Hull"]}},
        "otif,2026-09,0,recorded on 2026-11-22\notif,2026-10,100,\n",
    ),
    (
        {
            "aggregate": "sum",
            "column": "late",
            "counting": {},
            "divided_by": "pallets",
            "factor": 10,
        },
        (
            "otif,2026-08,0,recorded on 2026-11-22\n"
            "otif,2026-09,23.75,recorded on 2026-11-22\n"
            "otif,2026-10,2.5,recorded on 2026-11-22\n"
        ),
    ),
]


@pytest.mark.parametrize(("query", "rows"), OTHER)
def test_rows_become_figures_in_many_ways(pulling: Path, query: dict[str, Any], rows: str) -> None:
    charter = (pulling / CHARTER).read_text("utf-8")
    asked = json.dumps({**QUERY, **query}).replace('"2026-09-15"', "2026-09-15")
    (pulling / CHARTER).write_text(charter.replace(json.dumps(QUERY), asked), "utf-8")
    before = text(pulling)
    assert pull(pulling)[0] == 0
    assert text(pulling) == before + rows


def test_a_period_without_a_figure_is_told_and_not_recorded(pulling: Path) -> None:
    edit(pulling, "2026-10-01,true,5,Hull,20\n", "", "data/deliveries.csv")
    query = {**QUERY, "aggregate": "sum", "column": "late", "divided_by": "pallets"}
    del query["counting"]
    charter = (pulling / CHARTER).read_text("utf-8")
    (pulling / CHARTER).write_text(charter.replace(json.dumps(QUERY), json.dumps(query)), "utf-8")
    assert pull(pulling)[1].endswith(
        "2 recorded, 0 corrected, 1 not over yet, 1 without a figure\n"
    )


WRONG: list[tuple[dict[str, Any], int, str]] = [
    (
        {"table": "deliverys"},
        2,
        "the connection 'warehouse' has no table 'deliverys'; did you mean 'deliveries'?",
    ),
    (
        {"period": "delivered"},
        2,
        "the table has no column 'delivered'; did you mean 'delivered_on'?",
    ),
    (
        {"period": "on_time"},
        2,
        (
            "the column 'on_time' contains true or false, not periods; it must contain days, "
            "instants, "
            "or periods such as 2026-Q1"
        ),
    ),
    (
        {"aggregate": "sum", "column": "site", "counting": {}},
        2,
        "the column 'site' contains text, not numbers",
    ),
    (
        {"where": {"late": "yes"}},
        2,
        (
            "the column 'late' contains numbers and is compared with 'yes'; compare it with what "
            "it contains"
        ),
    ),
    (
        {"connection": "warehous"},
        2,
        "trm.toml has no connection 'warehous'; did you mean 'warehouse'?",
    ),
    (
        {"aggregate": None, "column": "late", "counting": {}},
        1,
        "the source has several rows for 2026-08; add 'aggregate' to combine them into one figure",
    ),
    (
        {"period": "site"},
        1,
        "'Hull' is not a period; write it such as 2026-03 or 2026-Q1",
    ),
    (
        {"period": "late"},
        1,
        "'0' is not a period; write it such as 2026-03 or 2026-Q1",
    ),
]


@pytest.mark.parametrize(("query", "code", "said"), WRONG)
def test_what_cannot_be_pulled_is_told_and_leaves_the_records(
    pulling: Path, query: dict[str, Any], code: int, said: str
) -> None:
    changed = {key: value for key, value in {**QUERY, **query}.items() if value}
    charter = (pulling / CHARTER).read_text("utf-8")
    (pulling / CHARTER).write_text(charter.replace(json.dumps(QUERY), json.dumps(changed)), "utf-8")
    before = text(pulling)
    found, out, err = pull(pulling)
    assert (found, out.splitlines()[0], err) == (code, f"failed    {NAME} otif: {said}", "")
    assert out.splitlines()[-1] == f"Nothing was written for {NAME}."
    assert text(pulling) == before


FIGURES: list[tuple[str, str]] = [
    (
        "2026-12-01,true,0,Leeds,1\n",
        (
            "2026-12 has not begun on 2026-11-22: it starts on 2026-12-01; correct the "
            "period, or record the figure once it has begun"
        ),
    ),
    (
        ",true,0,Leeds,1\n",
        "the source has rows without a period; leave them out with 'where'",
    ),
]


@pytest.mark.parametrize(("line", "said"), FIGURES)
def test_figures_that_cannot_be_true_are_told_and_leave_the_records(
    pulling: Path, line: str, said: str
) -> None:
    (pulling / "data/deliveries.csv").write_text(CSV + line, "utf-8")
    before = text(pulling)
    code, out, _ = pull(pulling)
    assert (code, out.splitlines()[0]) == (1, f"failed    {NAME} otif: {said}")
    assert text(pulling) == before


def reported(repository: Path, periods: str, frequency: str = "monthly") -> tuple[int, str]:
    """Pull a table with a row for each period."""
    (repository / "data/deliveries.csv").write_text(periods, "utf-8")
    query = {"connection": "warehouse", "table": "deliveries", "period": "when", "column": "share"}
    charter = (repository / CHARTER).read_text("utf-8")
    charter = charter.replace(json.dumps(QUERY), json.dumps(query))
    (repository / CHARTER).write_text(charter, "utf-8")
    if frequency != "monthly":
        edit(
            repository,
            "frequency: monthly\n    baseline: {value: 92",
            f"frequency: {frequency}\n    baseline: {{value: 92",
        )
    code, out, _ = pull(repository)
    return code, out.splitlines()[0]


@pytest.mark.parametrize(
    ("periods", "said"),
    [
        (
            "when,share\n2026-Q3,97.1\n",
            (
                "'otif' is measured monthly, but 2026-Q3 is a quarterly period; record one for "
                "each period, such as 2026-07"
            ),
        ),
        (
            "when,share\n2026-09,nan\n",
            "the figure for 2026-09 is not a number",
        ),
        (
            "when,share\n2026-09,0.97\n",
            (
                "the figure for 2026-09, 0.97, looks like a share of one, and this KPI is counted "
                "in %; add 'factor: 100' to the query, or 'factor: 1' if it is meant"
            ),
        ),
    ],
)
def test_figures_that_do_not_fit_the_kpi_are_told(pulling: Path, periods: str, said: str) -> None:
    before = text(pulling)
    assert reported(pulling, periods) == (1, f"failed    {NAME} otif: {said}")
    assert text(pulling) == before


def test_periods_are_understood_as_other_programs_write_them(pulling: Path) -> None:
    assert reported(pulling, "when,share\nSept 2026,97.1\n") == (
        0,
        f"new       {NAME}: otif 2026-09 97.1",
    )


def test_one_charter_s_trouble_holds_up_no_other(pulling: Path) -> None:
    other = pulling / "partnerships/other"
    other.mkdir()
    charter = (pulling / CHARTER).read_text("utf-8").replace('"deliveries"', '"lost"')
    (other / "partnership.yaml").write_text(charter, "utf-8")
    code, out, _ = pull(pulling)
    assert code == 2
    assert out.splitlines()[3:] == [
        (
            "failed    other otif: the connection 'warehouse' has no table 'lost'; choose from: "
            "deliveries"
        ),
        "3 recorded, 0 corrected, 1 not over yet",
        "Nothing was written for other.",
    ]
    assert not (other / "measurements.csv").exists()


def test_charters_that_have_ended_are_pulled_only_when_asked_for(pulling: Path) -> None:
    edit(pulling, "\nstatus: active", "\nstatus: ended")
    nothing = (
        "there is nothing to pull; a KPI is pulled where its 'source' has a 'query' below it, "
        "which the field reference explains\n"
    )
    assert pull(pulling) == (2, "", f"trm: no charter: {nothing}")
    assert pull(pulling, NAME)[0] == 0
    assert pull(pulling, NAME, "carbon-per-pallet") == (
        2,
        "",
        f"trm: {NAME} carbon-per-pallet: {nothing}",
    )


def test_unknown_names_are_answered_with_the_nearest(pulling: Path) -> None:
    assert pull(pulling, "meridian-heli")[2] == (
        "trm: no partnership is called 'meridian-heli'; did you mean 'meridian-helix'?\n"
    )
    assert pull(pulling, NAME, "otiff")[2] == (
        "trm: meridian-helix has no KPI 'otiff'; did you mean 'otif'?\n"
    )


def test_a_query_that_the_format_refuses_is_not_pulled_in_part(pulling: Path) -> None:
    edit(
        pulling, '"counting": {"on_time": true}', '"counting": {"on_time": [], "late": {"most": 5}}'
    )
    assert pull(pulling)[:2] == (
        2,
        (
            f"failed    {NAME} otif: its 'source' in {CHARTER} is not valid; 'trm check "
            f"partnerships/{NAME}' shows how to fix it\n"
            f"0 recorded, 0 corrected\nNothing was written for {NAME}.\n"
        ),
    )


def test_a_kpi_without_a_frequency_has_no_periods(pulling: Path) -> None:
    charter = (pulling / CHARTER).read_text("utf-8")
    at = charter.index("frequency: monthly")
    (pulling / CHARTER).write_text(
        charter[:at] + charter[at + len("frequency: monthly") :], "utf-8"
    )
    assert pull(pulling)[1].splitlines()[0] == (
        f"failed    {NAME} otif: it has no 'frequency' in {CHARTER}, so its "
        "periods are not known; add one, such as monthly"
    )


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (
            'kind = "duckbd"',
            "connections.warehouse.kind cannot be 'duckbd'; did you mean 'duckdb'?",
        ),
        (
            'pasword_env = "X"',
            (
                "'pasword_env' is not a known key of connections.warehouse; did "
                "you mean 'password_env'?"
            ),
        ),
        (
            'password = "hunter2"',
            (
                "'password' is not a known key of connections.warehouse; did you "
                "mean 'password_env'?"
            ),
        ),
        (
            'kind = "postgres"\npassword_env = "hunter-2"',
            (
                "connections.warehouse.password_env: must be the name of an environment variable, "
                "such as WAREHOUSE_PASSWORD"
            ),
        ),
    ],
)
def test_a_connection_that_is_not_understood_is_a_fault_of_the_settings(
    pulling: Path, settings: str, said: str
) -> None:
    connect(pulling, f"[connections.warehouse]\n{settings}\n")
    assert pull(pulling) == (2, "", f"trm: trm.toml: {said}\n")


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (
            'host = "db"\nfiles = {deliveries = "data/*.csv"}',
            (
                "'host' has no effect where 'kind' is duckdb; it may have database, files, "
                "folder_env, schema"
            ),
        ),
        ("", "name either 'files', a table each, or 'database', a DuckDB file"),
        ('kind = "postgres"\nhost = "db"', "name the 'database'"),
    ],
)
def test_keys_that_do_not_go_together_are_told(pulling: Path, settings: str, said: str) -> None:
    connect(pulling, f"[connections.warehouse]\n{settings}\n")
    code, out, _ = pull(pulling)
    assert (code, out.splitlines()[0]) == (
        2,
        f"failed    {NAME} otif: trm.toml: connections.warehouse: {said}",
    )
    assert check(pulling, "--select", "measurement-valid").returncode == 0


@pytest.mark.parametrize("driver", ["ibis", "duckdb"])
def test_without_the_drivers_all_else_works_and_a_pull_says_what_to_install(
    pulling: Path, tmp_path_factory: pytest.TempPathFactory, driver: str
) -> None:
    lacking = tmp_path_factory.mktemp("lacking")
    (lacking / f"{driver}.py").write_text(
        f"raise ModuleNotFoundError('No module', name={driver!r})\n", "utf-8"
    )
    before = text(pulling)
    done = process("kpi", "pull", "--as-of", "2026-11-22", cwd=pulling, PYTHONPATH=str(lacking))
    code, out, err = done.returncode, done.stdout, done.stderr
    assert (code, out.splitlines()[0], err) == (
        2,
        (
            f"failed    {NAME} otif: the connection 'warehouse' needs {driver}, which is not "
            "installed; type: pip install 'trm-policy[data]'"
        ),
        "",
    )
    assert text(pulling) == before
    done = process(
        "kpi", "scorecard", "--as-of", "2026-11-22", cwd=pulling, PYTHONPATH=str(lacking)
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_nothing_but_a_pull_loads_a_driver(pulling: Path) -> None:
    code = (
        "import sys; sys.argv[1:] = ['kpi', 'scorecard']; from trm_policy.cli.program import run; "
        "print(run(), {'ibis', 'duckdb', 'psycopg', 'pyspark', 'pandas'} & set(sys.modules))"
    )
    done = trm_python(code, pulling)
    assert done.splitlines()[-1] == "0 set()"


def trm_python(code: str, folder: Path) -> str:
    return subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True
    ).stdout


def test_a_database_file_is_opened_for_reading_alone(pulling: Path) -> None:
    database = pulling / "data/warehouse.duckdb"
    with duckdb.connect(str(database)) as made:
        made.execute(
            "create schema yard; create table yard.deliveries as "
            f"from '{pulling}/data/deliveries.csv'"
        )
    before = database.read_bytes()
    connect(
        pulling, '[connections.warehouse]\ndatabase = "data/warehouse.duckdb"\nschema = "yard"\n'
    )
    assert pull(pulling)[1].endswith("3 recorded, 0 corrected, 1 not over yet\n")
    assert database.read_bytes() == before
    assert sorted(path.name for path in database.parent.iterdir()) == [
        "deliveries.csv",
        "warehouse.duckdb",
    ]


def test_the_source_is_text_for_people_everywhere_else(pulling: Path) -> None:
    shown = trm("kpi", "scorecard", NAME, "--as-of", "2026-11-22", cwd=pulling).stdout
    assert "  source: Helix transport system, order export\n  owner: Mikael Berg\n" in shown
    assert SOURCE.strip().removeprefix("source: ") in shown
