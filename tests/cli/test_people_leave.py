"""``trm people leave`` as its users run it: on real files, all of them or none."""

from __future__ import annotations

import difflib
import json
import shutil
from pathlib import Path

from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from tests.running import check, edit, trm
from tests.support import CHARTER, DIRECTORY

DAY = ("--as-of", "2026-11-22")
ON = ("--on", "2026-11-22")
LAST = "objectives:                        # what"
NORA = f"""\
  nora:
    name: Nora Field
    organisation: meridian-foods
    title: Chief Supply Chain Officer
    seniority: executive
    email: nora.field@meridian.example
    deputy: lena
{LAST}"""


def leave(folder: Path, *words: str) -> tuple[int, str, str]:
    done = trm("people", "leave", *words, *DAY, cwd=folder)
    return done.returncode, done.stdout, done.stderr


def everything(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted((folder / "partnerships").rglob("*"))
        if path.is_file()
    }


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> list[str]:
    """The lines that went and came, file by file."""
    assert before.keys() == after.keys()
    lines = []
    for name, old in before.items():
        was, now = old.decode().split("\n"), after[name].decode().split("\n")
        found = difflib.unified_diff(was, now, lineterm="", n=0)
        lines += [line for line in found if line[:3] not in ("---", "+++") and line[0] in "+-"]
    return lines


def test_a_successor_takes_over_everywhere_and_comments_stay(repository: Path) -> None:
    before = everything(repository)
    code, said, told = leave(repository, "ravi", *ON, "--successor", "Tom Ellis")
    assert (code, told) == (0, "")
    assert (
        said
        == f"""\
Ravi Menon (ravi.menon@meridian.example) leaves on 2026-11-22.

Changed 10 places in 1 file
  meridian-helix
      relationship owner of Meridian Foods plc: ravi → tom  {CHARTER}:103
      owner of the KPI 'days-to-settle': ravi → tom  {CHARTER}:208
      secretary of the committee 'steering': ravi → tom  {CHARTER}:227
      accountable for the decision 'demand-forecast': ravi → tom  {CHARTER}:254
      informed of the decision 'peak-capacity': ravi → tom  {CHARTER}:263
      contact of Meridian Foods plc on the escalation level 'owners': ravi → tom  {CHARTER}:288
      owner of the risk 'key-person': ravi → tom  {CHARTER}:397
      part of the touchpoint 'commercial': ravi → tom  {CHARTER}:421
      lead of the function 'human-resources' in the maturity claim: ravi → tom  {CHARTER}:432
      owner of the handover at the exit for Meridian Foods plc: ravi → tom  {CHARTER}:452

To be decided by people: 6 decisions
  meridian-helix
      Tom Ellis has a part there already; name another member of the committee 'operations'  \
{CHARTER}:243
      raise 'version' from 2.1.3 to 2.2.0, since 'owners' changed, and let every party approve it: \
trm approve meridian-helix --party meridian, trm approve meridian-helix --party helix  \
{CHARTER}:11
      Tom Ellis is contact on several escalation levels: 'operations', 'owners'; an escalation \
would go to the same person, so name someone else on all but one  {CHARTER}:288
      Tom Ellis has no deputy; name one  {CHARTER}:103
      give to someone else in the next review: open action due 2027-03-31: Draft the 2028 renewal \
options  partnerships/meridian-helix/reviews/2026-10-14-annual.md:15
      keep the entry 'ravi' under 'people' while minutes, approvals or escalations name it, and \
remove it otherwise: a charter's own list has no last day  {CHARTER}:56

Next: trm check
"""
    )
    joint = "evidence: Joint induction for planners}"
    comment = "# one accountable relationship owner a party"
    assert changed(before, everything(repository)) == [
        f"-owners: {{meridian: ravi, helix: sofia}}       {comment}",
        f"+owners: {{meridian: tom, helix: sofia}}       {comment}",
        "-    owner: ravi",
        "+    owner: tom",
        "-      - {person: ravi, role: secretary, vote: false}",
        "+      - {person: tom, role: secretary, vote: false}",
        "-    accountable: ravi",
        "+    accountable: tom",
        "-    informed: [ravi]",
        "+    informed: [tom]",
        "-      contacts: {meridian: ravi, helix: sofia}",
        "+      contacts: {meridian: tom, helix: sofia}",
        "-    owner: ravi",
        "+    owner: tom",
        "-  commercial: {between: [ravi, sofia], about: Everything commercial}",
        "+  commercial: {between: [tom, sofia], about: Everything commercial}",
        f"-    human-resources: {{level: defined, lead: ravi, {joint}",
        f"+    human-resources: {{level: defined, lead: tom, {joint}",
        "-    owners: {meridian: ravi, helix: sofia}",
        "+    owners: {meridian: tom, helix: sofia}",
    ]


