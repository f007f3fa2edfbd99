"""Ties that hold when one person is away."""

# ruff: noqa: E501 - a table is read row by row

from tests.support import CHARTER, Case, edited, finding, options, table, warning

RULE = "touchpoints-redundant"
TIER = "tier: strategic                    # strategic | preferred | transactional"
TRUST = (
    "\npeople:  ",
    "\n  trust: {name: Mill Trust, role: voice, gives: [Advice], gets: [Quiet]}\npeople:  ",
)
PAT = ("\nsponsors: {", "\n  pat: {name: Pat Quill, party: trust}\n\nsponsors: {")
JUDGE = ("\nsponsors: {", "\n  judge: {name: Judith Amsel, party: neutral}\n\nsponsors: {")
TWO = "a: {between: [tom, nils]}\n  b: {between: [ravi, sofia]}"
FEW = "of people {} the parties; a strategic partnership needs at least"


def tied(ties: str, *edits: tuple[str, str]) -> dict[str, bytes]:
    """The complete charter with these touchpoints instead."""
    files = edited(*edits)
    text = files[CHARTER].decode()
    start, end = text.index("touchpoints: "), text.index("behaviours:\n")
    section = f"touchpoints:\n  {ties}\n" if ties else ""
    return files | {CHARTER: (text[:start] + section + text[end:]).encode()}


# fmt: off
CASES = {
    "a post, such as a service desk, is no person who ties": Case(
        tied(TWO, ("    title: Transport Control Lead\n", "    post: true\n    title: Transport Control Lead\n")),
        warning("touchpoints", "1 pair " + FEW.format("connects") + " 2"),
    ),
    "two pairs are enough": Case(tied(TWO)),
    "only different pairs across parties count: a: {between: [tom, nils]}": Case(
        tied("a: {between: [tom, nils]}"),
        warning("touchpoints", "1 pair " + FEW.format("connects") + " 2", on="touchpoints:"),
    ),
    "only different pairs across parties count: 1 pair": Case(
        tied("a: {between: [tom, nils]}\n  b: {between: [nils, tom]}"),
        warning("touchpoints", "1 pair " + FEW.format("connects") + " 2", on="touchpoints:"),
    ),
    "only different pairs across parties count: 1 pair, 2": Case(
        tied("a: {between: [tom, nils]}\n  b: {between: [ravi, tom]}"),
        warning("touchpoints", "1 pair " + FEW.format("connects") + " 2", on="touchpoints:"),
    ),
    "only different pairs across parties count: a: {between: [tom, ravi, tom]}": Case(
        tied("a: {between: [tom, ravi, tom]}"),
        warning("touchpoints", "no pair " + FEW.format("connects") + " 2", on="touchpoints:"),
    ),
    "only different pairs across parties count: a: {between: []}": Case(
        tied("a: {between: []}"),
        warning("touchpoints", "no pair " + FEW.format("connects") + " 2", on="touchpoints:"),
    ),
    "a charter without touchpoints is found where they belong": Case(tied(""), finding("touchpoints", on="behaviours:")),
    "three people at one table are two pairs": Case(
        tied("a: {between: [tom, nils, sofia]}"),
        finding(message="all touchpoints between the parties depend on Tom Ellis"),
    ),
    "three people at one table are two pairs (2)": Case(tied("a: {between: [tom, ravi, nils, sofia]}")),
    "ties that all run through one person are told": Case(
        tied("a: {between: [tom, nils]}\n  b: {between: [tom, sofia]}"),
        finding(message="all touchpoints between the parties depend on Tom Ellis"),
    ),
    "every party is tied": Case(
        tied(TWO, TRUST),
        finding(message="no one from Mill Trust has a touchpoint with another party"),
    ),
    "every party is tied (2)": Case(tied(TWO + "\n  c: {between: [pat, tom]}", TRUST, PAT)),
    "mediators and strangers tie nobody": Case(
        tied("a: {between: [tom, judge]}\n  b: {between: [judge, sofia]}", JUDGE),
        finding(message="no pair " + FEW.format("connects") + " 2"),
    ),
    "where somebodys party is not known nothing is said: ghost": Case(tied("a: {between: [tom, ghost]}", PAT)),
    "where somebodys party is not known nothing is said: pat": Case(tied("a: {between: [tom, pat]}", PAT)),
    "a touchpoint that the model refused is one finding": Case(
        tied("a: {between: [tom, nils]}\n  b: {between: all}"),
    ),
    "an organisation sets how many pairs it wants: 1": Case(
        tied("a: {between: [tom, nils]}"), settings=options(RULE, {"least": 1}),
    ),
    "an organisation sets how many pairs it wants: 3": Case(
        tied(TWO),
        finding(message="2 pairs " + FEW.format("connect") + " 3"), settings=options(RULE, {"least": 3}),
    ),
    "only strategic partnerships need them and may say that they do not": Case(tied("", (TIER, "tier: preferred"))),
    "only strategic partnerships need them and may say that they do not (2)": Case(
        tied("", ("\nwaivers: []", "\nwaivers: []\nnot_applicable: {touchpoints: Two founders}")),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)
