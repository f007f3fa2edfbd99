"""What is left of a partnership for an audience: each mark of the canary, and nothing besides."""

from __future__ import annotations

from typing import Any

import pytest

from tests.publish.canary import FOLDER, PARTNERSHIP, RECORD_WORDS, Marks, files
from tests.support import data_of, edited, partnership, yaml_of
from trm_policy.model.audience import Override
from trm_policy.model.base import Visibility
from trm_policy.model.charter import Charter
from trm_policy.projection import Projection, as_organisation, project
from trm_policy.publish.audit import shown_texts

CHARTER = f"{FOLDER}/partnership.yaml"


def _knows(_: str) -> bool:
    return True


def _files(marks: Marks, **edits: Any) -> dict[str, bytes]:
    made = files(marks)
    data = data_of(made[CHARTER]) | edits
    return {**made, CHARTER: yaml_of(data)}


def _seen(made: dict[str, bytes], marks: Marks, audience: str | Override) -> set[str]:
    """The marks that stand anywhere in the projection."""
    whole = partnership(made, PARTNERSHIP)
    reader = Override.parse(audience) if isinstance(audience, str) else audience
    texts = "\n".join(shown_texts(whole, reader, _knows))
    return {mark for mark in marks.places if mark in texts}


def _projected(made: dict[str, bytes], audience: str, name: str = "meridian-helix") -> Projection:
    found = project(partnership(made, name), Override.parse(audience), _knows)
    assert found is not None
    return found


def _places() -> list[str]:
    """The places of the format at which the canary has marks, save those that have no name."""
    marks = Marks()
    files(marks)
    found = {".".join(at) for part, at in marks.places.values() if part is Charter}
    nameless = {"exit.triggers.*.when", "committees.*.decisions.*.matter", "approvals.*.evidence"}
    return sorted(found - RECORD_WORDS - nameless)


def _named(place: str, marks: Marks) -> list[str]:
    """The places of the canary that a place of the format stands for, with its ids."""
    found, parts = [""], place.split(".")
    for length, name in enumerate(parts, start=1):
        here = tuple(parts[:length])
        ids = [m for m, (p, at) in marks.places.items() if p is Charter and at == here]
        known = ["liability"] if here[:-1] == ("terms",) else []  # a word, of which none is a mark
        names = (ids or known) if name == "*" else [name]
        found = [f"{above}.{one}".strip(".") for above in found for one in names]
    return found


_GOES_WITH = {
    "kpis.*": {"measurement.note", "minutes.answer", "minutes.cause"},
    "risks.*": {"escalation.title", "escalation.story"},
    "reviews.*": {"minutes.decision", "minutes.action", "minutes.answer", "minutes.cause",
                  "minutes.lesson", "minutes.place", "minutes.guest"},
    "escalation.levels.*": {"escalation.title", "escalation.story"},
    "people.*": {"approvals.*.evidence"},
    "parties.*": {"goals.*.benefits", "approvals.*.evidence", "organisations.*",
                  "organisations.*.name", "people.*"},
}  # fmt: skip
"""What is hidden with an entry besides what stands in it: records of it, keys that name it."""


@pytest.mark.parametrize("audience", ["public", "partner"])
def test_an_audience_sees_exactly_what_the_table_of_fields_opens_to_it(audience: str) -> None:
    marks = Marks()
    made = files(marks)

    unnamed = marks.at("objectives")  # what no shown goal names
    assert _seen(made, marks, audience) == marks.allowed(Visibility(audience)) - unnamed


@pytest.mark.parametrize("place", _places())
def test_a_place_that_the_charter_hides_is_gone_and_only_what_goes_with_it(place: str) -> None:
    marks = Marks()
    before = _seen(files(marks), marks, "partner")
    hidden = dict.fromkeys(_named(place, marks), "internal")

    lost = before - _seen(_files(marks, visibility=hidden), marks, "partner")

    own = {mark for mark in before & marks.at(place) if marks.places[mark][0] is Charter}
    goes_with = set().union(*(marks.at(other) for other in _GOES_WITH.get(place, ())))
    assert lost >= own
    assert lost - own <= goes_with


@pytest.mark.parametrize("place", _places())
def test_a_place_that_the_charter_opens_to_everybody_is_all_that_is_added(place: str) -> None:
    marks = Marks()
    before = _seen(files(marks), marks, "public")
    opened = dict.fromkeys(_named(place, marks), "public")

    gained = _seen(_files(marks, visibility=opened), marks, "public") - before

    with_kpi = marks.at("measurement.note") if place == "kpis.*" else set()
    objective = marks.at("objectives") if place == "goals.*.supports" else set()
    assert gained <= marks.at(place) | with_kpi | objective


