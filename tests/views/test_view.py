"""What a view shows can always be printed."""

from __future__ import annotations

from trm_policy.views.view import json_text


def test_what_is_no_character_does_not_keep_the_rest_from_being_printed() -> None:
    assert json_text({"path": "a\ud800b"}) == '{\n  "path": "a?b"\n}\n'
