"""Instants: nobody has to guess whose clock is meant."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trm_policy.timing import format_instant, parse_instant

offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
instants = st.builds(
    datetime.fromtimestamp,
    st.integers(-2_000_000_000, 32_000_000_000),
    offsets,
)


@given(instants)
def test_an_instant_reads_back_what_is_written(instant: datetime) -> None:
    read = parse_instant(format_instant(instant))
    assert (read, read.utcoffset()) == (instant, instant.utcoffset())


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-09-07T10:15+01:00", datetime(2026, 9, 7, 9, 15, tzinfo=UTC)),
        ("2026-09-07T10:15:30Z", datetime(2026, 9, 7, 10, 15, 30, tzinfo=UTC)),
        ("2026-09-07T10:15+05:30", datetime(2026, 9, 7, 4, 45, tzinfo=UTC)),
    ],
)
def test_the_offset_places_the_instant(text: str, instant: datetime) -> None:
    assert parse_instant(text) == instant


FORMS = "write day, time and offset from UTC, such as '2026-09-07T10:15+01:00' ('Z' for UTC itself)"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("yesterday", f"'yesterday' is not a moment in time: {FORMS}"),
        (
            "2026-09-07",
            f"'2026-09-07' is not a moment in time: the time of day is missing; {FORMS}",
        ),
        (
            "2026-09-07T10:15",
            (
                "'2026-09-07T10:15' has no offset from UTC: add it at its "
                "end, such as '2026-09-07T10:15+01:00' (or '2026-09-07T10:15Z' for UTC itself)"
            ),
        ),
        (
            "2026-09-07 10:15+02:00",
            (
                "'2026-09-07 10:15+02:00' is not written as a moment in time: put a T "
                "between day and "
                "time ('2026-09-07T10:15+02:00')"
            ),
        ),
        (
            "2026-02-30T10:15Z",
            "'2026-02-30T10:15Z' is a day or time that does not exist",
        ),
        (
            "9999-12-31T23:59-12:00",
            (
                "'9999-12-31T23:59-12:00' is out of range: years run from 1900 to 2999 "
                "and no clock is "
                "more than 14 hours away from UTC"
            ),
        ),
        (
            "2026-09-07T10:15+23:00",
            (
                "'2026-09-07T10:15+23:00' is out of range: years run from 1900 to 2999 "
                "and no clock is "
                "more than 14 hours away from UTC"
            ),
        ),
    ],
)
def test_what_is_no_instant_is_told_what_is_missing(text: str, message: str) -> None:
    with pytest.raises(ValueError) as refused:
        parse_instant(text)
    assert str(refused.value) == message


def test_a_moment_without_offset_is_not_written() -> None:
    with pytest.raises(ValueError, match="without its offset"):
        format_instant(datetime(2026, 9, 7, 10, 15))  # noqa: DTZ001 - the point of the test
