"""Ways past ``trm check --base``, each tried on a real repository: none may pass unseen."""

# ruff: noqa: E501 - sentences are compared as a whole

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.gitting import ADA, JONAS, RAVI, Repo
from tests.running import trm
from tests.support import CHARTER

HERE = "partnerships/meridian-helix"
DIRECTORY = "partnerships/directory.yaml"
FIGURES = f"{HERE}/measurements.csv"
QBR = f"{HERE}/reviews/2026-10-20-qbr.md"
LATE = f"{HERE}/escalations/2026-003.md"
SURVEY = f"{HERE}/surveys/2026.csv"
TARGET = "target: {value: 98, by: 2027-12-31}"
LOWER = "target: {value: 95, by: 2027-12-31}"
VERSION = ("version: 2.1.3 ", "version: 2.2.0 ")
APPROVALS = "holds for the same major.minor\n"
POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:{}\nsize 1234\n".format("0f" * 32)
BOTH = "Meridian Foods plc and Helix Cold Chain AB have"


class Said(NamedTuple):
    """A finding, and where it stands."""

    rule: str
    severity: str
    path: str
    message: str


class Answer(NamedTuple):
    """What the check of a change ends with."""

    code: int
    said: list[Said]

    def of(self, rule: str) -> list[str]:
        """The sentences of one rule."""
        return [one.message for one in self.said if one.rule == rule]


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """The complete portfolio on ``main``; nothing has branched off yet."""
    return Repo.with_the_complete_portfolio(tmp_path)


def checked(repo: Repo, *words: str, base: str = "main") -> Answer:
    """The check of what has changed since a base."""
    asked = ("check", *words, "--base", base, "--as-of", "2026-11-22", "--format", "json")
    done = trm(*asked, cwd=repo.root)
    assert done.returncode in (0, 1), done.stderr
    rows = json.loads(done.stdout)["findings"]
    said = [Said(one["rule"], one["severity"], one["path"], one["message"]) for one in rows]
    return Answer(done.returncode, said)


def proposed(repo: Repo) -> Repo:
    """What is there becomes the base; whatever follows is the change."""
    repo.hours += 1
    repo.git("add", "-A")
    repo.git("commit", "-q", "--allow-empty", "-m", "The base")
    repo.branch("proposal")
    return repo


