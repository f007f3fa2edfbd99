"""People whom somebody who needs them can reach."""

# ruff: noqa: E501 - a table is read row by row

import pytest

from tests.support import DIRECTORY, Case, edited, error, finding, findings, info, table

RULE = "people-reachable"
TIER = "tier: strategic                    # strategic | preferred | transactional"
TOM_MAIL = "    email: tom.ellis@meridian.example\n"
TOM = "    name: Tom Ellis\n    party: meridian\n"
LENA_MAIL = "    email: lena.hart@meridian.example\n"
DESK = "  desk: {name: Service desk, post: true, party: meridian, email: desk@meridian.example}\n"
PIA = "  pia: {name: Pia Strand, party: helix, email: pia@helix.example}\n"
SPONSORS = "\nsponsors: {"
MINUTES = "partnerships/meridian-helix/reviews/2026-10-20-qbr.md"
ESCALATION = "partnerships/meridian-helix/escalations/2026-003.md"


def found(files: dict[str, bytes]) -> list[tuple[str, str, str]]:
    return [(seen.severity, seen.at, seen.message) for seen in findings(files, RULE)]


def listed(entry: str, *edits: tuple[str, str]) -> dict[str, bytes]:
    return edited((SPONSORS, f"\n{entry}{SPONSORS}"), *edits)


def no_part(name: str, at: str) -> tuple[str, str, str]:
    message = f"{name} is listed under 'people' but has no role in the partnership"
    return ("info", at, message)


