"""The directory of people and committees."""

from __future__ import annotations

from tests.publish.across.reading import pages, tables, words
from tests.publish.test_pages import copies
from tests.support import edited

PATH = "people/index.md"
PUBLIC = edited(("audience: partner ", "audience: public "))
HELIX = "Meridian Foods and Helix Cold Chain"


def test_people_of_the_directory_are_told_once_and_those_of_a_charter_in_each() -> None:
    found = tables(pages(files=copies(second=()))[PATH])["Contacts"]
    names = [row[0].split(" |")[0] for row in found[1:]]
    assert names == [
        "Ada Okafor", "Jonas Lindqvist", "Jonas Lindqvist", "Lena Hart", "Mikael Berg",
        "Mikael Berg", "Nils Dahl", "Nils Dahl", "Ravi Menon", "Ravi Menon", "Sofia Ek",
        "Sofia Ek", "Tom Ellis", "Tom Ellis",
    ]  # fmt: skip
    ada = next(row for row in found if row[0].startswith("Ada Okafor"))
    assert ada[1] == "ada.okafor@meridian.example | Deputy: Lena Hart"
    assert (HELIX in ada[2], "second Foods and Helix" in ada[2]) == (True, True)


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
