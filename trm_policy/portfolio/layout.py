"""What files are called in the folder with the charters."""

from __future__ import annotations

import re

CHARTER_FILE = "partnership.yaml"
"""In the folder of each partnership."""
DIRECTORY_FILE = "directory.yaml"
"""Beside these folders: people and organisations that charters share."""
IMPORTS_FILE = "imports.yaml"
"""Beside these folders: how files with figures are read."""
README = "README.md"
"""Anywhere, for people."""
RECORD_NAMES = {
    "reviews": (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}-[^/]+\.md"), "2026-10-20-qbr.md"),
    "escalations": (re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*\.md"), "2026-003.md"),
    "surveys": (re.compile(r"[1-9][0-9]{3}\.csv"), "2026.csv"),
}
"""The folders of records beside a charter: what a file in each is called, and an example."""
BESIDE = frozenset({CHARTER_FILE, DIRECTORY_FILE, IMPORTS_FILE, README})
"""The files that may stand beside the folders of the partnerships, or have words of their own."""
