"""Risks that are looked at again."""

from datetime import datetime

import pytest

from tests.support import Seen, edited, findings, line_of

RULE = "risk-review-overdue"
RISK = "    mitigation: Named deputies shadow every review.\n    review_by: 2027-03-31\n"
LATE = RISK.replace("2027-03-31", "2026-11-21")


def test_no_risk_of_the_complete_charter_is_overdue() -> None:
    assert findings(edited(), RULE) == []


def test_a_risk_past_its_day_is_marked_there() -> None:
    files = edited((RISK, LATE))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "warning",
            line_of(files, "2026-11-21"),
            "risks.key-person.review_by",
            "the risk 'key-person' was to be looked at again by Ravi Menon by 2026-11-21",
        )
    ]


def test_the_day_itself_is_in_time() -> None:
    def late(day: str) -> list[str]:
        now = datetime.fromisoformat(f"{day}T00:00+00:00")
        return [seen.at for seen in findings(edited(), RULE, now)]

    assert late("2027-03-31") == []
    assert len(late("2027-04-01")) == 3


@pytest.mark.parametrize("risk", [LATE + "    closed_on: 2026-11-20\n", LATE[:52]])
def test_a_closed_risk_and_one_without_a_day_are_not_overdue(risk: str) -> None:
    assert findings(edited((RISK, risk)), RULE) == []


def test_a_risk_of_nobody_is_overdue_as_well() -> None:
    owned = "    title: Loss of a relationship owner\n    owner: ravi\n"
    files = edited((RISK, LATE), (owned, owned[: -len("    owner: ravi\n")]))

    assert [seen.message for seen in findings(files, RULE)] == [
        "the risk 'key-person' was to be looked at again by 2026-11-21"
    ]
