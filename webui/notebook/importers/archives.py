"""What is imported, as a set of files, wherever it lies: a folder, a zip, a tar, a single file.

Nothing is unpacked on the disk. What would lead out of the archive, or blow up, is refused whole.
"""

from __future__ import annotations

import os
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO, Protocol

from webui.notebook.errors import Refused

MOST_ENTRIES = 200_000
LARGEST_TEXT = 20 * 1024 * 1024
LARGEST_IN_ALL = 20 * 1024**3
# Text shrinks to a tenth or a twentieth; a bomb to a thousandth.
_STEEPEST = 200
_STEEP_FROM = 100 * 1024 * 1024
_LARGEST_INNER = 512 * 1024 * 1024
_CHUNK = 256 * 1024
_UNWANTED = frozenset({"__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini", ".git", ".trash"})


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
        return PurePosixPath(self.name).suffix.lower()


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
            raise ArchiveRefused(f"“{path}” is longer than a page can be.")
    return bytes(data)


class FolderSource:
    """A folder of this computer. Links in it are not followed."""

    def __init__(self, folder: Path) -> None:
        self.name = folder.name
        self._folder = folder
        self.entries: dict[str, Entry] = {}
        for at, names, files in os.walk(folder):
            names[:] = sorted(name for name in names if name not in _UNWANTED)
            for name in sorted(files):
                self._add(Path(at) / name)
        _require_bounds(self.entries)

    def _add(self, path: Path) -> None:
        facts = path.lstat()
        if path.name in _UNWANTED or not stat.S_ISREG(facts.st_mode):
            return
        inside = path.relative_to(self._folder).as_posix()
        changed = datetime.fromtimestamp(facts.st_mtime, UTC)
        self.entries[inside] = Entry(inside, facts.st_size, changed)
        if len(self.entries) > MOST_ENTRIES:
            raise ArchiveRefused(f"It holds more than {MOST_ENTRIES:,} files.")

    def chunks(self, path: str) -> Iterator[bytes]:
        try:
            with (self._folder / self.entries[path].path).open("rb") as file:
                while chunk := file.read(_CHUNK):
                    yield chunk
        except OSError as error:
            raise ArchiveRefused(f"“{path}” can't be read.") from error


class FileSource:
    """A single file."""

    def __init__(self, name: str, file: IO[bytes], changed: datetime | None = None) -> None:
        self.name = name
        self._file = file
        size = file.seek(0, os.SEEK_END)
        self.entries = {name: Entry(name, size, changed)}

    def chunks(self, path: str) -> Iterator[bytes]:  # noqa: ARG002 - there is one
        self._file.seek(0)
        while chunk := self._file.read(_CHUNK):
            yield chunk


class ZipSource:
    """A zip. Notion puts further zips into one; those are opened in their place."""

    def __init__(self, name: str, file: IO[bytes]) -> None:
        self.name = name
        self.entries: dict[str, Entry] = {}
        self._archive = _open_zip(file)
        self._infos: dict[str, zipfile.ZipInfo] = {}
        infos = self._archive.infolist()
        if len(infos) > MOST_ENTRIES:
            raise ArchiveRefused(f"It holds more than {MOST_ENTRIES:,} files.")
        for info in infos:
            self._add(info)
        _require_bounds(self.entries)

    def _add(self, info: zipfile.ZipInfo) -> None:
        path = _safe_path(info.filename)
        if stat.S_ISLNK(info.external_attr >> 16):
            raise ArchiveRefused(f"“{path}” is a link to another place, so nothing was read.")
        if info.is_dir() or _is_unwanted(path):
            return
        if info.flag_bits & 1:
            raise ArchiveRefused("The archive has a password. Unpack it first.")
        if info.file_size > _STEEP_FROM and info.file_size > info.compress_size * _STEEPEST:
            raise ArchiveRefused(f"“{path}” grows without measure, so nothing was read.")
        changed = _zip_time(info.date_time)
        self.entries[path] = Entry(path, info.file_size, changed)
        self._infos[path] = info

    def chunks(self, path: str) -> Iterator[bytes]:
        read, limit = 0, self.entries[path].size
        with _telling_damage(path), self._archive.open(self._infos[path]) as file:
            while chunk := file.read(_CHUNK):
                read += len(chunk)
                if read > limit:
                    raise ArchiveRefused(f"“{path}” is not as long as it says.")
                yield chunk


