"""Where a party is: its country, subdivision and time zone, as codes that are checked."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from trm_policy.wording.text import quoted

_COUNTRY = re.compile(r"[A-Za-z]{2}")
_SUBDIVISION = re.compile(r"([A-Za-z]{2})-([A-Za-z0-9]{1,3})")
_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}")
_NOT_ZONES = ("posix", "right", "posixrules", "localtime", "factory")
"""Files beside the time zones: other reckonings, and whatever this one machine is set to."""
_SHORTEST, _LONGEST = 4, 60
"""How many letters a name has that is worth a guess."""
_COUNTRY_FORM = "write the two letters of ISO 3166-1, such as 'DE' or 'GB'"
_SUBDIVISION_FORM = "write country and part as in ISO 3166-2, such as 'GB-ENG'"
_ZONE_FORM = "write region and city as in the time zone database, such as 'Europe/Berlin'"


def parse_country(text: str) -> str:
    """The ISO 3166-1 code of two capital letters that ``text`` says, in any case of letters.

    A country whose public holidays nobody has listed is valid. Raises ValueError with a sentence
    for its author, which proposes the code for a country's name.
    """
    from trm_policy.timing.codes import COUNTRY_NAMES, UNOFFICIAL

    code = text.strip().upper()
    if _COUNTRY.fullmatch(code) and (code in COUNTRY_NAMES or code in UNOFFICIAL):
        return code
    raise ValueError(f"{quoted(text)} is not a country: {_meant_country(text)}{_COUNTRY_FORM}")


def parse_subdivision(text: str, country: str | None = None) -> str:
    """The ISO 3166-2 code that ``text`` says, in capitals.

    Where public holidays are known to differ within a country, it is one of those parts; elsewhere
    any part will do, as all keep the same days. Raises ValueError with a sentence for its author,
    also if ``country`` is given and the part lies elsewhere.
    """
    from trm_policy.timing.codes import COUNTRY_NAMES, REGIONS

    match = _SUBDIVISION.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{quoted(text)} is not a part of a country: {_SUBDIVISION_FORM}")
    owner, part = match[1].upper(), match[2].upper()
    if country is not None and owner != country:
        raise ValueError(
            f"{quoted(text)} is not a part of {country}: write '{country}-' and the part, or "
            "correct the country"
        )
    if owner not in COUNTRY_NAMES:
        meant = _meant_country(owner)
        raise ValueError(
            f"{quoted(text)} names no country before the hyphen: {meant}{_COUNTRY_FORM}"
        )
    if owner in REGIONS and part not in REGIONS[owner]:
        choices = ", ".join(f"{owner}-{known}" for known in sorted(REGIONS[owner]))
        raise ValueError(
            f"{quoted(text)} is not a part of {owner} with public holidays of its own: leave it "
            "out, "
            f"or choose from {choices}"
        )
    return f"{owner}-{part}"


def parse_timezone(text: str) -> ZoneInfo:
    """The zone of the time zone database that ``text`` names, as the database spells it.

    Raises ValueError with a sentence for its author, which proposes the nearest name; a city is
    enough for that.
    """
    name = text.strip()
    if _ZONE.fullmatch(name) and name.split("/")[0].lower() not in _NOT_ZONES:
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            pass  # the same message for every way of not being a zone
    raise ValueError(f"{quoted(text)} is not a time zone: {_meant_zone(name)}{_ZONE_FORM}")


def _meant_country(text: str) -> str:
    """A proposal for what may be a country's name, or nothing."""
    from trm_policy.timing.codes import COUNTRY_NAMES, OTHER_NAMES

    codes = {name.lower(): code for code, name in COUNTRY_NAMES.items()}
    codes |= {name.lower(): code for name, code in OTHER_NAMES.items()}
    name = text.strip().lower()
    near = name if name in codes else _closest(name, codes)
    return f"did you mean '{codes[near]}'? Otherwise " if near else ""


def _meant_zone(name: str) -> str:
    """A proposal for a misspelt zone or for a city alone, or nothing."""
    from zoneinfo import available_timezones

    zones = sorted(zone for zone in available_timezones() if zone.lower() not in _NOT_ZONES)
    names = {zone.rpartition("/")[2].lower(): zone for zone in reversed(zones) if "/" in zone}
    names |= {zone.lower(): zone for zone in zones}
    wanted = name.lower().replace(" ", "_")
    near = wanted if wanted in names else _closest(wanted, names)
    return f"did you mean '{names[near]}'? Otherwise " if near else ""


def _closest(name: str, known: dict[str, str]) -> str | None:
    """The nearest of the lower-case names; abbreviations are near to nothing."""
    from trm_policy.errors import closest

    return closest(name, known) if _SHORTEST <= len(name) <= _LONGEST else None
