"""Files that nothing reads are named, with what they were probably meant to be."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.support import CHARTER, report
from trm_policy.starter import complete

HERE = "partnerships/meridian-helix"


def told(more: Mapping[str, bytes], without: str = "") -> list[tuple[str, str, str]]:
    """Severity, path and message of what is said of the complete portfolio with other files."""
    files = {path: raw for path, raw in complete().items() if path != without} | more
    return [
        (one.severity.value, one.path.as_posix(), one.message)
        for one in report(files).findings
        if "nothing reads" in one.message or "has no partnership.yaml" in one.message
    ]


MEANT = {
    f"{HERE}/Measurements.csv": "measurements.csv",
    f"{HERE}/measurement.csv": "measurements.csv",
    f"{HERE}/measurments.xlsx": "measurements.csv",
    f"{HERE}/review/2026-10-20-qbr.md": "reviews/2026-10-20-qbr.md",
    f"{HERE}/Reviews/2026-10-21-qbr.md": "reviews/2026-10-21-qbr.md",
    f"{HERE}/2026-10-22-qbr.md": "reviews/2026-10-22-qbr.md",
    f"{HERE}/minutes/2026-10-22-qbr.md": "reviews/2026-10-22-qbr.md",
    f"{HERE}/survey/2025.csv": "surveys/2025.csv",
    f"{HERE}/survey 2025.csv": "surveys/2025.csv",
    f"{HERE}/escalation/2026-009.md": "escalations/2026-009.md",
    f"{HERE}/2026-009.md": "escalations/2026-009.md",
    f"{HERE}/people.yaml": "partnerships/directory.yaml",
    f"{HERE}/depot/partnership.yaml": "partnerships/depot/partnership.yaml",
    "partnerships/acme.yaml": "acme/partnership.yaml",
    "partnerships/Acme Ltd.yml": "acme-ltd/partnership.yaml",
    "partnerships/measurements.csv": "ID/measurements.csv",
}


@pytest.mark.parametrize(("path", "meant"), list(MEANT.items()), ids=list(MEANT))
def test_a_file_that_is_not_read_is_named_with_what_it_was_meant_to_be(
    path: str, meant: str
) -> None:
    folder = HERE if path.startswith(HERE) else "partnerships"
    inner = path.removeprefix(f"{folder}/")
    without = f"{folder}/{meant}" if f"{folder}/{meant}" in complete() else ""
    assert told({path: b"x\n"}, without) == [
        ("error", path, f"nothing reads {inner!r}; it was probably meant to be {meant!r}")
    ]


@pytest.mark.parametrize(
    ("name", "there"),
    [
        ("measurements.csv", "measurements.CSV"),
        ("measurements.csv", "measurements.xlsx"),
        ("surveys/2026.csv", "survey/2026.csv"),
        ("reviews/2026-10-20-qbr.md", "minutes/2026-10-20-qbr.md"),
        ("reviews/2026-10-14-annual.md", "2026-10-14-annual.md"),
    ],
)
def test_a_record_of_a_wrong_name_is_not_missed_as_well(name: str, there: str) -> None:
    files = dict(complete())
    moved = files.pop(f"{HERE}/{name}")
    gone = {one.rule for one in report(files).findings}
    assert gone  # somebody asks for it where nothing stands for it
    assert [
        (one.rule, one.path.as_posix())
        for one in report(files | {f"{HERE}/{there}": moved}).findings
    ] == [("schema", f"{HERE}/{there}")]


@pytest.mark.parametrize(
    ("name", "way"),
    [
        ("measurments.xlsx", "Save it as CSV as 'measurements.csv', or move it out"),
        ("figures.ods", "Save it as CSV as 'measurements.csv', or move it out"),
        ("survey 2025.xlsx", "Save it as CSV as 'surveys/2025.csv', or move it out"),
        ("measurment.csv", "Move it to 'measurements.csv', or out"),
    ],
)
def test_a_spreadsheet_is_saved_as_what_is_read_and_not_only_moved(name: str, way: str) -> None:
    files = {path: raw for path, raw in complete().items() if path != f"{HERE}/measurements.csv"}
    found = report(files | {f"{HERE}/{name}": b"x\n"}).findings
    assert [one.help for one in found if one.path.name == name] == [
        f"{way} of the folder with the charters."
    ]


COPIES = {
    f"{HERE}/partnership (1).yaml": "partnership.yaml",
    f"{HERE}/partnership.yml": "partnership.yaml",
    f"{HERE}/Partnership.yaml": "partnership.yaml",
    f"{HERE}/partnership - Copy.yaml": "partnership.yaml",
    f"{HERE}/partnership.yaml.bak": "partnership.yaml",
    f"{HERE}/charter.yaml": "partnership.yaml",
    f"{HERE}/measurements (2).csv": "measurements.csv",
    f"{HERE}/kpis 2026.csv": "measurements.csv",
    "partnerships/directory (1).yaml": "directory.yaml",
    "partnerships/directory.yml": "directory.yaml",
    "partnerships/Directory.yaml": "directory.yaml",
}


@pytest.mark.parametrize(("path", "meant"), list(COPIES.items()), ids=list(COPIES))
def test_a_copy_of_what_is_read_is_named_as_one(path: str, meant: str) -> None:
    folder = HERE if path.startswith(HERE) else "partnerships"
    inner = path.removeprefix(f"{folder}/")
    assert told({path: b"x: y\n"}) == [
        ("error", path, f"nothing reads {inner!r}, which looks like a copy of {meant!r}")
    ]


def test_data_that_nothing_reads_is_a_warning_and_any_other_file_a_remark() -> None:
    files = {
        f"{HERE}/contacts.csv": b"x\n",
        f"{HERE}/notes.md": b"x\n",
        f"{HERE}/attachments/signed.pdf": b"x",
        "partnerships/overview.docx": b"x",
    }
    assert told(files) == [
        ("info", f"{HERE}/attachments/signed.pdf", "nothing reads 'attachments/signed.pdf'"),
        ("warning", f"{HERE}/contacts.csv", "nothing reads 'contacts.csv'"),
        ("info", f"{HERE}/notes.md", "nothing reads 'notes.md'"),
        ("info", "partnerships/overview.docx", "nothing reads 'overview.docx'"),
    ]


def test_what_is_linked_or_stands_beside_for_people_is_left_alone() -> None:
    charter = complete()[CHARTER] + b"\nextensions:\n  contract: attachments/signed copy.pdf\n"
    files = {
        CHARTER: charter,
        f"{HERE}/attachments/signed copy.pdf": b"x",
        f"{HERE}/README.md": b"[Figures](raw%20figures.csv)\n",
        f"{HERE}/reviews/README.md": b"x\n",
        f"{HERE}/raw figures.csv": b"x\n",
        "partnerships/README.md": b"See overview.docx.\n",
        "partnerships/overview.docx": b"x",
        "partnerships/imports.yaml": b"imports: {}\n",
    }
    assert told(files) == []


def test_a_folder_whose_charter_is_called_otherwise_is_told_by_what() -> None:
    assert told({"partnerships/acme/partnership.yml": b"title: x\n"}) == [
        (
            "error",
            "partnerships/acme/partnership.yml",
            "the folder 'acme' has no partnership.yaml, but 'partnership.yml'",
        )
    ]
