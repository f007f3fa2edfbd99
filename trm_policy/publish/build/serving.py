"""Shows a site while somebody writes, and makes it again after each change.

MkDocs' own command writes the whole site anew after each change, and shows nothing as long as its
settings are broken. Its builds and its server are used here as they are.
"""

from __future__ import annotations

import gc
import logging
import os
import signal
import socket
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from errno import EINVAL
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import get_plugin_logger

from trm_policy.publish.build.own_code import own_code

if TYPE_CHECKING:
    from mkdocs.structure.files import File, Files
if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig


class ServedFolder:
    """A site as it is shown, at ``site``, beside the folder ``written`` for its next build.

    A build asks of each file whether it stands, and writes those alone that do not. What it wrote
    is shown once it has come to its end: a build that fails leaves the site as it was, and nobody
    is shown half of one and half of another.
    """

    def __init__(self, base: Path) -> None:
        self.site = base / "site"
        self.written = base / "written"
        self.site.mkdir()
        self.written.mkdir()
        self._shown: dict[str, Hashable] = {}
        self._wanted: dict[str, Hashable] = {}

    def begin(self) -> None:
        """A build begins, whatever became of the one before."""
        self._wanted = {}

    def stands(self, path: str, content: bytes) -> bool:
        """Whether a file is shown with this content; it shall be, once this build is done."""
        return self._is_shown(path, sha256(content).digest())

    def leave_out_what_stands(self, files: Files) -> None:
        """Take out of ``files`` what MkDocs would copy to where it stands already."""
        for file in [file for file in files if not file.is_documentation_page()]:
            if self._is_shown(file.dest_uri, _origin(file)):
                files.remove(file)

    def show(self) -> None:
        """Show what the build wrote beside what stood, and nothing else."""
        new = sorted(_files(self.written))
        self._shown = {}
        for gone in set(_files(self.site)).difference(new, self._wanted):
            (self.site / gone).unlink()
        _remove_empty_folders(self.site)
        for path in new:
            target = self.site / path
            target.parent.mkdir(parents=True, exist_ok=True)
            (self.written / path).replace(target)
        self._shown = self._wanted

    def _is_shown(self, path: str, origin: Hashable) -> bool:
        self._wanted[path] = origin
        return self._shown.get(path) == origin


def _origin(file: File) -> Hashable:
    """What a file that is copied is known by: its content, or its place and when it was saved."""
    if file.abs_src_path is None:
        return sha256(file.content_bytes).digest()
    about = Path(file.abs_src_path).stat()
    return file.abs_src_path, about.st_mtime_ns, about.st_size


def _remove_empty_folders(folder: Path) -> None:
    for path, _, _ in os.walk(folder, topdown=False):
        if Path(path) != folder and next(Path(path).iterdir(), None) is None:
            Path(path).rmdir()


def _files(folder: Path) -> Iterator[str]:
    return (path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())


log = get_plugin_logger(__name__)

_AS_BEFORE = "The pages are shown as they were before; fix this and save again."
_LOOKS_EVERY = 0.5
"""Seconds between two looks at the files; asking for each, which works on network drives too."""

_LATE = ("numpy", "vl_convert")
"""Large libraries of the measures and charts, which others load when they need them."""


class NoPluginError(MkDocsException):
    """The settings of the site do not name the plugin that makes its pages."""


class OwnCodeError(MkDocsException):
    """The settings of the site have code run that nobody has asked to run."""