class TestABaseThatCannotBeRead:
    @pytest.mark.parametrize("path", [FIGURES, QBR, LATE, SURVEY])
    def test_because_git_lfs_keeps_a_record_outside_git_is_an_error(
        self, repo: Repo, path: str
    ) -> None:
        whole = repo.read(path)
        repo.write(path, POINTER)
        proposed(repo)
        repo.write(path, whole)

        answer = checked(repo)

        name = path.rpartition("/")[2]
        assert answer.code == 1
        assert answer.of("records-append-only") == [
            (
                f"before the change git had only a pointer of Git LFS for {name}, so no one can tell "
                "whether the record has been changed"
            )
        ]

    @pytest.mark.parametrize("left", [["otif,2026-10,97.2,"], []])
    def test_through_a_filter_lets_no_row_and_no_file_vanish(
        self, repo: Repo, left: list[str]
    ) -> None:
        """A filter as Git LFS sets it up: git keeps what the filter makes of a file."""
        clean = f"printf 'version https://git-lfs.github.com/spec/v1\\n'; sha256sum; : {left}"
        repo.git("config", "filter.lfs.clean", clean)
        repo.git("config", "filter.lfs.smudge", "cat")
        repo.write(".gitattributes", "*.csv filter=lfs\n")
        proposed(repo)
        assert repo.git("show", f"main:{FIGURES}").startswith("version https://git-lfs")
        if left:
            repo.write(FIGURES, "\n".join(["kpi,period,value,note", *left, ""]))
        else:
            (repo.root / FIGURES).unlink()
        repo.commit()

        told = checked(repo).of("records-append-only")

        name = "before the change git had only a pointer of Git LFS for measurements.csv, so no one"
        assert next(one for one in told if "measurements.csv" in one).startswith(
            name if left else "the record measurements.csv has been removed"
        )

    def test_for_one_row_hides_no_other_row(self, repo: Repo) -> None:
        good = repo.read(FIGURES)
        repo.write(FIGURES, good + "otif,2026-11,97,1,2\n")  # five cells
        proposed(repo)
        repo.write(FIGURES, good.replace("otif,2026-09,97.0,", "otif,2026-09,97.9,"))

        answer = checked(repo)

        assert answer.code == 1
        assert answer.of("records-append-only") == [
            (
                f"line {len(good.splitlines()) + 1} of measurements.csv could not be read before the change "
                "('otif,2026-11,97,1,2') and is no longer there as it was, so no one can tell what it "
                "recorded"
            ),
            "the recorded figure of otif for 2026-09 (97.0) has been changed or removed",
        ]

    def test_for_a_row_without_its_last_commas_lets_them_be_added(self, repo: Repo) -> None:
        good = repo.read(FIGURES)
        repo.write(FIGURES, good + "otif,2026-11,97.1\n")
        proposed(repo)
        repo.write(FIGURES, good + "otif,2026-11,97.1,\n")
        assert checked(repo) == Answer(0, [])
        repo.write(FIGURES, good + "otif,2026-11,99.1,\n")
        assert checked(repo).of("records-append-only") == [
            (
                f"line {len(good.splitlines()) + 1} of measurements.csv could not be read before the change "
                "('otif,2026-11,97.1') and is no longer there as it was, so no one can tell what it "
                "recorded"
            )
        ]

    @pytest.mark.parametrize(
        ("then", "now", "expected"),
        [
            (
                (b"value,note", b"vlaue,note"),
                (b"otif,2026-09,97.0,", b"otif,2026-09,99.0,"),
                "line 10 of measurements.csv could not be read before the change ('otif,2026-09,97.0,') and is no longer there as it was, so no one can tell what it recorded",
            ),
            (
                (b"otif,2026-05,95.9,", b'otif,2026-05,95.9,"x'),
                (b"otif,2026-05,95.9,", b"otif,2026-05,97.9,"),
                "line 6 of measurements.csv could not be read before the change ('otif,2026-05,95.9,\"x') and is no longer there as it was, so no one can tell what it recorded",
            ),
            (
                (b"Survey of May", b"Umfr\xe4ge of May"),
                (b"otif,2026-09,97.0,", b"otif,2026-09,99.0,"),
                "the recorded figure of otif for 2026-09 (97.0) has been changed or removed",
            ),
            (
                (b",", b";"),
                (b"otif,2026-09,97.0,", b"otif,2026-09,99.0,"),
                "the recorded figure of otif for 2026-09 (97.0) has been changed or removed",
            ),
            (
                (b"otif,2026-01,94.1,", b"a,b\n" * 300 + b"otif,2026-01,94.1,"),
                (b"otif,2026-09,97.0,\n", b""),
                "the recorded figure of otif for 2026-09 (97.0) has been changed or removed",
            ),
        ],
        ids=["header", "quotes", "encoding", "semicolons", "many"],
    )
    def test_in_part_keeps_every_other_row(
        self, repo: Repo, then: tuple[bytes, bytes], now: tuple[bytes, bytes], expected: str
    ) -> None:
        file = repo.root / FIGURES
        good = file.read_bytes()
        file.write_bytes(good.replace(*then))
        proposed(repo)
        file.write_bytes(good.replace(*now))
        answer = checked(repo)
        assert answer.code == 1
        assert expected in answer.of("records-append-only")

    def test_for_an_answer_of_a_survey_hides_no_other_answer(self, repo: Repo) -> None:
        good = repo.read(SURVEY)
        first, *_rest = good.splitlines()[1:]
        party, question, score, count = first.split(",")
        repo.write(SURVEY, good + "helix,Trust\n")
        proposed(repo)
        better = good.replace(first, f"{party},{question},5.0,{count}")
        repo.write(SURVEY, better + "helix,Trust,,\n")
        told = (
            f"the recorded answer of {party} to {question!r} ({score}) has been changed or removed"
        )
        assert told in checked(repo).of("records-append-only")

    def test_for_the_facts_of_minutes_keeps_their_lines(self, repo: Repo) -> None:
        good = repo.read(QBR)
        repo.write(QBR, good.replace("held_on:", "held_on: [", 1))
        proposed(repo)
        repo.write(QBR, good)
        answer = checked(repo)
        assert answer.code == 1
        assert len(answer.of("records-append-only")) == 1

    def test_for_the_facts_of_an_escalation_keeps_their_lines(self, repo: Repo) -> None:
        good = repo.read(LATE)
        repo.write(LATE, good.replace("raised_by: tom", "raised_by: [tom"))
        proposed(repo)
        repo.write(LATE, good.replace("raised_by: tom", "raised_by: nils"))
        assert checked(repo).of("records-append-only") == [
            "the recorded line 'raised_by: [tom' has been changed or removed"
        ]

    def test_for_minutes_in_another_encoding_keeps_every_line(self, repo: Repo) -> None:
        whole = (repo.root / QBR).read_bytes()
        (repo.root / QBR).write_bytes(whole + "\nCafé\n".encode("latin-1"))
        proposed(repo)
        (repo.root / QBR).write_bytes(whole.replace(b"a week early", b"two weeks early"))
        assert len(checked(repo).of("records-append-only")) == 1

    def test_for_a_charter_is_an_error(self, repo: Repo) -> None:
        good = repo.read()
        repo.write(CHARTER, "title: [")
        proposed(repo)
        repo.write(CHARTER, good.replace(TARGET, LOWER))
        answer = checked(repo)
        assert answer.code == 1
        assert answer.said == [
            Said(
                "no-silent-weakening",
                "error",
                CHARTER,
                "the charter could not be read before the change, so no one can tell what the "
                "change weakens",
            )
        ]

    def test_for_a_target_counts_as_weaker_until_every_party_agrees(self, repo: Repo) -> None:
        repo.edit((TARGET, "target: {value: ninety-eight, by: 2027-12-31}"))
        proposed(repo)
        repo.edit(("target: {value: ninety-eight, by: 2027-12-31}", LOWER), VERSION)
        answer = checked(repo)
        assert answer.code == 1
        assert (
            "kpis.otif.target.value could not be read before the change and is other now, so no "
            f"one can tell whether it is weaker than what was agreed; {BOTH} not given a new "
            "approval for version 2.2.0"
        ) in answer.of("no-silent-weakening")

    @pytest.mark.parametrize(
        ("good", "bad"),
        [("status: active ", "status: activ "), ("tier: strategic ", "tier: strategik ")],
    )
    def test_for_what_selects_the_rules_is_taken_as_what_demands_most(
        self, repo: Repo, good: str, bad: str
    ) -> None:
        repo.edit((good, bad))
        proposed(repo)
        repo.edit((bad, "tier: transactional " if "tier" in bad else good), (TARGET, LOWER))
        assert any("target of On time in full" in one for one in
                   checked(repo).of("no-silent-weakening"))  # fmt: skip

    def test_since_its_folder_was_a_link_is_an_error(self, repo: Repo) -> None:
        good = repo.read()
        repo.git("mv", HERE, "elsewhere")
        (repo.root / HERE).symlink_to("../elsewhere")
        repo.write("partnerships/other/partnership.yaml", good.replace("Helix", "Kaveri"))
        proposed(repo)
        (repo.root / HERE).unlink()
        repo.git("mv", "elsewhere", HERE)
        repo.edit((TARGET, LOWER))
        repo.commit()
        assert checked(repo).of("no-silent-weakening") == [
            (
                "the charter could not be read before the change, so no one can tell what the change "
                "weakens"
            )
        ]

    @pytest.mark.parametrize(
        ("folder", "what"),
        [
            (HERE, "the charter"),
            ("partnerships", "the charter"),
            (f"{HERE}/reviews", "a folder of the charter's records"),
        ],
    )
    def test_since_it_lies_in_a_repository_of_its_own_is_an_error(
        self, repo: Repo, folder: str, what: str
    ) -> None:
        for words in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "Begin"]):
            repo.git("-C", folder, *words)
        repo.git("rm", "-r", "-q", "--cached", folder)
        proposed(repo)
        repo.edit((TARGET, LOWER))
        assert (
            f"{what} could not be read before the change, so no one can tell what the change weakens"
            in checked(repo).of("no-silent-weakening")
        )

    def test_for_a_removed_charter_is_told(self, repo: Repo) -> None:
        repo.write("partnerships/other/partnership.yaml", repo.read().replace("Meridian", "More"))
        repo.write(CHARTER, "title: [")
        proposed(repo)
        (repo.root / CHARTER).unlink()
        assert checked(repo).of("no-silent-weakening") == [
            (
                "the charter 'meridian-helix' has been removed, and it could not be read before the "
                "change, so no one can tell whether it was active"
            )
        ]

    @pytest.mark.parametrize("severity", ["error", "warning"])
    def test_for_the_directory_is_as_grave_as_the_rule_is_set(
        self, repo: Repo, severity: str
    ) -> None:
        good = repo.read(DIRECTORY)
        repo.write("trm.toml", f'[rules]\nno-silent-weakening = "{severity}"\n')
        repo.write(DIRECTORY, good.replace("country: SE", "country: Sweden"))
        proposed(repo)
        repo.write(DIRECTORY, good.replace("country: SE", "country: NO"))
        answer = checked(repo)
        told = [one for one in answer.said if one.rule == "no-silent-weakening"]
        assert [(one.severity, one.path) for one in told] == [(severity, DIRECTORY)]
        assert told[0].message == (
            "the directory could not be read whole before the change (line 11: "
            "organisations.helix-cold-chain.country: 'Sweden' is not a country: did you mean 'SE'? "
            "Otherwise write the two letters of ISO 3166-1, such as 'DE' or 'GB'), so no one can "
            "tell what the change does to organisations and people"
        )


