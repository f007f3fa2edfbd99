"""What of a site's settings runs code that the repository brings along."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from mkdocs.utils.yaml import yaml_load
from yaml_env_tag import construct_env_tag

_PYTHON = "tag:yaml.org,2002:python/"
_NAMED_BY_THEME = re.compile(r"name:(material|pymdownx)(\.\w+)+")
"""What the theme's own pages tell people to write."""
_BUNDLED = ("search", "tags", "meta", "offline")
_PLUGINS = {"trm", *_BUNDLED, *(f"material/{name}" for name in _BUNDLED)}
"""Plugins that run nothing of the repository; of others that cannot be known."""


def own_code(config_file: Path) -> list[str]:
    """What the settings of a site have run, each by the words that ask for it.

    Hooks, templates, plugins that may run files, and Python names. Nothing of it is run. Raises
    MkDocsException and OSError where the settings cannot be read.
    """
    named: list[str] = []

    class Loader(yaml.SafeLoader):
        """Notes what Python the settings name; what they take from the environment is known."""

    def python(_: yaml.SafeLoader, name: str, __: yaml.Node) -> None:
        if not _NAMED_BY_THEME.fullmatch(name):
            named.append(f"!!python/{name}")

    Loader.add_multi_constructor(_PYTHON, python)
    Loader.add_constructor("!ENV", construct_env_tag)
    Loader.add_multi_constructor("!", lambda _, tag, __: f"!{tag}")
    with config_file.open("rb") as file:
        settings: object = yaml_load(file, Loader)  # type: ignore[arg-type]  # it is one
    return [*(_asked(settings) if isinstance(settings, dict) else ()), *named]


def _asked(settings: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"hooks: {name}" for name in _names(settings.get("hooks")))
    yield from (f"extra_templates: {name}" for name in _names(settings.get("extra_templates")))
    theme = settings.get("theme")
    if isinstance(theme, dict) and theme.get("custom_dir"):
        yield f"theme: custom_dir: {theme['custom_dir']}"
    yield from (f"plugins: {n}" for n in _names(settings.get("plugins")) if n not in _PLUGINS)


def _names(listed: Any) -> list[str]:
    """The names in a list of names, or of names with settings, or in a mapping of these."""
    ones = listed if isinstance(listed, list | dict) else [] if listed is None else [listed]
    return [str(name) for one in ones for name in (one if isinstance(one, dict) else [one])]
