"""Who must look at a change of which files, as GitHub and GitLab read it from CODEOWNERS.

Of the lines that match a file the last one counts, so that general lines come first. Nobody
but the parties' own owners and sponsors is named, by e-mail address, which both platforms
take. What governs all charters (settings, policies, checks, this file, CI files, attributes) is
for the sponsors of the host of every charter; lines by hand below the block name someone else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from trm_policy.errors import TrmError
from trm_policy.judging.settings import FILES, Settings
from trm_policy.judging.unseen_changes import GUARDS, OWN_GUARDS
from trm_policy.model.charter import Charter
from trm_policy.model.party import SharedPerson
from trm_policy.portfolio.layout import DIRECTORY_FILE
from trm_policy.portfolio.partnership import Portfolio
from trm_policy.portfolio.roster import Actor, Roster
from trm_policy.wording.text import mailbox

BEGIN = "# BEGIN trm codeowners"
END = "# END trm codeowners"
_ABOUT = (
    "# Made from the owners and sponsors of the charters: change them there, and run",
    "# 'trm codeowners' again. The last line that matches a file counts, so that what you",
    "# write below this block goes before it.",
)
_SPECIAL = re.compile(r"([\s\\#*?!\[\]])")
_SECTION = re.compile(r"\^?\[[^\]]+\](\[\d+\])?(\s|$)")
"""A line that begins a section on GitLab, to which all lines up to the next one belong."""
_OWN_SECTION = "[Partnerships]"
_LEFT = "left to the sponsors of the other charters"


@dataclass(frozen=True, slots=True)
class Owned:
    """Lines of the block, and what could not be put into them, in words."""

    lines: tuple[str, ...]
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True)
class Owning:
    """Tells the owners of a portfolio's files as of a day.

    ``file`` is where the CODEOWNERS file stands, and ``prefix`` the governance repository's
    folder, both as seen from the top of the git repository. ``all_parties`` takes the people of
    all parties, not of the host alone.
    """

    portfolio: Portfolio
    settings: Settings
    today: date
    file: PurePosixPath | None
    prefix: PurePosixPath
    all_parties: bool = False

    def owned(self) -> Owned:
        """Everything that the block says."""
        gaps = [
            f"{name} cannot be read, so it is {_LEFT}"
            for name in self.portfolio.ids
            if name not in self.portfolio.charters
        ]
        own, owners, sponsors, leaders = [], set[str](), set[str](), set[str]()
        for name, charter in sorted(self.portfolio.charters.items()):
            roster = self.portfolio.roster(name)
            for home in (charter.host,) if charter.host else charter.parties:
                owners.update(self._addresses(roster, charter.owners.get(home)))
                sponsors.update(self._addresses(roster, charter.sponsors.get(home)))
            found = list(self._of_charter(charter, roster))
            if not found:
                found = list(self._leading(charter, roster))
                leaders.update(found)
                left = "given to its chairs and leads" if found else _LEFT
                gaps.append(
                    f"{name} names neither an owner nor a sponsor of its host with an e-mail "
                    f"address, so it is {left}"
                )
            if not found:
                continue
            if not name.isprintable():
                gaps.append(f"the folder {name!r} has a name that cannot be written in it")
            else:
                own.append(self._line(self.portfolio.folder / name, found, folder=True))
        general = _sorted(sponsors or owners or leaders)
        if not general:
            return Owned((), (*gaps, "no one with an e-mail address acts for the host"))
        folder = self.portfolio.folder
        lines = [
            self._line(folder, general, folder=True),
            self._line(folder / DIRECTORY_FILE, _sorted(owners or sponsors or leaders)),
            *own,
            *self._of_law(general),
        ]
        return Owned(tuple(lines), tuple(gaps))

    def _leading(self, charter: Charter, roster: Roster) -> Iterator[str]:
        """The addresses of chairs, and of leads of groups, goals and initiatives, each once."""
        chairs = (s.person for one in charter.committees.values() for s in one.members if s.chairs)
        leads = (
            *(one.lead for one in charter.committees.values()),
            *(one.lead for one in charter.goals.values()),
            *(one.lead for one in charter.initiatives.values()),
        )
        home = charter.parties if self.all_parties or not charter.host else (charter.host,)
        for person in dict.fromkeys((*chairs, *leads)):
            if roster.party_of(person) in home:
                yield from self._addresses(roster, person)

    def _of_charter(self, charter: Charter, roster: Roster) -> Iterator[str]:
        """The addresses of owners and sponsors, those of the host first, each once."""
        home = (charter.host,) if charter.host else tuple(charter.parties)
        others = (party for party in charter.parties if party not in home)
        seen: set[str] = set()
        for party in (*home, *(others if self.all_parties else ())):
            for roles in (charter.owners, charter.sponsors):
                for address in self._addresses(roster, roles.get(party)):
                    if mailbox(address) not in seen:
                        seen.add(mailbox(address))
                        yield address

    def _addresses(self, roster: Roster, actor: str | None) -> Iterator[str]:
        """The e-mail address of a person in office, or those of a body's members."""
        found = roster.get(actor)
        if found is None:
            return
        body = roster.charter.committees.get(found.id) if found.human is None else None
        seats = body.seated if body else (found.id,)
        for one in map(roster.get, seats):
            if one is not None and (address := self._address(one)):
                yield address

    def _address(self, actor: Actor) -> str | None:
        human = actor.human
        gone = isinstance(human, SharedPerson) and human.left and human.left <= self.today
        if human is None or human.email is None or gone:
            return None
        return None if "#" in human.email else human.email  # it would begin a comment

    def _of_law(self, sponsors: list[str]) -> Iterator[str]:
        """What holds for every charter."""
        table = self.settings.table
        settings = dict.fromkeys((FILES[0], self.settings.name))
        for name in (*settings, *([table.baseline] if table.baseline else [])):
            yield self._line(PurePosixPath(name), sponsors)
        for name in (*table.schemas, *table.checks):
            yield self._line(PurePosixPath(name), sponsors, folder=True)
        for name in dict.fromkeys(f"{PurePosixPath(one).parts[0]}/" for one in OWN_GUARDS):
            yield self._line(PurePosixPath(name), sponsors, folder=True)
        own = [_pattern(self.file)] if self.file is not None else []
        for pattern in dict.fromkeys([*GUARDS, *own]):
            yield f"{pattern} {' '.join(sponsors)}"

    def _line(self, path: PurePosixPath, owners: list[str], *, folder: bool = False) -> str:
        return f"{_pattern(self.prefix / path)}{'/' if folder else ''} {' '.join(owners)}"