GONE = "the charter of Meridian Foods and Helix Cold Chain has been removed while it is active"


class TestACharterThatNobodyLooksAt:
    @pytest.mark.parametrize("place", ["partnerships/.meridian-helix", "archive/meridian-helix"])
    def test_any_more_is_told_with_a_weaker_copy_beside_it(self, repo: Repo, place: str) -> None:
        weaker = repo.read().replace(TARGET, LOWER)
        proposed(repo)
        (repo.root / place).parent.mkdir(exist_ok=True)
        repo.git("mv", HERE, place)
        repo.write("partnerships/meridian-helix-2/partnership.yaml", weaker)
        repo.commit()

        answer = checked(repo)

        assert answer.code == 1
        assert answer.of("no-silent-weakening") == [GONE]

    def test_is_told_whatever_path_is_named(self, repo: Repo) -> None:
        repo.write("partnerships/other/partnership.yaml", repo.read().replace("Helix", "Kaveri"))
        proposed(repo)
        repo.git("rm", "-rq", HERE)
        repo.commit()
        for words in ((), ("partnerships/other",), ("partnerships/meridian-helix",)):
            assert checked(repo, *words).of("no-silent-weakening") == [GONE]

    @pytest.mark.parametrize(
        "inner", ["copy", "partnerships/meridian-helix", "reviews/partnerships/x"]
    )
    def test_since_another_within_its_folder_is_named_is_checked_itself(
        self, repo: Repo, inner: str
    ) -> None:
        good = repo.read()
        proposed(repo)
        repo.write(f"{HERE}/{inner}/partnership.yaml", good)
        repo.edit((TARGET, LOWER))
        repo.commit()
        for path in (f"{HERE}/{inner}", HERE, f"{HERE}/{inner}/partnership.yaml"):
            answer = checked(repo, path)
            assert answer.code == 1
            assert len(answer.of("no-silent-weakening")) == 1

    def test_since_the_portfolio_was_put_above_its_root_is_told(self, repo: Repo) -> None:
        repo.git("mv", "partnerships", "elsewhere")
        (repo.root / "governance").mkdir()
        repo.git("mv", "elsewhere", "governance/partnerships")
        repo.write("governance/README.md", "Kept\n")
        proposed(repo)
        repo.git("mv", "governance/partnerships", "partnerships")
        repo.edit((TARGET, LOWER))
        repo.commit()

        done = trm("-C", "governance", "check", "--base", "main", cwd=repo.root)

        assert done.returncode == 1
        assert GONE in done.stdout

    def test_of_another_portfolio_is_asked_for_there(self, repo: Repo, tmp_path: Path) -> None:
        proposed(repo)
        done = trm("check", "--base", "main", str(tmp_path.parent), cwd=repo.root)
        assert done.returncode == 2
        assert "trm -C FOLDER check --base REV" in done.stderr

    def test_because_the_settings_name_another_folder_is_told(self, repo: Repo) -> None:
        good = repo.read()
        proposed(repo)
        repo.write("trm.toml", 'partnerships = "charters"\n')
        repo.write("charters/other/partnership.yaml", good.replace("Helix", "Kaveri"))
        repo.commit()
        assert checked(repo).of("no-silent-weakening") == [GONE]


