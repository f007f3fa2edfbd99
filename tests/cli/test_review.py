"""``trm review`` as its users run it: from the plan of a review to minutes that bind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.running import check, edit, trm
from tests.support import CHARTER

FOLDER = "partnerships/meridian-helix/reviews"
NEXT = f"{FOLDER}/2027-01-21-qbr.md"
LAST = f"{FOLDER}/2026-10-20-qbr.md"


def review(repository: Path, *words: str, as_of: str = "2026-11-22") -> tuple[int, str, str]:
    done = trm("review", *words, "--as-of", as_of, cwd=repository)
    return done.returncode, done.stdout, done.stderr


def files(repository: Path) -> dict[str, bytes]:
    return {
        path.relative_to(repository).as_posix(): path.read_bytes()
        for path in sorted(repository.rglob("*"))
        if path.is_file() and ".trm" not in path.parts
    }


class TestNew:
    def test_writes_minutes_that_pass_the_check(self, repository: Path) -> None:
        code, out, err = review(repository, "new", "meridian-helix", "qbr")

        assert (code, err) == (0, "")
        assert out.startswith(
            f"Wrote {NEXT}: 1 decision needed, 8 things due until 2027-04-21.\n\nNext:\n"
        )
        front, _, body = (
            (repository / NEXT).read_text("utf-8").removeprefix("---\n").partition("---\n")
        )
        assert front.startswith("review: qbr\nfor: 2027-01-21\nheld_on: 2027-01-21\nattendees: [")
        assert body.endswith("## Decisions\n\n## Actions\n\n## Lessons\n\n## Notes\n")
        done = check(repository)
        assert (done.returncode, "no findings" in done.stdout) == (0, True)

    def test_never_overwrites_what_lies_ready(self, repository: Path) -> None:
        review(repository, "new", "meridian-helix", "qbr")
        before = files(repository)

        assert review(repository, "new", "meridian-helix", "qbr") == (
            2,
            "",
            (
                f"trm: {NEXT} already has the minutes of the 'qbr' of 2027-01-21; edit it, "
                "or name another planned day with --for\n"
            ),
        )
        assert review(
            repository, "new", "meridian-helix", "qbr", "--for", "2027-04-21",
            "--held-on", "2027-01-21",
        ) == (
            2,
            "",
            (
                f"trm: there is a file {NEXT} already, which is not changed; name another day "
                "with --held-on, or remove it\n"
            ),
        )  # fmt: skip
        assert files(repository) == before

    def test_takes_the_day_on_which_the_review_is_held(self, repository: Path) -> None:
        code, _, _ = review(repository, "new", "meridian-helix", "qbr", "--held-on", "2027-01-19")
        assert code == 0
        text = (repository / FOLDER / "2027-01-19-qbr.md").read_text("utf-8")
        assert "\nfor: 2027-01-21\nheld_on: 2027-01-19\n" in text

    def test_a_missed_review_is_named_and_can_be_made_up_for(self, repository: Path) -> None:
        code, _, err = review(repository, "new", "meridian-helix", "qbr", as_of="2027-02-20")
        assert (code, err) == (
            0,
            (
                "trm: no minutes show that the 'qbr' of 2027-01-21 was held; --for 2027-01-21 "
                "writes those\n"
            ),
        )
        code, _, err = review(
            repository, "new", "meridian-helix", "qbr", "--for", "2027-01-21", as_of="2027-02-20"
        )
        assert (code, err) == (0, "")
        text = (repository / FOLDER / "2027-02-20-qbr.md").read_text("utf-8")
        assert "\nfor: 2027-01-21\nheld_on: 2027-02-20\n" in text

    def test_writes_the_page_too(self, repository: Path) -> None:
        words = ("new", "meridian-helix", "qbr", "--html")
        code, out, _ = review(repository, *words)
        page = repository / "meridian-helix-2027-01-21-qbr.html"
        assert (code, page.read_text("utf-8").startswith("<!DOCTYPE html>")) == (0, True)
        assert out.endswith(f"Wrote {page.name}: open it in a browser, or print it.\n")

    def test_holds_nothing_that_partners_may_not_see(self, repository: Path) -> None:
        hidden = "waivers: []\nvisibility: {kpis.otif: internal, risks.depot-loss.title: internal}"
        edit(repository, "waivers: []", hidden)
        review(repository, "new", "meridian-helix", "qbr")
        text = (repository / NEXT).read_text("utf-8")
        assert "Temperature excursions" in text
        assert "On time in full" not in text
        assert "Leeds depot" not in text

    @pytest.mark.parametrize(
        ("words", "said"),
        [
            (
                ("new", "meridian-helx", "qbr"),
                "no partnership is called 'meridian-helx'; did you mean 'meridian-helix'?",
            ),
            (
                ("new", "meridian-helix", "qbt"),
                "meridian-helix has no review 'qbt'; did you mean 'qbr'?",
            ),
            (
                ("new", "meridian-helix", "qbr", "--for", "2027-01-22"),
                (
                    "'qbr' is not planned for 2027-01-22, but for 2026-10-21, 2027-01-21, "
                    "2027-04-21, 2027-07-21; --for names the planned day, --held-on the day on "
                    "which you meet"
                ),
            ),
            (
                ("new", "meridian-helix", "qbr", "--for", "2026-10-21"),
                (
                    f"{LAST} already has the minutes of the 'qbr' of 2026-10-21; edit it, "
                    "or name another planned day with --for"
                ),
            ),
        ],
    )
    def test_says_what_is_wrong_and_writes_nothing(
        self, repository: Path, words: tuple[str, ...], said: str
    ) -> None:
        before = files(repository)
        assert review(repository, *words) == (2, "", f"trm: {said}\n")
        assert files(repository) == before

    def test_says_that_no_review_is_left(self, repository: Path) -> None:
        code, _, err = review(repository, "new", "meridian-helix", "annual", as_of="2028-11-01")
        assert (code, err) == (
            2,
            (
                "trm: no further 'annual' is planned in meridian-helix; name the day with --for, "
                "or correct 'every', 'starting' or the term\n"
            ),
        )

    def test_does_not_follow_a_link_out_of_the_repository(
        self, repository: Path, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        outside = tmp_path_factory.mktemp("outside")
        folder = repository / FOLDER
        folder.rename(outside / "kept")
        folder.symlink_to(outside, target_is_directory=True)
        code, _, err = review(repository, "new", "meridian-helix", "qbr")
        assert (code, err) == (
            2,
            f"trm: {FOLDER} is a link; replace it. Nothing was changed\n",
        )
        assert [path.name for path in outside.iterdir()] == ["kept"]


class TestPack:
    def test_is_shown_without_writing_anything(self, repository: Path) -> None:
        before = files(repository)
        code, out, err = review(repository, "pack", "meridian-helix", "qbr")
        assert (code, err) == (0, "")
        assert out.startswith("# Quarterly business review, 21 January 2027\n")
        assert review(repository, "pack", "meridian-helix", "qbr", "--format", "markdown")[1] == out
        assert files(repository) == before

    def test_is_data_for_machines(self, repository: Path) -> None:
        _, out, _ = review(repository, "pack", "meridian-helix", "qbr", "--format", "json")
        data = json.loads(out)
        assert {name: data[name] for name in ("version", "for", "held_on", "as_of", "quorum")} == {
            "version": 1,
            "for": "2027-01-21",
            "held_on": "2027-01-21",
            "as_of": "2026-11-22",
            "quorum": {"members": 4, "each_party": 1},
        }
        assert data["due"][0] == {
            "day": "2026-11-23",
            "kind": "commitment",
            "what": "Commitment: 120 extra pallets a day in weeks 48 to 52",
            "who": "Nils Dahl",
            "late": False,
        }
        assert data["scorecard"][0]["kpi"] == "otif"
        assert data["scorecard"][1]["status"] == "green"

    def test_for_the_host_has_what_partners_may_not_see(self, repository: Path) -> None:
        edit(repository, "waivers: []", "waivers: []\nvisibility: {kpis.otif: internal}")
        shown = [
            "On time in full" in review(repository, "pack", "meridian-helix", "qbr", *words)[1]
            for words in ((), ("--audience", "internal"), ("--audience", "partner:helix"))
        ]
        assert shown == [False, True, False]

    def test_names_nobody_who_is_hidden_and_no_escalation_about_something_hidden(
        self, repository: Path
    ) -> None:
        hidden = "{title: internal, people.tom: internal, kpis.otif: internal}"
        edit(repository, "waivers: []", f"waivers: []\nvisibility: {hidden}")
        case = "partnerships/meridian-helix/escalations/2026-003.md"
        edit(repository, "settled_at: 2026-09-09T16:00+01:00\n", "", case)
        secrets = ("Tom Ellis", "Late trailers", "Meridian Foods and Helix")
        shown = [
            [one in review(repository, "pack", "meridian-helix", "qbr", *words)[1]
             for one in secrets]
            for words in (("--audience", "internal"), ("--audience", "partner"))
        ]  # fmt: skip
        assert shown == [[True, True, True], [False, False, False]]

    def test_is_made_by_settings_that_can_be_used_alone(self, repository: Path) -> None:
        (repository / "trm.toml").write_text("[rules]\nowner-not-overloaded = '[info]'\n")
        assert review(repository, "pack", "meridian-helix", "qbr") == (
            2,
            "",
            (
                "trm: trm.toml: owner-not-overloaded cannot be '[info]'; write error, warning, "
                "info or off, or a table of its options\n"
            ),
        )

    def test_of_a_hidden_review_is_for_the_host(self, repository: Path) -> None:
        edit(repository, "waivers: []", "waivers: []\nvisibility: {reviews.qbr: internal}")
        assert review(repository, "pack", "meridian-helix", "qbr") == (
            2,
            "",
            (
                "trm: 'qbr' of meridian-helix is not for partner; make its pack with --audience "
                "internal\n"
            ),
        )

    @pytest.mark.parametrize(
        ("audience", "said"),
        [
            ("public", "a pack is for those who meet: --audience partner, partner:PARTY or "),
            ("partner:helx", "trm: meridian-helix has no party 'helx'; did you mean 'helix'?\n"),
        ],
    )
    def test_is_for_those_who_meet(self, repository: Path, audience: str, said: str) -> None:
        code, out, err = review(repository, "pack", "meridian-helix", "qbr", "--audience", audience)
        assert (code, out) == (2, "")
        assert said in err

    def test_is_a_page_on_the_standard_output(self, repository: Path) -> None:
        code, out, _ = review(repository, "pack", "meridian-helix", "qbr", "--html", "-")
        assert code == 0
        assert out.startswith("<!DOCTYPE html>")
        assert out.endswith("</html>\n")

    def test_writes_no_page_over_something_else(self, repository: Path) -> None:
        before = files(repository)
        code, _, err = review(repository, "pack", "meridian-helix", "qbr", "--html", CHARTER)
        assert code == 2
        assert "--html takes a file that ends in .html" in err
        assert files(repository) == before


class TestClose:
    def test_tells_who_owes_what_once_all_is_there(self, repository: Path) -> None:
        assert review(repository, "close", "meridian-helix", "qbr") == (
            0,
            (
                "✓ the minutes of 'qbr' of 2026-10-20 are binding: 1 decision, 2 actions\n"
                "\n"
                "  due         who        what\n"
                "  2026-12-01  Tom Ellis  Publish the forecast error by store\n"
            ),
            "",
        )

    @pytest.mark.parametrize(
        ("status", "said"),
        [
            ("status: cancelled\nbecause: A strike\n", "was cancelled: A strike."),
            ("status: moved\nmoved_to: 2026-11-04\n", "was moved to 2026-11-04."),
        ],
    )
    def test_a_review_that_was_called_off_binds_nobody(
        self, repository: Path, status: str, said: str
    ) -> None:
        edit(repository, "attendees: [ada, jonas", f"{status}attendees: [ada, jonas", LAST)
        assert review(repository, "close", "meridian-helix", "qbr") == (
            1,
            (f"The review 'qbr' planned for 2026-10-21 {said}\n\nThere is nothing to bind.\n"),
            "",
        )

    def test_tells_what_is_missing_like_a_check(self, repository: Path) -> None:
        edit(repository, "attendees: [ada, jonas, lena,", "attendees: [ada, joans, lena,", LAST)
        edit(repository, " (due 2026-12-01)", "", LAST)
        before = files(repository)

        code, out, err = review(repository, "close", "meridian-helix", "qbr")

        assert (code, err) == (1, "")
        assert out == (
            f"{LAST}:5:18  error  references-resolve\n"
            "  attendees names 'joans', and no one is called that; did you mean 'jonas'?\n"
            "     5 │ attendees: [ada, joans, lena, mikael, ravi, sofia]\n"
            "       │                  ^^^^^\n"
            "  fix: Correct the id, or add the person under 'people' here or in directory.yaml.\n"
            "\n"
            f"{LAST}:16:1  error  review-minutes\n"
            "  the action 'Publish the forecast error by store' has no due date\n"
            "    16 │ - [ ] @tom Publish the forecast error by store\n"
            "       │ ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^\n"
            "  fix: Write it as '- [ ] @person what (due DATE)', with one person and one date.\n"
            "\n"
            "1 charter checked as of 2026-11-22: 2 errors\n"
            "'trm explain references-resolve' shows what that rule requires, and why.\n"
            "\n"
            "The minutes of 'qbr' are not binding yet.\n"
        )
        assert files(repository) == before

    def test_tells_what_the_rule_book_finds_in_the_minutes_too(self, repository: Path) -> None:
        edit(repository, "week 47, a week early.", "week 47, TBD.", LAST)
        code, out, _ = review(repository, "close", "meridian-helix", "qbr", "--format", "json")
        data = json.loads(out)
        assert (code, data["binds"]) == (1, False)
        assert [(one["rule"], one["line"]) for one in data["findings"]] == [("no-placeholders", 11)]

    @pytest.mark.parametrize("day", ["2026-10-20", "2026-10-21"])
    def test_finds_minutes_by_the_day_held_and_the_day_planned(
        self, repository: Path, day: str
    ) -> None:
        review(repository, "new", "meridian-helix", "qbr")
        assert review(repository, "close", "meridian-helix", "qbr", day)[0] == 0
        code, out, _ = review(repository, "close", "meridian-helix", "qbr")
        assert (code, out.startswith(f"{NEXT}:4:10  error  review-minutes\n")) == (1, True)

    def test_names_the_days_there_are(self, repository: Path) -> None:
        code, _, err = review(repository, "close", "meridian-helix", "qbr", "2026-10-22")
        assert (code, err) == (
            2,
            "trm: there are no minutes of 'qbr' for 2026-10-22; did you mean 2026-10-21?\n",
        )
        code, _, err = review(repository, "close", "meridian-helix", "weekly")
        assert (code, err) == (
            2,
            (
                f"trm: there are no minutes of 'weekly' in {FOLDER}; 'trm review new "
                "meridian-helix weekly' writes them\n"
            ),
        )

    def test_writes_the_day_that_it_is_given_and_nothing_else(self, repository: Path) -> None:
        review(repository, "new", "meridian-helix", "qbr")
        edit(repository, "## Decisions\n\n", "## Decisions\n\n- The plan holds.\n\n", NEXT)
        edit(repository, "## Actions\n", "## Actions\n\n- [ ] @tom Go (due 2027-02-01)\n", NEXT)
        before = (repository / NEXT).read_text("utf-8")

        words = ("close", "meridian-helix", "qbr", "--held-on", "2027-01-20")
        code, out, err = review(repository, *words, as_of="2027-01-22")

        assert (code, err) == (0, "")
        assert out == (
            "✓ the minutes of 'qbr' of 2027-01-20 are binding: 1 decision, 1 action\n"
            "\n"
            "  due         who        what\n"
            "  2027-02-01  Tom Ellis  Go\n"
        )
        assert (repository / NEXT).read_text("utf-8") == before.replace(
            "held_on: 2027-01-21", "held_on: 2027-01-20"
        )

    def test_takes_no_day_that_is_still_to_come(self, repository: Path) -> None:
        before = files(repository)
        words = ("close", "meridian-helix", "qbr", "--held-on", "2026-11-23")
        assert review(repository, *words) == (
            2,
            "",
            "trm: 2026-11-23 is in the future; close the review once it has been held\n",
        )
        assert files(repository) == before

    def test_writes_no_day_where_it_cannot_judge(self, repository: Path) -> None:
        (repository / "trm.toml").write_text('profile = "own"\n', "utf-8")
        before = files(repository)
        words = ("close", "meridian-helix", "qbr", "--held-on", "2026-10-22")
        assert review(repository, *words) == (
            2,
            "",
            "trm: trm.toml: there is no profile 'own'; choose from: iso-44001, standard, start\n",
        )
        assert files(repository) == before

    def test_is_data_for_machines(self, repository: Path) -> None:
        _, out, _ = review(repository, "close", "meridian-helix", "qbr", "--format", "json")
        assert json.loads(out) == {
            "version": 1,
            "partnership": "meridian-helix",
            "review": "qbr",
            "path": LAST,
            "for": "2026-10-21",
            "held_on": "2026-10-20",
            "binds": True,
            "decisions": ["Peak capacity is released from week 47, a week early."],
            "actions": [
                {
                    "state": "done",
                    "person": "nils",
                    "name": "Nils Dahl",
                    "what": "Rehearse the Hull standby",
                    "due": "2026-11-06",
                    "kpi": None,
                },
                {
                    "state": "open",
                    "person": "tom",
                    "name": "Tom Ellis",
                    "what": "Publish the forecast error by store",
                    "due": "2026-12-01",
                    "kpi": None,
                },
            ],
            "findings": [],
        }

    def test_is_a_table_for_a_chat(self, repository: Path) -> None:
        words = ("close", "meridian-helix", "qbr", "--format", "markdown")
        assert review(repository, *words)[1].splitlines()[2:] == [
            "| due | who | what |",
            "|---|---|---|",
            "| 2026-12-01 | Tom Ellis | Publish the forecast error by store |",
        ]


class TestList:
    def test_shows_what_comes_what_was_held_and_what_was_missed(self, repository: Path) -> None:
        review(repository, "new", "meridian-helix", "health")
        code, out, err = review(repository, "list", as_of="2027-04-22")
        assert (code, err) == (0, "")
        assert out.splitlines() == [
            "meridian-helix",
            ("  review  next                last held        missed                   what it is"),
            (
                "  weekly  2027-04-28          no minutes kept  –                        "
                "Weekly operations board"
            ),
            (
                "  health  2027-05-12 (ready)  2026-05-12       –                        "
                "Relationship health check"
            ),
            (
                "  qbr     2027-07-21          2026-10-20       2027-04-21 and 1 before  "
                "Quarterly business review"
            ),
            (
                "  annual  2027-10-14          2026-10-14       –                        "
                "Annual strategic review"
            ),
        ]

    def test_is_data_for_machines(self, repository: Path) -> None:
        _, out, _ = review(repository, "list", "--format", "json", as_of="2027-04-22")
        data = json.loads(out)
        assert data["as_of"] == "2027-04-22T00:00:00+00:00"
        assert data["reviews"][2] == {
            "partnership": "meridian-helix",
            "review": "qbr",
            "name": "Quarterly business review",
            "kind": "performance",
            "every": "quarterly",
            "next": "2027-07-21",
            "meets": "2027-07-21",
            "ready": None,
            "held_on": "2026-10-20",
            "missed": ["2027-04-21", "2027-01-21"],
        }

    def test_knows_the_partnerships(self, repository: Path) -> None:
        assert review(repository, "list", "meridian") == (
            2,
            "",
            "trm: no partnership is called 'meridian'; did you mean 'meridian-helix'?\n",
        )
