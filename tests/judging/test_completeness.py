"""How complete a charter is follows from what the rules find, and from nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from tests.support import CHARTER, FOLDER, TODAY, edited
from trm_policy.judging.catalogue import Catalog, Rulebook, builtin
from trm_policy.judging.completeness import Completeness, Presence, completeness
from trm_policy.judging.judge import Judge
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.source import InMemory
from trm_policy.starter import complete

NAMES = ("exit-planned", "kpi-count", "quorum-reachable", "scope-stated", "stage-sections")
RULES = Catalog(tuple(rule for rule in builtin() if rule.name in NAMES))


def of(files: Mapping[str, bytes]) -> Completeness:
    judge = Judge(PortfolioReader(InMemory(files), FOLDER), Rulebook(RULES), TODAY)
    partnership = judge.reader.read("meridian-helix").partnership
    assert partnership is not None
    return completeness(judge, partnership)


def states(files: Mapping[str, bytes]) -> dict[str, Presence]:
    return {item.rule: item.state for item in of(files).ingredients}


def without(section: str, following: str, addition: str = "") -> dict[str, bytes]:
    text = complete()[CHARTER].decode()
    start, end = text.index(f"\n{section}:"), text.index(f"\n{following}:")
    return {**complete(), CHARTER: (text[:start] + text[end:] + addition).encode()}


def test_a_complete_charter_has_everything_in_place() -> None:
    whole = of(complete())
    assert {item.rule: item.state for item in whole.ingredients} == dict.fromkeys(
        NAMES, Presence.IN_PLACE
    )
    assert whole.share == 1.0


def test_what_is_written_and_faulty_is_partly_in_place() -> None:
    files = edited(("quorum: {members: 4, each_party: 1}", "quorum: {members: 9, each_party: 1}"))
    whole = of(files)
    assert states(files)["quorum-reachable"] is Presence.PARTLY
    assert whole.share == 0.8
    (item,) = [one for one in whole.ingredients if one.state is Presence.PARTLY]
    assert item.said == (
        (
            "the quorum of the committee 'steering' is 9 voting members, but it has 4, so it "
            "can never decide"
        ),
    )


def test_a_section_that_is_demanded_and_absent_is_missing() -> None:
    found = states(without("exit", "approvals"))
    assert found["exit-planned"] is Presence.MISSING
    assert found["stage-sections"] is Presence.MISSING


def test_a_section_that_is_declared_away_is_not_relevant_with_its_reason() -> None:
    files = without("kpis", "committees", "\nnot_applicable: {kpis: Nothing can be measured.}\n")
    (item,) = [one for one in of(files).ingredients if one.rule == "kpi-count"]
    assert (item.state, item.said) == (Presence.NOT_RELEVANT, ("Nothing can be measured.",))


def test_what_the_tier_does_not_ask_for_is_not_counted() -> None:
    text = without("exit", "approvals")[CHARTER].replace(b"tier: strategic", b"tier: transactional")
    assert "exit-planned" not in states({**complete(), CHARTER: text})


def test_a_placeholder_is_missing() -> None:
    start = "scope:\n"
    text = complete()[CHARTER].decode()
    section = text[text.index(start) : text.index("\nparties:")]
    files = edited((section, "scope:\n  purpose: TBD\n  includes: [TBD]\n  excludes: [TBD]\n"))
    assert states(files)["scope-stated"] is Presence.MISSING
    kept = {name: state for name, state in states(files).items() if name != "scope-stated"}
    assert set(kept.values()) == {Presence.IN_PLACE}
