"""``trm calendar`` as people use it."""

from __future__ import annotations

from pathlib import Path

import pytest
from icalendar import Calendar
from syrupy.assertion import SnapshotAssertion

from tests.running import edit, trm
from tests.support import DIRECTORY

DAY = ("--as-of", "2026-11-22")


def summaries(raw: str) -> list[str]:
    return [str(one["SUMMARY"]).partition(": ")[2] for one in Calendar.from_ical(raw).events]


def given(folder: Path, *words: str) -> str:
    done = trm("calendar", *DAY, *words, cwd=folder)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout


def test_the_calendar_of_the_complete_charter_is_exactly_as_agreed(
    repository: Path, snapshot: SnapshotAssertion
) -> None:
    assert given(repository).replace("\r\n", "\n") == snapshot


def test_it_is_written_to_a_file_as_it_is_printed(repository: Path) -> None:
    printed = given(repository, "meridian-helix")
    assert given(repository, "meridian-helix", "--output", "ours.ics") == ""
    assert (repository / "ours.ics").read_bytes().decode().replace("\r\n", "\n") == printed
    assert given(repository, "meridian-helix", "--output", "-") == printed


def test_an_audience_is_told_what_it_may_know_and_of_nobody_else(repository: Path) -> None:
    hidden = "\nvisibility: {reviews.annual: internal, people.nils: internal}\n\nvision: >-"
    edit(repository, "\nvision: >-", hidden)
    partners = given(repository, "--audience", "partner")

    assert "Annual strategic review" in given(repository)
    assert "Annual strategic review" not in partners
    assert "Nils Dahl" not in partners
    assert summaries(given(repository, "--audience", "public")) == []
    refused = trm("calendar", *DAY, "--person", "nils", "--audience", "partner", cwd=repository)
    assert (refused.returncode, "Nils Dahl" in refused.stderr) == (2, False)


def test_a_person_has_what_they_take_part_in_and_what_they_owe(repository: Path) -> None:
    by_id, by_mail = (
        given(repository, "--person", word) for word in ("nils", "nils.dahl@helix.example")
    )
    assert by_id == by_mail
    assert "NAME:Partnerships: Nils Dahl\n" in by_id
    assert summaries(by_id) == [
        "Weekly operations board",
        "Weekly operations board",  # moved from Epiphany, which is free in Sweden
        "Commitment: 120 extra pallets a day in weeks 48 to 52",
        "Figure: Temperature excursions for 2026-11",
        "Risk review: Loss of the Leeds depot",
        "Appointment ends: Nils Dahl, Operations board",
        "Appointment ends: Tom Ellis, Operations board",
    ]


def test_parties_have_what_their_people_have(repository: Path) -> None:
    helix, meridian = (
        set(summaries(given(repository, "--party", p))) for p in ("helix", "meridian")
    )
    both = set(summaries(given(repository, "--party", "helix", "--party", "meridian")))
    assert helix | meridian == both == set(summaries(given(repository)))
    assert helix - meridian >= {"Commitment: 120 extra pallets a day in weeks 48 to 52"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["merdian-helix"], "no partnership is called 'merdian-helix'; did you mean 'meridian-hel"),
        (["--person", "nlis"], "no one in these charters is called 'nlis'; did you mean 'nils'?"),
        (["--party", "helx"], "no party in these charters is called 'helx'; did you mean 'helix'?"),
        (["--person", "nils", "--party", "helix"], "for one person or for parties: leave out on"),
    ],
)
def test_whom_nobody_knows_is_told_with_the_nearest_name(
    repository: Path, words: list[str], said: str
) -> None:
    done = trm("calendar", *words, cwd=repository)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_a_charter_that_cannot_be_read_hides_no_other(repository: Path) -> None:
    broken = repository / "partnerships" / "broken" / "partnership.yaml"
    broken.parent.mkdir()
    broken.write_text("title: [", "utf-8")
    done = trm("calendar", *DAY, cwd=repository)
    assert (done.returncode, done.stderr) == (0, "'broken' cannot be read; 'trm check' shows why\n")
    assert "Quarterly business review" in done.stdout


def test_an_hour_of_the_year_in_which_clocks_differ_changes_no_whole_day(repository: Path) -> None:
    before = given(repository)
    edit(repository, "timezone: Europe/Stockholm", "timezone: Pacific/Auckland", DIRECTORY)
    days = [
        [e["DTSTART"].dt for e in Calendar.from_ical(r).events] for r in (before, given(repository))
    ]
    assert days[0] == days[1]
