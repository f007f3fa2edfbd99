"""What a change does that nobody sees in the charters: to guards, to names, and to text itself."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from trm_policy.document.hidden import IN_MARKDOWN, as_seen, hidden_faults
from trm_policy.finding import START, Finding, Severity
from trm_policy.judging.settings import FILES, SettingsTable
from trm_policy.portfolio.before import ChangedFiles
from trm_policy.portfolio.layout import BESIDE, CHARTER_FILE, README, RECORD_NAMES
from trm_policy.portfolio.records import MEASUREMENTS_FILE

GUARD, HIDDEN, ALIKE, STORED = NAMES = (
    *("guard-changed", "hidden-characters", "names-alike", "stored-otherwise"),
)
_CHECKS = "decides what is checked and published, and is taken from the change itself"
_REVIEWS = "decides who is asked for a review"
_SITES = "decides what is built and published, and for whom"
_ALL_OF_GITHUB = "may hold what is run, who is asked for a review, and how branches are protected"
GUARDS: Mapping[str, str] = {
    "/.github/": _ALL_OF_GITHUB,
    "/.gitlab/": _REVIEWS,
    "/.gitlab-ci.yml": _CHECKS,
    "/CODEOWNERS": _REVIEWS,
    "/docs/CODEOWNERS": _REVIEWS,
    ".gitignore": "decides which files git leaves out",
    ".gitmodules": "decides which other repositories are fetched into this one",
    ".lfsconfig": "decides where the files of Git LFS come from",
    ".gitattributes": "decides how git stores, merges and shows files",
    "/.mailmap": "decides by which name git calls who made a commit",
    "/.pre-commit-config.yaml": "decides what is checked before a commit",
}
"""What guards charters beside settings and rules, as CODEOWNERS writes paths, and what each does.

