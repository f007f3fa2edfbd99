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
Section = tuple[str, Row, list[Row]]
"""Heading, columns and rows of a table."""
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
            f"{target} holds other things than an export, which would be lost; "
            "name an empty or a new folder"
        )


def index_page(portfolio: Mapping[str, Any]) -> str:
    """The first page: every partnership with its lights, and where its own page is."""
    rows = [
        (
            f"[{plain(one['title'])}]({one['links']['page']})",
            _term(one["tier"]),
            _term(one["status"]),
            _lights(one["lights"]),
            _day((one["next_review"] or {}).get("day")),
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
        ("Relationship", _term(data["relationship"])),
        ("Tier", _term(data["tier"])),
        ("Stage", _term(data["stage"])),
        ("Status", _term(data["status"])),
        ("Version", _word(data["charter_version"])),
        ("From", _day(term.get("start"))),
        ("To", _day(term.get("end"))),
    )
    yield from _table(("What", "How"), [one for one in facts if one[1] != _NONE])
    yield from _words("Vision", data["vision"])
    for title, heads, rows in (*_agreed(data), *_governed(data), *_known(data)):
        if rows:
            yield from (f"## {title}", "", *_table(heads, rows))
    if links:
        yield from ("## Subscribe", "", *(f"- [{name}]({to})" for name, to in links.items()), "")


def _agreed(data: Mapping[str, Any]) -> Iterator[Section]:
    """Who works together, their contacts, and what for."""
    parties = _names(data)
    yield (
        "Parties",
        ("Party", "Role"),
        [(plain(one["name"]), _term(one["role"])) for one in data["parties"] or ()],
    )
    yield (
        "Contacts",
        ("Person", "For", "As", "Address"),
        [
            (
                plain(one["name"]),
                plain(parties.get(one["party"], one["party"])),
                office,
                _mail(one["email"]),
            )
            for office, people in (
                ("Relationship owner", data["owners"]),
                ("Executive sponsor", data["sponsors"]),
            )
            for one in people or ()
        ],
    )
    yield (
        "Goals",
        ("Goal", "Due"),
        [(plain(one["statement"]), _day(one["due"])) for one in data["goals"] or ()],
    )


def _governed(data: Mapping[str, Any]) -> Iterator[Section]:
    """Committees, people, whom to tell level by level, and risks."""
    parties, path = _names(data), data["escalation"] or {}
    yield (
        "Committees",
        ("Committee", "Member", "For", "Seat"),
        [
            (plain(body["name"]), _word(one["name"]), _word(one["party"]), _term(one["role"]))
            for body in data["committees"] or ()
            for one in body["members"]
        ],
    )
    yield (
        "People",
        ("Person", "For", "As", "Address"),
        [
            (
                plain(", ".join(filter(None, (one["name"], one["title"])))),
                plain(one["party"]),
                _word("; ".join(one["roles"]) or None),
                _mail(one["email"]),
            )
            for one in data["people"] or ()
        ],
    )
    yield (
        "Escalation path",
        ("Level", "Whom to tell", "For", "Address", "Acknowledge within", "Escalate after"),
        [
            (
                plain(level["name"]),
                plain(one["name"]),
                plain(parties.get(one["party"], one["party"])),
                _mail(one["email"]),
                _word(level["acknowledge_within"]),
                _word(level["escalate_after"]),
            )
            for level in path.get("levels", ())
            for one in level["contacts"]
        ],
    )
    yield (
        "Risks",
        ("Risk", "Likelihood × impact", "Mitigation", "Owner", "Next assessment"),
        [
            (
                plain(one["title"]),
                f"{one['likelihood'] or '?'} × {one['impact'] or '?'}",
                _word(one["mitigation"]),
                _word(one["owner"]),
                _day(one["review_by"]),
            )
            for one in data["risks"] or ()
        ],
    )


def _known(data: Mapping[str, Any]) -> Iterator[Section]:
    """How it stands: the scorecard, the reviews, and what is open and due."""
    yield (
        "Scorecard",
        ("KPI", "Status", "Actual", "Plan", "Target", "Trend", "Forecast"),
        [_kpi(one) for one in data["scorecard"] or ()],
    )
    yield (
        "Reviews",
        ("Review", "How often", "Next", "Last held"),
        [
            (plain(one["name"]), _word(one["every"]), _day(one["next"]), _day(one["last_held"]))
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
                "Yes" if one["overdue"] else "No",
            )
            for one in data["open_escalations"] or ()
        ],
    )
    yield (
        "What falls due",
        ("Day", "What", "Who", "Days late"),
        [
            (
                _day(one["day"]),
                plain(one["what"]),
                _word(", ".join(one["who"]) or None),
                str(one["overdue_days"] or _NONE),
            )
            for one in data["due"] or ()
        ],
    )


def _names(data: Mapping[str, Any]) -> dict[str, str]:
    return {one["id"]: one["name"] for one in data["parties"] or ()}


def _kpi(one: Mapping[str, Any]) -> Row:
    actual, target, unit = one["actual"] or {}, one["target"] or {}, one["unit"] or ""
    by = target.get("by")
    return (
        plain(one["name"]),
        _term(one["status"]),
        _figure(actual.get("value"), unit, actual.get("period")),
        _figure(one["plan"], unit),
        _figure(target.get("value"), unit, day(date.fromisoformat(by)) if by else None),
        _term((one["trend"] or {}).get("course")),
        _term((one["forecast"] or {}).get("outlook")),
    )


def _figure(value: float | None, unit: str, when: str | None = None) -> str:
    if value is None:
        return _NONE
    return plain(f"{with_unit(value, unit)}{f' ({when})' if when else ''}")


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


def _table(heads: Row, rows: Iterable[Row]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield "|---" * len(heads) + "|"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


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
