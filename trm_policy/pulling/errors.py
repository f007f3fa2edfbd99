"""What keeps figures from being pulled; no message ever holds a secret."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from urllib.parse import quote, quote_plus

from trm_policy.errors import TrmError

_LONGEST = 300
_HIDDEN = "•••"
_OF_JAVA = "An error occurred while calling"
"""How Spark's errors begin; what went wrong stands in the line below."""


class PullError(TrmError):
    """A connection or a query that gives no figures."""


@contextmanager
def said_plainly(what: str, secrets: Collection[str]) -> Iterator[None]:
    """Turn whatever a driver raises into a PullError that begins with ``what``.

    Secrets are struck out of the message, and the driver's own error, whose traceback might
    show them, does not go on.
    """
    try:
        yield
    except TrmError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever a driver raises may hold the password
        raise PullError(f"{what}: {_first_line(error, secrets)}") from None


def _first_line(error: Exception, secrets: Collection[str]) -> str:
    text = str(error).strip() or type(error).__name__
    for secret in sorted(filter(None, secrets), key=len, reverse=True):
        for form in (secret, quote(secret, safe=""), quote_plus(secret), repr(secret)[1:-1]):
            text = text.replace(form, _HIDDEN)
    lines = [line.strip(": ") for line in text.splitlines() if line.strip()]
    line = lines[1] if lines[0].startswith(_OF_JAVA) and len(lines) > 1 else lines[0]
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
