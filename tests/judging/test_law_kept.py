"""Settings and policies that were accepted before are the same when they are not judged again."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from trm_policy.errors import SettingsError
from trm_policy.judging.settings import Settings, read_settings
from trm_policy.policy import Policy, read_policies
from trm_policy.portfolio.result_cache import ResultCache
from trm_policy.source import InMemory

SETTINGS = b"""\
partnerships = "charters"
schemas = ["demands", "more"]
fail_on = "warning"
site_url = "https://governance.example.org"
[rules]
kpi-count = {severity = "info", most = 9}
[waivers]
never = ["escalation-two-sided"]
[[overrides]]
tier = ["transactional"]
tag = ["food"]
rules = {kpi-count = "off"}
[connections.warehouse]
database = "figures.duckdb"
"""
POLICY = b"""\
policy: house
severity: warning
applies_to: {tier: [strategic, preferred], tag: food}
schema: {risks: {required: true, minlength: 2}, tags: {anyof_minlength: [1, 3]}}
"""
ONE_WITH_A_DAY = b"policy: late\nschema: {term: {schema: {end: {min: 2027-01-01}}}}\n"


def settings(files: dict[str, bytes], folder: Path) -> Settings:
    return read_settings(InMemory(files), ResultCache("law", folder, folder))


def policies(files: dict[str, bytes], folder: Path) -> tuple[tuple[Policy, ...], list[str]]:
    kept = ResultCache("law", folder, folder)
    found, wrong = read_policies(InMemory(files), [PurePosixPath("schemas")], kept)
    return found, [f"{finding.path}:{finding.span.line} {finding.message}" for finding in wrong]


def test_kept_settings_say_what_they_said_when_they_were_judged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"trm.toml": SETTINGS}
    judged = read_settings(InMemory(files))
    assert settings(files, tmp_path) == judged
    monkeypatch.setattr("trm_policy.judging.settings_file.require_valid", unexpected)
    assert settings(files, tmp_path) == judged


def test_what_trm_toml_may_say_is_not_thereby_right_in_another_file(tmp_path: Path) -> None:
    text = b"[tool.trm]\npartnerships = 'charters'\n"
    assert settings({"pyproject.toml": text}, tmp_path).table.partnerships == "charters"
    with pytest.raises(SettingsError, match="'tool' is not a known key"):
        settings({"trm.toml": text}, tmp_path)
    with pytest.raises(SettingsError, match="'tool' is not a known key"):
        settings({"trm.toml": text}, tmp_path)


def test_kept_policies_say_what_they_said_when_they_were_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"schemas/a.yaml": POLICY, "schemas/b.yaml": ONE_WITH_A_DAY}
    read = policies(files, tmp_path)
    assert [policy.name for policy in read[0]] == ["house", "late"]
    assert policies(files, tmp_path) == read
    monkeypatch.setattr("trm_policy.policy.parsing.parse", unexpected)
    assert policies({"schemas/c.yaml": POLICY}, tmp_path)[0][0].path == PurePosixPath(
        "schemas/c.yaml"
    )


def test_two_kept_policies_of_one_name_are_still_one_too_many(tmp_path: Path) -> None:
    policies({"schemas/a.yaml": POLICY}, tmp_path)
    both = {"schemas/a.yaml": POLICY, "schemas/b.yaml": POLICY}
    said = "schemas/b.yaml:1 schemas/a.yaml has a policy named 'house' already"
    assert policies(both, tmp_path)[1] == [said]
    assert policies(both, tmp_path)[1] == [said]


def unexpected(*given: object) -> None:
    raise AssertionError("it is judged again")
