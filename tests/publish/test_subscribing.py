"""What one can subscribe to: calendars, feeds and data beside the pages of a site."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from posixpath import dirname, join, normpath, relpath
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from icalendar import Calendar
from jsonschema import Draft202012Validator
from jsonschema.validators import validator_for
from syrupy.assertion import SnapshotAssertion

from tests.publish.hostile import ATTACK, hostile_files
from tests.publish.publishing import NOW, PICTURES, SHARED, published
from tests.support import CHARTER, FOLDER, edited
from trm_policy.history.log import Event, EventKind
from trm_policy.model.audience import Override
from trm_policy.publish.build.cache import PageCache
from trm_policy.publish.build.charters import SiteOptions
from trm_policy.publish.build.site import Publication, judge_of, publish
from trm_policy.publish.page import Link
from trm_policy.publish.past import Past, Site
from trm_policy.source import WorkTree

REPOSITORY = Path(__file__).parents[2]
HELIX = "partnerships/meridian-helix/"
EVENT = Event(
    at=datetime(2026, 11, 2, 23, 30, tzinfo=UTC),
    partnership="meridian-helix",
    called="meridian-helix",
    title="Meridian Foods and Helix Cold Chain",
    kind=EventKind.WEAKENED,
    sentence=f"weakened: {ATTACK.splitlines()[0]}",
    author="Ada Okafor",
    commit="0123456789abcdef0123456789abcdef01234567",
    audience="partner",
    weakens=True,
)
SITE = Site("Partners", "https://meridian.example/p/")
PAST = Past([EVENT], {"meridian-helix": [EVENT]})
ATOM = "{http://www.w3.org/2005/Atom}"


def link_from(path: str) -> Link:
    """As a site without directories for its pages has it."""
    return lambda other: relpath(other, dirname(path) or ".")


def site(
    files: Mapping[str, bytes] | None = None,
    audience: str = "internal",
    past: Past | None = PAST,
    cache: PageCache = SHARED,
) -> Publication:
    options = SiteOptions(Override.parse(audience), past, SITE)
    return published(files, options, link_from, cache=cache)


def file(done: Publication, path: str) -> bytes:
    made = done.files[path]
    return made.encode() if isinstance(made, str) else made


def data(done: Publication, path: str) -> Any:
    return json.loads(file(done, path))


def closed(schema: Any) -> Any:
    """The schema as it is, but for keys that it does not name, which it refuses."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    shut = {"additionalProperties": False} if "required" in schema else {}
    return {name: closed(value) for name, value in schema.items()} | shut


def require_valid(done: Publication, path: str) -> Any:
    """The data at a path, which are exactly as the schema that they name says."""
    found = data(done, path)
    schema = data(done, normpath(join(dirname(path), found["$schema"])))
    validator_for(schema).check_schema(schema)
    checker = Draft202012Validator.FORMAT_CHECKER
    errors = Draft202012Validator(closed(schema), format_checker=checker).iter_errors(found)
    assert [f"{one.json_path}: {one.message}" for one in errors] == []
    return found


def test_the_data_of_the_complete_charter_are_exactly_as_agreed(
    snapshot: SnapshotAssertion,
) -> None:
    assert file(site(), f"{HELIX}charter.json").decode() == snapshot


def test_the_feed_of_a_charter_is_exactly_as_agreed(snapshot: SnapshotAssertion) -> None:
    assert file(site(), f"{HELIX}changes.xml").decode() == snapshot


@pytest.mark.parametrize("audience", ["internal", "partner", "partner:helix", "public"])
def test_everything_told_of_the_reference_portfolio_is_as_the_schemas_say(audience: str) -> None:
    judge = judge_of(WorkTree(REPOSITORY), FOLDER, NOW)
    options = SiteOptions(Override.parse(audience), PAST, SITE, gallery=PICTURES)
    done = publish(judge, link_from, options, SHARED)
    whole = require_valid(done, "portfolio.json")
    told = [require_valid(done, one["links"]["data"]) for one in whole["partnerships"]]
    shared = ("id", "title", "tier", "stage", "status", "charter_version", "lights")
    assert [[one[key] for key in shared] for one in told] == [
        [one[key] for key in shared] for one in whole["partnerships"]
    ]
    assert sorted(path for path in done.files if path.endswith("/charter.json")) == sorted(
        one["links"]["data"] for one in whole["partnerships"]
    )
    assert len(told) > 0


def test_hostile_texts_stay_text_in_every_file() -> None:
    done = site(hostile_files(), past=Past([EVENT], {"texts": [EVENT]}))
    calendars = [path for path in done.files if path.endswith(".ics")]
    assert len(calendars) > 4
    for path in calendars:
        found = Calendar.from_ical(file(done, path))
        assert {one.name for one in found.subcomponents} <= {"VEVENT", "VTIMEZONE"}
        assert {"ATTACH", "URL", "VALARM"} & {name for one in found.events for name in one} == set()
        assert max(map(len, file(done, path).split(b"\r\n"))) <= 75
    for row in require_valid(done, "portfolio.json")["partnerships"]:
        require_valid(done, row["links"]["data"])
        ET.fromstring(file(done, row["links"]["feed"]))
    assert data(done, "partnerships/texts/charter.json")["title"] == ATTACK
    assert all(set(path) <= set("abcdefghijklmnopqrstuvwxyz0123456789-./") for path in done.files)


