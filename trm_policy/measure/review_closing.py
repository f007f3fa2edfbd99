"""What the minutes of a review still lack before they bind, whatever the partnership's tier."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from trm_policy.errors import did_you_mean
from trm_policy.finding import Finding, Place, Severity, Span, dotted
from trm_policy.measure.meetings import keeps_minutes
from trm_policy.measure.quorum import shortfall
from trm_policy.measure.red_run import answering, red_since
from trm_policy.model.records import Action, ActionState, Minutes, MinutesFront
from trm_policy.model.vocabulary import ReviewKind
from trm_policy.portfolio.partnership import Partnership
from trm_policy.wording.text import quoted

MINUTES, NAMES, RED = "review-minutes", "references-resolve", "red-kpi-has-action"
"""The rules that would complain of the same."""
_OF_FIGURES = (ReviewKind.PERFORMANCE, ReviewKind.STRATEGIC)


def still_open(partnership: Partnership, minutes: Minutes, today: date) -> tuple[Finding, ...]:
    """What has to be mended until the review counts as held, in the order of the file.

    ``today`` is the day as of which is judged. What the reader of the file complained of is not
    told again.
    """
    if minutes.front is None:
        return ()
    found = _Closing(partnership, minutes, minutes.front, today).findings()
    return tuple(sorted(found, key=lambda one: one.order))


class _Closing:
    """Judges the minutes of one review."""

    def __init__(
        self, partnership: Partnership, minutes: Minutes, front: MinutesFront, today: date
    ) -> None:
        self.part = partnership
        self.minutes = minutes
        self.front = front
        self.today = today
        self.review = partnership.charter.reviews.get(front.review)

    def findings(self) -> Iterator[Finding]:
        """Everything that is to be mended."""
        yield from self._occasion()
        yield from self._attendees()
        yield from self._decisions()
        for action in self.minutes.actions:
            yield from self._action(action)
        yield from self._red_kpis()

    def _occasion(self) -> Iterator[Finding]:
        front = self.front
        if self.review is None:
            known = self.part.charter.reviews
            yield self._at(
                NAMES,
                ("review",),
                f"the charter has no review {quoted(front.review)}",
                f"{did_you_mean(front.review, known) or 'Add it to the charter first.'}",
            )
        if front.held_on > self.today:
            yield self._at(
                MINUTES,
                ("held_on",),
                f"the review is to be held on {front.held_on}, which is still to come",
                "Close it once it was held; if that is done, add --held-on with the day.",
            )

    def _attendees(self) -> Iterator[Finding]:
        roster, there = self.part.roster, self.front.attendees
        strangers = [(n, person) for n, person in enumerate(there) if not roster.knows(person)]
        for number, person in strangers:
            yield self._at(
                NAMES,
                ("attendees", number),
                f"nobody is called {quoted(person)}",
                f"Correct the id; {did_you_mean(person, (actor.id for actor in roster))}",
            )
        committees = self.part.charter.committees
        body = committees.get(self.review.committee or "") if self.review else None
        parties = [p for p in roster.charter.parties if body is None or body.party in (None, p)]
        sides = {roster.party_of(person) for person in there}
        missing = [party for party in parties if party not in sides]
        if missing and not strangers:
            names = _listed([roster.party_name(party) for party in missing])
            yield self._at(
                MINUTES,
                ("attendees",),
                f"nobody of {names} was there",
                "Add everybody who was there to 'attendees'; a review without a party is none.",
            )
            return
        lacks = shortfall(body, there, roster) if body else None
        if lacks is None or body is None:
            return
        few = _listed([roster.party_name(party) for party in lacks.few]) if lacks.few else ""
        count = lacks.there or "none"
        said = (
            f"fewer than {lacks.each} of {few} could vote"
            if lacks.enough
            else f"{count} of {lacks.needed} voting members were there"
        )
        yield self._at(
            MINUTES,
            ("attendees",),
            f"the quorum of {quoted(body.name)} was not met: {said}",
            "Name all who were there; a deputy counts for a member who was not. If too few were "
            "there, let the committee confirm the decisions next time, and meet again.",
        )

    def _decisions(self) -> Iterator[Finding]:
        minutes = self.minutes
        if not minutes.decisions:
            yield self._line(
                MINUTES,
                minutes.decisions_line or 1,
                "it is not written down what was decided",
                "List it under '## Decisions'; if nothing was decided, say so there.",
            )
        for decision in minutes.decisions:
            if not decision.text.strip():
                yield self._line(
                    MINUTES, decision.line, "this decision has no text", "Write it, or remove it."
                )
        if minutes.actions_line is None:
            yield self._line(
                MINUTES,
                1,
                "there is no section 'Actions'",
                "Add '## Actions' and, for each, '- [ ] @person what (due DATE)'.",
            )

    def _action(self, action: Action) -> Iterator[Finding]:
        what = f"the action {quoted(action.what)}" if action.what.strip() else "this action"
        lacks = [] if action.what.strip() else ["does not say what is to be done"]
        lacks += [] if action.person else ["names nobody who does it"]
        lacks += [] if action.due or action.due_text else ["has no day by which it is done"]
        if lacks:
            yield self._line(
                MINUTES,
                action.line,
                f"{what} {_listed(lacks)}",
                "Write '- [ ] @person what (due DATE)', with one person and one day.",
            )
        roster = self.part.roster
        if action.person and not roster.knows(action.person):
            ids = (actor.id for actor in roster)
            hint = did_you_mean(action.person, ids)
            yield self._line(
                NAMES,
                action.line,
                f"{what} is given to {quoted(action.person)}, whom nobody knows",
                f"Correct the id; {hint}",
            )
        if action.due is not None and action.due < self.front.held_on:
            yield self._line(
                MINUTES,
                action.line,
                f"{what} is due on {action.due}, before the review in which it was agreed",
                "Correct the day.",
            )

    def _red_kpis(self) -> Iterator[Finding]:
        """KPIs that were red on the day of the review, with no action here or open from before.

        Reviews that do not look at figures, such as a health check, bind all the same.
        """
        charter, rows = self.part.charter, self.part.records.measurements
        if self.review is None or not keeps_minutes(self.review):
            return
        others = (m for m in self.part.records.minutes if m.path != self.minutes.path)
        before = [
            one
            for one in others
            if one.front is not None and one.front.held_on <= self.front.held_on
        ]
        for id_, kpi in charter.kpis.items():
            goals = [goal for goal in charter.goals.values() if id_ in goal.kpis]
            day = min(self.front.held_on, self.today)
            since = red_since(id_, kpi, rows, day)
            if since is None or (goals and all(goal.closed_on for goal in goals)):
                continue
            here = [a for a in self.minutes.actions if a.kpi == id_ and _stands(a)]
            if here or any(_stands(action) for action in answering(id_, before, since)):
                continue
            yield self._line(
                RED,
                self.minutes.actions_line or 1,
                f"the KPI {id_!r} is red since {since}, and no action with a cause answers it",
                f"Add '- [ ] @PERSON WHAT (kpi {id_}; cause WHY; due DATE)' under '## Actions'.",
                Severity.ERROR if self.review.kind in _OF_FIGURES else Severity.WARNING,
            )

    def _at(self, rule: str, place: Place, message: str, mend: str) -> Finding:
        document = self.part.records.documents[self.minutes.path]
        at = dotted(place)
        return self._finding(rule, document.span(place), message, mend, at)

    def _line(
        self,
        rule: str,
        line: int,
        message: str,
        mend: str,
        severity: Severity = Severity.ERROR,
    ) -> Finding:
        found = self._finding(rule, Span(line, 1, line, 1), message, mend)
        return replace(found, severity=severity)

    def _finding(self, rule: str, span: Span, message: str, mend: str, at: str = "") -> Finding:
        path, id_ = self.minutes.path, self.part.id
        return Finding(path, span, rule, Severity.ERROR, message, mend, id_, at)


def _stands(action: Action) -> bool:
    """Whether an action says who, why and by when, and was not dropped."""
    said = action.person and action.cause and (action.due or action.due_text)
    return bool(said) and action.state is not ActionState.DROPPED


def _listed(words: Sequence[str]) -> str:
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last
