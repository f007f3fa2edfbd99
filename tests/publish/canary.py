"""A portfolio in which every text and id is a mark of its own, to find it again anywhere."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from tests.support import yaml_of
from trm_policy.model.base import Part, Visibility
from trm_policy.model.charter import Charter
from trm_policy.model.party import Directory
from trm_policy.model.shape import names_of, part_at

PARTNERSHIP = "canary"
FOLDER = f"partnerships/{PARTNERSHIP}"
RECORD_WORDS = frozenset(
    {
        "minutes.decision",
        "minutes.action",
        "minutes.answer",
        "minutes.cause",
        "minutes.lesson",
        "minutes.place",
        "minutes.guest",
        "escalation.title",
        "escalation.story",
        "measurement.note",
        "survey.question",
    }
)
"""The marks of records, which stand in no field of the format."""
_RANK = {Visibility.INTERNAL: 0, Visibility.PARTNER: 1, Visibility.PUBLIC: 2}


class Marks:
    """Hands out marks, and remembers of each the place in the format at which it stands.

    With another ``edition`` all words are others, and ids stay.
    """

    def __init__(self, edition: str = "") -> None:
        self._edition = edition
        self.places: dict[str, tuple[type[Part], tuple[str, ...]]] = {}

    def __call__(self, place: str, number: int = 1, part: type[Part] = Charter) -> str:
        """A mark for a place such as ``kpis.*.name``; ids, e-mails and links can be made of it."""
        edition = "" if place.endswith("*") else self._edition
        named = f"{part.__name__} {place} {number} {edition}"
        mark = "mark" + sha256(named.encode()).hexdigest()[:16]
        self.places[mark] = (part, tuple(place.split(".")))
        return mark

    def allowed(self, audience: Visibility) -> set[str]:
        """The marks that the table of fields, and that of records, open to an audience."""
        return {
            mark for mark, place in self.places.items() if _RANK[_table(*place)] >= _RANK[audience]
        }

    def keys(self) -> set[str]:
        """The marks that are ids: their place ends where an entry stands."""
        return {mark for mark, (_, place) in self.places.items() if place[-1] == "*"}

    def at(self, place: str) -> set[str]:
        """The marks that stand at a place or below it."""
        return {
            mark
            for mark, (_, there) in self.places.items()
            if f"{'.'.join(there)}.".startswith(f"{place}.")
        }


_RECORDS = {
    "minutes": Visibility.PARTNER,
    "escalation": Visibility.PARTNER,
    "measurement": Visibility.PARTNER,
    "survey": Visibility.INTERNAL,
}


def _table(part: type[Part], place: tuple[str, ...]) -> Visibility:
    """What the model's own table says: the narrowest of the fields along the way."""
    if ".".join(place) in RECORD_WORDS:
        return _RECORDS[place[0]]
    found = Visibility.PUBLIC
    for length in range(len(place)):
        inside = part_at(part, place[:length])
        field = names_of(inside).get(place[length]) if inside else None
        extra = field.json_schema_extra if field else None
        if isinstance(extra, dict):
            found = min(found, Visibility(str(extra["visibility"])), key=_RANK.__getitem__)
    return found


