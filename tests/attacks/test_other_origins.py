"""Pages of other sites, and of other ports of this computer, in a browser that was let in.

The requests carry every cookie, as a browser sends them to another port of the same host.
tests/attacks/browser does the same with a real browser.
"""

from __future__ import annotations

import pytest

from tests.attacks.attack import Attack
from tests.attacks.routes import SAFE, UNSAFE, every_route
from tests.attacks.running import Running, Visitor
from tests.webui.conftest import NAME, PASSWORD

CSRF = "OWASP CSRF Prevention Cheat Sheet: verifying origin with standard headers"
METADATA = "W3C Fetch Metadata Request Headers; OWASP CSRF Cheat Sheet"
NULL = "RFC 6454 section 7.3: privacy-sensitive contexts send Origin: null"
WEBSOCKET = "RFC 6455 section 10.2; CWE-1385, cross-site WebSocket hijacking; CVE-2018-14732"
CORS = "WHATWG Fetch, CORS protocol; CVE-2019-13567 (a local server that answered every site)"
PRIVATE = "WICG Private Network Access"
HOST = "Host: {authority}"
OURS = "Origin: http://{authority}"


def headers(name: str, reference: str, *lines: str) -> Attack:
    return Attack(name, reference, lines=(HOST, *lines))


EVERYWHERE = [
    headers("a fetch of another site", METADATA, "Sec-Fetch-Site: cross-site"),
    headers("a fetch of another port", METADATA, "Sec-Fetch-Site: same-site"),
    headers(
        "a frame",
        "RFC 7034; W3C Fetch Metadata",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Dest: iframe",
        "Sec-Fetch-Mode: navigate",
    ),
    headers(
        "a script tag",
        "Grossman 2006, cross-site script inclusion; CVE-2023-27482",
        "Sec-Fetch-Site: same-site",
        "Sec-Fetch-Dest: script",
        "Sec-Fetch-Mode: no-cors",
    ),
    headers("a site of an unknown kind", METADATA, "Sec-Fetch-Site: sometimes"),
    headers("two sites in one line", METADATA, "Sec-Fetch-Site: same-origin, cross-site"),
    headers("two lines", METADATA, "Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: cross-site"),
    headers("the origin of another site", CSRF, "Origin: https://evil.com"),
    headers("the origin of another port", CSRF, "Origin: http://127.0.0.1:1"),
    headers("our origin in https", CSRF, "Origin: https://{authority}"),
    headers("our origin by its name", CSRF, "Origin: http://localhost:{port}"),
    headers("our origin and a dot", CSRF, "Origin: http://{authority}."),
    headers("our origin as a label", CSRF, "Origin: http://{authority}.evil.com"),
    headers("our origin as a user", CSRF, "Origin: http://{authority}@evil.com"),
    headers("two origins", CSRF, OURS, "Origin: https://evil.com"),
    headers("a null origin", NULL, "Origin: null"),
    headers("an empty origin", CSRF, "Origin:"),
    headers("our origin, but another site", METADATA, OURS, "Sec-Fetch-Site: cross-site"),
    headers("an upgrade", WEBSOCKET, OURS, "Connection: Upgrade", "Upgrade: websocket"),
    headers("an upgrade to HTTP/2", "RFC 7540 section 3.2; h2c smuggling", OURS, "Upgrade: h2c"),
]
CHANGES = [
    headers("no origin", CSRF),
    headers("a referer alone", CSRF, "Referer: http://{authority}/pages/"),
    headers("an origin of a page typed by hand", METADATA, OURS, "Sec-Fetch-Site: none"),
]
PREFLIGHTS = [
    headers("a preflight", CORS, "Origin: https://evil.com", "Access-Control-Request-Method: POST"),
    headers(
        "a preflight of another port",
        CORS,
        "Origin: http://127.0.0.1:1",
        "Access-Control-Request-Method: GET",
        "Access-Control-Request-Headers: x-csrf-token",
    ),
    headers("a preflight of ours", CORS, OURS, "Access-Control-Request-Method: PUT"),
    headers(
        "a preflight into a private network",
        PRIVATE,
        "Origin: https://evil.com",
        "Access-Control-Request-Method: GET",
        "Access-Control-Request-Private-Network: true",
    ),
]
ROWS = [
    *((attack, (*SAFE, *UNSAFE)) for attack in EVERYWHERE),
    *((attack, UNSAFE) for attack in CHANGES),
    *((attack, ("OPTIONS",)) for attack in PREFLIGHTS),
]


@pytest.mark.parametrize(("attack", "methods"), ROWS, ids=[str(row[0]) for row in ROWS])
def test_another_page_reaches_no_route_though_the_browser_sends_our_cookies(
    program: Running, visitor: Visitor, attack: Attack, methods: tuple[str, ...]
) -> None:
    before, token = program.fingerprint(), visitor.token()
    proofs = [f"Cookie: {visitor.cookie}", f"X-CSRF-Token: {token}"]
    program.inside.clear()
    got_through, allowances = [], []
    for route in every_route(program.app, methods):
        start, lines = attack.aimed(program.authority, route.method, route.path)
        answer = program.send(start, [*lines, *proofs])
        got_through += [str(route)] if answer.status != 403 else []
        allowances += [name for name, _ in answer.headers if name.lower().startswith("access-con")]
    assert got_through == [], attack.reference
    assert allowances == [], CORS
    assert program.inside == []
    assert program.fingerprint() == before


def test_no_answer_ever_allows_another_origin_to_read_it(
    program: Running, visitor: Visitor
) -> None:
    for route in every_route(program.app, (*SAFE, "OPTIONS")):
        if route.endpoint == "events.listen" and route.method == "GET":
            continue  # a stream does not end; its headers are those of HEAD
        answer = visitor.ask(route.method, route.path, {"Origin": program.origin})
        names = [name.lower() for name, _ in answer.headers]
        assert not [name for name in names if name.startswith("access-control")], str(route)
        assert answer.header("Cross-Origin-Resource-Policy") == "same-origin", "WHATWG Fetch, CORP"


def test_the_cookies_are_not_sent_along_by_other_sites_or_shown_to_scripts(
    program: Running,
) -> None:
    host = [f"Host: {program.authority}"]
    entered = program.send(f"GET {program.gate.issue('/')} HTTP/1.1", host)
    form = {"username": NAME, "password": PASSWORD}
    signed_in = program.enter().post("/login", form)
    for answer in (entered, signed_in):
        cookie = answer.header("Set-Cookie") or ""
        assert "HttpOnly" in cookie, "RFC 6265 section 4.1.2.6"
        assert "SameSite=Strict" in cookie, "RFC 6265bis section 5.6.7"
        assert "Domain" not in cookie, "RFC 6265 section 4.1.2.3: host-only"
        assert "Path=/" in cookie
