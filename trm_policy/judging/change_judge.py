"""Judges charters by what they are and by what they were, so that no change escapes its rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from trm_policy.diff.approvals import Approvals, is_approved
from trm_policy.finding import START, Finding, Severity
from trm_policy.judging.judge import KEPT, Judge, Taken, demanded, lowered
from trm_policy.judging.judged import JudgedCharter
from trm_policy.judging.settings import RuleSetting
from trm_policy.model.charter import Charter
from trm_policy.model.vocabulary import Status, Tier
from trm_policy.portfolio.before import Before, PortfolioChange
from trm_policy.portfolio.layout import DIRECTORY_FILE
from trm_policy.portfolio.partnership import Partnership
from trm_policy.rule import Rule
from trm_policy.rules.change_control._changes import BY_HAND

_SELECTORS = ("status", "stage", "instrument", "tier", "relationship", "tags", "not_applicable")
"""The fields of a charter that say which rules hold for it."""

_WEAKENING = "no-silent-weakening"

_Bond = tuple[str, Severity, str]
"""A rule that holds, a severity that its findings may have, and its options."""


@dataclass(frozen=True)
class ChangeJudge:
    """A judge who knows what the portfolio was before the change."""

    judge: Judge
    change: PortfolioChange

    def charter(self, partnership_id: str) -> JudgedCharter:
        """Read one charter and its records, and judge them and what has become of them."""
        before = self.change.before(partnership_id)
        if before is None:
            return self.judge.charter(partnership_id)
        read = self.judge.read(partnership_id)
        now = read.partnership
        if now is None:
            return JudgedCharter(partnership_id, read.findings)
        before = replace(before, relaxed=tuple(self._relaxed(now, before)))
        if len(self.change.judged) < KEPT:
            self.change.judged[partnership_id] = now, before
        found = [*self.judge.findings(now, before=before), *self._of_change(now, before)]
        found = list(stricter(found, self._as_before(now, before)))
        return self.judge.judged(now, (*read.findings, *found))

    def removed(self) -> Iterator[Finding]:
        """What is to be said of charters that the change removed, placed where they stood."""
        for name in self.change.gone:
            was = self.change.then.read(name).partnership
            if was is not None:
                found = list(self._of_change(was, Before(was, gone=True)))
                yield from found or self._dropped(was)
            else:
                yield from self._lost(
                    self.change.then.charter_path(name),
                    f"the charter {name!r} has been removed, and it could not be read before the "
                    "change, so no one can tell whether it was active",
                    name,
                )

    def _dropped(self, was: Partnership) -> Iterator[Finding]:
        """That a charter which binds nobody now has been removed: its records are gone as well."""
        charter = was.charter
        message = (
            f"the charter of {charter.title} ({charter.tier}, {charter.status}) has been removed "
            "with its records"
        )
        help_text = "Restore it if it is the record of a partnership; 'status: ended' closes one."
        severity = Severity.INFO if charter.status is Status.DRAFT else Severity.WARNING
        yield from self._lost(was.path, message, was.id, severity, help_text)

    def of_directory(self) -> Iterator[Finding]:
        """That the directory was other before the change, and could not be read whole."""
        then, path = self.change.then, self.change.then.folder / DIRECTORY_FILE
        wrong = then.directory[2]
        now = self.judge.reader.source.read(self.judge.reader.folder / DIRECTORY_FILE)
        if wrong and then.source.read(path) != now:
            yield from self._lost(
                path,
                "the directory could not be read whole before the change (line "
                f"{wrong[0].span.line}: {wrong[0].message}), so no one can tell what the change "
                "does to organisations and people",
            )

    def _lost(
        self,
        path: PurePosixPath,
        message: str,
        partnership: str = "",
        most: Severity = Severity.ERROR,
        help_text: str = f"Undo the change. {BY_HAND}",
    ) -> Iterator[Finding]:
        """That something is lost; as grave as it is to weaken a promise, and at ``most`` so."""
        for rule, setting in self.judge.of_change:
            if rule.name == _WEAKENING and not setting.off:
                severity = min(setting.severity or most, most, key=lambda one: one.rank)
                yield Finding(path, START, _WEAKENING, severity, message, help_text, partnership)

    def _of_change(self, now: Partnership, before: Before) -> Iterator[Finding]:
        """What the rules of change control find; either tier, before or now, calls them."""
        charters = [now.charter, *_before(before, now.charter)]
        draft = all(map(_is_open, charters))
        context = self.judge.context.of(now, {}, before)
        for rule, general in self.judge.of_change:
            ways = [self._taken(rule, general, one, now.path) for one in charters]
            taken = [way for way in ways if way is not None]
            if taken:
                gravest = max(taken, key=lambda way: (way[0].severity or way[1]).rank)
                yield from self.judge.run(Taken.of(rule, *gravest), context, draft=draft)

    def _taken(
        self, rule: Rule, general: RuleSetting, charter: Charter, path: PurePosixPath
    ) -> tuple[RuleSetting, Severity] | None:
        """How a rule is taken for a charter, and how grave it is; None where it does not hold."""
        settings = self.judge.rulebook.settings
        setting = settings.overridden(general, rule.name, charter, path)
        if setting.off or charter.tier not in rule.levels:
            return None
        return setting, rule.levels[charter.tier]

    def _as_before(self, now: Partnership, before: Before) -> Iterator[Finding]:
        """What would be found if the charter were selected as it was, until that is agreed."""
        was = before.partnership
        if was is None or not _selected_otherwise(now, was):
            return
        if not Approvals(now, before, self.judge.context.today).withheld():
            return
        then = {name: getattr(was.charter, name) for name in _SELECTORS}
        view = replace(now, charter=now.charter.model_copy(update=then))
        binding = set(self._binding(view, was.path)) - set(self._binding(now, now.path))
        held = {(name, level) for name, level, _ in binding}
        for finding in self.judge.findings(view, was.path, before=before):
            if (finding.rule, finding.severity) in held:
                told = "The previous rules apply until every party has agreed to it."
                yield replace(finding, help=f"{finding.help} {told}".strip())

    def _relaxed(self, now: Partnership, before: Before) -> Iterator[str]:
        """What no longer holds for a charter by its relationship, its tags or its folder alone.

        What other fields do to a charter is told by the change of those fields.
        """
        was = before.partnership
        if was is None:
            return
        charter = was.charter.model_copy(
            update={"relationship": now.charter.relationship, "tags": now.charter.tags}
        )
        held = set(self._binding(was, was.path))
        holds = set(self._binding(replace(was, charter=charter), now.path))
        yield from sorted({name for name, _, _ in held - holds})

    def _binding(self, view: Partnership, path: PurePosixPath) -> Iterator[_Bond]:
        """Each rule and policy that holds for a charter, with its severities and its options."""
        charter, judge = view.charter, self.judge
        draft = charter.status is Status.DRAFT
        for rule, setting in judge.in_force(view, path):
            if demanded(rule, view):
                yield from _bonds(rule.name, setting, draft=draft)
        for policy, general in judge.policies:
            setting = judge.rulebook.settings.overridden(general, policy.rule, charter, path)
            over = charter.status is Status.ENDED
            if not (over or setting.off) and policy.applies(view):
                yield from _bonds(policy.rule, setting, draft=draft)


def _is_open(charter: Charter) -> bool:
    """Whether a charter is a draft that nobody has approved as it is."""
    return charter.status is Status.DRAFT and not is_approved(charter)


def _before(before: Before, now: Charter) -> Iterator[Charter]:
    """The charter of before; what nobody can read of it may have been what demands most."""
    was = before.partnership
    if was is not None or before.unreadable:
        most = {"tier": Tier.STRATEGIC, "status": Status.ACTIVE}
        unclear = {key: it for key, it in most.items() if was is None or was.unreadable(key)}
        yield (now if was is None else was.charter).model_copy(update=unclear)


def _bonds(name: str, setting: RuleSetting, *, draft: bool) -> Iterator[_Bond]:
    possible = [setting.severity] if setting.severity else list(Severity)
    for level in possible:
        yield name, lowered(level, draft=draft), repr(sorted(setting.options.items()))


def stricter(found: Iterable[Finding], also: Iterable[Finding]) -> Iterator[Finding]:
    """All findings of both; where both have one of the same rule and place, the graver."""
    graver = {(f.rule, f.path, f.at, f.span, f.message): f for f in also}
    for finding in found:
        key = (finding.rule, finding.path, finding.at, finding.span, finding.message)
        other = graver.pop(key, None)
        worse = other is not None and other.severity.rank > finding.severity.rank
        yield other if other is not None and worse else finding
    yield from graver.values()


def _selected_otherwise(now: Partnership, was: Partnership) -> bool:
    same = (getattr(now.charter, name) == getattr(was.charter, name) for name in _SELECTORS)
    return now.path != was.path or not all(same)
