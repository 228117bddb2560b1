"""waitress, with a policy for strangers.

Everybody on this computer can connect to the port, and take up room without ever getting in:
connections that say nothing, requests that trickle (slow-loris, CVE-2007-6750), bodies that fill
the memory. Whoever has not been admitted is a stranger, and strangers get little: few connections
in all, one answer on each, small bodies.
"""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable, MutableMapping
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from waitress.adjustments import Adjustments  # type: ignore[import-untyped]
from waitress.channel import HTTPChannel  # type: ignore[import-untyped]
from waitress.parser import HTTPRequestParser, ParsingError  # type: ignore[import-untyped]
from waitress.server import TcpWSGIServer  # type: ignore[import-untyped]
from waitress.task import ErrorTask, ThreadedTaskDispatcher, WSGITask  # type: ignore[import-untyped]

from desktop.gate import ENTRANCE, PLAIN_HEADERS
from desktop.peers import is_another_users

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication, WSGIEnvironment

STRANGERS = 48
"""Connections that strangers have at one time. One more, and the one that came first is closed."""

_STRANGERS_BODY = 64 * 1024

Admits = Callable[["WSGIEnvironment"], bool]


class Listener(TcpWSGIServer):  # type: ignore[misc]  # waitress has no types
    """Serves `application` on `listening`.

    `admits` tells from a request's line and headers, before its body is taken, whether it will be
    let in. `adjustments` are waitress's own.
    """

    def __init__(
        self,
        application: WSGIApplication,
        listening: socket.socket,
        *,
        admits: Admits,
        **adjustments: Any,
    ) -> None:
        settings = Adjustments(sockets=[listening], **adjustments)
        dispatcher = ThreadedTaskDispatcher()
        # A line for each request that has to wait would be a way to fill the log.
        dispatcher.queue_logger.setLevel(logging.ERROR)
        dispatcher.set_thread_count(settings.threads)
        modest = Adjustments(max_request_body_size=_STRANGERS_BODY)
        self.channel_class = partial(_Channel, admits=admits, modest=modest)
        super().__init__(
            application,
            _sock=listening,
            dispatcher=dispatcher,
            adj=settings,
            sockinfo=(listening.family, listening.type, listening.proto, listening.getsockname()),
            bind_socket=False,
        )

    def handle_accept(self) -> None:
        """Take one connection, and make room when there are too many strangers.

        A window's own connection is a stranger too, until its first headers have been read. They
        are on their way when it connects, and what has come is read after each accept, so many
        others would have to connect within that millisecond to push it out.
        """
        super().handle_accept()
        strangers = [
            channel
            for channel in self.active_channels.values()
            if not channel.admitted and not channel.requests
        ]
        if len(strangers) > STRANGERS:
            min(strangers, key=lambda channel: channel.creation_time).handle_close()


class _Discreet(logging.LoggerAdapter[logging.Logger]):
    """Leaves out which path was being served: a stranger may have made it up (CWE-117).

    And what is no more than a note: a browser goes away from answers all day long.
    """

    def process(
        self, msg: Any, kwargs: MutableMapping[str, Any]
    ) -> tuple[Any, MutableMapping[str, Any]]:
        return str(msg).partition(" /")[0], kwargs

    def isEnabledFor(self, level: int) -> bool:  # noqa: N802 - logging's own name
        return level > logging.INFO and super().isEnabledFor(level)


class _Refusal(ErrorTask):  # type: ignore[misc]  # waitress has no types
    """What is answered to what is no request: as little as can be, and nothing of it repeated."""

    def execute(self) -> None:
        error = self.request.error
        body = f"{error.code} {error.reason}\n".encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers.extend([*PLAIN_HEADERS, ("Content-Type", "text/plain")])
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class _Answer(WSGITask):  # type: ignore[misc]  # waitress has no types
    """An answer of the application. A stream that ends with ConnectionAbortedError is broken off,
    so that whoever takes it sees that it is not whole."""

    def execute(self) -> None:
        try:
            super().execute()
        except ConnectionAbortedError:
            if not self.wrote_header:
                self.write(b"")
            self.chunked_response = False  # else an end would be written
            self.close_on_finish = True


class _Channel(HTTPChannel):  # type: ignore[misc]  # waitress has no types
    """A connection. `admitted` once a request on it was; `is_another_users` is looked up once."""

    error_task_class = _Refusal
    task_class = _Answer
    logger = _Discreet(logging.getLogger("waitress"))

    def __init__(self, *arguments: Any, admits: Admits, modest: Adjustments, **more: Any) -> None:
        self.admitted = False
        self.parser_class = partial(_Request, channel=self, admits=admits, modest=modest)
        super().__init__(*arguments, **more)

    @cached_property
    def is_another_users(self) -> bool:
        return is_another_users(self.addr[1], self.socket.getsockname()[1])


class _Request(HTTPRequestParser):  # type: ignore[misc]  # waitress has no types
    """A request as it comes in."""

    # waitress asks for it when the sender of what could not be read has left before the answer.
    path = ""

    def __init__(
        self, settings: Adjustments, *, channel: _Channel, admits: Admits, modest: Adjustments
    ) -> None:
        super().__init__(settings)
        self._channel = channel
        self._admits = admits
        self._modest = modest

    def parse_header(self, header_plus: bytes) -> None:
        """Read the request line and headers, and decide what more is taken of this request."""
        try:
            super().parse_header(header_plus)
            if self._is_framed_twice():
                raise ParsingError("the body's length is not certain")
        except Exception as error:
            # Else waitress asks for the body, and then forgets that the request was wrong.
            self.expect_continue = False
            if isinstance(error, ValueError):
                # Two that waitress lets through, and then closes without an answer: a target such
                # as "http://[", and a length of more digits than Python reads (CVE-2020-10735).
                raise ParsingError("the request cannot be read") from error
            raise
        is_admitted = self._admits(self._as_environ())
        # Looked up for those alone whom it could let in: it takes some milliseconds.
        if (is_admitted or self._is_entering()) and self._channel.is_another_users:
            # Whatever it carries, it did not come from a window: the gate answers as to a stranger.
            self.headers.clear()
            is_admitted = False
        if is_admitted:
            self._channel.admitted = True
        else:
            self.adj = self._modest
            self.expect_continue = False
            # What follows on the connection is never read as a request of its own: not what was
            # smuggled behind this one, nor a body that a victim's browser was made to send.
            self.headers["CONNECTION"] = "close"

    def _is_entering(self) -> bool:
        # As waitress hands the path on: decoded, and with one slash before it.
        return f"/{self.path.lstrip('/')}".startswith(ENTRANCE)

    def _is_framed_twice(self) -> bool:
        # RFC 9112 section 6.3: such a message "ought to be handled as an error".
        if self.chunked:
            return "CONTENT_LENGTH" in self.headers
        return "TRANSFER_ENCODING" in self.headers

    def _as_environ(self) -> WSGIEnvironment:
        headers = {f"HTTP_{name}": value for name, value in self.headers.items()}
        return {"REQUEST_METHOD": self.command, "REQUEST_URI": self.request_uri, **headers}