def test_every_link_of_the_data_leads_to_what_is_there() -> None:
    done = site()
    for path in (f"{HELIX}charter.json", "portfolio.json"):
        found = data(done, path)
        rows = found.get("partnerships", [found])
        for way in (way for row in rows for way in row["links"].values()):
            there = normpath(join(dirname(path), way))
            assert there in done.files or there in done.pages, way


def test_the_page_of_a_charter_leads_to_its_calendar_feed_and_data() -> None:
    html = site().pages["partnerships/meridian-helix.md"].html
    for name in ("calendar.ics", "changes.xml", "charter.json"):
        assert f'href="meridian-helix/{name}"' in html
    assert 'aria-label="Calendar of Nils Dahl"' in html


def test_without_a_past_there_is_no_feed_and_no_link_to_one() -> None:
    done = site(past=Past(known=False))
    assert [path for path in done.files if path.endswith(".xml")] == []
    assert data(done, f"{HELIX}charter.json")["links"]["feed"] is None
    assert "Feed of changes" not in done.pages["partnerships/meridian-helix.md"].html


def test_addresses_in_a_feed_are_told_from_where_the_site_is() -> None:
    done = site()
    feed = ET.fromstring(file(done, f"{HELIX}changes.xml"))
    links = {one.get("rel"): one.get("href") for one in feed.findall(f"{ATOM}link")}
    assert links == {
        "alternate": "https://meridian.example/p/partnerships/meridian-helix.md",
        "self": f"https://meridian.example/p/{HELIX}changes.xml",
    }
    entry = feed.find(f"{ATOM}entry/{ATOM}link")
    assert entry is not None
    assert entry.get("href") == links["alternate"]
    whole = ET.fromstring(file(done, "changes.xml"))
    ids = [one.findtext(f"{ATOM}entry/{ATOM}id") for one in (feed, whole)]
    assert ids[0] == ids[1]
    assert feed.findtext(f"{ATOM}id") != whole.findtext(f"{ATOM}id")


def test_everybody_with_something_to_do_has_a_calendar_and_one_alone() -> None:
    done = site()
    calendars = {
        path: Calendar.from_ical(file(done, path))
        for path in done.files
        if path.startswith("people/")
    }
    names = {str(one["NAME"]): len(one.events) for one in calendars.values()}
    assert names["Nils Dahl"] == 7  # one of them moves the weekly board from Epiphany
    assert len(names) == len(calendars)
    own = {event["UID"] for one in calendars.values() for event in one.events}
    whole = Calendar.from_ical(file(done, "calendar.ics")).events
    assert own == {event["UID"] for event in whole}


def test_the_public_learns_of_no_person_no_figure_and_nothing_that_was_recorded() -> None:
    done = site(edited(("audience: partner", "audience: public")), "public")
    found = require_valid(done, f"{HELIX}charter.json")
    silent = ("owners", "sponsors", "lights", "scorecard", "open_escalations", "due")
    assert {key: found[key] for key in silent} == dict.fromkeys(silent)
    assert [one["last_held"] for one in found["reviews"]] == [None] * 4
    assert [path for path in done.files if path.startswith("people/")] == []
    told = b"".join(file(done, path) for path in done.files if path.startswith(HELIX)).replace(
        b"\r\n ", b""
    )
    for secret in (b"Nils", b"nils", b"Ravi", b"otif", b"97.2", b"2026-003", b"Leeds"):
        assert secret not in told.replace(b"Ada Okafor", b"")


def test_a_charter_that_is_not_for_the_audience_leaves_no_file() -> None:
    done = site(audience="public")
    assert [path for path in done.files if "helix" in path] == []
    assert data(done, "portfolio.json")["partnerships"] == []


def test_what_is_hidden_is_null_and_not_the_stand_in_for_it() -> None:
    hidden = "audience: public\nvisibility: {tier: internal, term: internal, title: internal}"
    done = site(edited(("audience: partner", hidden)), "public")
    found = require_valid(done, f"{HELIX}charter.json")
    assert (found["tier"], found["term"], found["title"]) == (None, None, "meridian-helix")


def test_the_same_portfolio_gives_the_same_bytes() -> None:
    first, second = site(cache=PageCache()), site(cache=PageCache())
    assert {p: file(first, p) for p in first.files} == {p: file(second, p) for p in second.files}


def test_two_of_one_name_have_two_calendars() -> None:
    files = edited(("name: Tom Ellis", "name: Nils Dahl"), path=CHARTER)
    paths = [path for path in site(files).files if path.startswith("people/nils-dahl-")]
    assert len(paths) == 2


def test_an_event_is_told_once_in_the_calendar_of_who_has_two_ids() -> None:
    seats, role = "{person: ravi, role: member}\n      ", ", role: member}\n    quorum: {members: 2"
    again = "{party: helix, name: Nils Dahl, email: nils.dahl@helix.example}"
    twice = edited(
        ("people:  ", f"people:\n  nilsagain: {again}\n#"),
        (f"{seats}- {{person: sofia{role}", f"{seats}- {{person: nilsagain{role}"),
    )
    done = site(twice)
    (path,) = (path for path in done.files if path.startswith("people/nils-dahl-"))
    told = Calendar.from_ical(file(done, path)).events
    uids = [(e["UID"], str(e.get("RECURRENCE-ID"))) for e in told]
    assert len(uids) == len(set(uids)) == 7
