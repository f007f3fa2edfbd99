"""Looking at a built site as a reader does, and noting what a reader must never meet."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

from click.testing import CliRunner, Result

from trm_policy.cli.program import cli

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PHONE = 390
SMALL_PHONE = 360
DESKTOP = 1440
HEIGHT = 900
SETTLED = "document.getAnimations().forEach(e => e instanceof CSSTransition && e.finish())"


def trm(*words: str) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(cli, list(words), standalone_mode=False)


def written(folder: Path, files: Mapping[str, bytes]) -> Path:
    """The folder with these files in it."""
    for name, raw in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    return folder


INDEX = "/search/search_index.json"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def end_headers(self) -> None:
        """A site that is served does not change: nothing of it is asked for twice."""
        self.send_header("Cache-Control", "max-age=3600")
        super().end_headers()


class _NoSearch(_Quiet):
    def do_GET(self) -> None:
        """An index of one page: each page would have the browser make the whole one anew."""
        if self.path != INDEX:
            super().do_GET()
            return
        index = json.loads(Path(self.translate_path(INDEX)).read_text("utf-8"))
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(index | {"docs": index["docs"][:1]}).encode())


@contextmanager
def served(folder: Path, *, search: bool = True) -> Iterator[str]:
    """The address at which the folder can be browsed, and searched if need be."""
    handler = _Quiet if search else _NoSearch
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass
class Visit:
    """A browser window at one width, and everything alarming that happened in it."""

    page: Page
    address: str
    alarms: list[str] = field(default_factory=list)

    def go(self, path: str) -> Page:
        """Open a page and wait until it has settled."""
        self.page.goto(self.address + path, wait_until="load")
        return self.page

    def resized(self, width: int) -> Page:
        """The same page in a window of another width, with nothing on its way any more."""
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        self.page.evaluate(SETTLED)
        return self.page

    def overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        width = "document.documentElement.scrollWidth - window.innerWidth"
        return int(self.page.evaluate(width))


@contextmanager
def visit(browser: Browser, address: str, width: int, scheme: str = "light") -> Iterator[Visit]:
    """A window that notes dialogs, errors, and requests to other hosts."""
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHT},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    found = Visit(context.new_page(), address)
    page = found.page

    def dialog(box: Any) -> None:
        found.alarms.append(f"dialog: {box.message}")
        box.dismiss()

    page.on("dialog", dialog)
    page.on("pageerror", lambda error: found.alarms.append(f"error: {error}"))
    page.on(
        "console",
        lambda line: found.alarms.append(f"console: {line.text}") if line.type == "error" else None,
    )
    page.on(
        "request",
        lambda request: (
            None
            if request.url.startswith((address, "data:", "blob:" + address))
            else found.alarms.append(f"request: {request.url}")
        ),
    )
    try:
        yield found
    finally:
        context.close()
