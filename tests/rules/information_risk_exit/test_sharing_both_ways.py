"""Information that flows in every direction."""

import pytest

from tests.support import CHARTER, Case, Seen, edited, findings, table

RULE = "sharing-both-ways"
FROM = "    from: meridian\n"
RULE_LINE = "    rule: must-share                         # must"
NOTHING = "Meridian Foods plc shares nothing with the other parties"

# fmt: off
CASES = {
    "an item of an unknown giver may be the one: 1": Case(edited((FROM, ""))),
    "an item of an unknown giver may be the one: 2": Case(edited((FROM, "    from: meridien\n"))),
    "an item of an unknown giver may be the one: 3": Case(edited((FROM, "    from: [meridian]\n"))),
    "a charter that shares nothing and a preferred one are left alone": Case(
        edited(("\nsharing:  ", "\nextensions:  ")),
    ),
    "a charter that shares nothing and a preferred one are left alone (2)": Case(
        edited((FROM, "    from: helix\n"), ("tier: strategic ", "tier: preferred ")),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)


@pytest.mark.parametrize(
    "edit",
    [
        (FROM, "    from: helix\n"),
        (RULE_LINE, "    rule: never-share                        # must"),
    ],
)
def test_a_party_that_gives_nothing_is_named_at_the_section(edit: tuple[str, str]) -> None:
    files = edited(edit)
    lines = files[CHARTER].decode().split("\n")
    line = next(number for number, text in enumerate(lines, 1) if text.startswith("sharing:"))

    assert findings(files, RULE) == [Seen(RULE, "warning", line, "sharing", NOTHING)]
