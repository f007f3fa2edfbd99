"""A PostgreSQL server of our own: real, on a free port, gone at the end."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

PASSWORD = "Très secret/100%&7"
USER = "reader"


@dataclass(frozen=True)
class Server:
    port: int

    def run(self, sql: str, *rows: tuple[Any, ...]) -> None:
        """Run statements, or one for each of the rows."""
        with psycopg.connect(
            host="127.0.0.1", port=self.port, user=USER, password=PASSWORD, dbname="postgres"
        ) as link:
            if rows:
                link.cursor().executemany(sql, rows)
            else:
                link.execute(sql)

    def settings(self, name: str = "warehouse", **more: str) -> str:
        """What trm.toml says of it."""
        said = {
            "kind": "postgres",
            "host": "127.0.0.1",
            "user": USER,
            "password_env": "WAREHOUSE_PASSWORD",
            "database": "postgres",
            **more,
        }
        lines = [f'{key} = "{value}"' for key, value in said.items()]
        return "\n".join([f"[connections.{name}]", f"port = {self.port}", *lines, ""])


@contextmanager
def running() -> Iterator[Server]:
    """A server with no data; root may not run one, so it runs as another user then."""
    programs = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parts[-2]))
    home = Path(tempfile.mkdtemp(prefix="trm-pg-"))
    secret = home / "password"
    secret.write_text(PASSWORD, "utf-8")
    who: dict[str, Any] = {}
    if os.geteuid() == 0:
        entry = pwd.getpwnam("postgres")
        who = {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
        for path in (home, secret):
            os.chown(path, entry.pw_uid, entry.pw_gid)
    port = _free_port()

    def run(program: str, *words: str) -> None:
        subprocess.run(
            [programs / program, "-D", home / "data", *words],
            cwd=home,
            check=True,
            stdout=subprocess.DEVNULL,
            **who,
        )

    try:
        run(
            *("initdb", "-U", USER, "-A", "scram-sha-256", f"--pwfile={secret}"),
            *("-N", "--locale=C.UTF-8"),
        )
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -F"
        run("pg_ctl", "-w", "-l", str(home / "log"), "-o", options, "start")
        yield Server(port)
        run("pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port: int = door.getsockname()[1]
        return port
