"""What a view shows reads the same for machines as Python's own writer of JSON would have it."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from trm_policy.views.view import json_text


class Light(StrEnum):
    """A text that is more than text."""

    GREEN = "green"


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just(Light.GREEN),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text(), inner, max_size=3)
    ),
)


@given(values)
def test_data_is_indented_by_two_spaces_as_json_does_it(data: Any) -> None:
    assert json_text(data) == json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def test_what_is_no_character_does_not_keep_the_rest_from_being_printed() -> None:
    assert json_text({"path": "a\ud800b"}) == '{\n  "path": "a?b"\n}\n'
