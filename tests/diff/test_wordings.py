"""Which texts say the same, by pairs that were judged by hand."""

from __future__ import annotations

import pytest

from trm_policy.diff.wordings import same_wording


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Share of ordres delivered.", "Share of orders delivered."),
        ("Orders recieved in the hour", "Orders received in the hour"),
        ("A comitted volume", "A committed volume"),
        ("Every occurence counts", "Every occurrence counts"),
        ("Temprature at the door", "Temperature at the door"),
        ("Vierteljährliche Lieferugnen", "Vierteljährliche Lieferungen"),
        ("livrasion des comandes", "livraison des commandes"),
        ("Orders, complete", "orders complete"),
        ("", ""),
    ],
)
def test_typing_and_slips_of_the_pen_change_nothing(one: str, other: str) -> None:
    assert same_wording(one, other)
    assert same_wording(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The employer pays", "The employee pays"),
        ("Helix may deliver", "Helix must deliver"),
        ("on every day", "on ever day"),
        ("none is lost", "one is lost"),
        ("typical orders", "atypical orders"),
        ("the county", "the country"),
        ("through the depot", "though the depot"),
        ("depots of Helix", "depot of Helix"),
        ("supplier", "suppliers"),
        ("affected orders", "effected orders"),
        ("will not be late", "will now be late"),
        ("from the depot", "form the depot"),
        ("98 orders", "89 orders"),
        ("1.5 %", "15 %"),
        ("unlimited", "limited"),
        ("Orders received", "Orders received late"),
        ("sofort", "nicht sofort"),
    ],
)
def test_another_word_or_number_is_another_text(one: str, other: str) -> None:
    assert not same_wording(one, other)
    assert not same_wording(other, one)
