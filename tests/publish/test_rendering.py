"""The stylesheet that is joined from small files."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from trm_policy.publish import rendering
from trm_policy.publish.rendering import assets, stylesheet

FOLDER = Path(rendering.__file__).parent / "assets" / "css"
FILES = sorted(FOLDER.glob("*.css"))


def test_the_stylesheet_is_every_file_in_the_order_of_their_names() -> None:
    joined = stylesheet()
    places = [joined.index(path.read_text("utf-8")) for path in FILES]
    assert places == sorted(places)
    assert len(joined) == sum(len(path.read_text("utf-8")) + 1 for path in FILES) - 1


@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_a_file_closes_what_it_opens_so_that_its_neighbours_keep_their_meaning(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("{") == text.count("}")
    assert text.count("/*") == text.count("*/")


def test_every_font_that_the_stylesheet_asks_for_stands_beside_it() -> None:
    beside = {path.removeprefix("assets/trm/") for path in assets()}
    asked = set(re.findall(r'url\("([^"]+)"\)', stylesheet()))
    assert asked == {name for name in beside if name.endswith(".woff2")}
    assert "fonts/OFL.txt" in beside