class TestTheDirectory:
    @pytest.mark.parametrize(
        ("old", "new", "told"),
        [
            (
                "name: Helix Cold Chain AB",
                "name: Nordfrost Holding Ltd",
                ("Helix Cold Chain AB is now Nordfrost Holding Ltd in the directory"),
            ),
            ("country: SE", "country: US", ("country of Helix Cold Chain AB in the directory: "
             "SE → US")),
            ("timezone: Europe/Stockholm", "timezone: Pacific/Auckland",
             ("time zone of Helix Cold Chain AB in the directory: Europe/Stockholm → "
             "Pacific/Auckland")),
        ],
    )  # fmt: skip
    def test_says_who_a_party_is_and_by_what_clock_it_works(
        self, repo: Repo, old: str, new: str, told: str
    ) -> None:
        proposed(repo)
        repo.edit((old, new), path=DIRECTORY)
        answer = checked(repo)
        assert answer.code == 1
        name = "Nordfrost Holding Ltd" if "Nordfrost" in new else "Helix Cold Chain AB"
        assert answer.of("no-silent-weakening") == [
            f"{told}; Meridian Foods plc and {name} have not given a new approval for version 2.1.3"
        ]
        assert answer.of("version-bumped") == [
            f"the version is still 2.1.3, but the agreed content has changed: {told}"
        ]

    def test_counts_for_nothing_where_the_charter_says_it_itself(self, repo: Repo) -> None:
        repo.edit(
            ("    organisation: helix-cold-chain\n",
             "    organisation: helix-cold-chain\n    timezone: Europe/Stockholm\n")
        )  # fmt: skip
        proposed(repo)
        repo.edit(("    timezone: Europe/Stockholm", "    timezone: Europe/Oslo"), path=DIRECTORY)
        assert checked(repo) == Answer(0, [])


