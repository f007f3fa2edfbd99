"""A change as one comment under its pull request or merge request, no longer than a screen."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import PurePosixPath
from shlex import quote

from trm_policy.diff import Change, Weight
from trm_policy.diff.proposal import Fate, Proposal
from trm_policy.finding import Finding
from trm_policy.judging.comparison import FindingChanges
from trm_policy.views.changes import sign
from trm_policy.wording.lists import counted, listed
from trm_policy.wording.markup import plain
from trm_policy.wording.signs import CHANGE
from trm_policy.wording.text import clipped

MARK = "<!-- trm pr -->"
"""Begins every comment, so that a later run can find the one that it replaces."""

_MOST_CHANGES = 8
_MOST_FINDINGS = 5
_MOST_RECORDS = 8
_TOLD_ABOVE = "no-silent-weakening"
"""Its findings are counted; most stand among the changes."""
_OF_RULES = "**This changes the rules themselves**; the previous rules still apply to it."
_UNSEEN = "**This changes what no charter shows**; read it with care."
_LONGEST = 200
"""Characters of one sentence."""
_MOST_WRITTEN = 600
"""Characters of one sentence as it is written, where each sign may take eighteen."""
_MOST_FOLDED = 8_000
"""Characters of what is folded, for each partnership."""
_MOST = 60_000
"""Characters of a comment, all in all; GitHub takes 65,536."""


@dataclass(frozen=True, slots=True)
class PullRequest:
    """What a change does: to partnerships, the directory, findings, and the rules themselves.

    ``unseen`` is what it does beside that and no charter shows: to guards, names and text.
    ``base`` is the revision it is compared with, by the name that was given. ``preview`` is the
    address of the site as it would be; empty where there is none. ``prefix`` is the folder of the
    governance repository in the git repository, from whose top a forge names files. ``others`` are
    files of which nothing of this speaks.
    """

    base: str
    proposals: tuple[Proposal, ...]
    findings: FindingChanges
    rules: tuple[Finding, ...] = ()
    unseen: tuple[Finding, ...] = ()
    preview: str = ""
    prefix: PurePosixPath = field(default_factory=PurePosixPath)
    directory: tuple[Change, ...] = ()
    others: tuple[str, ...] = ()


def comment(request: PullRequest) -> str:
    """The comment as Markdown: headline, partnerships, findings, and what is minor folded.

    Where it grows too long, partnerships are left out and counted; the sums and the gravest
    findings never are.
    """
    told = [sentence for one in request.proposals for sentence in _sentences(one)]
    head = [MARK, f"### {_headline(request)}"]
    tail = [*_directory(request), *_told(_OF_RULES, request.rules)]
    tail += [*_told(_UNSEEN, request.unseen), *_others(request.others), *_findings(request, told)]
    if request.preview:
        tail.append(f"[Preview the site]({_address(request.preview)})")
    left_out = (
        f"… what else changes does not fit here; {_command(request, 'diff')} shows all of it."
    )
    room = _MOST - sum(len(part) + 2 for part in (*head, *tail, left_out))
    parts, changes = list[str](), _MOST_CHANGES
    for proposal in sorted(request.proposals, key=_is_harmless):
        block = list(_proposal(proposal, changes))
        room -= sum(len(part) + 2 for part in block)
        if room < 0:
            parts.append(left_out)
            break
        parts += block
        changes = max(0, changes - len(_weighty(proposal)))
    return "\n\n".join([*head, *parts, *tail]) + "\n"


def _is_harmless(proposal: Proposal) -> bool:
    """Whether no promise of it is weaker: what takes something away is told first."""
    lost = proposal.fate in (Fate.REMOVED, Fate.UNREADABLE)
    return not (lost or proposal.uncompared or any(change.weakens for change in proposal.changes))


def _headline(request: PullRequest) -> str:
    changes = list(chain.from_iterable(one.changes for one in request.proposals))
    weaker = sum(change.weakens for change in changes)
    stronger = sum(change.strengthens for change in changes)
    said = [counted(weaker, "promise") + " weaker"] if weaker else []
    said += [counted(stronger, "promise") + " stronger"] if stronger else []
    offices = sum(len(one.offices) for one in request.proposals)
    others = len(changes) + offices + len(request.directory) - weaker - stronger
    said += [counted(others, "other change")] if others else []
    records = sum(len(one.records) for one in request.proposals)
    said += [counted(records, "change") + " of records"] if records else []
    unclear = sum(len(one.uncompared) for one in request.proposals)
    said += [f"{counted(unclear, 'value')} not compared"] if unclear else []
    for fate in (Fate.NEW, Fate.REMOVED, Fate.UNCOMPARED, Fate.UNREADABLE):
        number = sum(one.fate is fate for one in request.proposals)
        said += [f"{counted(number, 'charter')} {fate.value}"] if number else []
    return ", ".join(said) if said else "No partnership changes"


def _proposal(proposal: Proposal, room: int) -> Iterator[str]:
    yield f"**{_brief(proposal.title)}** {_moved(proposal)}"
    if proposal.fate is Fate.REMOVED:
        yield "The charter is removed."
    if proposal.fate is Fate.UNCOMPARED:
        yield "The charter could not be read before the change, so it is not compared."
    if proposal.fate is Fate.UNREADABLE:
        yield "The charter cannot be read, so nobody can see what the change does to it."
    if proposal.uncompared:
        some = [f"- {_brief(one)}" for one in proposal.uncompared[:_MOST_CHANGES]]
        more = len(proposal.uncompared) - len(some)
        yield "\n".join([*some, *([f"- and {more} more"] if more else [])])
    weighty = _weighty(proposal)
    minor = [change for change in proposal.changes if change.weight is not Weight.MATERIAL]
    if proposal.offices:
        signed = (f"- {plain(CHANGE['other'])} {_brief(one)}" for one in proposal.offices)
        yield "\n".join(signed)
    if weighty[:room]:
        yield "\n".join(_lines(weighty[:room]))
    smaller, left = "more" if weighty[:room] else "smaller", [*weighty[room:], *minor]
    yield from _folded(_lines(left), len(left), f"{smaller} change")
    if proposal.voices:
        yield "Must agree: " + " · ".join(
            f"{'✅' if voice.agreed else '⏳'} {plain(voice.name)}"
            + (f" ({plain(voice.sponsor)})" if voice.sponsor else "")
            for voice in proposal.voices
        )
    records = [f"- {_brief(one)}" for one in proposal.records]
    if records:
        yield "\n".join(["Records:", "", *records[:_MOST_RECORDS]])
    others = records[_MOST_RECORDS:]
    yield from _folded(others, len(others), "more change", " of records")


def _moved(proposal: Proposal) -> str:
    then, now = proposal.versions
    version = f"{then} → {now}" if then and now and then != now else then or now
    named = proposal.id if proposal.was == proposal.id else f"{proposal.was} → {proposal.id}"
    versioned = f", version {plain(version)}" if version else ""
    return f"<code>{plain(named)}</code>{versioned}" + (
        ", new" if proposal.fate is Fate.NEW else ""
    )


def _weighty(proposal: Proposal) -> list[Change]:
    """What is promised otherwise, the weaker promises first."""
    found = [change for change in proposal.changes if change.weight is Weight.MATERIAL]
    return sorted(found, key=lambda change: not change.weakens)


def _lines(changes: Iterable[Change]) -> Iterator[str]:
    return (f"- {plain(sign(change))} {_said(change)}" for change in changes)


def _said(change: Change) -> str:
    weaker = " — **weaker**" if change.weakens else ""
    return f"{_brief(change.sentence)}{weaker}"


def _brief(text: str) -> str:
    """The text as Markdown shows it, shortened, for signs are longer as they must be written."""
    shown = clipped(text, _LONGEST)
    while len(made := plain(shown)) > _MOST_WRITTEN:
        shown = clipped(shown, len(shown) * 2 // 3)
    return made


def _sentences(proposal: Proposal) -> Iterator[str]:
    """What is told of a partnership above the findings."""
    yield from (change.sentence for change in proposal.changes)
    yield from proposal.offices


def _directory(request: PullRequest) -> Iterator[str]:
    """What changes in the directory, folded: what it does to partnerships stands with them."""
    if request.directory:
        yield "**The shared directory**"
        yield from _folded(_lines(request.directory), len(request.directory), "change")


def _folded(lines: Iterable[str], number: int, word: str, about: str = "") -> Iterator[str]:
    """So many lines, as far as there is room: those beyond it are counted, and never made."""
    if not number:
        return
    summary = f"<summary>{counted(number, word)}{about}</summary>"
    kept, room = list[str](), _MOST_FOLDED
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            break
        kept.append(line)
    more = number - len(kept)
    listed = "\n".join([*kept, *([f"- and {more} more"] if more else [])])
    yield f"<details>{summary}\n\n{listed}\n\n</details>"


def _told(about: str, findings: Sequence[Finding]) -> Iterator[str]:
    if findings:
        lines = [f"- {_brief(finding.message)}" for finding in findings[:_MOST_FINDINGS]]
        more = len(findings) - len(lines)
        lines += [f"- and {more} more"] if more else []
        yield about + "\n\n" + "\n".join(lines)


def _others(paths: Sequence[str]) -> Iterator[str]:
    """The files of which nothing else is said."""
    if paths:
        shown = [f"<code>{_brief(path)}</code>" for path in paths[:_MOST_FINDINGS]]
        more = len(paths) - len(shown)
        yield f"Other files: {listed([*shown, f'{more} more'] if more else shown)}"


def _untold(findings: Iterable[Finding], told: Iterable[str]) -> Iterator[Finding]:
    """Findings that do not begin with what is told above.

    Of sentences, none of which begins another, at most the last one that sorts before can.
    """
    sentences = [""]
    for sentence in sorted(told):
        if sentences == [""] or not sentence.startswith(sentences[-1]):
            sentences.append(sentence)
    for one in findings:
        before = sentences[bisect_right(sentences, one.message) - 1]
        if one.rule != _TOLD_ABOVE or not before or not one.message.startswith(before):
            yield one


def _findings(request: PullRequest, told: Sequence[str]) -> Iterator[str]:
    comparison = request.findings
    new, fixed = len(comparison.new), len(comparison.fixed)
    words = f"{counted(new, 'new finding')}, {fixed} fixed"
    untold = list(_untold(comparison.new, told))
    gravest = sorted(untold, key=lambda f: (-f.severity.rank, f.order))
    lines = [
        f"- **{finding.severity.value}** {_brief(finding.message)} "
        f"(<code>{_place(request, finding)}</code>)"
        for finding in gravest[:_MOST_FINDINGS]
    ]
    more = len(untold) - len(lines)
    every = _command(request, "check --changed --base")
    lines += [f"- and {more} more; {every} lists all"] if more else []
    yield "\n".join([f"**{words}**", "", *lines]) if lines else f"**{words}**"


def _place(request: PullRequest, finding: Finding) -> str:
    path = finding.from_top(request.prefix)
    return f"{_brief(path)}:{finding.span.line}"


def _address(url: str) -> str:
    return url.replace(" ", "%20").replace("(", "%28").replace(")", "%29").replace("<", "%3C")


def _command(request: PullRequest, words: str) -> str:
    """A command that shows all of it, as it can be typed."""
    return f"<code>{plain(f'trm {words} {quote(request.base)}')}</code>"
