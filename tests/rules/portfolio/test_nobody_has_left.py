"""Parts that are held by people who are still there."""

# ruff: noqa: E501 - a table is read row by row

from datetime import UTC, datetime

import pytest

from tests.support import (
    CHARTER,
    DIRECTORY,
    Case,
    Seen,
    edited,
    error,
    finding,
    findings,
    line_of,
    table,
)

RULE = "nobody-has-left"
LENA_MAIL = "    email: lena.hart@meridian.example\n"
MINUTES = "partnerships/meridian-helix/reviews/2026-10-20-qbr.md"
PLACES = [
    ("goals.freshness.lead", "lead of the goal 'freshness'"),
    ("committees.steering.members.3.person", "named in the committee 'steering'"),
    ("escalation.levels.directors.contacts.meridian", "contact on the escalation path"),
    ("touchpoints.network.between.1", "part of the touchpoint 'network'"),
    (
        "maturity.functions.customer-service.lead",
        "lead of a maturity function",
    ),
]
WITHOUT_LENA = [
    ("    lead: lena\n    due", "    lead: ravi\n    due"),
    ("      - {person: lena, role: member}\n", ""),
    ("contacts: {meridian: lena, helix: mikael}", "contacts: {meridian: ravi, helix: mikael}"),
    ("between: [lena, mikael]", "between: [ravi, mikael]"),
    ("lead: lena, evidence", "lead: ravi, evidence"),
]


def gone(*edits: tuple[str, str], day: str = "2026-11-01") -> dict[str, bytes]:
    """The portfolio after Lena has left and Ada has no deputy, with the charter edited."""
    directory = edited(
        (LENA_MAIL, f"{LENA_MAIL}    left: {day}\n"), ("    deputy: lena\n", ""), path=DIRECTORY
    )
    return edited(*edits) | {DIRECTORY: directory[DIRECTORY]}


def places(files: dict[str, bytes]) -> list[str]:
    return [seen.at for seen in findings(files, RULE)]


def message(part: str) -> str:
    return f"Lena Hart left on 2026-11-01 but is still {part}"


