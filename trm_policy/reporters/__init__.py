"""Findings for people and for machines: one module a format."""

from __future__ import annotations

from collections.abc import Callable

from trm_policy.reporters import github, gitlab, json_v1, junit, markdown, sarif, text
from trm_policy.reporters.outcome import Outcome

Reporter = Callable[[Outcome], str]

REPORTERS: dict[str, Reporter] = {
    "text": text.report,
    "json": json_v1.report,
    "sarif": sarif.report,
    "junit": junit.report,
    "github": github.report,
    "gitlab": gitlab.report,
    "markdown": markdown.report,
}
