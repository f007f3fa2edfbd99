"""A handover that both could start tomorrow."""

# ruff: noqa: E501 - a table is read row by row

from tests.support import CHARTER, Case, edited, error, finding, part, table

RULE = "exit-transition"
NOTICE = "  notice: 9 months\n"
DURATION = "    duration: 6 months\n"
OWNERS = "    owners: {meridian: ravi, helix: sofia}\n    data"


def owners(text: str) -> tuple[str, str]:
    return OWNERS, f"    owners: {text}\n    data"


# fmt: off
CASES = {
    "what the plan lacks is marked at it: duration": Case(
        edited((next((text for text in reversed(edited()[CHARTER].decode().split("\n")) if text.startswith("    duration: "))) + "\n", "")),
        error("exit.transition.duration", "the handover plan does not state how long it takes", on="  transition:"),
    ),
    "what the plan lacks is marked at it: data_return": Case(
        edited((next((text for text in reversed(edited()[CHARTER].decode().split("\n")) if text.startswith("    data_return: "))) + "\n", "")),
        error("exit.transition.data_return", "the handover plan does not state what happens to the data", on="  transition:"),
    ),
    "what the plan lacks is marked at it: intellectual_property": Case(
        edited((next((text for text in reversed(edited()[CHARTER].decode().split("\n")) if text.startswith("    intellectual_property: "))) + "\n", "")),
        error("exit.transition.intellectual_property", "the handover plan does not state who may use what was made together", on="  transition:"),
    ),
    "what the plan lacks is marked at it: knowledge": Case(
        edited((next((text for text in reversed(edited()[CHARTER].decode().split("\n")) if text.startswith("    knowledge: "))) + "\n", "")),
        error("exit.transition.knowledge", "the handover plan does not state how knowledge is handed over", on="  transition:"),
    ),
    "what the plan lacks is marked at it: continuity": Case(
        edited((next((text for text in reversed(edited()[CHARTER].decode().split("\n")) if text.startswith("    continuity: "))) + "\n", "")),
        error("exit.transition.continuity", "the handover plan does not state how the service continues meanwhile", on="  transition:"),
    ),
    "owners are one of each party": Case(
        edited(owners("{meridian: ravi}")),
        error("exit.transition.owners.helix", "no one from Helix Cold Chain AB runs the handover", on="owners: {meridian: ravi}"),
    ),
    "owners belong to the party": Case(
        edited(owners("{meridian: ravi, helix: lena}")),
        finding("exit.transition.owners.helix", "Lena Hart runs the handover for Helix Cold Chain AB, but is not from that party"),
    ),
    "owners whom nobody knows are for another rule to blame": Case(
        edited(owners("{meridian: ravi, helix: sophia}")),
    ),
    "notice is at least as long as the handover": Case(
        edited((NOTICE, "  notice: 5 months\n")),
        error("exit.transition.duration", "the handover takes 6 months, but the notice is only 5 months", on=DURATION.rstrip()),
    ),
    "notice may be written in other words: 6 months": Case(edited((NOTICE, "  notice: 6 months\n"))),
    "notice may be written in other words: 26 weeks": Case(edited((NOTICE, "  notice: 26 weeks\n"))),
    "notice may be written in other words: 182 days": Case(edited((NOTICE, "  notice: 182 days\n"))),
    "notice may be written in other words: 1 year": Case(edited((NOTICE, "  notice: 1 year\n"))),
    "notice that is missing is for another rule to blame: 1": Case(edited((NOTICE, ""))),
    "notice that is missing is for another rule to blame: 2": Case(edited((NOTICE, "  notice: 0 days\n"))),
    "notice that is missing is for another rule to blame: 3": Case(edited((NOTICE, "  notice: long\n"))),
    "notice that is written below is the one marked": Case(
        edited((NOTICE, ""), ("approvals:  ", "  notice: 5 months\n\napprovals:  ")),
        finding("exit.notice"),
    ),
    "a missing plan or exit is for other rules to blame": Case(
        edited((part("  transition:\n", "approvals:  "), "")),
    ),
    "a missing plan or exit is for other rules to blame (2)": Case(
        edited((part("  transition:\n", "approvals:  "), "  transition: {}\n")),
    ),
    "a missing plan or exit is for other rules to blame (3)": Case(edited(("\nexit:\n", "\nextensions:\n"))),
    "a preferred partnership is left alone": Case(edited((DURATION, ""), ("tier: strategic ", "tier: preferred "))),
}
# fmt: on

test_rule = table(RULE, CASES)
