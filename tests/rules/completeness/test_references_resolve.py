"""Names that lead somewhere."""

# ruff: noqa: E501 - tables of edits are read row by row

from datetime import UTC, datetime

import pytest

from tests.support import CHARTER, DIRECTORY, TODAY, Seen, edited, findings, line_of, report
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

NOBODY = "nobody is called that"


def found(*edits: tuple[str, str], path: str = CHARTER) -> list[tuple[str, str]]:
    return [(seen.at, seen.message) for seen in findings(edited(*edits, path=path), RULE)]


def test_every_name_in_the_complete_charter_leads_somewhere() -> None:
    assert findings(edited(), RULE) == []


def test_a_name_that_leads_nowhere_is_marked_with_the_nearest_one() -> None:
    files = edited(("[otif, temperature-excursions]", "[otif, temperature-excursion]"))

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            line_of(files, "temperature-excursion]"),
            "goals.freshness.kpis.2",
            "goals.freshness.kpis names 'temperature-excursion', and no KPI is called that; "
            "did you mean 'temperature-excursions'?",
        )
    ]


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


def test_a_person_of_a_party_that_is_not_there_is_marked_at_the_person() -> None:
    person = "    party: helix\n    title: Transport Control Lead"

    assert found((person, person.replace("helix", "heli"))) == [
        (
            "people.nils.party",
            "people.nils.party names 'heli', and no party is called that; did you mean 'helix'?",
        )
    ]
    assert found((person, person.replace("helix", "neutral"))) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "    goal: freshness\n",
            "    goal: otif\n",
            "commitments.peak-capacity.goal names 'otif', which is a KPI, not a goal",
        ),
        (
            "    lead: lena\n",
            "    lead: steering\n",
            (
                "goals.freshness.lead names 'steering', which is a committee of several parties, "
                "not a person"
            ),
        ),
        (
            "    committee: operations\n",
            "    committee: ravi\n",
            "reviews.weekly.committee names 'ravi', which is a person, not a committee",
        ),
        (
            "    from: meridian\n",
            "    from: meridian-foods\n",
            (
                "sharing.demand-forecast.from names 'meridian-foods', which is an organisation, "
                "not a party"
            ),
        ),
        (
            "    from: meridian\n",
            "    from: neutral\n",
            (
                "sharing.demand-forecast.from names 'neutral', which is the side of mediators, "
                "not a party"
            ),
        ),
        (
            "      start_at: directors\n",
            "      start_at: steering\n",
            (
                "escalation.triggers.store-at-risk.start_at names 'steering', which is a committee, "
                "not an escalation level"
            ),
        ),
        (
            "    lead: lena\n",
            "    lead: Lena Hart\n",
            (
                "goals.freshness.lead names 'Lena Hart', and nobody is called that; "
                "the id of Lena Hart is 'lena'"
            ),
        ),
        (
            MEMBERS,
            "    deadlock: {to: jonas}",
            "committees.steering.deadlock.to is 'jonas', and only 'escalation' can stand there",
        ),
        (
            "depends_on: []",
            "depends_on: [meridian-hellix]",
            ("depends_on names 'meridian-hellix', and no partnership is called that"),
        ),
        (
            "    lead: lena\n",
            "    lead: nobody\n",
            (
                "goals.freshness.lead names 'nobody', which is the id of no person; "
                "choose from: ada, jonas, lena, mikael, nils, ravi, sofia, tom"
            ),
        ),
        (
            "    lead: lena\n",
            f"    lead: {'a' * 70}\n",
            f"goals.freshness.lead names '{'a' * 59}…', and {NOBODY}",
        ),
    ],
)
def test_the_message_says_what_was_meant(old: str, new: str, message: str) -> None:
    assert [text for _, text in found((old, new))] == [message]


def test_a_body_of_one_party_stands_where_a_person_may() -> None:
    body = "committees:\n  drivers:\n    name: Drivers' council\n    party: helix\n"

    assert (
        found(("\ncommittees:\n", f"\n{body}"), ("    lead: lena\n", "    lead: drivers\n")) == []
    )


def test_a_committee_that_the_model_refuses_in_part_may_be_such_a_body() -> None:
    assert (
        found(
            ("    name: Operations board\n", "    name: Operations board\n    party: [helix]\n"),
            ("    lead: lena\n", "    lead: operations\n"),
        )
        == []
    )


def test_what_the_model_refuses_is_still_there_to_be_named() -> None:
    assert found(("  otif:\n    name: On time in full\n", "  otif:\n")) == []
    assert found(("    name: Nils Dahl\n", "")) == []


