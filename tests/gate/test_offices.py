"""Who speaks for a party, put into other hands; and approvals that are none."""

# ruff: noqa: E501 - an attempt stands on one line

from __future__ import annotations

from tests.gate.attempts import (
    AGREED,
    AURORA,
    HERE,
    LOWER,
    SETTINGS,
    THERE,
    Attempt,
    Gate,
    Step,
    approve,
    attempt,
    attempts,
    call,
    commit,
    each,
    edit,
    remove,
    there,
    version,
    write,
)
from tests.gitting import ADA, JONAS, RAVI, Repo
from tests.support import CHARTER, DIRECTORY

WEAKER = "no-silent-weakening: target of On time in full: 98 → 95 %"
SPONSORS = "sponsors: {meridian: ada, helix: jonas} "
PEOPLE = "people:                                      # and those of directory.yaml, such as ada and lena\n"
KIM = "  kim: {name: Kim Hale, party: helix, seniority: executive, title: COO, email: kim@helix.example}\n"
OWN_ADA = "  ada: {name: Ada Okafor, party: meridian, title: Chief Supply Chain Officer, department: operations, seniority: executive, email: ada.okafor@meridian.example, deputy: lena}\n"
COUNCIL = (
    "  council:\n    name: Works council\n    level: working-group\n    party: helix\n"
    "    members:\n      - {person: sofia, role: chair}\n"
)
BOARD = "  operations:\n    name: Operations board\n"
ALONE = (there(SPONSORS, "sponsors: {meridian: ada} "),)
SMALL = (edit("tier: strategic ", "tier: transactional "),)
SIGNED = (write(SETTINGS, "require_signature = true\n"),)
NO_MINUTES = (remove(f"{HERE}/reviews"), remove(f"{HERE}/escalations"), remove(f"{HERE}/surveys"))
LISTED_TOO = "    deputy: kim\n  kim: {name: Kim Hale, organisation: meridian-foods}\n"
LENA_LEFT = edit(
    "    seniority: director\n", "    seniority: director\n    left: 2026-10-20\n", DIRECTORY
)
ADA_LEFT = edit("    deputy: lena\n", "    deputy: lena\n    left: 2026-10-20\n", DIRECTORY)
NO_ADDRESS = (
    edit(PEOPLE, PEOPLE + OWN_ADA.replace(", email: ada.okafor@meridian.example", "")),
    edit("    email: ada.okafor@meridian.example\n", "", DIRECTORY),
)
"""The charter and the directory list a sponsor, both without an address."""
_APPROVED = "holds for the same major.minor\n"
HALF = (version("2.2.0"), LOWER, commit())
COMMONS = "partnerships/commons/partnership.yaml"
FAY, UNA = ("Fay Wood", "fay@wood.example"), ("Una Reid", "una@commons.example")
_SEATS = "      - {person: finn, role: member}\n"
CLASSES = (
    write(
        COMMONS,
        """\
spec_version: 1
title: The commons of chilled freight
instrument: consortium
relationship: partner
tier: preferred
status: active
version: 1.0.0
scope: {purpose: One format for all}
term: {start: 2025-01-01, review_by: 2027-01-01}
parties:
  founders: {role: Founding members, members: [meridian-foods, helix-cold-chain]}
  readers: {role: Academic members, members: [delft]}
  office: {name: Commons Office, country: GB, timezone: Europe/London}
people:
  una: {name: Una Reid, party: office, email: una@commons.example}
  fay: {name: Fay Wood, party: founders, email: fay@wood.example}
  finn: {name: Finn Oak, party: founders, email: finn@oak.example}
  flo: {name: Flo Ash, party: founders, email: flo@ash.example}
  gus: {name: Gus Elm, party: founders, email: gus@elm.example}
  rui: {name: Rui Gomes, party: readers, email: rui@delft.example}
owners: {office: una}
committees:
  assembly:
    name: General assembly
    level: executive
    members:
      - {person: fay, role: chair}
      - {person: finn, role: member}
      - {person: flo, role: observer}
      - {person: rui, role: observer}
      - {person: una, role: secretary, vote: false}
  format:
    name: The format
    level: working-group
    members:
      - {person: gus, role: chair}
obligations:
  fees: {what: Pay the fee, by: founders, within: 30 days, after: the invoice is received}
approvals:                                   # holds for the same major.minor
  - {version: 1.0.0, party: founders, person: fay, date: 2026-01-02, evidence: Assembly}
  - {version: 1.0.0, party: readers, person: rui, date: 2026-01-02, evidence: Assembly}
  - {version: 1.0.0, party: office, person: una, date: 2026-01-02, evidence: Letter}
""",
    ),
)
"""A consortium: classes whose members' delegates speak for them, and an office with an owner."""
LESS_SAY = "by which Founding members has a smaller say than was agreed"
LATER_FEES = (
    edit("version: 1.0.0\nscope", "version: 2.0.0\nscope", COMMONS),
    edit("within: 30 days", "within: 90 days", COMMONS),
)


