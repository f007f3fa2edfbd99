"""``trm escalation`` as its users run it: real files, real processes, several at once."""

from __future__ import annotations

import json
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.running import edit, trm

NAME = "meridian-helix"
FOLDER = f"partnerships/{NAME}/escalations"
FRIDAY = "2026-10-30T16:00+00:00"
"""16:00 in London, an hour before closing; 17:00 in Stockholm, which is closing time."""


def run(repository: Path, *words: str, now: str = FRIDAY) -> tuple[int, str, str]:
    done = trm("escalation", *words, "--as-of", now, cwd=repository)
    return done.returncode, done.stdout, done.stderr


def data(repository: Path, *words: str, now: str = FRIDAY) -> Any:
    code, said, wrong = run(repository, *words, "--format", "json", now=now)
    assert (code, wrong) == (0, "")
    found = json.loads(said)
    assert found["version"] == 1
    return found


def raised(repository: Path, *words: str, now: str = FRIDAY) -> str:
    code, _, wrong = run(
        repository, "open", NAME, "--title", "Late", "--by", "tom", *words, now=now
    )
    assert (code, wrong) == (0, "")
    return "2026-004"


def text(repository: Path, number: str) -> str:
    return (repository / FOLDER / f"{number}.md").read_text("utf-8")


def test_the_example_of_the_format_is_clocked_exactly(repository: Path) -> None:
    (clock,) = data(repository, "clock", NAME, "--raised", FRIDAY)["clocks"]
    first, second = clock["levels"][:2]
    nine = {
        "utc": "2026-11-02T09:00Z",
        "local": {"meridian": "2026-11-02T09:00Z", "helix": "2026-11-02T10:00+01:00"},
    }
    assert [side["acknowledge_by"] for side in first["parties"]] == [nine, nine]
    assert [side["time_ends"]["local"][side["party"]] for side in first["parties"]] == [
        "2026-11-02T16:00Z",
        "2026-11-03T08:00+01:00",
    ]
    assert first["passes_on"]["utc"] == second["reached_at"]["utc"] == "2026-11-03T07:00Z"
    assert [note["said"] for note in first["notes"]] == [
        (
            "On Friday 30 October 2026 it is outside working hours at helix: time counts from "
            "Monday 2 November 2026, 08:00 there"
        ),
        "Saturday 31 October 2026 to Sunday 1 November 2026 is the weekend at meridian and helix",
    ]


def test_an_escalation_is_raised_and_its_clock_is_shown(repository: Path) -> None:
    code, said, wrong = run(
        repository, "open", NAME, "--title", "Late again", "--by", "tom", "--kpi", "otif"
    )
    assert (code, wrong) == (0, "")
    assert text(repository, "2026-004") == (
        "---\nid: 2026-004\ntitle: Late again\nraised_by: tom\nraised_at: 2026-10-30T16:00Z\n"
        "kpi: otif\nsteps:\n  - level: operations\n    reached_at: 2026-10-30T16:00Z\n---\n"
    )
    assert (
        said
        == f"""\
Wrote {FOLDER}/2026-004.md: 2026-004 is raised in {NAME}.
  git add {FOLDER}/2026-004.md && git commit -m '2026-004 is raised in {NAME}' {FOLDER}/2026-004.md

Meridian Foods and Helix Cold Chain: 2026-004, Late again

raised by Tom Ellis at Fri 2026-10-30 16:00 UTC
as of Fri 2026-10-30 16:00 UTC
meridian: Europe/London, 08:00-17:00 on working days, holidays of GB-ENG
helix: Europe/Stockholm, 08:00-17:00 on working days, holidays of SE

▶ operations – Operations, by shared incident line
{TABLE}

  On Friday 30 October 2026 it is outside working hours at helix: time counts from Monday \
2 November 2026, 08:00 there.
  Saturday 31 October 2026 to Sunday 1 November 2026 is the weekend at meridian and helix.

owners – Relationship owners, by call, then e-mail
{ABOVE}

  On Tuesday 3 November 2026 it is outside working hours at meridian: time counts from Tuesday \
3 November 2026, 08:00 there.

Who must acknowledge now: Tom Ellis (meridian), Nils Dahl (helix), by shared incident line.
At Tue 2026-11-03 07:00 UTC 'owners' takes over: Ravi Menon (meridian), Sofia Ek (helix).
"""
    )


