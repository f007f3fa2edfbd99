"""``trm portfolio graph`` as its users run it."""

from __future__ import annotations

import json
from pathlib import Path

from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from tests.running import edit, trm

DAY = ("--as-of", "2026-11-22")


class Xml(SingleFileSnapshotExtension):
    _write_mode = WriteMode.TEXT
    file_extension = "graphml"


def graph(folder: Path, *words: str) -> tuple[int, str, str]:
    done = trm("portfolio", "graph", *words, *DAY, cwd=folder)
    return done.returncode, done.stdout, done.stderr


def test_the_network_is_told_partnership_by_partnership(repository: Path) -> None:
    assert graph(repository) == (
        0,
        """\
1 partnership, 2 organisations, 8 people, 0 dependencies

Meridian Foods and Helix Cold Chain (partnership:meridian-helix)
  party: Helix Cold Chain AB, supplier
  party: Meridian Foods plc, buyer
  people (parts): Ada Okafor (3), Lena Hart (5), Jonas Lindqvist (3), Mikael Berg (10), \
Nils Dahl (9), Ravi Menon (11), Sofia Ek (11), Tom Ellis (7)
""",
        "",
    )


def test_json_is_as_agreed(repository: Path, snapshot: SnapshotAssertion) -> None:
    code, said, _ = graph(repository, "--format", "json")
    assert code == 0
    assert json.loads(said) == snapshot(extension_class=JSONSnapshotExtension)


def test_graphml_is_as_agreed(repository: Path, snapshot: SnapshotAssertion) -> None:
    code, said, _ = graph(repository, "--format", "graphml")
    assert code == 0
    assert said == snapshot(extension_class=Xml)


def test_the_ripple_of_a_person_names_the_goals_and_kpis_that_hang_on_them(
    repository: Path,
) -> None:
    charter = "partnerships/meridian-helix/partnership.yaml"
    assert graph(repository, "--if-lost", "nils") == (
        0,
        f"""\
If Nils Dahl (person:meridian-helix/nils) is lost

1 step away (1)
  Meridian Foods and Helix Cold Chain (partnership:meridian-helix): Nils Dahl: owner of the KPI \
'temperature-excursions'; co-chair of the committee 'operations'; consulted on the decision \
'demand-forecast'; responsible for the decision 'peak-capacity'; contact of Helix Cold Chain AB \
on the escalation level 'operations'; owner of what is shared as 'driver-rota'; owner of the risk \
'depot-loss'; owner of the commitment 'peak-capacity'; part of the touchpoint 'loading'

Goals and KPIs that depend on it (2)
  goal 'freshness' of meridian-helix: Every chilled pallet arrives inside its freshness window.  \
[{charter}:114]
  KPI 'temperature-excursions' of meridian-helix: Temperature excursions  [{charter}:159]
""",
        "",
    )


def test_json_of_a_ripple_is_as_agreed(repository: Path, snapshot: SnapshotAssertion) -> None:
    _, said, _ = graph(repository, "--if-lost", "helix", "--format", "json")
    assert json.loads(said) == snapshot(extension_class=JSONSnapshotExtension)


def test_hostile_names_stay_text_in_markdown_and_on_a_terminal(repository: Path) -> None:
    edit(repository, "name: Nils Dahl", 'name: "\\x1b[2J|<b>\\u202e"')
    for words in ((), ("--if-lost", "nils")):
        assert "\x1b" not in graph(repository, *words)[1]
        table = graph(repository, *words, "--format", "markdown")[1]
        assert not {"\x1b", "<b>", "\u202e"} & {
            part for part in ("\x1b", "<b>", "\u202e") if part in table
        }


def test_a_ripple_is_no_graphml(repository: Path) -> None:
    code, said, told = graph(repository, "--if-lost", "nils", "--format", "graphml")
    assert (code, said) == (2, "")
    assert "'--if-lost' is shown as text, json or markdown, not as graphml" in told
