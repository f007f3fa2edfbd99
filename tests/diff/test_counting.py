"""The check, the comparison and the comment of a pull request count promises alike."""

from __future__ import annotations

import copy
import re
from datetime import date

import pytest

from tests.diff.editing import Data, Edit, charter_data, drop, put, rename
from tests.diff.test_weakening import WEAKER
from tests.support import CHARTER, FOLDER, TODAY, judged, yaml_of
from trm_policy.diff import Bump, Weight, diff_portfolios
from trm_policy.diff.proposal import proposals
from trm_policy.judging.comparison import FindingChanges
from trm_policy.portfolio.before import PortfolioChange
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.reporters.pull_request import PullRequest, comment
from trm_policy.source import InMemory
from trm_policy.starter import complete
from trm_policy.views.changes import changes_view, sign
from trm_policy.views.view import Heading

_WEAKER = ", which is weaker than what was agreed; "


def _files(data: Data) -> dict[str, bytes]:
    return {**complete(), CHARTER: yaml_of(data)}


def counts(then: Data, now: Data) -> dict[str, tuple[int, int]]:
    """How many promises each output calls weaker, and stronger."""
    old, new = (PortfolioReader(InMemory(_files(data)), FOLDER) for data in (then, now))
    change = PortfolioChange(old, {"meridian-helix": "meridian-helix"}, frozenset(new.ids))
    found = diff_portfolios(old, new, change.was)
    told = [sign(one) for part in found for one in part.changes]
    heading = changes_view("main", "the work tree", found).blocks[0]
    assert isinstance(heading, Heading)
    request = PullRequest(
        "main", tuple(proposals(new, change, TODAY.date())), FindingChanges((), ())
    )
    return {
        "diff": _told(str(heading.line)),
        "marks": (told.count("−"), told.count("+")),
        "pr": _told(comment(request).splitlines()[2]),
    }


def _told(text: str) -> tuple[int, int]:
    weaker, stronger = (re.search(rf"(\d+)[^,\d]*{word}", text) for word in ("weaker", "stronger"))
    return int(weaker[1]) if weaker else 0, int(stronger[1]) if stronger else 0


def said_by_check(then: Data, now: Data) -> int:
    """How many changes the check refuses as weaker."""
    found = judged("no-silent-weakening", _files(then), _files(now))
    return sum(_WEAKER in one.message for one in found)


def _with(*edits: Edit, base: Data | None = None) -> Data:
    made = copy.deepcopy(base or charter_data())
    for edit in edits:
        edit(made)
    return made


END, DECIDED = put("term/end", date(2029, 12, 31)), put("term/review_by", date(2029, 2, 28))


@pytest.mark.parametrize(
    ("edits", "weaker", "stronger"),
    [
        ([END, DECIDED], 0, 1),  # 306 days before the end, as before
        ([END, put("term/review_by", date(2029, 3, 31))], 1, 1),
        ([put("term/review_by", date(2028, 3, 31))], 1, 0),
        ([put("term/review_by", date(2028, 1, 31))], 0, 1),
        ([put("term/end", date(2027, 12, 31)), put("term/review_by", date(2027, 2, 28))], 1, 0),
        ([drop("sponsors/helix")], 1, 0),
        ([drop("exit/transition/owners/helix")], 1, 0),
        ([drop("touchpoints/network")], 1, 0),
        ([rename("touchpoints/network", "net")], 0, 0),
        ([put("kpis/otif/target/value", 95), drop("reviews/health")], 2, 0),
        ([put("risks/depot-loss/review_by", date(2028, 3, 31))], 0, 0),
    ],
)
def test_a_change_weighs_alike_everywhere(edits: list[Edit], weaker: int, stronger: int) -> None:
    now = _with(*edits)
    assert counts(charter_data(), now) == dict.fromkeys(("diff", "marks", "pr"), (weaker, stronger))
    assert said_by_check(charter_data(), now) == weaker


@pytest.mark.parametrize("first", range(4))
def test_all_that_the_table_calls_weaker_weighs_alike_everywhere(first: int) -> None:
    base, wrong = charter_data(), []
    for name, edits, _ in WEAKER[first::4]:
        now = _with(*edits)
        found = counts(base, now)
        weaker = {count for count, _ in found.values()} | {said_by_check(base, now)}
        if len(weaker) != 1 or len(set(found.values())) != 1:
            wrong.append((name, found, weaker))
    assert wrong == []


def test_a_new_id_weighs_nothing_anywhere() -> None:
    now = _with(rename("touchpoints/network", "net"))
    assert [
        one
        for rule in ("version-bumped", "no-silent-weakening")
        for one in judged(rule, _files(charter_data()), _files(now))
    ] == []
    old, new = (PortfolioReader(InMemory(_files(one)), FOLDER) for one in (charter_data(), now))
    ((change,),) = (
        one.changes for one in diff_portfolios(old, new, {"meridian-helix": "meridian-helix"})
    )
    assert (change.weight, change.bump) == (Weight.OPERATIONAL, Bump.NONE)
