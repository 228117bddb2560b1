"""Who may talk to the server at all."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import pytest

from desktop.gate import Gate, require_local

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

AUTHORITY = "127.0.0.1:4711"
ORIGIN = f"http://{AUTHORITY}"
COOKIE = "gate-of-this-test"


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Answered:
    """What a client gets."""

    def __init__(self, status: str, headers: list[tuple[str, str]], body: bytes) -> None:
        self.status = int(status.split(maxsplit=1)[0])
        self.headers = dict(headers)
        self.body = body


def inside(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    start_response("200 OK", [])
    return [b"inside"]


def ask(gate: Gate, path: str = "/", method: str = "GET", **environ: str) -> Answered:
    told: dict[str, Any] = {}

    def start_response(status: str, headers: list[tuple[str, str]], _: object = None) -> Any:
        told.update(status=status, headers=headers)

    full = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "REQUEST_URI": path,
        "HTTP_HOST": AUTHORITY,
        **environ,
    }
    body = b"".join(gate(full, start_response))
    return Answered(told["status"], told["headers"], body)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def gate(clock: Clock) -> Gate:
    return Gate(inside, authority=AUTHORITY, cookie_name=COOKIE, clock=clock)


@pytest.fixture
def cookie(gate: Gate) -> str:
    """The credential of a window that was let in."""
    answer = ask(gate, gate.issue("/"))
    return answer.headers["Set-Cookie"].partition(";")[0]


def test_a_ticket_lets_a_window_in_and_leads_it_to_its_page(gate: Gate) -> None:
    answer = ask(gate, gate.issue("/pages/a%20b?edit=1"), HTTP_SEC_FETCH_SITE="none")
    assert answer.status == 303
    assert answer.headers["Location"] == "/pages/a%20b?edit=1"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    name, _, rest = answer.headers["Set-Cookie"].partition("=")
    value, *attributes = rest.split("; ")
    assert name == COOKIE
    assert len(value) == 43
    assert attributes == ["HttpOnly", "SameSite=Strict", "Path=/"]
    assert ask(gate, HTTP_COOKIE=f"{name}={value}").body == b"inside"


def test_a_ticket_works_once(gate: Gate) -> None:
    path = gate.issue("/")
    assert ask(gate, path).status == 303
    assert ask(gate, path).status == 403


def test_a_ticket_is_worth_nothing_after_its_time(gate: Gate, clock: Clock) -> None:
    short, long = gate.issue("/"), gate.issue("/", lifetime=600)
    clock.now += 31
    assert ask(gate, short).status == 403
    assert ask(gate, long).status == 303


def test_a_link_checker_does_not_use_a_ticket_up(gate: Gate) -> None:
    path = gate.issue("/")
    assert ask(gate, path, method="HEAD").status == 403
    assert ask(gate, path).status == 303


def test_a_guessed_ticket_is_refused(gate: Gate) -> None:
    gate.issue("/")
    for guess in ("", "a", "../", "é", "\ud800", "a" * 43):
        assert ask(gate, f"/enter/{guess}").status == 403


def test_tickets_cannot_be_guessed(gate: Gate) -> None:
    tickets = {gate.issue("/") for _ in range(50)}
    assert len(tickets) == 50
    assert all(re.fullmatch(r"/enter/[\w-]{43}", each) for each in tickets)


def test_a_path_may_be_chosen_when_the_window_comes(gate: Gate) -> None:
    answers = iter(["/first", "/second"])
    first, second = gate.issue(lambda: next(answers)), gate.issue(lambda: next(answers))
    assert ask(gate, second).headers["Location"] == "/first"
    assert ask(gate, first).headers["Location"] == "/second"


@pytest.mark.parametrize("to_window", [True, False])
def test_only_a_browser_needs_to_be_parted_from_pages_of_others(
    clock: Clock, *, to_window: bool
) -> None:
    policy = ("Cross-Origin-Opener-Policy", "same-origin")

    def app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain"), policy])
        return [b""]

    gate = Gate(app, authority=AUTHORITY, cookie_name=COOKIE, clock=clock)
    entered = ask(gate, gate.issue("/", to_window=to_window))
    answer = ask(gate, HTTP_COOKIE=entered.headers["Set-Cookie"].partition(";")[0])
    for each in (entered, answer):
        assert (policy in each.headers.items()) is not to_window
    assert answer.headers["Content-Type"] == "text/plain"
    assert entered.headers["X-Frame-Options"] == "DENY"
    assert policy in ask(gate).headers.items()


def test_another_launch_does_not_know_the_credential(cookie: str, clock: Clock) -> None:
    other = Gate(inside, authority=AUTHORITY, cookie_name=COOKIE, clock=clock)
    assert ask(other, HTTP_COOKIE=cookie).status == 403


READING: list[tuple[str, dict[str, str], bool]] = [
    ("as a window asks", {}, True),
    ("after a typed address", {"HTTP_SEC_FETCH_SITE": "none"}, True),
    ("from its own page", {"HTTP_SEC_FETCH_SITE": "same-origin", "HTTP_ORIGIN": ORIGIN}, True),
    ("without the cookie", {"HTTP_COOKIE": ""}, False),
    ("with a wrong cookie", {"HTTP_COOKIE": f"{COOKIE}={'x' * 43}"}, False),
    ("with an empty cookie", {"HTTP_COOKIE": f"{COOKIE}="}, False),
    ("from another site", {"HTTP_SEC_FETCH_SITE": "cross-site"}, False),
    ("from another port", {"HTTP_SEC_FETCH_SITE": "same-site"}, False),
    ("with an unknown Sec-Fetch-Site", {"HTTP_SEC_FETCH_SITE": "maybe"}, False),
    ("with a foreign origin", {"HTTP_ORIGIN": "http://127.0.0.1:1"}, False),
    ("with a null origin", {"HTTP_ORIGIN": "null"}, False),
    ("by another name", {"HTTP_HOST": "localhost:4711"}, False),
    ("by a rebound name", {"HTTP_HOST": "evil.example:4711"}, False),
    ("without a port", {"HTTP_HOST": "127.0.0.1"}, False),
    ("with another port", {"HTTP_HOST": "127.0.0.1:80"}, False),
    ("with two hosts", {"HTTP_HOST": f"{AUTHORITY}, {AUTHORITY}"}, False),
    ("with an absolute target", {"REQUEST_URI": f"http://{AUTHORITY}/"}, False),
    ("with a foreign absolute target", {"REQUEST_URI": "http://evil.example/"}, False),
    ("with an authority as target", {"REQUEST_URI": AUTHORITY}, False),
    ("with two slashes", {"REQUEST_URI": "//evil.example/"}, False),
    ("with an asterisk", {"REQUEST_URI": "*"}, False),
    ("to upgrade", {"HTTP_UPGRADE": "websocket", "HTTP_CONNECTION": "Upgrade"}, False),
]


@pytest.mark.parametrize(("how", "changes", "welcome"), READING, ids=[e[0] for e in READING])
def test_reading(gate: Gate, cookie: str, how: str, changes: dict[str, str], welcome: bool) -> None:
    answer = ask(gate, **{"HTTP_COOKIE": cookie, **changes})
    assert answer.body == b"inside" if welcome else answer.status == 403


CHANGING: list[tuple[str, dict[str, str], bool]] = [
    ("from its own page", {"HTTP_ORIGIN": ORIGIN, "HTTP_SEC_FETCH_SITE": "same-origin"}, True),
    ("by a web view without Fetch Metadata", {"HTTP_ORIGIN": ORIGIN}, True),
    ("without an origin", {}, False),
    ("from another port", {"HTTP_ORIGIN": "http://127.0.0.1:1"}, False),
    ("from https", {"HTTP_ORIGIN": f"https://{AUTHORITY}"}, False),
    ("with a null origin", {"HTTP_ORIGIN": "null"}, False),
    ("as typed", {"HTTP_ORIGIN": ORIGIN, "HTTP_SEC_FETCH_SITE": "none"}, False),
    ("from another site", {"HTTP_ORIGIN": ORIGIN, "HTTP_SEC_FETCH_SITE": "cross-site"}, False),
]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize(("how", "changes", "welcome"), CHANGING, ids=[e[0] for e in CHANGING])
def test_changing(
    gate: Gate, cookie: str, method: str, how: str, changes: dict[str, str], welcome: bool
) -> None:
    answer = ask(gate, method=method, **{"HTTP_COOKIE": cookie, **changes})
    assert answer.body == b"inside" if welcome else answer.status == 403


@pytest.mark.parametrize("method", ["OPTIONS", "TRACE", "CONNECT", "BREW", "get"])
def test_other_methods_are_refused(gate: Gate, cookie: str, method: str) -> None:
    answer = ask(gate, method=method, HTTP_COOKIE=cookie, HTTP_ORIGIN=ORIGIN)
    assert answer.status == 403


def test_cookies_of_other_programs_lock_nobody_out(gate: Gate, cookie: str) -> None:
    around = f'a[]="x; {{"y": 1}}; {cookie}; b=é; {COOKIE}=old'
    assert ask(gate, HTTP_COOKIE=around).body == b"inside"


def test_a_refusal_tells_nothing_and_stores_nothing(gate: Gate) -> None:
    refused = ask(gate, "/login")
    assert b"Start Inglenook again" in refused.body
    assert refused.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in refused.headers
    assert ask(gate, "/anything").body == refused.body


@pytest.mark.parametrize("path", ["/", "/pages/a", "/pages/%C3%A9?edit=1#x", "/a//b"])
def test_local_paths_stay(path: str) -> None:
    assert require_local(path) == path


@pytest.mark.parametrize(
    "path",
    [
        "",
        "pages",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "http://evil.example/",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/a\r\nSet-Cookie: x=y",
        "/a b",
        "/\x00",
        "/\x7f",
    ],
)
def test_paths_that_lead_away_are_refused(gate: Gate, path: str) -> None:
    with pytest.raises(ValueError, match="leads away"):
        require_local(path)
    with pytest.raises(ValueError, match="leads away"):
        gate.issue(path)
    late: Callable[[], str] = lambda: path  # noqa: E731
    with pytest.raises(ValueError, match="leads away"):
        ask(gate, gate.issue(late))


def test_who_is_refused_reads_why_on_a_page_whose_policy_allows_its_own_style_alone(
    gate: Gate,
) -> None:
    answer = ask(gate)
    style = answer.body.split(b"<style>")[1].split(b"</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style).digest()).decode()
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert f"style-src 'sha256-{digest}'" in policy
    assert b"Start Inglenook again" in answer.body


def test_who_is_refused_reads_why_in_the_language_of_their_browser(gate: Gate) -> None:
    answer = ask(gate, HTTP_ACCEPT_LANGUAGE="de-AT,de;q=0.9,en;q=0.5")
    assert b'<html lang="de">' in answer.body
    assert b"Starte Inglenook neu" in answer.body
    assert answer.headers["Content-Length"] == str(len(answer.body))
