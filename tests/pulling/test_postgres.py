"""Pulling from a real PostgreSQL server: read-only, and no secret is told or sent."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.pulling.charters import NAME, QUERY, ask, connect, forget, pull, pull_apart, text
from tests.pulling.postgres import PASSWORD, Server


@pytest.fixture
def pulling(repository: Path, server: Server) -> Path:
    """A repository with no figure of ``otif``, whose deliveries are on the server."""
    server.run(
        "drop view if exists counted; drop sequence if exists calls; "
        "drop table if exists deliveries; "
        "create table deliveries (delivered_on timestamptz, on_time boolean); "
        "insert into deliveries values ('2026-08-31 23:30+00', true), ('2026-09-01 00:30+02', true)"
        ", ('2026-09-01 00:30+00', false)"
    )
    ask(repository, QUERY)
    connect(repository, server.settings())
    forget(repository)
    return repository


def refused(repository: Path, **environment: str) -> str:
    """What a pull says that fails; the records are as they were, and no secret is told."""
    before = text(repository)
    code, out, err = pull(repository, **environment)
    assert (code, err, text(repository)) == (2, "", before)
    assert not any(word in out for word in (PASSWORD, "Très", "%25"))
    first, *rest = out.splitlines()
    assert rest == ["0 recorded, 0 corrected", f"Nothing was written for {NAME}."]
    return first.removeprefix(f"failed    {NAME} otif: ")


def test_days_are_those_of_utc(pulling: Path) -> None:
    before = text(pulling)
    assert pull(pulling, WAREHOUSE_PASSWORD=PASSWORD) == (
        0,
        (
            f"new       {NAME}: otif 2026-08 100\n"
            f"new       {NAME}: otif 2026-09 0\n"
            "2 recorded, 0 corrected\n"
        ),
        "",
    )
    assert text(pulling) == f"{before}otif,2026-08,100,\notif,2026-09,0,recorded on 2026-11-22\n"


@pytest.mark.parametrize("environment", [{}, {"WAREHOUSE_PASSWORD": ""}])
def test_a_secret_that_is_not_set_is_asked_for_by_name(
    pulling: Path, environment: dict[str, str]
) -> None:
    assert refused(pulling, **environment) == (
        "the connection 'warehouse': the environment variable WAREHOUSE_PASSWORD is not set; it "
        "contains the password"
    )


def test_a_password_that_is_wrong_is_not_told(pulling: Path) -> None:
    said = refused(pulling, WAREHOUSE_PASSWORD=f"{PASSWORD}!")
    assert said.startswith("the connection 'warehouse' cannot be opened: ")
    assert said.endswith('password authentication failed for user "reader"')


def test_a_driver_that_repeats_the_password_is_silenced_even_in_a_traceback(
    pulling: Path, server: Server
) -> None:
    connect(pulling, server.settings(user=PASSWORD.replace("/", "")))
    secret = PASSWORD.replace("/", "")
    code, out, err = pull_apart(pulling, WAREHOUSE_PASSWORD=secret, TRM_TRACEBACK="1")
    assert (code, err) == (2, "")
    assert secret not in out
    assert '"•••"' in out


def test_a_server_that_cannot_be_reached_is_told(pulling: Path, server: Server) -> None:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    connect(pulling, server.settings().replace(str(server.port), str(port)))
    said = refused(pulling, WAREHOUSE_PASSWORD=PASSWORD)
    assert said.startswith("the connection 'warehouse' cannot be opened: ")
    assert said.endswith("Connection refused")


def test_a_view_that_writes_is_refused(pulling: Path, server: Server) -> None:
    server.run(
        "create sequence calls; "
        "create view counted as select delivered_on, nextval('calls') > 0 as on_time "
        "from deliveries"
    )
    ask_again(pulling, "counted")
    assert refused(pulling, WAREHOUSE_PASSWORD=PASSWORD) == (
        "the connection 'warehouse' cannot answer: cannot execute nextval() in a read-only "
        "transaction"
    )


def test_a_query_that_fails_is_told_by_the_server(pulling: Path, server: Server) -> None:
    server.run(
        "create view counted as select delivered_on, 1 / (extract(day from delivered_on) - 1) > 0 "
        "as on_time from deliveries"
    )
    ask_again(pulling, "counted")
    assert refused(pulling, WAREHOUSE_PASSWORD=PASSWORD) == (
        "the connection 'warehouse' cannot answer: division by zero"
    )


def ask_again(repository: Path, table: str) -> None:
    charter = repository / "partnerships" / NAME / "partnership.yaml"
    was = charter.read_text("utf-8")
    charter.write_text(was.replace('"table": "deliveries"', f'"table": "{table}"'), "utf-8")


@contextmanager
def impostor() -> Iterator[tuple[int, list[bytes]]]:
    """A server that asks for the password as it is, as one would that a change points at."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as door:

        def serve() -> None:
            for _ in range(2):  # libpq first asks for encryption
                link, _ = door.accept()
                with link:
                    link.settimeout(5)
                    hello = link.recv(4096)
                    heard.append(hello)
                    if len(hello) == 8:
                        link.sendall(b"N")
                        heard.append(link.recv(4096))
                    link.sendall(b"R\x00\x00\x00\x08\x00\x00\x00\x03")
                    heard.append(link.recv(4096))
                    return

        listening = threading.Thread(target=serve, daemon=True)
        listening.start()
        yield door.getsockname()[1], heard
        listening.join(10)


def test_the_password_is_never_sent_to_a_server_that_asks_for_it(
    pulling: Path, server: Server
) -> None:
    with impostor() as (port, heard):
        connect(pulling, server.settings().replace(str(server.port), str(port)))
        said = refused(pulling, WAREHOUSE_PASSWORD=PASSWORD)
    assert said.startswith("the connection 'warehouse' cannot be opened: ")
    assert len(heard) == 3
    assert not any(PASSWORD.encode() in words for words in heard)