A path that begins with a slash is that of the top of the git repository.
"""
OWN_GUARDS: Mapping[str, str] = {"deploy/": _SITES, "site/mkdocs.yml": _SITES}
"""The same as seen from the governance repository."""
_OF_OTHERS: Mapping[str, str] = dict.fromkeys(
    (
        *("/.circleci/", "/.forgejo/", "/.gitea/", "/.woodpecker/", "/.woodpecker.yml"),
        *("/.drone.yml", "/Jenkinsfile", "/azure-pipelines.yml", "/bitbucket-pipelines.yml"),
    ),
    _CHECKS,
)
_READ = BESIDE - {README} | {MEASUREMENTS_FILE}
_NO_PROGRAMS = (".md", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".ico", ".txt", ".pdf")
_ONE_SIDE = {True: "is new", False: "is removed"}
_TEXTS = (".yaml", ".yml", ".csv", ".md", ".toml", ".json", ".py")


def unseen_changes(
    files: ChangedFiles, stored: Mapping[PurePosixPath, bytes | None], table: SettingsTable
) -> Iterator[Finding]:
    """A finding for each thing that a change does and of which nobody would hear otherwise.

    ``stored`` is what git stores of files that it stores otherwise than they stand here, as seen
    from the governance repository; ``table`` are its settings.
    """
    told = _telling(files, table)
    for path in sorted(files.paths):
        then, now = files.before.has(path), files.after.has(path)
        if then or now:
            yield from told.guard(path, "is changed" if then and now else _ONE_SIDE[now])
        if now:
            yield from told.hidden(path, files.after.read(path) or b"")
    yield from told.alike()
    yield from map(told.nested, sorted(files.nested))
    for path in sorted(stored):
        if told.judged(files.prefix / path):
            yield _otherwise(path, stored[path])


def other_files(files: ChangedFiles, table: SettingsTable) -> tuple[str, ...]:
    """The files that a change alters and of which neither charters, records nor rules speak."""
    told = _telling(files, table)
    others = (
        p for p in sorted(files.paths) if not any(told.guard(p, "")) and not told.spoken_of(p)
    )
    return tuple(map(str, others))


def _telling(files: ChangedFiles, table: SettingsTable) -> _Telling:
    policies = frozenset(files.prefix / folder for folder in table.schemas)
    laws = (*table.schemas, *table.checks, *FILES, table.baseline or FILES[0])
    return _Telling(
        files,
        policies,
        files.prefix / table.partnerships,
        tuple(files.prefix / place for place in laws),
    )


@dataclass(frozen=True, slots=True)
class _Telling:
    """Tells what a change does to the files of a git repository."""

    files: ChangedFiles
    policies: frozenset[PurePosixPath]
    charters: PurePosixPath
    laws: tuple[PurePosixPath, ...]

    def judged(self, path: PurePosixPath) -> bool:
        """Whether it lies where charters, records, settings and rules are."""
        return any(path.is_relative_to(place) for place in (self.charters, *self.laws))

    def spoken_of(self, path: PurePosixPath) -> bool:
        """Whether what becomes of it is told of charters, records and rules."""
        read = self._is_read(path) or path.name == CHARTER_FILE
        law = any(path.is_relative_to(place) for place in self.laws)
        return law or (read and path.is_relative_to(self.charters))

    def nested(self, path: PurePosixPath) -> Finding:
        """Another repository within this one: git stores no file of it."""
        message = (
            f"{path} is another repository within this one, new or at another commit; nothing that "
            "it holds is stored here, and nothing of it is checked"
        )
        severity = Severity.ERROR if self.judged(path) else Severity.WARNING
        return self._finding(path, GUARD, severity, message, "Store the files themselves.")

    def guard(self, path: PurePosixPath, done: str) -> Iterator[Finding]:
        own = {f"/{self.files.prefix / pattern}" + "/" * pattern.endswith("/"): does
               for pattern, does in OWN_GUARDS.items()}  # fmt: skip
        for pattern, does in {**GUARDS, **_OF_OTHERS, **own}.items():
            if _matches(path, pattern):
                message = f"this change alters what guards the charters: {path} {done}; it {does}"
                help_text = "Whoever is responsible for the checks must read it, and agree."
                yield self._finding(path, GUARD, Severity.WARNING, message, help_text)
                return
        if self._is_of_site(path):
            message = f"this change alters what a site is made with: {path} {done}"
            help_text = "Whoever is responsible for the site must read it: it may run as a program."
            yield self._finding(path, GUARD, Severity.WARNING, message, help_text)

    def _is_of_site(self, path: PurePosixPath) -> bool:
        """Whether a site may run it, while it is built or in the browser: it is no page."""
        site = self.files.prefix / "site"
        inner = path.is_relative_to(site) and path.suffix.lower() not in _NO_PROGRAMS
        return inner or path.name.lower() in ("mkdocs.yml", "mkdocs.yaml")

    def hidden(self, path: PurePosixPath, raw: bytes) -> Iterator[Finding]:
        """Unseen characters in names, and in what no reader of ours reads: a workflow, a page."""
        for fault in hidden_faults(path.as_posix())[:1]:
            message = f"in the name of this file {fault.message}"
            yield self._finding(path, HIDDEN, Severity.WARNING, message, "Rename the file.")
        if self._is_read(path) or b"\0" in raw:
            return
        spelled = IN_MARKDOWN if path.suffix in (".md", ".html") else None
        text = raw.decode("utf-8", "replace").lstrip("\ufeff")
        for fault in hidden_faults(text, HIDDEN, spelled):
            at = self._from_root(path)
            yield Finding(at, fault.span, HIDDEN, Severity.WARNING, fault.message, fault.help)

    def _is_read(self, path: PurePosixPath) -> bool:
        """Whether a reader tells of them: of charters, records and policies."""
        policy = path.suffix == ".yaml" and path.parent in self.policies
        return policy or path.name in _READ or path.parent.name in RECORD_NAMES

    def alike(self) -> Iterator[Finding]:
        """Files and folders whose names some computers take for one, if the change has part."""
        new = _places(map(str, self.files.paths))
        folded = set(map(_folded, new))
        same: dict[str, list[str]] = defaultdict(list)
        for place in sorted(_places(self.files.names)):
            if (name := _folded(place)) in folded:
                same[name].append(place)
        for first, *others in same.values():
            if others and new.intersection((first, *others)) and _are_beside(first, *others):
                yield self._finding(
                    *(PurePosixPath(first), ALIKE, Severity.ERROR),
                    f"{first} and {' and '.join(others)} are one name on computers that do not "
                    "tell upper from lower case, where one takes the place of the other",
                    "Rename or remove one of them.",
                )

    def _finding(
        self, path: PurePosixPath, rule: str, severity: Severity, message: str, help_text: str
    ) -> Finding:
        return Finding(self._from_root(path), START, rule, severity, message, help_text)

    def _from_root(self, path: PurePosixPath) -> PurePosixPath:
        """A path from the top as seen from the governance repository."""
        if path.is_relative_to(self.files.prefix):
            return path.relative_to(self.files.prefix)
        return PurePosixPath(*[".."] * len(self.files.prefix.parts), path)


def _otherwise(path: PurePosixPath, raw: bytes | None) -> Finding:
    if raw is None:
        message = f"git cannot store {path} as .gitattributes demands"
    else:
        message = (
            f"because of .gitattributes git stores {path} otherwise than it stands here; what is "
            "stored is what has been checked"
        )
    help_text = "Take the file's filter, ident or working-tree-encoding out of .gitattributes."
    return Finding(path, START, STORED, Severity.ERROR, message, help_text)


def is_text(path: PurePosixPath) -> bool:
    """Whether the file is of a kind that charters, records, rules and settings are written in."""
    return path.suffix in _TEXTS


def _matches(path: PurePosixPath, pattern: str) -> bool:
    """Whether a path is one of a guard: a folder, a name anywhere, or a file, in any case."""
    name, wanted = f"/{path}".casefold(), pattern.casefold()
    if wanted.endswith("/"):
        return f"{name}/".startswith(wanted)
    return name == wanted if wanted.startswith("/") else name.endswith(f"/{wanted}")


def _places(paths: Iterable[str]) -> set[str]:
    """The paths and all folders above them."""
    found: set[str] = set()
    for path in paths:
        while path and path not in found:
            found.add(path)
            path = path.rpartition("/")[0]  # noqa: PLW2901 - from a file up to the top
    return found


def _are_beside(*paths: str) -> bool:
    return len({path.rpartition("/")[0] for path in paths}) == 1


def _folded(name: str) -> str:
    """What some computers take a name for: case, forms of letters and unseen signs aside."""
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFKC", as_seen(name)).casefold()