class TarSource:
    """A tar without compression, as Joplin's JEX is."""

    def __init__(self, name: str, file: IO[bytes]) -> None:
        self.name = name
        self.entries: dict[str, Entry] = {}
        self._members: dict[str, tarfile.TarInfo] = {}
        with _telling_damage(name):
            self._archive = tarfile.open(fileobj=file, mode="r:")  # noqa: SIM115 - read for as long as the source is
            for member in self._archive:
                self._add(member)
        _require_bounds(self.entries)

    def _add(self, member: tarfile.TarInfo) -> None:
        path = _safe_path(member.name)
        if member.isdir() or _is_unwanted(path):
            return
        if not member.isfile():
            raise ArchiveRefused(f"“{path}” is a link to another place, so nothing was read.")
        changed = _from_seconds(member.mtime)
        self.entries[path] = Entry(path, member.size, changed)
        self._members[path] = member
        if len(self.entries) > MOST_ENTRIES:
            raise ArchiveRefused(f"It holds more than {MOST_ENTRIES:,} files.")

    def chunks(self, path: str) -> Iterator[bytes]:
        with _telling_damage(path):
            file = self._archive.extractfile(self._members[path])
            while file is not None and (chunk := file.read(_CHUNK)):
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
        _require_bounds(self.entries)

    def chunks(self, path: str) -> Iterator[bytes]:
        return self._sources[path].chunks(path)


def open_place(text: str) -> Source:
    """The source that a path of this computer names: a folder or a file. Raises ArchiveRefused."""
    path = Path(text.strip().strip('"')).expanduser()
    if not text.strip() or not path.is_absolute():
        raise ArchiveRefused("Give the whole name of the folder or file, from the drive on.")
    try:
        if path.is_dir():
            return FolderSource(path)
        if path.is_file():
            return open_source(path.name, path.open("rb"))
    except OSError as error:
        raise ArchiveRefused("It can't be read. Check who may read it.") from error
    raise ArchiveRefused("There is nothing at this place.")


def open_source(name: str, file: IO[bytes]) -> Source:
    """The source that a file is; a zip of nothing but zips, as Notion sends it, is all of them."""
    source = open_file(name, file)
    inner = [path for path, entry in source.entries.items() if entry.ending == ".zip"]
    if not isinstance(source, ZipSource) or not inner or len(inner) != len(source.entries):
        return source
    if sum(source.entries[path].size for path in inner) > _LARGEST_INNER:
        raise ArchiveRefused("The zips in this zip are too large to be read in it. Unpack it once.")
    opened = [ZipSource(path, BytesIO(read_bytes(source, path, _LARGEST_INNER))) for path in inner]
    return JoinedSource(name, list(opened))


def open_file(name: str, file: IO[bytes]) -> Source:
    """The source that a file is: an archive by its first bytes, or itself."""
    file.seek(0)
    head = file.read(512)
    file.seek(0)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return ZipSource(name, file)
    if head[257:262] == b"ustar":
        return TarSource(name, file)
    if head.startswith((b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")):
        raise ArchiveRefused("This kind of archive can't be read. Unpack it, or make a zip of it.")
    return FileSource(name, file)


def _open_zip(file: IO[bytes]) -> zipfile.ZipFile:
    with _telling_damage("The archive"):
        return zipfile.ZipFile(file)


def _safe_path(name: str) -> str:
    path = name.replace("\\", "/")
    parts = [part for part in path.split("/") if part not in ("", ".")]
    if path.startswith("/") or ".." in parts or ":" in path.partition("/")[0] or "\0" in path:
        raise ArchiveRefused("A file in it leads out of the archive, so nothing was read.")
    return "/".join(parts)


def _is_unwanted(path: str) -> bool:
    return not _UNWANTED.isdisjoint(path.split("/")) or path.rpartition("/")[2].startswith("._")


def _require_bounds(entries: dict[str, Entry]) -> None:
    if sum(entry.size for entry in entries.values()) > LARGEST_IN_ALL:
        raise ArchiveRefused("It is larger than 20 GB. Import it in parts.")


def _zip_time(time: tuple[int, ...]) -> datetime | None:
    try:
        # A zip keeps local times, and not of which place.
        year, month, day, hour, minute, second = time
        return datetime(year, month, day, hour, minute, second).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _from_seconds(seconds: float) -> datetime | None:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None


@contextmanager
def _telling_damage(what: str) -> Iterator[None]:
    try:
        yield
    except (
        zipfile.BadZipFile,
        zlib.error,
        tarfile.TarError,
        EOFError,
        NotImplementedError,
        ValueError,
        OSError,
    ) as error:
        raise ArchiveRefused(f"{what} can't be read: it is damaged or cut off.") from error
