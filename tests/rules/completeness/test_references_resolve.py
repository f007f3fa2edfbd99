"""Names that lead somewhere."""

# ruff: noqa: E501 - tables of edits are read row by row

import re
from datetime import UTC, datetime

import pytest

from tests.support import (
    CHARTER,
    DIRECTORY,
    Case,
    Seen,
    edited,
    error,
    finding,
    findings,
    line_of,
    part,
    report,
    table,
)
from trm_policy.judging.settings import Settings, SettingsTable
from trm_policy.starter import complete

RULE = "references-resolve"
QBR = "partnerships/meridian-helix/reviews/2026-10-20-qbr.md"
LATE = "partnerships/meridian-helix/escalations/2026-003.md"
SURVEY = "partnerships/meridian-helix/surveys/2026.csv"
MEMBERS = (
    "    deadlock: {to: escalation}               # or {person: …}, {committee: …}, {party: …} "
    "with the final say"
)
WAIVERS = "waivers: []"

NO_ONE = "no one is called that"


def found(*edits: tuple[str, str], path: str = CHARTER) -> dict[str, bytes]:
    return edited(*edits, path=path)


def unreadable(section: str) -> dict[str, bytes]:
    """A charter with a sentence where this section was."""
    text = complete()[CHARTER].decode()
    rest = text[text.index(f"\n{section}:") + 1 :]
    whole = re.match(r".*\n(?:(?![a-z]).*\n)*", rest)
    assert whole is not None
    return edited((whole[0], f"{section}: to follow\n"))


