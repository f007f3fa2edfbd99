"""The one repository that all attempts are made on."""

from __future__ import annotations

import pytest

from tests.gate.attempts import Gate


@pytest.fixture(scope="session")
def gate(tmp_path_factory: pytest.TempPathFactory) -> Gate:
    """Two active partnerships on ``main``."""
    return Gate.built(tmp_path_factory.mktemp("gate"))
