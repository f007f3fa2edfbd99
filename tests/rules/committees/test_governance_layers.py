"""Levels of governance that do not sit in judgement on themselves."""

import pytest

from tests.support import CHARTER, Seen, edited, findings, line_of

RULE = "governance-layers"
LEVEL = "    level: operational\n    mandate: Runs"
SOFIA = "      - {person: sofia, role: member}\n"
MIKAEL = "      - {person: mikael, role: member}\n"
GROUP = "responsibilities:    "


def found(*edits: tuple[str, str]) -> list[tuple[str, str]]:
    return [(one.at, one.message) for one in findings(edited(*edits), RULE)]


def group(*seats: str, level: str = "level: working-group") -> tuple[str, str]:
    """A third committee with these seats."""
    members = ", ".join(f"{{{seat}}}" for seat in seats)
    return (GROUP, f"  group: {{name: Group, {level}, members: [{members}]}}\n{GROUP}")


def test_the_levels_of_the_complete_charter_are_two() -> None:
    assert findings(edited(), RULE) == []


def test_committees_on_one_level_are_a_warning() -> None:
    files = edited((LEVEL, LEVEL.replace("operational", "steering")))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "warning",
            files[CHARTER].decode().split("\n").index("committees:") + 1,
            "committees",
            "all committees of the parties stand on one level (steering)",
        )
    ]


def test_a_committee_that_does_not_say_its_level_is_no_second_one() -> None:
    assert [at for at, _ in found((LEVEL, "    mandate: Runs"))] == ["committees"]


def test_a_body_of_one_party_is_no_level_of_the_partnership() -> None:
    body = (LEVEL, "    party: helix\n" + LEVEL)

    assert [at for at, _ in found(body)] == ["committees"]


def test_somebody_on_two_levels_is_marked_at_the_later_seat() -> None:
    files = edited((SOFIA, SOFIA + "      - person: mikael\n"))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "warning",
            line_of(files, "      - person: mikael"),
            "committees.operations.members.5.person",
            "Mikael Berg sits on the committees 'operations' and 'steering', which stand on "
            "different levels, and neither owns the relationship nor chairs the lower one",
        )
    ]


def test_whoever_chairs_the_lower_committee_may_sit_on_the_higher() -> None:
    tom = (MIKAEL, MIKAEL + "      - {person: tom, role: member}\n")

    assert found(tom) == []


def test_whoever_chairs_the_higher_committee_may_not_sit_on_the_lower() -> None:
    assert [at for at, _ in found((SOFIA, SOFIA + "      - {person: jonas}\n"))] == [
        "committees.operations.members.5.person"
    ]


def test_committees_of_one_level_may_share_their_members() -> None:
    both = group("person: tom", "person: nils", level="level: operational")

    assert found(both) == []


def test_on_three_levels_each_pair_is_looked_at() -> None:
    tom = (MIKAEL, MIKAEL + "      - {person: tom, role: member}\n")

    assert found(tom, group("person: tom", "person: nils, role: chair")) == [
        (
            "committees.group.members.1.person",
            (
                "Tom Ellis sits on the committees 'group', 'operations' and 'steering', which "
                "stand on different levels, and neither owns the relationship nor chairs the "
                "lower one"
            ),
        )
    ]


def test_owners_may_sit_anywhere() -> None:
    assert found(group("person: ravi", "person: sofia")) == []


def test_without_a_steering_committee_another_rule_speaks() -> None:
    level = "    level: steering                          # executive"

    assert found((level, "    # executive")) == []


def test_a_level_that_the_model_refused_may_be_the_second() -> None:
    assert found((LEVEL, LEVEL.replace("operational", "lower"))) == []


def test_a_charter_without_committees_is_for_another_rule_to_blame() -> None:
    files = edited()
    text = files[CHARTER].decode()
    start, end = text.index("committees:\n  steer"), text.index("responsibilities:")

    assert findings({**files, CHARTER: (text[:start] + text[end:]).encode()}, RULE) == []


def test_only_strategic_partnerships_are_asked() -> None:
    level = (LEVEL, LEVEL.replace("operational", "steering"))

    assert found(level, ("tier: strategic ", "tier: preferred ")) == []


@pytest.mark.parametrize(
    "owners",
    [
        "{meridian: ravi}",
        "{meridian: ravi, helix: sofi}",
        "{meridian: ravi, helix: TBD}",
        "{meridian: ravi, helix: tom}",
        "{meridian: ravi, helx: sofia}",
        "{}",
    ],
)
def test_while_a_party_has_no_owner_of_its_own_nobody_is_blamed(owners: str) -> None:
    assert found(("owners: {meridian: ravi, helix: sofia} ", f"owners: {owners} ")) == []
