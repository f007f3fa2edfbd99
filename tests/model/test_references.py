"""What a field names is said where the field is declared, and everything else is read off that."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from trm_policy.model.base import Kind, Part
from trm_policy.model.charter import Charter
from trm_policy.model.party import Directory
from trm_policy.model.records import EscalationFront, MinutesFront
from trm_policy.model.references import GIVEN, HOMES, SHARED, own
from trm_policy.model.shape import Shape, shape_of


def _all(shape: Shape) -> Iterator[Shape]:
    yield shape
    for inner in (*shape.fields.values(), *([shape.each] if shape.each else ())):
        yield from _all(inner)


@pytest.mark.parametrize("part", [Charter, Directory, MinutesFront, EscalationFront])
def test_every_field_that_names_a_person_says_what_it_makes_of_them(part: type[Part]) -> None:
    naming = [one for one in _all(shape_of(part)) if one.names is Kind.PERSON and not one.gives]

    assert naming
    assert [".".join(one.pattern) for one in naming if one.role is None or not one.role.text] == []


def test_a_section_gives_ids_before_another_one_names_them() -> None:
    order = list(GIVEN)
    needed = {
        section: {
            ".".join(HOMES[kind])
            for one in _all(shape_of(Charter))
            if ".".join(one.pattern).startswith(f"{section}.")
            for kind in (own(one.names), own(one.key_names))
            if kind is not None
        }
        for section in order
    }

    assert {(a, b) for b in order for a in needed[b] if order.index(a) > order.index(b)} == set()


def test_each_kind_that_a_charter_or_the_directory_gives_has_a_home() -> None:
    assert HOMES.keys() | SHARED.keys() == set(Kind) - {Kind.PARTNERSHIP, Kind.PATH, Kind.DEBTOR}
    assert HOMES[Kind.LEVEL] == ("escalation", "levels")
    assert HOMES[Kind.SIDE] == HOMES[Kind.CHANGER] == HOMES[Kind.PARTY] == ("parties",)
