"""Committees small enough to decide."""

from tests.support import Seen, edited, findings, line_of
from trm_policy.judging.settings import Settings, SettingsTable
from trm_policy.model.building import build

RULE = "committee-size"
SOFIA = "      - {person: sofia, role: member}\n"


def grown(more: int, *edits: tuple[str, str]) -> dict[str, bytes]:
    """The complete charter with so many people more on its operations board of four."""
    seats = "".join(f"      - {{person: guest-{number}}}\n" for number in range(more))
    return edited((SOFIA, SOFIA + seats), *edits)


def test_the_committees_of_the_complete_charter_are_small() -> None:
    assert findings(edited(), RULE) == []


def test_thirteen_are_a_warning_at_the_members() -> None:
    files = grown(9)

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "warning",
            line_of(files, "      - {person: tom, role: co-chair") - 1,
            "committees.operations.members",
            "the committee 'operations' has 13 members; more than 12 listen rather than decide",
        )
    ]


def test_twelve_are_well_and_nobody_counts_twice() -> None:
    assert findings(grown(8), RULE) == []
    assert (
        findings(grown(8, ("    quorum: {members: 2,", SOFIA + "    quorum: {members: 2,")), RULE)
        == []
    )


def test_an_organisation_may_draw_another_bound() -> None:
    table = build(SettingsTable, {"rules": {RULE: {"most": 5}}}).value
    assert table is not None

    assert [one.at for one in findings(edited(), RULE, settings=Settings(table))] == [
        "committees.steering.members"
    ]


def test_a_body_of_one_party_is_as_large_as_the_law_says() -> None:
    body = ("    name: Operations board\n", "    name: Operations board\n    party: helix\n")

    assert findings(grown(20, body), RULE) == []


def test_every_tier_is_asked() -> None:
    transactional = ("tier: strategic ", "tier: transactional ")

    assert [one.severity for one in findings(grown(9, transactional), RULE)] == ["warning"]
