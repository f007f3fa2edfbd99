"""Waivers: findings that a charter's parties live with for a while, matched in this one place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from trm_policy.errors import did_you_mean
from trm_policy.finding import Finding, Severity
from trm_policy.judging.catalogue import OWN
from trm_policy.judging.judged import WrittenWaiver
from trm_policy.portfolio.partnership import Partnership
from trm_policy.timing import CalendarSpan

_LONGEST = CalendarSpan.parse("12 months")


_KEYS = ("rule", "at", "because", "approved_by", "expires")


def written_waivers(partnership: Partnership) -> Iterator[WrittenWaiver]:
    """The waivers of a partnership as they are written."""
    for number, one in enumerate(partnership.charter.waivers):
        places = {key: partnership.document.span(("waivers", number, key)) for key in _KEYS}
        known = partnership.roster.knows(one.approved_by)
        yield WrittenWaiver(
            one.rule, one.at, one.because, one.approved_by, one.expires, known, places
        )


@dataclass(frozen=True, slots=True)
class Slip:
    """Something wrong with a waiver: which (from 0), of which of its keys, and the finding."""

    number: int
    key: str
    rule: str
    severity: Severity
    message: str
    help: str


@dataclass(frozen=True, slots=True)
class Terms:
    """What a waiver may be about: the names there are, and those that nobody may waive.

    ``judged`` are the names of which findings were looked for in this run.
    """

    names: Collection[str]
    never: Collection[str]
    judged: Collection[str]


def apply(
    waivers: tuple[WrittenWaiver, ...], findings: Iterable[Finding], terms: Terms, today: date
) -> tuple[list[Finding], list[Slip]]:
    """The findings of one charter with those that are waived marked so, and what is wrong.

    A waiver holds through its last day. Marked findings are kept, shown and counted.
    """
    slips = [slip for n, waiver in enumerate(waivers) for slip in _slips(n, waiver, terms, today)]
    unapproved = {n for n, waiver in enumerate(waivers) if not waiver.approver_known}
    invalid = {slip.number for slip in slips} | unapproved
    by_rule: dict[str, list[tuple[int, WrittenWaiver]]] = {}
    for place, waiver in enumerate(waivers):
        if place not in invalid:
            by_rule.setdefault(waiver.rule, []).append((place, waiver))
    used: set[int] = set()
    marked = []
    for finding in findings:
        number = _match(by_rule.get(finding.rule, ()), finding.at)
        if number is None:
            marked.append(finding)
        else:
            used.add(number)
            one = waivers[number]
            why = f"{one.because} (until {one.expires}, approved by {one.approved_by})"
            marked.append(replace(finding, waived=why))
    settled = used | invalid
    for place, waiver in enumerate(waivers):
        if place not in settled and waiver.rule in terms.judged:
            slips.append(_unused(place, waiver))
    return marked, slips


def is_waived(
    waivers: Iterable[WrittenWaiver], rule: str, at: str, today: date, never: Collection[str]
) -> bool:
    """Whether a waiver that holds is about what a rule finds at a place; ``never`` as in Terms."""
    terms = Terms({rule}, never, ())
    own = ((n, waiver) for n, waiver in enumerate(waivers) if waiver.rule == rule)
    holding = (
        (number, waiver)
        for number, waiver in own
        if waiver.approver_known and not any(_slips(number, waiver, terms, today))
    )
    return _match(holding, at) is not None


def _match(waivers: Iterable[tuple[int, WrittenWaiver]], at: str) -> int | None:
    """The first of a rule's waivers that is about a place, by its number."""
    for number, waiver in waivers:
        if waiver.at is None or f"{at}.".startswith(f"{waiver.at}."):
            return number
    return None


def _slips(number: int, waiver: WrittenWaiver, terms: Terms, today: date) -> Iterator[Slip]:
    """What keeps a waiver from holding; at most one thing is said of each."""
    missing = [key for key in ("because", "approved_by", "expires") if not getattr(waiver, key)]
    unknown, error = "waiver-unknown", Severity.ERROR
    if waiver.rule in OWN or waiver.rule in terms.never:
        message = f"the rule {waiver.rule!r} may not be waived"
        yield Slip(
            number, "rule", unknown, error, message, "Fix what it finds, and remove the waiver."
        )
    elif waiver.rule not in terms.names:
        message = f"a waiver names {waiver.rule!r}, which is not a rule"
        yield Slip(number, "rule", unknown, error, message, _proposal(waiver.rule, terms))
    elif missing:
        message = f"the waiver of {waiver.rule!r} is not valid: it lacks {' and '.join(missing)}"
        help_text = "State the reason, who approved it (approved_by) and its last day (expires)."
        yield Slip(number, missing[0], unknown, error, message, help_text)
    elif waiver.at is not None and any(part.isdecimal() for part in waiver.at.split(".")):
        message = f"the waiver of {waiver.rule!r} is about {waiver.at!r}, but list positions change"
        yield Slip(number, "at", unknown, error, message, "Name the list itself, without a number.")
    elif waiver.expires is not None and waiver.expires > _LONGEST.after(today):
        message = f"the waiver of {waiver.rule!r} is not valid: it ends more than {_LONGEST} ahead"
        help_text = "Have it approved for at most a year, and review it then."
        yield Slip(number, "expires", unknown, error, message, help_text)
    elif waiver.expires is not None and waiver.expires < today:
        message = f"the waiver of {waiver.rule!r} ended on {waiver.expires}"
        help_text = "Fix what it covered, or have it approved again with a later last day."
        yield Slip(number, "expires", "waiver-expired", Severity.WARNING, message, help_text)


def _unused(number: int, waiver: WrittenWaiver) -> Slip:
    where = f" at {waiver.at}" if waiver.at else ""
    return Slip(
        number,
        "rule",
        "waiver-unused",
        Severity.WARNING,
        f"the waiver of {waiver.rule!r}{where} covers nothing that is found",
        "Remove it, or correct what it is about: 'rule' and 'at'.",
    )


def _proposal(name: str, terms: Terms) -> str:
    words = did_you_mean(name, terms.names)
    return words[:1].upper() + words[1:] if words.startswith("did") else "See 'trm rules'."