def test_a_charter_above_the_audience_is_not_there_at_all() -> None:
    made = edited()

    assert project(partnership(made), Override.parse("public"), _knows) is None


def test_a_party_sees_what_is_for_partners_where_it_takes_part_and_else_what_is_public() -> None:
    made = edited(("audience: partner", "audience: public"))

    assert _projected(made, "partner:helix").tells("kpis")
    other = _projected(made, "partner:somebody-else")
    assert not other.tells("kpis")
    assert other.partnership.charter.kpis == {}
    assert (other.partnership.records.minutes, other.records) == ((), False)


def _guild(marks: Marks, **edits: Any) -> tuple[dict[str, bytes], Charter]:
    """The canary for partners, with a class of members that acme has joined."""
    parties = data_of(files(marks)[CHARTER])["parties"]
    parties["guild"] = {"role": "Members", "members": ["acme"]}
    made = _files(marks, audience="partner", parties=parties, **edits)
    return made, partnership(made, PARTNERSHIP).charter


def test_a_member_of_a_class_sees_what_is_for_partners_and_nobody_else_sees_anything() -> None:
    marks = Marks()
    made, charter = _guild(marks)

    member = as_organisation(Override.parse("partner:acme"), [charter])
    assert member.organisation == "acme"
    seen = _seen(made, marks, member)
    assert seen == _seen(made, marks, "partner:guild") == _seen(made, marks, "partner")
    assert seen
    assert seen <= marks.allowed(Visibility.PARTNER)
    for other in ("partner:orbit", "partner:ac", "public"):
        outsider = as_organisation(Override.parse(other), [charter])
        assert _seen(made, marks, outsider) == set()


def test_a_member_of_a_class_sees_what_is_for_its_class_and_not_what_is_for_another_party() -> None:
    marks = Marks()
    them = list(data_of(files(marks)[CHARTER])["parties"])[1]
    for audience, told in (("partner:guild", True), (f"partner:{them}", False)):
        made, charter = _guild(marks, visibility={"risks": audience})
        member = as_organisation(Override.parse("partner:acme"), [charter])
        assert bool(marks.at("risks") & _seen(made, marks, member)) is told

    made, charter = _guild(marks, visibility={"parties.guild.members": "internal"})
    member = as_organisation(Override.parse("partner:acme"), [charter])
    assert _seen(made, marks, member) == set()


def test_a_party_is_an_organisation_where_all_charters_that_have_it_name_the_same() -> None:
    by_id, by_name = (
        partnership(edited(("    organisation: helix-cold-chain\n", f"    {key}: HELIX\n"))).charter
        for key in ("organisation", "name")
    )
    reader = Override.parse("partner:helix")

    assert as_organisation(reader, [by_id, by_id]).organisation == "HELIX"
    assert as_organisation(reader, [by_id, by_name]).organisation is None
    assert as_organisation(reader, [by_name]).organisation is None
    assert as_organisation(reader, []).organisation is None


def test_what_is_for_one_party_alone_is_hidden_from_partners_at_large() -> None:
    made = edited(("\nvision: >-", "\nvisibility: {risks.depot-loss: partner:helix}\n\nvision: >-"))

    assert "depot-loss" not in _projected(made, "partner").partnership.charter.risks
    assert "depot-loss" in _projected(made, "partner:helix").partnership.charter.risks


def test_what_the_format_demands_and_is_hidden_has_a_stand_in_that_nobody_is_told() -> None:
    made = edited(("\nvision: >-", "\nvisibility: {title: internal, tier: internal}\n\nvision: >-"))

    found = _projected(made, "partner")

    assert (found.partnership.charter.title, found.partnership.charter.tier) == (
        "meridian-helix",
        "transactional",
    )
    assert (found.tells("title"), found.tells("tier"), found.tells("stage")) == (False, False, True)


def test_seats_without_their_people_keep_role_and_vote() -> None:
    made = edited(("audience: partner", "audience: public"))

    seats = _projected(made, "public").partnership.charter.committees["steering"].members

    assert [(seat.person, seat.role.value, seat.vote) for seat in seats] == [
        (None, "co-chair", True),
        (None, "co-chair", True),
        (None, "member", True),
        (None, "member", True),
        (None, "secretary", False),
        (None, "secretary", False),
    ]


def test_partnerships_that_an_audience_may_not_know_are_not_named() -> None:
    made = edited(("depends_on: []", "depends_on: [known-one, secret-one]"))
    found = project(partnership(made), Override.parse("partner"), "known-one".__eq__)

    assert found is not None
    assert found.partnership.charter.depends_on == ("known-one",)


