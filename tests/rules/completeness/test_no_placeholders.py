"""Texts that say something."""

# ruff: noqa: E501 - a table is read row by row

import time
from datetime import UTC, datetime

import pytest

from tests.support import Case, Seen, edited, error, finding, findings, line_of, report, seen, table
from trm_policy.model.placeholders import placeholder_in

RULE = "no-placeholders"
ENDGAME = "  endgame: Mediation in London within 30 days, then arbitration under the SCC rules.\n"
WAIVERS = "waivers: []"

WAITING = [
    *(
        "TBD",
        "tbd",
        "Tbd.",
        "owner: TBD",
        "TBD by Tom",
        "**TBD**",
        "T.B.D.",
        "https://x.example/TBD",
    ),
    *(
        "TBC",
        "tbc",
        "(TBC)",
        "date TBC",
        "tba",
        "TODO",
        "TODO: write",
        "todo",
        "todo: ask",
        "FIXME",
    ),
    *("N.N.", "k.A.", "noch offen", "À définir", "not yet known", "未定"),
    *("XX", "xx", "XXX", "pay XX EUR", "XX %", "[XX]", "XX/XX/2026", "XX.XX.2026", "by 20XX"),
    *("lorem", "Lorem ipsum dolor", "lorem  ipsum", "[name]", "[insert date]", "[ name ]"),
    *("[..]", "[…]", "[ ]", "[]", "[●]", "- [name] to say", "with [the party] alone"),
    *("[Partner's name]", "- [ ] one and [ ] two", "[TBD](https://x.example)", "[role]\n[b]: c"),
    *(
        "[Company Name]",
        "[DATE]",
        "[name of the partner]",
        "[to be agreed]",
        "[30 days]",
        "[e.g. weekly]",
    ),
    *(
        "[what each gains]",
        "[Insert partner's registered address]",
        "[Datum einfügen]",
        "[nom de la société]",
    ),
    *(
        "[nombre]",
        "[à compléter]",
        "[supplier A]",
        "Notes. Todo: ask Tom",
        "Title of XX",
        "XX sessions",
    ),
    *("<name>", "<insert date>", "{{ partner }}", "Signed: ______", "____ days", "____"),
    *("???", "...", "…", "--", "—", "to be confirmed", "To be determined.", "fill in"),
    *("placeholder", "change me", "insert text here"),
    *("yet to be agreed", "to follow", "(to be named)", "Noch offen (Jane)", "**tbc**"),
    *("folgt", "wird noch bestimmt", "zu klären", "bitte ausfüllen", "Noch nicht festgelegt."),
    *("à préciser", "a\u0300 comple\u0301ter", "Reste à définir", "por determinar", "Pendiente"),
    *("sin definir", "a preencher", "ainda por definir", "da stabilire", "Da nominare."),
    *("nog te bepalen", "[nader te bepalen]", "n.t.b.", "Ej bestämt", "fastställs senare"),
    *("ikke fastlagt", "avklares", "Sovitaan myöhemmin", "do uzupełnienia", "Do ustalenia!"),
    *("bude doplněno", "уточняется", "Будет определено", "уточнюється", "belirlenecek"),
    *("未定稿", "検討中", "（未定）", "待确认", "待補充。", "미정", "추후 결정", "قيد التحديد"),
]
SAYING = [
    *("Todos los socios", "todo el equipo", "sobre todo", "prices to be agreed each spring"),
    *("AB-XX-9", "XX-200", "XXL", "XIX", "Class X", "maxx", "TBC Bank", "Tbilisi", "football"),
    *("[the plan](https://x.example)", "[the plan][p]\n\n[p]: https://x.example", "![map](m.png)"),
    *("the [plan]\n\n[plan]: https://x.example", "as agreed[^1]", "[1]", "[0, 1]", "list[i]"),
    *(r"\[name\]", "he said [sic] so", "- [ ] open\n- [x] done", "1. [ ] open", "  * [-] dropped"),
    *("a < b and c > d", "<https://x.example>", "<a@b.example>", "<b>loud</b>", "a <br> b"),
    *(
        "[APAC friendly]",
        "Thomas [Tom] Ellis",
        "Title XX",
        "Title XX of the Social Security Act",
        "Part XXX",
    ),
    *(
        "the [Steering Group] decides",
        "[DRAFT]",
        "[member only]",
        "[Editor]",
        "an <audio> element",
        "(in writing)",
    ),
    *(
        "a __bold__ word",
        "a_b__c",
        "(Specification 3)",
        '"45 [calendar] days"',
        "[CSS21]",
        "[unanimous consent]",
    ),
    *("EMEA [without Egypt]", "'[we] grow'", "Siglo XX", "the XX century", "Sobre todo: calidad"),
    *(
        "Smith [née Jones]",
        "chapter [A] holds",
        "Ana María [Anita] Ruiz",
        "BCP [RFC 2119]",
        "[Acme]",
    ),
    *("Zu klären: wer zahlt", "Noch offen:", "Pendiente:", "Folgt dem Plan", "folgt monatlich"),
    *(
        "pendiente de firma",
        "Pendiente Alta S.A.",
        "nog te bepalen prijzen",
        "a definirse en abril",
    ),
    *(
        "Do ustalenia ceny",
        "уточняется каждый квартал",
        "検討中の案件",
        "待定价格",
        "avklares hver mai",
    ),
    *("NN Group", "X", "Nnb Verlag", "The price is to follow the index", "to follow the rules"),
    *("Is it?", "and so on...", "-", "%", "1-5", "20 %", "in 2027", "one\n\n____\n\ntwo"),
]


