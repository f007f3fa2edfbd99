"""A site that is made again and again: what is kept never changes an answer."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from trm_policy.errors import TrmError
from trm_policy.history.log import Event
from trm_policy.history.log.event import EventKind
from trm_policy.judging.settings import read_settings
from trm_policy.model.audience import Override
from trm_policy.publish.build import charters
from trm_policy.publish.build.cache import PageCache
from trm_policy.publish.build.charters import SiteOptions
from trm_policy.publish.build.site import Publication, judge_of, publish
from trm_policy.publish.charts.gallery import Gallery
from trm_policy.publish.page import Link
from trm_policy.publish.past import Past
from trm_policy.source import InMemory

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
HELIX = "partnerships/meridian-helix/partnership.yaml"
FORECAST = "partnerships/chilled-forecast/partnership.yaml"
Files = dict[str, bytes]
PICTURES = Gallery()
"""A chart is the same in every site, and drawn once."""


CHARTERS = (
    *("aire-scales", "calder-mill-neighbours", "chilled-forecast", "connacht-provisions"),
    "meridian-helix",
)
"""Those with what is edited: one that names another, one under a policy, one that hides a field."""


def reference() -> Files:
    """Of the reference organisation some charters, and all policies and settings."""
    folder = ROOT / "partnerships"
    paths = [path for name in CHARTERS for path in folder.joinpath(name).rglob("*")]
    paths += [folder / "directory.yaml", *ROOT.joinpath("schemas").glob("*"), ROOT / "trm.toml"]
    return {p.relative_to(ROOT).as_posix(): p.read_bytes() for p in paths if p.is_file()}


def changed(files: Files, path: str, old: str, new: str) -> Files:
    text = files[path].decode()
    assert old in text
    return {**files, path: text.replace(old, new, 1).encode()}


def renamed(files: Files, old: str, new: str) -> Files:
    """A partnership under another id, wherever it is named."""
    return {
        name.replace(f"partnerships/{old}/", f"partnerships/{new}/"): raw.replace(
            old.encode(), new.encode()
        )
        for name, raw in files.items()
    }


def at(path: str) -> Link:
    return lambda other: f"{path} -> {other}"


def elsewhere(path: str) -> Link:
    return lambda other: f"{path} => {other}"


def site(  # noqa: PLR0913 - what a site is made from, and by what
    files: Files,
    cache: PageCache | None = None,
    *,
    options: SiteOptions | None = None,
    now: datetime = NOW,
    processes: int = 1,
    link_from: Callable[[str], Link] = at,
) -> Publication:
    source = InMemory(dict(sorted(files.items())))
    judge = judge_of(source, read_settings(source).partnerships, now)
    drawn = replace(options or SiteOptions(), gallery=PICTURES)
    return publish(judge, link_from, drawn, cache, processes)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The charters whose pages were made, not kept, in order."""
    names: list[str] = []
    page = charters.charter_page

    def noted(view: charters.CharterView, links: charters.PageLinks) -> charters.Page:
        names.append(view.partnership.id)
        return page(view, links)

    monkeypatch.setattr(charters, "charter_page", noted)
    return names


BEFORE = reference()
EDITS: dict[str, Files] = {
    "a charter": changed(BEFORE, HELIX, "title: Meridian Foods and", "title: Meridian and"),
    "a charter that others name": changed(BEFORE, HELIX, "audience: partner", "audience: internal"),
    "a record": changed(
        BEFORE, "partnerships/meridian-helix/measurements.csv", "2026-10,97.2", "2026-10,91.2"
    ),
    "the directory": changed(BEFORE, "partnerships/directory.yaml", "Be the freshest", "Be a"),
    "the settings": changed(
        BEFORE, "trm.toml", "[waivers]", "[rules]\nkpi-count = 'off'\n[waivers]"
    ),
    "the folder of policies": changed(BEFORE, "trm.toml", '["schemas"]', '["other"]'),
    "a policy": changed(
        BEFORE, "schemas/public-sector.yaml", "severity: error", "severity: warning"
    ),
    "a charter that cannot be read": {**BEFORE, HELIX: b"title: 'never closed\n"},
    "a charter that is gone": {
        name: raw for name, raw in BEFORE.items() if "/meridian-helix/" not in name
    },
    "another id": renamed(BEFORE, "meridian-helix", "meridian-cold"),
    "another id of a party": changed(BEFORE, HELIX, "  helix:", "  cold:"),
    "another audience of a field": changed(
        BEFORE,
        "partnerships/connacht-provisions/partnership.yaml",
        "visibility: {kpis.revenue-synergy: internal}",
        "visibility: {kpis.revenue-synergy: public}",
    ),
    "another charter": {
        **BEFORE,
        "partnerships/aire-twin/partnership.yaml": BEFORE[
            "partnerships/aire-scales/partnership.yaml"
        ],
    },
    "nothing": BEFORE,
}
UNSEEN = {"a policy", "the folder of policies", "nothing"}
"""What no page of the site tells of."""


