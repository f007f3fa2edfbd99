"""One report with a finding of each kind, as every format must show it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from trm_policy.finding import START, Finding, Severity, Span
from trm_policy.judging.catalogue import Catalog, Rulebook
from trm_policy.judging.checker import Report
from trm_policy.judging.settings import Settings, SettingsTable
from trm_policy.model.vocabulary import Tier
from trm_policy.policy import read_policies
from trm_policy.reporters.outcome import Outcome
from trm_policy.rule import Problem, Rule
from trm_policy.source import InMemory

ROOT = Path(__file__).parents[2]
ALPHA = PurePosixPath("partnerships/alpha/partnership.yaml")

PAGE = """# escalation-two-sided

Each escalation level names one contact from each party.

## Why

Escalation is a conversation between equals.

Source: a memorandum.

## Bad

```yaml
escalation: {}      # <-- here
```

## How to fix

Write `PARTY: PERSON` under the level's `contacts`.

## Options

None.
"""
POLICY = b"""policy: minimum
title: The least that even a small deal writes down
severity: warning
because: a deal needs an end
schema:
  term: {required: true}
"""
HOSTILE = (
    "the title is '|`</td><script>alert(1)</script>\n@all [x](javascript:y) ![i](http://e.vil) "
    "]]> \x1b[31m\u202e%0A::error::x www.e.vil #1 !2 ~bug $x$ :tada: \\|'"
)


def _nothing(*_: object) -> Iterator[Problem]:
    yield from ()


def _rule(name: str, module: str, level: Severity, demand: str) -> Rule:
    return Rule(name, demand, _nothing, dict.fromkeys(Tier, level), module=module)


RULES = (
    _rule(
        "escalation-two-sided",
        "trm_policy.rules.escalation.escalation_two_sided",
        Severity.ERROR,
        "Each escalation level names one contact from each party.",
    ),
    _rule(
        "kpi-count",
        "trm_policy.rules.goals_and_kpis.kpi_count",
        Severity.INFO,
        "Few KPIs, and good ones.",
    ),
    _rule("spend-limit", "spend_limit", Severity.WARNING, "Spend above a million needs the board."),
)

ERROR = Finding(
    path=ALPHA,
    span=Span(280, 7, 280, 15),
    rule="escalation-two-sided",
    severity=Severity.ERROR,
    message="the escalation level 'operations' names nobody of Helix Cold Chain AB",
    help="Add 'helix: PERSON' to its contacts.",
    partnership="alpha",
    at="escalation.levels.operations.contacts.helix",
)
FINDINGS = (
    Finding(
        PurePosixPath("partnerships/directory.yaml"),
        Span(3, 1, 3, 7),
        "schema",
        Severity.ERROR,
        "'peple' is not a known key; did you mean 'people'?",
        at="peple",
    ),
    Finding(
        ALPHA,
        START,
        "policy/minimum",
        Severity.WARNING,
        "'term' is missing",
        "Write it, because a deal needs an end.",
        "alpha",
    ),
    Finding(
        ALPHA,
        Span(12, 3, 14, 1),
        "spend-limit",
        Severity.WARNING,
        "the spend of 1200000 EUR has no approval of the board",
        "Ask the board, then name its decision.",
        "alpha",
        "value.spend",
    ),
    ERROR,
    replace(
        ERROR,
        span=Span(284, 7, 284, 15),
        at="escalation.levels.owners.contacts.helix",
        message="the escalation level 'owners' names nobody of Helix Cold Chain AB",
        waived="Helix has no owner until 2027-01-31, approved by Ravi | @board",
    ),
    Finding(
        PurePosixPath("partnerships/alpha/measurements.csv"),
        Span(5, 1, 5, 1),
        "kpi-count",
        Severity.INFO,
        "the KPI 'otif' was measured 31 times",
        partnership="alpha",
    ),
    Finding(
        PurePosixPath("partnerships/beta/partnership.yaml"),
        START,
        "yaml",
        Severity.ERROR,
        "the file is empty",
        "Write a charter, or remove the folder.",
        "beta",
    ),
    Finding(
        PurePosixPath("partnerships/caf\udce9 | <b>@all/partnership.yaml"),
        Span(1, 8, 1, 9),
        "escalation-two-sided",
        Severity.ERROR,
        HOSTILE,
        HOSTILE,
        "caf\udce9 | <b>@all",
        "title",
    ),
)
REPORT = Report(
    FINDINGS, charters=4, owners={"alpha": "Ada <ada@example.org>", "calm": "Ravi Menon"}
)


@pytest.fixture
def outcome(monkeypatch: pytest.MonkeyPatch) -> Outcome:
    """The report, with nothing in it that a release or a page of the rule book changes."""
    for name in ("sarif", "json_v1", "junit"):
        monkeypatch.setattr(f"trm_policy.reporters.{name}.__version__", "1.2.3")
    own = {"yaml": "A file can be read.", "schema": "A file is sound.", "rule-crashed": "No crash."}
    monkeypatch.setattr("trm_policy.reporters.about.OWN", own)
    monkeypatch.setattr("trm_policy.judging.catalogue.builtin_page", lambda _: PAGE)
    policies, wrong = read_policies(
        InMemory({"schemas/minimum.yaml": POLICY}), [PurePosixPath("schemas")]
    )
    assert not wrong
    lines = {ALPHA: [""] * 279 + ["      contacts: {meridian: tom}"]}

    def line(path: PurePosixPath, number: int) -> str | None:
        found = lines.get(path, [])
        return found[number - 1] if 0 < number <= len(found) else None

    book = Rulebook(
        Catalog(RULES, pages={"spend-limit": "# spend-limit\n\n## Why\n\nMoney.\n"}),
        policies,
        Settings(SettingsTable(site_url="https://governance.example.org/site")),
    )
    return Outcome(REPORT, date(2026, 11, 22), line, book, ("alpha", "beta", "calm"))


@pytest.fixture
def with_findings(outcome: Outcome) -> Callable[..., Outcome]:
    """The same outcome with other findings."""

    def with_findings(*findings: Finding, **changes: Any) -> Outcome:
        return replace(outcome, report=replace(outcome.report, findings=findings, **changes))

    return with_findings


@pytest.fixture(scope="session")
def multitool() -> Path:
    """The validator of SARIF files; fetched from npm where it is not there yet."""
    done = subprocess.run(
        [ROOT / ".ci" / "sarif-multitool"], check=True, capture_output=True, text=True
    )
    return Path(done.stdout.strip())
