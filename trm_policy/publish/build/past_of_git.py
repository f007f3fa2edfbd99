"""What git remembers of a portfolio, for the site's audience."""

from __future__ import annotations

import logging
from pathlib import PurePosixPath

from mkdocs.plugins import get_plugin_logger

from trm_policy.model.audience import Override
from trm_policy.history.log import Chronicle
from trm_policy.history import HistoryError, Repository, Revision
from trm_policy.model.base import INTERNAL
from trm_policy.publish.build.options import Commission
from trm_policy.publish.past import IN_ALL, ON_A_PAGE, Past, as_committed

log = get_plugin_logger(__name__)

NOTE = (logging.INFO + logging.WARNING) // 2
"""The level of what a reader of the run should see, and what stops no strict build."""
logging.addLevelName(NOTE, "NOTE")


def past_of_git(asked: Commission, folder: PurePosixPath) -> Past:
    """The past of the charters in ``folder`` up to what is shown.

    Where git cannot tell it, a note says why, and nothing is known. For others than the host only
    charters that stand as they are committed have a past.
    """
    memory = asked.means.memory
    try:
        shown = _shown(asked)
        key = (shown.commit, shown.repository, folder, asked.audience)
        if memory is not None and memory.past is not None and memory.past[0] == key:
            past = memory.past[1]
        else:
            past = _told(shown, folder, asked.audience)
    except HistoryError as error:
        log.log(NOTE, "the site tells no history: %s", error)
        return Past(known=False)
    if memory is not None:
        memory.past = key, past
    if asked.audience.visibility is INTERNAL:
        return past
    return as_committed(past, shown, asked.source, folder)


def _shown(asked: Commission) -> Revision:
    source = asked.source
    return source if isinstance(source, Revision) else Repository.at(asked.root).revision("HEAD")


def _told(shown: Revision, folder: PurePosixPath, reader: Override) -> Past:
    """What may be told of the past up to a revision. Raises HistoryError."""
    chronicle = Chronicle.of(shown.repository, folder, until=shown.commit)
    latest = chronicle.events(reader, limit=IN_ALL)
    return Past(latest, chronicle.last_of_each(reader, ON_A_PAGE))
