"""A path that ends where the partnership is answered for."""

# ruff: noqa: E501 - a table is read row by row

from tests.support import CHARTER, Case, edited, error, finding, part, table

RULE = "escalation-ends-with-sponsors"
LAST = "      contacts: {meridian: ada, helix: jonas}\n"
SPONSORS = "sponsors: {meridian: ada, helix: jonas}      # one executive sponsor a party\n"


def last(contacts: str) -> tuple[str, str]:
    return LAST, f"      contacts: {contacts}\n"


# fmt: off
CASES = {
    "somebody else on the last level is marked": Case(
        edited(last("{meridian: lena, helix: jonas}")),
        error("escalation.levels.sponsors.contacts.meridian", "the last escalation level, 'sponsors', names Lena Hart for Meridian Foods plc, whose executive sponsor is Ada Okafor", on="{meridian: lena, helix: jonas}"),
    ),
    "a new sponsor is missed on the last level": Case(
        edited((SPONSORS, "sponsors: {meridian: ada, helix: mikael}\n")),
        finding("escalation.levels.sponsors.contacts.helix"),
    ),
    "the later of the two places is marked": Case(
        edited((SPONSORS, ""), last("{meridian: lena, helix: jonas}"), ("waivers: []", "sponsors: {meridian: ada, helix: jonas}\nwaivers: []")),
        finding("sponsors.meridian", on="sponsors: {meridian"),
    ),
    "a path that stops short fails once for all sides": Case(
        edited((part("    - id: sponsors\n", "  endgame:"), "")),
        finding("escalation.levels.directors.contacts", "the last escalation level, 'directors', names Lena Hart for Meridian Foods plc, whose executive sponsor is Ada Okafor, and Mikael Berg for Helix Cold Chain AB, whose executive sponsor is Jonas Lindqvist"),
    ),
    "who is missing or unknown is for other rules to say": Case(edited(last("{meridian: ada}"))),
    "who is missing or unknown is for other rules to say (2)": Case(edited(last("{meridian: ada, helix: jonah}"))),
    "who is missing or unknown is for other rules to say (3)": Case(
        edited((SPONSORS, "sponsors: {meridian: ada}\n")),
    ),
    "who is missing or unknown is for other rules to say (4)": Case(
        edited((SPONSORS, "sponsors: {meridian: ada, helix: jonah}\n")),
    ),
    "a refused level may have been the last one": Case(
        edited(("    - id: sponsors\n      name: Executive sponsors\n", "    - name: Executive sponsors\n")),
    ),
    "a slip elsewhere on the last level hides nothing": Case(
        edited(("      acknowledge_within: 2 working days\n      escalate_after: 10 working days\n", "      acknowledge_within: soon\n      escalate_after: 10 working days\n"), last("{meridian: lena, helix: jonas}")),
        finding("escalation.levels.sponsors.contacts.meridian"),
    ),
    "only a strategic path must reach the sponsors": Case(
        edited(last("{meridian: lena, helix: jonas}"), ("tier: strategic ", "tier: preferred ")),
    ),
    "a path without levels is for another rule to blame": Case(
        edited() | {CHARTER: (edited()[CHARTER].decode()[:edited()[CHARTER].decode().index("  levels:\n")] + "  levels: []\n" + edited()[CHARTER].decode()[edited()[CHARTER].decode().index("  endgame:"):]).encode()},
    ),
    "a path without levels is for another rule to blame (2)": Case(
        edited((part("escalation:\n", "reviews:\n"), "")),
    ),
    "a sponsor of the other party is for another rule to say": Case(
        edited((SPONSORS, "sponsors: {meridian: ada, helix: lena}\n")),
    ),
    "a sponsor of the other party is for another rule to say (2)": Case(
        edited((SPONSORS, "sponsors: {meridian: ada, helix: jona}\n")),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)
