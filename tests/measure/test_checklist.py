"""The ten items, each with its parts changed one by one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import PurePosixPath

import pytest

from tests.support import CHARTER, DIRECTORY, TODAY, edited, partnership
from trm_policy.measure.checklist import (
    Check,
    Checklist,
    Criterion,
    ItemResult,
    Stand,
    checklist,
)
from trm_policy.measure.evidence import Evidence
from trm_policy.starter import complete

HOLDS = {"y": True, "n": False, "?": None}
NOWHERE = Evidence(PurePosixPath("x"), 1, "", "")
WORD = (
    "\nextensions:\n  checklist:\n    pilot-before-scaling: "
    "{by: %s, on: %s, because: Ran for a year at Hull}\n"
)


def ticked(files: Mapping[str, bytes] | None = None, now: datetime = TODAY) -> Checklist:
    return checklist(partnership(files), now)


def stands(found: Checklist) -> dict[Criterion, Stand]:
    return {one.item: one.stand for one in found.items}


@pytest.mark.parametrize(
    ("parts", "stand"),
    [
        ("", Stand.UNKNOWN),
        ("??", Stand.UNKNOWN),
        ("yy", Stand.MET),
        ("y?", Stand.PARTLY),  # never met on incomplete evidence
        ("yn", Stand.PARTLY),
        ("nn", Stand.NOT_MET),
        ("n?", Stand.NOT_MET),
    ],
)
def test_an_item_stands_by_its_parts(parts: str, stand: Stand) -> None:
    made = tuple(Check(HOLDS[each], NOWHERE) for each in parts)
    assert ItemResult(Criterion.OWNERS, "", made).stand is stand


def test_the_complete_partnership_meets_all_ten() -> None:
    assert stands(ticked()) == dict.fromkeys(Criterion, Stand.MET)


@pytest.mark.parametrize(
    ("old", "new", "item", "stand"),
    [
        (
            "    spend: 4\n",
            "    spend: 1\n",
            Criterion.SEGMENTED,
            Stand.PARTLY,
        ),  # 13 / 4 = 3.25
        (
            "owners: {meridian: ravi, helix: sofia}   ",
            "owners: {meridian: ravi}",
            Criterion.OWNERS,
            Stand.PARTLY,
        ),
        (
            "owners: {meridian: ravi, helix: sofia}   ",
            "owners: {meridian: ravi, helix: tom}",
            Criterion.OWNERS,
            Stand.PARTLY,
        ),
        (
            "owners: {meridian: ravi, helix: sofia}   ",
            "owners: {}",
            Criterion.OWNERS,
            Stand.NOT_MET,
        ),
        ("audience: partner ", "audience: internal ", Criterion.PLATFORM, Stand.PARTLY),
        ("      channel: shared incident line\n", "", Criterion.CHANNELS, Stand.PARTLY),
        (
            "      - Guaranteed peak capacity\n      - Lower spoilage\n",
            "      []\n",
            Criterion.VALUE,
            Stand.PARTLY,
        ),
        ("    stage: pilot  ", "    stage: idea  ", Criterion.PILOT, Stand.UNKNOWN),
        ("    stage: pilot  ", "    stage: scaling  ", Criterion.PILOT, Stand.UNKNOWN),
        (
            "    kpis: [carbon-per-pallet]\n",
            "    kpis: [partner-satisfaction]\n",
            Criterion.QUARTERLY,
            Stand.PARTLY,
        ),
        (
            "    since: 2026-02-01\n",
            "    since: 2025-02-01\n",
            Criterion.INNOVATION,
            Stand.NOT_MET,
        ),
        ("    stage: pilot  ", "    stage: dropped  ", Criterion.INNOVATION, Stand.NOT_MET),
        (
            "sponsors: {meridian: ada, helix: jonas} ",
            "sponsors: {meridian: ada, helix: mikael} ",
            Criterion.SPONSORSHIP,
            Stand.PARTLY,
        ),
    ],
)
def test_one_changed_part_changes_its_item(
    old: str, new: str, item: Criterion, stand: Stand
) -> None:
    assert stands(ticked(edited((old, new))))[item] is stand


def test_without_records_what_stands_on_them_is_never_met() -> None:
    bare = {CHARTER: complete()[CHARTER], "partnerships/directory.yaml": b""}
    found = stands(ticked(bare))
    assert found[Criterion.QUARTERLY] is Stand.UNKNOWN
    assert found[Criterion.RHYTHM] is Stand.PARTLY
    assert found[Criterion.SPONSORSHIP] is not Stand.MET


def test_figures_that_are_overdue_do_not_count_as_measured() -> None:
    found = stands(ticked(now=datetime(2027, 6, 22, tzinfo=UTC)))
    assert found[Criterion.QUARTERLY] is Stand.NOT_MET


@pytest.mark.parametrize(
    ("by", "on", "stand"),
    [
        ("ada", "2026-05-01", Stand.ATTESTED),
        ("ada", "2026-11-23", Stand.UNKNOWN),  # tomorrow
        ("ada", "once", Stand.UNKNOWN),
        ("nobody", "2026-05-01", Stand.UNKNOWN),
    ],
)
def test_a_pilot_counts_by_the_word_of_somebody_known(by: str, on: str, stand: Stand) -> None:
    files = edited(("    stage: pilot  ", "    stage: scaling  "))
    text = files[CHARTER] + (WORD % (by, on)).encode()
    assert stands(ticked({**files, CHARTER: text}))[Criterion.PILOT] is stand


@pytest.mark.parametrize("word", ["yes", "[1]", "{by: [ada], on: 1, because: 2}", "{}"])
def test_an_attestation_that_says_nothing_does_not_count(word: str) -> None:
    files = edited(("    stage: pilot  ", "    stage: idea  "))
    more = f"\nextensions:\n  checklist:\n    pilot-before-scaling: {word}\n"
    found = ticked({**files, CHARTER: files[CHARTER] + more.encode()})
    assert stands(found)[Criterion.PILOT] is Stand.UNKNOWN


@pytest.mark.parametrize(
    ("item", "word", "because"),
    [
        (
            "pilot-before-scaling",
            "{by: nobody, on: 2026-05-01, because: Ran}",
            "'by' must name a person in the charter or the directory, not 'nobody'",
        ),
        (
            "pilot-before-scaling",
            "{by: ada, on: 2025-11-21, because: Ran}",
            "it was attested on 2025-11-21, more than a year ago; Ada Okafor may attest it again",
        ),
        (
            "pilot-before-scaling",
            "{by: ada, on: 2026-11-23, because: Ran}",
            "it is dated 2026-11-23, which is in the future",
        ),
        (
            "pilot-before-scaling",
            "{by: ada, on: may, because: Ran}",
            "'on' must be the day of the attestation, such as 2026-05-31",
        ),
        (
            "pilot-before-scaling",
            "{by: ada, on: 2026-05-01, because: ' '}",
            "'because' must give the reason in a sentence",
        ),
        ("pilot-before-scaling", "yes", "write it as {by: PERSON, on: DATE, because: REASON}"),
        (
            "accountable-owners",
            "{by: ada, on: 2026-05-01, because: Ran}",
            "it is computed; only platform-for-both-sides and pilot-before-scaling can be attested",
        ),
        (
            "pilot-before-scalling",
            "{by: ada, on: 2026-05-01, because: Ran}",
            "there is no such item; did you mean 'pilot-before-scaling'?",
        ),
    ],
)
def test_a_word_that_does_not_count_says_why(item: str, word: str, because: str) -> None:
    text = complete()[CHARTER].decode() + f"\nextensions:\n  checklist:\n    {item}: {word}\n"
    files = {**complete(), CHARTER: text.encode()}
    found = ticked(files)
    told = [*(one.void for one in found.items if one.void is not None), *found.astray]
    line = text.splitlines().index(f"    {item}: {word}") + 1
    assert [(void.because, void.evidence.line) for void in told] == [(because, line)]


def test_an_item_that_cannot_be_told_shows_what_was_looked_at() -> None:
    bare = edited(("    stage: pilot  ", "    stage: idea  "))
    (pilot,) = [one for one in ticked(bare).items if one.item is Criterion.PILOT]
    assert [(p.holds, p.evidence.says) for p in pilot.parts] == [
        (None, "nothing is piloted, scaling or done")
    ]


def test_an_owner_or_sponsor_who_left_is_none() -> None:
    last_day = "    deputy: lena\n    left: 2026-11-20\n"
    files = edited(("    deputy: lena\n", last_day), path=DIRECTORY)
    (item,) = [one for one in ticked(files).items if one.item is Criterion.SPONSORSHIP]
    assert item.stand is Stand.PARTLY
    assert (item.parts[0].holds, item.parts[0].evidence.says) == (
        False,
        "Meridian Foods plc: Ada Okafor, executive, who left on 2026-11-20",
    )
    files = files | {
        CHARTER: files[CHARTER].replace(b"owners: {meridian: ravi", b"owners: {meridian: ada", 1)
    }
    (item,) = [one for one in ticked(files).items if one.item is Criterion.OWNERS]
    assert (item.stand, item.parts[0].evidence.says) == (
        Stand.PARTLY,
        "Meridian Foods plc: Ada Okafor, who left on 2026-11-20",
    )


def test_what_can_be_computed_cannot_be_attested() -> None:
    files = edited(("owners: {meridian: ravi, helix: sofia}   ", "owners: {}"))
    more = WORD.replace("pilot-before-scaling", "accountable-owners") % ("ada", "2026-05-01")
    found = ticked({**files, CHARTER: files[CHARTER] + more.encode()})
    assert stands(found)[Criterion.OWNERS] is Stand.NOT_MET


def test_a_section_declared_away_is_not_relevant_and_says_why() -> None:
    files = edited(("waivers: []", "waivers: []\nnot_applicable: {initiatives: Nothing new here}"))
    found = {one.item: one for one in ticked(files).items}
    assert found[Criterion.INNOVATION].stand is Stand.NOT_RELEVANT
    assert found[Criterion.INNOVATION].reason == "Nothing new here"


def test_a_strategic_charter_cannot_declare_its_owners_away() -> None:
    files = edited(("waivers: []", "waivers: []\nnot_applicable: {owners: We are friends}"))
    assert stands(ticked(files))[Criterion.OWNERS] is Stand.MET


def test_nothing_is_asked_before_the_parties_work_together() -> None:
    found = ticked(edited(("stage: value-creation ", "stage: awareness ")))
    assert (found.items, found.unasked) == ((), "the parties do not work together yet")