@pytest.mark.parametrize(
    ("old", "new", "at"),
    [
        ("    organisation: helix-cold-chain", "    organisation: ghost", "parties.helix.organisation"),
        ("sponsors: {meridian: ada, helix: jonas}", "sponsors: {meridian: ada, helix: ghost}", "sponsors.helix"),
        ("sponsors: {meridian: ada, helix: jonas}", "sponsors: {meridian: ada, helix: jonas, ghost: ada}", "sponsors.ghost"),
        ("    deputy: mikael", "    deputy: ghost", "people.jonas.deputy"),
        ("    supports: fresh-first", "    supports: ghost", "goals.freshness.supports"),
        ("    lead: lena", "    lead: ghost", "goals.freshness.lead"),
        ("      helix: Fewer claims", "      ghost: Fewer claims", "goals.freshness.benefits.ghost"),
        ("    owner: ravi\n    source", "    owner: ghost\n    source", "kpis.days-to-settle.owner"),
        ("respondents: {meridian: 10, helix: 10}", "respondents: {meridian: 10, helix: 10, ghost: 5}", "kpis.partner-satisfaction.survey.respondents.ghost"),
        ("{person: tom, role: co-chair, until", "{person: ghost, role: co-chair, until", "committees.operations.members.1.person"),
        (MEMBERS, "    deadlock: {person: ghost}", "committees.steering.deadlock.person"),
        (MEMBERS, "    deadlock: {committee: ghost}", "committees.steering.deadlock.committee"),
        (MEMBERS, "    deadlock: {party: ghost}", "committees.steering.deadlock.party"),
        ("        rule: consensus\n    deadlock: {to: escalation}               #", "        rule: one-party\n        by: ghost\n    deadlock: {to: escalation}  #", "committees.steering.decisions.2.by"),
        ("    name: Operations board", "    name: Operations board\n    party: ghost", "committees.operations.party"),
        ("    accountable: ravi", "    accountable: ghost", "responsibilities.demand-forecast.accountable"),
        ("    responsible: [tom]", "    responsible: [tom, ghost]", "responsibilities.demand-forecast.responsible.2"),
        ("    consulted: [nils]", "    consulted: [ghost]", "responsibilities.demand-forecast.consulted.1"),
        ("    informed: [sofia]", "    informed: [ghost]", "responsibilities.demand-forecast.informed.1"),
        ("      kpi: otif", "      kpi: ghost", "escalation.triggers.service-red.kpi"),
        ("      risk: depot-loss", "      risk: ghost", "escalation.triggers.store-at-risk.risk"),
        ("      start_at: directors", "      start_at: ghost", "escalation.triggers.store-at-risk.start_at"),
        ("{meridian: lena, helix: mikael}", "{meridian: lena, helix: ghost}", "escalation.levels.directors.contacts.helix"),
        ("{meridian: lena, helix: mikael}", "{meridian: lena, helix: mikael, ghost: tom}", "escalation.levels.directors.contacts.ghost"),
        ("    committee: operations", "    committee: ghost", "reviews.weekly.committee"),
        ("    from: meridian", "    from: ghost", "sharing.demand-forecast.from"),
        ("    to: [helix] ", "    to: [ghost] ", "sharing.demand-forecast.to.1"),
        ("    retention: 24 months\n    owner: tom", "    retention: 24 months\n    owner: ghost", "sharing.demand-forecast.owner"),
        ("  controllers: [meridian, helix]", "  controllers: [meridian, ghost]", "personal_data.controllers.2"),
        ("    owner: ravi\n    likelihood", "    owner: ghost\n    likelihood", "risks.key-person.owner"),
        ("    goal: freshness\n    owner: nils", "    goal: ghost\n    owner: nils", "commitments.peak-capacity.goal"),
        ("    goal: freshness\n    owner: nils", "    goal: freshness\n    owner: ghost", "commitments.peak-capacity.owner"),
        ("    lead: mikael\n    since", "    lead: ghost\n    since", "initiatives.solar-depot.lead"),
        ("    goal: cost-and-carbon", "    goal: ghost", "initiatives.solar-depot.goal"),
        ("between: [tom, nils]", "between: [tom, ghost]", "touchpoints.loading.between.2"),
        ("level: managed, lead: lena", "level: managed, lead: ghost", "maturity.functions.customer-service.lead"),
        ("depends_on: []", "depends_on: [ghost]", "depends_on.1"),
        ("    owners: {meridian: ravi, helix: sofia}\n    data", "    owners: {meridian: ravi, helix: ghost}\n    data", "exit.transition.owners.helix"),
        ("  notice: 9 months", "  notice: 9 months\n  notice_given: {by: ghost, date: 2026-11-01}", "exit.notice_given.by"),
        ("party: helix, person: jonas", "party: ghost, person: jonas", "approvals.2.party"),
        ("party: helix, person: jonas", "party: helix, person: ghost", "approvals.2.person"),
        (WAIVERS, "waivers: [{rule: kpi-count, approved_by: ghost}]", "waivers.1.approved_by"),
        (WAIVERS, "visibility: {kpis.otif: 'partner:ghost'}", "visibility.kpis.otif"),
    ],
)  # fmt: skip
def test_every_place_that_names_something_is_followed(old: str, new: str, at: str) -> None:
    assert [seen.at for seen in findings(edited((old, new)), RULE)] == [at]


def test_a_thousand_wrong_names_are_all_found_without_proposals_for_each() -> None:
    wrong = ", ".join(f"otif{number}" for number in range(1000))
    seen = findings(edited(("    responsible: [tom]", f"    responsible: [{wrong}]")), RULE)

    assert len(seen) == 1000
    assert seen[-1].message.endswith(NO_ONE)


# places of visibility


# the directory


def test_what_the_directory_says_of_the_people_named_is_followed() -> None:
    files = edited(("    deputy: lena", "    deputy: lenna"), path=DIRECTORY)
    files["partnerships/again/partnership.yaml"] = files[CHARTER]
    line = line_of(files, "    deputy: lenna", DIRECTORY)

    assert [
        (f.path.as_posix(), f.span.line, f.partnership, f.at, f.message)
        for f in report(files).findings
        if f.rule == RULE
    ] == [
        (
            DIRECTORY,
            line,
            "",
            "people.ada.deputy",
            "people.ada.deputy names 'lenna', and no one is called that; did you mean 'lena'?",
        )
    ]