TABLE = """\
                                        UTC                   meridian              helix
  reached                               Fri 2026-10-30 16:00  Fri 2026-10-30 16:00  Fri 2026-10-30 17:00
  Tom Ellis (meridian) acknowledges by  Mon 2026-11-02 09:00  Mon 2026-11-02 09:00  Mon 2026-11-02 10:00  awaited
  Nils Dahl (helix) acknowledges by     Mon 2026-11-02 09:00  Mon 2026-11-02 09:00  Mon 2026-11-02 10:00  awaited
  time ends for meridian                Mon 2026-11-02 16:00  Mon 2026-11-02 16:00  Mon 2026-11-02 17:00
  time ends for helix                   Tue 2026-11-03 07:00  Tue 2026-11-03 07:00  Tue 2026-11-03 08:00
  'owners' takes over                   Tue 2026-11-03 07:00  Tue 2026-11-03 07:00  Tue 2026-11-03 08:00"""  # noqa: E501
ABOVE = """\
                                         UTC                   meridian              helix
  reached                                Tue 2026-11-03 07:00  Tue 2026-11-03 07:00  Tue 2026-11-03 08:00  if it is passed on then
  Ravi Menon (meridian) acknowledges by  Tue 2026-11-03 12:00  Tue 2026-11-03 12:00  Tue 2026-11-03 13:00  to come
  Sofia Ek (helix) acknowledges by       Tue 2026-11-03 11:00  Tue 2026-11-03 11:00  Tue 2026-11-03 12:00  to come
  time ends for meridian                 Thu 2026-11-05 08:00  Thu 2026-11-05 08:00  Thu 2026-11-05 09:00
  time ends for helix                    Thu 2026-11-05 07:00  Thu 2026-11-05 07:00  Thu 2026-11-05 08:00
  'directors' takes over                 Thu 2026-11-05 08:00  Thu 2026-11-05 08:00  Thu 2026-11-05 09:00"""  # noqa: E501


def test_an_escalation_goes_all_the_way_and_check_is_content(repository: Path) -> None:
    number = raised(repository)
    steps = [
        ("step", "--ack", "tom", "2026-10-30T16:30Z"),
        ("step", "--ack", "helix", "2026-11-02T08:00Z"),
        ("step", "--level", "owners", "2026-11-03T07:00Z"),
        ("step", "--ack", "ravi", "2026-11-03T09:00Z"),
        ("step", "--ack", "Sofia Ek", "2026-11-03T09:30Z"),
        ("settle", "--outcome", "Hull keeps a spare trailer", "2026-11-04T15:00Z"),
    ]
    for verb, flag, value, when in steps:
        assert run(repository, verb, NAME, number, flag, value, now=when)[::2] == (0, "")
    assert text(repository, number) == (
        "---\nid: 2026-004\ntitle: Late\nraised_by: tom\nraised_at: 2026-10-30T16:00Z\n"
        "steps:\n"
        "  - level: operations\n    reached_at: 2026-10-30T16:00Z\n    acknowledged:\n"
        "      meridian: 2026-10-30T16:30Z\n      helix: 2026-11-02T09:00+01:00\n"
        "  - level: owners\n    reached_at: 2026-11-03T07:00Z\n    acknowledged:\n"
        "      meridian: 2026-11-03T09:00Z\n      helix: 2026-11-03T10:30+01:00\n"
        "settled_at: 2026-11-04T15:00Z\n---\nOutcome: Hull keeps a spare trailer\n"
    )
    checked = trm("check", "--as-of", "2026-11-22", cwd=repository)
    assert number not in checked.stdout
    assert (checked.returncode, checked.stderr) == (0, "")


