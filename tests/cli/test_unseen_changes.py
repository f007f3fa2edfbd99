"""What a change does that no charter shows, each tried on a real repository: all of it is told."""

# ruff: noqa: E501 - sentences are compared as a whole

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.cli.test_past_the_gate import FIGURES, QBR, Answer, Said, checked, proposed
from tests.gitting import Repo
from tests.running import trm
from tests.support import CHARTER, part

Edits = list[tuple[str, str]]
ATTRIBUTES = "this change alters what guards the charters: .gitattributes is new; it decides how git stores, merges and shows files"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """The complete portfolio on ``main``; nothing has branched off yet."""
    return Repo.with_the_complete_portfolio(tmp_path / "repo")


def committed(repo: Repo, path: str, raw: bytes) -> None:
    """Commit these very bytes, whatever attributes would make of them, and check the file out."""
    (repo.root.parent / "blob").write_bytes(raw)
    blob = repo.git("hash-object", "-w", "--no-filters", str(repo.root.parent / "blob"))
    repo.git("update-index", "--cacheinfo", f"100644,{blob},{path}")
    repo.git("commit", "-q", "-m", "A change")
    (repo.root / path).unlink()
    repo.git("checkout", "-q", "--", path)


def otherwise(path: str) -> list[str]:
    return [
        (
            f"because of .gitattributes git stores {path} otherwise than it stands here; what is stored "
            "is what has been checked"
        )
    ]


class TestWhatGitStoresOtherwise:
    def test_in_another_encoding_is_compared_as_it_is_stored(self, repo: Repo) -> None:
        noted = repo.read(FIGURES) + "otif,2026-10,97.2,Caf\u00e9 strike\n"
        repo.write(FIGURES, noted)
        proposed(repo)
        repo.write(".gitattributes", f"{FIGURES} working-tree-encoding=ISO-8859-1\n")
        repo.git("add", ".gitattributes")
        committed(repo, FIGURES, noted.encode().decode("latin-1").encode())
        assert (repo.root / FIGURES).read_text("utf-8") == noted
        assert repo.git("show", f"HEAD:{FIGURES}").endswith("Caf\u00c3\u00a9 strike")

        answer = checked(repo)

        assert answer.code == 1
        assert answer.of("stored-otherwise") == otherwise(FIGURES)
        assert answer.of("records-append-only") == [
            "the recorded figure of otif for 2026-10 (97.2) has been changed or removed"
        ]
        assert answer.of("guard-changed") == [ATTRIBUTES]

    def test_between_the_signs_of_an_ident_is_read(self, repo: Repo) -> None:
        """Whoever checks the minutes out sees a hash where git has words."""
        proposed(repo)
        there = repo.read(QBR)
        line = next(one for one in there.splitlines() if one.startswith("- ") and "[" not in one)
        repo.write(".gitattributes", "*.md ident\n")
        repo.git("add", ".gitattributes")
        committed(repo, QBR, there.replace(line, f"{line} $Id: or_as_the_host_likes $").encode())
        assert "as_the_host_likes" not in repo.read(QBR)

        answer = checked(repo)

        assert answer.of("stored-otherwise") == otherwise(QBR)
        assert answer.of("records-append-only") == [
            f"the recorded line {line!r} has been changed or removed"
        ]

    def test_once_it_is_committed_is_read_before(self, repo: Repo) -> None:
        there = repo.read(QBR)
        line = next(one for one in there.splitlines() if one.startswith("- ") and "[" not in one)
        agreed = f"{line} $Id$"
        repo.write(QBR, there.replace(line, agreed))
        repo.write(".gitattributes", "*.md ident\n")
        proposed(repo)
        assert checked(repo) == Answer(0, [])
        repo.write(QBR, repo.read(QBR).replace(agreed, f"{line} $Id: 0f0f $"))

        answer = checked(repo)

        assert [one.rule for one in answer.said] == ["stored-otherwise"]
        assert answer.of("stored-otherwise") == otherwise(QBR)

    def test_by_git_lfs_is_only_a_pointer(self, repo: Repo) -> None:
        proposed(repo)
        filters = {"clean": "sed s/.*/pointer/", "smudge": "cat"}
        for name, program in filters.items():
            repo.git("config", f"filter.lfs.{name}", program)
        there = repo.read(FIGURES)
        repo.write(".gitattributes", "*.csv filter=lfs\n")
        repo.write(FIGURES, there + "otif,2026-10,97.2,Corrected\n")
        repo.commit()

        answer = checked(repo)

        assert answer.of("stored-otherwise")[0] == otherwise(FIGURES)[0]
        assert (
            answer.of("records-append-only")[0]
            == "18 more recorded rows have been changed or removed"
        )

    def test_and_cannot_store_is_told(self, repo: Repo) -> None:
        proposed(repo)
        path = "partnerships/meridian-helix/reviews/2026-11-20-qbr.md"
        repo.write(".gitattributes", f"{path} working-tree-encoding=UTF-16\n")
        repo.write(path, "---\n")
        told = checked(repo).of("stored-otherwise")
        assert told == [f"git cannot store {path} as .gitattributes demands"]

    @pytest.mark.parametrize(
        "attributes",
        [
            "* text=auto eol=crlf\n",
            "*.md diff=markdown\n",
            "*.pdf filter=lfs ident\ndocs/* ident\n",
        ],
    )
    def test_as_it_stands_is_not_told(self, repo: Repo, attributes: str) -> None:
        repo.write(".gitattributes", attributes)
        repo.write(f"{Path(CHARTER).parent.as_posix()}/README.md", "[The contract](contract.pdf)\n")
        repo.write(f"{Path(CHARTER).parent.as_posix()}/contract.pdf", "PDF $Id: x $\n")
        repo.write("docs/odd.md", "$Id: x $\n")
        proposed(repo)
        repo.write("note.txt", "a change")
        assert checked(repo) == Answer(0, [])


