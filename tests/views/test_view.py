"""What a view shows can always be printed."""

from __future__ import annotations

import json

from trm_policy.views.view import Table, json_text, text


def test_what_is_no_character_does_not_keep_the_rest_from_being_printed() -> None:
    assert json_text({"path": "a\ud800b"}) == '{\n  "path": "a?b"\n}\n'


def test_columns_stand_below_each_other_whatever_their_letters() -> None:
    rows = (("Jose\N{COMBINING ACUTE ACCENT}", "a"), ("日本", "b"), ("José", "c"))
    assert text([Table(("", ""), rows)]) == (
        "  Jose\N{COMBINING ACUTE ACCENT}  a\n  日本  b\n  José  c\n"
    )


def test_what_steers_a_terminal_is_data_in_json_and_nothing_else() -> None:
    words = "a\x7fb \x9b2Jc \N{RIGHT-TO-LEFT OVERRIDE}d\x1b[2J"
    shown = json_text({"about": words})
    assert shown == '{\n  "about": "a\\u007fb \\u009b2Jc \\u202ed\\u001b[2J"\n}\n'
    assert json.loads(shown) == {"about": words}
