"""Rules run, their problems become findings in the right place, and nothing hides anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

import pytest

from tests.support import CHARTER, FOLDER, TODAY, Seen, edited, line_of, seen
from trm_policy import policy
from trm_policy.finding import Finding, Severity
from trm_policy.judging.catalogue import Catalog, Rulebook
from trm_policy.judging.checker import Report, check
from trm_policy.judging.placing import place_of
from trm_policy.judging.settings import read_settings
from trm_policy.model.charter import Charter
from trm_policy.portfolio.context import Context
from trm_policy.portfolio.partnership import Portfolio
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.rule import PREFERRED, STRATEGIC, Option, Problem, Rule, rule
from trm_policy.source import InMemory
from trm_policy.starter import complete


@rule(Severity.ERROR)
def looks_at_otif(charter: Charter, context: Context) -> Iterator[Problem]:
    """The target of on time in full is looked at."""
    yield Problem("the target is looked at", at="kpis.otif.target.value", help="Look away.")


@rule(Severity.ERROR, section="risks")
def wants_risks(charter: Charter, context: Context) -> Iterator[Problem]:
    """There are risks."""
    if not charter.risks:
        yield Problem("there are no risks", at="risks")


@rule(Severity.ERROR, section="escalation")
def wants_escalation(charter: Charter, context: Context) -> Iterator[Problem]:
    """There is an escalation path."""
    if charter.escalation is None:
        yield Problem("there is no escalation path", at="escalation")


@rule(strategic=Severity.ERROR, preferred=Severity.WARNING, options={"most": Option(3, "the most")})
def few_goals(charter: Charter, context: Context) -> Iterator[Problem]:
    """There are few goals."""
    if len(charter.goals) > context.options["most"]:
        yield Problem(f"there are more than {context.options['most']} goals", at="goals")


@rule(Severity.ERROR)
def always_fails(charter: Charter, context: Context) -> Iterator[Problem]:
    """It never works."""
    yield Problem("said before the crash")
    raise KeyError("no such thing")


@rule(Severity.WARNING, whole=True)
def counts_charters(portfolio: Portfolio, context: Context) -> Iterator[Problem]:
    """There are charters."""
    for name in portfolio.charters:
        yield Problem("one of many", at="title", document=portfolio.path(name))


def judged(files: Mapping[str, bytes], *rules: Rule, processes: int = 1) -> Report:
    source = InMemory(files)
    book = Rulebook(Catalog(rules), settings=read_settings(source))
    return check(PortfolioReader(source, FOLDER), book, TODAY, processes=processes)


def rows(report: Report) -> list[Seen]:
    return [seen(finding) for finding in report.findings]


def test_a_problem_becomes_a_finding_with_everything_a_reader_needs() -> None:
    (finding,) = judged(complete(), looks_at_otif).findings
    line = line_of(complete(), "target: {value: 98, by: 2027-12-31}")
    assert finding == Finding(
        path=PurePosixPath(CHARTER),
        span=finding.span,
        rule="looks-at-otif",
        severity=Severity.ERROR,
        message="the target is looked at",
        help="Look away.",
        partnership="meridian-helix",
        at="kpis.otif.target.value",
        waived=None,
    )
    assert finding.span == (line, 21, line, 23)


@pytest.mark.parametrize(
    ("status", "severity"), [("active", "error"), ("pilot", "error"), ("draft", "warning")]
)
def test_in_a_draft_an_error_is_a_warning(status: str, severity: str) -> None:
    report = judged(edited(("status: active     ", f"status: {status}")), looks_at_otif)
    assert [finding.severity.value for finding in report.findings] == [severity]


def test_an_ended_partnership_answers_to_no_usual_rule() -> None:
    assert judged(edited(("status: active     ", "status: ended")), looks_at_otif).findings == ()


def test_before_the_parties_work_together_little_is_demanded() -> None:
    early = edited(("stage: value-creation  ", "stage: partner-selection"))
    assert judged(early, looks_at_otif).findings == ()


def test_a_section_that_is_not_applicable_is_not_demanded() -> None:
    without = edited(
        ("depends_on: []", "depends_on: []\nnot_applicable: {risks: Nothing can go wrong here.}"),
        ("\nrisks:\n", "\nextensions:\n"),
    )
    assert judged(without, wants_risks).findings == ()


def test_a_strategic_charter_cannot_declare_its_escalation_away() -> None:
    text = complete()[CHARTER].decode()
    start, end = text.index("\nescalation:"), text.index("\nreviews:")
    files = {**complete(), CHARTER: (text[:start] + text[end:]).encode()}
    files = {
        **files,
        CHARTER: files[CHARTER] + b"\nnot_applicable: {escalation: We never quarrel.}\n",
    }
    assert rows(judged(files, wants_escalation)) == [
        Seen(
            "wants-escalation",
            "error",
            line_of(files, "reviews:"),
            "escalation",
            "there is no escalation path",
        )
    ]


def test_a_rule_without_a_level_for_the_tier_does_not_judge_it() -> None:
    @rule(Severity.ERROR, tiers=STRATEGIC | PREFERRED)
    def not_for_all(charter: Charter, context: Context) -> Iterator[Problem]:
        """Not for all."""
        yield Problem("found")

    plain = edited(("tier: strategic      ", "tier: transactional"))
    assert judged(plain, not_for_all).findings == ()
    assert len(judged(complete(), not_for_all).findings) == 1


def test_where_the_tier_is_refused_only_rules_for_every_tier_judge() -> None:
    wrong = edited(("tier: strategic      ", "tier: golden"))
    assert [f.rule for f in judged(wrong, looks_at_otif, few_goals).findings] == [
        "schema",
        "looks-at-otif",
    ]


@pytest.mark.parametrize(
    ("toml", "expected"),
    [
        ("", []),
        ("[rules]\nfew-goals = {most = 2}", [("error", "there are more than 2 goals")]),
        (
            '[rules]\nfew-goals = {most = 2, severity = "info"}',
            [("info", "there are more than 2 goals")],
        ),
        ('[rules]\nfew-goals = {most = 2, severity = "off"}', []),
        (
            '[[overrides]]\ntier = ["strategic"]\nrules = {few-goals = {most = 1}}',
            [("error", "there are more than 1 goals")],
        ),
        (
            '[[overrides]]\ninstrument = ["alliance"]\nrules = {few-goals = {most = 1}}',
            [("error", "there are more than 1 goals")],
        ),
        ('[[overrides]]\ninstrument = ["supply"]\nrules = {few-goals = {most = 1}}', []),
        ('[[overrides]]\ntag = ["other"]\nrules = {few-goals = {most = 1}}', []),
        (
            '[[overrides]]\npath = ["partnerships/meridian-*/*"]\nrules = {few-goals = {most = 1}}',
            [("error", "there are more than 1 goals")],
        ),
    ],
)
def test_settings_change_severity_and_options(toml: str, expected: list[tuple[str, str]]) -> None:
    report = judged({**complete(), "trm.toml": toml.encode()}, few_goals)
    assert [(f.severity.value, f.message) for f in report.findings] == expected


ALONE = {
    "as it is": (),
    "tagged": (("tags: [", "tags: [of-few-goals, "),),
    "preferred": (("tier: strategic", "tier: preferred"),),
    "early": (("stage: value-creation  ", "stage: partner-selection"),),
    "over": (("status: active     ", "status: ended"),),
    "a draft": (("status: active     ", "status: draft"),),
    "without goals": (("depends_on: []", "not_applicable: {risks: Nothing can go wrong.}"),),
}
"""Ways in which a charter can be selected otherwise than its neighbours."""


def test_each_charter_is_judged_as_if_it_were_alone() -> None:
    settings = b'[[overrides]]\ntag = ["of-few-goals"]\nrules = {few-goals = {most = 1}}'
    charters = {
        f"{FOLDER}/{name.replace(' ', '-')}/partnership.yaml": edited(*edits)[CHARTER]
        for name, edits in ALONE.items()
    }
    rules = (looks_at_otif, wants_risks, few_goals)
    alone = [
        finding
        for path, raw in sorted(charters.items())
        for finding in judged({path: raw, "trm.toml": settings}, *rules).findings
    ]
    together = judged({**charters, "trm.toml": settings}, *rules).findings
    assert [(f.path, f.rule, f.severity, f.message) for f in together] == [
        (f.path, f.rule, f.severity, f.message) for f in alone
    ]
    assert {f.path.parent.name for f in together} == {
        *("as-it-is", "tagged", "preferred", "a-draft", "without-goals"),
    }


def test_a_rule_that_crashes_is_named_and_the_others_go_on() -> None:
    report = judged(complete(), always_fails, looks_at_otif)
    assert [(f.rule, f.message) for f in report.findings] == [
        ("rule-crashed", "the rule 'always-fails' failed: KeyError: 'no such thing'"),
        ("looks-at-otif", "the target is looked at"),
    ]


def test_a_problem_about_a_refused_part_is_not_said_twice() -> None:
    wrong = edited(("target: {value: 98, by: 2027-12-31}", "target: {value: lots, by: 2027-12-31}"))
    assert [f.rule for f in judged(wrong, looks_at_otif).findings] == ["schema"]


def test_a_charter_that_cannot_be_read_hides_no_other() -> None:
    text = complete()[CHARTER]
    files = {
        **complete(),
        "partnerships/broken/partnership.yaml": b"title: [",
        "partnerships/other/partnership.yaml": text,
    }
    report = judged(files, looks_at_otif)
    assert [(f.partnership, f.rule) for f in report.findings] == [
        ("broken", "yaml"),
        ("meridian-helix", "looks-at-otif"),
        ("other", "looks-at-otif"),
    ]
    assert report.charters == 3


def test_a_folder_without_a_charter_is_named() -> None:
    files = {**complete(), "partnerships/empty/partnership.yml": b"title: x"}
    (finding,) = judged(files).findings
    assert (finding.rule, finding.message) == (
        "schema",
        "the folder 'empty' has no partnership.yaml, but 'partnership.yml'",
    )


def test_findings_are_the_same_on_any_number_of_processes() -> None:
    text = complete()[CHARTER]
    files = {f"partnerships/p{n:03}/partnership.yaml": text for n in range(60)}
    one = judged(files, looks_at_otif, counts_charters)
    two = judged(files, looks_at_otif, counts_charters, processes=2)
    assert one == two
    assert len(one.findings) == 120
    assert [f.order for f in one.findings] == sorted(f.order for f in one.findings)


def test_policies_are_lowered_in_drafts_and_silent_when_it_is_over() -> None:
    files = {
        **complete(),
        "schemas/own.yaml": b"policy: own\ntitle: Own\nseverity: error\n"
        b"schema: {agreements: {required: true, minlength: 3}}\n",
    }
    found = {}
    for status in ("active", "draft", "ended"):
        charter = edited(("status: active     ", f"status: {status}"))[CHARTER]
        source = InMemory({**files, CHARTER: charter})
        policies, wrong = policy.read_policies(source, [PurePosixPath("schemas")])
        assert wrong == ()
        book = Rulebook(Catalog(()), policies)
        report = check(PortfolioReader(source, FOLDER), book, TODAY)
        found[status] = [(f.rule, f.severity.value) for f in report.findings]
    assert found == {
        "active": [("policy/own", "error")],
        "draft": [("policy/own", "warning")],
        "ended": [],
    }


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("kpis.otif.target", ("kpis", "otif", "target")),
        ("behaviours.2", ("behaviours", 1)),
        ("escalation.levels.owners", ("escalation", "levels", "owners")),
        ("", ()),
    ],
)
def test_a_dotted_place_counts_entries_from_one(text: str, place: tuple[str | int, ...]) -> None:
    assert place_of(text) == place
