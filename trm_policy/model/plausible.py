"""Between which values the figures of a KPI can lie: by its own word, else by its unit."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from math import inf
from typing import NamedTuple

from trm_policy.model.kpi import Kpi
from trm_policy.model.vocabulary import Aggregate, Direction
from trm_policy.wording.numbers import exact, readings

_PERCENT = frozenset({"%", "percent", "per cent", "pct"})
_OF_A_HUNDRED = re.compile(
    r"(?:[%％٪]|\b(?:per ?cent|pct|percentage|prozent(?:satz)?|procent[ay]?|pour ?cent(?:age)?"
    r"|por ?ciento|porcentaje|percentuale?|percentagem|процент\w*|відсот\w*)\b)(?!\W?points?)",
    re.IGNORECASE,
)
_OF_MORE = re.compile(r"(ppm|(?:parts )?per million)|‰|per ?mille", re.IGNORECASE)
"""Parts of a million, or else of a thousand."""
_COMPARED = "plan|budget|target|baseline|base|forecast|index|previous|last|prior"
_OF_SOMETHING_ELSE = re.compile(
    rf"(?<!on )(?<!within )(?<!in )\b(?:{_COMPARED})\b|\bon (?:last|previous|prior)\b"
    r"|\b(?:vs|versus|against|(?:19|20)[0-9]{2})\b",
    re.IGNORECASE,
)
"""What a figure in percent is compared with in its unit, so that it is no part of a whole.

What is on target or within a budget is compared with nothing.
"""
_WHOLE = 100.0
_FAR, _NEAR = 2, 3
"""A plan above so many percent is far from 1; within so many times of the plan is near it."""
_LEAP = 10
"""So many times more than was ever planned or recorded is probably a slip."""
_MOVES = re.compile(
    r"(?P<share>(?:\b(?:share|proportion|percentage|per ?cent|pct)|%) of\b"
    rf"(?! (?:the )?(?:{_COMPARED}|(?:19|20)[0-9]{{2}}$)\b))"
    r"|\b(?:growth|changes? (?:in|of)\b|changed?\b(?! requests?\b| orders?\b)"
    r"|varian|deviat|differen|margin|returns?\b|inflation|increas|decreas|saving|uplift|overrun"
    r"|profit|ebit|(?:net|loss(?:es)?|balance|cash ?flow|(?:financial|operating) results?)\b)"
    r"|^results?\b",
    re.IGNORECASE | re.MULTILINE,
)
"""What is no part of a whole and may be less than nothing, unless a share of it is counted."""
_SCALE = re.compile(r"(?<![\w.-])(?<!per )(-?[0-9]{1,3}) ?(?:-|–|to) ?(-?[0-9]{1,3})\b")
_OF_ANSWERS = re.compile(
    r"\b(?:score|mark|grade|point|star|rating|scale|likert|answer|skala|share|ratio)", re.IGNORECASE
)
_MONEY = """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP
    BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP
    GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY
    KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP
    MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR
    RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SYP SZL THB TJS TMT TND
    TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW
    ZWG
