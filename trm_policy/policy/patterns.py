"""Patterns of policies: a text is held to one in time that grows with the text alone.

Patterns are written as for Python. The engine is Rust's, which pydantic brings along: whatever
the pattern, it goes over a text once, so that none can keep a run from its end. It therefore
neither looks ahead or back nor refers to what it matched before.
"""

from __future__ import annotations

import re
import warnings
from functools import lru_cache

from pydantic_core import SchemaError, SchemaValidator, core_schema

_ESCAPED = re.compile(r"\\.", re.DOTALL)
_OTHERWISE = {r"\Z": r"\z", r"\<": "<", r"\>": ">"}
"""What Rust would take for something else, or for nothing."""
_LIMITS = {
    "look-around": "it looks ahead or back",
    "backreferences": "it refers to what was matched before",
    "size limit": "it is too large",
}


def fault_of(pattern: str) -> str:
    """What keeps a pattern from being used, as the end of a sentence; empty where nothing does."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", FutureWarning)  # of what the two engines read otherwise
            re.compile(pattern)
        _engine(pattern)
    except SchemaError as error:
        said = str(error).rpartition("error: ")[2].strip()
        return next((words for sign, words in _LIMITS.items() if sign in said), said)
    except RecursionError:
        return "too many brackets stand in each other"
    except (re.error, FutureWarning, OverflowError) as error:
        return str(error)
    return ""


def matches(pattern: str, text: str) -> bool:
    """Whether the whole text has the form of a pattern that has no fault."""
    return _engine(pattern).isinstance_python(text)


@lru_cache(maxsize=1024)
def _engine(pattern: str) -> SchemaValidator:
    """Raises SchemaError."""
    written = _ESCAPED.sub(lambda found: _OTHERWISE.get(found[0], found[0]), pattern)
    return SchemaValidator(
        core_schema.str_schema(pattern=rf"\A(?:{written})\z", regex_engine="rust-regex")
    )