def charter(m: Marks) -> dict[str, Any]:
    """A charter for everybody with a mark in each field that takes words of one's own."""
    us, them = m("parties.*", 1), m("parties.*", 2)
    boss, hand, other = (m("people.*", number) for number in (1, 2, 3))
    shared = m("people.*", 1, Directory)
    kpi, goal, risk = m("kpis.*"), m("goals.*"), m("risks.*")
    body, own_body, group = (m("committees.*", number) for number in (1, 2, 3))
    level = m("escalation.levels.*")
    return {
        "title": m("title"),
        "host": us,
        "relationship": "supplier",
        "tier": "strategic",
        "stage": "value-creation",
        "status": "active",
        "version": "2.1.3",
        "audience": "public",
        "posture": "friendship",
        "tags": [m("tags")],
        "vision": m("vision"),
        "rationale": m("rationale"),
        "term": {
            "start": date(2025, 1, 1),
            "starts_on": m("term.starts_on"),
            "ends_on": m("term.ends_on"),
            "end": date(2028, 12, 31),
        },
        "scope": {
            "purpose": m("scope.purpose"),
            "includes": [m("scope.includes")],
            "excludes": [m("scope.excludes")],
        },
        "parties": {
            us: {
                "organisation": m("organisations.*", 1, Directory),
                "notices": {
                    "to": m("parties.*.notices.to"),
                    "address": m("parties.*.notices.address"),
                    "email": f"{m('parties.*.notices.email')}@notices.example",
                    "phone": "+46 8 481 516 23",
                },
            }
            | _side(m, 1),
            them: {"name": m("parties.*.name"), "country": "SE", "timezone": "Europe/Stockholm"}
            | _side(m, 2),
        },
        "people": {
            boss: _person(m, 1, us) | {"deputy": hand},
            hand: _person(m, 2, us),
            other: _person(m, 3, them),
        },
        "sponsors": {us: shared, them: other},
        "owners": {us: boss, them: other},
        "segmentation": {
            "scores": {m("segmentation.scores.*"): 3.0},
            "rationale": m("segmentation.rationale"),
        },
        "goals": {
            goal: {
                "statement": m("goals.*.statement"),
                "supports": m("objectives.*", 1, Directory),
                "category": "quality",
                "lead": boss,
                "due": date(2027, 12, 31),
                "kpis": [kpi],
                "benefits": {us: m("goals.*.benefits", 1), them: m("goals.*.benefits", 2)},
            }
        },
        "kpis": {kpi: _kpi(m, hand, us)},
        "committees": {
            body: {
                "name": m("committees.*.name", 1),
                "level": "steering",
                "mandate": m("committees.*.mandate"),
                "members": [
                    {
                        "person": shared,
                        "role": "co-chair",
                        "term_of_office": "2 years",
                        "elected_by": body,
                    },
                    {"person": other},
                ],
                "quorum": {"members": 2, "each_party": 1},
                "decisions": [
                    {"matter": m("committees.*.decisions.*.matter"), "rule": "unanimous"}
                ],
                "deadlock": {"person": other},
            },
            group: {
                "name": m("committees.*.name", 3),
                "level": "working-group",
                "mandate": m("committees.*.mandate", 2),
                "lead": other,
                "deliverables": [m("committees.*.deliverables")],
                "reports_to": body,
            },
            own_body: {"name": m("committees.*.name", 2), "party": them},
        },
        "responsibilities": {
            m("responsibilities.*"): {
                "decision": m("responsibilities.*.decision"),
                "accountable": boss,
                "responsible": [hand],
            }
        },
        "escalation": _escalation(m, kpi, risk, level, {us: hand, them: other}),
        "reviews": {
            m("reviews.*"): {
                "name": m("reviews.*.name"),
                "kind": "performance",
                "every": "quarterly",
                "starting": date(2025, 1, 21),
                "committee": body,
                "agenda": [m("reviews.*.agenda")],
            }
        },
        "sharing": {
            m("sharing.*"): {
                "item": m("sharing.*.item"),
                "from": us,
                "to": [them],
                "rule": "must-share",
                "every": "weekly",
                "channel": m("sharing.*.channel"),
                "purpose": m("sharing.*.purpose"),
                "retention": "24 months",
                "owner": hand,
            }
        },
        "personal_data": {"lawful_basis": m("personal_data.lawful_basis"), "controllers": [us]},
        "risks": {
            risk: {
                "title": m("risks.*.title"),
                "owner": boss,
                "likelihood": 2,
                "impact": 5,
                "mitigation": m("risks.*.mitigation"),
                "review_by": date(2027, 3, 31),
            }
        },
        "commitments": {
            m("commitments.*"): {
                "what": m("commitments.*.what"),
                "goal": goal,
                "owner": hand,
                "due": date(2026, 12, 23),
                "amount": 48151623.5,
                "currency": "EUR",
            }
        },
        "initiatives": {
            m("initiatives.*"): {
                "title": m("initiatives.*.title"),
                "stage": "pilot",
                "lead": boss,
                "since": date(2026, 2, 1),
                "goal": goal,
            }
        },
        "touchpoints": {
            m("touchpoints.*"): {"between": [hand, other], "about": m("touchpoints.*.about")}
        },
        "obligations": {
            m("obligations.*"): {
                "what": m("obligations.*.what"),
                "by": them,
                "within": "24 hours",
                "after": m("obligations.*.after"),
                "before": m("obligations.*.before"),
                "every": "yearly",
                "met_for": date(2026, 6, 30),
                "agreement": m("agreements.*"),
                "clause": m("obligations.*.clause"),
            }
        },
        "terms": {
            "liability": {
                "says": m("terms.*.says"),
                "agreement": m("agreements.*"),
                "clause": m("terms.*.clause"),
                "cap": 48151623.5,
                "currency": "EUR",
            }
        },
        "third_parties": {
            m("third_parties.*"): {
                "name": m("third_parties.*.name"),
                "role": m("third_parties.*.role"),
                "of": them,
            }
        },
        "communication": {
            m("communication.*"): {
                "what": m("communication.*.what"),
                "from": us,
                "to": [them],
                "channel": m("communication.*.channel"),
                "owner": hand,
                "voice": boss,
                "respond_within": "2 hours",
            }
        },
        "maturity": {
            "assessed_on": date(2026, 6, 1),
            "functions": {
                m("maturity.functions.*"): {
                    "level": "defined",
                    "lead": boss,
                    "evidence": m("maturity.functions.*.evidence"),
                }
            },
        },
        "agreements": {
            m("agreements.*"): {
                "title": m("agreements.*.title"),
                "link": f"https://agreements.example/{m('agreements.*.link')}",
                "law": m("agreements.*.law"),
                "version": m("agreements.*.version"),
                "venue": m("agreements.*.venue"),
                "dated": date(2025, 1, 1),
                "binding": "partly",
                "annexes": {"A": m("agreements.*.annexes")},
            }
        },
        "exit": {
            "triggers": [{"when": m("exit.triggers.*.when"), "by": them}],
            "notice": {us: "9 months", them: "6 months"},
            "withdrawal": m("exit.withdrawal"),
            "transition": {
                "duration": "6 months",
                "owners": {us: boss},
                **{
                    name: m(f"exit.transition.{name}")
                    for name in ("data_return", "intellectual_property", "knowledge", "continuity")
                },
            },
        },
        "approvals": [
            {
                "version": "2.1.0",
                "party": us,
                "person": shared,
                "date": date(2026, 1, 5),
                "evidence": m("approvals.*.evidence"),
            }
        ],
        "waivers": [
            {
                "rule": "committee-size",
                "because": m("waivers.*.because"),
                "ticket": m("waivers.*.ticket"),
                "approved_by": boss,
                "expires": date(2027, 1, 31),
            }
        ],
        "not_applicable": {"scope": m("not_applicable")},
        "extensions": {m("extensions.*"): {"said": m("extensions.*.said")}},
    }


