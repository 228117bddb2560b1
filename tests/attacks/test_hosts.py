"""A page of another name that resolves to this computer (DNS rebinding) reaches nothing."""

from __future__ import annotations

import pytest

from tests.attacks.attack import Attack
from tests.attacks.routes import every_route
from tests.attacks.running import Running, Visitor

REBINDING = "Jackson et al., Protecting Browsers from DNS Rebinding Attacks, CCS 2007"
NAMES = "WHATWG URL, host parsing: many spellings, one address"
ZERO_DAY = "Oligo Security, the 0-day of address zero, 2024"
ONE_HOST = "RFC 9112 section 3.2: exactly one Host"
POISONING = "OWASP WSTG-INPV-17, Host header injection"
TARGETS = "RFC 9112 section 3.2.2 to 3.2.4: forms of the request target"
FORWARDED = "RFC 7239 section 8.1: forwarded values can be made up"

ATTACKS = [
    Attack("a rebound name", REBINDING, lines=("Host: evil.com",)),
    Attack("a rebound name with our port", REBINDING, lines=("Host: evil.com:{port}",)),
    Attack("our address as a label", REBINDING, lines=("Host: 127.0.0.1.evil.com:{port}",)),
    Attack("localhost", REBINDING, lines=("Host: localhost:{port}",)),
    Attack("localhost without a port", REBINDING, lines=("Host: localhost",)),
    Attack("a name below localhost", "RFC 6761 6.3", lines=("Host: evil.localhost:{port}",)),
    Attack("IPv6 loopback", NAMES, lines=("Host: [::1]:{port}",)),
    Attack("our address inside IPv6", NAMES, lines=("Host: [::ffff:127.0.0.1]:{port}",)),
    Attack("address zero", ZERO_DAY, lines=("Host: 0.0.0.0:{port}",)),
    Attack("a short address", NAMES, lines=("Host: 127.1:{port}",)),
    Attack("a whole number", NAMES, lines=("Host: 2130706433:{port}",)),
    Attack("a hexadecimal address", NAMES, lines=("Host: 0x7f000001:{port}",)),
    Attack("a dot at the end", NAMES, lines=("Host: 127.0.0.1.:{port}",)),
    Attack("no port", ONE_HOST, lines=("Host: 127.0.0.1",)),
    Attack("another port", ONE_HOST, lines=("Host: 127.0.0.1:1",)),
    Attack("a port with a zero before it", NAMES, lines=("Host: 127.0.0.1:0{port}",)),
    Attack("a name and our address", POISONING, lines=("Host: evil.com@{authority}",)),
    Attack("an empty host", ONE_HOST, lines=("Host:",)),
    Attack("no host", ONE_HOST, lines=()),
    Attack("no host in HTTP/1.0", ONE_HOST, start="{method} {path} HTTP/1.0", lines=()),
    Attack("our host twice", ONE_HOST, lines=("Host: {authority}", "Host: {authority}")),
    Attack("ours, then another", ONE_HOST, lines=("Host: {authority}", "Host: evil.com")),
    Attack("another, then ours", ONE_HOST, lines=("Host: evil.com", "Host: {authority}")),
    Attack("two in one line", ONE_HOST, lines=("Host: {authority}, evil.com",)),
    Attack(
        "a folded line",
        "RFC 9112 section 5.2: obsolete line folding",
        lines=("Host: {authority}", " evil.com"),
    ),
    Attack(
        "ours as forwarded",
        FORWARDED,
        lines=("Host: evil.com", "X-Forwarded-Host: {authority}", "Forwarded: host={authority}"),
    ),
    Attack("an absolute target", TARGETS, start="{method} http://{authority}{path} HTTP/1.1"),
    Attack(
        "an absolute target of theirs", TARGETS, start="{method} http://evil.com{path} HTTP/1.1"
    ),
    Attack("an https target", TARGETS, start="{method} https://{authority}{path} HTTP/1.1"),
    Attack("a target with two slashes", TARGETS, start="{method} //evil.com{path} HTTP/1.1"),
    Attack("a target without a slash", TARGETS, start="{method} evil.com:80 HTTP/1.1"),
    Attack("an asterisk", TARGETS, start="{method} * HTTP/1.1"),
    Attack("CONNECT", TARGETS, start="CONNECT {authority} HTTP/1.1"),
    Attack("CONNECT elsewhere", TARGETS, start="CONNECT evil.com:443 HTTP/1.1"),
]


@pytest.mark.parametrize("attack", ATTACKS, ids=str)
def test_no_route_answers_to_another_host_even_with_every_cookie(
    program: Running, visitor: Visitor, attack: Attack
) -> None:
    before, token = program.fingerprint(), visitor.token()
    proofs = [f"Cookie: {visitor.cookie}", f"Origin: {program.origin}", f"X-CSRF-Token: {token}"]
    program.inside.clear()
    answers = {}
    for route in every_route(program.app):
        start, lines = attack.aimed(program.authority, route.method, route.path)
        answers[str(route)] = program.send(start, [*lines, *proofs]).status
    assert {at: status for at, status in answers.items() if status != 403} == {}, attack.reference
    assert program.inside == [], "403 before the application runs"
    assert program.fingerprint() == before


def test_the_same_requests_with_our_own_host_are_let_in(program: Running, visitor: Visitor) -> None:
    # Without this, a gate that refuses everybody would pass the table above.
    answers = {str(route): visitor.ask("HEAD", route.path) for route in every_route(program.app)}
    assert {at for at, answer in answers.items() if answer.status == 403} == set()
