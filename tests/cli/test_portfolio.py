"""``trm portfolio``: its views on the reference portfolio, whole."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.running import edit, trm

REFERENCE = Path(__file__).parents[2]
DAY = ("--as-of", "2026-11-22")
VIEWS = ("health", "watch", "segment", "checklist", "maturity")


def view(repository: Path, name: str, *words: str) -> str:
    done = trm("portfolio", name, *DAY, *words, cwd=repository)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.fixture
def reference(tmp_path: Path) -> Path:
    """A copy of the project's own portfolio."""
    for name in ("partnerships", "schemas", "checks"):
        shutil.copytree(REFERENCE / name, tmp_path / name)
    shutil.copy(REFERENCE / "trm.toml", tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("form", ["text", "json", "markdown"])
def test_the_reference_portfolio_is_seen_as_agreed(
    reference: Path, name: str, form: str, snapshot: SnapshotAssertion
) -> None:
    assert view(reference, name, "--format", form) == snapshot


@pytest.mark.parametrize("name", VIEWS)
def test_evidence_leads_to_lines_that_exist(reference: Path, name: str) -> None:
    def walk(data: object) -> None:
        if isinstance(data, dict):
            if {"path", "line", "says"} <= data.keys():
                found.append((data["path"], data["line"]))
            for inner in data.values():
                walk(inner)
        elif isinstance(data, list):
            for inner in data:
                walk(inner)

    found: list[tuple[str, int]] = []
    walk(json.loads(view(reference, name, "--format", "json")))
    assert found
    for path, line in found:
        assert 1 <= line <= len((reference / path).read_text("utf-8").splitlines())


@pytest.mark.parametrize("name", VIEWS)
def test_a_charter_that_cannot_be_read_is_named_and_hides_no_other(
    repository: Path, name: str
) -> None:
    broken = repository / "partnerships" / "broken"
    broken.mkdir()
    (broken / "partnership.yaml").write_text("title: [", "utf-8")
    done = trm("portfolio", name, *DAY, "--format", "json", cwd=repository)
    data = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (
        0,
        "'broken' cannot be read; 'trm check' shows why\n",
    )
    assert data["version"] == 1
    assert data["unread"] == ["broken"]
    assert [one["partnership"] for one in data["partnerships"]] == ["meridian-helix"]


@pytest.mark.parametrize("processors", [1, 2, 3])
def test_many_charters_are_shared_out_and_shown_in_their_order(
    repository: Path, processors: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("trm_policy.portfolio.parallel.processes", lambda: processors)
    small = (REFERENCE / "partnerships" / "aire-scales" / "partnership.yaml").read_text("utf-8")
    names = [f"supplier-{number:02}" for number in range(75)]
    for name in names:
        folder = repository / "partnerships" / name
        folder.mkdir()
        (folder / "partnership.yaml").write_text("[" if name.endswith("9") else small, "utf-8")
    unread = [name for name in names if name.endswith("9")]
    read = ["meridian-helix", *(name for name in names if name not in unread)]
    done = trm("portfolio", "maturity", *DAY, "--format", "json", cwd=repository)
    data = json.loads(done.stdout)
    assert [one["partnership"] for one in data["partnerships"]] == read
    assert data["unread"] == unread
    assert done.stderr == "".join(
        f"{name!r} cannot be read; 'trm check' shows why\n" for name in unread
    )


def test_an_unknown_view_names_the_nearest(repository: Path) -> None:
    done = trm("portfolio", "segmant", cwd=repository)
    assert done.returncode == 2
    assert "there is no view 'segmant'; did you mean 'segment'?" in done.stderr


def test_limits_of_tiers_are_those_of_the_settings(repository: Path) -> None:
    (repository / "trm.toml").write_text(
        "[rules]\ntier-matches-scores = {strategic_from = 4.5}\n"
        'tier-evidence = {criteria = ["brand"]}\n',
        "utf-8",
    )
    (found,) = json.loads(view(repository, "segment", "--format", "json"))["partnerships"]
    assert (found["given"], found["match"]) == ("preferred", "declared higher")
    assert found["unscored"] == ["brand"]


def test_a_changed_score_changes_the_tier_that_it_gives(repository: Path) -> None:
    edit(repository, "operational-risk: 5", "operational-risk: 1")
    assert view(repository, "segment").splitlines()[0] == (
        "  meridian-helix, strategic: declared higher; (3 + 1 + 4 + 4) / 4 = 3: preferred, from 2.5"
    )


def test_the_health_of_one_partnership_names_its_evidence(
    reference: Path, snapshot: SnapshotAssertion
) -> None:
    assert view(reference, "health", "meridian-helix") == snapshot
    assert view(reference, "health", "meridian-helix", "--format", "markdown") == snapshot


def test_the_health_of_an_unknown_partnership_is_refused(repository: Path) -> None:
    done = trm("portfolio", "health", "meridian-helx", *DAY, cwd=repository)
    assert (done.returncode, done.stdout) == (2, "")
    assert "no partnership is called 'meridian-helx'; did you mean" in done.stderr


def test_the_checklist_takes_nothing_that_waits_to_be_filled_in(repository: Path) -> None:
    edit(repository, "      - Guaranteed peak capacity\n      - Lower spoilage\n", "      - TBD\n")
    (one,) = json.loads(view(repository, "checklist", "--format", "json"))["partnerships"]
    stands = {name: item["stand"] for name, item in one["items"].items()}
    assert {name: stand for name, stand in stands.items() if stand != "met"} == {
        "value-for-each-party": "partly"
    }
