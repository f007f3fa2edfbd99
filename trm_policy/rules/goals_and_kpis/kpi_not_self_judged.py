"""Figures that are not marked by their own authors."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from trm_policy.finding import Severity
from trm_policy.measure.sides import side_of
from trm_policy.model.charter import Charter
from trm_policy.portfolio.context import Context
from trm_policy.rule import STRATEGIC, Problem, rule

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_ANYBODY = frozenset(
    {"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "the", "to"}
    | {"association", "board", "city", "company", "council", "county", "department", "group"}
    | {"hospital", "institute", "ministry", "office", "school", "trust", "university", "works"}
    | {"central", "general", "global", "international", "joint", "national", "new", "old", "public"}
    | {"regional", "royal", "united", "eastern", "northern", "southern", "western"}
)
"""Words with which a name may begin, but which anybody's source may hold as well."""
_AUDITED = re.compile(r"\baudited\b", re.IGNORECASE)
_NOT_AUDITED = re.compile(r"\b(?:not|never)(?:\W+\w+){0,2}\W+audited\b", re.IGNORECASE)


@rule(Severity.WARNING, tiers=STRATEGIC, section="kpis")
def kpi_not_self_judged(charter: Charter, context: Context) -> Iterator[Problem]:
    """A KPI that is measured from its owner's own records is audited."""
    for id_, kpi in charter.kpis.items():
        party = side_of(context.partnership, kpi.owner) if kpi.owner else None
        source = kpi.source_text
        if kpi.audited or not source or party not in charter.parties:
            continue
        name = context.partnership.roster.party_name(party)
        if _names(source, party, context) and not _says_audited(source):
            yield Problem(
                f"the KPI {id_!r} is owned by {name} and measured from its own records "
                f"({source}), and no one else checks it",
                at=f"kpis.{id_}.audited",
                help="Let another party check a sample and write 'audited: true', use a source "
                "that the owner does not run, or let another party own the KPI.",
            )


def _names(source: str, party: str, context: Context) -> bool:
    """Whether a source names the organisation of a party, by any word that tells it apart."""
    roster = context.partnership.roster
    name, said = _words(roster.party_name(party)), _words(source)
    shared = _ANYBODY.union(
        *(_words(roster.party_name(p)) for p in roster.charter.parties if p != party)
    )
    own = tuple(word for word in name if word not in shared)
    names = (own[:1], name, _words(party))
    return any(_holds(said, words) for words in names if not shared.issuperset(words))


@lru_cache(maxsize=1024)
def _words(text: str) -> tuple[str, ...]:
    """The words of a text in small letters, without the 's of a genitive."""
    found = (word.casefold().replace("’", "'") for word in _WORD.findall(text))
    return tuple(word.removesuffix("'s") for word in found)


def _holds(words: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether ``wanted`` stands in ``words``, one word after the other."""
    size = len(wanted)
    return any(words[start : start + size] == wanted for start in range(len(words) - size + 1))


def _says_audited(source: str) -> bool:
    return bool(_AUDITED.search(source)) and not _NOT_AUDITED.search(source)
