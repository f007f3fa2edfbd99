"""Waivers, baselines, settings, policies and own rules that are to excuse a change."""

# ruff: noqa: E501 - an attempt stands on one line

from __future__ import annotations

from tests.gate.attempts import (
    AURORA,
    HERE,
    LOWER,
    SETTINGS,
    THERE,
    Attempt,
    Gate,
    Step,
    attempt,
    attempts,
    commit,
    copy,
    edit,
    nest,
    remove,
    waive,
    write,
)
from tests.gitting import ADA
from tests.support import DIRECTORY

LESS = "no-silent-weakening: target of On time in full: 98 → 95 %"
NEW = "partnerships/third/partnership.yaml"
SIGNED = (write(SETTINGS, "require_signature = true\n"),)
BASELINE = (
    '{"version": 2, "tool": "0.1.0", "findings": [{"partnership": "meridian-helix", "file": '
    '"partnership.yaml", "rule": "no-silent-weakening", "at": "kpis.otif.target.value", "text": "", '
    '"message": "", "count": 9}]}\n'
)
LATER = (
    '{"version": 1, "findings": [{"partnership": "meridian-helix", "file": "partnership.yaml", '
    '"rule": "schema", "at": "kpis.otif.target.value", "count": 9}]}\n'
)
"""A baseline that waits for a value which nobody can read."""
POLICY = (
    "policy: house\ntitle: House\napplies_to: {tier: [strategic]}\nseverity: error\n"
    "because: House rule\nschema: {vision: {required: true}}\n"
)
OWN = 'from trm_policy.rule import Severity, rule\n\n\n@rule(Severity.ERROR)\ndef own(charter, context):\n    """Own."""\n    return ()\n'
PEOPLE = "people:                                      # and those of directory.yaml, such as ada and lena\n"


def settings(text: str) -> Step:
    """Other settings."""
    return write(SETTINGS, text)


def by(person: str, new: str) -> tuple[Step, ...]:
    """Somebody of the charter becomes somebody else by the same id."""
    first, last = person.split()
    return (
        edit(f"name: {person}", f"name: {new}"),
        edit(f"{first}.{last}@meridian".lower(), f"{new.split(maxsplit=1)[0]}@meridian".lower()),
    )


