"""Countries, their parts and time zones: codes are checked, names are understood."""

from __future__ import annotations

from importlib.resources import files
from zoneinfo import ZoneInfo

import holidays
import pytest

from trm_policy.timing import parse_country, parse_subdivision, parse_timezone
from trm_policy.timing.codes import COUNTRY_NAMES, OTHER_NAMES, REGIONS, UNOFFICIAL

ISO_3166 = files("tzdata") / "zoneinfo" / "iso3166.tab"


def test_the_countries_are_those_of_the_time_zone_database() -> None:
    lines = ISO_3166.read_text(encoding="utf-8").splitlines()
    rows = (line.partition("\t") for line in lines if not line.startswith("#"))
    assert {code: name for code, _, name in rows} == COUNTRY_NAMES


def test_no_other_name_leads_nowhere() -> None:
    assert set(OTHER_NAMES.values()) <= set(COUNTRY_NAMES)
    assert not set(UNOFFICIAL) & set(COUNTRY_NAMES)


def test_every_part_of_a_country_has_its_holidays() -> None:
    known = holidays.list_supported_countries(include_aliases=False)
    assert {country: codes - set(known[country]) for country, codes in REGIONS.items()} == {
        country: frozenset() for country in REGIONS
    }


@pytest.mark.parametrize(
    ("text", "code"), [("DE", "DE"), (" gb ", "GB"), ("AQ", "AQ"), ("XK", "XK")]
)
def test_a_country_is_two_letters(text: str, code: str) -> None:
    assert parse_country(text) == code


FORM = "write the two letters of ISO 3166-1, such as 'DE' or 'GB'"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Germany", "did you mean 'DE'? Otherwise "),
        ("Germnay", "did you mean 'DE'? Otherwise "),
        ("UK", "did you mean 'GB'? Otherwise "),
        ("united kingdom", "did you mean 'GB'? Otherwise "),
        ("ZZ", ""),
        ("", ""),
        ("ÀÉ", ""),
    ],
)
def test_what_is_no_country_gets_its_code_proposed(text: str, hint: str) -> None:
    with pytest.raises(ValueError) as refused:
        parse_country(text)
    assert str(refused.value) == f"{text!r} is not a country: {hint}{FORM}"


@pytest.mark.parametrize(
    ("text", "code"),
    [("GB-ENG", "GB-ENG"), ("de-by", "DE-BY"), ("SE-AB", "SE-AB"), ("US-NY", "US-NY")],
)
def test_a_subdivision_is_country_and_part(text: str, code: str) -> None:
    assert parse_subdivision(text) == code


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "ENG",
            (
                "'ENG' is not a part of a country: write country and part as in ISO "
                "3166-2, such as "
                "'GB-ENG'"
            ),
        ),
        (
            "UK-ENG",
            (
                "'UK-ENG' names no country before the hyphen: did you mean 'GB'? "
                "Otherwise write the "
                "two letters of ISO 3166-1, such as 'DE' or 'GB'"
            ),
        ),
        (
            "GB-LND",
            (
                "'GB-LND' is not a part of GB with public holidays of its own: leave it out, "
                "or choose "
                "from GB-ENG, GB-NIR, GB-SCT, GB-WLS"
            ),
        ),
    ],
)
def test_what_is_no_subdivision_is_told_the_choices(text: str, message: str) -> None:
    with pytest.raises(ValueError) as refused:
        parse_subdivision(text)
    assert str(refused.value) == message


def test_a_subdivision_lies_in_its_country() -> None:
    assert parse_subdivision("DE-BE", "DE") == "DE-BE"
    with pytest.raises(ValueError) as refused:
        parse_subdivision("DE-BE", "SE")
    assert str(refused.value) == (
        "'DE-BE' is not a part of SE: write 'SE-' and the part, or correct the country"
    )


def test_a_time_zone_is_known_by_its_name() -> None:
    assert parse_timezone(" Asia/Kolkata ") is ZoneInfo("Asia/Kolkata")
    assert parse_timezone("UTC").key == "UTC"


ZONE_FORM = "write region and city as in the time zone database, such as 'Europe/Berlin'"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Berlin", "did you mean 'Europe/Berlin'? Otherwise "),
        ("New York", "did you mean 'America/New_York'? Otherwise "),
        ("Europe/Stokholm", "did you mean 'Europe/Stockholm'? Otherwise "),
        ("BST", ""),
        ("+01:00", ""),
        ("", ""),
        ("Europe", ""),
        ("localtime", ""),
        ("posix/Europe/Berlin", ""),
        ("../../etc/passwd", ""),
        ("/etc/passwd", ""),
        ("Europe/Berlin\x00", ""),
    ],
)
def test_what_is_no_time_zone_gets_the_nearest_proposed(text: str, hint: str) -> None:
    with pytest.raises(ValueError) as refused:
        parse_timezone(text)
    message = str(refused.value)
    assert message.startswith(f"{text!r} is not a time zone: {hint}")
    assert message.endswith(ZONE_FORM)
