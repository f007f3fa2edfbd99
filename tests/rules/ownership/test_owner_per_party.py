"""One person a party who answers for the relationship."""

# ruff: noqa: E501 - a table is read row by row

from tests.support import DIRECTORY, Case, edited, error, finding, findings, table

RULE = "owner-per-party"
OWNERS = "owners: {meridian: ravi, helix: sofia}       # one accountable relationship owner a party"
SOFIA = "    party: helix\n    title: Key Account Manager\n"
HELIX = "    organisation: helix-cold-chain\n"
MERIDIAN = "    organisation: meridian-foods             #"


def owners(named: str) -> tuple[str, str]:
    return OWNERS, f"owners: {named}"


# fmt: off
CASES = {
    "a party without an owner is missed among the owners": Case(
        edited(owners("{meridian: ravi}")),
        error("owners.helix", "Helix Cold Chain AB has no relationship owner", on="owners: {meridian: ravi}"),
    ),
    "where no party has an owner that is said once": Case(
        edited(owners("{}")), finding("owners", "no party has a relationship owner")
    ),
    "an owner of the other party is marked": Case(
        edited(owners("\n  meridian: ravi\n  helix: tom")),
        error("owners.helix", "Tom Ellis is relationship owner of Helix Cold Chain AB, but is from Meridian Foods plc", on="  helix: tom"),
    ),
    "an owner who is not of the party is marked: is neutral": Case(
        edited((SOFIA, SOFIA.replace("    party: helix\n", "    party: neutral\n"))),
        finding("owners.helix", "Sofia Ek is relationship owner of Helix Cold Chain AB, but is neutral"),
    ),
    "an owner who is not of the party is marked: has no party": Case(
        edited((SOFIA, SOFIA.replace("    party: helix\n", ""))),
        finding("owners.helix", "Sofia Ek is relationship owner of Helix Cold Chain AB, but has no party"),
    ),
    "somebody of the directory who works for none of the parties is marked": Case(
        edited(("organisations:\n", "organisations:\n  acorn: {name: Acorn}\n"), ("Lena Hart\n    organisation: meridian-foods", "Lena Hart\n    organisation: acorn"), path=DIRECTORY) | {path: raw for path, raw in edited(owners("{meridian: lena, helix: sofia}")).items() if path != DIRECTORY},
        finding("owners.meridian", "Lena Hart is relationship owner of Meridian Foods plc, but works for none of the parties"),
    ),
    "an organisation that leads nowhere says nothing of the owners": Case(
        edited((MERIDIAN, "    organisation: meridian-food  #"), owners("{meridian: lena, helix: sofia}")),
    ),
    "somebody of the directory is an owner like any other": Case(edited(owners("{meridian: lena, helix: sofia}"))),
    "a body of the party may answer for it": Case(
        edited(("\ncommittees:\n", "\ncommittees:\n  council:\n    name: Council\n    party: helix\n"), owners("{meridian: ravi, helix: council}")),
    ),
    "an unknown owner and a misspelt party are the finding of another rule": Case(
        edited(owners("{meridian: ravi, helix: ghost}")),
    ),
    "an unknown owner and a misspelt party are the finding of another rule (2)": Case(
        edited(owners("{meridian: ravi, helx: sofia}")),
    ),
    "an unknown owner and a misspelt party are the finding of another rule (3)": Case(
        edited((SOFIA, SOFIA.replace("helix", "helx"))),
    ),
    "what the model refuses is not missed again": Case(edited(owners("{meridian: ravi, helix: [sofia, nils]}"))),
    "what the model refuses is not missed again (2)": Case(edited((SOFIA, SOFIA.replace("helix", "[helix]")))),
    "a charter without the section has one finding": Case(
        edited((OWNERS, "")), finding("owners", "no party has a relationship owner")
    ),
    "a third party needs an owner too": Case(
        edited(("\npeople:                ", "\n  orchard:\n    name: Orchard\n    role: grower\n\npeople:                ")),
        finding("owners.orchard", "Orchard has no relationship owner"),
    ),
    "only a smaller partnership may declare its owners away": Case(
        edited(owners("{meridian: ravi}"), ("waivers: []", "not_applicable: {owners: The two founders are known}"), ("tier: strategic                    # strategic | preferred", "tier: preferred  # p")),
    ),
    "only a smaller partnership may declare its owners away (2)": Case(
        edited(owners("{meridian: ravi}"), ("waivers: []", "not_applicable: {owners: The two founders are known}")),
        finding(),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)


def test_an_early_draft_needs_owners_already() -> None:
    stage = ("stage: value-creation              # ISO 44001 life-cycle stage", "stage: awareness")
    status = ("status: active                     # draft", "status: draft  # draft")

    seen = findings(edited(stage, status, owners("{meridian: ravi}")), RULE)

    assert [(s.severity, s.at) for s in seen] == [("warning", "owners.helix")]
