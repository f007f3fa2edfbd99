"""Information that flows by agreement."""

# ruff: noqa: E501 - a table is read row by row

from tests.support import Case, edited, error, finding, table

RULE = "sharing-map"
FORECAST = "    item: Store-level demand forecast\n"
ITEM = "  demand-forecast:\n" + FORECAST


# fmt: off
CASES = {
    "what is missing is marked at the item: from": Case(
        edited(("    from: meridian\n", "")),
        error("sharing.demand-forecast.from", "the shared item 'demand-forecast' does not state which party provides it", on=FORECAST.rstrip(), step=-1),
    ),
    "what is missing is marked at the item: rule": Case(
        edited(("    rule: must-share                         # must", "    # must")),
        error("sharing.demand-forecast.rule", "the shared item 'demand-forecast' does not state how freely it may be shared", on=FORECAST.rstrip(), step=-1),
    ),
    "what is missing is marked at the item: purpose": Case(
        edited(("    purpose: Capacity planning\n", "")),
        error("sharing.demand-forecast.purpose", "the shared item 'demand-forecast' does not state what it may be used for", on=FORECAST.rstrip(), step=-1),
    ),
    "all that an item lacks is one finding": Case(
        edited(("    purpose: Capacity planning\n", ""), ("    from: meridian\n", "")),
        finding("sharing.demand-forecast.from", "the shared item 'demand-forecast' does not state which party provides it or what it may be used for"),
    ),
    "what is neither personal nor confidential may be kept": Case(edited(("    retention: 24 months\n", ""))),
    "what is personal states how long it may be kept": Case(
        edited(("    retention: 3 months\n", "")),
        error("sharing.driver-rota.retention", "the shared item 'driver-rota' does not state how long it may be kept", on="  driver-rota:"),
    ),
    "what is shared on request alone states how long it may be kept": Case(
        edited(("    purpose: Joint cost reduction\n    retention: 12 months\n", "    purpose: Joint cost reduction\n")),
        error("sharing.depot-costs.retention", on="  depot-costs:"),
    ),
    "what is missing is marked at the item: owner": Case(
        edited(("    retention: 24 months\n    owner: tom\n", "    retention: 24 months\n")),
        error("sharing.demand-forecast.owner", "the shared item 'demand-forecast' does not state who is responsible for it", on=FORECAST.rstrip(), step=-1),
    ),
    "what is never shared needs no purpose and no end": Case(
        edited(("    rule: ask-first\n    purpose: Joint cost reduction\n    retention: 12 months\n    owner: mikael\n", "    rule: never-share\n    owner: mikael\n")),
    ),
    "what is never shared needs no purpose and no end (2)": Case(
        edited(("    rule: ask-first\n    purpose: Joint cost reduction\n    retention: 12 months\n    owner: mikael\n", "    rule: never-share\n")),
        finding("sharing.depot-costs.owner", "the shared item 'depot-costs' does not state who is responsible for it"),
    ),
    "what the model refused is one finding": Case(edited(("    retention: 24 months\n", "    retention: long\n"))),
    "a charter that shares nothing and a transactional one are left alone": Case(
        edited(("    retention: 3 months\n", ""), ("tier: strategic ", "tier: transactional ")),
    ),
    "a charter that shares nothing and a transactional one are left alone (2)": Case(
        edited(("    retention: 3 months\n", ""), ("tier: strategic ", "tier: preferred ")),
        finding(),
    ),
    "a charter that shares nothing and a transactional one are left alone (3)": Case(
        edited(("\nsharing:  ", "\nextensions:  ")),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)
