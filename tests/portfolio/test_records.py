"""The files beside a charter become records; whatever is wrong with one hides no other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trm_policy.finding import Finding, Severity, Span
from trm_policy.model.records import Action, ActionState, MinutesFront, Said
from trm_policy.portfolio.records import MOST_MEASUREMENT_BYTES, Records, read_records
from trm_policy.source import InMemory
from trm_policy.starter import complete

FOLDER = PurePosixPath("partnerships/meridian-helix")
QBR = "reviews/2026-10-20-qbr.md"
CASE = "escalations/2026-003.md"
DAY = date(2026, 10, 20)


def read(files: Mapping[str, str | bytes]) -> tuple[Records, tuple[Finding, ...]]:
    """What is read from files given by their path in the charter's folder."""
    content = {
        f"{FOLDER}/{name}": text.encode() if isinstance(text, str) else text
        for name, text in files.items()
    }
    return read_records(InMemory(content), FOLDER, "meridian-helix", map(PurePosixPath, content))


def complaints(files: Mapping[str, str | bytes]) -> list[tuple[str, int, str, str]]:
    """File, line, dotted place and message of each finding."""
    return [
        (f.path.relative_to(FOLDER).as_posix(), f.span.line, f.at, f.message)
        for f in read(files)[1]
    ]


def example(name: str) -> str:
    return complete()[f"{FOLDER}/{name}"].decode()


def changed(name: str, old: str, new: str) -> dict[str, str]:
    text = example(name)
    assert text.count(old) == 1
    return {name: text.replace(old, new)}


def test_the_complete_example_is_read_whole() -> None:
    paths = [PurePosixPath(path) for path in complete()]
    records, findings = read_records(
        InMemory(complete()),
        FOLDER,
        "meridian-helix",
        [path for path in paths if path.is_relative_to(FOLDER)],
    )
    assert findings == ()
    assert [minutes.path.name for minutes in records.minutes] == [
        "2026-05-12-health.md",
        "2026-10-14-annual.md",
        "2026-10-20-qbr.md",
    ]
    assert (records.measurements[0].kpi, records.measurements[0].line) == ("otif", 2)
    assert records.measurements_path == FOLDER / "measurements.csv"
    assert len(records.measurements) == 21
    assert [len(survey.answers) for survey in records.surveys] == [8]
    (case,) = records.escalations
    assert case.front is not None
    assert [step.level for step in case.front.steps] == ["operations", "owners"]
    assert case.story.startswith("Two trailers were off the road.")


def test_minutes_have_their_decisions_actions_and_lessons() -> None:
    text = example(QBR) + "\n## Lessons:\n\nAsk *earlier*.\n"
    (minutes,) = read({QBR: text})[0].minutes
    assert minutes.front == MinutesFront(
        review="qbr",
        for_=date(2026, 10, 21),
        held_on=DAY,
        attendees=("ada", "jonas", "lena", "mikael", "ravi", "sofia"),
    )
    assert minutes.decisions == (Said("Peak capacity is released from week 47, a week early.", 11),)
    done, open_ = ActionState.DONE, ActionState.OPEN
    assert minutes.actions == (
        Action(
            done,
            "nils",
            "Rehearse the Hull standby",
            date(2026, 11, 6),
            None,
            None,
            15,
            "2026-11-06",
        ),
        Action(
            open_,
            "tom",
            "Publish the forecast error by store",
            date(2026, 12, 1),
            None,
            None,
            16,
            "2026-12-01",
        ),
    )
    assert minutes.lessons == (Said("Ask *earlier*.", 22),)
    assert (minutes.decisions_line, minutes.actions_line) == (9, 13)


def test_sections_below_a_section_belong_to_it() -> None:
    text = (
        "---\nreview: qbr\nfor: 2026-10-20\nheld_on: 2026-10-20\n---\n"
        "# DECISIONS\n## Prices\n- one\n## Depots\n- two\n# Notes\n- [ ] no action\n"
    )
    (minutes,) = read({QBR: text})[0].minutes
    assert minutes.decisions == (Said("one", 8), Said("two", 10))
    assert (minutes.actions, minutes.actions_line) == ((), None)