def test_a_directory_that_cannot_be_read_is_one_finding() -> None:
    files = edited(("people:\n  ada:", "people: [\n  ada:"), path=DIRECTORY)

    assert [(f.rule, f.path.as_posix()) for f in report(files).findings] == [("yaml", DIRECTORY)]


def test_without_a_directory_everybody_of_it_is_missed() -> None:
    files = edited()
    del files[DIRECTORY]

    assert {"parties.helix.organisation", "goals.freshness.supports", "sponsors.meridian"} <= {
        seen.at for seen in findings(files, RULE)
    }


# records


def test_minutes_stand_for_a_review_of_the_charter() -> None:
    files = edited()
    minutes = files.pop(QBR).replace(b"review: qbr", b"review: qrb")
    files[QBR.replace("qbr", "qrb")] = minutes

    assert [(seen.line, seen.message) for seen in findings(files, RULE)] == [
        (2, "review names 'qrb', and no review is called that; did you mean 'qbr'?")
    ]


def test_what_is_assumed_for_minutes_is_not_held_against_them() -> None:
    files = edited()
    files[QBR.replace("qbr", "qrb")] = files.pop(QBR).replace(b"review: qbr\n", b"")

    assert findings(files, RULE) == []


def test_minutes_whose_day_cannot_be_told_still_have_actions() -> None:
    files = edited()
    files[QBR.replace("2026-10-20", "2026-13-20")] = (
        files.pop(QBR).replace(b"held_on: 2026-10-20\n", b"").replace(b"@tom", b"@thom")
    )

    assert [seen.message for seen in findings(files, RULE)] == [
        "the action names 'thom', and no one is called that; did you mean 'tom'?"
    ]


def test_an_id_that_the_format_refuses_resolves_and_is_never_proposed() -> None:
    entry = ("  otif:\n    name: On time in full\n", "  Otif_1:\n    name: On time in full\n")
    misspelt = ("kpis: [otif, temperature-excursions]", "kpis: [Otif_2, temperature-excursions]")
    right = (misspelt[0], misspelt[1].replace("Otif_2", "Otif_1"))

    (wrong,) = [f.message for f in findings(edited(entry, misspelt), RULE) if "goals" in f.at]
    assert "Otif_1" not in wrong
    assert [f for f in findings(edited(entry, right), RULE) if "goals" in f.at] == []


def test_committees_are_not_missed_one_by_one_where_the_section_is_asked_for() -> None:
    files = edited()
    text = files[CHARTER].decode()
    start, end = text.index("\ncommittees:\n"), text.index("\nescalation:\n")
    without = text[:start] + text[end:]
    small = without.replace("tier: strategic ", "tier: transactional ", 1)

    assert findings(files | {CHARTER: without.encode()}, RULE) == []
    assert "reviews.qbr.committee" in [
        one.at for one in findings(files | {CHARTER: small.encode()}, RULE)
    ]


# one cause, one finding


def without(name: str, following: str, *edits: tuple[str, str]) -> dict[str, bytes]:
    """The complete charter without one of its sections."""
    files = edited(*edits)
    text = files[CHARTER].decode()
    start, end = text.index(f"\n{name}:"), text.index(f"\n{following}:")
    return {**files, CHARTER: (text[:start] + text[end:]).encode()}


def entry(first: str, following: str, path: str = CHARTER) -> str:
    """The text of one entry of a map, up to the one that follows."""
    text = edited()[path].decode()
    return text[text.index(first) : text.index(following)]


