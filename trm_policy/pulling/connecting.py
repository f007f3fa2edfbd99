"""A connection of the settings, opened for reading alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from threading import Event, Thread
from typing import TYPE_CHECKING, NamedTuple

from trm_policy.judging.connections import ConnectionKind, ConnectionTable
from trm_policy.pulling.errors import PullError, said_plainly
from trm_policy.pulling.files import DataFiles, data_files, folder_of, one_file

if TYPE_CHECKING:
    from ibis.backends import BaseBackend

_POSTGRES_PORT = 5432
_SECONDS_TO_CONNECT = 10
SECONDS_TO_ANSWER = 300
"""For all queries of a run together that one connection answers."""
MEMORY = "1GB"
"""What DuckDB may take; it works in this process."""
_SECONDS_TO_STOP = 0.2
_LIBPQ_PASSWORD = "PGPASSWORD"  # noqa: S105 - the name of PostgreSQL's own variable


class Opened(NamedTuple):
    """What a driver has opened, how it is closed, and how what it works on is stopped."""

    backend: BaseBackend
    close: Callable[[], object]
    stop: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Connection:
    """An open connection; ``secrets`` are struck out of whatever it says.

    ``late`` says whether it has had its time.
    """

    name: str
    backend: BaseBackend
    secrets: tuple[str, ...] = ()
    late: Callable[[], bool] = bool

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Turn what a driver raises meanwhile, or that it takes too long, into a PullError."""
        self._require_time()
        try:
            with said_plainly(f"the connection {self.name!r} cannot answer", self.secrets):
                yield
        except PullError:
            self._require_time()
            raise

    def _require_time(self) -> None:
        if self.late():
            raise PullError(
                f"the connection {self.name!r} gave no answer within {SECONDS_TO_ANSWER} seconds; "
                "ask for less: a smaller table, or fewer rows by 'where'"
            ) from None


@contextmanager
def connected(
    name: str, table: ConnectionTable, root: Path, environment: Mapping[str, str]
) -> Iterator[Connection]:
    """The connection called ``name``, which can write nothing; closed at the end.

    Raises PullError where a driver, a secret, a file or the server is missing.
    """
    secrets = _secrets(table, environment)
    with said_plainly(f"the connection {name!r} cannot be opened", secrets):
        backend, close, stop = _opened(name, table, root, environment)
    try:
        with _stopped_in_time(stop) as late:
            yield Connection(name, backend, secrets, late)
    finally:
        close()


@contextmanager
def _stopped_in_time(stop: Callable[[], object]) -> Iterator[Callable[[], bool]]:
    """Stop whatever is asked once all have had their time; gives whether they have."""
    over, late = Event(), Event()

    def watch() -> None:
        if over.wait(SECONDS_TO_ANSWER):
            return
        late.set()
        while not over.wait(_SECONDS_TO_STOP):
            stop()

    watcher = Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield late.is_set
    finally:
        over.set()
        watcher.join()


def _secrets(table: ConnectionTable, environment: Mapping[str, str]) -> tuple[str, ...]:
    names = filter(None, (table.password_env, _LIBPQ_PASSWORD))
    return tuple(filter(None, map(environment.get, names)))


def _opened(
    name: str, table: ConnectionTable, root: Path, environment: Mapping[str, str]
) -> Opened:
    try:
        if table.kind is ConnectionKind.POSTGRES:
            return _postgres(table, environment)
        folder = folder_of(table, root, environment)
        files = {known: data_files(pattern, folder) for known, pattern in table.files.items()}
        if table.kind is ConnectionKind.SPARK:
            return _spark(table, files, environment)
        database = one_file(table.database, folder) if table.database is not None else None
        return _duckdb(table, database, files)
    except PullError as error:
        raise PullError(f"the connection {name!r}: {error}") from None
    except ImportError as error:
        extra = "spark" if table.kind is ConnectionKind.SPARK else "data"
        raise PullError(
            f"the connection {name!r} needs {error.name or 'a driver'}, which is not installed; "
            f"type: pip install 'trm-policy[{extra}]'"
        ) from None


def _duckdb(
    table: ConnectionTable, database: Path | None, files: Mapping[str, DataFiles]
) -> Opened:
    """DuckDB in this process: no network, no extensions, no file but those that are named."""
    import duckdb
    import ibis

    made = ibis.duckdb.connect(
        database or ":memory:",
        read_only=database is not None,
        autoinstall_known_extensions=False,
        autoload_known_extensions=False,
        allow_community_extensions=False,
        temp_directory="",
        memory_limit=MEMORY,
    )
    link: duckdb.DuckDBPyConnection = made.con
    link.execute(
        "SET allowed_paths = $paths",
        {"paths": [path for one in files.values() for path in _paths(one)]},
    )
    link.execute("SET enable_external_access = false")
    if table.schema_ is not None:
        link.execute("SET schema = $schema", {"schema": table.schema_})
    link.execute("SET lock_configuration = true")
    for known, one in files.items():
        if one.kind == "csv":
            made.read_csv(_paths(one), table_name=known, union_by_name=True, sample_size=-1)
        else:
            made.read_parquet(_paths(one), table_name=known, union_by_name=True)
    return Opened(made, link.close, link.interrupt)


def _postgres(table: ConnectionTable, environment: Mapping[str, str]) -> Opened:
    """A PostgreSQL server, every transaction read-only; the password is proved, never sent."""
    import ibis
    import psycopg

    password = None
    if table.password_env is not None:
        password = environment.get(table.password_env)
        if not password:
            raise PullError(
                f"the environment variable {table.password_env} is not set; it contains the "
                "password"
            )
    made = ibis.postgres.connect(
        host=table.host,
        port=table.port or _POSTGRES_PORT,
        user=table.user,
        password=password,
        database=table.database,
        schema=table.schema_,
        connect_timeout=_SECONDS_TO_CONNECT,
        application_name="trm kpi pull",
        require_auth="!password,!md5",
        options=f"-c default_transaction_read_only=on -c statement_timeout={SECONDS_TO_ANSWER}s",
    )
    link: psycopg.Connection = made.con
    return Opened(made, link.close, link.cancel)


def _spark(
    table: ConnectionTable, files: Mapping[str, DataFiles], environment: Mapping[str, str]
) -> Opened:
    """Spark by its own settings, save for the time zone that days are told in."""
    import ibis
    from pyspark.sql import SparkSession

    elsewhere = environment.get("JAVA_HOME") or environment.get("SPARK_REMOTE")
    if not elsewhere and which("java", path=environment.get("PATH")) is None:
        raise PullError("Spark needs Java; install a Java runtime, version 17 or newer")
    builder = SparkSession.builder.appName("trm kpi pull")
    if table.master is not None:
        builder = builder.master(table.master)
    session = (
        builder.config("spark.sql.session.timeZone", "UTC")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .getOrCreate()
    )
    made = ibis.pyspark.connect(session)
    if table.schema_ is not None:
        session.catalog.setCurrentDatabase(table.schema_)
    for known, one in files.items():
        if one.kind == "csv":
            frame = session.read.csv(_paths(one), header=True, inferSchema=True)
        else:
            frame = session.read.parquet(*_paths(one))
        frame.createOrReplaceTempView(known)
    return Opened(made, session.stop, session.interruptAll)


def _paths(files: DataFiles) -> list[str]:
    return [str(path) for path in files.paths]
