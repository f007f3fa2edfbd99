from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.pulling import postgres


@pytest.fixture(scope="session")
def server() -> Iterator[postgres.Server]:
    """One PostgreSQL server for all tests of a process."""
    with postgres.running() as found:
        yield found
