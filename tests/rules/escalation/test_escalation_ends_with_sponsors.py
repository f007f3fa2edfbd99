"""A path that ends where the partnership is answered for."""

from tests.support import CHARTER, Seen, edited, findings, line_of

RULE = "escalation-ends-with-sponsors"
LAST = "      contacts: {meridian: ada, helix: jonas}\n"
SPONSORS = "sponsors: {meridian: ada, helix: jonas}      # one executive sponsor a party\n"


def found(*edits: tuple[str, str]) -> list[tuple[str, str]]:
    return [(seen.at, seen.message) for seen in findings(edited(*edits), RULE)]


def last(contacts: str) -> tuple[str, str]:
    return LAST, f"      contacts: {contacts}\n"


def test_the_complete_charter_ends_with_its_sponsors() -> None:
    assert findings(edited(), RULE) == []


def test_somebody_else_on_the_last_level_is_marked() -> None:
    files = edited(last("{meridian: lena, helix: jonas}"))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, "{meridian: lena, helix: jonas}"),
            "escalation.levels.sponsors.contacts.meridian",
            "the last escalation level, 'sponsors', names Lena Hart for Meridian Foods plc, "
            "whose sponsor is Ada Okafor",
        )
    ]


def test_a_new_sponsor_is_missed_on_the_last_level() -> None:
    assert [at for at, _ in found((SPONSORS, "sponsors: {meridian: ada, helix: mikael}\n"))] == [
        "escalation.levels.sponsors.contacts.helix"
    ]


def test_the_later_of_the_two_places_is_marked() -> None:
    files = edited(
        (SPONSORS, ""),
        last("{meridian: lena, helix: jonas}"),
        ("waivers: []", "sponsors: {meridian: ada, helix: jonas}\nwaivers: []"),
    )

    assert [(seen.line, seen.at) for seen in findings(files, RULE)] == [
        (line_of(files, "sponsors: {meridian"), "sponsors.meridian")
    ]


def test_a_path_that_stops_short_fails_on_each_side() -> None:
    files = edited()
    text = files[CHARTER].decode()
    start, end = text.index("    - id: sponsors\n"), text.index("  endgame:")
    cut = files | {CHARTER: (text[:start] + text[end:]).encode()}

    assert [seen.at for seen in findings(cut, RULE)] == [
        "escalation.levels.directors.contacts.meridian",
        "escalation.levels.directors.contacts.helix",
    ]


def test_who_is_missing_or_unknown_is_for_other_rules_to_say() -> None:
    assert found(last("{meridian: ada}")) == []
    assert found(last("{meridian: ada, helix: jonah}")) == []
    assert found((SPONSORS, "sponsors: {meridian: ada}\n")) == []
    assert found((SPONSORS, "sponsors: {meridian: ada, helix: jonah}\n")) == []


def test_a_refused_level_may_have_been_the_last_one() -> None:
    assert (
        found(
            (
                "    - id: sponsors\n      name: Executive sponsors\n",
                "    - name: Executive sponsors\n",
            )
        )
        == []
    )


def test_a_slip_elsewhere_on_the_last_level_hides_nothing() -> None:
    slip = (
        "      acknowledge_within: 2 working days\n      escalate_after: 10 working days\n",
        "      acknowledge_within: soon\n      escalate_after: 10 working days\n",
    )

    assert [at for at, _ in found(slip, last("{meridian: lena, helix: jonas}"))] == [
        "escalation.levels.sponsors.contacts.meridian"
    ]


def test_only_a_strategic_path_must_reach_the_sponsors() -> None:
    files = edited(last("{meridian: lena, helix: jonas}"), ("tier: strategic ", "tier: preferred "))

    assert findings(files, RULE) == []


def test_a_path_without_levels_is_for_another_rule_to_blame() -> None:
    files = edited()
    text = files[CHARTER].decode()
    start, end = text.index("  levels:\n"), text.index("  endgame:")
    without = files | {CHARTER: (text[:start] + "  levels: []\n" + text[end:]).encode()}
    start, end = text.index("escalation:\n"), text.index("reviews:\n")
    absent = files | {CHARTER: (text[:start] + text[end:]).encode()}

    assert findings(without, RULE) == []
    assert findings(absent, RULE) == []


def test_a_sponsor_of_the_other_party_is_for_another_rule_to_say() -> None:
    assert found((SPONSORS, "sponsors: {meridian: ada, helix: lena}\n")) == []
    assert found((SPONSORS, "sponsors: {meridian: ada, helix: jona}\n")) == []
