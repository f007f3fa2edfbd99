"""``trm approve`` as its users run it: on real files, by flags and on a real terminal."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path

import pytest

from tests.running import Terminal, check, edit, trm
from tests.support import CHARTER, DIRECTORY

NAME = "meridian-helix"
DAY = ("--as-of", "2026-11-22")
EVIDENCE = ("--evidence", "Minutes of 2026-11-20")
LAST = "  - {version: 2.1.0, party: helix, person: jonas, date: 2026-04-22, evidence: Letter"
NEXT = "\nwaivers: []\n"
LEFT = "    deputy: lena\n    left: 2026-11-01\n"


def approve(repository: Path, *words: str) -> tuple[int, str, str]:
    done = trm("approve", NAME, *words, *DAY, cwd=repository)
    return done.returncode, done.stdout, done.stderr


def text(repository: Path) -> str:
    return (repository / CHARTER).read_bytes().decode()


@pytest.fixture
def changed(repository: Path) -> Path:
    """A charter of a version that nobody has approved."""
    edit(repository, "version: 2.1.3    ", "version: 2.2.0    ")
    return repository


def entry(party: str, person: str, evidence: str, day: str = "2026-11-22") -> str:
    return (
        f"  - {{version: 2.2.0, party: {party}, person: {person}, date: {day}, "
        f"evidence: {evidence}}}\n"
    )


def test_both_parties_approve_and_the_rule_is_content(changed: Path) -> None:
    before = text(changed)
    assert check(changed).returncode == 1
    assert approve(changed, "--party", "helix", *EVIDENCE) == (
        0,
        f"""\
Wrote into {CHARTER}:
  Jonas Lindqvist approves version 2.2.0 for Helix Cold Chain AB, 2026-11-22.

Next:
  git commit -m 'helix approves version 2.2.0 of meridian-helix' {CHARTER}
  Only who commits this vouches for it; see require_signature in trm.toml.
  Meridian Foods plc has not approved it yet: trm approve meridian-helix --party meridian
