"""Figures that agree with the records they come from."""

# ruff: noqa: E501 - a table is read row by row

from tests.support import Case, edited, finding, found_by, table

RULE = "measurement-from-records"
FOLDER = "partnerships/meridian-helix"
CSV = f"{FOLDER}/measurements.csv"
SURVEY = f"{FOLDER}/surveys/2026.csv"
HEADER = "kpi,period,value,note\n"
TWO_SIZES = (
    "party,question,score,count\n"
    "meridian,trust,4.0,10\nmeridian,communication,4.0,10\n"
    "helix,trust,3.0,40\nhelix,communication,3.5,40\n"
)
"""Means 4.0 and 3.25: of the parties 3.625, of all answers (10 * 8 + 40 * 6.5) / 100 = 3.4."""
SURVEY_39 = "party,question,score,count\nmeridian,trust,3.9,10\nhelix,trust,3.9,10\n"
SURVEY_3_6667 = (
    "party,question,score,count\n"
    "meridian,trust,3.0,10\nmeridian,communication,4.0,10\nmeridian,goals,4.0,10\n"
    "helix,trust,3.0,10\nhelix,communication,4.0,10\nhelix,goals,4.0,10\n"
)
"""Means 3.9 and 3.6667 of all answers, and of either party."""
MINE = "    definition: Mean of the yearly survey's answers, both parties.\n"
ALL = "    formula: mean of all answers\n"
NAME = "    name: Days to settle an escalation\n"
DAYS = "    definition: Mean working days from raising to settling, all levels.\n"
HOW = "    formula: mean of (settled - raised)\n    unit: working days\n"
SOURCE = "    source: The escalation log of this partnership\n"


def means(definition: str, formula: str = "mean of the answers") -> dict[str, bytes]:
    """The complete charter with another kind of satisfaction."""
    return edited((MINE, f"    definition: {definition}\n"), (ALL, f"    formula: {formula}\n"))


def counts(definition: str, formula: str, unit: str = "working days") -> dict[str, bytes]:
    """The complete charter with another figure of its escalations."""
    made = f"    formula: {formula}\n    unit: '{unit}'\n"
    return edited(
        (NAME, "    name: Escalations\n"), (DAYS, f"    definition: {definition}\n"), (HOW, made)
    )


MEANS = ("    formula: mean of all answers\n", "    formula: mean of the two parties' means\n")


def recorded(*rows: str) -> dict[str, bytes]:
    return {CSV: (HEADER + "".join(f"{row}\n" for row in rows)).encode()}