# fmt: off
CASES = {
    "a name that leads nowhere is marked with the nearest one": Case(
        edited(("[otif, temperature-excursions]", "[otif, temperature-excursion]")),
        error("goals.freshness.kpis.2", "goals.freshness.kpis names 'temperature-excursion', and no KPI is called that; did you mean 'temperature-excursions'?", on="temperature-excursion]"),
    ),
    "a person of a party that is not there is marked at the person": Case(
        found(("    party: helix\n    title: Transport Control Lead", "    party: helix\n    title: Transport Control Lead".replace("helix", "heli"))),
        finding("people.nils.party", "people.nils.party names 'heli', and no party is called that; did you mean 'helix'?"),
    ),
    "a person of a party that is not there is marked at the person (2)": Case(
        found(("    party: helix\n    title: Transport Control Lead", "    party: helix\n    title: Transport Control Lead".replace("helix", "neutral"))),
    ),
    "the message says what was meant: 1": Case(
        found(("    goal: freshness\n", "    goal: otif\n")),
        finding(message="commitments.peak-capacity.goal names 'otif', which is a KPI, not a goal"),
    ),
    "the message says what was meant: 2": Case(
        found(("    lead: lena\n", "    lead: steering\n")),
        finding(message="goals.freshness.lead names 'steering', which is a committee of several parties, not a person"),
    ),
    "the message says what was meant: 3": Case(
        found(("    committee: operations\n", "    committee: ravi\n")),
        finding(message="reviews.weekly.committee names 'ravi', which is a person, not a committee"),
    ),
    "the message says what was meant: 4": Case(
        found(("    from: meridian\n", "    from: meridian-foods\n")),
        finding(message="sharing.demand-forecast.from names 'meridian-foods', which is an organisation, not a party"),
    ),
    "the message says what was meant: 5": Case(
        found(("    from: meridian\n", "    from: neutral\n")),
        finding(message="sharing.demand-forecast.from names 'neutral', which is the side of mediators, not a party"),
    ),
    "the message says what was meant: 6": Case(
        found(("      start_at: directors\n", "      start_at: steering\n")),
        finding(message="escalation.triggers.store-at-risk.start_at names 'steering', which is a committee, not an escalation level"),
    ),
    "the message says what was meant: 7": Case(
        found(("    lead: lena\n", "    lead: Lena Hart\n")),
        finding(message="goals.freshness.lead names 'Lena Hart', and no one is called that; the id of Lena Hart is 'lena'"),
    ),
    "the message says what was meant: deadlock: {to: jonas}": Case(
        found((MEMBERS, "    deadlock: {to: jonas}")),
        finding(message="committees.steering.deadlock.to is 'jonas', and only 'escalation' is allowed there"),
    ),
    "the message says what was meant: depends_on: []": Case(
        found(("depends_on: []", "depends_on: [meridian-hellix]")),
        finding(message="depends_on names 'meridian-hellix', and no partnership is called that"),
    ),
    "the message says what was meant: 10": Case(
        found(("    lead: lena\n", "    lead: nobody\n")),
        finding(message="goals.freshness.lead names 'nobody', which is not the id of a person; choose from: ada, jonas, lena, mikael, nils, ravi, sofia, tom"),
    ),
    "the message says what was meant: 11": Case(
        found(("    lead: lena\n", "    lead: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n")),
        finding(message=f"goals.freshness.lead names 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…', and {NO_ONE}"),
    ),
    "a body of one party stands where a person may": Case(
        found(("\ncommittees:\n", "\ncommittees:\n  drivers:\n    name: Drivers' council\n    party: helix\n"), ("    lead: lena\n", "    lead: drivers\n")),
    ),
    "a committee that the model refuses in part may be such a body": Case(
        found(("    name: Operations board\n", "    name: Operations board\n    party: [helix]\n"), ("    lead: lena\n", "    lead: operations\n")),
    ),
    "what the model refuses is still there to be named": Case(
        found(("  otif:\n    name: On time in full\n", "  otif:\n")),
    ),
    "what the model refuses is still there to be named (2)": Case(found(("    name: Nils Dahl\n", ""))),
    "where a section cannot be read nothing is said of its names: kpis": Case(
        unreadable("kpis"),
    ),
    "where a section cannot be read nothing is said of its names: committees": Case(
        unreadable("committees"),
    ),
    "where a section cannot be read nothing is said of its names: people": Case(
        unreadable("people"),
    ),
    "where a section cannot be read nothing is said of its names: parties": Case(
        unreadable("parties"),
    ),
    "where a section cannot be read nothing is said of its names: reviews": Case(
        unreadable("reviews"),
    ),
    "levels that are all missing are missed once": Case(
        found((part("  levels:\n", "  endgame:"), "")),
    ),
    "levels that are all missing are missed once (2)": Case(
        found((part("  levels:\n", "  endgame:"), "  levels: none\n")),
    ),
    "levels that are all missing are missed once (3)": Case(
        found((part("escalation:\n", "reviews:\n"), "")),
    ),
    "levels that are all missing are missed once (4)": Case(
        found((part("escalation:\n", "reviews:\n"), "escalation: no\n")),
    ),
    "a level without an id may be the one that is meant": Case(
        found(("    - id: directors\n", "    -\n")),
    ),
    "a name that waits to be filled in is the finding of another rule": Case(
        found(("    lead: lena\n", "    lead: TBD\n")),
    ),
    "a name that waits to be filled in is the finding of another rule (2)": Case(
        found(("    lead: lena\n", '    lead: ""\n')),
    ),
    "a list that lost an entry is marked where it is written": Case(
        edited(("      - {person: tom, role: co-chair, until: 2027-12-31}", "      - tom"), ("      - {person: nils, role: co-chair, until", "      - {person: nills, until")),
        finding("committees.operations.members.2.person", on="nills"),
    ),
    "a draft of an early stage is judged as well": Case(
        edited(("stage: value-creation              # ISO 44001 life-cycle stage", "stage: awareness"), ("    lead: lena\n", "    lead: ghost\n")),
        finding(),
    ),
    "many people are not all listed": Case(
        found(("\nsponsors: {", "\n" + "".join(f"  p{n}:\n    name: Person {n}\n    party: helix\n" for n in range(12)) + "sponsors: {"), ("    lead: lena", "    lead: zzz")),
        finding("goals.freshness.lead", f"goals.freshness.lead names 'zzz', and {NO_ONE}"),
    ),
    "a place that does not exist hides nothing and is found: kpis.otiff": Case(
        edited((WAIVERS, "visibility:\n  kpis.otiff: internal")),
        error("visibility.kpis.otiff", "visibility names 'kpis.otiff', and nothing is called 'otiff' there; did you mean 'otif'?", on="  kpis.otiff: internal"),
    ),
    "a place that does not exist hides nothing and is found: risk": Case(
        edited((WAIVERS, "visibility:\n  risk: internal")),
        error("visibility.risk", "visibility names 'risk', and nothing is called 'risk' there; did you mean 'risks'?", on="  risk: internal"),
    ),
    "a place that does not exist hides nothing and is found: kpis.otif.targets": Case(
        edited((WAIVERS, "visibility:\n  kpis.otif.targets: internal")),
        error("visibility.kpis.otif.targets", "visibility names 'kpis.otif.targets', and nothing is called 'targets' there; did you mean 'target'?", on="  kpis.otif.targets: internal"),
    ),
    "a place that does not exist hides nothing and is found: escalation.levels.owner": Case(
        edited((WAIVERS, "visibility:\n  escalation.levels.owner: internal")),
        error("visibility.escalation.levels.owner", "visibility names 'escalation.levels.owner', and nothing is called 'owner' there; did you mean 'owners'?", on="  escalation.levels.owner: internal"),
    ),
    "a place that does not exist hides nothing and is found: behaviours.1": Case(
        edited((WAIVERS, "visibility:\n  behaviours.1: internal")),
        error("visibility.behaviours.1", "visibility names 'behaviours.1', and nothing is called '1' there", on="  behaviours.1: internal"),
    ),
    "a place that does not exist hides nothing and is found: extensions.cost": Case(
        edited((WAIVERS, "visibility:\n  extensions.cost: internal")),
        error("visibility.extensions.cost", "visibility names 'extensions.cost', and nothing is called 'cost' there", on="  extensions.cost: internal"),
    ),
    "a place that does not exist hides nothing and is found: title.x": Case(
        edited((WAIVERS, "visibility:\n  title.x: internal")),
        error("visibility.title.x", "visibility names 'title.x', and nothing is called 'x' there", on="  title.x: internal"),
    ),
    "a place may be hidden before it is written: kpis.otif": Case(
        found((WAIVERS, "visibility: {kpis.otif: internal}")),
    ),
    "a place may be hidden before it is written: kpis.otif.target": Case(
        found((WAIVERS, "visibility: {kpis.otif.target: internal}")),
    ),
    "a place may be hidden before it is written: kpis.otif.lag": Case(
        found((WAIVERS, "visibility: {kpis.otif.lag: internal}")),
    ),
    "a place may be hidden before it is written: extensions": Case(
        found((WAIVERS, "visibility: {extensions: internal}")),
    ),
    "a place may be hidden before it is written: escalation.levels.owners.channel": Case(
        found((WAIVERS, "visibility: {escalation.levels.owners.channel: internal}")),
    ),
    "the organisation of somebody in the directory exists": Case(
        found(("    name: Lena Hart\n    organisation: meridian-foods", "    name: Lena Hart\n    organisation: meridian-foods".replace("foods", "food")), path=DIRECTORY),
        finding("people.lena.organisation", "people.lena.organisation names 'meridian-food', and no organisation is called that; did you mean 'meridian-foods'?"),
    ),
    "people of the directory whom the charter does not name are not its matter": Case(
        found(("objectives: ", "  stray:\n    name: Stray\n    organisation: ghost\nobjectives: "), path=DIRECTORY),
    ),
    "people of the directory that the model refuses are still there to be named": Case(
        found(("    name: Lena Hart\n", ""), path=DIRECTORY),
    ),
    "minutes name people and kpis that exist": Case(
        edited(("attendees: [ada, jonas, lena, mikael, ravi, sofia]", "attendees: [ada, jonah]"), ("- [x] @nils Rehearse", "- [x] @niels Rehearse"), ("by store (due 2026-12-01)", "by store (kpi otiff; cause drift; due 2026-12-01)"), path=QBR),
        error("attendees.2", "attendees names 'jonah', and no one is called that; did you mean 'jonas'?", line=5),
        error("", "the action names 'niels', and no one is called that; did you mean 'nils'?", on="@niels", path=QBR),
        error("", "the action names 'otiff', and no KPI is called that; did you mean 'otif'?", on="otiff", path=QBR),
    ),
    "minutes that contradict their file name are the reader s finding": Case(
        found(("review: qbr", "review: qrb"), path=QBR),
    ),
    "an escalation names what exists": Case(
        edited(("raised_by: tom", "raised_by: thom"), ("kpi: otif", "kpi: otiff"), ("  - level: owners", "  - level: owner"), ("helix: 2026-09-07", "helx: 2026-09-07"), path=LATE),
        finding("raised_by", "raised_by names 'thom', and no one is called that; did you mean 'tom'?", line=4),
        finding("kpi", "kpi names 'otiff', and no KPI is called that; did you mean 'otif'?", line=6),
        finding("steps.1.acknowledged.helx", "steps.1.acknowledged names 'helx', and no party is called that; did you mean 'helix'?", line=10),
        finding("steps.2.level", "steps.2.level names 'owner', and no escalation level is called that; did you mean 'owners'?", line=11),
    ),
    "an escalation over a risk names one that exists": Case(
        found(("kpi: otif", "risk: depot-los"), path=LATE),
        finding("risk"),
    ),
    "an escalation that cannot be read is passed over": Case(found(("raised_by: tom\n", ""), path=LATE)),
    "a survey asks parties that exist": Case(
        edited(("helix,trust", "helx,trust"), path=SURVEY),
        finding(message="the row names 'helx', and no party is called that; did you mean 'helix'?", line=6),
    ),
    "records later than the day that is asked for are not seen: attendees: [ada,": Case(
        edited(("attendees: [ada, ", "attendees: [ghost, "), path=QBR),
        finding(),
    ),
    "records later than the day that is asked for are not seen: attendees: [ada, (2)": Case(
        edited(("attendees: [ada, ", "attendees: [ghost, "), path=QBR), now=datetime(2025, 12, 31, tzinfo=UTC),
    ),
    "records later than the day that is asked for are not seen: raised_by: tom": Case(
        edited(("raised_by: tom", "raised_by: ghost"), path=LATE),
        finding(),
    ),
    "records later than the day that is asked for are not seen: raised_by: tom (2)": Case(
        edited(("raised_by: tom", "raised_by: ghost"), path=LATE), now=datetime(2025, 12, 31, tzinfo=UTC),
    ),
    "records later than the day that is asked for are not seen: helix,trust": Case(
        edited(("helix,trust", "ghost,trust"), path=SURVEY),
        finding(),
    ),
    "records later than the day that is asked for are not seen: helix,trust (2)": Case(
        edited(("helix,trust", "ghost,trust"), path=SURVEY), now=datetime(2025, 12, 31, tzinfo=UTC),
    ),
    "few places are all told": Case(
        found(("    lead: lena", "    lead: ghost"), ("    consulted: [nils]", "    consulted: [ghost]")),
        finding("goals.freshness.lead", "goals.freshness.lead and responsibilities.demand-forecast.consulted name 'ghost', and no one is called that; choose from: ada, jonas, lena, mikael, nils, ravi, sofia, tom"),
    ),
    "each wrong way out of a deadlock is a mistake of its own": Case(
        found(*((MEMBERS, "    deadlock: {to: jonas}"), ("        rule: consensus\n    deadlock: {to: escalation}\n", "        rule: consensus\n    deadlock: {to: escalation}\n".replace("escalation", "jonas")))),
        finding("committees.steering.deadlock.to"),
        finding("committees.operations.deadlock.to"),
    ),
    "lines of one record are told by their number": Case(
        edited(("helix,trust", "helx,trust"), ("helix,competence", "helx,competence"), path=SURVEY),
        finding(message="the row and line 8 name 'helx', and no party is called that; did you mean 'helix'?", line=6),
    ),
    "a missing section is named with what is meant to be in it": Case(
        without("kpis", "committees", ("tier: strategic ", "tier: preferred ")),
        finding("goals.freshness.kpis.1", "goals.freshness.kpis, goals.cost-and-carbon.kpis, goals.trust.kpis and 2 other places name 'otif', 'temperature-excursions', 'carbon-per-pallet' and 2 others, and the charter has no section 'kpis'"),
    ),
    "a hidden kpi that is missing is missed where it is named": Case(
        found((WAIVERS, "visibility: {kpis.otif: internal}"), ("\n  otif:\n", "\n  otiff:\n")),
        finding("goals.freshness.kpis.1"),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)


def test_what_is_missing_in_many_places_is_missed_once_at_the_first() -> None:
    files = edited((entry("  ravi:\n", "  tom:\n"), ""))

    assert [(f.rule, f.span.line, f.at, f.message) for f in report(files).findings] == [
        (
            RULE,
            line_of(files, "owners: {meridian: ravi, helix: sofia}       #"),
            "owners.meridian",
            (
                "owners.meridian, kpis.days-to-settle.owner, committees.steering.members.5.person and "
                "11 other places name 'ravi', and no one is called that; "
                "choose from: ada, jonas, lena, mikael, nils, sofia, tom"
            ),
        )
    ]


def test_a_party_under_another_id_is_missed_by_no_other_rule() -> None:
    renamed = ("  helix:\n    organisation", "  heliks:\n    organisation")

    assert [(f.rule, f.at, f.message) for f in report(edited(renamed)).findings] == [
        (
            RULE,
            "people.jonas.party",
            (
                "people.jonas.party, people.mikael.party, people.sofia.party and 20 other places name "
                "'helix', and no party is called that; did you mean 'heliks'?"
            ),
        )
    ]


def test_a_host_that_is_no_party_is_missed_as_the_host_alone() -> None:
    renamed = ("  meridian:\n    organisation", "  meridia:\n    organisation")

    assert [(f.rule, f.at) for f in report(edited(renamed)).findings] == [
        ("parties-complete", "host")
    ]


def test_records_that_name_what_the_charter_misses_are_told_there() -> None:
    files = edited(("    deputy: tom\n", "    deputy: thom\n"))
    files[QBR] = files[QBR].replace(b"@tom", b"@thom")

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, "deputy: thom"),
            "people.ravi.deputy",
            "people.ravi.deputy and reviews/2026-10-20-qbr.md name 'thom', and no one is called "
            "that; did you mean 'tom'?",
        )
    ]