class TestANameThatStandsForTwoRevisions:
    @pytest.mark.parametrize("name", ["main", "origin/main"])
    def test_is_refused_where_a_tag_is_called_like_the_base(self, repo: Repo, name: str) -> None:
        base = repo.git("rev-parse", "HEAD")
        repo.git("update-ref", "refs/remotes/origin/main", base)
        proposed(repo)
        repo.edit((TARGET, LOWER))
        repo.commit()
        repo.git("tag", name)

        done = trm("check", "--base", name, "--as-of", "2026-11-22", cwd=repo.root)

        full = "refs/heads/main" if name == "main" else "refs/remotes/origin/main"
        assert done.returncode == 2
        assert done.stderr == (
            f"trm: {name!r} is the name of more than one revision, and they are not the same "
            f"commit; write {full!r} or 'refs/tags/{name}', or all 40 characters of a commit\n"
        )
        for exact in (full, base):
            assert checked(repo, base=exact).of("no-silent-weakening")

    def test_is_refused_where_a_tag_is_called_like_the_start_of_a_commit(self, repo: Repo) -> None:
        base = repo.git("rev-parse", "HEAD")
        proposed(repo)
        repo.edit((TARGET, LOWER))
        repo.commit()
        repo.git("tag", base[:8])
        done = trm("check", "--base", base[:8], cwd=repo.root)
        assert done.returncode == 2
        assert "is the name of more than one revision" in done.stderr

    @pytest.mark.parametrize(
        ("name", "ref"),
        [
            ("origin/HEAD", "refs/remotes/origin/HEAD"),
            ("origin", "refs/remotes/origin/HEAD"),
            ("RELEASE_HEAD", "refs/heads/RELEASE_HEAD"),
            ("ORIG_HEAD", None),
        ],
    )
    def test_is_refused_where_git_itself_would_take_the_tag(
        self, repo: Repo, name: str, ref: str | None
    ) -> None:
        """The base by a name that is not quite one of a branch: git only warns, and takes one."""
        base = repo.git("rev-parse", "HEAD")
        repo.git("update-ref", "refs/remotes/origin/main", base)
        repo.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main")
        repo.git("branch", "RELEASE_HEAD")
        repo.git("update-ref", "ORIG_HEAD", base)
        proposed(repo)
        repo.edit((TARGET, LOWER))
        repo.git("tag", name, repo.commit())

        done = trm("check", "--base", name, "--as-of", "2026-11-22", cwd=repo.root)

        full = f"{ref!r} or 'refs/tags/{name}'" if ref else f"'refs/tags/{name}'"
        assert done.returncode == 2
        assert done.stderr == (
            f"trm: {name!r} is the name of more than one revision, and they are not the same "
            f"commit; write {full}, or all 40 characters of a commit\n"
        )

    def test_is_refused_in_capital_letters_too(self, repo: Repo) -> None:
        base = repo.git("rev-parse", "HEAD")
        proposed(repo)
        repo.edit((TARGET, LOWER))
        repo.git("tag", base[:8].upper(), repo.commit())
        done = trm("check", "--base", base[:8].upper(), cwd=repo.root)
        assert done.returncode == 2
        assert checked(repo, base=base.upper()).of("no-silent-weakening")

    def test_does_not_let_a_tag_go_before_a_name_in_full(self, repo: Repo) -> None:
        proposed(repo)
        repo.edit((TARGET, LOWER))
        repo.commit()
        for tag in ("refs/heads/main", "heads/main", "HEAD", "FETCH_HEAD"):
            repo.git("update-ref", f"refs/tags/{tag}", "HEAD")
        for name in ("refs/heads/main", "heads/main", "HEAD~1"):
            assert checked(repo, base=name).of("no-silent-weakening")

    def test_is_no_matter_where_both_are_the_same_commit(self, repo: Repo) -> None:
        proposed(repo)
        repo.git("tag", "-m", "Agreed", "main", "main")
        assert checked(repo).code == 0


def with_baseline(repo: Repo) -> None:
    """What is wrong now is in the baseline, which the settings name."""
    done = trm("check", "--write-baseline", "--as-of", "2026-11-22", cwd=repo.root)
    assert done.returncode == 0, done.stderr
    repo.write("trm.toml", 'baseline = "baseline.json"\n')


