"""``trm due`` as people use it."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from tests.gitting import Repo
from tests.running import edit, trm
from tests.support import CHARTER, DIRECTORY

NAME = "meridian-helix"


def due(folder: Path, *words: str, day: str = "2026-11-22") -> str:
    done = trm("due", "--as-of", day, *words, cwd=folder)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout


def refused(folder: Path, *words: str) -> str:
    done = trm("due", *words, cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    return done.stderr


def told(folder: Path, *words: str, day: str = "2026-11-22") -> list[tuple[str, str]]:
    items = json.loads(due(folder, "--format", "json", *words, day=day))["items"]
    return [(item["day"], item["place"]) for item in items]


def test_late_things_come_first_then_this_week_then_later(repository: Path) -> None:
    assert due(repository, day="2026-12-02") == (
        "Overdue (2)\n"
        "  day         late         partnership     kind        who        what\n"
        "  2026-11-23  9 days late  meridian-helix  commitment  Nils Dahl  Commitment: "
        "120 extra pallets a day in weeks 48 to 52\n"
        "  2026-12-01  1 day late   meridian-helix  action      Tom Ellis  Action (20 Oct): "
        "Publish the forecast error by store\n"
        "\n"
        "This week, to 2026-12-08 (1)\n"
        "  day         partnership     kind    who                   what\n"
        "  2026-12-02  meridian-helix  review  Tom Ellis, Nils Dahl  Review: Weekly "
        "operations board\n"
        "\n"
        "Later (2)\n"
        "  day         partnership     kind  who          what\n"
        "  2026-12-14  meridian-helix  kpi   Mikael Berg  Figure: On time "
        "in full for 2026-11\n"
        "  2026-12-14  meridian-helix  kpi   Nils Dahl    Figure: "
        "Temperature excursions for 2026-11\n"
    )


def test_the_whole_list_of_the_complete_charter_is_exactly_as_agreed(
    repository: Path, snapshot: SnapshotAssertion
) -> None:
    listed = json.loads(due(repository, "--within", "3y", "--format", "json"))
    assert listed == snapshot(extension_class=JSONSnapshotExtension)


def test_markdown_has_a_table_for_each_group(repository: Path) -> None:
    edit(repository, "what: 120 extra pallets", "what: 120 | <b>extra</b> pallets")
    assert due(repository, "--format", "markdown", "--within", "2d") == (
        "## This week, to 2026-11-28 &#40;1&#41;\n"
        "\n"
        "| day | late | partnership | kind | who | what |\n"
        "|---|---|---|---|---|---|\n"
        "| 2026-11-23 |  | meridian-helix | commitment | Nils Dahl | Commitment: 120 "
        "&#124; &#60;b&#62;extra&#60;/b&#62; pallets a day in weeks 48 to 52 |\n"
    )


@pytest.mark.parametrize(
    ("within", "last"),
    [
        ("0d", None),
        ("1 day", "2026-11-23"),
        ("1w", "2026-11-25"),
        ("2 weeks", "2026-12-01"),
        ("1M", "2026-12-14"),
        ("4 months", "2027-01-21"),
        ("1y", "2027-10-14"),
    ],
)
def test_a_window_ends_on_its_last_day(repository: Path, within: str, last: str | None) -> None:
    days = [day for day, _ in told(repository, "--within", within)]
    assert (days[-1] if days else None) == last


@pytest.mark.parametrize("day", ["2025-03-01", "2026-12-31", "2028-02-29", "2030-06-01"])
def test_nothing_lies_outside_the_window_and_days_never_fall(repository: Path, day: str) -> None:
    days = [date.fromisoformat(d) for d, _ in told(repository, "--within", "90d", day=day)]
    assert days == sorted(days)
    assert all(one <= date.fromisoformat(day) + timedelta(days=90) for one in days)
    late = [date.fromisoformat(d) for d, _ in told(repository, "--overdue", day=day)]
    assert late == [one for one in days if one < date.fromisoformat(day)]


def test_nothing_is_said_plainly(repository: Path) -> None:
    assert due(repository, "--within", "0d") == "Nothing falls due by 2026-11-22.\n"
    assert due(repository, "--overdue", "--format", "markdown") == "Nothing is late.\n"
    assert due(repository, "--overdue", "--for", "tom") == "Nothing of that is late.\n"


@pytest.mark.parametrize("person", ["tom", "Tom Ellis", "tom.ellis@MERIDIAN.example", " TOM "])
def test_a_person_is_asked_for_by_id_name_or_address(repository: Path, person: str) -> None:
    assert told(repository, "--for", person, "--within", "6 months") == [
        ("2026-11-25", "reviews.weekly"),  # as co-chair
        ("2026-12-01", "reviews.qbr"),  # by an action
        ("2027-03-31", "risks.forecast-drift.review_by"),  # as its owner
    ]


def test_somebody_of_the_directory_owes_as_chair_and_a_deputy_owes_nothing(
    repository: Path,
) -> None:
    ada = told(repository, "--for", "Ada Okafor", "--within", "6 months")
    assert ada == [("2027-01-21", "reviews.qbr"), ("2027-05-12", "reviews.health")]
    assert told(repository, "--for", "lena", "--within", "6 months") == []


def test_one_human_is_found_in_every_charter_whatever_the_ids(repository: Path) -> None:
    text = (repository / CHARTER).read_text("utf-8").replace("tom", "thomas")
    other = repository / "partnerships/other/partnership.yaml"
    other.parent.mkdir()
    other.write_text(text.replace("thomas.ellis@", "tom.ellis@"), "utf-8")
    items = told(repository, "--for", "tom", "--kind", "risk", "--within", "1y")
    assert items == [("2027-03-31", "risks.forecast-drift.review_by")] * 2


def test_an_id_that_means_two_people_is_asked_back(repository: Path) -> None:
    text = (repository / CHARTER).read_text("utf-8").replace("tom.ellis@", "tom.other@")
    other = repository / "partnerships/other/partnership.yaml"
    other.parent.mkdir()
    other.write_text(text, "utf-8")
    assert refused(repository, "--for", "tom") == (
        "trm: 'tom' could be several people; choose from: "
        "Tom Ellis (tom.ellis@meridian.example): tom.ellis@meridian.example, "
        "Tom Ellis (tom.other@meridian.example): tom.other@meridian.example\n"
    )


def test_kinds_and_charters_narrow_the_list(repository: Path) -> None:
    found = told(repository, NAME, "--kind", "notice", "--kind", "renewal", "--within", "3y")
    assert found == [
        ("2028-02-29", "term.review_by"),
        ("2028-03-31", "exit.notice"),
        ("2028-12-31", "term.end"),
    ]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["meridian"], "trm: no partnership is called 'meridian'; did you mean 'meridian-helix'?"),
        (
            ["--for", "Tim Ellis"],
            "trm: no one in these charters is called 'Tim Ellis'; did you mean 'Tom Ellis'?",
        ),
        (["--for", "zzz"], "trm: no one in these charters is called 'zzz'"),
        (
            ["--within", "soon"],
            (
                "Error: Invalid value for '--within': 'soon' is not a length of time: write a "
                "whole number and days, weeks, months or years, such as '9 months', or '30d' for "
                "short"
            ),
        ),
    ],
)
def test_what_is_not_known_is_told_what_to_write(
    repository: Path, words: list[str], message: str
) -> None:
    assert refused(repository, *words).splitlines()[-1] == message


def test_a_draft_is_marked_and_what_is_over_asks_for_nothing(repository: Path) -> None:
    edit(repository, "status: active ", "status: draft ")
    assert "commitment (draft)" in due(repository, "--within", "1d")
    edit(repository, "status: draft ", "status: ended ")
    assert due(repository, "--within", "3y") == "Nothing falls due by 2029-11-22.\n"


def test_a_charter_that_cannot_be_read_hides_no_other(repository: Path) -> None:
    broken = repository / "partnerships/broken/partnership.yaml"
    broken.parent.mkdir()
    broken.write_text("title: [\n", "utf-8")
    done = trm("due", "--as-of", "2026-11-22", "--format", "json", cwd=repository)
    assert done.returncode == 0
    assert done.stderr == "'broken' cannot be read; 'trm check' shows why\n"
    assert json.loads(done.stdout)["unread"] == ["broken"]
    assert len(json.loads(done.stdout)["items"]) == 5


def test_the_settings_say_how_long_a_figure_may_wait_and_whether_a_survey_is_asked(
    repository: Path,
) -> None:
    words = ("--kind", "kpi", "--kind", "survey", "--within", "14 months")
    before = told(repository, *words)
    assert before[0] == ("2026-12-14", "kpis.otif")
    assert ("2027-12-31", "reviews.health") in before
    (repository / "trm.toml").write_text(
        '[rules]\nmeasurement-fresh = {grace = 1}\nhealth-checked = "off"\n', "utf-8"
    )
    after = told(repository, *words)
    assert after[0] == ("2026-12-01", "kpis.otif")
    assert ("2027-12-31", "reviews.health") not in after


def test_addresses_are_told_on_request_alone(repository: Path) -> None:
    assert "@meridian" not in due(repository, "--format", "json", "--within", "2y")
    assert '"email": "tom.ellis@meridian.example"' in due(
        repository, "--format", "json", "--emails"
    )


def test_a_calendar_is_written_whole(repository: Path) -> None:
    words = ("--format", "ics", "--within", "1y", "--for", "ravi")
    assert due(repository, *words, "--output", "out/due.ics") == ""
    raw = (repository / "out/due.ics").read_bytes()
    assert raw.decode() == due(repository, *words).replace("\n", "\r\n")
    calendar = Calendar.from_ical(raw)
    assert str(calendar["X-WR-CALNAME"]) == "Due in partnerships for ravi"
    shown = [str(event["DTSTART"].dt) for event in calendar.walk("VEVENT")]
    assert shown == [day for day, _ in told(repository, "--within", "1y", "--for", "ravi")]
    assert [path.name for path in (repository / "out").iterdir()] == ["due.ics"]


def test_a_file_that_cannot_be_written_is_left_as_it_was(repository: Path) -> None:
    (repository / "out").write_text("mine")
    assert "out" in refused(repository, "--format", "ics", "--output", "out/due.ics")
    assert (repository / "out").read_text() == "mine"


def test_text_that_steers_a_terminal_is_made_harmless(repository: Path) -> None:
    edit(repository, "what: 120 extra pallets", 'what: "\\e[31mred\\a\\r120 extra pallets')
    edit(repository, "a day in weeks 48 to 52", 'a day in weeks 48 to 52"')
    edit(repository, "name: Ada Okafor", 'name: "Ada\\e]0;Okafor"', DIRECTORY)
    shown = due(repository, "--within", "1y")
    assert "\x1b" not in shown
    assert "[31mred 120 extra pallets" in shown


def test_a_revision_is_told_as_of_its_day(tmp_path: Path) -> None:
    repo = Repo.with_the_complete_portfolio(tmp_path)
    first = repo.git("rev-parse", "HEAD").strip()
    repo.edit(("due: 2026-11-23", "closed_on: 2026-11-20"))
    repo.commit()
    words = ("due", "--kind", "commitment", "--within", "1y", "--as-of", "2026-11-22")
    assert trm(*words, cwd=repo.root).stdout == "Nothing of that falls due by 2027-11-22.\n"
    assert "2026-11-23" in trm(*words, "--at", first, cwd=repo.root).stdout
