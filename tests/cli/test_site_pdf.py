"""``trm site pdf`` for those who sign."""

from __future__ import annotations

import hashlib
import re
import shutil
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdfium2 import PdfDocument

from tests.publish.browsing import trm, written
from tests.publish.hostile import hostile_files
from tests.support import edited
from trm_policy.errors import TrmError
from trm_policy.starter import complete

REPOSITORY = Path(__file__).parents[2]
CHARTER = REPOSITORY / "partnerships" / "meridian-helix" / "partnership.yaml"
DAY = ("--as-of", "2026-11-22")


def pdf(root: Path, target: Path, *words: str) -> bytes:
    result = trm("-C", str(root), "site", "pdf", *DAY, *words, "--output", str(target))
    assert result.exception is None, result.exception
    return target.read_bytes()


def pages(raw: bytes) -> list[str]:
    """What stands on each page, as Chromium's own reader sees it: pypdf takes ten times as long."""
    document = PdfDocument(raw)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return ["\n".join(text.splitlines()) for text in texts]


def words(raw: bytes) -> str:
    """All that it says, in one line."""
    return " ".join("\n".join(pages(raw)).split())


def addresses(raw: bytes) -> set[str]:
    found = set()
    for page in PdfReader(BytesIO(raw)).pages:
        for note in page.get("/Annots") or []:
            action = note.get_object().get("/A")
            if action is not None and "/URI" in action:
                found.add(str(action["/URI"]))
    return found


