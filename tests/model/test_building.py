"""What the model refuses is named and dropped, and hides nothing else."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from tests.support import CHARTER, edited
from trm_policy.document.yaml_reader import read_yaml
from trm_policy.model.building import Built, build
from trm_policy.model.charter import Charter
from trm_policy.model.party import Directory
from trm_policy.model.vocabulary import Status
from trm_policy.starter import complete


def built(*edits: tuple[str, str]) -> Built[Charter]:
    document = read_yaml(PurePosixPath(CHARTER), edited(*edits)[CHARTER])
    assert document.faults == ()
    return build(Charter, document.data)


def said(result: Built[Charter]) -> list[tuple[str, str]]:
    return [(refusal.message, refusal.help) for refusal in result.refusals]


def test_the_complete_example_is_accepted_whole() -> None:
    result = built()
    assert (result.refusals, result.dropped) == ((), frozenset())
    assert result.value is not None
    assert result.value.status is Status.ACTIVE


def test_the_example_directory_is_accepted_whole() -> None:
    raw = complete()["partnerships/directory.yaml"]
    result = build(Directory, read_yaml(PurePosixPath("directory.yaml"), raw).data)
    assert result.refusals == ()
    assert result.value is not None
    assert result.value.people["ada"].deputy == "lena"


def test_a_misspelt_key_proposes_the_one_that_was_meant() -> None:
    result = built(("rationale: >-", "rational: >-"))
    assert said(result) == [
        (
            "'rational' is not a known key; did you mean 'rationale'?",
            "Correct the name, or put your own keys under 'extensions'.",
        )
    ]


def test_a_misspelt_key_that_must_be_there_is_named_once() -> None:
    document = read_yaml(
        PurePosixPath(CHARTER), edited(("title: Meridian F", "titel: Meridian F"))[CHARTER]
    )
    result = build(Charter, document.data, {"title": "meridian-helix"})
    assert said(result) == [
        (
            "'titel' is not a known key; did you mean 'title'?",
            "Correct the name, or put your own keys under 'extensions'.",
        )
    ]
    assert result.value is not None


def test_a_key_that_is_missing_is_named_with_an_example_of_the_same_file() -> None:
    result = built(
        ("    statement: Every chilled pallet arrives inside its freshness window.\n", "")
    )
    assert said(result) == [
        (
            "goals.freshness lacks 'statement'",
            (
                "Add 'statement: Cut the cost and carbon of a delivered pallet together.', as in "
                "goals.cost-and-carbon."
            ),
        )
    ]


@pytest.mark.parametrize(
    ("old", "new", "message", "help_text"),
    [
        (
            "tier: strategic     ",
            "tier: strategical",
            "tier cannot be 'strategical'; did you mean 'strategic'?",
            "Choose one of: strategic, preferred, transactional.",
        ),
        (
            "target: {value: 98, by: 2027-12-31}",
            'target: {value: "98", by: 2027-12-31}',
            "kpis.otif.target.value must be a number, not '98'",
            "Write 98, without quotes.",
        ),
        (
            "tolerance: 0.4",
            "tolerance: 1,5",
            "kpis.carbon-per-pallet.tolerance must be a number, not '1,5'",
            "Write 1.5, without quotes.",
        ),
        (
            "tolerance: 0.4",
            "tolerance: 1,200",
            "kpis.carbon-per-pallet.tolerance must be a number, not '1,200'",
            "Write 1200 if it has thousands, or 1.2 if it has decimals, without quotes.",
        ),
        (
            "tolerance: 0.4",
            "tolerance: 1'200",
            'kpis.carbon-per-pallet.tolerance must be a number, not "1\'200"',
            "Write 1200, without quotes.",
        ),
        (
            "tolerance: 0.4",
            "tolerance: 0,4 kg",
            "kpis.carbon-per-pallet.tolerance must be a number, not '0,4 kg'",
            "Write 0.4, without quotes.",
        ),
        (
            "respondents: {meridian: 10, helix: 10}",
            'respondents: {meridian: "1,200", helix: 10}',
            (
                "kpis.partner-satisfaction.survey.respondents.meridian must be a whole number, not "
                "'1,200'"
            ),
            "Write 1200, without quotes.",
        ),
        (
            "end: 2028-12-31",
            "end: 2028-13-31",
            "term.end must be a calendar date, not '2028-13-31'",
            "Write it like 'end: 2028-12-31': year, month and day, without quotes.",
        ),
        (
            "    review_by: 2027-03-31\n  key-person:",
            "    review_by: soon\n  key-person:",
            "risks.forecast-drift.review_by must be a calendar date, not 'soon'",
            (
                "Write it like 'review_by: 2027-03-31', as in risks.depot-loss: year, month and "
                "day, without quotes."
            ),
        ),
        (
            "tolerance: 0.4",
            "tolerance: little",
            "kpis.carbon-per-pallet.tolerance must be a number, not 'little'",
            (
                "Write it like 'tolerance: 1.5', as in kpis.otif: the digits alone, without "
                "quotes, unit or thousands separator."
            ),
        ),
        (
            "    name: Tom Ellis",
            "    name: 2026",
            "people.tom.name must be text, but 2026 is read as a number",
            'Put it in quotes: "2026".',
        ),
        (
            "audited: true",
            "audited: yes",
            "kpis.otif.audited must be true or false, not 'yes'",
            "Write true or false, without quotes.",
        ),
        (
            "escalate_after: 2 working days",
            "escalate_after: 2 moons",
            (
                "escalation.levels.owners.escalate_after: '2 moons' is not a window: write a whole "
                "number and working hours, working days, hours, days or minutes, such as "
                "'2 working days'"
            ),
            "Write it like 'escalate_after: 1 working day', as in escalation.levels.operations.",
        ),
        (
            "tags: [cold-chain, food]",
            "tags: cold-chain",
            "tags must be a list, not 'cold-chain'",
            "Put each entry on its own line after '- ', or all in brackets: [one, two].",
        ),
        (
            "spec_version: 1",
            "spec_version: 2",
            "spec_version must be 1, not 2",
            "Write 1.",
        ),
        (
            "owners: {meridian: ravi, helix: sofia} ",
            "owners: {meridian: ravi, helix: [sofia, nils]} ",
            "owners.helix must be one value, not a list",
            "Keep one, and remove the brackets.",
        ),
        (
            "baseline: {value: 91.4, date: 2024-12-31}",
            "baseline: 91.4",
            "kpis.otif.baseline must be a set of 'name: value' lines, not 91.4",
            "Write below it, indented by two spaces, 'value: …', 'date: …'.",
        ),
        (
            "version: 2.1.3",
            "version: [2, 1]",
            "version must be text such as 2.1.0, not a list",
            "Write it like 'version: 2.1.3'.",
        ),
        (
            "    impact: 5",
            "    impact: 6",
            "risks.depot-loss.impact must be at most 5, not 6",
            "Write it like 'impact: 3', as in risks.forecast-drift.",
        ),
    ],
)
def test_a_wrong_value_says_what_is_allowed(
    old: str, new: str, message: str, help_text: str
) -> None:
    assert said(built((old, new))) == [(message, help_text)]


def test_an_entry_without_content_is_named_and_a_field_without_content_is_absent() -> None:
    result = built(
        (
            "  solar-depot:\n    title: Solar roof at the Hull depot\n",
            "  empty:\n  solar-depot:\n    title: Solar roof at the Hull depot\n",
        ),
        ("    mitigation: Warm standby at Hull; rehearsed every half-year.", "    mitigation:"),
    )
    assert said(result) == [("initiatives.empty is empty", "Fill it in, or remove the line.")]
    assert result.value is not None
    assert result.value.risks["depot-loss"].mitigation is None
    assert list(result.value.initiatives) == ["solar-depot"]


def test_only_the_refused_part_is_dropped_and_positions_in_lists_stay_as_written() -> None:
    result = built(("- {person: ada, role: co-chair}", "- {person: ada, role: boss}"))
    assert result.value is not None
    seats = result.value.committees["steering"].members
    assert [seat.person for seat in seats] == ["ada", "jonas", "lena", "mikael", "ravi", "sofia"]
    assert result.dropped == {("committees", "steering", "members", 0, "role")}


def test_places_after_a_dropped_entry_are_still_those_of_the_file() -> None:
    result = built(("- {person: ada, role: co-chair}   ", "- {persona: ada, role: co-chair}"))
    assert result.value is not None
    place = ("committees", "steering", "members", 0)
    assert result.value.committees["steering"].members[0].person == "jonas"
    assert result.written((*place, "role")) == ("committees", "steering", "members", 1, "role")
    assert result.touches_dropped(("committees", "steering", "members"))
    assert result.touches_dropped((*place, "role"))
    assert result.touches_dropped(("committees", "steering"))
    assert not result.touches_dropped(("committees", "operations"))


@pytest.mark.parametrize("data", [None, [], "text", 3, {}, {"title": []}, {"kpis": {"a": [{}]}}])
def test_data_of_any_shape_are_refused_without_a_crash(data: object) -> None:
    result = build(Charter, data)
    assert result.value is None
    assert result.refusals != ()


@pytest.mark.parametrize("kind", ["organisations", "parties"])
def test_a_region_must_lie_in_the_country_beside_it(kind: str) -> None:
    entry = {"name": "Helix", "country": "SE", "subdivision": "GB-ENG"}
    result: Built[Directory] | Built[Charter]
    if kind == "organisations":
        result = build(Directory, {kind: {"helix": entry}})
    else:
        data = read_yaml(PurePosixPath(CHARTER), complete()[CHARTER]).data
        result = build(Charter, {**data, kind: {**data[kind], "helix": entry}})

    assert [(one.place, one.message) for one in result.refusals] == [
        (
            (kind, "helix", "subdivision"),
            (
                f"{kind}.helix.subdivision: 'GB-ENG' is not a part of SE: "
                "write 'SE-' and the part, or correct the country"
            ),
        )
    ]


def test_a_region_alone_tells_its_country() -> None:
    alone = {"helix": {"name": "Helix", "subdivision": "GB-ENG"}}
    assert build(Directory, {"organisations": alone}).refusals == ()
