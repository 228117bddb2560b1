"""The loopback server: owns its socket, starts and really stops any WSGI application."""

# ruff: noqa: PLC0415 - waitress takes 65 ms that can wait until there is an application

from __future__ import annotations

import contextlib
import errno
import logging
import socket
import sys
import threading
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from desktop.failures import Unusable

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication, WSGIEnvironment

_log = logging.getLogger(__name__)

_THREADS = 8
# Twice what strangers may have at one time, and far below the 512 that Windows can select from.
_CONNECTIONS = 128
_IDLE_SECONDS = 120
_STOP_SECONDS = 5
# Whatever comes, or is ready to go, wakes the loop; by itself it only looks for what was left idle.
_LOOK_SECONDS = 10
# Cookies ignore ports: a browser sends those of every other server on this computer, too.
_LARGEST_HEADERS = 64 * 1024
# A page of 20 MB sent as a form, where a letter of another script takes nine bytes.
_LARGEST_REQUEST = 256 * 1024 * 1024
# waitress moves bodies and answers above a limit into temporary files: readable pages on the disk.
# Requests end at _LARGEST_REQUEST and answers wait at the high-water mark, so this is never met.
_NEVER_ON_DISK = 2**40


class Server:
    """Listens on a free port of 127.0.0.1 from the start, answers once `serve` was called.

    Clients that come earlier wait in the system's queue: a window can be opened while the
    application is still being built. Raises Unusable when no port is to be had. As a context
    manager it stops at the end.
    """

    def __init__(self) -> None:
        self._socket = _listen()
        self.authority = f"127.0.0.1:{self._socket.getsockname()[1]}"
        self._waitress: Any = None
        self._loop: threading.Thread | None = None
        self._lock = threading.Lock()
        self._stopped = False

    def serve(
        self, app: WSGIApplication, admits: Callable[[WSGIEnvironment], bool] = lambda _: True
    ) -> None:
        """Answer with `app` from now on, on threads of its own. A stopped server stays stopped.

        `admits` tells from its method, URI and headers whether `app` will let a request in. The
        others get few connections and small bodies, so that they keep nobody out.
        """
        from desktop.listener import Listener

        def make() -> Listener:
            return Listener(
                app,
                # A copy: one that fails closes it, and the next listens on the same port.
                self._socket.dup(),
                admits=admits,
                threads=_THREADS,
                connection_limit=_CONNECTIONS,
                channel_timeout=_IDLE_SECONDS,
                asyncore_loop_timeout=_LOOK_SECONDS,
                max_request_header_size=_LARGEST_HEADERS,
                max_request_body_size=_LARGEST_REQUEST,
                inbuf_overflow=_NEVER_ON_DISK,
                outbuf_overflow=_NEVER_ON_DISK,
                ident=None,
                clear_untrusted_proxy_headers=True,
                # Without it waitress does not notice that the reader of a stream has gone.
                channel_request_lookahead=1,
            )

        with self._lock:
            if self._stopped:
                return
            self._waitress = make()
            self._loop = threading.Thread(target=self._run, args=(make,), name="server")
            self._loop.start()

    def _run(self, make: Callable[[], Any]) -> None:
        """Serve until it is stopped; when waitress's loop fails, begin anew on the same port.

        Windows say meanwhile that nobody answers, keep what is written, and try again.
        """
        served = self._waitress
        while served is not None:
            try:
                served.run()
            except Exception as error:  # noqa: BLE001 - whatever it is, the windows need a server
                _log.error("the server failed and begins anew: %s", type(error).__name__)
            with self._lock:
                if self._stopped:
                    return
                _close_all(served)
                served.task_dispatcher.shutdown(cancel_pending=True, timeout=0)
                served = self._waitress = make()

    def stop(self) -> None:
        """Finish the requests under way, close every connection and end every thread.

        waitress's own `close` leaves keep-alive connections and its loop alive. Streams must have
        been ended by the application before, or this waits five seconds for them.
        """
        with self._lock:
            self._stopped = True
            served, loop = self._waitress, self._loop
            self._waitress = self._loop = None  # stopping again does nothing
        self._socket.close()
        if served is None or loop is None:
            return
        served.task_dispatcher.shutdown(cancel_pending=False, timeout=_STOP_SECONDS)
        # In the loop's own thread: closing what it is selecting on would raise there. waitress
        # notes the call and then wakes the loop; one that was awake has closed the trigger by then.
        with contextlib.suppress(OSError):
            served.trigger.pull_trigger(lambda: _close_all(served))
        loop.join(_STOP_SECONDS)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


def _listen() -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if sys.platform == "win32":
            # Windows lets another program take over a port that is in use, unless asked not to.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        listener.bind(("127.0.0.1", 0))
        listener.listen(_CONNECTIONS)
    except OSError as error:
        listener.close()
        raise _no_port(error) from error
    return listener


def _no_port(error: OSError) -> Unusable:
    if error.errno == errno.EADDRNOTAVAIL:
        return Unusable(
            "Inglenook needs this computer's own address 127.0.0.1, which is switched off."
        )
    return Unusable(
        "Inglenook found no free port on this computer: %(reason)s.",
        reason=error.strerror or error,
    )


def _close_all(served: Any) -> None:
    from waitress import wasyncore  # type: ignore[import-untyped]

    wasyncore.close_all(served._map, ignore_all=True)