def test_without_a_successor_every_place_is_listed_and_only_the_directory_changes(
    repository: Path,
) -> None:
    before = everything(repository)
    code, said, told = leave(repository, "ada", *ON)
    assert (code, told, said) == (
        0,
        "",
        f"""\
Ada Okafor (ada.okafor@meridian.example) leaves on 2026-11-22.

Changed 1 place in 1 file
  directory
      Ada Okafor left: 2026-11-22  {DIRECTORY}:14

To be decided by people: 3 decisions
  meridian-helix
      name a successor: executive sponsor of Meridian Foods plc  {CHARTER}:102
      name a successor: co-chair of the committee 'steering'  {CHARTER}:223
      name a successor: contact of Meridian Foods plc on the escalation level 'sponsors'  \
{CHARTER}:304

Next: trm check
""",
    )
    assert changed(before, everything(repository)) == ["+    left: 2026-11-22"]
    assert leave(repository, "ada", *ON)[1].splitlines()[2] == "Changed 0 places in 0 files"
    assert leave(repository, "ada", "--on", "2026-11-23")[1].splitlines()[4] == (
        f"      Ada Okafor left: 2026-11-23 (was 2026-11-22)  {DIRECTORY}:14"
    )


def test_json_names_every_change_and_decision(
    repository: Path, snapshot: SnapshotAssertion
) -> None:
    edit(repository, "{person: ravi, role: member}", "{person: ravi, until: 2027-01-31}")
    edit(repository, "owner: mikael\n    source: Helix fuel", "owner: ravi\n    source: Helix fuel")
    edit(repository, "lead: mikael\n    due", "lead: lena\n    due")
    words = ("ravi", *ON, "--successor", "lena", "--format", "json")
    code, said, _ = leave(repository, *words)
    assert code == 0
    assert json.loads(said) == snapshot(extension_class=JSONSnapshotExtension)


def test_a_leaver_with_parts_in_twelve_charters_is_gone_from_all_by_one_command(
    repository: Path,
) -> None:
    edit(repository, LAST, NORA, path=DIRECTORY)
    for number in range(2, 13):
        folder = repository / f"partnerships/charter-{number:02}"
        shutil.copytree(repository / "partnerships/meridian-helix", folder)
    before = everything(repository)
    code, said, _ = leave(repository, "ada", *ON, "--successor", "nora")
    assert (code, said.splitlines()[2]) == (0, "Changed 37 places in 13 files")
    after = everything(repository)
    records = [name for name in before if not name.endswith(".yaml")]
    assert {name: after[name] for name in records} == {name: before[name] for name in records}
    seat = "# chair | co-chair | member | secretary; vote: true unless false"
    one_charter = [
        "-sponsors: {meridian: ada, helix: jonas}      # one executive sponsor a party",
        "+sponsors: {meridian: nora, helix: jonas}      # one executive sponsor a party",
        f"-      - {{person: ada, role: co-chair}}        {seat}",
        f"+      - {{person: nora, role: co-chair}}        {seat}",
        "-      contacts: {meridian: ada, helix: jonas}",
        "+      contacts: {meridian: nora, helix: jonas}",
    ]
    assert changed(before, after) == [
        *(11 * one_charter),
        "+    left: 2026-11-22",
        *one_charter,
    ]
    assert "nobody-has-left" not in check(repository).stdout


