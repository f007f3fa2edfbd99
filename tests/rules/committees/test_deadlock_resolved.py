"""Disagreements that end."""

# ruff: noqa: E501 - a table is read row by row

from tests.support import Case, edited, error, finding, table

RULE = "deadlock-resolved"
STEERING = (
    "    deadlock: {to: escalation}               "
    "# or {person: …}, {committee: …}, {party: …} with the final say\n"
)
OPERATIONS = "    deadlock: {to: escalation}\n"


def found(steering: str, operations: str = OPERATIONS, more: str = "") -> dict[str, bytes]:
    return edited((STEERING, steering), (OPERATIONS, operations + more))


def leads_to(committee: str) -> str:
    return f"    deadlock: {{committee: {committee}}}\n"


# fmt: off
CASES = {
    "a deadlock that leads nowhere is an error: 1": Case(
        found(""),
        finding("committees.steering.deadlock", "the committee 'steering' has no way to resolve a deadlock"),
    ),
    "a deadlock that leads nowhere is an error: 2": Case(
        found("    deadlock: {}\n"),
        finding("committees.steering.deadlock", "the committee 'steering' has no way to resolve a deadlock"),
    ),
    "a missing way out is marked at the committee": Case(
        edited((OPERATIONS, "")),
        error("committees.operations.deadlock", "the committee 'operations' has no way to resolve a deadlock", on="  operations:"),
    ),
    "a named final say is as good as the escalation path: person: ada": Case(
        found("    deadlock: {person: ada}\n"),
    ),
    "a named final say is as good as the escalation path: party: helix": Case(
        found("    deadlock: {party: helix}\n"),
    ),
    "a named final say is as good as the escalation path: committee: operations": Case(
        found("    deadlock: {committee: operations}\n"),
    ),
    "a named final say is as good as the escalation path: person: nobody-known": Case(
        found("    deadlock: {person: nobody-known}\n"),
    ),
    "two ways at once are marked at the later": Case(
        found("    deadlock: {party: helix, to: escalation}\n"),
        finding("committees.steering.deadlock.to", "a deadlock in the committee 'steering' has 2 outcomes at once ('to' and 'party')"),
    ),
    "a committee cannot hand its deadlocks to itself": Case(
        found(leads_to("steering")),
        finding("committees.steering.deadlock.committee", "the committee 'steering' refers its deadlocks to itself"),
    ),
    "a circle is one finding at its last committee": Case(
        found(leads_to("operations"), leads_to("steering")),
        finding("committees.operations.deadlock.committee", "the committees 'steering' and 'operations' refer their deadlocks to each other in a circle"),
    ),
    "a committee that leads into a circle is no part of it": Case(
        found(leads_to("operations"), leads_to("steering"), "  group:\n    name: Working group\n    decisions: []\n" + leads_to("operations")),
        finding("committees.operations.deadlock.committee"),
    ),
    "a committee outside a circle may come first": Case(
        found(leads_to("group"), leads_to("group"), "  group:\n    name: Working group\n" + leads_to("operations")),
        finding("committees.group.deadlock.committee", "the committees 'group' and 'operations' refer their deadlocks to each other in a circle"),
    ),
    "an unknown committee is for another rule to blame": Case(found(leads_to("operatons"))),
    "what leads to two ends is no circle too": Case(
        found("    deadlock: {committee: operations, person: ada}\n", leads_to("steering")),
        finding("committees.steering.deadlock.person"),
    ),
    "a body of one party needs no way out": Case(
        found(STEERING, OPERATIONS, "  council: {name: Works council, party: helix, members: [{person: nils}]}\n"),
    ),
    "a deadlock that the model refused is not called missing": Case(found("    deadlock: escalation\n")),
    "only strategic partnerships are asked": Case(edited((STEERING, ""), ("tier: strategic ", "tier: preferred "))),
}
# fmt: on

test_rule = table(RULE, CASES)