class TestAGuard:
    @pytest.mark.parametrize(
        ("path", "does"),
        [
            (
                ".github/workflows/trm.yml",
                "may hold what is run, who is asked for a review, and how branches are protected",
            ),
            (
                ".github/settings.yml",
                "may hold what is run, who is asked for a review, and how branches are protected",
            ),
            (
                ".gitlab-ci.yml",
                "decides what is checked and published, and is taken from the change itself",
            ),
            (
                "azure-pipelines.yml",
                "decides what is checked and published, and is taken from the change itself",
            ),
            (
                ".forgejo/workflows/trm.yml",
                "decides what is checked and published, and is taken from the change itself",
            ),
            ("CODEOWNERS", "decides who is asked for a review"),
            (".gitlab/CODEOWNERS", "decides who is asked for a review"),
            (
                "partnerships/meridian-helix/.gitattributes",
                "decides how git stores, merges and shows files",
            ),
            (".mailmap", "decides by which name git calls who made a commit"),
            (".pre-commit-config.yaml", "decides what is checked before a commit"),
            ("deploy/build-sites.sh", "decides what is built and published, and for whom"),
            ("site/mkdocs.yml", "decides what is built and published, and for whom"),
        ],
    )
    def test_that_comes_changes_or_goes_is_told(self, repo: Repo, path: str, does: str) -> None:
        proposed(repo)
        repo.write(path, "a\n")
        told = f"this change alters what guards the charters: {path}"
        assert checked(repo) == Answer(
            0, [Said("guard-changed", "warning", path, f"{told} is new; it {does}")]
        )
        proposed_again(repo, "second")
        repo.write(path, "b\n")
        assert checked(repo, base="second").of("guard-changed") == [f"{told} is changed; it {does}"]
        (repo.root / path).unlink()
        assert checked(repo, base="second").of("guard-changed") == [f"{told} is removed; it {does}"]

    @pytest.mark.parametrize("path", [".gitattributes", ".github/workflows", ".github"])
    def test_that_becomes_a_link_is_told(self, repo: Repo, path: str) -> None:
        proposed(repo)
        (repo.root / path).parent.mkdir(exist_ok=True)
        (repo.root / path).symlink_to("elsewhere")
        (told,) = checked(repo).of("guard-changed")
        assert told.startswith(f"this change alters what guards the charters: {path} is new; ")

    def test_that_other_computers_take_for_one_is_told(self, repo: Repo) -> None:
        """Where case does not count, git reads this file as .gitattributes."""
        proposed(repo)
        repo.write(".GitAttributes", "*.md ident\n")
        assert checked(repo).of("guard-changed") == [ATTRIBUTES.replace(".gita", ".GitA")]

    def test_above_the_governance_repository_is_told_where_it_stands(self, tmp_path: Path) -> None:
        whole = Repo(tmp_path)
        whole.git("init", "-q", "-b", "main")
        inner = Repo.with_the_complete_portfolio(tmp_path / "law" / "ours")
        subprocess.run(["rm", "-r", str(inner.root / ".git")], check=True)
        whole.commit("All of it")
        whole.branch("proposal")
        whole.write(".github/workflows/trm.yml", "on: {}\n")
        whole.write("law/ours/deploy/build-sites.sh", "exit 0\n")
        inner.root = tmp_path / "law" / "ours"

        answer = checked(inner)

        assert [(one.rule, one.path) for one in answer.said] == [
            ("guard-changed", "../../.github/workflows/trm.yml"),
            ("guard-changed", "deploy/build-sites.sh"),
        ]
        words = ("check", "--base", "main", "--as-of", "2026-11-22", "--format", "github")
        marks = trm(*words, cwd=inner.root).stdout
        assert "file=.github/workflows/trm.yml," in marks
        assert "file=law/ours/deploy/build-sites.sh," in marks

    def test_is_told_in_the_comment_and_where_only_what_changed_is_asked_for(
        self, repo: Repo
    ) -> None:
        proposed(repo)
        repo.write(".gitattributes", "partnerships/** -diff linguist-generated\n")
        repo.commit()
        words = ("--as-of", "2026-11-22")
        assert trm("pr", "main", *words, cwd=repo.root).stdout == (
            "<!-- trm pr -->\n\n### No partnership changes\n\n"
            "**This changes what no charter shows**; read it with care.\n\n"
            f"- {ATTRIBUTES}\n\n**0 new findings, 0 fixed**\n"
        )
        assert checked(repo, "--changed").of("guard-changed") == [ATTRIBUTES]


