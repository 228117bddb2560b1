"""One running copy per data folder; a second launch hands over to the first.

The lock is the system's and dies with the process, however that ends. The first copy listens at a
private address, written with a one-run key into a file that only this person can read.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import secrets
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from desktop.folders import unusable_folder, write_private

_log = logging.getLogger(__name__)

_LOCK = "instance.lock"
_MEETING = "instance.json"
# sun_path holds 104 bytes on macOS, 108 on Linux.
_LONGEST_SOCKET = 100
_ANSWER_SECONDS = 5.0
_LAST_SECONDS = 1.0
# Twenty paths of the longest kind, each letter written as six.
_LARGEST_ERRAND = 1024 * 1024

Errand = dict[str, Any]


class Instance:
    """This copy, the only one on its data folder. As a context manager it lets go at the end."""

    def __init__(self, folder: Path, lock: int) -> None:
        self._folder = folder
        self._lock = lock
        self._listener: Listener | None = None
        self._own_folder: Path | None = None
        self._thread: threading.Thread | None = None
        self._ended = False

    def listen(self, answer: Callable[[Errand], Errand]) -> None:
        """Answer errands of later launches on a thread of its own. Raises Unusable."""
        key = secrets.token_bytes(32)
        try:
            address = self._fresh_address()
            self._listener = Listener(address, authkey=key)
            meeting = {"address": address, "key": key.hex()}
            write_private(self._folder / _MEETING, json.dumps(meeting))
        except OSError as error:
            self._end_listening()
            raise unusable_folder(self._folder, error) from error
        # A daemon: a visitor that hangs must not hold the end of the program.
        self._thread = threading.Thread(
            target=self._serve, args=(self._listener, answer), name="errands", daemon=True
        )
        self._thread.start()

    def _serve(self, listener: Listener, answer: Callable[[Errand], Errand]) -> None:
        # Asked after each visit and never before one: the last visitor, who comes to end this, is
        # always let in.
        while True:
            try:
                with listener.accept() as visitor:
                    if self._ended:
                        return
                    self._attend(visitor, answer)
            except (AuthenticationError, EOFError, OSError, ValueError) as error:
                if self._ended:
                    return
                _log.info("a visitor was turned away: %s", type(error).__name__)

    def _attend(self, visitor: Connection[Any, Any], answer: Callable[[Errand], Errand]) -> None:
        if visitor.poll(_ANSWER_SECONDS):
            errand = json.loads(visitor.recv_bytes(_LARGEST_ERRAND))
            visitor.send_bytes(json.dumps(answer(errand)).encode())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end_listening()
        # Not the lock's file: removing it would split later copies over two files.
        os.close(self._lock)

    def _end_listening(self) -> None:
        self._ended = True
        listener, self._listener = self._listener, None
        if listener is None:
            return
        if self._thread is not None:
            # `accept` does not end when the socket is closed elsewhere; a visitor ends it.
            threading.Thread(target=self._visit_last, name="last visit", daemon=True).start()
            self._thread.join(_LAST_SECONDS)
        listener.close()
        (self._folder / _MEETING).unlink(missing_ok=True)
        if self._own_folder is not None:
            self._own_folder.rmdir()

    def _visit_last(self) -> None:
        with contextlib.suppress(OSError, EOFError, ValueError, AuthenticationError):
            _call(self._folder, None)

    def _fresh_address(self) -> str:
        if sys.platform == "win32":
            return rf"\\.\pipe\inglenook-{secrets.token_hex(16)}"
        address = self._folder / "instance.sock"
        if len(os.fsencode(address)) > _LONGEST_SOCKET:
            self._own_folder = Path(tempfile.mkdtemp(prefix="inglenook-"))
            address = self._own_folder / "instance.sock"
        address.unlink(missing_ok=True)  # of a copy that was killed; the lock says that it is gone
        return str(address)


def claim(folder: Path) -> Instance | None:
    """Answer this copy's hold on `folder`, or None while another copy has it.

    Raises Unusable when the lock's file cannot be made.
    """
    try:
        lock = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise unusable_folder(folder, error) from error
    if _lock_now(lock):
        return Instance(folder, lock)
    os.close(lock)
    return None


def ask_first_copy(
    folder: Path, errand: Errand, *, limit: float = _ANSWER_SECONDS
) -> Errand | None:
    """Answer what the copy that holds `folder` says to `errand`; None if it says nothing in time.

    A first copy that is still starting is waited for; a dead one's address is passed over.
    """
    answers: list[Errand] = []
    deadline = time.monotonic() + limit

    def visit() -> None:
        while time.monotonic() < deadline and not answers:
            try:
                answers.append(_call(folder, errand))
            except (OSError, EOFError, ValueError, KeyError, AuthenticationError):
                time.sleep(0.05)

    # A thread, because a copy that hangs would hold the handshake without limit.
    visitor = threading.Thread(target=visit, name="errand", daemon=True)
    visitor.start()
    visitor.join(limit)
    return answers[0] if answers else None


def tell_first_copy(folder: Path, errand: Errand) -> None:
    """Tell the copy that holds `folder`, if there is one that listens. Waits a second at most."""

    def visit() -> None:
        with contextlib.suppress(OSError, EOFError, ValueError, KeyError, AuthenticationError):
            _call(folder, errand)

    # A thread, because a copy that hangs would hold the handshake without limit.
    visitor = threading.Thread(target=visit, name="errand", daemon=True)
    visitor.start()
    visitor.join(_LAST_SECONDS)


def _call(folder: Path, errand: Errand | None) -> Errand:
    meeting = json.loads((folder / _MEETING).read_text("utf-8"))
    with Client(meeting["address"], authkey=bytes.fromhex(meeting["key"])) as first:
        if errand is None:
            return {}
        first.send_bytes(json.dumps(errand).encode())
        answer: Errand = json.loads(first.recv_bytes(4096))
        return answer


if sys.platform == "win32":
    import msvcrt

    def _lock_now(lock: int) -> bool:
        try:
            msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock_now(lock: int) -> bool:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
