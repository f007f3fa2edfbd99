"""Policy files → policies, and a finding for whatever is wrong in them."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import fields
from pathlib import PurePosixPath

from trm_policy.finding import START, Finding, Severity
from trm_policy.policy.applying import Policy
from trm_policy.portfolio.result_cache import ResultCache
from trm_policy.source import Source

_ENDINGS = (".yaml", ".yml")


def read_policies(
    source: Source, folders: Iterable[PurePosixPath], kept: ResultCache | None = None
) -> tuple[tuple[Policy, ...], tuple[Finding, ...]]:
    """The policies of every YAML file in ``folders``, by path, and what is wrong with the files.

    A file with any mistake gives findings and no policy; the others are not touched by it. One
    that was without mistakes, and is ``kept``, is not read again.
    """
    policies: dict[str, Policy] = {}
    findings: list[Finding] = []
    for path in _files(source, folders):
        raw = source.read(path)
        if raw is None:
            findings.append(_unreadable(path))
            continue
        policy = _known(path, raw, kept)
        if policy is None or policy.name in policies:
            from trm_policy.policy.parsing import parse

            policy, wrong = parse(path, raw, policies)
            findings += wrong
            _keep(policy, raw, kept)
        if policy is not None:
            policies[policy.name] = policy
    return tuple(policies.values()), tuple(findings)


def _files(source: Source, folders: Iterable[PurePosixPath]) -> Iterable[PurePosixPath]:
    found = {path for folder in folders for path in source.files(folder)}
    return sorted(path for path in found if path.suffix in _ENDINGS)


def _known(path: PurePosixPath, raw: bytes, kept: ResultCache | None) -> Policy | None:
    """The policy that was read from the same text before."""
    plain = kept.get(("policy", raw)) if kept is not None else None
    if plain is None:
        return None
    selectors = {name: tuple(values) for name, values in plain["applies_to"].items()}
    severity = Severity(plain["severity"])
    return Policy(**{**plain, "severity": severity, "applies_to": selectors, "path": path})


def _keep(policy: Policy | None, raw: bytes, kept: ResultCache | None) -> None:
    if policy is None or kept is None:
        return
    given = {field.name: getattr(policy, field.name) for field in fields(policy)}
    plain = given | {"severity": policy.severity.value, "applies_to": dict(policy.applies_to)}
    del plain["path"]
    with suppress(ValueError):  # a schema with a day in it is read each time
        kept.put(("policy", raw), plain)
        kept.save()


def _unreadable(path: PurePosixPath) -> Finding:
    return Finding(
        path=path,
        span=START,
        rule="policy-invalid",
        severity=Severity.ERROR,
        message="the file cannot be opened, or is a link",
        help="Replace it with an ordinary file.",
    )
