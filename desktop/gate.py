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
from typing import TYPE_CHECKING

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

_REFUSAL = b"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Not open here</title></head>
<body><h1>Not open here</h1>
<p>This address works once, in the window that it was made for. Start Inglenook again to get in.</p>
</body></html>
"""
PLAIN_HEADERS = (
    ("Cache-Control", "no-store"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    (
        "Content-Security-Policy",
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
)
"""Security headers of an answer that the application had no part in."""


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
        self._credential = secrets.token_urlsafe(32)
        self._tickets: dict[bytes, tuple[Callable[[], str], float]] = {}
        self._lock = threading.Lock()

    def issue(self, path: str | Callable[[], str], *, lifetime: float = TICKET_SECONDS) -> str:
        """Answer the path `/enter/<ticket>`, which lets one client in, once, and leads to `path`.

        The ticket is worth something for `lifetime` seconds. A `path` that is not known yet may be
        a function: it is called when the ticket is used. Raises ValueError for a path that leads
        away from here.
        """
        if isinstance(path, str):
            fixed = require_local(path)
            target: Callable[[], str] = lambda: fixed  # noqa: E731 - it is data, not a function
        else:
            target = path
        ticket = secrets.token_urlsafe(32)
        with self._lock:
            self._forget_expired()
            self._tickets[_digest(ticket)] = (target, self._clock() + lifetime)
        return ENTRANCE + ticket

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not self._asks_properly(environ):
            return _refuse(start_response)
        path = environ.get("PATH_INFO", "")
        if path.startswith(ENTRANCE):
            return self._enter(environ, path.removeprefix(ENTRANCE), start_response)
        if not self._carries_credential(environ):
            return _refuse(start_response)
        return self._app(environ, start_response)

    def admits(self, environ: WSGIEnvironment) -> bool:
        """Answer whether a request may go in.

        `environ` needs hold no more than the request's method, its URI and its headers.
        """
        return self._asks_properly(environ) and self._carries_credential(environ)

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
        target = self._redeem(ticket) if environ["REQUEST_METHOD"] == "GET" else None
        if target is None:
            return _refuse(start_response)
        cookie = f"{self._cookie_name}={self._credential}; HttpOnly; SameSite=Strict; Path=/"
        headers = [
            *PLAIN_HEADERS,
            ("Location", require_local(target())),
            ("Set-Cookie", cookie),
            ("Content-Length", "0"),
        ]
        start_response("303 See Other", headers)
        return [b""]

    def _redeem(self, ticket: str) -> Callable[[], str] | None:
        # Looked up by digest, so the time it takes tells nothing about tickets that exist.
        with self._lock:
            self._forget_expired()
            target, _ = self._tickets.pop(_digest(ticket), (None, 0.0))
        return target

    def _forget_expired(self) -> None:
        now = self._clock()
        self._tickets = {key: kept for key, kept in self._tickets.items() if kept[1] > now}

    def _carries_credential(self, environ: WSGIEnvironment) -> bool:
        # Not http.cookies: it gives up at a cookie it dislikes, and cookies ignore ports, so any
        # other program on 127.0.0.1 could lock this one out (RFC 6265 section 8.5).
        offers = (pair.strip().partition("=") for pair in environ.get("HTTP_COOKIE", "").split(";"))
        expected = self._credential.encode()
        return any(
            hmac.compare_digest(value.encode("utf-8", "replace"), expected)
            for name, _, value in offers
            if name == self._cookie_name
        )


def require_local(path: str) -> str:
    """Answer `path` when it stays on this server, else raise ValueError.

    Browsers read a backslash as a slash and drop control characters, so `/\\host` and `/<TAB>/host`
    lead away just as `//host` does (WHATWG URL, basic URL parser).
    """
    stays = path.startswith("/") and not path.startswith("//") and "\\" not in path
    if not stays or _CONTROL_OR_SPACE.search(path):
        raise ValueError("the path leads away from this server")
    return path


def _refuse(start_response: StartResponse) -> Iterable[bytes]:
    headers = [
        *PLAIN_HEADERS,
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Length", str(len(_REFUSAL))),
    ]
    start_response("403 Forbidden", headers)
    return [_REFUSAL]


def _digest(ticket: str) -> bytes:
    return hashlib.sha256(ticket.encode("utf-8", "surrogatepass")).digest()
