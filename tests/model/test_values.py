"""Values that people write in other scripts than ours."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from trm_policy.model.values import Email

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
