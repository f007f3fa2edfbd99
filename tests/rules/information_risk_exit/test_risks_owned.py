"""Risks that somebody watches."""

# ruff: noqa: E501 - a table is read row by row

from tests.support import (
    CHARTER,
    Case,
    Seen,
    edited,
    error,
    finding,
    findings,
    options,
    part,
    table,
    warning,
)

RULE = "risks-owned"
DEPOT = "    title: Loss of the Leeds depot\n    owner: nils\n"
KEY_PERSON = "    mitigation: Named deputies shadow every review.\n    review_by: 2027-03-31\n"
MITIGATION = "    mitigation: Warm standby at Hull; rehearsed every half-year.\n"


def risks_line(files: dict[str, bytes]) -> int:
    return files[CHARTER].decode().split("\n").index("risks:") + 1


def test_a_closed_risk_does_not_count_and_needs_nothing() -> None:
    files = edited((KEY_PERSON, "    closed_on: 2026-10-01\n"))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            risks_line(files),
            "risks",
            "the charter has 2 open risks; a strategic partnership needs at least 3",
        )
    ]


OF_MERIDIAN = (DEPOT, DEPOT.replace("nils", "ravi"))

# fmt: off
CASES = {
    "what a risk lacks is marked at it: owner": Case(
        edited((DEPOT, "    title: Loss of the Leeds depot\n")),
        error("risks.depot-loss.owner", "the risk 'depot-loss' has no owner", on="  depot-loss:"),
    ),
    "what a risk lacks is marked at it: # 1": Case(
        edited(("    likelihood: 2                            # 1", "    # 1")),
        error("risks.depot-loss.likelihood", "the risk 'depot-loss' has no likelihood", on="  depot-loss:"),
    ),
    "what a risk lacks is marked at it: impact": Case(
        edited(("    impact: 5\n", "")),
        error("risks.depot-loss.impact", "the risk 'depot-loss' has no impact", on="  depot-loss:"),
    ),
    "what a risk lacks is marked at it: mitigation": Case(
        edited((MITIGATION, "")),
        error("risks.depot-loss.mitigation", "the risk 'depot-loss' has no mitigation", on="  depot-loss:"),
    ),
    "what a risk lacks is marked at it: review_by": Case(
        edited((MITIGATION + "    review_by: 2027-03-31\n", MITIGATION)),
        error("risks.depot-loss.review_by", "the risk 'depot-loss' has no review date", on="  depot-loss:"),
    ),
    "a party that owns none is a warning": Case(
        edited(OF_MERIDIAN),
        warning("risks", "Helix Cold Chain AB owns none of the open risks"),
    ),
    "an owner who is not known may be of any party: nisl": Case(edited((DEPOT, DEPOT.replace("nils", "nisl")))),
    "an owner who is not known may be of any party: [nils]": Case(edited((DEPOT, DEPOT.replace("nils", "[nils]")))),
    "where all are closed nobody needs to own one": Case(
        edited((part("risks:\n", "commitments:  "), "risks:\n  old: {title: Old, closed_on: 2026-01-01}\n")),
        error("risks", "the charter has no open risk; a strategic partnership needs at least 3"),
    ),
    "an organisation may want more": Case(edited(), finding("risks"), settings=options(RULE, {"least": 4})),
    "a charter without risks and a preferred one are left alone": Case(edited(("\nrisks:\n", "\nextensions:\n"))),
    "a charter without risks and a preferred one are left alone (2)": Case(
        edited(OF_MERIDIAN, ("tier: strategic ", "tier: preferred ")),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)
