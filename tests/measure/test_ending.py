"""Until when notice works, and what follows once it was given, by tables worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support import partnership
from trm_policy.measure.ending import ends_on, handover_over, last_notice_day
from trm_policy.model.assurance import Exit, NoticeGiven, Transition
from trm_policy.model.charter import Charter
from trm_policy.model.purpose import Term
from trm_policy.timing import CalendarSpan, SpanUnit


def charter(end: date | None, notice: str | None, given: date | None = None) -> Charter:
    leave = Exit(
        notice=CalendarSpan.parse(notice) if notice else None,
        notice_given=NoticeGiven(by="helix", date=given) if given else None,
    )
    term = Term(start=date(2025, 1, 1), end=end, review_by=None)
    return partnership().charter.model_copy(update={"term": term, "exit": leave})


def test_of_notices_by_party_the_longest_counts_and_who_leaves_has_its_own() -> None:
    leave = {"notice": {"helix": "3 months", "meridian": "9 months"}}
    made = charter(date(2027, 12, 31), None).model_copy(
        update={"exit": Exit.model_validate({**leave})}
    )
    gone = made.model_copy(
        update={
            "exit": Exit.model_validate(
                {**leave, "notice_given": {"by": "helix", "date": date(2026, 1, 15)}}
            )
        }
    )

    assert (last_notice_day(made), ends_on(gone)) == (date(2027, 3, 31), date(2026, 4, 15))


@pytest.mark.parametrize(
    ("end", "notice", "day"),
    [
        (date(2028, 12, 31), "9 months", date(2028, 3, 31)),
        (date(2028, 12, 31), "10 months", date(2028, 2, 29)),
        (date(2027, 12, 31), "10 months", date(2027, 2, 28)),
        (date(2027, 4, 30), "2 months", date(2027, 2, 28)),
        (date(2028, 2, 29), "1 year", date(2027, 2, 28)),
        (date(2028, 12, 31), "90 days", date(2028, 10, 2)),
        (date(2028, 12, 31), "6 weeks", date(2028, 11, 19)),
        (date(2028, 12, 31), "0 days", date(2028, 12, 31)),
        (None, "9 months", None),
        (date(2028, 12, 31), None, None),
    ],
)
def test_notice_works_until_its_length_before_the_end(
    end: date | None, notice: str | None, day: date | None
) -> None:
    assert last_notice_day(charter(end, notice)) == day


def test_notice_against_the_renewal_counts_before_the_notice_of_leaving() -> None:
    made = charter(date(2028, 12, 31), "9 months")
    term = made.term.model_copy(update={"renewal_notice": CalendarSpan.parse("90 days")})

    assert last_notice_day(made.model_copy(update={"term": term})) == date(2028, 10, 2)


@given(
    st.dates(date(1990, 1, 1), date(2090, 12, 31)),
    st.integers(0, 60),
    st.sampled_from(list(SpanUnit)),
)
def test_notice_given_on_its_last_day_has_run_by_the_end(
    end: date, amount: int, unit: SpanUnit
) -> None:
    span = CalendarSpan(amount, unit)
    last = last_notice_day(charter(end, str(span)))
    assert last is not None
    assert span.after(last) <= end


@pytest.mark.parametrize(
    ("given_on", "notice", "end", "over"),
    [
        (date(2027, 5, 15), "9 months", date(2028, 12, 31), date(2028, 2, 15)),
        (date(2027, 1, 31), "1 month", date(2028, 12, 31), date(2027, 2, 28)),
        (date(2028, 6, 30), "9 months", date(2028, 12, 31), date(2028, 12, 31)),
        (date(2027, 5, 15), "9 months", None, date(2028, 2, 15)),
        (date(2027, 5, 15), None, date(2028, 12, 31), date(2028, 12, 31)),
        (date(2027, 5, 15), None, None, None),
        (None, "9 months", date(2028, 12, 31), None),
    ],
)
def test_a_partnership_ends_when_notice_has_run_and_no_later_than_its_term(
    given_on: date | None, notice: str | None, end: date | None, over: date | None
) -> None:
    assert ends_on(charter(end, notice, given_on)) == over


@pytest.mark.parametrize(
    ("duration", "notice", "over"),
    [
        ("6 months", "9 months", date(2028, 2, 15)),
        ("12 months", "9 months", date(2028, 5, 15)),
        ("6 months", None, date(2027, 11, 15)),
        (None, "9 months", None),
    ],
)
def test_a_handover_may_use_the_whole_notice_and_needs_no_more_than_its_duration(
    duration: str | None, notice: str | None, over: date | None
) -> None:
    leave = charter(None, notice, date(2027, 5, 15)).exit
    assert leave is not None
    length = CalendarSpan.parse(duration) if duration else None
    planned = leave.model_copy(update={"transition": Transition(duration=length)})
    assert handover_over(planned) == over
