"""``trm new`` as its users run it: flags, questions on a real terminal, and files on disk."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from tests.running import trm
from trm_policy.document.yaml_reader import read_yaml
from trm_policy.starter import complete


def charter(folder: Path, name: str = "acme") -> Any:
    raw = (folder / "partnerships" / name / "partnership.yaml").read_bytes()
    return read_yaml(PurePosixPath("partnership.yaml"), raw).data


def test_a_draft_is_written_and_checks_without_an_error(tmp_path: Path) -> None:
    done = trm("new", "acme", "--as-of", "2026-11-22", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "Wrote partnerships/acme/partnership.yaml: the draft of a preferred partner charter.\n"
        "\n"
        "Next:\n"
        "  1. Open it and replace each TBD; there are 19. The rest is a proposal.\n"
        "  2. trm check partnerships/acme\n"
        "     lists what is still open. In a draft none of it is an error.\n"
        "  3. Once every party has agreed, write 'status: active'.\n"
    )
    text = (tmp_path / "partnerships/acme/partnership.yaml").read_text("utf-8")
    assert len(re.findall(r"[:-] TBD", text)) == 19
    checked = trm("check", "partnerships/acme", "--as-of", "2026-11-22", cwd=tmp_path)
    assert (checked.returncode, checked.stderr) == (0, "")
    assert checked.stdout.splitlines()[-2].endswith("24 warnings")


def test_the_members_of_a_consortium_are_represented(tmp_path: Path) -> None:
    done = trm("new", "acme", "--instrument", "consortium", cwd=tmp_path)
    assert done.stdout.splitlines()[0].endswith("the draft of a preferred partner consortium.")
    seats = charter(tmp_path)["committees"]["steering"]["members"]
    assert [seat["person"] for seat in seats] == ["us-representative", "partner-representative"]


def test_flags_say_everything(tmp_path: Path) -> None:
    done = trm(
        *("new", "acme", "--yes", "--title", 'Acme: "us" & <b>them</b>'),
        *("--relationship", "customer", "--tier", "strategic", "--start", "2027-03-01"),
        *("--host", "Meridian Foods plc", "--party", "Acme AG", "--party", "dock=Port, Hull #1"),
        *("--owner", "meridian=Ravi Menon <ravi@meridian.example>"),
        *("--owner", "Acme AG=Jo {{ 7*7 }} <jo@acme.example>"),
        *("--sponsor", "dock=Dee O'Hara"),
        cwd=tmp_path,
    )
    assert (done.returncode, done.stderr) == (0, "")
    data = charter(tmp_path)
    assert (data["title"], data["relationship"], data["tier"], data["status"]) == (
        'Acme: "us" & <b>them</b>',
        "customer",
        "strategic",
        "draft",
    )
    assert str(data["term"]["start"]) == "2027-03-01"
    assert {id_: party["name"] for id_, party in data["parties"].items()} == {
        "meridian": "Meridian Foods plc",
        "acme": "Acme AG",
        "dock": "Port, Hull #1",
    }
    assert data["owners"] == {"meridian": "ravi", "acme": "jo", "dock": "dock-owner"}
    assert data["sponsors"] == {
        "meridian": "meridian-sponsor",
        "acme": "acme-sponsor",
        "dock": "dee",
    }
    people = {id_: (p["name"], p.get("email")) for id_, p in data["people"].items()}
    assert (people["jo"], people["dee"]) == (
        ("Jo {{ 7*7 }}", "jo@acme.example"),
        ("Dee O'Hara", None),
    )


def test_a_wrong_id_is_answered_with_a_right_one(tmp_path: Path) -> None:
    done = trm("new", "Acme Ltd.", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (
        2,
        "",
        (
            "trm: 'Acme Ltd.' cannot be an id: an id starts with a lower-case letter and has "
            "only lower-case letters, digits and hyphens, at most 60 characters; try 'acme-ltd'\n"
        ),
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("there", ["acme", "Acme"])
def test_a_charter_that_is_there_is_never_overwritten(tmp_path: Path, there: str) -> None:
    file = tmp_path / "partnerships" / there / "partnership.yaml"
    file.parent.mkdir(parents=True)
    file.write_text("title: mine\n")
    done = trm("new", "acme", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (
        2,
        "",
        (
            f"trm: there is a charter partnerships/{there}/partnership.yaml already, which is "
            "not changed; edit it, or choose another id such as 'acme-2'\n"
        ),
    )
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [file]
    assert file.read_text() == "title: mine\n"


def test_a_link_that_leads_nowhere_is_not_overwritten_either(tmp_path: Path) -> None:
    file = tmp_path / "partnerships/acme/partnership.yaml"
    file.parent.mkdir(parents=True)
    file.symlink_to(tmp_path / "elsewhere")
    assert trm("new", "acme", cwd=tmp_path).returncode == 2
    assert file.is_symlink()
    assert not (tmp_path / "elsewhere").exists()


def test_the_folder_of_the_settings_is_used(tmp_path: Path) -> None:
    (tmp_path / "trm.toml").write_text('partnerships = "deals"\n')
    assert trm("new", "acme", cwd=tmp_path).returncode == 0
    assert (tmp_path / "deals/acme/partnership.yaml").is_file()


def test_who_is_in_the_directory_is_named_by_id(tmp_path: Path) -> None:
    for name, raw in complete().items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    done = trm(
        *("new", "acme", "--tier", "transactional", "--party", "Acme AG"),
        *("--owner", "meridian=ada", "--owner", "acme=Jo Ek <jo@acme.example>"),
        cwd=tmp_path,
    )
    assert (done.returncode, done.stderr) == (0, "")
    data = charter(tmp_path)
    assert data["parties"]["meridian"]["organisation"] == "meridian-foods"
    assert data["owners"] == {"meridian": "ada", "acme": "jo"}
    assert list(data["people"]) == ["jo"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--owner", "acme=Jo"], "trm: no party is called 'acme'; choose from: us, partner\n"),
        (
            ["--title", "a\nb"],
            "trm: the title must be one line of visible characters; type it again\n",
        ),
        (["--tier", "gold"], "Invalid value for '--tier': 'gold' is not one of"),
        (["--start", "soon"], "Invalid value for '--start': 'soon' does not match"),
    ],
)
def test_what_is_not_understood_is_usage_and_writes_nothing(
    tmp_path: Path, words: list[str], said: str
) -> None:
    done = trm("new", "acme", *words, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert list(tmp_path.iterdir()) == []