# fmt: off
CASES = {
    # meridian (4.0 + 4.1 + 4.0 + 3.8) / 4 = 3.975, helix 3.825: 3.9
    "the survey in the same folder gives the figure": Case(edited() | recorded("partner-satisfaction,2026,3.9,")),
    "a figure may be rounded": Case(edited() | recorded("partner-satisfaction,2026,3.90,")),
    "a figure may be rounded (2)": Case(edited() | recorded("partner-satisfaction,2026,4,")),
    "another figure than that of the survey": Case(
        edited() | recorded("partner-satisfaction,2026,4.9,"),
        finding(message="the KPI 'partner-satisfaction' is recorded as 4.9 for 2026, but the survey of 2026 gives 3.9", severity="error", line=2),
    ),
    "a figure counts as it is written": Case(
        edited() | {SURVEY: SURVEY_39.encode()} | recorded("partner-satisfaction,2026,4.0,"),
        finding(message="the KPI 'partner-satisfaction' is recorded as 4.0 for 2026, but the survey of 2026 gives 3.9", line=2),
    ),
    "a fourth decimal that only shows where the decimals are is no more exact": Case(edited() | {SURVEY: SURVEY_3_6667.encode()} | recorded("partner-satisfaction,2026,3.6670,")),
    "a figure with a comma counts as it is written": Case(
        edited() | {SURVEY: SURVEY_39.encode(), CSV: b"kpi;period;value;note\npartner-satisfaction;2026;4,0;\n"},
        finding(message="the KPI 'partner-satisfaction' is recorded as 4,0 for 2026, but the survey of 2026 gives 3.9", line=2),
    ),
    "what was corrected does not count": Case(edited() | recorded("partner-satisfaction,2026,4.9,", "partner-satisfaction,2026,3.9,Misread")),
    "a year without a survey is not compared": Case(edited() | recorded("partner-satisfaction,2025,4.9,")),
    "of unequal numbers of people both means are readings: the parties'": Case(edited() | {SURVEY: TWO_SIZES.encode()} | recorded("partner-satisfaction,2026,3.6,")),
    "of unequal numbers of people both means are readings: all answers": Case(edited() | {SURVEY: TWO_SIZES.encode()} | recorded("partner-satisfaction,2026,3.4,")),
    "of unequal numbers of people both means are readings: neither": Case(
        edited() | {SURVEY: TWO_SIZES.encode()} | recorded("partner-satisfaction,2026,3.8,"),
        finding(message="the KPI 'partner-satisfaction' is recorded as 3.8 for 2026, but the survey of 2026 gives 3.6 or 3.4"),
    ),
    "a formula of means means the parties'": Case(
        edited(MEANS) | {SURVEY: TWO_SIZES.encode()} | recorded("partner-satisfaction,2026,3.4,"),
        finding(message="the KPI 'partner-satisfaction' is recorded as 3.4 for 2026, but the survey of 2026 gives 3.6"),
    ),
    # trust: 4.0 and 4.0; the formula still speaks of all answers: 3.9
    "of one question its own mean counts": Case(means("Mean of the answers on trust.") | recorded("partner-satisfaction,2026,4.0,")),
    "of one question its own mean counts: another": Case(
        means("Mean of the answers on trust.") | recorded("partner-satisfaction,2026,3.9,"),
        finding(message="the KPI 'partner-satisfaction' is recorded as 3.9 for 2026, but the survey of 2026 gives 4"),
    ),
    "of one question, and of all in the formula, both are readings": Case(
        edited((MINE, "    definition: Mean of the answers on trust.\n")) | recorded("partner-satisfaction,2026,4.9,"),
        finding(message="the KPI 'partner-satisfaction' is recorded as 4.9 for 2026, but the survey of 2026 gives 4 or 3.9"),
    ),
    "a question is called with a space": Case(
        means("Mean of the answers on mutual trust.") | {SURVEY: edited()[SURVEY].replace(b"trust", b"mutual-trust")} | recorded("partner-satisfaction,2026,4.0,")
    ),
    # the four answers of helix come to 15.3, a mean of 3.825
    "of one party its own mean counts": Case(means("Mean of the answers of Helix Cold Chain.") | recorded("partner-satisfaction,2026,3.8,")),
    "of one party its own mean counts: another": Case(
        means("Mean of the supplier's answers.") | recorded("partner-satisfaction,2026,3.9,"),
        finding(message="the KPI 'partner-satisfaction' is recorded as 3.9 for 2026, but the survey of 2026 gives 3.8"),
    ),
    "a distance of means is no mean": Case(means("Gap between the parties' mean answers.") | recorded("partner-satisfaction,2026,1.2,")),
    "the lower of the means is not that of all": Case(means("The lower of the two parties' mean answers.") | recorded("partner-satisfaction,2026,3.8,")),
    "another survey, which asks other people, is not this one": Case(
        edited(("respondents: {meridian: 10, helix: 10}", "respondents: {helix: 340}")) | recorded("partner-satisfaction,2026,4.9,")
    ),
    "the scale may stand with the survey": Case(
        edited(("    unit: score 1-5\n", "    unit: points\n")) | recorded("partner-satisfaction,2026,4.9,"),
        finding(message="the KPI 'partner-satisfaction' is recorded as 4.9 for 2026, but the survey of 2026 gives 3.9"),
    ),
    "a share of respondents is not the mean of the answers": Case(edited(("    unit: score 1-5\n", '    unit: "%"\n')) | recorded("partner-satisfaction,2026,4.9,")),
    "a survey with a fault is not believed": Case(edited() | {SURVEY: TWO_SIZES.encode() + b"helix,trust\n"} | recorded("partner-satisfaction,2026,4.9,")),
    # raised on Monday at 10:15, settled on Wednesday at 16:00 in London: 23.75 of 9 hours, 2.64 days
    "the escalation log gives the figure": Case(edited() | recorded("days-to-settle,2026-Q3,2.6,")),
    "the escalation log gives the figure (2)": Case(edited() | recorded("days-to-settle,2026-Q3,2.64,")),
    "another figure than that of the log": Case(
        edited() | recorded("days-to-settle,2026-Q3,2.5,"),
        finding(message="the KPI 'days-to-settle' is recorded as 2.5 for 2026-Q3, but the escalation log gives 2.6", line=2),
    ),
    "a period of which the log has nothing is not compared": Case(edited() | recorded("days-to-settle,2026-Q1,8.5,")),
    "a period that is not over is not compared": Case(edited() | recorded("days-to-settle,2026-Q4,8.5,")),
    "a share that the log gives": Case(
        edited(("    definition: Mean working days from raising to settling, all levels.\n", "    definition: Share of escalations acknowledged in time.\n"), ("    formula: mean of (settled - raised)\n    unit: working days\n", '    formula: 100 * acknowledged in time / asked\n    unit: "%"\n')) | recorded("days-to-settle,2026-Q3,75,"),
        finding(message="the KPI 'days-to-settle' is recorded as 75 for 2026-Q3, but the escalation log gives 100"),
    ),
    "days of something else are not compared": Case(
        edited(("    name: Days to settle an escalation\n", "    name: Days without an escalation\n"), ("    definition: Mean working days from raising to settling, all levels.\n", "    definition: Days since the last one.\n"), ("    formula: mean of (settled - raised)\n    unit: working days\n", "    formula: today - raised\n    unit: days\n")) | recorded("days-to-settle,2026-Q3,44,"),
    ),
    "how many were raised": Case(
        counts("Escalations raised in the quarter.", "count of escalations raised", "escalations") | recorded("days-to-settle,2026-Q3,7,"),
        finding(message="the KPI 'days-to-settle' is recorded as 7 for 2026-Q3, but the escalation log gives 1"),
    ),
    "how many were raised is not known before the log began": Case(
        counts("Escalations raised in the quarter.", "count of escalations raised", "escalations") | recorded("days-to-settle,2026-Q2,7,")
    ),
    "days until somebody answers are not days to settle": Case(counts("Mean working days until an escalation is acknowledged.", "mean of (acknowledged - raised)") | recorded("days-to-settle,2026-Q3,0.1,")),
    "calendar days are not working days": Case(counts("Mean calendar days from raising to settling.", "mean of (settled - raised)", "calendar days") | recorded("days-to-settle,2026-Q3,2.2,")),
    "the longest is not the mean": Case(counts("Working days of the escalation that took longest to settle.", "max of (settled - raised)") | recorded("days-to-settle,2026-Q3,4,")),
    "what one level settles is not the whole": Case(counts("Mean working days until the sponsors settle.", "mean of (settled - raised)") | recorded("days-to-settle,2026-Q3,4,")),
    "what was not acknowledged is the rest": Case(counts("Share of escalations not acknowledged in time.", "100 * late / asked", "%") | recorded("days-to-settle,2026-Q3,0,")),
    "what was settled within days is a part": Case(counts("Share of escalations settled within two working days.", "100 * settled / raised", "%") | recorded("days-to-settle,2026-Q3,0,")),
    "what is still open is the rest": Case(counts("Share of escalations that are open.", "100 * open / (raised - settled)", "%") | recorded("days-to-settle,2026-Q3,0,")),
    "the folder is named as the source": Case(
        edited((SOURCE, "    source: escalations/*.md in this repository\n")) | recorded("days-to-settle,2026-Q3,9,"),
        finding(message="the KPI 'days-to-settle' is recorded as 9 for 2026-Q3, but the escalation log gives 2.6"),
    ),
    "another source is not compared": Case(edited(("    source: The escalation log of this partnership\n", "    source: The ticket system\n")) | recorded("days-to-settle,2026-Q3,9,")),
}
# fmt: on

test_rule = table(RULE, CASES)


def test_it_stands_at_the_row_and_says_what_to_do() -> None:
    (found,) = found_by(edited() | recorded("days-to-settle,2026-Q3,2.5,"), RULE)
    assert (found.path.as_posix(), found.help) == (
        CSV,
        (
            "Add the right figure as a further row with a note, or correct the KPI's 'source' and "
            "'formula' if it is made of something else. If working hours, time zones or holidays "
            "have changed since it was recorded, it may have been right: then add the one by those "
            "of now, with a note that says so."
        ),
    )
