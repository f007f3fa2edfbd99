"""Risks that are looked at again."""

# ruff: noqa: E501 - a table is read row by row

from datetime import datetime

from tests.support import Case, edited, finding, findings, table, warning

RULE = "risk-review-overdue"
RISK = "    mitigation: Named deputies shadow every review.\n    review_by: 2027-03-31\n"
LATE = RISK.replace("2027-03-31", "2026-11-21")

# fmt: off
CASES = {
    "a risk past its day is marked there": Case(
        edited((RISK, LATE)),
        warning("risks.key-person.review_by", "the risk 'key-person' of Ravi Menon was due for review by 2026-11-21", on="2026-11-21"),
    ),
    "a closed risk and one without a day are not overdue: 1": Case(
        edited((RISK, LATE + "    closed_on: 2026-11-20\n")),
    ),
    "a closed risk and one without a day are not overdue: 2": Case(edited((RISK, LATE[:52]))),
    "a risk of nobody is overdue as well": Case(
        edited((RISK, LATE), ("    title: Loss of a relationship owner\n    owner: ravi\n", "    title: Loss of a relationship owner\n    owner: ravi\n"[:-len("    owner: ravi\n")])),
        finding(message="the risk 'key-person' was due for review by 2026-11-21"),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)


def test_the_day_itself_is_in_time() -> None:
    def late(day: str) -> list[str]:
        now = datetime.fromisoformat(f"{day}T00:00+00:00")
        return [seen.at for seen in findings(edited(), RULE, now)]

    assert late("2027-03-31") == []
    assert len(late("2027-04-01")) == 3
