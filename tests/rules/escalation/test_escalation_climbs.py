"""Levels that lead to somebody else, and upwards."""

from tests.support import CHARTER, Seen, edited, findings, line_of

RULE = "escalation-climbs"
OPERATIONS = "      contacts: {meridian: tom, helix: nils}\n"
OWNERS = "      contacts: {meridian: ravi, helix: sofia}\n"
DIRECTORS = "      contacts: {meridian: lena, helix: mikael}\n"
SPONSORS = "      contacts: {meridian: ada, helix: jonas}\n"


def contacts(meridian: str, helix: str) -> str:
    return f"      contacts: {{meridian: {meridian}, helix: {helix}}}\n"


def found(*edits: tuple[str, str]) -> list[tuple[str, str]]:
    return [(seen.at, seen.message) for seen in findings(edited(*edits), RULE)]


def test_the_complete_charter_climbs() -> None:
    assert findings(edited(), RULE) == []


def test_the_same_person_twice_is_marked_on_the_higher_level() -> None:
    files = edited((DIRECTORS, contacts("ravi", "mikael")))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, contacts("ravi", "mikael").strip()),
            "escalation.levels.directors.contacts.meridian",
            "Ravi Menon stands on the escalation levels 'owners' and 'directors': "
            "climbing leads back to the same desk",
        )
    ]


def test_somebody_who_comes_back_two_levels_later_is_found() -> None:
    assert found((DIRECTORS, contacts("tom", "mikael"))) == [
        (
            "escalation.levels.directors.contacts.meridian",
            (
                "Tom Ellis stands on the escalation levels 'operations' and 'directors': "
                "climbing leads back to the same desk"
            ),
        )
    ]


def test_a_body_may_not_be_asked_twice_either() -> None:
    council = (
        "  operations:\n    name: Operations board\n",
        (
            "  drivers:\n    name: Drivers' council\n    party: helix\n"
            "  operations:\n    name: Operations board\n"
        ),
    )

    assert [
        at
        for at, _ in found(
            council,
            (OPERATIONS, contacts("tom", "drivers")),
            (DIRECTORS, contacts("lena", "drivers")),
        )
    ] == ["escalation.levels.directors.contacts.helix"]


def test_a_level_that_leads_down_is_marked() -> None:
    files = edited((OPERATIONS, contacts("ravi", "nils")), (OWNERS, contacts("tom", "sofia")))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, contacts("tom", "sofia").strip()),
            "escalation.levels.owners.contacts.meridian",
            "the escalation level 'owners' leads down: Tom Ellis is operational, "
            "and Ravi Menon on the level 'operations' below is manager",
        )
    ]


def test_equal_seniority_does_not_fall() -> None:
    assert (
        found(
            (
                "    department: procurement\n    seniority: manager ",
                "    department: procurement\n    seniority: operational ",
            )
        )
        == []
    )


def test_a_body_or_somebody_of_unknown_seniority_is_passed_over() -> None:
    unknown = (
        "    department: commercial\n    seniority: manager\n",
        "    department: commercial\n",
    )
    council = (
        "  operations:\n    name: Operations board\n",
        (
            "  drivers:\n    name: Drivers' council\n    party: helix\n"
            "  operations:\n    name: Operations board\n"
        ),
    )
    fall = (OPERATIONS, contacts("tom", "mikael"))
    lower = (DIRECTORS, contacts("lena", "nils"))

    assert found(unknown) == []
    assert found(council, (OWNERS, contacts("ravi", "drivers"))) == []
    for passed in ((unknown,), (council, (OWNERS, contacts("ravi", "drivers")))):
        assert found(fall, lower, *passed) == [
            (
                "escalation.levels.directors.contacts.helix",
                (
                    "the escalation level 'directors' leads down: Nils Dahl is operational, "
                    "and Mikael Berg on the level 'operations' below is director"
                ),
            )
        ]


def test_an_unknown_contact_is_passed_over() -> None:
    assert found((OWNERS, contacts("rafi", "sofia"))) == []


def test_a_side_that_misses_a_level_is_compared_across_it() -> None:
    gap = (OWNERS, "      contacts: {helix: sofia}\n")

    assert found(gap) == []
    assert [at for at, _ in found(gap, (DIRECTORS, contacts("tom", "mikael")))] == [
        "escalation.levels.directors.contacts.meridian"
    ]


def test_the_same_person_on_both_sides_is_for_another_rule_to_refuse() -> None:
    assert found((SPONSORS, contacts("ada", "ada"))) == []


def test_one_slip_is_one_finding() -> None:
    assert [
        at
        for at, _ in found(
            (OPERATIONS, contacts("ada", "nils")), (SPONSORS, contacts("grace", "jonas"))
        )
    ] == ["escalation.levels.owners.contacts.meridian"]


def test_it_holds_in_every_tier_and_before_the_work_begins() -> None:
    twice = (DIRECTORS, contacts("ravi", "mikael"))
    early = ("stage: value-creation              # ISO 44001 life-cycle stage", "stage: knowledge")

    assert len(found(twice, early, ("tier: strategic ", "tier: transactional "))) == 1


def test_a_charter_without_a_path_has_nothing_to_climb() -> None:
    files = edited()
    text = files[CHARTER].decode()
    start, end = text.index("escalation:\n"), text.index("reviews:\n")

    assert findings(files | {CHARTER: (text[:start] + text[end:]).encode()}, RULE) == []
