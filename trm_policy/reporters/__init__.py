"""Findings for people and for machines: one module a format."""

from __future__ import annotations

from collections.abc import Callable

from trm_policy.reporters import github, json_v1, text
from trm_policy.reporters.outcome import Outcome

Reporter = Callable[[Outcome], str]

REPORTERS: dict[str, Reporter] = {
    "text": text.report,
    "json": json_v1.report,
    "github": github.report,
}
