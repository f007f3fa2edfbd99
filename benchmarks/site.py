"""How quick the site is, beside plain MkDocs with as many pages of the same size."""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path
from statistics import mean
from typing import Any

import yaml
from _handwritten import as_markdown
from _measure import BIN, ROOT, megabytes, taking_turns, timed, two_cores
from _portfolio import write_portfolio

AIM = 0.4
"""The part of plain MkDocs' wall time that the site may take."""


def main() -> None:
    """Print seconds, peak memory, bytes and the ratio of wall times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--charters", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    two_cores()
    with tempfile.TemporaryDirectory() as name:
        ours, theirs = Path(name, "ours"), Path(name, "theirs")
        charters = write_portfolio(ours, options.charters)
        shutil.copytree(ROOT / "site", ours / "site")
        timed(_trm(), ours)
        write_peer(theirs, charters, wanted=page_size(ours / "build/site"))
        costs = taking_turns([_trm(), _mkdocs()], [ours, theirs], options.rounds)
        sizes = [(page_size(folder), total(folder)) for folder in _built(ours, theirs)]
    print(f"{options.charters} charters, median of {options.rounds} runs")
    for label, cost, size in zip(("trm site build", "mkdocs build"), costs, sizes, strict=True):
        print(
            f"{label:15}{cost.seconds:7.2f} s ({cost.work:.2f} s of processors) "
            f"{megabytes(cost.bytes):>10} at most  "
            f"pages of {size[0] / 1000:.1f} kB, {megabytes(size[1])} in all"
        )
    print(f"ratio of wall times {costs[0].seconds / costs[1].seconds:.3f}  (aim: {AIM})")


def write_peer(folder: Path, charters: list[Path], wanted: float) -> None:
    """Write a plain project of hand-written pages that come out ``wanted`` bytes long.

    It has the site's theme, settings and hand-written pages, and each charter outside of the
    navigation. How many sections that takes is tried on one charter.
    """
    shutil.copytree(ROOT / "site", folder / "site")
    settings = folder / "site" / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    pages = folder / "site" / "docs" / "partnerships"
    pages.mkdir()
    settings.write_text(_without_plugin(text, folder / "site" / "docs"), encoding="utf-8")
    least, more = (_size_with(folder, pages, charters[0], sections) for sections in (10, 40))
    sections = round(10 + 30 * (wanted - least) / (more - least))
    for charter in charters:
        page = pages / f"{charter.parent.name}.md"
        page.write_text(as_markdown(charter, sections), encoding="utf-8")


def page_size(built: Path) -> float:
    """The mean length in bytes of a charter's page in a built site."""
    return mean(page.stat().st_size for page in built.glob("partnerships/*/index.html"))


def total(built: Path) -> int:
    """All bytes of a built site."""
    return sum(path.stat().st_size for path in built.rglob("*") if path.is_file())


def _without_plugin(text: str, docs: Path) -> str:
    """The settings without our plugin, and without what the navigation has from it."""
    settings = yaml.safe_load(text)
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


def _size_with(folder: Path, pages: Path, charter: Path, sections: int) -> float:
    page = pages / f"{charter.parent.name}.md"
    page.write_text(as_markdown(charter, sections), encoding="utf-8")
    timed(_mkdocs(), folder)
    return page_size(folder / "build/site")


def _built(*folders: Path) -> list[Path]:
    return [folder / "build" / "site" for folder in folders]


def _trm() -> list[str]:
    return [str(BIN / "trm"), "site", "build", "--as-of", "2026-11-22"]


def _mkdocs() -> list[str]:
    return [str(BIN / "mkdocs"), "build", "--quiet", "--config-file", "site/mkdocs.yml"]


if __name__ == "__main__":
    main()
