"""The page's colours in a chart.

Vega-Lite knows colours by number only, and the page's are not numbers: they change between light
and dark. So each colour is drawn as a number that stands for it and nothing else, and becomes the
variable of the stylesheet afterwards.
"""

from __future__ import annotations

_NAMES = (
    "paper", "card", "sunk", "line", "ink", "soft", "pine", "pine-wash", "green", "amber", "red",
    "grey",
)  # fmt: skip
_STANDS_FOR = {f"#0107{place:02x}": name for place, name in enumerate(_NAMES, 1)}
_NUMBERS = {name: number for number, name in _STANDS_FOR.items()}

PAPER, CARD, SUNK, LINE, INK, SOFT, PINE, PINE_WASH, GREEN, AMBER, RED, GREY = (
    _NUMBERS[name] for name in _NAMES
)
NONE = "transparent"


def of_page(colour: str) -> str:
    """The variable of the stylesheet that a number stands for; any other colour as it is."""
    name = _STANDS_FOR.get(colour)
    return f"var(--trm-{name})" if name else colour
