"""Real windows on pywebview: opened with a ticket each, followed, put back where they stood."""

# ruff: noqa: PLC0415 - pywebview is loaded by the running start

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

from desktop.backends import choose_backend
from desktop.backends.contract import Appearance, Backend, Outcome, Setting
from desktop.gate import require_local
from desktop.outside import open_outside
from desktop.places import (
    SMALLEST,
    Placed,
    WindowPlace,
    fit,
    read_first_place,
    read_zoom,
    usual_place,
    write_first_place,
)
from desktop.words import Wording

_log = logging.getLogger(__name__)

# Whoever closes three windows one after another at the end of the day had three windows open.
_CLOSING_SECONDS = 10.0
_OFFSET = 32


@dataclass(frozen=True, slots=True)
class Closed:
    """A window that is gone: where it stood, when it went, and its number in the order of opening.

    `at` is in seconds of a monotonic clock.
    """

    place: WindowPlace
    at: float
    number: int


class Windows:
    """The windows of one run. `open`, `restore`, `places` and `visited` may be called anywhere.

    `ticket` answers the address path that lets one window in and leads it to the path it is given.
    """

    can_open = True

    def __init__(  # noqa: PLR0913 - each is another part of the host
        self,
        *,
        appearance: Appearance,
        origin: str,
        ticket: Callable[[str | Callable[[], str]], str],
        memory: Path,
        folder: Path,
        settle: Callable[[], Outcome],
        asked: Callable[[Sequence[str]], None],
        choose: Callable[[Setting], Backend] = choose_backend,
    ) -> None:
        self._appearance = appearance
        self._origin = origin
        self._ticket = ticket
        self._memory = memory
        self._wording = Wording()
        self._zoom = read_zoom(memory)
        self._backend = choose(
            Setting(
                appearance,
                origin,
                folder,
                self._noticed,
                self._open_in_background,
                settle,
                asked,
                self._wording.say,
                self._zoom,
                self._zoomed,
            )
        )
        self._lock = threading.RLock()
        self._open: dict[str, Any] = {}
        self._seen: dict[str, WindowPlace] = {}
        self._closed: list[Closed] = []
        self._numbers: dict[str, int] = {}
        self._running = False
        self._begun = False
        # A page of a window has come through the gate, and all windows share its cookies.
        self._is_let_in = False

    def run(self, path: str | Callable[[], str], *, meanwhile: Callable[[], None]) -> None:
        """Show the first window and return when the last one is closed. Main thread only.

        `path` may be a function, called when the window comes for its first page. `meanwhile`
        starts a thread and returns; it is called, on any thread, when the web view leaves the
        interpreter to others. Raises NoScreen.
        """
        self._backend.start(meanwhile)
        import webview

        _quiet_pywebview()
        # pywebview would send them to a browser with no filter on the scheme.
        webview.settings["OPEN_EXTERNAL_LINKS_IN_BROWSER"] = False
        try:
            self._running = True
            self._create(path, fit(read_first_place(self._memory), self._backend.screens()))
            webview.start(
                gui=self._backend.gui,
                private_mode=self._backend.private,
                storage_path=str(self._backend.storage) if self._backend.storage else None,
                icon=str(self._appearance.icon) if self._appearance.icon else None,
                menu=self._backend.menu(),
            )
        finally:
            _log.info("the last window is closed")
            with self._lock:
                self._running = False
            self._backend.stop()

    def open(self, path: str) -> None:
        """Open one more window on `path`, next to the one before. Raises ValueError if not local.

        Not on the GUI thread: pywebview waits for it there.
        """
        place = usual_place(require_local(path))
        with self._lock:
            latest = list(self._seen.values())[-1:]
        for last in latest:
            place = _beside(last, place.path)
        self._create(place.path, fit(place, self._backend.screens()))

    def restore(self, places: Sequence[Placed]) -> None:
        """Bring windows back. The one that is open takes the first place, not its path.

        Its page is about to be answered by the request that called this: whoever answers leads it
        to the first path. Loading it from here as well would cut that answer short.
        """
        self._is_let_in = True
        screens = self._backend.screens()
        fitted = [fit(_own(place), screens) for place in places]
        with self._lock:
            present = list(self._open.values())
        for window, place in zip(present[:1], fitted[:1], strict=False):
            self._backend.place(window, place)
        for place in fitted[1:]:
            self._create(require_local(place.path), place)

    def places(self) -> list[WindowPlace]:
        """Answer the windows as they stand, the first one first.

        When none is open any more: those that were closed within ten seconds of the last one.
        """
        with self._lock:
            if self._open:
                return [self._seen[uid] for uid in self._open if uid in self._seen]
            last = self._closed[-1].at if self._closed else 0.0
            gone = [each for each in self._closed if last - each.at <= _CLOSING_SECONDS]
            # Each closes when its page has saved, so the order of closing tells nothing.
            return [each.place for each in sorted(gone, key=lambda each: each.number)]

    def visited(self) -> None:
        """A page says that it moved: look again at what every window shows."""
        self._is_let_in = True
        with self._lock:
            present = list(self._open.values())
        for window in present:
            self._backend.refresh(window)

    def clear_browsing_data(self, path: str) -> None:
        """Empty what the web view holds for all windows, and let each in again, on `path`."""
        address = require_local(path)
        self._is_let_in = False
        with self._lock:
            present = list(self._open.values())

        def let_in() -> None:
            self._is_let_in = False
            for window in present:
                # The gate's cookie went with the others.
                window.load_url(f"{self._origin}{self._ticket(address)}")

        for window in present[:1]:
            self._backend.clear(window, let_in)

    def open_outside(self, url: str) -> bool:
        """Hand an http, https or mailto address to the system. False when it is anything else."""
        return open_outside(url)

    def speak(self, words: Mapping[str, str]) -> None:
        """Say `desktop.words.WORDS`, in menus and dialogs, as `words` has them from now on."""
        self._wording.take(words)

    def raise_first(self) -> None:
        """Bring the first window to the front."""
        with self._lock:
            present = list(self._open.values())
        for window in present[:1]:
            self._backend.raise_window(window)

    def close_all(self) -> None:
        """Ask every window to close; `run` then returns. May be called in a signal handler."""
        self._backend.close_all()

    def _create(self, path: str | Callable[[], str], place: WindowPlace) -> None:
        import webview

        with self._lock:
            # Too late: pywebview would take this window for the first of a new run.
            if not self._running or (self._begun and not self._open):
                return
            self._begun = True
        # Outside the lock: some web views build the window on the GUI thread and wait for it.
        window = webview.create_window(
            self._appearance.title,
            self._address(path),
            js_api=None,
            width=place.width,
            height=place.height,
            x=place.x,
            y=place.y,
            min_size=SMALLEST,
            maximized=place.maximized,
            background_color=self._backend.background(),
            text_select=True,
            zoomable=True,
        )
        if window is None:
            return
        with self._lock:
            self._open[window.uid] = window
            self._numbers[window.uid] = len(self._numbers)
            # `closing`, not `closed`: it is heard in place, so the last one is not missed.
            # WKWebView says `closed` alone when it is the program that closes.
            window.events.closing += lambda: self._is_closing(window)
            window.events.closed += lambda: self._gone(window.uid)
        if window.events.closing.is_set():
            self._is_closing(window)
        self._backend.attach(window)
        _log.info("a window was opened, %d in all", len(self._open))

    def _address(self, path: str | Callable[[], str]) -> str:
        """Answer what a new window loads; the way through the gate is a request of its own."""
        is_known = self._is_let_in and isinstance(path, str)
        return f"{self._origin}{path if is_known else self._ticket(path)}"

    def _open_in_background(self, path: str) -> None:
        threading.Thread(target=self.open, args=(path,), name="new window").start()

    def _noticed(self, uid: str, place: WindowPlace) -> None:
        with self._lock:
            self._seen[uid] = place

    def _zoomed(self, zoom: float) -> None:
        self._zoom = zoom

    def _is_closing(self, window: Any) -> bool:
        """Answer pywebview whether the window may close."""
        may_close = self._backend.may_close(window)
        if may_close:
            self._gone(window.uid)
        return may_close

    def _gone(self, uid: str) -> None:
        with self._lock:
            first = next(iter(self._open), None)
            if self._open.pop(uid, None) is None:
                return
            place = self._seen.pop(uid, None)
            if place is not None:
                self._closed.append(Closed(place, monotonic(), self._numbers[uid]))
        if place is not None and uid == first:
            self._remember(place)

    def _remember(self, place: WindowPlace) -> None:
        try:
            write_first_place(self._memory, place, self._zoom)
        except OSError as error:
            _log.warning("the window's place was not kept: %s", error.strerror)


def _beside(last: WindowPlace, path: str) -> WindowPlace:
    x = None if last.x is None else last.x + _OFFSET
    y = None if last.y is None else last.y + _OFFSET
    return WindowPlace(path, x, y, last.width, last.height, maximized=False)


def _own(place: Placed) -> WindowPlace:
    return WindowPlace(place.path, place.x, place.y, place.width, place.height, place.maximized)


def _quiet_pywebview() -> None:
    # It installs a handler of its own for the terminal; the program's log hears it as well.
    logging.getLogger("pywebview").handlers.clear()
