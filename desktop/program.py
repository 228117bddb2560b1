"""One run of the program: server, gate, keyring and windows around any application."""

# ruff: noqa: PLC0415 - a start goes in steps, and --browser needs no windows

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Protocol

from desktop.asked import NAMES, read_asked, read_errand
from desktop.away import choose_absence
from desktop.endings import Ending
from desktop.failures import CannotStart
from desktop.folders import Folders, read_installation
from desktop.gate import Gate
from desktop.instance import Errand, Instance
from desktop.kept import KeptSecret
from desktop.keychain import Keychain
from desktop.outside import open_outside
from desktop.server import Server
from desktop.signing import SigningKeys

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

    from desktop.backends.contract import Outcome
    from desktop.windows import Windows

_log = logging.getLogger(__name__)

TITLE = "Inglenook"
_SERVICE = "Inglenook"
_ICON = Path(__file__).parent / "inglenook.png"
# The page's own backgrounds, so that nothing flashes before it is there.
_PAPER, _CHARCOAL = "#fbf8f2", "#1e1a17"
# A person types or copies the printed address; a browser may take its time to start.
_PRINTED_SECONDS = 600.0
_HANDED_SECONDS = 120.0
# By then the first page is painted; its web view and these would slow each other down.
_SETTLING_SECONDS = 3.0


class Service(Protocol):
    """The application that is shown."""

    @property
    def wsgi(self) -> WSGIApplication: ...

    def resume(self, wanted: str) -> str:
        """Answer the local path that the first window starts on, to get to `wanted` if not ""."""

    def find_paths(self, asked: Sequence[str]) -> list[str]:
        """Answer the local paths that show what was asked for, one for each window."""

    def look_again(self) -> None:
        """Another program changed the data: have every page look at what it shows."""

    def settle(self) -> Outcome:
        """Have every page save what is being written; answer what came of it, within seconds."""

    def leave(self, why: str) -> None:
        """Nobody is there any more: the computer sleeps, or its screen is locked."""

    def close(self) -> None:
        """End streams and let go of the data, before the server stops."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What the application is given. `windows` is None when there is a browser instead."""

    folders: Folders
    installation: str
    keys: SigningKeys
    kept: KeptSecret
    windows: Windows | None


