"""The past on the site: timelines, the page of what changed, and its feed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.gitting import ADA, Repo
from tests.publish.browsing import trm
from tests.publish.publishing import published
from tests.support import FOLDER
from trm_policy.history.log import Event, EventKind
from trm_policy.publish.build.charters import SiteOptions
from trm_policy.publish.build.site import HOME, Publication
from trm_policy.publish.page import Link
from trm_policy.publish.past import CHANGES, FEED, Past, Site, as_committed
from trm_policy.source import InMemory

HELIX = "partnerships/meridian-helix.md"
ATTACK = "<img src=x onerror=alert(1)> {{ 7 }} &amp; ]]>"
EVENT = Event(
    at=datetime(2026, 11, 2, 23, 30, tzinfo=UTC),
    partnership="meridian-helix",
    called="meridian-helix",
    title=ATTACK,
    kind=EventKind.WEAKENED,
    sentence=f"weakened: {ATTACK}",
    author=ATTACK,
    commit="0123456789abcdef0123456789abcdef01234567",
    audience="internal",
    weakens=True,
)
ATOM = "{http://www.w3.org/2005/Atom}"


def to(_: str) -> Link:
    return lambda other: f"to/{other}"


def site(past: Past | None, name: Site | None = None) -> Publication:
    return published(
        options=SiteOptions(past=past, site=name or Site("Partnerships")), link_from=to
    )


def entries(feed: str) -> list[dict[str, str]]:
    found = ET.fromstring(feed).findall(f"{ATOM}entry")
    return [
        {
            "id": one.findtext(f"{ATOM}id", ""),
            "title": one.findtext(f"{ATOM}title", ""),
            "updated": one.findtext(f"{ATOM}updated", ""),
            "author": one.findtext(f"{ATOM}author/{ATOM}name", ""),
            "link": link.get("href", "") if (link := one.find(f"{ATOM}link")) is not None else "",
        }
        for one in found
    ]


def test_texts_of_commits_stay_text_on_every_page_and_in_the_feed() -> None:
    done = site(Past([EVENT], {"meridian-helix": [EVENT]}))
    for path in (HELIX, CHANGES):
        assert "<img" not in done.pages[path].html
        assert done.pages[path].html.count("&lt;img src=x onerror=alert(1)&gt;") >= 2
    summary = ET.fromstring(done.files[FEED]).findtext(f"{ATOM}entry/{ATOM}summary")
    assert summary == "weakened: &lt;img src=x onerror=alert(1)&gt; {{ 7 }} &amp;amp; ]]&gt;"


def test_the_feed_knows_each_event_by_partnership_commit_and_kind() -> None:
    past = Past([EVENT, replace(EVENT, partnership="gone", called="gone <x>", author="")])
    with_address = site(past, Site("Partners", "https://meridian.example/p/")).files[FEED]
    without = site(past, Site("Partners")).files[FEED]
    first = {
        "id": f"tag:trm-policy.invalid,2026:meridian-helix/{EVENT.commit}/weakened",
        "title": f"{ATTACK}: weakened: {ATTACK}",
        "updated": "2026-11-02T23:30:00+00:00",
        "author": ATTACK,
        "link": f"https://meridian.example/p/to/{HELIX}",
    }
    second = {
        **first,
        "id": f"tag:trm-policy.invalid,2026:gone%20%3Cx%3E/{EVENT.commit}/weakened",
        "author": "",
        "link": f"https://meridian.example/p/to/{CHANGES}",
    }
    assert entries(with_address) == [first, second]
    assert [one["link"] for one in entries(without)] == [f"to/{HELIX}", f"to/{CHANGES}"]


def test_a_feed_without_an_event_is_of_the_day_of_the_site() -> None:
    feed = ET.fromstring(site(Past()).files[FEED])
    assert feed.findtext(f"{ATOM}updated") == "2026-11-22T00:00:00+00:00"


def test_a_page_shows_the_last_thirty_events() -> None:
    events = [replace(EVENT, sentence=f"event {number}.") for number in range(40)]
    html = site(Past(events, {"meridian-helix": events})).pages[HELIX].html
    assert re.findall(r"Event (\d+)\.", html) == [str(number) for number in range(30)]


def test_where_git_could_not_be_asked_there_is_no_feed_and_no_timeline() -> None:
    done = site(Past(known=False))
    assert [path for path in done.files if path.endswith(".xml")] == []
    assert "could not be read when this site was built" in done.pages[CHANGES].html
    assert 'id="history"' not in done.pages[HELIX].html


def test_without_a_past_the_pages_say_nothing_of_it() -> None:
    done = site(None)
    assert CHANGES not in done.pages
    assert "What changed" not in done.pages[HOME].html


class TestASite:
    @pytest.fixture
    def repo(self, tmp_path: Path) -> Repo:
        repo = Repo.with_the_complete_portfolio(tmp_path / "governance")
        repo.edit(("target: {value: 98, by", "target: {value: 95, by"))
        repo.commit(author=ADA)
        return repo

    def built(self, repo: Repo, *words: str) -> Path:
        out = repo.root.parent / "out"
        words = ("--strict", "--as-of", "2026-11-22", "--output", str(out), *words)
        result = trm("-C", str(repo.root), "site", "build", *words)
        assert (result.exception, result.return_value) == (None, 0), result.output
        return out

    def test_tells_what_was_committed(self, repo: Repo) -> None:
        out = self.built(repo)
        sentence = "target of On time in full: 98 → 95 %, by 2027-12-31"
        for page in ("partnerships/meridian-helix", "changes"):
            html = (out / page / "index.html").read_text()
            assert sentence in html
            assert "Ada Okafor, <code>" in html
        newest = entries((out / FEED).read_text())[0]
        assert newest["title"].endswith(f"weakened without approval: {sentence}")
        assert newest["link"] == "partnerships/meridian-helix/"
        assert 'href="../changes.xml"' in (out / "changes/index.html").read_text()
        assert 'href="changes/"' in (out / "index.html").read_text()

    def test_of_a_revision_tells_what_was_known_then(self, repo: Repo) -> None:
        page = self.built(repo, "--at", "HEAD~1") / "changes/index.html"
        assert "98 → 95" not in page.read_text()
        assert "Created: active, version 2.1.3" in page.read_text()

    def test_as_of_a_day_tells_what_was_known_then(self, repo: Repo) -> None:
        repo.hours = 22 * 24
        repo.edit(("target: {value: 95, by", "target: {value: 96, by"))
        repo.commit(author=ADA)
        page = (self.built(repo) / "changes/index.html").read_text()
        assert ("98 → 95" in page, "95 → 96" in page) == (True, False)

    def test_names_authors_to_others_only_where_the_settings_say_so(self, repo: Repo) -> None:
        told = []
        for setting in ("", "publish_authors = true\n"):
            repo.write("trm.toml", setting)
            html = (self.built(repo, "--audience", "partner") / "changes/index.html").read_text()
            log_ = trm("-C", str(repo.root), "log", "--portfolio", "--audience", "partner").output
            assert "98 → 95" in html
            told.append(("Ada Okafor, <code>" in html, "(Ada Okafor, " in log_))
        assert told == [(False, False), (True, True)]


def test_nothing_is_told_to_others_of_the_past_of_a_charter_that_is_not_as_committed() -> None:
    committed = InMemory({f"partnerships/{name}/partnership.yaml": b"a: 1\n" for name in "abc"})
    shown = InMemory(
        {
            "partnerships/a/partnership.yaml": b"a: 1\r\n",
            "partnerships/b/partnership.yaml": b"a: 1\naudience: internal\n",
        }
    )
    events = [replace(EVENT, partnership=name) for name in ("a", "b", "c", "gone")]
    past = Past(events, {one.partnership: [one] for one in events})

    told = as_committed(past, committed, shown, FOLDER)

    assert [one.partnership for one in told.latest] == ["a", "gone"]
    assert list(told.lives) == ["a", "gone"]


def test_nothing_is_told_of_what_was_committed_after_the_day_of_the_site() -> None:
    later = replace(EVENT, at=datetime(2026, 11, 3, 0, 30, tzinfo=UTC))
    past = Past([later, EVENT], {"meridian-helix": [later, EVENT]})

    assert past.until(date(2026, 11, 2)) == Past([EVENT], {"meridian-helix": [EVENT]})
    assert past.until(date(2026, 11, 3)) == past
