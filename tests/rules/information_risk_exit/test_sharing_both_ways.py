"""Information that flows in every direction."""

import pytest

from tests.support import CHARTER, Seen, edited, findings

RULE = "sharing-both-ways"
FROM = "    from: meridian\n"
RULE_LINE = "    rule: must-share                         # must"
NOTHING = "Meridian Foods plc shares nothing with the other parties"


def test_every_party_of_the_complete_charter_shares_something() -> None:
    assert findings(edited(), RULE) == []


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


@pytest.mark.parametrize("giver", ["", "    from: meridien\n", "    from: [meridian]\n"])
def test_an_item_of_an_unknown_giver_may_be_the_one(giver: str) -> None:
    assert findings(edited((FROM, giver)), RULE) == []


def test_a_charter_that_shares_nothing_and_a_preferred_one_are_left_alone() -> None:
    silent = (FROM, "    from: helix\n")

    assert findings(edited(("\nsharing:  ", "\nextensions:  ")), RULE) == []
    assert findings(edited(silent, ("tier: strategic ", "tier: preferred ")), RULE) == []
