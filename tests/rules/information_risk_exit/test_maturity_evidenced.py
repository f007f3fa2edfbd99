"""Maturity that the records bear out."""

# ruff: noqa: E501 - a table is read row by row

from datetime import datetime

import pytest

from tests.support import CHARTER, Case, day, edited, finding, findings, report, table, warning

RULE = "maturity-evidenced"
SUPPLY = (
    "    supply-chain: {level: managed, lead: mikael, evidence: Shared forecast and scorecard}\n"
)
MEASUREMENTS = "partnerships/meridian-helix/measurements.csv"
DONE = (
    "    stage: pilot                             # idea",
    "    stage: done                              # idea",
)


def supply(text: str) -> tuple[str, str]:
    """The claim of the supply chain, otherwise."""
    return SUPPLY, f"    supply-chain: {{{text}}}\n"


def found(files: dict[str, bytes], day: str = "2026-11-22") -> list[tuple[str, str]]:
    now = datetime.fromisoformat(f"{day}T00:00+00:00")
    return [(seen.at, seen.message) for seen in findings(files, RULE, now)]


def section(name: str, following: str) -> str:
    text = edited()[CHARTER].decode()
    return text[text.index(f"\n{name}:") : text.index(f"\n{following}:")]


# fmt: off
CASES = {
    "a claim that nothing shows is marked": Case(
        edited(supply("level: managed, lead: mikael")),
        warning("maturity.functions.supply-chain.evidence", "'supply-chain' claims the level 'managed', but has no evidence", on="    supply-chain:"),
    ),
    "from defined on somebody leads": Case(
        edited(supply("level: defined, evidence: A plan")),
        finding("maturity.functions.supply-chain.lead", "'supply-chain' claims the level 'defined', but has no lead"), now=day("2026-11-22"),
    ),
    "from defined on somebody leads (2)": Case(
        edited(supply("level: repeatable, evidence: A plan")), now=day("2026-11-22"),
    ),
    "the lowest level claims nothing: level: initial": Case(
        edited(supply("level: initial")), now=day("2026-11-22"),
    ),
    "the lowest level claims nothing: lead: mikael": Case(edited(supply("lead: mikael")), now=day("2026-11-22")),
    "defined is not judged by sections that could not be read": Case(
        edited((section("reviews", "sharing"), "\nreviews: many\n"), (section("kpis", "committees"), "\nkpis: many\n")), now=day("2026-11-22"),
    ),
    "managed is shown by one review held within a year": Case(edited(), now=day("2027-10-20")),
    "managed is shown by one review held within a year (2)": Case(
        edited(),
        finding(),
        finding(), now=day("2027-10-21"),
    ),
    "optimised needs an initiative that was done": Case(
        edited(supply("level: optimised, lead: mikael, evidence: A plan")),
        finding("maturity.functions.supply-chain.level", "'supply-chain' claims the level 'optimised', but no initiative was completed in the last year"), now=day("2026-11-22"),
    ),
    "optimised needs an initiative that was done (2)": Case(
        edited(supply("level: optimised, lead: mikael, evidence: A plan"), DONE), now=day("2026-11-22"),
    ),
    "a charter that claims nothing is left alone": Case(
        edited((section("maturity", "agreements"), "\n")), now=day("2026-11-22"),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)


class TestDefined:
    def test_needs_a_review_and_a_kpi(self) -> None:
        reviews, kpis = section("reviews", "sharing"), section("kpis", "committees")
        tier = ("tier: strategic ", "tier: preferred ")
        spared = "not_applicable: {reviews: we meet each day}\nvision:"
        files = edited((reviews, "\n"), (kpis, "\n"), tier, ("\nvision:", f"\n{spared}"))

        assert found(files) == [
            (
                f"maturity.functions.{function}.level",
                (
                    f"{function!r} claims the level {level!r}, but no review is planned and "
                    "nothing is measured"
                ),
            )
            for function, level in (
                ("customer-service", "managed"),
                ("human-resources", "defined"),
                ("supply-chain", "managed"),
            )
        ]

    def test_is_not_judged_by_sections_that_other_rules_ask_for(self) -> None:
        files = edited((section("reviews", "sharing"), "\n"))
        assert {one.rule for one in report(files).findings} == {"stage-sections"}

        files = edited((section("kpis", "committees"), "\n"))
        assert {one.rule for one in report(files).findings} == {"kpi-count"}


class TestManaged:
    def test_needs_figures_that_are_up_to_date(self) -> None:
        without = {path: raw for path, raw in edited().items() if path != MEASUREMENTS}
        at = "maturity.functions.{}.level"
        lack = "{!r} claims the level 'managed', but no KPI has an up-to-date figure"

        assert found(without) == [
            (at.format(function), lack.format(function))
            for function in ("customer-service", "supply-chain")
        ]

    def test_is_not_shown_by_old_figures_and_old_reviews(self) -> None:
        assert found(edited(), "2028-06-01")[0] == (
            "maturity.functions.customer-service.level",
            (
                "'customer-service' claims the level 'managed', but no KPI has an up-to-date "
                "figure and no review was held in the last year"
            ),
        )


class TestOptimised:
    CLAIM = supply("level: optimised, lead: mikael, evidence: A plan")
    MESSAGE = (
        "'supply-chain' claims the level 'optimised', but no initiative was completed in the "
        "last year"
    )

    @pytest.mark.parametrize(
        ("since", "shown"),
        [
            ("    since: 2025-11-21\n", False),
            ("    since: 2025-11-22\n", True),
            ("    since: 2026-11-22\n", True),
            ("    since: 2026-11-23\n", False),
            ("", False),
        ],
    )
    def test_needs_one_that_was_done_within_a_year(self, since: str, shown: bool) -> None:
        files = edited(self.CLAIM, DONE, ("    since: 2026-02-01\n", since))

        assert (found(files) == []) is shown
