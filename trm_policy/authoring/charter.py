"""A new charter from a template: what its author has said, and gaps for what only they can know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from trm_policy import starter
from trm_policy.authoring.answers import Answers, Contact, PartyAnswer
from trm_policy.authoring.naming import free_id, id_from
from trm_policy.authoring.scalars import Written, scalar
from trm_policy.document.yaml_reader import read_yaml
from trm_policy.model.instruments import TABLE
from trm_policy.model.vocabulary import Instrument, Relationship, Seniority, Tier
from trm_policy.timing import CalendarSpan
from trm_policy.timing.instant import add_days, add_months, month_length

if TYPE_CHECKING:
    from jinja2 import Template


_TERM = {Tier.STRATEGIC: 36, Tier.PREFERRED: 24, Tier.TRANSACTIONAL: 12}
_NOTICE = {Tier.STRATEGIC: 6, Tier.PREFERRED: 3, Tier.TRANSACTIONAL: 1}
_TRANSITION = {Tier.STRATEGIC: 4, Tier.PREFERRED: 2, Tier.TRANSACTIONAL: 1}
_SATURDAY = 5


def plan(tier: Tier, start: date, today: date, *, open_ended: bool) -> dict[str, Any]:
    """Proposed days and spans for a charter of ``tier`` that is written ``today``.

    What is still to come is reckoned from the later of the two days, so that nothing is overdue
    in the charter of a partnership that has begun long ago. First meetings fall on weekdays.
    """
    base = max(start, today)
    last = add_months(base, 11)
    end = None if open_ended else add_days(add_months(base, _TERM[tier]), -1)
    notice = CalendarSpan.parse(f"{_NOTICE[tier]} months")
    return {
        "end": end,
        "review_by": add_months(notice.before(end), -1) if end else add_months(base, 12),
        "notice": str(notice),
        "transition": str(CalendarSpan.parse(f"{_TRANSITION[tier]} months")),
        "baseline": add_days(base, -base.day),
        "target": last.replace(day=month_length(last.year, last.month)),
        "risks": add_months(base, 6),
        "first_monthly": _weekday(add_months(base, 1)),
        "first_quarterly": _weekday(add_months(base, 3)),
        "first_half_yearly": _weekday(add_months(base, 6)),
        "first_health": _weekday(add_months(base, 10)),
        "first_yearly": _weekday(last),
        "example_approval": base,
    }


def _weekday(day: date) -> date:
    """``day``, or the Monday after its weekend."""
    return add_days(day, 7 - day.weekday()) if day.weekday() >= _SATURDAY else day


GAP = "TBD"
"""What stands where only the author knows what to write; the rule no-placeholders finds it."""

EXAMPLE_TAG = "example"
"""Marks a charter that is made up."""

_ROLE_OF = {
    "sponsor": ("sponsors", "escalation.levels.*"),
    "owner": (),
    "operations": ("escalation.levels.*", "committees.*.level"),
}
"""The people whom a charter names for every party, each where one of these places is owed."""
_SERVICE_LEVEL = {
    "name": "Availability of the service",
    "definition": "Share of the hours of a month in which the service can be used",
    "source": "Log of the monitoring",
    "credit": "5 % of the month's fee",
}
"""Examples of what a service level says."""
_BRIEF = frozenset({Instrument.DATA_SHARING, Instrument.MEMORANDUM, Instrument.CONSORTIUM})
"""Instruments that state who does what, and no plan."""

_SENIORITY = {
    "sponsor": Seniority.EXECUTIVE,
    "owner": Seniority.MANAGER,
    "operations": Seniority.OPERATIONAL,
}
_DEPUTY = {"sponsor": "owner", "owner": "operations"}
_FOLDER = Path(starter.__file__).parent / "charters"
_BODIES = frozenset({"steering", "operations"})
"""Ids of committees, which a person may not have too: a body can stand where a person does."""


_PATH = re.compile(r"[\w./-]+")
"""What stays within a comment."""


@dataclass(frozen=True, slots=True)
class _Party:
    """A party with the ids of its people; a role that the tier does not name falls to the owner."""

    id: str
    name: str
    organisation: str | None
    country: str | None
    timezone: str | None
    side: str
    words: dict[str, Any]
    owner: str
    sponsor: str
    operations: str
    body: str | None


@dataclass(frozen=True, slots=True)
class _Item:
    """A risk or an item of information, with whom it belongs to."""

    id: str
    words: dict[str, Any]
    party: _Party
    owner: str

    @property
    def title(self) -> str:
        return str(self.words["title"])

    @property
    def mitigation(self) -> str:
        return str(self.words["mitigation"])


def charter_text(answers: Answers) -> str:
    """The YAML of a draft charter, with comments that say what to fill in."""
    text = _template().render(_Draft(answers).words())
    return re.sub(r"\n{3,}", "\n\n", text).rstrip("\n") + "\n"


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        finalize=scalar,  # nothing gets into the file but as a YAML value
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - the output is YAML, and finalize quotes it
    )
    return environment.get_template("charter.yaml.j2")


@cache
def kit(relationship: Relationship) -> dict[str, Any]:
    """What the template proposes for a relationship."""
    data: dict[str, Any] = _data(f"{relationship}.yaml")
    return data


@cache
def _data(name: str) -> Any:
    return read_yaml(PurePosixPath(name), (_FOLDER / name).read_bytes()).data


class _Draft:
    """The words of a template, put together from what is known."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.kit = kit(answers.relationship)
        self.full = answers.instrument is Instrument.ALLIANCE and not self._is(Tier.TRANSACTIONAL)
        self.roles = [role for role in _ROLE_OF if self._names(role)]
        self.taken = {*answers.taken, *_BODIES, *(party.id for party in answers.parties)}
        self.people: list[dict[str, Any]] = []
        self.parties = [self._party(number) for number in range(len(answers.parties))]

    def _is(self, tier: Tier) -> bool:
        return self.answers.tier is tier

    def _owed(self, place: str) -> bool:
        return self.answers.tier in TABLE[place].tiers[self.answers.instrument]

    def _names(self, role: str) -> bool:
        unnamed = {
            "operations": not self._is(Tier.STRATEGIC),
            "sponsor": self._is(Tier.TRANSACTIONAL),
        }
        if unnamed.get(role):
            return False
        return not _ROLE_OF[role] or any(map(self._owed, _ROLE_OF[role]))

    def words(self) -> dict[str, Any]:
        """Everything that the template names."""
        answers = self.answers
        kpis = list(self._kpis())
        risks = self.full or self._owed("risks")
        guarded = self._owed("escalation.triggers") and not kpis
        schema = answers.schema or ""
        return {
            "schema": Written(schema) if _PATH.fullmatch(schema) else None,
            "example": answers.example,
            "example_tag": EXAMPLE_TAG,
            "title": answers.title or self._title(),
            "relationship": answers.relationship,
            "instrument": answers.instrument,
            "tier": answers.tier,
            "strategic": self._is(Tier.STRATEGIC),
            "preferred": self._is(Tier.PREFERRED),
            "transactional": self._is(Tier.TRANSACTIONAL),
            "full": self.full,
            "brief": answers.instrument in _BRIEF,
            "owed": self._owed,
            "sponsored": "sponsor" in self.roles,
            "level": _SERVICE_LEVEL if answers.instrument is Instrument.SERVICE else None,
            "clocks": self._has_clocks(),
            "clauses": {
                name: example
                for name, example in _data("terms.yaml").items()
                if self._owed(f"terms.{name}")
            },
            "plain": Written,
            "each": lambda role: Written(self._each(role)),
            "open": lambda text, example: Written(f"{text}  # such as: {example}"),
            "engagement": self.kit["engagement"][answers.tier],
            "start": answers.start,
            "plan": plan(
                answers.tier, answers.start, answers.today, open_ended=self.kit["open_ended"]
            ),
            "kit": {"body": None, "personal_data": None, **self.kit},
            "goals": self._goals(),
            "kpis": kpis,
            "parties": self.parties,
            "host": self.parties[0],
            "others": self.parties[1:],
            "people": self.people,
            "sharing": list(self._sharing()) if self.full or self._owed("sharing") else [],
            "risks": list(self._risks()) if risks or guarded else [],
            "who": self._who,
            "gap": self._gap,
            "gaps": self._gaps,
        }

    def _each(self, role: str) -> str:
        """Who has a role, by party, in one line."""
        pairs = (f"{scalar(one.id)}: {scalar(getattr(one, role))}" for one in self.parties)
        return "{" + ", ".join(pairs) + "}"

    def _has_clocks(self) -> bool:
        """Whether the levels of escalation have time limits."""
        return self._owed("escalation.levels.*") or self._owed("escalation.levels.*.escalate_after")

    def _goals(self) -> list[dict[str, Any]]:
        """The first goal of the relationship, more of them where it is strategic, and trust."""
        if not self._owed("goals"):
            return []
        first, *more = self.kit["goals"]
        return [first, *(more if self._is(Tier.STRATEGIC) else ()), _data("trust.yaml")["goal"]]

    def _kpis(self) -> Iterator[dict[str, Any]]:
        """The KPIs of the goals, in their order."""
        optional = {"audited": False, "survey": None, "known": False}
        cards = {**self.kit["kpis"], **_data("trust.yaml")["kpis"]}
        for goal in self._goals():
            for id_ in goal["kpis"]:
                yield {**optional, "id": id_, **cards[id_]}

    def _title(self) -> str | None:
        names = [party.name for party in self.answers.parties]
        if None in names:
            return None
        *others, last = map(str, names)
        return f"{', '.join(others)} and {last}"

    def _gap(self, example: str | None = None) -> Written:
        if self.answers.example and example:
            return scalar(example)
        return Written(f"{GAP}  # such as: {example}" if example else GAP)

    def _gaps(self, examples: list[str]) -> list[Written]:
        if self.answers.example:
            return [scalar(example) for example in examples]
        return [self._gap("; ".join(examples))]

    def _party(self, number: int) -> _Party:
        answer = self.answers.parties[number]
        side = "other" if number else "host"
        words = self.kit["parties"][side]
        ids = {role: self._id(answer, role) for role in self.roles}
        for role, id_ in ids.items():
            contact = answer.people.get(role)
            if contact is None or contact.id is None:
                self.people.append(_person(id_, role, answer, ids, words))
        owner = ids["owner"]
        body = self.kit.get("body") if number else None
        return _Party(
            id=answer.id,
            name=answer.name or f"{GAP} ({answer.id})",
            organisation=answer.organisation,
            country=answer.country,
            timezone=answer.timezone,
            side=side,
            words=words,
            owner=owner,
            sponsor=ids.get("sponsor", owner),
            operations=ids.get("operations", owner),
            body=self._take(body["id"]) if body else None,
        )

    def _id(self, party: PartyAnswer, role: str) -> str:
        contact = party.people.get(role)
        named = role if self._owed("owners") else "representative"
        fallback = f"{party.id}-{named}"
        if contact is None:
            return self._take(fallback)
        if contact.id is not None:
            return contact.id
        first = contact.name.split(maxsplit=1)[0] if contact.name else ""
        return self._take(id_from(first, fallback))

    def _take(self, wanted: str) -> str:
        id_ = free_id(wanted, self.taken)
        self.taken.add(id_)
        return id_

    def _who(self, symbol: str) -> str:
        """The id of ``host.owner`` and the like; ``other`` is the first of the others."""
        side, _, role = symbol.partition(".")
        party = self.parties[0 if side == "host" else 1]
        return str(getattr(party, role))

    def _sharing(self) -> Iterator[_Item]:
        """What each party gives, and what must not flow."""
        optional = {"every": None, "personal": False, "purpose": None}
        host, *others = self.parties
        given = [(host, name) for name in ("host", "host_more", "never")]
        given += [(party, name) for party in others for name in ("other", "never_other")]
        used: set[str] = set()
        for party, name in given:
            if name in self.kit["sharing"]:
                words = {**optional, **self.kit["sharing"][name]}
                id_ = free_id(words["id"], used)
                used.add(id_)
                yield _Item(id_, words, party, party.owner)

    def _risks(self) -> Iterator[_Item]:
        """The relationship's risks, and one of each party beyond the second."""
        host = self.parties[0]
        for words in self.kit["risks"]:
            yield _Item(words["id"], words, host, self._who(words["owner"]))
        for party in self.parties[2:]:
            words = {
                "title": f"The contacts of {party.id} have too little time for what they promised",
                "mitigation": "Every review looks through the promises, and drops some if need be.",
            }
            yield _Item(f"{party.id}-time", words, party, party.owner)


def _person(
    id_: str, role: str, party: PartyAnswer, ids: dict[str, str], words: dict[str, Any]
) -> dict[str, Any]:
    """Somebody of the ``people`` section; ``example`` is what such a person may be called."""
    contact = party.people.get(role) or Contact("")
    return {
        "id": id_,
        "name": contact.name or None,
        "party": party.id,
        "title": contact.title,
        "example": words["people"][role],
        "seniority": _SENIORITY[role],
        "email": contact.email,
        "deputy": ids.get(_DEPUTY.get(role, "")),
    }
