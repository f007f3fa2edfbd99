"""``trm codeowners`` as its users run it: on real files and folders."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.running import edit, trm
from tests.support import CHARTER, DIRECTORY

FILE = ".github/CODEOWNERS"
ADA, RAVI = "ada.okafor@meridian.example", "ravi.menon@meridian.example"
ABOUT = """\
# BEGIN trm codeowners
# Made from the owners and sponsors of the charters: change them there, and run
# 'trm codeowners' again. The last line that matches a file counts, so that what you
# write below this block goes before it.
"""
BLOCK = f"""\
{ABOUT}/partnerships/ {ADA}
/partnerships/directory.yaml {RAVI}
/partnerships/meridian-helix/ {RAVI} {ADA}
/trm.toml {ADA}
/schemas/ {ADA}
/checks/ {ADA}
/deploy/ {ADA}
/site/ {ADA}
/.github/ {ADA}
/.gitlab/ {ADA}
/.gitlab-ci.yml {ADA}
/CODEOWNERS {ADA}
/docs/CODEOWNERS {ADA}
.gitignore {ADA}
.gitmodules {ADA}
.lfsconfig {ADA}
.gitattributes {ADA}
/.mailmap {ADA}
/.pre-commit-config.yaml {ADA}
/.github/CODEOWNERS {ADA}
# END trm codeowners
"""


def codeowners(root: Path, *words: str) -> tuple[int, str, str]:
    done = trm("codeowners", *words, "--as-of", "2026-11-22", cwd=root)
    return done.returncode, done.stdout, done.stderr


def written(root: Path, name: str = FILE) -> str:
    return (root / name).read_bytes().decode()


def test_owners_and_sponsors_of_the_host_own_its_files(repository: Path) -> None:
    assert codeowners(repository) == (
        0,
        (
            f"Wrote {FILE}. Commit it; from then on a change asks these people for a review.\n"
            "Each address must be that of an account that may write to the repository.\n"
        ),
        "",
    )
    assert written(repository) == BLOCK
    assert codeowners(repository) == (0, f"{FILE} is current.\n", "")


def test_a_check_tells_what_is_not_current_and_changes_nothing(repository: Path) -> None:
    missing = f"{FILE} is missing. Run 'trm codeowners' and commit the file.\n"
    assert codeowners(repository, "--check") == (1, missing, "")
    assert not (repository / FILE).exists()
    codeowners(repository)
    assert codeowners(repository, "--check") == (0, f"{FILE} is current.\n", "")
    edit(repository, "\nowners: {meridian: ravi,", "\nowners: {meridian: tom,")
    tom = "tom.ellis@meridian.example"
    assert codeowners(repository, "--check") == (
        1,
        f"""\
{FILE} is not current. Run 'trm codeowners' and commit the file. It would change:
  - /partnerships/directory.yaml {RAVI}
  - /partnerships/meridian-helix/ {RAVI} {ADA}
  + /partnerships/directory.yaml {tom}
  + /partnerships/meridian-helix/ {tom} {ADA}
