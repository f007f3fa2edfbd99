"""How a site is built: from MkDocs to a page, with one cache and one pool.

``plugin`` hands MkDocs finished pages; ``options`` has what one build is asked for. ``site`` makes
every page of a portfolio, ``charters`` all of one charter, several at once by
:mod:`trm_policy.portfolio.parallel`, ``subscriptions`` the calendars, feeds and data. What a build
made is kept in the ``cache`` while a site is served, what the theme made of it in
``theme_cache``. A single build has the theme make one ``page_frame`` for all pages of a kind, and
tells the ``search`` what stands in them. ``running`` and ``serving`` run MkDocs for our own
command.
"""

from __future__ import annotations

import os
from importlib.util import find_spec

from trm_policy.errors import TrmError

_NEEDED = ("mkdocs", "material", "feedgenerator", "vl_convert")


class SiteError(TrmError):
    """The site cannot be built as things stand."""


def require_mkdocs() -> None:
    """Raise SiteError with the way to install what is missing; keep the theme from advertising."""
    if any(find_spec(name) is None for name in _NEEDED):
        raise SiteError(
            "the site needs MkDocs, its theme and what draws charts, which are not all installed; "
            "run: pip install 'trm-policy[site]'"
        )
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