@pytest.mark.parametrize("text", WAITING)
def test_text_that_waits_to_be_filled_in_is_recognised(text: str) -> None:
    assert placeholder_in(text)


@pytest.mark.parametrize("text", ["", " ", "\t\n", "\u00a0", "\u200b", " \ufeff "])
def test_text_that_shows_nothing_is_blank(text: str) -> None:
    assert placeholder_in(text) == ""


@pytest.mark.parametrize("text", SAYING)
def test_text_that_says_something_is_left_alone(text: str) -> None:
    assert placeholder_in(text) is None


@pytest.mark.parametrize(
    ("old", "new", "at", "message"),
    [
        (
            "      channel: shared incident line",
            '      channel: ""',
            "escalation.levels.operations.channel",
            "escalation.levels.operations.channel is blank",
        ),
        (
            "    - Ambient distribution",
            "    - TBD",
            "scope.excludes.1",
            "scope.excludes.1 still contains the placeholder 'TBD'",
        ),
        (
            "      helix: Fewer claims and re-deliveries.",
            "      helix: <what Helix gains>",
            "goals.freshness.benefits.helix",
            ("goals.freshness.benefits.helix still contains the placeholder '<what Helix gains>'"),
        ),
        (
            WAIVERS,
            "extensions: {cost_centre: {code: '  '}}",
            "extensions.cost_centre.code",
            "extensions.cost_centre.code is blank",
        ),
        (
            WAIVERS,
            "not_applicable: {personal_data: TODO}",
            "not_applicable.personal_data",
            "not_applicable.personal_data still contains the placeholder 'TODO'",
        ),
        (
            "owners: {meridian: ravi, helix: sofia}       #",
            "owners: {meridian: ravi, helix: tbd}       #",
            "owners.helix",
            "owners.helix still contains the placeholder 'tbd'",
        ),
    ],
)
def test_every_text_of_the_charter_is_looked_at(old: str, new: str, at: str, message: str) -> None:
    files = edited((old, new))
    line = next(
        n
        for n, pair in enumerate(zip(_lines(edited()), _lines(files), strict=True), start=1)
        if pair[0] != pair[1]
    )

    assert findings(files, RULE) == [Seen(RULE, "error", line, at, message)]


def _lines(files: dict[str, bytes]) -> list[str]:
    return files["partnerships/meridian-helix/partnership.yaml"].decode().split("\n")


@pytest.mark.parametrize(
    "attack", [" ", "[x] ", "- [ ] ", "<a", "XX/", "_", "?", "[a]: ", "to be "]
)
def test_text_made_to_be_slow_is_judged_at_once(attack: str) -> None:
    begun = time.process_time()

    placeholder_in(attack * 60_000)

    assert time.process_time() - begun < 2


MINUTES = "partnerships/meridian-helix/reviews/2026-10-20-qbr.md"
ESCALATION = "partnerships/meridian-helix/escalations/2026-003.md"
MEASUREMENTS = "partnerships/meridian-helix/measurements.csv"

