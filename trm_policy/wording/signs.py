"""Signs: each means one thing wherever it stands, and has its word beside it.

Keys are the values of the format and of the measures, so that this room knows neither.
"""

from __future__ import annotations

STATUS = {"green": "●", "amber": "▲", "red": "◆", "unknown": "○"}
"""RAG status: of a KPI, of a side of health, of whatever is judged by colour."""
TREND = {
    "improving": "↗",
    "steady": "→",
    "worsening": "↘",
    "rising": "↑",
    "falling": "↓",
    "turning better": "↗",
    "turning worse": "↘",
    "turning up": "↑",
    "turning down": "↓",
    "none": "·",
}
"""Where a figure is going now: up or down where neither is better; ``none`` is no clear trend."""
CHANGE = {"stronger": "+", "weaker": "−", "other": "±"}
"""What a change does to what was agreed."""
