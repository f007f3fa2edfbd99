"""A breach of a policy in business words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import cycle, islice
from typing import Any

from trm_policy.errors import closest
from trm_policy.finding import Place
from trm_policy.model.charter import Charter
from trm_policy.model.samples import sample
from trm_policy.policy.demands import TYPES, entries
from trm_policy.policy.patterns import matches
from trm_policy.wording.text import clipped


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


_TOKEN = re.compile(
    r"(?:\\(?P<kind>[dw])|\[(?P<set>[^\]^\\][^\]\\]*)\]|\\(?P<escaped>[^\w\s])"
    r"|(?P<any>\.)|(?P<plain>[^\\.^$*+?{}()\[\]|]))"
    r"(?:\{(?P<least>[0-9]{1,2})(?:,[0-9]*)?\}|(?P<some>[*+?]))?"
)
_DIGITS, _UPPER, _LOWER = "1234567890", "ABCDEFGHIJ", "abcdefghij"


def example(pattern: str) -> str | None:
    """A text that matches all of ``pattern``; None where the pattern is too clever for that."""
    inner = pattern.removeprefix("^").removesuffix("$")
    made, position = [], 0
    while position < len(inner):
        token = _TOKEN.match(inner, position)
        if token is None:
            return None
        made.append(_piece(token))
        position = token.end()
    text = "".join(made)
    return text if text and matches(pattern, text) else None


def _piece(token: re.Match[str]) -> str:
    times = {None: 1, "+": 1}.get(token["some"], 0)
    if token["least"] is not None:
        times = int(token["least"])
    return "".join(islice(cycle(_letters(token)), times))


def _letters(token: re.Match[str]) -> str:
    if token["kind"] == "d":
        return _DIGITS
    if token["set"]:
        ranges = (("A-Z", _UPPER), ("a-z", _LOWER), ("0-9", _DIGITS))
        return next((letters for name, letters in ranges if name in token["set"]), token["set"][0])
    return token["escaped"] or token["plain"] or _LOWER


Name = Callable[[Place], str]
"""How a place is called: dotted, with ids for entries of lists."""

_MOST = 5
_PLACEHOLDER = re.compile(r"\{(path|value)\}")


def sentence(breach: Breach, name: Name) -> str:
    """What is wrong, naming the thing."""
    return _SENTENCES.get(breach.rule, _otherwise)(breach, name)


def fix(breach: Breach) -> str:
    """What to do about it."""
    if breach.rule == "required":
        return _add(breach)
    if breach.rule == "allowed":
        return f"Choose from: {_listed(breach.constraint)}."
    if breach.rule == "regex":
        return f"Write it in the form {_pattern(breach)}."
    if breach.rule == "contains":
        return f"Add {_lacking(breach)}."
    if breach.on_key:
        return "Choose another name."
    return _FIXES.get(breach.rule, "Change it to what the policy requires.")


def _add(breach: Breach) -> str:
    name = breach.place[-1]
    if inside := _listed((f"'{key}'" for key in breach.details), "and"):
        return f"Add '{name}:' with {inside}."
    shown = sample(Charter, breach.place, {}, ())
    return f"Add '{name}:'" + (f", such as {shown}." if shown else ".")


def filled(message: str, breach: Breach, name: Name) -> str:
    """The policy's own message with ``{path}`` and ``{value}`` put in, and nothing else."""
    words = {"path": name(breach.place), "value": _bare(breach.value)}
    return _PLACEHOLDER.sub(lambda found: words[found[1]], message)


def shown(value: Any) -> str:
    """A value as a reader knows it; text in quotes, long text cut."""
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return TYPES["dict"]
    if isinstance(value, list | tuple):
        return "a list"
    return repr(clipped(value)) if isinstance(value, str) else _bare(value)


def _bare(value: Any) -> str:
    if isinstance(value, list | tuple):
        more = ["…"] if len(value) > _MOST else []
        return ", ".join([*map(_bare, value[:_MOST]), *more])
    if isinstance(value, str):
        return clipped(value)
    if value is None or isinstance(value, dict):
        return shown(value)
    return clipped(str(value).lower() if isinstance(value, bool) else f"{value}")


def _listed(values: Iterable[Any], last: str = "or") -> str:
    *words, final = [_bare(value) for value in values] or [""]
    return f"{', '.join(words)} {last} {final}" if words else final


def _subject(breach: Breach, name: Name) -> str:
    return f"the name {shown(breach.value)}" if breach.on_key else name(breach.place)


def _given(breach: Breach, name: Name) -> str:
    """The thing and its value, for a sentence that goes on with a verb."""
    subject = _subject(breach, name)
    return subject if breach.on_key else f"{subject} is {shown(breach.value)}, which"


def _required(breach: Breach, name: Name) -> str:
    if len(breach.place) == 1:
        return f"'{breach.place[0]}' is missing"
    return f"{name(breach.place[:-1])} lacks '{breach.place[-1]}'"


def _lacking(breach: Breach) -> str:
    return _listed(map(shown, breach.details[0]), "and")


