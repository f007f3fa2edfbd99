"""What a page must not say to readers who are not told all: that there is nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.publish.hiding import reference
from tests.publish.publishing import published, straight
from tests.support import data_of, edited, yaml_of
from trm_policy.model.audience import Override
from trm_policy.publish.build.charters import SiteOptions
from trm_policy.publish.build.site import HOME, Publication
from trm_policy.publish.past import CHANGES, Past

HELIX = "partnerships/meridian-helix.md"
NEIGHBOURS = "calder-mill-neighbours"
PACK = "partnerships/meridian-helix/next-review.md"


def site(audience: str, *edits: tuple[str, str]) -> Publication:
    edition = SiteOptions(audience=Override.parse(audience), past=Past())
    return published(edited(*edits), edition, straight)


def from_reference(*places: str) -> Publication:
    """The partner's site of the neighbours' charter, which hides these places besides its own."""
    files = dict(reference())
    path = f"partnerships/{NEIGHBOURS}/partnership.yaml"
    data: dict[str, Any] = data_of(files[path])
    data["visibility"] = data.get("visibility", {}) | dict.fromkeys(places, "internal")
    files[path] = yaml_of(data)
    edition = SiteOptions(audience=Override.parse("partner"), past=Past())
    return published(files, edition, straight)


def row_of(done: Publication, partnership: str) -> dict[str, Any]:
    """What the data of the portfolio say of a charter."""
    rows = json.loads(done.files["portfolio.json"])["partnerships"]
    return next(row for row in rows if row["id"] == partnership)


def kpi_of(done: Publication, kpi: str) -> dict[str, Any]:
    """What the data of the reference charter say of a KPI."""
    rows = json.loads(done.files["partnerships/meridian-helix/charter.json"])["scorecard"]
    return next(row for row in rows if row["id"] == kpi)


def hidden(*places: str) -> tuple[str, str]:
    written = ", ".join(f"{place}: internal" for place in places)
    return ("\nvision: >-", f"\nvisibility: {{{written}}}\n\nvision: >-")


@pytest.mark.parametrize(
    ("places", "untrue"),
    [
        (("kpis",), "No KPI is kept"),
        (("kpis.otif",), "Every KPI is on plan"),
        (("kpis.otif",), "Nothing has been escalated yet."),
        (("risks.depot-loss", "risks.key-person"), "says nothing about"),
        (("reviews.qbr", "reviews.annual"), "No review lies ahead"),
        (("commitments",), "Nothing is overdue"),
        (("kpis.otif.owner",), "No owner"),
        (("kpis.otif.baseline", "kpis.otif.target"), "No plan"),
    ],
)
def test_what_is_hidden_is_not_called_absent(places: tuple[str, ...], untrue: str) -> None:
    page = site("partner", hidden(*places)).pages[HELIX].html

    assert untrue not in page


def test_a_kpi_that_nobody_answers_for_is_told_to_the_host_alone() -> None:
    without = ("    owner: mikael\n    source: Helix transport", "    source: Helix transport")
    told = {one: site(one, without).pages[HELIX].html for one in ("internal", "partner")}

    assert [one for one, page in told.items() if "No owner" in page] == ["internal"]


def test_the_pack_of_a_review_tells_of_what_is_shown_and_not_of_all() -> None:
    everything = ("goals", "kpis", "reviews.annual", "reviews.health", "risks", "commitments")
    page = site("partner", hidden(*everything, "escalation")).pages[PACK].html

    assert "There is no KPI to show." in page
    for untrue in ("Nothing falls due", "None was open or settled", "nothing is late"):
        assert untrue not in page


def test_a_site_on_which_nothing_is_for_its_readers_does_not_say_that_nothing_is_there() -> None:
    done = site("public")

    assert "No charter is written yet" not in done.pages[HOME].html
    assert "No partnership is published for you." in done.pages[HOME].html
    assert "Nothing has been committed yet" not in done.pages[CHANGES].html


def test_health_is_judged_for_those_alone_who_see_every_kpi() -> None:
    board = site("partner", hidden("kpis.otif")).pages[HOME].html

    assert "trm-condition" not in board.partition("<tbody")[2]


@pytest.mark.parametrize("review", ["qbr", "annual", "health"])
@pytest.mark.parametrize("field", ["every", "starting"])
def test_a_review_whose_rhythm_is_hidden_has_minutes_and_no_day(review: str, field: str) -> None:
    done = site("partner", hidden(f"reviews.{review}.{field}"))

    assert HELIX in done.pages


def test_minutes_for_a_day_on_which_nothing_is_planned_stop_no_site() -> None:
    minutes = "partnerships/meridian-helix/reviews/2026-10-20-qbr.md"
    files = edited(("for: 2026-10-21", "for: 2026-10-22"), path=minutes)

    done = published(files, SiteOptions(Override.parse("partner")), straight)

    assert HELIX in done.pages


@pytest.mark.parametrize(
    "part",
    ["tolerance", "target", "baseline", "direction", "target.value", "baseline.date", "frequency"],
)
def test_a_kpi_part_of_whose_yardstick_is_hidden_has_no_light_and_is_not_said_to_lack_one(
    part: str,
) -> None:
    done = site("partner", hidden(f"kpis.partner-satisfaction.{part}"))
    kpi = kpi_of(done, "partner-satisfaction")
    page = (
        done.pages[HELIX].html.partition('id="kpi-partner-satisfaction"')[2].partition("</tr>")[0]
    )

    assert [kpi[name] for name in ("status", "plan", "variance", "forecast")] == [None] * 4
    assert kpi["actual"] is not None
    assert "trm-light" not in page
    assert "No plan" not in page
    assert "worse than plan" not in page


def test_a_kpi_without_a_light_counts_in_no_count_of_lights_and_leaves_the_condition_open() -> None:
    whole = site("partner")
    part = site("partner", hidden("kpis.partner-satisfaction.tolerance"))
    before, after = (sum(row_of(one, "meridian-helix")["lights"].values()) for one in (whole, part))

    assert after == before - 1
    assert "trm-condition" not in part.pages[HOME].html.partition("<tbody")[2]
    assert "Partner satisfaction" not in part.pages[PACK].html.partition("Scorecard")[2]


@pytest.mark.parametrize(
    "place", ["escalation.levels.doorstep", "escalation.levels", "kpis.night-noise", "escalation"]
)
def test_where_an_escalation_may_be_hidden_nobody_says_that_there_is_none(place: str) -> None:
    done = from_reference(place)
    row = row_of(done, NEIGHBOURS)

    assert "Nothing has been escalated yet." not in done.pages[f"partnerships/{NEIGHBOURS}.md"].html
    assert (row["open_escalations"], row["late_escalations"]) == (None, None)
    assert "<strong>0</strong> open escalations" not in done.pages[HOME].html


def test_an_escalation_whose_clocks_are_hidden_has_no_deadline_and_is_not_called_in_time() -> None:
    done = from_reference("escalation.working_hours")
    data = json.loads(done.files[f"partnerships/{NEIGHBOURS}/charter.json"])
    row = row_of(done, NEIGHBOURS)

    assert [(one["overdue"], one["deadlines"]) for one in data["open_escalations"]] == [
        (None, None)
    ]
    assert (row["open_escalations"], row["late_escalations"]) == (1, None)


def test_a_seat_of_somebody_hidden_is_hidden_whole() -> None:
    done = site("partner", hidden("people.nils"))
    calendars = [
        text if isinstance(text, str) else text.decode()
        for path, text in done.files.items()
        if path.endswith(".ics")
    ]

    assert calendars
    assert not any("Appointment ends: ," in text.replace("\r\n ", "") for text in calendars)
    assert '<th scope="row">–</th>' not in done.pages[HELIX].html


@pytest.mark.parametrize(
    ("place", "untrue"),
    [
        ("risks.depot-loss.likelihood", "without likelihood or impact"),
        ("risks.depot-loss.impact", "without likelihood or impact"),
        ("parties.meridian.organisation", "Party not stated"),
        ("term.end", "open end"),
        ("term.end", "no end date"),
    ],
)
def test_what_is_hidden_of_an_entry_is_not_called_missing(place: str, untrue: str) -> None:
    done = site("partner", hidden(place))

    assert not [path for path, page in done.pages.items() if untrue in page.html]
