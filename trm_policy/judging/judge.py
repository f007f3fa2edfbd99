"""Applies a rulebook to partnerships: problems in, findings with their place out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Any, NamedTuple

from trm_policy.document.document import Document
from trm_policy.document.yaml_reader import read_yaml
from trm_policy.finding import Finding, Severity, dotted
from trm_policy.judging.catalogue import Rulebook
from trm_policy.judging.judged import Facts, JudgedCharter
from trm_policy.judging.placing import crashed, located, of_text, place_of, span_of
from trm_policy.judging.settings import RuleSetting
from trm_policy.judging.waivers import written_waivers
from trm_policy.model.charter import Charter
from trm_policy.model.instruments import PLACES, TABLE, declared_away, owes
from trm_policy.model.vocabulary import Instrument, Stage, Status, Tier
from trm_policy.policy import Policy
from trm_policy.portfolio.before import Before
from trm_policy.portfolio.charter_reading import Read, charter_document
from trm_policy.portfolio.context import Context
from trm_policy.portfolio.layout import CHARTER_FILE
from trm_policy.portfolio.partnership import Partnership, Portfolio
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.portfolio.roster import Roster
from trm_policy.rule import Problem, Rule
from trm_policy.timing.clock import Clock

KEPT = 64
"""So many documents are kept: that of a charter in a large portfolio is read again when needed."""


class Taken(NamedTuple):
    """A rule as it is taken for a charter: its setting, all its options, its usual severity."""

    rule: Rule
    setting: RuleSetting
    options: Mapping[str, Any]
    usual: Severity

    @classmethod
    def of(cls, rule: Rule, setting: RuleSetting, usual: Severity) -> Taken:
        """With the defaults of the options that are not set."""
        return cls(rule, setting, _options(rule, setting), usual)


class _Plan(NamedTuple):
    """What judges all charters that are selected alike.

    ``in_force`` are the names of the rules that hold, be they asked for or not; ``rules`` those
    that are run.
    """

    in_force: frozenset[str]
    rules: tuple[Taken, ...]
    policies: tuple[tuple[Policy, RuleSetting], ...]


class Judge:
    """Applies a rulebook to partnerships as of an instant."""

    def __init__(self, reader: PortfolioReader, rulebook: Rulebook, now: datetime) -> None:
        self.reader = reader
        self.rulebook = rulebook
        self.now = now
        self.context = Context(
            clock=Clock(now),
            directory=reader.directory[0],
            partnerships=frozenset(reader.ids),
            directory_document=reader.directory[1],
        )
        self._documents: dict[PurePosixPath, Document] = {}
        if reader.directory[1] is not None:
            self._documents[reader.directory[1].path] = reader.directory[1]
        settings = rulebook.settings
        every = [(rule, settings.usual(rule.name, rule.family)) for rule in rulebook.catalog.rules]
        wanted = [pair for pair in every if rulebook.wants(pair[0].name)]
        self.known = [pair for pair in every if not (pair[0].whole or pair[0].change)]
        self.rules = [pair for pair in self.known if rulebook.wants(pair[0].name)]
        self.whole = [pair for pair in wanted if pair[0].whole and not pair[1].off]
        self.of_change = [pair for pair in wanted if pair[0].change]
        self.policies = [
            (policy, settings.usual(policy.rule, "policy"))
            for policy in rulebook.policies
            if rulebook.wants(policy.rule)
        ]
        self._plans: dict[tuple[Any, ...], _Plan] = {}

    def charter(self, partnership_id: str, clock: Clock | None = None) -> JudgedCharter:
        """Read one charter and its records, and judge them; ``clock`` notes what is asked of it."""
        read = self.read(partnership_id)
        if read.partnership is None:
            return JudgedCharter(partnership_id, read.findings)
        found = (*read.findings, *self.findings(read.partnership, clock=clock))
        return self.judged(read.partnership, found)

    def read(self, partnership_id: str) -> Read:
        """The charter and its records; where it stands is kept for rules over the portfolio."""
        read = self.reader.read(partnership_id)
        read = replace(read, findings=(*read.findings, *self.reader.closed_in(partnership_id)))
        if read.partnership is not None and len(self._documents) < KEPT:
            self._documents[read.partnership.path] = read.partnership.document
        return read

    def findings(
        self,
        partnership: Partnership,
        selected_at: PurePosixPath | None = None,
        clock: Clock | None = None,
        before: Before | None = None,
    ) -> Iterator[Finding]:
        """What policies and rules find in one partnership, an organisation's own rules last.

        ``selected_at`` is the path by which overrides select it; its own where absent. ``clock``
        notes what was asked of the instant; ``before`` is what a change found there.
        """
        plan = self._plan(partnership, selected_at or partnership.path)
        yield from self._by_policies(partnership, plan)
        yield from self._by_rules(partnership, plan, clock, before)

    def judged(self, partnership: Partnership, findings: Iterable[Finding]) -> JudgedCharter:
        """What was found in a partnership, with what else is asked of it later."""
        charter = partnership.charter
        owner = partnership.roster.get(charter.owners.get(charter.host or ""))
        over = charter.status is Status.ENDED
        return JudgedCharter(
            partnership.id,
            tuple(findings),
            owner.name if owner else None,
            () if over else tuple(written_waivers(partnership)),
            self.facts(charter, partnership.roster),
        )

    def facts(self, charter: Charter, roster: Roster) -> Facts:
        """What the rules of the book over the portfolio need of a charter."""
        noted = {
            rule.name: rule.facts(charter, roster)
            for rule, _ in self.whole
            if rule.facts is not None and rule.family != "checks"
        }
        return {name: facts for name, facts in noted.items() if facts is not None}

    def facts_of(self, partnership_id: str) -> Facts | None:
        """The same of a charter that is not judged itself; None where it cannot be read."""
        charter = self.reader.charter(partnership_id)
        if charter is None:
            return None
        return self.facts(charter, Roster(charter, self.context.directory))

    def portfolio(
        self, facts: Mapping[str, Facts], clock: Clock | None = None
    ) -> Iterator[Finding]:
        """Judge what must hold between the charters; ``facts`` are those of each of them.

        The facts of an organisation's own rules are asked for here, where they may fail.
        """
        for rule, setting in self.whole:
            context = self.context.of(None, _options(rule, setting), clock=clock)
            yield from self._of_portfolio(rule, setting, facts, context)

    def in_force(
        self, partnership: Partnership, selected_at: PurePosixPath | None = None
    ) -> Iterator[tuple[Rule, RuleSetting]]:
        """The rules of the book that judge a charter of this tier, as they are set for it.

        Rules that the charter's state or its ``not_applicable`` silence are among them: see
        :func:`demanded`.
        """
        return self._holding(self.rules, partnership, selected_at or partnership.path)

    def _holding(
        self,
        rules: Iterable[tuple[Rule, RuleSetting]],
        partnership: Partnership,
        path: PurePosixPath,
    ) -> Iterator[tuple[Rule, RuleSetting]]:
        settings = self.rulebook.settings
        for rule, general in rules:
            setting = settings.overridden(general, rule.name, partnership.charter, path)
            if not setting.off and partnership.charter.tier in rule.levels:
                yield rule, setting

    def _plan(self, partnership: Partnership, path: PurePosixPath) -> _Plan:
        """What judges a partnership; the same for all that are alike in what selects rules."""
        charter = partnership.charter
        alike = (
            *(charter.instrument, charter.tier, charter.stage, charter.status),
            frozenset(charter.not_applicable),
            None if charter.instrument is Instrument.ALLIANCE else _written(partnership),
            *(partnership.unreadable("stage"), partnership.unreadable("tier")),
            self.rulebook.settings.applying(charter, path),
        )
        if alike not in self._plans:
            self._plans[alike] = self._planned(partnership, path)
        return self._plans[alike]

    def _planned(self, partnership: Partnership, path: PurePosixPath) -> _Plan:
        charter, settings = partnership.charter, self.rulebook.settings
        rules = [
            Taken.of(rule, setting, rule.levels[charter.tier])
            for rule, setting in self.in_force(partnership, path)
            if demanded(rule, partnership)
        ]
        policies = (
            (policy, settings.overridden(general, policy.rule, charter, path))
            for policy, general in self.policies
            if charter.status is not Status.ENDED
        )
        return _Plan(
            frozenset(rule.name for rule, _ in self._holding(self.known, partnership, path)),
            tuple(rules),
            tuple((policy, setting) for policy, setting in policies if not setting.off),
        )

    def run(self, taken: Taken, context: Context, *, draft: bool) -> Sequence[Finding]:
        """What one rule finds in the partnership of ``context``. In a draft an error is a warning.

        The options of ``context`` do not matter.
        """
        rule, setting, options, usual = taken
        partnership = context.partnership
        if options:
            context = context.of(partnership, options, context.before, context.in_force)
        try:
            problems = list(rule.check(partnership.charter, context))
        except (Exception, SystemExit) as error:  # noqa: BLE001 - one broken rule must not hide the others
            return (crashed(rule, partnership.path, partnership.id, error),)
        found: list[Finding] = []
        for problem in problems:
            level = lowered(setting.severity or problem.severity or usual, draft=draft)
            directory = context.directory_document
            found += located(partnership, rule.name, level, problem, directory)
        return [one for one in found if rule.change or not of_text(partnership, one)]

    def _by_rules(
        self, partnership: Partnership, plan: _Plan, clock: Clock | None, before: Before | None
    ) -> Iterator[Finding]:
        context = self.context.of(partnership, {}, before, plan.in_force, clock)
        draft = partnership.charter.status is Status.DRAFT
        for taken in plan.rules:
            yield from self.run(taken, context, draft=draft)

    def _by_policies(self, partnership: Partnership, plan: _Plan) -> Iterator[Finding]:
        draft = partnership.charter.status is Status.DRAFT
        for policy, setting in plan.policies:
            if policy.applies(partnership):
                level = lowered(setting.severity or policy.severity, draft=draft)
                for problem in policy.problems(partnership):
                    yield from located(partnership, policy.rule, level, problem)

    def _of_portfolio(
        self,
        rule: Rule,
        setting: RuleSetting,
        facts: Mapping[str, Facts],
        context: Context,
    ) -> Iterator[Finding]:
        portfolio = self.reader.portfolio
        noted = {id_: one[rule.name] for id_, one in facts.items() if rule.name in one}
        try:
            if rule.facts is not None and rule.family == "checks":
                noted = dict(_noted(rule.facts, portfolio))
            problems = list(rule.check(portfolio, replace(context, facts=noted)))
        except (Exception, SystemExit) as error:  # noqa: BLE001 - one broken rule must not hide the others
            yield crashed(rule, portfolio.folder, "", error)
            return
        document, read = None, None
        for problem in sorted(problems, key=lambda one: str(one.document)):
            path = problem.document or portfolio.folder
            owner = _owner(path, portfolio)
            level = self._level(rule, setting, problem, portfolio.charters.get(owner), path)
            if level is None:
                continue
            if path != read:
                document, read = self._document(path), path
            place = place_of(problem.at)
            yield Finding(
                path=path,
                span=span_of(document, place, problem),
                rule=rule.name,
                severity=level,
                message=problem.message,
                help=problem.help,
                partnership=owner,
                at=dotted(document.normal(place) if document else place),
            )

    def _level(
        self,
        rule: Rule,
        setting: RuleSetting,
        problem: Problem,
        charter: Charter | None,
        path: PurePosixPath,
    ) -> Severity | None:
        """How grave it is for the charter that has to change; None where it is not at all."""
        if charter is None:
            return setting.severity or problem.severity or rule.severity
        setting = self.rulebook.settings.overridden(setting, rule.name, charter, path)
        if setting.off or charter.tier not in rule.levels:
            return None
        level = setting.severity or problem.severity or rule.levels[charter.tier]
        return lowered(level, draft=charter.status is Status.DRAFT)

    def _document(self, path: PurePosixPath) -> Document | None:
        if path in self._documents:
            return self._documents[path]
        raw = self.reader.source.read(path)
        if raw is None:
            return None
        return charter_document(path, raw) if path.name == CHARTER_FILE else read_yaml(path, raw)


def demanded(rule: Rule, partnership: Partnership) -> bool:
    """Whether the rule has anything to say of a charter, as its state and tier stand."""
    charter = partnership.charter
    if charter.status is Status.ENDED and not rule.ended:
        return False
    early = charter.stage.number < Stage.WORKING_TOGETHER.number or partnership.unreadable("stage")
    if early and not rule.always:
        return False
    if charter.tier not in rule.levels:
        return False
    if partnership.unreadable("tier") and len(rule.levels) < len(Tier):
        return False
    return not_relevant(rule, charter) is None and _is_owed(rule, partnership)


def not_relevant(rule: Rule, charter: Charter) -> str | None:
    """Why the charter says, and may say, that what the rule demands is not applicable."""
    place = rule.section if rule.owed is None or "*" in rule.owed else rule.owed
    asked = (place, rule.section) if place != "surveys" else (rule.section,)
    found = (declared_away(charter, one) for one in asked if one is not None)
    return next((reason for reason in found if reason is not None), None)


def _is_owed(rule: Rule, partnership: Partnership) -> bool:
    """Whether the charter's instrument owes what the rule demands, or it is written unasked."""
    charter, place = partnership.charter, rule.owed or rule.section or ""
    if place not in TABLE or (rule.owed is None and charter.instrument is Instrument.ALLIANCE):
        return True
    return owes(charter, place) or place in _written(partnership)


def _written(partnership: Partnership) -> frozenset[str]:
    """What of the table is written, be it owed or not."""
    has = partnership.document.has
    return frozenset(place for place in PLACES if has(tuple(place.split("."))))


def _options(rule: Rule, setting: RuleSetting) -> Mapping[str, object]:
    defaults = {name: option.default for name, option in rule.options.items()}
    return MappingProxyType({**defaults, **setting.options})


def lowered(level: Severity, *, draft: bool) -> Severity:
    """In a draft an error is a warning."""
    return Severity.WARNING if draft and level is Severity.ERROR else level


def _noted(facts: Callable[..., Any], portfolio: Portfolio) -> Iterator[tuple[str, Any]]:
    for id_, charter in portfolio.charters.items():
        found = facts(charter, portfolio.roster(id_))
        if found is not None:
            yield id_, found


def _owner(path: PurePosixPath, portfolio: Portfolio) -> str:
    """The id of the charter that a file belongs to; empty where it belongs to none."""
    depth = len(portfolio.folder.parts)
    inside = path.is_relative_to(portfolio.folder) and len(path.parts) > depth + 1
    return path.parts[depth] if inside else ""
