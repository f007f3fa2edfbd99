"""Figures out of databases and data files, through ibis.

The one room that knows ibis and the drivers below it, and only ``trm kpi pull`` enters it. A
query is declared, never SQL, so nothing that stands in a repository is run; see
:class:`trm_policy.model.query.Query`.
"""

from trm_policy.pulling.asking import MOST_FIGURES, Answer, ask
from trm_policy.pulling.connecting import connected
from trm_policy.pulling.errors import PullError

__all__ = ["MOST_FIGURES", "Answer", "PullError", "ask", "connected"]