def proposed_again(repo: Repo, base: str) -> None:
    repo.commit()
    repo.git("branch", base)


PEAK = part("commitments:", "initiatives:")
POSTPONED = ("due: 2026-11-23", "due: 2027-11-23")
CLOSED = ("due: 2026-11-23", "due: 2026-11-23\n    closed_on: 2026-11-01")
APPROVED = part("approvals:", "waivers:")
PALLETS = "120 extra pallets a day in weeks 48 to 52"
TRIAL = ("status: active ", "status: pilot ")
SMALL = ("tier: strategic ", "tier: transactional ")


class TestWhatNobodyHasToApprove:
    @pytest.mark.parametrize(
        ("base", "edits", "told"),
        [
            (
                [],
                [("    accountable: ravi\n", "    accountable: lena\n")],
                "who answers has changed: accountable for: Publish the weekly demand forecast: Ravi Menon → Lena Hart",
            ),
            (
                [TRIAL],
                [(part("  peak-capacity:\n    decision", "escalation:\n  working"), "\n")],
                "who answers has changed: responsibility: Release peak capacity is removed",
            ),
            (
                [],
                [
                    (
                        "    owner: nils\n    due: 2026-11-23",
                        "    owner: mikael\n    due: 2026-11-23",
                    )
                ],
                f"who answers has changed: owner of {PALLETS}: Nils Dahl → Mikael Berg",
            ),
            (
                [SMALL],
                [(PEAK, "")],
                f"a commitment may have been given up: commitment: {PALLETS} is removed",
            ),
            (
                [TRIAL],
                [(PEAK, "")],
                f"a commitment may have been given up: commitment: {PALLETS} is removed",
            ),
            (
                [SMALL],
                [POSTPONED],
                f"a commitment may have been given up: due day of {PALLETS}: 2026-11-23 → 2027-11-23",
            ),
            (
                [TRIAL],
                [CLOSED],
                f"a commitment may have been given up: closing of {PALLETS}: as of 2026-11-01",
            ),
        ],
    )
    def test_is_told_all_the_same(self, repo: Repo, base: Edits, edits: Edits, told: str) -> None:
        repo.edit(*base)
        proposed(repo)
        repo.edit(*edits)
        answer = checked(repo)
        assert answer.of("handover-told") == [told]
        assert answer.of("no-silent-weakening") == []

    def test_is_counted_where_it_is_much(self, repo: Repo) -> None:
        proposed(repo)
        others = repo.read().replace("owner: mikael\n", "owner: nils\n")
        repo.write(CHARTER, others.replace("accountable: ravi\n", "accountable: lena\n"))
        (told,) = checked(repo).of("handover-told")
        assert told.startswith("who answers has changed: owner of ")
        assert told.count(" → ") == 3
        assert told.endswith(" and 1 more")

    @pytest.mark.parametrize("edits", [[(PEAK, "")], [POSTPONED]])
    def test_is_told_once_where_somebody_has_to(self, repo: Repo, edits: Edits) -> None:
        proposed(repo)
        repo.edit(*edits)
        answer = checked(repo)
        assert len(answer.of("no-silent-weakening")) == 1
        assert answer.of("handover-told") == []

    def test_of_a_draft_that_nobody_has_approved_is_open(self, repo: Repo) -> None:
        repo.edit(("status: active ", "status: draft "), (APPROVED, ""))
        proposed(repo)
        repo.edit((PEAK, ""), ("    accountable: ravi\n", "    accountable: lena\n"))
        assert checked(repo).of("handover-told") == []