# fmt: off
CASES = {
    "a placeholder is marked with the words that wait": Case(
        edited((ENDGAME, "  endgame: Mediation in London within XX days.\n")),
        error("escalation.endgame", "escalation.endgame still contains the placeholder 'XX'", on="  endgame:"),
    ),
    "brackets in a formula hold quantities": Case(
        edited(("    formula: 100 * orders on time and complete / orders due\n", "    formula: 100 * [on time] / [due]\n")),
    ),
    "brackets in a formula hold quantities (2)": Case(
        edited(("    formula: 100 * orders on time and complete / orders due\n", "    formula: 100 * XX / [due]\n")),
        finding(),
    ),
    "one text is one finding": Case(
        edited((ENDGAME, "  endgame: TBD by XX of [name].\n")),
        finding(message="escalation.endgame still contains the placeholder 'TBD'"),
    ),
    "a draft of an early stage is judged as well": Case(
        edited((ENDGAME, "  endgame: TBD\n"), ("stage: value-creation              # ISO 44001 life-cycle stage", "stage: awareness")),
        error(),
    ),
    "what the model refuses is not judged twice": Case(edited(("host: meridian  ", "host: [TBD] #  "))),
    "lists that lost an entry are still marked where they are written": Case(
        edited(("      - matter: Change of a goal, a KPI target or this charter\n", "      - matr: Goals\n"), ("      - matter: Joint investment up to 250,000 EUR", "      - matter: Up to XX EUR"), ("      - {person: tom, role: co-chair, until: 2027-12-31}", "      - tom")),
        finding("committees.steering.decisions.2.matter", on="Up to XX EUR"),
    ),
    "a placeholder in a block of text is marked at its own line: >-": Case(
        edited((ENDGAME, "  endgame: >-\n    Mediation in London,\n    by the TBDX panel,\n    within TBD days,\n    then arbitration.\n")),
        finding("escalation.endgame", on="within TBD days"),
    ),
    "a placeholder in a block of text is marked at its own line: |": Case(
        edited((ENDGAME, "  endgame: |\n    Mediation in London,\n    by the TBDX panel,\n    within TBD days,\n    then arbitration.\n")),
        finding("escalation.endgame", on="within TBD days"),
    ),
    "a placeholder in a block of text is marked at its own line: >": Case(
        edited((ENDGAME, "  endgame: >\n    Mediation in London,\n    by the TBDX panel,\n    within TBD days,\n    then arbitration.\n")),
        finding("escalation.endgame", on="within TBD days"),
    ),
    "a placeholder in a block of text is marked at its own line: |+": Case(
        edited((ENDGAME, "  endgame: |+\n    Mediation in London,\n    by the TBDX panel,\n    within TBD days,\n    then arbitration.\n")),
        finding("escalation.endgame", on="within TBD days"),
    ),
    "a placeholder that is broken over two lines is marked where it begins": Case(
        edited((ENDGAME, "  endgame: >-\n    Mediation in London,\n    before [the\n    mediator].\n")),
        finding(on="before [the"),
    ),
    "what only shapes the text of a record is no placeholder": Case(
        edited(("## Notes\n", "## Noch offen\n\n---\n\nZu klären:\n\n- [ ] \n\n____\n\nSee [the plan].\n\n| a | b |\n|---|---|\n\n[the plan]: https://meridian.example/plan\n"), path=MINUTES),
    ),
    "minutes of a later day are not read yet": Case(
        edited(("ahead of its plan", "TBD"), path=MINUTES), now=datetime(2026, 10, 19, tzinfo=UTC),
    ),
}
# fmt: on

test_rule = table(RULE, CASES)


@pytest.mark.parametrize(
    ("path", "old", "new", "at", "message"),
    [
        (
            MINUTES,
            "- Peak capacity is released from week 47, a week early.",
            "- to be confirmed",
            "",
            "the minutes still contain the placeholder 'to be confirmed'",
        ),
        (
            MINUTES,
            "Publish the forecast error by store",
            "Publish XX by store",
            "",
            "the minutes still contain the placeholder 'XX'",
        ),
        (
            MINUTES,
            "On time in full is ahead of its plan for the ninth month.",
            "On time in full is [figure] ahead of its plan.",
            "",
            "the minutes still contain the placeholder '[figure]'",
        ),
        (
            MINUTES,
            "lena, mikael, ravi, sofia]",
            "lena, mikael, ravi, TBD]",
            "attendees.6",
            "attendees.6 still contains the placeholder 'TBD'",
        ),
        (
            ESCALATION,
            "title: Late trailers on the Leeds loop",
            "title: TBD",
            "title",
            "title still contains the placeholder 'TBD'",
        ),
        (
            ESCALATION,
            "spare for the loop until the end of the year.",
            "spare for the loop until <date>.",
            "",
            "the description of the escalation still contains the placeholder '<date>'",
        ),
        (
            MEASUREMENTS,
            "otif,2026-03,95.2,",
            "otif,2026-03,95.2,TODO",
            "",
            "the note on 'otif' for 2026-03 still contains the placeholder 'TODO'",
        ),
    ],
)
def test_records_are_read_as_well(path: str, old: str, new: str, at: str, message: str) -> None:
    files = edited((old, new), path=path)

    found = [one for one in report(files).findings if one.rule == RULE]

    assert [(one.path.as_posix(), seen(one)) for one in found] == [
        (path, Seen(RULE, "error", line_of(files, new, path), at, message))
    ]
