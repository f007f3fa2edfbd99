"""Where charts are kept from one build to the next."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_cache_path


def kept_charts() -> Path | None:
    """The folder of whoever builds; None where he has no folder of his own.

    It is never below the repository: what a proposed change brings along would be shown as a
    chart.
    """
    folder = user_cache_path("trm-policy", appauthor=False) / "charts"
    return folder if folder.is_absolute() else None