@pytest.mark.parametrize("section", ["kpis", "committees", "people", "parties", "reviews"])
def test_where_a_section_cannot_be_read_nothing_is_said_of_its_names(section: str) -> None:
    text = edited()[CHARTER].decode()
    start = text.index(f"\n{section}:") + 1
    line = text[start : text.index("\n", start) + 1]
    rest = text[start + len(line) :]
    end = min(n for n in range(len(rest)) if rest[n - 1 : n] == "\n" and rest[n].isalpha())
    broken = text[:start] + f"{section}: to follow\n" + rest[end:]

    assert findings({**edited(), CHARTER: broken.encode()}, RULE) == []


def test_levels_that_are_all_missing_are_missed_once() -> None:
    text = edited()[CHARTER].decode()
    levels = text[text.index("  levels:\n") : text.index("  endgame:")]

    assert found((levels, "")) == []
    assert found((levels, "  levels: none\n")) == []
    assert found((text[text.index("escalation:\n") : text.index("reviews:\n")], "")) == []
    assert (
        found((text[text.index("escalation:\n") : text.index("reviews:\n")], "escalation: no\n"))
        == []
    )


def test_a_level_without_an_id_hides_no_other() -> None:
    assert found(("    - id: directors\n", "    -\n")) == [
        (
            "escalation.triggers.store-at-risk.start_at",
            (
                "escalation.triggers.store-at-risk.start_at names 'directors', and no escalation "
                "level is called that; choose from: operations, owners, sponsors"
            ),
        )
    ]


def test_a_name_that_waits_to_be_filled_in_is_the_finding_of_another_rule() -> None:
    assert found(("    lead: lena\n", "    lead: TBD\n")) == []
    assert found(("    lead: lena\n", '    lead: ""\n')) == []


def test_a_list_that_lost_an_entry_is_marked_where_it_is_written() -> None:
    files = edited(
        ("      - {person: tom, role: co-chair, until: 2027-12-31}", "      - tom"),
        ("      - {person: nils, role: co-chair, until", "      - {person: nills, until"),
    )

    assert [(seen.line, seen.at) for seen in findings(files, RULE)] == [
        (line_of(files, "nills"), "committees.operations.members.2.person")
    ]


def test_a_draft_of_an_early_stage_is_judged_as_well() -> None:
    stage = ("stage: value-creation              # ISO 44001 life-cycle stage", "stage: awareness")

    assert len(findings(edited(stage, ("    lead: lena\n", "    lead: ghost\n")), RULE)) == 1


def test_thousands_of_wrong_names_are_all_found_without_proposals_for_each() -> None:
    wrong = ", ".join(f"otif{number}" for number in range(3000))
    seen = findings(edited(("    responsible: [tom]", f"    responsible: [{wrong}]")), RULE)

    assert len(seen) == 3000
    assert seen[-1].message.endswith(NOBODY)


def test_many_people_are_not_all_listed() -> None:
    people = "".join(f"  p{n}:\n    name: Person {n}\n    party: helix\n" for n in range(12))

    assert found(
        ("\nsponsors: {", f"\n{people}sponsors: {{"), ("    lead: lena", "    lead: zzz")
    ) == [("goals.freshness.lead", f"goals.freshness.lead names 'zzz', and {NOBODY}")]


# places of visibility


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("kpis.otiff", "visibility names 'kpis.otiff', and nothing is called 'otiff' there; did you mean 'otif'?"),
        ("risk", "visibility names 'risk', and nothing is called 'risk' there; did you mean 'risks'?"),
        ("kpis.otif.targets", "visibility names 'kpis.otif.targets', and nothing is called 'targets' there; did you mean 'target'?"),
        ("escalation.levels.owner", "visibility names 'escalation.levels.owner', and nothing is called 'owner' there; did you mean 'owners'?"),
        ("behaviours.1", "visibility names 'behaviours.1', and nothing is called '1' there"),
        ("extensions.cost", "visibility names 'extensions.cost', and nothing is called 'cost' there"),
        ("title.x", "visibility names 'title.x', and nothing is called 'x' there"),
    ],
)  # fmt: skip
def test_a_place_that_does_not_exist_hides_nothing_and_is_found(place: str, message: str) -> None:
    files = edited((WAIVERS, f"visibility:\n  {place}: internal"))

    assert findings(files, RULE) == [
        Seen(RULE, "error", line_of(files, f"  {place}: internal"), f"visibility.{place}", message)
    ]


@pytest.mark.parametrize(
    "place",
    [
        "kpis.otif",
        "kpis.otif.target",
        "kpis.otif.lag",
        "extensions",
        "escalation.levels.owners.channel",
    ],
)
def test_a_place_may_be_hidden_before_it_is_written(place: str) -> None:
    assert found((WAIVERS, f"visibility: {{{place}: internal}}")) == []


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
            "people.ada.deputy names 'lenna', and nobody is called that; did you mean 'lena'?",
        )
    ]


