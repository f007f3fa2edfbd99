"""Data → YAML text that reads back as the same data. Layout and comments are not kept."""

from __future__ import annotations

from typing import Any

import yaml
from yaml.cyaml import CSafeDumper


def write_yaml(data: Any) -> bytes:
    """``data`` as UTF-8 YAML, keys in their order."""
    text: str = yaml.dump(data, Dumper=CSafeDumper, sort_keys=False, allow_unicode=True, width=1000)
    return text.encode()
