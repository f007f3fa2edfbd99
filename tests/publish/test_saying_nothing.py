"""What a page must not say to readers who are not told all: that there is nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.support import FOLDER, edited
from trm_policy.audience import Override
from trm_policy.publish.edition import Edition
from trm_policy.publish.judging import judge_of
from trm_policy.publish.past import CHANGES, Past
from trm_policy.publish.publication import HOME, Publication, publish
from trm_policy.source import InMemory

NOW = datetime(2026, 11, 22, tzinfo=UTC)
HELIX = "partnerships/meridian-helix.md"
PACK = "partnerships/meridian-helix/next-review.md"


def published(audience: str, *edits: tuple[str, str]) -> Publication:
    judge = judge_of(InMemory(edited(*edits)), FOLDER, NOW)
    edition = Edition(audience=Override.parse(audience), past=Past())
    return publish(judge, lambda _: lambda other: other, edition)


def hidden(*places: str) -> tuple[str, str]:
    written = ", ".join(f"{place}: internal" for place in places)
    return ("\nvision: >-", f"\nvisibility: {{{written}}}\n\nvision: >-")


@pytest.mark.parametrize(
    ("places", "untrue"),
    [
        (("kpis",), "No KPI is kept"),
        (("kpis.otif",), "Every KPI is on plan"),
        (("kpis.otif",), "Nothing has been escalated so far."),
        (("risks.depot-loss", "risks.key-person"), "says nothing about"),
        (("reviews.qbr", "reviews.annual"), "No review lies ahead"),
        (("commitments",), "Nothing is overdue"),
        (("kpis.otif.owner",), "Nobody answers for it"),
        (("kpis.otif.baseline", "kpis.otif.target"), "No plan to compare with"),
    ],
)
def test_what_is_hidden_is_not_called_absent(places: tuple[str, ...], untrue: str) -> None:
    page = published("partner", hidden(*places)).pages[HELIX].html

    assert untrue not in page


def test_a_kpi_that_nobody_answers_for_is_told_to_the_host_alone() -> None:
    without = ("    owner: mikael\n    source: Helix transport", "    source: Helix transport")
    told = {one: published(one, without).pages[HELIX].html for one in ("internal", "partner")}

    assert [one for one, page in told.items() if "Nobody answers for it" in page] == ["internal"]


def test_the_pack_of_a_review_tells_of_what_is_shown_and_not_of_all() -> None:
    everything = ("goals", "kpis", "reviews.annual", "reviews.health", "risks", "commitments")
    page = published("partner", hidden(*everything, "escalation")).pages[PACK].html

    assert "There is no KPI to show." in page
    for untrue in ("Nothing falls due", "None was open or settled", "nothing is late"):
        assert untrue not in page


def test_a_site_on_which_nothing_is_for_its_readers_does_not_say_that_nothing_is_there() -> None:
    done = published("public")

    assert "No charter is written yet" not in done.pages[HOME].html
    assert "There is no partnership here that is for you to read." in done.pages[HOME].html
    assert "Nothing has been committed yet" not in done.pages[CHANGES].html


def test_health_is_judged_for_those_alone_who_see_every_kpi() -> None:
    board = published("partner", hidden("kpis.otif")).pages[HOME].html

    assert "trm-condition" not in board.partition("<tbody")[2]


@pytest.mark.parametrize("review", ["qbr", "annual", "health"])
@pytest.mark.parametrize("field", ["every", "starting"])
def test_a_review_whose_rhythm_is_hidden_has_minutes_and_no_day(review: str, field: str) -> None:
    done = published("partner", hidden(f"reviews.{review}.{field}"))

    assert HELIX in done.pages


def test_minutes_for_a_day_on_which_nothing_is_planned_stop_no_site() -> None:
    minutes = "partnerships/meridian-helix/reviews/2026-10-20-qbr.md"
    files = edited(("for: 2026-10-21", "for: 2026-10-22"), path=minutes)
    judge = judge_of(InMemory(files), FOLDER, NOW)

    done = publish(judge, lambda _: lambda other: other, Edition(Override.parse("partner")))

    assert HELIX in done.pages