def test_the_records_stay_append_only_under_every_command(repository: Path) -> None:
    git = ["git", "-c", "user.name=T", "-c", "user.email=t@t.example", "-c", "commit.gpgsign=false"]
    number = raised(repository)

    def commit(said: str) -> None:
        for words in (["add", "-A"], ["commit", "-qm", said]):
            subprocess.run([*git, *words], cwd=repository, check=True)

    subprocess.run([*git, "init", "-q", "-b", "main"], cwd=repository, check=True)
    commit("first")
    for words in (["--ack", "tom"], ["--level", "directors"], ["--ack", "mikael"]):
        assert run(repository, "step", NAME, number, *words)[0] == 0
    assert run(repository, "settle", NAME, number, "--outcome", "Done")[0] == 0
    commit("second")
    done = trm(
        *("check", "--base", "HEAD~1", "--as-of", FRIDAY, "--select", "records-append-only"),
        cwd=repository,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


def test_what_it_tells_to_run_next_can_be_run(repository: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=repository, check=True)
    _, said, _ = run(repository, "open", NAME, "--title", "Late", "--by", "tom")
    add, commit = said.splitlines()[1].strip().split(" && ")
    named = ["-c", "user.name=T", "-c", "user.email=t@t.example", "-c", "commit.gpgsign=false"]
    for command in (add, commit):
        words = shlex.split(command)[1:]
        subprocess.run(["git", *named, *words], cwd=repository, check=True, capture_output=True)
    done = subprocess.run(
        ["git", "show", "--format=%s", "--name-only"],
        cwd=repository,
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout == f"2026-004 is raised in {NAME}\n\n{FOLDER}/2026-004.md\n"


@pytest.mark.parametrize(
    "words", [("step", "--ack", "helix"), ("settle", "--outcome", "A trailer was found")]
)
def test_what_is_recorded_is_told_where_no_deadline_can_be_shown(
    repository: Path, words: tuple[str, ...]
) -> None:
    number = raised(repository)
    edit(repository, "contacts: {meridian: ada, helix: jonas}", "contacts: {helix: [jonas]}")
    before = text(repository, number)
    code, said, wrong = run(repository, words[0], NAME, number, *words[1:])
    assert code == 0
    assert said.splitlines()[0].startswith(f"Wrote {FOLDER}/{number}.md: ")
    assert wrong == (
        f"trm: it is recorded; its deadlines cannot be shown: 'escalation' in partnerships/{NAME}/"
        f"partnership.yaml is not valid; 'trm check partnerships/{NAME}' shows how to fix it\n"
    )
    assert text(repository, number) != before


@pytest.mark.parametrize(
    ("words", "called"),
    [
        ((), "Tom Ellis (meridian), Nils Dahl (helix)"),
        (("2026-004",), "Tom Ellis (meridian), Nils Dahl (helix)"),
        (("--level", "owners"), "Ravi Menon (meridian), Sofia Ek (helix)"),
    ],
)
def test_clocks_of_a_ladder_that_cannot_be_read_whole_show_who_is_called(
    repository: Path, words: tuple[str, ...], called: str
) -> None:
    raised(repository)
    edit(repository, "contacts: {meridian: ada, helix: jonas}", "contacts: {helix: [jonas]}")
    code, said, wrong = run(repository, "clock", NAME, *words)
    assert code == 0
    level = "owners" if "owners" in words else "operations"
    assert called in said
    assert said.splitlines()[-1] == f"The deadline of the level '{level}' cannot be shown."
    assert wrong == (
        f"trm: deadlines cannot be shown: 'escalation' in partnerships/{NAME}/partnership.yaml is "
        f"not valid; 'trm check partnerships/{NAME}' shows how to fix it\n"
    )


def test_somebody_else_who_acknowledges_is_written_down_with_a_word(repository: Path) -> None:
    number = raised(repository)
    assert run(repository, "step", NAME, number, "--ack", "lena")[::2] == (
        0,
        (
            "trm: Tom Ellis is the contact of meridian on the level 'operations', not Lena Hart; "
            "it is recorded nevertheless\n"
        ),
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["open", "meridian", "--title", "T", "--by", "tom"],
            "trm: no partnership is called 'meridian'; did you mean 'meridian-helix'?\n",
        ),
        (
            ["open", NAME, "--title", "T", "--by", "tmo"],
            "trm: meridian-helix has no person called 'tmo'; did you mean 'tom'?\n",
        ),
        (
            ["step", NAME, "2026-03", "--ack", "tom"],
            "trm: meridian-helix has no escalation '2026-03'; did you mean '2026-003'?\n",
        ),
        (
            ["clock", NAME, "--level", "sponsor"],
            "trm: meridian-helix has no escalation level 'sponsor'; did you mean 'sponsors'?\n",
        ),
        (
            ["clock", NAME, "2026-003", "--as-of", "2026-01-01"],
            (
                "trm: 2026-003 was raised at 2026-09-07T10:15+01:00, which is after "
                "2026-01-01T00:00Z\n"
            ),
        ),
        (
            ["figures", NAME, "--period", "2027-Q1"],
            "trm: 2027-Q1 has not begun yet; it starts on 2027-01-01\n",
        ),
    ],
)
def test_what_is_not_there_is_said_with_the_nearest_and_nothing_is_written(
    repository: Path, words: list[str], said: str
) -> None:
    done = trm("escalation", words[0], "--as-of", FRIDAY, *words[1:], cwd=repository)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", said)
    assert [path.name for path in (repository / FOLDER).iterdir()] == ["2026-003.md"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["open", NAME, "--title", "T", "--by", "tom", "--kpi", "otif", "--risk", "depot-loss"],
            "name one reason: --kpi, --risk or --trigger",
        ),
        (["step", NAME, "2026-003"], "state what happened: --ack PARTY or --level LEVEL"),
        (["clock", NAME, "2026-003", "--raised", FRIDAY], "leave out the number"),
        (
            ["clock", NAME, "--raised", "2026-10-30T16:00"],
            "has no offset from UTC: add it at its end",
        ),
        (["figures", NAME, "--period", "summer"], "'summer' is not a period"),
    ],
)
def test_what_cannot_be_meant_is_refused(repository: Path, words: list[str], said: str) -> None:
    done = trm("escalation", words[0], "--as-of", FRIDAY, *words[1:], cwd=repository)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in " ".join(done.stderr.split())


