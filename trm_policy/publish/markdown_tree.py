"""The portfolio as a tree of plain Markdown that any generator of sites can build.

It is made from the published data of charters alone, so that it holds nothing that their audience
may not see. Whatever people wrote is text: no HTML, template, snippet or link of theirs is live.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from posixpath import dirname, relpath
from typing import Any
from urllib.parse import quote

from trm_policy.errors import TrmError
from trm_policy.judging.judge import Judge
from trm_policy.model.audience import Override
from trm_policy.publish.build.charters import SiteOptions
from trm_policy.publish.build.site import publish
from trm_policy.publish.subscriptions import DATA
from trm_policy.wording.days import day
from trm_policy.wording.markup import plain
from trm_policy.wording.numbers import with_unit
from trm_policy.wording.text import printable, words

Row = Sequence[str]
Fields = Mapping[str, Any]
Columns = Mapping[str, Callable[[Fields], str]]
"""By its heading, what each column of a table shows of a thing."""
_NONE = "–"
_MARK = ".trm-export"
"""Lies in every folder that an export made, and lets the next one replace it."""
_SIGN = re.compile(r"[!-+/:-@\[-`{-~]")
"""What markup and templates are made of, in ASCII; a comma, a hyphen and a full stop are not."""


def markdown_tree(judge: Judge, audience: Override) -> tuple[dict[str, bytes], list[str]]:
    """Every file of an export by its path, and what has to be said about the run."""
    done = publish(judge, _link_from, SiteOptions(audience))
    files = {
        path: made.encode() if isinstance(made, str) else made for path, made in done.files.items()
    }
    whole = json.loads(files[DATA])
    pages = {"index.md": index_page(whole)}
    for one in whole["partnerships"]:
        ways = one["links"]
        named = {"Calendar": ways["calendar"], "Data": ways["data"]}
        links = {name: relpath(way, dirname(ways["page"])) for name, way in named.items()}
        pages[ways["page"]] = charter_page(json.loads(files[ways["data"]]), links)
    return files | {path: text.encode() for path, text in pages.items()}, done.notes


def _link_from(path: str) -> Callable[[str], str]:
    return lambda other: relpath(other, dirname(path) or ".")


def write_tree(target: Path, tree: Mapping[str, bytes]) -> None:
    """Put the tree in the place of ``target``: a reader sees the old one or the new one, whole.

    Raises TrmError where it cannot be written.
    """
    try:
        _replace(target, tree)
    except OSError as error:
        raise TrmError(f"{target} cannot be written: {error.strerror}") from error


def _replace(target: Path, tree: Mapping[str, bytes]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as aside:
        fresh, old = Path(aside) / "new", Path(aside) / "old"
        for path, raw in {_MARK: b"Made by 'trm site export'.\n", **tree}.items():
            file = fresh / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(raw)
        if target.exists():
            target.rename(old)
        try:
            fresh.rename(target)
        except OSError:
            if old.exists():
                shutil.move(old, target)
            raise


def require_replaceable(target: Path, root: Path) -> None:
    """Raise TrmError for a folder whose content nobody wants to lose."""
    filled = target.is_dir() and any(target.iterdir())
    if root.is_relative_to(target) or (filled and not (target / _MARK).is_file()):
        raise TrmError(
            f"{target} contains files that are not part of an export and would be lost; "
            "name an empty or a new folder"
        )


def index_page(portfolio: Mapping[str, Any]) -> str:
    """The first page: every partnership with its lights, and where its own page is."""
    lines = _table(_PARTNERSHIPS, portfolio["partnerships"])
    return _page("Partnerships", portfolio["as_of"], lines)


def charter_page(data: Mapping[str, Any], links: Mapping[str, str]) -> str:
    """The page of a charter; ``links`` are names and addresses of what belongs to it."""
    return _page(data["title"], data["as_of"], _charter(data, links))


def _charter(data: Mapping[str, Any], links: Mapping[str, str]) -> Iterator[str]:
    term = data["term"] or {}
    facts = (
        ("Relationship", _term(data["relationship"])),
        ("Tier", _term(data["tier"])),
        ("Stage", _term(data["stage"])),
        ("Status", _term(data["status"])),
        ("Version", _word(data["charter_version"])),
        ("From", _day(term.get("start"))),
        ("To", _day(term.get("end"))),
    )
    yield from _lines(("What", "How"), [one for one in facts if one[1] != _NONE])
    yield from _words("Vision", data["vision"])
    rows = dict(_rows(data))
    for title, columns in _SECTIONS.items():
        if rows[title]:
            yield from (f"## {title}", "", *_table(columns, rows[title]))
    if links:
        yield from ("## Subscribe", "", *(f"- [{name}]({to})" for name, to in links.items()), "")


def _rows(data: Mapping[str, Any]) -> Iterator[tuple[str, list[Fields]]]:
    """What each section lists."""
    parties = {one["id"]: one["name"] for one in data["parties"] or ()}

    def sided(one: Fields, **more: object) -> Fields:
        return {**one, **more, "party": parties.get(one["party"], one["party"])}

    offices = {"Relationship owner": data["owners"], "Executive sponsor": data["sponsors"]}
    seats = ((body["name"], one) for body in data["committees"] or () for one in body["members"])
    levels = (data["escalation"] or {}).get("levels", ())
    yield "Contacts", [sided(p, role=role) for role, some in offices.items() for p in some or ()]
    yield "Committees", [{**one, "body": body} for body, one in seats]
    yield "Escalation path", [sided(p, level=level) for level in levels for p in level["contacts"]]
    for title, key in _LISTED.items():
        yield title, data[key] or []


def _actual(kpi: Fields) -> str:
    actual = kpi["actual"] or {}
    return _figure(actual.get("value"), kpi["unit"], actual.get("period"))


def _target(kpi: Fields) -> str:
    target = kpi["target"] or {}
    by = target.get("by")
    return _figure(target.get("value"), kpi["unit"], _day(by) if by else None)


def _figure(value: float | None, unit: str | None, when: str | None = None) -> str:
    if value is None:
        return _NONE
    return plain(f"{with_unit(value, unit or '')}{f' ({when})' if when else ''}")


def _lights(lights: Mapping[str, int] | None) -> str:
    return ", ".join(f"{times} {light}" for light, times in (lights or {}).items()) or _NONE


def _word(value: object) -> str:
    return _NONE if value is None else plain(str(value))


def _term(value: str | None) -> str:
    return plain(words(value)) if value else _NONE


def _day(value: str | None) -> str:
    return day(date.fromisoformat(value)) if value else _NONE


def _mail(address: str | None) -> str:
    """A link to an address; it is quoted, so that it can be nothing else."""
    return f"[{plain(address)}](mailto:{quote(address, safe='@')})" if address else _NONE


def _words(title: str, text: str | None) -> Iterator[str]:
    """A section of prose, whose paragraphs stay and whose markup is shown as it was written."""
    if text:
        yield from (f"## {title}", "")
        for paragraph in text.split("\n\n"):
            yield from (f"<p>{plain(' '.join(paragraph.split()))}</p>", "")


def _table(columns: Columns, things: Iterable[Fields]) -> Iterator[str]:
    return _lines(tuple(columns), ([cell(one) for cell in columns.values()] for one in things))


def _lines(heads: Row, rows: Iterable[Row]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield "|---" * len(heads) + "|"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


def _of(key: str, shown: Callable[[Any], str] = _word, inner: str = "") -> Callable[[Fields], str]:
    """A cell that shows a field, or what is below it."""
    if inner:
        return lambda one: shown((one[key] or {}).get(inner))
    return lambda one: shown(one[key])


def _several(key: str, between: str) -> Callable[[Fields], str]:
    return lambda one: _word(between.join(one[key]) or None)


_PARTNERSHIPS: Columns = {
    "Partnership": lambda one: f"[{plain(one['title'])}]({one['links']['page']})",
    "Tier": _of("tier", _term),
    "Status": _of("status", _term),
    "KPIs": _of("lights", _lights),
    "Next review": _of("next_review", _day, "day"),
    "Overdue": _of("overdue"),
    "Escalations": _of("open_escalations"),
}
_LISTED = {
    "Parties": "parties",
    "Goals": "goals",
    "People": "people",
    "Risks": "risks",
    "Scorecard": "scorecard",
    "Reviews": "reviews",
    "Open escalations": "open_escalations",
    "What falls due": "due",
}
"""The sections that list a field as it is."""
_SECTIONS: Mapping[str, Columns] = {
    "Parties": {"Party": _of("name"), "Role": _of("role", _term)},
    "Contacts": {
        "Person": _of("name"),
        "For": _of("party"),
        "As": _of("role"),
        "Address": _of("email", _mail),
    },
    "Goals": {"Goal": _of("statement"), "Due": _of("due", _day)},
    "Committees": {
        "Committee": _of("body"),
        "Member": _of("name"),
        "For": _of("party"),
        "Seat": _of("role", _term),
    },
    "People": {
        "Person": lambda one: plain(", ".join(filter(None, (one["name"], one["title"])))),
        "For": _of("party"),
        "As": _several("roles", "; "),
        "Address": _of("email", _mail),
    },
    "Escalation path": {
        "Level": _of("level", inner="name"),
        "Contacts": _of("name"),
        "For": _of("party"),
        "Address": _of("email", _mail),
        "Acknowledge within": _of("level", inner="acknowledge_within"),
        "Escalate after": _of("level", inner="escalate_after"),
    },
    "Risks": {
        "Risk": _of("title"),
        "Likelihood × impact": lambda one: f"{one['likelihood'] or '?'} × {one['impact'] or '?'}",
        "Mitigation": _of("mitigation"),
        "Owner": _of("owner"),
        "Next assessment": _of("review_by", _day),
    },
    "Scorecard": {
        "KPI": _of("name"),
        "Status": _of("status", _term),
        "Actual": _actual,
        "Plan": lambda one: _figure(one["plan"], one["unit"]),
        "Target": _target,
        "Trend": _of("trend", _term, "course"),
        "Forecast": _of("forecast", _term, "outlook"),
    },
    "Reviews": {
        "Review": _of("name"),
        "How often": _of("every"),
        "Next": _of("next", _day),
        "Last held": _of("last_held", _day),
    },
    "Open escalations": {
        "Number": _of("number"),
        "About": _of("title"),
        "Level": _of("level"),
        "Deadline missed": lambda one: "Yes" if one["overdue"] else "No",
    },
    "What falls due": {
        "Day": _of("day", _day),
        "What": _of("what"),
        "Who": _several("who", ", "),
        "Days late": lambda one: str(one["overdue_days"] or _NONE),
    },
}


def _page(title: str, as_of: str, lines: Iterable[str]) -> str:
    """Front matter, whose title no generator takes for markup or a template, and the page."""
    safe = _SIGN.sub(lambda sign: f"&#{ord(sign[0])};", printable(title))
    front = ("---", f"title: {json.dumps(safe)}", "---", "")
    text = "\n".join(
        (
            *front,
            f"# {plain(title)}",
            "",
            f"As of {day(datetime.fromisoformat(as_of).date())}.",
            "",
            *lines,
        )
    )
    return text.encode("utf-8", "replace").decode()
