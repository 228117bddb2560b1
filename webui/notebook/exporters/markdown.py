"""Markdown with all that a page knows: exported, brought in again and exported, it is the same.

Wren.md
work/Plan.md
files/0b1f…/photo.png
"""

import re
from collections.abc import Iterator

from webui.notebook.exporters.names import FILES, name_pages, up_from
from webui.notebook.exporters.reading import Reading
from webui.notebook.exporters.zips import Entry
from webui.notebook.stamps import stamped
from webui.notebook.work import Progress

_FILE = re.compile(r"(?<![\w/.])/files/(?=[0-9a-f]{8}-[0-9a-f-]{27}/)")


def export_markdown(reading: Reading, progress: Progress) -> Iterator[Entry]:
    """The files of the export. Raises NotebookLocked, and Cancelled from `progress`."""
    names = name_pages(reading.headings, ".md")
    bodies: list[str] = []
    for place, leaf in enumerate(reading.leaves()):
        progress("Exporting", place, len(names))
        path = names[leaf.id]
        if not reading.has_all and "/files/" in leaf.body:
            bodies.append(leaf.body)
        text = stamped(leaf.stamp, to_relative(leaf.body, path))
        yield Entry(path, [text.encode()], leaf.updated)
    for file, pieces in reading.contents(reading.files(bodies), progress):
        yield Entry(f"{FILES}/{file.id}/{file.name}", pieces)


def to_relative(body: str, path: str) -> str:
    """The text with the addresses of files as the way from this file to theirs."""
    return _FILE.sub(lambda _: f"{up_from(path)}{FILES}/", body)