class _Site:
    """A site that is built from the same settings file time and again, and watched for changes."""

    def __init__(
        self, config_file: Path, address: str, shown: ServedFolder, *, runs_code: bool
    ) -> None:
        self._config_file = config_file
        self._address = address
        self._shown = shown
        self._runs_code = runs_code
        self._watched: frozenset[str] = frozenset()

    def config(self) -> MkDocsConfig:
        """The settings as they are now. Raises MkDocsException."""
        config = loaded(
            self._config_file,
            runs_code=self._runs_code,
            site_dir=str(self._shown.written),
            dev_addr=self._address,
        )
        config.site_url = "http://{}:{}".format(*config.dev_addr) + _mount(config)
        return config

    def build(self, config: MkDocsConfig) -> None:
        """Build and show it. Raises MkDocsException and OSError; what was shown stands then."""
        self._shown.begin()
        with _no_word_of_what_stands(), _no_garbage_looked_for():
            build(config, serve_url=config.site_url)
            self._shown.show()

    def server(self, config: MkDocsConfig) -> LiveReloadServer:
        """The server of what is shown, which has it built again after each change."""

        def rebuild() -> None:
            if (now := self._rebuilt()) is not None:
                self._watch(server, now)

        server = LiveReloadServer(
            rebuild,
            *config.dev_addr,
            root=str(self._shown.site),
            mount_path=_mount(config),
            polling_interval=_LOOKS_EVERY,
        )
        server.error_handler = self._not_found
        self._watch(server, config)
        found: LiveReloadServer = config.plugins.on_serve(server, config=config, builder=rebuild)
        return found

    def _rebuilt(self) -> MkDocsConfig | None:
        """Build it after a change; where that cannot be done, show what there was.

        MkDocs has said why by then, unless the settings cannot even be read.
        """
        try:
            self.build(config := self.config())
        except Abort:
            why = ""
        except (MkDocsException, OSError) as error:
            why = f"{error}. "
        else:
            return config
        log.error("%s%s", why, _AS_BEFORE)
        return None

    def _watch(self, server: LiveReloadServer, config: MkDocsConfig) -> None:
        """Look out for changes of what the last build was made from."""
        theme = config.theme.custom_dir
        paths = [config.docs_dir, config.config_file_path, *([theme] if theme else [])]
        wanted = frozenset(map(str, (*paths, *config.watch)))
        for path in self._watched - wanted:
            server.unwatch(path)
        for path in wanted - self._watched:
            server.watch(path)
            if self._watched:
                log.info("Watching %s from now on", path)
        self._watched = wanted

    def _not_found(self, code: int) -> bytes | None:
        """The site's own page for an address that there is not."""
        page = self._shown.site / f"{code}.html"
        return page.read_bytes() if page.is_file() else None


def loaded(config_file: Path, *, runs_code: bool, **options: Any) -> MkDocsConfig:
    """The settings of a site. Raises MkDocsException where they cannot make one of ours.

    Where they have code of the repository run, as a proposed change could, they must be trusted
    with it: ``runs_code``.
    """
    try:
        code = [] if runs_code else own_code(config_file)
        config = load_config(str(config_file), **options) if not code else None
    except RecursionError as error:
        raise MkDocsException("more brackets stand in each other than can be read") from error
    except (TypeError, ValueError) as error:  # MkDocs trusts kinds of values here and there
        raise MkDocsException(f"a value in it cannot be read: {error}") from error
    if config is None:
        raise OwnCodeError(
            f"{config_file.name} has code of the repository run ({', '.join(code)}), and nothing "
            "of it runs unless you trust it; if you trust all that is checked out here, write "
            "--trust before the command: trm --trust site build"
        )
    if "trm" not in config.plugins:
        raise NoPluginError(
            f"{config_file} does not name the plugin that makes the pages; add '- trm' under "
            "'plugins:', and '- search' if there were no plugins before"
        )
    return config


def serve(config_file: Path, address: str, shown: ServedFolder, *, runs_code: bool) -> None:
    """Show the site at ``address`` until it is interrupted.

    The plugin must have been handed ``shown``. Raises MkDocsException where the site cannot be
    built at first, and OSError where nothing can be shown at the address.
    """
    _be_interrupted_when_ended()
    site = _Site(config_file, address, shown, runs_code=runs_code)
    config = site.config()
    _require_free(*config.dev_addr)
    config.plugins.on_startup(command="serve", dirty=False)
    try:
        site.build(config)
        _load_what_other_processes_loaded()
        server = site.server(config)
        try:
            server.serve()  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            log.info("Stopped")
        finally:
            server.shutdown()
    finally:
        config.plugins.on_shutdown()


def _require_free(host: str, port: int) -> None:
    """Raise OSError before a long build rather than after it."""
    family = socket.getaddrinfo(host, None)[0][0]
    with socket.socket(family) as found:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((host, port))
        except OverflowError as error:
            told = f"a port is a number from 0 to 65535, not {port}"
            raise OSError(EINVAL, told) from error


def _be_interrupted_when_ended() -> None:
    """Whoever closes the terminal or ends this program lets it tidy up, as Ctrl-C does."""
    for name in ("SIGTERM", "SIGHUP"):
        if (number := getattr(signal, name, None)) is not None:
            signal.signal(number, signal.default_int_handler)


def _load_what_other_processes_loaded() -> None:
    """Let not the first change wait for what this process has not needed so far."""
    for name in _LATE:
        import_module(name)


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
