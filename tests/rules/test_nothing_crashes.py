"""However little a charter says, every rule has its judgement to give."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.support import CHARTER, data_of, report, yaml_of
from trm_policy.model.charter import Charter
from trm_policy.starter import complete

_EMPTIED: tuple[Any, ...] = ({}, [])


def _crashes(data: Mapping[str, Any]) -> list[str]:
    files = {**complete(), CHARTER: yaml_of(data)}
    return [f.message for f in report(files).findings if f.rule == "rule-crashed"]


@pytest.mark.parametrize("section", sorted(Charter.model_fields))
def test_no_rule_fails_when_a_section_is_empty_or_missing(section: str) -> None:
    data = data_of(complete()[CHARTER])
    without = {name: value for name, value in data.items() if name != section}
    versions = [without, *({**data, section: empty} for empty in _EMPTIED)]
    assert [_crashes(version) for version in versions] == [[]] * len(versions)


def test_no_rule_fails_when_all_sections_but_one_are_empty() -> None:
    data = data_of(complete()[CHARTER])
    nested = [name for name, value in data.items() if isinstance(value, dict)]
    for kept in nested:
        version = {name: {} if name in nested and name != kept else data[name] for name in data}
        assert _crashes(version) == [], kept
