"""What is imported, as a set of files, wherever it lies. Archives are in `archives`."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Protocol

from webui.notebook.errors import Refused

MOST_ENTRIES = 200_000
LARGEST_TEXT = 20 * 1024 * 1024
LARGEST_IN_ALL = 20 * 1024**3
CHUNK = 256 * 1024
UNWANTED = frozenset({"__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini", ".git", ".trash"})


class ArchiveRefused(Refused):
    """What was given can't be imported, or should not be."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the source. `path` has "/" between its parts and leads nowhere else."""

    path: str
    size: int
    changed: datetime | None

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]

    @property
    def ending(self) -> str:
        """In lower case, with its dot; empty without one."""
        name = self.name
        dot = name.rfind(".")
        return name[dot:].lower() if 0 < dot < len(name) - 1 else ""


class Source(Protocol):
    """Files by their paths. `name` is what the source is called, for a person."""

    name: str
    entries: dict[str, Entry]

    def chunks(self, path: str) -> Iterator[bytes]:
        """The bytes of a file. Raises ArchiveRefused when they can't be read."""
        ...


def read_bytes(source: Source, path: str, most: int = LARGEST_TEXT) -> bytes:
    """The whole of a file. Raises ArchiveRefused when it is longer than `most`."""
    data = bytearray()
    for chunk in source.chunks(path):
        data += chunk
        if len(data) > most:
            raise ArchiveRefused("“%(name)s” is longer than a page can be.", name=path)
    return bytes(data)


def read_head(source: Source, path: str, most: int) -> bytes:
    """The first whole lines of a file. Raises ArchiveRefused when it is longer than a page can be,
    as far as it says so."""
    if source.entries[path].size > LARGEST_TEXT:
        raise ArchiveRefused("“%(name)s” is longer than a page can be.", name=path)
    head = next(iter(source.chunks(path)), b"")
    return head if len(head) <= most else head[: head.rfind(b"\n", 0, most) + 1] or head[:most]


class FolderSource:
    """A folder of this computer. Links in it are not followed."""

    def __init__(self, folder: Path) -> None:
        self.name = folder.name
        self._folder = folder
        self.entries: dict[str, Entry] = {}
        for at, names, files in os.walk(folder):
            names[:] = sorted(name for name in names if name not in UNWANTED)
            inside = "" if Path(at) == folder else Path(at).relative_to(folder).as_posix() + "/"
            for name in sorted(files):
                self._add(inside + name, os.path.join(at, name))  # noqa: PTH118 - a third of the time
        require_bounds(self.entries)

    def _add(self, inside: str, path: str) -> None:
        facts = os.lstat(path)
        if inside.rpartition("/")[2] in UNWANTED or not stat.S_ISREG(facts.st_mode):
            return
        changed = datetime.fromtimestamp(facts.st_mtime, UTC)
        self.entries[inside] = Entry(inside, facts.st_size, changed)
        if len(self.entries) > MOST_ENTRIES:
            raise ArchiveRefused("It holds more than %(most)s files.", most=MOST_ENTRIES)

    def chunks(self, path: str) -> Iterator[bytes]:
        try:
            # Windows has names of folders after which only its own separator will do.
            at = os.path.join(self._folder, path.replace("/", os.sep))  # noqa: PTH118 - as above
            with open(at, "rb", buffering=0) as file:  # noqa: PTH123 - as above
                while chunk := file.read(CHUNK):
                    yield chunk
        except OSError as error:
            raise ArchiveRefused("“%(name)s” can't be read.", name=path) from error


class FileSource:
    """A single file."""

    def __init__(self, name: str, file: IO[bytes], changed: datetime | None = None) -> None:
        self.name = name
        self._file = file
        size = file.seek(0, os.SEEK_END)
        self.entries = {name: Entry(name, size, changed)}

    def chunks(self, path: str) -> Iterator[bytes]:  # noqa: ARG002 - there is one
        self._file.seek(0)
        while chunk := self._file.read(CHUNK):
            yield chunk


class JoinedSource:
    """Several sources as one; of files with one path the first counts."""

    def __init__(self, name: str, sources: list[Source]) -> None:
        self.name = name
        self.entries: dict[str, Entry] = {}
        self._sources: dict[str, Source] = {}
        for source in sources:
            for path, entry in source.entries.items():
                if self._sources.setdefault(path, source) is source:
                    self.entries[path] = entry
        require_bounds(self.entries)

    def chunks(self, path: str) -> Iterator[bytes]:
        return self._sources[path].chunks(path)


def require_bounds(entries: dict[str, Entry]) -> None:
    """Raise ArchiveRefused when there is too much of it."""
    if sum(entry.size for entry in entries.values()) > LARGEST_IN_ALL:
        raise ArchiveRefused("It is larger than 20 GB. Import it in parts.")