def agreed(party: str, person: str) -> Step:
    """An approval of the new version of the consortium."""
    return approve(party, person, "2.0.0", COMMONS)


def seated(person: str) -> Step:
    """A vote in the assembly for somebody who had none."""
    return edit(_SEATS, f"{_SEATS}      - {{person: {person}, role: member}}\n", COMMONS)


def whole(many: str) -> Step:
    """Seats in the assembly that a class has as a whole."""
    return edit(_SEATS, f"{_SEATS}      - {{for: readers, {many}}}\n", COMMONS)


def people(text: str, path: str = CHARTER) -> Step:
    """Somebody else among the people of a charter."""
    return edit(PEOPLE, PEOPLE + text, path)


def council(text: str, path: str = CHARTER) -> Step:
    """A body of one party."""
    return edit(BOARD, text + BOARD, path)


def beside(repo: Repo) -> None:
    """Both approve a new version on a branch of its own, and the target is lowered on another."""
    repo.git("switch", "-q", "-c", "side", "base")
    for step in (version("2.2.0"), approve("meridian", "ada"), approve("helix", "jonas")):
        step(repo)
    repo.commit(author=ADA)
    repo.git("switch", "-q", "attempt")
    LOWER(repo)
    repo.commit()
    repo.git("merge", "-q", "--no-ff", "-m", "Both", "side")
    repo.git("branch", "-q", "-D", "side")


def given_on(day: str, version: str) -> Step:
    """An approval by the sponsor of Helix of some day."""
    facts = f"version: {version}, party: helix, person: jonas, date: {day}, evidence: Letter"
    return edit(_APPROVED, f"{_APPROVED}  - {{{facts}}}\n")