class TestText:
    @pytest.mark.parametrize(
        "path", [".github/workflows/trm.yml", "site/docs/index.md", "trm.toml", "checks/a.txt"]
    )
    def test_that_nobody_sees_is_told_in_every_file(self, repo: Repo, path: str) -> None:
        proposed(repo)
        repo.write(path, "# at most \u202e59\n")
        told = [one for one in checked(repo).said if one.rule == "hidden-characters"]
        assert told == [
            Said(
                *("hidden-characters", "warning", path),
                "a character that no one sees stands here (U+202E, RIGHT-TO-LEFT OVERRIDE); it can show the text in another order than it is read",
            )
        ]

    @pytest.mark.parametrize(
        "path", [CHARTER, QBR, FIGURES, "partnerships/directory.yaml", "schemas/house.yaml"]
    )
    def test_is_told_once_where_it_is_read(self, repo: Repo, path: str) -> None:
        repo.write("schemas/house.yaml", "policy: house\ntitle: T\nseverity: info\nschema: {}\n")
        proposed(repo)
        repo.write(path, f"{repo.read(path)}# at most \u202e59\n")
        told = [one for one in checked(repo).said if "that no one sees" in one.message]
        assert [(one.severity, one.path) for one in told] == [("error", path)]

    def test_of_a_name_is_told(self, repo: Repo) -> None:
        proposed(repo)
        repo.write("docs/contract\u202efdp.txt", "x\n")
        assert checked(repo).of("hidden-characters") == [
            (
                "in the name of this file a character that no one sees stands here (U+202E, "
                "RIGHT-TO-LEFT OVERRIDE); it can show the text in another order than it is read"
            )
        ]

    def test_of_a_picture_is_none(self, repo: Repo) -> None:
        proposed(repo)
        (repo.root / "site").mkdir()
        (repo.root / "site/logo.png").write_bytes(b"\x89PNG\0\xe2\x80\xae")
        assert checked(repo) == Answer(0, [])


class TestNamesThatSomeComputersTakeForOne:
    @pytest.mark.parametrize(
        ("path", "first", "second"),
        [
            ("Partnerships/other/notes.txt", "Partnerships", "partnerships"),
            (
                "partnerships/directory.YAML",
                "partnerships/directory.YAML",
                "partnerships/directory.yaml",
            ),
            (
                QBR.replace("/reviews/", "/Reviews/"),
                "partnerships/meridian-helix/Reviews",
                "partnerships/meridian-helix/reviews",
            ),
            (
                "partnerships/meridian\u200b-helix/notes.txt",
                "partnerships/meridian-helix",
                "partnerships/meridian\u200b-helix",
            ),
        ],
    )
    def test_are_told(self, repo: Repo, path: str, first: str, second: str) -> None:
        proposed(repo)
        repo.write(path, "x\n")
        assert checked(repo).of("names-alike") == [
            (
                f"{first} and {second} are one name on computers that do not tell upper from lower "
                "case, where one takes the place of the other"
            )
        ]

    def test_are_not_told_where_the_change_has_no_part_in_them(self, repo: Repo) -> None:
        repo.write("Docs/a.txt", "x\n")
        repo.write("docs/b.txt", "x\n")
        proposed(repo)
        repo.write("note.txt", "a change")
        assert checked(repo) == Answer(0, [])

    def test_are_not_told_once_a_file_is_only_renamed(self, repo: Repo) -> None:
        repo.write("Note.txt", "x\n")
        proposed(repo)
        (repo.root / "Note.txt").rename(repo.root / "note.txt")
        assert checked(repo) == Answer(0, [])
