"""Profiles: steps by which an organisation grows into the whole rule book."""

from __future__ import annotations

OWN_FAMILIES = frozenset({"checks", "policy"})
"""Families of rules that an organisation wrote for itself."""

START = frozenset(
    {
        "dependencies-acyclic",
        "ids-unique",
        "nobody-has-left",
        "no-placeholders",
        "owner-per-party",
        "parties-complete",
        "people-consistent",
        "people-reachable",
        "references-resolve",
        "records-append-only",
        "stage-sections",
        "term-coherent",
    }
)
"""Who is who and until when: what any charter can say on the first day."""

STANDARD = START | frozenset(
    {
        "action-overdue",
        "approvals-genuine",
        "commitment-overdue",
        "committee-chaired",
        "committee-two-sided",
        "escalation-climbs",
        "escalation-clocks",
        "escalation-depth",
        "escalation-on-time",
        "escalation-two-sided",
        "exit-planned",
        "goal-mutual-benefit",
        "goals-few-and-clear",
        "goals-traceable",
        "kpi-card-complete",
        "kpi-count",
        "kpi-plan-sound",
        "kpi-target-in-term",
        "measurement-fresh",
        "measurement-valid",
        "no-expired-appointment",
        "personal-data",
        "quorum-reachable",
        "red-kpi-has-action",
        "responsibility-has-one-accountable",
        "review-cadence",
        "review-minutes",
        "review-overdue",
        "risk-review-overdue",
        "scope-stated",
        "separation-has-exit",
        "sponsor-per-party",
        "steering-committee",
        "version-bumped",
        "waiver-approved",
    }
)
"""Goals, numbers, committees, escalation and reviews: what a partnership that is run can say."""

PROFILES = ("start", "standard", "iso-44001")
"""Smallest first; each holds the one before. The last is the whole rule book."""


def holds(profile: str | None, rule: str, family: str) -> bool:
    """Whether a rule is part of a profile. An organisation's own demands always are."""
    if profile is None or profile == PROFILES[-1] or family in OWN_FAMILIES:
        return True
    return rule in (START if profile == PROFILES[0] else STANDARD)
