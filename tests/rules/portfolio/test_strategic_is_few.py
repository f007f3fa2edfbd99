"""A handful of strategic partnerships, and no more."""

from tests.support import FOLDER, Seen, findings, options, report
from trm_policy.judging.settings import Settings

RULE = "strategic-is-few"


def charter(tier: str, score: float | None = None, status: str = "active") -> bytes:
    scores = f"segmentation: {{scores: {{spend: {score}, risk: {score}}}}}\n" if score else ""
    return (
        f"title: T\nhost: us\nrelationship: supplier\ntier: {tier}\nstatus: {status}\n"
        f"term: {{start: 2026-01-01}}\nparties: {{}}\npeople: {{}}\nowners: {{}}\n{scores}"
    ).encode()


def portfolio(size: int, **strategic: bytes) -> dict[str, bytes]:
    """``size`` partnerships in all, the others transactional."""
    others = {f"z{n}": charter("transactional") for n in range(size - len(strategic))}
    return {
        f"{FOLDER}/{name}/partnership.yaml": raw for name, raw in {**strategic, **others}.items()
    }


def found(files: dict[str, bytes], settings: Settings | None = None) -> dict[str, str]:
    return {
        f.partnership: f.message
        for f in report(files, settings=settings).findings
        if f.rule == RULE
    }


def test_two_of_twenty_may_be_strategic() -> None:
    assert found(portfolio(20, a=charter("strategic", 5), b=charter("strategic", 4))) == {}


def test_of_three_in_twenty_the_one_with_the_lowest_scores_is_marked_at_its_tier() -> None:
    strategic = {"a": charter("strategic", 5), "b": charter("strategic", 3.5)}
    files = portfolio(20, **strategic, c=charter("strategic", 4))
    message = (
        "3 of 20 partnerships are strategic, but 10 % would be 2; this one ranks among the "
        "lowest, with a mean score of 3.5"
    )

    assert findings(files, RULE) == [Seen(RULE, "warning", 4, "tier", message)]
    assert found(files) == {"b": message}


def test_as_many_are_marked_as_there_are_too_many_and_those_without_scores_first() -> None:
    files = portfolio(
        29,
        a=charter("strategic", 3),
        b=charter("strategic", 3),
        c=charter("strategic"),
        d=charter("strategic", 5),
    )

    assert set(found(files)) == {"a", "c"}
    assert "10 % would be 2; this one ranks among the lowest, with no score" in found(files)["c"]


def test_a_small_portfolio_is_not_judged() -> None:
    strategic = {name: charter("strategic") for name in "abcdefg"}

    assert found(portfolio(19, **strategic)) == {}
    assert len(found(portfolio(20, **strategic))) == 5


def test_partnerships_that_are_over_count_neither_way() -> None:
    over = charter("strategic", status="ended")
    few = {"a": charter("strategic"), "b": charter("strategic")}

    assert found(portfolio(21, **few, c=over)) == {}
    assert found(portfolio(20, **few, c=charter("strategic"), d=over)) == {}


def test_preferred_partnerships_are_not_strategic() -> None:
    assert found(portfolio(20, **{name: charter("preferred") for name in "abcdef"})) == {}


def test_an_organisation_sets_its_own_share_and_size() -> None:
    settings = options(RULE, {"share": 30, "from": 10})
    strategic = {name: charter("strategic", 4) for name in "abc"}

    assert found(portfolio(10, **strategic), settings) == {}
    assert set(found(portfolio(10, **strategic, d=charter("strategic", 5)), settings)) == {"a"}
