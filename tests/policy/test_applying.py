"""Which charters a policy speaks to, what it says there, and that nothing upsets it."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.policy.test_wording import policy
from tests.support import TODAY, edited, line_of, partnership
from trm_policy.finding import Severity
from trm_policy.judging.catalogue import Catalog, Rulebook
from trm_policy.judging.checker import check
from trm_policy.policy import read_policies
from trm_policy.policy.engine import Engine, UnusableSchemaError
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.rule import Problem
from trm_policy.source import InMemory, WorkTree

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("selectors", "applies"),
    [
        ("{}", True),
        ("{tier: strategic}", True),
        ("{tier: [preferred, strategic]}", True),
        ("{tier: preferred}", False),
        ("{instrument: [alliance, supply]}", True),
        ("{instrument: memorandum}", False),
        ("{tier: strategic, relationship: customer}", False),
        ("{relationship: supplier, engagement: alliance, status: active}", True),
        ("{stage: [exit, value-creation]}", True),
        ("{stage: exit}", False),
        ("{tags: [fish, food]}", True),
        ("{tag: food}", True),
        ("{tag: fish}", False),
        ("{path: meridian-*}", True),
        ("{path: 'partnerships/*/partnership.yaml'}", True),
        ("{path: uk-*}", False),
    ],
)
def test_a_policy_speaks_to_charters_that_satisfy_every_selector(
    selectors: str, applies: bool
) -> None:
    house = policy("title: {required: true}", f"applies_to: {selectors}\n")
    assert house.applies(partnership()) is applies


def test_what_has_ended_answers_to_no_policy() -> None:
    ended = partnership(edited(("status: active ", "status: ended ")))
    assert not policy("title: {required: true}").applies(ended)


def test_before_working_together_only_a_policy_that_names_the_stage_speaks() -> None:
    early = partnership(edited(("stage: value-creation", "stage: knowledge")))
    schema = "title: {required: true}"
    assert [
        policy(schema).applies(early),
        policy(schema, "applies_to: {stage: [knowledge]}\n").applies(early),
    ] == [False, True]


def test_a_selector_that_asks_for_what_the_model_refused_selects_nothing() -> None:
    unclear = partnership(edited(("tier: strategic ", "tier: stragetic ")))
    schema = "title: {required: true}"
    assert [
        policy(schema, f"applies_to: {{tier: [{tier}]}}\n").applies(unclear)
        for tier in ("strategic", "transactional")
    ] == [False, False]


def test_the_policys_own_message_takes_path_and_value_and_nothing_else() -> None:
    house = policy(
        "title: {maxlength: 5}",
        "message: '{path} {value} {{path}} {0.__class__} 100 %s'\nbecause: so it is.\n",
    )
    odd = partnership(
        edited(("title: Meridian Foods and Helix Cold Chain", "title: '{path} {value}'"))
    )
    assert list(house.problems(odd)) == [
        Problem(
            "title {path} {value} {title} {0.__class__} 100 %s",
            at=("title",),
            help="Leave something out. Why: so it is.",
        )
    ]


def test_defaults_that_nobody_wrote_are_absent() -> None:
    silent = edited(("depends_on: []\n", ""))
    found = policy("depends_on: {required: true}").problems(partnership(silent))
    assert [problem.message for problem in found] == ["'depends_on' is missing"]


def test_a_section_declared_not_applicable_is_still_demanded() -> None:
    section = (
        "personal_data:\n  lawful_basis: Contract\n  controllers: [meridian, helix]\n"
        "  breach_notice: 24 hours\n"
    )
    declared = edited((section, "not_applicable: {personal_data: No person is named.}\n"))
    found = policy("personal_data: {required: true}").problems(partnership(declared))
    assert [problem.message for problem in found] == ["'personal_data' is missing"]


def test_what_the_model_refused_is_left_to_the_model() -> None:
    broken = partnership(edited(("kpis: [otif, temperature-excursions]", "kpis: yes indeed")))
    house = policy("goals: {valuesrules: {schema: {kpis: {type: list, minlength: 3}}}}")
    assert [problem.at for problem in house.problems(broken)] == [
        ("goals", "cost-and-carbon", "kpis"),
        ("goals", "trust", "kpis"),
    ]


def test_a_finding_in_a_list_stands_at_its_own_line_though_an_entry_before_it_was_refused() -> None:
    files = edited(("  - Bad news travels on the day it is known.", "  - [not, text]"))
    house = policy("behaviours: {schema: {maxlength: 20}}", "severity: warning\n")
    reader = PortfolioReader(InMemory(files), PurePosixPath("partnerships"))
    found = check(reader, Rulebook(Catalog(()), policies=(house,)), TODAY).findings
    assert [(f.rule, f.severity, f.span.line, f.at) for f in found if f.rule != "schema"] == [
        ("policy/house", Severity.WARNING, line_of(files, "Nobody uses the other"), "behaviours.2")
    ]


def test_the_reference_portfolio_meets_the_reference_policies_and_each_of_them_is_at_work() -> None:
    source = WorkTree(ROOT)
    policies, wrong = read_policies(source, [PurePosixPath("schemas")])
    reader = PortfolioReader(source, PurePosixPath("partnerships"))
    read = [reader.read(name).partnership for name in reader.ids]
    judged = {
        one.name: {p.id: list(one.problems(p)) for p in read if p is not None and one.applies(p)}
        for one in policies
    }
    assert (wrong, judged) == (
        (),
        {
            "public-sector": {"calder-mill-neighbours": [], "outbreak-tracing": []},
            "startup-minimum": {"aire-scales": []},
            "strategic-supplier": {"meridian-helix": []},
        },
    )


def test_a_schema_that_only_cerberus_understands_to_be_wrong_is_refused_by_name() -> None:
    with pytest.raises(UnusableSchemaError, match="unknown rule"):
        Engine({"title": {"unheard-of": 1}})


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.dates()
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)
EVERY_RULE = """\
x:
   required: true
   empty: false
   allowed: [a, 1]
   forbidden: [b]
   contains: [c]
   dependencies: {^extensions.y.z: [1], y: a}
   excludes: [z]
   minlength: 2
   maxlength: 3
   min: 3
   max: 4
   regex: '[a-z]+'
   items: [{type: string}, {minlength: 2}]
   keysrules: {regex: '[a-z]{2}'}
   valuesrules: {schema: {deep: {required: true}}}
   anyof: [{schema: {deep: {minlength: 2}}}, {schema: {type: string}}]
   noneof_type: [date, integer]
   oneof: [{min: 2}, {regex: a}]
"""


@given(x=ANYTHING, y=ANYTHING, z=ANYTHING)
def test_no_data_however_odd_upsets_any_rule(x: Any, y: Any, z: Any) -> None:
    text = EVERY_RULE.replace("\n", "\n  ")
    house = policy(f"extensions:\n  schema:\n   {text}")
    odd = partnership()
    odd.document.data["extensions"] = {"x": x, "y": y, "z": z}
    assert all(problem.message and problem.at for problem in house.problems(odd))


def test_the_line_of_a_missing_key_is_that_of_the_map_that_lacks_it() -> None:
    subject = partnership()
    (problem,) = policy("exit: {schema: {withdrawal: {required: true}}}").problems(subject)
    assert (problem.message, subject.document.span(problem.at).line) == (  # type: ignore[arg-type]
        "exit lacks 'withdrawal'",
        line_of(edited(), "exit:"),
    )
