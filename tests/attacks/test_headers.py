"""Security headers on every answer, whoever gave it; nothing of the notebook is stored."""

from __future__ import annotations

import pytest

from tests.attacks.routes import SAFE, UNSAFE, every_route
from tests.attacks.running import Running, Visitor
from tests.attacks.wire import Answer, send

OWASP = "OWASP Secure Headers Project; OWASP HTTP Headers Cheat Sheet"
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def find_missing(answer: Answer) -> list[str]:
    """Answer which of the headers an answer lacks, or has with a weaker value."""
    missing = [name for name, value in ALWAYS.items() if answer.header(name) != value]
    policy = answer.header("Content-Security-Policy") or ""
    wanted = ("default-src '", "base-uri 'none'", "form-action '", "frame-ancestors 'none'")
    missing += [f"CSP {part}" for part in wanted if part not in policy]
    missing += ["CSP is weak"] if "unsafe" in policy or "*" in policy or "http:" in policy else []
    if answer.header("Referrer-Policy") not in ("no-referrer", "same-origin"):
        missing.append("Referrer-Policy")
    missing += [name for name in ("Server", "X-Powered-By", "Via") if answer.header(name)]
    return missing


def test_every_route_sends_them_to_a_window(program: Running, visitor: Visitor) -> None:
    lacking = {}
    for route in every_route(program.app, (*SAFE, *UNSAFE)):
        if route.endpoint == "events.listen" and route.method == "GET":
            continue  # a stream does not end; its headers are those of HEAD
        answer = visitor.ask(route.method, route.path)
        missing = find_missing(answer)
        is_file = route.endpoint == "static" and answer.status == 200
        if not is_file and answer.header("Cache-Control") != "no-store":
            missing.append("Cache-Control: no-store")
        if missing:
            lacking[str(route)] = missing
    assert lacking == {}, f"{OWASP}; CWE-525"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/no/such/page"),
        ("GET", "/pages/no-such-page"),
        ("GET", "/static/no-such-file"),
        ("GET", "/static/../app.py"),
        ("GET", "/pages"),
        ("DELETE", "/pages/"),
        ("GET", "/trash/999/restore"),
        ("POST", "/pages/"),
        ("POST", "/static/app.js"),
    ],
)
def test_errors_and_redirections_send_them_too(visitor: Visitor, method: str, path: str) -> None:
    answer = visitor.ask(method, path)
    assert answer.status >= 300
    assert find_missing(answer) == []
    assert answer.header("Cache-Control") == "no-store"


def test_an_error_of_our_own_sends_them_and_tells_nothing(
    program: Running, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("precious words")

    monkeypatch.setattr(program.room.notebook.tags, "all", fail)
    answer = visitor.get("/pages/")
    assert answer.status == 500
    assert find_missing(answer) == []
    assert answer.header("Cache-Control") == "no-store"
    assert "precious words" not in answer.text, "CWE-209"
    assert "Traceback" not in answer.text


def test_the_gates_own_answers_send_them(program: Running) -> None:
    host = [f"Host: {program.authority}"]
    answers = [
        program.send("GET / HTTP/1.1", host),
        program.send("GET / HTTP/1.1"),
        program.send("OPTIONS / HTTP/1.1", host),
        program.send("GET /enter/x HTTP/1.1", host),
        program.send(f"GET {program.gate.issue('/')} HTTP/1.1", host),
    ]
    assert [answer.status for answer in answers] == [403, 403, 403, 403, 303]
    for answer in answers:
        assert find_missing(answer) == []
        assert answer.header("Cache-Control") == "no-store"


@pytest.mark.parametrize(
    "message", [b"nonsense\r\n\r\n", b"GET / HTTP/1.1\r\nA: " + b"x" * 99_999 + b"\r\n\r\n"]
)
def test_the_servers_own_errors_send_them(program: Running, message: bytes) -> None:
    answer = send(program.authority, message)
    assert answer.status in (400, 431)
    assert find_missing(answer) == []
    assert answer.header("Cache-Control") == "no-store"


def test_a_file_for_the_person_is_an_attachment(program: Running) -> None:
    visitor = program.sign_in()
    program.room.recovery.present(
        program.room.notebook, program.room.notebook.renew_recovery_code()
    )
    answer = visitor.get("/welcome/recovery/code.txt")
    assert answer.status == 200
    assert (answer.header("Content-Disposition") or "").startswith("attachment"), "RFC 6266"
    assert (answer.header("Content-Type") or "").startswith("text/plain")
    assert find_missing(answer) == []
    program.room.recovery.confirm(program.room.notebook)
