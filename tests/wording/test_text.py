"""Names in the order and spelling in which readers look for them; lines as terminals show them."""

from __future__ import annotations

import pytest

from trm_policy.wording.text import alphabetical, columns, latin


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Łódź", "lodz"),
        ("Ängelholm", "angelholm"),
        ("Straße", "strasse"),
        ("Ørsted A/S", "orsted a/s"),
        ("Ægir Þór Đorđević", "aegir thor dordevic"),
        ("A\N{COMBINING RING ABOVE}ngström", "angstrom"),
        ("İzmir", "izmir"),
        ("東京", "東京"),
    ],
)
def test_a_name_is_typed_without_marks(written: str, typed: str) -> None:
    assert latin(written) == typed


def test_names_stand_where_a_reader_looks_for_them() -> None:
    names = ["Zeiss", "Ärla", "Argos", "Łukasz", "Lund", "Luna", "Østby", "Otto", "arla", "Éclair"]
    assert sorted(names, key=alphabetical) == [
        *("Argos", "arla", "Ärla", "Éclair", "Łukasz", "Luna", "Lund", "Østby", "Otto", "Zeiss"),
    ]


@pytest.mark.parametrize(
    ("text", "width"),
    [("abc", 3), ("日本", 4), ("e\N{COMBINING ACUTE ACCENT}", 1), ("🚚 x", 4), ("ｶﾅ", 2)],
)
def test_letters_that_take_two_columns_count_twice(text: str, width: int) -> None:
    assert columns(text) == width