""",
        "",
    )
    assert written(repository) == BLOCK


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lines_written_by_hand_stay_around_the_block(repository: Path, end: str) -> None:
    above, below = "* @meridian/all\n\n", "\n/trm.toml @meridian/governance\n"
    (repository / "CODEOWNERS").write_bytes(above.rstrip("\n").replace("\n", end).encode())
    assert codeowners(repository)[0] == 0
    block = BLOCK.replace(f"/.github/CODEOWNERS {ADA}\n", "")
    assert written(repository, "CODEOWNERS") == above + block
    old = ABOUT + "/old/ x@y.example\n# END trm codeowners\n"
    whole = (above + old + below).replace("\n", end)
    (repository / "CODEOWNERS").write_bytes(whole.encode())
    assert codeowners(repository)[0] == 0
    assert written(repository, "CODEOWNERS") == (above + block + below).replace("\n", end)
    assert not (repository / FILE).exists()


@pytest.mark.parametrize(
    "section", ["[Docs]", "  [Docs]", "^[Optional checks]", "[Docs][2]", "[Docs] @meridian/writers"]
)
def test_below_sections_of_gitlab_the_block_is_a_section_of_its_own(
    repository: Path, section: str
) -> None:
    above, below = (
        f"* @meridian/all\n\n{section}\n/docs/ @meridian/writers\n\n",
        "\n[Data]\n/d/ @x\n",
    )
    file = repository / "CODEOWNERS"
    file.write_text(above[:-1])
    assert codeowners(repository)[0] == 0
    rest = BLOCK.removeprefix(ABOUT).replace(f"/.github/CODEOWNERS {ADA}\n", "")
    block = f"{ABOUT}[Partnerships]\n{rest}"
    assert written(repository, "CODEOWNERS") == above + block
    assert codeowners(repository) == (0, "CODEOWNERS is current.\n", "")
    file.write_text(above + block + below)
    assert codeowners(repository) == (0, "CODEOWNERS is current.\n", "")


def test_above_sections_the_block_needs_none(repository: Path) -> None:
    file = repository / "CODEOWNERS"
    block = BLOCK.replace(f"/.github/CODEOWNERS {ADA}\n", "")
    file.write_text(block + "\n[Docs]\n[a-z]* @x\n")
    assert codeowners(repository) == (0, "CODEOWNERS is current.\n", "")


def test_a_pattern_with_brackets_is_no_section(repository: Path) -> None:
    (repository / "CODEOWNERS").write_text("[ab].txt @x\n")
    codeowners(repository)
    assert "[Partnerships]" not in written(repository, "CODEOWNERS")


def test_half_a_block_is_not_guessed_at(repository: Path) -> None:
    (repository / "CODEOWNERS").write_text(ABOUT)
    assert codeowners(repository) == (
        2,
        "",
        (
            "trm: CODEOWNERS: its lines '# BEGIN trm codeowners' and '# END trm codeowners' must "
            "appear once each, in this order; restore the missing one, or remove "
            "both to have the block written again\n"
        ),
    )
    assert written(repository, "CODEOWNERS") == ABOUT


def test_partners_are_named_on_demand(repository: Path) -> None:
    codeowners(repository, "--all-parties", "--output", "owners.txt")
    line = f"{RAVI} {ADA} sofia.ek@helix.example jonas.lindqvist@helix.example"
    assert f"\n/partnerships/meridian-helix/ {line}\n/trm.toml {ADA}\n" in written(
        repository, "owners.txt"
    )


def test_several_charters_share_what_governs_them_all(repository: Path) -> None:
    folder = (repository / CHARTER).parent
    shutil.copytree(folder, folder.with_name("another"))
    edit(repository, "\nowners: {meridian: ravi,", "\nowners: {meridian: tom,")
    edit(repository, "sponsors: {meridian: ada,", "sponsors: {meridian: lena,")
    codeowners(repository)
    lena, tom = "lena.hart@meridian.example", "tom.ellis@meridian.example"
    assert written(repository).splitlines()[4:9] == [
        f"/partnerships/ {ADA} {lena}",
        f"/partnerships/directory.yaml {RAVI} {tom}",
        f"/partnerships/another/ {RAVI} {ADA}",
        f"/partnerships/meridian-helix/ {tom} {lena}",
        f"/trm.toml {ADA} {lena}",
    ]


def test_whoever_has_left_owns_nothing(repository: Path) -> None:
    edit(repository, "    deputy: lena\n", "    deputy: lena\n    left: 2026-11-22\n", DIRECTORY)
    codeowners(repository)
    assert ADA not in written(repository)
    assert f"/partnerships/meridian-helix/ {RAVI}\n/trm.toml {RAVI}\n" in written(repository)


def test_a_board_stands_for_its_members(repository: Path) -> None:
    edit(
        repository,
        "\ncommittees:\n",
        "\ncommittees:\n  board:\n    name: Board\n    party: meridian\n"
        "    members: [{person: lena}, {person: tom}]\n",
    )
    edit(repository, "sponsors: {meridian: ada,", "sponsors: {meridian: board,")
    codeowners(repository)
    members = "lena.hart@meridian.example tom.ellis@meridian.example"
    assert f"/partnerships/meridian-helix/ {RAVI} {members}\n" in written(repository)


def test_what_nobody_can_own_falls_to_the_sponsors_and_is_told(repository: Path) -> None:
    for name, text in {
        "broken": "title: [\n",
        "silent": "title: S\nhost: us\nparties: {us: {name: Us}}\nowners: {us: x}\n",
    }.items():
        (repository / "partnerships" / name).mkdir()
        (repository / "partnerships" / name / "partnership.yaml").write_text(text)
    assert codeowners(repository)[2] == (
        "trm: broken cannot be read, so it is left to the sponsors of the other charters\n"
        "trm: silent names neither an owner nor a sponsor of its host with an e-mail address, so "
        "it is left to the sponsors of the other charters\n"
    )
    assert written(repository) == BLOCK


def test_a_consortium_without_owners_belongs_to_its_chairs_and_leads(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    words = ("new", "joint", "--instrument", "consortium", "--as-of", "2026-11-22")
    trm(*words, "--host", "Us", "--owner", "us=Jo <jo@us.example>", cwd=tmp_path)
    assert codeowners(tmp_path)[2] == (
        "trm: joint names neither an owner nor a sponsor of its host with an e-mail address, so it "
        "is given to its chairs and leads\n"
    )
    assert "\n/partnerships/joint/ jo@us.example\n" in written(tmp_path)
    assert "\n/trm.toml jo@us.example\n" in written(tmp_path)


def test_settings_say_where_things_lie_and_signs_of_patterns_are_escaped(tmp_path: Path) -> None:
    root = tmp_path / "our repo"
    root.mkdir()
    (tmp_path / ".git").mkdir()
    trm("new", "acme", "--as-of", "2026-11-22", "--owner", "us=Jo <jo@us.example>", cwd=root)
    (root / "partnerships").rename(root / "our deals*")
    (root / "trm.toml").write_text(
        'partnerships = "our deals*"\nschemas = []\nchecks = ["c#"]\nbaseline = "known.json"\n'
    )
    assert codeowners(root)[0] == 0
    assert written(tmp_path).splitlines()[4:-1] == [
        r"/our\ repo/our\ deals\*/ jo@us.example",
        r"/our\ repo/our\ deals\*/directory.yaml jo@us.example",
        r"/our\ repo/our\ deals\*/acme/ jo@us.example",
        r"/our\ repo/trm.toml jo@us.example",
        r"/our\ repo/known.json jo@us.example",
        r"/our\ repo/c\#/ jo@us.example",
        r"/our\ repo/deploy/ jo@us.example",
        r"/our\ repo/site/ jo@us.example",
        *(f"{one} jo@us.example" for one in ("/.github/", "/.gitlab/", "/.gitlab-ci.yml")),
        *(f"{one} jo@us.example" for one in ("/CODEOWNERS", "/docs/CODEOWNERS")),
        *(f"{one} jo@us.example" for one in (".gitignore", ".gitmodules", ".lfsconfig")),
        *(f"{one} jo@us.example" for one in (".gitattributes", "/.mailmap")),
        "/.pre-commit-config.yaml jo@us.example",
        "/.github/CODEOWNERS jo@us.example",
    ]


def test_settings_in_pyproject_leave_no_room_for_others(repository: Path) -> None:
    (repository / "pyproject.toml").write_text("[tool.trm]\n")
    codeowners(repository)
    assert f"\n/trm.toml {ADA}\n/pyproject.toml {ADA}\n" in written(repository)


def test_without_any_address_there_is_no_file(tmp_path: Path) -> None:
    trm("new", "acme", "--as-of", "2026-11-22", cwd=tmp_path)
    code, out, said = codeowners(tmp_path)
    assert (code, out) == (2, "")
    assert said.splitlines()[-1] == (
        "trm: no one can own anything here; give an owner, a chair or a lead of the host an e-mail "
        "address"
    )
    assert not (tmp_path / FILE).exists()


def _fifo(file: Path) -> None:
    os.mkfifo(file)


def _huge(file: Path) -> None:
    file.touch()
    os.truncate(file, 1 << 36)


@pytest.mark.parametrize("made", [Path.mkdir, _fifo, _huge], ids=["folder", "fifo", "huge"])
def test_what_is_no_file_of_owners_is_refused(
    repository: Path, made: Callable[[Path], None]
) -> None:
    file = repository / "CODEOWNERS"
    made(file)
    code, out, error = codeowners(repository)
    assert (code, out) == (2, "")
    assert error == (
        f"trm: {file} exists but cannot be read; make it an ordinary file of at most "
        "1,048,576 bytes\n"
    )