TAKEN = [
    attempt("another sponsor", "no-silent-weakening: sponsor of Helix Cold Chain AB: Jonas Lindqvist → Kim Hale", people(KIM), edit(SPONSORS, "sponsors: {meridian: ada, helix: kim} ")),
    attempt("no sponsor any more", "no-silent-weakening: sponsor of Helix Cold Chain AB is removed", edit(SPONSORS, "sponsors: {meridian: ada} ")),
    attempt("a sponsor where there was none", "no-silent-weakening: Nils Dahl can now approve for Aurora Freight AS, and could not before", there("sponsors: {meridian: ada} ", "sponsors: {meridian: ada, helix: nils} "), version("2.2.0", AURORA), given=ALONE),
    attempt("another owner where there is no sponsor", "no-silent-weakening: relationship owner of Aurora Freight AS: Sofia Ek → Nils Dahl", there("owners: {meridian: ravi, helix: sofia} ", "owners: {meridian: ravi, helix: nils} "), version("2.2.0", AURORA), given=ALONE),
    attempt("an owner who is somebody else where there is no sponsor", "no-silent-weakening: Sofia Ek, who can approve for Aurora Freight AS, is replaced by Kim Hale (kim@aurora.example)", there("name: Sofia Ek", "name: Kim Hale"), there("sofia.ek@aurora", "kim@aurora"), given=ALONE),
    attempt("an owner who is somebody else", "no-silent-weakening: Sofia Ek, the relationship owner of Helix Cold Chain AB, is replaced by Kim Hale (kim@helix.example)", edit("name: Sofia Ek", "name: Kim Hale"), edit("sofia.ek@helix", "kim@helix")),
    attempt("a sponsor's address", "no-silent-weakening: Jonas Lindqvist, who can approve for Helix Cold Chain AB, is replaced by Jonas Lindqvist (jl@home.example)", edit("jonas.lindqvist@helix.example", "jl@home.example")),
    attempt("a sponsor's first address", "no-silent-weakening: is replaced by Jonas Lindqvist (jl@home.example)", there("    seniority: executive\n    deputy: mikael", "    seniority: executive\n    email: jl@home.example\n    deputy: mikael"), given=(there("    email: jonas.lindqvist@aurora.example\n", ""),)),
    attempt("no address of the sponsor", "no-silent-weakening: is replaced by Jonas Lindqvist (without an address)", there("    email: jonas.lindqvist@aurora.example\n", "")),
    attempt("a sponsor's name", "no-silent-weakening: Jonas Lindqvist, who can approve for Helix Cold Chain AB, is replaced by Kim Hale", edit("name: Jonas Lindqvist", "name: Kim Hale")),
    attempt("a sponsor by another id and address", "no-silent-weakening: is replaced by Jonas Lindqvist (jl@home.example)", each("helix: jonas", "helix: jl"), each("  jonas:", "  jl:"), each("{person: jonas", "{person: jl"), edit("jonas.lindqvist@helix.example", "jl@home.example"), given=NO_MINUTES),
    attempt("another deputy", "no-silent-weakening: Nils Dahl can now approve for Helix Cold Chain AB", edit("    deputy: mikael", "    deputy: nils")),
    attempt("a deputy's address", "no-silent-weakening: is replaced by Mikael Berg (mb@home.example)", edit("mikael.berg@helix.example", "mb@home.example")),
    attempt("a new body", "no-silent-weakening: Works council can now approve for Helix Cold Chain AB", council(COUNCIL)),
    attempt("another member of a body", "no-silent-weakening: Nils Dahl (nils.dahl@helix.example) has a seat in Works council, which can approve for Helix Cold Chain AB", edit("{person: sofia, role: chair}", "{person: nils, role: chair}"), given=(council(COUNCIL),)),
    attempt("the address of a member of a body", "no-silent-weakening: Sofia Ek (s@home.example) has a seat in Works council", edit("sofia.ek@helix.example", "s@home.example"), given=(council(COUNCIL),)),
    attempt("a sponsor's address in the directory", "no-silent-weakening: is replaced by Ada Okafor (ao@home.example)", edit("ada.okafor@meridian.example", "ao@home.example", DIRECTORY)),
    attempt("another deputy in the directory", "no-silent-weakening: Kim Hale can now approve for Meridian Foods plc", edit("    deputy: lena\n", LISTED_TOO, DIRECTORY)),
    attempt("a deputy who is somebody else in the directory", "no-silent-weakening: Lena Hart, who can approve for Meridian Foods plc, is replaced by Kim Hale (kim@meridian.example)", edit("name: Lena Hart", "name: Kim Hale", DIRECTORY), edit("lena.hart@", "kim@", DIRECTORY)),
    attempt("a sponsor of the directory is for the other party", "no-silent-weakening: party of Ada Okafor in Joint steering committee: Meridian Foods plc → Helix Cold Chain AB", edit("    name: Ada Okafor\n    organisation: meridian-foods", "    name: Ada Okafor\n    organisation: helix-cold-chain", DIRECTORY)),
    attempt("a namesake in the charter", "no-silent-weakening: is replaced by Ada Okafor (ada@home.example)", people("  ada: {name: Ada Okafor, party: meridian, seniority: executive, email: ada@home.example}\n")),
    attempt("a namesake with another deputy", "no-silent-weakening: Ravi Menon can now approve for Meridian Foods plc", people("  ada: {name: Ada Okafor, party: meridian, seniority: executive, email: ada.okafor@meridian.example, deputy: ravi}\n")),
    attempt("a sponsor's address, as an approved draft becomes active", "no-silent-weakening: is replaced by Jonas Lindqvist (jl@home.example)", edit("jonas.lindqvist@helix.example", "jl@home.example"), edit("status: draft ", "status: active "), given=(edit("status: active ", "status: draft "),)),
    attempt("a wider audience of a transactional partnership", "no-silent-weakening: audience: partner → public, which is weaker than what was agreed; Meridian Foods plc and Helix Cold Chain AB have not given a new approval for version 2.2.0", version("2.2.0"), edit("audience: partner ", "audience: public "), given=SMALL),
    attempt("a wider audience on trial", "no-silent-weakening: audience: partner → public, which is weaker than what was agreed", version("2.2.0"), edit("audience: partner ", "audience: public "), given=(edit("status: active ", "status: pilot "),)),
    attempt("a sponsor's address, as a trial becomes active", "no-silent-weakening: is replaced by Jonas Lindqvist (jl@home.example)", edit("jonas.lindqvist@helix.example", "jl@home.example"), edit("status: pilot ", "status: active "), given=(edit("status: active ", "status: pilot "),)),
    attempt("a chair loses the chair", "no-silent-weakening: role of Jonas Lindqvist in Joint steering committee: co-chair → member", there("{person: jonas, role: co-chair}", "{person: jonas, role: member}"), version("2.2.0", AURORA)),
    attempt("more seats for a class", f"no-silent-weakening: seats of readers in General assembly: 2 → 20, {LESS_SAY}", edit("seats: 2", "seats: 20", COMMONS), edit("version: 1.0.0\nscope", "version: 1.1.0\nscope", COMMONS), given=(*CLASSES, whole("seats: 2"))),
    attempt("more seats for each of a class", f"no-silent-weakening: seats of each organisation of readers in General assembly: 1 → 9, {LESS_SAY}", edit("each: 1", "each: 9", COMMONS), edit("version: 1.0.0\nscope", "version: 1.1.0\nscope", COMMONS), given=(*CLASSES, whole("each: 1"))),
    attempt("a mailbox of the sponsor", "no-silent-weakening: is replaced by Jonas Lindqvist (jonas.lindqvist@helix.example, an office or a mailbox)", edit("    seniority: executive\n    email: jonas", "    seniority: executive\n    post: true\n    email: jonas")),
    attempt("the host's person stands for the other party", "no-silent-weakening: Tom Ellis, who acts for Meridian Foods plc, now acts for Helix Cold Chain AB as well; Helix Cold Chain AB has not given a new approval", edit("name: Tom Ellis\n    party: meridian", "name: Tom Ellis\n    party: [meridian, helix]")),
    attempt("so does somebody who is new", "no-silent-weakening: Kim Hale, who acts for Meridian Foods plc, now acts for Helix Cold Chain AB as well", people("  kim: {name: Kim Hale, party: [meridian, helix], email: kim@meridian.example}\n")),
]  # fmt: skip
VOID = [
    attempt("then the target", "no-silent-weakening: target of On time in full: 98 → 92 %", *AGREED, edit("value: 95, by: 2027", "value: 92, by: 2027")),
    attempt("then a sponsor's address", WEAKER, *AGREED, edit("jonas.lindqvist@helix.example", "jl@home.example")),
    attempt("then another deputy", WEAKER, *AGREED, edit("    deputy: mikael", "    deputy: nils")),
    attempt("then another deputy in the directory", WEAKER, *AGREED, edit("    deputy: lena\n", LISTED_TOO, DIRECTORY)),
    attempt("then the country in the directory", WEAKER, *AGREED, edit("country: SE", "country: US", DIRECTORY)),
    attempt("then the name in the directory", "no-silent-weakening: Helix Cold Chain AB is now Nordfrost Ltd in the directory", version("3.0.0"), LOWER, commit(), approve("meridian", "ada", "3.0.0"), commit(ADA), approve("helix", "jonas", "3.0.0"), commit(JONAS), edit("name: Helix Cold Chain AB", "name: Nordfrost Ltd", DIRECTORY)),
    attempt("then the owner of a KPI", WEAKER, *AGREED, edit("    owner: ravi\n    source: The escalation log", "    owner: sofia\n    source: The escalation log")),
    attempt("then who is accountable", WEAKER, *AGREED, edit("    accountable: ravi\n", "    accountable: nils\n")),
    attempt("then a commitment is closed", WEAKER, *AGREED, edit("    due: 2026-11-23\n", "    due: 2026-11-23\n    closed_on: 2026-11-20\n")),
    attempt("then a commitment is dropped, on a branch of its own", WEAKER, *AGREED, edit("    due: 2026-11-23\n", "    due: 2027-11-23\n"), commit(ADA)),
    attempt("then a duty is added", WEAKER, *AGREED, edit("responsible: [tom]\n    consulted: [nils]", "responsible: [tom, nils]\n    consulted: []")),
]  # fmt: skip
NOT_GENUINE = [
    attempt("of a class by nobody", "no-silent-weakening: Academic members and Commons Office have not given a new approval for version 2.0.0", *LATER_FEES, given=CLASSES),
    attempt("of a class by another's delegate", "approvals-genuine: Rui Gomes has approved for Founding members, and could not do so before this change", *LATER_FEES, commit(), agreed("founders", "rui"), commit(FAY), given=CLASSES),
    attempt("of a class by one who is only heard", "approvals-genuine: Flo Ash has approved for Founding members, and could not do so before this change", *LATER_FEES, commit(), agreed("founders", "flo"), commit(FAY), given=CLASSES),
    attempt("of a class by one who leads a working group", "approvals-genuine: Gus Elm has approved for Founding members, and could not do so before this change", *LATER_FEES, commit(), agreed("founders", "gus"), commit(FAY), given=CLASSES),
    attempt("of a class by a delegate whom the change seats", "approvals-genuine: Gus Elm has approved for Founding members, and could not do so before this change", *LATER_FEES, seated("gus"), commit(), agreed("founders", "gus"), commit(FAY), given=CLASSES),
    attempt("a member is thrown out of its class", "no-silent-weakening: “helix-cold-chain” as a member of Founding members is removed, which is weaker than what was agreed; Founding members, Academic members and Commons Office have not given a new approval", edit("members: [meridian-foods, helix-cold-chain]", "members: [meridian-foods]", COMMONS), given=CLASSES),
    attempt("a member whom nobody admitted", "no-silent-weakening: “meridian-foods” as a member of Academic members is added", edit("members: [delft]", "members: [delft, meridian-foods]", COMMONS), given=CLASSES),
    attempt("of a class by a delegate whose seat has ended", "approvals-genuine: Finn Oak has approved for Founding members, and could not do so before this change", *LATER_FEES, commit(), agreed("founders", "finn"), commit(FAY), given=(*CLASSES, edit("{person: finn, role: member}", "{person: finn, role: member, until: 2026-01-31}", COMMONS))),
    attempt("by a sponsor whom the change appoints under another id of the party", "approvals-genuine: Nils Dahl has approved for Aurora Freight AS, and was neither its sponsor", call("helix", "aurora", THERE), there("sponsors: {meridian: ada, aurora: jonas}", "sponsors: {meridian: ada, aurora: nils}"), version("3.0.0", AURORA), commit(), approve("aurora", "nils", "3.0.0", AURORA), commit(JONAS)),
    attempt("by a deputy whom nobody knew", "approvals-genuine: Kim Hale has approved for Helix Cold Chain AB, and was neither its sponsor nor the sponsor's deputy", *HALF, people(KIM), commit(), approve("helix", "kim"), commit(ADA), given=(edit("    deputy: mikael", "    deputy: kim"),)),
    attempt("a delegate whom nobody sent", "no-silent-weakening: Gus Elm can now approve for Founding members, and could not before", seated("gus"), given=CLASSES),
    attempt("the author writes the other party's approval", "approvals-genuine: Ravi Menon has written the change, and has also committed the approval of Jonas Lindqvist for Helix Cold Chain AB", *HALF, approve("meridian", "ada"), approve("helix", "jonas")),
    attempt("all in one commit", "approvals-genuine: Ravi Menon has written the change, and has also committed the approval", version("2.2.0"), LOWER, approve("meridian", "ada"), approve("helix", "jonas")),
    attempt("under another address", "approvals-genuine: R. Menon has written the change", *HALF, approve("meridian", "ada"), approve("helix", "jonas"), commit(("R. Menon", "ravi.menon@home.example"))),
    attempt("under the other's name in .mailmap", "approvals-genuine: Ravi Menon has written the change", version("2.2.0"), LOWER, write(".mailmap", "Jonas Lindqvist <jonas.lindqvist@helix.example> <ravi.menon@meridian.example>\n"), commit(), approve("meridian", "ada"), commit(ADA), approve("helix", "jonas")),
    attempt("the author has only changed the directory", "approvals-genuine: Ravi Menon has written the change", edit("country: SE", "country: US", DIRECTORY), commit(RAVI), version("3.0.0"), commit(ADA), approve("helix", "jonas", "3.0.0"), commit(RAVI)),
    attempt("somebody without an office", "approvals-genuine: Sofia Ek has approved for Helix Cold Chain AB, and was neither its sponsor nor the sponsor's deputy", *HALF, approve("helix", "sofia"), commit(ADA)),
    attempt("a sponsor whom the change appoints", "approvals-genuine: Kim Hale has approved for Helix Cold Chain AB", version("2.2.0"), LOWER, people(KIM), edit(SPONSORS, "sponsors: {meridian: ada, helix: kim} "), commit(), approve("helix", "kim"), commit(("Kim Hale", "kim@helix.example"))),
    attempt("a deputy whom the change appoints", "approvals-genuine: Nils Dahl has approved for Helix Cold Chain AB", version("2.2.0"), LOWER, edit("    deputy: mikael", "    deputy: nils"), commit(), approve("helix", "nils"), commit(ADA)),
    attempt("a deputy whom the change appoints in the directory", "approvals-genuine: Kim Hale has approved for Meridian Foods plc", version("2.2.0"), LOWER, edit("    deputy: lena\n", LISTED_TOO, DIRECTORY), commit(), approve("meridian", "kim"), commit(ADA)),
    attempt("another version", "approvals-genuine: is for version 2.3.0, and the charter is version 2.2.0", *HALF, approve("helix", "jonas", "2.3.0"), commit(ADA)),
    attempt("of the version before", WEAKER, version("2.1.4"), LOWER, commit(), approve("meridian", "ada", "2.1.0"), commit(ADA)),
    attempt("ahead of the change", "approvals-genuine: is for version 2.2.0, and the charter is version 2.1.3", approve("meridian", "ada"), approve("helix", "jonas"), commit(ADA)),
    attempt("given before the base", WEAKER, version("2.2.0"), LOWER, given=(approve("meridian", "ada"), approve("helix", "jonas"))),
    attempt("of a day to come", WEAKER, *HALF, edit("waivers: []", "approvals:\n  - {version: 2.2.0, party: helix, person: jonas, date: 2027-11-02, evidence: L}\nwaivers: []"), edit("approvals:                                   # who", "#"), edit("  - {version: 2.1.0, party: meridian, person: ada", "#"), edit("  - {version: 2.1.0, party: helix", "#"), commit(ADA)),
    attempt("of a day to come, for nothing", "approvals-genuine: the approval of Helix Cold Chain AB is dated 2027-01-01, which is in the future", edit(_APPROVED, f"{_APPROVED}  - {{version: 2.1.3, party: helix, person: mikael, date: 2027-01-01}}\n"), commit(JONAS)),
    attempt("of a day to come, for a later version, beside one that counts", "approvals-genuine: the approval of Helix Cold Chain AB is dated 2027-11-02, which is in the future", *AGREED, given_on("2027-11-02", "3.0.0"), commit(JONAS)),
    attempt("of an older version that was never approved, beside one that counts", "approvals-genuine: the approval of Helix Cold Chain AB is for version 1.0.0, and the charter is version 2.2.0", *AGREED, given_on("2025-04-22", "1.0.0"), commit(JONAS)),
    attempt("by somebody without an office, beside one that counts", "approvals-genuine: Nils Dahl has approved for Helix Cold Chain AB", *AGREED, approve("helix", "nils"), commit(JONAS)),
    attempt("of a day before the version was thought of", "approvals-genuine: the approval of version 2.2.0 by Helix Cold Chain AB is dated 2020-01-02, before Helix Cold Chain AB approved version 2.1.0 on 2026-04-22", *HALF, approve("meridian", "ada"), given_on("2020-01-02", "2.2.0"), commit(ADA)),
    attempt("recorded before there was such a version", "approvals-genuine: the approval of version 3.0.0 by Helix Cold Chain AB was recorded before this change, when there was no such version", version("3.0.0"), edit("    - Joint demand forecasting\n", "    - Joint demand forecasting\n    - Packing\n"), given=(given_on("2026-10-01", "3.0.0"),)),
    attempt("of the version that the charter has", "approvals-genuine: the approval of Helix Cold Chain AB is for version 2.2.0, and the charter had it before this change", edit("due: 2026-11-23", "due: 2027-11-23"), commit(), approve("helix", "jonas"), commit(JONAS), given=(version("2.2.0"),)),
    attempt("by somebody who had left", "approvals-genuine: Lena Hart has approved for Meridian Foods plc on 2026-11-02, and had left on 2026-10-20", *HALF, approve("meridian", "lena"), commit(ADA), given=(LENA_LEFT,)),
    attempt("by somebody who had left, whom the charter lists itself", "approvals-genuine: Ada Okafor has approved for Meridian Foods plc on 2026-11-02, and had left on 2026-10-20", *AGREED, given=(*NO_ADDRESS, ADA_LEFT)),
    attempt("on a branch beside the change", "approvals-genuine: Jonas Lindqvist approved for Helix Cold Chain AB before the change was complete", beside),
    attempt("old ones are rewritten", "approvals-genuine: the approval of version 2.1.0 that jonas gave for helix on 2026-04-22 has been changed or removed", *HALF, edit("{version: 2.1.0, party: helix", "{version: 2.2.0, party: helix"), commit(ADA)),
    attempt("old ones are removed", "approvals-genuine: the approval of version 2.1.0 that jonas gave for helix on 2026-04-22 has been changed or removed", edit("  - {version: 2.1.0, party: helix, person: jonas, date: 2026-04-22, evidence: Letter of 2026-04-22}\n", "")),
    attempt("the version goes back", "version-bumped: the version went back from 2.1.3 to 2.0.0", version("2.0.0")),
    attempt("no approval at all", WEAKER, version("9.0.0"), LOWER),
    attempt("one party alone", "no-silent-weakening: Helix Cold Chain AB has not given a new approval", *HALF, approve("meridian", "ada"), commit(ADA)),
    attempt("without the signature that is required", "approvals-genuine: the commit with the approval of Jonas Lindqvist has no verified signature", *AGREED, given=SIGNED),
    attempt("without the signature that the change no longer requires", "approvals-genuine: the commit with the approval of Jonas Lindqvist has no verified signature", write(SETTINGS, ""), *AGREED, given=SIGNED),
]  # fmt: skip
TOLD = [
    attempt("only the host says that the other has approved", "approvals-genuine: nothing but the word of Meridian Foods plc shows that Helix Cold Chain AB approved version 2.2.0: the approval of Jonas Lindqvist was committed by Ada Okafor", *HALF, approve("meridian", "ada"), approve("helix", "jonas"), commit(ADA)),
    attempt("the change names who speaks for a party that had no one", "approvals-genuine: no one could approve for Aurora Freight AS before this change, which itself names Nils Dahl, who has approved it", there("sponsors: {meridian: ada} ", "sponsors: {meridian: ada, helix: nils} "), there("owners: {meridian: ravi} ", "owners: {meridian: ravi, helix: sofia} "), version("2.2.0", AURORA), commit(), approve("meridian", "ada", "2.2.0", AURORA), approve("helix", "nils", "2.2.0", AURORA), commit(ADA), given=(*ALONE, there("owners: {meridian: ravi, helix: sofia} ", "owners: {meridian: ravi} "))),
    attempt("somebody commits in the other's name", "approvals-genuine: nothing but the word of Meridian Foods plc shows", *AGREED),
    attempt("signatures are no longer required", "settings-changed: require_signature was true, and is now false", write(SETTINGS, ""), given=SIGNED),
    attempt("a second approval with other evidence", "approvals-genuine: Jonas Lindqvist had approved version 2.1.0 for Helix Cold Chain AB before this change; a second approval is dated 2026-11-02, with the evidence 'Letter'", approve("helix", "jonas", "2.1.0"), commit(JONAS)),
    attempt("a sponsor's address, on trial", "handover-told: who speaks for a party has changed: Jonas Lindqvist", edit("jonas.lindqvist@helix.example", "jl@home.example"), given=(edit("status: active ", "status: pilot "),)),
    attempt("a trial that is a draft again", "handover-told: status: pilot → draft, which is weaker than what was agreed; Meridian Foods plc and Helix Cold Chain AB have not given a new approval for version 2.1.3", edit("status: pilot ", "status: draft "), given=(edit("status: active ", "status: pilot "),)),
    attempt("a weaker promise, on trial", f"handover-told: {WEAKER.partition(': ')[2]}, by 2027-12-31, which is weaker than what was agreed; Meridian Foods plc and Helix Cold Chain AB have not given a new approval for version 2.2.0", version("2.2.0"), LOWER, given=(edit("status: active ", "status: pilot "),)),
    attempt("a longer term of a transactional partnership", "handover-told: last day of the partnership: 2028-12-31 → 2035-12-31, by which Meridian Foods plc and Helix Cold Chain AB are bound longer than was agreed", version("3.0.0"), edit("end: 2028-12-31", "end: 2035-12-31"), given=SMALL),
    attempt("less that the other gives in a transactional partnership", "handover-told: what Helix Cold Chain AB gives: “Live temperature telemetry” is removed, which is weaker than what was agreed", version("3.0.0"), edit("      - Live temperature telemetry\n", ""), given=SMALL),
    attempt("a sponsor's address, after the end", "handover-told: who speaks for a party has changed: Jonas Lindqvist", edit("jonas.lindqvist@helix.example", "jl@home.example"), given=(edit("status: active ", "status: ended "), edit("exit:\n", "exit:\n  notice_given: {by: helix, date: 2026-01-31}\n"))),
    attempt("an owner's address alone", "handover-told: who speaks for a party has changed: Sofia Ek", edit("sofia.ek@helix.example", "sofia@home.example")),
    attempt("an owner's name alone", "handover-told: who speaks for a party has changed: Sofia Ek", edit("name: Sofia Ek", "name: Kim Hale")),
    attempt("a contact who is somebody else", "handover-told: who speaks for a party has changed: Tom Ellis, an escalation contact of Meridian Foods plc, is replaced by Kim Hale (kim@meridian.example)", edit("name: Tom Ellis", "name: Kim Hale"), edit("tom.ellis@", "kim@")),
    attempt("a person of the directory whom the charter lists itself", "handover-told: the charter's own entry hides that of directory.yaml: person Ada Okafor is now listed in the charter", people(OWN_ADA)),
    attempt("a contact's address alone", "handover-told: who speaks for a party has changed: Tom Ellis, an escalation contact of Meridian Foods plc, is replaced by Tom Ellis (kim@meridian.example)", edit("tom.ellis@", "kim@")),
    attempt("a seat from a day to come", "handover-told: a seat is held only from a day to come: start of the seat of Lena Hart in Joint steering committee", edit("{person: lena, role: member}", "{person: lena, role: member, since: 2027-03-01}")),
    attempt("a position in the directory", "trm pr: title of Ada Okafor: Chief Supply Chain Officer → Clerk", edit("Chief Supply Chain Officer", "Clerk", DIRECTORY)),
]  # fmt: skip


