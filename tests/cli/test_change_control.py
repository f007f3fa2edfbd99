"""``trm check --base`` on real repositories: what a pull request may not do unseen."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from tests.gitting import ADA, JONAS, RAVI, Repo
from tests.running import trm
from tests.support import CHARTER, DIRECTORY
from trm_policy.cli.program import cli

FOLDER = "partnerships/meridian-helix"
TARGET = "target: {value: 98, by: 2027-12-31}"
LOWER = "target: {value: 95, by: 2027-12-31}"
APPROVALS = "holds for the same major.minor\n"
ADA_AGREES = (
    "  - {version: 2.2.0, party: meridian, person: ada, date: 2026-11-02, evidence: Minutes}\n"
)
JONAS_AGREES = (
    "  - {version: 2.2.0, party: helix, person: jonas, date: 2026-11-02, evidence: Letter}\n"
)
VERSION = ("version: 2.1.3 ", "version: 2.2.0 ")


class Told(NamedTuple):
    rule: str
    severity: str
    path: str
    line: int
    at: str


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    repo = Repo.with_the_complete_portfolio(tmp_path)
    repo.branch("proposal")
    return repo


def told(repo: Repo, *words: str, base: str = "main") -> list[Told]:
    """What a check against the base finds, warnings and all."""
    arguments = ["check", "--base", base, "--as-of", "2026-11-22", "--format", "json", *words]
    done = CliRunner().invoke(cli, ["-C", str(repo.root), *arguments], standalone_mode=False)
    assert done.exception is None, done.output
    report = json.loads(done.stdout)
    assert (done.return_value == 1) is (report["summary"]["errors"] > 0)
    return [
        Told(one["rule"], one["severity"], one["path"], one["line"], one["at"])
        for one in report["findings"]
    ]


def line_of(repo: Repo, text: str, path: str = CHARTER) -> int:
    numbers = [n for n, line in enumerate(repo.read(path).splitlines(), 1) if text in line]
    assert len(numbers) == 1, numbers
    return numbers[0]


def weakened(repo: Repo, text: str, at: str) -> Told:
    return Told("no-silent-weakening", "error", CHARTER, line_of(repo, text), at)


def unbumped(repo: Repo) -> Told:
    return Told("version-bumped", "error", CHARTER, line_of(repo, "version: 2.1.3 "), "version")


def vouched(repo: Repo, text: str, at: str) -> Told:
    return Told("approvals-genuine", "info", CHARTER, line_of(repo, text), at)


def ungenuine(repo: Repo, text: str, at: str) -> Told:
    return Told("approvals-genuine", "error", CHARTER, line_of(repo, text), at)


class TestAChange:
    def test_that_changes_nothing_finds_nothing(self, repo: Repo) -> None:
        assert told(repo) == []

    def test_of_layout_and_comments_alone_finds_nothing(self, repo: Repo) -> None:
        repo.edit((TARGET, "target:   # as agreed\n      by: 2027-12-31\n      value: 98.0"))
        assert told(repo) == []

    def test_that_lowers_a_target_in_the_work_tree_is_told_before_it_is_committed(
        self, repo: Repo
    ) -> None:
        repo.edit((TARGET, LOWER))
        assert told(repo) == [unbumped(repo), weakened(repo, LOWER, "kpis.otif.target.value")]

    def test_that_raises_a_target_needs_a_version_and_an_approval(self, repo: Repo) -> None:
        higher = "target: {value: 99, by: 2027-12-31}"
        repo.edit((TARGET, higher))
        assert told(repo) == [unbumped(repo), weakened(repo, higher, "kpis.otif.target.value")]

    def test_that_lowers_a_target_passes_once_every_party_has_approved_the_new_version(
        self, repo: Repo
    ) -> None:
        repo.edit((TARGET, LOWER), VERSION)
        repo.commit()
        repo.edit((APPROVALS, APPROVALS + ADA_AGREES))
        repo.commit(author=ADA)
        alone = told(repo)
        repo.edit((APPROVALS, APPROVALS + JONAS_AGREES))
        repo.commit(author=JONAS)
        assert [one.rule for one in alone] == ["no-silent-weakening", "approvals-current"]
        assert told(repo) == [vouched(repo, JONAS_AGREES.strip(), "approvals.1.person")]

    def test_by_a_successor_in_a_seat_weakens_nothing(self, repo: Repo) -> None:
        repo.edit(
            (
                "- {person: tom, role: co-chair, until: 2027-12-31}",
                "- {person: lena, role: co-chair, until: 2027-12-31}",
            ),
            VERSION,
        )
        assert [one.rule for one in told(repo)] == ["peers-of-equal-rank", "approvals-current"]

    def test_that_takes_a_seat_from_a_party_weakens_its_voice(self, repo: Repo) -> None:
        repo.edit(("      - {person: lena, role: member}\n", ""), VERSION)
        assert "no-silent-weakening" in [one.rule for one in told(repo)]

    @pytest.mark.parametrize(
        ("old", "new", "rule"),
        [
            ("  lena:\n", "<<<<<<< HEAD\n  lena:\n", "yaml"),
            ("    country: SE\n", "    country: Sweden\n", "schema"),
            ("    timezone: Europe/Stockholm\n", "    time zone: Europe/Stockholm\n", "schema"),
        ],
    )
    def test_that_makes_the_directory_unreadable_is_one_finding(
        self, repo: Repo, old: str, new: str, rule: str
    ) -> None:
        text = repo.read(DIRECTORY)
        repo.edit((old, new), path=DIRECTORY)
        (found,) = told(repo)
        assert (found.rule, found.path) == (rule, DIRECTORY)
        repo.commit()
        repo.git("checkout", "-qb", "repair")
        repo.write(DIRECTORY, text)
        assert [one.path for one in told(repo, base="proposal")] == [DIRECTORY]

    def test_that_renames_a_folder_takes_its_baseline_along_and_says_what_to_do(
        self, tmp_path: Path
    ) -> None:
        repo = Repo.with_the_complete_portfolio(tmp_path)
        repo.edit(("  - Bad news travels on the day it is known.", "  - TBD"))
        trm("check", "--as-of", "2026-11-22", "--write-baseline", cwd=repo.root)
        repo.write("trm.toml", 'baseline = "baseline.json"\n')
        repo.commit()
        repo.branch("proposal")
        repo.git("mv", FOLDER, "partnerships/cold-chain")
        repo.commit()
        before = [(one.rule, one.path, one.line) for one in told(repo)]
        trm("check", "--as-of", "2026-11-22", "--write-baseline", cwd=repo.root)
        repo.commit()
        assert before == [("baseline-stale", "baseline.json", 5)]
        assert [one.rule for one in told(repo)] == ["settings-changed"]


class TestAnApproval:
    def test_committed_before_the_last_change_approves_nothing(self, repo: Repo) -> None:
        repo.edit((TARGET, "target: {value: 97, by: 2027-12-31}"), VERSION)
        repo.commit()
        repo.edit((APPROVALS, APPROVALS + ADA_AGREES + JONAS_AGREES))
        repo.commit(author=ADA)
        before = told(repo)
        repo.edit(("target: {value: 97, by: 2027-12-31}", LOWER))
        repo.commit()
        assert [one.severity for one in before] == ["info"]
        assert told(repo) == [
            weakened(repo, LOWER, "kpis.otif.target.value"),
            ungenuine(
                repo, "party: meridian, person: ada, date: 2026-11-02", "approvals.1.version"
            ),
            ungenuine(repo, "party: helix, person: jonas, date: 2026-11-02", "approvals.2.version"),
        ]

    def test_by_somebody_whom_the_change_itself_puts_into_office_counts_for_nothing(
        self, repo: Repo
    ) -> None:
        forged = ADA_AGREES.replace("person: ada", "person: ravi")
        repo.edit((TARGET, LOWER), VERSION, (APPROVALS, APPROVALS + forged + JONAS_AGREES))
        repo.edit(("sponsors: {meridian: ada,", "sponsors: {meridian: ravi,"))
        found = [(one.rule, one.at) for one in told(repo)]
        assert ("approvals-genuine", "approvals.1.person") in found
        assert ("no-silent-weakening", "kpis.otif.target.value") in found

    def test_by_a_new_sponsor_counts_beside_that_of_the_one_who_steps_down(
        self, repo: Repo
    ) -> None:
        mikael = JONAS_AGREES.replace("person: jonas", "person: mikael")
        repo.edit(
            (
                "{meridian: ada, helix: jonas}      # one ex",
                "{meridian: ada, helix: sofia}  # one ex",
            )
        )
        sofia = JONAS_AGREES.replace("person: jonas", "person: sofia")
        repo.edit(
            (
                "title: Key Account Manager\n    department: commercial\n    seniority: manager",
                "title: Director\n    department: commercial\n    seniority: executive",
            )
        )
        repo.edit(VERSION, (APPROVALS, APPROVALS + ADA_AGREES + sofia))
        alone = [(one.severity, one.at) for one in told(repo) if one.rule == "approvals-genuine"]
        repo.edit((sofia, sofia + mikael))
        both = [(one.severity, one.at) for one in told(repo) if one.rule == "approvals-genuine"]
        assert alone == [("error", "approvals.2.person")]
        assert both == [("info", "approvals.3.person")]

    def test_of_another_version_is_told(self, repo: Repo) -> None:
        repo.edit((APPROVALS, APPROVALS + ADA_AGREES))
        assert told(repo) == [ungenuine(repo, "{version: 2.2.0", "approvals.1.version")]


ESCAPES = {
    "a lower tier": (("tier: strategic ", "tier: transactional "),),
    "a draft again": (("status: active ", "status: draft "),),
    "an end without notice": (("status: active ", "status: ended "),),
    "a stage before work begins": (("stage: value-creation ", "stage: knowledge "),),
    "a section declared away": (
        ("waivers: []", "waivers: []\nnot_applicable: {kpis: No figures}"),
    ),
}


class TestADefectThatHides:
    @pytest.mark.parametrize("way", list(ESCAPES))
    def test_behind_what_selects_the_rules_fails(self, repo: Repo, way: str) -> None:
        repo.edit((TARGET, LOWER), *ESCAPES[way])
        repo.commit()
        found = told(repo)
        assert weakened(repo, LOWER, "kpis.otif.target.value") in found

    def test_in_a_draft_of_what_was_active_is_still_an_error(self, repo: Repo) -> None:
        repo.edit(("status: active ", "status: draft "))
        repo.edit(("sponsors: {meridian: ada, helix: jonas}", "sponsors: {meridian: ada}"))
        levels = {one.rule: one.severity for one in told(repo)}
        assert levels["sponsor-per-party"] == "error"

    def test_behind_a_setting_that_the_same_change_turns_off_fails(self, repo: Repo) -> None:
        repo.edit(("sponsors: {meridian: ada, helix: jonas}", "sponsors: {meridian: ada}"))
        repo.write("trm.toml", '[rules]\nsponsor-per-party = "off"\nno-silent-weakening = "off"\n')
        repo.commit()
        rules = {one.rule for one in told(repo)}
        assert {"sponsor-per-party", "settings-changed"} <= rules

    def test_behind_a_tag_that_an_override_spares_fails(self, tmp_path: Path) -> None:
        repo = Repo.with_the_complete_portfolio(tmp_path)
        repo.write(
            "trm.toml", '[[overrides]]\ntag = ["spared"]\nrules = {sponsor-per-party = "off"}\n'
        )
        repo.commit()
        repo.branch("proposal")
        repo.edit(("sponsors: {meridian: ada, helix: jonas}", "sponsors: {meridian: ada}"))
        repo.edit(("tags: [", "tags: [spared, "))
        found = told(repo)
        assert "sponsor-per-party" in {one.rule for one in found}
        assert ("no-silent-weakening", "tags") in {(one.rule, one.at) for one in found}

    def test_behind_a_new_name_of_the_folder_is_followed(self, repo: Repo) -> None:
        repo.git("mv", FOLDER, "partnerships/meridian-cold-chain")
        moved = "partnerships/meridian-cold-chain/partnership.yaml"
        repo.edit((TARGET, LOWER), path=moved)
        repo.commit()
        assert Told(
            "no-silent-weakening",
            "error",
            moved,
            line_of(repo, LOWER, moved),
            "kpis.otif.target.value",
        ) in told(repo)

    def test_by_removing_the_charter_is_placed_where_it_stood(self, repo: Repo) -> None:
        repo.git("rm", "-q", "-r", FOLDER)
        repo.commit()
        found = told(repo)
        assert Told("no-silent-weakening", "error", CHARTER, 3, "") in found

    def test_behind_a_waiver_of_change_control_is_not_waived(self, repo: Repo) -> None:
        waiver = (
            "waivers:\n  - {rule: no-silent-weakening, because: We like it, approved_by: ada, "
            "expires: 2027-01-31}"
        )
        repo.edit((TARGET, LOWER), ("waivers: []", waiver))
        rules = [one.rule for one in told(repo)]
        assert "no-silent-weakening" in rules
        assert "waiver-unknown" in rules


class TestRecords:
    MEASUREMENTS = f"{FOLDER}/measurements.csv"

    def test_that_are_added_to_find_nothing(self, repo: Repo) -> None:
        text = repo.read(self.MEASUREMENTS)
        repo.write(self.MEASUREMENTS, text.rstrip("\n") + "\notif,2026-11,97.1,\n")
        assert told(repo) == []

    def test_that_are_amended_are_told_at_the_row(self, repo: Repo) -> None:
        lines = repo.read(self.MEASUREMENTS).splitlines()
        kpi, period, _, note = lines[1].split(",")
        lines[1] = f"{kpi},{period},99.9,{note}"
        repo.write(self.MEASUREMENTS, "\n".join(lines) + "\n")
        assert Told("records-append-only", "error", self.MEASUREMENTS, 2, "") in told(repo)

    def test_of_minutes_may_close_an_action_and_nothing_else(self, repo: Repo) -> None:
        minutes = f"{FOLDER}/reviews/2026-10-20-qbr.md"
        repo.edit(("- [ ] @tom Publish", "- [x] @tom Publish"), path=minutes)
        assert told(repo) == []
        repo.edit(("a week early", "two weeks early"), path=minutes)
        line = line_of(repo, "two weeks early", minutes)
        assert told(repo) == [Told("records-append-only", "error", minutes, line, "")]

    def test_of_an_escalation_keep_every_step(self, repo: Repo) -> None:
        path = f"{FOLDER}/escalations/2026-003.md"
        repo.edit(("raised_by: tom", "raised_by: nils"), path=path)
        line = line_of(repo, "raised_by: nils", path)
        assert told(repo) == [Told("records-append-only", "error", path, line, "raised_by")]

    def test_that_are_removed_are_missed(self, repo: Repo) -> None:
        minutes = f"{FOLDER}/reviews/2026-10-14-annual.md"
        (repo.root / minutes).unlink()
        assert Told("records-append-only", "error", minutes, 1, "") in told(repo)


class TestAWaiver:
    def test_is_not_approved_by_who_commits_it(self, repo: Repo) -> None:
        entry = "{rule: kpi-balanced, because: Later, approved_by: ravi, expires: 2027-01-31}"
        repo.edit(("waivers: []", f"waivers:\n  - {entry}"))
        repo.commit(author=RAVI)
        found = told(repo)
        assert (
            Told("waiver-approved", "error", CHARTER, line_of(repo, entry), "waivers.1.approved_by")
            in found
        )

    def test_that_the_base_forbids_does_not_hold(self, tmp_path: Path) -> None:
        repo = Repo.with_the_complete_portfolio(tmp_path)
        repo.write("trm.toml", '[waivers]\nnever = ["sponsor-per-party"]\n')
        repo.commit()
        repo.branch("proposal")
        repo.write("trm.toml", "")
        entry = "{rule: sponsor-per-party, because: Later, approved_by: ada, expires: 2027-01-31}"
        repo.edit(("waivers: []", f"waivers:\n  - {entry}"))
        repo.edit(("sponsors: {meridian: ada, helix: jonas}", "sponsors: {meridian: ada}"))
        rules = {one.rule for one in told(repo)}
        assert {"waiver-unknown", "sponsor-per-party", "settings-changed"} <= rules


class TestTheBase:
    def test_is_where_the_branch_parted_and_not_what_others_have_done_since(
        self, repo: Repo
    ) -> None:
        repo.git("switch", "-q", "main")
        repo.edit((TARGET, "target: {value: 99, by: 2027-12-31}"), VERSION)
        repo.commit("Somebody else raises the target")
        repo.git("switch", "-q", "proposal")
        assert told(repo) == []

    def test_brings_the_code_of_own_rules_and_none_of_the_change_is_run(self, repo: Repo) -> None:
        repo.write("checks/evil.py", "raise SystemExit('this ran')\n")
        repo.commit()
        assert [(one.rule, one.severity, one.path) for one in told(repo)] == [
            ("settings-changed", "warning", "checks/evil.py")
        ]

    def test_that_nobody_knows_is_told_with_the_nearest_name(self, repo: Repo) -> None:
        done = trm("check", "--base", "mian", cwd=repo.root)
        assert done.returncode == 2
        assert "mian" in done.stderr
        assert "main" in done.stderr

    def test_needs_a_repository(self, repo: Repo) -> None:
        shutil.rmtree(repo.root / ".git")
        done = trm("check", "--base", "main", cwd=repo.root)
        assert done.returncode == 2
        assert "Traceback" not in done.stderr
        assert trm("check", "--as-of", "2026-11-22", cwd=repo.root).returncode == 0

    def test_may_be_looked_at_as_it_stood(self, repo: Repo) -> None:
        repo.edit(("sponsors: {meridian: ada, helix: jonas}", "sponsors: {meridian: ada}"))
        repo.commit()
        now = trm("check", "--as-of", "2026-11-22", cwd=repo.root)
        then = trm("check", "--at", "main", "--as-of", "2026-11-22", cwd=repo.root)
        assert (now.returncode, then.returncode) == (1, 0)


class TestChangedAlone:
    @pytest.fixture
    def two(self, tmp_path: Path) -> Repo:
        repo = Repo.with_the_complete_portfolio(tmp_path)
        other = repo.read().replace(
            "sponsors: {meridian: ada, helix: jonas}", "sponsors: {meridian: ada}"
        )
        repo.write("partnerships/another/partnership.yaml", other)
        repo.commit()
        repo.branch("proposal")
        return repo

    def test_leaves_out_what_was_wrong_before_elsewhere(self, two: Repo) -> None:
        two.edit((TARGET, LOWER))
        assert {one.path for one in told(two)} > {CHARTER}
        assert {one.path for one in told(two, "--changed")} == {CHARTER}

    def test_keeps_what_the_change_breaks_elsewhere(self, two: Repo) -> None:
        directory = "partnerships/directory.yaml"
        two.edit(("  ada:\n", "  adele:\n"), path=directory)
        found = {(one.path, one.rule) for one in told(two, "--changed")}
        assert ("partnerships/another/partnership.yaml", "references-resolve") in found
        assert ("partnerships/another/partnership.yaml", "sponsor-per-party") not in found


class TestARequiredSignature:
    @pytest.fixture
    def strict(self, tmp_path: Path) -> Repo:
        repo = Repo.with_the_complete_portfolio(tmp_path / "repository")
        repo.write("trm.toml", "require_signature = true\n")
        repo.commit()
        repo.branch("proposal")
        repo.edit((TARGET, LOWER), VERSION)
        repo.commit()
        return repo

    def test_is_missed_where_somebody_else_commits_the_approval(self, strict: Repo) -> None:
        strict.edit((APPROVALS, APPROVALS + ADA_AGREES))
        strict.commit(author=RAVI)
        found = told(strict)
        assert ungenuine(strict, ADA_AGREES[4:60], "approvals.1.person") in found

    def test_is_missed_in_a_commit_under_the_right_name_that_nobody_signed(
        self, strict: Repo
    ) -> None:
        strict.edit((APPROVALS, APPROVALS + ADA_AGREES))
        strict.commit(author=ADA)
        found = told(strict)
        assert ungenuine(strict, ADA_AGREES[4:60], "approvals.1.person") in found

    def test_counts_once_git_verifies_it(self, strict: Repo, tmp_path: Path) -> None:
        environment = self.signers(tmp_path)
        for person, line in ((ADA, ADA_AGREES), (JONAS, JONAS_AGREES)):
            strict.edit((APPROVALS, APPROVALS + line))
            self.signed(strict, tmp_path, person)
        done = trm(
            "check", "--base", "main", "--as-of", "2026-11-22", cwd=strict.root, **environment
        )
        assert (done.stdout.splitlines()[-1], done.returncode) == (
            "✓ 1 charter checked as of 2026-11-22: no findings",
            0,
        )

    def test_makes_a_waiver_count_that_its_approver_commits_alone(
        self, strict: Repo, tmp_path: Path
    ) -> None:
        environment = self.signers(tmp_path)
        strict.git("switch", "-q", "-C", "proposal", "main")
        waiver = "{rule: kpi-balanced, because: Later, approved_by: ada, expires: 2027-01-31}"
        strict.edit(("waivers: []", f"waivers:\n  - {waiver}"))
        self.signed(strict, tmp_path, ADA)
        words = ("check", "--base", "main", "--as-of", "2026-11-22", "--select", "waiver-approved")
        done = trm(*words, cwd=strict.root, **environment)
        assert (done.stdout.splitlines()[-1], done.returncode) == (
            "✓ 1 charter checked as of 2026-11-22: no findings",
            0,
        )

    @staticmethod
    def signers(folder: Path) -> dict[str, str]:
        """Keys of two people, and the settings by which git knows them."""
        config, signers = folder / "gitconfig", folder / "signers"
        lines = []
        for person in (ADA, JONAS):
            key = folder / person[1]
            subprocess.run(
                ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True
            )
            public = key.with_name(key.name + ".pub").read_text().split()
            lines.append(f"{person[1]} {public[0]} {public[1]}")
        signers.write_text("\n".join(lines) + "\n")
        config.write_text(f'[gpg]\n\tformat = ssh\n[gpg "ssh"]\n\tallowedSignersFile = {signers}\n')
        return {"GIT_CONFIG_GLOBAL": str(config)}

    @staticmethod
    def signed(repo: Repo, keys: Path, person: tuple[str, str]) -> None:
        """Somebody commits all that is there, and signs it."""
        sign = ("-c", "gpg.format=ssh", "-c", f"user.signingKey={keys / person[1]}")
        repo.git("add", "-A")
        repo.git(*sign, "commit", "-q", "-S", "-m", "I agree", author=person)


class TestAnApprovalOfBefore:
    def test_that_is_retouched_approves_nothing_and_is_told(self, repo: Repo) -> None:
        repo.edit(
            ("status: active ", "status: pilot "),
            ("evidence: Minutes of the steering committee of 2026-04-21", "evidence: Minutes."),
            ("evidence: Letter of 2026-04-22", "evidence: Letter."),
        )
        rules = [one.rule for one in told(repo)]
        assert rules.count("approvals-genuine") == 2
        assert "no-silent-weakening" in rules

    def test_counts_for_nothing_where_only_a_patch_is_new(self, repo: Repo) -> None:
        old = ADA_AGREES.replace("2.2.0", "2.1.0").replace("person: ada", "person: lena")
        repo.edit(("status: active ", "status: pilot "), (APPROVALS, APPROVALS + old))
        assert ("approvals-genuine", "approvals.1.version") in [
            (one.rule, one.at) for one in told(repo)
        ]

    def test_is_not_hidden_by_a_move_of_the_folder_there_and_back(self, repo: Repo) -> None:
        repo.git("mv", FOLDER, "partnerships/elsewhere")
        away = "partnerships/elsewhere/partnership.yaml"
        repo.edit(VERSION, (APPROVALS, APPROVALS + ADA_AGREES + JONAS_AGREES), path=away)
        repo.commit()
        repo.git("mv", "partnerships/elsewhere", FOLDER)
        repo.edit((TARGET, LOWER))
        repo.commit()
        rules = [one.rule for one in told(repo)]
        assert rules.count("approvals-genuine") == 2
        assert "no-silent-weakening" in rules


class TestAnOffice:
    def test_of_a_deputy_is_not_given_by_writing_alone(self, repo: Repo) -> None:
        repo.edit(
            ("deputy: mikael", "deputy: eve"),
            ("people:  ", "people:\n  eve: {name: Eve, party: helix}\n#"),
        )
        assert ("no-silent-weakening", "people.jonas") in [(one.rule, one.at) for one in told(repo)]

    def test_of_a_sponsor_is_not_taken_by_another_address_under_the_same_name(
        self, repo: Repo
    ) -> None:
        repo.edit(("jonas.lindqvist@helix.example", "eve@elsewhere.example"))
        assert told(repo) == [weakened(repo, "  jonas:", "people.jonas")]

    def test_of_a_body_is_not_made_up(self, repo: Repo) -> None:
        repo.edit(
            ("\nresponsibilities: ", "\n  club: {name: Club, party: helix}\n\nresponsibilities: ")
        )
        assert ("no-silent-weakening", "committees.club.party") in [
            (one.rule, one.at) for one in told(repo)
        ]


class TestWhatIsRewritten:
    def test_needs_the_approval_of_every_party_like_what_is_weakened(self, repo: Repo) -> None:
        repo.edit(
            ("formula: 100 * orders on time and complete / orders due", "formula: always 100")
        )
        repo.edit(VERSION)
        assert ("no-silent-weakening", "kpis.otif.formula") in [
            (one.rule, one.at) for one in told(repo)
        ]

    @pytest.mark.parametrize(
        ("old", "new", "at"),
        [
            ("Two consecutive red half-years", "Nine consecutive red half-years", "exit.triggers"),
            ("Reserved peak capacity of 120", "Reserved peak capacity of 1", "parties.helix.gives"),
            ("review_by: 2028-02-29", "review_by: 2028-03-20", "term.review_by"),
        ],
    )
    def test_is_noticed_in_the_words_of_a_list_and_in_days(
        self, repo: Repo, old: str, new: str, at: str
    ) -> None:
        repo.edit((old, new), ("version: 2.1.3 ", "version: 3.0.0 "))
        asked = [one.at for one in told(repo) if one.rule == "no-silent-weakening"]
        assert [place.startswith(at) for place in asked] == [True]

    def test_is_not_spared_by_a_waiver_of_approvals_that_the_change_brings(
        self, repo: Repo
    ) -> None:
        entry = "{rule: approvals-current, because: Later, approved_by: lena, expires: 2027-01-31}"
        repo.edit(VERSION, ("waivers: []", f"waivers:\n  - {entry}"))
        repo.edit(("endgame: Mediation in London", "endgame: Meridian decides, or mediation"))
        assert ("no-silent-weakening", "escalation.endgame") in [
            (one.rule, one.at) for one in told(repo)
        ]


class TestWhatCannotBeSeen:
    def test_behind_a_link_is_refused(self, repo: Repo) -> None:
        repo.git("mv", CHARTER, "charter.yaml")
        (repo.root / CHARTER).symlink_to("../../charter.yaml")
        repo.commit()
        assert ("yaml", CHARTER) in [(one.rule, one.path) for one in told(repo)]

    def test_of_a_base_that_nobody_can_read_is_said(self, tmp_path: Path) -> None:
        repo = Repo.with_the_complete_portfolio(tmp_path)
        good = repo.read()
        repo.write(CHARTER, "title: [")
        repo.commit()
        repo.branch("proposal")
        repo.write(CHARTER, good.replace(TARGET, LOWER))
        assert told(repo) == [Told("no-silent-weakening", "error", CHARTER, 3, "")]

    def test_because_branches_crossed_is_judged_from_the_base_itself(self, repo: Repo) -> None:
        repo.write("note.txt", "harmless")
        first = repo.commit()
        repo.git("switch", "-q", "main")
        repo.edit((TARGET, "target: {value: 99, by: 2027-12-31}"), VERSION)
        raised = repo.commit()
        repo.git("merge", "-q", "--no-edit", first)
        repo.git("switch", "-q", "-c", "evil", first)
        repo.git("merge", "-q", "--no-edit", "-s", "ours", raised)
        found = [(one.rule, one.at) for one in told(repo)]
        assert ("no-silent-weakening", "kpis.otif.target.value") in found

    @pytest.mark.parametrize("mark", ["--skip-worktree", "--assume-unchanged"])
    def test_since_git_does_not_look_at_it_is_not_judged(self, repo: Repo, mark: str) -> None:
        repo.git("update-index", mark, CHARTER)
        repo.edit((TARGET, LOWER))
        done = trm("check", "--base", "main", "--as-of", "2026-11-22", cwd=repo.root)
        assert (done.returncode, done.stdout) == (2, "")
        assert f"1 file of this repository, such as {CHARTER}, cannot be compared" in done.stderr

    def test_that_a_shallow_clone_holds_in_part_is_not_judged_from_an_older_commit(
        self, repo: Repo, tmp_path: Path
    ) -> None:
        was = repo.read()
        repo.git("switch", "-q", "-c", "side", "main")
        repo.write("note.txt", "harmless")
        side = repo.commit()
        repo.git("switch", "-q", "main")
        repo.edit((TARGET, "target: {value: 99, by: 2027-12-31}"), VERSION)
        repo.commit()
        repo.branch("evil")
        repo.write(CHARTER, was)
        repo.commit()
        for number in range(3):
            repo.write("more.txt", str(number))
            repo.commit()
        for branch in ("main", "evil"):
            repo.git("switch", "-q", branch)
            repo.git("merge", "-q", "--no-edit", side)
        clone = tmp_path / "clone"
        where = (f"file://{repo.root}", str(clone))
        repo.git("clone", "-q", "--depth", "3", "--no-single-branch", "-b", "evil", *where)
        done = trm("check", "--base", "origin/main", "--as-of", "2026-11-22", cwd=clone)
        assert done.returncode == 2
        assert "the commit at which 'HEAD' left 'origin/main' cannot be found" in done.stderr


class TestARenamedId:
    def test_of_a_kpi_follows_into_its_records(self, repo: Repo) -> None:
        for path in (CHARTER, f"{FOLDER}/measurements.csv", f"{FOLDER}/escalations/2026-003.md"):
            text = repo.read(path)
            repo.write(path, re.sub(r"(?<![\w-])otif(?![\w-])", "on-time", text))
        assert told(repo) == []

    @pytest.mark.parametrize("gap", [" ", "\n  "])
    def test_follows_where_records_name_it_and_not_into_their_text(
        self, repo: Repo, gap: str
    ) -> None:
        minutes, case = f"{FOLDER}/reviews/2026-10-20-qbr.md", f"{FOLDER}/escalations/2026-003.md"
        action = f"- [ ]{gap}@tom Ask tom about otif (kpi{gap}otif; cause Strike; due 2026-12-01)\n"
        repo.edit(("## Notes\n", f"{action}\n## Notes\n\ntom reports on otif.\n"), path=minutes)
        repo.edit(("Two trailers", "tom and helix: two trailers"), path=case)
        repo.commit()
        repo.git("branch", "-f", "main")
        for old, new in (("otif", "on-time"), ("tom", "thomas"), ("helix", "cold")):
            text = repo.read()
            repo.write(CHARTER, re.sub(rf"(?<![\w-]){old}(?![\w@.-])", new, text))
        figures, survey = f"{FOLDER}/measurements.csv", f"{FOLDER}/surveys/2026.csv"
        repo.write(figures, repo.read(figures).replace("otif,", "on-time,"))
        repo.write(survey, repo.read(survey).replace("helix,", "cold,"))
        front, story = repo.read(case).split("---\n")[1:]
        repo.edit(("id: operations", "id: floor"))
        for old, new in (
            ("by: tom", "by: thomas"),
            ("helix:", "cold:"),
            (": otif", ": on-time"),
            ("level: operations", "level: floor"),
        ):
            front = front.replace(old, new)
        repo.write(case, f"---\n{front}---\n{story}")
        repo.edit(
            ("- [ ] @tom Publish", "- [x] @thomas Publish"),
            (action, action.replace("@tom", "@thomas").replace("otif;", "on-time;")),
            path=minutes,
        )
        assert [one for one in told(repo) if one.rule == "records-append-only"] == []
        comment = trm("pr", "main", cwd=repo.root).stdout
        assert re.findall("action done: Publish|edited", comment) == ["action done: Publish"]
        repo.edit(("tom reports on otif", "tom reports on on-time"), path=minutes)
        line = line_of(repo, "tom reports on", minutes)
        told_now = [one for one in told(repo) if one.rule == "records-append-only"]
        assert told_now == [Told("records-append-only", "error", minutes, line, "")]

    def test_of_the_folder_of_charters_follows_the_settings(self, repo: Repo) -> None:
        repo.git("mv", "partnerships", "charters")
        repo.write("trm.toml", 'partnerships = "charters"\n')
        repo.commit()
        assert {one.rule for one in told(repo)} == {"settings-changed"}
