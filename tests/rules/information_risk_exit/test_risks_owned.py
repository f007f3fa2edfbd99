"""Risks that somebody watches."""

import pytest

from tests.support import CHARTER, Seen, edited, findings, line_of
from trm_policy.judging.settings import Settings, SettingsTable
from trm_policy.model.building import build

RULE = "risks-owned"
DEPOT = "    title: Loss of the Leeds depot\n    owner: nils\n"
KEY_PERSON = "    mitigation: Named deputies shadow every review.\n    review_by: 2027-03-31\n"
MITIGATION = "    mitigation: Warm standby at Hull; rehearsed every half-year.\n"


def found(*edits: tuple[str, str]) -> list[tuple[str, str, str]]:
    return [(s.severity, s.at, s.message) for s in findings(edited(*edits), RULE)]


def risks_line(files: dict[str, bytes]) -> int:
    return files[CHARTER].decode().split("\n").index("risks:") + 1


def test_the_risks_of_the_complete_charter_are_watched() -> None:
    assert findings(edited(), RULE) == []


def test_a_closed_risk_does_not_count_and_needs_nothing() -> None:
    files = edited((KEY_PERSON, "    closed_on: 2026-10-01\n"))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            risks_line(files),
            "risks",
            "the charter has 2 open risks; a partnership that looks at its risks finds at least 3",
        )
    ]


@pytest.mark.parametrize(
    ("old", "new", "field", "lack"),
    [
        (DEPOT, "    title: Loss of the Leeds depot\n", "owner", "who watches it"),
        (
            "    likelihood: 2                            # 1",
            "    # 1",
            "likelihood",
            "how likely it is",
        ),
        ("    impact: 5\n", "", "impact", "how grave it would be"),
        (MITIGATION, "", "mitigation", "what is done about it"),
        (
            MITIGATION + "    review_by: 2027-03-31\n",
            MITIGATION,
            "review_by",
            "when it is looked at again",
        ),
    ],
)
def test_what_a_risk_lacks_is_marked_at_it(old: str, new: str, field: str, lack: str) -> None:
    files = edited((old, new))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, "  depot-loss:"),
            f"risks.depot-loss.{field}",
            f"the risk 'depot-loss' does not say {lack}",
        )
    ]


OF_MERIDIAN = (DEPOT, DEPOT.replace("nils", "ravi"))


def test_a_party_that_owns_none_is_a_warning() -> None:
    assert found(OF_MERIDIAN) == [
        ("warning", "risks", "Helix Cold Chain AB owns none of the risks")
    ]


@pytest.mark.parametrize("owner", ["nisl", "[nils]"])
def test_an_owner_who_is_not_known_may_be_of_any_party(owner: str) -> None:
    assert found((DEPOT, DEPOT.replace("nils", owner))) == []


def test_where_all_are_closed_nobody_needs_to_own_one() -> None:
    text = edited()[CHARTER].decode()
    start, end = text.index("risks:\n"), text.index("commitments:  ")
    closed = "risks:\n  old: {title: Old, closed_on: 2026-01-01}\n"

    assert found((text[start:end], closed)) == [
        (
            "error",
            "risks",
            "the charter has no open risk; a partnership that looks at its risks finds at least 3",
        )
    ]


def test_an_organisation_may_want_more() -> None:
    table = build(SettingsTable, {"rules": {RULE: {"least": 4}}}).value
    assert table is not None

    assert [seen.at for seen in findings(edited(), RULE, settings=Settings(table))] == ["risks"]


def test_a_charter_without_risks_and_a_preferred_one_are_left_alone() -> None:
    assert found(("\nrisks:\n", "\nextensions:\n")) == []
    assert found(OF_MERIDIAN, ("tier: strategic ", "tier: preferred ")) == []
