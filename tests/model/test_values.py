"""Values that people write: in other scripts than ours, or with less than a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from trm_policy.model.values import Email, Link, Share, Since, Until
from trm_policy.wording.days import day

EMAIL: TypeAdapter[str] = TypeAdapter(Email)


@pytest.mark.parametrize(
    "address",
    [
        "ada.mbeki@meridian.example",
        "info@bücher.example",
        "info@xn--bcher-kva.example",
        "jörg.müller@bücher.example",
        "Jo\u0308rg@bu\u0308cher.example",
        "用户@例子.测试",
        "विपणन@डाटामेल.भारत",
        "δοκιμή@παράδειγμα.δοκιμή",
    ],
)
def test_an_address_may_have_the_letters_of_any_script(address: str) -> None:
    assert EMAIL.validate_python(address) == address


@pytest.mark.parametrize(
    "address",
    [
        *("bücher.example", "info@bücher", "info@-bücher.example", "info@bü cher.example"),
        *("in fo@bücher.example", "jörg@@bücher.example", "jörg@bücher..example", "„a“@b.example"),
        f"info@{'ü' * 70}.example",
    ],
)
def test_what_no_mail_can_reach_is_refused(address: str) -> None:
    with pytest.raises(ValidationError, match="is not an e-mail address"):
        EMAIL.validate_python(address)


@pytest.mark.parametrize(
    "link", ["http://[x", "https://[", "https://", "https:///a", "ftp://a.example"]
)
def test_a_link_names_a_website(link: str) -> None:
    with pytest.raises(
        ValidationError, match="is not a link; begin it with https:// and a website"
    ):
        TypeAdapter(Link).validate_python(link)


@pytest.mark.parametrize(
    ("kind", "written", "counts", "prose"),
    [
        (Until, 2027, date(2027, 12, 31), "2027"),
        (Until, "2028-02", date(2028, 2, 29), "February 2028"),
        (Since, 2027, date(2027, 1, 1), "2027"),
        (Since, "2028-02", date(2028, 2, 1), "February 2028"),
        (Until, date(2027, 6, 1), date(2027, 6, 1), "1 June 2027"),
    ],
)
def test_a_month_or_year_counts_as_its_end_or_beginning_and_reads_as_it_is_written(
    kind: Any, written: object, counts: date, prose: str
) -> None:
    found = TypeAdapter(kind).validate_python(written)

    assert (found, day(found), str(found)) == (counts, prose, str(written))
    assert day(found + timedelta(days=0)) == day(counts)


@pytest.mark.parametrize(
    ("written", "counts", "of"),
    [
        ("50 %", "50 %", {4: 2, 5: 3}),
        ("66.7%", "66.7 %", {3: 3, 10: 7}),
        ("2/3", "2/3", {3: 2, 10: 7}),
        ("more than 50%", "more than 50 %", {4: 3, 5: 3}),
        ("more than 1/2", "more than 1/2", {100: 51, 101: 51}),
    ],
)
def test_a_share_is_so_many_of_a_number(written: str, counts: str, of: dict[int, int]) -> None:
    share = Share.parse(written)

    assert (str(share), {count: share.of(count) for count in of}) == (counts, of)


@pytest.mark.parametrize("written", ["half", "0 %", "101 %", "more than 100 %", "1/0", "> 50 %"])
def test_what_is_no_share_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="is not a share; write 50 %, 2/3 or more than 50 %"):
        Share.parse(written)
