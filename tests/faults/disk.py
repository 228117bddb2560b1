"""A disk that does what a test wants, below the encryption: it fails, it is full, it forgets.

SQLite's own door for this is a VFS. The one made here stands under the cipher, so what passes is
what would reach the disk; `webui.notebook` knows nothing of it.
"""

# ruff: noqa: N802 - SQLite calls these methods by their names

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import apsw

_NAME = "faulty"
_CIPHERS = "multipleciphers-"
_SECTOR = 512

Hook = Callable[[str, Path], None]


def let_pass(_act: str, _path: Path) -> None:
    """Do nothing before an act of the disk."""


class Disk:
    """What the database's files are written to.

    `before` is called with each act ("read", "write", "sync", "truncate", "delete") and the file,
    and may raise what SQLite's own VFS would. `durable` is what a power cut leaves for certain.
    """

    def __init__(self) -> None:
        self.before: Hook = let_pass
        self.durable: dict[Path, bytes] = {}

    def synced(self, path: Path) -> None:
        """The file's content is on the disk from now on."""
        self.durable[path] = path.read_bytes()

    def deleted(self, path: Path) -> None:
        self.durable.pop(path, None)

    def cut_power(self, folder: Path, target: Path, chance: random.Random) -> None:
        """Put into `target` what `folder` may hold when the power goes now.

        Synced bytes are there. Of those that are not, all are lost half of the time, and otherwise
        each sector by itself is the old or the new one.
        """
        target.mkdir()
        forgets_all = chance.random() < 0.5
        for path in folder.iterdir():
            if path.name.endswith("-shm"):
                continue  # rebuilt by whoever opens the notebook next
            now = path.read_bytes()
            if path in self.durable:
                kept = self.durable[path]
                now = kept if forgets_all else _tear(kept, now, chance)
            elif path.name.endswith("-wal") and forgets_all:
                continue
            (target / path.name).write_bytes(now)


def _tear(kept: bytes, now: bytes, chance: random.Random) -> bytes:
    length = chance.choice((len(kept), len(now)))
    sectors = []
    for at in range(0, length, _SECTOR):
        old, new = kept[at : at + _SECTOR], now[at : at + _SECTOR]
        sectors.append(chance.choice((old, new)).ljust(min(_SECTOR, length - at), b"\0"))
    return b"".join(sectors)


@contextmanager
def own_disk() -> Iterator[Disk]:
    """Every database that is opened within lies on the disk that is answered."""
    usual = apsw.vfs_names()[0]
    system = _system(usual)
    disk = system.disk = Disk()
    apsw.set_default_vfs(_CIPHERS + _NAME)
    try:
        yield disk
    finally:
        apsw.set_default_vfs(usual)


@cache
def _system(usual: str) -> _System:
    # Made once and kept: what lies on top of it cannot be taken off again.
    system = _System(usual.removeprefix(_CIPHERS))
    # Asked for by this name, the cipher's own VFS is put on top of ours.
    apsw.Connection("file:none?mode=memory", vfs=_CIPHERS + _NAME, flags=_URI).close()
    return system


_URI = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE | apsw.SQLITE_OPEN_URI


class _System(apsw.VFS):
    def __init__(self, base: str) -> None:
        self.disk = Disk()
        self._base = base
        super().__init__(_NAME, base)

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> _File:
        return _File(self.disk, self._base, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        self.disk.before("delete", Path(filename))
        super().xDelete(filename, syncdir)
        self.disk.deleted(Path(filename))


class _File(apsw.VFSFile):
    def __init__(
        self, disk: Disk, base: str, name: str | apsw.URIFilename | None, flags: list[int]
    ) -> None:
        self._disk = disk
        self._path = Path(name.filename() if isinstance(name, apsw.URIFilename) else name or "")
        super().__init__(base, name, flags)

    def xRead(self, amount: int, offset: int) -> bytes:
        self._disk.before("read", self._path)
        return super().xRead(amount, offset)

    def xWrite(self, data: bytes, offset: int) -> None:
        self._disk.before("write", self._path)
        super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:
        self._disk.before("truncate", self._path)
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:
        self._disk.before("sync", self._path)
        super().xSync(flags)
        self._disk.synced(self._path)
