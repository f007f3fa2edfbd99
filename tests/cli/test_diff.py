"""``trm diff`` on real repositories."""

from __future__ import annotations

import html
import json
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from syrupy.extensions.json import JSONSnapshotExtension

from tests.gitting import Repo
from tests.running import trm

if TYPE_CHECKING:
    from syrupy.assertion import SnapshotAssertion

LOWER = ("target: {value: 98, by: 2027-12-31}", "target: {value: 95, by: 2027-12-31}")
EDITS = (
    LOWER,
    ("{person: lena, role: member}", "{person: tom, role: member}"),
    ("vision: >-\n  Chilled", "vision: >-\n  Fresh"),
    ("tolerance: 0.4", "tolerance: 0.3"),
    ("title: Loss of the Leeds depot", "title: Loss of the *Leeds* depot"),
)


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    repo = Repo.with_the_complete_portfolio(tmp_path)
    repo.branch("proposal")
    return repo


def _diff(repo: Repo, *words: str) -> subprocess.CompletedProcess[str]:
    return trm("diff", *words, cwd=repo.root)


def _json(repo: Repo, *words: str) -> Any:
    return json.loads(_diff(repo, *words, "--format", "json").stdout)


def _said(repo: Repo, *words: str) -> list[str]:
    return [
        change["sentence"]
        for one in _json(repo, *words)["partnerships"]
        for change in one["changes"]
    ]


def test_the_weightiest_changes_come_first_with_their_marks(repo: Repo) -> None:
    repo.edit(*EDITS)

    done = _diff(repo, "main")

    assert done.returncode == 0
    assert done.stdout == (
        "1 partnership changes: 1 promise weaker, 1 stronger, 3 other\n"
        "\n"
        "meridian-helix: Meridian Foods and Helix Cold Chain\n"
        "  material\n"
        "      ± vision is rewritten\n"
        "      + tolerance of Carbon per delivered pallet: 0.4 → 0.3 kg CO2e\n"
        "      − weaker: target of On time in full: 98 → 95 %, by 2027-12-31\n"
        "  operational\n"
        "      ± seat of Lena Hart in Joint steering committee passes to Tom Ellis\n"
        "  editorial\n"
        "      ± risk Loss of the Leeds depot is now called Loss of the *Leeds* depot\n"
    )


def test_markdown_keeps_what_people_wrote_as_text(repo: Repo) -> None:
    repo.edit(*EDITS)

    done = _diff(repo, "main", "--format", "markdown")

    shown = html.unescape(re.sub("</?span>", "", done.stdout))
    assert "- − weaker: target of On time in full: 98 → 95 %, by 2027-12-31\n" in shown
    assert "*Leeds*" not in done.stdout


def test_the_json_form_stays_as_agreed(repo: Repo, snapshot: SnapshotAssertion) -> None:
    repo.edit(*EDITS)
    repo.git("mv", "partnerships/meridian-helix", "partnerships/cold-chain")

    assert _json(repo, "main") == snapshot(extension_class=JSONSnapshotExtension)


def test_only_what_the_branch_did_since_it_parted_is_told(repo: Repo) -> None:
    repo.git("switch", "-q", "main")
    repo.edit(("tolerance: 0.4", "tolerance: 0.3"))
    repo.commit()
    repo.git("switch", "-q", "proposal")
    repo.edit(LOWER)

    assert _said(repo, "main") == ["target of On time in full: 98 → 95 %, by 2027-12-31"]


def test_two_revisions_are_held_against_each_other_directly(repo: Repo) -> None:
    repo.git("switch", "-q", "main")
    repo.edit(("tolerance: 0.4", "tolerance: 0.3"))
    repo.commit()
    repo.git("switch", "-q", "proposal")
    repo.edit(LOWER)
    repo.commit()
    repo.edit(("tolerance: 2\n", "tolerance: 9\n"))

    assert _said(repo, "main", "proposal") == [
        "tolerance of Carbon per delivered pallet: 0.3 → 0.4 kg CO2e",
        "target of On time in full: 98 → 95 %, by 2027-12-31",
    ]


def test_an_audience_is_told_what_is_for_it_and_no_more(repo: Repo) -> None:
    repo.edit(LOWER, ("rationale: >-\n  A failure", "rationale: >-\n  The failure"))

    assert len(_said(repo, "main")) == 2
    assert _said(repo, "main", "--audience", "partner:helix") == [
        "target of On time in full: 98 → 95 %, by 2027-12-31"
    ]
    assert _diff(repo, "main", "--audience", "public").stdout == (
        "nothing changes from main to the work tree\n"
    )


def test_a_word_that_is_no_audience_is_refused_with_the_choices(repo: Repo) -> None:
    done = _diff(repo, "main", "--audience", "everybody")

    assert done.returncode == 2
    assert "'everybody' is not an audience; write public, partner, internal or partner:PARTY" in (
        done.stderr
    )


def test_without_git_it_says_what_is_missing(repository: Path) -> None:
    done = trm("diff", "main", cwd=repository)

    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("trm: ")


