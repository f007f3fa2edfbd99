"""Charters, records and the directory put out of sight."""

# ruff: noqa: E501 - an attempt stands on one line

from __future__ import annotations

import pytest

from tests.gate.attempts import (
    AURORA,
    HERE,
    LOWER,
    SETTINGS,
    TARGET,
    THERE,
    Attempt,
    Gate,
    Step,
    attempt,
    attempts,
    commit,
    copy,
    each,
    edit,
    link,
    move,
    nest,
    remove,
    version,
    write,
    write_bytes,
)
from tests.gitting import Repo
from tests.support import CHARTER, DIRECTORY

FIGURES = f"{HERE}/measurements.csv"
GONE = "no-silent-weakening: the charter of Meridian Foods and Helix Cold Chain has been removed"
LESS = "no-silent-weakening: target of On time in full: 98 → 95 %"
UNREAD = "yaml: the file"
NAMELESS = "version-bumped: name of Meridian Foods plc in the directory is removed"
AWAY = "partnerships/.a"


def lower(folder: str) -> Step:
    """A lowered target in a charter elsewhere."""
    return edit(TARGET, "target: {value: 95, by: 2027-12-31}", f"{folder}/partnership.yaml")


def closed(status: str) -> tuple[Step, ...]:
    """Another status."""
    return (edit("status: active ", f"status: {status} "),)


def another_repository(repo: Repo) -> None:
    """The folder of the charter becomes a repository of its own."""
    remove(HERE)(repo)
    repo.git("add", "-A")
    nest(HERE)(repo)