ONE_PART_EACH = (
    ("sponsors: {meridian: ada, helix: jonas}      #", "meridian: ada", "executive sponsor"),
    ("owners: {meridian: ravi, helix: sofia}       #", "meridian: ravi", "relationship owner"),
    ("    lead: lena\n    due: 2027-12-31", "lead: lena", "lead of the goal"),
    ("    owner: ravi\n    source: The escalation log", "owner: ravi", "owner of the KPI"),
    ("      - {person: lena, role: member}\n", "person: lena", "member of the committee"),
    ("    accountable: ravi\n", "accountable: ravi", "accountable for the decision"),
    ("{meridian: lena, helix: mikael}\n      channel", "meridian: lena", "contact of Meridian"),
    (
        "    purpose: Capacity planning\n    retention: 24 months\n    owner: tom",
        "owner: tom",
        "shared",
    ),
    ("    owner: ravi\n    likelihood: 3\n    impact: 2", "owner: ravi", "owner of the risk"),
    ("    owner: nils\n    due: 2026-11-23", "owner: nils", "owner of the commitment"),
    ("  commercial: {between: [ravi, sofia]", "[ravi,", "part of the touchpoint"),
    ("human-resources: {level: defined, lead: ravi", "lead: ravi", "lead of the function"),
)
"""In each of twelve charters the place that Kim holds, whose it is else, and what it is called."""


def test_a_leaver_with_another_part_in_each_of_twelve_charters_leaves_no_finding_behind(
    repository: Path,
) -> None:
    kim = NORA.replace("nora", "kim").replace("Nora Field", "Kim Ash").replace(LAST, "")
    edit(repository, LAST, kim + NORA, path=DIRECTORY)
    first = repository / "partnerships/meridian-helix"
    for number in range(2, 13):
        shutil.copytree(first, repository / f"partnerships/charter-{number:02}")
    paths = sorted((repository / "partnerships").glob("*/partnership.yaml"))
    for path, (place, whose, _) in zip(paths, ONE_PART_EACH, strict=True):
        text = path.read_text("utf-8")
        assert (text.count(place), place.count(whose)) == (1, 1)
        old_id = whose.strip("[,").split()[-1]
        path.write_text(text.replace(place, place.replace(whose, whose.replace(old_id, "kim"))))
    before = findings(repository)
    files = everything(repository)
    code, said, _ = leave(repository, "kim", *ON, "--successor", "nora")
    assert (code, said.splitlines()[2]) == (0, "Changed 13 places in 13 files")
    places = [line for line in said.splitlines() if ": kim → nora" in line]
    assert len(places) == len(ONE_PART_EACH)
    for (_, _, called), line in zip(ONE_PART_EACH, places, strict=True):
        assert called in line
    lines = changed(files, everything(repository))
    assert [line.replace("nora", "kim") for line in lines if line[0] == "+" and "nora" in line] == [
        f"+{line[1:]}" for line in lines if line[0] == "-"
    ]
    assert "kim" not in "".join(path.read_text("utf-8") for path in paths)
    assert findings(repository) == before


def findings(folder: Path) -> list[tuple[str, str, str]]:
    """What 'trm check' finds: rule, file and message."""
    found = json.loads(check(folder, "--format", "json").stdout)["findings"]
    return [
        (
            one["rule"],
            one["path"],
            one["message"].replace("Kim Ash", "Nora Field").replace("'kim'", "'nora'"),
        )
        for one in found
    ]


def test_a_dry_run_tells_the_same_and_changes_nothing(repository: Path) -> None:
    before = everything(repository)
    dry = leave(repository, "sofia", *ON, "--successor", "nils", "--dry-run")[1]
    assert everything(repository) == before
    done = leave(repository, "sofia", *ON, "--successor", "nils")[1]
    assert dry.replace("Would change", "Changed") + "\nNext: trm check\n" == done
    assert everything(repository) != before


def test_where_the_successor_stands_already_nobody_stands_twice(repository: Path) -> None:
    edit(repository, "responsible: [tom]", "responsible: [ravi, tom]")
    edit(repository, "    deputy: tom\n", "    deputy: lena\n")
    edit(repository, "    title: Depot Operations Lead\n", "    deputy: ravi\n")
    edit(repository, "between: [tom, nils]", "between: [tom, nils, ravi]")
    before = everything(repository)
    _, said, _ = leave(repository, "ravi", *ON, "--successor", "tom")
    lines = changed(before, everything(repository))
    assert "+    responsible: [tom]" in lines
    assert "-    deputy: ravi" in lines
    assert "    name another deputy of Tom Ellis" in said
    assert (
        "    Tom Ellis has a part there already; name another part of the touchpoint 'loading'"
        in said
    )
    assert not any("loading" in line for line in lines)


