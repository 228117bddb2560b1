"""Remembers which inputs a step last ran with, so that it runs again only when one changed."""

import hashlib
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path


def fingerprint(sources: Iterable[Path], *facts: str) -> str:
    """Return a hash over the names and contents of files, of folders' files, and of ``facts``."""
    digest = hashlib.sha256()
    for fact in facts:
        digest.update(f"{fact}\0".encode())
    for source in sources:
        for path in _list_files(source):
            content = path.read_bytes()
            digest.update(f"{path.as_posix()}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def is_current(stamp: Path, value: str) -> bool:
    """Tell whether ``stamp`` was written for exactly this fingerprint."""
    return stamp.is_file() and stamp.read_text() == value


def record(stamp: Path, value: str) -> None:
    """Write the stamp; call it only after the step has succeeded."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(value)


@contextmanager
def one_at_a_time(lock: Path) -> Iterator[None]:
    """Let one process at a time set things up; the system drops the lock when a process dies."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("a+b") as file:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - Windows alone has it

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - every other system has it

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _list_files(source: Path) -> list[Path]:
    if source.is_dir():
        return sorted(path for path in source.rglob("*") if path.is_file())
    return [source]
