"""Personal data on firm ground."""

# ruff: noqa: E501 - a table is read row by row

from tests.support import Case, edited, error, finding, table

RULE = "personal-data"
WHOLE = (
    "personal_data:\n  lawful_basis: Contract\n  controllers: [meridian, helix]\n"
    "  breach_notice: 24 hours\n"
)
SHARED = "personal data is shared ('driver-rota'), but "


# fmt: off
CASES = {
    "what is missing is marked at the section: lawful_basis": Case(
        edited(("  lawful_basis: Contract\n", "")),
        error("personal_data.lawful_basis", f"{SHARED}the charter does not state the lawful basis", on="personal_data:"),
    ),
    "what is missing is marked at the section: controllers": Case(
        edited(("  controllers: [meridian, helix]\n", "")),
        error("personal_data.controllers", f"{SHARED}the charter does not state who the controllers are", on="personal_data:"),
    ),
    "what is missing is marked at the section: breach_notice": Case(
        edited(("  breach_notice: 24 hours\n", "")),
        error("personal_data.breach_notice", f"{SHARED}the charter does not state how soon a breach is reported", on="personal_data:"),
    ),
    "no controllers at all are marked themselves": Case(
        edited(("[meridian, helix]\n  breach", "[]\n  breach")),
        finding("personal_data.controllers", f"{SHARED}the charter does not state who the controllers are"),
    ),
    "nothing agreed is one finding: 1": Case(
        edited((WHOLE, "")),
        finding("personal_data", f"{SHARED}nothing is agreed about it"),
    ),
    "nothing agreed is one finding: 2": Case(
        edited((WHOLE, "personal_data:\n")),
        finding("personal_data", f"{SHARED}nothing is agreed about it"),
    ),
    "every personal item is named": Case(
        edited((WHOLE, ""), ("    rule: ask-first\n", "    rule: ask-first\n    personal: true\n")),
        finding("personal_data", "personal data is shared ('driver-rota' and 'depot-costs'), but nothing is agreed about it"),
    ),
    "without personal items nothing needs to be agreed": Case(edited((WHOLE, ""), ("    personal: true\n", ""))),
    "without personal items nothing needs to be agreed (2)": Case(
        edited((WHOLE, ""), ("    rule: can-share\n    personal", "    rule: never-share\n    personal")),
    ),
    "what the model refused or is blank is one finding": Case(
        edited(("  breach_notice: 24 hours\n", "  breach_notice: soon\n")),
    ),
    "what the model refused or is blank is one finding (2)": Case(edited((WHOLE, "personal_data: agreed\n"))),
    "what the model refused or is blank is one finding (3)": Case(
        edited(("  lawful_basis: Contract\n", '  lawful_basis: ""\n')),
    ),
    "it is asked of every tier unless declared not applicable": Case(
        edited((WHOLE, ""), ("tier: strategic ", "tier: transactional ")),
        finding(),
    ),
    "it is asked of every tier unless declared not applicable (2)": Case(
        edited((WHOLE, ""), ("waivers: []\n", "not_applicable: {personal_data: Made anonymous at the gate.}\n")),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)
