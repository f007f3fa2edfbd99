"""What the site costs, beside plain MkDocs with as many pages of the same size."""

from __future__ import annotations

import argparse
import shutil
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any

import yaml
from _answers import same_site
from _handwritten import as_markdown
from _measure import BIN, ROOT, Cost, aimed, megabytes, taking_turns, timed, two_cores
from _parts import parts
from _portfolio import write_portfolio
from _runs import fresh_folder, print_growth
from mkdocs.utils.yaml import yaml_load

AIM = 0.4
"""The part of plain MkDocs' processor time that the site may take."""
OURS, PEER = "trm site build", "mkdocs build"


@dataclass(frozen=True, slots=True)
class Built:
    """A built site: what it cost, its pages about partnerships, their mean length, all bytes."""

    cost: Cost
    pages: int
    length: float
    bytes: int


@dataclass(frozen=True, slots=True)
class Compared:
    """A portfolio's site beside plain MkDocs; ``first`` is the build that draws all charts.

    ``said`` are lines about it: whether answers are as ever, and where the time goes.
    """

    first: Cost
    ours: Built
    peer: Built
    said: tuple[str, ...]


def main() -> None:
    """Print seconds, memory, pages a second and bytes at each size, the ratio, and the growth."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--charters", type=int, nargs="+", default=[100, 300, 1000])
    parser.add_argument("--rounds", type=int, default=1)
    options = parser.parse_args()
    two_cores()
    sizes = sorted(options.charters)
    found = {}
    for size in sizes:
        found[size] = _compared(size, options.rounds, closely=size == sizes[0])
        _print(size, found[size])
    costs = {size: {OURS: one.ours.cost, PEER: one.peer.cost} for size, one in found.items()}
    print_growth("charter", costs, {OURS: OURS, PEER: PEER})


def _compared(size: int, rounds: int, *, closely: bool) -> Compared:
    with fresh_folder() as folder:  # in whose cache no chart is drawn yet
        ours, theirs = folder / "ours", folder / "theirs"
        charters = write_portfolio(ours, size)
        shutil.copytree(ROOT / "site", ours / "site")
        said = [same_site(ours)] if closely else []
        first = timed(_trm(), ours)
        if closely:
            said += ["where a second build goes, by cProfile:", *parts(_trm()[1:], ours)]
        write_peer(theirs, charters, pages(ours / "build/site"))
        costs = taking_turns([_trm(), _mkdocs()], [ours, theirs], rounds)
        return Compared(first, _built(costs[0], ours), _built(costs[1], theirs), tuple(said))


def _built(cost: Cost, folder: Path) -> Built:
    site = folder / "build" / "site"
    lengths = pages(site)
    return Built(cost, len(lengths), mean(lengths), total(site))


def _print(size: int, found: Compared) -> None:
    print(f"{size:,} charters", *found.said, sep="\n  ")
    print(f"  {'first, all charts drawn':23}{found.first}")
    for label, one in ((OURS, found.ours), (PEER, found.peer)):
        print(
            f"  {label:23}{one.cost}  "
            f"{one.pages:,} pages of {one.length / 1000:.1f} kB, "
            f"{megabytes(one.bytes)} in all"
        )
    for name, cost in (("first", found.first), ("later", found.ours.cost)):
        print(f"  {name} {aimed(cost.work / found.peer.cost.work, AIM)}", flush=True)


def write_peer(folder: Path, charters: list[Path], wanted: list[int]) -> None:
    """Write a plain project of as many hand-written pages, as long on average as ``wanted``.

    It has the site's theme, settings and hand-written pages, and each page about a partnership
    outside of the navigation. How many sections that takes is tried on one charter.
    """
    shutil.copytree(ROOT / "site", folder / "site")
    settings = folder / "site" / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    written = folder / "site" / "docs" / "partnerships"
    written.mkdir()
    settings.write_text(_without_plugin(text, folder / "site" / "docs"), encoding="utf-8")
    least, more = (_size_with(folder, written, charters[0], sections) for sections in (4, 40))
    sections = max(round(4 + 36 * (mean(wanted) - least) / (more - least)), 1)
    for number in range(len(wanted)):
        page = as_markdown(charters[number % len(charters)], sections)
        (written / f"page-{number}.md").write_text(page, encoding="utf-8")


def pages(built: Path) -> list[int]:
    """The lengths in bytes of the pages about partnerships in a built site."""
    return [page.stat().st_size for page in built.glob("partnerships/**/index.html")]


def total(built: Path) -> int:
    """All bytes of a built site."""
    return sum(path.stat().st_size for path in built.rglob("*") if path.is_file())


def _without_plugin(text: str, docs: Path) -> str:
    """The settings without our plugin, and without what the navigation has from it."""
    settings = yaml_load(text)
    settings["plugins"] = [one for one in settings["plugins"] if "trm" not in one]
    settings["nav"] = _there(settings["nav"], docs)
    return yaml.safe_dump(settings, sort_keys=False)


def _there(nav: Any, docs: Path) -> Any:
    """The part of a navigation whose pages somebody wrote; None where nobody wrote any."""
    if isinstance(nav, str):
        return nav if (docs / nav).is_file() else None
    if isinstance(nav, dict):
        return {title: kept for title, one in nav.items() if (kept := _there(one, docs))} or None
    return [kept for one in nav if (kept := _there(one, docs))] or None


def _size_with(folder: Path, written: Path, charter: Path, sections: int) -> float:
    page = written / "tried.md"
    page.write_text(as_markdown(charter, sections), encoding="utf-8")
    timed(_mkdocs(), folder)
    page.unlink()
    return mean(pages(folder / "build/site"))


def _trm() -> list[str]:
    return [str(BIN / "trm"), "site", "build", "--as-of", "2026-11-22"]


def _mkdocs() -> list[str]:
    return [str(BIN / "mkdocs"), "build", "--quiet", "--config-file", "site/mkdocs.yml"]


if __name__ == "__main__":
    main()
