"""Every demand of a schema speaks in business words, at the place where the charter fails it."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from tests.support import edited, partnership
from trm_policy.finding import Place
from trm_policy.policy import Policy, read_policies
from trm_policy.policy.messages import example
from trm_policy.rule import Problem
from trm_policy.source import InMemory


def policy(schema: str, head: str = "") -> Policy:
    text = f"policy: house\n{head}schema:\n {schema}\n"
    source = InMemory({"schemas/house.yaml": text.encode()})
    (one,), findings = read_policies(source, [PurePosixPath("schemas")])
    assert findings == ()
    return one


def said(schema: str, *edits: tuple[str, str]) -> list[tuple[Place, str]]:
    found = policy(schema).problems(partnership(edited(*edits)))
    return [(problem.at, problem.message) for problem in found]  # type: ignore[misc]


def test_a_missing_section_is_named_with_what_it_holds_and_the_ground() -> None:
    house = policy(
        "extensions: {required: true, schema: {cost_centre: {required: true}, note: {}}}",
        "because: Group procurement standard 7.2\n",
    )
    assert list(house.problems(partnership())) == [
        Problem(
            "'extensions' is missing",
            at=("extensions",),
            help="Add 'extensions:' with 'cost_centre'. Why: Group procurement standard 7.2.",
        )
    ]


def test_a_key_without_a_value_is_as_good_as_missing() -> None:
    blank = (
        "behaviours:\n  - Bad news travels on the day it is known.\n",
        "behaviours:\nx:\n  - a\n",
    )
    assert said("behaviours: {required: true, minlength: 2}", blank) == [
        (("behaviours",), "'behaviours' is missing")
    ]


def test_a_value_that_is_not_allowed_comes_with_the_choices() -> None:
    (problem,) = policy("tier: {allowed: [preferred, transactional]}").problems(partnership())
    assert problem == Problem(
        "tier is 'strategic', which is not allowed",
        at=("tier",),
        help="Choose from: preferred or transactional.",
    )


def test_a_name_that_is_wrong_is_blamed_itself() -> None:
    found = policy("committees: {keysrules: {forbidden: [operations]}}").problems(partnership())
    assert list(found) == [
        Problem(
            "the name 'operations' is not allowed",
            at=("committees", "operations"),
            help="Choose another name.",
            on_key=True,
        )
    ]


@pytest.mark.parametrize(
    ("schema", "at", "message"),
    [
        ("risks: {minlength: 4}", "risks", "risks has 3 entries; at least 4 are required"),
        ("tags: {maxlength: 1}", "tags", "tags has 2 entries; at most 1 is allowed"),
        (
            "depends_on: {minlength: 1}",
            "depends_on",
            "depends_on has no entries; at least 1 is required",
        ),
        ("version: {minlength: 9}", "version", "version has 5 characters; at least 9 are required"),
        ("waivers: {empty: false}", "waivers", "waivers is empty"),
        ("waivers: {readonly: true}", "waivers", "waivers may not be written"),
        ("spec_version: {min: 2}", "spec_version", "spec_version is 1; at least 2 is required"),
        (
            "kpis: {schema: {otif: {schema: {tolerance: {max: 1}}}}}",
            "kpis.otif.tolerance",
            "kpis.otif.tolerance is 1.5; at most 1 is allowed",
        ),
        (
            "term: {schema: {end: {max: 2027-12-31}}}",
            "term.end",
            "term.end is 2028-12-31; it must be 2027-12-31 or earlier",
        ),
        (
            "term: {schema: {start: {min: 2026-01-01}}}",
            "term.start",
            "term.start is 2025-01-01; it must be 2026-01-01 or later",
        ),
        (
            "engagement: {allowed: [collaborative, alliances]}",
            "engagement",
            "engagement is 'alliance', which is not allowed; did you mean 'alliances'?",
        ),
        (
            "tags: {allowed: [fish]}",
            "tags",
            "tags has 'cold-chain' and 'food', which is not allowed",
        ),
        ("tags: {forbidden: [food, fish]}", "tags", "tags must not have 'food'"),
        ("tier: {forbidden: [strategic]}", "tier", "tier must not be 'strategic'"),
        ("tags: {contains: [food, north, uk]}", "tags", "tags lacks 'north' and 'uk'"),
        (
            "term: {allowed: [start, end]}",
            "term",
            "term has 'review_by', which is not allowed",
        ),
        ("tags: {noneof_type: [list]}", "tags", "tags is not allowed as it is"),
        (
            "term: {type: container, items: [{}]}",
            "term",
            "term must be a list of exactly 1, not a set of 'name: value' lines",
        ),
        ("tags: {contains: uk}", "tags", "tags lacks 'uk'"),
        (
            r"version: {regex: '3\.\d{2}'}",
            "version",
            r"version is '2.1.3', which does not match the form 3\.\d{2}, such as 3.12",
        ),
        (
            "version: {regex: '(3|4).*'}",
            "version",
            "version is '2.1.3', which does not match the form (3|4).*",
        ),
        (
            "title: {type: [list, integer]}",
            "title",
            (
                "title must be a list or a whole number, "
                "not 'Meridian Foods and Helix Cold Chain', which is text"
            ),
        ),
        ("spec_version: {type: string}", "spec_version", "spec_version must be text, not 1"),
        ("tags: {dependencies: posture}", "tags", "tags needs 'posture', which is missing"),
        (
            "tags: {dependencies: ^exit.withdrawal}",
            "tags",
            "tags needs 'exit.withdrawal', which is missing",
        ),
        (
            "tags: {dependencies: {tier: [preferred], status: [draft, pilot]}}",
            "tags",
            (
                "tags needs 'tier' to be preferred, not 'strategic', and 'status' to be "
                "draft or pilot, not 'active'"
            ),
        ),
        (
            "vision: {excludes: rationale}",
            "vision",
            "vision cannot be combined with 'rationale'",
        ),
        (
            "behaviours: {items: [{}]}",
            "behaviours",
            "behaviours must be a list of exactly 1, not 2",
        ),
        (
            "behaviours: {items: [{minlength: 50}, {}]}",
            "behaviours.1",
            "behaviours.1 has 40 characters; at least 50 are required",
        ),
        (
            "escalation: {schema: {levels: {schema: {schema: {authority: {maxlength: 30}}}}}}",
            "escalation.levels.3.authority",
            "escalation.levels.directors.authority has 35 characters; at most 30 are allowed",
        ),
        (
            "exit: {schema: {transition: {schema: {duration: {allowed: [1 year]}}}}}",
            "exit.transition.duration",
            "exit.transition.duration is '6 months', which is not allowed",
        ),
        (
            "exit: {schema: {triggers: {}, notice: {}}, allow_unknown: false}",
            "exit.transition",
            "'transition' is not allowed in exit",
        ),
        (
            "risks: {anyof: [{minlength: 5}, {maxlength: 2}]}",
            "risks",
            (
                "risks meets none of the alternatives: risks has 3 entries; at least 5 are "
                "required. Or: risks has 3 entries; at most 2 are allowed"
            ),
        ),
        (
            "version: {anyof_regex: ['3.*', '4.*']}",
            "version",
            (
                "version meets none of the alternatives: "
                "version is '2.1.3', which does not match the form 3.*, such as 3. "
                "Or: version is '2.1.3', which does not match the form 4.*, such as 4"
            ),
        ),
        (
            "risks: {oneof: [{minlength: 2}, {maxlength: 5}]}",
            "risks",
            "risks meets 2 of 2 alternatives, not just one",
        ),
        (
            "risks: {allof: [{minlength: 2}, {maxlength: 2}]}",
            "risks",
            "risks has 3 entries; at most 2 are allowed",
        ),
        (
            "tier: {noneof: [{allowed: [strategic]}]}",
            "tier",
            "tier is 'strategic', which is not allowed",
        ),
        ("risks: {noneof: [{minlength: 2}]}", "risks", "risks is not allowed as it is"),
    ],
)
def test_each_demand_names_the_thing_and_what_is_wrong(schema: str, at: str, message: str) -> None:
    place = tuple(int(part) - 1 if part.isdecimal() else part for part in at.split("."))
    assert said(schema) == [(place, message)]


@pytest.mark.parametrize(
    ("schema", "mend"),
    [
        ("risks: {minlength: 4}", "Add what is missing."),
        ("tags: {contains: [uk, eu]}", "Add 'uk' and 'eu'."),
        (r"version: {regex: '3\.\d'}", r"Write it in the form 3\.\d, such as 3.1."),
        ("vision: {excludes: rationale}", "Keep only one of them."),
        ("spec_version: {min: 2}", "Change it to what the policy requires."),
    ],
)
def test_each_demand_says_how_to_meet_it(schema: str, mend: str) -> None:
    assert [problem.help for problem in policy(schema).problems(partnership())] == [mend]


def test_every_entry_that_fails_is_named() -> None:
    assert said("kpis: {valuesrules: {schema: {audited: {required: true}}}}") == [
        (("kpis", name, "audited"), f"kpis.{name} lacks 'audited'")
        for name in (
            "carbon-per-pallet",
            "days-to-settle",
            "partner-satisfaction",
            "temperature-excursions",
        )
    ]


def test_a_charter_that_meets_every_demand_hears_nothing() -> None:
    schema = (
        "{title: {required: true, type: string}, risks: {minlength: 3, valuesrules: {schema: "
        "{owner: {required: true}}}}, tags: {contains: food}, "
        "term: {schema: {end: {min: 2028-01-01}}}}"
    )
    assert said(schema) == []


def test_numbers_are_held_to_a_form_as_they_are_written() -> None:
    centre = ("waivers: []", "waivers: []\nextensions: {cost_centre: 4410, old_centre: 44}")
    digits = r"{type: integer, regex: '\d{4}'}"
    assert said(
        f"extensions: {{schema: {{cost_centre: {digits}, old_centre: {digits}}}}}", centre
    ) == [
        (
            ("extensions", "old_centre"),
            r"extensions.old_centre is 44, which does not match the form \d{4}, such as 1234",
        )
    ]


def test_long_and_broken_text_is_shown_in_one_short_line() -> None:
    title = ("title: Meridian Foods and Helix Cold Chain", 'title: "a\\nb ' + "x" * 90 + '"')
    assert said("title: {allowed: [short]}", title) == [
        (("title",), f"title is 'a b {'x' * 55}…', which is not allowed")
    ]


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"CC-\d{4}", "CC-1234"),
        (r"^[A-Z]{3}[0-9]+/[a-z]?$", "ABC1/"),
        (r"\w{2,5}\.\-", "ab.-"),
        ("[xyz]{2}.", "xxa"),
        ("(a|b)c", None),
        ("[^a]", None),
        (r"\bword", None),
        ("", None),
    ],
)
def test_a_form_is_explained_by_an_example_where_one_can_be_made(
    pattern: str, text: str | None
) -> None:
    assert example(pattern) == text