def refusal(root: Path, *words: str) -> str:
    result = trm("-C", str(root), "site", "pdf", *words, *DAY)
    assert isinstance(result.exception, TrmError)
    return str(result.exception)


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A charter of the reference portfolio, printed once."""
    return pdf(REPOSITORY, tmp_path_factory.mktemp("agreed") / "one.pdf", "meridian-helix")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return written(tmp_path / "repository", complete())


def test_each_page_names_title_version_day_digest_and_number(signed: bytes) -> None:
    seen = pages(signed)
    digest = hashlib.sha256(CHARTER.read_bytes()).hexdigest()
    edition = f"Version 2.1.3 · as of 22 November 2026 · SHA-256 {digest[:16]}…"
    for number, page in enumerate(seen, 1):
        assert "Meridian Foods and Helix Cold Chain" in page
        assert edition in page
        assert f"Page {number} of {len(seen)}" in page


def test_the_last_page_holds_the_whole_digest_and_a_place_for_each_party(signed: bytes) -> None:
    last = pages(signed)[-1]
    assert "Version 2.1.3 of this charter, as of 22 November 2026. SHA-256 of its file:" in last
    assert hashlib.sha256(CHARTER.read_bytes()).hexdigest() in last.splitlines()
    parties = re.findall(r"^For (.*)$", last, re.MULTILINE)
    assert parties == ["Meridian Foods plc", "Helix Cold Chain AB"]
    assert last.count("Place and date Signature") == len(parties)
    assert all(one.startswith(("mailto:", "https://")) for one in addresses(signed))


def test_the_document_holds_what_is_agreed(signed: bytes) -> None:
    seen = words(signed)
    for agreed in (
        "Both teams raise problems early and settle them low.",
        "Formula 100 * orders on time and complete / orders due",
        "Target 98 % by 31 Dec 2027",
        "Tolerance 1.5 percentage points from plan",
        "Source Helix transport system, order export",
        "Any party judges that trust is at stake",
        "ravi.menon @meridian.example",
        "Loss of the Leeds depot",
        "Complaints reviewed jointly each month",
        "Standby contract with a second carrier for 60 % of volume.",
    ):
        assert agreed in seen


def test_nothing_in_the_document_moves_by_itself(tmp_path: Path) -> None:
    """Of the same charter without any record, three months later, the same is signed."""
    owed = "{audit: {what: Audit, by: helix, every: quarterly, before: 2026-12-31}}"
    files = edited(("\ncommitments:", f"\nobligations: {owed}\ncommitments:"))
    root = written(tmp_path / "repository", files)
    folder = root / "partnerships" / "meridian-helix"
    now = words(pdf(root, tmp_path / "now.pdf", "meridian-helix"))
    for kept in ("measurements.csv", "reviews", "escalations", "surveys"):
        found = folder / kept
        shutil.rmtree(found) if found.is_dir() else found.unlink()
    later = pdf(root, tmp_path / "later.pdf", "meridian-helix", "--as-of", "2027-02-22")
    assert words(later) == now.replace("22 November 2026", "22 February 2027")


def test_an_extract_for_the_public_says_so_and_is_not_for_signing(
    root: Path, tmp_path: Path
) -> None:
    charter = root / "partnerships" / "meridian-helix" / "partnership.yaml"
    said = charter.read_text()
    assert "audience: partner" in said
    charter.write_text(said.replace("audience: partner", "audience: public"))
    seen = words(pdf(root, tmp_path / "one.pdf", "meridian-helix", "--audience", "public"))
    assert "Extract of a partnership charter" in seen
    assert "This is the public part of the charter. It is not for signature." in seen
    assert "Signature" not in seen


def test_a_charter_of_which_a_part_cannot_be_read_is_not_for_signing(
    root: Path, tmp_path: Path
) -> None:
    charter = root / "partnerships" / "meridian-helix" / "partnership.yaml"
    charter.write_text(charter.read_text().replace("likelihood: 2", "likelihood: often", 1))
    seen = words(pdf(root, tmp_path / "one.pdf", "meridian-helix"))
    assert "1 entry of this charter could not be read and is missing here" in seen
    assert "Not for signature" in seen
    assert "Place and date" not in seen


def test_the_same_charter_on_the_same_day_gives_the_same_bytes(tmp_path: Path) -> None:
    first = pdf(REPOSITORY, tmp_path / "one.pdf", "aire-scales")
    assert pdf(REPOSITORY, tmp_path / "two.pdf", "aire-scales") == first


def test_another_audience_signs_what_it_is_shown_under_a_digest_of_its_own(
    root: Path, tmp_path: Path
) -> None:
    own = "\n".join(pages(pdf(root, tmp_path / "own.pdf", "meridian-helix")))
    words = ("meridian-helix", "--audience", "partner:helix")
    theirs = "\n".join(pages(pdf(root, tmp_path / "theirs.pdf", *words)))
    found = [re.findall(r"\b[0-9a-f]{64}\b", text) for text in (own, theirs)]
    assert [len(one) for one in found] == [1, 1]
    assert found[0] != found[1]
    assert "SHA-256 of what is shown here:" in theirs
    charter = root / "partnerships" / "meridian-helix" / "partnership.yaml"
    hidden = charter.read_text().replace("segmentation:", "# a remark\nsegmentation:")
    charter.write_text(hidden)
    again = "\n".join(pages(pdf(root, tmp_path / "again.pdf", *words)))
    assert re.findall(r"\b[0-9a-f]{64}\b", again) == found[1]


def test_an_attacking_charter_is_printed_as_text(tmp_path: Path) -> None:
    root = written(tmp_path / "hostile", hostile_files())
    raw = pdf(root, tmp_path / "hostile.pdf", "texts")
    seen = "\n".join(pages(raw))
    assert "<script>alert(2)</script>" in seen
    assert "51748" not in seen.replace("\n", "")
    schemes = {one.partition(":")[0] for one in addresses(raw)}
    assert schemes <= {"http", "https", "mailto"}
    assert b"/JavaScript" not in raw


def test_what_cannot_be_printed_is_named(root: Path) -> None:
    assert refusal(root, "meridian-helx") == (
        "no partnership is called 'meridian-helx'; did you mean 'meridian-helix'?"
    )
    assert refusal(root, "meridian-helix", "--audience", "partner:helx") == (
        "'meridian-helix' has no party 'helx'; did you mean 'helix'?"
    )
    assert "is not for public: its audience is partner" in refusal(
        root, "meridian-helix", "--audience", "public"
    )
    broken = root / "partnerships" / "meridian-helix" / "partnership.yaml"
    broken.write_text("title: 'never closed\n")
    said = refusal(root, "meridian-helix")
    assert "cannot be read; 'trm check meridian-helix' shows where" in said


def test_without_a_browser_the_way_to_one_is_told(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert refusal(root, "meridian-helix") == (
        "a PDF is made by Chromium, and none was found; install it (Debian: apt-get install "
        "chromium), or open the page on the site and print it from your browser"
    )


def test_a_browser_that_fails_leaves_the_old_file(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "bin" / "chromium"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\necho 'no memory left' >&2\nexit 9\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    target = tmp_path / "old.pdf"
    target.write_bytes(b"old")
    words = ("meridian-helix", "--output", str(target))
    assert refusal(root, *words) == f"{program} failed: no memory left"
    assert target.read_bytes() == b"old"