def _length(bound: str, wish: str) -> Callable[[Breach, Name], str]:
    def say(breach: Breach, name: Name) -> str:
        text = isinstance(breach.value, str)
        one, many = ("character", "characters") if text else ("entry", "entries")
        count, wanted = len(breach.value), breach.constraint
        counted = f"{count or 'no'} {one if count == 1 else many}"
        verb = "is" if wanted == 1 else "are"
        return f"{_subject(breach, name)} has {counted}; {bound} {wanted} {verb} {wish}"

    return say


def _limit(number_words: str, day_words: str) -> Callable[[Breach, Name], str]:
    def say(breach: Breach, name: Name) -> str:
        words = day_words if isinstance(breach.constraint, date) else number_words
        demanded = words.format(_bare(breach.constraint))
        return f"{_subject(breach, name)} is {shown(breach.value)}; {demanded}"

    return say


def _allowed(breach: Breach, name: Name) -> str:
    wrong = breach.details[0]
    several = isinstance(wrong, tuple)
    near = closest(str(wrong[0] if several else wrong), map(str, breach.constraint))
    hint = f"; did you mean {near!r}?" if near else ""
    if several:
        wrong = _listed(map(shown, wrong), "and")
        return f"{_subject(breach, name)} has {wrong}, which is not allowed{hint}"
    return f"{_given(breach, name)} is not allowed{hint}"


def _forbidden(breach: Breach, name: Name) -> str:
    wrong = breach.details[0]
    if isinstance(breach.value, list | dict):
        return f"{_subject(breach, name)} must not have {_listed(map(shown, wrong))}"
    if breach.on_key:
        return f"{_given(breach, name)} is not allowed"
    return f"{_subject(breach, name)} must not be {shown(breach.value)}"


def _type(breach: Breach, name: Name) -> str:
    wanted = _listed(dict.fromkeys(TYPES.get(t, t) for t, _ in entries(breach.constraint, ())))
    kind = ", which is text" if isinstance(breach.value, str) else ""
    return f"{_subject(breach, name)} must be {wanted}, not {shown(breach.value)}{kind}"


def _pattern(breach: Breach) -> str:
    """The form that is required, with an example where one helps."""
    such = example(breach.constraint)
    like = f", such as {such}" if such and such != breach.constraint else ""
    return f"{breach.constraint}{like}"


def _dependencies(breach: Breach, name: Name) -> str:
    wanted = breach.details[0]
    if isinstance(wanted, str):
        return f"{name(breach.place)} needs '{wanted.removeprefix('^')}', which is missing"
    parts = [
        f"'{path.removeprefix('^')}' to be {_listed(breach.constraint[path])}, not {shown(value)}"
        for path, value in wanted.items()
    ]
    return f"{name(breach.place)} needs " + ", and ".join(parts)


def _excludes(breach: Breach, name: Name) -> str:
    others = _listed(f"'{other}'" for other, _ in entries(breach.constraint, ()))
    return f"{name(breach.place)} cannot be combined with {others}"


def _items(breach: Breach, name: Name) -> str:
    wanted = len(breach.constraint)
    counted = f"{len(breach.value)}" if isinstance(breach.value, list) else shown(breach.value)
    return f"{_subject(breach, name)} must be a list of exactly {wanted}, not {counted}"


def _one_of(breach: Breach, name: Name) -> str:
    met, choices = breach.details[0], breach.details[1]
    if met:
        return f"{_subject(breach, name)} meets {met} of {choices} alternatives, not just one"
    said = ["; ".join(sentence(inner, name) for inner in choice) for choice in breach.choices]
    return f"{_subject(breach, name)} meets none of the alternatives: " + ". Or: ".join(said)


def _none_of(breach: Breach, name: Name) -> str:
    if isinstance(breach.value, dict | list):
        return f"{_subject(breach, name)} is not allowed as it is"
    return f"{_given(breach, name)} is not allowed"


def _otherwise(breach: Breach, name: Name) -> str:
    return f"{_subject(breach, name)} does not meet '{breach.rule}: {_bare(breach.constraint)}'"


_FIXES = {
    "minlength": "Add what is missing.",
    "maxlength": "Leave something out.",
    "empty": "Fill it in.",
    "nullable": "Fill it in.",
    "unknown": "Remove it.",
    "readonly": "Remove it.",
    "excludes": "Keep only one of them.",
    "dependencies": "Write that too, or remove this.",
}
_SENTENCES: dict[str, Callable[[Breach, Name], str]] = {
    "required": _required,
    "minlength": _length("at least", "required"),
    "maxlength": _length("at most", "allowed"),
    "min": _limit("at least {} is required", "it must be {} or later"),
    "max": _limit("at most {} is allowed", "it must be {} or earlier"),
    "allowed": _allowed,
    "forbidden": _forbidden,
    "contains": lambda b, name: f"{_subject(b, name)} lacks {_lacking(b)}",
    "type": _type,
    "regex": lambda b, name: f"{_given(b, name)} does not match the form {_pattern(b)}",
    "empty": lambda b, name: f"{_subject(b, name)} is empty",
    "nullable": lambda b, name: f"{_subject(b, name)} is empty",
    "dependencies": _dependencies,
    "excludes": _excludes,
    "items": _items,
    "anyof": _one_of,
    "oneof": _one_of,
    "noneof": _none_of,
    "unknown": lambda b, name: f"'{b.place[-1]}' is not allowed in {name(b.place[:-1])}",
    "readonly": lambda b, name: f"{_subject(b, name)} may not be written",
}
