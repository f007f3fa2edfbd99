"""What waits to be filled in says nothing, wherever somebody asks."""

from __future__ import annotations

import pytest

from tests.diff.editing import changes, drop, put
from tests.support import TODAY, edited, partnership
from trm_policy.diff import Effect
from trm_policy.measure.checklist import Criterion, Stand, checklist
from trm_policy.model.placeholders import gaps, hollow, says_nothing
from trm_policy.portfolio.charter_reading import without_placeholders


@pytest.mark.parametrize(
    ("text", "nothing"),
    [
        ("TBD", True),
        ("to be confirmed.", True),
        ("[name of the partner]", True),
        ("", True),
        ("TBD (jane)", True),
        ("TBD, such as the order system", True),
        ("XX pallets a day", False),
        ("Storage for [region]", False),
        ("Chilled food", False),
    ],
)
def test_a_text_says_nothing_where_it_is_or_begins_as_a_placeholder(
    text: str, nothing: bool
) -> None:
    assert says_nothing(text) is nothing


def test_what_holds_nothing_but_gaps_says_nothing_either() -> None:
    data = {
        "title": "Chilled food",
        "scope": {"purpose": "TBD", "includes": ["TBD", "..."]},
        "people": {"tom": {"name": "TBD", "party": "helix"}},
        "parties": {"helix": {"gives": ["Lorries", "TBD for [region]", "Depots in [region]"]}},
    }
    assert [(gap.place, gap.found, gap.silent) for gap in gaps(data)] == [
        (("scope", "purpose"), "TBD", True),
        (("scope", "includes", 0), "TBD", True),
        (("scope", "includes", 1), "...", True),
        (("people", "tom", "name"), "TBD", True),
        (("parties", "helix", "gives", 1), "TBD", True),
        (("parties", "helix", "gives", 2), "[region]", False),
    ]
    assert hollow(data) == {
        ("scope",),
        ("scope", "purpose"),
        ("scope", "includes"),
        ("scope", "includes", 0),
        ("scope", "includes", 1),
        ("people", "tom", "name"),
        ("parties", "helix", "gives", 1),
    }


def test_a_partnership_without_its_placeholders_has_neither_them_nor_what_needs_them() -> None:
    files = edited(
        ("      - Guaranteed peak capacity\n", "      - TBD\n"),
        ("    name: Tom Ellis", "    name: TBD (tom)"),
    )
    written = partnership(files)
    one = without_placeholders(written)
    assert "tom" in written.charter.people
    assert "tom" not in one.charter.people
    assert "tom" not in one.ids("people")
    gets = one.charter.parties["meridian"].gets
    assert gets == ("Lower spoilage",)
    place = ("parties", "meridian", "gets", 0)
    line = (
        files["partnerships/meridian-helix/partnership.yaml"]
        .decode()
        .split("\n")[one.document.span(place).line - 1]
    )
    assert line.strip() == "- Lower spoilage"
    assert without_placeholders(one) is one
    assert "tom" not in {reference.id for reference in one.references}
    assert [seat.person for seat in one.charter.committees["steering"].members] == [
        seat.person
        for seat in written.charter.committees["steering"].members
        if seat.person != "tom"
    ]


def test_the_checklist_takes_no_placeholder_for_a_value_proposition() -> None:
    files = edited(("      - Guaranteed peak capacity\n      - Lower spoilage\n", "      - TBD\n"))
    part = without_placeholders(partnership(files))
    stands = {one.item: one.stand for one in checklist(part, TODAY).items}
    assert stands[Criterion.VALUE] is Stand.PARTLY


def test_a_placeholder_that_is_replaced_is_something_new_and_weakens_nothing() -> None:
    told = changes(
        put("escalation/endgame", "Mediation in London"),
        put("parties/helix/gives", ["Lorries"]),
        before=lambda data: (
            put("escalation/endgame", "TBD")(data),
            put("parties/helix/gives", ["TBD"])(data),
        ),
    )
    assert [(".".join(one.at), one.kind.value, one.direction) for one in told] == [
        ("parties.helix.gives.Lorries", "added", Effect.TIGHTENS),
        ("escalation.endgame", "added", Effect.TIGHTENS),
    ]


def test_a_promise_that_becomes_a_placeholder_is_removed() -> None:
    (told,) = changes(put("escalation/endgame", "TBD"))
    (removed,) = changes(drop("escalation/endgame"))
    assert (told.kind, told.at, told.direction) == (removed.kind, removed.at, removed.direction)
    assert told.direction is Effect.LOOSENS
