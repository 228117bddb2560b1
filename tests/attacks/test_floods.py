"""Whoever fills the port with connections, requests or bytes keeps nobody out of their notebook."""

# ruff: noqa: E501 - a table reads best with a row to a line

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.attacks.running import Running, Visitor
from tests.attacks.wire import compose, connect, exchange

SLOWLORIS = "CVE-2007-6750 (Slowloris, RSnake 2009); CWE-400"
SLOW_BODY = "Brennan and Chee, R-U-Dead-Yet, OWASP AppSec DC 2010"
SLOW_READ = "Shekyan, Slow Read, 2012"
HALF_OPEN = "CWE-770: connections without limit"
FLOOD = "CWE-400; CVE-2023-44487 for its kind"
PIPELINE = "RFC 9112 section 9.3.2: pipelined requests"

_USABLE = 1.0
_EXIT = 5.0


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Running]:
    with Running(tmp_path / "data") as running:
        running.make_notebook()
        yield running


class Crowd:
    """Many connections, opened and kept."""

    def __init__(self, authority: str) -> None:
        self._authority = authority
        self.lines: list[socket.socket] = []

    def open(self, count: int, first: bytes = b"") -> None:
        for _ in range(count):
            with contextlib.suppress(OSError):
                line = connect(self._authority, 5)
                self.lines.append(line)
                line.sendall(first)

    def drip(self, piece: bytes) -> int:
        """Send a little on each; answer on how many it could still be sent."""
        count = 0
        for line in self.lines:
            with contextlib.suppress(OSError):
                line.sendall(piece)
                count += 1
        return count

    def close(self) -> None:
        for line in self.lines:
            line.close()


@pytest.fixture
def crowd(program: Running) -> Iterator[Crowd]:
    crowd = Crowd(program.authority)
    yield crowd
    crowd.close()


def slowest_page(visitor: Visitor, times: int = 10) -> float:
    """Open a page on a new connection some times; answer the slowest in seconds."""
    slowest = 0.0
    for _ in range(times):
        begun = time.monotonic()
        assert visitor.get("/pages/ideas").status == 200
        slowest = max(slowest, time.monotonic() - begun)
        time.sleep(0.01)
    return slowest


def time_to_exit(program: Running) -> float:
    begun = time.monotonic()
    program.room.close()
    program.server.stop()
    return time.monotonic() - begun


HEAD = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-a: "
BODY = b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 60000\r\n\r\n"
HELD = [
    ("slow-loris x200", SLOWLORIS, 200, HEAD, b"b"),
    ("half-open x500", HALF_OPEN, 500, b"", b""),
    ("slow bodies x200", SLOW_BODY, 200, BODY, b"x"),
    ("chunks that do not end x200", SLOW_BODY, 200, BODY.replace(b"Content-Length: 60000", b"Transfer-Encoding: chunked"), b"1\r\na\r\n"),
    ("half a first line x200", SLOWLORIS, 200, b"GET ", b"/"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("count", "first", "piece", "reference"),
    [(row[2], row[3], row[4], row[1]) for row in HELD],
    ids=[row[0] for row in HELD],
)
def test_the_window_stays_usable_and_the_end_is_quick(
    program: Running, crowd: Crowd, count: int, first: bytes, piece: bytes, reference: str
) -> None:
    visitor = program.sign_in()
    kept = connect(program.authority)
    assert exchange(kept, compose("GET /pages/ideas HTTP/1.1", visitor.lines)).status == 200
    crowd.open(count, first)
    slowest = 0.0
    for _ in range(3):
        crowd.drip(piece)
        slowest = max(slowest, slowest_page(visitor))
    assert slowest < _USABLE, reference
    # A connection that a window has open is not among those that are closed to make room.
    assert exchange(kept, compose("GET /pages/ideas HTTP/1.1", visitor.lines)).status == 200
    kept.close()
    assert time_to_exit(program) < _EXIT, reference


def test_another_window_gets_in_while_the_port_is_crowded(program: Running, crowd: Crowd) -> None:
    crowd.open(300, HEAD)
    begun = time.monotonic()
    visitor = program.sign_in()
    assert visitor.get("/pages/").status == 200
    assert time.monotonic() - begun < 2 * _USABLE, SLOWLORIS


def test_strangers_are_never_more_than_a_few(program: Running, crowd: Crowd) -> None:
    from desktop.listener import STRANGERS  # noqa: PLC0415 - it brings waitress

    crowd.open(200, HEAD)
    time.sleep(0.3)
    assert len(program.server._waitress.active_channels) <= STRANGERS, HALF_OPEN


def keep_sending(authority: str, message: bytes, ended: threading.Event) -> None:
    while not ended.is_set():
        with contextlib.suppress(OSError), connect(authority, 2) as line:
            line.sendall(message)
            line.recv(1000)


@contextlib.contextmanager
def flooding(program: Running, message: bytes, senders: int = 3) -> Iterator[None]:
    ended = threading.Event()
    threads = [
        threading.Thread(target=keep_sending, args=(program.authority, message, ended))
        for _ in range(senders)
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        ended.set()
        for thread in threads:
            thread.join(10)


FLOODS: list[tuple[str, str, Callable[[str], bytes]]] = [
    ("requests that are refused", FLOOD, lambda a: compose("GET / HTTP/1.1", [f"Host: {a}"])),
    ("large headers", FLOOD, lambda _: compose("GET / HTTP/1.1", ["A: " + "b" * 200_000])),
    ("many headers", FLOOD, lambda _: compose("GET / HTTP/1.1", ["A: b"] * 12_000)),
    ("malformed requests", FLOOD, lambda _: b"\x00\x01\x02 nonsense\r\n\r\n"),
    ("large bodies", FLOOD, lambda _: compose("POST / HTTP/1.1", ["Content-Length: 60000"], b"x" * 60_000)),
    ("four hundred requests at once", PIPELINE, lambda a: compose("GET / HTTP/1.1", [f"Host: {a}"]) * 400),
    ("tickets that are guessed", FLOOD, lambda a: compose(f"GET /enter/{'x' * 43} HTTP/1.1", [f"Host: {a}"])),
]  # fmt: skip


@pytest.mark.parametrize(
    ("message", "reference"), [(row[2], row[1]) for row in FLOODS], ids=[row[0] for row in FLOODS]
)
def test_the_window_stays_usable_in_a_flood(
    program: Running, message: Callable[[str], bytes], reference: str
) -> None:
    visitor = program.sign_in()
    with flooding(program, message(program.authority)):
        assert slowest_page(visitor, 15) < _USABLE, reference
    assert time_to_exit(program) < _EXIT, reference


def test_those_who_never_read_their_answers_hold_nothing_up(program: Running, crowd: Crowd) -> None:
    visitor = program.sign_in()
    crowd.open(100, compose("GET / HTTP/1.1", [f"Host: {program.authority}"]) * 50)
    assert slowest_page(visitor) < _USABLE, SLOW_READ
    assert time_to_exit(program) < _EXIT


def test_a_stream_of_news_does_not_hold_up_the_end(program: Running) -> None:
    visitor = program.sign_in()
    streams = [connect(program.authority) for _ in range(4)]
    for line in streams:
        line.sendall(compose("GET /events HTTP/1.1", visitor.lines))
        assert line.recv(100).startswith(b"HTTP/1.1 200")
    seconds = time_to_exit(program)
    for line in streams:
        line.close()
    assert seconds < _EXIT
