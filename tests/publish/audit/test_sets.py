"""Short names and figures that are hidden are found where several of them stand together."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.running import trm
from tests.support import partnership
from trm_policy.model.audience import Override
from trm_policy.publish.audit import Leak, Search, hidden_values, shown_texts
from trm_policy.publish.audit.sets import FIGURES, NAMES, HiddenSet, figure_sets, name_sets
from trm_policy.views.site_audit import Value

PATH = "partnerships/meridian-helix/partnership.yaml"
PEOPLE = Value("", PATH, "several names")
ORDERS = Value("", "m.csv", "several figures of 'orders'")
SETS = [
    HiddenSet(PEOPLE, NAMES, frozenset({"ada okafor", "tom ellis", "lena hart"})),
    HiddenSet(ORDERS, FIGURES, frozenset({"97 2", "96 8", "1204", "12 75", "940"})),
]
APART = "and so on, word by word, "


def found(page: str, *seen: str, file: str = "page.html") -> list[str]:
    told = Search([], seen, (), SETS).findings(file, page.encode())
    return [one.value.at for one in told if isinstance(one, Leak)]


@pytest.mark.parametrize(
    ("page", "at"),
    [
        ("<li>Ada Okafor</li><li>Tom Ellis</li><li>Lena Hart</li>", ["several names"]),
        ("ADA&nbsp;OKAFOR; Hart, Lena, tom.ellis, Lena Hart", ["several names"]),
        ("Ada Okafor meets Tom Ellis; Ada Okafor thanks him", []),
        ("Nada Okafor, Tom Ellison, Lena Hart", []),
        ("Ada Okafor, Tom Ellis " + 60 * APART + " Lena Hart", []),
        ("<td>97.2<td>96.8<td>1,204<td>12.75", ["several figures of 'orders'"]),
        ('{"values": [940, 1204, 96.8, 97.2]}', ["several figures of 'orders'"]),
        ("<td>97.2<td>96.8<td>1,204<td>97.2", []),
        ("97.21, 196.8, 11204, 0.1275, 9400", []),
        ("97.2" + 30 * APART + "96.8" + 30 * APART + "1204" + 30 * APART + "940", []),
    ],
)
def test_several_together_are_found_and_fewer_are_not(page: str, at: list[str]) -> None:
    assert found(page) == at


def test_what_may_be_seen_elsewhere_counts_for_nothing() -> None:
    page = "Ada Okafor, Tom Ellis, Lena Hart: 97.2, 96.8, 1204, 12.75, 940"
    assert found(page) == ["several names", "several figures of 'orders'"]
    assert found(page, "As Tom Ellis said, 940") == ["several figures of 'orders'"]
    assert found(page, "Tom Ellis: 940 and 1,204 pallets") == []


def test_figures_are_not_looked_for_in_scripts_but_names_are() -> None:
    page = "['Ada Okafor', 'Tom Ellis', 'Lena Hart', 97.2, 96.8, 1204, 940]"
    assert found(page, file="assets/list.js") == ["several names"]


def test_the_sets_of_a_charter_are_what_its_audience_may_not_see() -> None:
    whole = partnership()
    public, inside = Override.parse("public"), Override.parse("internal")
    values = list(hidden_values(whole, public, lambda _: False))
    assert list(shown_texts(whole, public, lambda _: False)) == []
    (names,) = name_sets(values, 11)
    assert names.value == PEOPLE
    assert "tom ellis" in names.texts
    numbers = {97.25, 12, 2026, 1_250_000, True}
    charter, otif, *_ = figure_sets(whole, public, lambda _: False, lambda _: numbers)
    assert (charter.value.at, charter.texts) == (
        "several numbers",
        frozenset({"97 25", "1250000"}),
    )
    assert otif.value.at.startswith("several figures of ")
    seen = figure_sets(whole, inside, lambda _: True, lambda _: numbers)
    assert {one.texts for one in seen} == {frozenset()}


def test_the_finding_names_the_set_and_none_of_it(repository: Path) -> None:
    page = repository / "out/index.html"
    page.parent.mkdir()
    page.write_text("<li>Tom Ellis<li>Nils Dahl<li>Ravi Menon", "utf-8")
    done = trm("site", "audit", "out", "--audience", "public", cwd=repository)
    assert (done.returncode, done.stdout.splitlines()[:2]) == (
        1,
        ["index.html", f"  contains several names of {PATH}, not for public"],
    )
    assert "Tom" not in done.stdout