def directory(m: Marks) -> dict[str, Any]:
    """The directory that the charter needs; an objective is seen where a goal names it."""
    here = m("organisations.*", 1, Directory)
    return {
        "organisations": {
            here: {
                "name": m("organisations.*.name", 1, Directory),
                "country": "GB",
                "timezone": "Europe/London",
            }
        },
        "people": {
            m("people.*", 1, Directory): {
                "name": m("people.*.name", 1, Directory),
                "organisation": here,
                "title": m("people.*.title", 1, Directory),
                "department": m("people.*.department", 1, Directory),
                "seniority": "executive",
                "email": f"{m('people.*.email', 1, Directory)}@here.example",
            }
        },
        "objectives": {m("objectives.*", 1, Directory): {"title": m("goals.*.supports")}},
    }


def _side(m: Marks, number: int) -> dict[str, Any]:
    return {
        "role": m("parties.*.role", number),
        "gives": [m("parties.*.gives", number)],
        "gets": [m("parties.*.gets", number)],
    }


def _person(m: Marks, number: int, party: str) -> dict[str, Any]:
    return {
        "name": m("people.*.name", number),
        "party": party,
        "title": m("people.*.title", number),
        "department": m("people.*.department", number),
        "seniority": "director",
        "email": f"{m('people.*.email', number)}@people.example",
    }