TOM = ("Tom Ellis", "tom.ellis@meridian.example")
BOARD = (
    "  board: {name: Depot board, level: operational, party: meridian, members: [{person: tom}]}\n"
)
BODY = edit("  operations:\n    name: Op", f"{BOARD}  operations:\n    name: Op")
POST = "  desk: {name: Service desk, party: meridian, post: true, email: desk@meridian.example}\n"
DESK = edit(PEOPLE, PEOPLE + POST)
NEUTRAL = edit(PEOPLE, f"{PEOPLE}  mo: {{name: Mo Kaya, party: neutral, email: mo@law.example}}\n")
STOPPED = [
    attempt("a waiver by its author", "waiver-approved: Ravi Menon has both approved and committed the waiver", waive("ravi")),
    attempt("by its author under another name", "waiver-approved: Ravi Menon has both approved and committed the waiver", waive("ravi"), commit(("rmenon", "rmenon@forge.example"))),
    attempt("by its author under a name in .mailmap", "waiver-approved: Ravi Menon has both approved and committed the waiver", write(".mailmap", "Ada Okafor <ada.okafor@meridian.example> <ravi.menon@meridian.example>\n"), waive("ravi")),
    attempt("by the author of the change", "waiver-approved: Ravi Menon has approved the waiver of 'kpi-balanced', and has also written a part of this change", edit("mitigation: Warm standby", "mitigation: Cold standby"), commit(), waive("ravi"), commit(ADA)),
    attempt("by the author of the change, who comes after it", "waiver-approved: Ravi Menon has approved the waiver of 'kpi-balanced', and has also written a part of this change", waive("ravi"), commit(ADA), edit("mitigation: Warm standby", "mitigation: Cold standby")),
    attempt("by the author under another name before", "waiver-approved: has also written a part of this change", edit("mitigation: Warm standby", "mitigation: Cold standby"), commit(("Menon, Ravi", "x@forge.example")), waive("ravi"), commit(ADA)),
    attempt("by somebody who is new", "waiver-approved: Mo Kaya, who is to have approved the waiver of 'kpi-balanced', was neither in the charter nor in the directory", NEUTRAL, waive("mo"), commit(ADA)),
    attempt("by somebody who is somebody else now", "waiver-approved: Kim Hale (kim@meridian.example), who is to have approved the waiver of 'kpi-balanced', was Tom Ellis (tom.ellis@meridian.example)", *by("Tom Ellis", "Kim Hale"), waive("tom"), commit(ADA)),
    attempt("by its author, who calls himself otherwise", "waiver-approved: was Ravi Menon (ravi.menon@meridian.example) before this change", *by("Ravi Menon", "Kim Hale"), waive("ravi")),
    attempt("by a body, through a member who commits it", "waiver-approved: Tom Ellis, who sits in Depot board, has both approved and committed the waiver", waive("board"), commit(TOM), given=(BODY,)),
    attempt("by a body, through a member who wrote the change", "waiver-approved: Tom Ellis, who sits in Depot board, has approved the waiver of 'kpi-balanced', and has also written a part", edit("mitigation: Warm standby", "mitigation: Cold standby"), commit(TOM), waive("board"), commit(ADA), given=(BODY,)),
    attempt("by a body without the signature that is required", "waiver-approved: the waiver of 'kpi-balanced' was committed by Ravi Menon", waive("board"), commit(), given=(BODY, *SIGNED)),
    attempt("by a mailbox", "waiver-approved: Service desk, who is to have approved the waiver of 'kpi-balanced', is an office or a mailbox", waive("desk"), commit(ADA), given=(DESK,)),
    attempt("by somebody who has left", "waiver-approved: Gus Gone, who is to have approved the waiver of 'kpi-balanced', left on 2025-01-31", waive("gus"), commit(ADA), given=(edit("  lena:\n", "  gus: {name: Gus Gone, organisation: meridian-foods, email: gus@meridian.example, left: 2025-01-31}\n  lena:\n", DIRECTORY),)),
    attempt("by nobody", "references-resolve: waivers", waive("nobody"), commit(ADA)),
    attempt("by a committee of both parties", "references-resolve: which is a committee of several parties", waive("operations"), commit(ADA)),
    attempt("in a new charter, by somebody who is new", "waiver-approved: Kim Hale, who is to have approved", copy(THERE, "partnerships/third"), edit("title: Meridian Foods and Aurora", "title: Third", NEW), edit("name: Tom Ellis", "name: Kim Hale", NEW), edit("tom.ellis@", "kim.hale@", NEW), waive("tom", path=NEW), commit(ADA)),
    attempt("made longer by who approved it", "waiver-approved: Ravi Menon has both approved and committed the waiver", edit("expires: 2027-01-31", "expires: 2027-10-31"), given=(waive("ravi"),)),
    attempt("for more than a year", "waiver-approved: more than 12 months ahead", waive("lena"), edit("expires: 2027-01-31", "expires: 2029-01-31"), commit(ADA)),
    attempt("without the signature that is required", "waiver-approved: the waiver of 'kpi-balanced' was committed by Ada Okafor", waive("tom"), commit(ADA), given=SIGNED),
    attempt("in the approver's name without the signature that is required", "waiver-approved: has no verified signature of Tom Ellis", waive("tom"), commit(("Tom Ellis", "tom.ellis@meridian.example")), given=SIGNED),
    attempt("of change control", LESS, LOWER, waive("lena", "no-silent-weakening"), commit(ADA)),
    attempt("of change control, before", LESS, LOWER, given=(waive("lena", "no-silent-weakening"),)),
    attempt("of records", "records-append-only: the recorded figure of otif for 2026-09 (97.0)", edit("otif,2026-09,97.0,", "otif,2026-09,98.0,", f"{HERE}/measurements.csv"), waive("lena", "records-append-only"), commit(ADA)),
    attempt("of the format", "waiver-unknown: the rule 'schema' may not be waived", waive("lena", "schema"), commit(ADA)),
    attempt("of what the change no longer keeps from it", "waiver-unknown: the rule 'kpi-balanced' may not be waived", settings(""), waive("lena"), commit(ADA), given=(settings('[waivers]\nnever = ["kpi-balanced"]\n'),)),
    attempt("a baseline of the change", LESS, LOWER, write("baseline.json", BASELINE), settings('baseline = "baseline.json"\n')),
    attempt("a baseline hides what nobody can read", "schema: kpis.otif.target.value", edit("target: {value: 98, by", "target: {value: little, by"), given=(write("baseline.json", LATER), settings('baseline = "baseline.json"\n'))),
    attempt("a baseline of before", LESS, LOWER, given=(write("baseline.json", BASELINE), settings('baseline = "baseline.json"\n'))),
    attempt("a rule is switched off", LESS, LOWER, settings('[rules]\nno-silent-weakening = "off"\nversion-bumped = "off"\n')),
    attempt("a rule only warns", LESS, LOWER, settings('[rules]\nno-silent-weakening = "warning"\nversion-bumped = "info"\n')),
    attempt("a tier is spared", LESS, LOWER, settings('[[overrides]]\ntier = ["strategic"]\nrules = {no-silent-weakening = "off"}\n')),
    attempt("a path is spared", LESS, LOWER, settings('[[overrides]]\npath = ["partnerships/meridian-helix/**"]\nrules = {no-silent-weakening = "off"}\n')),
    attempt("a tag is spared that the charter gets", "no-silent-weakening: target of On time in full: 98 → 95 %", LOWER, edit("tags: [cold-chain, food]", "tags: [spared]"), given=(settings('[[overrides]]\ntag = ["spared"]\nrules = {no-silent-weakening = "off"}\n'),)),
    attempt("the settings are removed", LESS, LOWER, remove(SETTINGS)),
    attempt("the settings are of another file", LESS, LOWER, remove(SETTINGS), write("pyproject.toml", '[tool.trm]\n[tool.trm.rules]\nno-silent-weakening = "off"\n')),
    attempt("a policy is removed that the charter breaks", "policy/house: vision", remove("schemas/house.yaml"), edit("vision: >-", "rationale_: >-"), given=(write("schemas/house.yaml", POLICY), settings('schemas = ["schemas"]\n'))),
    attempt("a section is declared not applicable", "no-silent-weakening: sharing is declared not applicable", edit("approvals:                                   # who", "not_applicable: {sharing: We share nothing}\napprovals:                                   # who"), edit("version: 2.1.3 ", "version: 2.2.0 ")),
]  # fmt: skip
TOLD = [
    attempt("a waiver by somebody else", "waiver-unused: the waiver of 'kpi-balanced'", waive("lena"), commit(ADA)),
    attempt("a waiver committed by somebody whom nobody knows", "waiver-approved: was committed by Blue Heron (heron@forge.example), whom neither the charter nor the directory listed before this change", waive("lena"), commit(("Blue Heron", "heron@forge.example"))),
    attempt("a waiver committed by somebody whom the change adds", "waiver-approved: was committed by Mo Kaya (mo@law.example), whom neither", NEUTRAL, waive("lena"), commit(("Mo Kaya", "mo@law.example"))),
    attempt("a waiver in the comment", "trm pr: new waiver of kpi-balanced", waive("lena", path=AURORA), commit(ADA)),
    attempt("what nobody may waive", "settings-changed: waivers.never was 'escalation-two-sided', and is now empty", settings(""), given=(settings('[waivers]\nnever = ["escalation-two-sided"]\n'),)),
    attempt("a policy is removed", "settings-changed: schemas/house.yaml is removed", remove("schemas/house.yaml"), given=(write("schemas/house.yaml", POLICY), settings('schemas = ["schemas"]\n'))),
    attempt("a policy says something else", "settings-changed: schemas/house.yaml is changed", write("schemas/house.yaml", POLICY.replace("error", "info")), given=(write("schemas/house.yaml", POLICY), settings('schemas = ["schemas"]\n'))),
    attempt("an own rule does something else", "settings-changed: checks/own.py is changed", write("checks/own.py", OWN.replace("return", "yield from")), given=(write("checks/own.py", OWN), settings('checks = ["checks"]\n'))),
    attempt("own rules are no longer run", "settings-changed: checks was 'checks', and is now empty", settings("checks = []\n"), given=(write("checks/own.py", OWN), settings('checks = ["checks"]\n'))),
    attempt("a baseline hides more", "settings-changed: baseline.json is changed and hides 9 more findings, such as no-silent-weakening", write("baseline.json", BASELINE), given=(write("baseline.json", '{"version": 2, "tool": "0.1.0", "findings": []}\n'), settings('baseline = "baseline.json"\n'))),
    *(
        attempt(f"the site is made with {what}", f"guard-changed: this change alters what a site is made with: {path} is new", write(path, "x\n"))
        for what, path in (
            ("another hook", "site/hooks.py"),
            ("another template", "site/overrides/main.html"),
            ("settings that others inherit", "site/base.yml"),
            ("a script for its readers", "site/docs/extra.js"),
            ("a picture that is a program", "site/docs/logo.svg"),
            ("settings elsewhere", "docs/mkdocs.yaml"),
        )
    ),
    attempt("other repositories are fetched", "guard-changed: .gitmodules is new; it decides which other repositories are fetched into this one", write(".gitmodules", "[submodule]\n")),
    attempt("records are left out", "guard-changed: partnerships/.gitignore is new; it decides which files git leaves out", write("partnerships/.gitignore", "*.csv\n")),
    attempt("files come from another store", "guard-changed: .lfsconfig is new", write(".lfsconfig", "[lfs]\n")),
    attempt("another repository lies beside", "guard-changed: tools is another repository within this one, new or at another commit", nest("tools")),
    attempt("it is at another commit", "guard-changed: tools is another repository within this one, new or at another commit", nest("tools"), given=(nest("tools"), write("x.txt", "x"), commit())),
    attempt("a file of which nothing speaks", "trm pr: Other files: Makefile and tools/check.sh", write("Makefile", "x"), write("tools/check.sh", "x")),
    attempt("authors are published", "settings-changed: publish_authors was false, and is now true", settings("publish_authors = true\n")),
    attempt("a waiver may last longer", "settings-changed: rules.waiver-approved was not set, and is now most-months = 1200", settings("[rules.waiver-approved]\nmost-months = 1200\n")),
    attempt("settings of one file hide those of another", "settings-changed: require_signature was true, and is now false", settings(""), given=(remove(SETTINGS), write("pyproject.toml", "[tool.trm]\nrequire_signature = true\n"))),
    attempt("a rule is switched off by itself", "settings-changed: rules.no-silent-weakening was not set, and is now 'off'", settings('[rules]\nno-silent-weakening = "off"\n')),
]  # fmt: skip


@attempts(STOPPED)
def test_is_stopped(gate: Gate, tried: Attempt) -> None:
    gate.stops(tried)


@attempts(TOLD)
def test_is_told(gate: Gate, tried: Attempt) -> None:
    gate.tells(tried)