STOPPED = [
    attempt("a folder is hidden", GONE, move(HERE, AWAY)),
    attempt("a folder is hidden and named", GONE, move(HERE, AWAY), paths=(AWAY,)),
    attempt("a folder is hidden and another is named", GONE, move(HERE, AWAY), paths=(THERE,)),
    attempt("the preferred one is hidden", "no-silent-weakening: the charter of Meridian Foods and Aurora has been removed", move(THERE, AWAY)),
    attempt("a weaker one comes in its place", LESS, move(HERE, AWAY), copy(AWAY, HERE), LOWER),
    attempt("a weaker one comes under another name", GONE, copy(HERE, "partnerships/b"), move(HERE, AWAY), lower("partnerships/b")),
    attempt("a draft comes in its place", "no-silent-weakening: status: active → draft", move(HERE, AWAY), copy(AWAY, HERE), *closed("draft")),
    attempt("another purpose and title come in its place", "no-silent-weakening: purpose of the partnership is rewritten", move(HERE, AWAY), copy(AWAY, HERE), LOWER, edit("title: Meridian Foods and Helix Cold Chain", "title: A new deal"), edit("purpose: Temp", "purpose: New temp")),
    attempt("it goes step by step", LESS, move(HERE, "partnerships/b"), commit(), move("partnerships/b", "partnerships/.b"), commit(), copy("partnerships/.b", HERE), LOWER),
    attempt("the folder is removed", GONE, remove(HERE)),
    attempt("the folder moves out", GONE, move(HERE, "archive/meridian-helix")),
    attempt("the folder moves down", GONE, move(HERE, "partnerships/old/meridian-helix")),
    attempt("the folder moves into another", GONE, move(HERE, f"{THERE}/meridian-helix")),
    attempt("the file is called .yml", GONE, move(CHARTER, f"{HERE}/partnership.yml")),
    attempt("the file begins with a capital", GONE, move(CHARTER, f"{HERE}/Partnership.yaml")),
    attempt("the file is a backup", GONE, move(CHARTER, f"{HERE}/partnership.yaml.bak")),
    attempt("the file is hidden", GONE, move(CHARTER, f"{HERE}/.partnership.yaml")),
    attempt("the folder begins with a capital", "ids-unique: 'Meridian-Helix' is not a valid id", move(HERE, "partnerships/Meridian-Helix")),
    attempt("the folder is a link", GONE, move(HERE, "kept"), link(HERE, "../kept")),
    attempt("the file is a link", UNREAD, move(CHARTER, "kept.yaml"), link(CHARTER, "../../kept.yaml")),
    attempt("the file is empty", UNREAD, write(CHARTER, "")),
    attempt("the file is damaged", "yaml: this bracket '['", write(CHARTER, "a: [")),
    attempt("the file is no text", UNREAD, write_bytes(CHARTER, b"\xff\xfe\0")),
    attempt("the file is of another encoding", UNREAD, lambda repo: (repo.root / CHARTER).write_bytes(repo.read().encode("utf-16"))),
    attempt("the file is too large", UNREAD, lambda repo: repo.write(CHARTER, f"{repo.read()}# {'x' * (1 << 20)}\n")),
    attempt("the folder is another repository", GONE, another_repository),
    attempt("a further folder is another repository", "guard-changed: partnerships/third is another repository within this one", nest("partnerships/third")),
    attempt("another repository lies among its records", "guard-changed: partnerships/meridian-helix/more is another repository", nest(f"{HERE}/more")),
    attempt("the folder has an accent", "ids-unique: the folder name 'méridian-helix' is not a valid id", move(HERE, "partnerships/m\u00e9ridian-helix")),
    attempt("the folder ends with a space", "ids-unique: the folder name 'meridian-helix ' is not a valid id", move(HERE, "partnerships/meridian-helix ")),
    attempt("minutes are hidden", "records-append-only: the record reviews/2026-10-20-qbr.md has been removed", move(f"{HERE}/reviews", f"{HERE}/.reviews")),
    attempt("minutes are in a folder of another name", "records-append-only: the record reviews/2026-10-20-qbr.md has been removed", move(f"{HERE}/reviews", f"{HERE}/review")),
    attempt("surveys are behind a link", "schema: cannot be read, or is a link", move(f"{HERE}/surveys", "kept"), link(f"{HERE}/surveys", "../../kept")),
    attempt("the settings lead to weaker copies", LESS, copy("partnerships", "charters"), write(SETTINGS, 'partnerships = "charters"\n'), lower("charters/meridian-helix")),
    attempt("the settings lead to copies of other names", GONE, copy("partnerships", "charters"), move("charters/meridian-helix", "charters/h"), write(SETTINGS, 'partnerships = "charters"\n'), lower("charters/h")),
    attempt("other settings lead to weaker copies", LESS, copy("partnerships", "charters"), remove(SETTINGS), write("pyproject.toml", '[tool.trm]\npartnerships = "charters"\n'), lower("charters/meridian-helix")),
    attempt("all charters move to the top", LESS, move(HERE, "meridian-helix"), move(THERE, "meridian-aurora"), move(DIRECTORY, "directory.yaml"), write(SETTINGS, 'partnerships = "."\n'), lower("meridian-helix")),
    attempt("all charters were hidden before", LESS, lower(".p/meridian-helix"), given=(move("partnerships", ".p"), write(SETTINGS, 'partnerships = ".p"\n'))),
    attempt("the portfolio is removed", GONE, remove("partnerships")),
    attempt("the portfolio is a file", GONE, remove("partnerships"), write("partnerships", "x")),
    attempt("the names of two are exchanged", "no-silent-weakening: purpose of the partnership is rewritten", move(HERE, "x"), move(THERE, HERE), move("x", THERE)),
    attempt("another takes its name", "no-silent-weakening: the charter of Meridian Foods and Aurora has been removed", remove(HERE), move(THERE, HERE)),
    attempt("a copy within it is named", LESS, copy(HERE, f"{HERE}/partnerships/meridian-helix"), LOWER, paths=(f"{HERE}/partnerships/meridian-helix",)),
    attempt("figures stay behind", "records-append-only: the record measurements.csv has been removed", move(HERE, "partnerships/h2"), move("partnerships/h2/measurements.csv", FIGURES)),
    attempt("figures are dropped on the way", "records-append-only: the record measurements.csv has been removed", move(HERE, "partnerships/h2"), remove("partnerships/h2/measurements.csv")),
    attempt("the directory is removed", NAMELESS, remove(DIRECTORY)),
    attempt("the directory is hidden", NAMELESS, move(DIRECTORY, "partnerships/.directory.yaml")),
    attempt("the directory is called .yml", NAMELESS, move(DIRECTORY, "partnerships/directory.yml")),
    attempt("it ends", "no-silent-weakening: status: active → ended", *closed("ended")),
    attempt("it is a draft", "no-silent-weakening: status: active → draft", *closed("draft")),
    attempt("it is on trial", "no-silent-weakening: status: active → pilot", *closed("pilot")),
    attempt("it goes back to its beginning", "no-silent-weakening: stage: value-creation → awareness", edit("stage: value-creation ", "stage: awareness ")),
    attempt("it stands for a lesser instrument", "no-silent-weakening: instrument: alliance → memorandum", edit("host: meridian ", "instrument: memorandum\nhost: meridian "), version("2.2.0")),
    attempt("it is of a lower tier", "no-silent-weakening: tier: strategic → transactional", edit("tier: strategic ", "tier: transactional ")),
    attempt("a party is called by a letter that looks alike", "no-silent-weakening: relationship owner of Helix Cold Chain AB is removed", version("3.0.0"), each("helix:", "h\u0435lix:")),
    attempt("a second document follows", "yaml: second", edit("waivers: []\n", "waivers: []\n---\ntitle: x\n")),
    attempt("a KPI is written twice", "yaml: otif", edit("kpis:\n  otif:", "kpis:\n  otif: {}\n  otif:")),
]  # fmt: skip
TOLD = [
    attempt("a partnership that has ended is removed", "no-silent-weakening: (strategic, ended) has been removed with its records", remove(HERE), given=closed("ended")),
    attempt("one on trial is removed", "no-silent-weakening: (strategic, pilot) has been removed with its records", remove(HERE), given=closed("pilot")),
    attempt("a draft is removed", "no-silent-weakening: (strategic, draft) has been removed with its records", remove(HERE), given=closed("draft")),
    attempt("a transactional one is removed", "no-silent-weakening: (transactional, active) has been removed with its records", remove(HERE), given=(edit("tier: strategic ", "tier: transactional "),)),
    attempt("one that has ended is hidden", "trm pr: 1 charter removed", move(HERE, AWAY), given=closed("ended")),
    attempt("the settings lead to hidden folders", "settings-changed: partnerships was 'partnerships', and is now '.p'", move("partnerships", ".p"), write(SETTINGS, 'partnerships = ".p"\n')),
    attempt("a folder gets another name", "trm pr: meridian-helix → h2", move(HERE, "partnerships/h2")),
    attempt("the title is another one", "trm pr: title: Meridian Foods and Aurora → Something else", edit("title: Meridian Foods and Aurora", "title: Something else", AURORA)),
]  # fmt: skip


@attempts(STOPPED)
def test_is_stopped(gate: Gate, tried: Attempt) -> None:
    gate.stops(tried)


@attempts(TOLD)
def test_is_told(gate: Gate, tried: Attempt) -> None:
    gate.tells(tried)


@pytest.mark.parametrize("place", [AWAY, "archive/meridian-helix"])
def test_is_a_removal_in_the_comment(gate: Gate, place: str) -> None:
    gate.findings(attempt("", "", move(HERE, place)))
    assert "1 charter removed" in gate.comment()


def test_what_cannot_be_read_whole_is_not_said_to_have_become_internal(gate: Gate) -> None:
    _, found = gate.findings(attempt("", "", edit(TARGET, TARGET.replace("98", "!!str 98"))))
    assert [one.message for one in found if one.severity == "error"] == [
        "the tag '!!str' has no meaning here"
    ]
