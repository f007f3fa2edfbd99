"""Records that hundreds of these tests leave as they are, are read for all of them once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import pytest

from trm_policy.portfolio import charter_reading, records


@pytest.fixture(scope="package", autouse=True)
def _read_once() -> Iterator[None]:
    """What stands in a file is known by its path and its bytes; no rule of the book changes it."""
    with pytest.MonkeyPatch.context() as patch:
        for module, name in (
            (records, "read_minutes"),
            (records, "read_escalation"),
            (charter_reading, "read_yaml"),
        ):
            patch.setattr(module, name, lru_cache(maxsize=64)(getattr(module, name)))
        yield
