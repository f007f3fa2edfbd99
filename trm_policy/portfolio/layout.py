"""What files are called in the folder with the charters."""

from __future__ import annotations

CHARTER_FILE = "partnership.yaml"
"""In the folder of each partnership."""
DIRECTORY_FILE = "directory.yaml"
"""Beside these folders: people and organisations that charters share."""
