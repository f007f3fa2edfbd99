"""``trm pr`` on real repositories: one comment that a reviewer reads in a minute."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.gitting import ADA, Repo
from tests.running import trm
from tests.support import CHARTER


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    repo = Repo.with_the_complete_portfolio(tmp_path)
    repo.branch("proposal")
    return repo


def comment(repo: Repo, *words: str) -> str:
    done = trm("pr", "main", "--as-of", "2026-11-22", *words, cwd=repo.root)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_a_change_of_nothing_says_so(repo: Repo) -> None:
    assert comment(repo) == (
        "<!-- trm pr -->\n\n### No partnership changes\n\n**0 new findings, 0 fixed**\n"
    )


def test_what_is_weaker_comes_first_with_who_must_agree_and_who_has(
    repo: Repo, snapshot: SnapshotAssertion
) -> None:
    repo.edit(
        ("target: {value: 98, by: 2027-12-31}", "target: {value: 95, by: 2027-12-31}"),
        ("version: 2.1.3 ", "version: 2.2.0 "),
        ("mitigation: Weekly forecast review; shared model.", "mitigation: Weekly review."),
        ("acknowledge_within: 4 working hours", "acknowledge_within: 2 working hours"),
        ("behaviours:\n", "behaviours:\n  - Meetings begin on time.\n"),
    )
    repo.commit()
    mark = "holds for the same major.minor\n"
    agrees = (
        "  - {version: 2.2.0, party: meridian, person: ada, date: 2026-11-02, evidence: Minutes}\n"
    )
    repo.edit((mark, mark + agrees))
    repo.commit(author=ADA)
    assert comment(repo, "--preview", "https://preview.example/42") == snapshot


_MERIDIAN, _HELIX = "Meridian Foods plc", "Helix Cold Chain AB"
_PUT_OFF = ("    due: 2026-11-23\n", "    due: 2027-11-23\n")
_MORE = (
    "    due: 2026-11-23\n",
    "    due: 2026-11-23\n  vans: {what: Vans, goal: freshness, owner: nils, due: 2027-06-30}\n",
)
_RAISED = ("target: {value: 98, by: 2027-12-31}", "target: {value: 99, by: 2027-12-31}")
_NEW_VERSION = ("version: 2.1.3 ", "version: 2.2.0 ")


@pytest.mark.parametrize(
    ("edits", "parties"),
    [
        pytest.param([_PUT_OFF], [_MERIDIAN], id="who loses"),
        pytest.param([_MORE], [_HELIX], id="who owes more"),
        pytest.param([_RAISED, _NEW_VERSION], [_MERIDIAN, _HELIX], id="all, to a new version"),
    ],
)
def test_they_must_agree_whom_the_check_asks(
    repo: Repo, edits: list[tuple[str, str]], parties: list[str]
) -> None:
    repo.edit(*edits)
    repo.commit()
    asked = [line for line in comment(repo).splitlines() if line.startswith("Must agree")]
    sponsors = {_MERIDIAN: "Ada Okafor", _HELIX: "Jonas Lindqvist"}
    assert asked == ["Must agree: " + " · ".join(f"⏳ {one} ({sponsors[one]})" for one in parties)]
    words = ("check", "--base", "main", "--as-of", "2026-11-22", "--format", "json")
    told = [one["message"] for one in json.loads(trm(*words, cwd=repo.root).stdout)["findings"]]
    open_ = [one for one in told if "not given a new approval" in one or "not approved" in one]
    assert [name for name in sponsors if any(name in text for text in open_)] == parties


def test_a_charter_that_could_not_be_read_before_is_not_called_new(tmp_path: Path) -> None:
    repo = Repo.with_the_complete_portfolio(tmp_path)
    good = repo.read()
    repo.write("partnerships/meridian-helix/partnership.yaml", "title: [")
    repo.commit()
    repo.branch("proposal")
    repo.write("partnerships/meridian-helix/partnership.yaml", good)
    repo.commit()
    said = comment(repo)
    assert "### 1 charter not compared" in said
    assert "the charter could not be read before the change" in said


def test_a_charter_that_can_no_longer_be_read_is_no_change_of_nothing(repo: Repo) -> None:
    repo.edit(("vision: >-", "vision: [>-"), _RAISED)
    repo.write("partnerships/second/partnership.yaml", "title: [\n")
    repo.commit()
    lost = "The charter cannot be read, so nobody can see what the change does to it."
    said = comment(repo)
    assert said.startswith(
        "<!-- trm pr -->\n\n### 2 charters that cannot be read\n\n**Meridian Foods and Helix Cold "
        f"Chain** <code>meridian-helix</code>, version 2.1.3\n\n{lost}\n\n"
        f"**second** <code>second</code>\n\nThe charter cannot be read"
    )


def test_what_the_model_refuses_is_said_to_be_that_and_not_removed(repo: Repo) -> None:
    target = (_RAISED[0], "target: {value: x, by: 2027-12-31}")
    repo.edit(("status: active", "status: activ"), target)
    repo.commit()
    said = comment(repo)
    assert "### 2 values not compared\n" in said
    assert (
        "</code>, version 2.1.3\n\n- kpis.otif.target.value cannot be read, and is not compared\n"
        "- status cannot be read, and is not compared\n\n**" in said
    )


def test_a_new_a_removed_and_a_renamed_charter_are_told(tmp_path: Path) -> None:
    repo = Repo.with_the_complete_portfolio(tmp_path)
    text = repo.read()
    repo.write("partnerships/old/partnership.yaml", text.replace("Meridian Foods and", "Old and"))
    repo.commit()
    repo.branch("proposal")
    repo.git("rm", "-q", "-r", "partnerships/old")
    repo.git("mv", "partnerships/meridian-helix", "partnerships/meridian-north")
    repo.write(
        "partnerships/acme/partnership.yaml",
        "title: Acme\nhost: us\nrelationship: partner\ntier: transactional\nterm: {}\n"
        "parties: {us: {name: Us}, them: {name: Acme}}\npeople: {}\nowners: {}\n",
    )
    repo.commit()
    lines = [line for line in comment(repo).splitlines() if line.startswith(("###", "**", "The "))]
    assert lines[:5] == [
        "### 1 charter new, 1 charter removed",
        "**Old and Helix Cold Chain** <code>old</code>, version 2.1.3",
        "The charter is removed.",
        "**Acme** <code>acme</code>, version 0.1.0, new",
        (
            "**Meridian Foods and Helix Cold Chain** "
            "<code>meridian-helix → meridian-north</code>, version 2.1.3"
        ),
    ]


def test_a_change_of_the_rules_is_told_apart(repo: Repo) -> None:
    repo.write("trm.toml", '[rules]\nkpi-count = "off"\n')
    assert comment(repo).splitlines()[4:7] == [
        "**This changes the rules themselves**; the previous rules still apply to it.",
        "",
        "- this change alters the rules: rules.kpi-count was not set, and is now 'off'",
    ]


def test_what_is_written_in_a_charter_cannot_format_the_comment(repo: Repo) -> None:
    hostile = 'title: "</details> @everyone [x](http://e.example) <img src=x> ### `a`"'
    repo.edit(("title: Meridian Foods and Helix Cold Chain", hostile))
    text = comment(repo)
    for sign in ("<img", "@everyone", "](http", "</details> &"):
        assert sign not in text
    assert text.count("</details>") == text.count("<details>")


def test_it_is_no_longer_than_a_screen_whatever_changes(repo: Repo) -> None:
    text = repo.read()
    for number, word in enumerate(["value: 98", "value: 4,", "value: 8.5", "value: 4.3"]):
        text = text.replace(word, word.replace("value: ", f"value: {number}"))
    for window in ("2 working hours", "1 working day", "4 working hours", "3 working days"):
        text = text.replace(f"within: {window}", "within: 30 days")
    repo.write(CHARTER, text.replace("every: weekly", "every: yearly"))
    shown = comment(repo).split("<details>")[0]
    assert len(shown.splitlines()) <= 40


_HOME = "partnerships/meridian-helix"
_BOARD = (
    "---\nreview: qbr\nfor: {day}\nheld_on: {day}\nattendees: [ada, jonas]\n---\n"
    "## Decisions\n\n- Helix keeps the depot.\n\n## Actions\n\n"
    "- [ ] @tom Measure again (due 2027-01-15)\n"
)
_CASE = (
    "---\nid: 2026-004\ntitle: No forecast in week 46\nraised_by: nils\n"
    "raised_at: 2026-11-16T09:00+00:00\nsteps:\n"
    "  - {level: operations, reached_at: 2026-11-16T09:00+00:00}\n---\nThe forecast came late.\n"
)


def test_what_a_change_adds_to_the_records_is_told_what_comes_late_first(
    repo: Repo, snapshot: SnapshotAssertion
) -> None:
    repo.write(f"{_HOME}/escalations/2026-004.md", _CASE)
    repo.commit()
    repo.git("branch", "-f", "main")
    figures = f"{_HOME}/measurements.csv"
    repo.write(
        figures,
        repo.read(figures)
        + "days-to-settle,2026-Q1,1,Recount\ndays-to-settle,2026-Q3,2.6,Counted again\n"
        "otif,2025-12,93.0,\notif,2026-11,97.1,\notif,2026-12,97.3,\n",
    )
    repo.edit(("- [ ] @tom", "- [-] @tom"), path=f"{_HOME}/reviews/2026-10-20-qbr.md")
    for day in ("2026-07-21", "2026-11-20"):
        repo.write(f"{_HOME}/reviews/{day}-qbr.md", _BOARD.format(day=day))
    reached = "reached_at: 2026-11-16T09:00+00:00}\n"
    more = (
        "reached_at: 2026-11-16T09:00+00:00, acknowledged: {helix: 2026-11-20T09:00+00:00}}\n"
        "  - {level: owners, reached_at: 2026-11-17T09:00+00:00}\n"
        "settled_at: 2026-11-21T09:00+00:00\n"
    )
    repo.edit((reached, more), path=f"{_HOME}/escalations/2026-004.md")
    new = _CASE.replace("2026-004", "2026-005").replace("week 46", "week 47")
    repo.write(f"{_HOME}/escalations/2026-005.md", new)
    repo.write(f"{_HOME}/surveys/2025.csv", "party,question,score,count\nhelix,trust,4.1,9\n")
    repo.commit()
    assert comment(repo).split("\n\n**")[:2] == snapshot


def test_a_folder_without_history_says_what_it_needs(tmp_path: Path, repository: Path) -> None:
    done = trm("pr", "main", cwd=repository)
    assert done.returncode == 2
    assert "git" in done.stderr
    assert "Traceback" not in done.stderr