class TestABaseline:
    @pytest.mark.parametrize(
        ("old", "fixed", "new"),
        [
            # an entry of a list beside the one that was fixed
            ("  - Bad news travels on the day it is known.", "  - TBD",
             "  - Nobody uses the other side's cost data against it."),
        ],
    )  # fmt: skip
    def test_does_not_forgive_another_fault_for_one_that_was_fixed(
        self, repo: Repo, old: str, fixed: str, new: str
    ) -> None:
        repo.edit((old, fixed))
        with_baseline(repo)
        proposed(repo)
        assert checked(repo).code == 0
        repo.edit((fixed, old))
        repo.edit((new, "  - TBD"))
        answer = checked(repo)
        assert answer.code == 1
        assert len(answer.of("no-placeholders")) == 1

    def test_does_not_forgive_another_row_of_a_record(self, repo: Repo) -> None:
        good = repo.read(FIGURES)
        repo.write(FIGURES, good + "otif,2026-11,n/a,\n")
        with_baseline(repo)
        proposed(repo)
        assert checked(repo).code == 0
        repo.write(FIGURES, good + "otif,2026-11,n/a,\notif,2026-11,97.1,Corrected\n"
                   "otif,2026-12,?,\n")  # fmt: skip
        assert [one.message for one in checked(repo).said if one.rule == "measurement-valid"] != []

    def test_does_not_forgive_that_something_else_is_missing_in_the_same_place(
        self, repo: Repo
    ) -> None:
        repo.edit(("    source: Trailer telemetry\n", ""))
        with_baseline(repo)
        proposed(repo)
        assert checked(repo).code == 0
        repo.edit(
            ("    unit: per 10,000\n", "    source: Trailer telemetry\n"),
        )
        assert "kpi-card-complete" in [one.rule for one in checked(repo).said]

    def test_covers_no_rule_of_change_control(self, repo: Repo) -> None:
        with_baseline(repo)
        proposed(repo)
        row = {
            "partnership": "meridian-helix", "file": "partnership.yaml", "count": 9,
            "rule": "no-silent-weakening", "at": "kpis.otif.target.value",
        }  # fmt: skip
        early = {"version": 1, "findings": [row, row | {"rule": "version-bumped", "at": "version"}]}
        repo.write("baseline.json", json.dumps(early))
        first = checked(repo)
        repo.commit()
        repo.git("switch", "-q", "main")
        repo.git("merge", "-q", "--ff-only", "proposal")
        repo.git("switch", "-q", "proposal")
        repo.edit((TARGET, LOWER))
        second = checked(repo)

        assert first.of("settings-changed") == [
            (
                "this change alters the rules: baseline.json is changed and hides 18 more findings, "
                "such as no-silent-weakening at kpis.otif.target.value in meridian-helix"
            )
        ]
        assert second.code == 1
        assert len(second.of("no-silent-weakening")) == 1
        assert second.of("baseline-stale") == [
            (
                "no-silent-weakening at kpis.otif.target.value in meridian-helix is in the baseline, "
                "which does not cover findings of this rule"
            ),
            "the baseline was written by an early version and counts findings, whatever they say",
            (
                "version-bumped at version in meridian-helix is in the baseline, which does not cover "
                "findings of this rule"
            ),
        ]

    def test_hides_nothing_of_a_charter_that_the_change_makes_unreadable(self, repo: Repo) -> None:
        good = repo.read()
        broken = good.replace(TARGET, LOWER).replace("title: Meridian", "title: [Meridian")
        repo.write(CHARTER, broken)
        with_baseline(repo)
        repo.write(CHARTER, good)
        proposed(repo)
        assert checked(repo).code == 0
        repo.write(CHARTER, broken)
        answer = checked(repo)
        assert (answer.code, [one.rule for one in answer.said]) == (1, ["yaml"])

    def test_of_an_early_version_is_still_read(self, repo: Repo) -> None:
        repo.edit(("  - Bad news travels on the day it is known.", "  - TBD"))
        row = {
            "partnership": "meridian-helix", "file": "partnership.yaml", "count": 1,
            "rule": "no-placeholders", "at": "behaviours",
        }  # fmt: skip
        repo.write("baseline.json", json.dumps({"version": 1, "findings": [row]}))
        repo.write("trm.toml", 'baseline = "baseline.json"\n')
        proposed(repo)
        assert [one.rule for one in checked(repo).said] == ["baseline-stale"]


def preferred(repo: Repo) -> Repo:
    """The same partnership, of tier preferred, as the base."""
    repo.edit(("tier: strategic ", "tier: preferred "))
    return proposed(repo)


HELIX = "Helix Cold Chain AB has not given a new approval for version"
MERIDIAN = "Meridian Foods plc has not given a new approval for version"
COMMITMENT = "120 extra pallets a day in weeks 48 to 52"


