"""``trm site export`` as people use it."""

from __future__ import annotations

import re
from pathlib import Path

from markdown_it import MarkdownIt

from tests.publish.browsing import written
from tests.publish.hostile import hostile_files
from tests.running import trm

DAY = ("--as-of", "2026-11-22")


def export(folder: Path, *words: str) -> None:
    done = trm("site", "export", *DAY, *words, cwd=folder)
    assert done.returncode == 0, done.stderr


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_charter_is_a_page_with_its_scorecard_and_calendar(repository: Path) -> None:
    export(repository, "out")
    text = (repository / "out/partnerships/meridian-helix.md").read_text("utf-8")
    assert text.startswith('---\ntitle: "Meridian Foods and Helix Cold Chain"\n---\n')
    assert "As of 22 November 2026." in text
    assert "| Stage | Value creation |" in text
    assert "| On time in full | Green | 97.2 % (2026-10) | 95.67 % | 98 % (31 December 2027) |" in (
        text.replace("&#40;", "(").replace("&#41;", ")").replace("&#37;", "%")
    )
    assert "- [Calendar](meridian-helix/calendar.ics)" in text
    index = (repository / "out/index.md").read_text("utf-8")
    assert "[Meridian Foods and Helix Cold Chain](partnerships/meridian-helix.md)" in index


def test_a_page_tells_whom_to_call_at_which_address_and_who_sits_where(repository: Path) -> None:
    export(repository, "out")
    text = (repository / "out/partnerships/meridian-helix.md").read_text("utf-8")
    html = MarkdownIt("commonmark").enable("table").render(text.split("\n---\n", 1)[1])
    cells = [re.sub(r"<[^>]+>", "", row).split("\n") for row in html.split("<tr>")]
    rows = [" | ".join(filter(None, row)) for row in cells]
    assert "Ravi Menon | Meridian Foods plc | Relationship owner | ravi.menon@meridian.example" in (
        rows
    )
    assert 'href="mailto:ravi.menon@meridian.example"' in html
    assert "Joint steering committee | Ada Okafor | Meridian Foods plc | Co-chair" in rows
    assert (
        "Operations | Tom Ellis | Meridian Foods plc | tom.ellis@meridian.example | "
        "2 working hours | 1 working day"
    ) in rows
    assert (
        "Loss of the Leeds depot | 2 × 5 | Warm standby at Hull; rehearsed every half-year. | "
        "Nils Dahl | 31 March 2027"
    ) in rows


def test_an_export_is_replaced_and_nothing_else_is(repository: Path) -> None:
    export(repository, "out")
    first = files(repository / "out")
    (repository / "out" / "gone.md").write_text("old", "utf-8")
    export(repository, "out")
    assert files(repository / "out") == first
    mine = repository / "mine"
    mine.mkdir()
    (mine / "letter.txt").write_text("keep me", "utf-8")
    for place in ("mine", "."):
        done = trm("site", "export", place, *DAY, cwd=repository)
        assert done.returncode == 2
        assert "contains files that are not part of an export and would be lost" in done.stderr
    assert files(mine) == {"letter.txt": b"keep me"}


def test_what_people_wrote_is_neither_markup_nor_a_template(tmp_path: Path) -> None:
    root = written(tmp_path, hostile_files())
    export(root, "out")
    pages = list((root / "out").rglob("*.md"))
    assert len(pages) > 3
    for page in pages:
        text = page.read_text("utf-8")
        body = text.split("\n---\n", 1)[1]
        html = MarkdownIt("commonmark", {"html": True}).enable("table").render(body)
        for live in ("<img", "<script", "<svg", "<details", 'javascript:alert(4)"', 'src="'):
            assert live not in html
        for sign in ("{{", "{%", "{:", "--8<", "[TOC]"):
            assert sign not in text


def test_the_public_has_no_page_of_a_charter_that_is_not_for_it(repository: Path) -> None:
    export(repository, "out", "--audience", "public")
    told = b"".join(files(repository / "out").values())
    assert b"elix" not in told
    assert sorted(p for p in files(repository / "out") if p.endswith(".md")) == ["index.md"]
