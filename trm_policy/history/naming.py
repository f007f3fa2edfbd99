"""Which commit a name stands for: branches first, and no guess where two go by one name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from trm_policy.errors import closest
from trm_policy.history.errors import HistoryError, ShallowError, UnknownRevisionError
from trm_policy.history.program import Program

SHA = re.compile(r"[0-9a-fA-F]{40}|[0-9a-fA-F]{64}")
_REFS = ("refs/heads/", "refs/remotes/", "refs/tags/")
_FORMS = ("refs/heads/{}", "refs/remotes/{}", "refs/remotes/{}/HEAD", "refs/tags/{}")
"""What a name may be short for, in this order."""
_OF_GIT = re.compile(r"@|HEAD")
"""Names that git always gives: no branch or tag goes before them."""
_AT_TIMES = re.compile(r"(?:[A-Z]+_)+HEAD")
"""Names that git gives at times, such as ``FETCH_HEAD``; else a branch or tag may have them."""
_BEGUN = re.compile(r"[0-9a-fA-F]{4,64}")
_WITH_STEPS = re.compile(r"(.+?)((?:@\{|[~^]).*)?", re.DOTALL)
"""A name, and the steps from there, as in ``main~1``."""


def resolved(program: Program, name: str) -> str:
    """The object that ``name`` stands for; a branch of one server alone may be named shortly.

    Raises UnknownRevisionError, also where a branch and a tag of that name are different commits,
    or ShallowError where the clone may simply lack it.
    """
    if not name or name.startswith("-") or not name.isprintable():
        raise UnknownRevisionError(
            f"{name!r} cannot be the name of a revision; name a branch, a tag or a commit"
        )
    refs = {} if SHA.fullmatch(name) or _OF_GIT.fullmatch(name) else _refs(program)
    code, answer, complaint = program.tried("rev-parse", "--verify", _in_full(program, name, refs))
    if not code:
        return answer.decode().strip()
    if "ambiguous" in complaint:
        raise UnknownRevisionError(
            f"more than one commit begins with {name!r}; give more of its characters"
        )
    refs = refs or _refs(program)
    servers = [ref for ref in refs if re.fullmatch(rf"refs/remotes/[^/]+/{re.escape(name)}", ref)]
    if len(servers) == 1:
        return refs[servers[0]]
    names = [ref.split("/", 2)[2] for ref in refs]
    raise _unknown(program, name, [one for one in names if not one.endswith("/HEAD")])


def _in_full(program: Program, name: str, refs: Mapping[str, str]) -> str:
    """The name with that of its branch or tag in full: git itself would take a tag first."""
    match = _WITH_STEPS.fullmatch(name)
    short, steps = match.groups("") if match else (name, "")
    if _OF_GIT.fullmatch(short) or short in refs or f"refs/{short}" in refs:
        return name
    meant = [ref for form in _FORMS if (ref := form.format(short)) in refs]
    found = {refs[ref] for ref in meant} | (set(_otherwise(program, short)) if meant else set())
    if len(found) > 1:
        raise UnknownRevisionError(
            f"{short!r} is the name of more than one revision, and they are not the same commit; "
            f"write {' or '.join(map(repr, meant))}, or all 40 characters of a commit"
        )
    return f"{meant[0]}{steps}" if meant else name


def _otherwise(program: Program, short: str) -> Iterator[str]:
    """What git may take a name for that is one of a branch or tag as well."""
    if _BEGUN.fullmatch(short):
        yield from program.said("rev-parse", f"--disambiguate={short}").decode().split()
    if _AT_TIMES.fullmatch(short):
        yield from program.tried("rev-parse", "--verify", "--quiet", short)[1].decode().split()


def _unknown(program: Program, name: str, refs: Sequence[str]) -> HistoryError:
    near = closest(name, refs)
    meant = f"; did you mean {near!r}?" if near else ""
    said = f"no branch, tag or commit is called {name!r}{meant}"
    if program.said("rev-parse", "--is-shallow-repository") == b"true\n":
        return ShallowError(said)
    if program.tried("rev-parse", "--verify", "--quiet", "HEAD")[0] and not near:
        if not refs:
            return UnknownRevisionError(
                f"{said}: the repository has no commit yet; make the first one with git commit"
            )
        return UnknownRevisionError(
            f"{said}: the branch that is checked out has no commit yet; name another one, such "
            f"as {min(refs)!r}"
        )
    help_text = "" if near else "; if it is only on the server, run git fetch first"
    return UnknownRevisionError(said + help_text)


def _refs(program: Program) -> dict[str, str]:
    """What branches, branches of servers and tags point to, by their full names."""
    form = "--format=%(objectname) %(*objectname) %(refname)"
    answer = program.said("for-each-ref", form, *_REFS)
    lines = (line.split(" ", 2) for line in answer.decode(errors="replace").splitlines())
    return {name: tagged or sha for sha, tagged, name in lines}
