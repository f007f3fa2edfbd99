"""What there is to say of a rule, a policy, or of what the tool finds by itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from trm_policy.finding import Severity
from trm_policy.judging.catalogue import OWN, Rulebook
from trm_policy.rule import Rule

FORMAT = "format"
"""The family of findings about a file's text and shape."""
TOOL = "tool"
"""The family of findings about what an organisation added: rules, policies, waivers."""
POLICIES = "policies"


@dataclass(frozen=True, slots=True)
class About:
    """A name that findings can have, in words.

    ``demand`` is a sentence, ``why`` a paragraph or more; ``fix`` may be empty. ``page`` is
    Markdown, empty where there is no page. ``family`` is the chapter, with hyphens.
    """

    name: str
    demand: str
    family: str
    severity: Severity = Severity.ERROR
    why: str = ""
    fix: str = ""
    page: str = ""


def everything(book: Rulebook) -> Iterator[About]:
    """All that may be found, in a lasting order: the tool's own, rules by chapter, policies."""
    for name, demand in OWN.items():
        if book.wants(name):
            yield _own(name, demand)
    for rule in book.catalog.rules:
        if book.wants(rule.name):
            yield _of_rule(rule, book.catalog.page(rule) or "")
    for policy in book.policies:
        if book.wants(policy.rule):
            severity, why = policy.severity, policy.because
            yield About(policy.rule, policy.title, POLICIES, severity, why)


def unknown(name: str) -> About:
    """A name that the rulebook does not have."""
    return _own(name, f"The requirements of {name}.")


def _own(name: str, demand: str) -> About:
    return About(name, demand, FORMAT if name in ("yaml", "schema") else TOOL)


def _of_rule(rule: Rule, page: str) -> About:
    return About(
        name=rule.name,
        demand=" ".join(rule.demand.split("\n\n")[0].split()) or rule.name,
        family=rule.family.replace("_", "-"),
        severity=rule.severity,
        why=_section(page, "Why"),
        fix=_section(page, "How to fix"),
        page=page,
    )


def _section(page: str, title: str) -> str:
    """The text below a heading of a rule's page, up to the next one; empty where it is not."""
    _, found, rest = f"\n{page}".partition(f"\n## {title}\n")
    return rest.partition("\n## ")[0].strip() if found else ""
