"""Values of the format: each text with a meaning is parsed into a type when it is read."""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, Any, Generic, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, Strict
from pydantic_core import core_schema

from trm_policy import timing
from trm_policy.model.base import Kind, Visibility
from trm_policy.model.contact_points import parse_email, parse_link, parse_phone
from trm_policy.wording.days import InMonth, InYear

T = TypeVar("T")

PARTLY = "partly"
"""Of an agreement: some of its clauses are binding."""

_ID = re.compile(r"[a-z][a-z0-9-]*\Z")
_CURRENCY = re.compile(r"[A-Z]{3}\Z")
_VERSION = re.compile(r"(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})\.(0|[1-9][0-9]{0,5})\Z")
_MONTH = re.compile(r"([12][0-9]{3})-(0[1-9]|1[0-2])\Z")
_YEARS = range(1900, 3000)
_SHARE = re.compile(
    r"(?P<more>more than )?"
    r"(?:(?P<percent>[0-9]{1,3}(\.[0-9]{1,6})?) ?%|(?P<above>[0-9]{1,4})/(?P<below>[0-9]{1,4}))\Z"
)
_JUST_MORE = Fraction(1, 10**9)


class Version(NamedTuple):
    """A charter's version: major for what was agreed, minor for how, patch for the rest."""

    major: int
    minor: int
    patch: int

    @classmethod
    def parse(cls, text: str) -> "Version":
        """Read ``2.1.3``; raises ValueError for anything else."""
        found = _VERSION.match(text)
        if not found:
            raise ValueError(f"{text!r} is not a version; write three numbers such as 2.1.0")
        return cls(*map(int, found.groups()))

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"

    @property
    def agreed(self) -> tuple[int, int]:
        """Major and minor: what an approval holds for."""
        return self.major, self.minor


class Share(NamedTuple):
    """A part of a whole, as it is written: ``50 %``, ``2/3`` or ``more than 50 %``."""

    text: str
    value: Fraction
    more: bool = False

    @classmethod
    def parse(cls, text: str) -> "Share":
        """Read ``50 %``, ``2/3`` or ``more than 1/2``; raises ValueError for anything else."""
        found = _SHARE.match(text)
        value = Fraction(0)
        if found and found["percent"]:
            value = Fraction(found["percent"]) / 100
        elif found and int(found["below"]):
            value = Fraction(int(found["above"]), int(found["below"]))
        more = found["more"] or "" if found else ""
        if not 0 < value <= 1 or (more and value == 1):
            raise ValueError(f"{text!r} is not a share; write 50 %, 2/3 or more than 50 %")
        percent = found["percent"] if found else None
        return cls(f"{more}{percent} %" if percent else text, value, bool(more))

    def of(self, count: int) -> int:
        """The fewest of ``count`` that are at least the share, or more than it where it says so."""
        if self.more:
            return self.value.numerator * count // self.value.denominator + 1
        return -(-self.value.numerator * count // self.value.denominator)

    @property
    def height(self) -> Fraction:
        """What compares shares: more than a half is higher than a half, and lower than 51 %."""
        return self.value + (_JUST_MORE if self.more else 0)

    def __str__(self) -> str:
        return self.text


class Override(NamedTuple):
    """A visibility that a charter gives to one place; ``party`` narrows partner to one.

    Of a reader ``organisation`` is the id of who stands behind that party, where it is known.
    """

    visibility: Visibility
    party: str | None = None
    organisation: str | None = None

    @classmethod
    def parse(cls, text: str) -> "Override":
        """Read ``internal`` or ``partner:helix``; raises ValueError for anything else."""
        word, colon, party = text.partition(":")
        if word not in set(Visibility) or (colon and (word != "partner" or not party)):
            raise ValueError(
                f"{text!r} is not an audience; write public, partner, internal or partner:PARTY"
            )
        return cls(Visibility(word), party or None)

    def __str__(self) -> str:
        return f"{self.visibility}:{self.party}" if self.party else str(self.visibility)


class _Written(Generic[T]):
    """Marks a type that stands in a file as text: how it is read, written and described."""

    def __init__(self, kind: type[T], parse: Callable[[str], T], example: str) -> None:
        self.kind = kind
        self.parse = lru_cache(maxsize=1024)(parse)  # charters say the same few windows and zones
        self.example = example

    def read(self, value: Any) -> T:
        """The value; raises ValueError with a sentence for the user."""
        if isinstance(value, self.kind):
            return value
        if not isinstance(value, str):
            raise ValueError(f"must be text such as {self.example}")
        return self.parse(value)

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            self.read,
            serialization=core_schema.to_string_ser_schema(),
        )

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        return {"type": "string", "examples": [self.example]}


