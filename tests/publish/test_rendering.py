"""The stylesheet that is joined from small files."""

from __future__ import annotations

from pathlib import Path

import pytest

from trm_policy.publish import rendering
from trm_policy.publish.rendering import stylesheet

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
