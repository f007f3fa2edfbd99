"""Laying one piece of data over another (RFC 7396, JSON Merge Patch)."""

from __future__ import annotations

from typing import Any


def merged(below: Any, above: Any) -> Any:
    """``below`` with ``above`` laid over it: maps merge, None removes, the rest replaces."""
    if not isinstance(above, dict):
        return above
    result = dict(below) if isinstance(below, dict) else {}
    for name, value in above.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = merged(result.get(name), value)
    return result
