"""The loopback server."""

from __future__ import annotations

import contextlib
import http.client
import logging
import socket
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.server import Server

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


def echo(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    body = environ["wsgi.input"].read()
    start_response("200 OK", [("Content-Length", str(len(body)))])
    return [body]


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


def post(server: Server, body: bytes = b"words") -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection(server.authority, timeout=10)
    try:
        connection.request("POST", "/", body)
        answer = connection.getresponse()
        return answer, answer.read()
    finally:
        connection.close()


def test_it_listens_on_this_computer_alone(server: Server) -> None:
    host, _, port = server.authority.partition(":")
    assert host == "127.0.0.1"
    assert int(port) > 1023
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.2", int(port)), timeout=2)


def test_it_answers_and_does_not_say_what_it_is(server: Server) -> None:
    server.serve(echo)
    answer, body = post(server)
    assert (answer.status, body) == (200, b"words")
    assert answer.headers["Server"] is None


def test_a_window_that_comes_early_waits_for_the_application(server: Server) -> None:
    with socket.create_connection(tuple_of(server), timeout=10) as early:
        early.sendall(b"GET / HTTP/1.0\r\n\r\n")
        time.sleep(0.1)
        server.serve(echo)
        assert early.recv(100).startswith(b"HTTP/1.0 200")


def test_stopping_ends_connections_that_are_kept_alive_and_every_thread() -> None:
    before = set(threading.enumerate())
    server = Server()
    server.serve(echo)
    connection = http.client.HTTPConnection(server.authority, timeout=10)
    connection.request("GET", "/")
    connection.getresponse().read()
    begun = time.monotonic()
    server.stop()
    assert time.monotonic() - begun < 1
    assert set(threading.enumerate()) == before
    assert connection.sock.recv(1) == b""
    connection.close()
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(tuple_of(server), timeout=2)


def test_stopping_finishes_what_was_being_answered() -> None:
    begun, answers = threading.Event(), []

    def slow(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        begun.set()
        time.sleep(0.3)
        return echo(environ, start_response)

    server = Server()
    server.serve(slow)
    client = threading.Thread(target=lambda: answers.append(post(server)[1]))
    client.start()
    begun.wait(5)
    server.stop()
    client.join(5)
    assert answers == [b"words"]


def test_a_server_that_never_served_stops_too() -> None:
    server = Server()
    server.stop()
    server.serve(echo)
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(tuple_of(server), timeout=2)


def test_no_page_is_put_into_a_temporary_file(
    server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    server.serve(echo)
    words = b"w" * 20_000_000
    assert post(server, words)[1] == words


def test_what_is_far_too_large_is_refused(server: Server) -> None:
    server.serve(echo)
    with socket.create_connection(tuple_of(server), timeout=10) as client:
        client.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999999\r\n\r\n")
        assert client.recv(100).startswith(b"HTTP/1.1 413")


@pytest.mark.parametrize("first", [[b"half"], []])
def test_a_stream_that_is_broken_off_does_not_look_whole(
    server: Server, first: list[bytes], caplog: pytest.LogCaptureFixture
) -> None:
    def stream(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        start_response("200 OK", [])
        yield from first
        raise ConnectionAbortedError

    server.serve(stream)
    with pytest.raises(http.client.IncompleteRead):
        post(server)
    assert not caplog.records, "somebody cancelled it, which is no fault"


def test_a_stream_whose_reader_left_is_noticed(server: Server) -> None:
    gone = threading.Event()

    def stream(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        start_response("200 OK", [("Content-Type", "text/event-stream")])
        try:
            yield b": here\n\n"
            while not environ["waitress.client_disconnected"]():
                time.sleep(0.02)
        finally:
            gone.set()  # a reader that left before the first bytes is noticed in `yield`

    server.serve(stream)
    with socket.create_connection(tuple_of(server), timeout=10) as client:
        client.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        client.recv(1000)
    assert gone.wait(5)


def test_that_somebody_left_before_the_end_of_an_answer_is_no_line_of_the_log(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    gone = threading.Event()

    def endless(_: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain")])
        try:
            while True:
                yield b"x" * 65_536
        finally:
            gone.set()

    server.serve(endless)
    with socket.create_connection(tuple_of(server), timeout=10) as client:
        client.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        client.recv(1000)
    assert gone.wait(5)
    server.stop()
    assert caplog.messages == []


def tuple_of(server: Server) -> tuple[str, int]:
    host, _, port = server.authority.partition(":")
    return host, int(port)


class Broken:
    """Something in the server's loop that fails where waitress does not expect it."""

    def readable(self) -> bool:
        raise RuntimeError("as the test wants")


def test_a_server_whose_loop_fails_answers_again_on_the_same_port(server: Server) -> None:
    server.serve(echo)
    assert post(server)[1] == b"words"
    for _ in range(3):
        served = server._waitress
        served._map[-1] = Broken()
        with contextlib.suppress(OSError, http.client.HTTPException):
            post(server)
        until = time.monotonic() + 5
        while server._waitress is served and time.monotonic() < until:
            time.sleep(0.01)
        assert post(server)[1] == b"words"
    assert [each.name for each in threading.enumerate()].count("server") == 1
