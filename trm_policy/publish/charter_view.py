"""What the templates of a charter's page may ask: names for ids, and figures made from records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import PurePosixPath

from trm_policy.document.document import Document
from trm_policy.finding import Place
from trm_policy.history.log.event import Event
from trm_policy.judging.completeness import Completeness, Ingredient, Presence
from trm_policy.judging.limits import Limits
from trm_policy.judging.rule_page import family_title
from trm_policy.measure.due import due_items
from trm_policy.measure.escalations import EscalationCase, escalations, most_urgent_first
from trm_policy.measure.kpi_status import KpiStatus
from trm_policy.measure.meetings import ReviewState, review_states
from trm_policy.measure.obligations import ObligationState, obligation_state
from trm_policy.measure.open_actions import OpenAction
from trm_policy.model.assurance import Risk
from trm_policy.model.base import Kind
from trm_policy.model.governance import Committee, Decision
from trm_policy.model.party import Directory
from trm_policy.model.purpose import Term
from trm_policy.model.records import Minutes
from trm_policy.portfolio.partnership import Partnership
from trm_policy.portfolio.people import Register
from trm_policy.portfolio.roster import clocks_told
from trm_policy.projection import Projection
from trm_policy.publish.charts import Chart
from trm_policy.publish.charts.gallery import Gallery
from trm_policy.publish.charts.kpi_chart import kpi_chart, signs_of
from trm_policy.publish.charts.risk_map import risk_map
from trm_policy.publish.evidence import Leaf, Line, Lines, line_of
from trm_policy.publish.insight import Insight
from trm_policy.publish.names import Names, Signing, signing
from trm_policy.publish.people import Counterparts, PartyPeople, counterparts, sides
from trm_policy.publish.rhythm import (
    FallingDue,
    actions_by_day,
    falling_due,
    last_minutes,
)
from trm_policy.publish.sections import (
    COMMITMENTS,
    COMPLETENESS,
    DUE,
    ESCALATION,
    HEALTH,
    HISTORY,
    RHYTHM,
    Section,
    Shown,
    arrange,
)
from trm_policy.views.scorecard_words import KpiRow, Lights, kpi_rows, lights
from trm_policy.wording.days import short_day
from trm_policy.wording.numbers import percent

_GRAVITY = {KpiStatus.RED: 0, KpiStatus.UNKNOWN: 1, KpiStatus.AMBER: 2, KpiStatus.GREEN: 3}
_MOST_WORST = 4


@dataclass(frozen=True)
class CharterView(Names):
    """One partnership as of an instant, for its page and for one audience.

    ``standing`` is how complete the charter is; of no account for others than the host.
    ``title_in`` gives the title of another partnership by its id, None where it has no page;
    ``path_in`` the path of that page. ``past`` are the last events of its life, newest first.
    ``limits`` is how the organisation takes the partnership; ``gallery`` draws charts;
    ``lines`` is where files of the repository are read. ``shared`` are the people of the
    directory, whom only pages of the host may ask for, and ``directory`` is its file.
    """

    projection: Projection
    now: datetime
    standing: Completeness
    title_in: Callable[[str], str | None]
    path_in: Callable[[str], str]
    past: Sequence[Event] = ()
    limits: Limits = field(default_factory=Limits)
    gallery: Gallery = field(default_factory=Gallery)
    shared: Register = field(default_factory=lambda: Register(Directory()))
    directory: Document | None = None
    lines: Lines | None = None

    @property
    def partnership(self) -> Partnership:
        """The partnership, with nothing in it that the audience may not see."""
        return self.projection.partnership

    def tells(self, *fields: str) -> bool:
        """Whether the audience may read these top-level fields, whether or not they say anything.

        What is not told must not be called absent either.
        """
        return self.projection.tells(*fields)

    @property
    def host(self) -> bool:
        """Whether the page is for the host alone."""
        return self.projection.host

    @property
    def digest(self) -> str:
        """The SHA-256 of the charter that is shown, in hexadecimal."""
        return self.projection.digest

    @property
    def signs(self) -> bool:
        """Whether the charter as shown can be signed: by those who agree, and whole."""
        return not self.projection.public and not self.unread

    @property
    def signing(self) -> list[Signing]:
        """Where each party signs."""
        return signing(self.partnership.charter, self.partnership.roster)

    def line(self, *place: str | int) -> Line | None:
        """The line that states a place of the charter; None where it may or can not be shown."""
        return line_of(self.projection, self.lines, place)

    def record_line(self, path: PurePosixPath | str, number: int = 1) -> Line | None:
        """A line of a record, whose path may be within the partnership's folder; None as above."""
        if self.lines is None or not self.host:
            return None
        whole = self.partnership.path.parent / path if isinstance(path, str) else path
        return self.lines.line(whole, number)

    def person_line(self, person: str) -> Line | None:
        """The line that gives somebody a part: the charter's own entry, or who names them first.

        Whoever is named by the directory alone, as a deputy, is led to there; None as above.
        """
        at = "people", person
        found = self.line(*at) or self.line(*self._named.get(person, at))
        directory = self.directory
        if found is not None or directory is None or not directory.has(at):
            return found
        return self.record_line(directory.path, directory.key_span(at).line)

    @cached_property
    def _named(self) -> Mapping[str, Place]:
        """Where the charter first names each person."""
        people = (one for one in self.partnership.references if one.kind is Kind.PERSON)
        found: dict[str, Place] = {}
        for one in people:
            found.setdefault(one.id, one.at)
        return found

    def stated(
        self, place: str, record: PurePosixPath | None = None, number: int | None = 1
    ) -> Line | None:
        """The line in which something of a pack is written; None as above.

        It stands at a dotted place of the charter, or in a line of a record.
        """
        if record is not None:
            return self.record_line(record, number or 1)
        return self.line(*place.split("."))

    def first_line(self, keys: Iterable[str]) -> Line | None:
        """The line of the first of these top-level keys that is written."""
        return next(filter(None, map(self.line, keys)), None)

    @cached_property
    def as_of(self) -> date:
        """The day, in UTC, as of which everything is told."""
        return self.now.astimezone(UTC).date()

    @property
    def unread(self) -> int:
        """How many entries of the charter the model refused."""
        return len(self.partnership.built.refusals)

    @cached_property
    def term(self) -> str:
        """From when to when it holds; empty where that is not told."""
        charter = self.partnership.charter
        term, hidden = charter.term, charter.hides("term")
        if term == Term() and (hidden or not self.tells("term")):
            return ""
        lasting = bool(term.duration or term.ends_on)
        if term.starts_on or term.renews_for or (term.end is None and lasting):
            since = f"since {short_day(term.start)}" if term.start else f"from {term.starts_on}"
            ends = term.ends_on or (short_day(term.last_day) if term.last_day else "")
            renewed = f"then renewed for {term.renews_for}" if term.renews_for else ""
            shown = (
                since if term.start or term.starts_on else "",
                f"for {term.duration}" if term.duration and not term.end else "",
                f"until {short_day(term.end) if term.end else ends}" if term.end or ends else "",
                renewed,
            )
            return ", ".join(filter(None, shown))
        if term.start is None:
            return f"until {short_day(term.end)}" if term.end else "not stated"
        if term.end is None:
            return f"since {short_day(term.start)}" + (", no end date" if self.host else "")
        return f"{short_day(term.start)} to {short_day(term.end)}"

    @cached_property
    def insight(self) -> Insight:
        """What is measured beyond the charter; for the host alone."""
        return Insight(self.partnership, self.now, self.limits)

    def title_of(self, partnership: str) -> str:
        """Another partnership's title, or its id where it has no page."""
        return self.title_in(partnership) or partnership

    # Its page

    @cached_property
    def sections(self) -> tuple[list[Shown], list[str]]:
        """The sections of its page, and the titles of those of which nothing is written."""
        told: dict[Section, object] = {
            HEALTH: True,
            DUE: self.due,
            ESCALATION: self.escalations,
            RHYTHM: self.last_minutes,
            COMMITMENTS: self.open_actions,
            COMPLETENESS: self.standing.ingredients,
            HISTORY: self.past,
        }
        extra = frozenset(section for section, tells in told.items() if tells)
        return arrange(self.partnership.charter, extra, self.tells)

    @property
    def leaf(self) -> Leaf:
        """Its page as evidence that stands on it finds it, from the page itself."""
        return Leaf("", frozenset(section.id for section in self.sections[0]))

    # Figures

    @cached_property
    def kpis(self) -> tuple[KpiRow, ...]:
        """Every KPI as it stands."""
        return kpi_rows(self.partnership, self.as_of, self.limits.asked.grace)

    @cached_property
    def kpi_charts(self) -> list[tuple[KpiRow, Chart]]:
        """The KPIs that have figures or a target, each with its chart."""
        found = ((row, kpi_chart(row)) for row in self.kpis)
        return [(row, chart) for row, chart in found if chart is not None]

    @cached_property
    def kpi_signs(self) -> Mapping[str, str]:
        """What the signs of all these charts mean."""
        return signs_of(chart for _, chart in self.kpi_charts)

    @cached_property
    def lights(self) -> Lights:
        """How many KPIs have each light."""
        return lights(self.kpis)

    @cached_property
    def worst(self) -> list[KpiRow]:
        """The KPIs to look at first: red, unknown, amber."""
        graver = [(_GRAVITY[row.status], row) for row in self.kpis if row.status is not None]
        off = [pair for pair in graver if pair[0] != _GRAVITY[KpiStatus.GREEN]]
        return [row for _, row in sorted(off, key=lambda pair: pair[0])[:_MOST_WORST]]

    @cached_property
    def all_judged(self) -> bool:
        """Whether every KPI of the partnership is told, each with its light."""
        return self.tells("kpis") and all(row.status is not None for row in self.kpis)

    def status(self, kpi: str) -> KpiStatus | None:
        """The light of a KPI of the charter; None where it has none for the reader."""
        return next(row.status for row in self.kpis if row.id == kpi)

    @cached_property
    def reviews(self) -> list[ReviewState]:
        """The reviews, the one that comes first on top."""
        return review_states(self.partnership, self.now)

    @cached_property
    def next_review(self) -> ReviewState | None:
        """The next review of any kind but the operational; that one if there is no other."""
        ahead = [row for row in self.reviews if row.next is not None]
        weighty = [row for row in ahead if row.review.kind != "operational"]
        return next(iter(weighty or ahead), None)

    @property
    def sooner(self) -> ReviewState | None:
        """The meeting of daily work that comes before the next review; None where none does."""
        first, following = next(iter(self.reviews), None), self.next_review
        return first if following is not None and first is not following else None

    @cached_property
    def open_actions(self) -> list[OpenAction]:
        """What the reviews left open."""
        return actions_by_day(self.partnership, self.now)

    @cached_property
    def last_minutes(self) -> Minutes | None:
        """The minutes of the review that was held last."""
        return last_minutes(self.partnership, self.now)

    @cached_property
    def due(self) -> FallingDue:
        """What falls due; nothing of a partnership that is over.

        Without the records everything would seem late, so that nothing is told then.
        """
        if not self.projection.records:
            return falling_due((), self.as_of)
        return falling_due(due_items(self.partnership, self.now, self.limits.asked), self.as_of)

    @cached_property
    def escalations(self) -> list[EscalationCase]:
        """What has been escalated, open ones first."""
        return most_urgent_first(escalations(self.partnership, self.now))

    def owed(self, id_: str) -> tuple[ObligationState, list[EscalationCase]]:
        """How an obligation stands by its days, and the escalations that name it."""
        one = self.partnership.charter.obligations[id_]
        named = [case for case in self.escalations if case.front and case.front.obligation == id_]
        return obligation_state(one, self.partnership, self.as_of), named

    @property
    def tells_deadlines(self) -> bool:
        """Whether the reader is told all by which deadlines of escalations are reckoned."""
        return clocks_told(self.partnership.charter)

    @cached_property
    def open_escalations(self) -> list[EscalationCase]:
        """Escalations that are not settled, overdue ones first."""
        return [case for case in self.escalations if case.open]

    # Completeness

    @property
    def share(self) -> str:
        """How much of what is demanded is fully in place; empty where nothing is."""
        return percent(self.standing.share)

    @cached_property
    def families(self) -> list[tuple[str, Mapping[Presence, int]]]:
        """Each chapter of the rule book with how many of its demands are in each state."""
        names = dict.fromkeys(one.family for one in self.standing.ingredients)
        return [(family_title(name), self.standing.count(name)) for name in names]

    def demands(self, state: Presence) -> list[Ingredient]:
        """What is demanded and stands so."""
        return [one for one in self.standing.ingredients if one.state is state]

    # Structure

    @cached_property
    def sides(self) -> tuple[PartyPeople, ...]:
        """Everybody with a part in it, by party."""
        return sides(self.partnership.charter, self.partnership.roster)

    @cached_property
    def counterparts(self) -> tuple[Counterparts, ...]:
        """Who faces whom."""
        return counterparts(self.partnership.charter, self.partnership.roster)

    @cached_property
    def decisions(self) -> list[tuple[Committee, Decision]]:
        """Every matter with the committee that decides it."""
        committees = self.partnership.charter.committees.values()
        return [(committee, one) for committee in committees for one in committee.decisions]

    @cached_property
    def risks(self) -> list[tuple[str, Risk]]:
        """The risks by their ids, open ones first, the heaviest on top."""
        return sorted(
            self.partnership.charter.risks.items(),
            key=lambda one: (one[1].closed_on is not None, -(one[1].weight or 0)),
        )

    @cached_property
    def risk_map(self) -> Chart | None:
        """The open risks by likelihood and impact, numbered as in :attr:`risks`."""
        return risk_map([risk for _, risk in self.risks])

    @cached_property
    def objectives(self) -> list[str]:
        """The objectives of the host's strategy that the goals serve."""
        known = self.partnership.roster.directory.objectives
        named = dict.fromkeys(goal.supports for goal in self.partnership.charter.goals.values())
        return [known[id_].title if id_ in known else id_ for id_ in named if id_]