def test_somebody_missing_from_the_directory_is_missed_in_the_charter_first() -> None:
    files = edited((entry("  lena:\n", "objectives:", DIRECTORY), ""), path=DIRECTORY)

    assert [(f.rule, f.path.as_posix(), f.at) for f in report(files).findings] == [
        (RULE, CHARTER, "goals.freshness.lead")
    ]
    assert "and 6 other places name 'lena'" in report(files).findings[0].message


def test_all_charters_say_the_same_of_the_directory() -> None:
    other = "  vera:\n    name: Vera Lind\n    organisation: meridian-foods\n    deputy: lenna\n"
    stray = "  stray:\n    name: Stray\n    organisation: ghost\nobjectives: "
    files = edited(
        ("    deputy: lena", "    deputy: lenna"), ("objectives: ", other + stray), path=DIRECTORY
    )
    second = files[CHARTER].replace(b"    informed: [sofia]", b"    informed: [vera]")
    files["partnerships/second/partnership.yaml"] = second.replace(b"  tom:", b"  lennox:")

    assert [f.message for f in report(files).findings if f.rule == RULE and not f.partnership] == [
        (
            "people.ada.deputy and people.vera.deputy name 'lenna', and no one is called that; "
            "did you mean 'lena'?"
        )
    ]


def test_what_the_model_refuses_of_the_directory_is_not_proposed() -> None:
    files = edited(("  fresh-first:\n    title:", "  Fresh_1:\n    title:"), path=DIRECTORY)
    files |= {CHARTER: files[CHARTER].replace(b"supports: fresh-first", b"supports: fresh-1")}

    assert [seen.message for seen in findings(files, RULE)] == [
        "goals.freshness.supports names 'fresh-1', and no objective is called that"
    ]


