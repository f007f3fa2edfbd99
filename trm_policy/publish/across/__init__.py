"""The pages about the whole portfolio that a site has besides the overview."""

from __future__ import annotations

from typing import Any

from trm_policy.publish.across.assessments import (
    HEALTH_PAGE,
    MATURITY_PAGE,
    SEGMENTATION_PAGE,
    WARNINGS_PAGE,
)
from trm_policy.publish.across.network import NETWORK_PAGE
from trm_policy.publish.across.people import PEOPLE_PAGE
from trm_policy.publish.across.reviews import ACTIONS_PAGE, YEAR_PAGE
from trm_policy.publish.across.risks_and_initiatives import INITIATIVES_PAGE, RISKS_PAGE
from trm_policy.publish.portfolio_page import PortfolioPage

PORTFOLIO_PAGES: tuple[PortfolioPage[Any], ...] = (
    PEOPLE_PAGE,
    YEAR_PAGE,
    ACTIONS_PAGE,
    INITIATIVES_PAGE,
    RISKS_PAGE,
    HEALTH_PAGE,
    WARNINGS_PAGE,
    MATURITY_PAGE,
    SEGMENTATION_PAGE,
    NETWORK_PAGE,
)
"""In the order in which their pages are made."""
