"""Whatever somebody types stands in a file as that text and nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import PurePosixPath

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from trm_policy.authoring.scalars import scalar
from trm_policy.document.hidden import as_seen
from trm_policy.document.yaml_reader import read_yaml
from trm_policy.model.vocabulary import Tier

SIGNS = [*"\"'#:-?*&!|>%@`[]{},\\ \n\tx~=<", "- ", ": ", " #", "{{", "{%", "TBD"]
SEEN = st.text(st.characters(exclude_categories=["Cs"]), max_size=40).map(as_seen)
HOSTILE = SEEN | st.lists(st.sampled_from(SIGNS)).map("".join)


@given(HOSTILE)
def test_any_text_reads_back_as_itself_in_a_key_and_in_a_list(text: str) -> None:
    raw = f"title: {scalar(text)}\nlist:\n  - {scalar(text)}\nlast: 1\n".encode()
    document = read_yaml(PurePosixPath("c.yaml"), raw)
    assert (document.faults, document.data) == (
        (),
        {"title": text, "list": [text], "last": 1},
    )


@given(HOSTILE)
def test_other_readers_of_yaml_see_the_same_text(text: str) -> None:
    assert yaml.safe_load(f"title: {scalar(text)}\n") == {"title": text}


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("Helix Cold Chain AB", "Helix Cold Chain AB"),
        ("6 months", "6 months"),
        ("To be heard, and to get answers.", "To be heard, and to get answers."),
        ("no", '"no"'),
        ("2026-11-22", '"2026-11-22"'),
        ("a: b", '"a: b"'),
        ('Helix "North" #1', "'Helix \"North\" #1'"),
        ("left\u202eright", '"left\\u202Eright"'),
        ("", '""'),
        (date(2026, 11, 22), "2026-11-22"),
        (1.5, "1.5"),
        (True, "true"),
        (Tier.STRATEGIC, "strategic"),
    ],
)
def test_values_are_written_as_plainly_as_is_safe(value: object, written: str) -> None:
    assert scalar(value) == written


def test_a_map_is_no_single_value() -> None:
    with pytest.raises(TypeError, match="dict is not a single value of a charter"):
        scalar({})