class TestAPartyThatLosesOrOwesMore:
    @pytest.mark.parametrize(
        ("edits", "told"),
        [
            (
                [(("  peak-capacity:\n    what: 120 extra pallets a day in weeks 48 to 52\n"
                  "    goal: freshness\n    owner: nils\n    due: 2026-11-23\n"), "")],
                (f"commitment: {COMMITMENT} is removed, which is weaker than what was agreed; "
                f"{MERIDIAN} 2.1.3"),
            ),
            (
                [("due: 2026-11-23", "due: 2027-11-23")],
                (f"due day of {COMMITMENT}: 2026-11-23 → 2027-11-23, which is weaker than what was "
                f"agreed; {MERIDIAN} 2.1.3"),
            ),
            (
                [("what: 120 extra pallets", "what: 12 extra pallets")],
                ("text of commitment 12 extra pallets a day in weeks 48 to 52: 120 extra pallets a "
                "day in weeks 48 to 52 → 12 extra pallets a day in weeks 48 to 52, which is weaker than "
                f"what was agreed; {BOTH} not given a new approval for version 2.1.3"),
            ),
            (
                [("    due: 2026-11-23\n", ("    due: 2026-11-23\n  vans:\n    what: Ten more vans\n"
                  "    goal: freshness\n    owner: nils\n    due: 2027-06-30\n"))],
                ("new commitment: Ten more vans, by which Helix Cold Chain AB owes more than was "
                f"agreed; {HELIX} 2.1.3"),
            ),
            (
                [("      - Live temperature telemetry\n",
                  "      - Live temperature telemetry\n      - Free storage at Hull\n"),
                 ("version: 2.1.3 ", "version: 3.0.0 ")],
                ("what Helix Cold Chain AB gives: “Free storage at Hull” is added, by which Helix "
                f"Cold Chain AB owes more than was agreed; {HELIX} 3.0.0"),
            ),
            (
                [("  notice: 9 months", "  notice: 36 months"),
                 ("version: 2.1.3 ", "version: 3.0.0 ")],
                ("exit notice: 9 months → 36 months, by which Meridian Foods plc and Helix Cold "
                f"Chain AB are bound longer than was agreed; {BOTH} not given a new approval for "
                "version 3.0.0"),
            ),
            (
                [("      - {person: lena, role: member}\n",
                  "      - {person: lena, role: member}\n      - {person: tom, role: member}\n"),
                 VERSION],
                ("Tom Ellis joins Joint steering committee as member, by which Helix Cold Chain AB "
                f"has a smaller say than was agreed; {HELIX} 2.2.0"),
            ),
            (
                [("    owner: ravi\n    source: The escalation log", ("    owner: sofia\n    source: "
                  "The escalation log"))],
                ("owner of Days to settle an escalation: Ravi Menon → Sofia Ek, by which Helix Cold "
                f"Chain AB owes more than was agreed; {HELIX} 2.1.3"),
            ),
            (
                [("  helix:\n    organisation: helix-cold-chain",
                  ("  third: {name: Third Ltd}\n  helix:\n    organisation: helix-cold-chain")),
                 ("version: 2.1.3 ", "version: 3.0.0 ")],
                ("new party Third Ltd, by which Meridian Foods plc, Helix Cold Chain AB and Third "
                "Ltd owe more than was agreed; Meridian Foods plc, Helix Cold Chain AB and Third "
                "Ltd have not given a new approval for version 3.0.0"),
            ),
            (
                [("    accountable: ravi\n", "    accountable: nils\n")],
                ("accountable for: Publish the weekly demand forecast: Ravi Menon → Nils Dahl, by "
                "which Meridian Foods plc and Helix Cold Chain AB have another say than was "
                f"agreed; {BOTH} not given a new approval for version 2.1.3"),
            ),
            (
                [("law: England and Wales", "law: Cayman Islands"), VERSION],
                ("governing law of Logistics services agreement: England and Wales → Cayman Islands; "
                f"{BOTH} not given a new approval for version 2.2.0"),
            ),
            (
                [(TARGET, "target: {value: 99, by: 2027-12-31}"), VERSION],
                ("target of On time in full: 98 → 99 %, by 2027-12-31, by which Helix Cold Chain "
                f"AB owes more than was agreed; {HELIX} 2.2.0"),
            ),
            (
                [("contacts: {meridian: ada, helix: jonas}", "contacts: {meridian: ada}"),
                 VERSION],
                ("contact of Helix Cold Chain AB at level Executive sponsors is removed (was Jonas "
                f"Lindqvist), which is weaker than what was agreed; {BOTH} not given a new "
                "approval for version 2.2.0"),
            ),
        ],
    )  # fmt: skip
    def test_must_agree_in_a_preferred_partnership_too(
        self, repo: Repo, edits: list[tuple[str, str]], told: str
    ) -> None:
        preferred(repo)
        repo.edit(*edits)
        repo.commit()
        answer = checked(repo)
        assert answer.code == 1
        assert answer.of("no-silent-weakening") == [told]

    @pytest.mark.parametrize(
        ("due", "told"),
        [
            ("2026-11-23", [
                ("closing of 120 extra pallets a day in weeks 48 to 52: as of 2026-11-20, before it "
                "is due on 2026-11-23; if it was given up rather than fulfilled, Meridian Foods "
                "plc has not given a new approval for version 2.1.3")
            ]),
            ("2026-11-20", [
                ("closing of 120 extra pallets a day in weeks 48 to 52: as of 2026-11-20; if it was "
                "given up rather than fulfilled, Meridian Foods plc has not given a new approval "
                "for version 2.1.3")
            ]),
        ],
    )  # fmt: skip
    def test_is_named_where_a_commitment_may_have_been_given_up(
        self, repo: Repo, due: str, told: list[str]
    ) -> None:
        repo.edit(("    due: 2026-11-23\n", f"    due: {due}\n"))
        preferred(repo)
        repo.edit((f"    due: {due}\n", f"    due: {due}\n    closed_on: 2026-11-20\n"))
        answer = checked(repo)
        assert (answer.code, answer.of("no-silent-weakening")) == (0, told)

    def test_is_asked_alone(self, repo: Repo) -> None:
        preferred(repo)
        repo.edit((TARGET, "target: {value: 99, by: 2027-12-31}"), VERSION)
        repo.commit()
        agrees = "{version: 2.2.0, party: helix, person: jonas, date: 2026-11-02, evidence: Letter}"
        repo.edit((APPROVALS, f"{APPROVALS}  - {agrees}\n"))
        repo.commit(author=JONAS)
        assert checked(repo).of("no-silent-weakening") == []

    def test_is_not_asked_where_both_gain_a_seat_or_a_meeting_falls_on_another_day(
        self, repo: Repo
    ) -> None:
        preferred(repo)
        repo.edit(
            ("      - {person: lena, role: member}\n", ("      - {person: lena, role: member}\n"
             "      - {person: tom, role: member}\n      - {person: nils, role: member}\n")),
            ("    starting: 2025-01-08\n", "    starting: 2025-01-09\n"),
            VERSION,
        )  # fmt: skip
        assert checked(repo).of("no-silent-weakening") == []


