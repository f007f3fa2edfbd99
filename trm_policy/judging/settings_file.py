"""What ``trm.toml`` may say: its keys, and what may stand there."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from trm_policy.errors import SettingsError
from trm_policy.finding import Severity
from trm_policy.judging.connections import ConnectionTable
from trm_policy.model.base import Part, key
from trm_policy.model.building import build
from trm_policy.model.values import Id, Link, Many, Text, Word, YesNo
from trm_policy.model.vocabulary import Instrument, Relationship, Tier
from trm_policy.wording.text import quoted

_PATTERNS = "overrides.path"


def require_valid(name: str, data: Any) -> None:
    """Raise SettingsError where the data of the file ``name`` are no settings."""
    built = build(_File, data)
    if built.refusals or built.value is None:
        said = "; ".join(refusal.message for refusal in built.refusals)
        raise SettingsError(f"{name}: {said}")
    table = built.value
    named = {"partnerships": [table.partnerships], "schemas": table.schemas, "checks": table.checks}
    named["baseline"] = [table.baseline] if table.baseline is not None else []
    named[_PATTERNS] = [path for override in table.overrides for path in override.path]
    for key_, paths in named.items():
        for path in filter(_leads_away if key_ != _PATTERNS else _names_nothing, paths):
            raise SettingsError(
                f"{name}: {key_} names {quoted(path)}, which is not a place in this repository; "
                "write its path from the folder of this file"
            )


def _names_nothing(pattern: str) -> bool:
    return _leads_away(pattern) or not PurePosixPath(pattern).parts


def _leads_away(path: str) -> bool:
    inside = PurePosixPath(path)
    return inside.is_absolute() or ".." in inside.parts or not path or not path.isprintable()


class _Override(Part):
    """One ``[[overrides]]`` entry: other rule settings for some of the charters."""

    tier: Many[Word[Tier]] = key("Tiers it applies to; all if absent.", default=())
    instrument: Many[Word[Instrument]] = key("Instruments it applies to.", default=())
    relationship: Many[Word[Relationship]] = key("Relationships it applies to.", default=())
    tag: Many[Text] = key("Tags of which a charter must have one.", default=())
    path: Many[Text] = key("Patterns of the charter's path, such as partnerships/uk-*.", default=())
    rules: dict[Text, Any] = key("Rule settings, as under [rules].", factory=dict)


class _Waivers(Part):
    """The ``[waivers]`` table."""

    never: Many[Text] = key("Rules that no one may waive.", default=())


class _File(Part):
    """All that ``trm.toml`` may say."""

    partnerships: Text = key("The folder with a folder for each charter.", default="partnerships")
    schemas: Many[Text] = key("Folders with policy schemas.", default=("schemas",))
    checks: Many[Text] = key("Folders with the organisation's own rules.", default=("checks",))
    fail_on: Word[Severity] = key("The least severity that fails a run.", default=Severity.ERROR)
    profile: Text | None = key("start, standard or iso-44001: how much is required.", default=None)
    baseline: Text | None = key("The file with the findings that do not count.", default=None)
    require_signature: YesNo = key(
        "Whether an approval must be committed and signed by the one who gives it.", default=False
    )
    publish_authors: YesNo = key(
        "Whether others than the host may see who committed a change.", default=False
    )
    site_url: Link | None = key("The published site's address.", default=None)
    rules: dict[Text, Any] = key("Severity and options of rules.", factory=dict)
    waivers: _Waivers = key("What may be waived.", factory=_Waivers)
    overrides: Many[_Override] = key("Other settings for some charters.", default=())
    connections: dict[Id, ConnectionTable] = key(
        "Databases and data files that figures are pulled from.", factory=dict
    )