def test_facts_of_a_record_can_be_found_in_its_file() -> None:
    records, _ = read({QBR: example(QBR), CASE: example(CASE)})
    document = records.documents[FOLDER / CASE]
    assert document.span(("steps", 1, "level")) == Span(11, 12, 11, 18)
    assert records.documents[FOLDER / QBR].span(("attendees", 0)) == Span(5, 13, 5, 16)
    assert set(records.built) == {FOLDER / QBR, FOLDER / CASE}


def test_a_finding_says_whose_it_is_and_how_to_fix_it() -> None:
    _, (finding,) = read(changed(QBR, "review: qbr", "review: annual"))
    assert finding == Finding(
        path=FOLDER / QBR,
        span=Span(2, 9, 2, 15),
        rule="schema",
        severity=Severity.ERROR,
        message="the file's name has 'qbr', but its 'review' is 'annual'",
        help="Rename the file, or correct 'review'.",
        partnership="meridian-helix",
        at="review",
    )


def test_an_escalation_is_called_by_its_id() -> None:
    assert complaints(changed(CASE, "id: 2026-003", "id: 2026-004")) == [
        (CASE, 2, "id", "the file's name has '2026-003', but its 'id' is '2026-004'")
    ]


def test_the_day_in_the_name_of_minutes_is_a_day() -> None:
    name = "reviews/2026-02-30-qbr.md"
    records, _ = read({name: example(QBR)})
    assert complaints({name: example(QBR)}) == [
        (name, 1, "", "'2026-02-30' in the file's name is not a calendar date")
    ]
    assert len(records.minutes[0].actions) == 2


WRONG_NAMES = {
    "reviews/qbr.md": "no record can be called 'qbr.md' here",
    "reviews/2026-10-20.md": "no record can be called '2026-10-20.md' here",
    "reviews/2026-10-20-qbr.txt": "no record can be called '2026-10-20-qbr.txt' here",
    "reviews/2026/2026-10-20-qbr.md": "no record can be called '2026/2026-10-20-qbr.md' here",
    "escalations/late trailers.md": "no record can be called 'late trailers.md' here",
    "surveys/spring.csv": "no record can be called 'spring.csv' here",
}


@pytest.mark.parametrize("name", [*WRONG_NAMES])
def test_a_file_among_records_that_is_none_is_reported(name: str) -> None:
    assert complaints({name: "x"}) == [(name, 1, "", WRONG_NAMES[name])]


def test_other_files_are_left_alone() -> None:
    names = ["README.md", "reviews/README.md", "notes.md", "letters/2026.pdf", "partnership.yaml"]
    assert read(dict.fromkeys(names, "x")) == (Records(), ())


def test_a_record_that_cannot_be_opened_is_reported() -> None:
    paths = [FOLDER / "measurements.csv"]
    records, (finding,) = read_records(InMemory(), FOLDER, "meridian-helix", paths)
    assert records == Records(doubtful=frozenset(paths))
    assert (finding.path, finding.rule) == (paths[0], "schema")
    assert finding.message == ("the file cannot be opened, or is a link")


