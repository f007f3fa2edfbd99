"""The sections of a charter's page, in the order in which they stand there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from trm_policy.model.charter import Charter
from trm_policy.wording.text import words


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its anchor, its heading, a short one for the jump list, the charter's keys."""

    id: str
    title: str
    short: str
    keys: tuple[str, ...] = ()


HEALTH = Section("health", "Health at a glance", "Health")
DUE = Section("due", "What falls due", "Due")
ESCALATION = Section("escalation", "Escalation matrix", "Escalation", ("escalation",))
RHYTHM = Section("rhythm", "Rhythm of reviews", "Reviews", ("reviews",))
COMMITMENTS = Section("commitments", "Commitments and actions", "Commitments", ("commitments",))
COMPLETENESS = Section("completeness", "Completeness", "Completeness")
HISTORY = Section("history", "History", "History")
SECTIONS = (
    HEALTH,
    DUE,
    Section("vision", "Vision and rationale", "Vision", ("vision", "rationale", "segmentation")),
    Section("scope", "Scope", "Scope", ("scope", "depends_on")),
    Section("parties", "Parties", "Parties", ("parties",)),
    Section("goals", "Goals", "Goals", ("goals",)),
    Section("kpis", "Key performance indicators", "KPIs", ("kpis",)),
    Section("governance", "Governance", "Governance", ("committees", "responsibilities")),
    Section("people", "People and counterparts", "People", ("people", "touchpoints", "owners")),
    ESCALATION,
    RHYTHM,
    Section("sharing", "Information sharing", "Sharing", ("sharing", "personal_data")),
    Section("behaviours", "Behaviours", "Behaviours", ("behaviours",)),
    Section("risks", "Risks", "Risks", ("risks",)),
    Section("initiatives", "Initiatives", "Initiatives", ("initiatives",)),
    COMMITMENTS,
    Section("obligations", "Obligations", "Obligations", ("obligations",)),
    Section("communication", "Communication plan", "Communication", ("communication",)),
    Section("third-parties", "Third parties", "Third parties", ("third_parties",)),
    Section("terms", "Terms", "Terms", ("terms",)),
    Section("maturity", "Maturity", "Maturity", ("maturity",)),
    Section("exit", "Exit", "Exit", ("exit",)),
    Section("approvals", "Approvals and agreements", "Approvals", ("approvals", "agreements")),
    Section("exceptions", "Declared not relevant", "Not relevant", ("not_applicable",)),
    Section("waivers", "Waived for a while", "Waivers", ("waivers",)),
    COMPLETENESS,
    Section("own", "Our own keys", "Own keys", ("extensions",)),
    HISTORY,
)
_UNMISSED = (
    *("due", "exceptions", "waivers", "completeness", "own", "history"),
    *("obligations", "communication", "third-parties", "terms"),
)
"""Sections whose absence nobody needs to be told of."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A section on one charter's page. ``told`` is False where only ``because`` stands there."""

    id: str
    title: str
    short: str
    told: bool = True
    because: str = ""
    keys: tuple[str, ...] = ()


def arrange(
    charter: Charter, extra: frozenset[Section], tells: Callable[..., bool]
) -> tuple[list[Shown], list[str]]:
    """The sections to show, and the titles of those of which nothing is written.

    ``extra`` are sections that have something to tell besides the charter's own keys. ``tells``
    says whether the reader may read some keys: of others nobody says that nothing is written.
    """
    shown: list[Shown] = []
    silent: list[str] = []
    for section in SECTIONS:
        because = _because(section, charter.not_applicable, tells)
        if section in extra or any(getattr(charter, key) for key in section.keys):
            shown.append(Shown(section.id, section.title, section.short, keys=section.keys))
        elif because:
            shown.append(
                Shown(
                    section.id,
                    section.title,
                    section.short,
                    told=False,
                    because=because,
                    keys=("not_applicable",),
                )
            )
        elif section.id not in _UNMISSED and tells(*section.keys):
            silent.append(section.title)
    return shown, silent


def _because(section: Section, reasons: Mapping[str, str], tells: Callable[..., bool]) -> str:
    """Why nothing is written in a section, where that was declared of all or some of its keys."""
    declared = [key for key in section.keys if reasons.get(key)]
    others = [key for key in section.keys if key not in declared]
    if not declared:
        return ""
    if not others:
        return f"Declared not relevant: {' '.join(reasons[key] for key in declared)}"
    said = [f"{words(key)} not relevant here: {reasons[key]}" for key in declared]
    if tells(*others):
        said.append(f"Not mentioned: {', '.join(words(key).lower() for key in others)}.")
    return " ".join(said)
