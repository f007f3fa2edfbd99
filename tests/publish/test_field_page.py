from __future__ import annotations

import re
from html import unescape

from trm_policy.model.charter import Charter
from trm_policy.model.shape import rows
from trm_policy.publish.reference_pages import field_page


def _lines() -> dict[str, str]:
    """The last column by the key it stands behind."""
    found = re.findall(r"<code>([^<]*)</code>.*?data-label=\"Change\">([^<]*)<", field_page().html)
    return {key: unescape(text) for key, text in found}


def test_the_reference_tells_of_every_field_what_a_change_of_it_means() -> None:
    lines = _lines()

    assert len(lines) == len(list(rows(Charter)))
    assert lines["kpis.….target.value"] == (
        "material, version step: minor; moving it against the KPI's direction weakens"
    )
    assert lines["exit.notice"] == "material, version step: major; shorter weakens"
    assert lines["people.….email"] == "operational, version step: none; either way the same"
