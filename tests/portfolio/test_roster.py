"""Where a party's organisation is, in the charter's words and the directory's."""

from __future__ import annotations

import pytest

from tests.support import edited, partnership

HELIX = "    organisation: helix-cold-chain\n"


@pytest.mark.parametrize(
    ("own", "place"),
    [
        ("", ("GB", "GB-ENG")),
        ("    country: GB\n", ("GB", "GB-ENG")),
        ("    country: DE\n", ("DE", None)),
        ("    subdivision: DE-BY\n", ("DE", "DE-BY")),
        ("    subdivision: GB-SCT\n", ("GB", "GB-SCT")),
    ],
)
def test_country_and_region_of_a_party_always_agree(
    own: str, place: tuple[str | None, str | None]
) -> None:
    files = edited((HELIX, HELIX.replace("helix-cold-chain", "meridian-foods") + own))

    home = partnership(files).roster.organisation("helix")
    assert (home.country, home.subdivision) == place
