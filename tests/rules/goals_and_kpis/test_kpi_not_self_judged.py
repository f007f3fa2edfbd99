"""Figures that are not marked by their own authors."""

# ruff: noqa: E501 - a table is read row by row

from tests.support import DIRECTORY, Case, edited, finding, table, warning

RULE = "kpi-not-self-judged"
SOURCE = "    source: Helix transport system, order export\n"
AUDITED = "    audited: true                            # by the party that does not own it\n"


def found(source: str, *edits: tuple[str, str], audited: str = "") -> dict[str, bytes]:
    return edited((SOURCE, f"    source: {source}\n"), (AUDITED, audited), *edits)


# fmt: off
CASES = {
    "an own source without an audit is marked at the kpi": Case(
        edited((AUDITED, "")),
        warning("kpis.otif.audited", "the KPI 'otif' is owned by Helix Cold Chain AB and measured from its own records (Helix transport system, order export), and no one else checks it", on="  otif:"),
    ),
    "an audit that is denied is marked itself": Case(
        edited((AUDITED, "    audited: false\n")),
        finding(on="audited: false"),
    ),
    "the owner s organisation is known by its name in many shapes: HELIX transport system": Case(
        found('"HELIX transport system"'),
        finding("kpis.otif.audited"),
    ),
    "the owner s organisation is known by its name in many shapes: 2": Case(
        found("\"Export of Helix's transport system\""),
        finding("kpis.otif.audited"),
    ),
    "the owner s organisation is known by its name in many shapes: 3": Case(
        found('"Export of Helix’s transport system"'),
        finding("kpis.otif.audited"),
    ),
    "the owner s organisation is known by its name in many shapes: Records of Helix Cold Chain AB": Case(
        found('"Records of Helix Cold Chain AB"'),
        finding("kpis.otif.audited"),
    ),
    "the owner s organisation is known by its name in many shapes: transport system (helix)": Case(
        found('"transport system (helix)"'),
        finding("kpis.otif.audited"),
    ),
    "the owner s organisation is known by its name in many shapes: 6": Case(
        found('"Helix-run telemetry, not independently audited"'),
        finding("kpis.otif.audited"),
    ),
    "the owner s organisation is known by its name in many shapes: Helix ledger, never audited": Case(
        found('"Helix ledger, never audited"'),
        finding("kpis.otif.audited"),
    ),
    "other sources and those that say they are audited are content: Goods-in records of Meridian": Case(
        found('"Goods-in records of Meridian"'),
    ),
    "other sources and those that say they are audited are content: Trailer telemetry": Case(
        found('"Trailer telemetry"'),
    ),
    "other sources and those that say they are audited are content: Cold store sensors": Case(
        found('"Cold store sensors"'),
    ),
    "other sources and those that say they are audited are content: Helixes of the loading bay": Case(
        found('"Helixes of the loading bay"'),
    ),
    "other sources and those that say they are audited are content: 5": Case(
        found('"Helix transport system, audited yearly"'),
    ),
    "other sources and those that say they are audited are content: 6": Case(
        found('"Helix transport system (audited by Meridian)"'),
    ),
    "a word that both names hold tells nobody apart": Case(
        {**edited((AUDITED, ""), (SOURCE, "    source: Helix order export\n")), DIRECTORY: edited(("name: Meridian Foods plc", "name: Helix Foods plc"), path=DIRECTORY)[DIRECTORY]},
    ),
    "a word that both names hold tells nobody apart (2)": Case(
        {**edited((AUDITED, ""), (SOURCE, "    source: Cold store order export\n")), DIRECTORY: edited(("name: Meridian Foods plc", "name: Helix Foods plc"), path=DIRECTORY)[DIRECTORY]},
        finding("kpis.otif.audited"),
    ),
    "a word that anybody may use is no name": Case(
        {**edited((AUDITED, ""), (SOURCE, "    source: Works order system\n")), DIRECTORY: edited(("name: Helix Cold Chain AB", "name: The Works Council"), path=DIRECTORY)[DIRECTORY]},
    ),
    "a figure of the other party s records is not self judged": Case(
        edited((AUDITED, ""), ("    owner: mikael\n" + SOURCE, "    owner: lena\n" + SOURCE)),
    ),
    "without a known owner it cannot be told: 1": Case(
        edited((AUDITED, ""), ("    owner: mikael\n" + SOURCE, "" + SOURCE)),
    ),
    "without a known owner it cannot be told: 2": Case(
        edited((AUDITED, ""), ("    owner: mikael\n" + SOURCE, "    owner: nobody-known\n" + SOURCE)),
    ),
    "without a source there is nothing to compare": Case(edited((AUDITED, ""), (SOURCE, ""))),
    "only strategic partnerships are asked": Case(edited((AUDITED, ""), ("tier: strategic ", "tier: preferred "))),
}
# fmt: on

test_rule = table(RULE, CASES)
