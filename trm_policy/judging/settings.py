"""What an organisation sets in ``trm.toml``: where things lie, and how each rule is taken."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from trm_policy.document.text import merge_faults
from trm_policy.errors import SettingsError, did_you_mean
from trm_policy.finding import Severity
from trm_policy.model.vocabulary import Instrument, Relationship, Tier

if TYPE_CHECKING:
    from trm_policy.model.charter import Charter
    from trm_policy.portfolio.result_cache import ResultCache
    from trm_policy.rule import Rule
    from trm_policy.source import Source

OFF = "off"
FILES = ("trm.toml", "pyproject.toml")
_RENAME, _REWRITE = f"rename it to {FILES[0]}", f"write its settings as TOML in {FILES[0]}"
_MISNAMED = {
    **dict.fromkeys(("trm.toml.txt", "trm (1).toml", "trm.tml", "TRM.toml", "Trm.toml"), _RENAME),
    **dict.fromkeys(("trm.TOML", ".trm.toml"), _RENAME),
    **dict.fromkeys(("trm.yaml", "trm.yml", "trm.json"), _REWRITE),
}
"""What people, their programs and other tools call such a file, and what to do with it."""
_MOST_BYTES = 1 << 18
_MOST_LEVELS = 20
_KEY = r"""(?:[\w-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')"""
_MANY_DOTS = re.compile(
    rf"(?m)(?:^|[{{,])[ \t]*+\[{{0,2}}+(?:[ \t]*+{_KEY}[ \t]*+\.){{{_MOST_LEVELS}}}"
)
"""A key of many parts, for which Python's reader takes the square of their number."""
_END = 2**63
"""Where the whole numbers of TOML end, on both sides of 0."""
_MOST = 10_000
"""The largest number that an option may be, unless it is larger by itself: days, people …"""


@dataclass(frozen=True, slots=True)
class OverrideTable:
    """One ``[[overrides]]`` entry: other rule settings for some of the charters."""

    tier: tuple[Tier, ...] = ()
    instrument: tuple[Instrument, ...] = ()
    relationship: tuple[Relationship, ...] = ()
    tag: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    rules: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WaiverTable:
    """The ``[waivers]`` table."""

    never: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SettingsTable:
    """All that ``trm.toml`` may say, as :mod:`trm_policy.judging.settings_file` accepts it.

    ``connections`` are as they are written; :mod:`trm_policy.judging.connections` reads them.
    """

    partnerships: str = "partnerships"
    schemas: tuple[str, ...] = ("schemas",)
    checks: tuple[str, ...] = ("checks",)
    fail_on: Severity = Severity.ERROR
    profile: str | None = None
    baseline: str | None = None
    require_signature: bool = False
    publish_authors: bool = False
    site_url: str | None = None
    rules: dict[str, Any] = field(default_factory=dict)
    waivers: WaiverTable = WaiverTable()
    overrides: tuple[OverrideTable, ...] = ()
    connections: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RuleSetting:
    """How one rule is taken: its own severity, another one, or off; and its options."""

    severity: Severity | None = None
    off: bool = False
    options: Mapping[str, Any] = field(default_factory=dict)

    def then(self, other: RuleSetting) -> RuleSetting:
        """This setting with what ``other`` says on top."""
        decided = other.severity is not None or other.off
        return RuleSetting(
            other.severity if decided else self.severity,
            other.off if decided else self.off,
            {**self.options, **other.options},
        )


_AS_IT_IS = RuleSetting()


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one run, checked against the rules that exist."""

    table: SettingsTable = field(default_factory=SettingsTable)
    name: str = FILES[0]

    @property
    def partnerships(self) -> PurePosixPath:
        """The folder with the charters."""
        return PurePosixPath(self.table.partnerships)

    def usual(self, rule: str, family: str) -> RuleSetting:
        """How the rule is taken where no override says otherwise.

        A profile leaves rules of the rule book out, unless ``[rules]`` gives them a severity.
        """
        out = not _in_profile(self.table.profile, rule, family)
        return RuleSetting(off=out).then(_setting(self.table.rules.get(rule)))

    def overridden(
        self, usual: RuleSetting, rule: str, charter: Charter, path: PurePosixPath
    ) -> RuleSetting:
        """``usual`` with the overrides that hold for a charter on top, in their order."""
        for override in self.table.overrides:
            if rule in override.rules and _applies(override, charter, path):
                usual = usual.then(_setting(override.rules[rule]))
        return usual

    def applying(self, charter: Charter, path: PurePosixPath) -> tuple[int, ...]:
        """The overrides that hold for a charter, by number."""
        overrides = enumerate(self.table.overrides)
        return tuple(n for n, override in overrides if _applies(override, charter, path))

    def for_tier(self, rule: str, family: str, tier: Tier) -> tuple[RuleSetting, str]:
        """How the rule is taken for a tier, whatever else a charter may be, and what says so."""
        setting, why = self.usual(rule, family), "rule book"
        if self.table.profile is not None and _in_profile(self.table.profile, rule, family):
            why = f"profile {self.table.profile}"
        if setting.off:
            why = f"not in profile {self.table.profile}"
        if rule in self.table.rules:
            why = f"[rules] of {self.name}"
        for override in self.table.overrides:
            others = (override.instrument, override.relationship, override.tag, override.path)
            by_tier_alone = not any(others)
            if rule in override.rules and by_tier_alone and tier in (override.tier or Tier):
                setting = setting.then(_setting(override.rules[rule]))
                why = f"[[overrides]] of {self.name}"
        return setting, why

    def require_known(self, rules: Iterable[Rule], others: Iterable[str]) -> None:
        """Raise SettingsError for a rule or option that does not exist.

        ``others`` are names that have a severity but no options, such as policies.
        """
        if self.table.profile not in (None, *PROFILES):
            raise SettingsError(
                f"{self.name}: there is no profile {self.table.profile!r}; "
                f"{did_you_mean(self.table.profile or '', PROFILES)}"
            )
        known = {rule.name: rule for rule in rules}
        names = {*known, *others}
        tables = [self.table.rules, *(override.rules for override in self.table.overrides)]
        for name, value in [pair for table in tables for pair in table.items()]:
            if name not in names:
                raise SettingsError(
                    f"{self.name}: no rule is called {name!r}; {did_you_mean(name, names)}"
                )
            if name in known or not isinstance(value, dict):
                options = known[name].options if name in known else {}
                _require_options(self.name, name, value, options)
        for name in self.table.waivers.never:
            if name not in names:
                raise SettingsError(
                    f"{self.name}: waivers.never names {name!r}, which is not a rule; "
                    f"{did_you_mean(name, names)}"
                )


def read_settings(source: Source, kept: ResultCache | None = None) -> Settings:
    """The settings at the root of ``source``: ``trm.toml``, else ``[tool.trm]``, else defaults.

    What was accepted once, and ``kept``, is not judged again. Raises SettingsError for a file
    that cannot be used.
    """
    for name in FILES:
        raw = source.read(PurePosixPath(name))
        if raw is None and source.has(PurePosixPath(name)):
            raise SettingsError(
                f"{name} exists but cannot be read; make it an ordinary readable file"
            )
        if raw is not None:
            data: Any = _toml(name, raw)
            if name == "pyproject.toml":
                tool = data.get("tool")
                data = tool.get("trm") if isinstance(tool, dict) else None
            if data is not None:
                _require_valid(name, raw, data, kept)
                return Settings(_table(data), name)
    for name, way in _MISNAMED.items():
        if source.has(PurePosixPath(name)):
            raise SettingsError(f"no settings are read from {name}; {way}, or remove it")
    return Settings()


def _toml(name: str, raw: bytes) -> dict[str, Any]:
    """The data of a file. Raises SettingsError for what is no TOML, or what nobody can mean."""
    if len(raw) > _MOST_BYTES:
        raise SettingsError(
            f"{name} has more than {_MOST_BYTES:,} bytes; remove what is not needed"
        )
    try:
        text = raw.decode("utf-8-sig")
        if _MANY_DOTS.search(text):
            raise _too_deep(name)
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        for fault in merge_faults(raw.decode("utf-8", "replace")):
            told = f"{name}, line {fault.span.line}: {fault.message}. {fault.help}"
            raise SettingsError(told) from error
        raise SettingsError(f"{name} is not valid TOML: {error}") from error
    except RecursionError as error:
        raise _too_deep(name) from error
    except ValueError as error:  # of thousands of digits, which Python reads as no number
        raise _too_large(name) from error
    _require_meant(name, data)
    return data


def _require_meant(name: str, data: dict[str, Any]) -> None:
    """Raise SettingsError for data nested deeper, or a number larger, than settings are."""
    level: list[Any] = [data]
    for _ in range(_MOST_LEVELS):
        parts = (one.values() if isinstance(one, dict) else one for one in level)
        values = [value for part in parts for value in part]
        if any(isinstance(value, int) and not -_END <= value < _END for value in values):
            raise _too_large(name)
        level = [value for value in values if isinstance(value, dict | list)]
    if level:
        raise _too_deep(name)


def _too_deep(name: str) -> SettingsError:
    return SettingsError(
        f"{name} has more than {_MOST_LEVELS} levels nested inside each other; use fewer brackets "
        "and dots"
    )


def _too_large(name: str) -> SettingsError:
    return SettingsError(f"{name} has a number beyond {_END - 1:,}; write a smaller one")


def _require_valid(name: str, raw: bytes, data: Any, kept: ResultCache | None) -> None:
    """Raise SettingsError where a file's data are no settings; what is kept was valid before."""
    if kept is not None and kept.get((name, raw)):
        return
    from trm_policy.judging.settings_file import require_valid

    require_valid(name, data)
    if kept is not None:
        kept.put((name, raw), value=True)
        kept.save()


def _table(data: Mapping[str, Any]) -> SettingsTable:
    """What accepted data say."""
    lists = {name: tuple(data[name]) for name in ("schemas", "checks") if name in data}
    level = {"fail_on": Severity(data["fail_on"])} if "fail_on" in data else {}
    waivers = WaiverTable(tuple(data.get("waivers", {}).get("never", ())))
    overrides = tuple(map(_override, data.get("overrides", ())))
    return SettingsTable(**{**data, **lists, **level, "waivers": waivers, "overrides": overrides})


def _override(data: Mapping[str, Any]) -> OverrideTable:
    return OverrideTable(
        tuple(map(Tier, data.get("tier", ()))),
        tuple(map(Instrument, data.get("instrument", ()))),
        tuple(map(Relationship, data.get("relationship", ()))),
        tuple(data.get("tag", ())),
        tuple(data.get("path", ())),
        data.get("rules", {}),
    )


def _setting(value: Any) -> RuleSetting:
    if isinstance(value, str):
        return RuleSetting(None if value == OFF else Severity(value), value == OFF)
    if isinstance(value, dict):
        level = value.get("severity")
        options = {name: entry for name, entry in value.items() if name != "severity"}
        return _setting(level).then(RuleSetting(options=options))
    return _AS_IT_IS


def _require_options(file: str, rule: str, value: Any, options: Mapping[str, Any]) -> None:
    level = value.get("severity") if isinstance(value, dict) else value
    if level is not None and level not in (*Severity, OFF):
        raise SettingsError(
            f"{file}: {rule} cannot be {level!r}; write error, warning, info or off"
            + (", or a table of its options" if options else "")
        )
    for name, given in (value if isinstance(value, dict) else {}).items():
        if name == "severity":
            continue
        if name not in options:
            raise SettingsError(
                f"{file}: {rule} has no option {name!r}; {did_you_mean(name, options)}".rstrip("; ")
            )
        if wanted := _wanted(given, options[name].default):
            raise SettingsError(
                f"{file}: the option {name!r} of {rule} must be {wanted}, not {given!r}"
            )


def _wanted(given: Any, default: Any) -> str:
    """What an option must be that was given otherwise; empty where it is fine."""
    if isinstance(default, bool) or isinstance(given, bool):
        fine = isinstance(given, bool) and isinstance(default, bool)
    elif isinstance(default, int | float):
        if isinstance(given, int | float) and not 0 <= given <= max(_MOST, default):
            return f"from 0 to {max(_MOST, default):,}"
        fine = isinstance(given, int | float)
    elif isinstance(default, tuple | list):
        fine = isinstance(given, list) and all(isinstance(one, str) for one in given)
    else:
        fine = isinstance(given, type(default))
    return "" if fine else f"like {default!r}"


def _applies(override: OverrideTable, charter: Charter, path: PurePosixPath) -> bool:
    return (
        (not override.tier or charter.tier in override.tier)
        and (not override.instrument or charter.instrument in override.instrument)
        and (not override.relationship or charter.relationship in override.relationship)
        and (not override.tag or not set(override.tag).isdisjoint(charter.tags))
        and (not override.path or any(path.match(pattern) for pattern in override.path))
    )


_OWN_FAMILIES = frozenset({"checks", "policy"})
"""Families of rules that an organisation wrote for itself."""

PROFILES = ("start", "standard", "iso-44001")
"""Smallest first; each holds the one before. The last is the whole rule book."""


def _in_profile(profile: str | None, rule: str, family: str) -> bool:
    """Whether a rule is part of a profile. An organisation's own demands always are."""
    if profile is None or profile not in PROFILES[:-1] or family in _OWN_FAMILIES:
        return True
    held = PROFILES[: PROFILES.index(profile) + 1]
    return any(rule in _profiles()[name] for name in held)


@cache
def _profiles() -> dict[str, list[str]]:
    """The rules that each profile adds, from ``profiles.toml`` beside this module."""
    return tomllib.loads(Path(__file__).with_name("profiles.toml").read_text("utf-8"))
