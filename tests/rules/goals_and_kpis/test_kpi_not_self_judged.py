"""Figures that are not marked by their own authors."""

import pytest

from tests.support import DIRECTORY, Seen, edited, findings, line_of

RULE = "kpi-not-self-judged"
SOURCE = "    source: Helix transport system, order export\n"
AUDITED = "    audited: true                            # by the party that does not own it\n"


def found(source: str, *edits: tuple[str, str], audited: str = "") -> list[str]:
    files = edited((SOURCE, f"    source: {source}\n"), (AUDITED, audited), *edits)
    return [one.at for one in findings(files, RULE)]


def test_nobody_judges_themselves_in_the_complete_charter() -> None:
    assert findings(edited(), RULE) == []


def test_an_own_source_without_an_audit_is_marked_at_the_kpi() -> None:
    files = edited((AUDITED, ""))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "warning",
            line_of(files, "  otif:"),
            "kpis.otif.audited",
            "the KPI 'otif' is owned by Helix Cold Chain AB and taken from its own records "
            "(Helix transport system, order export), and nobody else checks it",
        )
    ]


def test_an_audit_that_is_denied_is_marked_itself() -> None:
    files = edited((AUDITED, "    audited: false\n"))

    assert [one.line for one in findings(files, RULE)] == [line_of(files, "audited: false")]


@pytest.mark.parametrize(
    "source",
    [
        "HELIX transport system",
        "Export of Helix's transport system",
        "Export of Helix’s transport system",
        "Records of Helix Cold Chain AB",
        "transport system (helix)",
        "Helix-run telemetry, not independently audited",
        "Helix ledger, never audited",
    ],
)
def test_the_owner_s_organisation_is_known_by_its_name_in_many_shapes(source: str) -> None:
    assert found(f'"{source}"') == ["kpis.otif.audited"]


@pytest.mark.parametrize(
    "source",
    [
        "Goods-in records of Meridian",
        "Trailer telemetry",
        "Cold store sensors",
        "Helixes of the loading bay",
        "Helix transport system, audited yearly",
        "Helix transport system (audited by Meridian)",
    ],
)
def test_other_sources_and_those_that_say_they_are_audited_are_content(source: str) -> None:
    assert found(f'"{source}"') == []


def test_a_word_that_both_names_hold_tells_nobody_apart() -> None:
    names = edited(("name: Meridian Foods plc", "name: Helix Foods plc"), path=DIRECTORY)
    files = edited((AUDITED, ""), (SOURCE, "    source: Helix order export\n"))
    cold = edited((AUDITED, ""), (SOURCE, "    source: Cold store order export\n"))

    id_ = {**files, DIRECTORY: names[DIRECTORY]}
    assert findings(id_, RULE) == []
    assert [one.at for one in findings({**cold, DIRECTORY: names[DIRECTORY]}, RULE)] == [
        "kpis.otif.audited"
    ]


def test_a_word_that_anybody_may_use_is_no_name() -> None:
    directory = edited(("name: Helix Cold Chain AB", "name: The Works Council"), path=DIRECTORY)
    generic = edited((AUDITED, ""), (SOURCE, "    source: Works order system\n"))

    assert findings({**generic, DIRECTORY: directory[DIRECTORY]}, RULE) == []


def test_a_figure_of_the_other_party_s_records_is_not_self_judged() -> None:
    lena = (
        "    owner: mikael\n" + SOURCE,
        "    owner: lena\n" + SOURCE,
    )
    assert [one.at for one in findings(edited((AUDITED, ""), lena), RULE)] == []


@pytest.mark.parametrize("owner", ["", "    owner: nobody-known\n"])
def test_without_a_known_owner_it_cannot_be_told(owner: str) -> None:
    files = edited((AUDITED, ""), ("    owner: mikael\n" + SOURCE, owner + SOURCE))

    assert findings(files, RULE) == []


def test_without_a_source_there_is_nothing_to_compare() -> None:
    assert findings(edited((AUDITED, ""), (SOURCE, "")), RULE) == []


def test_only_strategic_partnerships_are_asked() -> None:
    assert findings(edited((AUDITED, ""), ("tier: strategic ", "tier: preferred ")), RULE) == []