class TestWhatHappened:
    """In the words of people, and as weighty as it is."""

    def test_is_that_one_left_and_another_joined_where_their_parts_differ(self, repo: Repo) -> None:
        repo.edit(
            ("      - {person: nils, role: co-chair, until: 2027-12-31}\n", ""),
            ("      - {person: sofia, role: member}\n    quorum: {members: 2",
             ("      - {person: sofia, role: co-chair}\n      - {person: mikael, role: member}\n"
             "    quorum: {members: 2")),
        )  # fmt: skip

        assert _said(repo, "main") == [
            "Mikael Berg joins Operations board as member",
            "Nils Dahl leaves Operations board (was co-chair)",
            "role of Sofia Ek in Operations board: member → co-chair",
        ]

    def test_is_that_a_seat_passes_to_a_successor_in_the_same_part(self, repo: Repo) -> None:
        repo.edit(
            ("{person: nils, role: co-chair, until: 2027-12-31}",
             "{person: mikael, role: co-chair, until: 2028-12-31}"),
        )  # fmt: skip

        assert _said(repo, "main") == [
            "seat of Nils Dahl in Operations board passes to Mikael Berg",
            "end of the seat of Mikael Berg in Operations board: 2027-12-31 → 2028-12-31",
        ]

    def test_is_that_a_promise_is_weaker_where_nobody_can_be_called(self, repo: Repo) -> None:
        repo.edit(("contacts: {meridian: ada, helix: jonas}", "contacts: {meridian: ada}"))

        assert _diff(repo, "main").stdout.splitlines()[0] == (
            "1 partnership changes: 1 promise weaker, 0 stronger, 0 other"
        )
        assert trm("pr", "main", cwd=repo.root).stdout.splitlines()[2] == "### 1 promise weaker"

    @pytest.mark.parametrize(
        ("old", "new", "told"),
        [
            ("starting: 2025-01-08", "starting: 2025-01-09",
             ("first day of Weekly operations board: Wednesday 8 January 2025 → Thursday 9 January "
             "2025")),
            ("starting: 2025-01-21", "starting: 2025-02-18",
             ("first day of Quarterly business review: Tuesday 21 January 2025 → Tuesday 18 "
             "February 2025")),
            ("    every: weekly\n    starting: 2025-01-08\n",
             "    every: FREQ=WEEKLY;BYDAY=TH\n    starting: 2025-01-08\n",
             "cadence of Weekly operations board: weekly → FREQ=WEEKLY;BYDAY=TH"),
        ],
    )  # fmt: skip
    def test_is_no_weakening_where_a_meeting_falls_on_another_day(
        self, repo: Repo, old: str, new: str, told: str
    ) -> None:
        repo.edit((old, new))

        (change,) = _json(repo, "main")["partnerships"][0]["changes"]

        assert change["sentence"] == told
        assert [change[key] for key in ("direction", "weight", "bump")] == [
            *("neutral", "operational", "none")
        ]

    def test_is_a_weakening_where_meetings_fall_away(self, repo: Repo) -> None:
        repo.edit(("starting: 2025-01-08", "starting: 2025-01-15"))  # one weekly meeting less

        (change,) = _json(repo, "main")["partnerships"][0]["changes"]

        assert (change["direction"], change["weight"]) == ("loosens", "material")

    def test_is_that_a_risk_and_what_is_shared_went_and_others_came(self, repo: Repo) -> None:
        repo.edit(
            ("  forecast-drift:\n    title: Forecast error beyond 15 %\n",
             "  strike:\n    title: Strike at the depots\n"),
            ("  depot-costs:\n    item: Depot cost model\n",
             "  wages:\n    item: Wages of every driver\n"),
        )  # fmt: skip

        assert _said(repo, "main") == [
            "shared information: Depot cost model is removed",
            "new shared information: Wages of every driver",
            "risk: Forecast error beyond 15 % is removed",
            "new risk: Strike at the depots",
        ]

    def test_is_that_a_charter_went_and_another_of_the_same_form_came(self, repo: Repo) -> None:
        repo.git("mv", "partnerships/meridian-helix", "partnerships/kaveri")
        repo.edit(
            ("title: Meridian Foods and Helix Cold Chain", "title: Meridian and Kaveri Mills"),
            ("    organisation: helix-cold-chain\n", "    name: Kaveri Mills\n"),
            ("storage and distribution for the northern region.", "milling in the south."),
            path="partnerships/kaveri/partnership.yaml",
        )

        assert _said(repo, "main") == ["new partnership", "the partnership is removed"]

    def test_is_that_a_folder_has_another_name_where_it_is_the_same_partnership(
        self, repo: Repo
    ) -> None:
        repo.git("mv", "partnerships/meridian-helix", "partnerships/north")
        repo.edit(
            ("title: Meridian Foods and Helix Cold Chain", "title: Cold chain of the north"),
            path="partnerships/north/partnership.yaml",
        )

        assert _said(repo, "main") == [
            "the folder meridian-helix is now called north",
            "title: Meridian Foods and Helix Cold Chain → Cold chain of the north",
        ]

    def test_is_that_a_folder_has_another_name_however_its_title_is_coded(self, repo: Repo) -> None:
        repo.git("mv", "partnerships/meridian-helix", "partnerships/north")
        repo.edit(
            ("title: Meridian Foods and Helix", "title: MERIDIAN Ｆｏｏｄｓ and  Helix"),
            ("    organisation: helix-cold-chain\n", "    name: Helix Cold Chain AB\n"),
            path="partnerships/north/partnership.yaml",
        )

        assert _said(repo, "main")[0] == "the folder meridian-helix is now called north"
