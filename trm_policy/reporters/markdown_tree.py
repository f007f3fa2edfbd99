"""The portfolio as a tree of plain Markdown that any generator of sites can build.

It is made from the published data of charters alone, so that it holds nothing that their audience
may not see. Whatever people wrote is text: no HTML, template, snippet or link of theirs is live.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from trm_policy.reporters.markup import plain
from trm_policy.reporters.outcome import printable

Row = Sequence[str]
_NONE = "–"
_SIGN = re.compile(r"[!-+/:-@\[-`{-~]")
"""What markup and templates are made of, in ASCII; a comma, a hyphen and a full stop are not."""


def index_page(portfolio: Mapping[str, Any]) -> str:
    """The first page: every partnership with its lights, and where its own page is."""
    rows = [
        (
            f"[{plain(one['title'])}]({one['links']['page']})",
            _word(one["tier"]),
            _word(one["status"]),
            _lights(one["lights"]),
            _word((one["next_review"] or {}).get("day")),
            _word(one["overdue"]),
            _word(one["open_escalations"]),
        )
        for one in portfolio["partnerships"]
    ]
    heads = ("Partnership", "Tier", "Status", "KPIs", "Next review", "Overdue", "Escalations")
    return _page("Partnerships", portfolio["as_of"], _table(heads, rows))


def charter_page(data: Mapping[str, Any], links: Mapping[str, str]) -> str:
    """The page of a charter; ``links`` are names and addresses of what belongs to it."""
    return _page(data["title"], data["as_of"], _charter(data, links))


def _charter(data: Mapping[str, Any], links: Mapping[str, str]) -> Iterator[str]:
    term = data["term"] or {}
    facts = (
        ("Relationship", data["relationship"]),
        ("Tier", data["tier"]),
        ("Stage", data["stage"]),
        ("Status", data["status"]),
        ("Version", data["charter_version"]),
        ("From", term.get("start")),
        ("To", term.get("end")),
    )
    yield from _table(("What", "How"), [(name, plain(value)) for name, value in facts if value])
    yield from _words("Vision", data["vision"])
    for title, heads, rows in _sections(data):
        if rows:
            yield from (f"## {title}", "", *_table(heads, rows))
    if links:
        yield from ("## Subscribe", "", *(f"- [{name}]({to})" for name, to in links.items()), "")


def _sections(data: Mapping[str, Any]) -> Iterator[tuple[str, Row, list[Row]]]:
    """Heading, columns and rows of each table."""
    parties = {one["id"]: one["name"] for one in data["parties"] or ()}
    yield (
        "Parties",
        ("Party", "Role"),
        [(plain(one["name"]), _word(one["role"])) for one in data["parties"] or ()],
    )
    yield (
        "Whom to call",
        ("Person", "For", "As"),
        [
            (plain(one["name"]), plain(parties.get(one["party"], one["party"])), office)
            for office, people in (("owner", data["owners"]), ("sponsor", data["sponsors"]))
            for one in people or ()
        ],
    )
    yield (
        "Goals",
        ("Goal", "Due"),
        [(plain(one["statement"]), _word(one["due"])) for one in data["goals"] or ()],
    )
    yield (
        "Scorecard",
        ("KPI", "Status", "Actual", "Plan", "Target", "Trend", "Forecast"),
        [_kpi(one) for one in data["scorecard"] or ()],
    )
    yield (
        "Reviews",
        ("Review", "How often", "Next", "Last held"),
        [
            (plain(one["name"]), _word(one["every"]), _word(one["next"]), _word(one["last_held"]))
            for one in data["reviews"] or ()
        ],
    )
    yield (
        "Open escalations",
        ("Number", "About", "Level", "Deadline missed"),
        [
            (
                plain(one["number"]),
                plain(one["title"]),
                plain(one["level"]),
                "yes" if one["overdue"] else "no",
            )
            for one in data["open_escalations"] or ()
        ],
    )
    yield (
        "What falls due",
        ("Day", "What", "Who", "Days late"),
        [
            (one["day"], plain(one["what"]), plain(", ".join(one["who"])), str(one["overdue_days"]))
            for one in data["due"] or ()
        ],
    )


def _kpi(one: Mapping[str, Any]) -> Row:
    actual, target, unit = one["actual"] or {}, one["target"] or {}, one["unit"]
    return (
        plain(one["name"]),
        one["status"],
        _figure(actual.get("value"), unit, actual.get("period")),
        _figure(one["plan"], unit),
        _figure(target.get("value"), unit, target.get("by")),
        _word((one["trend"] or {}).get("course")),
        _word((one["forecast"] or {}).get("outlook")),
    )


def _figure(value: float | None, unit: str | None, when: str | None = None) -> str:
    if value is None:
        return _NONE
    return plain(f"{value:,.6g}{f' {unit}' if unit else ''}{f' ({when})' if when else ''}")


def _lights(lights: Mapping[str, int] | None) -> str:
    return ", ".join(f"{times} {light}" for light, times in (lights or {}).items()) or _NONE


def _word(value: object) -> str:
    return _NONE if value is None else plain(str(value))


def _words(title: str, text: str | None) -> Iterator[str]:
    """A section of prose, whose paragraphs stay and whose markup is shown as it was written."""
    if text:
        yield from (f"## {title}", "")
        for paragraph in text.split("\n\n"):
            yield from (f"<p>{plain(' '.join(paragraph.split()))}</p>", "")


def _table(heads: Row, rows: Iterable[Row]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield "|---" * len(heads) + "|"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


def _page(title: str, as_of: str, lines: Iterable[str]) -> str:
    """Front matter, whose title no generator takes for markup or a template, and the page."""
    safe = _SIGN.sub(lambda sign: f"&#{ord(sign[0])};", printable(title))
    front = ("---", f"title: {json.dumps(safe)}", "---", "")
    text = "\n".join((*front, f"# {plain(title)}", "", f"As of {plain(as_of)}.", "", *lines))
    return text.encode("utf-8", "replace").decode()
