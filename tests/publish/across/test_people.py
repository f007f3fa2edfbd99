"""The directory of people and committees."""

from __future__ import annotations

from tests.publish.across.reading import pages, tables, words
from tests.publish.test_pages import copies
from tests.support import CHARTER, edited

PATH = "people/index.md"
PUBLIC = edited(("audience: partner ", "audience: public "))
HELIX = "Meridian Foods and Helix Cold Chain"


NAMES = [
    "Ada Okafor", "Jonas Lindqvist", "Lena Hart", "Mikael Berg", "Nils Dahl", "Ravi Menon",
    "Sofia Ek", "Tom Ellis",
]  # fmt: skip


def names(*edits: tuple[bytes, bytes]) -> list[str]:
    found = tables(pages(files=copies(second=edits))[PATH])["Contacts"]
    return [row[0].split(" |")[0] for row in found[1:]]


def test_who_is_listed_in_several_charters_is_one_person() -> None:
    found = tables(pages(files=copies(second=()))[PATH])["Contacts"]
    assert names() == NAMES
    ada = next(row for row in found if row[0].startswith("Ada Okafor"))
    assert ada[1] == "ada.okafor@meridian.example | Deputy: Lena Hart"
    assert (HELIX in ada[2], "second Foods and Helix" in ada[2]) == (True, True)


def test_who_has_another_id_in_another_charter_is_the_same_person() -> None:
    assert names((b"nils", b"nd"), (b"nd.dahl@", b"nils.dahl@")) == NAMES
    assert names((b"    email: nils.dahl@helix.example\n", b"")) == NAMES


def test_an_accent_that_is_coded_otherwise_makes_no_other_person() -> None:
    files = copies(second=((b"Nils Dahl", "Nils Da\u030ahl".encode()),))
    files[CHARTER] = files[CHARTER].replace(b"Nils Dahl", "Nils Dåhl".encode())
    found = tables(pages(files=files)[PATH])["Contacts"]
    assert [row[0].split(" |")[0] for row in found[1:]] == [
        name.replace("Dahl", "Dåhl") for name in NAMES
    ]


def test_namesakes_with_other_addresses_are_two_people() -> None:
    assert names((b"email: nils.dahl@helix", b"email: n.dahl@helix")) == sorted(
        [*NAMES, "Nils Dahl"]
    )


def test_committees_tell_who_sits_there_for_whom() -> None:
    told = words(pages()[PATH].html)
    assert (
        "Operations board Operational Tom Ellis , Co-chair Meridian Foods plc Nils Dahl , Co-chair "
        "Helix Cold Chain AB Ravi Menon , Member Meridian Foods plc"
    ) in told
    assert "Executive sponsors Ada Okafor Meridian Foods plc Jonas Lindqvist Helix Cold" in told


def test_the_public_is_told_of_seats_and_of_nobody_in_them() -> None:
    page = pages("public", PUBLIC)[PATH]
    assert [heading.title for heading in page.headings] == ["Committee members"]
    told = words(page.html)
    assert "Joint steering committee Steering 2 co-chairs, 2 members, 2 secretaries" in told
    assert "Okafor" not in page.html


def test_a_partnership_that_the_audience_may_not_know_of_has_no_directory() -> None:
    assert PATH not in pages("public")
