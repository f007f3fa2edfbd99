"""Every page is valid HTML, as the Nu HTML Checker reads it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

NPM_TOOL = Path(__file__).parents[2] / ".ci" / "npm-tool"
QUICKLY = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss8m"]
"""A Java that is done in seconds compiles no more than it wins; its schemas nest deeply."""
OF_THE_THEME = (
    "Attribute “autocomplete” is only allowed when the input type is “color”",
    "The value of the “for” attribute of the “label” element must be the ID of a non-hidden",
    "Bad value “” for attribute “tabindex” on element “label”",
)
"""What the theme writes on every page, and no plugin should rewrite."""
MEANT = tuple(
    f"The “role” attribute must not be used on a “{part}” element which has a “table” ancestor"
    for part in ("tr", "th", "td")
)
"""A stacked table says what its parts are: on a phone it is one in words alone, not in display."""


def test_the_checker_has_nothing_to_say_of_any_page(reference_folder: Path) -> None:
    words = [NPM_TOOL, "vnu-jar", "26.9.27", "build/dist/vnu.jar"]
    jar = subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()
    done = subprocess.run(
        [
            "java",
            *QUICKLY,
            "-jar",
            jar,
            "--skip-non-html",
            "--format",
            "json",
            str(reference_folder),
        ],
        check=False,
        capture_output=True,
        text=True,
    )
    said = json.loads(done.stderr)["messages"]
    found = {
        (one["message"], one.get("extract", "")[:80])
        for one in said
        if one["type"] == "error" and not one["message"].startswith((*OF_THE_THEME, *MEANT))
    }
    assert found == set()
