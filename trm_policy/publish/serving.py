"""Shows a site while somebody writes, and makes it again after each change.

MkDocs' own command writes the whole site anew after each change, and shows nothing as long as its
settings are broken. Its builds and its server are used here as they are.
"""

from __future__ import annotations

import gc
import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import get_plugin_logger

from trm_policy.publish.shown_folder import ShownFolder

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

log = get_plugin_logger(__name__)

_AS_BEFORE = "The pages are shown as they were before; mend this and save again."
_LOOKS_EVERY = 0.5
"""Seconds between two looks at the files; asking for each, which works on network drives too."""


class _Site:
    """A site that is built from the same settings file time and again."""

    def __init__(self, config_file: Path, address: str, shown: ShownFolder) -> None:
        self._config_file = config_file
        self._address = address
        self._shown = shown

    def config(self) -> MkDocsConfig:
        """The settings as they are now. Raises MkDocsException."""
        config = load_config(
            str(self._config_file), site_dir=str(self._shown.written), dev_addr=self._address
        )
        config.site_url = "http://{}:{}".format(*config.dev_addr) + _mount(config)
        return config

    def build(self, config: MkDocsConfig) -> None:
        """Build and show it. Raises MkDocsException; what was shown stands then."""
        self._shown.begin()
        with _no_word_of_what_stands(), _no_garbage_looked_for():
            build(config, serve_url=config.site_url)
            self._shown.show()

    def rebuild(self) -> None:
        """Build it after a change; where that cannot be done, show what there was.

        MkDocs has said why by then, unless the settings cannot even be read.
        """
        try:
            self.build(self.config())
        except Abort:
            log.error(_AS_BEFORE)  # noqa: TRY400 - a mistake of the user's needs no traceback
        except MkDocsException as error:
            log.error("%s %s", error, _AS_BEFORE)  # noqa: TRY400 - nor does this

    def not_found(self, code: int) -> bytes | None:
        """The site's own page for an address that there is not."""
        page = self._shown.site / f"{code}.html"
        return page.read_bytes() if page.is_file() else None


def serve(config_file: Path, address: str, shown: ShownFolder) -> None:
    """Show the site at ``address`` until it is interrupted.

    The plugin must have been handed ``shown``. Raises MkDocsException where the site cannot be
    built at first, and OSError where nothing can be shown at the address.
    """
    _be_interrupted_when_ended()
    site = _Site(config_file, address, shown)
    config = site.config()
    config.plugins.on_startup(command="serve", dirty=False)
    try:
        site.build(config)
        server = LiveReloadServer(
            site.rebuild,
            *config.dev_addr,
            root=str(shown.site),
            mount_path=_mount(config),
            polling_interval=_LOOKS_EVERY,
        )
        server.error_handler = site.not_found
        for path in (config.docs_dir, config.config_file_path, *config.watch):
            server.watch(path)
        try:
            server = config.plugins.on_serve(server, config=config, builder=site.rebuild)
            server.serve()  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            log.info("Stopped")
        finally:
            server.shutdown()
    finally:
        config.plugins.on_shutdown()


def _be_interrupted_when_ended() -> None:
    """Whoever closes the terminal or ends this program lets it tidy up, as Ctrl-C does."""
    for name in ("SIGTERM", "SIGHUP"):
        if (number := getattr(signal, name, None)) is not None:
            signal.signal(number, signal.default_int_handler)


def _mount(config: MkDocsConfig) -> str:
    return urlsplit(config.site_url or "").path.rstrip("/") + "/"


@contextmanager
def _no_garbage_looked_for() -> Iterator[None]:
    """Within this block Python does not search all that is remembered for what nobody needs."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def _no_word_of_what_stands() -> Iterator[None]:
    """Within this block MkDocs does not tell of each page that was not written again."""
    logger = logging.getLogger("mkdocs.commands.build")

    def is_news(record: logging.LogRecord) -> bool:
        return not record.getMessage().startswith("Page skipped")

    logger.addFilter(is_news)
    try:
        yield
    finally:
        logger.removeFilter(is_news)
