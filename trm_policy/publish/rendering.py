"""The templates of the pages, which escape what they insert, and people's prose as safe HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import quote, urlsplit

import nh3
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

from trm_policy.measure.trend import LEAST_FIGURES, METHOD
from trm_policy.model.contact_points import dialled
from trm_policy.publish.rhythm import kind_name
from trm_policy.views.scorecard_words import going, tolerance
from trm_policy.wording import days, lists, numbers, text
from trm_policy.wording.addresses import RULE_BOOK

_TAGS = {
    "a", "blockquote", "br", "code", "em", "h2", "h3", "h4", "hr", "li", "ol", "p", "pre",
    "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_SCHEMES = {"http", "https", "mailto"}
_MEANS_NOTHING = re.compile(r"[^\W\d_][^\\`*_{}\[\]<>#+!|&~\n\r\t=-]*")
"""Text that CommonMark leaves as it is: it begins with a letter and holds no sign of markup."""
_LIVELY = re.compile(r"[{}]|--8|\[(?=TOC\]|\[)", re.IGNORECASE)
"""What other parts of a documentation site take for commands: templates, snippets, contents."""


def prose(text: str | None) -> Markup:
    """The HTML of a field of prose: paragraphs, lists, emphasis, code and links alone.

    HTML in the text stays text, headings become bold paragraphs, pictures become links, and
    links lead to the web or a mailbox only.
    """
    if not text:
        return Markup()
    if _MEANS_NOTHING.fullmatch(text):
        return Markup("<p>") + text + Markup("</p>")
    return _rendered(text, heading=0)


def article(text: str, heading: int = 2) -> Markup:
    """The HTML of a page of our own, such as a rule's, with its headings from ``heading`` down."""
    return _rendered(text, heading)


def web_link(address: str) -> str | None:
    """The address, if it is one that a reader may be sent to."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme in ("http", "https") and parts.netloc:
        return address
    return address if parts.scheme == "mailto" else None


def mail_link(address: str) -> str:
    """A link that opens a mail to the address and cannot add anything to it."""
    return "mailto:" + quote(address, safe="@.+-_")


def phone_link(number: str) -> Markup:
    """A number as it is written; as a link that dials it where it has its country code."""
    dials = dialled(number)
    if dials is None:
        return escape(number)
    return Markup('<a href="tel:{}">{}</a>').format(dials, number)


def breakable(address: str) -> Markup:
    """The address, with a place before its ``@`` where a narrow column may break it."""
    local, at, domain = address.rpartition("@")
    return escape(local) + Markup("<wbr>") + at + domain


def _rendered(text: str, heading: int) -> Markup:
    tokens = _parser().parse(text)
    _lower_headings(tokens, heading)
    raw = _parser().renderer.render(tokens, _parser().options, {})
    clean = nh3.clean(raw, tags=_TAGS, attributes={"a": {"href"}}, url_schemes=_SCHEMES)
    return Markup(_LIVELY.sub(_as_entities, clean))  # noqa: S704 - sanitised just above


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    return parser.disable(["image"])


def _lower_headings(tokens: Sequence[Token], heading: int) -> None:
    """Let headings begin at a level, or make bold paragraphs of them at level 0."""
    for number, token in enumerate(tokens):
        if token.type not in ("heading_open", "heading_close"):
            continue
        level = int(token.tag[1]) - 1 + heading
        token.tag = f"h{min(level, 4)}" if heading else "p"
        if not heading and token.type == "heading_open":
            inline = tokens[number + 1]
            strong = [Token("strong_open", "strong", 1), Token("strong_close", "strong", -1)]
            inline.children = [strong[0], *(inline.children or []), strong[1]]


def _as_entities(found: re.Match[str]) -> str:
    return "".join(f"&#{ord(sign)};" for sign in found[0])


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
        optimized=False,  # it takes longer than what it would save in one build
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[StackedTables],
    )
    found.filters |= {
        "prose": prose,
        "web_link": web_link,
        "mail_link": mail_link,
        "phone_link": phone_link,
        "breakable": breakable,
        "day": days.day,
        "short_day": days.short_day,
        "words": text.words,
        "number": numbers.number,
        "with_unit": numbers.with_unit,
        "cadence": days.cadence,
        "going": going,
        "tolerance": tolerance,
        "sentence": text.sentence,
        "clock": days.clock,
        "kind_name": kind_name,
    }
    found.globals |= {
        "several": lists.counted,
        "distance": days.distance,
        "rule_book": RULE_BOOK,
        "trend_method": METHOD,
        "least_figures": LEAST_FIGURES,
    }
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
