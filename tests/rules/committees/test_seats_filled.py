"""Seats that somebody has."""

# ruff: noqa: E501 - a table is read row by row

from tests.support import CHARTER, Case, edited, finding, info, table, warning

RULE = "seats-filled"
MEMBERS = "      - {person: ravi, role: secretary, vote: false}\n"


def seated(members: str, *seats: str) -> dict[str, bytes]:
    """The complete charter with a class of members and these seats of it in the steering."""
    return edited(
        ("\npeople:  ", f"\n  gold: {{role: Gold members, members: [{members}]}}\npeople:  "),
        (
            "\nsponsors: {",
            "\n  gus: {name: Gus, party: gold, email: g@gold.example}\n  gia: {name: Gia, party: gold, email: gia@gold.example}\n\nsponsors: {",
        ),
        (MEMBERS, MEMBERS + "".join(f"      - {{{seat}}}\n" for seat in seats)),
    )


def others(files: dict[str, bytes], members: str = "helix-cold-chain") -> dict[str, bytes]:
    """The same with a second class of members."""
    text = files[CHARTER].decode()
    silver = f"\n  silver: {{role: Silver members, members: [{members}]}}\npeople:  "
    return files | {CHARTER: text.replace("\npeople:  ", silver).encode()}


BOTH = "meridian-foods, helix-cold-chain"
# fmt: off
CASES = {
    "the organisations may send whom they like": Case(seated(BOTH, "for: gold, each: 2")),
    "where one holder is named all are": Case(
        seated(BOTH, "for: gold, each: 2", "person: gus"),
        warning("committees.steering.members.6", "the committee 'steering' has 4 seats for 'Gold members', and names who has 1 of them", on="      - {for: gold, each: 2}"),
    ),
    "all are named": Case(seated(BOTH, "for: gold", "person: gus", "person: gia")),
    "an observer fills a seat": Case(
        seated(BOTH, "for: gold, role: observer", "person: gus, role: observer", "person: gia"),
    ),
    "who fills one seat does not fill another": Case(
        seated("meridian-foods", "for: gold", "for: gold, each: 2", "person: gus", "person: gia"),
        finding("committees.steering.members.7", "the committee 'steering' has 2 seats for 'Gold members', and names who has 1 of them"),
    ),
    "a class that nobody joined has a vacant seat": Case(
        others(seated("", "for: gold")),
        finding("committees.steering.members.6", "the committee 'steering' has a seat for 'Gold members', and no organisation has joined that class"),
    ),
    "an observer of a class that nobody joined need not come": Case(
        others(seated("", "for: gold, role: observer")),
    ),
    "where no class says who has joined that is a note, once": Case(
        others(seated("", "for: gold", "for: silver", "for: gold, role: observer"), ""),
        info("parties.gold.members", "no class of members says which organisations have joined, so nobody can tell which seats are vacant", on="  gold:"),
    ),
    "a seat is held to its last day": Case(seated(BOTH, "for: gold, until: 2026-11-22")),
    "a seat is vacant from the day after": Case(
        seated(BOTH, "for: gold, until: 2026-11-21"),
        finding("committees.steering.members.6.until", "the seat for 'Gold members' in the committee 'steering' ended on 2026-11-21"),
    ),
    "somebody who is not known may have a seat": Case(
        seated(BOTH, "for: gold, each: 2", "person: gus", "person: ghost"),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)
