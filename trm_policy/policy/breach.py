"""One demand of a policy that a charter does not meet, as data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from trm_policy.finding import Place


@dataclass(frozen=True, slots=True)
class Breach:
    """Which demand failed, and on what.

    ``place`` is in the data as written; ``rule`` is Cerberus' name of the demand (``unknown``
    for a key that a schema does not allow) and ``constraint`` what it asks for; ``details`` is
    what the demand noted, such as the values it did not like, or the keys that a missing part
    must have. ``on_key`` blames the name. ``choices`` holds, for a demand with alternatives,
    the breaches of each that failed.
    """

    place: Place
    rule: str
    constraint: Any
    value: Any
    details: tuple[Any, ...] = ()
    on_key: bool = False
    choices: tuple[tuple[Breach, ...], ...] = ()