@pytest.mark.parametrize(
    ("name", "following", "tier", "rules"),
    [
        ("kpis", "committees", "strategic", ["kpi-count"]),
        ("goals", "kpis", "strategic", ["goals-few-and-clear"]),
        ("goals", "kpis", "preferred", ["goals-few-and-clear"]),
        ("goals", "kpis", "transactional", [RULE]),
        ("risks", "commitments", "strategic", ["stage-sections"]),
        ("risks", "commitments", "preferred", [RULE]),
        ("committees", "responsibilities", "preferred", ["stage-sections"]),
        ("committees", "responsibilities", "transactional", [RULE]),
    ],
)
def test_a_section_that_is_missing_wholly_is_missed_once(
    name: str, following: str, tier: str, rules: list[str]
) -> None:
    files = without(name, following, ("tier: strategic ", f"tier: {tier} "))
    scores = "tier-matches-scores"  # what the changed tier alone gives

    assert [f.rule for f in report(files).findings if f.rule != scores] == rules


@pytest.mark.parametrize("tier", ["strategic", "preferred"])
def test_a_hidden_place_in_what_is_missing_is_not_missed_again(tier: str) -> None:
    hidden = (WAIVERS, "visibility: {kpis.otif: internal}")
    files = without("kpis", "committees", ("tier: strategic ", f"tier: {tier} "), hidden)

    assert "visibility.kpis.otif" not in [seen.at for seen in findings(files, RULE)]


def test_what_is_missing_wholly_is_told_where_the_rule_that_asks_for_it_is_off() -> None:
    text = complete()[CHARTER].decode()
    start, end = text.index("\nkpis:\n"), text.index("\ncommittees:\n")
    files = {**complete(), CHARTER: (text[:start] + text[end:]).encode()}
    asked = findings(files, "references-resolve")
    settings = Settings(SettingsTable(rules={"kpi-count": "off"}))
    alone = findings(files, "references-resolve", settings=settings)
    assert (asked, [one.at for one in alone]) == ([], ["goals.freshness.kpis.1"])