def options_for(audience: str) -> SiteOptions:
    return SiteOptions(Override.parse(audience))


@cache
def unchanged(audience: str) -> Publication:
    return site(BEFORE, options=options_for(audience))


@cache
def remembered(audience: str) -> PageCache:
    """What is remembered of the site before any change, to be copied."""
    kept = PageCache()
    site(BEFORE, kept, options=options_for(audience))
    return kept


@pytest.mark.parametrize("audience", ["internal", "partner"])
@pytest.mark.parametrize("edit", list(EDITS))
def test_after_a_change_a_site_is_the_same_with_a_cache_and_without(
    edit: str, audience: str
) -> None:
    cache, options = deepcopy(remembered(audience)), options_for(audience)
    after = site(EDITS[edit], cache, options=options)
    assert after == site(EDITS[edit], options=options)
    if audience == "internal":
        assert (after == unchanged(audience)) is (edit in UNSEEN)
    assert site(BEFORE, cache, options=options) == unchanged(audience)


def test_one_cache_serves_one_audience_after_the_other() -> None:
    cache = PageCache()
    for name in ("internal", "public", "partner", "partner:helix", "internal"):
        assert site(BEFORE, cache, options=options_for(name)) == unchanged(name)


def test_a_party_that_no_charter_has_is_refused_with_a_cache_too() -> None:
    cache, options = PageCache(), SiteOptions(Override.parse("partner:helicks"))
    said = set()
    for _ in range(2):
        with pytest.raises(TrmError) as refusal:
            site(BEFORE, cache, options=options)
        said.add(str(refusal.value))
    assert said == {"no charter has a party 'helicks'; did you mean 'helix'?"}


def test_pages_at_other_addresses_are_made_anew() -> None:
    cache = PageCache()
    site(BEFORE, cache)
    assert site(BEFORE, cache, link_from=elsewhere) == site(BEFORE, link_from=elsewhere)


def test_what_happened_since_is_told() -> None:
    event = Event(
        *(NOW, "meridian-helix", "meridian-helix", "Meridian and Helix"),
        *(EventKind.AGREED, "Both parties agreed to 2026.2", "Ravi Menon", "a" * 40, "partner"),
    )
    cache, options = PageCache(), SiteOptions(past=Past((event,), {"meridian-helix": (event,)}))
    site(BEFORE, cache, options=SiteOptions(past=Past()))
    after = site(BEFORE, cache, options=options)
    assert after == site(BEFORE, options=options)
    assert "agreed to 2026.2" in after.pages["partnerships/meridian-helix.md"].html


def test_only_what_a_change_touches_is_made_anew(made: list[str]) -> None:
    cache = PageCache()
    site(BEFORE, cache)
    made.clear()
    site(EDITS["a record"], cache)
    assert made == ["meridian-helix"]


def test_a_new_title_is_told_wherever_it_is_named(made: list[str]) -> None:
    cache = PageCache()
    site(BEFORE, cache)
    made.clear()
    after = site(EDITS["a charter"], cache)
    assert made == ["chilled-forecast", "meridian-helix"]
    assert "Meridian and Helix Cold Chain" in after.pages["partnerships/chilled-forecast.md"].html


def test_another_instant_makes_everything_anew_unless_instants_stand_for_later_ones(
    made: list[str],
) -> None:
    cache, hour = PageCache(), timedelta(hours=1)
    site(BEFORE, cache)
    made.clear()
    cache.lasting = hour
    site(BEFORE, cache, now=NOW + hour)
    assert made == []
    cache.lasting = timedelta(0)
    site(BEFORE, cache, now=NOW + hour)
    assert len(made) == len(CHARTERS)


@pytest.mark.parametrize(
    ("later", "lasting"),
    [
        (timedelta(hours=1, seconds=1), timedelta(hours=1)),
        (timedelta(seconds=-1), timedelta(hours=1)),
        (timedelta(hours=15), timedelta(days=2)),
    ],
)
def test_a_page_stands_for_a_while_of_its_day_and_no_longer(
    made: list[str], later: timedelta, lasting: timedelta
) -> None:
    cache = PageCache()
    site(BEFORE, cache)
    made.clear()
    cache.lasting = lasting
    site(BEFORE, cache, now=NOW + later)
    assert made == list(CHARTERS)


SEVERAL = """
import resource
from tests.publish.test_cache import BEFORE, site
many = BEFORE | {
    name.replace("/aire-scales/", f"/copy-{number}/"): raw
    for number in range(20)
    for name, raw in BEFORE.items()
    if "/aire-scales/" in name
}
several = site(many, processes=2)
print(several == site(many), resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime > 0)
"""


def test_several_processes_make_the_same_site() -> None:
    """In a process of its own, because one that has drawn charts makes no others."""
    words = [sys.executable, "-c", SEVERAL]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("True True\n", "")
