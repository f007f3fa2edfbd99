"""People whom somebody who needs them can reach."""

import pytest

from tests.support import DIRECTORY, Seen, edited, findings, line_of

RULE = "people-reachable"
TIER = "tier: strategic                    # strategic | preferred | transactional"
TOM_MAIL = "    email: tom.ellis@meridian.example\n"
TOM = "    name: Tom Ellis\n    party: meridian\n"
LENA_MAIL = "    email: lena.hart@meridian.example\n"
PIA = "  pia: {name: Pia Strand, party: helix, email: pia@helix.example}\n"
SPONSORS = "\nsponsors: {"
MINUTES = "partnerships/meridian-helix/reviews/2026-10-20-qbr.md"
ESCALATION = "partnerships/meridian-helix/escalations/2026-003.md"


def found(files: dict[str, bytes]) -> list[tuple[str, str, str]]:
    return [(seen.severity, seen.at, seen.message) for seen in findings(files, RULE)]


def listed(entry: str, *edits: tuple[str, str]) -> dict[str, bytes]:
    return edited((SPONSORS, f"\n{entry}{SPONSORS}"), *edits)


def no_part(name: str, at: str) -> tuple[str, str, str]:
    message = f"{name} is listed among the people and has no part in the partnership"
    return ("info", at, message)


def test_everybody_in_the_complete_charter_can_be_reached() -> None:
    assert findings(edited(), RULE) == []


def test_somebody_without_an_address_is_marked() -> None:
    files = edited((TOM_MAIL, ""))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, "  tom:"),
            "people.tom.email",
            "Tom Ellis has a part in a partnership and no e-mail address",
        )
    ]


def test_somebody_of_the_directory_without_an_address_is_marked_there() -> None:
    files = edited((LENA_MAIL, ""), path=DIRECTORY)

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, "  lena:", DIRECTORY),
            "people.lena.email",
            "Lena Hart has a part in a partnership and no e-mail address",
        )
    ]


def test_an_address_that_is_none_is_one_finding() -> None:
    assert found(edited((TOM_MAIL, "    email: depot 4\n"))) == []
    assert found(edited((LENA_MAIL, "    email: depot 4\n"), path=DIRECTORY)) == []


def test_somebody_repeated_from_the_directory_without_an_address_is_another_rules_finding() -> None:
    assert found(listed("  ada: {name: Ada Okafor, party: meridian}\n")) == []


def test_somebody_without_a_party_is_marked() -> None:
    files = edited((TOM, TOM.replace("    party: meridian\n", "")))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, "  tom:"),
            "people.tom.party",
            "Tom Ellis has a part in the partnership and no party",
        )
    ]


@pytest.mark.parametrize(
    ("person", "tier", "silent"),
    [
        ("sofia", "strategic", True),
        ("sofia", "transactional", True),
        ("jonas", "strategic", True),
        ("jonas", "preferred", True),
        ("jonas", "transactional", False),
    ],
)
def test_of_owners_and_sponsors_without_a_party_their_own_rules_tell(
    person: str, tier: str, silent: bool
) -> None:
    name = {"sofia": "Sofia Ek", "jonas": "Jonas Lindqvist"}[person]
    party = (f"    name: {name}\n    party: helix\n", f"    name: {name}\n")

    assert (found(edited(party, (TIER, f"tier: {tier}"))) == []) is silent


def test_somebody_of_the_directory_who_works_for_no_party_is_marked_where_they_are_named() -> None:
    files = edited(("    lead: sofia\n    due", "    lead: imogen\n    due"))
    imogen = "  imogen: {name: Imogen Clarke, organisation: aire, email: i@aire.example}\n"
    person = ("people:\n", f"people:\n{imogen}")
    organisation = ("organisations:\n", "organisations:\n  aire: {name: Aire Ltd}\n")
    known = edited(person, organisation, path=DIRECTORY)[DIRECTORY]
    unknown = edited(person, path=DIRECTORY)[DIRECTORY]

    assert findings(files | {DIRECTORY: known}, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, "    lead: imogen"),
            "goals.trust.lead",
            "Imogen Clarke has a part in the partnership and works for none of the parties",
        )
    ]
    assert found(files | {DIRECTORY: unknown}) == []


def test_a_party_that_does_not_exist_is_the_finding_of_another_rule() -> None:
    assert found(edited((TOM, TOM.replace("meridian", "meridan")))) == []