# fmt: off
CASES = {
    "somebody without an address is marked": Case(
        edited((TOM_MAIL, "")),
        error("people.tom.email", "Tom Ellis has a role in a partnership but no e-mail address", on="  tom:"),
    ),
    "somebody of the directory without an address is marked there": Case(
        edited((LENA_MAIL, ""), path=DIRECTORY),
        error("people.lena.email", "Lena Hart has a role in a partnership but no e-mail address", on="  lena:", path=DIRECTORY),
    ),
    "a post with a telephone number needs no address": Case(
        edited((TOM_MAIL, "    post: true\n    phone: 020 7946 0958\n")),
    ),
    "a telephone number of one's own will do": Case(edited((TOM_MAIL, "    phone: 020 7946 0958\n"))),
    "an address of the deputy will do": Case(
        edited(("    email: ravi.menon@meridian.example\n", "")),
    ),
    "a post of the party will do, and none of another party": Case(
        listed(DESK, (TOM_MAIL, ""), ("    consulted: [nils]", "    consulted: [desk]")),
    ),
    "a post of the party will do, and none of another party (2)": Case(
        listed(DESK.replace("meridian", "helix"), (TOM_MAIL, ""), ("    consulted: [nils]", "    consulted: [desk]")),
        finding("people.tom.email"),
    ),
    "a post without an address helps no one": Case(
        listed(DESK.replace(", email: desk@meridian.example", ""), (TOM_MAIL, ""), ("    consulted: [nils]", "    consulted: [desk]")),
        finding("people.tom.email"), finding("people.desk.email"),
    ),
    "where formal notices to the party go will do": Case(
        edited((TOM_MAIL, ""), ("    role: buyer\n", "    role: buyer\n    notices: {email: legal@meridian.example}\n")),
    ),
    "a postal address alone will not": Case(
        edited((TOM_MAIL, ""), ("    role: buyer\n", "    role: buyer\n    notices: {to: Company Secretary}\n")),
        finding("people.tom.email"),
    ),
    "a number that nobody can dial in the country of the party is marked": Case(
        edited((TOM_MAIL, f"{TOM_MAIL}    phone: 020 79\n")),
        error("people.tom.phone", "the telephone number '020 79' of Tom Ellis is too long or too short for a telephone number of GB", on="    phone: 020 79"),
    ),
    "a number that is none in any country is one finding": Case(
        edited((TOM_MAIL, f"{TOM_MAIL}    phone: +44 20 79\n")),
    ),
    "an address that is none is one finding": Case(edited((TOM_MAIL, "    email: depot 4\n"))),
    "an address that is none is one finding (2)": Case(edited((LENA_MAIL, "    email: depot 4\n"), path=DIRECTORY)),
    "somebody repeated from the directory without an address is another rules finding": Case(
        listed("  ada: {name: Ada Okafor, party: meridian}\n"),
    ),
    "somebody without a party is marked": Case(
        edited((TOM, TOM.replace("    party: meridian\n", ""))),
        error("people.tom.party", "Tom Ellis has a role in the partnership but no party", on="  tom:"),
    ),
    "somebody of the directory who works for no party is marked where they are named": Case(
        edited(("    lead: sofia\n    due", "    lead: imogen\n    due")) | {DIRECTORY: edited(("people:\n", "people:\n  imogen: {name: Imogen Clarke, organisation: aire, email: i@aire.example}\n"), ("organisations:\n", "organisations:\n  aire: {name: Aire Ltd}\n"), path=DIRECTORY)[DIRECTORY]},
        error("goals.trust.lead", "Imogen Clarke has a role in the partnership but works for none of the parties", on="    lead: imogen"),
    ),
    "somebody of the directory who works for no party is marked where they are named (2)": Case(
        edited(("    lead: sofia\n    due", "    lead: imogen\n    due")) | {DIRECTORY: edited(("people:\n", "people:\n  imogen: {name: Imogen Clarke, organisation: aire, email: i@aire.example}\n"), path=DIRECTORY)[DIRECTORY]},
    ),
    "a party that does not exist is the finding of another rule": Case(
        edited((TOM, TOM.replace("meridian", "meridan"))),
    ),
    "mediators need an address too": Case(
        listed("  judith: {name: Judith Amsel, party: neutral}\n", ("deadlock: {to: escalation}       ", "deadlock: {person: judith}  ")),
        finding("people.judith.email"),
    ),
    "an office of a committee is reached through it and need not be of a party": Case(
        listed("  clerk: {name: Clerk of the board, post: true}\n", ("      - {person: mikael, role: member}\n", "      - {person: mikael, role: member}\n      - {person: clerk, role: secretary}\n")),
    ),
    "an office that is asked from outside needs an address": Case(
        listed("  clerk: {name: Clerk of the board, post: true, party: helix}\n", ("    consulted: [nils]", "    consulted: [clerk]")),
        finding("people.clerk.email"),
    ),
    "in a consortium a member of a committee is reached through its chair, who needs an address": Case(
        listed("  pia: {name: Pia Strand, party: helix, deputy: bea}\n  bea: {name: Bea Lund, party: helix}\n  cai: {name: Cai Holm, party: helix}\n", ("host: meridian ", "instrument: consortium\nhost: meridian "), ("      - {person: mikael, role: member}\n", "      - {person: mikael, role: member}\n      - {person: pia}\n      - {person: cai, role: co-chair}\n")),
        finding("people.cai.email"),
    ),
    "in an alliance every member needs an address": Case(
        listed("  pia: {name: Pia Strand, party: helix}\n", ("      - {person: mikael, role: member}\n", "      - {person: mikael, role: member}\n      - {person: pia}\n")),
        finding("people.pia.email"),
    ),
    "bodies have no address": Case(
        edited(("\ncommittees:\n", "\ncommittees:\n  crew: {name: Crew, party: helix}\n"), ("    consulted: [nils]", "    consulted: [crew]")),
    ),
    "somebody who does not exist is the finding of another rule": Case(
        edited(("    consulted: [nils]", "    consulted: [ghost]")),
    ),
    "a name that is still a placeholder is left to that finding": Case(
        edited(("    name: Tom Ellis\n", "    name: TBD\n"), (TOM_MAIL, "")),
    ),
    "somebody listed without a part is marked": Case(
        listed(PIA),
        info("people.pia", no_part("Pia Strand", "")[2], on="  pia:"),
    ),
    "a deputy has a part": Case(listed(PIA, ("    deputy: nils\n", "    deputy: pia\n"))),
    "whoever may be named in what was refused is not called idle": Case(
        listed(PIA, ("    owner: nils\n    source: Trailer telemetry\n    frequency: monthly\n", "    owner: pia\n    source: Trailer telemetry\n    frequency: [monthly]\n"), ("    name: Temperature excursions\n", "    name: [pia]\n")),
    ),
    "where a record was refused in part nobody is called idle": Case(
        listed(PIA) | {MINUTES: listed(PIA)[MINUTES].decode().replace("attendees: [", "attendees: [[pia], ", 1).encode()},
    ),
    "what is over asks for no address and still names people: 1": Case(
        listed("  pia: {name: Pia Strand, party: helix}\n", *[("    owner: nils\n    due: 2026-11", "    owner: pia\n    closed_on: 2026-11-20\n    due: 2026-11")]),
    ),
    "what is over asks for no address and still names people: 2": Case(
        listed("  pia: {name: Pia Strand, party: helix}\n", *[("    lead: mikael\n    since", "    lead: pia\n    since"), ("    stage: pilot  ", "    stage: done  ")]),
    ),
    "what is over asks for no address and still names people: 3": Case(
        listed("  pia: {name: Pia Strand, party: helix}\n", *[("\nwaivers: []", "\nwaivers:\n  - {rule: kpi-count, approved_by: pia}")]),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)


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


def test_nobody_has_a_part_by_being_their_own_deputy() -> None:
    files = listed(PIA.replace("party: helix", "party: helix, deputy: pia"))

    assert found(files) == [no_part("Pia Strand", "people.pia")]


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


def test_a_seat_whose_appointment_has_ended_asks_for_no_address() -> None:
    pia = "  pia: {name: Pia Strand, party: helix}\n"
    seat = "      - {person: nils, role: co-chair, until: 2027-12-31}\n"

    for until, places in (("2026-11-21", []), ("2026-11-22", ["people.pia.email"])):
        more = seat + f"      - {{person: pia, until: {until}}}\n"
        assert [at for _, at, _ in found(listed(pia, (seat, more)))] == places