def test_the_organisation_of_somebody_in_the_directory_exists() -> None:
    lena = "    name: Lena Hart\n    organisation: meridian-foods"

    assert found((lena, lena.replace("foods", "food")), path=DIRECTORY) == [
        (
            "people.lena.organisation",
            (
                "people.lena.organisation names 'meridian-food', and no organisation is called that; "
                "did you mean 'meridian-foods'?"
            ),
        )
    ]


def test_people_of_the_directory_whom_the_charter_does_not_name_are_not_its_matter() -> None:
    stray = "  stray:\n    name: Stray\n    organisation: ghost\nobjectives: "

    assert found(("objectives: ", stray), path=DIRECTORY) == []


def test_a_directory_that_cannot_be_read_is_one_finding() -> None:
    files = edited(("people:\n  ada:", "people: [\n  ada:"), path=DIRECTORY)

    assert [(f.rule, f.path.as_posix()) for f in report(files).findings] == [("yaml", DIRECTORY)]


def test_people_of_the_directory_that_the_model_refuses_are_still_there_to_be_named() -> None:
    assert found(("    name: Lena Hart\n", ""), path=DIRECTORY) == []


def test_without_a_directory_everybody_of_it_is_missed() -> None:
    files = edited()
    del files[DIRECTORY]

    assert {"parties.helix.organisation", "goals.freshness.supports", "sponsors.meridian"} <= {
        seen.at for seen in findings(files, RULE)
    }


# records


def test_minutes_name_people_and_kpis_that_exist() -> None:
    files = edited(
        ("attendees: [ada, jonas, lena, mikael, ravi, sofia]", "attendees: [ada, jonah]"),
        ("- [x] @nils Rehearse", "- [x] @niels Rehearse"),
        ("by store (due 2026-12-01)", "by store (kpi otiff; cause drift; due 2026-12-01)"),
        path=QBR,
    )

    assert findings(files, RULE) == [
        Seen(
            RULE,
            "error",
            5,
            "attendees.2",
            "attendees names 'jonah', and nobody is called that; did you mean 'jonas'?",
        ),
        Seen(
            RULE,
            "error",
            line_of(files, "@niels", QBR),
            "",
            "the action names 'niels', and nobody is called that; did you mean 'nils'?",
        ),
        Seen(
            RULE,
            "error",
            line_of(files, "otiff", QBR),
            "",
            "the action names 'otiff', and no KPI is called that; did you mean 'otif'?",
        ),
    ]


def test_minutes_stand_for_a_review_of_the_charter() -> None:
    files = edited()
    minutes = files.pop(QBR).replace(b"review: qbr", b"review: qrb")
    files[QBR.replace("qbr", "qrb")] = minutes

    assert [(seen.line, seen.message) for seen in findings(files, RULE)] == [
        (2, "review names 'qrb', and no review is called that; did you mean 'qbr'?")
    ]


def test_minutes_that_contradict_their_file_name_are_the_reader_s_finding() -> None:
    assert found(("review: qbr", "review: qrb"), path=QBR) == []


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
        "the action names 'thom', and nobody is called that; did you mean 'tom'?"
    ]


def test_an_escalation_names_what_exists() -> None:
    files = edited(
        ("raised_by: tom", "raised_by: thom"),
        ("kpi: otif", "kpi: otiff"),
        ("  - level: owners", "  - level: owner"),
        ("helix: 2026-09-07", "helx: 2026-09-07"),
        path=LATE,
    )

    assert [(seen.line, seen.at, seen.message) for seen in findings(files, RULE)] == [
        (4, "raised_by", "raised_by names 'thom', and nobody is called that; did you mean 'tom'?"),
        (6, "kpi", "kpi names 'otiff', and no KPI is called that; did you mean 'otif'?"),
        (
            10,
            "steps.1.acknowledged.helx",
            "steps.1.acknowledged names 'helx', and no party is called that; did you mean 'helix'?",
        ),
        (
            11,
            "steps.2.level",
            (
                "steps.2.level names 'owner', and no escalation level is called that; "
                "did you mean 'owners'?"
            ),
        ),
    ]


def test_an_escalation_over_a_risk_names_one_that_exists() -> None:
    assert [at for at, _ in found(("kpi: otif", "risk: depot-los"), path=LATE)] == ["risk"]


def test_an_escalation_that_cannot_be_read_is_passed_over() -> None:
    assert found(("raised_by: tom\n", ""), path=LATE) == []


