"""Runs MkDocs for our own command: one build, or a site that is served while somebody writes."""

from __future__ import annotations

import logging
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import TemplateNotFound
from mkdocs.commands.build import build
from mkdocs.exceptions import Abort, MkDocsException

from trm_policy.errors import NoCharterError
from trm_policy.finding import Severity
from trm_policy.portfolio.reading import PortfolioReader
from trm_policy.publish.build import SiteError, serving
from trm_policy.publish.build.cache import PageCache
from trm_policy.publish.build.options import NOTE, CommandOptions, command_options
from trm_policy.publish.build.site import rulebook_of
from trm_policy.source import WorkTree

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

BUNDLED = Path(__file__).parents[2] / "starter" / "site" / "mkdocs.yml"
"""The site of an organisation that has none of its own."""
_OWN = Path("site") / "mkdocs.yml"
_MOST_BYTES = 256 << 10
"""Of ``mkdocs.yml``: MkDocs takes seconds for what is larger, and people write a tenth of it."""
_HALF = re.compile(rb"\\(?:u|U0000)[dD][89a-fA-F][0-9a-fA-F]{2}")
Say = Callable[[str], None]


def build_site(options: CommandOptions, target: Path, say: Say, *, strict: bool) -> int:
    """Build the site into ``target``; how many warnings stopped a ``strict`` build, if any did.

    ``say`` takes each line that MkDocs has to say. Raises TrmError where no site can be built.
    """
    with _mkdocs(options, NOTE, say) as (config_file, heard):
        config = _loaded(config_file, options, site_dir=str(target), strict=strict)
        try:
            build(config)
        except Abort as error:
            if strict and not heard.errors:
                return heard.warnings
            raise SiteError(f"the site cannot be built: {error}") from error
        except TemplateNotFound as error:
            raise SiteError(
                f"the site cannot be built: there is no template {error.name!r}"
            ) from error
        except OSError as error:
            raise SiteError(f"the site cannot be built: {error}") from error
        finally:
            config.plugins.on_shutdown()
    return 0


def serve_site(options: CommandOptions, address: str, say: Say) -> None:
    """Serve the site at ``address`` until it is interrupted. Raises TrmError where it cannot be."""
    with tempfile.TemporaryDirectory(prefix="trm-site-") as base:
        served = serving.ServedFolder(Path(base))
        kept = replace(options, cache=PageCache(), served=served)
        with _mkdocs(kept, logging.INFO, say) as (config_file, _):
            _loaded(config_file, kept, dev_addr=address)
            try:
                serving.serve(config_file, address, served, runs_code=kept.runs_code)
            except MkDocsException as error:
                raise SiteError(f"the site cannot be shown: {error}") from error
            except OSError as error:
                raise SiteError(f"nothing can be shown at {address}: {error.strerror}") from error


class _Echo(logging.Handler):
    """Passes on what MkDocs has to say, and counts it."""

    def __init__(self, level: int, say: Say) -> None:
        super().__init__(level)
        self._say = say
        self.warnings = 0
        self.errors = 0

    def emit(self, record: logging.LogRecord) -> None:
        """One line for each message."""
        self.errors += record.levelno >= logging.ERROR
        self.warnings += record.levelno == logging.WARNING
        self._say(f"{record.levelname.lower()}: {record.getMessage()}")


@contextmanager
def _mkdocs(options: CommandOptions, level: int, say: Say) -> Iterator[tuple[Path, _Echo]]:
    """The settings file to use, with everything that MkDocs must know from us handed over.

    Raises TrmError where settings or charters are such that no site can come of them.
    """
    source = options.source or WorkTree(options.root)
    reader = PortfolioReader(source, rulebook_of(source).settings.partnerships)
    broken = any(stray.severity is Severity.ERROR for stray in reader.strays)
    if not (reader.ids or broken):
        raise NoCharterError(options.root / reader.folder)
    echo, own = _Echo(level, say), options.root / _OWN
    logger = logging.getLogger("mkdocs")
    before = logger.level
    logger.addHandler(echo)
    logger.setLevel(level)
    try:
        with command_options(options):
            yield (own if own.is_file() else BUNDLED), echo
    finally:
        logger.removeHandler(echo)
        logger.setLevel(before)


def _require_plain(config_file: Path) -> None:
    """Raise SiteError for settings that are too large, or hold half a character."""
    with config_file.open("rb") as file:
        raw = file.read(_MOST_BYTES + 1)
    if len(raw) > _MOST_BYTES:
        raise SiteError(
            f"{config_file} cannot be used: it has more than {_MOST_BYTES:,} bytes; remove what is "
            "not needed"
        )
    if half := _HALF.search(raw):
        raise SiteError(
            f"{config_file} cannot be used: it has half a character, {half[0].decode()}; write the "
            "whole character"
        )


def _loaded(config_file: Path, asked: CommandOptions, **options: Any) -> MkDocsConfig:
    """The settings. Raises SiteError where they cannot be used or do not know of us."""
    _require_plain(config_file)
    try:
        return serving.loaded(config_file, runs_code=asked.runs_code, **options)
    except (serving.NoPluginError, serving.OwnCodeError) as error:
        raise SiteError(str(error)) from error
    except MkDocsException as error:
        raise SiteError(f"{config_file} cannot be used: {error}") from error