def test_a_clock_tells_who_is_late_and_how_to_pass_it_on(repository: Path) -> None:
    number = raised(repository)
    _, said, _ = run(repository, "clock", NAME, number, now="2026-11-02T09:30Z")
    assert said.splitlines()[-3:] == [
        (
            "Who must acknowledge now: Tom Ellis (meridian), Nils Dahl (helix), by shared incident "
            "line."
        ),
        "Overdue: Tom Ellis (meridian), Nils Dahl (helix).",
        "At Tue 2026-11-03 07:00 UTC 'owners' takes over: Ravi Menon (meridian), Sofia Ek (helix).",
    ]
    _, said, _ = run(repository, "clock", NAME, now="2026-11-03T07:30Z")
    assert said.splitlines()[-3:] == [
        (
            "The time of the level 'operations' ended at Tue 2026-11-03 07:00 UTC: pass it on to "
            "'owners'."
        ),
        "Who must act now: Ravi Menon (meridian), Sofia Ek (helix), by call, then e-mail.",
        f"Then record it: trm escalation step {NAME} {number} --level owners",
    ]


@pytest.mark.parametrize(
    ("within", "said"),
    [
        ("3 working days", "by Thu 2026-09-10 09:15 UTC, and settled in time"),
        ("2 days", "by Wed 2026-09-09 09:15 UTC, and settled too late"),
    ],
)
def test_a_settled_one_tells_whether_its_obligation_was_met(
    repository: Path, within: str, said: str
) -> None:
    owed = f"{{what: Report it, by: helix, within: {within}, after: it is known}}"
    edit(repository, "\ncommitments:", f"\nobligations: {{report: {owed}}}\ncommitments:")
    path = f"partnerships/{NAME}/escalations/2026-003.md"
    edit(repository, "kpi: otif", "obligation: report", path=path)
    _, shown, _ = run(repository, "clock", NAME, "2026-003", now="2026-11-22T00:00Z")
    assert shown.splitlines()[-2:] == [
        f"To meet the obligation of Helix Cold Chain AB: Report it: was due {said}.",
        "It was settled at Wed 2026-09-09 15:00 UTC; no action is needed.",
    ]