def test_a_survey_asks_parties_that_exist() -> None:
    files = edited(("helix,trust", "helx,trust"), path=SURVEY)

    assert [(seen.line, seen.message) for seen in findings(files, RULE)] == [
        (6, "the row names 'helx', and no party is called that; did you mean 'helix'?")
    ]


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("attendees: [ada, ", "attendees: [ghost, ", QBR),
        ("raised_by: tom", "raised_by: ghost", LATE),
        ("helix,trust", "ghost,trust", SURVEY),
    ],
)
def test_records_later_than_the_day_that_is_asked_for_are_not_seen(
    old: str, new: str, path: str
) -> None:
    files = edited((old, new), path=path)

    assert len(findings(files, RULE, TODAY)) == 1
    assert findings(files, RULE, datetime(2025, 12, 31, tzinfo=UTC)) == []


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


def test_what_is_missing_in_many_places_is_missed_once_at_the_first() -> None:
    files = edited((entry("  ravi:\n", "  tom:\n"), ""))

    assert [(f.rule, f.span.line, f.at, f.message) for f in report(files).findings] == [
        (
            RULE,
            line_of(files, "owners: {meridian: ravi, helix: sofia}       #"),
            "owners.meridian",
            (
                "owners.meridian, kpis.days-to-settle.owner, committees.steering.members.5.person and "
                "11 other places name 'ravi', and nobody is called that; "
                "choose from: ada, jonas, lena, mikael, nils, sofia, tom"
            ),
        )
    ]


def test_few_places_are_all_told() -> None:
    assert found(
        ("    lead: lena", "    lead: ghost"), ("    consulted: [nils]", "    consulted: [ghost]")
    ) == [
        (
            "goals.freshness.lead",
            (
                "goals.freshness.lead and responsibilities.demand-forecast.consulted name 'ghost', and "
                "nobody is called that; choose from: ada, jonas, lena, mikael, nils, ravi, sofia, tom"
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


def test_each_wrong_way_out_of_a_deadlock_is_a_mistake_of_its_own() -> None:
    last = "        rule: consensus\n    deadlock: {to: escalation}\n"
    wrong = ((MEMBERS, "    deadlock: {to: jonas}"), (last, last.replace("escalation", "jonas")))

    assert [at for at, _ in found(*wrong)] == [
        "committees.steering.deadlock.to",
        "committees.operations.deadlock.to",
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
            "people.ravi.deputy and reviews/2026-10-20-qbr.md name 'thom', and nobody is called "
            "that; did you mean 'tom'?",
        )
    ]


def test_lines_of_one_record_are_told_by_their_number() -> None:
    files = edited(
        ("helix,trust", "helx,trust"), ("helix,competence", "helx,competence"), path=SURVEY
    )

    assert [(seen.line, seen.message) for seen in findings(files, RULE)] == [
        (6, "the row and line 8 name 'helx', and no party is called that; did you mean 'helix'?")
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
            "people.ada.deputy and people.vera.deputy name 'lenna', and nobody is called that; "
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


def test_a_missing_section_is_named_with_what_is_meant_to_be_in_it() -> None:
    files = without("kpis", "committees", ("tier: strategic ", "tier: preferred "))

    assert [(seen.at, seen.message) for seen in findings(files, RULE)] == [
        (
            "goals.freshness.kpis.1",
            (
                "goals.freshness.kpis, goals.cost-and-carbon.kpis, goals.trust.kpis and 2 other places "
                "name 'otif', 'temperature-excursions', 'carbon-per-pallet' and 2 others, and the "
                "charter has no section 'kpis'"
            ),
        )
    ]


@pytest.mark.parametrize("tier", ["strategic", "preferred"])
def test_a_hidden_place_in_what_is_missing_is_not_missed_again(tier: str) -> None:
    hidden = (WAIVERS, "visibility: {kpis.otif: internal}")
    files = without("kpis", "committees", ("tier: strategic ", f"tier: {tier} "), hidden)

    assert "visibility.kpis.otif" not in [seen.at for seen in findings(files, RULE)]


def test_a_hidden_kpi_that_is_missing_is_missed_where_it_is_named() -> None:
    hidden = (WAIVERS, "visibility: {kpis.otif: internal}")

    assert [at for at, _ in found(hidden, ("\n  otif:\n", "\n  otiff:\n"))] == [
        "goals.freshness.kpis.1"
    ]


def test_what_is_missing_wholly_is_told_where_the_rule_that_asks_for_it_is_off() -> None:
    text = complete()[CHARTER].decode()
    start, end = text.index("\nkpis:\n"), text.index("\ncommittees:\n")
    files = {**complete(), CHARTER: (text[:start] + text[end:]).encode()}
    asked = findings(files, "references-resolve")
    settings = Settings(SettingsTable(rules={"kpi-count": "off"}))
    alone = findings(files, "references-resolve", settings=settings)
    assert (asked, [one.at for one in alone]) == ([], ["goals.freshness.kpis.1"])
