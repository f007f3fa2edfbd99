"""``trm people where`` as its users run it."""

from __future__ import annotations

import json
from pathlib import Path

from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from tests.running import edit, trm

DAY = ("--as-of", "2026-11-22")


def where(folder: Path, *words: str) -> tuple[int, str, str]:
    done = trm("people", "where", *words, *DAY, cwd=folder)
    return done.returncode, done.stdout, done.stderr


def test_each_place_is_told_with_its_role_and_line(repository: Path) -> None:
    charter = "partnerships/meridian-helix/partnership.yaml"
    assert where(repository, "tom") == (
        0,
        f"""\
Tom Ellis (tom.ellis@meridian.example) is named in 11 places, 9 of them today

meridian-helix
  today  role                                                                place
  no     listed among the charter's people                                   {charter}:64
  yes    deputy of Ravi Menon                                                {charter}:63
  yes    co-chair of the committee 'operations'                              {charter}:241
  yes    responsible for the decision 'demand-forecast'                      {charter}:255
  yes    consulted on the decision 'peak-capacity'                           {charter}:262
  yes    contact of Meridian Foods plc on the escalation level 'operations'  {charter}:280
  yes    owner of what is shared as 'demand-forecast'                        {charter}:350
  yes    owner of the risk 'forecast-drift'                                  {charter}:390
  yes    part of the touchpoint 'loading'                                    {charter}:420
  no     raised the escalation 2026-003                                      \
partnerships/meridian-helix/escalations/2026-003.md:4
  yes    open action due 2026-12-01: Publish the forecast error by store     \
partnerships/meridian-helix/reviews/2026-10-20-qbr.md:16
""",
        "",
    )


def test_json_of_somebody_in_several_charters_is_as_agreed(
    repository: Path, snapshot: SnapshotAssertion
) -> None:
    code, said, _ = where(repository, "Ada Okafor", "--format", "json")
    assert code == 0
    assert json.loads(said) == snapshot(extension_class=JSONSnapshotExtension)


def test_an_unknown_person_is_answered_with_the_nearest(repository: Path) -> None:
    assert where(repository, "sofja") == (
        2,
        "",
        "trm: no one in these charters is called 'sofja'; did you mean 'sofia'?\n",
    )


def test_a_word_for_several_people_is_asked_back(repository: Path) -> None:
    edit(repository, "name: Nils Dahl", "name: Tom Ellis")
    assert where(repository, "Tom Ellis") == (
        2,
        "",
        (
            "trm: 'Tom Ellis' could be several people; choose from: Tom Ellis "
            "(nils.dahl@helix.example): nils.dahl@helix.example, Tom Ellis "
            "(tom.ellis@meridian.example): tom.ellis@meridian.example\n"
        ),
    )


def test_a_name_can_neither_steer_a_terminal_nor_break_a_table(repository: Path) -> None:
    edit(repository, "name: Tom Ellis", 'name: "T\\u202e\\x1b[31m | <b>x</b>"')
    _, text, _ = where(repository, "tom")
    assert text.splitlines()[0] == (
        "T  [31m | <b>x</b> (tom.ellis@meridian.example) is named in 11 places, 9 of them today"
    )
    _, table, _ = where(repository, "tom", "--format", "markdown")
    assert table.splitlines()[0].startswith("# T  &#91;31m &#124; &#60;b&#62;x&#60;/b&#62;")


def test_a_charter_that_cannot_be_read_is_said(repository: Path) -> None:
    broken = repository / "partnerships/aire-scales/partnership.yaml"
    broken.parent.mkdir()
    broken.write_text("a: [", "utf-8")
    code, said, told = where(repository, "ada", "--format", "json")
    assert (code, told) == (0, "'aire-scales' cannot be read; 'trm check' shows why\n")
    assert json.loads(said)["unread"] == ["aire-scales"]


def test_a_name_is_found_without_its_marks_unless_somebody_is_called_just_so(
    repository: Path,
) -> None:
    edit(repository, "name: Tom Ellis", "name: Łukasz Ångström")
    assert where(repository, "lukasz angstrom")[1].startswith("Łukasz Ångström (")
    edit(repository, "name: Ravi Menon", "name: Lukasz Angstrom")
    assert where(repository, "Lukasz Angstrom")[1].startswith("Lukasz Angstrom (ravi")
    assert where(repository, "ŁUKASZ ÅNGSTRÖM")[1].startswith("Łukasz Ångström (tom")
    assert "could be several people" in where(repository, "lukasz ångstrom")[2]