""",
        "",
    )
    code, said, _ = approve(
        changed,
        *("--party", "Meridian foods PLC", "--person", "lena", "--date", "2026-11-21"),
        *("--evidence", 'E-mail: "yes", as deputy #1'),
    )
    assert (code, said.splitlines()[1], said.splitlines()[-1]) == (
        0,
        "  Lena Hart approves version 2.2.0 for Meridian Foods plc, 2026-11-21.",
        f"  git commit -m 'meridian approves version 2.2.0 of meridian-helix' {CHARTER}",
    )
    new = entry("helix", "jonas", "Minutes of 2026-11-20") + entry(
        "meridian", "lena", "'E-mail: \"yes\", as deputy #1'", "2026-11-21"
    )
    assert text(changed) == before.replace(NEXT, f"{new}{NEXT}")
    assert "approvals-current" not in check(changed).stdout


def test_what_it_tells_to_run_next_can_be_run(changed: Path) -> None:
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "first"]):
        subprocess.run([*GIT, *words], cwd=changed, check=True)
    _, said, _ = approve(changed, "--party", "helix", *EVIDENCE)
    line = next(line for line in said.splitlines() if line.startswith("  git commit"))
    subprocess.run([*GIT, *shlex.split(line)[1:]], cwd=changed, check=True)
    subject = ["log", "-1", "--format=%s", "--", CHARTER]
    done = subprocess.run([*GIT, *subject], cwd=changed, check=True, capture_output=True, text=True)
    assert done.stdout == "helix approves version 2.2.0 of meridian-helix\n"


GIT = ("git", "-c", "user.name=T", "-c", "user.email=t@t.example", "-c", "commit.gpgsign=false")


def test_an_approval_that_is_there_is_told_and_nothing_changes(repository: Path) -> None:
    before = text(repository)
    assert approve(repository, "--party", "helix", *EVIDENCE) == (
        0,
        (
            "Jonas Lindqvist has approved version 2.1.0 for Helix Cold Chain AB on 2026-04-22 "
            "already, which also applies to 2.1.3. Nothing was changed.\n"
            "If the charter has changed since then, add --again.\n"
        ),
        "",
    )
    assert text(repository) == before
    assert approve(repository, "--party", "helix", "--again", *EVIDENCE)[0] == 0
    assert text(repository) == before.replace(
        NEXT, entry("helix", "jonas", "Minutes of 2026-11-20").replace("2.2.0", "2.1.3") + NEXT
    )
    code, _, said = approve(repository, "--party", "helix", "--again", *EVIDENCE)
    assert (code, said) == (
        2,
        (
            "trm: the same approval is already recorded; state what is new with --evidence "
            "or --date\n"
        ),
    )


@pytest.mark.parametrize("flaw", ["person: sofia", "date: 2027-04-22"])
def test_an_approval_that_does_not_count_stands_in_nobodys_way(repository: Path, flaw: str) -> None:
    key = flaw.partition(":")[0]
    old = {"person": "person: jonas", "date": "date: 2026-04-22"}[key]
    edit(repository, LAST, LAST.replace(old, flaw))
    assert approve(repository, "--party", "helix", *EVIDENCE)[0] == 0
    assert entry("helix", "jonas", "Minutes of 2026-11-20").replace("2.2.0", "2.1.3") in text(
        repository
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "name the party: --party meridian or --party helix"),
        (("--party", "helx"), "no party is called 'helx'; did you mean 'helix'?"),
        (
            ("--party", "helix", "--person", "sofia"),
            (
                "Sofia Ek cannot approve for Helix Cold Chain AB: only its sponsor, the sponsor's "
                "deputy and a body of its own can; that is Jonas Lindqvist (jonas), Mikael Berg "
                "(mikael)"
            ),
        ),
        (
            ("--party", "helix", "--person", "jona"),
            "no one is called 'jona'; did you mean 'jonas'?",
        ),
        (
            ("--party", "helix"),
            (
                "an approval of a strategic partnership needs evidence: add --evidence with what "
                "shows it, such as 'Minutes of the steering committee of 2026-10-20'"
            ),
        ),
        (
            ("--party", "helix", "--evidence", "one\ntwo"),
            "the evidence must be one line of visible characters; type it again",
        ),
    ],
)
def test_what_cannot_be_approved_is_said_plainly(
    changed: Path, words: tuple[str, ...], said: str
) -> None:
    before = text(changed)
    assert approve(changed, *words) == (2, "", f"trm: {said}\n")
    assert text(changed) == before


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "sponsors: {meridian: ada, helix: jonas}",
            "sponsors: {meridian: ada}",
            (
                "Helix Cold Chain AB has no sponsor who could approve; name one under 'sponsors' "
                "first"
            ),
        ),
        (
            "sponsors: {meridian: ada, helix: jonas}",
            "sponsors: {meridian: ada, helix: tom}",
            (
                "Tom Ellis cannot approve for Helix Cold Chain AB, but acts for Meridian Foods "
                "plc; correct 'sponsors' or the deputy first"
            ),
        ),
        (
            "version: 2.2.0    ",
            "version: two    ",
            (
                f"'version' in {CHARTER} is not valid; "
                "'trm check partnerships/meridian-helix' shows how to fix it"
            ),
        ),
        (
            "title: Meridian Foods and",
            "title: a: b",
            (
                f"{CHARTER} cannot be read: line 4: there is a second colon in this line. Put "
                'text that contains a colon and a space in quotes: "a: b Helix Cold Chain".'
            ),
        ),
        (
            "tags: [cold-chain, food]",
            "tags: [cold-chain]\ntags: [food]",
            (
                f"{CHARTER}: line 14: 'tags' appears twice. Keep one of the two, and remove "
                "the other. Then try again."
            ),
        ),
    ],
)
def test_a_charter_that_is_not_fit_for_it_stays_as_it_is(
    changed: Path, old: str, new: str, said: str
) -> None:
    edit(changed, old, new)
    before = text(changed)
    code, out, err = approve(changed, "--party", "helix", *EVIDENCE)
    assert (code, out, err.splitlines()[-1]) == (2, "", f"trm: {said}")
    assert text(changed) == before


def test_whoever_has_left_cannot_approve_any_more(changed: Path) -> None:
    edit(changed, "    deputy: lena\n", LEFT, "partnerships/directory.yaml")
    assert approve(changed, "--party", "meridian", *EVIDENCE) == (
        2,
        "",
        "trm: Ada Okafor has left Meridian Foods plc; name the successor in the charter first\n",
    )
    assert approve(changed, "--party", "meridian", *EVIDENCE, "--date", "2026-10-31")[0] == 0


def test_an_unknown_charter_is_answered_with_the_nearest(repository: Path) -> None:
    done = trm("approve", "meridian-helx", "--party", "helix", cwd=repository)
    assert (done.returncode, done.stderr) == (
        2,
        "trm: no partnership is called 'meridian-helx'; did you mean 'meridian-helix'?\n",
    )


def test_doubts_are_told_and_do_not_stand_in_the_way(changed: Path) -> None:
    edit(changed, "owners: {meridian: ravi, helix: sofia}       #", "owners: {meridian: ravi} #")
    code, _, said = approve(changed, "--party", "helix", *EVIDENCE)
    assert code == 0
    assert said.startswith("trm: meridian-helix still has an error, such as: ")
    assert said.endswith("'trm check partnerships/meridian-helix' shows more\n")


def test_figures_and_minutes_that_are_missing_are_no_doubt(changed: Path) -> None:
    folder = changed / "partnerships/meridian-helix"
    figures = folder / "measurements.csv"
    figures.write_text(figures.read_text("utf-8").replace("otif,2026-10,97.2,\n", ""), "utf-8")
    (folder / "reviews/2026-10-20-qbr.md").unlink()
    found = check(changed).stdout
    assert "measurement-fresh" in found
    assert "review-overdue" in found
    assert approve(changed, "--party", "helix", *EVIDENCE)[::2] == (0, "")


def test_a_party_behind_the_charter_is_told_where_it_belongs(changed: Path) -> None:
    code, _, said = approve(changed, "helix")
    assert (code, said.splitlines()[-1]) == (
        2,
        "Error: name the party behind --party: trm approve meridian-helix --party helix",
    )


def test_an_approval_is_not_recorded_before_it_is_given(changed: Path) -> None:
    before = text(changed)
    assert approve(changed, "--party", "helix", *EVIDENCE, "--date", "2026-11-23") == (
        2,
        "",
        "trm: 2026-11-23 is in the future; record the approval once it has been given\n",
    )
    assert text(changed) == before


def test_a_first_approval_makes_the_section_where_the_format_has_it(changed: Path) -> None:
    before = text(changed)
    start, end = before.index("approvals:  "), before.index(NEXT)
    (changed / CHARTER).write_bytes((before[:start] + before[end:].lstrip("\n")).encode())
    assert approve(changed, "--party", "helix", *EVIDENCE)[0] == 0
    section = "approvals:\n" + entry("helix", "jonas", "Minutes of 2026-11-20")
    assert text(changed) == before[:start] + section + before[end:]


def test_windows_line_ends_stay(changed: Path) -> None:
    before = text(changed).replace("\n", "\r\n")
    (changed / CHARTER).write_bytes(before.encode())
    assert approve(changed, "--party", "helix", *EVIDENCE)[0] == 0
    line = entry("helix", "jonas", "Minutes of 2026-11-20").replace("\n", "\r\n")
    assert text(changed) == before.replace("\r\nwaivers", f"{line}\r\nwaivers")


def test_a_light_partnership_needs_no_evidence(changed: Path) -> None:
    edit(changed, "tier: strategic     ", "tier: transactional ")
    assert approve(changed, "--party", "helix")[0] == 0
    assert "  - {version: 2.2.0, party: helix, person: jonas, date: 2026-11-22}\n" in text(changed)


def test_a_signature_is_asked_for_where_the_settings_say_so(changed: Path) -> None:
    (changed / "trm.toml").write_text("require_signature = true\n")
    _, said, _ = approve(changed, "--party", "helix", *EVIDENCE)
    assert said.splitlines()[4:6] == [
        f"  git commit -S -m 'helix approves version 2.2.0 of meridian-helix' {CHARTER}",
        (
            "  trm.toml requires a signature: Jonas Lindqvist must make this commit as "
            "jonas.lindqvist@helix.example and sign it."
        ),
    ]


def test_on_a_terminal_the_evidence_is_asked_for(changed: Path) -> None:
    terminal = Terminal("approve", NAME, "--party", "helix", *DAY, cwd=changed)
    terminal.answer("What shows it?", "")
    terminal.answer("needs evidence", "Letter of 2026-11-20")
    code, said = terminal.end()
    assert (code, said.splitlines()[0]) == (0, f"Wrote into {CHARTER}:")
    assert entry("helix", "jonas", "Letter of 2026-11-20") in text(changed)


def test_nobody_approves_text_that_is_not_there(changed: Path) -> None:
    edit(changed, "      - Lower spoilage\n", "      - TBD\n")
    before = text(changed)
    assert approve(changed, "--party", "helix", *EVIDENCE) == (
        2,
        "",
        (
            "trm: meridian-helix cannot be approved while it has placeholders, since nobody can "
            "tell what is agreed to: parties.meridian.gets.2. Replace them first; 'trm check "
            "partnerships/meridian-helix' shows each with its line\n"
        ),
    )
    assert text(changed) == before


WAIVER = (
    "\nwaivers:\n  - rule: no-placeholders\n    at: parties.meridian.gets\n"
    "    because: Our depot in Thurso is called so\n    approved_by: {by}\n"
    "    expires: {until}\n"
)


@pytest.mark.parametrize(
    ("by", "until", "code"),
    [
        ("ada", "2027-06-30", 0),
        ("ada", "2026-11-21", 2),  # over
        ("ada", "2035-01-01", 2),  # longer than a waiver may hold
        ("nobody", "2027-06-30", 2),
    ],
)
def test_what_is_no_placeholder_by_a_waiver_that_holds_is_approved(
    changed: Path, by: str, until: str, code: int
) -> None:
    edit(changed, "      - Lower spoilage\n", "      - TBD\n")
    edit(changed, NEXT, WAIVER.format(by=by, until=until))
    assert approve(changed, "--party", "helix", *EVIDENCE)[0] == code


def test_a_placeholder_that_the_settings_let_nobody_waive_is_not_approved(changed: Path) -> None:
    edit(changed, "      - Lower spoilage\n", "      - TBD\n")
    edit(changed, NEXT, WAIVER.format(by="ada", until="2027-06-30"))
    (changed / "trm.toml").write_text('[waivers]\nnever = ["no-placeholders"]\n', "utf-8")
    assert approve(changed, "--party", "helix", *EVIDENCE)[0] == 2


def test_nobody_called_tbd_approves(changed: Path) -> None:
    edit(changed, "    name: Ada Okafor\n", "    name: TBD\n", path=DIRECTORY)
    assert approve(changed, "--party", "meridian", *EVIDENCE) == (
        2,
        "",
        "trm: the name of 'ada' is still 'TBD'; write who it is first\n",
    )