FACTS = (
    "review: qbr\nfor: 2026-10-21\nheld_on: 2026-10-20\n"
    "attendees: [ada, jonas, lena, mikael, ravi, sofia]\n"
)
BROKEN_MINUTES = {
    "an unknown key": (
        ("for: 2026-10-21", "for: 2026-10-21\nheldon: 2026-10-20"),
        [(4, "heldon", "'heldon' is not a known key; did you mean 'held_on'?")],
    ),
    "a missing day": (("held_on: 2026-10-20\n", ""), [(1, "held_on", "the file lacks 'held_on'")]),
    "a wrong day": (
        ("held_on: 2026-10-20", "held_on: soon"),
        [(4, "held_on", "held_on must be a calendar date, not 'soon'")],
    ),
    "a repeated key": (
        ("for: 2026-10-21", "for: 2026-10-21\nfor: 2026-10-22"),
        [(4, "", "'for' appears twice")],
    ),
    "an open bracket": (
        ("attendees: [ada", "attendees: [ada, [lena"),
        [(5, "", "this bracket '[' is never closed, or a comma is missing inside it")],
    ),
    "no front matter": (
        (
            f"---\n{FACTS}---\n",
            "",
        ),
        [(1, "", "the front matter, which contains the facts of this record, is missing")],
    ),
    "a list": (
        (
            FACTS,
            "- qbr\n",
        ),
        [(1, "", "the file must be a set of 'name: value' lines, not a list")],
    ),
}


@pytest.mark.parametrize("kind", [*BROKEN_MINUTES])
def test_broken_facts_hide_no_action(kind: str) -> None:
    (old, new), expected = BROKEN_MINUTES[kind]
    files = changed(QBR, old, new)
    assert complaints(files) == [(QBR, *rest) for rest in expected]
    (minutes,) = read(files)[0].minutes
    assert [action.person for action in minutes.actions] == ["nils", "tom"]
    assert minutes.front is not None
    assert (minutes.front.review, minutes.front.held_on) == ("qbr", DAY)


def test_a_slip_in_an_action_is_marked_in_its_line() -> None:
    _, (finding,) = read(changed(QBR, "(due 2026-12-01)", "(due soon)"))
    assert finding.span == Span(16, 1, 16, 58)
    assert finding.message == "the action is due on 'soon', which is not a calendar date"


def test_remarks_below_an_action_are_no_actions() -> None:
    files = changed(
        QBR, "store (due 2026-12-01)", "store (due 2026-12-01)\n  - by region\n  - [ ] @ada Sign"
    )
    records, findings = read(files)
    assert findings == ()
    assert [action.person for action in records.minutes[0].actions] == ["nils", "tom", "ada"]


def test_an_escalation_without_its_start_keeps_its_story() -> None:
    files = changed(CASE, "raised_at: 2026-09-07T10:15+01:00\n", "")
    assert complaints(files) == [(CASE, 1, "raised_at", "the file lacks 'raised_at'")]
    (case,) = read(files)[0].escalations
    assert (case.front, case.story[:12]) == (None, "Two trailers")


def test_a_wrong_acknowledgement_is_marked_at_its_value() -> None:
    _, (finding,) = read(changed(CASE, "helix: 2026-09-07T11:00+01:00", "helix: 2026-09-07"))
    assert (finding.span, finding.at) == (Span(10, 61, 10, 71), "steps.1.acknowledged.helix")


def test_figures_that_are_none_are_left_to_the_rules() -> None:
    records, findings = read({"measurements.csv": "kpi,period,value,note\notif,soon,many,\n"})
    assert findings == ()
    assert [(m.period, m.value) for m in records.measurements] == [(None, None)]


def test_a_bad_row_of_figures_hides_no_other() -> None:
    files = {"measurements.csv": "kpi,period,value,note\notif,2026-01\notif,2026-02,3,\n"}
    assert complaints(files) == [("measurements.csv", 2, "", "this row has 2 of 4 cells")]
    assert [measurement.line for measurement in read(files)[0].measurements] == [3]


def test_measurements_may_be_much_larger_than_other_files() -> None:
    row = "otif,2026-01,3," + "x" * 100_000 + "\n"
    files = {"measurements.csv": "kpi,period,value,note\n" + row * 20}
    assert len(read(files)[0].measurements) == 20
    assert MOST_MEASUREMENT_BYTES == 64 * 1024 * 1024


