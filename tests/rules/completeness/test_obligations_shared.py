"""Obligations that weigh on more than one party."""

import re

import pytest

from tests.support import CHARTER, Seen, edited, findings, line_of
from trm_policy.judging.settings import Settings, SettingsTable
from trm_policy.model.building import build

RULE = "obligations-shared"
TIER = "tier: strategic                    # strategic | preferred | transactional"
KPI = (
    "    owner: ravi\n    source: The escalation log",
    "    owner: {}\n    source: The escalation log",
)
FORECAST = (
    "    to: [helix]                              # all others unless said\n    rule: must-share  "
)
FLASH = "    from: helix\n    rule: must-share\n    every: weekly\n    channel"
ONE_SIDED = (
    "all obligations fall on Helix Cold Chain AB: 1 commitment, 5 KPIs and 1 duty to share; "
    "Meridian Foods plc owes nothing"
)


def one_sided(*more: tuple[str, str], owner: str = "sofia") -> dict[str, bytes]:
    """The complete charter with nothing for Meridian to do, unless ``owner`` is of Meridian."""
    kpi = (KPI[0], KPI[1].format(owner))
    return edited(kpi, (FORECAST, FORECAST.replace("must-share", "ask-first ")), *more)


def flash(every: str) -> tuple[str, str]:
    return FLASH, FLASH.replace("every: weekly", f"every: {every}")


def found(files: dict[str, bytes]) -> list[tuple[str, str]]:
    return [(seen.at, seen.message) for seen in findings(files, RULE)]


def test_the_obligations_of_the_complete_charter_are_shared() -> None:
    assert findings(edited(), RULE) == []


def test_obligations_of_one_party_alone_are_marked_at_the_last_section() -> None:
    files = one_sided()

    assert findings(files, RULE) == [
        Seen(RULE, "warning", line_of(files, "commitments: "), "commitments", ONE_SIDED)
    ]


def test_one_figure_to_answer_for_is_a_share() -> None:
    assert findings(one_sided(owner="tom"), RULE) == []


def test_one_thing_that_must_be_shared_is_a_share() -> None:
    assert found(edited((KPI[0], KPI[1].format("sofia")))) == []


@pytest.mark.parametrize(("closed", "shared"), [("", True), ("    closed_on: 2026-11-01\n", False)])
def test_an_open_commitment_is_a_share(closed: str, shared: bool) -> None:
    mine = (
        "  peak-capacity:\n    what: 120 extra",
        (
            f"  volume:\n    what: Volume\n    owner: tom\n    due: 2026-12-01\n{closed}"
            "  peak-capacity:\n    what: 120 extra"
        ),
    )

    assert (found(one_sided(mine)) == []) is shared


@pytest.mark.parametrize("owner", ["ghost", "judith"])
def test_an_owner_whose_party_is_not_known_may_be_of_any(owner: str) -> None:
    judith = ("\nsponsors: {", "\n  judith: {name: Judith Amsel}\nsponsors: {")

    assert found(one_sided(judith, owner=owner)) == []


def test_a_figure_without_an_owner_may_be_anybodys() -> None:
    assert found(one_sided(("    owner: nils\n    source: Trailer", "    source: Trailer"))) == []


def test_mediators_share_no_obligations() -> None:
    judith = ("\nsponsors: {", "\n  judith: {name: Judith Amsel, party: neutral}\nsponsors: {")

    assert [at for at, _ in found(one_sided(judith, owner="judith"))] == ["commitments"]


def test_what_must_be_shared_by_nobody_known_may_be_anybodys() -> None:
    giver = (FLASH, FLASH.replace("    from: helix\n", ""))

    assert found(one_sided(giver)) == []


def test_of_three_parties_those_that_owe_nothing_are_told() -> None:
    trust = (
        "\npeople:  ",
        "\n  trust: {name: Mill Trust, role: voice, gives: [Advice], gets: [Quiet]}\npeople:  ",
    )

    assert [message.partition("; ")[2] for _, message in found(one_sided(trust))] == [
        "Meridian Foods plc and Mill Trust owe nothing"
    ]


def test_a_single_obligation_cannot_be_shared() -> None:
    text = one_sided()[CHARTER].decode()
    text = re.sub(r"\nkpis:\n(?:(?:[ #].*)?\n)*", "\nextensions:\n  was: {}\n", text)
    text = text.replace(FLASH, FLASH.replace("must-share", "can-share"))

    assert found(edited() | {CHARTER: text.encode()}) == []


def test_where_an_obligation_was_refused_the_rest_is_not_weighed() -> None:
    assert found(one_sided(("    tolerance: 2\n", "    tolerance: little\n"))) == []


def test_obligations_are_marked_at_the_last_section_that_holds_one() -> None:
    closed = ("    due: 2026-11-23\n", "    due: 2026-11-23\n    closed_on: 2026-11-20\n")

    assert found(one_sided(closed)) == [
        ("sharing", ONE_SIDED.replace("1 commitment, 5 KPIs", "5 KPIs"))
    ]


def test_too_many_reports_are_marked_at_the_most_frequent() -> None:
    files = edited(flash("FREQ=DAILY"))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "warning",
            line_of(files, "    every: FREQ=DAILY"),
            "sharing.weekly-flash.every",
            "Helix Cold Chain AB owes about 30 reports a month; more than 12 are hardly read",
        )
    ]


def test_reports_of_a_party_are_added_up() -> None:
    """Three weekly reports are 13 a month, two weekly and one fortnightly 10.9."""
    two = ("    rule: can-share\n", "    rule: must-share\n    every: weekly\n")
    costs = "    item: Depot cost model\n    from: helix\n    rule: {}\n"
    weekly, fortnightly = (
        (costs.format("ask-first"), costs.format(f"must-share\n    every: {every}"))
        for every in ("weekly", "fortnightly")
    )

    assert found(edited(two, fortnightly)) == []
    assert found(edited(two, weekly)) == [
        (
            "sharing.weekly-flash.every",
            "Helix Cold Chain AB owes about 13 reports a month; more than 12 are hardly read",
        )
    ]


def test_what_is_shared_without_rhythm_or_duty_is_no_report() -> None:
    assert found(edited((FLASH, FLASH.replace("    every: weekly\n", "")))) == []
    can = FLASH.replace("must-share", "can-share").replace("every: weekly", "every: FREQ=DAILY")
    assert found(edited((FLASH, can))) == []


def test_reports_that_have_ended_are_owed_no_more() -> None:
    assert found(edited(flash("FREQ=DAILY;UNTIL=20261101"))) == []
    assert len(found(edited(flash("FREQ=DAILY;UNTIL=20271101")))) == 1


def test_where_the_term_has_no_start_reports_count_from_today() -> None:
    start = ("  start: 2025-01-01\n", "")

    assert [at for at, _ in found(edited(start, flash("FREQ=DAILY")))] == [
        "sharing.weekly-flash.every"
    ]


def test_an_organisation_may_allow_more_reports() -> None:
    table = build(SettingsTable, {"rules": {RULE: {"most": 31}}}).value
    assert table is not None

    assert findings(edited(flash("FREQ=DAILY")), RULE, settings=Settings(table)) == []


def test_a_transactional_partnership_may_be_one_sided() -> None:
    assert found(one_sided((TIER, "tier: transactional"), flash("FREQ=DAILY"))) == []
