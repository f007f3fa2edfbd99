"""Owners and sponsors who have time for each of their partnerships."""

import pytest

from tests.support import FOLDER, Seen, findings, options, report
from trm_policy.judging.settings import Settings

RULE = "owner-not-overloaded"
DIRECTORY = {
    f"{FOLDER}/directory.yaml": b"organisations: {us-ltd: {name: Us Ltd}}\npeople:\n"
    b"  sue: {name: Sue Rao, organisation: us-ltd, email: sue@us.example}\n"
    b"  tim: {name: Tim Rao, organisation: us-ltd}\n"
}


def charter(
    owner: str = "sue",
    sponsor: str = "tim",
    tier: str = "strategic",
    status: str = "active",
    people: str = "{}",
) -> bytes:
    return (
        f"title: T\nhost: us\nrelationship: supplier\ntier: {tier}\nstatus: {status}\n"
        f"term: {{start: 2026-01-01}}\nparties: {{us: {{organisation: us-ltd}}}}\n"
        f"people: {people}\nowners: {{us: {owner}}}\nsponsors: {{us: {sponsor}}}\n"
        "committees: {board: {name: Board, party: us}}\n"
    ).encode()


def portfolio(*charters: bytes) -> dict[str, bytes]:
    """Charters called a, b, c… in this order."""
    names = [f"{FOLDER}/{chr(97 + n)}/partnership.yaml" for n in range(len(charters))]
    return DIRECTORY | dict(zip(names, charters, strict=True))


def found(*charters: bytes, settings: Settings | None = None) -> list[tuple[str, str, str]]:
    files = portfolio(*charters)
    return [
        (f.partnership, f.at, f.message)
        for f in report(files, settings=settings).findings
        if f.rule == RULE
    ]


def too_many(name: str, verb: str, count: int, most: int) -> str:
    return f"{name} {verb} {count} strategic partnerships; one person has time for at most {most}"


def test_five_strategic_partnerships_are_enough_for_an_owner() -> None:
    assert found(*[charter()] * 5) == []


def test_from_the_sixth_on_each_is_marked_at_the_owner() -> None:
    files = portfolio(*[charter()] * 7)
    message = too_many("Sue Rao", "owns", 7, 5)

    assert findings(files, RULE) == [Seen(RULE, "warning", 9, "owners.us", message)] * 2
    assert [name for name, _, _ in found(*[charter()] * 7)] == ["f", "g"]


def test_from_the_ninth_on_each_is_marked_at_the_sponsor() -> None:
    charters = [charter(owner="board")] * 9

    assert found(*charters) == [("i", "sponsors.us", too_many("Tim Rao", "sponsors", 9, 8))]


@pytest.mark.parametrize(
    "other",
    [
        charter(tier="preferred"),
        charter(status="ended"),
        charter(owner="tim"),
        charter(owner="ghost"),
        charter(owner="board"),
    ],
)
def test_only_strategic_partnerships_that_are_not_over_count(other: bytes) -> None:
    assert found(*[charter()] * 5, other) == []


@pytest.mark.parametrize("status", ["draft", "pilot"])
def test_drafts_and_pilots_count(status: str) -> None:
    assert [name for name, _, _ in found(*[charter()] * 5, charter(status=status))] == ["f"]


def test_the_same_address_is_the_same_person() -> None:
    own = charter(owner="s", people="{s: {name: Susan Rao, party: us, email: SUE@us.example}}")

    assert found(*[charter()] * 5, own) == [("f", "owners.us", too_many("Susan Rao", "owns", 6, 5))]


def test_the_same_id_in_two_charters_without_address_is_not_the_same_person() -> None:
    own = charter(owner="s", people="{s: {name: Sam Field, party: us}}")

    assert found(*[own] * 7) == []


def test_bodies_are_never_overloaded() -> None:
    assert found(*[charter(owner="board", sponsor="board")] * 10) == []


def test_somebody_who_owns_for_two_parties_of_a_charter_counts_once() -> None:
    twice = charter().replace(b"owners: {us: sue}", b"owners: {us: sue, them: sue}")

    assert found(*[twice] * 5) == []
    assert [(name, at) for name, at, _ in found(*[twice] * 6)] == [("f", "owners.us")]


def test_an_organisation_sets_its_own_limits() -> None:
    settings = options(RULE, {"strategic": 1, "sponsored": 2})

    assert [one[:2] for one in found(*[charter()] * 3, settings=settings)] == [
        ("b", "owners.us"),
        ("c", "owners.us"),
        ("c", "sponsors.us"),
    ]
