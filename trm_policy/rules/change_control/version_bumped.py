"""A version that tells how far the parties' agreement has moved."""

from collections.abc import Iterator

from trm_policy.finding import Severity
from trm_policy.model.charter import Charter
from trm_policy.portfolio.context import Context
from trm_policy.rule import Problem, rule
from trm_policy.rules._written import is_whole
from trm_policy.rules.change_control._changes import before, changes, needed_bump, next_version
from trm_policy.wording.lists import listed

_MOST_NAMED = 3


@rule(Severity.ERROR, change=True)
def version_bumped(charter: Charter, context: Context) -> Iterator[Problem]:
    """A change to the agreement raises the version: major for fundamentals, minor for the rest."""
    was = before(context).partnership
    if was is None or before(context).gone or not is_whole(context, ("version",)):
        return
    old, new = was.charter.version, charter.version
    if new < old:
        yield Problem(
            f"the version went back from {old} to {new}",
            at="version",
            help=f"Versions only increase: write {old} or later.",
        )
        return
    least = next_version(context)
    if new < least:
        needed = needed_bump(context)
        told = [change.sentence for change in changes(context) if change.bump is needed]
        more = len(told) - _MOST_NAMED
        shown = [*told[:_MOST_NAMED], f"{more} more"] if more > 0 else told
        yield Problem(
            f"the version is {'still ' if new == old else ''}{new}, but the agreed content "
            f"has changed: {listed(shown)}",
            at="version",
            help=f"Write {least} or later, and let every party approve it with 'trm approve'.",
        )
