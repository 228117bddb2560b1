"""Who may talk to the server at all: the outermost WSGI layer.

Everybody on this computer, other users and every page in every browser included, can reach a
loopback port. The gate answers 403 to all of them but the windows (or the browser) that were let
in with a one-time ticket. It knows nothing of what lies behind it.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.refusal import STYLE_SOURCE, render_refusal

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

TICKET_SECONDS = 30.0
ENTRANCE = "/enter/"

_CONTROL_OR_SPACE = re.compile(r"[\x00-\x20\x7f]")
_SAFE = frozenset({"GET", "HEAD"})
_UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
# Fetch Metadata (W3C): absent in clients that are no browser, "none" when a person asked.
_SITES_FOR_READING = frozenset({"", "same-origin", "none"})
_SITES_FOR_CHANGING = frozenset({"", "same-origin"})

_OPENER_POLICY = "Cross-Origin-Opener-Policy"

_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
PLAIN_HEADERS = (
    ("Cache-Control", "no-store"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    (_OPENER_POLICY, "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Content-Security-Policy", _POLICY),
)
"""Security headers of an answer that the application had no part in."""


@dataclass(frozen=True, slots=True)
class _Guest:
    """Who is let in with a credential: the program's own windows, or a browser."""

    credential: str
    is_browser: bool

    def begin(self, start_response: StartResponse) -> StartResponse:
        """Answer `start_response`, for a window without the opener policy.

        The policy parts a page from one of another site that opened it. In the program's windows
        there is none: they open no second page and never leave this server. What would be left of
        it is its price: Chromium ends the process that stands ready and starts another for the
        first page, which takes 0.1 s.
        """
        if self.is_browser:
            return start_response

        def start(
            status: str, headers: list[tuple[str, str]], exc_info: Any = None, /
        ) -> Callable[[bytes], object]:
            kept = [each for each in headers if each[0] != _OPENER_POLICY]
            return start_response(status, kept, exc_info)

        return start


@dataclass(frozen=True, slots=True)
class _Ticket:
    """Where a ticket leads, whom it lets in, and when it ends by the gate's clock."""

    target: Callable[[], str]
    guest: _Guest
    ends: float


