"""Partnerships that do not wait for each other."""

# ruff: noqa: E501 - a table is read row by row

import time

from tests.support import (
    FOLDER,
    Case,
    Seen,
    edited,
    error,
    findings,
    line_of,
    report,
    table,
    warning,
)

RULE = "dependencies-acyclic"


def charter(*needs: str, status: str = "active") -> bytes:
    return (
        "title: T\nhost: a\nrelationship: supplier\ntier: transactional\n"
        f"status: {status}\nterm: {{start: 2026-01-01}}\nparties: {{}}\npeople: {{}}\n"
        f"owners: {{}}\ndepends_on: [{', '.join(needs)}]\n"
    ).encode()


def found(**charters: bytes) -> dict[str, str]:
    """Message by charter; charters are called by single letters."""
    files = {f"{FOLDER}/{name}/partnership.yaml": raw for name, raw in charters.items()}
    return {f.partnership: f.message for f in report(files).findings if f.rule == RULE}


# fmt: off
CASES = {
    "a draft on a circle is warned": Case(
        {f"{FOLDER}/a/partnership.yaml": charter("b", status="draft"), f"{FOLDER}/b/partnership.yaml": charter("a")},
        warning(line=10),
        error(line=10),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)


def test_a_partnership_that_needs_itself_is_marked_at_the_dependency() -> None:
    files = edited(("depends_on: []", "depends_on:\n  - other\n  - meridian-helix"))
    files[f"{FOLDER}/other/partnership.yaml"] = charter()

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, "  - meridian-helix"),
            "depends_on.2",
            "the partnership 'meridian-helix' depends on itself",
        )
    ]


def test_each_partnership_of_a_circle_is_told_the_way_round() -> None:
    assert found(a=charter("b"), b=charter("c"), c=charter("a")) == {
        "a": "the partnership 'a' depends on itself, through b → c",
        "b": "the partnership 'b' depends on itself, through c → a",
        "c": "the partnership 'c' depends on itself, through a → b",
    }


def test_the_shortest_way_round_is_told() -> None:
    assert found(a=charter("b", "c"), b=charter("c"), c=charter("a")) == {
        "a": "the partnership 'a' depends on itself, through c",
        "b": "the partnership 'b' depends on itself, through c → a",
        "c": "the partnership 'c' depends on itself, through a",
    }


def test_what_leads_into_a_circle_or_out_of_it_is_not_blamed() -> None:
    assert set(found(a=charter("b"), b=charter("c"), c=charter("b", "d"), d=charter())) == {
        "b",
        "c",
    }


def test_what_lies_between_two_circles_is_not_blamed() -> None:
    assert set(
        found(a=charter("b"), b=charter("a", "c"), c=charter("d"), d=charter("e"), e=charter("d"))
    ) == {"a", "b", "d", "e"}


def test_two_ways_to_the_same_partnership_are_no_circle() -> None:
    assert found(a=charter("b", "c"), b=charter("d"), c=charter("d"), d=charter()) == {}


def test_a_dependency_that_is_written_twice_is_one_finding() -> None:
    assert set(found(a=charter("b", "b"), b=charter("a"))) == {"a", "b"}


def test_a_dependency_on_nothing_is_the_finding_of_another_rule() -> None:
    assert found(a=charter("ghost")) == {}


def test_what_is_over_needs_nothing() -> None:
    assert found(a=charter("b"), b=charter("a", status="ended")) == {}


def test_a_charter_that_cannot_be_read_breaks_no_circle_of_others() -> None:
    assert set(found(a=charter("b", "c"), b=charter("a"), c=b"title: [")) == {"a", "b"}


def test_a_long_way_round_is_shortened() -> None:
    names = [f"p{number}" for number in range(12)]
    circle = {name: charter(names[(n + 1) % 12]) for n, name in enumerate(names)}

    assert found(**circle)["p0"] == (
        "the partnership 'p0' depends on itself, through p1 → p2 → p3 → p4 → p5 → p6 → p7 → …"
    )


def test_a_long_chain_is_followed_at_once() -> None:
    chain = {f"p{n}": charter(f"p{n + 1}") for n in range(300)}
    begun = time.process_time()

    assert found(**chain) == {}
    assert time.process_time() - begun < 20