def test_a_public_holiday_on_one_side_is_named(repository: Path) -> None:
    _, said, _ = run(
        repository, "clock", NAME, "--raised", "2026-08-28T12:00+01:00", now="2026-08-28T12:00Z"
    )
    assert "  Monday 31 August 2026 is Late Summer Bank Holiday at meridian.\n" in said


def test_the_list_has_what_is_overdue_first(repository: Path) -> None:
    raised(repository)
    raised(repository, now="2026-11-02T14:00Z")
    code, said, _ = run(repository, "list", now="2026-11-02T15:00Z")
    assert code == 0
    assert said == (
        "  partnership     number    state      level       age              next deadline (UTC)   "
        "title\n"
        "  meridian-helix  2026-004  ◆ overdue  operations  2 days 23 hours  Tue 2026-11-03 07:00  "
        "Late\n"
        "  meridian-helix  2026-005  open       operations  1 hour           Mon 2026-11-02 16:00  "
        "Late\n"
        "  meridian-helix  2026-003  ● settled  owners      2 days 5 hours                         "
        "Late trailers on the Leeds loop\n"
    )
    rows = data(repository, "list", NAME, "--open", now="2026-11-02T15:00Z")["escalations"]
    assert [(row["escalation"], row["state"], len(row["overdue"])) for row in rows] == [
        ("2026-004", "open", 2),
        ("2026-005", "open", 0),
    ]


def test_the_deadline_of_an_obligation_is_in_the_list_and_on_the_clock(repository: Path) -> None:
    charter = repository / f"partnerships/{NAME}/partnership.yaml"
    owed = "{what: Report it, by: helix, within: 24 hours, after: it is known}"
    written = charter.read_text("utf-8")
    charter.write_text(
        written.replace("\ncommitments:", f"\nobligations: {{report: {owed}}}\ncommitments:"),
        "utf-8",
    )
    number = raised(repository, "--obligation", "report")
    due = {
        "utc": "2026-10-31T16:00Z",
        "local": {"meridian": "2026-10-31T16:00Z", "helix": "2026-10-31T17:00+01:00"},
    }
    wanted = {"id": "report", "what": "Report it", "by": "helix", "due": due}
    for now, missed in (("2026-10-31T15:59Z", False), ("2026-10-31T16:01Z", True)):
        (row,) = data(repository, "list", NAME, "--open", now=now)["escalations"]
        (clock,) = data(repository, "clock", NAME, number, now=now)["clocks"]
        assert row["obligation"] == clock["obligation"] == {**wanted, "missed": missed}


def test_an_empty_list_says_so(repository: Path) -> None:
    assert run(repository, "list", "--open")[1] == "No escalation is open.\n"
    assert run(repository, "list", now="2025-01-01")[1] == "Nothing has been escalated.\n"


