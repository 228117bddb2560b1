"""Another program or user on this machine, which can reach the port and has no ticket."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.attacks.attack import Attack
from tests.attacks.routes import every_path
from tests.attacks.running import GATE_COOKIE, SESSION_COOKIE, Running, Visitor
from tests.attacks.wire import compose

LOOPBACK = "OWASP ASVS 4.0 V4.1.1; CVE-2018-6651 (a local server open to every local program)"
GUESSING = "CWE-307 and NIST SP 800-63B 7.1: a session secret of at least 64 bits"
PORTS = "RFC 6265 section 8.5: cookies are not isolated by port"
EVERY_METHOD = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW")
HOST = "Host: {authority}"

ATTACKS = [
    Attack("no cookie at all", LOOPBACK),
    Attack("as our own page", LOOPBACK, lines=(HOST, "Origin: http://{authority}")),
    Attack("an empty credential", GUESSING, lines=(HOST, f"Cookie: {GATE_COOKIE}=")),
    Attack("a guessed credential", GUESSING, lines=(HOST, f"Cookie: {GATE_COOKIE}={'A' * 43}")),
    Attack("a wildcard", GUESSING, lines=(HOST, f"Cookie: {GATE_COOKIE}=*")),
    Attack("another cookie's name", PORTS, lines=(HOST, "Cookie: inglenook-gate={right}")),
    Attack(
        "letters of another case", PORTS, lines=(HOST, f"Cookie: {GATE_COOKIE.upper()}={{right}}")
    ),
    Attack("the session alone", PORTS, lines=(HOST, f"Cookie: {SESSION_COOKIE}={{session}}")),
    Attack("in another header", LOOPBACK, lines=(HOST, "Authorization: Bearer {right}")),
    Attack(
        "as a parameter", LOOPBACK, start=f"{{method}} {{path}}?{GATE_COOKIE}={{right}} HTTP/1.1"
    ),
    Attack(
        "as from this computer",
        "CWE-290, spoofed X-Forwarded-For",
        lines=(HOST, "X-Forwarded-For: 127.0.0.1", "X-Real-IP: 127.0.0.1"),
    ),
    Attack(
        "under another method's name",
        "OWASP REST Security: method override",
        lines=(HOST, "X-HTTP-Method-Override: GET", "X-Original-URL: /login"),
    ),
]


@pytest.mark.parametrize("attack", ATTACKS, ids=str)
@pytest.mark.parametrize("method", EVERY_METHOD)
def test_without_a_ticket_every_route_is_shut_the_login_page_too(
    program: Running, visitor: Visitor, attack: Attack, method: str
) -> None:
    before = program.fingerprint()
    program.inside.clear()
    answers = {}
    for path in every_path(program.app):
        start, lines = attack.aimed(program.authority, method, path)
        start, *lines = (_with_secrets(line, visitor) for line in (start, *lines))
        answers[path] = program.send(start, lines).status
    assert {at: status for at, status in answers.items() if status != 403} == {}, attack.reference
    assert program.inside == []
    assert program.fingerprint() == before


def test_the_refusal_is_the_same_everywhere_and_tells_nothing(program: Running) -> None:
    host = [f"Host: {program.authority}"]
    paths = [*every_path(program.app), "/no/such/route", "/enter/", f"/enter/{'x' * 43}"]
    bodies = {program.send(f"GET {path} HTTP/1.1", host).body for path in paths}
    assert len(bodies) == 1, "CWE-204: what differs can be told apart"


def test_a_launch_does_not_know_the_credential_of_the_one_before(
    program: Running, visitor: Visitor, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with Running(tmp_path_factory.mktemp("next") / "data") as next_launch:
        lines = [f"Host: {next_launch.authority}", f"Cookie: {visitor.cookie}"]
        assert next_launch.send("GET /login HTTP/1.1", lines).status == 403


def _with_secrets(line: str, visitor: Visitor) -> str:
    right, session = visitor.cookies[GATE_COOKIE], visitor.cookies[SESSION_COOKIE]
    return line.replace("{right}", right).replace("{session}", session)


@pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="only root can act as another user"
)
@pytest.mark.parametrize(
    "path", ["/pages/", "/login", "/files/", "a ticket", "a ticket without a cookie"]
)
def test_another_user_who_got_hold_of_every_cookie_or_a_ticket_is_shut_out(
    program: Running, visitor: Visitor, path: str
) -> None:
    # A server of theirs on another port, once visited in the same browser, is sent our cookies.
    lines = visitor.lines
    if "without a cookie" in path:
        lines = [line for line in lines if not line.startswith("Cookie")]
    if path.startswith("a ticket"):
        path = program.gate.issue("/").replace("/enter/", "/%65nter/")
    request = compose(f"GET {path} HTTP/1.1", [*lines, "Connection: close"], b"")
    host, _, port = program.authority.partition(":")
    script = f"""
import encodings.idna, os, socket, sys
os.setgid(65534); os.setuid(65534)
line = socket.create_connection(({host!r}, {port}))
line.sendall({request!r})
sys.stdout.buffer.write(line.recv(100))
"""
    told = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, check=True)
    assert told.stdout.startswith(b"HTTP/1.1 403"), PORTS
    assert visitor.get("/pages/").status == 200
