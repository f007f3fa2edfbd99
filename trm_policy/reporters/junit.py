"""Findings as JUnit XML: a suite for each charter, in it a case for each family of rules."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING

from trm_policy import __version__
from trm_policy.finding import Finding, Severity
from trm_policy.reporters.about import FORMAT, TOOL, everything
from trm_policy.reporters.outcome import Outcome, sentences
from trm_policy.wording.text import printable

if TYPE_CHECKING:
    from junitparser import TestCase, TestSuite

SHARED = "(all partnerships)"
"""The suite of what belongs to no charter, such as the directory. No folder is called so."""


def report(outcome: Outcome) -> str:
    """One document: errors fail a case, a case with nothing but waived findings is skipped.

    Warnings and notes stand in the output of their case and leave it passed.
    """
    from junitparser import JUnitXml

    family_of = {about.name: about.family for about in everything(outcome.book)}
    found: dict[str, dict[str, list[Finding]]] = {}
    for finding in outcome.report.findings:
        families = found.setdefault(finding.partnership, {})
        families.setdefault(family_of.get(finding.rule, TOOL), []).append(finding)
    every = list(dict.fromkeys(family_of.values()))
    whole = JUnitXml("trm check")
    for charter in sorted({*outcome.ids, *outcome.report.owners, *found} - {""}):
        families = found.get(charter, {})
        unread = charter not in outcome.report.owners and set(families) == {FORMAT}
        whole.append(_suite(outcome, charter, every, families, unread=unread))
    shared = found.get("", {})
    always = [family for family in every if family in (FORMAT, TOOL) or family in shared]
    whole.append(_suite(outcome, "", always, shared))
    whole.update_statistics()
    raw = BytesIO()
    whole.write(raw, pretty=True)
    return raw.getvalue().decode()


def _suite(
    outcome: Outcome,
    charter: str,
    families: Iterable[str],
    found: dict[str, list[Finding]],
    *,
    unread: bool = False,
) -> TestSuite:
    from junitparser import Skipped, TestCase, TestSuite

    name = printable(charter) or SHARED
    suite = TestSuite(name)
    suite.add_property("as_of", outcome.as_of.isoformat())
    suite.add_property("trm_version", __version__)
    if charter in outcome.report.owners:
        suite.add_property("owner", printable(outcome.report.owners[charter]))
    for family in dict.fromkeys((*families, *found)):
        case = TestCase(family, classname=name, time=0)
        if family in found:
            _fill(outcome, case, found[family])
        elif unread and family not in (FORMAT, TOOL):
            case.result = [Skipped("not checked, since the charter cannot be read")]
        suite.add_testcase(case)
    suite.update_statistics()
    return suite


def _fill(outcome: Outcome, case: TestCase, findings: list[Finding]) -> None:
    from junitparser import Failure, Skipped

    errors = [finding for finding in findings if _fails(finding)]
    others = [finding for finding in findings if not _fails(finding)]
    if errors:
        first = sentences(errors[0])
        more = len(errors) - 1
        rules = ", ".join(dict.fromkeys(finding.rule for finding in errors))
        failure = Failure(f"{first} (and {more} more)" if more else first, rules)
        failure.text = "\n\n".join(_block(outcome, one) for one in errors)
        case.result = [failure]
    elif all(finding.waived is not None for finding in findings):
        reasons = dict.fromkeys(printable(finding.waived or "") for finding in findings)
        case.result = [Skipped("waived: " + "; ".join(reasons))]
    if others:
        case.system_out = "\n\n".join(_block(outcome, one) for one in others)


def _fails(finding: Finding) -> bool:
    return finding.waived is None and finding.severity is Severity.ERROR


def _block(outcome: Outcome, finding: Finding) -> str:
    """A finding on lines of its own: where and what it is, the sentences, why it is waived."""
    level = "waived" if finding.waived is not None else finding.severity.value
    place = f"{printable(outcome.file(finding))}:{finding.span.line}:{finding.span.column}"
    lines = [f"{place}  {level}  {finding.rule}", sentences(finding)]
    if finding.waived:
        lines.append(f"waived: {printable(finding.waived)}")
    return "\n".join(lines)
