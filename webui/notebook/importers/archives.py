"""Opens what is imported: a folder, a zip, a tar, a single file.

Nothing is unpacked on the disk. What would lead out of the archive, or blow up, is refused whole.
"""

from __future__ import annotations

import stat
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import IO

from webui.notebook.importers.sources import (
    CHUNK,
    MOST_ENTRIES,
    UNWANTED,
    ArchiveRefused,
    Entry,
    FileSource,
    FolderSource,
    JoinedSource,
    Source,
    read_bytes,
    require_bounds,
)

# Text shrinks to a tenth or a twentieth; a bomb to a thousandth.
_STEEPEST = 200
_STEEP_FROM = 100 * 1024 * 1024
_LARGEST_INNER = 512 * 1024 * 1024


class ZipSource:
    """A zip. Notion puts further zips into one; those are opened in their place."""

    def __init__(self, name: str, file: IO[bytes]) -> None:
        self.name = name
        self.entries: dict[str, Entry] = {}
        with _telling_damage(name):
            self._archive = zipfile.ZipFile(file)
        self._infos: dict[str, zipfile.ZipInfo] = {}
        infos = self._archive.infolist()
        if len(infos) > MOST_ENTRIES:
            raise ArchiveRefused("It holds more than %(most)s files.", most=MOST_ENTRIES)
        for info in infos:
            self._add(info)
        require_bounds(self.entries)

    def _add(self, info: zipfile.ZipInfo) -> None:
        path = _safe_path(info.filename)
        if stat.S_ISLNK(info.external_attr >> 16):
            raise ArchiveRefused(
                "“%(name)s” is a link to another place, so nothing was read.", name=path
            )
        if info.is_dir() or _is_unwanted(path):
            return
        if info.flag_bits & 1:
            raise ArchiveRefused("The archive has a password. Unpack it first.")
        if info.file_size > _STEEP_FROM and info.file_size > info.compress_size * _STEEPEST:
            raise ArchiveRefused(
                "“%(name)s” unpacks to far more than it should, so nothing was read.", name=path
            )
        changed = _zip_time(info.date_time)
        self.entries[path] = Entry(path, info.file_size, changed)
        self._infos[path] = info

    def chunks(self, path: str) -> Iterator[bytes]:
        read, limit = 0, self.entries[path].size
        with _telling_damage(path), self._archive.open(self._infos[path]) as file:
            while chunk := file.read(CHUNK):
                read += len(chunk)
                if read > limit:
                    raise ArchiveRefused("“%(name)s” is not as long as it says.", name=path)
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
        require_bounds(self.entries)

    def _add(self, member: tarfile.TarInfo) -> None:
        path = _safe_path(member.name)
        if member.isdir() or _is_unwanted(path):
            return
        if not member.isfile():
            raise ArchiveRefused(
                "“%(name)s” is a link to another place, so nothing was read.", name=path
            )
        changed = _from_seconds(member.mtime)
        self.entries[path] = Entry(path, member.size, changed)
        self._members[path] = member
        if len(self.entries) > MOST_ENTRIES:
            raise ArchiveRefused("It holds more than %(most)s files.", most=MOST_ENTRIES)

    def chunks(self, path: str) -> Iterator[bytes]:
        with _telling_damage(path):
            file = self._archive.extractfile(self._members[path])
            while file is not None and (chunk := file.read(CHUNK)):
                yield chunk


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


def _safe_path(name: str) -> str:
    path = name.replace("\\", "/")
    parts = [part for part in path.split("/") if part not in ("", ".")]
    if path.startswith("/") or ".." in parts or ":" in path.partition("/")[0] or "\0" in path:
        raise ArchiveRefused("A file in it leads out of the archive, so nothing was read.")
    return "/".join(parts)


def _is_unwanted(path: str) -> bool:
    return not UNWANTED.isdisjoint(path.split("/")) or path.rpartition("/")[2].startswith("._")


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
def _telling_damage(name: str) -> Iterator[None]:
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
        raise ArchiveRefused(
            "“%(name)s” can't be read: it is damaged or cut off.", name=name
        ) from error
