"""What every part of a charter has in common: frozen, strict, described, and its visibility."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr
from pydantic.config import JsonDict


class Visibility(StrEnum):
    """Who may read a field; each audience sees what the one before it sees, and more."""

    PUBLIC = "public"
    PARTNER = "partner"
    INTERNAL = "internal"


PUBLIC = Visibility.PUBLIC
PARTNER = Visibility.PARTNER
INTERNAL = Visibility.INTERNAL


class Part(BaseModel):
    """A part of a charter or of a record: unknown keys are refused, nothing is converted."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        strict=True,
        defer_build=True,
        allow_inf_nan=False,
        populate_by_name=True,
    )
    _hidden: frozenset[str] = PrivateAttr(default=frozenset())
    _shortened: frozenset[str] = PrivateAttr(default=frozenset())

    def hides(self, *fields: str) -> bool:
        """Whether one of these fields says more where it is written than it does here.

        That is so of nothing but a projection for readers who may not see all. What such a field
        does not say must not be called absent, nor anything be judged by it.
        """
        return not self._hidden.isdisjoint(fields)

    def lacks(self, *fields: str) -> bool:
        """Whether a map or list in one of these fields has more entries where it is written."""
        return not self._shortened.isdisjoint(fields)

    def hiding(self, hidden: frozenset[str], shortened: frozenset[str]) -> Self:
        """This part, of which from now on is known that these fields say more, or have more."""
        self._hidden, self._shortened = hidden, shortened
        return self


def key(
    description: str,
    see: Visibility = INTERNAL,
    *,
    default: Any = ...,
    factory: Callable[[], Any] | None = None,
    alias: str | None = None,
    **limits: Any,
) -> Any:
    """A field of the format: what it means, who may read it, and what holds when it is absent.

    ``limits`` are pydantic's own, such as ``ge`` and ``le``.
    """
    extra: JsonDict = {"visibility": see.value}
    if factory is not None:
        return Field(
            default_factory=factory,
            description=description,
            alias=alias,
            json_schema_extra=extra,
            **limits,
        )
    return Field(default, description=description, alias=alias, json_schema_extra=extra, **limits)
