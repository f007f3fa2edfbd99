"""The templates of the pages, compiled once; everything they insert is escaped."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension

from trm_policy.publish import prose
from trm_policy.publish.charts import risk_map
from trm_policy.publish.falling_due import kind_name
from trm_policy.wording import days, lists, numbers, text

FOLDER = Path(__file__).parent
_CSS = FOLDER / "assets" / "css"
_JS = FOLDER / "assets" / "js"
STYLES = "assets/trm/trm.css"
"""The path of the stylesheet in a site."""
SCRIPT = "assets/trm/trm.js"
"""The path of the script in a site; pages can be read without it."""


class StackedTables(Extension):
    """Says in words what every part of a stacked table is.

    A phone shows each row as a card, and a browser tells assistive technology of no table where
    the stylesheet takes its display away. Templates are changed as they are compiled, so that no
    text of a charter is ever touched.
    """

    _TABLE = re.compile(r'<table class="[^"]*\btrm-stack\b[^"]*">.*?</table>', re.DOTALL)
    _PART = re.compile(r'<(table|thead|tbody|tr|td|th scope="(?:col|row)")(?=[ >])')
    _ROLES: ClassVar = {
        "table": "table",
        "thead": "rowgroup",
        "tbody": "rowgroup",
        "tr": "row",
        "td": "cell",
        'th scope="col"': "columnheader",
        'th scope="row"': "rowheader",
    }

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002 - Jinja's signature
        """The source of a template, with a role on each part of its stacked tables."""
        return self._TABLE.sub(lambda table: self._PART.sub(self._named, table[0]), source)

    def _named(self, part: re.Match[str]) -> str:
        return f'{part[0]} role="{self._ROLES[part[1]]}"'


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
        extensions=[StackedTables],
    )
    found.filters |= {
        "prose": prose.prose,
        "web_link": prose.web_link,
        "mail_link": prose.mail_link,
        "breakable": prose.breakable,
        "day": days.day,
        "short_day": days.short_day,
        "words": text.words,
        "number": numbers.number,
        "with_unit": numbers.with_unit,
        "cadence": days.cadence,
        "sentence": text.sentence,
        "clock": days.clock,
        "kind_name": kind_name,
        "weight": risk_map.weight,
        "gravity": risk_map.gravity,
    }
    found.globals |= {"several": lists.counted, "distance": days.distance}
    return found


def render(template: str, **context: Any) -> str:
    """The HTML of a template with its context."""
    return environment().get_template(template).render(context)


def compile_all() -> None:
    """Compile every template at once, so that processes which begin from here need not."""
    found = environment()
    for name in found.list_templates():
        found.get_template(name)


def stylesheet() -> str:
    """The one stylesheet of the site: the files of ``assets/css``, in the order of their names."""
    return "\n".join(path.read_text("utf-8") for path in sorted(_CSS.glob("*.css")))


def assets() -> dict[str, str | bytes]:
    """What pages need beside them, by its path in the site: stylesheet, fonts and script."""
    fonts = sorted((FOLDER / "assets" / "fonts").iterdir())
    beside = STYLES.rpartition("/")[0]
    script = "\n".join(path.read_text("utf-8") for path in sorted(_JS.glob("*.js")))
    return {STYLES: stylesheet(), SCRIPT: script} | {
        f"{beside}/fonts/{one.name}": one.read_bytes() for one in fonts
    }
