"""One line of minutes → an action, and what is wrong with the way it is written."""

import re
from datetime import date

from trm_policy.errors import closest
from trm_policy.model.records import Action, ActionState

_BOX = re.compile(r"\[([ xX-])\](?:\s+|\Z)")
_PERSON = re.compile(r"@(\S+?)[:,]?(?:\s+|\Z)")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WORDS = ("kpi", "cause", "due")
_ENDS = ".;, "
_SHAPE = "Write (kpi ID; cause WHY; due DATE); a cause may not hold a semicolon."
_STATES = {" ": ActionState.OPEN, "x": ActionState.DONE, "-": ActionState.DROPPED}


def parse_action(text: str, line: int) -> tuple[Action, tuple[tuple[str, str], ...]]:
    """The action that an entry of a list says, and (message, mend) for each slip in it.

    An entry without its box counts as open. The details are the last parentheses of the first
    paragraph, where one of them is ``kpi``, ``cause`` or ``due``; other parentheses are text.
    """
    slips: list[tuple[str, str]] = []
    first, _, more = text.partition("\n\n")
    rest = " ".join(first.split())
    box = _BOX.match(rest)
    if box is None:
        message = "an entry under Actions begins with a box: '[ ]' open, '[x]' done, '[-]' dropped"
        slips.append((message, "Write '- [ ] @person what (due DATE)'."))
    else:
        rest = rest[box.end() :]
    person = _PERSON.match(rest)
    rest, details = _details(rest[person.end() :] if person else rest, slips)
    due_text = details.get("due")
    due = _day(due_text)
    if due_text is not None and due is None:
        message = f"the action is due on {due_text!r}, which is no day of the calendar"
        slips.append((message, "Write year, month and day, such as (due 2026-12-01)."))
    what = "\n\n".join(part for part in (rest, more.strip()) if part)
    action = Action(
        state=_STATES[box[1].lower()] if box else ActionState.OPEN,
        person=person[1] if person else None,
        what=what,
        due=due,
        kpi=details.get("kpi"),
        cause=details.get("cause"),
        line=line,
        due_text=due_text,
    )
    return action, tuple(slips)


def _details(text: str, slips: list[tuple[str, str]]) -> tuple[str, dict[str, str]]:
    """The text without its last parentheses, and what stands in them, by its first word."""
    start = _opening(text)
    if start is None:
        return text, {}
    parts = [part.strip() for part in text[start:].rstrip(_ENDS)[1:-1].split(";")]
    named = [(part.partition(" ")[0], part.partition(" ")[2].strip()) for part in parts if part]
    if not any(_meant(word, value) for word, value in named):
        return text, {}
    found: dict[str, str] = {}
    for word, value in named:
        name = word.rstrip(":").lower()
        if name not in _WORDS:
            near = closest(name, _WORDS)
            hint = f"; did you mean {near!r}?" if near else ""
            slips.append((f"{word!r} is no detail of an action{hint}", _SHAPE))
        elif name in found:
            slips.append((f"{name!r} stands in the action twice", "Keep one of the two."))
        elif not value:
            slips.append((f"{name!r} has nothing behind it", _SHAPE))
        else:
            found[name] = value
    return text[:start].rstrip(), found


def _meant(word: str, value: str) -> bool:
    """Whether a part of parentheses is a detail, be it with a slip in its first word."""
    name = word.rstrip(":").lower()
    return name in _WORDS or bool(closest(name, _WORDS) and _DAY.fullmatch(value))


def _opening(text: str) -> int | None:
    """Where the parentheses begin that end the text, a full stop behind them aside."""
    end = text.rstrip(_ENDS)
    if not end.endswith(")"):
        return None
    depth = 0
    for place in range(len(end) - 1, -1, -1):
        depth += (end[place] == ")") - (end[place] == "(")
        if depth == 0:
            return place
    return None


def _day(text: str | None) -> date | None:
    if text is None or not _DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
