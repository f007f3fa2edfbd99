"""What every reporter is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePosixPath

from trm_policy.finding import Finding
from trm_policy.judging.catalogue import Rulebook
from trm_policy.judging.checker import Report
from trm_policy.wording.addresses import FIELDS, address, rule_page
from trm_policy.wording.text import printable


@dataclass(frozen=True, slots=True)
class Outcome:
    """A report, the day as of which it holds, and what else reporters tell of it.

    ``line`` gives a line of a file by its number from 1; None where there is none. ``book`` is
    what was judged by; its settings know where the rule book is published. ``ids`` are those of
    the charters that were looked at. ``prefix`` is the folder of the governance repository in the
    git repository, from whose top a forge names files.
    """

    report: Report
    as_of: date
    line: Callable[[PurePosixPath, int], str | None]
    book: Rulebook
    ids: tuple[str, ...] = ()
    prefix: PurePosixPath = field(default_factory=PurePosixPath)

    @property
    def standing(self) -> list[Finding]:
        """Findings that nobody waived, in order."""
        return [finding for finding in self.report.findings if finding.waived is None]

    @property
    def waived(self) -> list[Finding]:
        """Findings that were waived, in order."""
        return [finding for finding in self.report.findings if finding.waived is not None]

    def file(self, finding: Finding) -> str:
        """The finding's file as a forge names it."""
        return finding.from_top(self.prefix)

    def help_url(self, rule: str) -> str:
        """The address of the page that tells of ``rule``; empty where none is published.

        An organisation's policies and its own rules have no page on the site.
        """
        site = self.book.settings.table.site_url
        if site is None:
            return ""
        if rule == "schema":
            return address(site, FIELDS)
        published = any(r.name == rule and r.family != "checks" for r in self.book.catalog.rules)
        return address(site, rule_page(rule)) if published else ""


def sentences(finding: Finding) -> str:
    """What is wrong and how to fix it, each closed by a full stop, on one line."""
    parts = (printable(part).strip() for part in (finding.message, finding.help))
    return " ".join(part if part[-1] in ".!?…" else f"{part}." for part in parts if part)