def test_a_survey_s_answers_are_checked() -> None:
    text = "party,question,score,count\nhelix,trust,3.8,10\n,,6,few\nhelix,trust,4,9\n"
    assert complaints({"surveys/2026.csv": text}) == [
        ("surveys/2026.csv", 3, "", "the count 'few' is not a whole number"),
        ("surveys/2026.csv", 3, "", "the score '6' is not a number from 1 to 5"),
        ("surveys/2026.csv", 3, "", "this answer lacks its party"),
        ("surveys/2026.csv", 3, "", "this answer lacks its question"),
        ("surveys/2026.csv", 4, "", "'helix' answers 'trust' a second time (first in line 2)"),
    ]
    (survey,) = read({"surveys/2026.csv": text})[0].surveys
    assert (survey.year, [answer.line for answer in survey.answers]) == (2026, [2, 3, 4])


def test_numbers_of_a_survey_are_told_how_they_are_written() -> None:
    text = 'party,question,score,count\nhelix,trust,"3,8","1,200"\n'
    _, findings = read({"surveys/2026.csv": text})
    assert [(finding.message, finding.help) for finding in findings] == [
        ("the count '1,200' is not a whole number", "Write 1200."),
        ("the score '3,8' is not a number from 1 to 5", "Write 3.8."),
    ]


def test_files_that_a_spreadsheet_of_another_country_saved_are_read() -> None:
    survey = "party;question;score;count\nhelix;trust;3,8;10\n"
    figures = "kpi;period;value;note\notif;2026-10;97,2;\notif;2026-11;1'200,5;\n"
    records, findings = read({"surveys/2026.csv": survey, "measurements.csv": figures})
    assert findings == ()
    assert [row.value for row in records.measurements] == [97.2, 1200.5]
    assert [answer.score for answer in records.surveys[0].answers] == [3.8]


def test_a_broken_record_hides_no_other() -> None:
    files: dict[str, str | bytes] = {
        "measurements.csv": b"\xff\xfe\x00",
        QBR: b"---\nreview: [\n---\n",
        CASE: example(CASE),
        "reviews/2026-10-14-annual.md": example("reviews/2026-10-14-annual.md"),
        "surveys/2025.csv": "nothing\n",
        "surveys/2026.csv": example("surveys/2026.csv"),
    }
    records, findings = read(files)
    assert [finding.path.relative_to(FOLDER).as_posix() for finding in findings] == [
        "measurements.csv",
        QBR,
        "surveys/2025.csv",
    ]
    assert [case.path.name for case in records.escalations] == ["2026-003.md"]
    assert [len(minutes.actions) for minutes in records.minutes] == [1, 0]
    assert [len(survey.answers) for survey in records.surveys] == [0, 8]


@given(st.sampled_from(["measurements.csv", QBR, CASE, "surveys/2026.csv"]), st.binary())
def test_no_bytes_can_break_the_reader(name: str, raw: bytes) -> None:
    for head in (b"", b"---\nreview: qbr\n---\n## Actions\n- [ ] ", b"kpi,period,value,note\n"):
        records, findings = read(
            {name: head + raw, "surveys/2025.csv": example("surveys/2026.csv")}
        )
        assert len(records.surveys[0].answers) == 8
        assert all(finding.message and finding.help for finding in findings)


def test_records_of_a_kind_that_nobody_asked_for_are_not_read_and_cannot_be_taken_for_none() -> (
    None
):
    files = {name: example(name) for name in ("measurements.csv", "surveys/2026.csv", QBR)}
    files[CASE] = "---\n---\n"
    whole, wrong = read(files)
    content = {f"{FOLDER}/{name}": text.encode() for name, text in files.items()}
    paths = list(map(PurePosixPath, content))
    some, silent = read_records(
        InMemory(content), FOLDER, "meridian-helix", paths, {"measurements.csv", "reviews"}
    )
    assert (some.measurements, some.minutes) == (whole.measurements, whole.minutes)
    assert wrong
    assert silent == ()
    for look in (len, list, bool, sorted, lambda rows: rows[0], lambda rows: None in rows):
        for unread in (some.escalations, some.surveys):
            with pytest.raises(LookupError, match="records of this kind were not read"):
                look(unread)
