from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from tests.diff.editing import charter_data, directory, side
from trm_policy.diff import Bump, Weight, diff
from trm_policy.diff.portfolios import diff_directory
from trm_policy.model.party import Directory, Organisation, SharedPerson


def _with_person(shared: Directory, id_: str, **fields: object) -> Directory:
    changed = shared.people[id_].model_copy(update=fields)
    return shared.model_copy(update={"people": {**shared.people, id_: changed}})


def test_somebody_who_leaves_is_told() -> None:
    after = _with_person(directory(), "ada", left=date(2026, 10, 1))

    assert [(one.sentence, one.weight.value, one.audience) for one in
            diff_directory(directory(), after)] == [
        ("Ada Okafor has left, as of 2026-10-01", "operational", "internal")
    ]  # fmt: skip


def test_people_and_organisations_come_and_go() -> None:
    before = directory()
    people = {name: one for name, one in before.people.items() if name != "lena"}
    third = Organisation.model_construct(name="Third Ltd", country="GB")
    after = before.model_copy(
        update={"people": people, "organisations": {**before.organisations, "third": third}}
    )

    assert [one.sentence for one in diff_directory(before, after)] == [
        "new organisation Third Ltd",
        "person Lena Hart is removed",
    ]


def test_who_moves_between_the_charter_and_the_directory_is_not_told_as_removed_or_new() -> None:
    data = charter_data()
    shared = directory()
    moved = charter_data()
    tom = {key: one for key, one in moved["people"].pop("tom").items() if key != "party"}
    person = SharedPerson.model_validate({**tom, "organisation": "meridian-foods"})
    with_tom = shared.model_copy(update={"people": {**shared.people, "tom": person}})
    here, there = side(data, shared), side(moved, with_tom)

    assert [one.sentence for one in (*diff(here, there), *diff(there, here))] == [
        "person Tom Ellis is now listed in the directory",
        "person Tom Ellis is now listed in the charter",
    ]
    other = with_tom.model_copy(
        update={"people": {**with_tom.people, "tom": person.model_copy(update={"name": "Tom Day"})}}
    )
    assert "person Tom Ellis is removed" in [one.sentence for one in diff(here, side(moved, other))]


def test_a_position_and_an_authority_are_told_with_their_values() -> None:
    after = _with_person(directory(), "lena", title="Director", seniority="manager")

    assert [(one.sentence, one.direction.value) for one in diff_directory(directory(), after)] == [
        ("title of Lena Hart: Supply Chain Director → Director", "neutral"),
        ("seniority of Lena Hart: director → manager", "loosens"),
    ]


def test_what_clocks_and_names_hang_on_is_told_though_it_asks_for_no_version() -> None:
    before = directory()
    helix = before.organisations["helix-cold-chain"].model_copy(
        update={"name": "Helix AB", "timezone": ZoneInfo("Europe/Berlin"), "country": "DE"}
    )
    organisations = {**before.organisations, "helix-cold-chain": helix}
    after = before.model_copy(update={"organisations": organisations})
    after = _with_person(after, "lena", email="l@meridian.example", deputy="ada", name="Lena H")

    found = diff_directory(before, after)

    assert [one.sentence for one in found] == [
        "Helix Cold Chain AB is now called Helix AB",
        "country of Helix AB: SE → DE",
        "time zone of Helix AB: Europe/Stockholm → Europe/Berlin",
        "Lena Hart is now called Lena H",
        "e-mail address of Lena H: lena.hart@meridian.example → l@meridian.example",
        "deputy of Lena H is added: Ada Okafor",
    ]
    assert {(one.weight, one.bump) for one in found} == {(Weight.OPERATIONAL, Bump.NONE)}


def test_an_unchanged_directory_has_no_changes() -> None:
    assert diff_directory(directory(), directory()) == ()