class Program:
    """One run: what is started is put on `stack`, which unwinds it in reverse."""

    def __init__(
        self,
        stack: ExitStack,
        folders: Folders,
        instance: Instance,
        ending: Ending,
        make: Callable[[Parts], Service],
        asked: Sequence[str] = (),
    ) -> None:
        self._stack = stack
        self._asked = asked
        self._folders = folders
        self._instance = instance
        self._ending = ending
        self._make = make
        self._installation = read_installation(folders)
        self._keys, self._kept = _open_keyring(self._installation)
        self._ready: Future[Service] = Future()
        self._server, self._gate = self._open_server()
        self._resumed = False
        self._show: Callable[[], None] = lambda: None
        self._open: Callable[[str], None] = lambda _: None

    def run_in_windows(self) -> None:
        """Show windows until the last one is closed. Raises NoScreen."""
        from desktop.backends.contract import Appearance
        from desktop.windows import Windows

        windows = Windows(
            appearance=Appearance(TITLE, _ICON, light=_PAPER, dark=_CHARCOAL),
            origin=f"http://{self._server.authority}",
            ticket=partial(self._gate.issue, to_window=True),
            memory=self._folders.data / "windows.json",
            folder=self._folders.webview,
            settle=self._settle_pages,
            asked=self._hear,
        )
        self._ending.answer_with(windows.close_all)
        self._show, self._open = windows.raise_first, windows.open
        self._instance.listen(self._answer)
        # The application is built while the first window comes, which takes as long. Earlier both
        # would only wait for each other: what loads holds the interpreter's lock.
        building = self._prepare_building(windows)
        windows.run(self._first_path, meanwhile=building.start)
        building.join()
        self._ready.result()

    def run_in_browser(self, *, open_it: bool) -> None:
        """Serve, print one line with the address, and return when asked to end."""
        # Not an Event: a second signal in the middle of the first would wait for its lock.
        ended: SimpleQueue[None] = SimpleQueue()
        self._ending.answer_with(lambda: ended.put(None))
        self._show, self._open = self._open_browser, self._open_browser
        self._instance.listen(self._answer)
        self._prepare_building(None).start()
        self._ready.result()
        print(f"Inglenook is open at {self._address(_PRINTED_SECONDS)}", flush=True)
        if open_it:
            self._open_browser()
        # By the second: of two signals at once, neither may reach a thread that already waits.
        waiting = True
        while waiting:
            with contextlib.suppress(Empty):
                ended.get(timeout=1)
                waiting = False

    def _open_server(self) -> tuple[Server, Gate]:
        server = self._stack.enter_context(Server())
        gate = Gate(
            lambda environ, start_response: self._ready.result().wsgi(environ, start_response),
            authority=server.authority,
            cookie_name=f"inglenook-gate-{self._installation}",
            clock=time.monotonic,
        )
        return server, gate

    def _prepare_building(self, windows: Windows | None) -> threading.Thread:
        """Answer the thread that builds the application and begins to serve it."""
        parts = Parts(self._folders, self._installation, self._keys, self._kept, windows)

        def build() -> None:
            try:
                service = self._make(parts)
                self._ready.set_result(service)
                self._server.serve(self._gate, self._gate.admits)
                settling.start()
            except Exception as error:  # noqa: BLE001 - handed to the main thread
                if not self._ready.done():
                    self._ready.set_exception(error)
                self._ending.ask()

        settling = self._prepare_settling()
        thread = threading.Thread(target=build, name="application")
        self._stack.callback(self._close_service, thread)
        return thread

    def _prepare_settling(self) -> threading.Timer:
        """Answer the timer of what the first page does not need: the keyring, the system bus.

        Whoever needs the keys earlier gets them at once.
        """
        absence = choose_absence(lambda why: self._ready.result().leave(why))

        def settle() -> None:
            self._keys.start_loading()
            absence.start()

        settling = threading.Timer(_SETTLING_SECONDS, settle)
        settling.daemon = True
        self._stack.callback(absence.stop)
        self._stack.callback(settling.cancel)
        return settling

    def _close_service(self, building: threading.Thread) -> None:
        if building.ident is None:
            return  # no window ever stood
        building.join()
        if self._ready.exception() is None:
            self._ready.result().close()
        _log.info("Inglenook ends")

    def _settle_pages(self) -> Outcome:
        if self._ready.done() and self._ready.exception() is None:
            return self._ready.result().settle()
        return "saved"

    def _first_path(self, wanted: str = "") -> str:
        """Answer where whoever comes first starts: at what was asked for, else where they were."""
        # Signing in again is for the first to come; whoever enters later finds their own way.
        first, self._resumed = not self._resumed, True
        if not first:
            return wanted or "/"
        service = self._ready.result()
        here, *others = [wanted] if wanted else service.find_paths(self._asked) or [""]
        self._open_soon(lambda: others)
        return service.resume(here)

    def _address(self, lifetime: float, wanted: str = "") -> str:
        ticket = self._gate.issue(lambda: self._first_path(wanted), lifetime=lifetime)
        return f"http://{self._server.authority}{ticket}"

    def _open_browser(self, path: str = "") -> None:
        # A ticket of its own, so that the printed one stays good. It passes through the browser's
        # command line, which other users may read: it is worth nothing once the browser is in.
        open_outside(self._address(_HANDED_SECONDS, path))

    def _answer(self, errand: Errand) -> Errand:
        if errand.get("want") == "look":
            self._ready.result().look_again()
            return {}
        asked = read_errand(errand.get("asked"))
        if errand.get("want") == "address":
            paths = self._ready.result().find_paths(asked)
            return {"address": self._address(_PRINTED_SECONDS, *paths[:1])}
        if asked:
            self._open_soon(lambda: self._ready.result().find_paths(asked))
        else:
            self._show()
        return {}

    def _hear(self, words: Sequence[str]) -> None:
        """Take what the system, or its menu, hands to a program that runs already."""
        with contextlib.suppress(CannotStart):  # it went away, and nobody reads a terminal
            asked = tuple(words) if NAMES.issuperset(words) else read_asked(words)
            self._open_soon(lambda: self._ready.result().find_paths(asked))

    def _open_soon(self, find_paths: Callable[[], Sequence[str]]) -> None:
        """Open a window for each path. Returns at once: whoever asked is not kept waiting."""

        def work() -> None:
            for path in find_paths():
                self._open(path)

        threading.Thread(target=work, name="asked for", daemon=True).start()


def _open_keyring(installation: str) -> tuple[SigningKeys, KeptSecret]:
    # One keychain for both: a keyring that waits for a person then costs its time limit once.
    keychain = Keychain(_SERVICE)
    keys = SigningKeys(keychain, f"signing-keys-{installation}")
    return keys, KeptSecret(keychain, f"stay-signed-in-{installation}")
