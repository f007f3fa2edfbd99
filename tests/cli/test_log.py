"""``trm log`` for those who read it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from tests.gitting import ADA, Repo
from tests.running import trm
from tests.support import CHARTER

HERE = "partnerships/meridian-helix"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    repo = Repo.with_the_complete_portfolio(tmp_path)
    repo.edit(("target: {value: 98, by", "target: {value: 95, by"))
    repo.commit(author=ADA)
    repo.hours = 40
    repo.git("mv", HERE, "partnerships/cold-chain")
    repo.commit(author=("Eve\x1b[31m <script>", "eve@helix.example"))
    return repo


def said(repo: Repo, *words: str) -> str:
    done = trm("log", *words, cwd=repo.root)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def refused(root: Path, *words: str) -> str:
    done = trm("log", *words, cwd=root)
    assert (done.returncode, done.stdout) == (2, "")
    return done.stderr


def short(repo: Repo, name: str) -> str:
    return repo.git("rev-parse", name)[:10]


def test_a_life_is_told_day_by_day_with_author_and_commit(repo: Repo) -> None:
    assert said(repo, "cold-chain", "--limit", "2") == (
        "Meridian Foods and Helix Cold Chain\n"
        "\n"
        "2026-11-02\n"
        "  the folder meridian-helix is now called cold-chain  "
        f"(Eve [31m script, {short(repo, 'HEAD')})\n"
        "\n"
        "2026-11-01\n"
        "  weakened without approval: target of On time in full: 98 → 95 %, by 2027-12-31  "
        f"(Ada Okafor, {short(repo, 'HEAD~1')})\n"
    )


def test_the_portfolio_is_told_with_whose_life_it_is(repo: Repo) -> None:
    assert said(repo, "--portfolio", "--since", "2026-11-02") == (
        "2026-11-02\n"
        "  cold-chain: the folder meridian-helix is now called cold-chain  "
        f"(Eve [31m script, {short(repo, 'HEAD')})\n"
    )
    assert said(repo, "--portfolio", "--since", "2027-01-01") == "No event since 2027-01-01.\n"


def test_markdown_is_safe_to_paste(repo: Repo) -> None:
    lines = said(repo, "--portfolio", "--limit", "1", "--format", "markdown").splitlines()
    assert lines[:2] == ["## 2026-11-02", ""]
    assert lines[2].startswith("- cold-chain: the folder meridian-helix is now called cold-chain  ")
    assert "<script>" not in lines[2]


def test_json_is_exactly_as_agreed(repo: Repo, snapshot: SnapshotAssertion) -> None:
    told = json.loads(said(repo, "cold-chain", "--limit", "4", "--format", "json"))
    for event in told["events"]:  # what a commit is called hangs on all that lies in it
        event["commit"] = repo.git("rev-list", "--count", event["commit"])
    assert told == snapshot(extension_class=JSONSnapshotExtension)


def test_what_an_audience_may_not_know_leaves_no_gap(repo: Repo) -> None:
    assert said(repo, "cold-chain", "--audience", "public") == "No event.\n"
    assert said(repo, "cold-chain", "--audience", "public", "--format", "json") == (
        '{\n  "version": 1,\n  "events": []\n}\n'
    )


def test_a_charter_is_found_by_its_former_name_and_after_its_end(repo: Repo) -> None:
    assert said(repo, "meridian-helix") == said(repo, "cold-chain")
    repo.git("rm", "-rq", "partnerships/cold-chain")
    repo.commit(author=ADA)
    assert said(repo, "cold-chain").splitlines()[3] == (
        f"  removed: active, version 2.1.3  (Ada Okafor, {short(repo, 'HEAD')})"
    )


def test_a_wrong_name_is_answered_with_the_nearest(repo: Repo) -> None:
    assert refused(repo.root, "cold-chian") == (
        "trm: no partnership is or was called 'cold-chian'; did you mean 'cold-chain'?\n"
    )


def test_one_charter_or_all_must_be_asked_for(repo: Repo) -> None:
    for words in ([], ["cold-chain", "--portfolio"]):
        assert "name one charter, or show all with --portfolio" in refused(repo.root, *words)
    assert "write public, partner, internal or partner:PARTY" in refused(
        repo.root, "--portfolio", "--audience", "friends"
    )


def test_without_a_repository_the_way_out_is_said(repository: Path) -> None:
    assert "is not in a git repository" in refused(repository, "meridian-helix")
    assert (repository / CHARTER).is_file()
