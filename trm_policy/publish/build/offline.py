"""A site that works when its folder is opened in a browser, with no server before it.

Addresses name files, and the search's index and its worker come as scripts, because a browser
lets a page from a folder read no file and start no worker.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from trm_policy.publish.rendering import FOLDER

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

WORKER = "assets/trm/file-worker.js"
_INDEX = Path("search") / "search_index.json"


def prepare(config: MkDocsConfig) -> None:
    """Let addresses name files, and let every page bring what stands in for a worker.

    A site that lies in a folder has no address, whatever its settings say.
    """
    config.site_url = ""
    config.use_directory_urls = False
    polyfills = config.extra.setdefault("polyfills", [])
    if WORKER not in polyfills:
        polyfills.append(WORKER)


def worker() -> str:
    """The script that stands in for a worker."""
    return (FOLDER / "assets" / "file-worker.js").read_text("utf-8")


def finish(folder: Path) -> None:
    """Lay a copy of the search's index beside it that a page can load as a script."""
    index = folder / _INDEX
    if index.is_file():
        script = f"var __index = {index.read_text('utf-8')}"
        index.with_suffix(".js").write_text(script, "utf-8")
