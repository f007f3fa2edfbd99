"""One executive a party who stands behind the relationship."""

# ruff: noqa: E501 - a table is read row by row

from tests.support import DIRECTORY, Case, edited, error, finding, table, warning

RULE = "sponsor-per-party"
SPONSORS = "sponsors: {meridian: ada, helix: jonas}      # one executive sponsor a party\n"
JONAS = "    title: Chief Executive Officer\n    department: management\n    seniority: executive\n"
ADA = "    department: operations\n    seniority: executive\n"
TIER = "tier: strategic                    # strategic | preferred | transactional"


def sponsors(named: str) -> tuple[str, str]:
    return SPONSORS, f"sponsors: {named}\n"


def found(*edits: tuple[str, str], path: str = "") -> dict[str, bytes]:
    return edited(*edits, path=path) if path else edited(*edits)


# fmt: off
CASES = {
    "a party without a sponsor is missed among the sponsors": Case(
        edited(sponsors("{helix: jonas}")),
        error("sponsors.meridian", "Meridian Foods plc has no executive sponsor", on="sponsors: {helix: jonas}"),
    ),
    "no sponsors at all are one finding": Case(
        edited((SPONSORS, "")),
        error("sponsors", "no party has an executive sponsor", on="owners: {meridian: ravi, helix: sofia}       #"),
    ),
    "no sponsors at all are one finding (2)": Case(found(sponsors("{}")), finding("sponsors")),
    "a sponsor of the other party is one finding": Case(
        found(sponsors("{meridian: ada, helix: ravi}")),
        error("sponsors.helix", "Ravi Menon is executive sponsor of Helix Cold Chain AB, but is from Meridian Foods plc"),
    ),
    "a sponsor who is no executive is marked among the sponsors: director": Case(
        edited((JONAS, JONAS.replace("executive\n", "director\n"))),
        error("sponsors.helix", "Jonas Lindqvist, executive sponsor of Helix Cold Chain AB, has the seniority director, not executive", on="sponsors: {"),
    ),
    "a sponsor who is no executive is marked among the sponsors: manager": Case(
        edited((JONAS, JONAS.replace("executive\n", "manager\n"))),
        error("sponsors.helix", "Jonas Lindqvist, executive sponsor of Helix Cold Chain AB, has the seniority manager, not executive", on="sponsors: {"),
    ),
    "a sponsor who is no executive is marked among the sponsors: operational": Case(
        edited((JONAS, JONAS.replace("executive\n", "operational\n"))),
        error("sponsors.helix", "Jonas Lindqvist, executive sponsor of Helix Cold Chain AB, has the seniority operational, not executive", on="sponsors: {"),
    ),
    "a sponsor whose authority is not said is marked where it belongs": Case(
        edited((JONAS, JONAS.replace("    seniority: executive\n", ""))),
        error("people.jonas.seniority", "Jonas Lindqvist, executive sponsor of Helix Cold Chain AB, has no seniority", on="  jonas:"),
    ),
    "the authority of somebody in the directory is missed in the charter": Case(
        found((ADA, ADA.replace("    seniority: executive\n", "")), path=DIRECTORY),
        error("sponsors.meridian", "Ada Okafor, executive sponsor of Meridian Foods plc, has no seniority"),
    ),
    "a body may sponsor for its party": Case(
        found(("\ncommittees:\n", "\ncommittees:\n  board:\n    name: Board\n    party: helix\n"), sponsors("{meridian: ada, helix: board}")),
    ),
    "unknown people and parties are the finding of another rule": Case(
        found(sponsors("{meridian: ada, helix: ghost}")),
    ),
    "unknown people and parties are the finding of another rule (2)": Case(
        found(sponsors("{meridian: ada, helix: jonas, ghost: mikael}")),
    ),
    "a preferred partnership is warned and a transactional one is not asked": Case(
        found((TIER, "tier: preferred"), (SPONSORS, "")),
        warning(),
    ),
    "a preferred partnership is warned and a transactional one is not asked (2)": Case(
        found((TIER, "tier: transactional"), (SPONSORS, "")),
    ),
    "sponsors that are honestly not needed are not asked for": Case(
        found((SPONSORS, "not_applicable: {sponsors: The owners are executives}\n")),
    ),
    "sponsors are not asked for before the parties work together": Case(
        found(("stage: value-creation              # ISO 44001 life-cycle stage", "stage: knowledge"), (SPONSORS, "")),
    ),
    "sponsors that the model refuses are not missed again": Case(found(sponsors("ada and jonas"))),
    "sponsors that the model refuses are not missed again (2)": Case(
        found((JONAS, JONAS.replace("executive\n", "boss\n"))),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)
