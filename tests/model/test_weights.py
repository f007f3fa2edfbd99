from __future__ import annotations

import pytest

from trm_policy.model.base import Part
from trm_policy.model.charter import Charter
from trm_policy.model.party import Directory
from trm_policy.model.shape import rows
from trm_policy.model.weights import CHARTER, DIRECTORY, Consequence, Scale, row_for

_DERIVED = {
    "escalation.ladder",
    "committees.*.members.*.side",
    *(f"parties.*.listed_{field}" for field in ("name", "country", "subdivision", "timezone")),
}
"""Facts that stand in no field: the order of the levels, for whom somebody sits, and what the
directory says of a party."""


def _fields(part: type[Part]) -> dict[str, tuple[str, ...]]:
    return {".".join(row.place): row.place for row in rows(part)}


@pytest.mark.parametrize(("part", "table"), [(Charter, CHARTER), (Directory, DIRECTORY)])
def test_every_field_of_the_format_has_a_row_or_lies_below_one_that_says_so(
    part: type[Part], table: dict[str, Consequence]
) -> None:
    unspoken = []
    for name, place in _fields(part).items():
        try:
            row_for(place, table)
        except KeyError:
            unspoken.append(name)

    assert unspoken == []


@pytest.mark.parametrize(("part", "table"), [(Charter, CHARTER), (Directory, DIRECTORY)])
def test_no_row_speaks_of_what_the_format_does_not_have(
    part: type[Part], table: dict[str, Consequence]
) -> None:
    known = _fields(part).keys() | _DERIVED
    entries = {f"{name}.*" for name in known}

    assert [name for name in table if name not in known | entries] == []


def test_every_reading_is_used_and_words_have_an_order() -> None:
    used = {row.reading for row in [*CHARTER.values(), *DIRECTORY.values()]}

    assert used == set(Scale)
    words = {Scale.WORD_ORDER, Scale.SHARING}
    ordered = {name for name, row in CHARTER.items() if row.reading in words}
    assert ordered == {name for name, row in CHARTER.items() if row.order}
