"""What a change does to the rules themselves, in words that anybody can read."""

from __future__ import annotations

import pytest

from trm_policy.errors import SettingsError
from trm_policy.judging.rule_changes import rule_changes
from trm_policy.source import InMemory

BEFORE = """\
[rules]
kpi-count = "off"
tier-evidence = {criteria = ["spend", "risk"]}
"""
AFTER = """\
require_signature = true
schemas = ["schemas", "more"]
checks = []
[rules]
measurement-fresh = {grace = 12}
tier-evidence = {criteria = ["spend"], severity = "info"}
[waivers]
never = ["kpi-count"]
[[overrides]]
tier = ["transactional"]
rules = {kpi-count = "off"}
"""


def told(before: str, after: str) -> list[str]:
    files = (InMemory({"trm.toml": text.encode()}) for text in (before, after))
    said = [one.message for one in rule_changes(*files)]
    lead = "this change alters the rules: "
    assert all(one.startswith(lead) for one in said)
    return [one.removeprefix(lead) for one in said]


def test_settings_are_told_without_the_signs_of_a_program() -> None:
    assert told(BEFORE, AFTER) == [
        "schemas was 'schemas', and is now 'schemas' and 'more'",
        "checks was 'checks', and is now empty",
        "require_signature was false, and is now true",
        "overrides was empty, and is now (tier = 'transactional', rules = (kpi-count = 'off'))",
        "rules.kpi-count was 'off', and is now not set",
        (
            "rules.tier-evidence was criteria = 'spend' and 'risk', and is now criteria = 'spend', "
            "severity = 'info'"
        ),
        "waivers.never was empty, and is now 'kpi-count'",
        "rules.measurement-fresh was not set, and is now grace = 12",
    ]


def test_a_setting_taken_back_is_told_as_well() -> None:
    assert told('[rules]\nkpi-count = {most = 9, severity = "info"}\n', "") == [
        "rules.kpi-count was most = 9, severity = 'info', and is now not set"
    ]


@pytest.mark.parametrize(
    ("left", "said"),
    [
        ({}, "the baseline baseline.json does not exist"),
        ({"baseline.json": b"<<<<<<< HEAD"}, "the baseline baseline.json is damaged"),
        ({"baseline.json": b'{"findings": [{}]}'}, "the baseline baseline.json is damaged"),
    ],
)
def test_a_change_after_which_nothing_could_be_checked_is_refused(
    left: dict[str, bytes], said: str
) -> None:
    settings = {"trm.toml": b'baseline = "baseline.json"\n'}
    sound = {"baseline.json": b'{"findings": []}'}
    with pytest.raises(SettingsError, match=said):
        list(rule_changes(InMemory(settings | sound), InMemory(settings | left)))
