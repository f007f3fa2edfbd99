"""Names in the order and spelling in which readers look for them; lines as terminals show them."""

from __future__ import annotations

import pytest

from trm_policy.wording.text import alphabetical, columns, folded, latin, mailbox


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
        ("O’Neil & Ŋala", "o'neil & nala"),
        ("東京", "東京"),
    ],
)
def test_a_name_is_typed_without_marks(written: str, typed: str) -> None:
    assert latin(written) == typed


def test_names_stand_where_a_reader_looks_for_them() -> None:
    names = ["Zeiss", "Ärla", "Argos", "Łukasz", "Lund", "Luna", "Østby", "Otto", "arla", "Éclair"]
    names += ["O’Neil", "O'Neil"]
    assert sorted(names, key=alphabetical) == [
        *(
            "Argos",
            "arla",
            "Ärla",
            "Éclair",
            "Łukasz",
            "Luna",
            "Lund",
            "O'Neil",
            "O’Neil",
            "Østby",
            "Otto",
        ),
        "Zeiss",
    ]


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("abc", 3),
        ("日本", 4),
        ("e\N{COMBINING ACUTE ACCENT}", 1),
        ("q\N{COMBINING ACUTE ACCENT}", 1),
        ("1\N{COMBINING ENCLOSING KEYCAP}", 1),
        ("\u1112\u1161\u11ab", 2),
        ("🚚 x", 4),
        ("ｶﾅ", 2),
        ("● ↗", 3),
    ],
)
def test_letters_that_take_two_columns_count_twice(text: str, width: int) -> None:
    assert columns(text) == width


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("José Müller", "Jose\u0301 Mu\u0308ller"),
        ("ZOË  Ånström", "zoe\u0308 A\u030anstro\u0308m"),
        ("Dvořák", "DVOR\u030cA\u0301K"),
        ("한국", "\u1112\u1161\u11ab\u1100\u116e\u11a8"),
        ("Straße", "STRASSE"),
    ],
)
def test_a_name_is_the_same_however_its_accents_are_coded(one: str, other: str) -> None:
    assert folded(one) == folded(other)


def test_other_letters_are_other_names() -> None:
    assert len({folded(name) for name in ("Jose", "José", "Josè")}) == 3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ada@X.example", "ada@x.example"),
        ("jörg@bücher.example", "jörg@xn--bcher-kva.example"),
        ("Jo\u0308rg@Bu\u0308cher.example", "jörg@bücher.example"),
    ],
)
def test_an_address_is_the_same_in_whatever_form_its_domain_is_written(
    one: str, other: str
) -> None:
    assert mailbox(one) == mailbox(other)


def test_what_can_be_no_address_is_compared_as_text() -> None:
    assert mailbox("Ü@" + "ä" * 70) == "ü@" + "ä" * 70
