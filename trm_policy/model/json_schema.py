"""The format as JSON Schema (draft 2020-12), made from the model."""

from __future__ import annotations

import json
from typing import Any

from trm_policy.model.base import Part
from trm_policy.model.charter import Charter
from trm_policy.model.party import Directory

KINDS: dict[str, type[Part]] = {"charter": Charter, "directory": Directory}


def schema_text(kind: str) -> str:
    """The schema of ``charter`` or ``directory`` as text that ends with a newline."""
    return json.dumps(schema(KINDS[kind]), indent=2, ensure_ascii=False) + "\n"


def schema(kind: type[Part]) -> dict[str, Any]:
    """The schema of a part, without what no editor shows."""
    made = kind.model_json_schema(by_alias=True)
    made["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    for part in (made, *made.get("$defs", {}).values()):
        for field in part.get("properties", {}).values():
            field.pop("title", None)
            field.pop("role", None)
    return made
