"""News from the server to the pages, as server-sent events (WHATWG HTML §9.2).

A page's worker holds one stream for all windows: Chromium opens at most six connections to one
origin, so a stream a window would stop the seventh window from loading.
"""

from __future__ import annotations

import contextlib
import json
import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

Topic = Literal["page", "pages", "files", "settle", "locked", "unlocked", "again"]

Outcome = Literal["saved", "kept", "unsaved"]
"""Everything is saved; or kept as drafts on the disk; or some text is nowhere but in memory."""

OUTCOMES: tuple[Outcome, ...] = ("saved", "kept", "unsaved")

_LOOK_SECONDS = 2.0
# Of the time to settle, what pages have for saving; the rest is for drafts and the way back.
_PAGES_SHARE = 0.5
_QUEUE_LENGTH = 1000


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the pages were asked, and where their answer comes."""

    message: str
    answer: queue.Queue[Outcome] = field(default_factory=queue.Queue)


class News:
    """Everyone who listens hears every event, in order, until `close`."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: set[queue.Queue[str | None]] = set()
        self._closed = False
        self._settling: dict[str, _Asked] = {}

    def publish(self, topic: Topic, **facts: int | str) -> None:
        """Tell every listener. `facts` hold ids and numbers, never words of the notebook."""
        with self._lock:
            self._tell_all(_encode(topic, **facts))

    def listen(self, is_gone: Callable[[], bool] = lambda: False) -> Iterator[str]:
        """Yield encoded events, until the news is closed or the listener is gone or far behind.

        `is_gone` is asked every two seconds: a stream that nobody reads holds one of the server's
        few threads.
        """
        mailbox: queue.Queue[str | None] = queue.Queue(_QUEUE_LENGTH)
        with self._lock:
            if self._closed:
                return
            self._listeners.add(mailbox)
            # Who has just signed in listens anew; the stream before was asked, and is not read.
            for asked in self._settling.values():
                self._tell(mailbox, asked.message)
        try:
            # The first bytes open the stream at once; otherwise the browser waits for an event.
            yield "retry: 500\n\n"
            yield from _messages(mailbox, is_gone)
        finally:
            with self._lock:
                self._listeners.discard(mailbox)

    def settle(self, token: str, seconds: float) -> Outcome:
        """Ask every page to save what is being written; answer what the workers say it came to.

        "unsaved" as well when they don't say so in time. With no listener there is nobody to ask.
        """
        wait = round(seconds * 1000 * _PAGES_SHARE)
        asked = _Asked(_encode("settle", token=token, wait=wait))
        with self._lock:
            if not self._listeners:
                return "saved"
            self._settling[token] = asked
            self._tell_all(asked.message)
        try:
            return asked.answer.get(timeout=seconds)
        except queue.Empty:
            return "unsaved"
        finally:
            with self._lock:
                self._settling.pop(token, None)

    def settled(self, token: str, outcome: Outcome) -> None:
        """A worker says what became of what was being written in all its pages."""
        with self._lock:
            asked = self._settling.get(token)
        if asked is not None:
            asked.answer.put(outcome)

    def close(self) -> None:
        """End every stream, so that the server's threads come home."""
        with self._lock:
            self._closed = True
            for listener in self._listeners:
                _put_last(listener)

    def _tell_all(self, message: str) -> None:
        for listener in list(self._listeners):
            self._tell(listener, message)

    def _tell(self, listener: queue.Queue[str | None], message: str) -> None:
        try:
            listener.put_nowait(message)
        except queue.Full:
            # It reconnects and asks anew; holding its news for ever would only cost memory.
            self._listeners.discard(listener)
            _put_last(listener)


def _encode(topic: Topic, **facts: int | str) -> str:
    return f"event: {topic}\ndata: {json.dumps(facts)}\n\n"


def _messages(mailbox: queue.Queue[str | None], is_gone: Callable[[], bool]) -> Iterator[str]:
    while not is_gone():
        try:
            message = mailbox.get(timeout=_LOOK_SECONDS)
        except queue.Empty:
            continue
        if message is None:
            return
        yield message


def _put_last(listener: queue.Queue[str | None]) -> None:
    while True:
        try:
            listener.put_nowait(None)
            return
        except queue.Full:
            with contextlib.suppress(queue.Empty):  # its reader may have been quicker
                listener.get_nowait()
