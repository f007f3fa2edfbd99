"""Two people a party: one who does, and one who stands behind."""

from tests.support import Seen, edited, findings, line_of

RULE = "sponsor-is-not-owner"
OWNERS = "owners: {meridian: ravi, helix: sofia}       #"
SPONSORS = "sponsors: {meridian: ada, helix: jonas}      #"
TIER = "tier: strategic                    # strategic | preferred | transactional"
SAME = (OWNERS, "owners: {meridian: ravi, helix: jonas}       #")


def found(*edits: tuple[str, str]) -> list[tuple[str, str]]:
    return [(seen.at, seen.message) for seen in findings(edited(*edits), RULE)]


def test_sponsors_and_owners_of_the_complete_charter_are_different_people() -> None:
    assert findings(edited(), RULE) == []


def test_somebody_who_is_both_is_marked_at_the_later_place() -> None:
    files = edited(SAME)
    message = (
        "Jonas Lindqvist is both executive sponsor and relationship owner of Helix Cold Chain AB"
    )

    assert findings(files, RULE) == [
        Seen(RULE, "error", line_of(files, "# one accountable"), "owners.helix", message)
    ]
    end = ("\nwaivers: []", "\nsponsors: {helix: jonas}\nwaivers: []")
    assert found(SAME, (SPONSORS, "#"), end) == [("sponsors.helix", message)]


def test_two_ids_with_one_address_are_one_person() -> None:
    twin = ("    email: sofia.ek@helix.example", "    email: Jonas.Lindqvist@helix.example")

    assert [at for at, _ in found(twin)] == ["owners.helix"]


def test_people_without_addresses_are_told_by_their_ids() -> None:
    silent = [
        ("    email: sofia.ek@helix.example\n", ""),
        ("    email: jonas.lindqvist@helix.example\n", ""),
    ]

    assert found(*silent) == []


def test_the_sponsor_of_one_party_may_own_for_the_other_as_far_as_this_rule_goes() -> None:
    assert found((OWNERS, "owners: {meridian: jonas, helix: sofia}       #")) == []


def test_a_body_may_not_be_both_either() -> None:
    body = ("\ncommittees:\n", "\ncommittees:\n  board: {name: Board, party: helix}\n")
    owners = (OWNERS, "owners: {meridian: ravi, helix: board}       #")
    sponsors = (SPONSORS, "sponsors: {meridian: ada, helix: board}      #")

    assert found(body, owners) == []
    assert [at for at, _ in found(body, owners, sponsors)] == ["owners.helix"]


def test_somebody_who_does_not_exist_or_is_missing_is_for_other_rules() -> None:
    ghosts = [
        (OWNERS, "owners: {meridian: ravi, helix: ghost}       #"),
        (SPONSORS, "sponsors: {meridian: ada, helix: ghost}      #"),
    ]

    assert found(*ghosts) == []
    assert found((SPONSORS, "sponsors: {meridian: ada}      #")) == []
    assert found((OWNERS, "owners: {meridian: ravi}       #")) == []


def test_only_strategic_partnerships_need_both() -> None:
    assert found((TIER, "tier: preferred"), SAME) == []
