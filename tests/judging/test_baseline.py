"""The baseline hides exactly what was there, and only shrinks."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.running import check, edit
from tests.support import CHARTER
from trm_policy import __version__


def found(folder: Path) -> list[tuple[str, str, str]]:
    rows = json.loads(check(folder, "--format", "json").stdout)["findings"]
    return [(row["rule"], row["partnership"], row["at"]) for row in rows]


@pytest.fixture
def begun(repository: Path) -> Path:
    """A repository with two old faults, both in its baseline."""
    edit(repository, "quorum: {members: 4, each_party: 1}", "quorum: {members: 9, each_party: 1}")
    edit(repository, "  - Bad news travels on the day it is known.", "  - TBD")
    assert len(found(repository)) == 2
    done = check(repository, "--write-baseline")
    assert done.returncode == 0
    assert done.stdout == (
        "2 findings recorded in baseline.json\n"
        'Add this line to the top of trm.toml to use it:  baseline = "baseline.json"\n'
    )
    (repository / "trm.toml").write_text('baseline = "baseline.json"\n')
    return repository


def test_what_was_there_is_hidden_and_counted(begun: Path) -> None:
    done = check(begun)
    assert done.returncode == 0
    assert "2 in the baseline" in done.stdout
    assert found(begun) == []


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:12]


def test_the_baseline_remembers_places_and_words_and_no_lines(begun: Path) -> None:
    assert json.loads((begun / "baseline.json").read_text()) == {
        "version": 2,
        "tool": __version__,
        "findings": [
            {
                "partnership": "meridian-helix",
                "file": "partnership.yaml",
                "rule": "no-placeholders",
                "at": "behaviours.1",
                "text": digest("TBD"),
                "message": digest("behaviours.# still contains the placeholder 'TBD'"),
                "count": 1,
            },
            {
                "partnership": "meridian-helix",
                "file": "partnership.yaml",
                "rule": "quorum-reachable",
                "at": "committees.steering.quorum.members",
                "text": digest("9"),
                "message": digest(
                    "the quorum of the committee 'steering' is # voting members, but it has #, so "
                    "it can never decide"
                ),
                "count": 1,
            },
        ],
    }
    file = begun / CHARTER
    file.write_text("# a line more\n" + file.read_text())
    assert found(begun) == []


def test_one_new_fault_fails_alone(begun: Path) -> None:
    edit(begun, "  - Nobody uses the other side's cost data against it.", "  - TODO")
    assert found(begun) == [("no-placeholders", "meridian-helix", "behaviours.2")]
    assert check(begun).returncode == 1


def test_what_is_mended_must_leave_the_baseline(begun: Path) -> None:
    edit(begun, "quorum: {members: 9, each_party: 1}", "quorum: {members: 4, each_party: 1}")
    done = check(begun)
    assert done.returncode == 0
    assert (
        "baseline.json:6:1  warning  baseline-stale\n"
        "  quorum-reachable at committees.steering.quorum.members in meridian-helix is in the "
        "baseline, but not among the findings\n"
    ) in done.stdout
    check(begun, "--write-baseline")
    assert found(begun) == []
    edit(begun, "quorum: {members: 4, each_party: 1}", "quorum: {members: 9, each_party: 1}")
    assert [rule for rule, _, _ in found(begun)] == ["quorum-reachable"]


def _counted(count: str) -> str:
    """A baseline with one entry that stood so often."""
    named = '"partnership": "", "file": "a", "rule": "yaml", "at": ""'
    return f'{{"findings": [{{{named}, "count": {count}}}]}}'


@pytest.mark.parametrize(
    ("text", "why"),
    [
        *((text, "line 1 is no JSON") for text in ("", "{", "# by hand\n{}", "// by hand\n{}")),
        ("<<<<<<< HEAD\n{}", "line 1 is no JSON: a merge is not resolved"),
        ('{"findings": [\n],}', "line 2 is no JSON"),
        *((text, "brackets without end") for text in ("[" * 1000, "[" * 100_000)),
        (f'{{"findings": {"[" * 5000}{"]" * 5000}}}', "brackets without end"),
        *((text, "it has another form than trm gives it") for text in ("[]", "{}", "9" * 6000)),
        ('{"findings": [{"rule": 1}]}', "'partnership' of an entry is no text"),
        ('{"version": 3, "findings": []}', "its form 3 is not known to trm"),
        *(
            (_counted(count), "the count of an entry is no whole number from 1 up")
            for count in ("1e400", "Infinity", "NaN", "[]", "null", "0", "-1", "1.5", "true", '"1"')
        ),
        (_counted("9" * 6000), "it has another form than trm gives it"),
    ],
)
def test_a_damaged_baseline_ends_the_run(begun: Path, text: str, why: str) -> None:
    (begun / "baseline.json").write_text(text)
    done = check(begun)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"the baseline baseline.json is damaged ({why}" in done.stderr


def _as_text(data: dict[str, Any], *, reverse: bool) -> bytes:
    if reverse:
        rows = [dict(reversed(row.items())) for row in data["findings"]]
        data = dict(reversed({**data, "findings": rows}.items()))
    return json.dumps(data, indent=4).encode()


def test_a_baseline_that_an_editor_saved_is_the_same(begun: Path) -> None:
    raw = (begun / "baseline.json").read_bytes()
    for saved in (
        b"\xef\xbb\xbf" + raw.replace(b"\n", b"\r\n"),
        _as_text(json.loads(raw), reverse=True),
    ):
        (begun / "baseline.json").write_bytes(saved)
        assert found(begun) == []


def test_entries_that_nothing_here_answers_are_told_as_what_they_are(begun: Path) -> None:
    data = json.loads((begun / "baseline.json").read_bytes())
    first = data["findings"][0]
    data["findings"] += [first, {**first, "partnership": "elsewhere"}, {**first, "file": "/srv/x"}]
    (begun / "baseline.json").write_bytes(_as_text(data, reverse=False))
    rows = json.loads(check(begun, "--format", "json").stdout)["findings"]
    where = f"{first['rule']} at {first['at']} in"
    assert [(row["line"], row["message"]) for row in rows] == [
        (1, f"{where} elsewhere is in the baseline, but not among the findings"),
        (1, f"{where} meridian-helix is 2 times in the baseline, but only 1 found"),
        (1, f"{where} meridian-helix is in the baseline, but not among the findings"),
    ]


def test_a_baseline_that_is_longer_than_any_is_not_read(begun: Path) -> None:
    (begun / "baseline.json").write_text(" " * (17 << 20))
    done = check(begun)
    assert (done.returncode, done.stdout) == (2, "")
    assert "the baseline baseline.json has more than 16,777,216 bytes" in done.stderr


def test_half_a_character_in_a_baseline_is_shown_as_far_as_it_can_be(begun: Path) -> None:
    text = _counted("1").replace('"at": ""', r'"at": "\ud800"')
    (begun / "baseline.json").write_text(text)
    done = check(begun)
    assert (done.returncode, done.stderr) == (1, "")
    assert "\n  yaml at   in a is in the baseline, but not among the findings\n" in done.stdout


def test_a_baseline_that_is_missing_ends_the_run(begun: Path) -> None:
    (begun / "baseline.json").unlink()
    done = check(begun)
    assert done.returncode == 2
    assert "make it with 'trm check --write-baseline'" in done.stderr


def test_many_messy_charters_are_begun_with_and_one_new_fault_fails_alone(
    repository: Path,
) -> None:
    text = (repository / CHARTER).read_text("utf-8")
    faults = (
        ("quorum: {members: 4, each_party: 1}", "quorum: {members: 9, each_party: 1}"),
        ("contacts: {meridian: tom, helix: nils}", "contacts: {meridian: tom}"),
        ("owners: {meridian: ravi, helix: sofia} ", "owners: {meridian: ravi} "),
        ("title: Meridian Foods", "titel: Meridian Foods"),
        ("kpis: [carbon-per-pallet]", "kpis: []"),
        ("  notice: 9 months", "  notice: soon"),
        ("vision: >-", "vision: [>-"),
    )
    for number in range(0, 200, 3):
        messy = text
        for place, (old, new) in enumerate(faults):
            if (number >> place) & 1 or number % len(faults) == place:
                messy = messy.replace(old, new)
        folder = repository / f"partnerships/old-{number:03}"
        folder.mkdir()
        (folder / "partnership.yaml").write_text(messy, "utf-8")
    assert check(repository).returncode == 1
    check(repository, "--write-baseline")
    (repository / "trm.toml").write_text('baseline = "baseline.json"\n')
    assert found(repository) == []
    edit(repository, "    likelihood: 2", "    likelihood: 9")
    assert found(repository) == [("schema", "meridian-helix", "risks.depot-loss.likelihood")]
