"""Where figures are pulled from: the ``[connections]`` of the settings, without any secret."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Strict

from trm_policy.model.base import Part, key
from trm_policy.model.values import Text, Whole, Word

_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def _variable(text: str) -> str:
    if _VARIABLE.fullmatch(text) is None:
        # what stands there may be the secret itself, so it is not repeated
        raise ValueError("must be the name of an environment variable, such as WAREHOUSE_PASSWORD")
    return text


Variable = Annotated[str, Strict(), AfterValidator(_variable)]
"""The name of an environment variable; never what it holds."""


class ConnectionKind(StrEnum):
    """What stands at the other end."""

    DUCKDB = "duckdb"
    POSTGRES = "postgres"
    SPARK = "spark"


class ConnectionTable(Part):
    """One ``[connections.NAME]``."""

    kind: Word[ConnectionKind] = key("What it leads to.", default=ConnectionKind.DUCKDB)
    files: dict[Text, Text] = key(
        "Tables that are CSV or Parquet files: by name, the file or a pattern.", factory=dict
    )
    folder_env: Variable | None = key(
        "The environment variable with the folder that files lie in, outside the repository.",
        default=None,
    )
    database: Text | None = key("The database: its name, or DuckDB's file.", default=None)
    schema_: Text | None = key("The schema with the tables.", default=None, alias="schema")
    host: Text | None = key("The server of a PostgreSQL database.", default=None)
    port: Whole | None = key("The server's port.", default=None, ge=1, le=65535)
    user: Text | None = key("Who asks.", default=None)
    password_env: Variable | None = key("The environment variable with the password.", default=None)
    master: Text | None = key("The master of a Spark cluster.", default=None)

    def faults(self) -> Iterator[str]:
        """What makes no connection of it."""
        usable = _KEYS[self.kind]
        for written in sorted({_NAMES.get(one, one) for one in self.model_fields_set} - usable):
            yield (
                f"'{written}' has no effect where 'kind' is {self.kind}; it may have "
                + ", ".join(sorted(usable - {"kind"}))
            )
        if self.kind is ConnectionKind.DUCKDB and bool(self.files) == bool(self.database):
            yield "name either 'files', a table each, or 'database', a DuckDB file"
        if self.kind is ConnectionKind.POSTGRES and self.database is None:
            yield "name the 'database'"


_NAMES = {"schema_": "schema"}
_KEYS: Mapping[ConnectionKind, frozenset[str]] = {
    ConnectionKind.DUCKDB: frozenset({"kind", "files", "folder_env", "database", "schema"}),
    ConnectionKind.POSTGRES: frozenset(
        {"kind", "host", "port", "user", "password_env", "database", "schema"}
    ),
    ConnectionKind.SPARK: frozenset({"kind", "files", "folder_env", "master", "schema"}),
}
