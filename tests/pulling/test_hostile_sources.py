"""What a change proposes is hostile: no file is read but those it may name, and nothing is run."""

from __future__ import annotations

from pathlib import Path
from time import monotonic

import duckdb
import pytest

from tests.pulling.charters import NAME, QUERY, ask, connect, forget, pull, text
from trm_policy.pulling import connecting

CSV = "delivered_on,on_time\n2026-09-01,true\n"


@pytest.fixture
def pulling(repository: Path) -> Path:
    (repository / "data").mkdir()
    (repository / "data/deliveries.csv").write_text(CSV, "utf-8")
    ask(repository, QUERY)
    forget(repository)
    return repository


@pytest.fixture
def secret(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that stands outside the repository."""
    path = tmp_path_factory.mktemp("home") / "secret.csv"
    path.write_text("delivered_on,on_time\n2026-09-01,s3cret\n", "utf-8")
    return path


def refused(repository: Path, **environment: str) -> str:
    before = text(repository)
    code, out, err = pull(repository, **environment)
    assert (code, err, text(repository)) == (2, "", before)
    assert "s3cret" not in out
    return out.splitlines()[0].removeprefix(f"failed    {NAME} otif: the connection 'warehouse'")


INSIDE = (
    "must be a path inside the repository; for files elsewhere name their folder in an "
    "environment variable, and that variable with 'folder_env'"
)


@pytest.mark.parametrize("path", ["/etc/passwd.csv", "../home/*.csv", "data/../../x.csv"])
def test_no_path_leads_out_of_the_repository(pulling: Path, path: str) -> None:
    connect(pulling, f'[connections.warehouse]\nfiles = {{deliveries = "{path}"}}\n')
    assert refused(pulling) == f": {path!r} {INSIDE}"


def test_no_link_leads_out_of_the_repository(pulling: Path, secret: Path) -> None:
    (pulling / "data/link.csv").symlink_to(secret)
    connect(pulling, '[connections.warehouse]\nfiles = {deliveries = "data/*.csv"}\n')
    assert refused(pulling) == (": 'data/*.csv' leads out of its folder through a link")


def test_whoever_runs_it_says_which_folder_besides_may_be_read(pulling: Path, secret: Path) -> None:
    secret.with_name("deliveries.csv").write_text(CSV, "utf-8")
    connect(
        pulling,
        '[connections.warehouse]\nfolder_env = "TRM_DATA"\n'
        'files = {deliveries = "deliveries.csv"}\n',
    )
    assert refused(pulling) == (
        ": the environment variable TRM_DATA is not set; it names the folder with the data files"
    )
    assert refused(pulling, TRM_DATA=str(secret)) == ": TRM_DATA does not name a folder"
    assert pull(pulling, TRM_DATA=str(secret.parent))[:2] == (
        0,
        f"new       {NAME}: otif 2026-09 100\n1 recorded, 0 corrected\n",
    )


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ('deliveries = "data/none.csv"', ": no file is called 'data/none.csv'"),
        (
            'deliveries = "trm.toml"',
            ": 'trm.toml' must match only files that end in .csv, .csv.gz or .parquet",
        ),
    ],
)
def test_files_that_are_no_data_are_told(pulling: Path, files: str, said: str) -> None:
    connect(pulling, f"[connections.warehouse]\nfiles = {{{files}}}\n")
    assert refused(pulling) == said


def test_a_file_that_is_not_what_its_name_says_is_told(pulling: Path) -> None:
    (pulling / "data/deliveries.parquet").write_text("s3cret", "utf-8")
    connect(pulling, '[connections.warehouse]\nfiles = {deliveries = "data/*.parquet"}\n')
    assert refused(pulling).startswith(" cannot be opened: Invalid Input Error: ")


@pytest.mark.parametrize(
    "source", ["read_csv('{secret}')", "'{secret}'", "read_text('{secret}')", "glob('{secret}')"]
)
def test_a_view_in_a_database_file_reads_nothing_else(
    pulling: Path, secret: Path, source: str
) -> None:
    with duckdb.connect(str(pulling / "data/warehouse.duckdb")) as made:
        made.execute(
            "create view deliveries as select current_date as delivered_on, true as on_time "
            f"from {source.format(secret=secret)}"
        )
    connect(pulling, '[connections.warehouse]\ndatabase = "data/warehouse.duckdb"\n')
    said = refused(pulling)
    assert said.startswith(" cannot answer: Permission Error: ")
    assert "disabled by configuration" in said


def view(repository: Path, of: str) -> None:
    with duckdb.connect(str(repository / "data/warehouse.duckdb")) as made:
        made.execute(f"create view deliveries as {of}")
    connect(repository, '[connections.warehouse]\ndatabase = "data/warehouse.duckdb"\n')


def test_a_view_without_end_is_stopped_and_the_reason_is_told(
    pulling: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view(
        pulling,
        "with recursive days(n) as (select 0 union all select n + 1 from days) "
        "select date '2026-09-01' as delivered_on, n >= 0 as on_time from days",
    )
    monkeypatch.setattr(connecting, "SECONDS_TO_ANSWER", 1)
    begun = monotonic()
    assert refused(pulling) == (
        " gave no answer within 1 seconds; ask for less: a smaller table, or fewer rows by 'where'"
    )
    assert monotonic() - begun < 20


def test_a_view_of_more_than_the_memory_is_refused(
    pulling: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    view(
        pulling,
        "select date '2026-09-01' + (range % 7)::int as delivered_on, "
        "list_sort(list(range order by hash(range)))[1] >= 0 as on_time from range(99999999) "
        "group by delivered_on",
    )
    monkeypatch.setattr(connecting, "MEMORY", "100MB")
    assert refused(pulling).startswith(" cannot answer: Out of Memory Error: ")


def test_text_of_a_query_is_never_part_of_a_statement(pulling: Path) -> None:
    charter = pulling / "partnerships" / NAME / "partnership.yaml"
    evil = "on_time\\\" = true; copy deliveries to 'stolen.csv'; --"
    was = charter.read_text("utf-8")
    charter.write_text(was.replace('{"on_time": true}', f'{{"{evil}": true}}'), "utf-8")
    connect(pulling, '[connections.warehouse]\nfiles = {deliveries = "data/*.csv"}\n')
    before = text(pulling)
    code, out, _ = pull(pulling)
    assert (code, text(pulling)) == (2, before)
    assert "the table has no column" in out
    assert not list(pulling.rglob("stolen*"))