@attempts(TAKEN)
def test_an_office_is_not_taken(gate: Gate, tried: Attempt) -> None:
    gate.stops(tried)


@attempts(VOID)
def test_what_was_agreed_is_not_changed_afterwards(gate: Gate, tried: Attempt) -> None:
    gate.stops(tried)


@attempts(NOT_GENUINE)
def test_no_approval_is_made_up(gate: Gate, tried: Attempt) -> None:
    gate.stops(tried)


@attempts(TOLD)
def test_is_told(gate: Gate, tried: Attempt) -> None:
    gate.tells(tried)


def test_a_class_agrees_by_a_delegate_of_its_members_and_an_office_by_its_owner(gate: Gate) -> None:
    steps = (*LATER_FEES, commit(), agreed("founders", "finn"), agreed("readers", "rui"))
    steps += (commit(FAY), agreed("office", "una"), commit(UNA))
    _, found = gate.findings(attempt("", "", *steps, given=CLASSES))
    worth = [
        one.message.partition("version 2.0.0: ")[2]
        for one in found
        if one.rule == "approvals-genuine"
    ]
    assert sorted(worth) == [
        "the approval of Finn Oak was committed by Fay Wood and has no verified signature of Finn Oak",
        "the approval of Rui Gomes was committed by Fay Wood and has no verified signature of Rui Gomes",
        "the approval of Una Reid was committed by Una Reid and has no verified signature of Una Reid",
    ]
    assert [one for one in found if one.rule == "no-silent-weakening"] == []
    assert (
        gate.comment().count(
            "Must agree: ✅ Founding members · ✅ Academic members · ✅ Commons Office"
        )
        == 1
    )


def test_the_comment_names_an_office_that_is_taken_and_who_must_agree(gate: Gate) -> None:
    gate.findings(attempt("", "", edit("    deputy: lena\n", LISTED_TOO, DIRECTORY)))
    told = gate.comment()
    assert told.count("Kim Hale can now approve for Meridian Foods plc, and could not before") == 2
    assert told.count("Must agree: ⏳ Meridian Foods plc (Ada Okafor)") == 2
    assert "The shared directory" in told


def test_a_partner_may_write_a_change_and_approve_it(gate: Gate) -> None:
    steps = (version("2.2.0"), LOWER, approve("helix", "jonas"), commit(JONAS))
    _, found = gate.findings(attempt("", "", *steps, approve("meridian", "ada"), commit(ADA)))
    assert [one for one in found if one.severity == "error"] == []
