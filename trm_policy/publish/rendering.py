"""The templates of the pages, compiled once; everything they insert is escaped."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from trm_policy.publish import prose, wording

FOLDER = Path(__file__).parent
STYLESHEET = FOLDER / "assets" / "trm.css"


@cache
def environment() -> Environment:
    """The one environment of all pages."""
    found = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= {
        "prose": prose.prose,
        "web_link": prose.web_link,
        "mail_link": prose.mail_link,
        "breakable": prose.breakable,
        "day": wording.day,
        "short_day": wording.short_day,
        "words": wording.words,
        "number": wording.number,
        "with_unit": wording.with_unit,
        "cadence": wording.cadence,
    }
    found.globals |= {"several": wording.several, "distance": wording.distance}
    return found


def render(template: str, **context: Any) -> str:
    """The HTML of a template with its context."""
    return environment().get_template(template).render(context)
