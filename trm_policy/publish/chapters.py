"""The pages about the whole portfolio that a site has besides the board."""

from __future__ import annotations

from typing import Any

from trm_policy.publish.across import health, maturity, network, segmentation, warnings
from trm_policy.publish.across.log import LOG
from trm_policy.publish.across.people import PEOPLE
from trm_policy.publish.across.pipeline import PIPELINE
from trm_policy.publish.across.risks import RISKS
from trm_policy.publish.across.year import YEAR
from trm_policy.publish.chapter import Chapter

CHAPTERS: tuple[Chapter[Any], ...] = (
    PEOPLE,
    YEAR,
    LOG,
    PIPELINE,
    RISKS,
    health.CHAPTER,
    warnings.CHAPTER,
    maturity.CHAPTER,
    segmentation.CHAPTER,
    network.CHAPTER,
)
"""In the order in which their pages are made."""