def test_the_host_sees_the_partnership_itself() -> None:
    whole = partnership(edited())

    found = project(whole, Override.parse("internal"), _knows)

    assert found is not None
    assert found.partnership is whole
    assert (found.host, found.tells("extensions", "waivers")) == (True, True)


def test_nobody_else_learns_who_left_or_whom_the_charter_does_not_name() -> None:
    path = "partnerships/directory.yaml"
    made = edited(path=path)
    text = made[path].decode()
    first = text.index("people:") + len("people:")
    extra = (
        "\n  stranger:\n    name: Stefan Stranger\n    organisation: helix-cold-chain\n"
        "    email: stefan@helix.example\n"
    )
    made[path] = (text[:first] + extra + text[first:]).encode()

    shown = _projected(made, "partner").partnership.roster.directory

    assert sorted(shown.people) == ["ada", "lena"]
    assert [person.left for person in shown.people.values()] == [None, None]


@pytest.mark.parametrize(
    "slip",
    [
        "visibility: {kpis.carbon: internal}\nvisibility: {kpis.otif: internal}\n",
        "visibility: {kpis.otif: intrenal}\n",
        "visibility: [kpis.otif]\n",
        "visiblity: {kpis.otif: internal}\n",
        "visibility: {kpi.otif: internal}\n",
        "visibility: {kpis.otiff: internal}\n",
        "audience: internal\n",
    ],
)
def test_a_slip_in_what_is_hidden_leaves_the_charter_to_the_host(slip: str) -> None:
    whole = partnership(edited(("\nvision: >-", f"\n{slip}\nvision: >-")))

    assert project(whole, Override.parse("partner"), _knows) is None
    assert project(whole, Override.parse("internal"), _knows) is not None


def test_what_is_told_is_told_whole_so_that_nobody_takes_the_rest_for_all() -> None:
    made = edited(("\nvision: >-", "\nvisibility: {risks.depot-loss: internal}\n\nvision: >-"))

    found = _projected(made, "partner")

    assert (found.tells("risks"), found.tells("kpis")) == (False, True)
    assert found.partnership.charter.risks != {}


def test_why_a_section_is_not_needed_is_for_those_who_may_read_the_section() -> None:
    reasons = "not_applicable: {exit: We buy them in May., initiatives: Too young.}"
    made = edited(("audience: partner", "audience: public"))
    made["partnerships/meridian-helix/partnership.yaml"] += f"\n{reasons}\n".encode()

    assert _projected(made, "public").partnership.charter.not_applicable == {}
    assert len(_projected(made, "partner").partnership.charter.not_applicable) == 2


def test_an_escalation_that_reached_a_hidden_level_is_hidden_whole() -> None:
    def told(hidden: str) -> list[str]:
        made = edited(("\nvision: >-", f"\nvisibility: {{{hidden}: internal}}\n\nvision: >-"))
        shown = _projected(made, "partner").partnership.records.escalations
        return [one.path.stem for one in shown]

    assert told("risks.depot-loss") == ["2026-003"]
    assert told("escalation.levels.owners") == []


def test_the_people_of_a_hidden_party_are_hidden_with_it() -> None:
    made = edited(("\nvision: >-", "\nvisibility: {parties.helix: internal}\n\nvision: >-"))

    found = _projected(made, "partner").partnership

    assert "jonas" not in found.charter.people
    assert {actor.party for actor in found.roster} == {"meridian"}
    assert "Jonas" not in str(found.charter)


def test_every_record_that_is_shown_can_be_asked_as_the_hosts_can_and_tells_no_line() -> None:
    made = edited(("\nvision: >-", "\nvisibility: {kpis.otif: internal}\n\nvision: >-"))
    unclear = "partnerships/meridian-helix/reviews/2026-10-20-qbr.md"
    made[unclear] = made[unclear].replace(b"for: 2026-10-21", b"for: some day")
    whole = partnership(made).records

    records = _projected(made, "partner").partnership.records

    shown = {one.path for one in (*records.minutes, *records.escalations)}
    assert set(records.built) == set(records.documents) == shown
    assert {path: one.dropped for path, one in records.built.items()} == {
        path: whole.built[path].dropped for path in shown
    }
    assert ("for",) in {place for one in records.built.values() for place in one.dropped}
    assert {document.text for document in records.documents.values()} == {""}
    assert all(one.data == {} for one in records.documents.values())


def test_minutes_that_are_hidden_are_as_doubtful_as_those_that_cannot_be_read() -> None:
    made = edited(("\nvision: >-", "\nvisibility: {reviews.qbr: internal}\n\nvision: >-"))

    records = _projected(made, "partner").partnership.records

    hidden = {path.name for path in records.doubtful}
    assert hidden
    assert all(name.endswith("-qbr.md") for name in hidden)
    assert hidden.isdisjoint(one.path.name for one in records.minutes)
