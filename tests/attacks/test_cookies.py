"""Cookies that another server on this computer put into the browser under our names."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from tests.attacks.running import GATE_COOKIE, SESSION_COOKIE, Running, Visitor

FIXATION = "OWASP Session Management Cheat Sheet: renew the id; Kolšek 2002; CWE-384"
TOSSING = "RFC 6265 section 8.6, weak integrity; Zalewski, cookie tossing; CVE-2023-28859"
FORGED = "CVE-2018-1000656 and flask-unsign: sessions signed with a known key"


def forged(payload: dict[str, object], key: str = "secret") -> str:
    app = Flask("foreign")
    app.secret_key = key
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert serializer is not None
    return str(serializer.dumps(payload))


def with_cookies(program: Running, visitor: Visitor, *cookies: str) -> int:
    """Ask for the list of pages with these cookies beside the gate's."""
    gate = f"{GATE_COOKIE}={visitor.cookies[GATE_COOKIE]}"
    lines = [f"Host: {program.authority}", f"Cookie: {'; '.join((gate, *cookies))}"]
    return program.send("GET /pages/ HTTP/1.1", lines).status


@pytest.mark.parametrize(
    "value",
    [
        # Named: what is forged holds the time, and each worker of a run must call it the same.
        pytest.param(forged({"username": "Ada Lovelace", "sign_in": "0" * 32}), id="forged name"),
        pytest.param(forged({"sign_in": "' or 1=1 --"}, "dev"), id="forged SQL"),
        "garbage",
        "a.b.c",
        ".",
        '"quoted"',
        "x" * 4000,
        "é電",
        "",
    ],
)
def test_a_cookie_of_our_name_from_another_server_signs_nobody_in(
    program: Running, value: str
) -> None:
    program.sign_in()  # the notebook is open
    stranger = program.enter()
    cookie = f"{SESSION_COOKIE}={value}".encode().decode("latin-1")
    assert with_cookies(program, stranger, cookie) == 303, FORGED


def test_a_sign_in_never_takes_over_an_id_that_was_there_before(program: Running) -> None:
    first = program.sign_in()
    planted = first.cookies[SESSION_COOKIE]
    victim = program.enter()
    victim.cookies[SESSION_COOKIE] = planted
    form = {"username": "Ada Lovelace", "password": "  correct horse 電池 staple"}
    victim.post("/login", form)
    assert victim.cookies[SESSION_COOKIE] != planted, FIXATION
    first.post("/logout", {})
    assert with_cookies(program, victim, f"{SESSION_COOKIE}={planted}") == 303


def test_a_cookie_from_before_a_log_out_is_worth_nothing(program: Running) -> None:
    visitor = program.sign_in()
    copied = visitor.cookies[SESSION_COOKIE]
    visitor.post("/logout", {})
    program.sign_in()
    assert with_cookies(program, visitor, f"{SESSION_COOKIE}={copied}") == 303, "CWE-613"


def test_another_servers_cookies_do_not_shut_the_gate(program: Running, visitor: Visitor) -> None:
    ours = [f"{name}={value}" for name, value in visitor.cookies.items()]
    tossed = [f"{GATE_COOKIE}=theirs", 'broken="', "a[]={", "=", ";;", "x" * 3000]
    for around in ([*tossed, *ours], [*ours, *tossed]):
        lines = [f"Host: {program.authority}", f"Cookie: {'; '.join(around)}"]
        assert program.send("GET /pages/ HTTP/1.1", lines).status == 200, TOSSING


def test_sixty_kilobytes_of_cookies_of_other_servers_are_put_up_with(
    program: Running, visitor: Visitor
) -> None:
    # A browser sends the cookies of every server of this host: 180 of 4 kB at the very most.
    bulk = "; ".join(f"other{number}={'x' * 1000}" for number in range(55))
    lines = [f"Host: {program.authority}", f"Cookie: {bulk}; {visitor.cookie}"]
    assert program.send("GET /pages/ HTTP/1.1", lines).status == 200, "CWE-400, cookie bomb"