def _kpi(m: Marks, owner: str, party: str) -> dict[str, Any]:
    words = ("name", "definition", "formula", "unit")
    return {name: m(f"kpis.*.{name}") for name in words} | {
        "source": _source(m, "kpis.*.source"),
        "direction": "increase",
        "owner": owner,
        "frequency": "monthly",
        "baseline": {"value": 91.5, "date": date(2024, 12, 31)},
        "target": {"value": 98.0, "by": date(2027, 12, 31)},
        "milestones": [{"value": 95.0, "by": date(2026, 6, 30)}],
        "tolerance": 1.5,
        "credit": m("kpis.*.credit"),
        "plausible": {"from": 0, "to": 150},
        "survey": {
            "instrument": m("kpis.*.survey.instrument"),
            "scale": m("kpis.*.survey.scale"),
            "respondents": {party: 10},
        },
    }


def _source(m: Marks, place: str) -> dict[str, Any]:
    words = ("connection", "table", "period", "column", "divided_by")
    query = {name: m(f"{place}.query.{name}") for name in words}
    state = m(f"{place}.query.where.*")
    cell = {"any_of": [m(f"{place}.query.where.*.any_of")]}
    return {
        "description": m(f"{place}.description"),
        "query": query | {"aggregate": "sum", "where": {state: cell}},
    }


_OF_A_LEVEL = ("name", "channel", "authority", "output")


def _escalation(
    m: Marks, kpi: str, risk: str, level: str, contacts: Mapping[str, str]
) -> dict[str, Any]:
    trigger = "escalation.triggers.*"
    rung = "escalation.levels.*"
    return {
        "working_hours": "08:00-17:00",
        "triggers": {
            m(trigger, 1): {"when": m(f"{trigger}.when", 1), "kpi": kpi},
            m(trigger, 2): {"when": m(f"{trigger}.when", 2), "risk": risk, "start_at": level},
        },
        "levels": [
            {
                "id": level,
                **{
                    name: m(f"{rung}.{name}") for name in ("name", "channel", "authority", "output")
                },
                "contacts": dict(contacts),
                "acknowledge_within": "2 working hours",
                "escalate_after": "1 working day",
            }
        ],
        "endgame": m("escalation.endgame"),
    }


def files(m: Marks) -> dict[str, bytes]:
    """The portfolio, with a mark in each word of its records too."""
    data = charter(m)
    (kpi,), (review,), (risk,) = (tuple(data[name]) for name in ("kpis", "reviews", "risks"))
    boss, hand, other = data["people"]
    us, them = data["parties"]
    (level,) = (one["id"] for one in data["escalation"]["levels"])
    front = {
        "review": review,
        "for": date(2026, 10, 21),
        "held_on": date(2026, 10, 22),
        "attendees": [boss, other],
        "place": m("minutes.place"),
        "guests": [m("minutes.guest")],
    }
    minutes = (
        f"## Decisions\n\n- {m('minutes.decision')}\n\n## Actions\n\n"
        f"- [ ] @{hand} {m('minutes.action')} (due 2026-12-01)\n"
        f"- [ ] @{hand} {m('minutes.answer')} (kpi {kpi}; cause {m('minutes.cause')}; "
        f"due 2026-12-02)\n\n## Lessons\n\n- {m('minutes.lesson')}\n"
    )
    case = {
        "id": "2026-001",
        "title": m("escalation.title"),
        "raised_by": hand,
        "raised_at": "2026-11-19T10:15+00:00",
        "risk": risk,
        "steps": [{"level": level, "reached_at": "2026-11-19T10:15+00:00"}],
    }
    return {
        f"{FOLDER}/partnership.yaml": yaml_of(data),
        "partnerships/directory.yaml": yaml_of(directory(m)),
        f"{FOLDER}/measurements.csv": (
            f"kpi,period,value,note\n{kpi},2026-10,94.5,{m('measurement.note')}\n"
        ).encode(),
        f"{FOLDER}/reviews/2026-10-22-{review}.md": _with_front(front, minutes),
        f"{FOLDER}/escalations/2026-001.md": _with_front(case, m("escalation.story")),
        f"{FOLDER}/surveys/2026.csv": (
            f"party,question,score,count\n{us},{m('survey.question')},4.1,10\n"
            f"{them},{m('survey.question')},3.2,9\n"
        ).encode(),
    }


def _with_front(front: Mapping[str, Any], body: str) -> bytes:
    return b"---\n" + yaml_of(front) + b"---\n\n" + body.encode()