"""
"""The codes of ISO 4217 for what is legal tender somewhere, or was some years ago."""
_CODES = frozenset(_MONEY.split())
_BELOW_ZERO = re.compile(
    rf"[€$£¥°]|\b(?-i:[kKmMT]?(?:{'|'.join(sorted(_CODES))})[km]?)\b"
    r"|\b(points?|pp|degrees?|celsius|fahrenheit|db)\b",
    re.IGNORECASE,
)
"""What may be less than nothing: money, temperatures, levels, scores of those for less against."""


class Bounds(NamedTuple):
    """The least and the greatest figure that can be true; infinite where nobody knows one."""

    low: float = -inf
    high: float = inf

    def hold(self, value: float) -> bool:
        """Whether ``value`` can be true."""
        return self.low <= value <= self.high

    def __str__(self) -> str:
        if self.high == inf:
            return f"{exact(self.low)} or more"
        return (
            f"{exact(self.low)} to {exact(self.high)}"
            if self.low > -inf
            else (f"{exact(self.high)} or less")
        )


def is_money(code: str) -> bool:
    """Whether a code of three letters is that of a currency by ISO 4217."""
    return code in _CODES


def is_percent(unit: str | None) -> bool:
    """Whether a unit is per cent, in whichever spelling."""
    return (unit or "").strip().casefold() in _PERCENT


def of_a_hundred(unit: str) -> bool:
    """Whether a unit counts parts of a hundred, also with other words: ``% of escalations``."""
    return _OF_A_HUNDRED.search(unit) is not None


def scale_of(unit: str) -> Bounds | None:
    """The ends of the scale that a unit is, such as ``score 1-5``; None of any other unit.

    A range beside another word is none: ``°C, 2-8``.
    """
    if (found := _SCALE.search(unit)) is None:
        return None
    beside = (unit[: found.start()] + unit[found.end() :]).strip(" ()[]")
    ends = Bounds(*map(float, found.groups()))
    is_scale = not beside or _OF_ANSWERS.search(beside)
    return ends if is_scale and ends.low < ends.high else None


def stated_bounds(kpi: Kpi) -> Bounds:
    """What the KPI's ``plausible`` says, and where it says nothing, what follows from its unit.

    A share lies in 0 to 100, an answer on its scale, and what is counted or measured is not
    negative.
    """
    by_unit = _by_unit(kpi.unit or "", kpi.words)
    said = kpi.plausible
    if said is None:
        return by_unit
    return Bounds(
        by_unit.low if said.from_ is None else said.from_,
        by_unit.high if said.to is None else said.to,
    )


def bounds(kpi: Kpi) -> Bounds:
    """Between which values a figure of the KPI can be true.

    What the plan itself asks for can be true, whatever the unit says.
    """
    low, high = stated_bounds(kpi)
    planned = list(planned_values(kpi))
    return Bounds(min([low, *planned]), max([high, *planned]))


def planned_values(kpi: Kpi) -> Iterator[float]:
    """The values of baseline, milestones and target, as far as they are there."""
    for point in (kpi.baseline, *kpi.milestones, kpi.target):
        if point is not None and point.value is not None:
            yield point.value


def is_share(value: float, kpi: Kpi) -> bool:
    """Whether a figure of percent looks like one of a whole of 1, as spreadsheets keep it.

    It is 1 at most while the KPI's plan is far above and not to be fallen short of, or while a
    hundred times of it is where the plan is and it is not.
    """
    planned, figure = [abs(one) for one in planned_values(kpi)], abs(value)
    if not (of_a_hundred(kpi.unit or "") and any(planned) and 0 < figure <= 1):
        return False
    low, high = min(filter(None, planned)) / _NEAR, max(planned) * _NEAR
    far = min(planned) > _FAR and kpi.direction is not Direction.DECREASE
    return far or figure < low <= figure * _WHOLE <= high


def is_scaled(kpi: Kpi) -> bool:
    """Whether the KPI's query says by itself that its figures are in the KPI's unit."""
    query = kpi.query
    return query is not None and (
        query.factor is not None or query.aggregate is Aggregate.PERCENTAGE
    )


def leaps(value: float, kpi: Kpi, recorded: Iterable[float]) -> bool:
    """Whether a figure without bounds is ten times or more of all that is planned or ``recorded``.

    Small counts grow by leaps: of whole numbers below ten nothing follows.
    """
    known = [abs(one) for one in (*planned_values(kpi), *recorded)]
    most = max(known, default=0.0)
    if not most or stated_bounds(kpi).high < inf or abs(value) < _LEAP * most:
        return False
    return most >= _LEAP or not all(float(one).is_integer() for one in (value, *known))


@lru_cache(maxsize=4096)
def _by_unit(unit: str, words: str) -> Bounds:
    first = _MOVES.search(f"{unit}\n{words}")
    is_share = first is not None and first["share"] is not None
    moves = first is not None and not is_share
    if of_a_hundred(unit):
        part = is_share or not (moves or _OF_SOMETHING_ELSE.search(unit))
        return Bounds(0.0, _WHOLE) if part else Bounds()
    if (parts := _OF_MORE.fullmatch(unit.strip())) is not None:
        return Bounds(0.0, 1e6 if parts[1] else 1e3)
    scale = scale_of(unit)
    if scale is not None:
        return scale
    free = moves or not unit.strip() or _BELOW_ZERO.search(unit)
    return Bounds() if free else Bounds(0.0)


def possible(text: str, kpi: Kpi | None = None) -> tuple[str, ...]:
    """The readings of a number that somebody wrote; of two no other than can be true of the KPI."""
    found = readings(text)
    within = Bounds() if kpi is None else bounds(kpi)
    return tuple(one for one in found if within.hold(float(one))) or found
