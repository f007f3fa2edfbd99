from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.support import CHARTER, DIRECTORY, FOLDER, edited
from trm_policy.diff import PartnershipChanges, diff_portfolios, for_reader
from trm_policy.model.audience import Override
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.source import InMemory
from trm_policy.starter import complete

_OTHER = CHARTER.replace("meridian-helix", "other")
LOWER = ("{value: 98, by: 2027-12-31}", "{value: 95, by: 2027-12-31}")


def _found(
    base: Mapping[str, bytes], head: Mapping[str, bytes], was: dict[str, str]
) -> list[tuple[str, str, str, list[str]]]:
    found = diff_portfolios(_reader(base), _reader(head), was)
    return [(one.id, one.was, one.title, [c.sentence for c in one.changes]) for one in found]


def _reader(files: Mapping[str, bytes]) -> PortfolioReader:
    return PortfolioReader(InMemory(files), FOLDER)


def _moved(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same charter in the folder ``other``."""
    return {name: raw for name, raw in files.items() if name != CHARTER} | {_OTHER: files[CHARTER]}


def test_charters_that_did_not_change_are_not_spoken_of() -> None:
    same = {"meridian-helix": "meridian-helix"}

    assert _found(complete(), complete(), same) == []


def test_a_charter_in_another_folder_is_compared_with_what_it_was() -> None:
    found = _found(complete(), _moved(edited(LOWER)), {"other": "meridian-helix"})

    assert found == [
        (
            "other",
            "meridian-helix",
            "Meridian Foods and Helix Cold Chain",
            [
                "the folder meridian-helix is now called other",
                "target of On time in full: 98 → 95 %, by 2027-12-31",
            ],
        )
    ]


def test_charters_that_come_and_go_are_told_as_such() -> None:
    found = diff_portfolios(_reader(complete()), _reader(_moved(complete())), {})

    assert [(one.id, one.was, [(c.sentence, c.weakens) for c in one.changes]) for one in found] == [
        ("", "meridian-helix", [("the partnership is removed", True)]),
        ("other", "", [("new partnership", False)]),
    ]


def test_a_charter_that_cannot_be_read_is_named_and_not_compared() -> None:
    broken = {**complete(), CHARTER: b"title: [\n"}

    found = diff_portfolios(_reader(complete()), _reader(broken), _same())

    assert found == (
        PartnershipChanges(
            "meridian-helix", "meridian-helix", "meridian-helix", "internal", (), unread=True
        ),
    )


_REFUSED = [
    pytest.param([("status: active", "status: activ")], ["status"], id="a word"),
    pytest.param(
        [("target: {value: 98, by", "target: {value: ninety, by")],
        ["kpis.otif.target.value"],
        id="a target",
    ),
    pytest.param(
        [("target: {value: 98, by", "targt: {value: 98, by")],
        ["kpis.otif.targt"],
        id="a key that is misspelt",
    ),
    pytest.param(
        [("- {person: lena, role: member}", "- {person: lena, role: chairman}")],
        ["committees.steering.members.3.role"],
        id="an entry of a list",
    ),
    pytest.param([("tier: strategic", "tiers: strategic")], ["tiers"], id="what is demanded"),
]


@pytest.mark.parametrize(("edits", "places"), _REFUSED)
def test_what_the_model_refuses_is_compared_with_nothing(
    edits: list[tuple[str, str]], places: list[str]
) -> None:
    here, there = complete(), edited(*edits)
    for base, head, said in (
        (here, there, "cannot be read, and is not compared"),
        (there, here, "could not be read before, and is not compared"),
    ):
        (found,) = diff_portfolios(_reader(base), _reader(head), _same())
        assert found.uncompared == tuple(f"{place} {said}" for place in places)
        assert [change.sentence for change in found.changes] == []
        assert for_reader([found], Override.parse("partner:helix")) == ()


def test_an_entry_under_a_refused_id_is_not_called_removed() -> None:
    renamed = edited(("kpis:\n  otif:", "kpis:\n  On Time:"))
    (found,) = diff_portfolios(_reader(complete()), _reader(renamed), _same())
    assert found.uncompared == ("kpis.On Time cannot be read, and is not compared",)
    assert found.changes == ()


def test_the_directory_comes_last_and_moves_seats_with_the_people() -> None:
    moved = edited(
        (
            "name: Lena Hart\n    organisation: meridian-foods",
            "name: Lena Hart\n    organisation: helix-cold-chain",
        ),
        path=DIRECTORY,
    )

    assert [(title, said) for _, _, title, said in _found(complete(), moved, _same())] == [
        (
            "Meridian Foods and Helix Cold Chain",
            [
                (
                    "party of Lena Hart in Joint steering committee: Meridian Foods plc → "
                    "Helix Cold Chain AB"
                )
            ],
        ),
        (
            "The shared directory",
            ["organisation of Lena Hart: Meridian Foods plc → Helix Cold Chain AB"],
        ),
    ]


def test_a_reader_is_told_of_no_partnership_of_which_he_may_know_nothing() -> None:
    hidden = ("audience: partner ", "audience: internal ")
    found = diff_portfolios(_reader(edited(hidden)), _reader(edited(hidden, LOWER)), _same())

    assert for_reader(found, Override.parse("partner:helix")) == ()
    assert for_reader(found, Override.parse("internal")) == found


def test_a_title_that_is_not_for_the_reader_is_left_out() -> None:
    hidden = ("depends_on: []", "depends_on: []\nvisibility: {title: internal}")
    found = diff_portfolios(_reader(edited(hidden)), _reader(edited(hidden, LOWER)), _same())

    told = for_reader(found, Override.parse("partner:helix"))

    assert [(one.title, len(one.changes)) for one in told] == [("meridian-helix", 1)]


def _same() -> dict[str, str]:
    return {"meridian-helix": "meridian-helix"}
