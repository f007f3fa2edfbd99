"""One definition over the same data: DuckDB, PostgreSQL and Spark give the same observations."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import pytest

from tests.pulling.charters import FILE, connect, pull, pull_apart, text
from tests.pulling.postgres import PASSWORD, Server
from tests.running import check, edit

DOCK = 'Köln\'s "dock" \\ 1; --'
COLUMNS = (
    "delivered_on date, loaded_at timestamp, dock text, late int, pallets int, on_time boolean, "
    "litres numeric(10, 2), weight double precision"
)
SPARK = """\
spark.sql.shuffle.partitions 1
spark.sql.codegen.wholeStage false
spark.driver.extraJavaOptions -XX:TieredStopAtLevel=1 -XX:+UseSerialGC
"""
"""For a few rows, Spark would else prepare for millions."""
REPORTED = [("2026-Q1", Decimal("97.20"), 4), ("Q2 2026", Decimal("0.1"), 0), ("2026-Q3", None, 1)]
QUERIES: dict[str, tuple[str, dict[str, Any]]] = {
    "punctual": (
        "monthly",
        {
            "period": "delivered_on",
            "aggregate": "percentage",
            "counting": {"on_time": True, "late": {"less_than": 40}},
            "where": {"dock": [DOCK, "Leeds"]},
        },
    ),
    "volume": ("weekly", {"period": "loaded_at", "aggregate": "sum", "column": "litres"}),
    "fuel": (
        "quarterly",
        {
            "period": "delivered_on",
            "aggregate": "sum",
            "column": "weight",
            "divided_by": "pallets",
            "factor": 1000,
            "decimals": 2,
        },
    ),
    "lateness": ("half-yearly", {"period": "loaded_at", "aggregate": "mean", "column": "late"}),
    "usual-lateness": (
        "yearly",
        {"period": "delivered_on", "aggregate": "median", "column": "late"},
    ),
    "lightest": (
        "daily",
        {
            "period": "delivered_on",
            "aggregate": "minimum",
            "column": "weight",
            "where": {"loaded_at": {"at_least": "DAY 2026-09-01", "at_most": "DAY 2026-09-20"}},
        },
    ),
    "heaviest": ("monthly", {"period": "loaded_at", "aggregate": "maximum", "column": "weight"}),
    "docks": ("quarterly", {"period": "delivered_on", "aggregate": "distinct", "column": "dock"}),
    "elsewhere": (
        "yearly",
        {"period": "delivered_on", "aggregate": "count", "where": {"dock": {"none_of": [DOCK]}}},
    ),
    "reported": ("quarterly", {"table": "reported", "period": "quarter", "column": "amount"}),
    "spread": (
        "quarterly",
        {"table": "reported", "period": "quarter", "column": "amount", "divided_by": "sites"},
    ),
}


def _deliveries() -> Iterator[tuple[Any, ...]]:
    chance = Random(6)
    for _ in range(700):
        day = date(2025, 3, 1) + timedelta(days=chance.randrange(600))
        loaded = datetime.combine(day, datetime.min.time()) + timedelta(
            minutes=chance.randrange(1440)
        )
        yield (
            *(day, loaded, chance.choice([DOCK, "Leeds", "Malmö"])),
            *(chance.choice([None, chance.randrange(60)]), chance.randrange(1, 30)),
            chance.choice([True, True, False, None]),
            *(Decimal(chance.randrange(100_000)) / 100, chance.random() * 1000),
        )


def _charter(repository: Path) -> None:
    """Add a KPI for each query, and record one figure that its source knows better."""
    cards = []
    for name, (frequency, asked) in QUERIES.items():
        query = {"connection": "warehouse", "table": "deliveries", **asked}
        source = {"description": "The yard's book", "query": query}
        card = {"name": name, "frequency": frequency, "source": source}
        cards.append(f"  {name}: {json.dumps(card, ensure_ascii=False)}\n")
    lines = "".join(cards).replace('"DAY ', "").replace('-01"', "-01").replace('-20"', "-20")
    edit(repository, "\nkpis:\n", f"\nkpis:\n{lines}")
    with (repository / FILE).open("a", encoding="utf-8") as file:
        file.write("docks,2026-Q2,2,\n")


def _data(folder: Path, server: Server) -> None:
    rows = list(_deliveries())
    database = folder / "warehouse.duckdb"
    server.run("drop table if exists deliveries; drop table if exists reported")
    with duckdb.connect(str(database)) as made:
        for run in (made.execute, server.run):
            run(f"create table deliveries ({COLUMNS})")
            run("create table reported (quarter text, amount numeric(10, 2), sites int)")
        made.executemany("insert into deliveries values (?, ?, ?, ?, ?, ?, ?, ?)", rows)
        made.executemany("insert into reported values (?, ?, ?)", REPORTED)
        for table in ("deliveries", "reported"):
            made.execute(f"copy {table} to '{folder / table}.parquet'")
            made.execute(f"copy {table} to '{folder / table}.csv'")
    server.run("insert into deliveries values (%s, %s, %s, %s, %s, %s, %s, %s)", *rows)
    server.run("insert into reported values (%s, %s, %s)", *REPORTED)


def _files(kind: str, end: str) -> str:
    return (
        f'[connections.warehouse]\nkind = "{kind}"\nfolder_env = "TRM_DATA"\n'
        f'files = {{deliveries = "deliveries.{end}", reported = "reported.{end}"}}\n'
    )


@pytest.fixture
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("elsewhere")


def test_every_database_gives_the_same_observations(
    repository: Path, elsewhere: Path, server: Server
) -> None:
    _charter(repository)
    _data(elsewhere, server)
    (elsewhere / "spark-defaults.conf").write_text(SPARK, "utf-8")
    before = text(repository)
    connections = {
        "parquet": _files("duckdb", "parquet"),
        "csv": _files("duckdb", "csv"),
        "duckdb": (
            '[connections.warehouse]\nfolder_env = "TRM_DATA"\ndatabase = "warehouse.duckdb"\n'
        ),
        "postgres": server.settings(),
        "spark": _files("spark", "parquet") + 'master = "local[1]"\n',
    }
    written, said = {}, {}
    for name, settings in connections.items():
        (repository / FILE).write_text(before, "utf-8")
        connect(repository, settings)
        run = pull_apart if name == "spark" else pull
        code, out, err = run(
            repository,
            TRM_DATA=str(elsewhere),
            WAREHOUSE_PASSWORD=PASSWORD,
            SPARK_LOCAL_IP="127.0.0.1",
            SPARK_CONF_DIR=str(elsewhere),
        )
        assert code == 0, (name, out, err)
        written[name], said[name] = text(repository).removeprefix(before), out

    assert {name: rows == written["parquet"] for name, rows in written.items()} == dict.fromkeys(
        connections, True
    )
    assert set(said.values()) == {said["parquet"]}
    rows = written["parquet"].splitlines()
    assert {row.split(",")[0] for row in rows} == set(QUERIES)
    assert [row for row in rows if row.startswith(("docks", "reported", "spread"))] == [
        "docks,2025-Q1,3,",
        "docks,2025-Q2,3,",
        "docks,2025-Q3,3,",
        "docks,2025-Q4,3,",
        "docks,2026-Q1,3,",
        "docks,2026-Q2,3,Pulled from the source; until then 2",
        "docks,2026-Q3,3,",
        "reported,2026-Q1,97.2,",
        "reported,2026-Q2,0.1,",
        "spread,2026-Q1,24.3,",
    ]
    assert _by_hand(rows, "punctual,2026-05,") == _punctual("2026-05")
    assert check(repository, "--select", "measurement-valid").returncode == 0


def _by_hand(rows: list[str], start: str) -> str:
    return next(row for row in rows if row.startswith(start)).split(",")[2]


def _punctual(month: str) -> str:
    """The percentage reckoned without any database."""
    there = [row for row in _deliveries() if str(row[0]).startswith(month) and row[2] != "Malmö"]
    met = sum(1 for row in there if row[5] and row[3] is not None and row[3] < 40)
    return f"{Decimal(met) * 100 / len(there):.12g}".rstrip("0").rstrip(".")
