"""``trm portfolio segment`` and ``checklist`` of the ten."""

from __future__ import annotations

from tests.ten.portfolio import files
from tests.ten.seeing import by_id, seen


def test_each_tier_is_the_one_that_the_mean_of_the_scores_gives() -> None:
    view = seen(files(), "segment")
    assert {
        name: (one["declared"], one["working"], one["match"]) for name, one in by_id(view).items()
    } == {
        "acorn": ("strategic", "(4 + 4 + 3) / 3 = 3.67: strategic, from 3.5", "agrees"),
        "birch": ("strategic", "(3 + 3 + 3) / 3 = 3: preferred, from 2.5", "declared higher"),
        "cedar": ("preferred", "2 of at least 3 scores are there", "unknown"),
        "dogwood": ("preferred", "(3 + 3 + 3) / 3 = 3: preferred, from 2.5", "agrees"),
        "elm": ("transactional", "nothing is scored", "unknown"),
        "fir": ("preferred", "(3 + 3 + 3) / 3 = 3: preferred, from 2.5", "agrees"),
        "gorse": ("transactional", "(2 + 2 + 2) / 3 = 2: transactional, below 2.5", "agrees"),
        "hazel": ("transactional", "(4 + 4 + 4) / 3 = 4: strategic, from 3.5", "declared lower"),
        "ivy": ("preferred", "(3 + 3 + 3) / 3 = 3: preferred, from 2.5", "agrees"),
        "juniper": ("transactional", "(1 + 1 + 1) / 3 = 1: transactional, below 2.5", "agrees"),
    }
    # ivy has ended and is counted no more
    assert view["tiers"] == {"strategic": 2, "preferred": 3, "transactional": 4}


ITEMS = (
    "segmented-by-value",
    "shared-kpis-and-rhythm",
    "accountable-owners",
    "platform-for-both-sides",
    "formal-channels",
    "value-for-each-party",
    "pilot-before-scaling",
    "measured-quarterly",
    "joint-innovation",
    "executive-sponsorship",
)
SIGNS = {"met": "+", "partly": "~", "not met": "-", "unknown": "?"}


def test_the_ten_items_stand_as_worked_out() -> None:
    view = seen(files(), "checklist")
    found = {
        name: "".join(SIGNS[one["items"][item]["stand"]] for item in ITEMS)
        for name, one in by_id(view).items()
        if one["items"]
    }
    # In the order of ITEMS. All but acorn are internal and share nothing (4), have no initiative
    # (7, 9); all but elm, of which nothing is recorded, have owners, channels, gifts and sponsors.
    assert found == {
        "acorn": "++++++~+++",  # 7: the boxes are done, and no pilot is recorded
        "birch": "~++-++?+-+",  # 1: the scores give another tier
        "cedar": "~++-++?+-+",  # 1: two scores; 2: the review of April is within a year
        "dogwood": "+++-++?+-~",  # 10: a works council is no executive
        "elm": "--+--+??--",  # 3, 6: owners and gifts are in the base; 8: there is no goal
        "fir": "+++-++?+-+",
        "gorse": "+++-++?--+",  # 8: its figures are overdue
        "hazel": "~++-++?+-+",  # 1: the scores give another tier
    }
    # down the columns, of eight
    assert {item: tuple(view["items"][item][stand] for stand in SIGNS) for item in ITEMS} == {
        "segmented-by-value": (4, 3, 1, 0),
        "shared-kpis-and-rhythm": (7, 0, 1, 0),
        "accountable-owners": (8, 0, 0, 0),
        "platform-for-both-sides": (1, 0, 7, 0),
        "formal-channels": (7, 0, 1, 0),
        "value-for-each-party": (8, 0, 0, 0),
        "pilot-before-scaling": (0, 1, 0, 7),
        "measured-quarterly": (6, 0, 1, 1),
        "joint-innovation": (1, 0, 7, 0),
        "executive-sponsorship": (6, 1, 1, 0),
    }


def test_each_part_of_an_item_says_what_was_looked_at() -> None:
    items = by_id(seen(files(), "checklist"))["acorn"]["items"]
    said = {
        item: [(part["holds"], part["evidence"][0]["says"]) for part in items[item]["parts"]]
        for item in ("segmented-by-value", "pilot-before-scaling", "executive-sponsorship")
    }
    assert said == {
        "segmented-by-value": [
            (True, "(4 + 4 + 3) / 3 = 3.67: strategic, from 3.5"),
            (True, "the rationale is written"),
            (True, "tier strategic: agrees"),
        ],
        "pilot-before-scaling": [
            (True, "Solar roof: pilot"),
            (None, "Less boxes: done; no pilot is recorded"),
        ],
        "executive-sponsorship": [
            (True, "Home plc: Hugo, executive"),
            (True, "Acorn Ltd: Chief of Acorn, executive"),
            (True, "Hugo or a deputy came to 2 of the last 2 reviews"),
            (True, "Chief of Acorn or a deputy came to 2 of the last 2 reviews"),
        ],
    }
