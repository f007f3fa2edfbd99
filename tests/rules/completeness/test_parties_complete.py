"""Parties of which everybody knows why they are there."""

# ruff: noqa: E501 - a table is read row by row

from tests.support import CHARTER, DIRECTORY, Case, edited, error, finding, report, table, warning

RULE = "parties-complete"
HOST = "host: meridian                     # the party whose repository and point of view this is"
HELIX = "    organisation: helix-cold-chain\n    role: supplier\n"
GETS = (
    "    gets:\n      - Predictable volume to finance two new depots\n"
    "      - First sight of store openings\n"
)
BOTH = (
    "host: acorn\nparties:\n"
    "  acorn: {name: Acorn, role: buyer, gives: [Money], gets: [Bread]}\n"
    "  bakery: {name: Bakery, role: supplier, gives: [Bread], gets: [Money]}\n"
)


def small(parties: str) -> dict[str, bytes]:
    """A draft that says nothing but who its parties are."""
    return {
        "partnerships/small/partnership.yaml": (
            "title: Small\nrelationship: supplier\ntier: transactional\nterm: {start: 2026-01-01}\n"
            f"people: {{}}\nowners: {{}}\n{parties}"
        ).encode()
    }


# fmt: off
CASES = {
    "a party that leaves something out is marked at its name: role": Case(
        edited(("    role: supplier\n", "")),
        error("parties.helix.role", "the charter does not state the role of Helix Cold Chain AB", on="    organisation: helix-cold-chain", step=-1),
    ),
    "a party that leaves something out is marked at its name: gets": Case(
        edited((GETS, "")),
        error("parties.helix.gets", "the charter does not state what Helix Cold Chain AB gets", on="    organisation: helix-cold-chain", step=-1),
    ),
    "all that a party leaves out is one finding": Case(
        edited((GETS, ""), ("    role: supplier\n", "")),
        finding("parties.helix.role", "the charter does not state the role of Helix Cold Chain AB or what Helix Cold Chain AB gets"),
    ),
    "a contract need not say what a party gains": Case(
        edited((GETS, ""), ("host: meridian ", "instrument: supply\nhost: meridian ")),
    ),
    "a party that gives an empty list gives nothing": Case(
        edited(("    gives:\n      - Reserved peak capacity of 120 pallets a day\n      - Live temperature telemetry\n", "    gives: []\n")),
        finding("parties.helix.gives", "the charter does not state what Helix Cold Chain AB gives"),
    ),
    "a host that is no party is marked with the nearest party": Case(
        edited((HOST, "host: meridan")),
        error("host", "the host 'meridan' is not among the parties; did you mean 'meridian'?", on="host: meridan"),
    ),
    "the same organisation cannot be two parties": Case(
        edited((HELIX, HELIX.replace("helix-cold-chain", "meridian-foods"))),
        error("parties.helix.organisation", "the parties 'meridian' and 'helix' are the same organisation, Meridian Foods plc", on="    role: supplier", step=-1),
    ),
    "the same name in other letters is the same organisation": Case(
        edited((HELIX, "    name: meridian  FOODS plc\n    role: supplier\n")),
        finding("parties.helix.name", "the parties 'meridian' and 'helix' are the same organisation, meridian  FOODS plc"),
    ),
    "one party alone is no partnership": Case(
        small("host: acorn\nparties:\n  acorn: {role: buyer, gives: [Money], gets: [Bread]}\n"),
        warning("parties", "a partnership needs at least two parties, but the charter names fewer", line=8),
    ),
    "a draft with two described parties is content": Case(small(BOTH)),
    "no party at all is one finding": Case(
        small("host: acorn\nparties: {}\n"),
        finding("parties", "a partnership needs at least two parties, but the charter names fewer"),
    ),
    "where the parties cannot be read nothing is said of them": Case(small("host: acorn\nparties: none yet\n")),
    "where the parties cannot be read nothing is said of them (2)": Case(small("host: acorn\n")),
    "a party that the model refuses in part still counts": Case(
        edited((HELIX, HELIX.replace("role: supplier", "role: [supplier]"))),
    ),
    "three parties are judged alike": Case(
        edited(("\npeople:                ", "\n  orchard:\n    name: Orchard\n    role: grower\n    gives: [Apples]\n\npeople:                ")),
        finding("parties.orchard.gets", "the charter does not state what Orchard gets"),
    ),
    "a directory that cannot be read leaves the parties apart": Case(
        edited(("organisations:", "organisations: ]"), path=DIRECTORY),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)


def test_a_party_that_is_named_and_not_there_is_missed_by_one_rule_alone() -> None:
    text = edited()[CHARTER].decode()
    helix = text[text.index("  helix:\n    organisation") : text.index("\npeople:  ")]
    meridian = text[text.index("  meridian:\n    organisation") : text.index("  helix:\n    org")]

    assert [finding.at for finding in report(edited((helix, ""))).findings] == [
        "people.jonas.party"
    ]
    assert [finding.at for finding in report(edited((meridian, ""))).findings] == ["host"]
