"""HTTP requests that were changed until they are none, sent to the real server."""

# ruff: noqa: E501 - a table reads best with a row to a line

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress

from tests.attacks.running import Running, Visitor
from tests.attacks.wire import connect
from tests.fuzz.tally import Tally

SLOW = 2.0
# A request that was cut short gets no answer, and nobody waits for it longer.
_QUIET_SECONDS = 0.1
_REFUSED = (b"400", b"403", b"405", b"408", b"411", b"413", b"414", b"431", b"501", b"505")

_METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PRI", "get", ""]
_TARGETS = [
    "/", "/login", "/pages/", "/pages/ideas", "/enter/x", "/events", "/static/x", "*", "//evil.com",
    "http://evil.com/", "http://[", "/%00", "/%", "/%zz", "/../..", "/?a=b", "/#x", "", "/é", "\\",
]  # fmt: skip
_VERSIONS = ["HTTP/1.1", "HTTP/1.0", "HTTP/2.0", "HTTP/1.2", "HTTP/0.9", "http/1.1", "HTTP/1", ""]
_LINES = [
    "Host: {authority}", "Host: evil.com", "Host:", "Content-Length: 0", "Content-Length: 3",
    "Content-Length: -1", "Content-Length: 99999999999", "Content-Length: 1, 1",
    "Transfer-Encoding: chunked", "Transfer-Encoding: identity", "Transfer-Encoding: \x0bchunked",
    "Transfer-Encoding: gzip, chunked", "Connection: close", "Connection: keep-alive, Upgrade",
    "Upgrade: websocket", "Upgrade: h2c", "Expect: 100-continue", "Expect: nothing",
    "Origin: null", "Origin: {origin}", "Origin: http://evil.com", "Sec-Fetch-Site: cross-site",
    "Sec-Fetch-Site: same-origin", "Cookie: {cookie}", "Cookie: a=b; ;=;\"", "Cookie: {name}=x",
    "X-Forwarded-For: 127.0.0.1", "Range: bytes=0-,0-,0-", "If-Modified-Since: never",
    "Accept: application/json", "Content-Type: multipart/form-data; boundary=", "A" * 5000 + ": b",
    "Content-Type: multipart/form-data; boundary=b", "no colon", ": no name", " folded", "A : b",
    "Content-Type: application/x-www-form-urlencoded; charset=utf-7", "A: \x00", "A: b\nB: c",
]  # fmt: skip
_BODIES = [
    b"", b"abc", b"0\r\n\r\n", b"3\r\nabc\r\n0\r\n\r\n", b"zz\r\n", b"ffffffffffffffff\r\n",
    b"3;x=y\r\nabc\r\n0\r\nTrailer: x\r\n\r\n", b"--b\r\n\r\n\r\n--b--", b"GET / HTTP/1.1\r\n\r\n",
    b"%", b"a=b&" * 200, b"\x00" * 100, b"\xff" * 100,
]  # fmt: skip


class Mutator:
    """Makes requests, and breaks them."""

    def __init__(self, visitor: Visitor, chance: random.Random) -> None:
        self._visitor = visitor
        self._chance = chance

    def requests(self, *, knows_credential: bool) -> Iterator[bytes]:
        """Yield requests without end; with the credential of a window, or never with it."""
        while True:
            message = self._compose(knows_credential)
            for _ in range(self._chance.choice((0, 0, 1, 1, 2, 8))):
                message = self._break(message)
            yield message

    def _compose(self, knows_credential: bool) -> bytes:
        pick = self._chance.choice
        start = " ".join((pick(_METHODS), pick(_TARGETS), pick(_VERSIONS)))
        if self._chance.random() < 0.6:
            start = f"{pick(('GET', 'POST'))} {pick(_TARGETS[:7])} HTTP/1.1"
        lines = self._chance.sample(_LINES, self._chance.randrange(6))
        lines.insert(0, pick(("Host: {authority}", pick(_LINES))))
        program = self._visitor.program
        cookie = self._visitor.cookie if knows_credential else "inglenook=guessed"
        for place, value in (
            ("{authority}", program.authority),
            ("{origin}", program.origin),
            ("{cookie}", cookie),
            ("{name}", next(iter(self._visitor.cookies))),
        ):
            lines = [line.replace(place, value) for line in lines]
        return "\r\n".join((start, *lines, "", "")).encode() + pick(_BODIES)

    def _break(self, message: bytes) -> bytes:
        place = self._chance.randrange(len(message) + 1)
        end = min(len(message), place + self._chance.choice((1, 2, 10, 100)))
        ways: list[Callable[[], bytes]] = [
            lambda: message[:place] + self._chance.randbytes(1) + message[place:],
            lambda: message[:place] + message[end:],
            lambda: message[:place] + message[place:end] * 3 + message[end:],
            lambda: message[:place],
            lambda: message[:place] + self._chance.choice((b"\r", b"\n", b"\x00", b" ", b"\t", b":")) + message[end:],
            lambda: message.replace(b"\r\n", b"\n", self._chance.choice((1, -1))),
            lambda: message + message,
        ]  # fmt: skip
        return self._chance.choice(ways)()


def try_requests(
    program: Running, messages: Iterator[bytes], *, tries: int, seconds: float, tally: Tally
) -> Tally:
    """Send what a stranger may send; whatever reaches the application got through."""
    ends = time.monotonic() + seconds
    program.inside.clear()
    for message in messages:
        if tally.tried >= tries or time.monotonic() > ends:
            break
        begun = time.perf_counter()
        answers = _statuses(_send(program.authority, message))
        tally.time(time.perf_counter() - begun, SLOW, message)
        if program.inside or any(each[:1] in (b"2", b"3") for each in answers if each != b"100"):
            tally.let_through(message)
            program.inside.clear()
        elif any(each not in _REFUSED for each in answers):
            tally.fail((answers, message))
        else:
            tally.refuse()
    return tally


def try_requests_of_a_window(
    program: Running, messages: Iterator[bytes], *, tries: int, seconds: float, tally: Tally
) -> Tally:
    """Send what a broken page of ours may send: anything may come back but an error of ours."""
    ends = time.monotonic() + seconds
    for message in messages:
        if tally.tried >= tries or time.monotonic() > ends:
            break
        begun = time.perf_counter()
        answers = _statuses(_send(program.authority, message))
        tally.time(time.perf_counter() - begun, SLOW, message)
        if any(each[:1] == b"5" and each not in _REFUSED for each in answers):
            tally.fail((answers, message))
        else:
            tally.refuse()
    return tally


def _send(authority: str, message: bytes) -> bytes:
    """Send a message and answer all that comes back, until it is quiet or the line is closed."""
    read = bytearray()
    with closing(connect(authority, _QUIET_SECONDS)) as line:
        # Closed before it was all sent, or still open and waiting for more: both are fine.
        with suppress(OSError):
            line.sendall(message)
        with suppress(OSError):
            while part := line.recv(65536):
                read += part
    return bytes(read)


def _statuses(answer: bytes) -> list[bytes]:
    """Answer the status of each answer: lines that begin so occur nowhere in our pages."""
    starts = answer.split(b"HTTP/1.")[1:]
    return [start[2:5] for start in starts]