class _OneOrMany:
    """Marks an id that may be a list of ids."""

    def read(self, value: Any) -> str | tuple[str, ...]:
        """The id, or several; raises ValueError with a sentence for the user."""
        if isinstance(value, str):
            return value
        if isinstance(value, list | tuple) and value and all(isinstance(v, str) for v in value):
            return tuple(value)
        raise ValueError("must be an id, or a list of ids")

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        one = {"type": "string"}
        return {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}


def _matching(pattern: re.Pattern[str], complaint: str) -> Callable[[str], str]:
    def check(text: str) -> str:
        if not pattern.match(text):
            raise ValueError(f"{text!r} {complaint}")
        return text

    return check


class _Loose:
    """Marks a day of which the source may say no more than its month or year."""

    def __init__(self, *, first: bool) -> None:
        self.first = first

    def read(self, value: Any) -> Any:
        """The day; what is neither a month nor a year stays as it is."""
        if type(value) is int and value in _YEARS:
            return InYear(value, 1, 1) if self.first else InYear(value, 12, 31)
        found = _MONTH.match(value) if isinstance(value, str) else None
        if found is None:
            return value
        year, month = int(found[1]), int(found[2])
        last = monthrange(year, month)[1]
        return InMonth(year, month, 1 if self.first else last)

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_before_validator_function(
            self.read, core_schema.date_schema(strict=True)
        )

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        return {
            "anyOf": [
                {"type": "string", "format": "date"},
                {"type": "string", "pattern": _MONTH.pattern.replace(r"\Z", "$")},
                {"type": "integer", "minimum": _YEARS.start, "maximum": _YEARS.stop - 1},
            ]
        }


class Within(NamedTuple):
    """How long something may take: a window, or a span of the calendar where months count."""

    length: timing.Window | timing.CalendarSpan

    @classmethod
    def parse(cls, text: str) -> "Within":
        """Read ``24 hours`` or ``3 months``; raises ValueError for anything else."""
        try:
            return cls(timing.CalendarSpan.parse(text))
        except ValueError:
            return cls(timing.Window.parse(text))

    def __str__(self) -> str:
        return str(self.length)


class _Event:
    """Marks what is a day, or an event in words."""

    def read(self, value: Any) -> Any:
        """The value; raises ValueError with a sentence for the user."""
        if isinstance(value, str) or type(value) is date:
            return value
        raise ValueError("must be an event in words or a day such as 2026-11-22")

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        return {"type": "string", "examples": ["the incident is known", "2026-11-22"]}


class _Binding:
    """Marks what is written as true, false or ``partly``."""

    def read(self, value: Any) -> Any:
        """The value; raises ValueError with a sentence for the user."""
        if isinstance(value, bool) or value == PARTLY:
            return value
        raise ValueError("must be true, false or partly")

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        return {"enum": [True, False, PARTLY]}


class Short:
    """Marks a part that may be written short, as the value of one of its keys alone.

    ``kinds`` are the types of such a value, ``words`` what people call them.
    """

    def __init__(self, key: str, kinds: tuple[type, ...], words: str, *, listed: bool) -> None:
        self.key = key
        self.kinds = kinds
        self.words = words
        self.listed = listed

    def read(self, value: Any) -> Any:
        """The value in full; raises ValueError with a sentence for the user."""
        if isinstance(value, dict | BaseModel):
            return value
        if isinstance(value, self.kinds):
            return {self.key: [value] if self.listed else value}
        if self.listed and isinstance(value, list) and value:
            return {self.key: value}
        raise ValueError(f"must be {self.words}")

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_before_validator_function(self.read, handler(source))

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        types = list(dict.fromkeys(_JSON_TYPES[kind] for kind in self.kinds))
        short: dict[str, Any] = {"type": types[0] if len(types) == 1 else types}
        several = [{"type": "array", "items": short, "minItems": 1}] if self.listed else []
        return {"anyOf": [short, *several, handler(schema)]}


_JSON_TYPES: Mapping[type, str] = {
    str: "string",
    bool: "boolean",
    int: "number",
    float: "number",
    date: "string",
}