def with_block(text: str, lines: Iterable[str]) -> str:
    """``text`` with the block put in place of the one it has, else at its end.

    What stands around the block is kept, line ends too. Below sections of GitLab it begins one of
    its own, since its lines would count as a part of the last. Raises TrmError for a block of which
    only one end is there.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    there = text.splitlines()
    begins = [n for n, line in enumerate(there) if line.strip() == BEGIN]
    ends = [n for n, line in enumerate(there) if line.strip() == END]
    above = there[: begins[0]] if begins else there
    own = [_OWN_SECTION] if any(_SECTION.match(line.strip()) for line in above) else []
    block = newline.join((BEGIN, *_ABOUT, *own, *lines, END))
    if not begins and not ends:
        before = text if not text or text.endswith("\n") else text + newline
        return f"{before}{newline if before.strip() else ''}{block}{newline}"
    if len(begins) != 1 or len(ends) != 1 or ends[0] < begins[0]:
        raise TrmError(
            f"its lines {BEGIN!r} and {END!r} must appear once each, in this order; restore "
            "the missing one, or remove both to have the block written again"
        )
    kept = text.splitlines(keepends=True)
    last = kept[ends[0]]
    behind = last[len(last.rstrip("\r\n")) :]
    return "".join((*kept[: begins[0]], block, behind, *kept[ends[0] + 1 :]))


def _pattern(path: PurePosixPath) -> str:
    """The path from the top, with what patterns and lines take for a sign of theirs escaped."""
    return "/" + _SPECIAL.sub(r"\\\1", path.as_posix())


def _sorted(addresses: Iterable[str]) -> list[str]:
    """Each address once, whatever its case."""
    once = {mailbox(address): address for address in sorted(addresses)}
    return [once[key] for key in sorted(once)]
