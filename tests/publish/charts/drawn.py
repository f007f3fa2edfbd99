"""What a chart's SVG is made of."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser

from trm_policy.publish.charts import Chart
from trm_policy.publish.charts.gallery import Gallery

HOSTILE = (
    '<script>alert(1)</script><img src=x onerror=alert(2)>" onload=\'x\' fill="#010705" {{7*7}}'
)


class Svg(HTMLParser):
    """Elements, attributes and texts as a browser's parser would meet them."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: Counter[str] = Counter()
        self.attributes: list[tuple[str, str, str]] = []
        self.shapes: list[dict[str, str]] = []
        self.texts: list[str] = []
        self._inside = ""
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements[tag] += 1
        self.shapes.append({name: value or "" for name, value in attrs})
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self._inside = tag

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        if self._inside == "text":
            self.texts.append(data)

    def paths(self, colour: str) -> set[str]:
        """The outlines of all shapes that are filled with a colour."""
        return {one["d"] for one in self.shapes if one.get("fill") == colour and "d" in one}

    def lines(self, colour: str) -> int:
        """How many lines are drawn in a colour."""
        return sum(one.get("stroke") == colour and "fill" not in one for one in self.shapes)

    def of(self, name: str) -> set[str]:
        """The values that an attribute has anywhere."""
        return {value for _, attribute, value in self.attributes if attribute == name}


def drawn(chart: Chart, gallery: Gallery | None = None) -> Svg:
    """The chart as a browser meets it."""
    return Svg(str((gallery or Gallery()).drawn(chart)))


def harmless(found: Svg) -> None:
    """Fail where anything stands in the picture that is neither a shape nor text."""
    assert set(found.elements) <= {"svg", "title", "desc", "g", "path", "line", "rect", "text"}
    names = {name for _, name, _ in found.attributes}
    assert not {name for name in names if name.startswith("on") or "href" in name}
    assert "style" not in names
    colours = found.of("fill") | found.of("stroke")
    assert {one for one in colours if not one.startswith("var(--trm-")} <= {"none", "transparent"}
