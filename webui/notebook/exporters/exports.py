"""Exports: all pages or some, as a stream or into a folder. What leaves is readable by anyone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from webui.notebook.database import Database
from webui.notebook.errors import Refused
from webui.notebook.exporters.html import Render, export_html
from webui.notebook.exporters.json import export_json
from webui.notebook.exporters.markdown import export_markdown
from webui.notebook.exporters.reading import Reading
from webui.notebook.exporters.zips import Entry, stream_zip
from webui.notebook.faults import told_of_system
from webui.notebook.files import Files
from webui.notebook.work import Progress, unwatched

Format = Literal["markdown", "html", "json"]


class ExportRefused(Refused):
    """The export can't go there."""


class Exports:
    """Ways out. `render` makes HTML of a page's Markdown."""

    def __init__(self, database: Database, files: Files) -> None:
        self._database = database
        self._files = files

    def stream(
        self,
        kind: Format,
        page_ids: Iterable[int] | None,
        render: Render,
        progress: Progress = unwatched,
    ) -> Iterator[bytes]:
        """The bytes of a zip, or of one JSON file; None exports everything but the trash.

        Raises NotebookLocked, and Cancelled from `progress`.
        """
        reading = Reading(self._database, self._files, page_ids)
        if kind == "json":
            return export_json(reading, progress)
        return stream_zip(self._entries(kind, reading, render, progress))

    def into_folder(
        self,
        folder: Path,
        kind: Format,
        page_ids: Iterable[int] | None,
        render: Render,
        progress: Progress = unwatched,
    ) -> int:
        """Write the files below a folder, which must be empty or not be there; answer how many.

        Raises ExportRefused, StorageFailure, NotebookLocked, Cancelled.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
            if any(folder.iterdir()):
                raise ExportRefused(
                    "“%(folder)s” is not empty. Choose a folder that is.", folder=folder
                )
            if kind == "json":
                chunks = self.stream(kind, page_ids, render, progress)
                return _write(folder, [Entry("inglenook.json", chunks)])
            reading = Reading(self._database, self._files, page_ids)
            return _write(folder, self._entries(kind, reading, render, progress))
        except OSError as error:
            raise told_of_system(error) from error

    @staticmethod
    def _entries(
        kind: Format, reading: Reading, render: Render, progress: Progress
    ) -> Iterator[Entry]:
        if kind == "html":
            return export_html(reading, render, progress)
        return export_markdown(reading, progress)


def _write(folder: Path, entries: Iterable[Entry]) -> int:
    count = 0
    for entry in entries:
        path = folder / entry.path
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            for chunk in entry.chunks:
                file.write(chunk)
        count += 1
    return count
