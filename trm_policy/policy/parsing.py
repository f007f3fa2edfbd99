"""One policy's file → the policy, or findings for whatever is wrong in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from trm_policy.document.document import Document
from trm_policy.document.text import USUAL
from trm_policy.document.yaml_reader import read_yaml
from trm_policy.errors import did_you_mean
from trm_policy.finding import Finding, Severity, dotted
from trm_policy.policy.applying import Policy, Selectors
from trm_policy.policy.demands import Mistake, expected, is_text, read_schema
from trm_policy.policy.selectors import read_selectors
from trm_policy.portfolio.written import faults

KEYS = ("policy", "title", "applies_to", "severity", "because", "message", "schema")
"""What may stand at the top of a policy's file."""

_NAME = re.compile(r"[a-z][a-z0-9-]*")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_PLACEHOLDERS = ("path", "value")


def parse(
    path: PurePosixPath, raw: bytes, taken: Mapping[str, Policy]
) -> tuple[Policy | None, list[Finding]]:
    """The policy, or what is wrong; ``taken`` are the names that others have."""
    document = read_yaml(path, raw, USUAL)
    policy, mistakes = _policy(document)
    if policy is not None and policy.name in taken:
        mistakes = [_taken(taken[policy.name])]
    wrong = [*faults(path, document.faults), *_findings(document, mistakes)]
    return None if wrong else policy, wrong


def _policy(document: Document) -> tuple[Policy | None, list[Mistake]]:
    """The policy that the document holds, unless there are mistakes."""
    data = document.data
    if data is None and document.faults:
        return None, []
    if not isinstance(data, dict):
        message = "a policy is a set of 'key: value' lines"
        return None, [Mistake((), message, "Begin with 'policy: NAME'.")]
    mistakes = [*_keys(data), *_texts(data), *_severity(data)]
    selectors: Selectors = {}
    if "applies_to" in data:
        selectors, wrong = read_selectors(data["applies_to"])
        mistakes += wrong
    schema, wrong = read_schema(data["schema"]) if "schema" in data else ({}, [])
    mistakes += wrong
    if mistakes:
        return None, mistakes
    policy = Policy(
        name=data["policy"],
        title=_line(data.get("title", "")) or data["policy"],
        severity=Severity(data.get("severity", Severity.ERROR)),
        because=_line(data.get("because", "")),
        message=_line(data.get("message", "")),
        applies_to=selectors,
        schema=schema,
        path=document.path,
    )
    return policy, list(_compiled(policy))


def _keys(data: dict[str, Any]) -> Iterator[Mistake]:
    for name in data:
        if name not in KEYS:
            message = f"{name!r} is not a key of a policy; {did_you_mean(name, KEYS)}"
            yield Mistake((name,), message, "Choose from: " + ", ".join(KEYS) + ".", on_key=True)
    if "policy" not in data:
        yield Mistake(("policy",), "the policy has no name", "Add 'policy: NAME'.")
    elif not isinstance(data["policy"], str) or not _NAME.fullmatch(data["policy"]):
        message = f"{data['policy']!r} cannot be a policy's name"
        fix = "Use a small letter, then small letters, digits and hyphens."
        yield Mistake(("policy",), message, fix)
    if "schema" not in data:
        fix = "Add 'schema:' with what it requires."
        yield Mistake(("schema",), "the policy requires nothing", fix)


def _texts(data: dict[str, Any]) -> Iterator[Mistake]:
    for name in ("title", "because", "message"):
        if name in data and not is_text(data[name]):
            yield expected((name,), "text", "Put it in quotes if it is a number or a day.")
    message = data.get("message")
    for word in _PLACEHOLDER.findall(message) if isinstance(message, str) else ():
        if word not in _PLACEHOLDERS:
            near = did_you_mean(word, _PLACEHOLDERS)
            yield Mistake(
                ("message",),
                f"{{{word}}} is not a placeholder; {near}",
                "A message may contain only {path} and {value}.",
            )


def _severity(data: dict[str, Any]) -> Iterator[Mistake]:
    given = data.get("severity", Severity.ERROR)
    if given not in list(Severity):
        near = did_you_mean(str(given), Severity)
        yield Mistake(
            ("severity",), f"{given!r} is not a severity; {near}", "Choose error, warning or info."
        )


def _compiled(policy: Policy) -> Iterator[Mistake]:
    """Cerberus has the last word on a schema; what it accepts stays compiled."""
    try:
        policy.engine  # noqa: B018 - made here, so that its errors appear here
    except ValueError as error:
        yield Mistake(("schema",), f"Cerberus does not accept the schema: {error}")


def _taken(other: Policy) -> Mistake:
    message = f"{other.path} has a policy named {other.name!r} already"
    return Mistake(("policy",), message, "Give this one another name.")


def _findings(document: Document, mistakes: Iterable[Mistake]) -> Iterator[Finding]:
    for mistake in mistakes:
        place = mistake.place
        yield Finding(
            path=document.path,
            span=document.key_span(place) if mistake.on_key else document.span(place),
            rule="policy-invalid",
            severity=Severity.ERROR,
            message=mistake.message,
            help=mistake.help,
            at=dotted(place),
        )


def _line(text: str) -> str:
    return " ".join(text.split())
