"""Charts are drawn once, alike every time, and kept in a folder that may fail."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
import vl_convert

from tests.publish.charts.drawn import HOSTILE, Svg, harmless
from trm_policy.publish.charts import Chart, ChartTable, layers
from trm_policy.publish.charts.gallery import Gallery
from trm_policy.publish.charts.layers import layer, number


def chart(key: str = "one", name: str = "Share in full", at: int = 3) -> Chart:
    both = {"x": number("x", (0, 10)), "y": number("y", (0, 10))}
    rows = [{"x": at, "y": 4, "name": name}]
    point = layer({"type": "point", "color": layers.PINE, "opacity": 1}, both, rows)
    text = layer({"type": "text"}, {**both, "text": {"field": "name"}}, rows)
    spec = {"width": 100, "height": 60, "padding": 0, "layer": [point, text]}
    return Chart(key, "test", name, f"About {name}", spec, ChartTable(("Name",), [(name,)]), {})


@pytest.fixture
def drawings(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What the library was asked to draw."""
    asked: list[object] = []
    real = vl_convert.vegalite_to_svg

    def counting(spec: object, **options: object) -> str:
        asked.append(options)
        return str(real(spec, **options))

    monkeypatch.setattr(vl_convert, "vegalite_to_svg", counting)
    return asked


def test_a_chart_is_shapes_and_text_in_the_colours_of_the_page_with_its_words() -> None:
    assert str(Gallery().drawn(chart())) == (
        '<svg viewBox="0 0 100 60" class="trm-chart__svg" role="img" '
        'aria-labelledby="chart-one-title" aria-describedby="chart-one-desc">'
        '<title id="chart-one-title">Share in full</title>'
        '<desc id="chart-one-desc">About Share in full</desc>'
        '<g fill="none" transform="translate(0,0)"><g><g transform="translate(0,0)">'
        '<path d="M0,0h100v60h-100Z"/><g><g>'
        '<path transform="translate(30,36)" d="M2.7,0A2.7,2.7,0,1,1,-2.7,0A2.7,2.7,0,1,1,2.7,0" '
        'stroke="var(--trm-pine)" stroke-width="2"/></g><g>'
        '<text text-anchor="middle" transform="translate(30,40)" font-size="12px" '
        'fill="var(--trm-ink)">Share in full</text></g></g></g></g></g></svg>'
    )


def test_a_name_that_attacks_stays_text() -> None:
    found = Svg(str(Gallery().drawn(chart(name=HOSTILE))))
    harmless(found)
    assert "".join(found.texts) == HOSTILE


def test_a_key_that_is_no_id_gives_safe_ids() -> None:
    found = Svg(str(Gallery().drawn(chart(key='x" onload="alert(1)'))))
    harmless(found)
    assert all(id_.replace("-", "").isalnum() for id_ in found.of("id"))


def test_ids_of_two_charts_on_a_page_differ() -> None:
    gallery = Gallery()
    both = str(gallery.drawn(chart("one"))) + str(gallery.drawn(chart("two")))
    ids = [value for _, name, value in Svg(both).attributes if name == "id"]
    assert len(ids) == len(set(ids)) == 4


def test_the_same_picture_is_drawn_once_and_nothing_is_asked_of_the_network(
    drawings: list[object],
) -> None:
    gallery = Gallery()
    first, other = gallery.drawn(chart("one")), gallery.drawn(chart("two"))
    assert first.partition("<g")[2] == other.partition("<g")[2]
    assert drawings == [{"allowed_base_urls": []}]


def test_another_run_takes_the_picture_from_the_folder(
    drawings: list[object], tmp_path: Path
) -> None:
    first = Gallery(tmp_path / "charts").drawn(chart())
    assert Gallery(tmp_path / "charts").drawn(chart()) == first
    assert len(drawings) == 1
    assert [path.suffix for path in (tmp_path / "charts").iterdir()] == [".svg"]


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda raw: raw[:-20], id="cut off"),
        pytest.param(lambda raw: raw.replace(b"Share", b"Stole"), id="changed"),
        pytest.param(lambda _: b"", id="empty"),
        pytest.param(lambda _: b"\xff\xfe", id="no text"),
    ],
)
def test_a_damaged_entry_is_drawn_anew_and_mended(
    damage: Callable[[bytes], bytes], drawings: list[object], tmp_path: Path
) -> None:
    first = Gallery(tmp_path).drawn(chart())
    entry = next(tmp_path.iterdir())
    entry.write_bytes(damage(entry.read_bytes()))
    assert Gallery(tmp_path).drawn(chart()) == first
    assert Gallery(tmp_path).drawn(chart()) == first
    assert len(drawings) == 2


def test_a_folder_that_cannot_be_made_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "charts").write_text("a file is in the way")
    gallery = Gallery(tmp_path / "charts")
    assert gallery.drawn(chart()) == Gallery().drawn(chart())
    gallery.tidy()
    assert (tmp_path / "charts").read_text() == "a file is in the way"


def test_the_pictures_longest_unused_go_first(tmp_path: Path, drawings: list[object]) -> None:
    gallery = Gallery(tmp_path, most=2)
    for at in (1, 2, 3):
        gallery.drawn(chart(at=at))
        newest = max(tmp_path.iterdir(), key=lambda path: path.stat().st_mtime_ns)
        os.utime(newest, (at, at))
    Gallery(tmp_path).drawn(chart(at=1))
    gallery.tidy()
    drawings.clear()
    again = Gallery(tmp_path)
    again.drawn(chart(at=1))
    again.drawn(chart(at=3))
    assert drawings == []
    again.drawn(chart(at=2))
    assert len(drawings) == 1
