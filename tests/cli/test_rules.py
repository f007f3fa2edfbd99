"""``trm rules``, ``explain``, ``test``, ``new rule``, ``status`` and ``schema`` on real folders."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.running import edit, trm
from trm_policy.judging.catalogue import builtin

BROKEN_CASE = """# policy/own

## Bad: no agreement

```yaml
agreements: null  # <-- here
```

## Good

```yaml
agreements:
  services:
    title: Another agreement
```
"""
POLICY = "policy: own\ntitle: Own\nseverity: error\nschema: {agreements: {required: true}}\n"


def test_every_rule_is_listed_with_its_severity_for_each_tier(repository: Path) -> None:
    rows = json.loads(trm("rules", "--format", "json", cwd=repository).stdout)["rules"]
    assert [row["rule"] for row in rows] == [rule.name for rule in builtin()]
    (depth,) = [row for row in rows if row["rule"] == "escalation-depth"]
    assert depth["severity"] == dict.fromkeys(("strategic", "preferred", "transactional"), "error")
    assert depth["options"]["strategic"] == {
        "default": 3,
        "meaning": "the fewest levels for a strategic partnership",
    }


def test_settings_show_in_the_list_with_who_says_so(repository: Path) -> None:
    (repository / "trm.toml").write_text(
        'profile = "start"\n[rules]\nkpi-count = "info"\n'
        '[[overrides]]\ntier = ["strategic"]\nrules = {scope-stated = "warning"}\n'
    )
    rows = json.loads(trm("rules", "--format", "json", cwd=repository).stdout)["rules"]
    by_name = {row["rule"]: row for row in rows}
    told = {
        name: (by_name[name]["severity"]["strategic"], by_name[name]["because"]["strategic"])
        for name in ("kpi-count", "scope-stated", "escalation-depth", "parties-complete")
    }
    assert told == {
        "kpi-count": ("info", "[rules] of trm.toml"),
        "scope-stated": ("warning", "[[overrides]] of trm.toml"),
        "escalation-depth": ("off", "not in profile start"),
        "parties-complete": ("error", "profile start"),
    }


@pytest.mark.parametrize(("profile", "code"), [("start", 0), ("standard", 1), ("iso-44001", 1)])
def test_profiles_are_steps(repository: Path, profile: str, code: int) -> None:
    edit(repository, "quorum: {members: 4, each_party: 1}", "quorum: {members: 9, each_party: 1}")
    (repository / "trm.toml").write_text(f'profile = "{profile}"\n')
    assert trm("check", "--as-of", "2026-11-22", cwd=repository).returncode == code


def test_an_unknown_profile_names_the_nearest(repository: Path) -> None:
    (repository / "trm.toml").write_text('profile = "standart"\n')
    done = trm("check", cwd=repository)
    assert done.returncode == 2
    assert "there is no profile 'standart'; did you mean 'standard'?" in done.stderr


def test_a_rule_is_explained_by_its_page(repository: Path) -> None:
    plain = trm("explain", "escalation-two-sided", cwd=repository).stdout
    assert plain.startswith(
        "# escalation-two-sided\n\nEach escalation level names one contact from each party.\n"
    )
    coloured = trm("--color", "always", "explain", "escalation-two-sided", cwd=repository).stdout
    assert "\x1b[" in coloured
    data = json.loads(
        trm("explain", "escalation-two-sided", "--format", "json", cwd=repository).stdout
    )
    assert (data["rule"], data["page"]) == ("escalation-two-sided", plain)


@pytest.mark.parametrize("name", ["yaml", "schema", "rule-crashed", "waiver-expired"])
def test_what_the_tool_finds_by_itself_is_explained_too(
    repository: Path,
    name: str,
) -> None:
    assert trm("explain", name, cwd=repository).stdout.startswith(f"# {name}\n\n")


def test_an_unknown_rule_is_a_matter_of_usage(repository: Path) -> None:
    done = trm("explain", "escalation-two-side", cwd=repository)
    assert (done.returncode, done.stdout) == (2, "")
    assert "did you mean 'escalation-two-sided'?" in done.stderr


def test_a_new_rule_fails_until_it_does_what_its_page_shows(repository: Path) -> None:
    made = trm("new", "rule", "goals-are-led", cwd=repository)
    assert made.stdout == (
        "Wrote checks/goals_are_led.py\n"
        "Wrote checks/goals_are_led.md\n"
        "Next: 'trm test goals-are-led' fails until the rule finds what its page shows.\n"
    )
    failing = trm("test", "goals-are-led", cwd=repository)
    assert failing.returncode == 1
    assert failing.stdout == (
        "goals-are-led: the example 'Bad' (line 11 of its page)\n"
        "    - expected a finding at partnership.yaml:3\n"
        "    + found nothing\n"
        "1 rule, 2 examples: 1 failed\n"
    )
    module = repository / "checks/goals_are_led.py"
    lines = module.read_text().splitlines()
    body = [line.replace("    #     ", "    ") for line in lines if line.startswith("    #     ")]
    head = lines[: lines.index('    """State in one sentence what a charter must have."""') + 1]
    module.write_text("\n".join([*head, *body]) + "\n")
    assert (
        trm("test", "goals-are-led", cwd=repository).stdout == "1 rule, 2 examples: none failed\n"
    )
    edit(repository, "    lead: lena\n", "")
    done = trm("check", "--as-of", "2026-11-22", "--select", "goals-are-led", cwd=repository)
    assert (
        "partnerships/meridian-helix/partnership.yaml:114:3  warning  goals-are-led" in done.stdout
    )


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("Goals Led", "'Goals Led' is not a name for a rule"),
        ("../evil", "'../evil' is not a name for a rule"),
        ("kpi-count", "there is a rule 'kpi-count' already"),
    ],
)
def test_a_rule_needs_a_free_name(repository: Path, name: str, message: str) -> None:
    done = trm("new", "rule", name, cwd=repository)
    assert done.returncode == 2
    assert message in done.stderr
    assert not (repository / "checks").exists()


def test_a_second_word_after_the_id_of_a_charter_is_taken_for_its_title(repository: Path) -> None:
    done = trm("new", "acme", "Acme Foods", cwd=repository)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == (
        "Error: for a charter write: trm new acme --title 'Acme Foods'; "
        "for a rule: trm new rule NAME"
    )
    assert not (repository / "partnerships/acme").exists()


def test_policies_are_tried_on_the_page_beside_them_and_on_cases(repository: Path) -> None:
    (repository / "schemas").mkdir()
    (repository / "schemas/own.yaml").write_text(POLICY)
    (repository / "cases").mkdir()
    (repository / "cases/agreements.md").write_text(BROKEN_CASE)
    assert trm("test", "cases", cwd=repository).stdout == "1 rule, 2 examples: none failed\n"
    (repository / "schemas/own.md").write_text(BROKEN_CASE.replace("null  # <-- here", "null"))
    done = trm("test", "policy/own", cwd=repository)
    assert done.returncode == 1
    assert "    + found partnership.yaml:1  " in done.stdout


def test_status_tells_how_complete_each_charter_is(repository: Path) -> None:
    edit(repository, "quorum: {members: 4, each_party: 1}", "quorum: {members: 9, each_party: 1}")
    done = trm("status", "--as-of", "2026-11-22", "--format", "json", cwd=repository)
    (row,) = json.loads(done.stdout)["partnerships"]
    (quorum,) = [one for one in row["ingredients"] if one["rule"] == "quorum-reachable"]
    assert quorum["state"] == "partly"
    assert row["share"] == row["counts"]["in place"] / (sum(row["counts"].values()))
    detail = trm("status", "meridian-helix", "--as-of", "2026-11-22", cwd=repository).stdout
    assert (
        "  partly  quorum-reachable: A committee's quorum requires each party, and its voting "
        "members can reach it.\n"
        "      the quorum of the committee 'steering' is 9 voting members, but it has 4, "
        "so it can never decide\n"
    ) in detail
    assert trm("status", "nobody", cwd=repository).returncode == 2


def test_the_schema_of_the_format_accepts_the_example(repository: Path) -> None:
    import subprocess
    import sys

    trm("schema", "--output", "charter.json", cwd=repository)
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "check_jsonschema",
            "--schemafile",
            "charter.json",
            "partnerships/meridian-helix/partnership.yaml",
        ],
        cwd=repository,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    edit(repository, "tier: strategic      ", "tier: golden")
    assert json.loads((repository / "charter.json").read_text())["$schema"].endswith(
        "2020-12/schema"
    )
