"""Which committees the parties share, and which of them stands above which."""

from __future__ import annotations

from collections.abc import Mapping

from trm_policy.model.charter import Charter
from trm_policy.model.governance import Committee
from trm_policy.model.vocabulary import CommitteeLevel

_LEVELS = tuple(CommitteeLevel)
_TOP = (CommitteeLevel.EXECUTIVE, CommitteeLevel.STEERING)


def joint(charter: Charter) -> Mapping[str, Committee]:
    """The committees by id, without the bodies of one party alone."""
    return {id_: body for id_, body in charter.committees.items() if body.party is None}


def steers(committee: Committee) -> bool:
    """Whether the committee is one of level steering or executive."""
    return committee.level in _TOP


def rank(committee: Committee) -> int:
    """0 for an executive committee to 3 for a working group; 4 where no level is said."""
    return len(_LEVELS) if committee.level is None else _LEVELS.index(committee.level)