class Gate:
    """Wraps a WSGI application.

    `authority` is the exact `Host` that is answered to, `cookie_name` the credential's cookie,
    `clock` answers seconds that never run backwards.
    """

    def __init__(
        self,
        app: WSGIApplication,
        *,
        authority: str,
        cookie_name: str,
        clock: Callable[[], float],
    ) -> None:
        self._app = app
        self._authority = authority
        self._origin = f"http://{authority}"
        self._cookie_name = cookie_name
        self._clock = clock
        self._windows = _Guest(secrets.token_urlsafe(32), is_browser=False)
        self._browsers = _Guest(secrets.token_urlsafe(32), is_browser=True)
        self._tickets: dict[bytes, _Ticket] = {}
        self._lock = threading.Lock()

    def issue(
        self,
        path: str | Callable[[], str],
        *,
        lifetime: float = TICKET_SECONDS,
        to_window: bool = False,
    ) -> str:
        """Answer the path `/enter/<ticket>`, which lets one client in, once, and leads to `path`.

        The ticket is worth something for `lifetime` seconds. A `path` that is not known yet may be
        a function: it is called when the ticket is used. `to_window` is true for a window of the
        program's own, which opens no pages of others. Raises ValueError for a path that leads away
        from here.
        """
        if isinstance(path, str):
            fixed = require_local(path)
            target: Callable[[], str] = lambda: fixed  # noqa: E731 - it is data, not a function
        else:
            target = path
        ticket = secrets.token_urlsafe(32)
        with self._lock:
            self._forget_expired()
            guest = self._windows if to_window else self._browsers
            self._tickets[_digest(ticket)] = _Ticket(target, guest, self._clock() + lifetime)
        return ENTRANCE + ticket

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not self._asks_properly(environ):
            return _refuse(environ, start_response)
        path = environ.get("PATH_INFO", "")
        if path.startswith(ENTRANCE):
            return self._enter(environ, path.removeprefix(ENTRANCE), start_response)
        guest = self._find_guest(environ)
        if guest is None:
            return _refuse(environ, start_response)
        return self._app(environ, guest.begin(start_response))

    def admits(self, environ: WSGIEnvironment) -> bool:
        """Answer whether a request may go in.

        `environ` needs hold no more than the request's method, its URI and its headers.
        """
        return self._asks_properly(environ) and self._find_guest(environ) is not None

    def _asks_properly(self, environ: WSGIEnvironment) -> bool:
        target = environ.get("REQUEST_URI", "/")
        if not target.startswith("/") or target.startswith("//"):
            return False  # absolute-form and authority-form carry a second host
        if environ.get("HTTP_HOST") != self._authority or "HTTP_UPGRADE" in environ:
            return False
        method = environ["REQUEST_METHOD"]
        origin = environ.get("HTTP_ORIGIN")
        site = environ.get("HTTP_SEC_FETCH_SITE", "")
        if method in _SAFE:
            return origin in (None, self._origin) and site in _SITES_FOR_READING
        return method in _UNSAFE and origin == self._origin and site in _SITES_FOR_CHANGING

    def _enter(
        self, environ: WSGIEnvironment, ticket: str, start_response: StartResponse
    ) -> Iterable[bytes]:
        # HEAD is what link checkers send; it must not use a ticket up.
        found = self._redeem(ticket) if environ["REQUEST_METHOD"] == "GET" else None
        if found is None:
            return _refuse(environ, start_response)
        credential = found.guest.credential
        headers = [
            *PLAIN_HEADERS,
            ("Location", require_local(found.target())),
            ("Set-Cookie", f"{self._cookie_name}={credential}; HttpOnly; SameSite=Strict; Path=/"),
            ("Content-Length", "0"),
        ]
        found.guest.begin(start_response)("303 See Other", headers)
        return [b""]

    def _redeem(self, ticket: str) -> _Ticket | None:
        # Looked up by digest, so the time it takes tells nothing about tickets that exist.
        with self._lock:
            self._forget_expired()
            return self._tickets.pop(_digest(ticket), None)

    def _forget_expired(self) -> None:
        now = self._clock()
        self._tickets = {key: kept for key, kept in self._tickets.items() if kept.ends > now}

    def _find_guest(self, environ: WSGIEnvironment) -> _Guest | None:
        # Not http.cookies: it gives up at a cookie it dislikes, and cookies ignore ports, so any
        # other program on 127.0.0.1 could lock this one out (RFC 6265 section 8.5).
        pairs = (pair.strip().partition("=") for pair in environ.get("HTTP_COOKIE", "").split(";"))
        offers = [
            value.encode("utf-8", "replace") for n, _, value in pairs if n == self._cookie_name
        ]
        for guest in (self._windows, self._browsers):
            expected = guest.credential.encode()
            if any(hmac.compare_digest(offer, expected) for offer in offers):
                return guest
        return None


def require_local(path: str) -> str:
    """Answer `path` when it stays on this server, else raise ValueError.

    Browsers read a backslash as a slash and drop control characters, so `/\\host` and `/<TAB>/host`
    lead away just as `//host` does (WHATWG URL, basic URL parser).
    """
    stays = path.startswith("/") and not path.startswith("//") and "\\" not in path
    if not stays or _CONTROL_OR_SPACE.search(path):
        raise ValueError("the path leads away from this server")
    return path


def _refuse(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    page = render_refusal(environ.get("HTTP_ACCEPT_LANGUAGE", ""))
    headers = [
        *(each for each in PLAIN_HEADERS if each[0] != "Content-Security-Policy"),
        ("Content-Security-Policy", f"{_POLICY}; style-src {STYLE_SOURCE}"),
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Length", str(len(page))),
    ]
    start_response("403 Forbidden", headers)
    return [page]


def _digest(ticket: str) -> bytes:
    return hashlib.sha256(ticket.encode("utf-8", "surrogatepass")).digest()
