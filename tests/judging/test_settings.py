"""Settings are read from one file, and no other is passed over in silence."""

from __future__ import annotations

import re

import pytest

from trm_policy.errors import SettingsError
from trm_policy.judging.settings import Settings, SettingsTable, read_settings
from trm_policy.source import InMemory

RENAME, REWRITE = "rename it to trm.toml", "write its settings as TOML in trm.toml"


@pytest.mark.parametrize(
    ("name", "way"),
    [
        ("trm.toml.txt", RENAME),
        ("Trm.toml", RENAME),
        ("trm (1).toml", RENAME),
        ("trm.yaml", REWRITE),
        ("trm.json", REWRITE),
    ],
)
def test_settings_that_nothing_would_read_are_told(name: str, way: str) -> None:
    source = InMemory({name: b"profile = 'start'\n"})
    said = f"no settings are read from {name}; {way}, or remove it"
    with pytest.raises(SettingsError, match=f"^{re.escape(said)}$"):
        read_settings(source)
    assert read_settings(InMemory({name: b"", "trm.toml": b""})) == Settings(SettingsTable())
