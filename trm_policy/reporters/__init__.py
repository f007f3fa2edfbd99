"""Findings for people and for machines: one module a format, imported when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from trm_policy.reporters.outcome import Outcome

Reporter: TypeAlias = "Callable[[Outcome], str]"


def _of(module: str) -> Reporter:
    def report(outcome: Outcome) -> str:
        made: str = import_module(f"{__name__}.{module}").report(outcome)
        return made

    return report


REPORTERS: dict[str, Reporter] = {
    "text": _of("text"),
    "json": _of("json_v1"),
    "sarif": _of("sarif"),
    "junit": _of("junit"),
    "github": _of("github"),
    "gitlab": _of("gitlab"),
    "markdown": _of("markdown"),
}
