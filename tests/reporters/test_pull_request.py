"""The comment under a pull request, whatever has to be left out of it."""

from __future__ import annotations

import string
from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePosixPath

import pytest

from tests.reporters.conftest import ERROR, HOSTILE
from trm_policy.diff import Bump, Change, Effect, Weight
from trm_policy.diff.change import ChangeKind, Words
from trm_policy.diff.proposal import Fate, Proposal
from trm_policy.finding import Severity
from trm_policy.judging.comparison import FindingChanges
from trm_policy.reporters.pull_request import PullRequest, comment

LONG = (HOSTILE * 3)[:200]


def change(effect: Effect = Effect.NEUTRAL, thing: str = LONG) -> Change:
    said = Words(thing, "", "")
    return Change(
        *(ChangeKind.ADDED, ("behaviours", "x"), None, None, effect, Weight.MATERIAL),
        *(Bump.MINOR, "public", said, said),
    )


def proposal(name: str, changes: Iterable[Change], fate: Fate = Fate.CHANGED) -> Proposal:
    return Proposal(name, name, f"Title of {name}", fate, ("1.0.0", "1.1.0"), tuple(changes))


def test_however_much_changes_the_sums_and_the_gravest_findings_stand_and_no_tag_is_open() -> None:
    proposals = [proposal(f"p{n}", [change() for _ in range(40)]) for n in range(60)]
    weak = proposal("weak", [change(Effect.LOOSENS, "the last promise")])
    errors = [replace(ERROR, message=f"{n} {LONG}") for n in range(9)]
    infos = [replace(ERROR, severity=Severity.INFO, message=LONG) for _ in range(90)]
    made = PullRequest(
        *("origin/main", (*proposals, weak)),
        FindingChanges((*infos, *errors), (ERROR,)),
        rules=tuple(replace(ERROR, message=LONG) for _ in range(9)),
        preview="https://preview.example/42",
    )
    text = comment(made)

    assert len(text) <= 60_001
    assert text.startswith(
        "<!-- trm pr -->\n\n### 1 promise weaker, 2,400 other changes\n\n**Title of weak** "
    )
    assert "**99 new findings, 1 fixed**\n\n- **error** 0 " in text
    assert "**This changes the rules themselves**" in text
    assert text.endswith("\n\n[Preview the site](https://preview.example/42)\n")
    for tag in ("details", "summary", "code"):
        assert text.count(f"<{tag}>") == text.count(f"</{tag}>")


def test_what_is_left_out_is_shown_by_a_command_that_works() -> None:
    made = PullRequest(
        "origin/my branch",
        tuple(proposal(f"p{n}", [change() for _ in range(40)]) for n in range(60)),
        FindingChanges(tuple(replace(ERROR, message=f"m{n}") for n in range(6)), ()),
    )
    text = comment(made)
    base = "'origin/my branch'"
    assert f"<code>trm diff {base}</code> shows all of it." in text
    assert f"- and 1 more; <code>trm check --changed --base {base}</code> lists all" in text


def test_a_removed_charter_and_a_weaker_promise_are_told_before_others() -> None:
    made = PullRequest(
        "main",
        (
            proposal("a", [change(Effect.TIGHTENS)]),
            proposal("b", [change(Effect.LOOSENS)]),
            proposal("c", [], Fate.REMOVED),
        ),
        FindingChanges((), ()),
    )
    text = comment(made)
    places = [text.index(f"**Title of {name}**") for name in ("b", "c", "a")]
    assert places == sorted(places)


def test_files_are_named_from_the_top_of_the_git_repository() -> None:
    made = PullRequest(
        "main", (), FindingChanges((ERROR,), ()), prefix=PurePosixPath("group/governance")
    )
    place = "group/governance/partnerships/alpha/partnership.yaml:280"
    assert f"(<code>{place}</code>)" in comment(made)


@pytest.mark.parametrize("sign", string.punctuation)
def test_it_is_short_enough_for_github_whatever_signs_it_is_made_of(sign: str) -> None:
    signs = sign * 400
    found = tuple(replace(ERROR, message=signs, path=PurePosixPath(signs)) for _ in range(9))
    hostile = replace(proposal("p", [change(thing=signs) for _ in range(40)]), title=signs)
    text = comment(
        PullRequest(
            *("main", tuple(hostile for _ in range(60)), FindingChanges(found, ())),
            rules=found,
            unseen=found,
            directory=tuple(change(thing=signs) for _ in range(400)),
        )
    )
    assert len(text) <= 60_001
    assert "**9 new findings, 0 fixed**\n\n- **error** " in text
