"""Maturity that the records bear out."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.measure.maturity import (
    done_within_a_year,
    newest_reading,
    reviewed_within_a_year,
)
from trm_policy.model.assurance import MaturityClaim
from trm_policy.model.charter import Charter
from trm_policy.model.vocabulary import MaturityLevel
from trm_policy.portfolio.context import Context
from trm_policy.portfolio.records import MEASUREMENTS_FILE
from trm_policy.rule import Problem, rule
from trm_policy.rules._records import reviews_held
from trm_policy.rules._written import is_whole, left_to_others
from trm_policy.wording.lists import listed

_LEVELS = list(MaturityLevel)


@rule(Severity.WARNING, section="maturity")
def maturity_evidenced(charter: Charter, context: Context) -> Iterator[Problem]:
    """A claimed maturity level has evidence, and is not higher than the records show."""
    functions = charter.maturity.functions if charter.maturity else {}
    lacking = list(_lacks(charter, context)) if functions else []
    for id_, claim in functions.items():
        if claim.level is None or claim.level is MaturityLevel.INITIAL:
            continue
        at, level = f"maturity.functions.{id_}", str(claim.level)
        if claim.evidence is None:
            yield Problem(
                f"{id_!r} claims the level {level!r}, but has no evidence",
                at=f"{at}.evidence",
                help="Add 'evidence': something that anyone can check, such as a joint plan.",
            )
        if _reaches(claim, MaturityLevel.DEFINED) and claim.lead is None:
            yield Problem(
                f"{id_!r} claims the level {level!r}, but has no lead",
                at=f"{at}.lead",
                help="Add 'lead': the id of the person who leads this function.",
            )
        lacks = [lack for least, lack in lacking if _reaches(claim, least)]
        if lacks:
            yield Problem(
                f"{id_!r} claims the level {level!r}, but {listed(lacks)}",
                at=f"{at}.level",
                help="Claim the level that the records show, and close the gaps before the next "
                "assessment.",
            )


def _reaches(claim: MaturityClaim, level: MaturityLevel) -> bool:
    return claim.level is not None and _LEVELS.index(claim.level) >= _LEVELS.index(level)


def _lacks(charter: Charter, context: Context) -> Iterator[tuple[MaturityLevel, str]]:
    """What the whole charter lacks, each with the lowest level that it rules out."""
    if not charter.reviews and _is_told(charter, context, "reviews"):
        yield MaturityLevel.DEFINED, "no review is planned"
    if not charter.kpis and _is_told(charter, context, "kpis"):
        yield MaturityLevel.DEFINED, "nothing is measured"
    elif not _is_measured(charter, context):
        yield MaturityLevel.MANAGED, "no KPI has an up-to-date figure"
    held, unclear = reviews_held(charter, context), context.partnership.records.unclear("reviews")
    if charter.reviews and not unclear and reviewed_within_a_year(held, context.today) is None:
        yield MaturityLevel.MANAGED, "no review was held in the last year"
    if done_within_a_year(charter, context.today) is None:
        yield MaturityLevel.OPTIMISED, "no initiative was completed in the last year"


def _is_told(charter: Charter, context: Context, section: str) -> bool:
    """Whether it is certain that a section is empty, and no other rule asks for it."""
    return is_whole(context, (section,)) and not left_to_others(charter, context, section)


def _is_measured(charter: Charter, context: Context) -> bool:
    """Whether any KPI has a figure that is not overdue; also where none of them could be read."""
    records = context.partnership.records
    rows = records.measurements
    if not rows and records.unclear(MEASUREMENTS_FILE):
        return True
    return not charter.kpis or newest_reading(charter, rows, context.today) is not None