def test_the_log_gives_a_kpi_its_figure_which_can_be_recorded(repository: Path) -> None:
    file = repository / f"partnerships/{NAME}/measurements.csv"
    lines = file.read_text("utf-8").splitlines(True)
    file.write_text("".join(lines[:-1]), "utf-8")  # before it was corrected
    found = data(repository, "figures", NAME, "--period", "2026-Q3")
    assert found["figures"] == {
        "raised": 1,
        "open": 0,
        "settled": 1,
        "settled_share": 100.0,
        "acknowledged_in_time_share": 100.0,
        "mean_working_days_to_settle": pytest.approx(23.75 / 9),
        "median_working_days_to_settle": pytest.approx(23.75 / 9),
        "settled_at_first_level_share": 0.0,
    }
    (kpi,) = found["kpis"]
    assert (kpi["kpi"], kpi["value"], kpi["recorded"], kpi["over"]) == (
        "days-to-settle",
        2.6,
        2.5,
        True,
    )
    done = trm(*shlex.split(kpi["command"])[1:], "--as-of", FRIDAY, cwd=repository)
    assert (done.returncode, done.stderr) == (0, "")
    (kpi,) = data(repository, "figures", NAME, "--period", "2026-Q3")["kpis"]
    assert (kpi["value"], kpi["recorded"], kpi["command"]) == (2.6, 2.6, None)


def test_a_quarter_without_escalations_and_one_that_runs_say_so(repository: Path) -> None:
    _, said, _ = run(repository, "figures", NAME, "--period", "2026-Q1")
    assert said.splitlines()[-1] == (
        "  days-to-settle (Days to settle an escalation), 2026-Q1: nothing was settled or raised "
        "in 2026-Q1 to calculate it from"
    )
    number = raised(repository)
    assert (
        run(repository, "settle", NAME, number, "--outcome", "Done", now="2026-11-02T16:00Z")[0]
        == 0
    )
    _, said, _ = run(repository, "figures", NAME, "--period", "2026-Q4", now="2026-11-03")
    assert said.splitlines()[-2:] == [
        (
            "  days-to-settle (Days to settle an escalation), 2026-Q4: 1 working day so far; "
            "2026-Q4 is not over"
        ),
        f"      trm kpi record {NAME} days-to-settle 2026-Q4 1",
    ]


def test_without_a_period_each_kpi_has_its_last_whole_one(repository: Path) -> None:
    found = data(repository, "figures", NAME, now="2026-11-22")
    assert (found["period"], [one["period"] for one in found["kpis"]]) == (None, ["2026-Q3"])
    edit(repository, "source: The escalation log of this partnership", "source: A survey")
    _, said, _ = run(repository, "figures", NAME)
    assert said.splitlines()[-1] == (
        "No KPI measured in this way names the escalation log as its source."
    )


def test_markdown_shows_hostile_words_as_they_are(repository: Path) -> None:
    title = "<img src=x onerror=alert(1)> | [a](javascript:b) \\`x`"
    words = ["open", NAME, "--title", title, "--by", "tom", "--format", "markdown"]
    code, said, _ = run(repository, *words)
    listed = run(repository, "list", "--format", "markdown")[1]
    clock = run(repository, "clock", NAME, "2026-004", "--format", "markdown")[1]
    assert code == 0
    for shown in (said, listed, clock):
        assert "<img" not in shown
        assert "[a]" not in shown
    row = next(line for line in listed.splitlines() if "2026-004" in line or "004" in line)
    assert row.count("|") == 8


def test_a_list_of_nothing_is_no_list(tmp_path: Path) -> None:
    code, said, wrong = run(tmp_path, "list")
    assert (code, said) == (2, "")
    assert wrong.startswith("trm: no charter was found under ")


def test_an_escalation_is_not_settled_without_a_word_on_how_it_ended(repository: Path) -> None:
    number = raised(repository)
    assert run(repository, "settle", NAME, number) == (
        2,
        "",
        (
            f"trm: nothing says how {number} ended: add --outcome TEXT, such as --outcome 'The "
            "depot hires two more drivers'\n"
        ),
    )
    path = next(repository.glob(f"partnerships/{NAME}/escalations/{number}.md"))
    path.write_text(f"{path.read_text('utf-8').rstrip()}\n\nOutcome: Two drivers\n", "utf-8")
    assert run(repository, "settle", NAME, number)[0] == 0
    assert path.read_text("utf-8").count("Outcome:") == 1
