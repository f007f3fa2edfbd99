"""The folder that a served site is shown from: only what came out differently is written to it."""

from __future__ import annotations

import os
from collections.abc import Hashable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs.structure.files import File, Files


class ShownFolder:
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