def test_a_successor_of_another_party_is_refused_and_nothing_changes(repository: Path) -> None:
    before = everything(repository)
    assert leave(repository, "ada", *ON, "--successor", "jonas") == (
        2,
        "",
        (
            "trm: Jonas Lindqvist (jonas.lindqvist@helix.example) cannot follow Ada Okafor in "
            "meridian-helix: they act for Helix Cold Chain AB, Ada Okafor for Meridian Foods "
            "plc. Nothing was changed. Name someone from the same party with --successor\n"
        ),
    )
    assert everything(repository) == before


def test_a_successor_whom_one_charter_does_not_know_is_refused(repository: Path) -> None:
    other = repository / "partnerships/second"
    shutil.copytree(repository / "partnerships/meridian-helix", other)
    edit(
        repository,
        "  tom:\n    name: Tom Ellis\n    party: meridian",
        "  tom:\n    name: T\n    party: meridian",
        path="partnerships/second/partnership.yaml",
    )
    edit(repository, "email: tom.ellis@", "email: t@", path="partnerships/second/partnership.yaml")
    before = everything(repository)
    code, _, told = leave(repository, "ravi", *ON, "--successor", "tom.ellis@meridian.example")
    assert (code, told) == (
        2,
        (
            "trm: Tom Ellis (tom.ellis@meridian.example) is not known in every charter in which "
            "Ravi "
            "Menon has a part: second. Nothing was changed. Add the successor to the people of "
            "directory.yaml, with the same organisation, or to those of the charters\n"
        ),
    )
    assert everything(repository) == before


def test_nobody_follows_themselves_and_nobody_who_has_left_follows(repository: Path) -> None:
    assert leave(repository, "ada", *ON, "--successor", "Ada Okafor")[2] == (
        "trm: Ada Okafor (ada.okafor@meridian.example) cannot be their own successor\n"
    )
    assert leave(repository, "lena", "--on", "2026-11-01")[0] == 0
    assert leave(repository, "ada", *ON, "--successor", "lena")[2] == (
        "trm: Lena Hart (lena.hart@meridian.example) left on 2026-11-01 and cannot take over; "
        "name someone else with --successor\n"
    )


def test_one_charter_that_cannot_be_changed_keeps_all_as_they_are(repository: Path) -> None:
    edit(repository, LAST, NORA, path=DIRECTORY)
    other = repository / "partnerships/second"
    shutil.copytree(repository / "partnerships/meridian-helix", other)
    with (other / "partnership.yaml").open("a") as file:
        file.write("title: Once more\n")
    before = everything(repository)
    code, said, told = leave(repository, "ada", *ON, "--successor", "nora")
    assert (code, said) == (2, "")
    assert told.startswith("trm: partnerships/second/partnership.yaml: line ")
    assert everything(repository) == before


def test_names_and_ids_of_hostile_people_stay_text(repository: Path) -> None:
    edit(repository, "name: Ravi Menon", 'name: "\\x1b]0;R\\x07*<script>"')
    _, said, _ = leave(repository, "ravi", *ON, "--successor", "tom", "--dry-run")
    assert said.splitlines()[0] == (
        " ]0;R *<script> (ravi.menon@meridian.example) leaves on 2026-11-22."
    )
    _, table, _ = leave(repository, "ravi", *ON, "--dry-run", "--format", "markdown")
    assert "<script>" not in table
    assert "\x1b" not in table


def test_a_charter_that_cannot_be_read_is_said_and_the_others_change(repository: Path) -> None:
    broken = repository / "partnerships/broken/partnership.yaml"
    broken.parent.mkdir()
    broken.write_text("a: [", "utf-8")
    code, said, told = leave(repository, "ada", *ON)
    assert (code, said.splitlines()[2]) == (0, "Changed 1 place in 1 file")
    assert told == (
        "'broken' cannot be read, so nothing was looked for in it; fix it as 'trm check' shows, "
        "and run this command again\n"
    )
