"""What the minutes of a review still lack before they bind, whatever the partnership's tier.

The rules that ask the same are run on this one record; what no rule asks is asked here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time
from types import MappingProxyType
from typing import Any

from trm_policy.finding import Finding, Severity, Span
from trm_policy.judging.checker import Report, check
from trm_policy.judging.judge import Judge, Taken
from trm_policy.judging.placing import located
from trm_policy.judging.settings import RuleSetting
from trm_policy.measure.meetings import keeps_minutes
from trm_policy.model.charter import Charter
from trm_policy.model.governance import Review
from trm_policy.model.records import Minutes, MinutesFront
from trm_policy.model.vocabulary import ReviewKind
from trm_policy.portfolio.partnership import Partnership
from trm_policy.rule import Problem
from trm_policy.timing.clock import Clock
from trm_policy.wording.text import quoted

_MINUTES, _NAMES, _RED = "review-minutes", "references-resolve", "red-kpi-has-action"
_OF_FIGURES = (ReviewKind.PERFORMANCE, ReviewKind.STRATEGIC)


def closing(judge: Judge, partnership: Partnership, minutes: Minutes) -> Report:
    """What has to be fixed until the review counts as held, in the order of the file.

    Besides what closing asks, it is all that the rule book finds in the file.
    """
    own = list(_asked(judge, partnership, minutes, minutes.front)) if minutes.front else []
    seen = {(one.rule, one.span.line) for one in own}
    report = check(judge.reader, judge.rulebook, judge.now, {partnership.id})
    for one in report.findings:
        told = (one.rule, one.span.line) in seen
        if one.path == minutes.path and one.waived is None and not told:
            own.append(one)
    return Report(tuple(sorted(own, key=lambda one: one.order)), 1, report.owners)


def _asked(
    judge: Judge, partnership: Partnership, minutes: Minutes, front: MinutesFront
) -> Iterator[Finding]:
    review = partnership.charter.reviews.get(front.review)
    for problem in (*_occasion(judge, front), *_texts(minutes, front)):
        placed = replace(problem, document=minutes.path)
        yield from located(partnership, _MINUTES, Severity.ERROR, placed)
    alone = replace(partnership, records=replace(partnership.records, minutes=(minutes,)))
    if review is not None:
        alone = replace(alone, charter=_weighty(partnership, front.review, review))
    for rule in (_MINUTES, _NAMES):
        found = _by_rule(judge, rule, alone, front)
        yield from (one for one in found if one.path == minutes.path)
    if review is not None and keeps_minutes(review):
        severity = Severity.ERROR if review.kind in _OF_FIGURES else Severity.WARNING
        line = minutes.actions_line or 1
        for one in _by_rule(judge, _RED, partnership, front, {"grace": 0}):
            span = Span(line, 1, line, 1)
            yield replace(one, path=minutes.path, span=span, severity=severity, at="")


def _weighty(partnership: Partnership, id_: str, review: Review) -> Charter:
    """The charter with the review as one of which minutes are kept: what is closed is one."""
    if keeps_minutes(review):
        return partnership.charter
    kept = review.model_copy(update={"kind": ReviewKind.PERFORMANCE})
    reviews = {**partnership.charter.reviews, id_: kept}
    return partnership.charter.model_copy(update={"reviews": reviews})


def _by_rule(
    judge: Judge,
    name: str,
    partnership: Partnership,
    front: MinutesFront,
    options: Mapping[str, Any] = MappingProxyType({}),
) -> Sequence[Finding]:
    """What a rule finds as of the day of the review, however the organisation takes it."""
    rule = judge.rulebook.catalog.find(name)
    context = replace(
        judge.context.of(partnership, {}),
        clock=Clock(datetime.combine(front.held_on, time(), UTC)),
    )
    return judge.run(
        Taken.of(rule, RuleSetting(options=options), Severity.ERROR), context, draft=False
    )


def _occasion(judge: Judge, front: MinutesFront) -> Iterator[Problem]:
    if front.held_on > judge.context.today:
        yield Problem(
            f"held_on is {front.held_on}, which is in the future",
            at="held_on",
            help="Close it once it was held; if that is done, add --held-on with the day.",
        )


def _texts(minutes: Minutes, front: MinutesFront) -> Iterator[Problem]:
    """Decisions and actions that say nothing, and days that cannot be kept."""
    for decision in minutes.decisions:
        if not decision.text.strip():
            yield Problem(
                "this decision has no text", line=decision.line, help="Write it, or remove it."
            )
    for action in minutes.actions:
        if not action.what.strip():
            yield Problem(
                "this action does not state what is to be done",
                line=action.line,
                help="Write '- [ ] @person what (due DATE)', with one person and one day.",
            )
        if action.due is not None and action.due < front.held_on:
            yield Problem(
                f"the action {quoted(action.what)} is due on {action.due}, before the review in "
                "which it was agreed",
                line=action.line,
                help="Correct the day.",
            )