WAIVER = "{{rule: kpi-balanced, because: Later, approved_by: {}, expires: 2027-01-31}}"


class TestAWaiver:
    @pytest.mark.parametrize(
        ("author", "severity", "told"),
        [
            (RAVI, "error", ("Ravi Menon has both approved and committed the waiver of "
             "'kpi-balanced'")),
            (("Menon, Ravi", "menon@home.example"), "error",
             "Ravi Menon has both approved and committed the waiver of 'kpi-balanced'"),
            (("rmenon", "rmenon@users.forge.example"), "error",
             "Ravi Menon has both approved and committed the waiver of 'kpi-balanced'"),
            (("Office", "ravi.menon+git@gmail.example"), "error",
             "Ravi Menon has both approved and committed the waiver of 'kpi-balanced'"),
            (("Blue Heron", "heron@forge.example"), "warning",
             ("the waiver of 'kpi-balanced' was committed by Blue Heron (heron@forge.example), whom "
             "neither the charter nor the directory listed before this change, so nothing shows that "
             "this is not Ravi Menon, who approved it")),
        ],
    )  # fmt: skip
    def test_is_not_approved_by_its_author_under_another_name(
        self, repo: Repo, author: tuple[str, str], severity: str, told: str
    ) -> None:
        proposed(repo)
        repo.edit(("waivers: []", f"waivers:\n  - {WAIVER.format('ravi')}"))
        repo.commit(author=author)
        found = [one for one in checked(repo).said if one.rule == "waiver-approved"]
        assert found == [Said("waiver-approved", severity, CHARTER, told)]

    @pytest.mark.parametrize(
        ("name", "author", "severity"),
        [
            ("李明", ("李明", "office@forge.example"), "error"),
            ("Søren Łucki", ("Soren Lucki", "office@forge.example"), "error"),
            ("Søren Łucki", ("𝐒øren 𝐋ucki", "office@forge.example"), "error"),
            ("李明", ("李雷", ""), "warning"),
        ],
    )
    def test_is_not_approved_by_its_author_where_only_the_name_is_known(
        self, repo: Repo, name: str, author: tuple[str, str], severity: str
    ) -> None:
        repo.edit(("    name: Ravi Menon\n", f"    name: {name}\n"),
                  ("    email: ravi.menon@meridian.example\n", ""))  # fmt: skip
        proposed(repo)
        repo.edit(("waivers: []", f"waivers:\n  - {WAIVER.format('ravi')}"))
        repo.commit(author=author)
        told = {
            "error": f"{name} has both approved and committed the waiver of 'kpi-balanced'",
            "warning": (
                f"the waiver of 'kpi-balanced' was committed by {author[0]} ({author[1]}), whom "
                "neither the charter nor the directory listed before this change, so nothing shows "
                f"that this is not {name}, who approved it"
            ),
        }
        found = [one for one in checked(repo).said if one.rule == "waiver-approved"]
        assert found == [Said("waiver-approved", severity, CHARTER, told[severity])]

    def test_is_not_approved_by_somebody_whom_the_change_brings_along(self, repo: Repo) -> None:
        proposed(repo)
        repo.edit(
            ("waivers: []", f"waivers:\n  - {WAIVER.format('quinn')}"),
            ("people:  ", "people:\n  quinn: {name: Quinn Abbot, party: meridian}\n#"),
        )
        repo.commit(author=ADA)
        answer = checked(repo)
        assert answer.code == 1
        assert answer.of("waiver-approved") == [
            (
                "Quinn Abbot, who is to have approved the waiver of 'kpi-balanced', was neither in "
                "the charter nor in the directory before this change"
            )
        ]

    def test_is_not_approved_by_nobody(self, repo: Repo) -> None:
        proposed(repo)
        repo.edit(("waivers: []", f"waivers:\n  - {WAIVER.format('nobody')}"))
        repo.commit(author=ADA)
        assert checked(repo).code == 1


class TestAnApprovalThatOnlyTheHostVouchesFor:
    def test_is_named_where_signatures_are_not_required(self, repo: Repo) -> None:
        proposed(repo)
        repo.edit((TARGET, LOWER), VERSION)
        repo.commit()
        line = "  - {{version: 2.2.0, party: {}, person: {}, date: 2026-11-02, evidence: Letter}}\n"
        given = line.format("meridian", "ada") + line.format("helix", "jonas")
        repo.edit((APPROVALS, APPROVALS + given))
        repo.commit(author=ADA)
        assert checked(repo) == Answer(
            0,
            [
                Said(
                    "approvals-genuine",
                    "info",
                    CHARTER,
                    "nothing but the word of Meridian Foods plc shows that Helix Cold Chain AB "
                    "approved version 2.2.0: the approval of Jonas Lindqvist was committed by Ada "
                    "Okafor and has no verified signature of Jonas Lindqvist",
                )
            ],
        )