# fmt: off
CASES = {
    "it is an error in the line of the part": Case(
        gone(*WITHOUT_LENA[1:]),
        error("goals.freshness.lead", message("lead of the goal 'freshness'"), on="    lead: lena"),
    ),
    "somebody is gone from the day on that is written: 2026-11-22": Case(
        gone(day="2026-11-22"),
        finding(),
        finding(),
        finding(),
        finding(),
        finding(),
    ),
    "somebody is gone from the day on that is written: 2026-11-23": Case(gone(day="2026-11-23")),
    "the day that is asked for decides": Case(gone(), now=datetime(2026, 10, 31, tzinfo=UTC)),
    "a deputy of somebody without a part is left alone": Case(
        edited(*WITHOUT_LENA) | {DIRECTORY: edited((LENA_MAIL, f"{LENA_MAIL}    left: 2026-11-01\n  sam: {{name: Sam Field, organisation: meridian-foods, deputy: lena}}\n"), ("    deputy: lena\n", ""), path=DIRECTORY)[DIRECTORY]},
    ),
    "people and bodies without an address are nobody who left": Case(
        edited(("\ncommittees:\n", "\ncommittees:\n  crew: {name: Crew, party: helix}\n"), ("    consulted: [nils]", "    consulted: [crew, ghost]"), ("    email: nils.dahl@helix.example\n", "")) | {DIRECTORY: edited(("people:\n", "people:\n  nils-d: {name: N, organisation: helix-cold-chain, left: 2026-11-01}\n"), path=DIRECTORY)[DIRECTORY]},
    ),
    "owners are judged before the parties work together too": Case(
        gone(("stage: value-creation              # ISO", "stage: awareness  # ISO")),
        finding(),
        finding(),
        finding(),
        finding(),
        finding(),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)


def test_every_part_of_somebody_who_has_left_is_marked() -> None:
    assert [seen[3:] for seen in findings(gone(), RULE)] == [
        (at, message(part)) for at, part in PLACES
    ]


@pytest.mark.parametrize(
    ("edit", "at", "part"),
    [
        (
            ("{meridian: ada, helix: jonas}      #", "{meridian: lena, helix: jonas}      #"),
            "sponsors.meridian",
            "executive sponsor",
        ),
        (
            ("{meridian: ravi, helix: sofia}       #", "{meridian: lena, helix: sofia}       #"),
            "owners.meridian",
            "relationship owner",
        ),
        (("    deputy: tom\n", "    deputy: lena\n"), "people.ravi.deputy", "deputy of 'ravi'"),
        (
            ("    owner: ravi\n    source", "    owner: lena\n    source"),
            "kpis.days-to-settle.owner",
            "owner of the KPI 'days-to-settle'",
        ),
        (
            ("deadlock: {to: escalation}       ", "deadlock: {person: lena}  "),
            "committees.steering.deadlock.person",
            "named in the committee 'steering'",
        ),
        (
            ("    accountable: ravi\n", "    accountable: lena\n"),
            "responsibilities.demand-forecast.accountable",
            "named in the decision 'demand-forecast'",
        ),
        (
            ("    owner: tom\n  weekly-flash", "    owner: lena\n  weekly-flash"),
            "sharing.demand-forecast.owner",
            "owner of the shared item 'demand-forecast'",
        ),
        (
            ("    owner: tom\n    likelihood", "    owner: lena\n    likelihood"),
            "risks.forecast-drift.owner",
            "owner of the risk 'forecast-drift'",
        ),
        (
            ("    owner: nils\n    due: 2026-11-23", "    owner: lena\n    due: 2026-11-23"),
            "commitments.peak-capacity.owner",
            "owner of the commitment 'peak-capacity'",
        ),
        (
            ("    lead: mikael\n    since", "    lead: lena\n    since"),
            "initiatives.solar-depot.lead",
            "lead of the initiative 'solar-depot'",
        ),
        (
            (
                "    owners: {meridian: ravi, helix: sofia}\n",
                "    owners: {meridian: lena, helix: sofia}\n",
            ),
            "exit.transition.owners.meridian",
            "owner of the handover",
        ),
    ],
)
def test_each_part_has_its_name(edit: tuple[str, str], at: str, part: str) -> None:
    assert [seen[3:] for seen in findings(gone(*WITHOUT_LENA, edit), RULE)] == [(at, message(part))]


@pytest.mark.parametrize(
    "edit",
    [
        ("    lead: ravi\n    due", "    lead: lena\n    closed_on: 2026-10-01\n    due"),
        ("    owner: nils\n    due: 2026-11-23", "    owner: lena\n    closed_on: 2026-10-01"),
        (
            "    owner: tom\n    likelihood",
            "    owner: lena\n    closed_on: 2026-10-01\n    likelihood",
        ),
        ("    stage: pilot        ", "    lead: lena\n    stage: done #"),
        ("    stage: pilot        ", "    lead: lena\n    stage: dropped #"),
        ("person: ada, date: 2026-04-21", "person: lena, date: 2026-04-21"),
        ("\nwaivers: []", "\nwaivers:\n  - {rule: kpi-count, approved_by: lena}"),
        (
            "      - {person: mikael, role: member}\n",
            "      - {person: mikael, role: member}\n      - {person: lena, until: 2026-10-31}\n",
        ),
    ],
)
def test_what_is_over_or_was_done_needs_no_successor(edit: tuple[str, str]) -> None:
    text = gone(*WITHOUT_LENA)[CHARTER].decode().replace("    lead: mikael\n    since", "    since")
    assert text.count(edit[0]) == 1

    assert places(gone() | {CHARTER: text.replace(*edit).encode()}) == []


def test_minutes_of_the_past_need_no_successor() -> None:
    assert "lena" in edited()[MINUTES].decode()
    assert places(gone(*WITHOUT_LENA)) == []


def test_a_deputy_who_has_left_is_marked_in_the_directory_once() -> None:
    files = edited((LENA_MAIL, f"{LENA_MAIL}    left: 2026-11-01\n"), path=DIRECTORY)
    files |= {CHARTER: edited(*WITHOUT_LENA)[CHARTER]}

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, "    deputy: lena", DIRECTORY),
            "people.ada.deputy",
            message("deputy of 'ada'"),
        )
    ]


def test_somebody_whom_the_charter_lists_itself_is_told_by_the_address() -> None:
    left = "people:\n  nils-d: {name: Nils Dahl, organisation: helix-cold-chain, email: "
    mail = "Nils.Dahl@helix.example"
    entry = ("people:\n", f"{left}{mail}, left: 2026-11-01}}\n")
    back = (
        "people:\n",
        entry[1]
        + f"  nils-e: {{name: Nils Dahl, organisation: helix-cold-chain, email: {mail}}}\n",
    )

    assert "kpis.temperature-excursions.owner" in places(edited(entry, path=DIRECTORY))
    assert places(edited(back, path=DIRECTORY)) == []