def test_mediators_need_an_address_too() -> None:
    judith = listed(
        "  judith: {name: Judith Amsel, party: neutral}\n",
        ("deadlock: {to: escalation}       ", "deadlock: {person: judith}  "),
    )

    assert [at for _, at, _ in found(judith)] == ["people.judith.email"]


def test_bodies_have_no_address() -> None:
    files = edited(
        ("\ncommittees:\n", "\ncommittees:\n  crew: {name: Crew, party: helix}\n"),
        ("    consulted: [nils]", "    consulted: [crew]"),
    )

    assert found(files) == []


def test_somebody_who_does_not_exist_is_the_finding_of_another_rule() -> None:
    assert found(edited(("    consulted: [nils]", "    consulted: [ghost]"))) == []


def test_a_name_that_is_still_a_placeholder_is_left_to_that_finding() -> None:
    assert found(edited(("    name: Tom Ellis\n", "    name: TBD\n"), (TOM_MAIL, ""))) == []


def test_somebody_listed_without_a_part_is_marked() -> None:
    files = listed(PIA)

    assert findings(files, RULE) == [
        Seen(RULE, "info", line_of(files, "  pia:"), "people.pia", no_part("Pia Strand", "")[2])
    ]


def test_nobody_has_a_part_by_being_their_own_deputy() -> None:
    files = listed(PIA.replace("party: helix", "party: helix, deputy: pia"))

    assert found(files) == [no_part("Pia Strand", "people.pia")]


def test_a_deputy_has_a_part() -> None:
    assert found(listed(PIA, ("    deputy: nils\n", "    deputy: pia\n"))) == []


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (MINUTES, "attendees: [", "attendees: [pia, "),
        (MINUTES, "\n- [", "\n- [ ] @pia Ask again (due 2026-12-01)\n- ["),
        (ESCALATION, "raised_by: tom", "raised_by: pia"),
    ],
)
def test_whoever_is_named_in_records_is_not_listed_in_vain(path: str, old: str, new: str) -> None:
    files = listed(PIA)
    text = files[path].decode()
    assert old in text

    assert found(files | {path: text.replace(old, new, 1).encode()}) == []


def test_records_of_later_days_are_not_seen() -> None:
    files = listed(PIA)
    later = MINUTES.replace("2026-10-20", "2027-01-21")
    minutes = "---\nreview: qbr\nfor: 2027-01-21\nheld_on: 2027-01-21\nattendees: [pia]\n---\n"

    assert found(files | {later: minutes.encode()}) == [no_part("Pia Strand", "people.pia")]


def test_whoever_may_be_named_in_what_was_refused_is_not_called_idle() -> None:
    kpi = (
        "    owner: nils\n    source: Trailer telemetry\n    frequency: monthly\n",
        "    owner: pia\n    source: Trailer telemetry\n    frequency: [monthly]\n",
    )
    named = ("    name: Temperature excursions\n", "    name: [pia]\n")

    assert found(listed(PIA, kpi, named)) == []


def test_where_a_record_was_refused_in_part_nobody_is_called_idle() -> None:
    files = listed(PIA)
    text = files[MINUTES].decode().replace("attendees: [", "attendees: [[pia], ", 1)

    assert found(files | {MINUTES: text.encode()}) == []


@pytest.mark.parametrize(
    "edits",
    [
        [
            (
                "    owner: nils\n    due: 2026-11",
                "    owner: pia\n    closed_on: 2026-11-20\n    due: 2026-11",
            )
        ],
        [
            ("    lead: mikael\n    since", "    lead: pia\n    since"),
            ("    stage: pilot  ", "    stage: done  "),
        ],
        [("\nwaivers: []", "\nwaivers:\n  - {rule: kpi-count, approved_by: pia}")],
    ],
)
def test_what_is_over_asks_for_no_address_and_still_names_people(
    edits: list[tuple[str, str]],
) -> None:
    assert found(listed("  pia: {name: Pia Strand, party: helix}\n", *edits)) == []


def test_a_seat_whose_appointment_has_ended_asks_for_no_address() -> None:
    pia = "  pia: {name: Pia Strand, party: helix}\n"
    seat = "      - {person: nils, role: co-chair, until: 2027-12-31}\n"

    for until, places in (("2026-11-21", []), ("2026-11-22", ["people.pia.email"])):
        more = seat + f"      - {{person: pia, until: {until}}}\n"
        assert [at for _, at, _ in found(listed(pia, (seat, more)))] == places
