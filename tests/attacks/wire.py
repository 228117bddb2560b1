"""HTTP as bytes on a socket, so that a test can say what no client library would."""

from __future__ import annotations

import socket
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse

PATIENCE = 10.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. A connection that was closed without a word has status 0."""

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = field(default=b"", repr=False)

    def header(self, name: str) -> str | None:
        """All values of a header, joined as RFC 9110 section 5.3 says; None when there is none."""
        found = [value for key, value in self.headers if key.lower() == name.lower()]
        return ", ".join(found) if found else None

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")


SILENCE = Answer(0)


def connect(authority: str, timeout: float = PATIENCE) -> socket.socket:
    host, _, port = authority.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=timeout)


def compose(start: str, lines: Iterable[str] = (), body: bytes = b"") -> bytes:
    """Answer a request: its first line, header lines, and body, with nothing added."""
    head = "\r\n".join([start, *lines])
    return head.encode("latin-1") + b"\r\n\r\n" + body


def send(authority: str, message: bytes, *, timeout: float = PATIENCE) -> Answer:
    """Send bytes on a connection of their own and answer the first answer."""
    with closing(connect(authority, timeout)) as line:
        return exchange(line, message)


def exchange(line: socket.socket, message: bytes) -> Answer:
    """Send bytes on an open connection and read one answer."""
    with suppress(BrokenPipeError, ConnectionResetError):
        line.sendall(message)  # it may be answered before it was all sent
    return receive(line, message.split(b" ", 1)[0].decode("latin-1"))


def receive(line: socket.socket, method: str = "GET") -> Answer:
    response = HTTPResponse(line, method=method)
    try:
        response.begin()
        return Answer(response.status, tuple(response.getheaders()), response.read())
    except (HTTPException, ConnectionResetError, BrokenPipeError):
        return SILENCE
    finally:
        response.close()


def read_all(line: socket.socket) -> bytes:
    """Answer everything until the other side closes."""
    read = bytearray()
    try:
        while part := line.recv(65536):
            read += part
    except (ConnectionResetError, TimeoutError):
        pass
    return bytes(read)