Text = Annotated[str, Strict()]
"""One line of plain words."""
Prose = Annotated[str, Strict()]
"""CommonMark without HTML."""
Number = Annotated[float, Strict()]
Whole = Annotated[int, Strict()]
YesNo = Annotated[bool, Strict()]
Day = Annotated[date, Strict()]
Until = Annotated[date, _Loose(first=False)]
"""A day, or a month or year that ends on it, where the source says no more."""
Since = Annotated[date, _Loose(first=True)]
"""A day, or a month or year that begins on it, where the source says no more."""
Ref = Annotated[str, Strict()]
"""The id of something else; whether it exists is for a rule to say."""
PersonRef = Annotated[Ref, Kind.PERSON]
PartyRef = Annotated[Ref, Kind.PARTY]
SideRef = Annotated[Ref, Kind.SIDE]
SideRefs = Annotated[str | tuple[str, ...], Kind.SIDE, _OneOrMany()]
"""One party, or a list of those for which somebody acts."""
OrganisationRef = Annotated[Ref, Kind.ORGANISATION]
ObjectiveRef = Annotated[Ref, Kind.OBJECTIVE]
GoalRef = Annotated[Ref, Kind.GOAL]
KpiRef = Annotated[Ref, Kind.KPI]
RiskRef = Annotated[Ref, Kind.RISK]
CommitteeRef = Annotated[Ref, Kind.COMMITTEE]
LevelRef = Annotated[Ref, Kind.LEVEL]
ReviewRef = Annotated[Ref, Kind.REVIEW]
PartnershipRef = Annotated[Ref, Kind.PARTNERSHIP]
PathRef = Annotated[Ref, Kind.PATH]
AgreementRef = Annotated[Ref, Kind.AGREEMENT]
ObligationRef = Annotated[Ref, Kind.OBLIGATION]
DebtorRef = Annotated[Ref, Kind.DEBTOR]
ChangerRef = Annotated[Ref, Kind.CHANGER]
Id = Annotated[
    str,
    Strict(),
    AfterValidator(
        _matching(_ID, "is not an id; use a lower-case letter, then letters, digits and hyphens")
    ),
]
Email = Annotated[str, Strict(), AfterValidator(parse_email)]
Phone = Annotated[str, Strict(), AfterValidator(parse_phone)]
Currency = Annotated[
    str,
    Strict(),
    AfterValidator(_matching(_CURRENCY, "is not a currency; write its ISO 4217 code, such as EUR")),
]
Link = Annotated[str, Strict(), AfterValidator(parse_link)]
Country = Annotated[str, Strict(), AfterValidator(timing.parse_country)]
Subdivision = Annotated[str, Strict(), AfterValidator(timing.parse_subdivision)]
TimeZone = Annotated[ZoneInfo, _Written(ZoneInfo, timing.parse_timezone, "Europe/London")]

CharterVersion = Annotated[Version, _Written(Version, Version.parse, "2.1.0")]
Window = Annotated[timing.Window, _Written(timing.Window, timing.Window.parse, "2 working days")]
Length = Annotated[Within, _Written(Within, Within.parse, "24 hours")]
Event = Annotated[str | date, _Event()]
Binding = Annotated[bool | str, _Binding()]
CalendarSpan = Annotated[
    timing.CalendarSpan, _Written(timing.CalendarSpan, timing.CalendarSpan.parse, "9 months")
]
Cadence = Annotated[timing.Cadence, _Written(timing.Cadence, timing.Cadence.parse, "quarterly")]
Period = Annotated[timing.Period, _Written(timing.Period, timing.Period.parse, "2026-Q1")]
Hours = Annotated[
    timing.WorkingHours, _Written(timing.WorkingHours, timing.WorkingHours.parse, "08:00-17:00")
]
Instant = Annotated[datetime, _Written(datetime, timing.parse_instant, "2026-09-07T10:15+01:00")]
Portion = Annotated[Share, _Written(Share, Share.parse, "2/3")]
Audience = Annotated[Override, _Written(Override, Override.parse, "internal")]

E = TypeVar("E")
Word = Annotated[E, Strict(False)]
"""One word of a closed list of :mod:`trm_policy.model.vocabulary`."""
Many = Annotated[tuple[E, ...], Strict(False)]
"""A list; its entries are as strict as ever."""
