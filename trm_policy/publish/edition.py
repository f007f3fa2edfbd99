"""What a site is made as."""

from __future__ import annotations

from dataclasses import dataclass, field

from trm_policy.model.audience import Override
from trm_policy.model.base import INTERNAL
from trm_policy.publish.charts.gallery import Gallery
from trm_policy.publish.evidence import Lines
from trm_policy.publish.past import Past, Site

HOST = Override(INTERNAL)
USUAL = Site("Partnerships")


@dataclass(frozen=True, slots=True)
class Edition:
    """For whom a site is made, with which past, under which name.

    With ``own_home`` the site has a first page of its own, to which the overview is added.
    Without ``past`` nothing is said of it. ``lines`` is where files of the repository are read,
    ``guide`` the path of the page on how to propose a change, if there is one. ``gallery`` draws
    the charts.
    """

    audience: Override = HOST
    past: Past | None = None
    site: Site = USUAL
    own_home: bool = False
    lines: Lines | None = None
    guide: str = ""
    gallery: Gallery = field(default_factory=Gallery)
