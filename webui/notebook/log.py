"""Whether the write-ahead log still holds every save that was acknowledged.

SQLite reads the log up to the first frame that is not as it was written, and takes what follows
for a save that was cut off, without a word. After a kill its index, the "-shm" file, still says how
many frames had been written and synced, so frames that are missing now were lost since then: by a
disk that went bad, or by somebody who deleted the file. Source: SQLite's "WAL-mode File Format".
"""

from dataclasses import dataclass
from pathlib import Path
from struct import Struct

# Version, unused, change counter, is initialised, order of bytes, page size, frames, pages,
# checksum of the last frame, salts, checksum. It stands there twice, and then what was copied.
_HEADER = Struct("=IIIBBHII8s8s8s")
_COPIED = Struct("=I")
_LOG_HEADER = 32
_SALTS = slice(16, 24)


@dataclass(frozen=True, slots=True)
class Promise:
    """What the index said: so many frames are in the log, so many of them in the database too."""

    frames: int
    copied: int
    salts: bytes


def read_promise(database: Path) -> Promise | None:
    """Read the index; None when there is none, as after a proper end, or it was cut off itself."""
    size = _HEADER.size
    try:
        with database.with_name(database.name + "-shm").open("rb") as file:
            content = file.read(2 * size + _COPIED.size)
    except OSError:
        return None
    if len(content) < 2 * size + _COPIED.size or content[:size] != content[size : 2 * size]:
        return None
    facts = _HEADER.unpack_from(content)
    if not facts[3]:
        return None
    return Promise(facts[6], _COPIED.unpack_from(content, 2 * size)[0], facts[9])


def has_begun_anew(database: Path, promise: Promise) -> bool:
    """Whether the log was begun anew after the promise: its first salt then counts up by one."""
    try:
        with database.with_name(database.name + "-wal").open("rb") as file:
            header = file.read(_LOG_HEADER)
    except OSError:
        return False
    next_salt = int.from_bytes(promise.salts[:4]) + 1
    return len(header) == _LOG_HEADER and int.from_bytes(header[_SALTS][:4]) == next_salt


def is_broken(before: Promise | None, *, begun_anew: bool, after: Promise | None) -> bool:
    """Whether frames are gone that no place but the log had."""
    if before is None or begun_anew or before.copied >= before.frames:
        return False
    return after is None or after.frames < before.frames
